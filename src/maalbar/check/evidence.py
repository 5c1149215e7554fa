"""A publication, held against the texts that it says it is from."""

from collections.abc import Sequence

from maalbar.fetch import is_address
from maalbar.model.diagnostic import Diagnostic
from maalbar.model.statements import Publication, Summary
from maalbar.sources.texts import LIMIT, Texts, read_texts, text_of

_SECONDS = 120


def check_evidence(
    publication: Publication, places: Sequence[str]
) -> tuple[list[Diagnostic], tuple[Summary, ...]]:
    """Check the passages and figures of a publication.

    Args:
        publication: what cites the texts.
        places: folders, files or addresses of source texts.

    Returns:
        The findings, and for each section that has a text the counts of what was checked.

    Raises:
        MaalbarError: a place cannot be read, or is no text.
    """
    from maalbar.sources import check, matching  # noqa: PLC0415 # only needed here
    from maalbar.sources.values import wrong_values  # noqa: PLC0415 # as above

    texts, unread = source_texts(places)
    checks = tuple(matching.check_sections(publication, texts))
    wrong = wrong_values(checks)
    slips = frozenset(slip for each in wrong for slip in each.slips)
    findings = [*unread, *matching.unmatched(publication, texts, places)]
    findings += [found for each in checks for found in check.section_findings(each, slips)]
    findings += check.unstamped(publication, checks)
    findings += [each.finding for each in wrong]
    if not any(each.text for each in checks):
        # That is not told again of each section.
        findings = [each for each in findings if each.code != "source/no-text"]
        findings.append(matching.no_match(publication, texts))
    return findings, tuple(each.summary(slips) for each in checks if each.text)


def source_texts(places: Sequence[str]) -> Texts:
    """Fetch or read source texts.

    Raises:
        MaalbarError: a place cannot be read, or is no text.
    """
    found = [_fetched(each) if is_address(each) else read_texts(each) for each in places]
    return Texts(
        tuple(text for each in found for text in each.texts),
        tuple(problem for each in found for problem in each.findings),
    )


def _fetched(address: str) -> Texts:
    from maalbar.fetch.http import fetch  # noqa: PLC0415 # requests is slow to import

    got = fetch(address, limit=LIMIT, seconds=_SECONDS, accept="text/plain, */*;q=0.1")
    return Texts((text_of(address, got.data),))
