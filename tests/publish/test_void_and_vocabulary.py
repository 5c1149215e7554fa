"""What describes the publication agrees with what is there."""

import hashlib
import mimetypes
from collections import Counter

from pyoxigraph import (
    CanonicalizationAlgorithm,
    Dataset,
    Literal,
    NamedNode,
    RdfFormat,
    parse,
)
from tests.publish.reading import Site, triple_of

from maalbar.model.index import Index
from maalbar.model.terms import DCT, FOAF, MB, SH, VOID, A, Term
from maalbar.model.text import LANGUAGES
from maalbar.vocabulary.context import jsonld_context
from maalbar.vocabulary.ontology import vocabulary
from maalbar.vocabulary.resources import folder
from maalbar.vocabulary.schema import write_schema

DATASET = NamedNode("https://w3id.org/maalbar/void#dataset")


def number(void: Index, subject: Term, predicate: NamedNode) -> int:
    """Read a count."""
    (value,) = void.objects(subject, predicate)
    assert isinstance(value, Literal)
    return int(value.value)


def test_void_counts_what_the_named_graphs_hold(site: Site) -> None:
    void = Index(site.triples("void.ttl"))
    statuses = NamedNode(f"{site.publication.settings.base}graph/statuses")
    triples = {triple_of(quad) for quad in site.quads("dump.nq") if quad.graph_name != statuses}

    assert number(void, DATASET, VOID.triples) == len(triples)
    assert number(void, DATASET, VOID.distinctSubjects) == len({each[0] for each in triples})
    assert number(void, DATASET, VOID.properties) == len({each[1] for each in triples})
    assert number(void, DATASET, VOID.distinctObjects) == len({each[2] for each in triples})
    assert number(void, DATASET, VOID.classes) == len({o for _, p, o in triples if p == A})


def test_void_counts_things_by_class_and_triples_by_property(site: Site) -> None:
    void = Index(site.triples("void.ttl"))
    statuses = NamedNode(f"{site.publication.settings.base}graph/statuses")
    triples = {triple_of(quad) for quad in site.quads("dump.nq") if quad.graph_name != statuses}

    by_class = {
        void.first(part, VOID["class"]): number(void, part, VOID.entities)
        for part in void.objects(DATASET, VOID.classPartition)
    }
    by_property = {
        void.first(part, VOID.property): number(void, part, VOID.triples)
        for part in void.objects(DATASET, VOID.propertyPartition)
    }

    assert by_class == Counter(value for _, predicate, value in triples if predicate == A)
    assert by_property == Counter(predicate for _, predicate, _ in triples)


def test_void_points_at_files_that_were_published(site: Site) -> None:
    void = Index(site.triples("void.ttl"))
    base = site.publication.settings.base

    dumps = {each.value.removeprefix(base) for each in void.objects(DATASET, VOID.dataDump)}

    assert len(dumps) == 10
    assert dumps <= set(site.files())
    assert set(void.objects(DATASET, VOID.exampleResource)) == set(site.publication.reports)
    assert void.subjects(FOAF.primaryTopic, DATASET) == (NamedNode(f"{base}void"),)


def test_void_is_also_where_crawlers_look_for_it(site: Site) -> None:
    assert site.read(".well-known/void") == site.read("void.ttl")


def test_void_names_the_publication_in_three_languages(site: Site) -> None:
    void = Index(site.triples("void.ttl"))

    for predicate in (DCT.title, DCT.description):
        tags = {
            each.language for each in void.objects(DATASET, predicate) if isinstance(each, Literal)
        }
        assert tags == {"nb", "nn", "en"}


def test_the_vocabulary_is_published_whole(site: Site) -> None:
    terms = vocabulary()
    published = Index(site.triples("ns.ttl"))

    written = {
        triple_of(quad)
        for name in ("maalbar", "concepts", "reused", "alignments")
        for quad in parse(path=str(folder("ontology") / f"{name}.ttl"), format=RdfFormat.TURTLE)
    }
    assert set(published) == written
    for term in (
        *terms.classes.values(),
        *terms.concepts.values(),
        *(each.iri for each in terms.properties.values()),
    ):
        assert published.properties(term)


def test_every_term_of_ours_that_is_used_is_in_the_vocabulary(site: Site) -> None:
    published = Index(site.triples("ns.ttl"))

    used = {
        term
        for quad in site.quads("dump.nq")
        for term in triple_of(quad)
        if isinstance(term, NamedNode) and term.value.startswith(MB.iri)
    }

    assert len(used) > 100
    assert [term for term in used if not published.properties(term)] == []


def test_the_published_context_is_the_generated_one(site: Site) -> None:
    assert site.json("context.jsonld") == {"@context": jsonld_context(vocabulary())}


def test_a_key_of_the_context_means_one_thing(site: Site) -> None:
    context = site.json("context.jsonld")["@context"]
    keywords = {key for key in context if key.startswith("@")}

    meanings = Counter(
        (definition.get("@id"), definition.get("@reverse"))
        if isinstance(definition, dict)
        else (definition, None)
        for key, definition in context.items()
        if key not in keywords
    )

    assert [meaning for meaning, count in meanings.items() if count > 1] == []


def test_the_shapes_are_published_as_they_were_written_each_and_together(site: Site) -> None:
    together = Dataset(parse(site.read("shapes.ttl"), format=RdfFormat.TURTLE))
    apart = Dataset()
    for path in sorted(folder("shapes").rglob("*.ttl")):
        name = path.relative_to(folder("shapes")).as_posix()
        assert site.read(f"shapes/{name}") == path.read_bytes()
        for quad in parse(path.read_bytes(), format=RdfFormat.TURTLE, rename_blank_nodes=True):
            apart.add(quad)

    together.canonicalize(CanonicalizationAlgorithm.UNSTABLE)
    apart.canonicalize(CanonicalizationAlgorithm.UNSTABLE)
    assert len(list(together.quads_for_object(SH.NodeShape))) > 20
    assert set(together) == set(apart)


def test_the_manifest_lists_every_file_and_nothing_else(site: Site) -> None:
    listed = site.json("manifest.json")["files"]

    assert set(listed) == set(site.files()) - {"manifest.json"}
    for path, entry in listed.items():
        data = site.read(path)
        assert entry["bytes"] == len(data), path
        assert entry["sha256"] == hashlib.sha256(data).hexdigest(), path


def test_the_schema_of_the_files_is_published_in_each_language(site: Site) -> None:
    for language in LANGUAGES:
        assert site.text(f"schema/{language}.json") == write_schema(vocabulary(), language)


def test_the_manifest_gives_each_file_its_media_type(site: Site) -> None:
    types = {
        ".ttl": "text/turtle",
        ".trig": "application/trig",
        ".nt": "application/n-triples",
        ".nq": "application/n-quads",
        ".jsonld": "application/ld+json",
        ".json": "application/json",
        ".html": "text/html",
        ".css": mimetypes.types_map[".css"],
        ".gz": "application/gzip",
        "/void": "text/turtle",
        ".rdf": "application/rdf+xml",
        ".csv": "text/csv",
        "feed.xml": "application/atom+xml",
        "feed.nn.xml": "application/atom+xml",
        "feed.en.xml": "application/atom+xml",
        "sitemap.xml": "application/xml",
    }
    for path, entry in site.json("manifest.json")["files"].items():
        (expected,) = {kind for suffix, kind in types.items() if path.endswith(suffix)}

        assert entry["mediaType"] == expected, path
