"""A finding explains itself: what is wrong, what could stand there, which part failed, and why."""

from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import BlankNode
from tests.validate.grammar import RULES, shapes_with
from tests.validate.material import DATA, Triples
from tests.validate.publication import (
    EX,
    FILE,
    PREFIXES,
    PROPERTY,
    SUBJECT,
    VALUE,
    publication,
    read,
)

from maalbar.model.diagnostic import Diagnostic, Mark, Severity, in_order
from maalbar.model.index import Index
from maalbar.model.terms import SH
from maalbar.model.text import LANGUAGES
from maalbar.validate.explain import Explainer
from maalbar.validate.ruleset import compile_rules, validate
from maalbar.validate.shapes import check_shapes

CASES = Path(__file__).parents[1] / "shapes" / "cases"


def findings(shape: str, data: str) -> list[Diagnostic]:
    """Find what a property shape of others, at :p of :a, says of data."""
    rules = compile_rules(read(f":S sh:targetNode :a ; {shape} ."))
    return list(check_shapes(publication(data), rules))


def ours(data: str, known: str = "") -> list[Diagnostic]:
    return list(check_shapes(publication(data, known)))


class Said(NamedTuple):
    """What a shape without words says: a constraint of :p, data, and the English of the finding."""

    constraint: str
    data: str
    message: str
    hint: str
    expected: tuple[str, ...]


