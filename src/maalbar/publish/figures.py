"""A report's figures as a table: a row an observation, in the columns that contributions have.

The header has the keys of YAML, so that the table can be handed in again and says the same.
Beside it lies what CSV on the Web says of it, so that any reader of such tables gets the same
statements.  Identifiers are written as authors write them where one rule can read the whole
column so, and as whole addresses otherwise.

What has no key in the vocabulary, and the few values that a cell cannot hold as they are, stand
in the other files alone.

See Also:
    Metadata Vocabulary for Tabular Data <https://www.w3.org/TR/tabular-metadata/>.
"""

import csv
import io
import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

from pyoxigraph import Literal, NamedNode

from maalbar.model.parts import observations_of_reports
from maalbar.model.release import CSV, JSON, File
from maalbar.model.statements import Publication
from maalbar.model.terms import DCT, MB, A, Term, order
from maalbar.publish.columns import SEPARATOR, columns_of, described, shortened
from maalbar.publish.paths import Paths
from maalbar.vocabulary.ontology import Vocabulary

METADATA: Final = "-metadata.json"
_STATED: Final = "stated"
_OBSERVATION: Final = "Observation"


def figure_files(publication: Publication, vocabulary: Vocabulary) -> Iterator[File]:
    """Give for each report that has figures its table, and what is to be known of it.

    The table lies beside the other files of the report, as `.csv`, and what is to be known of
    it as `.csv-metadata.json`.
    """
    paths = Paths(publication.settings.base)
    statuses = _statuses(publication)
    observations = observations_of_reports(publication.index)
    for report in publication.reports:
        told = [
            each
            for each in observations.get(report, ())
            if (each, A, MB.Observation) in publication.plain
        ]
        if told:
            path, origin = f"{paths.of(report.value)}.csv", publication.place(report).path
            table = _Table(publication, vocabulary, {each: statuses[each] for each in told})
            metadata = json.dumps(table.metadata(report, path), ensure_ascii=False, indent=2)
            yield File(path, table.text().encode(), CSV, source=str(origin or ""))
            yield File(path + METADATA, f"{metadata}\n".encode(), JSON, source=str(origin or ""))


class _Table:
    """The figures of one report, with the status of the graph that introduces each."""

    def __init__(
        self,
        publication: Publication,
        vocabulary: Vocabulary,
        statuses: Mapping[NamedNode, str],
    ) -> None:
        self.publication, self.vocabulary, self.statuses = publication, vocabulary, statuses
        self.base = publication.settings.identifiers
        self.columns = columns_of(publication.plain, statuses, vocabulary)
        self.short = shortened(list(statuses), self.base)
        self.kinds = {each: self._kinds(each) for each in statuses}

    @property
    def own_columns(self) -> dict[str, Mapping[NamedNode, str]]:
        """What is told beside the properties, where the rows differ from what goes unsaid."""
        found: dict[str, Mapping[NamedNode, str]] = {}
        if any(kinds != _OBSERVATION for kinds in self.kinds.values()):
            found["type"] = self.kinds
        if any(self._unsaid(each) != status for each, status in self.statuses.items()):
            found["status"] = self.statuses
        return found

    def text(self) -> str:
        """Write the table, by RFC 4180."""
        written = io.StringIO()
        writer = csv.writer(written, lineterminator="\r\n")
        own = self.own_columns
        writer.writerow(["id", *own, *(each.title for each in self.columns)])
        cells = [each.written(self.base) for each in self.columns]
        for each in self.statuses:
            told = [of_rows[each] for of_rows in own.values()]
            address = each.value[len(self.base) :] if self.short else each.value
            writer.writerow([address, *told, *(column.get(each, "") for column in cells)])
        return written.getvalue()

    def metadata(self, report: NamedNode, path: str) -> dict[str, Any]:
        """Tell what the table is, and what its columns mean."""
        index, own = self.publication.index, self.own_columns
        titles = [
            {"@value": each.value, "@language": each.language}
            for each in sorted(index.objects(report, DCT.title), key=order)
            if isinstance(each, Literal) and each.language
        ]
        # Templates write letters beyond ASCII as other addresses than they stand for.
        is_plain = all(each.value.isascii() for each in self.statuses)
        schema: dict[str, Any] = {"primaryKey": "id", "columns": []}
        if is_plain:
            schema["aboutUrl"] = f"{self.base}{{+id}}" if self.short else "{+id}"
        columns: list[dict[str, Any]] = [
            {"name": "id", "titles": "id", "required": True, "suppressOutput": is_plain},
            *({"name": name, "titles": name, "separator": SEPARATOR} for name in own),
            *(described(each, self.base) for each in self.columns),
        ]
        if "type" in own:
            columns[1]["propertyUrl"] = A.value
        else:
            kind = {"propertyUrl": A.value, "valueUrl": MB.Observation.value}
            columns.append({"name": "type", "virtual": True, **kind})
        return {
            "@context": "http://www.w3.org/ns/csvw",
            "url": path.rpartition("/")[2],
            "dc:title": titles,
            "dc:license": {"@id": self.publication.settings.licence.value},
            "dc:source": {"@id": report.value},
            "tableSchema": {**schema, "columns": columns},
        }

    def _kinds(self, observation: NamedNode) -> str:
        kinds = self.publication.plain.objects(observation, A)
        keys = (self.vocabulary.key_of.get(each, "") for each in kinds)
        return SEPARATOR.join(sorted(key for key in keys if key in self.vocabulary.classes))

    def _unsaid(self, observation: NamedNode) -> str:
        """Give the status that a reader takes from the row itself."""
        own = self.publication.plain.first(observation, MB.statementStatus)
        return self.vocabulary.key_of.get(own, _STATED) if own else _STATED


def _statuses(publication: Publication) -> Mapping[Term, str]:
    """Give the status of the graph that introduces each observation."""
    return {
        each.subject: publication.graphs[each.graph]
        for each in reversed(publication.statements)
        if each.object == MB.Observation and each.predicate == A
    }
