"""The facts that were read from the source by hand: each is published, at the very characters."""

import json
from pathlib import Path
from typing import Any

import pytest

from maalbar import flow
from maalbar.model.statements import STATUSES
from maalbar.model.terms import MB, OA, A

SECTION = "section/digdir/2021/innovasjon-fagregnskap"


@pytest.fixture(scope="module")
def facts(shared: Path) -> list[dict[str, Any]]:
    read: list[dict[str, Any]] = json.loads(
        (shared / "domain" / "facts.json").read_text(encoding="utf-8")
    )
    return read


@pytest.fixture(scope="module")
def stated(facts: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [each for each in facts if each["kind"] == "stated"]


def test_all_stated_facts_are_looked_at(stated: list[dict[str, Any]]) -> None:
    assert len(stated) == 323


def test_each_stated_fact_is_cited_at_its_very_characters(
    checked: flow.Checked, stated: list[dict[str, Any]]
) -> None:
    publication = checked.publication
    cited = {
        publication.short(each.object)
        for each in publication.statements
        if each.predicate == MB.statedIn
    }

    missing = [
        each["id"]
        for each in stated
        if f"{SECTION}#char={each['start']},{each['end']}" not in cited
    ]

    assert missing == []


def test_each_passage_of_a_stated_fact_has_the_hash_that_was_read(
    checked: flow.Checked, stated: list[dict[str, Any]]
) -> None:
    index = checked.publication.index
    hashes = {
        checked.publication.short(passage): index.first(passage, MB.passageSha256)
        for passage in index.subjects(A, MB.SourcePassage)
    }

    wrong = [
        each["id"]
        for each in stated
        if (found := hashes.get(f"{SECTION}#char={each['start']},{each['end']}")) is None
        or found.value != each["sha256"]
    ]

    assert wrong == []


def test_what_cites_a_passage_of_a_stated_fact_is_stated(
    checked: flow.Checked, stated: list[dict[str, Any]]
) -> None:
    publication = checked.publication
    stating = {
        publication.short(each.object)
        for each in publication.statements
        if each.predicate == MB.statedIn and publication.graphs[each.graph] == STATUSES[0]
    }

    others = {
        each["id"]
        for each in stated
        if f"{SECTION}#char={each['start']},{each['end']}" not in stating
    }
    # The text itself derives "1 of 10" from "9 of 10"; the publication calls it derived.
    assert others == {"F135"}


def test_every_published_passage_has_a_source(checked: flow.Checked) -> None:
    index = checked.publication.index

    for passage in index.subjects(A, MB.SourcePassage):
        assert index.first(passage, OA.hasSource)
