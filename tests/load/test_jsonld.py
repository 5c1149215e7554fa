"""JSON-LD is read as other processors read it, and every statement knows where it stands."""

import json
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import PurePosixPath
from typing import Any, Final, NoReturn

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from pyld import jsonld
from pyoxigraph import (
    BlankNode,
    CanonicalizationAlgorithm,
    Dataset,
    DefaultGraph,
    Literal,
    NamedNode,
    Quad,
    RdfFormat,
    Triple,
    parse,
)
from tests.load.marks import place_of, places

from maalbar import flow
from maalbar.load.json import Array, Node, Object, Scalar, read_json
from maalbar.load.jsonld.read import read_jsonld
from maalbar.load.lines import Lines
from maalbar.load.placed import Placed, Reading
from maalbar.model.diagnostic import MaalbarError, Mark
from maalbar.model.release import JSONLD
from maalbar.model.terms import MB, RDF, XSD, Term
from maalbar.publish import site
from maalbar.vocabulary.context import jsonld_context
from maalbar.vocabulary.ontology import vocabulary

BASE: Final = "https://example.org/id/"
PATH: Final = PurePosixPath("a.jsonld")
OURS: Final = "https://w3id.org/maalbar/context.jsonld"
EX: Final = "http://example.org/ns#"
Json = dict[str, Any]

# All that a context can say of a key.
CONTEXT: Final[Json] = {
    "@version": 1.1,
    "ex": EX,
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "id": "@id",
    "type": "@type",
    "nest": "@nest",
    "none": "@none",
    "Plain": "ex:Plain",
    "name": "ex:name",
    "norsk": {"@id": "ex:norsk", "@language": "nb"},
    "text": {"@id": "ex:text", "@container": "@language"},
    "texts": {"@id": "ex:texts", "@container": ["@language", "@set"]},
    "amount": {"@id": "ex:amount", "@type": "xsd:decimal"},
    "knows": {"@id": "ex:knows", "@type": "@id"},
    "kind": {"@id": "ex:kind", "@type": "@vocab"},
    "data": {"@id": "ex:data", "@type": "@json"},
    "list": {"@id": "ex:list", "@container": "@list"},
    "refs": {"@id": "ex:refs", "@type": "@id", "@container": "@list"},
    "set": {"@id": "ex:set", "@container": "@set"},
    "by": {"@id": "ex:by", "@container": "@index"},
    "by-name": {"@id": "ex:byName", "@container": "@index", "@index": "ex:name"},
    "at": {"@id": "ex:at", "@type": "@id", "@container": "@id"},
    "typed": {"@id": "ex:typed", "@container": "@type"},
    "graph": {"@id": "ex:graph", "@container": "@graph"},
    "graphs": {"@id": "ex:graphs", "@container": ["@graph", "@id"]},
    "of": {"@reverse": "ex:has", "@type": "@id"},
    "inside": {"@id": "ex:inside", "@context": {"name": "ex:innerName", "list": "ex:inner"}},
    "Special": {"@id": "ex:Special", "@context": {"name": "ex:specialName"}},
}


@cache
def ours() -> Json:
    return jsonld_context(vocabulary())


def read(document: object) -> Reading:
    source = document if isinstance(document, str) else json.dumps(document, ensure_ascii=False)
    return read_jsonld(source, PATH, base=BASE, context=ours())


def refused(source: str) -> MaalbarError:
    with pytest.raises(MaalbarError) as caught:
        read(source)
    return caught.value


def quads(source: str) -> set[tuple[Term, Term, Term]]:
    reading = read(source)
    assert reading.findings == ()
    return {each[:3] for each in reading.quads}


# As others read it


def canonical(found: set[Quad]) -> set[str]:
    dataset = Dataset(found)
    dataset.canonicalize(CanonicalizationAlgorithm.UNSTABLE)
    return set(map(str, dataset))


def by_us(reading: Reading) -> set[str]:
    return canonical(
        {Quad(s, p, o, graph or DefaultGraph()) for s, p, o, graph, *_ in reading.quads}
    )


def by_pyoxigraph(document: object) -> set[str]:
    source = json.dumps(document)
    return canonical(set(parse(source, format=RdfFormat.JSON_LD, base_iri=BASE)))


def by_pyld(document: object) -> set[str]:
    found = jsonld.to_rdf(document, {"documentLoader": no_network, "base": BASE})
    return canonical(
        {
            Quad(
                _term(each["subject"]),
                _term(each["predicate"]),
                _term(each["object"]),
                _graph(name),
            )
            for name, quads in found.items()
            for each in quads
        }
    )


