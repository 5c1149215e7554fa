"""Checks of what is given to whom: media types, weights, languages, and what there is not.

See Also:
    RFC 9110, section 12 <https://www.rfc-editor.org/rfc/rfc9110#section-12>.
"""

from collections.abc import Iterable, Iterator
from typing import Final
from urllib.parse import urljoin

from maalbar.fetch.client import Answer
from maalbar.model.release import HTML, JSONLD, TURTLE
from maalbar.model.text import Text
from maalbar.probe.asking import Trail
from maalbar.probe.reading import FORMATS, header_links, read_page
from maalbar.probe.resource import ANY_DATA, BROWSER, Resource, offered
from maalbar.probe.verdict import Case, Verdict, answered, described, header, judged, no_matter
from maalbar.probe.visit import Visit
from maalbar.words import text

_UNKNOWN: Final = "application/x-unknown-to-all"
_NOT_ACCEPTABLE: Final = 406
_GONE: Final = frozenset((404, 410))
_NOWHERE: Final = "there-is-no-such-thing-here"
_ALTERNATIVES: Final = frozenset(FORMATS) | {HTML}


def page(visit: Visit) -> Verdict:
    """A browser gets a page."""
    return judged(
        Case(each.url, each.page is not None, answered(each.forms[HTML]))
        for each in visit.resources
        if each.forms[HTML].was_tried
    )


def turtle(visit: Visit) -> Verdict:
    """Who asks for Turtle gets it."""
    return judged(_given(visit, (TURTLE,)))


def json_ld(visit: Visit) -> Verdict:
    """Who asks for JSON-LD gets it."""
    return judged(_given(visit, (JSONLD,)))


def other_forms(visit: Visit) -> Verdict:
    """What is told of as another form is given to who asks for that form."""
    others = sorted(
        {form for each in visit.resources for form in each.forms} - {HTML, TURTLE, JSONLD}
    )
    return judged(_given(visit, others), no_matter())


def weights(visit: Visit) -> Verdict:
    """Of several media types the heaviest that there is counts, and what weighs nothing never."""

    def cases() -> Iterator[Case]:
        for each in visit.resources:
            first, second, *_ = (*each.given, "", "")
            for accept, wanted in (
                (f"{first};q=0.1, {second}", second),
                (f"{second};q=0.1, {first}", first),
                (f"{first};q=0.301, {second};q=0.8, {_UNKNOWN}", second),
                (f"{first};q=0, {second};q=0.1", second),
            ):
                if second:
                    yield from _case(visit, each, accept, (wanted,))

    return judged(cases())


def ranges(visit: Visit) -> Verdict:
    """Who takes anything gets something; who takes a kind gets something of that kind."""

    def cases() -> Iterator[Case]:
        for each in visit.resources:
            given = frozenset(each.given)
            if not given:
                continue
            yield from _case(visit, each, "*/*", None)
            yield from _case(visit, each, None, None)
            for kind in ("text", "application"):
                of_it = {form for form in given if form.startswith(f"{kind}/")}
                if of_it:
                    yield from _case(visit, each, f"{kind}/*", None, kind)

    return judged(cases())


def language(visit: Visit) -> Verdict:
    """Pages that there are in several languages come in the one that is asked for."""

    def cases() -> Iterator[Case]:
        for each in visit.resources:
            tongues = sorted({link.language for link in each.linked("alternate") if link.language})
            for tag in tongues if each.page and len(tongues) > 1 else ():
                trail = visit.asker.ask(each.url, BROWSER, headers={"Accept-Language": tag})
                answer = trail.end
                if answer:
                    said = answer.headers.get("Content-Language") or read_page(answer).language
                    ok = said.lower().partition("-")[0] == tag.partition("-")[0]
                    varies = any(
                        "accept-language" in one.headers.get("Vary", "").lower()
                        for one in trail.answers
                    )
                    seen = (
                        f"Accept-Language: {tag} → {said or '–'}"
                        if not ok
                        else header(answer, "Vary")
                    )
                    yield Case(each.url, ok and varies, seen)

    return judged(cases(), no_matter())


def not_acceptable(visit: Visit) -> Verdict:
    """Who asks for what there is not is told so, and what there is."""

    def cases() -> Iterator[Case]:
        for each in visit.resources:
            for accept in (_UNKNOWN, "image/png"):
                trail = visit.asker.ask(each.url, accept)
                if trail.end and each.given:
                    ok, seen = _refusal(trail.end)
                    yield Case(each.url, ok, seen)

    return judged(cases())


def not_found(visit: Visit) -> Verdict:
    """What is not there is said not to be there, to people and to programs."""

    def cases() -> Iterator[Case]:
        for each in visit.resources[:1]:
            where = urljoin(each.url, _NOWHERE)
            for accept in (BROWSER, ANY_DATA):
                trail = visit.asker.ask(where, accept)
                if trail.was_tried:
                    ok = trail.end is not None and trail.end.status in _GONE
                    yield Case(where, ok, answered(trail))

    return judged(cases())


def charset(visit: Visit) -> Verdict:
    """Text says how its letters are written."""

    def cases() -> Iterator[Case]:
        for each in visit.resources:
            for answer in (trail.answers[-1] for trail in each.had.values()):
                said = answer.headers.get("Content-Type", "").lower().replace('"', "")
                if said.startswith("text/"):
                    ok = "charset=utf-8" in said.replace(" ", "")
                    yield Case(answer.url, ok, header(answer, "Content-Type"))

    return judged(cases())


def vary(visit: Visit) -> Verdict:
    """Caches are told that what is given depends on what is asked for."""

    def cases() -> Iterator[Case]:
        for each in visit.resources:
            if len(each.given) > 1:
                for form in each.given:
                    trail = each.forms[form]
                    ok = any(_varies(answer) for answer in trail.answers)
                    yield Case(each.url, ok, header(trail.answers[0], "Vary"))

    return judged(cases())


def _varies(answer: Answer) -> bool:
    names = [each.strip() for each in answer.headers.get("Vary", "").lower().split(",")]
    return "accept" in names or "*" in names


def _given(visit: Visit, forms: Iterable[str]) -> Iterator[Case]:
    for each in visit.resources:
        for form in forms:
            trail = each.forms.get(form)
            if trail and trail.was_tried:
                yield Case(each.url, form in each.given, _asked(form, trail))


def _case(
    visit: Visit,
    resource: Resource,
    accept: str | None,
    wanted: tuple[str, ...] | None,
    kind: str = "",
) -> Iterator[Case]:
    trail = visit.asker.ask(resource.url, accept)
    if trail.was_tried:
        found = trail.found
        ok = found is not None and (
            found.media_type in wanted if wanted else found.media_type.startswith(kind)
        )
        yield Case(resource.url, ok, _asked(accept, trail))


def _asked(accept: str | None, trail: Trail) -> Text:
    return text("probe", "asked", accept=accept or "–", said=answered(trail))


def _refusal(answer: Answer) -> tuple[bool, str | Text]:
    if answer.status != _NOT_ACCEPTABLE:
        return False, described(answer)
    told = any(offered(header_links(answer))) or read_page(answer).targets
    listed = any(form.encode() in answer.data for form in _ALTERNATIVES)
    return bool(told or listed), text("probe", "no-alternatives")
