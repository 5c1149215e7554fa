"""What the shapes promise.

Each law has a folder in `cases/` with two small graphs about an invented agency: one in which
it holds, one in which it does not.  The second says in its first line which shapes must speak
up; no others may.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pyshacl
import pytest
from pyshacl.entrypoints import meta_validate
from rdflib import OWL, RDF, RDFS, SH, SKOS, Graph, Literal, Namespace, Node, URIRef

PROJECT = Path(__file__).parents[2]
CASES = Path(__file__).parent / "cases"
MB = Namespace("https://w3id.org/maalbar/ns#")
MBSH = Namespace("https://w3id.org/maalbar/shapes#")
LANGUAGES = {"nb", "nn", "en"}

CLASSES = {
    "ActorGroup",
    "Activity",
    "Assessment",
    "Challenge",
    "Deliverable",
    "Finding",
    "Goal",
    "Indicator",
    "Instrument",
    "LifeEvent",
    "LifeEventSet",
    "Observation",
    "Organization",
    "Participation",
    "PerformanceReport",
    "PeriodOfTime",
    "PlannedMeasure",
    "PolicyDocument",
    "Population",
    "Rating",
    "RatingScale",
    "ReportSection",
    "SeriesBreak",
    "SourceIssue",
    "SourcePassage",
    "StatedList",
    "SubjectArea",
    "SurveyWave",
    "Target",
    "TextPositionSelector",
    "TextQuoteSelector",
}
SHARED_FILES = {"concepts", "shapes", "values"}

LAWS = {
    "a-bound-is-not-restated-as-exact",
    "a-change-is-not-stated-when-the-change-is-in-doubt",
    "a-change-is-not-stated-when-the-earlier-figure-is-in-doubt",
    "a-change-is-not-stated-when-the-later-figure-is-in-doubt",
    "a-change-of-percentages-is-in-percentage-points",
    "a-checksum-is-sha-256",
    "a-code-comes-from-its-list",
    "a-count-is-a-whole-number",
    "a-cumulative-figure-has-an-end",
    "a-cumulative-figure-has-no-invented-start",
    "a-currency-is-a-known-code",
    "a-derived-figure-says-from-what",
    "a-figure-and-its-target-are-of-one-indicator",
    "a-figure-for-a-period-names-it",
    "a-figure-has-a-status",
    "a-figure-is-derived-from-figures",
    "a-figure-is-in-the-unit-of-its-indicator",
    "a-figure-is-not-a-plan",
    "a-figure-is-not-both-exact-and-a-bound",
    "a-figure-says-how-it-was-counted",
    "a-figure-says-what-it-is-about",
    "a-finding-carries-no-value",
    "a-goal-has-a-positive-number",
    "a-goal-has-a-wording-and-a-level",
    "a-life-event-set-is-not-empty",
    "a-life-event-set-says-how-many-or-which",
    "a-list-says-whether-it-is-complete",
    "a-number-is-a-number",
    "a-participant-is-an-actor",
    "a-participation-says-who-and-as-what",
    "a-passage-has-one-position",
    "a-passage-has-position-and-checksum-together",
    "a-passage-is-pointed-out-by-position-or-quotation",
    "a-passage-lies-in-a-section-of-a-report",
    "a-percentage-lies-between-0-and-100",
    "a-period-does-not-end-before-it-starts",
    "a-period-has-a-date",
    "a-plan-carries-no-value",
    "a-plan-says-what-by-whom-and-when",
    "a-position-ends-after-it-starts",
    "a-position-is-not-negative",
    "a-quotation-is-short",
    "a-rank-lies-within-the-ranking",
    "a-rank-says-among-how-many",
    "a-rating-belongs-to-a-rating-scale",
    "a-rating-is-from-the-assessors-own-scale",
    "a-reference-leads-to-the-right-kind-of-thing",
    "a-report-is-complete",
    "a-report-is-in-a-known-language",
    "a-report-is-published-by-an-organisation",
    "a-section-belongs-to-a-report",
    "a-series-break-is-complete",
    "a-shared-thing-is-named-in-three-languages",
    "a-source-issue-is-complete",
    "a-stated-figure-cites-its-passage",
    "a-survey-figure-names-its-wave",
    "a-survey-share-says-of-whom",
    "a-survey-wave-belongs-to-a-survey",
    "a-target-is-complete",
    "a-target-is-in-the-unit-of-its-indicator",
    "a-text-has-a-language",
    "a-thing-has-one-name-in-each-language",
    "an-assessment-and-a-finding-cite-a-source",
    "an-assessment-is-of-one-thing",
    "an-unchecked-passage-is-admitted",
    "money-has-a-currency",
    "only-money-has-a-currency",
    "the-words-of-a-report-are-in-norwegian",
}


@cache
def shapes() -> Graph:
    """All shapes, as one graph."""
    return union(PROJECT.glob("shapes/*.ttl"))


@cache
def ontology() -> Graph:
    """All terms and code lists, without the examples."""
    return union(path for path in PROJECT.glob("ontology/*.ttl") if path.name != "examples.ttl")


def union(paths: Iterable[Path]) -> Graph:
    """Read Turtle files into one graph."""
    graph = Graph()
    for path in sorted(paths):
        graph.parse(path, format="turtle")
    return graph


def named_shapes() -> list[URIRef]:
    """The shapes that have an IRI of their own."""
    subjects = set(shapes().subjects(unique=True)) - {MBSH.place}
    return sorted(s for s in subjects if isinstance(s, URIRef) and s in MBSH)


def law_shapes() -> list[URIRef]:
    """The shapes that are about a thing as a whole, not about one of its properties."""
    graph = shapes()
    return [
        s
        for s in named_shapes()
        if (s, RDF.type, SH.NodeShape) in graph
        and (s, SH.targetClass, None) in graph
        and (s, SH.property, None) not in graph
    ]


def reported(data: Graph) -> set[str]:
    """Local names of the shapes that find something in `data`, whatever the severity."""
    _, results, _ = pyshacl.validate(
        data + ontology(), shacl_graph=shapes(), inference="none", advanced=False, inplace=True
    )
    assert isinstance(results, Graph)
    return {
        str(shape).removeprefix(str(MBSH))
        for result in results.objects(None, SH.result)
        for shape in results.objects(result, SH.sourceShape)
    }


def expected(case: Path) -> set[str]:
    """The shapes that the first line of a case names."""
    first, _, _ = case.read_text(encoding="utf-8").partition("\n")
    prefix, _, names = first.partition(":")
    assert prefix == "# expect", f"{case} does not open with the shapes it expects"
    return set(names.split())


def words(shape: Node, predicate: URIRef) -> dict[str | None, str]:
    """A shape's sentences by language."""
    values = [v for v in shapes().objects(shape, predicate) if isinstance(v, Literal)]
    assert len(values) == len({v.language for v in values}), (
        f"{shape} says something twice in a language"
    )
    return {v.language: str(v) for v in values}


