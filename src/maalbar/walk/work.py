"""Goals, what is done to reach them, and how that is judged."""

from maalbar.model.terms import DCT, MB, SKOS
from maalbar.queries.store import TaggedText
from maalbar.walk.figures import Organisation, Period
from maalbar.walk.thing import Thing


class Goal(Thing):
    """Something that is to be achieved."""

    _class = MB.Goal
    _shown = ("number", "level", "description", "set_by", "assessments", "work", "doubts")

    @property
    def number(self) -> int | None:
        """Its number in the report."""
        return self._number(MB.number)

    @property
    def level(self) -> TaggedText | None:
        """Where it belongs in the hierarchy of goals."""
        return self._named(MB.goalLevel)

    @property
    def set_by(self) -> Organisation | None:
        """Who set it."""
        return self._one(Organisation, MB.setBy)

    @property
    def sub_goal_of(self) -> "Goal | None":
        """The goal one level up."""
        return self._one(Goal, MB.subGoalOf)

    @property
    def assessments(self) -> "tuple[Assessment, ...]":
        """What somebody judged of it; a judgement of its area is not one of it."""
        return self._from(Assessment, MB.assesses)

    @property
    def work(self) -> tuple[Thing, ...]:
        """What the report places under it, or says contributes to it."""
        return self._from(Thing, MB.reportedUnder, MB.contributesTo)


class Assessment(Thing):
    """Somebody's judgement of how well something has done."""

    _class = MB.Assessment
    _shown = ("assesses", "rating", "assessor", "period", "passages", "doubts")

    @property
    def assesses(self) -> tuple[Thing, ...]:
        """What is judged."""
        return self._many(Thing, MB.assesses)

    @property
    def rating(self) -> TaggedText | None:
        """The step on the scale, in the assessor's own word."""
        return self._named(MB.rating)

    @property
    def assessor(self) -> Organisation | None:
        """Who judged."""
        return self._one(Organisation, MB.assessor)

    @property
    def period(self) -> Period | None:
        """The period that is judged."""
        return self._one(Period, MB.refPeriod)

    def __str__(self) -> str:
        """Say what was judged, and how."""
        return f"{', '.join(map(str, self.assesses))}: {self.rating or self.description or '–'}"


class Participation(Thing):
    """That somebody takes part in something, and how."""

    _class = MB.Participation
    _shown = ("participant", "roles")

    @property
    def participant(self) -> Organisation | None:
        """Who takes part."""
        return self._one(Organisation, MB.participant)

    @property
    def roles(self) -> tuple[TaggedText, ...]:
        """In which roles."""
        return tuple(each.label for each in self._many(Thing, MB.role) if each.label)

    def __str__(self) -> str:
        """Say who, and in which roles."""
        return f"{self.participant} ({', '.join(self.roles)})"


class _Shared(Thing):
    """What several may take part in."""

    @property
    def participations(self) -> tuple[Participation, ...]:
        """Who takes part, and in which roles."""
        return self._many(Participation, MB.hasParticipation)

    @property
    def purpose(self) -> TaggedText | None:
        """What it is for."""
        return self._text(MB.purpose)


class Instrument(_Shared):
    """Something lasting that is used to reach goals, such as a support scheme."""

    _class = MB.Instrument
    _shown = ("label", "instrument_kind", "purpose", "participations", "applied_in", "doubts")

    @property
    def instrument_kind(self) -> TaggedText | None:
        """What kind of instrument it is."""
        return self._named(MB.instrumentKind)

    @property
    def applied_in(self) -> tuple[Thing, ...]:
        """The areas and work in which it is put to use."""
        return self._many(Thing, MB.appliedIn)


class Activity(_Shared):
    """Something that was done."""

    _class = MB.Activity
    _shown = ("label", "description", "participations", "passages", "doubts")


class Deliverable(_Shared):
    """Something that was made and can be put to use."""

    _class = MB.Deliverable
    _shown = ("label", "description", "participations", "passages", "doubts")


class Challenge(Thing):
    """A problem or a need that the report points to."""

    _class = MB.Challenge
    _shown = ("label", "description", "year", "supported_by", "passages", "doubts")

    @property
    def year(self) -> int | None:
        """The year that it is for."""
        return self._number(MB.forYear)

    @property
    def supported_by(self) -> tuple[Thing, ...]:
        """What the report gives as grounds for it."""
        return self._many(Thing, MB.supportedBy)


class Finding(Thing):
    """A claim or a conclusion that is not a figure."""

    _class = MB.Finding
    _shown = ("description", "claimed_by", "passages", "doubts")

    @property
    def claimed_by(self) -> Organisation | None:
        """Who makes the claim."""
        return self._one(Organisation, MB.claimedBy)


class Plan(Thing):
    """Something that the agency says it is going to do; never a result."""

    _class = MB.PlannedMeasure
    _shown = ("description", "planned_by", "planned_for", "instruments", "passages", "doubts")

    @property
    def label(self) -> TaggedText | None:
        """What is planned."""
        return self._text(DCT.title, SKOS.prefLabel, DCT.description)

    @property
    def planned_by(self) -> Organisation | None:
        """Who plans it."""
        return self._one(Organisation, MB.plannedBy)

    @property
    def planned_for(self) -> Period | None:
        """When it is to happen."""
        return self._one(Period, MB.plannedFor)

    @property
    def instruments(self) -> tuple[Instrument, ...]:
        """The instruments that it uses."""
        return self._many(Instrument, MB.usesInstrument)
