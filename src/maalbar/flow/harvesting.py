"""From a source to what a portal would make of it."""

from dataclasses import replace
from functools import cache

from maalbar.check.lines import with_lines
from maalbar.check.others import others_rules
from maalbar.harvest.conform import Rules
from maalbar.harvest.rehearsal import Outcome, Progress, Wish, rehearse
from maalbar.load.files import Given
from maalbar.model.diagnostic import Diagnostic, under


def harvest(place: str, wish: Wish, *, progress: Progress = iter) -> Outcome:
    """Rehearse a harvest.

    Args:
        place: the address of a document, the folder of a published site, or a file of RDF.
        wish: how to harvest it.
        progress: wraps the addresses that are asked whether they answer.

    Returns:
        What became of it, with findings as seen from the working folder.

    Raises:
        MaalbarError: there is nothing there that could be harvested, shapes that were asked
            for cannot be had, or what is remembered cannot be read or written.
    """

    @cache
    def rules_of(places: tuple[str, ...]) -> Rules:
        return Rules(*others_rules(places, offline=wish.offline, forgiving=True))

    outcome = rehearse(place, wish, rules_of=rules_of, progress=progress)
    texts = {each.document.path: each.document.data or b"" for each in outcome.sources}
    findings = tuple(
        _seen(each, outcome) if each.location.path in texts else each
        for each in with_lines(outcome.findings, Given(place, texts))
    )
    return replace(outcome, findings=findings)


def _seen(found: Diagnostic, outcome: Outcome) -> Diagnostic:
    """Give a finding in a document, and not in shapes, as seen from the working folder."""
    return under(outcome.root, (found,))[0]