def no_network(url: str, _: object) -> NoReturn:
    pytest.fail(f"a context was fetched: {url}")


def _graph(name: str) -> Any:  # noqa: ANN401 # a term
    if name == "@default":
        return DefaultGraph()
    return BlankNode(name[2:]) if name.startswith("_:") else NamedNode(name)


def _term(said: Mapping[str, str]) -> Any:  # noqa: ANN401 # a term
    if said["type"] != "literal":
        return _graph(said["value"])
    if "language" in said:
        return Literal(said["value"], language=said["language"])
    return Literal(said["value"], datatype=NamedNode(said["datatype"]))


# Where it stands


def words_at(source: str, mark: Mark) -> str:
    start = mark.column - 1
    return source.split("\n")[mark.line - 1][start : start + mark.width]


def assert_said(term: Term, words: str) -> None:
    """Hold a term against the words that it is said to stand at."""
    if words in {"{", "["}:
        is_json = isinstance(term, Literal) and term.datatype == RDF.JSON
        assert is_json or isinstance(term, BlankNode) or term == RDF.nil
        return
    said = json.loads(words)
    if isinstance(term, Literal) and not isinstance(said, str):
        assert json.loads(term.value) == said
    elif isinstance(term, Literal):
        assert term.value in {said, words}
    else:
        known = CONTEXT.get(said, said)
        iri = known["@id"] if isinstance(known, dict) else known
        assert term.value.endswith(iri.removeprefix("../").rpartition(":")[2])


def assert_in_place(quad: Placed, source: str, keys: Mapping[str, set[str]]) -> None:
    """Hold the places of a quad against its file; `keys` may stand for each predicate."""
    subject, key, value = (words_at(source, mark) for mark in quad[4:])
    assert_said(quad.subject, subject)
    assert_said(quad.object, value)
    if quad.predicate not in {RDF.first, RDF.rest}:
        assert json.loads(key) in keys[quad.predicate.value] or quad.property_at == quad.value_at


# The seeds as they are published


@cache
def predicates() -> Mapping[str, set[str]]:
    found: dict[str, set[str]] = {RDF.type.value: {"type"}}
    for key, term in vocabulary().properties.items():
        iri = term.inverse if term.inverse is not None else term.iri
        found.setdefault(iri.value, set()).add(key)
    return found


def published(checked: flow.Checked) -> Iterator[tuple[str, str]]:
    for file in site.data_files(checked.publication, vocabulary()):
        if file.media_type == JSONLD:
            yield file.path, file.data.decode()


def with_our_context(document: Json) -> Json:
    context = document["@context"]
    rest = context[1:] if isinstance(context, list) else []
    return {**document, "@context": [ours(), *rest]}


def test_what_is_published_is_read_back_as_others_read_it_and_in_place(
    checked: flow.Checked,
) -> None:
    count = 0
    for path, source in published(checked):
        reading = read(source)
        if path == "context.jsonld":
            assert reading == Reading(())
            continue
        others = json.dumps(with_our_context(json.loads(source)))
        lines = source.split("\n")
        assert reading.findings == ()
        # Nothing that is published is a blank node.
        assert {Triple(*each[:3]) for each in reading.quads} == {
            each.triple for each in parse(others, format=RdfFormat.JSON_LD, base_iri=BASE)
        }
        for quad in reading.quads:
            assert_published_in_place(quad, lines)
        count += 1
    assert count > 20


def assert_published_in_place(quad: Placed, lines: list[str]) -> None:
    subject, key, value = (
        json.loads(lines[mark.line - 1][mark.column - 1 : mark.column - 1 + mark.width])
        for mark in quad[4:]
    )
    assert subject == quad.subject.value
    assert key in predicates().get(quad.predicate.value, {key})
    if isinstance(quad.object, Literal):
        assert quad.object.value == (value if isinstance(value, str) else json.dumps(value))
    elif value != vocabulary().key_of.get(quad.object):
        # Full, or with a prefix of the document's own.
        assert quad.object.value.endswith(value.partition(":")[2])


# Any document

