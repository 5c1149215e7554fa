"""Nodes that no one would write: any properties of the vocabulary with values that fit them."""

from collections.abc import Mapping
from typing import Any, Final

from hypothesis import strategies as st

from maalbar.load.iris import composed, problem_with
from maalbar.model.terms import XSD
from maalbar.vocabulary.ontology import Kind, Property, vocabulary

BASE: Final = "https://w3id.org/maalbar/"
INSIDE_SECTIONS: Final = ("contents", "mentions", "subsections")
Json = dict[str, Any]


def lists(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Give one value, or a list of some."""
    return values | st.lists(values, min_size=1, max_size=3)


STEPS: Final = st.text(
    st.characters(
        categories=("Ll", "Lu", "Nd"), include_characters="-._~!$&'()*+,;=@", max_codepoint=0x2FFF
    ),
    min_size=1,
    max_size=8,
)
RELATIVE: Final = st.lists(STEPS, min_size=1, max_size=3).map("/".join)
ABSOLUTE: Final = st.sampled_from(
    ("https://psi.norge.no/los/hendelse/flytting", "http://example.org/a?b=c#d", f"{BASE}id/x")
)
IDENTIFIERS: Final = (RELATIVE.map(composed) | ABSOLUTE).filter(
    lambda each: problem_with(each) is None
)
TEXTS: Final = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp", "Cf", "Cn", "Co")), min_size=1
).map(lambda text: text if text.strip() else "tekst")
LANGUAGE_MAPS: Final = st.dictionaries(
    st.sampled_from(("nb", "nn", "en", "se", "nb-no")), lists(TEXTS), min_size=1, max_size=3
)
PASSAGES: Final = st.just("page") | st.builds(
    lambda start, length: f"char={start},{start + length}",
    st.integers(0, 999),
    st.integers(1, 999),
)
LEXICALS: Final[Mapping[str, st.SearchStrategy[str]]] = {
    "decimal": st.decimals(allow_nan=False, allow_infinity=False).map("{:f}".format),
    "integer": st.integers().map(str) | st.just("007"),
    "date": st.dates().map(str),
    "gYear": st.integers(1000, 9999).map(str),
    "gYearMonth": st.dates().map(lambda day: day.isoformat()[:7]),
    "boolean": st.sampled_from(("true", "false", "1", "0")),
    "string": TEXTS,
}


def values_of(term: Property, nodes: st.SearchStrategy[Json]) -> st.SearchStrategy[Any]:
    """Give values that fit a property."""
    if term.kind is Kind.TEXT:
        return LANGUAGE_MAPS
    if term.kind is Kind.CONCEPT:
        assert term.code_list
        return lists(st.sampled_from(vocabulary().members(term.code_list)))
    if term.kind is Kind.LITERAL:
        name = (term.datatype or XSD.string).value.rpartition("#")[2]
        return lists(LEXICALS[name])
    if term.value_namespace:
        return lists(st.sampled_from(("NOK", "EUR")) | ABSOLUTE)
    return lists(IDENTIFIERS | nodes)


def nodes_with(deeper: st.SearchStrategy[Json]) -> st.SearchStrategy[Json]:
    """Give things with any of the vocabulary's properties; passages stand in sections only."""
    words = vocabulary()
    values = {
        key: values_of(term, deeper) for key, term in words.properties.items() if key != "statedIn"
    }
    optional = {"type": lists(st.sampled_from(sorted(words.classes))), **values}
    keys = st.lists(st.sampled_from(sorted(optional)), max_size=4, unique=True)
    return st.tuples(IDENTIFIERS, keys).flatmap(
        lambda drawn: st.fixed_dictionaries(
            {"id": st.just(drawn[0]), **{key: optional[key] for key in drawn[1]}}
        )
    )


LEAVES: Final = st.fixed_dictionaries({"id": IDENTIFIERS})
NODES: Final = st.deferred(lambda: nodes_with(LEAVES | nodes_with(LEAVES)))
INNER: Final = st.fixed_dictionaries({"id": IDENTIFIERS, "statedIn": lists(PASSAGES)})
CITING: Final = st.fixed_dictionaries(
    {"id": IDENTIFIERS, "statedIn": lists(PASSAGES | ABSOLUTE)},
    optional={"contents": lists(INNER)},
)
SECTIONS: Final = st.fixed_dictionaries(
    {
        "id": IDENTIFIERS.filter(lambda each: "#" not in each),
        "type": st.just("ReportSection"),
        "statedIn": lists(PASSAGES),
    },
    optional={key: lists(CITING | LEAVES) for key in INSIDE_SECTIONS},
)
