"""What an invented report says in words: goals, work, claims, needs, plans."""

from collections.abc import Iterator
from typing import Final

from invented.agencies import WORDS
from invented.author import Author
from invented.shared import Node
from invented.text import Sentence

_MONTHS: Final = ("januar", "mars", "april", "juni", "september", "november")
_SUBSECTIONS: Final = (
    ("mal", {"nb": "Mål", "nn": "Mål", "en": "Goals"}),
    ("resultater", {"nb": "Resultater", "nn": "Resultat", "en": "Results"}),
    ("utfordringer", {"nb": "Utfordringer", "nn": "Utfordringar", "en": "Challenges"}),
    ("tiltak", {"nb": "Tiltak", "nn": "Tiltak", "en": "Measures"}),
)


def subsections(author: Author) -> Iterator[Node]:
    """Give the headings of the page."""
    for slug, title in _SUBSECTIONS:
        heading = author.text.say(f"{title['nb']}:", "\n")
        yield {
            "id": f"{author.section}/{slug}",
            "type": "ReportSection",
            "title": title,
            "statedIn": [author.text.cite(heading, title["nb"])],
        }


def assessment(author: Author) -> Iterator[Node]:
    """Give the agency's judgement of itself."""
    rating = author.chance.choice(WORDS["ratings"])
    said = author.text.say(f"Vi vurderer måloppnåelsen som {rating['nb']}.", "\n\n")
    yield {
        "id": author.id("assessment"),
        "type": "Assessment",
        "assesses": author.area,
        "assessor": author.agency,
        "rating": f"rating/{author.about.agency.slug}/{rating['slug']}",
        "refPeriod": f"period/{author.year}",
        "note": {"nb": "Vurderingen gjelder området under ett."},
        "statedIn": [author.text.cite(said), author.text.cite(said, rating["nb"], quote=True)],
    }


def goals(author: Author) -> Iterator[Node]:
    """Give an overall goal and its numbered parts; that they are its parts is inferred."""
    overall = author.id("goal", "overordnet")
    themes = author.about.agency.theme
    for number, wording in enumerate(author.about.line["goals"]):
        texts = {tag: text.format(theme=themes[tag]) for tag, text in wording.items()}
        said = author.text.say(f"Mål {number}: {texts['nb']}" if number else texts["nb"], "\n")
        node: Node = {"id": overall, "type": "Goal", "goalLevel": "overallGoal"}
        if number:
            node |= {"id": author.id("goal", number), "goalLevel": "areaGoal"}
            node |= {"number": number, "forYear": author.year}
            author.inferred.append({"id": author.id("goal", number), "subGoalOf": overall})
        yield node | {
            "description": texts,
            "setBy": author.about.agency.ministry,
            "subjectArea": author.area,
            "targetGroup": f"group/{author.chance.choice(WORDS['groups'])['slug']}",
            "statedIn": list(
                dict.fromkeys((author.text.cite(said), author.text.cite(said, texts["nb"])))
            ),
        }


def activities(author: Author) -> Iterator[Node]:
    """Give what the agency did, and with whom."""
    for number, kind in enumerate(("meeting", "seminar", "developmentWork"), start=1):
        month = author.chance.choice(_MONTHS)
        policy = author.chance.choice(WORDS["policydocs"])
        instrument = author.chance.choice(WORDS["instruments"])
        partner = author.chance.choice(WORDS["groups"])
        with_whom = partner["nb"].lower()
        said = author.text.say(
            f"I {month} arbeidet vi med {instrument['nb']} sammen med {with_whom},"
            f" i tråd med {policy['nb']}.",
            "\n",
        )
        yield {
            "id": author.id("activity", kind),
            "type": "Activity",
            "activityKind": kind,
            "label": dict.fromkeys(("nb", "nn"), f"Arbeid i {month} {author.year}"),
            "performedBy": author.agency,
            "refPeriod": f"period/{author.year}",
            "subjectArea": author.area,
            "supports": f"policydoc/{policy['slug']}",
            "usesInstrument": f"instrument/{instrument['slug']}",
            "reportedUnder": author.id("goal", number),
            "means": {"nb": ["råd til prosjekter", "formidling av metoder som egner seg"]},
            "hasParticipation": [
                {
                    "id": author.id("participation", f"{kind}/egen"),
                    "type": "Participation",
                    "participant": author.agency,
                    "role": ["lead", "performer"],
                    "statedIn": [author.text.cite(said, "arbeidet vi")],
                },
                {
                    "id": author.id("participation", f"{kind}/{partner['slug']}"),
                    "type": "Participation",
                    "participant": f"group/{partner['slug']}",
                    "role": "partner",
                    "statedIn": [author.text.cite(said, with_whom)],
                },
            ],
            "statedIn": [author.text.cite(said), author.text.cite(said, policy["nb"], quote=True)],
        }


