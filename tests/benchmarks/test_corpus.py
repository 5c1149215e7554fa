"""Mistakes that people make: which of them are found, in the right place, with a cure."""

from collections.abc import Mapping
from functools import cache
from typing import Final

import pytest
from corpus import Outcome, outcomes

# What does not hold yet, by format and mistake: the first thing that it lacks.
NOT_YET: Final[Mapping[str, Mapping[str, str]]] = {
    "yaml": {},
    "turtle": {},
    "jsonld": {},
    "csv": {
        # Told at the first cell below, and not in the header.
        "a column without a name": "placed",
    },
}


@cache
def _made(form: str) -> tuple[Outcome, ...]:
    return tuple(outcomes(form))


@pytest.mark.parametrize("form", NOT_YET)
def test_every_mistake_is_found_where_it_is_and_can_be_mended(form: str) -> None:
    lacking = {each.name: each.lacks for each in _made(form) if each.lacks}

    assert lacking == NOT_YET[form]


def test_the_corpus_has_mistakes_of_every_layer() -> None:
    made = _made("yaml")

    layers = {each.layer for each in made}
    assert layers == {"syntax", "vocabulary", "language", "references", "shapes", "source"}
    assert len(made) >= 90


def test_one_mistake_seldom_makes_others() -> None:
    others = sorted(each.others for each in _made("yaml"))

    assert others[len(others) // 2] == 0