CHANGE = "Change the value so that it is"
GOAL = "a thing of type 'goal (Goal)'"
WHOLE = "a whole number (for example 14)"
SAID = {
    "class": Said(
        "sh:class mb:Goal",
        ":a :p :b .",
        f"'p' is 'b' but must be {GOAL}.",
        f"Refer to {GOAL}.",
        (GOAL,),
    ),
    "datatype": Said(
        "sh:datatype xsd:integer",
        ':a :p "14" .',
        f"'p' is '14', a text without a language, but must be {WHOLE}.",
        f"{CHANGE} {WHOLE}.",
        (WHOLE,),
    ),
    "datatype of an ill-formed value": Said(
        "sh:datatype xsd:integer",
        ':a :p "x"^^xsd:integer .',
        f"'p' is 'x' but must be {WHOLE}.",
        f"{CHANGE} {WHOLE}.",
        (WHOLE,),
    ),
    "nodeKind": Said(
        "sh:nodeKind sh:BlankNodeOrIRI",
        ":a :p 1 .",
        "'p' is '1', a whole number, but must be an address (IRI) or a thing without an address.",
        f"{CHANGE} an address (IRI) or a thing without an address.",
        ("an address (IRI)", "a thing without an address"),
    ),
    "minCount": Said(
        "sh:minCount 1",
        ":a :q 1 .",
        "'p' is missing.",
        "Add 'p': at least one value.",
        ("at least one value",),
    ),
    "minCount of two": Said(
        "sh:minCount 2 ; sh:maxCount 2",
        ":a :p 1 .",
        "'p' has one value but must have exactly 2 values.",
        "Add 'p': exactly 2 values.",
        ("exactly 2 values",),
    ),
    "maxCount": Said(
        "sh:maxCount 1",
        ":a :p 1, 2 .",
        "'p' has 2 values but must have at most one value.",
        "Keep what is right and remove the rest.",
        ("at most one value",),
    ),
    "maxCount of none": Said(
        "sh:maxCount 0",
        ":a :p 1 .",
        "'p' must not be here.",
        "Keep what is right and remove the rest.",
        ("no value",),
    ),
    "minExclusive": Said(
        "sh:minExclusive 0",
        ":a :p 0 .",
        "'p' is '0' but must be more than 0.",
        f"{CHANGE} more than 0.",
        ("more than 0",),
    ),
    "minInclusive": Said(
        "sh:minInclusive '2020'^^xsd:gYear",
        ":a :p '2019'^^xsd:gYear .",
        "'p' is '2019' but must be 2020 or later.",
        f"{CHANGE} 2020 or later.",
        ("2020 or later",),
    ),
    "maxExclusive": Said(
        "sh:maxExclusive 100",
        ":a :p 100 .",
        "'p' is '100' but must be less than 100.",
        f"{CHANGE} less than 100.",
        ("less than 100",),
    ),
    "maxInclusive": Said(
        "sh:maxInclusive 100",
        ":a :p 101 .",
        "'p' is '101' but must be at most 100.",
        f"{CHANGE} at most 100.",
        ("at most 100",),
    ),
    "minLength": Said(
        "sh:minLength 2 ; sh:maxLength 2",
        ":a :p 'a' .",
        "'p' is 'a' but must be exactly 2 characters long.",
        f"{CHANGE} exactly 2 characters long.",
        ("exactly 2 characters long",),
    ),
    "maxLength": Said(
        "sh:maxLength 1",
        ":a :p 'ab' .",
        "'p' is 'ab' but must be at most one character long.",
        f"{CHANGE} at most one character long.",
        ("at most one character long",),
    ),
    "pattern": Said(
        "sh:pattern '^[0-9]{4}$'",
        ":a :p 'a' .",
        "'p' is 'a' but must be a text that matches the pattern ^[0-9]{4}$.",
        f"{CHANGE} a text that matches the pattern ^[0-9]{{4}}$.",
        ("a text that matches the pattern ^[0-9]{4}$",),
    ),
    "languageIn": Said(
        "sh:languageIn ( 'nb' 'se' )",
        ":a :p 'a' .",
        "'p' is 'a', without a language, but must be a text in Bokmål (nb) or a text in se.",
        f"{CHANGE} a text in Bokmål (nb) or a text in se.",
        ("a text in Bokmål (nb)", "a text in se"),
    ),
    "uniqueLang": Said(
        "sh:uniqueLang true",
        ":a :p 'a'@nb, 'b'@nb .",
        "'p' has 2 texts in Bokmål (nb).",
        "Keep what is right and remove the rest.",
        ("at most one text in each language",),
    ),
    "equals": Said(
        "sh:equals :q",
        ":a :p 1, 2 ; :q 1 .",
        "'p' is '2' but must be the same as 'q'.",
        f"{CHANGE} the same as 'q'.",
        ("the same as 'q'",),
    ),
    "equals where a value is missing": Said(
        "sh:equals :q",
        ":a :p 1 ; :q 1, 2 .",
        "'p' does not have the value 2.",
        "Add 'p': the value 2.",
        ("the same as 'q'",),
    ),
    "disjoint": Said(
        "sh:disjoint :q",
        ":a :p 1 ; :q 1 .",
        "'p' is '1' but must be something other than 'q'.",
        f"{CHANGE} something other than 'q'.",
        ("something other than 'q'",),
    ),
    "lessThan": Said(
        "sh:lessThan dcat:endDate",
        ":a :p 3 ; dcat:endDate 2 .",
        "'p' is '3' but must be less than 'end date (endDate)'.",
        f"{CHANGE} less than 'end date (endDate)'.",
        ("less than 'end date (endDate)'",),
    ),
    "lessThanOrEquals": Said(
        "sh:lessThanOrEquals :q",
        ":a :p 3 ; :q 2 .",
        "'p' is '3' but must be at most the same as 'q'.",
        f"{CHANGE} at most the same as 'q'.",
        ("at most the same as 'q'",),
    ),
    "not": Said(
        "sh:not [ sh:in ( mb:percent :y ) ]",
        ":a :p mb:percent .",
        "'p' is 'per cent (percent)' but must be something other than per cent (percent) or y.",
        f"{CHANGE} something other than per cent (percent) or y.",
        ("something other than per cent (percent) or y",),
    ),
    "and": Said(
        "sh:and ( [ sh:datatype xsd:integer ] [ sh:minInclusive 3 ] )",
        ":a :p 2 .",
        f"'p' is '2' but must be {WHOLE} and at least 3.",
        "Correct what is named below.",
        (WHOLE, "at least 3"),
    ),
    "or": Said(
        "sh:or ( [ sh:class mb:Goal ] [ sh:minInclusive 3 ] )",
        ":a :p 2 .",
        f"'p' is '2' but must be {GOAL} or at least 3.",
        "Correct what is named below.",
        (GOAL, "at least 3"),
    ),
    "xone of which none holds": Said(
        "sh:xone ( [ sh:class mb:Goal ] [ sh:minInclusive 3 ] )",
        ":a :p 2 .",
        "'2' meets none of the alternatives.",
        "Correct what is named below.",
        (GOAL, "at least 3"),
    ),
    "xone of which two hold": Said(
        "sh:xone ( [ sh:datatype xsd:integer ] [ sh:minInclusive 3 ] )",
        ":a :p 4 .",
        "'4' meets several of the alternatives but must meet only one.",
        "See what the rule requires, or ask whoever wrote it.",
        (WHOLE, "at least 3"),
    ),
    "node": Said(
        "sh:node [ sh:name 'address'@en ; sh:property [ sh:path :zip ; sh:minCount 1 ] ]",
        ":a :p :b .",
        "'b' does not meet the requirement 'address'.",
        "Correct what is named below.",
        ("address",),
    ),
    "qualifiedMinCount": Said(
        "sh:qualifiedValueShape [ sh:class mb:Goal ] ; sh:qualifiedMinCount 1",
        ":a :p :b .",
        f"'p' does not have at least one value of this kind: {GOAL}.",
        "Correct what is named below.",
        (f"at least one value of this kind: {GOAL}",),
    ),
    "qualifiedMaxCount": Said(
        "sh:qualifiedValueShape [ sh:nodeKind sh:IRI ] ; sh:qualifiedMaxCount 0",
        ":a :p :b .",
        "'p' has one value but must have no value of this kind: an address (IRI).",
        "Keep what is right and remove the rest.",
        ("no value of this kind: an address (IRI)",),
    ),
    "closed": Said(
        "sh:closed true ; sh:property [ sh:path :q ]",
        ":a :p :b . :b :q 1 ; :r 2 .",
        "'r' is not one of the properties that may be used here.",
        "Remove the property, or correct its name.",
        ("no properties but q",),
    ),
    "hasValue": Said(
        "sh:hasValue mb:percent",
        ":a :p 1 .",
        "'p' does not have the value per cent (percent).",
        "Add 'p': the value per cent (percent).",
        ("the value per cent (percent)",),
    ),
    "in": Said(
        "sh:in ( mb:percent 5 )",
        ":a :p mb:money .",
        "'p' is 'money' but must be per cent (percent) or 5.",
        f"{CHANGE} per cent (percent) or 5.",
        ("per cent (percent)", "5"),
    ),
}


