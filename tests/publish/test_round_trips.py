"""Whatever a graph holds, it is read back from every syntax as it was, to the letter."""

import json
from typing import NamedTuple

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, RdfFormat, parse
from tests.publish.reading import by_pyld, by_rdflib, keys, lower_tags, triple_of

from maalbar.model.index import Index, SpokenTriple
from maalbar.model.terms import DCT, MB, OA, PREFIXES, RDF, SKOS, XSD, A, Term
from maalbar.publish.jsonld import write_jsonld
from maalbar.publish.ntriples import write_nquads, write_ntriples
from maalbar.publish.turtle import write_trig, write_turtle
from maalbar.vocabulary.ontology import Kind, vocabulary

BASE = "https://w3id.org/maalbar/id/"
CONTEXT = "https://w3id.org/maalbar/context.jsonld"
Spoken = list[SpokenTriple]
unhurried = settings(deadline=None)


class Odd(NamedTuple):
    """Text that a writer may stumble over."""

    name: str
    text: str


ODD = (
    Odd("quotation marks", 'She said """so""" and \'so\''),
    Odd("a quotation mark at the end", 'end"'),
    Odd("a backslash at the end", "end\\"),
    Odd("what looks like an escape", r"\n \u0041 \" %41"),
    Odd("line ends", "one\ntwo\rthree\r\nfour\u2028five\u2029six\x85seven\x0b\x0c"),
    Odd("control characters", "".join(map(chr, (*range(1, 32), *range(127, 160))))),
    Odd("characters outside the first plane", "👩🏽‍🔬 𝔐ål 🇳🇴"),
    Odd("text from right to left", "\u202eשלום\u202c مرحبا \u200f"),
    Odd("what looks like markup", "</script><!-- ]]> &amp; @prefix <x>"),
    Odd("spaces of many kinds", " \u00a0\u202f\u3000\ufeff\t "),
    Odd("characters made of several", "A\u030al e\u0301"),
    Odd("nothing", ""),
)
TYPED = (
    *((text, "integer") for text in ("0", "-0", "+1", "007", "-5", "12345678901234567890", "x")),
    *(
        (text, "decimal")
        for text in ("1.0", "0.0000001", "1.", ".5", "+1.50", "-0.0", "1", "1,5", "1.5.")
    ),
    *((text, "boolean") for text in ("true", "false", "1", "0", "TRUE", "")),
    *((text, "double") for text in ("INF", "-INF", "NaN", "1e0", "1E400", "1.0")),
    *((text, "date") for text in ("2021-12-31", "2021-12-31Z", "2021-02-30")),
    *((text, "gYear") for text in ("2021", "-0001", "02021")),
    *((text, "anyURI") for text in ("https://example.org/a b", "")),
    *((text, "string") for text in ("1", "true", "")),
)
TAGS = ("nb", "nn", "en", "en-GB", "zh-Hant-TW", "sl-rozaj-biske-1994", "de-CH-1996")
STEPS = (
    *("org", "a.b", "dot.", "-dash", "_", "1", "a:b", "(x)", "it's", "a,b;c=d", "@x", "$!*+&~"),
    *("%20", "%C3%A5", "%2F", "ål", "漢字", "😀", "..x", "a..", "...", "é"),
)
TAILS = ("", "#char=1,2", "?q=a/b&c=d", "?a#b/c", "#", "/", "//", "#a:b", "?", ":x")

iris = st.builds(
    lambda base, steps, tail: (base, "/".join(steps) + tail),
    st.sampled_from((BASE, BASE, "https://example.org/", *PREFIXES.values())),
    st.lists(st.sampled_from(STEPS), max_size=3),
    st.sampled_from(TAILS),
).map(lambda parts: NamedNode(parts[0] + parts[1].replace("#", "" if "#" in parts[0] else "#")))
texts = st.one_of(
    st.sampled_from([each.text for each in ODD]),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=12),
)
literals = st.one_of(
    st.builds(lambda text, tag: Literal(text, language=tag), texts, st.sampled_from(TAGS)),
    st.builds(Literal, texts),
    st.builds(
        lambda text, datatype: Literal(text, datatype=datatype),
        texts.filter(bool),
        iris.filter(lambda iri: not iri.value.startswith((RDF.iri, XSD.iri))),
    ),
    st.sampled_from([Literal(text, datatype=XSD[name]) for text, name in TYPED]),
)
# Every kind of property that our context knows, and some that it does not.
known = [
    next(each.iri for each in vocabulary().properties.values() if each.kind is kind)
    for kind in Kind
]
typed = [
    *{
        each.datatype: each.iri for each in vocabulary().properties.values() if each.datatype
    }.values()
]
predicates = st.one_of(
    st.sampled_from([*known, *typed, SKOS.prefLabel, DCT.title, MB.hasParticipation]),
    iris.filter(lambda iri: iri != A),
)
things = st.one_of(iris, st.sampled_from([MB.Goal, MB.stated, MB.contents, MB.value, SKOS.note]))
values: st.SearchStrategy[Term] = st.one_of(things, literals)
triples: st.SearchStrategy[SpokenTriple] = st.one_of(
    st.tuples(iris, predicates, values),
    st.tuples(iris, st.just(A), things),
)
graphs: st.SearchStrategy[Spoken] = st.lists(triples, max_size=8)
# A few things that contain, mention and name each other, also in circles.
few = st.sampled_from([NamedNode(f"{BASE}org/{name}") for name in ("ål", "b", "b#char=1", "d")])
ties = st.sampled_from(
    [
        *(each.inverse for each in vocabulary().properties.values() if each.inverse),
        *(MB.hasParticipation, MB.mentions, OA.hasSelector, MB.indicator, MB.role, MB.other, A),
    ]
)
names: st.SearchStrategy[Term] = st.sampled_from(
    [Literal("Ål", language="nb"), Literal("Eel", language="en"), Literal("Ål")]
)
knots: st.SearchStrategy[Spoken] = st.lists(
    st.one_of(
        st.tuples(few, ties, few),
        st.tuples(few, st.sampled_from([SKOS.prefLabel, DCT.title]), names),
    ),
    max_size=12,
)
SUBJECT = NamedNode(f"{BASE}org/ål")
every_literal = example(
    spoken=[
        (SUBJECT, predicate, value)
        for predicate in (*known[:2], *typed, MB.someOther)
        for value in (
            *(Literal(each.text) for each in ODD),
            *(Literal(each.text, language="nb") for each in ODD),
            *(Literal(text, datatype=XSD[name]) for text, name in TYPED),
        )
    ]
)
every_iri = example(
    spoken=[
        (NamedNode(BASE + step + tail), NamedNode(f"{namespace}{step}"), NamedNode(BASE + step))
        for step in STEPS
        for tail in TAILS
        for namespace in (MB.iri, "https://example.org/")
    ]
)


