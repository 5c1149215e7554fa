"""Turtle and its kin as people write them, and as no one should."""

from typing import Final

from hypothesis import strategies as st
from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad

BASE: Final = "https://example.org/base/file"
DIRECTIVES: Final = "@prefix ex: <https://example.org/ns#> .\nPREFIX : <#>\n"

# Whatever a file may hold; load/text.py refuses the rest.
SEEN: Final = st.characters(
    exclude_categories=("Cs", "Cc", "Cn", "Zl", "Zp"),
    exclude_characters="\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069",
) | st.sampled_from("\t\n\r\"'\\")

# Terms

IRIS: Final = st.sampled_from(
    ("https://example.org/a", "https://example.org/ns#b.c", "urn:x:y", "https://blåbær.no/?q=1#ø")
).map(NamedNode)
BLANK_NODES: Final = st.sampled_from(("b", "anon1", "xanon2", "b.c-d", "1")).map(BlankNode)
TAGS: Final = st.sampled_from(("nb", "nn", "en-GB", "se"))
LITERALS: Final = (
    st.builds(Literal, st.text(SEEN))
    | st.builds(lambda text, tag: Literal(text, language=tag), st.text(SEEN), TAGS)
    | st.builds(lambda text, datatype: Literal(text, datatype=datatype), st.text(SEEN), IRIS)
)
QUADS: Final = st.lists(
    st.builds(
        Quad,
        IRIS | BLANK_NODES,
        IRIS,
        IRIS | BLANK_NODES | LITERALS,
        IRIS | BLANK_NODES | st.just(DefaultGraph()),
    ),
    max_size=12,
)

# Turtle by hand

GAPS: Final = st.sampled_from((" ", "  ", "\n", "\r\n", "\t", " # en merknad\n", "\n#<a> <b> .\n"))
NAMES: Final = st.sampled_from(
    (
        "<>",
        "<a/../b>",
        "<?q>",
        "<https://example.org/\\u00E5>",
        "ex:a",
        "ex:b.c",
        "ex:",
        ":ø",
        "ex:%41\\-d",
    )
)
LABELS: Final = st.sampled_from(("_:b", "_:anon1", "_:xanon1", "_:b.1", "[]", "[ # tom\n]"))
TEXTS: Final = st.sampled_from(
    (
        '""', '"x"', "'y'", '"å\\n\\u00E5\\U0001F600"', '"a\\"b"', '"""to\nlinjer"""',
        "'''en 'og' to\r\n'''", '"x"@nb', "'x'@en-GB", '"1"^^ex:t', '"1"^^<t>',
        '"""a\nb"""@nn', '"x" @nb', '"1" ^^ # type\n ex:t', '"""a\nb"""^^ex:t',
    )
)  # fmt: skip
NUMBERS: Final = st.sampled_from(
    ("1", "-0", "+01", "2.5", "-.5", "1E6", "1.e0", ".1e-2", "true", "false")
)
PROPERTIES: Final = st.sampled_from(("a", "ex:p", "<p>", "<https://example.org/p>"))


@st.composite
def bracketed(draw: st.DrawFn, values: st.SearchStrategy[str]) -> str:
    """Write a list, or a node with properties."""
    gap = draw(GAPS)
    if draw(st.booleans()):
        return f"({gap}{gap.join(draw(st.lists(values, max_size=3)))}{gap})"
    return f"[{gap}{draw(properties(values))}{gap}]"


@st.composite
def properties(draw: st.DrawFn, values: st.SearchStrategy[str]) -> str:
    """Write one or more properties with one or more values each."""
    said = [
        draw(PROPERTIES)
        + draw(GAPS)
        + f"{draw(GAPS)},".join(draw(st.lists(values, min_size=1, max_size=2)))
        for _ in range(draw(st.integers(1, 3)))
    ]
    end = draw(st.sampled_from(("", " ;", ";;")))
    return f"{draw(GAPS)};{draw(GAPS)}".join(said) + end


VALUES: Final = st.recursive(NAMES | LABELS | TEXTS | NUMBERS, bracketed, max_leaves=5)


@st.composite
def statements(draw: st.DrawFn) -> str:
    """Write one statement and its full stop."""
    if draw(st.integers(0, 5)) == 0:
        return f"[ {draw(properties(VALUES))} ] ."
    subject = draw(NAMES | LABELS | bracketed(VALUES))
    return f"{subject}{draw(GAPS)}{draw(properties(VALUES))} ."


def document(parts: list[str]) -> str:
    return DIRECTIVES + "\n".join(parts)


TURTLE: Final = st.lists(statements(), max_size=4).map(document)
GRAPHS: Final = st.sampled_from(("", "<g>", "GRAPH ex:g", "graph _:g", "[]", "_:g"))
TRIG: Final = st.lists(
    statements()
    | st.builds("{} {{ {} }}".format, GRAPHS, st.lists(statements(), max_size=2).map("\n".join)),
    max_size=4,
).map(document)

# Turtle gone wrong

STRAY: Final = st.sampled_from(
    (*'.;,[](){}<>"\'@^\\:_#-+%&=?aé1 \n', "true", '"""', "^^", "@nb", "ex:", "x:y", "_:", "GRAPH",
     "@prefix ", "BASE ", "<a b>", "\\u", "\\uD800", "\\q", "http://a.b", "\u00a0", "\ufeff")
)  # fmt: skip


@st.composite
def mistaken(draw: st.DrawFn, right: st.SearchStrategy[str]) -> str:
    """Put in, or take out, what makes a file wrong more often than not."""
    text = draw(right)
    for _ in range(draw(st.integers(1, 3))):
        at = draw(st.integers(0, len(text)))
        gone = draw(st.integers(0, 3))
        text = text[:at] + draw(st.just("") | STRAY) + text[at + gone :]
    return text