@pytest.mark.parametrize("case", SAID)
def test_a_shape_without_words_is_given_words(case: str) -> None:
    said = SAID[case]

    (finding,) = findings(f"sh:path :p ; {said.constraint}", said.data)

    assert finding.message["en"] == said.message
    assert finding.hint["en"] == said.hint
    assert tuple(each["en"] for each in finding.expected) == said.expected
    for spoken in (finding.message, finding.hint, *finding.expected):
        assert set(LANGUAGES) <= spoken.keys()


def test_what_pyshacl_finds_is_explained_as_what_our_engine_finds() -> None:
    numbered = list(enumerate(SAID.values()))
    shapes = (
        f":S{n} sh:targetNode :a{n} ; sh:path :p ; {each.constraint} ." for n, each in numbered
    )
    data = publication(" ".join(each.data.replace(":a ", f":a{n} ") for n, each in numbered))
    rules = compile_rules(read(" ".join(shapes)))

    found = in_order(check_shapes(data, rules, by_reference=True))

    assert found == in_order(check_shapes(data, rules))
    assert {each.location.focus for each in found} == {f"a{n}" for n, _ in numbered}


def test_a_shapes_own_words_come_first_and_those_without_language_serve_all() -> None:
    words = "sh:message 'No p!' ; sh:description 'Gi en p.'@no, 'Give a p.'@en-GB"

    (finding,) = findings(f"sh:path :p ; sh:minCount 1 ; {words}", ":a :q 1 .")

    assert finding.message == dict.fromkeys(LANGUAGES, "No p!")
    assert finding.hint == {"nb": "Gi en p.", "en": "Give a p."}


