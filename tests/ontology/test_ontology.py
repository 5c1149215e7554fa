"""What the ontology promises: words in three languages, an example of everything, no contradiction.

The tests read `ontology/` as it is and know other vocabularies only through the names and axioms
in `vocabularies/`; nothing is fetched.
"""

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import TypeAlias

import pytest
from rdflib import BNode, Graph, Literal, Namespace, URIRef
from rdflib.namespace import OWL, PROV, RDF, RDFS, SKOS, VANN
from rdflib.term import Node

ROOT = Path(__file__).parents[2]
VOCABULARIES = sorted((Path(__file__).parent / "vocabularies").glob("*.nt"))

MB = Namespace("https://w3id.org/maalbar/ns#")
EX = Namespace("https://w3id.org/maalbar/examples/")
OA = Namespace("http://www.w3.org/ns/oa#")
SCHEMA = Namespace("http://schema.org/")

LANGUAGES = ("nb", "nn", "en")
PROPERTIES = (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
KINDS = ("classes", "properties", "concepts", "schemes")

# Addresses that are data, not terms of a vocabulary.
DATA = (
    "https://w3id.org/maalbar/",
    "http://creativecommons.org/licenses/",
    "http://publications.europa.eu/resource/authority/",
)

Triple: TypeAlias = tuple[Node, Node, Node]


@cache
def read(name: str) -> Graph:
    return Graph().parse(ROOT / "ontology" / f"{name}.ttl")


@cache
def everything() -> Graph:
    graph = Graph()
    for path in sorted((ROOT / "ontology").glob("*.ttl")):
        graph.parse(path)
    return graph


@cache
def vocabularies() -> Graph:
    graph = Graph()
    for path in VOCABULARIES:
        graph.parse(path)
    return graph


@cache
def terms(kind: str) -> list[Node]:
    """Every term of one kind that readers meet: our own, and those that we reuse."""
    graph = read("maalbar") + read("reused") + read("concepts")
    types = {
        "classes": (OWL.Class,),
        "properties": PROPERTIES,
        "concepts": (SKOS.Concept,),
        "schemes": (SKOS.ConceptScheme,),
    }[kind]
    found = {term for rdf_type in types for term in graph.subjects(RDF.type, rdf_type)}
    return sorted(found, key=str)


def texts(term: Node, *properties: Node) -> dict[str | None, list[str]]:
    """The texts of a term by language, from the first of the properties that it has."""
    found: defaultdict[str | None, list[str]] = defaultdict(list)
    for property_ in properties:
        for value in everything().objects(term, property_):
            assert isinstance(value, Literal)
            found[value.language].append(str(value))
        if found:
            break
    return found


def labels(term: Node) -> dict[str | None, list[str]]:
    # The name of skos:prefLabel itself is an rdfs:label, as that of every property.
    return texts(term, RDFS.label, SKOS.prefLabel)


def local_name(term: Node) -> str:
    return re.split(r"[#/]", str(term))[-1]


# Words


@pytest.mark.parametrize("kind", KINDS)
def test_every_term_has_one_label_in_each_language(kind: str) -> None:
    for term in terms(kind):
        found = labels(term)

        assert {language: len(found[language]) for language in found} == dict.fromkeys(
            LANGUAGES, 1
        ), term
        assert all(text.strip() for values in found.values() for text in values), term


@pytest.mark.parametrize("kind", KINDS)
def test_every_term_is_explained_in_each_language(kind: str) -> None:
    for term in terms(kind):
        ours = str(term).startswith(str(MB))
        found = texts(term, SKOS.definition if ours else SKOS.scopeNote)

        assert {language: len(found[language]) for language in found} == dict.fromkeys(
            LANGUAGES, 1
        ), term
        assert all(values[0].endswith((".", "?")) for values in found.values()), term


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_terms_of_a_kind_share_a_label(kind: str, language: str) -> None:
    counted = Counter(text for term in terms(kind) for text in labels(term)[language])

    assert [text for text, times in counted.items() if times > 1] == []


# Terms


def test_every_term_of_ours_says_where_it_is_defined() -> None:
    home = URIRef("https://w3id.org/maalbar/ns")
    ours = [term for kind in KINDS for term in terms(kind) if str(term).startswith(str(MB))]

    assert [term for term in ours if everything().value(term, RDFS.isDefinedBy) != home] == []


def test_every_term_of_ours_that_is_used_is_declared() -> None:
    declared = {local_name(term) for kind in KINDS for term in terms(kind)}
    name = re.compile(r"(?:(?<![\w-])mb:|https://w3id\.org/maalbar/ns#)([A-Za-z]\w*)")
    undeclared = {
        f"{path.relative_to(ROOT)}: {used}"
        for folder in ("ontology", "seeds", "shapes")
        for path in (ROOT / folder).rglob("*")
        if path.suffix in {".ttl", ".rq", ".yaml", ".toml", ".csv"}
        for used in name.findall(path.read_text(encoding="utf-8"))
        if used not in declared
    }

    assert sorted(undeclared) == []


def test_every_term_of_another_vocabulary_that_is_used_exists() -> None:
    known = set(vocabularies().subjects())
    used = {node for triple in everything() for node in triple if isinstance(node, URIRef)}
    used |= {o.datatype for o in everything().objects() if isinstance(o, Literal) and o.datatype}

    assert sorted(t for t in used - known if not str(t).startswith(DATA)) == []


def test_every_property_says_what_values_it_takes() -> None:
    graph = everything()
    for term in terms("properties"):
        kinds = set(graph.objects(term, RDF.type))
        assert len(kinds) == 1, term
        if kinds == {OWL.DatatypeProperty}:
            assert len(set(graph.objects(term, RDFS.range))) == 1, term
        else:
            assert graph.value(term, RDFS.range) is None, term


def test_every_code_list_is_a_scheme_with_a_choice_and_every_scheme_is_a_code_list() -> None:
    named = set(everything().objects(None, MB.codeList))

    assert named == set(terms("schemes"))
    for scheme in named:
        members = set(everything().subjects(SKOS.inScheme, scheme))
        assert len(members) >= 2, scheme
        assert members == set(everything().subjects(SKOS.topConceptOf, scheme))


def test_no_two_terms_have_the_same_key() -> None:
    keys = Counter(
        str(everything().value(term, MB.contextTerm) or local_name(term))
        for kind in ("classes", "properties", "concepts")
        for term in terms(kind)
    )

    assert [key for key, times in keys.items() if times > 1] == []


def test_every_reused_term_has_a_key() -> None:
    reused = [t for kind in KINDS for t in terms(kind) if not str(t).startswith(str(MB))]

    assert [term for term in reused if everything().value(term, MB.contextTerm) is None] == []


# Examples


def test_every_class_has_an_example_of_it() -> None:
    for term in terms("classes"):
        examples = list(everything().objects(term, VANN.example))

        assert examples, term
        assert all((example, RDF.type, term) in read("examples") for example in examples), term


def test_the_examples_name_everything_and_leave_nothing_hanging() -> None:
    graph = read("examples")
    nodes = {node for triple in graph for node in triple}

    assert not any(isinstance(node, BNode) for node in nodes)
    assert {n for n in nodes if str(n).startswith(str(EX))} <= set(graph.subjects())


def test_the_examples_use_properties_as_they_are_meant() -> None:
    graph, ontology = read("examples"), everything()
    for subject, property_, value in graph:
        domain = set(ontology.objects(property_, SCHEMA.domainIncludes))
        assert not domain or domain & set(graph.objects(subject, RDF.type)), (subject, property_)
        scheme = ontology.value(property_, MB.codeList)
        expected = set(ontology.objects(property_, SCHEMA.rangeIncludes))
        if scheme:
            assert (value, SKOS.inScheme, scheme) in ontology, (subject, property_, value)
        elif expected:
            assert expected & set(graph.objects(value, RDF.type)), (subject, property_, value)
        elif isinstance(value, Literal):
            written = RDF.langString if value.language else value.datatype
            plain = URIRef("http://www.w3.org/2001/XMLSchema#string")
            assert (written or plain) == ontology.value(property_, RDFS.range), (subject, value)


def test_every_example_figure_says_where_it_comes_from() -> None:
    graph = read("examples")
    for figure in graph.subjects(RDF.type, MB.Observation):
        status = graph.value(figure, MB.statementStatus)
        assert status is not None, figure
        assert (status == MB.stated) == ((figure, MB.statedIn, None) in graph), figure
        assert (status == MB.derived) == ((figure, PROV.wasDerivedFrom, None) in graph), figure


def test_every_example_passage_fits_its_quotation() -> None:
    graph = read("examples")
    for passage in graph.subjects(RDF.type, MB.SourcePassage):
        selectors = list(graph.objects(passage, OA.hasSelector))
        (quotation,) = (str(o) for s in selectors for o in graph.objects(s, OA.exact))
        (start,) = (int(str(o)) for s in selectors for o in graph.objects(s, OA.start))
        (end,) = (int(str(o)) for s in selectors for o in graph.objects(s, OA.end))

        assert end - start == len(quotation) <= 60
        checksum = hashlib.sha256(quotation.encode()).hexdigest()
        assert str(graph.value(passage, MB.passageSha256)) == checksum


# Consistency


def consequences(triple: Triple, axioms: Graph) -> Iterator[Triple]:
    """What one triple says in more general words, one step at a time."""
    subject, property_, value = triple
    for wider in (RDFS.subPropertyOf, OWL.equivalentProperty):
        yield from ((subject, parent, value) for parent in axioms.objects(property_, wider))
    yield from ((subject, RDF.type, c) for c in axioms.objects(property_, RDFS.domain))
    if property_ == RDF.type:
        for wider in (RDFS.subClassOf, OWL.equivalentClass):
            yield from ((subject, RDF.type, parent) for parent in axioms.objects(value, wider))
        yield from ((subject, RDF.type, c) for c in axioms.subjects(OWL.equivalentClass, value))
    if not isinstance(value, Literal):
        yield from ((value, RDF.type, c) for c in axioms.objects(property_, RDFS.range))
        yield from ((value, p, subject) for p in axioms.objects(property_, OWL.inverseOf))
        yield from ((value, p, subject) for p in axioms.subjects(OWL.inverseOf, property_))
        if (property_, RDF.type, OWL.SymmetricProperty) in axioms:
            yield value, property_, subject


def closure(triples: Iterable[Triple], axioms: Graph) -> set[Triple]:
    known: set[Triple] = set()
    waiting = list(triples)
    while waiting:
        triple = waiting.pop()
        if triple not in known:
            known.add(triple)
            waiting.extend(consequences(triple, axioms))
    return known


def contradictions(*planted: Triple) -> set[tuple[str, frozenset[Node]]]:
    """Each thing in the ontology and its examples that is in two disjoint classes, and which."""
    axioms = vocabularies() + everything()
    types: defaultdict[Node, set[Node]] = defaultdict(set)
    for subject, property_, value in closure([*everything(), *planted], axioms):
        if property_ == RDF.type:
            types[subject].add(value)
    disjoint = {frozenset(pair) for pair in axioms.subject_objects(OWL.disjointWith)}
    return {
        (str(subject), frozenset(pair))
        for subject, found in types.items()
        for pair in combinations(found, 2)
        if frozenset(pair) in disjoint
    }


def test_nothing_is_in_two_classes_that_are_declared_disjoint() -> None:
    assert contradictions() == set()


def test_the_consequences_reach_into_the_other_vocabularies() -> None:
    known = closure(everything(), vocabularies() + everything())
    plan, wave = EX["plan/eksempel/2031/innovasjon/1"], EX["surveywave/provemaalingen/2030"]

    assert (plan, RDF.type, PROV.Entity) in known
    assert (wave, RDF.type, PROV.Activity) in known
    assert (EX["org/eksempeldirektoratet"], RDF.type, PROV.Agent) in known


@pytest.mark.parametrize(
    ("planted", "pair"),
    [
        pytest.param(
            (
                EX["activity/eksempel/2030/proveseminar"],
                MB.setBy,
                EX["org/eksempeldirektoratet"],
            ),
            {PROV.Activity, PROV.Entity},
            id="an activity that somebody has set as a goal",
        ),
        pytest.param(
            (EX["area/innovasjon"], SKOS.member, EX["concept/proving"]),
            {SKOS.Concept, SKOS.Collection},
            id="a subject area with members",
        ),
        pytest.param(
            (EX["rating/eksempel/god"], SKOS.inScheme, EX["rating/eksempel/svaert-god"]),
            {SKOS.Concept, SKOS.ConceptScheme},
            id="a rating as a scale",
        ),
    ],
)
def test_a_planted_contradiction_is_found(planted: Triple, pair: set[Node]) -> None:
    assert frozenset(pair) in {found for _, found in contradictions(planted)}
