"""The JSON Schema says what `maalbar validate` says, as far as a schema can.

Both look at the same files: the seeds, the counter-example of every law, and valid things
that were changed at random.  What the schema refuses, validation must refuse too.  What
validation finds in a thing by itself the schema must refuse, but for the gaps: each says why,
and none may be listed that is not one.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from jsonschema import Draft7Validator
from pyoxigraph import Literal, NamedNode
from tests.running import here
from tests.vocabulary.writing import Json, seen_by_editors, written_from

from maalbar import flow
from maalbar.load.iris import problem_with
from maalbar.load.text import is_language
from maalbar.model.diagnostic import Diagnostic, Severity
from maalbar.model.index import Index
from maalbar.model.literals import form, is_valid
from maalbar.model.terms import DCT, MB, OWL, XSD
from maalbar.model.text import LANGUAGES
from maalbar.vocabulary.ontology import Vocabulary, vocabulary
from maalbar.vocabulary.resources import folder, read_turtle
from maalbar.vocabulary.schema import json_schema, write_schema

ROOT: Final = Path(__file__).parents[2]
FILES: Final = sorted((*ROOT.glob("seeds/**/*.yaml"), *ROOT.glob("examples/**/*.yaml")))
CASES: Final = sorted((ROOT / "tests" / "shapes" / "cases").iterdir())
# What the schema has to find too; what one thing says of another is left to `references`.
LAYERS: Final = {"syntax", "vocabulary", "language", "shapes"}
SETTINGS: Final = """\
base = "https://example.org/tests/"
publisher = "{publisher}"
contact-name = "Prøve"
contact-url = "https://example.org/"
issued = 2024-01-15
modified = 2024-01-15
title.nb = "Prøve"
description.nb = "Prøve"
"""

# The laws that a schema cannot say, or not all of.
OTHER_THING: Final = "it is about another thing that this one refers to"
OTHER_SIDE: Final = "another thing may say it, so here it cannot be missed"
TWO_VALUES: Final = "it compares two values"
RULE_GAPS: Final = {
    "Assessment-own-scale": OTHER_THING,
    "LifeEventSet-size": OTHER_SIDE,
    "Observation-change-doubted": OTHER_THING,
    "Observation-change-unit": OTHER_THING,
    "Observation-cumulative-end": OTHER_THING,
    "Observation-cumulative-start": OTHER_THING,
    "Observation-derivedFrom-source": OTHER_THING,
    "Observation-rank-range": TWO_VALUES,
    "Observation-restates-bound": OTHER_THING,
    "Observation-target-of-indicator": OTHER_THING,
    "Observation-unit-of-indicator": OTHER_THING,
    "Participation-belongs": OTHER_SIDE,
    "Participation-participant-actor": OTHER_THING,
    "PeriodOfTime-end-after-start": TWO_VALUES,
    "ReportSection-parent": OTHER_SIDE,
    "SourcePassage-hasSelector-kind": OTHER_THING,
    "SourcePassage-hasSource": OTHER_SIDE,
    "SourcePassage-position": OTHER_THING,
    "SourcePassage-unverified": OTHER_THING,
    "Target-indicator": OTHER_SIDE,
    "Target-unit-of-indicator": OTHER_THING,
    "TextPositionSelector-end-after-start": TWO_VALUES,
}
GONE: Final = object()
# The gaps that the counter-examples do not show, as a change to a valid thing of a kind.
SHOWN_BY: Final[dict[str, tuple[str, dict[str, Json]]]] = {
    "Observation-cumulative-end": (
        "Observation",
        {"countingMode": "cumulative", "refPeriod": "https://example.org/period"},
    ),
    "Participation-belongs": ("Participation", {"id": "https://example.org/participation"}),
    "ReportSection-parent": ("ReportSection", {"partOfReport": GONE, "partOfSection": GONE}),
    "SourcePassage-hasSource": ("SourcePassage", {"hasSource": GONE}),
    "Target-indicator": ("Target", {"id": "https://example.org/target", "indicator": GONE}),
}


class Gap(NamedTuple):
    """What a schema cannot say: the code of the finding, why, about which values, and a case.

    A case is a change to a valid thing of some kind, or a whole file.
    """

    code: str
    why: str
    case: dict[str, Json] | str
    values: str = ".*"
    kind: str = "Target"


NUMBER: Final = "how a number or a truth is written is lost when YAML has read it"
NAMED: Final = '{"editorial": [{"id": "org/x", "type": "Organization", "label": {"nb": %s}}]}'
DEEP: Final = '{"editorial": ' + '{"id": "x", "isPartOf": ' * 33 + '"x"' + "}" * 34
CODE_GAPS: Final = (
    Gap("shapes/class", OTHER_THING, {"setBy": "https://w3id.org/maalbar/examples/goal/x"}),
    Gap(
        "shapes/pattern",
        NUMBER,
        {"passageSha256": 1},
        r"(.*/)?(-?[\d.]+|true|false)",
        "SourcePassage",
    ),
    Gap(
        "syntax/no-section",
        "it depends on what the thing stands in",
        {"statedIn": "page"},
        kind="Population",
    ),
    Gap(
        "syntax/bad-id",
        "the grammar of addresses is too long for a pattern",
        {"seeAlso": "https://example.org/%"},
        r".*(%|[][]|:.*:).*",
    ),
    Gap("vocabulary/bad-value", NUMBER, {"number": 1e22}, r"[-+]?[\d.]+[eE].*"),
    Gap("vocabulary/bad-value", NUMBER, {"number": 1.0}, r"-?\d+\.0"),
    Gap("vocabulary/bad-value", NUMBER, {"year": 30}, r"-?\d{1,3}"),
    Gap("vocabulary/bad-value", "the calendar", {"issued": "2023-02-29"}, r"\d{4}-\d\d-\d\d"),
    Gap(
        "language/bad-language",
        "the grammar of language tags is too long for a pattern",
        {"note": {"nb-1X": "Her."}},
        "[a-z]{2,3}-.*",
    ),
    Gap("syntax/duplicate-key", "an editor has one of the values", '{"stated": [], "stated": []}'),
    Gap("syntax/yaml-feature", "an editor has the value", '{"stated": &again []}'),
    Gap("syntax/control-character", "an editor has a character", NAMED % r'"X\u0007"'),
    Gap("syntax/too-deep", "a schema does not count", DEEP),
)


# Which files, things and values


class Place(NamedTuple):
    """A publication that may be changed: its folder, and its files as an editor sees them."""

    root: Path
    files: dict[str, Json]

    def alone(self, thing: Json) -> Iterator[dict[str, Json]]:
        """Give those of the things in a thing that are described in one place."""
        described = Counter(each["id"] for each in things_in(list(self.files.values())))
        return (each for each in things_in(thing) if described[each["id"]] == 1)


@cache
def garden() -> dict[str, list[dict[str, Json]]]:
    """The ontology's own example of every class, written as a file."""
    return written_from(read_turtle(folder("ontology") / "examples.ttl"), vocabulary())