def test_a_property_is_called_what_the_shape_calls_it() -> None:
    (finding,) = findings("sh:path :p ; sh:name 'poeng'@nb ; sh:minCount 1", ":a :q 1 .")

    assert finding.message["nn"] == "«poeng» manglar."


def test_a_path_is_named_step_by_step() -> None:
    path = "( mb:refPeriod [ sh:inversePath :q ] [ sh:alternativePath ( :x :y ) ] )"

    (finding,) = findings(f"sh:path {path} ; sh:minCount 1", ":a :q 1 .")

    assert finding.message["en"] == (
        "'reference period (refPeriod) → what refers here by q → x or y' is missing."
    )


def test_a_code_that_is_not_in_its_list_is_answered_with_the_list() -> None:
    (finding, *_) = ours(":a mb:statementStatus :odd .")

    assert finding.code == "shapes/node"
    assert [each["nb"] for each in finding.expected] == [
        "oppgitt (stated)",
        "utregnet (derived)",
        "tolket (inferred)",
        "bakgrunn (background)",
        "redaksjonelt (editorial)",
    ]
    assert finding.because == ()


def test_a_class_of_concepts_is_answered_with_its_concepts() -> None:
    known = ":red a :Colour, skos:Concept ; skos:prefLabel 'rød'@nb . :car a :Colour ."
    rules = compile_rules(read(":S sh:targetNode :a ; sh:path :p ; sh:class :Colour ."))

    (finding,) = check_shapes(publication(":a :p :b .", known), rules)

    assert [each["nb"] for each in finding.expected] == ["rød (red)"]


def test_of_a_long_list_the_first_are_told() -> None:
    (finding,) = findings(f"sh:path :p ; sh:in ( {' '.join(map(str, range(500)))} )", ":a :p 500 .")

    assert [each["en"] for each in finding.expected] == [*map(str, range(40)), "and more"]
    assert finding.message["en"].endswith("must be 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 and more.")


OBSERVATION = """
:figure a mb:Observation ; mb:indicator :indicator ; mb:featureOfInterest :org ;
  mb:countingMode mb:wholeProject ; mb:statementStatus mb:editorial ; mb:reportedIn :section ;
"""


def law(data: str, name: str) -> Diagnostic:
    (found,) = [each for each in ours(data) if each.rule and each.rule.endswith(f"#{name}")]
    return found


def test_a_law_says_which_of_its_parts_failed_and_where() -> None:
    found = law(f"{OBSERVATION} mb:unit mb:percent ; mb:value 120.0 .", "Observation-percent-range")

    assert [(each.code, each.message["en"]) for each in found.because] == [
        (
            "shapes/not",
            "'unit' is 'per cent (percent)' but must be something other than per cent (percent).",
        ),
        ("shapes/max-inclusive", "'value' is '120.0' but must be at most 100."),
    ]
    assert [each.location.mark for each in found.because] == [Mark(7, VALUE), Mark(8, VALUE)]
    assert [each.location.path for each in found.because] == [FILE, FILE]
    assert {each.severity for each in found.because} == {Severity.ERROR}


def test_a_part_stands_where_its_value_stands_though_the_law_is_about_something_else() -> None:
    data = f"{OBSERVATION} mb:unit mb:count ; mb:value 1.0 . :indicator mb:unit mb:percent ."

    found = law(data, "Observation-unit-of-indicator")

    assert found.location.mark == Mark(7, VALUE)
    assert Mark(9, VALUE) in {each.location.mark for each in found.because}


def test_parts_are_followed_down_to_the_leaf_within_a_depth() -> None:
    nested = "[ sh:minInclusive 9 ]"
    for _ in range(8):
        nested = f"[ sh:and ( {nested} ) ]"

    (finding,) = findings(f"sh:path :p ; sh:node {nested}", ":a :p 1 .")

    depth, at = 0, finding
    while at.because:
        (at,) = at.because
        depth += 1
    assert depth == 4


