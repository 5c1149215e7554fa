"""What an invented report measures: time series, totals, a survey, targets."""

from collections.abc import Iterator

from invented.agencies import WORDS
from invented.author import Author, Figure, decimal
from invented.shared import Node
from invented.text import Sentence


def series(author: Author) -> Iterator[Node]:
    """Give each indicator's figures, one sentence for some years; their changes are derived."""
    goals = len(author.about.line["goals"])
    years = [author.year - back for back in range(author.about.series)]
    for slug, indicator in author.about.line["indicators"].items():
        figures = [author.figure(indicator) for _ in years]
        pieces = [f"{each.written} i {year}" for each, year in zip(figures, years, strict=True)]
        said = author.text.say(f"{indicator['nb']}: {', '.join(pieces)}.", "\n")
        goal = author.id("goal", author.chance.randrange(1, goals))
        for figure, year, piece in zip(figures, years, pieces, strict=True):
            node = _observation(author, f"{slug}/{year}", slug, figure, indicator["unit"])
            node |= {"countingMode": "withinPeriod", "refPeriod": f"period/{year}"}
            node |= {"periodBasis": "statedPeriod", "reportedUnder": goal}
            if year != years[-1]:
                node["previousObservation"] = author.id("observation", f"{slug}/{year - 1}")
            yield node | _stated(author, said, piece)
        author.derived.append(_change(author, slug, indicator["unit"], figures))


def totals(author: Author) -> Iterator[Node]:
    """Give figures that were counted since the start, as lower bounds."""
    instrument = WORDS["instruments"][0]
    for slug, indicator in WORDS["cumulative"].items():
        figure = author.figure(indicator | {"unit": "count", "low": 110, "high": 990})
        said = author.text.say(
            f"{instrument['nb']} har til nå hjulpet mer enn {figure.written}.", "\n"
        )
        node = _observation(author, slug, slug, figure, "count") | {
            "featureOfInterest": f"instrument/{instrument['slug']}",
            "valueQualifier": "moreThan",
            "countingMode": "cumulative",
            "refPeriod": f"period/til-{author.year}",
            "periodBasis": "endOfReportingYear",
        }
        yield node | _stated(author, said, figure.written)


def survey(author: Author) -> Iterator[Node]:
    """Give a survey wave and the shares that it found."""
    wave = author.id("surveywave")
    asked = WORDS["instruments"][2]
    named = author.text.say(f"Tallene under er fra {asked['nb']} {author.year}.", "\n")
    yield {
        "id": wave,
        "type": "SurveyWave",
        "label": {tag: f"{asked[tag]} {author.year}" for tag in ("nb", "nn", "en")},
        "waveOf": f"instrument/{asked['slug']}",
        "year": author.year,
        "performedBy": author.agency,
        "population": "population/innbyggere",
        "statedIn": [author.text.cite(named, asked["nb"], quote=True), author.text.cite(named)],
    }
    for slug, indicator in WORDS["surveyed"].items():
        figure = author.figure({"unit": "percent", "low": 40, "high": 97})
        said = author.text.say(f"{indicator['nb']} var {figure.written}.", "\n")
        node = _observation(author, slug, slug, figure, "percent")
        del node["featureOfInterest"]
        node |= {"population": "population/innbyggere"}
        node |= {"countingMode": "perSurveyWave", "measuredBy": wave}
        yield node | _stated(author, said, figure.written)


def targets(author: Author) -> Iterator[Node]:
    """Give what the ministry required of some indicators."""
    for slug, indicator in list(author.about.line["indicators"].items())[:3]:
        figure = author.figure(indicator)
        said = author.text.say(f"Kravet til {indicator['nb'].lower()} er {figure.written}.", "\n")
        node = _observation(author, slug, slug, figure, indicator["unit"]) | {
            "id": author.id("target", slug),
            "type": "Target",
            "operator": author.chance.choice(("atLeast", "atMost")),
            "setBy": author.about.agency.ministry,
            "refPeriod": f"period/{author.year}",
        }
        yield node | _stated(author, said, figure.written)


def _observation(author: Author, name: str, indicator: str, figure: Figure, unit: str) -> Node:
    node = {
        "id": author.id("observation", name),
        "type": "Observation",
        "indicator": f"indicator/{indicator}",
        "featureOfInterest": author.agency,
        "value": figure.value,
        "unit": unit,
    }
    return node | ({"currency": "NOK"} if unit == "money" else {})


def _stated(author: Author, said: Sentence, piece: str) -> Node:
    return {"statementStatus": "stated", "statedIn": [author.text.cite(said, piece, quote=True)]}


def _change(author: Author, slug: str, unit: str, figures: list[Figure]) -> Node:
    now, before = (
        author.id("observation", f"{slug}/{year}") for year in (author.year, author.year - 1)
    )
    new, old = (int(each.value.replace(".", "")) for each in figures[:2])
    change, unit = (
        (decimal(new - old), "percentagePoint") if unit == "percent" else (str(new - old), unit)
    )
    return _observation(author, f"{slug}/endring", slug, Figure(change, ""), unit) | {
        "changeSince": before,
        "derivedFrom": [now, before],
        "statementStatus": "derived",
        "note": {"nb": "Ren differanse, regnet ut av tallene i rapporten."},
    }
