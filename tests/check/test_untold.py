"""One slip is one finding: what follows from it is not told as well."""

from collections.abc import Callable
from pathlib import Path

import pytest

from maalbar import flow
from maalbar.check.verdict import Wish, judge

Author = Callable[..., Path]
PASSAGES = "section,start,end,sha256,exact\n"
DIGEST = "0" * 64

HEADER = "id,indicator,featureOfInterest,value,unit,countingMode,statementStatus,statedIn"
ROW = "observation/{},indicator/a,org/a,1,count,modeNotStated,stated,https://example.org/1"


def codes(tmp_path: Path, name: str, text: str) -> list[str]:
    file = tmp_path / name
    file.write_text(text, encoding="utf-8")
    found = judge(str(file), Wish(), stdin=lambda: b"").findings
    return [each.code for each in found if each.code != "references/not-checked"]


@pytest.mark.parametrize("wrong", ["countingmode", "tellemåte", "xyzzy"])
def test_a_column_that_is_not_known_is_told_once_and_not_missed_in_every_row(
    tmp_path: Path, wrong: str
) -> None:
    rows = "\n".join(ROW.format(number) for number in range(20))

    table = f"{HEADER.replace('countingMode', wrong)}\n{rows}\n"

    assert codes(tmp_path, "a.csv", table) == ["vocabulary/unknown-property"]


def test_a_column_without_language_is_told_once(tmp_path: Path) -> None:
    table = "id,type,label\nindicator/a,Indicator,fyr\nindicator/b,Indicator,lys\n"

    assert codes(tmp_path, "a.csv", table) == ["language/untagged-column"]


def test_what_is_missing_in_a_row_is_told_where_all_columns_are_known(tmp_path: Path) -> None:
    table = f"{HEADER}\n{ROW.format(1).replace(',1,', ',,')}\n"

    assert codes(tmp_path, "a.csv", table) == ["shapes/min-count"]


def told(root: Path) -> list[str]:
    return [each.code for each in flow.check(root).findings]


def cited(small_report: str, place: str, level: str = "areaGoal") -> str:
    return small_report.replace("goalLevel: areaGoal", f"goalLevel: {level}").replace(
        "        setBy: org/bydrift\n",
        f'        setBy: org/bydrift\n        statedIn: ["{place}"]\n',
    )


def test_a_passage_is_unused_where_nothing_else_is_wrong(author: Author, small_report: str) -> None:
    row = f"section/bydrift/2023/renhold,0,5,{DIGEST},\n"

    root = author(small_report, {"passages.csv": PASSAGES + row})

    assert told(root) == ["references/unused-passage"]


@pytest.mark.parametrize(
    ("place", "row", "code"),
    [
        ("char=0-5", "0,5", "source/bad-range"),
        ("char=0,5", "5,6", "references/unstamped-passage"),
    ],
)
def test_a_row_that_nothing_cites_may_be_the_one_that_is_cited_wrongly(
    author: Author, small_report: str, place: str, row: str, code: str
) -> None:
    rows = f"{PASSAGES}section/bydrift/2023/renhold,{row},{DIGEST},\n"

    assert told(author(cited(small_report, place), {"passages.csv": rows})) == [code]


def test_a_row_that_cannot_be_read_is_not_missed_as_well(author: Author, small_report: str) -> None:
    rows = f"{PASSAGES}section/bydrift/2023/renhold,0,5,{DIGEST[1:]},\n"

    root = author(cited(small_report, "char=0,5"), {"passages.csv": rows})

    assert told(root) == ["syntax/bad-passages"]


def test_what_has_no_type_is_told_once_with_the_type_that_refers_to_it_asks_for(
    author: Author, small_report: str
) -> None:
    report = small_report.replace("setBy: org/bydrift", "setBy: etat/renhold")
    shared = "editorial:\n  - id: etat/renhold\n    label: {nb: Renholdsetaten}\n"

    (found,) = flow.check(author(report, {"shared.yaml": shared})).findings

    assert found.code == "references/never-introduced"
    assert "type: Organization" in found.hint["en"]


def test_what_refers_to_a_thing_whose_address_is_left_out_is_not_judged(
    author: Author, small_report: str
) -> None:
    goal = """{"@graph": [
      {"type": "Goal", "goalLevel": "subGoal", "description": {"nb": "Rent"},
       "subGoalOf": "goal/bydrift/2023/renhold/2"}]}"""
    report = small_report.replace(
        "        number: 1\n", "        number: 1\n        subGoalOf: goal/bydrift/2023/renhold/9\n"
    )

    assert told(author(report, {"maal.jsonld": goal})) == ["syntax/no-address"]
