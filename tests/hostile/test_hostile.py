"""Whatever is handed in, it is told what is wrong with it: soon, and in little memory.

Nothing crashes, hangs, swells or stays silent; nothing that is written for a terminal or a
reader's eye comes out as it went in.
"""

import os
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.hostile import (
    archive_cases,
    csv_cases,
    id_cases,
    json_cases,
    place_cases,
    settings_cases,
    shapes_cases,
    site_cases,
    turtle_cases,
    xml_cases,
    yaml_cases,
)
from tests.hostile.case import KILO, MEGA, Case, parameters, part
from tests.hostile.program import Outcome, outcomes

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="lacks a system that forks")

SECONDS = 5
BYTES = 500 * 1024 * 1024
CLEAN, FOUND, USAGE, CANNOT_RUN = 0, 1, 2, 3
HERE = Path(__file__).parent
FAMILIES = (
    yaml_cases.CASES,
    csv_cases.CASES,
    turtle_cases.CASES,
    json_cases.CASES,
    xml_cases.CASES,
    id_cases.CASES,
    place_cases.CASES,
    archive_cases.CASES,
    settings_cases.CASES,
    shapes_cases.CASES,
    site_cases.CASES,
)
# What the fuzzer of the benchmarks, or anyone, once found.
FINDS = tuple(
    part(path.name, f"part{path.suffix}", path.read_bytes())
    for path in sorted((HERE / "found").iterdir())
)
PLAIN = part("a plain contribution", "a.yaml", "# a\n", more=("--strict",))
HEAVY = part("a heavy one", "a.yaml", lambda: "# " + "a" * 20 * MEGA, more=("--strict",))
MISUSED = PLAIN._replace(arguments=("--no-such-option",))
# Controls, formats (among them bidi), surrogates, private use, line and paragraph separators.
UNSEEN = {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}

Run = Callable[[Case], Outcome]


@pytest.fixture(scope="session")
def run(request: pytest.FixtureRequest) -> Iterator[Run]:
    """Give what became of a case; those that are asked for are run ahead, in their order."""
    asked = [_case_of(each) for each in request.session.items if each.path.parent == HERE]
    with outcomes(dict.fromkeys((*filter(None, asked), PLAIN, HEAVY, MISUSED))) as found:
        yield lambda case: found[case].result()


def _case_of(item: pytest.Item) -> Case | None:
    parameters = getattr(item, "callspec", None)
    return parameters and parameters.params.get("case")


def stands_firm(outcome: Outcome) -> None:
    """Hold what became of a contribution against what is promised of all."""
    assert "Traceback" not in outcome.output, outcome.output[-2000:]
    assert outcome.status in {CLEAN, FOUND, CANNOT_RUN}, outcome
    assert {each for each in set(outcome.output) if unicodedata.category(each) in UNSEEN} <= {"\n"}
    assert outcome.memory <= BYTES
    assert outcome.seconds <= SECONDS


@pytest.mark.parametrize("case", parameters(*FAMILIES))
def test_a_hostile_contribution_is_told_what_is_wrong_with_it(case: Case, run: Run) -> None:
    outcome = run(case)

    stands_firm(outcome)
    assert outcome.status in {FOUND, CANNOT_RUN}, outcome
    assert outcome.codes >= set(case.codes), outcome.output[:3000]


@pytest.mark.parametrize("case", parameters(FINDS))
def test_what_was_once_found_does_no_harm_again(case: Case, run: Run) -> None:
    stands_firm(run(case))


def test_what_a_contribution_costs_is_seen(run: Run) -> None:
    plain, heavy = run(PLAIN), run(HEAVY)

    assert heavy.memory - plain.memory > 20 * MEGA
    assert heavy.seconds > plain.seconds > 0
    assert run(MISUSED).status == USAGE


def test_no_two_contributions_have_one_name() -> None:
    names = [each.name for family in FAMILIES for each in family]

    assert sorted(set(names)) == sorted(names)


def test_what_is_large_is_made_and_not_kept() -> None:
    assert all(each.stat().st_size < 20 * KILO for each in HERE.glob("**/*.*"))
