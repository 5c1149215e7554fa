"""The table of a report's figures says what its other files say, to whoever reads it."""

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import Literal, NamedNode
from tests.conftest import ROOT, Author

from maalbar import flow
from maalbar.load.contribution import find_contribution
from maalbar.load.publication import read_contribution
from maalbar.model.diagnostic import has_errors
from maalbar.model.index import SpokenTriple
from maalbar.model.release import File
from maalbar.model.statements import Publication
from maalbar.model.terms import MB, PREFIXES, A
from maalbar.publish.figures import METADATA, figure_files
from maalbar.vocabulary.ontology import vocabulary

PUBLICATIONS = ["seeds", "examples/publication"]
FIGURE = """\
      - id: observation/bydrift/2023/feide
        type: Observation
        indicator: indicator/feide
        value: 14
        unit: count
        countingMode: withinPeriod
        statementStatus: stated
"""


def tables_of(publication: Publication) -> dict[str, File]:
    return {each.path: each for each in figure_files(publication, vocabulary())}


def reread(folder: Path, files: dict[str, File], base: str) -> Publication:
    """Hand the files in, as anyone would, and read what they say."""
    for path, file in files.items():
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(file.data)
    return read_contribution(find_contribution(folder, base=base), vocabulary())


def figures(publication: Publication) -> set[tuple[SpokenTriple, str]]:
    """Give what plain files may say of the observations of reports, with the status of each."""
    statuses = {
        each.subject: publication.graphs[each.graph]
        for each in publication.statements
        if each.predicate == A and each.object == MB.Observation
    }
    return {
        (triple, statuses[triple[0]])
        for triple in publication.plain
        if triple[0] in statuses and publication.plain.first(triple[0], MB.reportedIn)
    }


@pytest.mark.parametrize("name", PUBLICATIONS)
@pytest.mark.parametrize("with_metadata", [True, False], ids=["described", "by its header"])
def test_a_table_that_is_handed_in_again_says_the_same(
    name: str, tmp_path: Path, *, with_metadata: bool
) -> None:
    publication = flow.check(ROOT / name).publication
    files = tables_of(publication)
    if not with_metadata:
        files = {path: file for path, file in files.items() if not path.endswith(METADATA)}

    read = reread(tmp_path, files, publication.settings.base)

    assert figures(publication)
    assert read.findings == ()
    assert figures(read) == figures(publication)


@pytest.mark.parametrize("name", PUBLICATIONS)
def test_another_reader_of_tables_on_the_web_gets_the_same(name: str, tmp_path: Path) -> None:
    csvw = pytest.importorskip("csvw", reason="csvw is not installed")
    publication = flow.check(ROOT / name).publication
    files = tables_of(publication)
    reread(tmp_path, files, publication.settings.base)

    found: set[tuple[str, str, str]] = set()
    for path in files:
        if path.endswith(METADATA):
            table = csvw.CSVW(str(tmp_path / path), validate=True)
            assert table.is_valid, [str(each.message) for each in table.warnings]
            found |= {*_read(table.to_json())}

    assert found == {
        (subject.value, predicate.value, _value(value))
        for (subject, predicate, value), _ in figures(publication)
    }


def _read(document: Any) -> Iterator[tuple[str, str, str]]:  # noqa: ANN401 # JSON is what it is
    for table in document["tables"]:
        for row in table["row"]:
            for thing in row["describes"]:
                for key, values in thing.items():
                    for value in values if isinstance(values, list) else [values]:
                        if key != "@id":
                            written = f"{value:g}" if _is_number(value) else value
                            yield thing["@id"], _expanded(key), written


def _expanded(key: str) -> str:
    prefix, _, name = key.partition(":")
    return PREFIXES[prefix] + name if prefix in PREFIXES else key


def _is_number(value: object) -> bool:
    return isinstance(value, int | float)


