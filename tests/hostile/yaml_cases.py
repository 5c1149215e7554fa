"""Hostile YAML."""

from typing import Final

from tests.hostile.case import KILO, MEGA, Case, Content, part

_GOAL: Final = "stated:\n  - id: goal/a\n    type: Goal\n"


def _case(name: str, content: Content, *codes: str, more: tuple[str, ...] = ()) -> Case:
    return part(name, "report.yaml", content, *codes, more=more)


def _bomb() -> str:
    lines = ["a0: &a0 [x, x]"]
    lines += [f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 60)]
    return "\n".join(lines)


def _nested_blocks(depth: int) -> str:
    return "".join(f"{' ' * level}a:\n" for level in range(depth))


def _dated(count: int) -> str:
    """As many beginnings of a period as there are ends of it, each after each."""
    starts = ", ".join(f"{year}-01-01" for year in range(3000, 3000 + count))
    ends = ", ".join(f"{year}-01-01" for year in range(1000, 1000 + count))
    return (
        "editorial:\n  - id: period/a\n    type: PeriodOfTime\n    label: {nb: A}\n"
        f"    startDate: [{starts}]\n    endDate: [{ends}]\n"
    )


def _sections(count: int) -> str:
    """Sections inside sections, each told of where its outer one ends."""
    lines = ["stated:"]
    for number in range(count):
        lines += [f"  - id: section/{number}", "    type: ReportSection"]
        lines += [f"    subsections: [section/{number + 1}]"]
    return "\n".join(lines)


def _slips(count: int) -> str:
    """Many things whose addresses differ little, and some addresses that differ from all."""
    known = [f"  - {{id: goal/{'ab' * 50}/{n:06}, type: Goal}}\n" for n in range(count)]
    wrong = ", ".join(f"goal/{'ab' * 25}x{'ab' * 25}/{n:06}" for n in range(20))
    return f"stated:\n{''.join(known)}  - {{id: org/x, type: Organization, partOf: [{wrong}]}}\n"


