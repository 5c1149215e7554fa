"""What could do harm is shown as what it is, and nothing else is changed."""

import json
import sys
from unicodedata import bidirectional, category

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import RdfFormat, parse
from tests.render.hostile import TEXTS

from maalbar.render.findings.harmless import cells, cut, harmless, in_json, in_turtle, prose

TURNS = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI", "BN"}
MARKS = "\u200e\u200f\u061c"


def test_every_control_and_every_turn_of_direction_is_shown() -> None:
    everything = map(chr, range(sys.maxunicode + 1))
    harmful = {
        each
        for each in everything
        if category(each) in {"Cc", "Cs", "Zl", "Zp", "Co"}
        or bidirectional(each) in TURNS
        or each in MARKS
    }

    assert {each for each in harmful if harmless(each) == each} == set()


@pytest.mark.parametrize(
    "text", ["Blåbærsyltetøy", "全国の灯台", "שלום", "e\u0301", "½ % @ # | < \\ `", "a::b ## [x]"]
)
def test_what_people_write_is_left_as_it_is(text: str) -> None:
    assert harmless(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31m", r"\u{1b}[31m"),
        ("\x9b2J", r"\u{9b}2J"),
        ("a\nb\r\tc", r"a\nb\r\tc"),
        ("\u202egpj", r"\u{202e}gpj"),
        ("\U000e0041", r"\u{e0041}"),
        ("\udc80", r"\u{dc80}"),
        ("::error::x", r"\u{3a}:error::x"),
        ("x ::stop", r"x \u{3a}:stop"),
        ("##[group]", r"\u{23}#[group]"),
        ("##vso[task]", r"\u{23}#vso[task]"),
    ],
)
def test_what_could_do_harm_is_shown_as_what_it_is(text: str, shown: str) -> None:
    assert harmless(text) == shown


@given(TEXTS)
def test_what_is_harmless_stays_as_it_is(text: str) -> None:
    shown = harmless(text)

    assert harmless(shown) == shown
    assert "".join(cells(text)) == shown
    assert len(cells(text)) == len(text)
    assert "\n" not in prose(text)


@given(TEXTS)
def test_escapes_of_a_format_say_the_same(text: str) -> None:
    as_json = in_json(json.dumps(text, ensure_ascii=False))

    assert json.loads(as_json) == text
    assert harmless(as_json.replace(":", "").replace("#", "")).count("\\u{") == 0


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_turtle_escapes_are_read_back(text: str) -> None:
    quoted = json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007F")

    (triple,) = parse(in_turtle(f"<a:s> <a:p> {quoted} ."), format=RdfFormat.TURTLE)

    assert triple.object.value == text


def test_what_is_too_long_is_cut() -> None:
    assert cut("abcdef", 4) == "abc…"
    assert cut("abcd", 4) == "abcd"
    assert len(prose("å" * 5000)) == 1000