def test_a_part_weighs_as_much_as_the_whole() -> None:
    part = "[ sh:severity sh:Violation ; sh:in ( 1 ) ]"

    (finding,) = findings(f"sh:path :p ; sh:severity sh:Info ; sh:or ( {part} )", ":a :p 2 .")

    assert {each.severity for each in each_part(finding)} == {Severity.INFO}
    assert finding.because[0].violation is not None
    assert finding.because[0].violation.severity == SH.Violation


def test_parts_are_told_within_a_number() -> None:
    parts = " ".join(f"[ sh:minInclusive {least} ]" for least in range(10, 60))

    (finding,) = findings(f"sh:path :p ; sh:and ( {parts} )", ":a :p 1 .")

    assert len(finding.because) == 20


def marks(finding: Diagnostic) -> list[tuple[int, str]]:
    assert all(each.location.path == FILE for each in finding.related)
    return [
        (each.location.mark.line, each.message["en"])
        for each in finding.related
        if each.location.mark
    ]


def test_values_that_are_too_many_are_each_pointed_at() -> None:
    (finding,) = findings("sh:path :p ; sh:maxCount 1", ":a :p 1, 2 .")

    assert finding.location.mark == Mark(1, PROPERTY)
    assert marks(finding) == [
        (1, "'1' is one of the values that count."),
        (2, "'2' is one of the values that count."),
    ]


def test_no_more_than_ten_other_places_are_pointed_at() -> None:
    values = ", ".join(map(str, range(40)))

    (finding,) = findings("sh:path :p ; sh:maxCount 1", f":a :p {values} .")

    assert len(finding.related) == 10


def test_texts_in_one_language_are_each_pointed_at() -> None:
    (finding,) = findings("sh:path :p ; sh:uniqueLang true", ":a :p 'a'@nb, 'b'@en, 'c'@nb .")

    assert [line for line, _ in marks(finding)] == [1, 3]


def test_what_a_value_was_compared_with_is_pointed_at() -> None:
    (finding,) = findings("sh:path :p ; sh:lessThan :q", ":a :p 3 ; :q 2 .")

    assert finding.location.mark == Mark(1, VALUE)
    assert marks(finding) == [(2, "It was compared with '2' here.")]


def test_a_thing_of_the_wrong_kind_is_pointed_at() -> None:
    (finding,) = findings("sh:path :p ; sh:class mb:Goal", ":a :p :b . :b rdfs:label 'B'@en .")

    assert finding.location.mark == Mark(1, VALUE)
    assert marks(finding) == [(2, "'B (b)' is described here.")]


def test_the_other_telling_of_a_measurement_is_pointed_at() -> None:
    data = """
    :section mb:partOfReport :report .
    :f1 a mb:Observation ; mb:indicator :i ; mb:reportedIn :section ; mb:value 1.0 .
    :f2 a mb:Observation ; mb:indicator :i ; mb:reportedIn :section ; mb:value 2.0 .
    """

    found = law(data, "Observation-told-once")

    assert found.code == "shapes/sparql"
    assert found.location.mark == Mark(9, PROPERTY)
    assert marks(found) == [(2, "'f1' is described here.")]


@pytest.mark.parametrize(
    ("path", "data", "line"),
    [
        ("( :p :q )", ":a :p :b . :b :q 1 .", 2),
        ("( :p :q )", ":a :p :b, :c . :c :q 1 .", 3),
        ("[ sh:inversePath :p ]", ":b :p :a .", 1),
        ("[ sh:alternativePath ( :q :p ) ]", ":a :p 1 .", 1),
        ("( :p [ sh:inversePath :q ] )", ":a :p :b . :c :q :b .", 2),
        ("[ sh:oneOrMorePath :p ]", ":a :p :b .", 1),
        ("( [ sh:zeroOrMorePath :p ] :q )", ":a :p :b . :b :p :c . :c :q 1 .", 3),
        ("( [ sh:zeroOrOnePath :p ] :q )", ":a :p :b . :b :q 1 .", 2),
    ],
)
def test_a_value_at_the_end_of_a_path_is_pointed_at(path: str, data: str, line: int) -> None:
    (finding,) = findings(f"sh:path {path} ; sh:maxCount 0", data)

    assert line in {each.location.mark.line for each in finding.related if each.location.mark} | (
        {finding.location.mark.line} if finding.location.mark else set()
    )