def test_every_law_has_a_case() -> None:
    assert {path.name for path in CASES.iterdir()} == LAWS


def test_every_class_has_one_file_of_shapes() -> None:
    files = {path.stem for path in PROJECT.glob("shapes/*.ttl")}

    assert files == CLASSES | SHARED_FILES


@pytest.mark.parametrize("name", sorted(CLASSES))
def test_a_file_holds_the_shapes_of_its_class_and_no_others(name: str) -> None:
    graph = union([PROJECT / "shapes" / f"{name}.ttl"])

    subjects = {s for s in graph.subjects(unique=True) if isinstance(s, URIRef)}

    assert MBSH[name] in subjects
    assert all(s == MBSH[name] or s.startswith(f"{MBSH[name]}-") for s in subjects)


def test_every_class_of_the_ontology_has_a_shape() -> None:
    declared = {
        str(c).removeprefix(str(MB))
        for c in ontology().subjects(RDF.type, OWL.Class)
        if str(c) in MB
    }

    assert declared <= CLASSES


@pytest.mark.parametrize("shape", named_shapes(), ids=lambda iri: str(iri).removeprefix(str(MBSH)))
def test_a_shape_speaks_in_three_languages_and_says_how_grave_it_is(shape: URIRef) -> None:
    severities = set(shapes().objects(shape, SH.severity))

    assert words(shape, SH.message).keys() == LANGUAGES
    assert words(shape, SH.description).keys() == LANGUAGES
    assert len(severities) == 1
    assert severities <= {SH.Violation, SH.Warning}


