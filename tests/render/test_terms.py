"""What authors are told of the vocabulary: what a thing must say, as the shapes have it."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

import pytest
import yaml
from pyoxigraph import BlankNode, Literal, NamedNode

from maalbar.model.terms import RDF, SH, XSD, Term
from maalbar.model.text import LANGUAGES
from maalbar.render.terms import listed
from maalbar.vocabulary.ontology import vocabulary

CLASSES: Final = sorted(vocabulary().classes)


@cache
def told(kind: str, language: str = "nb") -> dict[str, list[str]]:
    """Give the keys that stand under each heading."""
    found: dict[str, list[str]] = {}
    for line in listed(kind, language, 100).splitlines():
        if line.endswith(":") and not line.startswith(" "):
            found[line] = []
        elif re.match(r"  \S", line) and found:
            words = line.split()
            found[list(found)[-1]].append(words[1] if words[0] == "eller" else words[0])
    return found


def needed(kind: str) -> set[str]:
    """Give the keys of every path that the shapes of a type give a least number of values."""
    rules = vocabulary().rules
    kinds = vocabulary().superclasses(vocabulary().classes[kind])
    waiting: list[Term] = [
        shape for each in kinds for shape in rules.subjects(SH.targetClass, each)
    ]
    seen: set[Term] = set()
    found: set[str] = set()
    while waiting:
        shape = waiting.pop()
        if shape in seen:
            continue
        seen.add(shape)
        waiting += rules.objects(shape, SH.property)
        for options in rules.objects(shape, SH["or"]):
            choices = tuple(rules.list_items(options))
            # What may be left out is not asked for, whatever it must be where it is given.
            left_out = {path for each in choices if is_none(each) for path in paths(each)}
            waiting += (each for each in choices if not left_out & paths(each))
        least = (*rules.objects(shape, SH.minCount), *rules.objects(shape, SH.qualifiedMinCount))
        if any(each.value != "0" for each in least):
            found |= {key for path in rules.objects(shape, SH.path) for key in heads(path)}
    return found


def paths(shape: Term) -> set[Term]:
    return set(vocabulary().rules.objects(shape, SH.path))


def is_none(shape: Term) -> bool:
    """Tell whether a shape holds where there is no value."""
    return Literal("0", datatype=XSD.integer) in vocabulary().rules.objects(shape, SH.maxCount)


def heads(path: Term) -> Iterator[str]:
    """Give the keys that a path may begin with."""
    rules = vocabulary().rules
    if isinstance(path, NamedNode):
        yield vocabulary().property_of[path].key
    assert isinstance(path, NamedNode | BlankNode)
    for choice in rules.objects(path, SH.alternativePath):
        for each in rules.list_items(choice):
            yield from heads(each)
    for first in rules.objects(path, RDF.first):
        yield from heads(first)


@pytest.mark.parametrize("kind", CLASSES)
def test_all_that_the_shapes_ask_for_is_what_a_thing_must_or_should_have(kind: str) -> None:
    asked = {*told(kind).get("Må ha:", ()), *told(kind).get("Bør ha:", ())}

    assert needed(kind) <= asked


@pytest.mark.parametrize("kind", CLASSES)
def test_what_a_thing_must_have_is_not_also_what_it_may(kind: str) -> None:
    asked = {*told(kind).get("Må ha:", ()), *told(kind).get("Bør ha:", ())} - {"hasParticipation"}

    assert asked.isdisjoint(told(kind).get("Kan ha:", ()))
    assert asked.isdisjoint(told(kind)["Kan ha, som alt annet:"])


def test_what_is_a_things_own_goes_before_what_anything_may_have() -> None:
    headings = list(told("Instrument"))

    assert headings == ["Må ha:", "Kan ha:", "Kan ha, som alt annet:"]
    assert {"appliedIn", "hasParticipation"} <= {*told("Instrument")["Kan ha:"]}
    assert {"altLabel", "note"} <= {*told("Instrument")["Kan ha, som alt annet:"]}


@pytest.mark.parametrize(
    ("key", "on", "takes", "example"),
    [
        (
            "target",
            "May stand on: Indicator, Observation",
            "Takes: id: performance requirement",
            "target: target/digdir/2021/1",
        ),
        ("statedIn", "May stand on anything", "Takes: id: source passage", '["char=69,75"]'),
        ("goalLevel", "May stand on: Goal", "Takes: overallGoal |", "goalLevel: overallGoal"),
        ("value", "May stand on: Observation, Target", "Takes: 92.2", "value: 92.2"),
        ("title", "May stand on anything", "Takes: {nb: …, nn: …, en: …}", "title: {nb: …}"),
        (
            "sections",
            "May stand on: PerformanceReport",
            "report section",
            "[section/digdir/2021/1]",
        ),
        ("inScheme", "Rating", "Takes: id: …", "inScheme: scale/eksempel"),
    ],
)
def test_a_property_is_told_of_with_where_it_stands_what_it_takes_and_an_example(
    key: str, on: str, takes: str, example: str
) -> None:
    said = listed(key, "en", 100)

    assert on in said
    assert takes in said
    assert example in said


@pytest.mark.parametrize("key", vocabulary().properties)
def test_the_example_of_a_property_is_yaml(key: str) -> None:
    *_, example = listed(key, "en", 100).splitlines()

    assert list(yaml.safe_load(example)) == [key]


@pytest.mark.parametrize(
    ("label", "keys"),
    [
        ("Målnivå", ["goalLevel"]),
        ("resultatkrav", ["Target", "target"]),
        ("at least", ["atLeast"]),
    ],
)
def test_a_term_may_be_called_by_its_label(label: str, keys: list[str]) -> None:
    lines = listed(label, "nb", 100).splitlines()

    assert [key for key in keys if any(line.startswith(f"{key}: ") for line in lines)] == keys


def test_an_observation_is_told_of_with_its_choices_and_its_cases() -> None:
    said = listed("Observation", "nb", 100)

    assert "  countingMode         tellemåte\n" in said
    assert "  featureOfInterest    gjelder\n" in said
    assert "  eller population     populasjon\n" in said
    assert "  statedIn             står i (når «statementStatus» er stated)\n" in said
    assert "plannedFor" not in said


def test_what_is_said_of_the_passage_and_its_checksum_is_asked_for_together() -> None:
    said = listed("SourcePassage", "en", 100)

    assert "(when 'hasSelector' is given)" in said
    assert "(when 'passageSha256' is given)" in said


def test_what_another_thing_must_say_is_told_as_that() -> None:
    said = listed("Participation", "en", 100)

    assert re.search(r"  hasParticipation +.*\(on another thing, which points here\)", said)


@pytest.mark.parametrize("kind", CLASSES)
def test_any_thing_may_have_a_name_a_description_a_note_and_a_source(kind: str) -> None:
    everything = {key for keys in told(kind).values() for key in keys}

    assert {"label", "title", "description", "note", "source"} <= everything


def test_where_things_point_back_it_is_they_that_stand_there() -> None:
    section = listed("ReportSection", "nb", 100)
    report = listed("PerformanceReport", "nb", 100)

    assert re.search(r"  contents .*\n +- id: …\n", section)
    assert re.search(r"  sections .*\n +- id: rapportdel\n", report)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", CLASSES)
def test_what_is_told_fits_the_window(kind: str, language: str) -> None:
    assert max(map(len, listed(kind, language, 80).splitlines())) <= 80
