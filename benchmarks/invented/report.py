"""One invented report: its source text, what it states, what follows from it, and the doubts."""

import random
from typing import Final, NamedTuple

from invented import figures, story
from invented.agencies import WORDS, Subject
from invented.author import Author
from invented.shared import Content, Node

_LANGUAGE: Final = "http://publications.europa.eu/resource/authority/language/NOB"


class Report(NamedTuple):
    """A report: what its files say, its passages, and the text that it was made from."""

    subject: Subject
    report: Content
    issues: Content
    passages: list[tuple[str, int, int, str, str]]
    text: str


def make_report(about: Subject, seed: int = 0) -> Report:
    """Make the report on a subject: the same one whichever others are made."""
    author = Author(about, random.Random(f"{seed}/{about.number}"))  # noqa: S311 # no secret
    report, issues = _report(author), _issues(author)
    return Report(
        author.about, report, issues, author.text.passages(author.section), author.text.text
    )


def _report(author: Author) -> Content:
    title = author.text.say(f"{_title(author)['nb']} {author.year}", "\n\n")
    name = author.about.agency.names["nb"]
    opening = author.text.say(f"{name} har ansvar for {author.theme}.", "\n")
    parts: Node = {
        "subsections": list(story.subsections(author)),
        "contents": [
            *story.assessment(author),
            *story.goals(author),
            *figures.series(author),
            *figures.totals(author),
            *figures.survey(author),
            *figures.targets(author),
            *story.activities(author),
            *story.findings(author),
            *story.challenges(author),
            *story.plans(author),
        ],
        "mentions": list(story.mentions(author, opening)),
    }
    place = f"{author.about.agency.slug}.example/{author.year}/{author.about.line['slug']}"
    section: Node = {
        "id": author.section,
        "type": "ReportSection",
        "reportKind": "subjectAreaAccount",
        "title": _title(author),
        "partOfReport": author.id("report"),
        "subjectArea": author.area,
        "publisher": author.agency,
        "reportingYear": author.year,
        "publicationStatus": "archived",
        "willBeUpdated": "false",
        "language": _LANGUAGE,
        "source": f"https://{place}",
        "sourceSha256": author.text.sha256,
        "statedIn": [
            author.text.cite(title, quote=True),
            author.text.cite(title, str(author.year)),
        ],
    }
    return {
        "stated": [_head(author), section | parts],
        "derived": [{"id": author.section, "contents": author.derived}],
        "inferred": [{"id": author.section, "contents": author.inferred}],
    }


def _head(author: Author) -> Node:
    return {
        "id": author.id("report"),
        "type": "PerformanceReport",
        "reportKind": "subjectAreaAccount",
        "title": {tag: f"{text} {author.year}" for tag, text in _title(author).items()},
        "publisher": author.agency,
        "reportingYear": author.year,
        "language": _LANGUAGE,
        "subjectArea": author.area,
    }


def _title(author: Author) -> dict[str, str]:
    line = author.about.line
    return {
        "nb": f"{line['nb']} – fagregnskap",
        "nn": f"{line['nn']} – fagrekneskap",
        "en": f"{line['en']} – subject-area account",
    }


def _issues(author: Author) -> Content:
    slug = next(iter(author.about.line["indicators"]))
    about = {
        "ambiguity": [
            author.id("observation", f"{slug}/{year}") for year in (author.year, author.year - 1)
        ],
        "missingPeriod": [author.id("observation", each) for each in WORDS["cumulative"]],
        "unsupportedClaim": [author.id("finding", number) for number in range(3)],
    }
    return {
        "editorial": [
            {
                "id": author.id("issue", f"{number:02}"),
                "type": "SourceIssue",
                "issueKind": doubt["kind"],
                "description": doubt["description"],
                "handling": WORDS["handling"],
                "about": about[doubt["kind"]],
            }
            for number, doubt in enumerate(WORDS["doubts"], start=1)
        ]
    }