def test_every_law_shape_says_where_an_author_should_look() -> None:
    properties = {
        p
        for kind in (OWL.ObjectProperty, OWL.DatatypeProperty)
        for p in ontology().subjects(RDF.type, kind)
    }
    # The law that SHACL Core cannot say stands by itself.
    told_once = Graph().parse(PROJECT / "shapes" / "sparql" / "Observation-told-once.ttl")
    places = {shape: list(shapes().objects(shape, MBSH.place)) for shape in law_shapes()}
    places[MBSH["Observation-told-once"]] = list(told_once.objects(None, MBSH.place))

    for shape, found in places.items():
        assert len(found) == 1, shape
        assert found[0] in properties, shape


def test_only_law_shapes_say_where_to_look() -> None:
    assert set(shapes().subjects(MBSH.place)) == set(law_shapes())


def test_the_place_to_look_is_declared_in_three_languages() -> None:
    assert (MBSH.place, RDF.type, OWL.AnnotationProperty) in shapes()
    assert words(MBSH.place, RDFS.label).keys() == LANGUAGES
    assert words(MBSH.place, RDFS.comment).keys() == LANGUAGES


def names_in(language: str) -> Graph:
    """Data whose texts are all in one language, as Turtle that an agency could write."""
    return Graph().parse(
        data=f"""
        @prefix dct: <http://purl.org/dc/terms/> .
        @prefix ex: <https://example.org/id/> .
        @prefix mb: <https://w3id.org/maalbar/ns#> .
        @prefix oa: <http://www.w3.org/ns/oa#> .
        @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
        ex:indicator a mb:Indicator ; skos:prefLabel "fyr i drift"@{language} .
        ex:event a mb:LifeEvent ; skos:prefLabel "flytte til eit fyr"@{language} .
        ex:issue a mb:SourceIssue ; mb:issueKind mb:ambiguity ; oa:hasTarget ex:indicator ;
          dct:description "Uklart."@{language} ; mb:handling "Ført som skrive."@{language} .
        """,
        format="turtle",
    )


@pytest.mark.parametrize(
    ("language", "missing"), [("nb", {"nn", "en"}), ("nn", {"nb", "en"}), ("en", {"nb", "nn"})]
)
def test_one_written_norwegian_is_enough(language: str, missing: set[str]) -> None:
    expected = {f"Indicator-label-{other}" for other in missing}
    if language == "en":
        expected |= {
            "Indicator-label",
            "LifeEvent-label",
            "SourceIssue-description",
            "SourceIssue-handling",
        }
    else:
        expected |= {"SourceIssue-description-en", "SourceIssue-handling-en"}
    norwegian = {name for name in expected if not name.endswith(("-nb", "-nn", "-en"))}

    assert reported(names_in(language)) == expected
    assert {(MBSH[name], SH.severity, SH.Violation) in shapes() for name in norwegian} <= {True}
    assert {(MBSH[name], SH.severity, SH.Warning) in shapes() for name in expected - norwegian} == {
        True
    }


def test_every_shape_that_targets_or_is_a_property_of_a_class_has_an_iri() -> None:
    graph = shapes()
    targets = (SH.targetClass, SH.targetNode, SH.targetSubjectsOf, SH.targetObjectsOf)
    targeting = {s for target in targets for s in graph.subjects(target)}
    properties = {p for s in targeting for p in graph.objects(s, SH.property)}

    assert all(isinstance(shape, URIRef) for shape in targeting | properties)


