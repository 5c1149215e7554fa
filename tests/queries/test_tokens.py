r"""Values are bound as terms, and no query reaches outside, however it is spelt."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, QuerySolutions, Store

import maalbar
from maalbar.model.diagnostic import MaalbarError
from maalbar.model.terms import XSD, Term
from maalbar.queries import library
from maalbar.queries.tokens import _TOKEN, bind, forbidden_word

# Nothing listens there, so an engine that asks it fails at once.
NOWHERE: Final = "<http://127.0.0.1:9/>"
ANYTHING: Final = "{ ?a ?b ?c }"
X: Final = "PREFIX x: <http://127.0.0.1:9/> "
TERM: Final = NamedNode("https://example.org/a")

CHARACTERS: Final = st.text(st.characters(codec="utf-8"))
TERMS: Final[st.SearchStrategy[Term]] = st.one_of(
    CHARACTERS.map(Literal),
    CHARACTERS.map(lambda text: Literal(text, language="nb")),
    st.integers().map(lambda number: Literal(str(number), datatype=XSD.integer)),
    st.from_regex(r"[a-z0-9()',;?&=~$*!+/-]{0,20}#?", fullmatch=True).map(
        lambda path: NamedNode(f"https://example.org/{path}")
    ),
)


def kinds(sparql: str) -> list[str | None]:
    return [match.lastgroup for match in _TOKEN.finditer(sparql)]


def store() -> Store:
    """Give a store in which the first triple of a query finds something."""
    made = Store()
    for value in (Literal("1", datatype=XSD.integer), Literal("true", datatype=XSD.boolean), TERM):
        made.add(Quad(TERM, NamedNode("http://127.0.0.1:9/p"), value))
    return made


# Binding


def test_a_name_is_replaced_wherever_it_stands_as_a_variable() -> None:
    bound = bind("SELECT * { $it ?p $other . FILTER($it!=?o) }", {"it": TERM})

    assert bound == (
        "SELECT * { <https://example.org/a> ?p $other . FILTER(<https://example.org/a>!=?o) }"
    )


@pytest.mark.parametrize(
    "sparql",
    [
        '"$it"',
        "'$it'",
        '"""\n$it "quoted" $it"""',
        "'''\n$it 'quoted' $it'''",
        r'"\" $it"',
        r"'\' $it'",
        "<https://example.org/$it>",
        r"<https://example.org/\u0041$it>",
        "# $it",
        "#+ title: $it\r",
        "?it",
        "$item",
        "$its",
    ],
)
def test_text_addresses_comments_and_other_names_are_left_alone(sparql: str) -> None:
    query = f"SELECT * {{ ?s ?p {sparql}\n }}"

    assert bind(query, {"it": TERM}) == query


def test_what_stands_after_a_comment_or_a_string_is_bound() -> None:
    assert bind('# $it\n$it "$it" $it', {"it": Literal("x")}) == '# $it\n"x" "$it" "x"'
    assert bind("# $it\r$it", {"it": Literal("x")}) == '# $it\r"x"'


def test_a_name_between_what_may_be_operators_is_bound() -> None:
    query = "SELECT ?s { ?s ?p ?o FILTER(1 <$it&&2> 1) }"

    bound = bind(query, {"it": Literal("2", datatype=XSD.integer)})
    answer = store().query(bound)

    assert "$it" not in bound
    assert isinstance(answer, QuerySolutions)
    assert list(answer)


@given(TERMS)
def test_a_value_in_what_looks_like_an_address_asks_what_it_says_or_nothing(term: Term) -> None:
    query = "ASK { FILTER(SAMETERM($it, $it) && (true || 1 <$it&&2> 1)) }"

    bound = bind(query, {"it": term})

    # Three terms, and nothing that a value brought but these.
    assert bound.replace(str(term), "") == query.replace("<$it&&", "<  &&").replace("$it", "")


@given(TERMS)
def test_a_value_never_changes_the_shape_of_a_query(term: Term) -> None:
    query = 'SELECT ?s { ?s x:p $it . ?s ?p "$it" # $it\n FILTER($it != 1) }'
    alone = kinds(str(term))

    bound = bind(query, {"it": term})

    expected: list[str | None] = []
    for match in _TOKEN.finditer(query):
        expected += alone if match.group() == "$it" else [match.lastgroup]
    assert kinds(bound) == expected
    assert alone[0] == ("iri" if isinstance(term, NamedNode) else "string")


@given(TERMS)
def test_the_engine_sees_a_value_as_it_was_given(term: Term) -> None:
    answer = Store().query(bind("SELECT ($it AS ?seen) {} # $it", {"it": term}))

    assert isinstance(answer, QuerySolutions)
    (row,) = answer
    assert row["seen"].value == term.value


@given(
    st.sampled_from(("iri", "text", "integer", "decimal", "year", "language")), st.text(max_size=20)
)
def test_a_value_that_fits_a_parameter_is_one_term_and_others_are_refused(
    kind: str, value: str
) -> None:
    parameter = library.Parameter(name="it", type=kind, default="1", text={})
    query = library.Query(name="q", sparql="$it", parameters=(parameter,))
    try:
        bindings = query.bindings({"it": value}, base="https://example.org/id/")
    except MaalbarError as error:
        refused = error.diagnostics
    else:
        refused = ()
        assert kinds(bind(query.sparql, bindings))[0] in {"iri", "string"}
    assert {each.code for each in refused} <= {"query/bad-parameter"}
    assert kind != "text" or not refused


# What is refused

REFUSED: Final[Mapping[str, str]] = {
    "plainly": f"{{ SERVICE {NOWHERE} {ANYTHING} }}",
    "silently": f"{{ SERVICE SILENT {NOWHERE} {ANYTHING} }}",
    "in lower case": f"{{ service {NOWHERE} {ANYTHING} }}",
    "in both": f"{{ SerVice {NOWHERE} {ANYTHING} }}",
    "without spaces": f"{{SERVICE{NOWHERE}{ANYTHING}}}",
    "with a comment between": f"{{ SERVICE # SILENT\n {NOWHERE} {ANYTHING} }}",
    "after a comment": f"{{ # no service\nSERVICE {NOWHERE} {ANYTHING} }}",
    "after a comment that a carriage return ends": f"{{ #\rSERVICE {NOWHERE} {ANYTHING} }}",
    "after a string": f'{{ ?s ?p "x"SERVICE {NOWHERE} {ANYTHING} }}',
    "after a string with a quotation mark": f'{{ ?s ?p "\\""SERVICE {NOWHERE} {ANYTHING} }}',
    "after a long string": f'{{ ?s ?p """ "" """SERVICE {NOWHERE} {ANYTHING} }}',
    "after a full stop": f"{{ ?s ?p ?o.SERVICE {NOWHERE} {ANYTHING} }}",
    "after the empty name and a full stop": f"{{ ?s ?p x:.SERVICE {NOWHERE} {ANYTHING} }}",
    "joined to a number": f"{{ ?s x:p 1SERVICE {NOWHERE} {ANYTHING} }}",
    "joined to a truth": f"{{ ?s x:p trueSERVICE {NOWHERE} {ANYTHING} }}",
    "joined to a truth and a name": f"{{ ?s x:p trueSERVICEx:y {ANYTHING} }}",
    "joined to SILENT": f"{{ SERVICESILENT{NOWHERE} {ANYTHING} }}",
    "joined to a name": f"{{ SERVICEx:y {ANYTHING} }}",
    "joined to a name without a prefix": f"{{ SERVICE:y {ANYTHING} }}",
    "joined to a variable": f"{{ ?s ?p ?v SERVICE?v {ANYTHING} }}",
    "as an escape": f"{{ \\u0053ERVICE {NOWHERE} {ANYTHING} }}",
    "as a long escape": f"{{ \\U00000053ERVICE {NOWHERE} {ANYTHING} }}",
    "after an escaped line end": f"{{ #\\u000aSERVICE {NOWHERE} {ANYTHING} }}",
    "after less than": f"{{ FILTER(1<2)SERVICE#>\n{NOWHERE} {ANYTHING} }}",
    "after less than a name": (
        f"{{ ?s x:p ?o FILTER(?o<x:p||true)SERVICE#>\n{NOWHERE} {ANYTHING} }}"
    ),
    "in what looks like a string": f'{{ FILTER(1<2#> """\n) SERVICE {NOWHERE} {ANYTHING} #"""\n }}',
    "deep inside": f"{{ {{ SELECT * {{ OPTIONAL {{ SERVICE {NOWHERE} {ANYTHING} }} }} }} }}",
    "sideways": f"{{ LATERAL {{ SERVICE {NOWHERE} {ANYTHING} }} }}",
    "with an escape in an address before": (
        f"{{ <http://x/\\u0041#> ?p ?o . SERVICE {NOWHERE} {ANYTHING} }}"
    ),
}


