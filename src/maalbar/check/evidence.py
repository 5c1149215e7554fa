"""A publication, held against the texts that it says it is from."""

from collections.abc import Sequence

from maalbar.fetch import is_address
from maalbar.model.diagnostic import Diagnostic
from maalbar.model.statements import Publication, Summary
from maalbar.sources.texts import LIMIT, SourceText, Texts, read_texts

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
        MaalbarError: a place cannot be read.
    """
    from maalbar.sources import check as sources  # noqa: PLC0415 # only needed here

    texts, unread = source_texts(places)
    checks = tuple(sources.check_sections(publication, texts))
    findings = [*unread, *sources.unmatched(publication, texts, places)]
    findings += [each for check in checks for each in check.findings()]
    findings += sources.values_not_found(checks)
    if not any(check.text for check in checks):
        findings.append(sources.no_match(texts))
    return findings, tuple(check.summary for check in checks if check.text)


def source_texts(places: Sequence[str]) -> Texts:
    """Fetch or read source texts.

    Raises:
        MaalbarError: a place cannot be read.
    """
    found = [_fetched(each) if is_address(each) else read_texts(each) for each in places]
    return Texts(
        tuple(text for each in found for text in each.texts),
        tuple(problem for each in found for problem in each.findings),
    )


def _fetched(address: str) -> Texts:
    from maalbar.fetch.http import fetch  # noqa: PLC0415 # requests is slow to import

    got = fetch(address, limit=LIMIT, seconds=_SECONDS, accept="text/plain, */*;q=0.1")
    return Texts((SourceText(address, got.data),))
