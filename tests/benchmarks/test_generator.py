"""Invented publications: valid, the same every time, the same in every format."""

import json
from pathlib import Path

import pytest
from generator import FORMATS, LEDGER, publication, sources, with_mistakes, write
from invented.agencies import Subject, subject
from pyoxigraph import NamedNode

from maalbar import flow
from maalbar.model.terms import Subject as Node
from maalbar.model.terms import Term

Triples = set[tuple[Node, NamedNode, Term]]


def subjects(count: int) -> list[Subject]:
    return [subject(number) for number in range(count)]


def _said(root: Path) -> Triples:
    return {(each.subject, each.predicate, each.object) for each in flow.load(root).statements}


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("reports", [1, 9])
def test_what_is_made_is_valid(tmp_path: Path, form: str, reports: int) -> None:
    write(publication(subjects(reports), form), tmp_path)

    checked = flow.check(tmp_path)

    assert checked.findings == ()
    assert len(checked.publication.reports) == reports


def test_every_format_says_the_same(tmp_path: Path) -> None:
    for form in FORMATS:
        write(publication(subjects(2), form), tmp_path / form)

    yaml, *others = (_said(tmp_path / form) for form in FORMATS)

    assert others == [yaml] * len(others)


def test_the_same_options_give_the_same_bytes() -> None:
    assert list(publication(subjects(3))) == list(publication(subjects(3)))
    assert list(publication(subjects(3))) != list(publication(subjects(3), seed=1))


def test_a_report_is_the_same_whichever_others_there_are() -> None:
    few, many = (dict(publication(subjects(count))) for count in (2, 5))

    ours = [path for path in few if path.startswith("reports/")]
    assert all(few[path] == many[path] for path in ours)


def test_a_report_has_some_1_500_statements(tmp_path: Path) -> None:
    write(publication(subjects(4)), tmp_path)

    loaded = flow.load(tmp_path)

    ours = [each for each in loaded.statements if each.path.parts[0] == "reports"]
    assert 1_400 < len(ours) / 4 < 1_600


def test_its_figures_stand_in_the_source(tmp_path: Path) -> None:
    write(publication(subjects(4)), tmp_path / "publication")
    write(sources(subjects(4)), tmp_path / "sources")

    findings, summaries = flow.check_sources(tmp_path / "publication", [str(tmp_path / "sources")])

    assert findings == ()
    assert sum(each.counts["figures"] for each in summaries) > 100
    assert not any(each.uncovered for each in summaries)


@pytest.mark.parametrize("form", FORMATS)
def test_the_mistakes_that_are_made_are_told_with_file_and_line(tmp_path: Path, form: str) -> None:
    write(with_mistakes(publication(subjects(6), form), form, 6), tmp_path)

    findings = flow.check(tmp_path).findings

    made = json.loads((tmp_path / LEDGER).read_text("utf-8"))
    told = {
        (each.code, str(each.location.path), each.location.mark.line)
        for each in findings
        if each.location.mark
    }
    assert len(made) == 6
    assert {(each["code"], each["file"], each["line"]) for each in made} <= told
