"""Checks of how a site answers: headers, memory, scripts of others, and the way to what is there.

See Also:
    RFC 9110 <https://www.rfc-editor.org/rfc/rfc9110>; Fetch
    <https://fetch.spec.whatwg.org/#http-cors-protocol>; Cool URIs for the Semantic Web
    <https://www.w3.org/TR/cooluris/>.
"""

from collections.abc import Iterator
from itertools import islice
from typing import Final

from pyoxigraph import NamedNode

from maalbar.fetch.client import Answer
from maalbar.fetch.clock import unreachable
from maalbar.model.release import HTML
from maalbar.model.terms import DCT, FOAF, ORG, PROV, QB, RDF, SKOS, VCARD
from maalbar.probe.asking import Asker, Trail
from maalbar.probe.reading import tokens
from maalbar.probe.resource import BROWSER, Resource
from maalbar.probe.verdict import Case, Verdict, answered, described, header, judged, no_matter
from maalbar.probe.visit import Visit
from maalbar.words import text

_NOT_MODIFIED: Final = 304
_SEE_OTHER: Final = 303
# Of which HEAD tells what GET tells.
_TOLD: Final = (
    "Access-Control-Allow-Origin",
    "Cache-Control",
    "Content-Type",
    "ETag",
    "Link",
    "Location",
    "Vary",
)
_READABLE: Final = frozenset(("etag", "link"))
_WELL: Final = range(200, 300)
# Forms of a resource that more is asked of.
_FEW: Final = 2
# Types of what is surely no document.
_THINGS: Final = frozenset(
    (
        DCT.Agent,
        DCT.Location,
        FOAF.Agent,
        FOAF.Organization,
        FOAF.Person,
        ORG.Organization,
        PROV.Activity,
        PROV.Agent,
        QB.Observation,
        SKOS.Concept,
        VCARD.Organization,
    )
)
_REDIRECTS: Final = frozenset(
    ("fetch/too-many-redirects", "fetch/bad-url", "fetch/refused-address")
)


def head(visit: Visit) -> Verdict:
    """HEAD tells what GET tells."""

    def cases() -> Iterator[Case]:
        for _, form, got in _had(visit, _FEW):
            asked = BROWSER if form == HTML else form
            trail = visit.asker.ask(got.url, asked, method="HEAD")
            if trail.was_tried:
                wrong = "" if trail.end else answered(trail)
                pairs = zip(got.answers, trail.answers, strict=False)
                if len(got.answers) != len(trail.answers):
                    wrong = wrong or answered(trail)
                for one, other in pairs:
                    wrong = wrong or _difference(one, other)
                yield Case(got.url, not wrong, wrong)

    return judged(cases())


def etag(visit: Visit) -> Verdict:
    """Each form has a strong ETag of its own."""

    def cases() -> Iterator[Case]:
        seen: dict[tuple[str, str], str] = {}
        for each, form, answer in _ends(visit):
            said = answer.headers.get("ETag", "")
            is_own = seen.setdefault((each.url, said), form) == form
            yield Case(answer.url, said.startswith('"') and is_own, header(answer, "ETag"))

    return judged(cases())


def not_modified(visit: Visit) -> Verdict:
    """Who has it already is told that it is the same."""

    def cases() -> Iterator[Case]:
        for each, form, answer in _ends(visit, _FEW):
            asked = BROWSER if form == HTML else form
            for name, condition in (
                ("ETag", "If-None-Match"),
                ("Last-Modified", "If-Modified-Since"),
            ):
                said = answer.headers.get(name, "")
                if said:
                    trail = visit.asker.ask(answer.url, asked, headers={condition: said})
                    if trail.was_tried:
                        ok = trail.end is not None and trail.end.status == _NOT_MODIFIED
                        seen = text("probe", "asked", accept=condition, said=answered(trail))
                        yield Case(each.url, ok, seen)

    return judged(cases())


def cors(visit: Visit) -> Verdict:
    """Scripts of other sites may read the data, with their links and ETag."""

    def cases() -> Iterator[Case]:
        for _, form, trail in _had(visit):
            if form == HTML:
                continue
            answer = trail.answers[-1]
            for one in trail.answers:
                name = "Access-Control-Allow-Origin"
                yield Case(one.url, one.headers.get(name, "").strip() == "*", header(one, name))
                name = "Access-Control-Allow-Credentials"
                yield Case(one.url, name not in one.headers, header(one, name))
            exposed = tokens(answer, "Access-Control-Expose-Headers")
            ok = exposed >= {each for each in _READABLE if each in answer.headers} or "*" in exposed
            yield Case(answer.url, ok, header(answer, "Access-Control-Expose-Headers"))

    return judged(cases())


