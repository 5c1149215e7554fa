"""A probe: a site is looked at, each check is made, and points and stars are counted.

The stars are those of open data: each takes those below it.

See Also:
    5-star open data <https://5stardata.info>.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Final

from maalbar.fetch import is_address
from maalbar.fetch.address import Allowed, bad_address, is_public
from maalbar.fetch.client import Client
from maalbar.model.diagnostic import Diagnostic, Location, in_order
from maalbar.model.index import Index
from maalbar.model.terms import DCAT, DCT
from maalbar.model.text import Text
from maalbar.probe.asking import MOST, PAUSE, Asker
from maalbar.probe.rules import RULES, Practice
from maalbar.probe.verdict import Verdict
from maalbar.probe.visit import Visit, visit
from maalbar.words import finding
from maalbar.words.reasons import layers

Progress = Callable[[Sequence[str]], Iterator[str]]
STARS: Final = 5
# Formats that programs read and no one owns, by what they are called in all lists of formats.
_OPEN: Final = ("csv", "json", "xml", "rdf", "turtle", "triples")


@dataclass(frozen=True, slots=True, kw_only=True)
class Inquiry:
    """How a site is to be probed.

    Attributes:
        allowed: which hosts may be connected to.
        most: how many questions it may be asked.
        pause: seconds between two questions.
    """

    allowed: Allowed = is_public
    most: int = MOST
    pause: float = PAUSE


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """What one check came to.

    Attributes:
        code: that of its finding.
        title: what is looked at.
        ok: whether it is well; nothing where it could not be looked at.
        seen: what was seen: what is wrong, or how much was looked at.
        at: where; empty where all is well.
        advice: what to do.
        practices: the best practices that ask for it.
        points: what was earned.
        worth: what could be earned; nothing where the check is no matter for the site.
    """

    code: str
    title: Text
    ok: bool | None
    seen: Text
    at: str
    advice: Text
    practices: tuple[Practice, ...]
    points: int
    worth: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Probed:
    """What a probe came to.

    Attributes:
        url: the address that was given.
        resources: those that were looked at.
        catalogue: where the catalogue is; empty where none was found.
        checks: in the order in which to read them.
        stars: of open data, 0 to 5.
        asked: how many questions there were.
        most: how many there could be.
        findings: a finding for each check that failed.
    """

    url: str
    resources: tuple[str, ...]
    catalogue: str
    checks: tuple[Check, ...]
    stars: int
    asked: int
    most: int
    findings: tuple[Diagnostic, ...]

    @property
    def points(self) -> int:
        """What was earned."""
        return sum(each.points for each in self.checks)

    @property
    def out_of(self) -> int:
        """What could be earned by this site."""
        return sum(each.worth for each in self.checks)


def probe(url: str, inquiry: Inquiry, *, progress: Progress = iter) -> Probed:
    """Probe a site.

    Args:
        url: the address of a catalogue, of a resource, or of the front page.
        inquiry: how to.
        progress: wraps the codes of the checks as they are made.

    Raises:
        MaalbarError: there is nothing at the address.
    """
    if not is_address(url):
        raise bad_address(url, "not-an-address")
    with Client(inquiry.allowed) as client:
        asker = Asker(client, most=inquiry.most, pause=inquiry.pause)
        seen = visit(url.partition("#")[0], asker)
        verdicts = {code: RULES[code].look(seen) for code in progress([*RULES])}
    return Probed(
        url=url,
        resources=tuple(each.url for each in seen.resources),
        catalogue=seen.catalogue_url,
        checks=tuple(_checks(verdicts)),
        stars=_stars(seen, verdicts),
        asked=asker.count,
        most=inquiry.most,
        findings=in_order(_findings(verdicts)),
    )


def _checks(verdicts: Mapping[str, Verdict]) -> Iterator[Check]:
    known = {reason.code: reason for layer in layers() for reason in layer.reasons}
    for code, rule in RULES.items():
        verdict = verdicts[code]
        worth = rule.worth if verdict.applies else 0
        yield Check(
            code=code,
            title=known[code].title,
            ok=verdict.ok,
            seen=verdict.seen,
            at=verdict.at,
            advice=known[code].mend if verdict.ok is False else {},
            practices=rule.practices,
            points=worth if verdict.ok else 0,
            worth=worth,
        )


def _findings(verdicts: Mapping[str, Verdict]) -> Iterator[Diagnostic]:
    for code, verdict in verdicts.items():
        if verdict.ok is False:
            yield finding(code, Location(), value=verdict.at, seen=verdict.seen)


def _stars(seen: Visit, verdicts: Mapping[str, Verdict]) -> int:
    """Count the stars up to the first that is missing."""
    has_data = any(each.data for each in seen.resources)
    files = [*_distributed(seen)]
    earned = (
        verdicts["probe/licence"].ok,
        has_data or files,
        has_data or any(kind in each.lower() for each in files for kind in _OPEN),
        has_data and verdicts["probe/parses"].ok and verdicts["probe/describes"].ok,
        verdicts["probe/links-out"].ok,
    )
    return len([*takewhile(bool, earned)])


def _distributed(seen: Visit) -> Iterator[str]:
    """Give what the catalogue calls the formats of its files."""
    index = seen.catalogue or Index()
    for predicate in (DCAT.mediaType, DCT["format"]):
        yield from (each.value for each in index.values(predicate))
