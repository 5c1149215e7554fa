"""One measurement told twice in one report: the law that SHACL Core cannot say.

It compares two focus nodes.  The shape says it in SPARQL for the engines that know it; here
the same question is answered in one pass.
"""

from collections.abc import Iterator
from typing import Final

from maalbar.model.index import Index
from maalbar.model.terms import MB, MBSH, SH, A, Term, order
from maalbar.validate.result import Result

SHAPE: Final = MBSH["Observation-told-once"]
_SAME: Final = (
    *(MB.indicator, MB.population, MB.featureOfInterest),
    *(MB.refPeriod, MB.measuredBy, MB.countingMode),
)


def check_told_once(data: Index) -> Iterator[Result]:
    """Find observations that tell what one with an earlier IRI told already: the earliest.

    A value that corrects another is another value, and so is a change.
    """
    told: dict[tuple[Term | None, ...], Term] = {}
    for observation in sorted(data.subjects(A, MB.Observation), key=order):
        if data.first(observation, MB.corrects) or data.first(observation, MB.changeSince):
            continue
        report = _report(data, observation)
        if report is None or data.first(observation, MB.indicator) is None:
            continue
        about = (*(data.first(observation, each) for each in _SAME), report)
        first = told.setdefault(about, observation)
        if first != observation:
            yield Result(
                focus=observation,
                path=None,
                value=first,
                component=SH.SPARQLConstraintComponent,
                shape=SHAPE,
                severity=SH.Warning,
            )


def _report(data: Index, observation: Term) -> Term | None:
    section = data.first(observation, MB.reportedIn)
    return data.first(section, MB.partOfReport) if section else None
