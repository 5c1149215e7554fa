"""JSON is read as others read it, and every key and value knows where it stands."""

import json
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.load.marks import place_of, places

from maalbar.load.json import DEPTH, Array, Json, Node, Object, Scalar, read_json
from maalbar.load.lines import Lines
from maalbar.model.diagnostic import MaalbarError
from maalbar.words import text

PATH: Final = PurePosixPath("a.jsonld")
SEEN: Final = st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp", "Cf", "Cn"))
SCALARS: Final = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(SEEN | st.sampled_from('\n\t"\\/'))
)
VALUES: Final = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(SEEN, max_size=3), inner, max_size=3)
    ),
    max_leaves=10,
)
# Texts that are nearly JSON.
PIECES: Final = st.sampled_from(
    [
        *('"a"', '"', "'", "{", "}", "[", "]", ":", ",", "1", "-", ".5", "1e", "012", "NaN"),
        *("true", "nul", "\\", '"\\u00e5"', '"\\ud800"', '"\\x"', "//", "#", "\n", "\t", "\x00"),
        *("\u202e", "\ufeff", "«", "\ud800", " "),
    ]
)
NEARLY: Final = st.lists(PIECES | st.text(max_size=3), max_size=12).map("".join)


def read(source: str) -> Json:
    return read_json(source, PATH)


def plain(node: Node) -> Any:  # noqa: ANN401 # JSON
    if isinstance(node, Scalar):
        return node.text if node.kind == "string" else json.loads(node.text)
    if isinstance(node, Array):
        return [plain(each) for each in node.items]
    return {key.text: plain(each) for key, each in node.entries}


def scalars(node: Node) -> Iterator[Scalar]:
    if isinstance(node, Scalar):
        yield node
    for each in node.items if isinstance(node, Array) else ():
        yield from scalars(each)
    for key, each in node.entries if isinstance(node, Object) else ():
        yield key
        yield from scalars(each)


def refused(source: str) -> MaalbarError:
    with pytest.raises(MaalbarError) as caught:
        read(source)
    return caught.value


@settings(max_examples=100)
@given(value=VALUES, indent=st.sampled_from((None, 0, 3)), ascii_only=st.booleans())
def test_a_document_is_read_as_others_read_it_and_its_scalars_stand_where_they_say(
    *, value: object, indent: int | None, ascii_only: bool
) -> None:
    source = json.dumps(value, indent=indent, ensure_ascii=ascii_only)

    found = read(f"\n {source}\r\n")

    assert plain(found.root) == value
    assert found.findings == ()
    for each in scalars(found.root):
        written = f"\n {source}\r\n"[each.start : each.end]
        assert json.loads(written) == (
            each.text if each.kind == "string" else json.loads(each.text)
        )


def test_places_are_counted_in_lines_and_characters() -> None:
    source = '{\n  "Ærlig 🙂": "på norsk",\n"b": 12}'
    lines = Lines(source)

    marks = [lines.mark(each.start, each.end) for each in scalars(read(source).root)]

    assert marks == [(2, 3, 9), (2, 14, 10), (3, 1, 3), (3, 6, 2)]


@pytest.mark.parametrize("number", ["92.20", "-0", "1E+2", "0.0", "1e999999", "7" * 1_000_000])
def test_a_number_keeps_its_digits(number: str) -> None:
    assert read(f"[{number}]").root == Array(
        [Scalar(number, "number", 1, 1 + len(number))], 0, 2 + len(number)
    )


