"""A code of findings, looked up at the terminal: what it is, why, and how to mend it."""

from collections.abc import Iterable, Iterator
from textwrap import fill, wrap
from typing import Final

from maalbar.model.diagnostic import Location, MaalbarError
from maalbar.model.text import pick
from maalbar.words import did_you_mean, finding, phrase
from maalbar.words.reasons import Layer, Reason, layers

_MARGIN: Final = "  "


def explained(code: str | None, language: str, width: int) -> str:
    """Tell about a code, or list all codes.

    Args:
        code: as a finding shows it, with or without its brackets.
        language: of the reader.
        width: columns of the reader's window.

    Raises:
        MaalbarError: no finding has that code.
    """
    if code is None:
        return "\n".join(line for each in layers() for line in _listed(each, language))
    known = {each.code: each for layer in layers() for each in layer.reasons}
    asked = _whole(code.strip("[]"), known)
    if asked not in known:
        near = did_you_mean(asked, known)
        raise MaalbarError(
            finding("terms/unknown-finding", Location(), value=asked, suggestion=near)
        )
    return "\n".join(_told(known[asked], language, width))


def _whole(code: str, known: Iterable[str]) -> str:
    """Put the layer before a name that one code alone has."""
    named = [each for each in known if each.partition("/")[2] == code]
    return named[0] if len(named) == 1 else code


def _listed(layer: Layer, language: str) -> Iterator[str]:
    yield pick(layer.title, language)
    longest = max(len(each.code) for each in layer.reasons)
    for each in layer.reasons:
        yield f"{_MARGIN}{each.code:<{longest}}  {pick(each.title, language)}"
    yield ""


def _told(reason: Reason, language: str, width: int) -> Iterator[str]:
    yield fill(f"{reason.code}: {pick(reason.title, language)}", width)
    for label, text in (("says", reason.says), ("why", reason.why), ("mend", reason.mend)):
        if text:
            yield ""
            yield phrase("commands", label, language)
            yield from wrap(
                pick(text, language),
                width,
                initial_indent=_MARGIN,
                subsequent_indent=_MARGIN,
                break_long_words=False,
                break_on_hyphens=False,
            )
    yield ""