def test_no_sentence_holds_an_address_or_a_word_of_the_trade() -> None:
    jargon = re.compile(
        r"https?:|\b(IRI|URI|RDF|SHACL|literal|node|blank|triple|property|datatype)", re.IGNORECASE
    )
    sentences = [
        s
        for p in (SH.message, SH.description)
        for shape in named_shapes()
        for s in words(shape, p).values()
    ]

    assert [s for s in sentences if jargon.search(s)] == []


def test_quotation_marks_follow_the_language() -> None:
    for shape in named_shapes():
        for predicate in (SH.message, SH.description):
            sentences = words(shape, predicate)
            assert not set('“”"') & set(sentences["nb"] + sentences["nn"]), shape
            assert not set('«»"') & set(sentences["en"]), shape


def test_every_term_that_the_shapes_use_is_declared() -> None:
    used = {
        term for triple in shapes() for term in triple if isinstance(term, URIRef) and term in MB
    }
    declared = set(ontology().subjects(unique=True))

    assert used - declared == set()


def test_every_key_that_a_sentence_quotes_exists() -> None:
    known = {str(s).removeprefix(str(MB)) for s in ontology().subjects(unique=True) if str(s) in MB}
    known |= {str(key) for key in ontology().objects(None, MB.contextTerm)}
    quoted = re.compile(r"[«“]([a-z]+[A-Za-z0-9]+)(?:: ([a-z]+[A-Za-z]*))?[»”]")
    plain = {"true", "false", "type", "god", "good"}

    mentioned = {
        word
        for shape in named_shapes()
        for predicate in (SH.message, SH.description)
        for sentence in words(shape, predicate).values()
        for match in quoted.finditer(sentence)
        for word in match.groups()
        if word
    }

    assert mentioned - known - plain == set()


def test_every_code_list_names_all_its_codes() -> None:
    graph = ontology()
    for scheme in graph.subjects(RDF.type, SKOS.ConceptScheme):
        (member,) = shapes().subjects(SH.hasValue, scheme)
        (code_list,) = shapes().subjects(SH.property, member)
        users = set(shapes().subjects(SH.node, code_list))
        codes = {str(c).removeprefix(str(MB)) for c in graph.subjects(SKOS.inScheme, scheme)}
        assert users, f"no key takes its codes from {scheme}"
        for shape in {member, code_list} | users:
            for sentence in words(shape, SH.description).values():
                assert set(re.findall(r"[«“](\w+)[»”]", sentence)) == codes


def test_every_key_with_a_code_list_is_checked() -> None:
    keys = set(ontology().subjects(MB.codeList))

    checked = {
        key for s in shapes().subjects(SH.node) for key in shapes().objects(s, SH.targetSubjectsOf)
    }

    assert checked == keys


def test_the_shapes_are_themselves_valid_shacl() -> None:
    # `meta_shacl=True` stops at a depth of 15; a path within sh:or goes deeper.
    conforms, _, text = meta_validate(shapes(), inference="none", max_validation_depth=30)

    assert conforms, text


def test_the_shapes_are_core_only() -> None:
    beyond = {SH.sparql, SH.js, SH.rule, SH.target, SH.select, SH.ask}

    assert beyond & set(shapes().predicates(unique=True)) == set()


@pytest.mark.parametrize("law", sorted(LAWS))
def test_a_graph_in_which_the_law_holds_is_clean(law: str) -> None:
    assert reported(union([CASES / law / "holds.ttl"])) == set()


@pytest.mark.parametrize("law", sorted(LAWS))
def test_a_graph_that_breaks_the_law_is_caught_by_its_shape_alone(law: str) -> None:
    case = CASES / law / "breaks.ttl"

    assert reported(union([case])) == expected(case)


def test_every_law_shape_is_broken_by_some_case() -> None:
    laws = {str(s).removeprefix(str(MBSH)) for s in law_shapes()}

    assert laws <= {name for law in LAWS for name in expected(CASES / law / "breaks.ttl")}


def test_the_examples_of_the_ontology_are_clean() -> None:
    examples = PROJECT / "ontology" / "examples.ttl"

    assert reported(union([examples])) == set()
