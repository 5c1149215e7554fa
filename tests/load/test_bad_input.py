"""What authors get wrong in a file, and where they are told so; nothing is written then."""

import time
from collections.abc import Callable, Mapping
from itertools import pairwise
from pathlib import Path, PurePosixPath
from typing import Final, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import NamedNode
from tests.load.marks import place_of, places
from tests.running import here

from maalbar import flow
from maalbar.load.iris import expand, problem_with
from maalbar.model.diagnostic import MaalbarError, Severity

Author = Callable[..., Path]


class Case(NamedTuple):
    """A code, and a report that must be told it at `‸`; `near` is what the message must suggest."""

    code: str
    report: str
    near: str | None = None


CASES: Final[Mapping[str, Case]] = {
    # Not YAML, or more than a publication needs of it
    "a bracket that is never closed": Case(
        "syntax/not-yaml", "stated: ‸[\n  {id: a, type: Goal}\n"
    ),
    "a colon in a plain text": Case(
        "syntax/not-yaml", "stated:\n  - id: a\n    title: {nb: en}\n    note: to‸: tre\n"
    ),
    "an indentation that fits nothing": Case(
        "syntax/not-yaml", "stated:\n  - id: a\n   ‸type: Goal\n"
    ),
    "a text that is never closed": Case(
        "syntax/not-yaml", 'stated:\n  - id: ‸"a\n    type: Goal\n'
    ),
    "a text in brackets that is never closed": Case(
        "syntax/not-yaml", 'stated:\n  - id: a\n    type: [‸"Goal]\n  - id: "b"\n'
    ),
    "a text that the next one closes": Case(
        "syntax/not-yaml", 'stated:\n  - id: ‸"a\n    type: "Goal"\n'
    ),
    "an indentation below a text of several lines": Case(
        "syntax/not-yaml",
        'stated:\n  - id: a\n    title: {nb: "en\n      to"}\n   ‸type: "Goal"\n',
    ),
    "a colon in a plain text in brackets": Case(
        "syntax/not-yaml", "stated:\n  - id: a\n    title: {nb: Mål‸: en}\n"
    ),
    "a dash without a space": Case("syntax/not-yaml", "stated:\n  - id: a\n  ‸-id: b\n"),
    "a dash without a space for the first thing": Case(
        "syntax/not-yaml", "stated:\n  ‸-id: b\n   type: Goal\n"
    ),
    "a dash without a space inside a thing": Case(
        "syntax/not-yaml", "stated:\n  - id: a\n    contents:\n      ‸-id: b\n"
    ),
    "a tab for indentation": Case("syntax/tab", "stated:\n‸\t- id: a\n"),
    "a tab for indentation after spaces": Case(
        "syntax/tab", "stated:\n  - id: a\n  ‸\ttype: Goal\n"
    ),
    "an anchor": Case("syntax/yaml-feature", "stated: ‸&all\n  - id: a\n"),
    "an alias": Case("syntax/yaml-feature", "stated:\n  - id: ‸*one\n"),
    "a tag": Case("syntax/yaml-feature", "stated:\n  - id: ‸!!str a\n"),
    "a tag that makes an object": Case(
        "syntax/yaml-feature", "stated: ‸!!python/object/apply:os.system [exit]\n"
    ),
    "a merge key": Case("syntax/yaml-feature", "stated:\n  - id: a\n    <<: ‸*one\n"),
    "a merge key without an alias": Case(
        "vocabulary/unknown-property", "stated:\n  - id: a\n    ‸<<: {type: Goal}\n"
    ),
    "nesting without end": Case("syntax/too-deep", "stated: " + "[" * 32 + "‸" + "[" * 100_000),
    "nesting by dashes": Case("syntax/too-deep", "- " * 33 + "‸a\n"),
    "a key that is a list": Case("syntax/unexpected-structure", "stated:\n  - ‸[a, b]: c\n"),
    "a second document": Case(
        "syntax/unexpected-structure", "stated:\n  - id: a\n    type: Goal\n‸---\nstated: []\n"
    ),
    "a list at the top": Case("syntax/unexpected-structure", "# A report\n‸- id: a\n"),
    "a text at the top": Case("syntax/unexpected-structure", "‸Et mål\n"),
    "a thing that is only a text": Case("syntax/unexpected-structure", "stated:\n  - ‸goal/1\n"),
    "a list in a list": Case(
        "syntax/unexpected-structure", "stated:\n  - id: a\n    number: [‸[1]]\n"
    ),
    "properties where a figure belongs": Case(
        "syntax/unexpected-structure", "stated:\n  - id: a\n    number: ‸{no: 1}\n"
    ),
    # Words that nobody knows
    "a status": Case("vocabulary/unknown-status", "‸statd:\n  - id: a\n", "stated"),
    "a key": Case(
        "vocabulary/unknown-property", "stated:\n  - id: a\n    ‸goalLevl: areaGoal\n", "goalLevel"
    ),
    "a key for what is written as a thing of its own": Case(
        "vocabulary/unknown-property",
        "stated:\n  - id: a\n    ‸partners: [org/b]\n",
        "hasParticipation",
    ),
    "a type": Case("vocabulary/unknown-type", "stated:\n  - id: a\n    type: ‸Gol\n", "Goal"),
    "one type of several": Case(
        "vocabulary/unknown-type",
        "stated:\n  - id: a\n    type: [Goal, ‸Observasjon]\n",
        "Observation",
    ),
    "a concept": Case(
        "vocabulary/unknown-concept", "stated:\n  - id: a\n    goalLevel: ‸areagoal\n", "areaGoal"
    ),
    "a key like no other": Case(
        "vocabulary/unknown-property", "stated:\n  - id: a\n    ‸xyzzy: 1\n"
    ),
    "a duplicate key": Case(
        "syntax/duplicate-key", "stated:\n  - id: a\n    type: Goal\n    ‸type: Goal\n"
    ),
    "a duplicate status": Case("syntax/duplicate-key", "stated: []\nderived: []\n‸stated: []\n"),
    "a duplicate language": Case(
        "syntax/duplicate-key", "stated:\n  - id: a\n    title: {nb: en, ‸nb: to}\n"
    ),
    # Addresses
    "no id": Case("syntax/missing-id", "stated:\n  - ‸type: Goal\n"),
    "an id that is a list": Case("syntax/missing-id", "stated:\n  - ‸id: [a]\n"),
    "an empty id": Case("syntax/empty-value", "stated:\n  - id:‸\n    type: Goal\n"),
    "an id with a space": Case("syntax/bad-id", "stated:\n  - id: ‸goal/en to\n"),
    "a reference with a space": Case(
        "syntax/bad-id", "stated:\n  - id: a\n    setBy: ‸https://example.org/a b\n"
    ),
    "an id that runs a program": Case("syntax/bad-id", "stated:\n  - id: ‸javascript:alert(1)\n"),
    "a reference that runs a program": Case(
        "syntax/bad-id", "stated:\n  - id: a\n    seeAlso: ‸JavaScript:alert(1)\n"
    ),
    "a reference to a file": Case(
        "syntax/bad-id", "stated:\n  - id: a\n    seeAlso: ‸file:///etc/passwd\n"
    ),
    "a reference that is data": Case(
        "syntax/bad-id", 'stated:\n  - id: a\n    seeAlso: ‸"data:text/html,<b>"\n'
    ),
    "an id that climbs": Case("syntax/bad-id", "stated:\n  - id: ‸../../etc/passwd\n"),
    "an id that climbs inside": Case("syntax/bad-id", "stated:\n  - id: ‸goal/../a\n"),
    "an id from the root": Case("syntax/bad-id", "stated:\n  - id: ‸/a\n"),
    "an id with an empty step": Case("syntax/bad-id", "stated:\n  - id: ‸goal//a\n"),
    "an id with a quotation mark": Case("syntax/bad-id", 'stated:\n  - id: ‸a"b\n'),
    "an id with angle brackets": Case("syntax/bad-id", "stated:\n  - id: ‸a<b>\n"),
    "an id with a broken escape": Case("syntax/bad-id", "stated:\n  - id: ‸a%zz\n"),
    "an id with brackets": Case("syntax/bad-id", 'stated:\n  - id: ‸"a[1]"\n'),
    "an id with two fragments": Case("syntax/bad-id", "stated:\n  - id: ‸a#b#c\n"),
    "a host that is none": Case("syntax/bad-id", "stated:\n  - id: ‸https://[a/b\n"),
    "a nested id that climbs": Case(
        "syntax/bad-id", "stated:\n  - id: a\n    contents:\n      - id: ‸../b\n"
    ),
    "a place outside any section": Case(
        "syntax/no-section", 'stated:\n  - id: a\n    statedIn: [‸"char=1,2"]\n'
    ),
    # Values
    "a day that does not exist": Case(
        "vocabulary/bad-value", "stated:\n  - id: a\n    startDate: ‸2021-02-30\n"
    ),
    "a month that does not exist": Case(
        "vocabulary/bad-value", "stated:\n  - id: a\n    month: ‸2021-13\n"
    ),
    "a decimal comma": Case("vocabulary/bad-value", "stated:\n  - id: a\n    value: ‸92,2\n"),
    "a thousands separator": Case(
        "vocabulary/bad-value", "stated:\n  - id: a\n    value: ‸1 000\n"
    ),
    "a figure with its unit": Case(
        "vocabulary/bad-value", "stated:\n  - id: a\n    value: ‸90 %\n"
    ),
    "a figure in words": Case("vocabulary/bad-value", "stated:\n  - id: a\n    number: [1, ‸to]\n"),
    "a number that is not whole": Case(
        "vocabulary/bad-value", "stated:\n  - id: a\n    number: ‸1.5\n"
    ),
    "a year in two digits": Case(
        "vocabulary/bad-value", "stated:\n  - id: a\n    reportingYear: ‸21\n"
    ),
    "a truth of another language": Case(
        "vocabulary/bad-value", "stated:\n  - id: a\n    complete: ‸ja\n"
    ),
    "a text without a language": Case(
        "language/missing-language", "stated:\n  - id: a\n    title: ‸Mål\n"
    ),
    "texts without a language": Case(
        "language/missing-language", "stated:\n  - id: a\n    title: ‸[Mål]\n"
    ),
    "a language that is none": Case(
        "language/bad-language", "stated:\n  - id: a\n    title: {‸norsk: Mål}\n"
    ),
    "a language that leaves open which Norwegian": Case(
        "language/bad-language", "stated:\n  - id: a\n    title: {‸no: Mål}\n"
    ),
    "a comma that cuts a text in two": Case(
        "syntax/unquoted-text", "stated:\n  - id: a\n    title: {nb: Ja, ‸vi gjorde det}\n"
    ),
    "a language in capitals": Case(
        "language/bad-language", "stated:\n  - id: a\n    title: {‸NB: Mål}\n"
    ),
    "a text that is a list of lists": Case(
        "syntax/unexpected-structure", "stated:\n  - id: a\n    title: {nb: [‸[Mål]]}\n"
    ),
    "an empty value": Case("syntax/empty-value", "stated:\n  - id: a\n    ‸number:\n"),
    "a null": Case("syntax/empty-value", "stated:\n  - id: a\n    ‸number: null\n"),
    "a tilde": Case("syntax/empty-value", "stated:\n  - id: a\n    ‸number: ~\n"),
    "an empty text": Case("syntax/empty-value", "stated:\n  - id: a\n    title: {‸nb: }\n"),
    "an empty text in quotation marks": Case(
        "syntax/empty-value", 'stated:\n  - id: a\n    title: {‸nb: "  "}\n'
    ),
    "an empty item": Case("syntax/empty-value", "stated:\n  - id: a\n    identifier: [x, ‸~]\n"),
    "an empty identifier": Case("syntax/empty-value", 'stated:\n  - id: a\n    ‸identifier: ""\n'),
    "an empty type": Case("syntax/empty-value", "stated:\n  - id: a\n    ‸type:\n"),
    # Characters that no one sees
    "a NUL": Case("syntax/control-character", "stated:\n  - id: a\n    title: {nb: x‸\0y}\n"),
    "a bell": Case("syntax/control-character", "stated:\n  - id: a # ‸\a\n"),
    "text that runs backwards": Case(
        "syntax/control-character", "stated:\n  - id: a\n    title: {nb: æøå ‸\u202eabc}\n"
    ),
    "an isolate": Case("syntax/control-character", "stated:\n  - id: ‸\u2066a\n"),
    "a line separator": Case("syntax/control-character", "stated: # x‸\u2028\n  - id: a\n"),
    "a NUL as an escape": Case(
        "syntax/control-character", 'stated:\n  - id: a\n    title: {nb: ‸"x\\0y"}\n'
    ),
    "text that runs backwards as an escape": Case(
        "syntax/control-character", 'stated:\n  - id: a\n    title: {nb: ‸"\\u202e"}\n'
    ),
    # One address, two things
    "two things with one address": Case(
        "references/introduced-twice",
        "stated:\n  - id: a\n    type: Goal\n  - id: ‸a\n    type: Goal\n",
    ),
    "two things with one address in two lists": Case(
        "references/introduced-twice",
        "stated:\n  - {id: a, type: Goal}\neditorial:\n  - {id: ‸a, type: Indicator}\n",
    ),
    "a reference to nothing": Case(
        "references/dangling",
        "stated:\n  - id: goal/1\n    type: Goal\n    subGoalOf: ‸gaol/1\n",
        "goal/1",
    ),
    "a thing that is never introduced": Case(
        "references/never-introduced", "stated:\n  - id: ‸a\n    number: 1\n"
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_bad_input_is_found_where_it_stands_and_is_never_published(
    author: Author, tmp_path: Path, name: str
) -> None:
    case = CASES[name]
    report, mark = place_of(case.report)
    root = author(report)

    report_file = PurePosixPath("report.yaml")
    findings = [each for each in flow.check(root).findings if each.location.path == report_file]

    assert places(findings, case.code) == [(mark.line, mark.column)]
    (found,) = (each for each in findings if each.code == case.code)
    assert found.severity is Severity.ERROR
    if case.near:
        assert f"did you mean '{case.near}'?" in found.message["en"]
    else:
        assert "did you mean" not in found.message["en"]
    with pytest.raises(MaalbarError):
        flow.publish(root, tmp_path / "site")
    assert not (tmp_path / "site").exists()


def test_one_thing_in_two_files_is_found_in_the_second(author: Author) -> None:
    root = author(files={"z.yaml": "editorial:\n  - id: org/bydrift\n    type: Organization\n"})

    (finding,) = (each for each in flow.check(root).findings if each.severity is Severity.ERROR)

    assert finding.code == "references/introduced-twice"
    assert finding.location.path == PurePosixPath("z.yaml")
    assert finding.location.mark
    assert finding.location.mark[:2] == (2, 9)
    assert "report.yaml:21" in finding.message["en"]


def test_all_errors_of_a_file_are_told_at_once(author: Author) -> None:
    root = author(
        "stated:\n  - id: a b\n  - id: c\n    type: Gaol\n    value: 1,5\n    titel: {nb: x}\n"
    )

    found = [
        each
        for each in flow.check(root).findings
        if each.code.startswith(("syntax/", "vocabulary/", "language/"))
    ]

    assert [(each.code, each.location.mark and each.location.mark.line) for each in found] == [
        ("syntax/bad-id", 2),
        ("vocabulary/unknown-type", 4),
        ("vocabulary/bad-value", 5),
        ("vocabulary/unknown-property", 6),
    ]


def test_an_alias_bomb_is_answered_at_once(author: Author) -> None:
    names = "abcdefghijklmnopqrstuvwxyz"
    layers = [f"{one}: &{one} [{', '.join([f'*{before}'] * 9)}]" for before, one in pairwise(names)]
    root = author("\n".join(["a: &a [lol]", *layers]))
    start = time.monotonic()

    findings = flow.check(root).findings

    assert time.monotonic() - start < 1
    assert places(findings, "syntax/yaml-feature") == [(1, 4)]


@pytest.mark.parametrize(
    ("report", "place"),
    [
        (b"\xff", "report.yaml:1:1: error[syntax/not-utf-8]"),
        ("stated:\n\t- id: a", "report.yaml:2:1: error[syntax/tab]"),
        ("statd: []", "report.yaml:1:1: error[vocabulary/unknown-status]"),
        ("a: &a [*a]", "report.yaml:1:4: error[syntax/yaml-feature]"),
        ("[" * 100_000, "report.yaml:1:34: error[syntax/too-deep]"),
    ],
    ids=["not UTF-8", "a tab", "a status", "an anchor", "nesting"],
)
def test_the_command_line_tells_the_place_without_a_traceback(
    author: Author, report: str | bytes, place: str
) -> None:
    root = author(report)

    validated = here("validate", root)
    published = here("publish", root, "--out", root.parent / "site")

    assert (validated.returncode, published.returncode) == (1, 1)
    assert place in validated.stdout
    assert place in published.stderr
    assert "Traceback" not in validated.stderr + published.stderr
    assert not (root.parent / "site").exists()


@given(
    st.text(max_size=30)
    | st.from_regex(r"(https?:)?/{0,2}[a-z:@\[\]%#?./0-9]{1,20}", fullmatch=True)
)
def test_what_has_no_problem_as_an_identifier_is_an_iri(identifier: str) -> None:
    if problem_with(identifier) is None:
        iri = expand(identifier, "https://example.org/id/")
        assert NamedNode(iri).value.startswith(("http://", "https://"))


def test_an_address_with_loose_signs_is_read_as_what_it_looks_like(
    author: Author, small_report: str
) -> None:
    unit = "- id: org/mål\n    type: Organization\n    label: {nb: Mål, nn: Mål, en: Mål}\n"
    report = small_report.replace("setBy: org/bydrift", "setBy: org/ma\u030al") + f"  {unit}"

    (found,) = flow.check(author(report)).findings

    assert (found.code, found.value) == ("syntax/not-normalised", "org/ma\u030al")


@pytest.mark.parametrize("marks", ["\u0345\u0334" * 100_000, "a" * 100_000])
def test_an_address_that_no_one_could_use_costs_nothing(marks: str) -> None:
    assert problem_with(f"https://e{marks}.no/") == "too-long"
