"""A probe as text for people: the points, what was looked at, each check, and what to do."""

from collections.abc import Iterator
from typing import Final

from maalbar.model.text import pick
from maalbar.probe.probing import Check, Probed
from maalbar.render.harvest.rows import rows, wrapped
from maalbar.words import phrase

_INDENT: Final = 2
_MARKS: Final = {True: "is-well", False: "is-wrong", None: "not-seen"}


def render(probed: Probed, language: str, width: int, *, colour: bool = False) -> str:  # noqa: ARG001 # it needs none
    """Render a probe; all that a server said is shown as harmless text."""

    def say(key: str, **values: object) -> str:
        return phrase("probe", key, language, **values)

    def lines() -> Iterator[str]:
        yield from wrapped(
            say(
                "probed",
                url=probed.url,
                points=probed.points,
                out_of=probed.out_of,
                stars=probed.stars,
            ),
            width,
        )
        yield from wrapped(say("questions", count=probed.asked, most=probed.most), width)
        yield ""
        yield from rows(_looked_at(probed, language), width, 0)
        yield ""
        yield from rows(
            ((_mark(each, language), [_line(each, language)]) for each in probed.checks), width, 0
        )
        failed = [each for each in probed.checks if each.ok is False]
        if failed:
            yield ""
            yield from wrapped(say("to-do"), width)
        for each in sorted(failed, key=lambda each: -each.worth):
            yield ""
            advice = f"+{each.worth}  {pick(each.advice, language)} [{each.code}]"
            yield from wrapped(advice, width, 0, 2 * _INDENT)
            yield from wrapped(f"{each.at}: {pick(each.seen, language)}", width, 2 * _INDENT)
            for one in each.practices:
                practice = say(one.name)
                asked = say("asked-for-by", number=one.number, practice=practice, iri=one.iri)
                yield from wrapped(asked, width, 2 * _INDENT, _INDENT)

    return "\n".join(lines()) + "\n"


def _looked_at(probed: Probed, language: str) -> Iterator[tuple[str, list[str]]]:
    yield phrase("probe", "looked-at", language), list(probed.resources)
    catalogue = probed.catalogue or phrase("probe", "no-catalogue", language)
    yield phrase("probe", "the-catalogue", language), [catalogue]


def _mark(check: Check, language: str) -> str:
    return phrase("probe", _MARKS[check.ok] if check.worth else "no-matter", language)


def _line(check: Check, language: str) -> str:
    title = pick(check.title, language)
    return f"{title} ({check.points}/{check.worth})" if check.worth else title
