"""What kind of thing an address is of, and what addresses of a kind look like.

An address of a thing is its kind, whose it is, the year and a name; what several reports share
has a kind and a name only.  No one is held to it: it serves to propose.
"""

from typing import Final

from maalbar.vocabulary.ontology import Vocabulary

# What the addresses of things begin with where it is not their type, written as it is.
_KINDS: Final = {
    "ActorGroup": "group",
    "Organization": "org",
    "PeriodOfTime": "period",
    "PlannedMeasure": "plan",
    "PolicyDocument": "policydoc",
    "PublicOrganisation": "org",
    "PerformanceReport": "report",
    "RatingScale": "scale",
    "ReportSection": "section",
    "SeriesBreak": "break",
    "SourceIssue": "issue",
    "StatedList": "list",
    "SubjectArea": "area",
}
# What no report has for itself: its address tells neither whose it is nor the year.
_SHARED: Final = frozenset(
    (
        *("ActorGroup", "Indicator", "Instrument", "LifeEvent", "Organization", "PeriodOfTime"),
        *("PolicyDocument", "Population", "PublicOrganisation", "RatingScale", "SubjectArea"),
    )
)


def example_id(kind: str | None) -> str:
    """Give an id that a thing could have whose type has the key `kind`, or is not known."""
    if kind is None:
        return "goal/digdir/2021/innovasjon/1"
    begins = _KINDS.get(kind, kind.lower())
    if kind == "PeriodOfTime":
        return f"{begins}/2021"
    if begins == "org":
        return "org/digdir"
    return f"{begins}/eksempel" if kind in _SHARED else f"{begins}/digdir/2021/1"


def kind_at(address: str, vocabulary: Vocabulary) -> str | None:
    """Give the key of the type that the first step of an id tells; nothing if it tells none."""
    first = address.partition("/")[0]
    for key in vocabulary.classes:
        if first == _KINDS.get(key, key.lower()):
            return key
    return None