@cache
def schema() -> dict[str, Json]:
    return json_schema(vocabulary(), "en")


@cache
def validator() -> Draft7Validator:
    return Draft7Validator(schema())


def publication(root: Path, things: dict[str, list[dict[str, Json]]]) -> Place:
    """Write things as a publication of one file; the first organisation publishes it."""
    organisations = (
        each["id"] for listed in things.values() for each in listed if "Organi" in str(each["type"])
    )
    publisher = next(organisations, "https://example.org/")
    root.mkdir()
    (root / "maalbar.toml").write_text(SETTINGS.format(publisher=publisher), encoding="utf-8")
    (root / "things.yaml").write_text(json.dumps(things), encoding="utf-8")
    return Place(root, {"things.yaml": things})


def copied(source: Path, root: Path) -> Place:
    shutil.copytree(source, root)
    return Place(
        root,
        {
            path.relative_to(root).as_posix(): seen_by_editors(path.read_text(encoding="utf-8"))
            for path in sorted(root.rglob("*.yaml"))
        },
    )


# The publications that are changed at random.  Not arguments of the tests: they are too long to be
# shown with a failure.
PLACES: Final[dict[str, Place]] = {}


@pytest.fixture(scope="module", autouse=True)
def _places(tmp_path_factory: pytest.TempPathFactory) -> None:
    root = tmp_path_factory.mktemp("schema")
    PLACES["garden"] = publication(root / "garden", garden())
    PLACES["examples"] = copied(ROOT / "examples" / "publication", root / "examples")
    PLACES["seeds"] = copied(ROOT / "seeds", root / "seeds")


