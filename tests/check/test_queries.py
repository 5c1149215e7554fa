"""Queries of others are run in a process of their own, which is ended where they go astray."""

import time
from pathlib import Path

import pytest

from maalbar.check import queries
from maalbar.check.queries import check_queries
from maalbar.check.verdict import Wish, judge
from maalbar.model.diagnostic import Diagnostic, MaalbarError

GOAL = "stated:\n  - {id: goal/a, type: Goal}\n"
SHAPES = """\
prefix : <https://example.org/>
prefix mb: <https://w3id.org/maalbar/ns#>
prefix sh: <http://www.w3.org/ns/shacl#>
:asks a sh:NodeShape ; sh:targetClass mb:Goal ;
  sh:sparql [ sh:message "Asked"@en ; sh:select "SELECT $this WHERE { QUERY }" ] .
"""
ENDLESS = "?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . FILTER(?a = ?l && ?c = ?d)"
# Each binding is ten times as long as the one before.
SWELLING = "$this a ?c . BIND('aaaaaaaaaa' AS ?v0) " + " ".join(
    f"BIND(CONCAT({', '.join([f'?v{n}'] * 10)}) AS ?v{n + 1})" for n in range(11)
)


@pytest.fixture
def asked(tmp_path: Path) -> "Asked":
    return Asked(tmp_path)


class Asked:
    """A goal, and a rule in SPARQL."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __call__(self, query: str) -> tuple[Diagnostic, ...]:
        shapes = self.folder / "shapes.ttl"
        shapes.write_text(SHAPES.replace("QUERY", query), encoding="utf-8")
        wish = Wish(shapes=(str(shapes),), allow_sparql=True)
        return judge("-", wish, stdin=GOAL.encode).findings


def test_what_a_query_finds_is_told_where_it_is(asked: Asked) -> None:
    (found,) = (each for each in asked("$this a ?kind") if each.code == "shapes/sparql")

    assert found.message["en"] == "Asked"
    assert found.location.focus == "goal/a"
    assert found.location.mark
    assert found.location.mark.line == 2


def test_a_query_that_never_ends_is_ended(asked: Asked, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(check_queries, "__kwdefaults__", {"seconds": 2})
    start = time.monotonic()

    with pytest.raises(MaalbarError) as caught:
        asked(ENDLESS)

    (finding,) = caught.value.diagnostics
    assert time.monotonic() - start < 10
    assert finding.code == "shapes/sparql-too-slow"
    assert "2 seconds" in finding.message["en"]
    assert finding.location.mark


def test_a_query_that_swells_fails_before_the_machine_does(asked: Asked) -> None:
    with pytest.raises(MaalbarError) as caught:
        asked(SWELLING)

    (finding,) = caught.value.diagnostics
    assert finding.code == "shapes/reference-failed"
    assert "MemoryError" in finding.message["en"]


def test_a_report_has_long_enough() -> None:
    assert queries.SECONDS >= 10