@pytest.mark.parametrize(
    ("marked", "reason"),
    [
        ('{"a": 1‸,}', "json-trailing-comma"),
        ("[1‸, \n]", "json-trailing-comma"),
        ('{"a": 1 ‸"b": 2}', "json-missing-comma"),
        ("[1 ‸2]", "json-missing-comma"),
        ('{"a": "x"‸y"}', "json-missing-comma"),
        ('{"a"‸ 1}', "json-missing-colon"),
        ("{‸'a': 1}", "json-quotes"),
        ('{"a": ‸«x»}', "json-quotes"),
        ("{‸“a”: 1}", "json-quotes"),
        ("{‸a: 1}", "json-key"),
        ("{‸1: 1}", "json-key"),
        ("{‸, }", "json-key"),
        ('{"a": ‸True}', "json-value"),
        ('{"a": ‸}', "json-value"),
        ("[‸, 1]", "json-value"),
        ("‸text", "json-value"),
        ("‸]", "json-value"),
        ('{"a": ‸NaN}', "json-no-number"),
        ('{"a": ‸-Infinity}', "json-no-number"),
        ('{"a": ‸+1}', "json-number"),
        ('{"a": ‸.5}', "json-number"),
        ('{"a": 5‸.}', "json-number"),
        ('{"a": 0‸12}', "json-number"),
        ('{"a": 1‸e}', "json-number"),
        ('{"a": 1‸,5}', "json-decimal-comma"),
        ("‸// comment\n{}", "json-comment"),
        ('{"a": 1 ‸/* comment */}', "json-comment"),
        ('{"a": 1, ‸# comment\n"b": 2}', "json-comment"),
        ('{"a": ‸"x}', "json-text"),
        ('{"a": ‸"x\ny"}', "json-text"),
        ('{‸"a: 1}', "json-text"),
        ('{"a": ‸"\t"}', "json-text"),
        ('{"a": "\\n‸\\q"}', "json-escape"),
        ('{"a": "\\u00e5‸\\u12"}', "json-escape"),
        ("‸{", "json-unclosed"),
        ('{"a": ‸[1, 2}', "json-unclosed"),
        ('‸{"a": {"b": 1}', "json-unclosed"),
        ("{} ‸{}", "json-more"),
        ('{"a": 1}\n‸x', "json-more"),
    ],
)
def test_a_slip_is_told_where_it_is_and_as_what_it_most_likely_is(marked: str, reason: str) -> None:
    source, mark = place_of(marked)

    (finding,) = refused(source).diagnostics

    assert finding.code == "syntax/not-json"
    assert finding.location.mark == mark
    assert text("phrases", reason)["en"] in finding.message["en"]


@pytest.mark.parametrize(
    ("marked", "value"),
    [
        ('{"a": ‸"x\\u202ey"}', "U+202E"),
        ('{"a": ‸"\\u0007"}', "U+0007"),
        ('{"a": ‸"\\ud83d"}', "U+D83D"),
        ('{‸"\\u0000": 1}', "U+0000"),
        ('{"a": "x‸\u2066"}', "U+2066"),
        ('{"a": "x‸\ud800"}', "U+D800"),
    ],
)
def test_characters_that_no_one_can_see_are_refused_also_as_escapes(
    marked: str, value: str
) -> None:
    source, mark = place_of(marked)

    (finding,) = refused(source).diagnostics

    assert finding.code == "syntax/control-character"
    assert finding.value == value
    assert finding.location.mark is not None
    assert finding.location.mark[:2] == mark[:2]


def test_of_a_key_that_stands_twice_the_first_is_taken() -> None:
    source, mark = place_of('{"a": 1,\n ‸"a": 2, "b": {"a": 3}}')

    found = read(source)

    assert plain(found.root) == {"a": 1, "b": {"a": 3}}
    assert places(found.findings, "syntax/duplicate-key") == [mark[:2]]
    assert "line 1" in found.findings[0].message["en"]


def test_a_thousand_keys_that_stand_twice_are_enough_to_tell() -> None:
    found = read("{" + ",".join(['"a": 1'] * 3000) + "}")

    assert len(found.findings) == 1001
    assert found.findings[-1].code == "syntax/more"


@pytest.mark.parametrize(("opening", "closing"), [("[", "]"), ('{"a":', "}")])
def test_a_document_may_be_so_deep_and_no_deeper(opening: str, closing: str) -> None:
    inner = "1" if ":" in opening else ""
    assert read(opening * DEPTH + inner + closing * DEPTH)

    error = refused(opening * (DEPTH + 1) + inner + closing * (DEPTH + 1))

    assert places(error.diagnostics, "syntax/too-deep") == [(1, len(opening) * DEPTH + 1)]


@pytest.mark.parametrize(
    "source",
    [
        "[" * 1_000_000,
        '{"a":' * 1_000_000,
        '["' + "\\\\" * 1_000_000,
        " " * 5_000_000,
        '"' * 99_999,
    ],
    ids=["lists", "objects", "backslashes", "spaces", "quotes"],
)
def test_what_never_ends_is_refused_at_once(source: str) -> None:
    assert refused(source)


@settings(max_examples=200)
@given(NEARLY)
def test_no_text_makes_it_fail_otherwise_than_with_a_finding(source: str) -> None:
    try:
        found = read(source)
    except MaalbarError as error:
        (finding,) = [each for each in error.diagnostics if each.code != "syntax/duplicate-key"]
        mark = finding.location.mark
        assert mark is not None
        assert mark.line <= source.count("\n") + 1
    else:
        assert plain(found.root) == json.loads(source, object_pairs_hook=first_of_each)


def first_of_each(pairs: list[tuple[str, object]]) -> dict[str, object]:
    return dict(reversed(pairs))
