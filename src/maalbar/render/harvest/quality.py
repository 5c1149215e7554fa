"""A quality score as text for people, and as plain values for JSON."""

from typing import Final

from maalbar.harvest.quality import DIMENSIONS, Measured, Score
from maalbar.model.text import pick
from maalbar.render.harvest.rows import rows, wrapped
from maalbar.words import phrase

_INDENT: Final = 2


def as_text(score: Score, language: str, width: int) -> str:
    """Render a score as text: the points, how they come about, and what would raise them.

    Args:
        score: the score.
        language: of the reader.
        width: columns of the terminal; addresses are not broken.
    """

    def say(key: str, **values: object) -> str:
        return phrase("portal", key, language, **values)

    rating = say(score.rating)
    lines = wrapped(say("quality", points=score.points, out_of=score.out_of, rating=rating), width)
    if score.unknown:
        lines += wrapped(say("quality-unknown", count=score.unknown), width, _INDENT)
    if score.distribution:
        lines += wrapped(say("counted", value=score.distribution), width, _INDENT)
    parts = ((name, score.of(name)) for name in DIMENSIONS)
    lines += rows(
        (
            (say(name), [say("of-points", points=one.points, out_of=one.out_of)])
            for name, one in parts
        ),
        width,
        _INDENT,
    )
    for heading, met in (("would-raise", False), ("was-not-tried", None)):
        advice = _advice(score, language, met=met)
        if advice:
            lines += ["", *wrapped(say(heading), width)]
            lines += rows(((f"+{worth}", [told]) for told, worth in advice), width, _INDENT)
    never = [each for each in score.metrics if not each.is_given and not each.met]
    count = sum(each.worth for each in never)
    names = ", ".join(each.metric for each in never)
    scale = say("quality-scale", nominal=score.nominal, count=count, metrics=names)
    return "\n".join([*lines, "", *wrapped(scale, width), ""])


def as_dict(score: Score, language: str) -> dict[str, object]:
    """Give a score as what JSON can hold; advice is in the reader's language."""
    return {
        "points": score.points,
        "unknown": score.unknown,
        "outOf": score.out_of,
        "nominal": score.nominal,
        "rating": score.rating,
        "distribution": score.distribution,
        "dimensions": {
            name: {"points": part.points, "unknown": part.unknown, "outOf": part.out_of}
            for name, part in ((each, score.of(each)) for each in DIMENSIONS)
        },
        "metrics": [_plain(each, language) for each in score.metrics],
    }


def _plain(each: Measured, language: str) -> dict[str, object]:
    return {
        "metric": each.metric,
        "dimension": each.dimension,
        "worth": each.worth,
        "met": each.met,
        "isGiven": each.is_given,
        "advice": pick(each.advice, language) or None,
        "advices": dict(each.advice),
    }


def _advice(score: Score, language: str, *, met: bool | None) -> list[tuple[str, int]]:
    """Give each piece of advice once, with all that it is worth, the most worth first."""
    worth: dict[str, int] = {}
    for each in score.metrics:
        if each.met is met and each.advice:
            told = pick(each.advice, language)
            worth[told] = worth.get(told, 0) + each.worth
    return sorted(worth.items(), key=lambda each: -each[1])
