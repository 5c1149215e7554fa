"""A report to walk: what an organisation reported for a year, in one part or several."""

from typing import TypeVar

from pyoxigraph import NamedNode

from maalbar.model.terms import DCT, MB
from maalbar.queries.store import IRI, TaggedText
from maalbar.walk.figures import Indicator, Observation, Organisation, Target
from maalbar.walk.said import Said
from maalbar.walk.thing import Doubt, Thing
from maalbar.walk.work import (
    Activity,
    Assessment,
    Challenge,
    Deliverable,
    Finding,
    Goal,
    Instrument,
    Plan,
)

_T = TypeVar("_T", bound=Thing)


class Report(Thing):
    """What was reported: one report, or the parts of one that were published by themselves.

    What several parts tell of, each is there once.
    """

    _class = MB.PerformanceReport
    _shown = (
        *("title", "publisher", "year", "pages", "goals", "assessments", "observations"),
        *("targets", "instruments", "plans", "challenges"),
    )

    def __init__(self, said: Said, nodes: tuple[NamedNode, ...]) -> None:
        """Take what is said, and the parts, of which there is one at least."""
        super().__init__(said, nodes[0])
        self._nodes = nodes

    @property
    def parts(self) -> "tuple[Report, ...]":
        """The reports that it is made of: itself, if it is one."""
        return tuple(Report(self._said, (each,)) for each in self._nodes)

    @property
    def title(self) -> TaggedText | None:
        """The title of the first part."""
        return self._text(DCT.title)

    @property
    def publisher(self) -> Organisation | None:
        """Who published it."""
        return self._one(Organisation, DCT.publisher)

    @property
    def year(self) -> int | None:
        """The year that it is about."""
        return self._number(MB.reportingYear)

    @property
    def sections(self) -> tuple[Thing, ...]:
        """Its chapters and pages, and then their parts."""
        found: dict[Thing, None] = {}
        below = [each for part in self.parts for each in part._from(Thing, MB.partOfReport)]  # noqa: SLF001 # of this room
        while below:
            found |= dict.fromkeys(below)
            inside = (each for one in below for each in one._from(Thing, MB.partOfSection))  # noqa: SLF001 # of this room
            below = [each for each in dict.fromkeys(inside) if each not in found]
        return tuple(found)

    @property
    def pages(self) -> tuple[IRI, ...]:
        """The addresses of its pages."""
        found = (
            each.iri
            for section in (self, *self.sections)
            for each in section._many(Thing, DCT.source)  # noqa: SLF001 # of this room
        )
        return tuple(dict.fromkeys(found))

    @property
    def goals(self) -> tuple[Goal, ...]:
        """Its goals: by number, those without one first."""
        return tuple(sorted(self._reported(Goal), key=lambda each: each.number or 0))

    @property
    def observations(self) -> tuple[Observation, ...]:
        """The figures that it states."""
        return self._reported(Observation)

    @property
    def indicators(self) -> tuple[Indicator, ...]:
        """What its figures measure, by name."""
        named = {each.indicator: None for each in self.observations}
        return tuple(sorted((each for each in named if each), key=str))

    @property
    def targets(self) -> tuple[Target, ...]:
        """The requirements that it states."""
        return self._reported(Target)

    @property
    def assessments(self) -> tuple[Assessment, ...]:
        """What is judged in it."""
        return self._reported(Assessment)

    @property
    def instruments(self) -> tuple[Instrument, ...]:
        """The instruments that it speaks of."""
        mentioned = [
            each
            for section in self.sections
            for each in section._many(Instrument, MB.mentions)  # noqa: SLF001 # of this room
        ]
        found = dict.fromkeys((*mentioned, *self._reported(Instrument)))
        return tuple(sorted((each for each in found if each.is_a(Instrument)), key=str))

    @property
    def activities(self) -> tuple[Activity, ...]:
        """What was done."""
        return self._reported(Activity)

    @property
    def deliverables(self) -> tuple[Deliverable, ...]:
        """What was made."""
        return self._reported(Deliverable)

    @property
    def challenges(self) -> tuple[Challenge, ...]:
        """The problems and needs that it points to."""
        return self._reported(Challenge)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What it claims besides its figures."""
        return self._reported(Finding)

    @property
    def plans(self) -> tuple[Plan, ...]:
        """What is planned."""
        return self._reported(Plan)

    @property
    def doubts(self) -> tuple[Doubt, ...]:
        """What is unclear or doubtful about the report, its parts, or anything that it tells of."""
        told = (*self.parts, *self.sections, *self._reported(Thing))
        found = {doubt: None for each in told for doubt in each._doubted()}  # noqa: SLF001 # of this room
        return tuple(sorted(found, key=lambda each: each.iri))

    def __str__(self) -> str:
        """Give its title, or who reported for which year, where it has several parts."""
        if len(self._nodes) == 1:
            return super().__str__()
        return f"{self.publisher} {self.year}"

    def _reported(self, kind: type[_T]) -> tuple[_T, ...]:
        found = {
            each: None
            for section in self.sections
            for each in section._from(kind, MB.reportedIn)  # noqa: SLF001 # of this room
        }
        return tuple(found)
