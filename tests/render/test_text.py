"""Text for a terminal: short however much was found, and in control of the terminal alone."""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Final

import pytest
from hypothesis import given, settings
from tests.render.findings import ALIKE, FINDINGS, SHAPED
from tests.render.hostile import FINDINGS as HOSTILE
from tests.running import here

from maalbar.model.diagnostic import Diagnostic, Location, Mark, Severity
from maalbar.render.findings import RENDERERS
from maalbar.render.findings.excerpt import columns
from maalbar.render.findings.harmless import harmless
from maalbar.render.findings.text import AT_MOST

as_text: Final = RENDERERS["text"]
PAINT: Final = re.compile(r"\x1b\[(?:0|1|2|34|1;31|1;33|1;36)m")


def many(number: int) -> tuple[Diagnostic, ...]:
    """Repeat a finding, each time on the next line of the file."""
    return tuple(
        replace(SHAPED, location=replace(SHAPED.location, mark=Mark(line, 14, 7)))
        for line in range(1, number + 1)
    )


def test_nothing_found_is_nothing_to_say() -> None:
    assert as_text((), "nb", 80) == ""


def test_of_many_alike_a_few_are_shown_and_the_others_counted() -> None:
    shown = as_text(ALIKE, "en", 80)

    assert shown.count("The goal has no description") == 5
    assert "… and 9 more of the same here, on lines 25, 26, 27, 28, 29, 30, 31, 32, 33\n" in shown
    assert shown.endswith("\n0 errors, 14 warnings, 0 notes in 1 file (shapes 14)\n")


def test_a_hundred_thousand_findings_are_a_short_text() -> None:
    shown = as_text(many(100_000), "en", 80)

    assert len(shown.splitlines()) < 120
    assert "… and 99,995 more of the same here, on lines 6, 7, 8, " in shown
    assert " … 100,000\n" in shown
    assert "100,000 errors" in shown


def test_of_many_that_differ_the_most_severe_are_shown_and_the_others_counted() -> None:
    files = [PurePosixPath(f"{number}.yaml") for number in range(2 * AT_MOST)]
    warnings, errors = (
        [replace(SHAPED, severity=severity, location=Location(path=file)) for file in half]
        for severity, half in (
            (Severity.WARNING, files[:AT_MOST]),
            (Severity.ERROR, files[AT_MOST : 2 * AT_MOST - 1]),
        )
    )

    shown = as_text([*warnings, *errors], "en", 80)

    assert shown.count(": error[") == AT_MOST - 1
    assert shown.count(": warning[") == 1
    assert f"\n… and {AT_MOST - 1} more findings that are not shown" in shown


@pytest.mark.parametrize(
    ("language", "number"), [("nb", "1\N{NO-BREAK SPACE}234 feil"), ("en", "1,234 errors")]
)
def test_numbers_are_written_as_the_reader_writes_them(language: str, number: str) -> None:
    assert f"\n{number}, 0 " in as_text(many(1234), language, 80)


def test_what_the_line_shows_is_not_said_again() -> None:
    (finding,) = many(1)
    hidden = replace(finding, location=replace(finding.location, source=None))

    assert "value: fjorten\n" not in as_text([finding], "en", 80).replace("1 |", "")
    assert "\n  value: fjorten\n" in as_text([hidden], "en", 80)


@pytest.mark.parametrize("width", [40, 60, 100])
def test_no_line_is_longer_than_the_window_but_for_what_is_copied_whole(width: int) -> None:
    for line in as_text(FINDINGS, "nb", width).splitlines():
        assert columns(line) <= width or len(max(line.split(), key=len)) > width // 3


def test_carets_stand_below_what_they_point_at() -> None:
    line = "\tby: 全国１４ fyr"
    where = Location(path=PurePosixPath("a.yaml"), mark=Mark(7, 8, 2), source=line)
    finding = Diagnostic(code="syntax/tab", severity=Severity.ERROR, message={}, location=where)

    shown, below = as_text([finding], "en", 80).splitlines()[1:3]

    assert shown == "  7 |     by: 全国１４ fyr"
    assert below == "    | " + " " * columns("    by: 全国") + "^^^^"


def test_colours_are_all_that_a_terminal_gets_more() -> None:
    plain, coloured = (as_text(FINDINGS, "nn", 80, colour=each) for each in (False, True))

    assert "\x1b" not in plain
    assert coloured != plain
    assert PAINT.sub("", coloured) == plain


@given(HOSTILE)
@settings(max_examples=60)
def test_no_text_adds_a_line_a_colour_or_a_command(findings: tuple[Diagnostic, ...]) -> None:
    coloured = as_text(findings, "nb", 1000, colour=True)
    text = PAINT.sub("", coloured)

    assert text == as_text(findings, "nb", 1000)
    assert text.count("\n\n") == len(findings)
    for line in text.split("\n"):
        assert harmless(line) == line
    heads = re.findall(r"(?m)^.*: (?:feil|advarsel|merk)\[\w+/\w+\]$", text)
    assert len(heads) == len(findings)


def test_names_of_files_and_values_cannot_reach_the_terminal(author: Callable[..., Path]) -> None:
    report = 'stated:\n  - id: "a \\e[2J"\n    type: "\\u202Elaog"\n'
    root = author(report, files={"\x1b]0;title\x07.txt": "x", "a\n::error::b.txt": "x"})

    ran = here("validate", root)

    assert r"\u{1b}]0;title\u{7}.txt" in ran.stdout
    assert {each for each in ran.stdout if harmless(each) != each} == {"\n"}
    assert not re.search(r"(?m)^\s*::", ran.stdout)


def test_notes_come_after_what_is_to_be_mended() -> None:
    (first, second) = many(2)
    note = replace(first, code="references/not-checked", severity=Severity.INFO)

    shown = as_text((note, second), "en", 80)

    assert shown.index(": error[") < shown.index(": note[")


def test_all_figures_that_are_not_covered_are_shown_however_many_they_are() -> None:
    uncovered = tuple(
        replace(each, code="source/uncovered", rank=number)
        for number, each in enumerate(many(AT_MOST + 20))
    )

    shown = as_text((*uncovered, *many(20)), "en", 80)

    assert shown.count("error[source/uncovered]") == AT_MOST + 20
    assert "… and 15 more of the same here" in shown


def test_one_line_is_a_line() -> None:
    alike = tuple(
        replace(each, location=replace(each.location, mark=Mark(43, 1))) for each in many(7)
    )

    assert "… and 2 more of the same here, on line 43\n" in as_text(alike, "en", 80)
