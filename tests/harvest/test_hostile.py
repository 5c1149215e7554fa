"""Whatever a source says, the rehearsal ends, and what it shows is well-formed."""

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.harvest.rehearsing import DATA, EU, GOOD, ORGANISATIONS, of_text

from maalbar.model.diagnostic import MaalbarError
from maalbar.render.findings.harmless import harmless
from maalbar.render.harvest import RENDERERS

SHARDS: Final = (
    *(f"<{DATA}catalogue>", f"<{DATA}bikes>", f"<{DATA}bikes.ttl>", f"<{EU}licence/CC_BY_4_0>"),
    *(f"<{ORGANISATIONS}991825827>", "<x>", "<>", "_:a", "[", "]", "( 1 2 )", "[]", "a", ";", ","),
    *(".", "dct:title", "dct:modified", "dcat:dataset", "dcat:distribution", "dcat:theme"),
    *("dcat:Dataset", "dcat:Catalog", "dcat:DatasetSeries", "skos:Concept", "skos:Collection"),
    *("dct:temporal", "dcat:landingPage", "dct:publisher", "dcat:contactPoint", "cv:LifeEvent"),
    *('"x"', '"x"@nb', '"2026"^^xsd:date', '""', "1", "true", "1e400", r'"\u0000"', r'"\ud800"'),
    *("<javascript:alert(1)>", "<http://[>", f"<{DATA}{'9' * 9}>", "<urn:x>", "<mailto:a@b>"),
)
MANY: Final = ", ".join(f'"{number}"@nb' for number in range(3000))
mutations: Final = st.lists(
    st.tuples(st.integers(0, len(GOOD)), st.integers(0, 40), st.sampled_from(SHARDS)), max_size=6
)
statements: Final = st.lists(
    st.tuples(*(st.sampled_from(SHARDS[:40]) for _ in range(3))).map(" ".join), max_size=8
)


def shown(source: str) -> None:
    """Rehearse, and look at what is shown."""
    with TemporaryDirectory() as folder:
        try:
            outcome = of_text(Path(folder), source)
        except MaalbarError:
            return
    text = RENDERERS["text"](outcome, "nb", 80)
    assert all(harmless(line) == line for line in text.split("\n"))
    said = json.loads(RENDERERS["json"](outcome, "nb", 80))
    assert len(said["members"]) == len(outcome.members)
    assert said["succeeded"] == outcome.succeeded


@given(mutations)
def test_a_source_that_is_damaged_does_no_harm(changes: list[tuple[int, int, str]]) -> None:
    source = GOOD
    for at, width, shard in changes:
        source = f"{source[:at]} {shard} {source[at + width :]}"

    shown(source)


@given(statements)
def test_a_source_that_says_strange_things_does_no_harm(said: list[str]) -> None:
    shown(GOOD + "".join(f"{each} .\n" for each in said))


@given(st.binary(max_size=200))
def test_what_is_no_text_does_no_harm(data: bytes) -> None:
    shown(data.decode("latin-1"))


@pytest.mark.parametrize(
    "source",
    [
        GOOD + f"<{DATA}bikes> dct:relation <{DATA}bikes> .",
        GOOD + f"<{DATA}catalogue> dcat:dataset <{DATA}catalogue> .",
        GOOD + f"<{DATA}catalogue> a dcat:Dataset .",
        GOOD + f"<{DATA}bikes.ttl> dct:relation <{DATA}catalogue>, <{DATA}parks.csv> .",
        GOOD + f"<{DATA}bikes> dct:title {MANY} .",
        GOOD + f'<{DATA}bikes> dct:title "{"x" * 1_000_000}"@en .',
        GOOD + f"<{DATA}bikes> <{DATA}{'x' * 100_000}> 1 .",
    ],
    ids=["itself", "catalogue-of-itself", "both", "back", "many-titles", "long-title", "long-name"],
)
def test_a_source_that_goes_round_or_on_and_on_ends(source: str) -> None:
    shown(source)