@unhurried
@given(spoken=graphs)
@every_literal
@every_iri
def test_turtle_is_read_back_as_it_was(spoken: Spoken) -> None:
    for base in (BASE, None):
        written = write_turtle(Index(spoken), base=base)

        assert not {triple_of(quad) for quad in parse(written, format=RdfFormat.TURTLE)} ^ set(
            spoken
        )


@unhurried
@given(spoken=graphs)
@every_literal
@every_iri
def test_rdflib_reads_turtle_back_as_it_was(spoken: Spoken) -> None:
    written = write_turtle(Index(spoken), base=BASE)

    assert not by_rdflib(written.encode(), "turtle") ^ lower_tags(keys(spoken))


@unhurried
@given(spoken=graphs)
@every_literal
@every_iri
def test_n_triples_are_read_back_as_they_were(spoken: Spoken) -> None:
    written = write_ntriples(Index(spoken))

    assert not {triple_of(quad) for quad in parse(written, format=RdfFormat.N_TRIPLES)} ^ set(
        spoken
    )
    assert not by_rdflib(written.encode(), "nt") ^ lower_tags(keys(spoken))
    assert written.count("\n") == len(set(spoken))


@unhurried
@given(spoken=graphs, names=st.tuples(iris, iris))
def test_named_graphs_are_read_back_as_they_were(
    spoken: Spoken, names: tuple[NamedNode, NamedNode]
) -> None:
    middle = len(spoken) // 2
    parts = dict(zip(names, (Index(spoken[:middle]), Index(spoken[middle:])), strict=True))
    expected = {(*triple, name) for name, index in parts.items() for triple in index}

    for written, syntax in (
        (write_trig(parts, base=BASE), RdfFormat.TRIG),
        (write_nquads(parts), RdfFormat.N_QUADS),
    ):
        assert not {(*triple_of(q), q.graph_name) for q in parse(written, format=syntax)} ^ expected


@unhurried
@given(spoken=st.one_of(graphs, knots))
@every_literal
@every_iri
def test_json_ld_is_read_back_as_it_was(spoken: Spoken) -> None:
    index = Index(spoken)
    for root in (None, SUBJECT, *list(index.nodes)[:3]):
        written = write_jsonld(index, vocabulary(), context=CONTEXT, root=root)

        # PyLD writes doubles anew, 1.0E0 for 1.0; nothing of ours is one.
        differing = lower_tags(by_pyld(json.loads(written))) ^ lower_tags(keys(spoken))
        assert not {each for each in differing if each[-1] != XSD.double.value}


@unhurried
@given(spoken=graphs)
def test_the_order_in_which_things_were_said_does_not_matter(spoken: Spoken) -> None:
    forth, back = Index(spoken), Index(reversed(spoken))

    assert write_turtle(forth, base=BASE) == write_turtle(back, base=BASE)
    assert write_ntriples(forth) == write_ntriples(back)
    assert write_jsonld(forth, vocabulary(), context=CONTEXT) == write_jsonld(
        back, vocabulary(), context=CONTEXT
    )


@pytest.mark.parametrize("odd", ODD, ids=lambda odd: odd.name)
def test_a_text_has_one_line_in_every_syntax(odd: Odd) -> None:
    index = Index([(SUBJECT, SKOS.note, Literal(odd.text, language="nb"))])

    assert write_ntriples(index).count("\n") == 1
    (line,) = [each for each in write_turtle(index).split("\n") if "skos:note" in each]
    assert line.endswith('"@nb .')