def findings(author: Author) -> Iterator[Node]:
    """Give what the agency claims."""
    sentences = (
        f"Vi ser at flere bryr seg om {author.theme}.",
        f"De som får svar raskt, er oftere fornøyd med arbeidet vårt for {author.theme}.",
        "Samarbeid på tvers av sektorer gir bedre løsninger.",
    )
    for number, sentence in enumerate(sentences):
        said = author.text.say(sentence, "\n")
        yield {
            "id": author.id("finding", number),
            "type": "Finding",
            "findingKind": author.chance.choice(("claim", "empirical", "normative")),
            "description": {"nb": sentence},
            "claimedBy": author.agency,
            "subjectArea": author.area,
            "statedIn": [author.text.cite(said)],
        }


def challenges(author: Author) -> Iterator[Node]:
    """Give what is needed; the numbers are counted, not stated."""
    for number, need in enumerate(
        ("mer kunnskap om", "bedre data om", "mer samarbeid om"), start=1
    ):
        said = author.text.say(f"Det trengs {need} {author.theme}.", "\n")
        yield {
            "id": author.id("challenge", number),
            "type": "Challenge",
            "forYear": author.year + 1,
            "identifiedBy": author.agency,
            "subjectArea": author.area,
            "need": {"nb": f"{need} {author.theme}"},
            "supportedBy": author.id("finding", number - 1),
            "statedIn": [author.text.cite(said), author.text.cite(said, need)],
        }
        author.derived.append({"id": author.id("challenge", number), "number": number})


def plans(author: Author) -> Iterator[Node]:
    """Give what is to be done; to which goal it contributes is inferred."""
    for number, measure in enumerate(
        ("Føre arbeidet videre", "Ta i bruk nye metoder", "Lære av andre"), start=1
    ):
        said = author.text.say(f"{measure} i {author.year + 1}.", "\n")
        plan = author.id("plan", number)
        yield {
            "id": plan,
            "type": "PlannedMeasure",
            "description": {"nb": f"{measure}."},
            "plannedBy": author.agency,
            "plannedFor": f"period/{author.year + 1}",
            "addressesChallenge": author.id("challenge", number),
            "subjectArea": author.area,
            "statedIn": [author.text.cite(said), author.text.cite(said, measure)],
        }
        author.inferred.append({"id": plan, "contributesTo": author.id("goal", number)})


def mentions(author: Author, opening: Sentence) -> Iterator[Node]:
    """Give what the report says of things that it shares with others."""
    name = author.about.agency.names["nb"]
    yield {
        "id": author.agency,
        "label": {"nb": name},
        "purpose": {"nb": f"Å ta ansvar for {author.theme}."},
        "targetGroup": [f"group/{each['slug']}" for each in WORDS["groups"]],
        "statedIn": [author.text.cite(opening), author.text.cite(opening, name, quote=True)],
    }
    for each in WORDS["instruments"]:
        said = author.text.say(f"Vi bruker {each['nb']}.", "\n")
        yield {
            "id": f"instrument/{each['slug']}",
            "label": {"nb": each["nb"]},
            "usedBy": author.agency,
            "contributesTo": author.area,
            "statedIn": [author.text.cite(said), author.text.cite(said, each["nb"], quote=True)],
        }