def errors(root: Path) -> list[Diagnostic]:
    """What validation finds wrong in the layers that a schema knows, and elsewhere."""
    return [each for each in flow.check(root).findings if each.severity is Severity.ERROR]


def rule_of(found: Diagnostic) -> str:
    return (found.rule or "").rpartition("#")[2]


def shows(gap: Gap, found: Diagnostic) -> bool:
    return found.code == gap.code and re.fullmatch(gap.values, found.value or "") is not None


def is_code_gap(found: Diagnostic) -> bool:
    return any(shows(gap, found) for gap in CODE_GAPS)


def is_gap(found: Diagnostic) -> bool:
    return rule_of(found) in RULE_GAPS or is_code_gap(found)


def to_be_seen(found: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Leave out the gaps, and what follows in the same thing from what could not be read."""
    known = [each for each in found if each.code.partition("/")[0] in LAYERS]
    excused = {each.location.focus for each in known if is_gap(each)}
    return [each for each in known if each.location.focus not in excused]


def things_in(value: Json) -> Iterator[dict[str, Json]]:
    """Give every thing in a value, the outer ones first."""
    if isinstance(value, dict):
        if "id" in value:
            yield value
        value = list(value.values())
    if isinstance(value, list):
        for each in value:
            yield from things_in(each)


def changed(kind: str, change: dict[str, Json]) -> dict[str, list[dict[str, Json]]]:
    """Give the garden with one thing of a kind changed."""
    things = deepcopy(garden())
    thing = next(each for each in things_in(things) if each["type"] == kind)
    new = thing | change
    thing.clear()
    thing.update({key: value for key, value in new.items() if value is not GONE})
    return things


# What is done to a thing

ODD: Final[tuple[Json, ...]] = (
    *(None, "", "  ", 0, -1, 1.5, 14, 101, 2021, 20210101, True, False),
    *("1,5", "abc", "2021-13-45", "2021-12-31", "2021-04", "0.5", "null", "NOK", "x y"),
    *("http://", "mailto:x", "http://a.b/c", "a:b", "../x", "@id", "_:x", "char=1,2"),
    *({}, [], [["x"]], [1, 2], ["a", "b"], {"id": "org/x"}),
    *({"nb": "x"}, {"nb": ["x", "y"]}, {"no": "x"}, {"nb": ""}, {"nb": None}, {"nb": {"x": "y"}}),
)
CODES: Final = sorted(vocabulary().concepts)
KEYS: Final = sorted(vocabulary().properties)
TYPES: Final[tuple[Json, ...]] = (*vocabulary().classes, "Foo", ["Goal", "Target"], {})


def a_value(key: str) -> st.SearchStrategy[Json]:
    """Give values of which some fit the property, some nearly, most not at all."""
    term = vocabulary().properties.get(key)
    odd = st.one_of(st.sampled_from(ODD), st.sampled_from((*CODES, *KEYS)))
    if term and term.code_list:
        return st.one_of(st.sampled_from(vocabulary().members(term.code_list)), odd)
    return odd


@st.composite
def changes(draw: st.DrawFn, thing: dict[str, Json]) -> dict[str, Json]:
    """Give a thing anew: a key dropped or added, or a value replaced, repeated or reached into."""
    kind = draw(st.sampled_from(["drop", "add", "replace", "repeat", "type", "unknown", "inside"]))
    key = draw(st.sampled_from(KEYS if kind == "add" else sorted(thing)))
    new = draw(a_value(key))
    old = thing.get(key)
    match kind:
        case "drop":
            return {each: value for each, value in thing.items() if each != key}
        case "type":
            key, new = "type", draw(st.sampled_from(TYPES))
        case "unknown":
            key = draw(st.sampled_from(["foo", "Unit", "statedin", "@id"]))
        case "repeat":
            new = [*(old if isinstance(old, list) else [old]), new]
        case "inside" if isinstance(old, dict) and old:
            new = old | {draw(st.sampled_from(sorted(old))): new}
        case "inside" if isinstance(old, list) and old:
            index = draw(st.integers(0, len(old) - 1))
            new = [*old[:index], new, *old[index + 1 :]]
    return thing | {key: new}


def agree(place: Place, data: st.DataObject) -> None:
    """Change a thing, and see that both say the same of it."""
    name = data.draw(st.sampled_from(sorted(place.files)))
    file = place.files[name]
    status = data.draw(st.sampled_from(sorted(file)))
    index = data.draw(st.integers(0, len(file[status]) - 1))
    outer = deepcopy(file[status][index])
    things = list(place.alone(outer))
    assume(things)
    thing = things[data.draw(st.integers(0, len(things) - 1))]
    changed_thing = data.draw(changes(deepcopy(thing)))
    thing.clear()
    thing.update(changed_thing)
    new = file | {status: [*file[status][:index], outer, *file[status][index + 1 :]]}
    before = (place.root / name).read_bytes()
    (place.root / name).write_text(json.dumps(new), encoding="utf-8")

    try:
        found = errors(place.root)
    finally:
        (place.root / name).write_bytes(before)

    if validator().is_valid({status: [outer]}):
        assert to_be_seen(found) == []
    else:
        assert found


DRAWN: Final = settings(
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)


@settings(DRAWN, max_examples=100)
@given(data=st.data())
def test_a_changed_thing_of_any_kind_is_judged_alike(data: st.DataObject) -> None:
    agree(PLACES["garden"], data)


@settings(DRAWN, max_examples=100)
@given(data=st.data())
def test_a_changed_thing_inside_another_is_judged_alike(data: st.DataObject) -> None:
    agree(PLACES["examples"], data)


@settings(DRAWN, max_examples=10)
@given(data=st.data())
def test_a_changed_thing_of_the_seeds_is_judged_alike(data: st.DataObject) -> None:
    agree(PLACES["seeds"], data)


# Files as they are


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_the_seeds_and_the_examples_are_accepted(path: Path) -> None:
    seen = seen_by_editors(path.read_text(encoding="utf-8"))

    assert list(validator().iter_errors(seen)) == []


def test_an_example_of_every_class_is_accepted() -> None:
    kinds = json.dumps([thing["type"] for thing in things_in(garden())])

    assert all(f'"{each}"' in kinds for each in vocabulary().classes)
    assert list(validator().iter_errors(garden())) == []


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_where_a_law_holds_the_schema_has_nothing_to_say(case: Path) -> None:
    things = written_from(read_turtle(case / "holds.ttl"), vocabulary())

    assert list(validator().iter_errors(things)) == []


def test_where_a_law_is_broken_the_schema_refuses_the_thing_but_for_the_gaps(
    tmp_path: Path,
) -> None:
    """The counter-examples show each law that a schema cannot say, and show that it cannot."""
    unseen: set[str] = set()

    for case in CASES:
        things = written_from(read_turtle(case / "breaks.ttl"), vocabulary())
        found = errors(publication(tmp_path / case.name, things).root)
        for status, listed in things.items():
            for thing in listed:
                about = [each for each in found if each.location.focus == thing["id"]]
                if validator().is_valid({status: [thing]}):
                    assert to_be_seen(about) == []
                    unseen |= {rule_of(each) for each in about if not is_code_gap(each)}
                else:
                    assert any(each.location.focus in {thing["id"], None} for each in found)

    assert unseen | set(SHOWN_BY) == set(RULE_GAPS)
    assert not unseen & set(SHOWN_BY)


@pytest.mark.parametrize("rule", SHOWN_BY)
def test_a_law_that_a_schema_cannot_say_is_one(rule: str, tmp_path: Path) -> None:
    kind, change = SHOWN_BY[rule]

    things = changed(kind, change)

    assert validator().is_valid(things)
    assert rule in {rule_of(each) for each in errors(publication(tmp_path / "gap", things).root)}


@pytest.mark.parametrize("gap", CODE_GAPS, ids=lambda gap: f"{gap.code} {gap.values}")
def test_a_gap_is_one(gap: Gap, tmp_path: Path) -> None:
    things = changed(gap.kind, gap.case if isinstance(gap.case, dict) else {})
    place = publication(tmp_path / "gap", things)
    text = gap.case if isinstance(gap.case, str) else json.dumps(things)
    (place.root / "things.yaml").write_text(text, encoding="utf-8")

    found = errors(place.root)

    assert validator().is_valid(seen_by_editors(text))
    assert any(shows(gap, each) for each in found)


def test_what_a_type_asks_for_is_asked_where_the_type_stands(tmp_path: Path) -> None:
    """The one thing of which an editor asks more than validation does."""
    things = {"editorial": [{"id": "org/x", "type": "Organization"}]}
    place = publication(tmp_path / "split", things)
    name = {"editorial": [{"id": "org/x", "label": {"nb": "X"}}]}
    (place.root / "names.yaml").write_text(json.dumps(name), encoding="utf-8")

    assert not validator().is_valid(things)
    assert validator().is_valid(name)
    assert errors(place.root) == []


def test_a_listed_thing_says_more_than_its_address(tmp_path: Path) -> None:
    things = garden() | {"background": [{"id": "https://example.org/x"}]}
    place = publication(tmp_path / "listed", things)

    assert not validator().is_valid(things)
    assert "syntax/says-nothing" in {each.code for each in errors(place.root)}


def test_the_size_of_a_number_in_quotation_marks_is_not_seen(tmp_path: Path) -> None:
    for number, accepted in ((0, False), ("0", True)):
        things = changed("Goal", {"number": number})
        place = publication(tmp_path / type(number).__name__, things)

        assert validator().is_valid(things) is accepted
        assert [rule_of(each) for each in errors(place.root)] == ["Goal-number-positive"]


# The patterns, against what reads the files

PARTS: Final = (
    "org",
    "x",
    "æ",
    "..",
    ".",
    "/",
    "#",
    ":",
    "http://",
    "https:",
    "mailto:",
    "@",
    "_:",
)
MARKS: Final = ("?", " ", "\t", "<", '"', "{", "|", "\\", "^", "`", "%41", "a1", "-", "\u00a0")


# What the grammar of addresses says of ports, and of signs in the parts of an address.
GRAMMAR: Final = re.compile(r"https?://[^<\s\"{|\\^`]*|[^:<\s\"{|\\^`]*%(?!41)[^<\s]*")


@settings(DRAWN, max_examples=200)
@given(st.lists(st.sampled_from(PARTS + MARKS), max_size=6).map("".join))
def test_an_address_is_one_to_both(text: str) -> None:
    pattern = schema()["definitions"]["id"]["pattern"]

    seen, problem = re.search(pattern, text) is not None, problem_with(text)

    assert seen == (problem is None) or (seen and GRAMMAR.fullmatch(text))


@settings(DRAWN, max_examples=200)
@given(st.from_regex("([a-z]{1,4}|nb|no|nob|EN)(-[A-Za-z0-9]{1,9}|_no)?", fullmatch=True))
def test_what_is_no_language_to_the_schema_is_none_to_validation(tag: str) -> None:
    pattern = schema()["definitions"]["texts"]["propertyNames"]["pattern"]

    seen = re.search(pattern, tag) is not None

    assert seen == is_language(tag) or ("-" in tag and seen)


@settings(DRAWN, max_examples=200)
@given(
    st.sampled_from([XSD.date, XSD.gYear, XSD.gYearMonth, XSD.decimal, XSD.integer, XSD.boolean]),
    st.one_of(
        st.dates().map(str), st.from_regex("[-+]?[0-9]{0,5}[-.Z]?[0-9]{0,2}Z?", fullmatch=True)
    ),
)
def test_a_value_has_the_form_of_its_datatype_to_both(datatype: NamedNode, text: str) -> None:
    seen = re.search(f"^(?:{form(datatype)})$", text) is not None

    assert seen == is_valid(text, datatype) or (seen and datatype == XSD.date)


def test_a_datatype_that_takes_any_text_has_no_form() -> None:
    assert form(XSD.string) is None


# What an editor makes of it


def parts_of(whole: Json, *, keywords: bool = True) -> Iterator[dict[str, Json]]:
    """Give every schema within a schema; the keys of `properties` are not keywords."""
    if isinstance(whole, dict):
        if keywords:
            yield whole
        for key, value in whole.items():
            of_names = keywords and key in {"properties", "definitions"}
            yield from parts_of(value, keywords=not of_names)
    elif isinstance(whole, list):
        for each in whole:
            yield from parts_of(each)


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_a_schema_of_draft_7_and_says_so(language: str) -> None:
    written = json_schema(vocabulary(), language)

    Draft7Validator.check_schema(written)
    assert written["$schema"] == "http://json-schema.org/draft-07/schema#"


def test_its_patterns_are_read_alike_by_python_and_javascript() -> None:
    """No named groups, no possessive marks, no escapes but those that both know."""
    patterns = {each["pattern"] for each in parts_of(schema()) if "pattern" in each}

    assert len(patterns) > 20
    for each in patterns:
        re.compile(each)
        assert not re.search(r"\(\?P|[+*?}]\+|\\[^sSdu.]", each.replace("\\\\", "")), each


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_of_the_vocabulary_is_explained_in_the_language(language: str) -> None:
    words = vocabulary()
    written = json_schema(words, language)
    known = written["definitions"]["thing"]["allOf"][0]["properties"]

    for key, term in words.properties.items():
        assert known[key]["title"] == words.label(term.iri, language)
        assert known[key]["description"]
    for each in parts_of(written):
        if "enum" in each:
            assert len(each["enumDescriptions"]) == len(each["enum"])
            assert all(each["enumDescriptions"])
        if "errorMessage" in each:
            assert each["errorMessage"]


def test_the_words_of_a_shape_are_told_where_its_law_is_broken() -> None:
    (error, *_) = validator().iter_errors(
        {"stated": [{"id": "goal/x", "type": "Goal", "description": {"nb": "X"}}]}
    )
    while error.context:
        error = max(error.context, key=lambda each: len(each.absolute_schema_path))

    assert "“goalLevel”" in error.schema["errorMessage"]


def test_a_word_that_should_no_longer_be_used_says_what_to_use() -> None:
    true = Literal("true", datatype=XSD.boolean)
    known = vocabulary()
    old = Vocabulary(
        Index(
            [
                *known.index,
                *((each, OWL.deprecated, true) for each in (MB.setBy, MB.Goal)),
                (MB.setBy, DCT.isReplacedBy, MB.setIn),
            ]
        ),
        known.rules,
    )

    definitions = json_schema(old, "en")["definitions"]

    told = definitions["thing"]["allOf"][0]["properties"]["setBy"]
    assert told["deprecated"]
    assert told["deprecationMessage"] == "'setBy' is deprecated. Use instead: setIn"
    kinds = definitions["type"]
    assert kinds["enumDescriptions"][kinds["enum"].index("Goal")].startswith("'Goal' is deprecated")


def test_the_same_vocabulary_gives_the_same_bytes() -> None:
    script = (
        "from maalbar.vocabulary.ontology import vocabulary as v\n"
        "from maalbar.vocabulary.schema import write_schema as w\n"
        "import sys; sys.stdout.buffer.write(w(v(), 'nn').encode())"
    )
    written = {
        subprocess.run(
            [sys.executable, "-c", script],
            check=True,
            capture_output=True,
            env=os.environ | {"PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    }

    assert written == {write_schema(vocabulary(), "nn").encode()}


def test_the_command_prints_it_in_the_language_that_was_asked_for() -> None:
    for language in LANGUAGES:
        assert here("schema", "--lang", language).stdout == write_schema(vocabulary(), language)
