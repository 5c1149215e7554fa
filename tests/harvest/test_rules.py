"""What the portal would drop, make up or misunderstand: each mistake is one finding."""

from collections import Counter
from pathlib import Path
from typing import Final

import pytest
from pyoxigraph import NamedNode
from tests.harvest.rehearsing import DATA, GOOD, ORGANISATIONS, codes, of_text

from maalbar.harvest import rules
from maalbar.harvest.members import Kind
from maalbar.model.diagnostic import Severity
from maalbar.words import limit

BACK: Final = f"<{DATA}bikes> a dcat:Dataset ;"


def changed(old: str, new: str) -> str:
    assert GOOD.count(old) >= 1, old
    return GOOD.replace(old, new)


def added(text: str) -> str:
    return f"{GOOD}\n{text}\n"


MISTAKES: Final = {
    "harvest/relative": (
        changed(f"dcat:landingPage <{DATA}om/sykler>", "dcat:landingPage <om/sykler>"),
        "http://example.com/om/sykler",
    ),
    "harvest/no-name": (
        added(f"<{DATA}bikes> <https://data.example.org/p/1> 2 ."),
        "https://data.example.org/p/1",
    ),
    "harvest/circle": (
        added(f"<{DATA}bikes> dct:relation _:a . _:a dct:relation [ dct:relation _:a ] ."),
        None,
    ),
    "harvest/empty": (
        GOOD.replace("a dcat:Dataset", "a foaf:Document").replace(
            f"  dcat:dataset <{DATA}bikes>, <{DATA}parks> .", "  dct:identifier 'k' ."
        ),
        None,
    ),
    "harvest/no-address": (
        added(f"<{DATA}catalogue> dcat:dataset [ a dcat:Dataset ; dct:title 'X'@nb ] ."),
        None,
    ),
    "harvest/hashed": (added(f"<{DATA}bikes> dct:temporal [ a dct:PeriodOfTime ] ."), None),
    "harvest/no-catalogue": (
        changed(f"dcat:dataset <{DATA}bikes>, <{DATA}parks>", f"dcat:dataset <{DATA}bikes>"),
        f"{DATA}parks",
    ),
    "harvest/several-catalogues": (
        added(f"<{DATA}other> a dcat:Catalog ; dct:title 'En til'@nb ."),
        f"{DATA}other",
    ),
    "harvest/others-catalogue": (
        GOOD.replace(f"<{DATA}catalogue>", "<https://data.norge.no/catalogs/1>"),
        "https://data.norge.no/catalogs/1",
    ),
    "harvest/others-resource": (
        GOOD.replace(f"<{DATA}parks>", "<https://psi.norge.no/parks>"),
        "https://psi.norge.no/parks",
    ),
    "harvest/not-here": (
        changed(f", <{DATA}parks>", f", <{DATA}parks>, <{DATA}elsewhere>"),
        f"{DATA}elsewhere",
    ),
    "harvest/link-to-catalogue": (
        changed(BACK, f"{BACK} dct:isPartOf <{DATA}catalogue> ;"),
        f"{DATA}catalogue",
    ),
    "harvest/no-language": (changed('"sykkel"@nb', '"sykkel"'), "sykkel"),
    "harvest/title-twice": (changed('"Bikes"@en', '"Bikes"@en, "Cycles"@en'), "Cycles"),
    "harvest/landing-page": (changed(f"<{DATA}om/sykler>", f"<{DATA}bikes>"), f"{DATA}bikes"),
    "harvest/not-open": (changed("access-right/PUBLIC", "access-right/RESTRICTED"), None),
    "harvest/unknown-publisher": (
        changed(f"dct:publisher <{ORGANISATIONS}991825827>", "dct:publisher <https://byen.no/oss>"),
        "https://byen.no/oss",
    ),
    "harvest/number": (
        GOOD.replace(f"<{DATA}bikes.ttl>", f"<{DATA}bikes-202601152>"),
        f"{DATA}bikes-202601152",
    ),
}


def test_a_good_source_is_taken_and_nothing_is_said_of_it(tmp_path: Path) -> None:
    outcome = of_text(tmp_path, GOOD)

    assert outcome.findings == ()
    assert outcome.succeeded
    assert [(each.node.value, each.kind) for each in outcome.members] == [
        (f"{DATA}bikes", Kind.DATASET),
        (f"{DATA}parks", Kind.DATASET),
    ]


@pytest.mark.parametrize(("code", "source"), [(key, text) for key, (text, _) in MISTAKES.items()])
def test_a_mistake_is_found_and_nothing_else_is(code: str, source: str, tmp_path: Path) -> None:
    outcome = of_text(tmp_path, source)

    assert codes(outcome.findings) == {code}


@pytest.mark.parametrize(
    ("code", "source", "value"),
    [(key, text, value) for key, (text, value) in MISTAKES.items() if value],
)
def test_a_mistake_is_found_where_it_stands(
    code: str, source: str, value: str, tmp_path: Path
) -> None:
    found = of_text(tmp_path, source).findings[-1]

    assert found.code == code
    assert found.value == value
    assert found.location.mark
    line = source.splitlines()[found.location.mark.line - 1]
    said = value.rsplit("/", 1)[-1]
    assert said in line[found.location.mark.column - 1 :]


def test_every_rule_has_a_mistake_that_it_finds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def found_by(rule: rules.Rule) -> set[str]:
        monkeypatch.setattr(rules, "RULES", (rule,))
        texts = (text for text, _ in MISTAKES.values())
        return {each for text in texts for each in codes(of_text(tmp_path, text).findings)}

    every = rules.RULES
    monkeypatch.setattr(rules, "RULES", ())
    texts = [text for text, _ in MISTAKES.values()]
    without = {each for text in texts for each in codes(of_text(tmp_path, text).findings)}

    assert without == {"harvest/relative", "harvest/no-name", "harvest/circle"}
    assert all(found_by(rule) - without for rule in every)


@pytest.mark.parametrize(
    "code", ["harvest/no-name", "harvest/circle", "harvest/empty", "harvest/others-catalogue"]
)
def test_what_ends_a_harvest_at_the_portal_ends_it_here(code: str, tmp_path: Path) -> None:
    outcome = of_text(tmp_path, MISTAKES[code][0])

    assert not outcome.succeeded
    assert outcome.findings[-1].severity is Severity.ERROR


def test_a_node_without_an_address_is_spoken_of_by_what_refers_to_it(tmp_path: Path) -> None:
    (found,) = of_text(tmp_path, MISTAKES["harvest/hashed"][0]).findings

    assert found.location.focus == f"{DATA}bikes → dct:temporal"


def test_the_owner_of_a_name_may_use_it() -> None:
    mine = rules.Split(graph=None, members=(), kinds=(), host="psi.norge.no")  # type: ignore[arg-type] # not looked at

    assert not mine.is_others(NamedNode("https://psi.norge.no/los/hendelse/fa-barn"))
    assert mine.is_others(NamedNode("https://data.norge.no/x"))


def test_of_one_kind_of_mistake_a_limited_number_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limit, "MOST", 2)
    words = ", ".join(f'"{number}"' for number in range(5))
    relative = " ".join(f"<{DATA}bikes> dct:relation <r{number}> ." for number in range(5))
    source = changed('"sykkel"@nb', words) + relative

    found = of_text(tmp_path, source).findings

    told = Counter(each.code for each in found)
    assert told == {"harvest/no-language": 2, "harvest/relative": 2, "syntax/more": 2}
    assert {each.value for each in found if each.code == "syntax/more"} == {
        "harvest/no-language",
        "harvest/relative",
    }