NAMES: Final = st.sampled_from(("Ørn", "a b", "x", "", "1", "ex:y", "http://example.org/z"))
IDS: Final = st.sampled_from(("a", "a/b", "#c", "ex:d", "http://example.org/e", "_:f", "../g"))
TYPES: Final = st.sampled_from(("Plain", "Special", "ex:Other", "http://example.org/T"))
NUMBERS: Final = st.integers(-(10**15), 10**15) | st.sampled_from((0.5, -92.2, 1e30, 12e-7))
LANGUAGES: Final = st.sampled_from(("nb", "nn", "en-GB"))


def some(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return values | st.lists(values, min_size=1, max_size=3)


def by_key(keys: st.SearchStrategy[str], values: st.SearchStrategy[Any]) -> st.SearchStrategy[Json]:
    return st.dictionaries(keys, values, min_size=1, max_size=2)


def things(depth: int, *, tame: bool = False) -> st.SearchStrategy[Json]:
    """Give things with any of the properties of CONTEXT.

    `tame` ones have nothing that pyoxigraph reads otherwise than the standard, or stops at.
    """
    deeper = things(depth - 1, tame=tame) if depth else st.fixed_dictionaries({"id": IDS})
    types = some(TYPES.filter("Special".__ne__) if tame else TYPES)
    words = some(NAMES | NUMBERS | st.booleans())
    values: Json = {
        "type": types,
        "name": words | some(st.fixed_dictionaries({"@value": NAMES, "@language": LANGUAGES})),
        "norsk": some(NAMES),
        "text": by_key(LANGUAGES, some(NAMES)),
        "texts": by_key(LANGUAGES | st.just("none"), some(NAMES)),
        "amount": some(st.decimals(allow_nan=False, allow_infinity=False).map(str)),
        "knows": some(IDS | deeper),
        "kind": some(TYPES),
        "data": st.recursive(NAMES | NUMBERS | st.none(), st.lists),
        "list": st.lists(NAMES | NUMBERS | deeper | st.lists(NAMES, max_size=2), max_size=3),
        "refs": st.lists(IDS | deeper, max_size=3),
        "set": some(NAMES | deeper),
        "by": by_key(NAMES, some(NAMES)),
        "by-name": by_key(NAMES, some(deeper)),
        "at": by_key(IDS | st.just("none"), some(deeper)),
        "of": some(IDS | deeper),
        "inside": some(deeper),
        "ex:full": some(NAMES | deeper),
        "nest": st.fixed_dictionaries({}, optional={"ex:nested": some(NAMES | deeper)}),
        "@reverse": st.fixed_dictionaries({}, optional={"ex:turned": some(deeper)}),
        "@included": some(deeper.map(lambda thing: {"name": "x", **thing})),
        # A graph that says nothing is none to PyLD.
        "@graph": some(deeper.map(lambda thing: {"name": "x", **thing})),
    }
    if not tame:
        # One key: what PyLD reads with a type's context, it reads at the next key as well.
        values["typed"] = st.dictionaries(TYPES, some(deeper), min_size=1, max_size=1)
        values["graph"] = some(deeper)
        values["graphs"] = by_key(IDS | st.just("none"), some(deeper))
    keys = st.lists(st.sampled_from(sorted(values)), max_size=4, unique=True)
    return st.tuples(st.booleans(), IDS, keys).flatmap(
        lambda drawn: st.fixed_dictionaries(
            {
                **({"id": st.just(drawn[1])} if drawn[0] else {}),
                **{key: values[key] for key in drawn[2]},
            }
        )
    )


def documents(*, tame: bool = False) -> st.SearchStrategy[Json]:
    return st.tuples(things(2, tame=tame), st.booleans()).map(
        lambda drawn: {
            "@context": CONTEXT,
            **({"@graph": [drawn[0]]} if drawn[1] else drawn[0]),
        }
    )


# Things and lists with nothing in them may be among them.
SAYING_NOTHING: Final = {"syntax/says-nothing", "syntax/not-taken", "syntax/empty-value"}
KEYS: Final[Mapping[str, set[str]]] = {
    RDF.type.value: {"type"},
    f"{EX}name": {"name"},
    f"{EX}innerName": {"name"},
    f"{EX}specialName": {"name"},
    f"{EX}inner": {"list"},
    f"{EX}byName": {"by-name"},
    f"{EX}has": {"of"},
    f"{EX}full": {"ex:full"},
    f"{EX}nested": {"ex:nested"},
    f"{EX}turned": {"ex:turned"},
    **{
        f"{EX}{key}": {key}
        for key in (
            *("norsk", "text", "texts", "amount", "knows", "kind", "data", "list", "refs"),
            *("set", "by", "at", "typed", "graph", "graphs", "inside"),
        )
    },
}


@settings(max_examples=100, deadline=None)
@given(documents())
def test_any_document_says_what_it_says_to_others_and_stands_where_it_says(document: Json) -> None:
    source = json.dumps(document, ensure_ascii=False, indent=1)
    # What a type says of keys, PyLD reads in maps by address as well, unlike the standard.
    keys = json.dumps({**document, "@context": None})
    assume('"Special"' not in keys or not ('"at"' in keys or '"graphs"' in keys))

    reading = read(source)

    assert {each.code for each in reading.findings} <= SAYING_NOTHING
    assert by_us(reading) == by_pyld(document)
    for quad in reading.quads:
        assert_in_place(quad, source, KEYS)
    in_order = [each.property_at for each in reading.quads]
    assert in_order == sorted(in_order)


@settings(max_examples=100, deadline=None)
@given(documents(tame=True))
def test_any_document_says_what_it_says_to_pyoxigraph(document: Json) -> None:
    assert by_us(read(document)) == by_pyoxigraph(document)


# Nothing is left out in silence

JUNK: Final = st.sampled_from(
    (
        *("x", "a", "a b", "@foo", "@id", "_:b", "_:b c", "ex:y", "http://example.org/z", ""),
        *("nb", "ikke et språk", "Plain", None, 1, 92.2, True),
    )
)
JUNK_KEYS: Final = st.sampled_from(
    (
        *sorted(set(CONTEXT) - {"@version", "nest"}),
        *("@id", "@type", "@value", "@language", "@list", "@set", "@graph", "@included"),
        *("@reverse", "@index", "@direction", "@foo", "@vocab", "unknown", "nb", "ex:z"),
    )
)
JUNK_VALUES: Final = st.recursive(
    JUNK,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(JUNK_KEYS, inner, max_size=4),
    max_leaves=12,
)
ALIASES: Final = {"id": "@id", "type": "@type"}
Place = tuple[int, int]


class Accounts:
    """What of a document is in a statement or a finding; a finding covers what it points at."""

    def __init__(self, source: str, reading: Reading) -> None:
        self.lines = Lines(source)
        self.found = {mark[:2] for each in reading.findings if (mark := each.location.mark)}
        self.said = {mark[:2] for each in reading.quads for mark in each[4:]}
        self.json = {
            each.value_at[:2]
            for each in reading.quads
            if isinstance(each.object, Literal) and each.object.datatype == RDF.JSON
        }

    def at(self, node: Node) -> Place:
        mark = self.lines.mark(node.start, node.end)
        return mark[:2]

    def silent(self, node: Node) -> Iterator[Scalar]:
        """Give the scalars that are neither here nor there."""
        if self.at(node) in self.found | self.json:
            return
        if isinstance(node, Scalar):
            if self.at(node) not in self.said:
                yield node
        elif isinstance(node, Array):
            for each in node.items:
                yield from self.silent(each)
        else:
            yield from self.silent_in(node)

    def silent_in(self, node: Object) -> Iterator[Scalar]:
        entries = [(ALIASES.get(key.text, key.text), key, value) for key, value in node.entries]
        words = {word for word, _, _ in entries}
        of_value = words & {"@value", "@list", "@set"}
        for word, *parts in entries:
            # What is wrong with a part of these is wrong with them.
            if (of_value or word == "@id") and any(self.at(each) in self.found for each in parts):
                return
        start, end = (self.lines.mark(each, each)[:2] for each in (node.start, node.end))
        wrong = any(start < each < end for each in self.found)
        for word, key, value in entries:
            business = word in {"@context", "@index", "@language", "@direction"}
            datatype = word == "@type" and of_value
            # Of a thing of which all that is said is wrong, the address is not told as well.
            address = word == "@id" and wrong
            if not (business or datatype or address) and self.at(key) not in self.found:
                yield from self.silent(value)


@settings(max_examples=150, deadline=None)
@given(st.dictionaries(JUNK_KEYS, JUNK_VALUES, max_size=5) | JUNK_VALUES)
def test_every_value_is_in_a_statement_or_in_a_finding(value: Any) -> None:  # noqa: ANN401 # JSON
    document = {"@context": CONTEXT, **value} if isinstance(value, dict) else [value]
    source = json.dumps(document, indent=0)
    try:
        reading = read(source)
    except MaalbarError as error:
        assert error.diagnostics  # noqa: PT017 # either is right
    else:
        silent = Accounts(source, reading).silent(read_json(source, PATH).root)
        assert [each.text for each in silent] == []


@pytest.mark.parametrize(
    ("marked", "code"),
    [
        ('{"id": "x", ‸"unknown key": 1}', "syntax/not-taken"),
        ('{"@context": {}, "@id": "x", ‸"name": {"a": [1, 2]}}', "syntax/not-taken"),
        ('{"@context": {"a": null}, "@id": "x", ‸"a": 1}', "syntax/not-taken"),
        ('{"id": "x", ‸"@foo": 1}', "syntax/not-taken"),
        ('{"id": "x", ‸"@language": "nb"}', "syntax/not-taken"),
        ('{"@graph": [‸"loose"]}', "syntax/not-taken"),
        ('{"@graph": [{"@value": ‸"loose"}]}', "syntax/not-taken"),
        ('[{"@list": ‸["loose"]}]', "syntax/not-taken"),
        ('{"id": "x", "type": "Goal", "@included": ‸5}', "syntax/not-taken"),
        ("[‸{}]", "syntax/not-taken"),
        ('‸"loose"', "syntax/not-taken"),
        ("‸null", "syntax/not-taken"),
        ('{"@context": {"@base": null}, "@id": ‸"x", "ex:a": 1}', "syntax/not-taken"),
        ('{"id": ‸"goal/1"}', "syntax/says-nothing"),
        ('{"id": ‸"goal/1", "@included": {"id": "x", "type": "Goal"}}', "syntax/says-nothing"),
        ('{"id": "x", "type": "Goal", "title": ‸null}', "syntax/empty-value"),
        ('{"id": "x", "type": "Goal", "title": {"nb": ‸null}}', "syntax/empty-value"),
        ('{"id": "x", "type": "Goal", "title": {"nb": ["a", ‸null]}}', "syntax/empty-value"),
        ('{"id": "x", "type": "Goal", "title": ‸{}}', "syntax/empty-value"),
        ('{"id": "x", "type": "Goal", "statedIn": ‸[]}', "syntax/empty-value"),
        ('{"id": "x", "type": ‸[]}', "syntax/empty-value"),
        ('{"id": "x", "type": "Goal", "ex:a": {"@value": ‸null}}', "syntax/empty-value"),
        ('{"id": ‸"a b", "type": "Goal"}', "syntax/bad-iri"),
        ('{"id": ‸"@foo", "type": "Goal"}', "syntax/bad-iri"),
        ('{"id": "x", "type": ["Goal", ‸"a b"]}', "syntax/bad-iri"),
        ('{"id": "x", "type": "Goal", "unit": ‸"norske kroner"}', "syntax/bad-iri"),
        ('{"id": "x", "title": {‸"norsk bokmål": "x"}}', "language/bad-language"),
        ('{"id": ‸5, "type": "Goal"}', "syntax/not-json-ld"),
        ('{"id": "x", ‸"@id": "y", "type": "Goal"}', "syntax/not-json-ld"),
        ('{"id": "x", "type": ‸{"id": "Goal"}}', "syntax/not-json-ld"),
        ('{"id": "x", "title": {"nb": ‸5}}', "syntax/not-json-ld"),
        ('{"id": "x", "ex:a": {"@value": "y", ‸"ex:b": 1}}', "syntax/not-json-ld"),
        ('{"id": "x", "ex:a": {"@value": ‸5, "@language": "nb"}}', "syntax/not-json-ld"),
        ('{"id": "x", "ex:a": {"@value": "5", "@type": ‸"_:b"}}', "syntax/not-json-ld"),
        ('{"id": "x", "ex:a": {"@list": [], ‸"ex:b": 1}}', "syntax/not-json-ld"),
        ('{"id": "x", "@reverse": ‸"y"}', "syntax/not-json-ld"),
        ('{"id": "x", "@reverse": {"ex:a": ‸"y"}}', "syntax/not-json-ld"),
    ],
)
def test_what_says_nothing_is_found_where_it_stands(marked: str, code: str) -> None:
    source, mark = place_of(marked)

    reading = read(source)

    assert [each.code for each in reading.findings] == [code]
    assert places(reading.findings, code) == [mark[:2]]


def test_a_finding_says_which_thing_and_property_it_is_about() -> None:
    reading = read('{"id": "goal/1", "type": "Goal", "partOfReport": "a b"}')

    (finding,) = reading.findings
    assert finding.location.focus == "goal/1"
    assert finding.location.property_path == MB.partOfReport.value


def test_a_key_that_stands_twice_is_found_and_its_first_value_taken() -> None:
    source, mark = place_of('{"id": "x", "number": 1, ‸"number": 2}')

    reading = read(source)

    assert places(reading.findings, "syntax/duplicate-key") == [mark[:2]]
    assert [each.object for each in reading.quads] == [Literal("1", datatype=XSD.integer)]


@pytest.mark.parametrize("source", ["", " \n", "{}", "[]", '{"@context": {}}', '{"@graph": {}}'])
def test_what_is_empty_says_nothing(source: str) -> None:
    assert read(source).quads == ()


# Places


def test_each_part_of_a_statement_stands_at_its_own_words() -> None:
    source = """{
  "id": "section/1",
  "title": {"nb": "Prosjekter 🙂", "nn": "Prosjekt"},
  "contents": [{"id": "goal/1", "type": "Goal", "statedIn": ["section/1#char=1,2"]}, "goal/2"]
}"""

    found = [tuple(words_at(source, mark) for mark in each[4:]) for each in read(source).quads]

    assert found == [
        ('"section/1"', '"title"', '"Prosjekter 🙂"'),
        ('"section/1"', '"title"', '"Prosjekt"'),
        ('"goal/1"', '"contents"', '"section/1"'),
        ('"goal/2"', '"contents"', '"section/1"'),
        ('"goal/1"', '"type"', '"Goal"'),
        ('"goal/1"', '"statedIn"', '"section/1#char=1,2"'),
    ]


def test_a_thing_without_address_stands_where_it_begins_and_a_list_where_that_does() -> None:
    source = '{"@context": {"l": {"@id": "ex:l", "@container": "@list"}}, "l": [{"ex:p": 1}, 2]}'

    found = [
        (each.predicate.value, *(words_at(source, mark) for mark in each[4:]))
        for each in read(source).quads
    ]

    first, rest = RDF.first.value, RDF.rest.value
    assert found == [
        ("ex:l", "{", '"l"', "["),
        (first, "[", '"l"', "{"),
        (rest, "[", '"l"', "["),
        (first, "[", '"l"', "2"),
        (rest, "[", '"l"', "["),
        ("ex:p", "{", '"ex:p"', "1"),
    ]


def test_named_graphs_and_things_without_address_keep_apart() -> None:
    reading = read(
        '{"@graph": [{"id": "g", "@graph": [{"ex:p": {"ex:q": "_:anon1"}}, {"id": "_:anon1",'
        ' "ex:r": 1}]}]}'
    )

    assert {each.graph for each in reading.quads} == {NamedNode(f"{BASE}g")}
    assert len({each.subject for each in reading.quads}) == 3


# Numbers


@pytest.mark.parametrize(
    ("written", "decimal", "integer", "bare"),
    [
        ("92.20", "92.20", "92.20", ("9.22E1", XSD.double)),
        ("92", "92", "92", ("92", XSD.integer)),
        ("5.0", "5.0", "5", ("5", XSD.integer)),
        ("-0", "-0", "0", ("0", XSD.integer)),
        ("1e2", "100", "100", ("100", XSD.integer)),
        ("9.25e-1", "9.25e-1", "9.25e-1", ("9.25E-1", XSD.double)),
        ("1e999999", "1e999999", "1e999999", ("1.0E999999", XSD.double)),
        ("1e" + "9" * 5000, *["1e" + "9" * 5000] * 2, ("1e" + "9" * 5000, XSD.double)),
        (*["1" * 22] * 3, (f"1.{'1' * 21}E21", XSD.double)),
        (*["9" * 1_000_000] * 3, (f"9.{'9' * 999_999}E999999", XSD.double)),
    ],
    ids=lambda value: value[:9] if isinstance(value, str) else "bare",
)
def test_a_number_keeps_its_digits_where_it_has_a_datatype(
    written: str, decimal: str, integer: str, bare: tuple[str, NamedNode]
) -> None:
    context = json.dumps(
        {
            "d": {"@id": "ex:d", "@type": XSD.decimal.value},
            "i": {"@id": "ex:i", "@type": XSD.integer.value},
        }
    )
    source = f'{{"@context": {context}, "d": {written}, "i": {written}, "ex:b": {written}}}'

    found = [each.object for each in read(source).quads]

    assert found == [
        Literal(decimal, datatype=XSD.decimal),
        Literal(integer, datatype=XSD.integer),
        Literal(bare[0], datatype=bare[1]),
    ]


def test_json_as_a_value_is_written_in_its_one_form() -> None:
    source = (
        '{"@context": {"j": {"@id": "ex:j", "@type": "@json"}}, "@id": "x",'
        ' "j": {"b": [1.0, 1e21, 1e-7, 0.00001, -0, null, true], "a": "\\u00e5\\n"}}'
    )

    (quad,) = read(source).quads

    said = '{"a":"å\\n","b":[1,1e+21,1e-7,0.00001,0,null,true]}'
    assert quad.object == Literal(said, datatype=RDF.JSON)


# Contexts


@pytest.mark.parametrize(
    "context",
    [
        None,
        OURS,
        "https://example.org/other/context.jsonld",
        "../context.jsonld",
        [OURS],
        [OURS, {"ex": EX}],
        [{"ex": EX}, OURS],
    ],
)
def test_our_own_context_holds_where_it_is_named_and_where_there_is_none(context: object) -> None:
    thing = {"id": "goal/1", "type": "Goal"}
    document = thing if context is None else {"@context": context, **thing}
    expected = {(NamedNode(f"{BASE}goal/1"), RDF.type, MB.Goal)}

    assert quads(json.dumps(document)) == expected
    assert quads(json.dumps([document, document])) == expected


def test_a_context_of_its_own_stands_instead_of_ours() -> None:
    source, mark = place_of('{"@context": {"id": "@id"}, "id": "x", ‸"type": "Goal"}')

    assert places(read(source).findings, "syntax/not-taken") == [mark[:2]]


@pytest.mark.parametrize(
    "marked",
    [
        '{"@context": ‸"https://schema.org/", "name": "x"}',
        '{"@context": ["context.jsonld", ‸"https://schema.org/docs/jsonldcontext.jsonld"]}',
        '{"@context": {"@import": ‸"context.jsonld"}, "name": "x"}',
        '{"@context": {"a": {"@id": "ex:a", "@context": ‸"a.json"}}, "@id": "x"}',
        '{"id": "x", "mentions": [{"@context": ‸"file:///etc/passwd", "id": "y"}]}',
    ],
)
def test_a_context_elsewhere_is_never_fetched(marked: str) -> None:
    source, mark = place_of(marked)

    assert places(refused(source).diagnostics, "syntax/remote-context") == [mark[:2]]


@pytest.mark.parametrize(
    ("marked", "mistake"),
    [
        ('{"@context": ‸5}', "invalid local context"),
        ('{"@context": {"@version": ‸1.0}}', "invalid @version value"),
        ('{"@context": {"@base": ‸5}}', "invalid base IRI"),
        ('{"@context": {"@vocab": ‸5}}', "invalid vocab mapping"),
        ('{"@context": {"@language": ‸"på norsk"}}', "invalid default language"),
        ('{"@context": {"@direction": ‸"up"}}', "invalid base direction"),
        ('{"@context": {"@propagate": ‸1}}', "invalid @propagate value"),
        ('{"@context": {"@protected": ‸1}}', "invalid @protected value"),
        ('{"@context": {‸"@id": "id"}}', "keyword redefinition"),
        ('{"@context": {‸"@type": {"@id": "ex:a"}}}', "keyword redefinition"),
        ('{"@context": {‸"": "ex:a"}}', "invalid term definition"),
        ('{"@context": {"a": ‸5}}', "invalid term definition"),
        ('{"@context": {"a": {"@id": "ex:a", ‸"id": "b"}}}', "invalid term definition"),
        ('{"@context": {‸"a": {}}}', "invalid IRI mapping"),
        ('{"@context": {"a": ‸"b"}}', "invalid IRI mapping"),
        ('{"@context": {"a": ‸"@context"}}', "invalid keyword alias"),
        ('{"@context": {"a": {"@id": "ex:a", "@type": ‸"b"}}}', "invalid type mapping"),
        ('{"@context": {"a": {"@id": "ex:a", "@language": ‸"?"}}}', "invalid language mapping"),
        (
            '{"@context": {"a": {"@id": "ex:a", "@container": ‸"@bag"}}}',
            "invalid container mapping",
        ),
        ('{"@context": {"a": {"@reverse": ‸"ex:a", "@id": "ex:b"}}}', "invalid reverse property"),
        ('{"@context": {"a": {"@id": "ex:a", "@nest": ‸"@id"}}}', "invalid @nest value"),
        ('{"@context": {"a": {"@id": "ex:a", "@prefix": ‸1}}}', "invalid @prefix value"),
        ('{"@context": {‸"a": "b:c", "b": "c:d", "c": "a:b"}}', "cyclic IRI mapping"),
        (
            '{"@context": [{"@protected": true, "a": "ex:a"}, {‸"a": "ex:b"}]}',
            "protected term redefinition",
        ),
        (
            '{"@context": [{"@protected": true, "a": "ex:a"}, ‸null]}',
            "invalid context nullification",
        ),
        (
            '{"@context": [{"@protected": true, "type": "ex:a"}, ‸"/context.jsonld"]}',
            "protected term redefinition",
        ),
        ('{"@context": {"a": {"@id": "ex:a", "@context": ‸5}}, "a": 1}', "invalid local context"),
    ],
)
def test_what_is_wrong_in_a_context_is_found_there(marked: str, mistake: str) -> None:
    source, mark = place_of(marked)

    (finding,) = refused(source).diagnostics

    assert finding.code == "syntax/not-json-ld"
    assert finding.location.mark is not None
    assert finding.location.mark[:2] == mark[:2]
    assert f"'{mistake}'" in finding.message["en"]


# What stops others

CHAIN: Final = {f"a{number}": f"a{number + 1}:x" for number in range(20_000)}


@pytest.mark.parametrize(
    "document",
    [
        {"@context": {"g": {"@id": "ex:g", "@container": "@graph"}}, "g": [{"@list": ["x"]}]},
        {"@context": {"g": {"@id": "ex:g", "@container": "@graph"}}, "g": {"@set": ["x"]}},
    ],
)
def test_documents_at_which_pyoxigraph_stops_the_program_are_read(document: Json) -> None:
    assert places(read(document).findings, "syntax/not-taken")


@pytest.mark.parametrize(
    "document",
    [
        {"@context": CHAIN, "ex:p": 1},
        {
            "@context": {f"t{number}": f"ex:{number}" for number in range(20_000)},
            "@graph": [{"@context": {}, "t1": number} for number in range(20_000)],
        },
        {
            "@context": {f"t{number}": {"@id": "ex:t", "@context": {}} for number in range(5_000)},
            **{f"t{number}": {"@id": "x"} for number in range(5_000)},
        },
        {"@context": [OURS] * 10_000},
        {"@context": {"@vocab": "http://example.org/" + "a" * 100_000}, "b": 1},
        {"@context": {"p": "http://example.org/" + "a" * 100_000 + "/"}, "p:b": 1},
    ],
    ids=["chain", "copies", "scopes", "ours", "vocabulary", "prefix"],
)
def test_contexts_that_take_time_or_memory_without_end_are_refused(document: Json) -> None:
    assert "syntax/not-json-ld" in {each.code for each in refused(json.dumps(document)).diagnostics}


def test_a_long_document_of_one_line_is_read() -> None:
    reading = read({"id": "x", "title": {"nb": "å" * 10_000_000}})

    (quad,) = reading.quads
    assert quad.value_at == Mark(1, 29, 10_000_002)


def test_a_thousand_findings_of_a_kind_are_enough_to_tell() -> None:
    reading = read({"@graph": ["loose"] * 3000})

    assert len(reading.findings) == 1001
    assert reading.findings[-1].code == "syntax/more"


def test_a_byte_order_mark_is_no_part_of_the_document() -> None:
    assert quads('\ufeff{"id": "goal/1", "type": "Goal"}')


WILD: Final = st.recursive(
    JUNK | st.sampled_from((OURS, "@json", "@vocab", "@set", "@list", "@graph", "ex:")),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            JUNK_KEYS | st.sampled_from(("@context", "@container", "@protected", "@nest", "@base")),
            inner,
            max_size=4,
        )
    ),
    max_leaves=15,
)


@settings(max_examples=150, deadline=None)
@given(WILD, WILD)
def test_no_document_makes_it_fail_otherwise_than_with_findings(
    context: object, value: object
) -> None:
    things = value if isinstance(value, list) else [value]
    documents = [
        {"@context": context, **each} if isinstance(each, dict) else each for each in things
    ]
    for document in (documents, *documents):
        try:
            reading = read(json.dumps(document))
        except MaalbarError as error:
            assert error.diagnostics  # noqa: PT017 # either is right
        else:
            assert all(each.location.mark for each in reading.findings)