def preflight(visit: Visit) -> Verdict:
    """Scripts of other sites may ask conditionally."""
    headers = {
        "Access-Control-Request-Method": "GET",
        "Access-Control-Request-Headers": "if-none-match",
    }

    def cases() -> Iterator[Case]:
        for each in visit.resources:
            if not each.data:
                continue
            # A browser follows no redirect here.
            trail = visit.asker.ask(each.url, method="OPTIONS", headers=headers)
            if trail.answers:
                first = trail.answers[0]
                allowed = tokens(first, "Access-Control-Allow-Headers")
                origin = first.headers.get("Access-Control-Allow-Origin", "").strip()
                ok = (
                    first.status in _WELL
                    and origin == "*"
                    and bool({"if-none-match", "*"} & allowed)
                )
                seen = f"{described(first)}, {header(first, 'Access-Control-Allow-Headers')}"
                yield Case(each.url, ok, seen)

    return judged(cases())


def things(visit: Visit) -> Verdict:
    """What is no document is answered by 303, if it has no fragment."""

    def cases() -> Iterator[Case]:
        for each in visit.resources:
            statuses = [one.status for form in each.given for one in each.forms[form].answers]
            types = set(each.index.objects(NamedNode(each.iri), RDF.type)) if each.data else set()
            if _SEE_OTHER in statuses or types & _THINGS:
                seen = ", ".join(map(str, dict.fromkeys(statuses)))
                yield Case(each.url, _SEE_OTHER in statuses, seen)

    return judged(cases(), no_matter())


def redirects(visit: Visit) -> Verdict:
    """Redirects end, and lead nowhere that is less safe."""

    def cases() -> Iterator[Case]:
        for trail in visit.asker.trails:
            if len(trail.answers) > 1 or (trail.answers and trail.fault):
                fault = trail.fault
                wrong = fault is not None and fault.code in _REDIRECTS
                yield Case(trail.url, not wrong, fault.message if fault else "")

    return judged(cases(), no_matter())


def encoding(visit: Visit) -> Verdict:
    """Nothing is packed for who has not asked for it."""
    reason = text("phrases", "another-encoding")

    def cases(asker: Asker) -> Iterator[Case]:
        for trail in asker.trails:
            for one in trail.answers:
                said = one.headers.get("Content-Encoding", "identity").strip().lower()
                yield Case(one.url, said in {"", "identity"}, header(one, "Content-Encoding"))
            if trail.fault and trail.fault.code == "fetch/unreachable":
                packed = unreachable(trail.fault.value or "", reason).diagnostics[0].message
                if trail.fault.message == packed:
                    yield Case(trail.url, ok=False, seen=reason)

    return judged(cases(visit.asker))


def nosniff(visit: Visit) -> Verdict:
    """Browsers are told to take the media type at its word."""
    name = "X-Content-Type-Options"
    return judged(
        Case(one.url, one.headers.get(name, "").strip().lower() == "nosniff", header(one, name))
        for *_, one in _ends(visit)
    )


def cache(visit: Visit) -> Verdict:
    """It is said for how long an answer may be kept."""

    def cases() -> Iterator[Case]:
        for *_, one in _ends(visit):
            names = {each.partition("=")[0] for each in tokens(one, "Cache-Control")}
            ok = bool(names & {"max-age", "no-cache", "s-maxage"}) or "Expires" in one.headers
            yield Case(one.url, ok, header(one, "Cache-Control"))

    return judged(cases())


def _had(visit: Visit, most: int | None = None) -> Iterator[tuple[Resource, str, Trail]]:
    """Give the page and the data of each resource, or the first forms of them."""
    for each in visit.resources:
        for form, trail in islice(each.had.items(), most):
            yield each, form, trail


def _ends(visit: Visit, most: int | None = None) -> Iterator[tuple[Resource, str, Answer]]:
    """Give what is at their ends."""
    for each, form, trail in _had(visit, most):
        yield each, form, trail.answers[-1]


def _difference(got: Answer, told: Answer) -> str:
    if got.status != told.status:
        return f"{got.status} ≠ {told.status}"
    names = [*_TOLD]
    if "Content-Length" in got.headers and "Content-Length" in told.headers:
        names.append("Content-Length")
    wrong = [name for name in names if got.headers.get(name) != told.headers.get(name)]
    return f"{header(told, wrong[0])} ≠ {got.headers.get(wrong[0], '–')}" if wrong else ""