@pytest.mark.parametrize("how", REFUSED)
def test_asking_elsewhere_is_refused_however_it_is_spelt(how: str) -> None:
    assert forbidden_word(f"{X}SELECT * {REFUSED[how]}") == "SERVICE"


@pytest.mark.parametrize(
    ("sparql", "word"),
    [
        ("SELECT * FROM <http://x/> { ?s ?p ?o }", "FROM"),
        ("select * from named <http://x/> { ?s ?p ?o }", "FROM"),
        ("SELECT *FROMNAMED<http://x/> { ?s ?p ?o }", "FROM"),
        (f"LOAD {NOWHERE}", "LOAD"),
        ("INSERT DATA { <a> <b> <c> }", "INSERT"),
        ("delete where { ?s ?p ?o }", "DELETE"),
        ("PREFIX x: <http://x/> CLEAR ALL", "CLEAR"),
        ("DROP GRAPH <http://x/>", "DROP"),
        ("CREATE GRAPH <http://x/>", "CREATE"),
        ("COPY DEFAULT TO <http://x/>", "COPY"),
        ("MOVE DEFAULT TO <http://x/>", "MOVE"),
        ("ADD DEFAULT TO <http://x/>", "ADD"),
        ("SELECT * {} ; \\u0049NSERT DATA {}", "INSERT"),
    ],
)
def test_other_data_and_updates_are_refused(sparql: str, word: str) -> None:
    assert forbidden_word(sparql) == word


