"""A card as text for people, and as plain values for JSON.

As on the portal, people see the name of what has one; programs get its address too.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from maalbar.harvest.card import Card, Field
from maalbar.render.harvest.rows import rows, wrapped
from maalbar.words import phrase

_SHOWN: Final = 12
_INDENT: Final = 2
# What is one sentence rather than a list.
_INLINE: Final = frozenset(("keywords", "alternatives"))


def as_text(card: Card, language: str, width: int) -> str:
    """Render a card as text.

    Args:
        card: the card.
        language: of the reader.
        width: columns of the terminal; addresses are not broken.

    Returns:
        Lines that hold no control characters; of long lists the beginning, and how many more.
    """
    lines = wrapped(f"{phrase('portal', card.kind.value, language)}: {card.iri}", width)
    lines += wrapped(card.title or phrase("portal", "untitled", language), width, _INDENT)
    told = card.description or phrase("portal", "undescribed", language)
    lines += ["", *wrapped(told, width, _INDENT), ""]
    lines += rows(_labelled(card.fields, language, is_open=card.is_open_data), width, _INDENT)
    if card.distributions is not None:
        lines += _distributions(card, language, width)
    return "\n".join([*lines, ""])


def as_dict(card: Card) -> dict[str, object]:
    """Give a card as what JSON can hold; texts are as they were said, whatever is in them."""
    plain: dict[str, object] = {
        "iri": card.iri,
        "kind": card.kind.value,
        "title": card.title or None,
        "description": card.description or None,
        "isOpenData": card.is_open_data,
        "fields": _plain(card.fields),
    }
    if card.distributions is None:
        return plain
    return plain | {
        "distributions": [
            {"iri": each.iri or None, "title": each.title or None, "fields": _plain(each.fields)}
            for each in card.distributions
        ],
        "moreDistributions": card.more,
    }


def _plain(fields: Sequence[Field]) -> dict[str, object]:
    return {
        each.name: {
            "values": [
                {"text": value.text or None, "iri": value.iri or None} for value in each.values
            ],
            "more": each.more,
        }
        for each in fields
    }


def _distributions(card: Card, language: str, width: int) -> Iterator[str]:
    forms = card.distributions or ()
    count = len(forms) + card.more
    heading = phrase("portal", "distributions", language, count=count)
    missing = "" if count else f" {phrase('portal', 'missing', language)}"
    yield from ("", f"{' ' * _INDENT}{heading}{missing}")
    for form in forms[:_SHOWN]:
        name = form.title or form.iri or phrase("portal", "untitled", language)
        yield from wrapped(name, width, 2 * _INDENT)
        yield from rows(_labelled(form.fields, language), width, 3 * _INDENT)
    if count > _SHOWN:
        more = phrase("portal", "and-others", language, count=count - _SHOWN)
        yield from wrapped(more, width, 2 * _INDENT)


def _labelled(
    fields: Sequence[Field], language: str, *, is_open: bool | None = None
) -> Iterator[tuple[str, list[str]]]:
    for field in fields:
        yield phrase("portal", field.name, language), _texts(field, language)
        if field.name == "access-rights" and is_open is not None:
            answer = phrase("portal", "is-open" if is_open else "is-not-open", language)
            yield phrase("portal", "open-data", language), [answer]


def _texts(field: Field, language: str) -> list[str]:
    if not field.values:
        return [phrase("portal", "missing", language)]
    texts = [each.text or each.iri for each in field.values[:_SHOWN]]
    more = len(field.values) - len(texts) + field.more
    if more:
        texts.append(phrase("portal", "and-others", language, count=more))
    return [", ".join(texts)] if field.name in _INLINE else texts