def test_a_finding_knows_the_labels_of_its_thing_and_its_property() -> None:
    (finding,) = findings(
        "sh:path dcat:endDate ; sh:maxCount 0", ":a rdfs:label 'Året'@nb ; dcat:endDate 1 ."
    )

    assert finding.location.focus == "a"
    assert finding.location.focus_label == {"nb": "Året"}
    assert finding.location.property_label["nn"] == "sluttdato"


def test_a_finding_carries_the_validation_result() -> None:
    (finding,) = findings("sh:path ( :p :q ) ; sh:in ( 1 )", ":a :p :b . :b :q 2 .")

    said = finding.violation
    assert said is not None
    assert (said.focus, said.shape, said.severity) == (EX.a, EX.S, SH.Violation)
    assert said.component == SH.InConstraintComponent
    assert isinstance(said.path, BlankNode)
    assert len(said.path_triples) == 4
    assert {subject for subject, _, _ in said.path_triples} >= {said.path}


def test_a_rule_without_a_name_goes_by_the_name_of_the_rule_that_uses_it() -> None:
    (finding,) = findings("sh:property [ sh:path :p ; sh:or ( [ sh:in ( 1 ) ] ) ]", ":a :p 2 .")

    assert finding.rule == EX.S.value
    assert [each.rule for each in finding.because] == [EX.S.value]


def test_no_label_of_a_blank_node_is_shown() -> None:
    data = ":a :p [ :q [ :r 1 ] ] ."
    shape = "sh:property [ sh:path ( :p :q ) ; sh:property [ sh:path :r ; sh:maxCount 0 ] ]"

    first, second = (findings(shape, data)[0] for _ in range(2))

    assert first.location.focus == "a → p → q"
    assert first.fingerprint == second.fingerprint


def test_a_value_that_is_described_nowhere_is_found_where_it_is_referred_to() -> None:
    rules = compile_rules(read(":S sh:targetObjectsOf :p ; sh:nodeKind sh:Literal ."))

    (finding,) = check_shapes(publication(":a :q 1 ; :p :b ."), rules)

    assert finding.location.mark == Mark(2, VALUE)


def each_part(finding: Diagnostic) -> Iterator[Diagnostic]:
    yield finding
    for part in finding.because:
        yield from each_part(part)


@pytest.mark.parametrize("case", sorted(path.name for path in CASES.iterdir()))
def test_every_finding_by_our_own_shapes_is_whole(case: str) -> None:
    """Each part of it says in three languages what is so and what to do, and has a place."""
    data = (CASES / case / "breaks.ttl").read_text(encoding="utf-8")

    found = ours(data)

    assert found
    for part in (part for finding in found for part in each_part(finding)):
        for spoken in (part.message, part.hint, *part.expected):
            assert set(LANGUAGES) <= spoken.keys()
            assert all(text.strip() and "None" not in text for text in spoken.values())
        assert part.location.path == PurePosixPath("data.ttl")
        assert part.location.mark is not None
        assert part.violation is not None
        assert part.rule is not None
        assert all(each.location.path for each in part.related)


@pytest.mark.parametrize("parameter", RULES)
@settings(max_examples=15, deadline=None)
@given(drawn=st.data(), data=DATA)
def test_whatever_is_found_is_explained(
    parameter: str, drawn: st.DataObject, data: Triples
) -> None:
    rules = compile_rules(Index(drawn.draw(shapes_with(parameter))))
    about = publication(data)
    explainer = Explainer(about, rules)

    for result in validate(about.index, rules):
        for part in each_part(explainer.finding(result)):
            for spoken in (part.message, part.hint, *part.expected):
                assert set(LANGUAGES) <= spoken.keys()
                assert all(text.strip() for text in spoken.values())
            assert all(each.location.mark for each in part.related)


def test_a_finding_stands_at_the_subject_where_nothing_else_is() -> None:
    (finding,) = findings("sh:path :p ; sh:minCount 1", f"{PREFIXES} :b :q 1 . :a :q 1 .")

    assert finding.location.mark == Mark(2, SUBJECT)