@pytest.mark.parametrize(
    "sparql",
    [
        'SELECT * { ?s ?p "SERVICE <http://x/>" }',
        "SELECT * { ?s ?p 'FROM', '''\nINSERT''', \"\"\"\nDELETE \"quoted\" SERVICE\"\"\" }",
        'SELECT * { ?s ?p "a \\" SERVICE" }',
        "SELECT * { ?s ?p <http://example.org/SERVICE/from#load> }",
        "SELECT * { ?s ?p <http://example.org/a(SERVICE)> }",
        "SELECT * { ?s ?p <service/1> }",
        "SELECT * { ?s a dcat:DataService, x:SERVICE, :from, x:LOAD }",
        "SELECT * { ?service ?FROM $insert }",
        "SELECT * { ?s ?p ?o } # SERVICE, FROM, LOAD",
        'SELECT * { ?s ?p "x"@en-service }',
        "SELECT (1<2 AS ?less) { ?s ?p ?service FILTER(?service<3) }",
        "SELECT * { ?s ?p <a#b> } ORDER BY ?s",
    ],
)
def test_the_same_words_as_data_are_not_refused(sparql: str) -> None:
    assert forbidden_word(sparql) is None


@pytest.mark.parametrize("name", library.names())
def test_no_query_of_the_package_is_refused(name: str) -> None:
    assert forbidden_word(library.find(name).sparql) is None


def test_a_publication_refuses_a_query_that_asks_elsewhere(seeds: Path) -> None:
    with pytest.raises(MaalbarError) as caught:
        maalbar.open(seeds).query(f"SELECT * {REFUSED['joined to a name']}")

    assert [each.code for each in caught.value.diagnostics] == ["query/forbidden"]


JUNK: Final = st.lists(
    st.sampled_from(
        (
            *(" ", "\n", "\r", "#", "<", ">", "<a>", "<a#b>", "x:", "x:y", ":", ".", ";", ",", "a"),
            *("{", "}", "(", ")", "[", "]", "?s", "$v", "?", "1", "1.5", "true", "'", '"', '"""'),
            *("'''", "\\", "\\'", "FILTER(", "1<2", "?o<x:p", ")", "@en", "^^", "||", "-", "_:b"),
            *("<http://x/y#z>", "UNION", "OPTIONAL", "BIND(", " AS ?x)", "x:a\\'", "/", "!", "=1)"),
        )
    ),
    max_size=5,
).map("".join)


@settings(max_examples=400, deadline=None)
@given(JUNK, JUNK, st.sampled_from((NOWHERE, "x:y", ":y")), JUNK)
def test_what_is_not_refused_never_asks_elsewhere(
    before: str, between: str, address: str, after: str
) -> None:
    query = (
        f"{X}PREFIX : <http://127.0.0.1:9/> SELECT * {{ ?s x:p ?o . "
        f"{before}SERVICE{between}{address} {ANYTHING} {after} }}"
    )
    if forbidden_word(query) is None:
        try:
            answer = store().query(query)
            assert isinstance(answer, QuerySolutions)
            list(answer)
        except SyntaxError:
            pass  # not SPARQL: nothing is asked
