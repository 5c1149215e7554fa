"""What invented reports share: who, what is measured, of whom, when, by which rules."""

from collections.abc import Iterable
from typing import Any, Final

from invented.agencies import SERIES, WORDS, Agency, Subject, Text

Node = dict[str, Any]
# Statements by status, as in a YAML file.
Content = dict[str, list[Node]]

PUBLISHER: Final = "org/maalbar"
SETTINGS: Final = """\
# Reports of agencies that do not exist, made to measure with.

base = "https://w3id.org/maalbar/"
publisher = "org/maalbar"
contact-name = "Målbar"
contact-url = "https://w3id.org/maalbar/"
issued = 2026-11-24
modified = 2026-11-24

[title]
nb = "Oppdiktede rapporter"
nn = "Oppdikta rapportar"
en = "Invented reports"

[description]
nb = "Rapporter fra virksomheter som ikke finnes, til å måle med."
nn = "Rapportar frå verksemder som ikkje finst, til å måle med."
en = "Reports of agencies that do not exist, to measure with."
"""


def shared_files(subjects: Iterable[Subject]) -> dict[str, Content]:
    """Give the shared files that reports on `subjects` need, by name."""
    subjects = tuple(subjects)
    agencies = tuple({each.agency.slug: each.agency for each in subjects}.values())
    lines = tuple({each.line["slug"]: each.line for each in subjects}.values())
    years = {each.year for each in subjects}
    files = {
        "organisations": [
            _named(PUBLISHER, "Organization", dict.fromkeys(("nb", "nn", "en"), "Målbar")),
            *(_named(f"org/{each['slug']}", "PublicOrganisation", each)
              for each in WORDS["ministries"]),
            *(_named(each.id, "PublicOrganisation", each.names) for each in agencies),
        ],
        "areas": [_named(f"area/{each['slug']}", "SubjectArea", each) for each in lines],
        "groups": [
            _named(f"group/{each['slug']}", "ActorGroup", each) for each in WORDS["groups"]
        ],
        "populations": [
            _named(f"population/{each['slug']}", "Population", each) for each in WORDS["groups"]
        ],
        "instruments": [
            _named(f"instrument/{each['slug']}", "Instrument", each)
            | {"instrumentKind": each["kind"]}
            for each in WORDS["instruments"]
        ],
        "policy-documents": [
            {
                "id": f"policydoc/{each['slug']}",
                "type": "PolicyDocument",
                "title": _texts(each),
                "policyDocumentKind": each["kind"],
            }
            for each in WORDS["policydocs"]
        ],
        "indicators": list(_indicators(lines)),
        "periods": list(_periods(years)),
        "rating-scales": [node for each in agencies for node in _scale(each)],
    }  # fmt: skip
    return {name: {"editorial": nodes} for name, nodes in files.items()}


def _named(identifier: str, kind: str, names: Text) -> Node:
    return {"id": identifier, "type": kind, "label": _texts(names)}


def _texts(entry: Text) -> Text:
    return {tag: entry[tag] for tag in ("nb", "nn", "en")}


def _indicators(lines: Iterable[dict[str, Any]]) -> Iterable[Node]:
    for slug, each in WORDS["cumulative"].items():
        yield _indicator(slug, each, kind="activityCount", unit="count")
    for slug, each in WORDS["surveyed"].items():
        yield _indicator(slug, each, kind="surveyResult", unit="percent")
    for line in lines:
        for slug, each in line["indicators"].items():
            yield _indicator(slug, each, kind="keyFigure", unit=each["unit"])


def _indicator(slug: str, entry: dict[str, Any], *, kind: str, unit: str) -> Node:
    node = _named(f"indicator/{slug}", "Indicator", entry) | {"indicatorKind": kind, "unit": unit}
    return node | ({"countedUnit": entry["of"]} if "of" in entry else {})


def _periods(years: Iterable[int]) -> Iterable[Node]:
    needed = {year - back for year in years for back in range(-1, SERIES)}
    for year in sorted(needed):
        name = dict.fromkeys(("nb", "nn", "en"), str(year))
        yield _named(f"period/{year}", "PeriodOfTime", name) | {
            "startDate": f"{year}-01-01",
            "endDate": f"{year}-12-31",
        }
        names = {
            "nb": f"til og med {year}",
            "nn": f"til og med {year}",
            "en": f"up to and including {year}",
        }
        yield _named(f"period/til-{year}", "PeriodOfTime", names) | {"endDate": f"{year}-12-31"}


def _scale(agency: Agency) -> Iterable[Node]:
    scale = f"scale/{agency.slug}"
    names = {
        "nb": f"Vurderingene til {agency.names['nb']}",
        "nn": f"Vurderingane til {agency.names['nn']}",
        "en": f"Ratings of the {agency.names['en']}",
    }
    yield _named(scale, "RatingScale", names) | {"scaleOf": agency.id, "scaleStated": "true"}
    for each in WORDS["ratings"]:
        yield _named(f"rating/{agency.slug}/{each['slug']}", "Rating", each) | {"inScheme": scale}