def _value(value: object) -> str:
    if isinstance(value, Literal) and value.datatype.value.endswith(("#decimal", "#integer")):
        return f"{float(value.value):g}"
    assert isinstance(value, Literal | NamedNode)
    return value.value


def with_figures(report: str, more: str) -> str:
    indicator = "  - {id: indicator/feide, type: Indicator, label: {nb: Feide}, unit: count}\n"
    return report.replace("editorial:\n", f"{FIGURE}{more}editorial:\n{indicator}")


@pytest.mark.parametrize(
    "value",
    [
        'note: {nb: "Et skilt | og mer", en: "a, \\"b\\""}',
        'note: {nb: "=1+1"}',
        'note: {nb: "To\\nlinjer"}',
        "featureOfInterest: https://example.net/org/x",
        "featureOfInterest: org/blåbær",
        "statedIn: section/bydrift/2023/renhold#char=1,2",
        "derivedFrom: [observation/bydrift/a, https://example.net/b]",
        "value: -1.50",
        "currency: NOK",
    ],
)
def test_a_value_survives_whatever_it_looks_like(
    author: Author, small_report: str, tmp_path: Path, value: str
) -> None:
    more = f"""\
      - id: observation/bydrift/2023/flere
        type: Observation
        indicator: indicator/feide
        {value}
"""
    publication = flow.load(author(with_figures(small_report, more)))
    assert not has_errors(publication.findings)
    files = tables_of(publication)

    read = reread(tmp_path / "again", files, publication.settings.base)
    alone = {path: file for path, file in files.items() if not path.endswith(METADATA)}
    by_header = reread(tmp_path / "alone", alone, publication.settings.base)

    assert figures(read) == figures(by_header) == figures(publication)


def test_figures_of_other_statuses_and_types_keep_them(
    author: Author, small_report: str, tmp_path: Path
) -> None:
    derived = """\
derived:
  - id: observation/bydrift/2023/regnet
    type: [Observation, Finding]
    indicator: indicator/feide
    reportedIn: section/bydrift/2023/renhold
    value: 7
    statementStatus: derived
"""
    publication = flow.load(author(derived + with_figures(small_report, "")))

    read = reread(tmp_path / "again", tables_of(publication), publication.settings.base)

    assert {status for _, status in figures(read)} == {"stated", "derived"}
    assert figures(read) == figures(publication)


def test_the_header_begins_with_what_a_reader_looks_for(seeds: Path) -> None:
    for path, file in tables_of(flow.check(seeds).publication).items():
        if not path.endswith(METADATA):
            header = next(csv.reader(io.StringIO(file.data.decode())))
            assert header[:2] == ["id", "indicator"]
            assert {"value", "unit", "reportedIn", "statementStatus"} <= {*header}


def test_the_metadata_lies_beside_its_table_and_names_it(seeds: Path) -> None:
    files = tables_of(flow.check(seeds).publication)
    for path, file in files.items():
        if path.endswith(METADATA):
            said = json.loads(file.data)
            table = path.removesuffix(METADATA)
            assert said["url"] == table.rpartition("/")[2]
            assert file.source == files[table].source
            titles = [each["titles"] for each in said["tableSchema"]["columns"][:-1]]
            assert files[table].data.decode().splitlines()[0].split(",") == titles


def test_a_report_without_figures_has_no_table(author: Author) -> None:
    assert tables_of(flow.check(author()).publication) == {}


def test_a_section_within_sections_belongs_to_the_report(author: Author, small_report: str) -> None:
    inner = """\
      - id: observation/bydrift/2023/indre
        type: Observation
        indicator: indicator/feide
        value: 3
    subsections:
      - id: section/bydrift/2023/renhold/gater
        type: ReportSection
        title: {nb: Gater}
        contents:
          - id: observation/bydrift/2023/innerst
            type: Observation
            indicator: indicator/feide
            value: 4
"""
    publication = flow.load(author(with_figures(small_report, inner)))

    (table, _) = tables_of(publication).values()

    assert b"observation/bydrift/2023/innerst" in table.data
