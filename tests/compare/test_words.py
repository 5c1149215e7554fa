"""The words of a text that changed."""

from hypothesis import given
from hypothesis import strategies as st

from maalbar.compare.changes import Kind
from maalbar.compare.words import Part, parts

TEXTS = st.text("ab .,\n", max_size=40)


@given(TEXTS, TEXTS)
def test_the_parts_make_both_texts(before: str, after: str) -> None:
    found = parts(before, after)

    assert "".join(each.text for each in found if each.kind is not Kind.ADDED) == before
    assert "".join(each.text for each in found if each.kind is not Kind.REMOVED) == after


@given(TEXTS)
def test_the_same_text_has_no_change(text: str) -> None:
    assert {each.kind for each in parts(text, text)} <= {None}


def test_only_words_that_changed_are_marked() -> None:
    assert parts("Gatene skal være rene.", "Gatene skal være helt rene.") == (
        Part(None, "Gatene skal være "),
        Part(Kind.ADDED, "helt "),
        Part(None, "rene."),
    )


def test_long_texts_take_no_time_to_speak_of() -> None:
    before, after = "a b " * 100_000, "b c " * 100_000

    assert parts(before, after) == (Part(Kind.REMOVED, before), Part(Kind.ADDED, after))