CASES: Final = (
    _case("aliases that double sixty times", _bomb(), "syntax/yaml-feature"),
    _case("an alias inside what it stands for", "stated: &a [*a]", "syntax/yaml-feature"),
    _case("an alias of nothing", "stated: [*a]", "syntax/yaml-feature"),
    _case("an anchor that no one uses", "stated: &a []", "syntax/yaml-feature"),
    _case("a merge of an alias", f"{_GOAL}    <<: *goal\n", "syntax/yaml-feature"),
    _case("a merge of a mapping", f"{_GOAL}    <<: {{number: 1}}\n", "vocabulary/unknown-property"),
    _case(
        "an object of Python",
        "stated: !!python/object/apply:os.system ['echo owned > owned']",
        "syntax/yaml-feature",
    ),
    _case("a tag of its own", "%TAG ! tag:evil,1:\n---\nstated: !x []", "syntax/yaml-feature"),
    _case("another version of YAML", "%YAML 9.9\n---\nstated: []", "syntax/not-yaml"),
    _case("a hundred thousand lists in lists", lambda: "[" * 100 * KILO, "syntax/too-deep"),
    _case(
        "a hundred thousand mappings in mappings", lambda: "{a: " * 100 * KILO, "syntax/too-deep"
    ),
    _case("a hundred thousand dashes", lambda: "- " * 100 * KILO, "syntax/too-deep"),
    _case("a hundred thousand question marks", lambda: "? " * 100 * KILO),
    _case(
        "three thousand levels of indentation", lambda: _nested_blocks(3 * KILO), "syntax/too-deep"
    ),
    _case(
        "an id of ten megabytes", lambda: f"stated:\n  - id: {'a' * 10 * MEGA}\n    type: Goal\n"
    ),
    _case(
        "a type of ten megabytes",
        lambda: f"stated:\n  - id: a\n    type: {'G' * 10 * MEGA}\n",
        "vocabulary/unknown-type",
    ),
    _case(
        "a key of ten megabytes",
        lambda: f"stated:\n  - id: a\n    {'k' * 10 * MEGA}: b\n",
        "syntax/not-yaml",
    ),
    _case(
        "a key of ten megabytes after a question mark",
        lambda: f"stated:\n  - id: a\n    ? {'k' * 10 * MEGA}\n    : b\n",
        "vocabulary/unknown-property",
    ),
    _case(
        "a concept of ten megabytes",
        lambda: f"{_GOAL}    goalLevel: {'v' * 10 * MEGA}\n",
        "vocabulary/unknown-concept",
    ),
    _case(
        "a language of ten megabytes",
        lambda: f"{_GOAL}    title:\n      ? {'n' * 10 * MEGA}\n      : b\n",
        "syntax/unquoted-text",
    ),
    _case(
        "a reference of ten megabytes",
        lambda: f"{_GOAL}    setBy: {'o/' * 5 * MEGA}x\n",
    ),
    _case(
        "a text of ten megabytes",
        lambda: f"{_GOAL}    title: {{nb: {'a' * 10 * MEGA}}}\n",
        "shapes/min-count",
    ),
    _case(
        "a hundred thousand unknown keys",
        lambda: _GOAL + "".join(f"    k{n}: 1\n" for n in range(100 * KILO)),
        "vocabulary/unknown-property",
        "syntax/more",
    ),
    _case(
        "a hundred thousand items of nothing",
        lambda: "stated:\n" + "- x\n" * 100 * KILO,
        "syntax/unexpected-structure",
        "syntax/more",
    ),
    _case(
        "a hundred thousand references to nothing",
        lambda: f"{_GOAL}    setBy: [{', '.join(f'o/{n}' for n in range(100 * KILO))}]\n",
        "references/dangling",
        "syntax/more",
    ),
    _case(
        "a hundred thousand passages of nothing",
        lambda: f"{_GOAL}    statedIn: [{', '.join(f'part={n}' for n in range(100 * KILO))}]\n",
        "syntax/no-section",
    ),
    _case(
        "one key a hundred thousand times",
        lambda: _GOAL + "    number: 1\n" * 100 * KILO,
        "syntax/duplicate-key",
    ),
    _case(
        "one thing ten thousand times",
        lambda: "stated:\n" + "  - {id: a, type: Goal}\n" * 10 * KILO,
        "references/introduced-twice",
    ),
    _case(
        "a tab before each of many lines",
        lambda: "stated:\n" + "\t- id: a\n" * 100 * KILO,
        "syntax/tab",
    ),
    _case("a NUL", f"{_GOAL}    title: {{nb: a\0b}}\n", "syntax/control-character"),
    _case(
        "a NUL behind an escape", f'{_GOAL}    title: {{nb: "a\\0b"}}\n', "syntax/control-character"
    ),
    _case(
        "a command to the terminal",
        f"{_GOAL}    title: {{nb: a\x1b[2Jb}}\n",
        "syntax/control-character",
    ),
    _case(
        "a command to the terminal behind an escape",
        f'{_GOAL}    "\\e]0;owned\\a": 1\n',
        "syntax/control-character",
    ),
    _case(
        "text that turns direction",
        f"{_GOAL}    title: {{nb: a\u202eb}}\n",
        "syntax/control-character",
    ),
    _case(
        "text that turns direction behind an escape",
        f'{_GOAL}    goalLevel: "a\\u202Eb"\n',
        "syntax/control-character",
    ),
    _case("half a pair", f"{_GOAL}    title: {{nb: a\ud800b}}\n", "syntax/not-utf-8"),
    _case("half a pair behind an escape", f'{_GOAL}    title: {{nb: "a\\ud800b"}}\n'),
    _case("UTF-16", lambda: _GOAL.encode("utf-16"), "syntax/not-utf-8"),
    _case("UTF-32", lambda: _GOAL.encode("utf-32"), "syntax/not-utf-8"),
    _case(
        "Latin-1 after twenty megabytes",
        lambda: b"#" + b"a" * 20 * MEGA + b"\xe5",
        "syntax/not-utf-8",
    ),
    _case("one line of twenty megabytes", lambda: "a" * 20 * MEGA),
    _case(
        "a comment of twenty megabytes",
        lambda: "#" * 20 * MEGA,
        "syntax/empty-file",
        more=("--strict",),
    ),
    _case(
        "twenty million line ends",
        lambda: "\n" * 20 * MEGA,
        "syntax/empty-file",
        more=("--strict",),
    ),
    _case("twenty megabytes in quotation marks", lambda: f'a: "{"x " * 20 * MEGA}'),
    _case("more than fifty megabytes", lambda: "#" * 53 * MEGA, "syntax/too-big"),
    _case(
        "a hundred thousand documents",
        lambda: "---\nstated: []\n" * 100 * KILO,
        "syntax/unexpected-structure",
    ),
    _case(
        "numbers of a million digits",
        lambda: (
            f"{_GOAL}    number: {'9' * MEGA}\n    value: 1e{'9' * MEGA}\n"
            f"    reportingYear: {'2' * MEGA}\n"
        ),
    ),
    _case(
        "dates of a million digits",
        lambda: (
            "editorial:\n  - id: period/a\n    type: PeriodOfTime\n    label: {nb: A}\n"
            f"    startDate: {'9' * MEGA}-01-01\n    endDate: -{'9' * MEGA}-01-01\n"
        ),
    ),
    _case("1,500 beginnings before 1,500 ends", lambda: _dated(1500), "shapes/less-than-or-equals"),
    _case("340 sections inside each other", lambda: _sections(340)),
    _case("five thousand sections inside each other", lambda: _sections(5 * KILO)),
    _case(
        "fifty thousand unknown statuses",
        lambda: "".join(f"state{n}: []\n" for n in range(50 * KILO)),
        "vocabulary/unknown-status",
    ),
    _case(
        "twenty slips among five thousand things like them",
        lambda: _slips(5 * KILO),
        "references/dangling",
    ),
    _case(
        "thirty thousand things that lack all they must have",
        lambda: "stated:\n" + "".join(f"  - {{id: g/{n}, type: Goal}}\n" for n in range(30 * KILO)),
        "shapes/min-count",
    ),
    _case(
        "ten million comments before a mistake",
        lambda: "# a\n" * 10 * MEGA + "a",
        "syntax/unexpected-structure",
    ),
    _case(
        "ten million comments before a tab", lambda: "# a\n" * 10 * MEGA + "a:\n\tb", "syntax/tab"
    ),
    _case(
        "more values than may be in YAML",
        lambda: f"{_GOAL}    subGoalOf: [{'a,' * 501 * KILO}]\n",
        "syntax/too-many-values",
    ),
    _case("a mapping as a key", "? {a: b}\n: c\n", "syntax/unexpected-structure"),
    _case("a list as an id", "stated:\n  - id: [a, b]\n    type: Goal\n", "syntax/missing-id"),
    _case(
        "twenty thousand languages",
        lambda: f"{_GOAL}    title: {{{', '.join(f'nb-x{n:05}: a' for n in range(20 * KILO))}}}\n",
    ),
)
