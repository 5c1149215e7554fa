"""Figures, what they measure, and the targets that they are held against."""

from datetime import date
from decimal import Decimal

from pyoxigraph import NamedNode

from maalbar.model.terms import DCAT, DCT, MB, SKOS
from maalbar.queries.store import TaggedText
from maalbar.walk.thing import Thing


class Organisation(Thing):
    """A public body, or another organisation."""

    _shown = ("label", "short_name", "purpose")

    @property
    def short_name(self) -> TaggedText | None:
        """What it is called for short."""
        return self._text(SKOS.altLabel)

    @property
    def purpose(self) -> TaggedText | None:
        """What it is for."""
        return self._text(MB.purpose)


class Period(Thing):
    """A span of time, or the wave of a survey; what is not known of it is None."""

    _shown = ("label", "start", "end", "year")

    @property
    def start(self) -> date | None:
        """Its first day."""
        return self._day(DCAT.startDate)

    @property
    def end(self) -> date | None:
        """Its last day."""
        return self._day(DCAT.endDate)

    @property
    def year(self) -> int | None:
        """The year that it is of: that in which it ends."""
        return self.end.year if self.end else self._number(MB.year)

    def __str__(self) -> str:
        """Name it, or give its days as an interval of ISO 8601."""
        return str(self.label or f"{self.start or '..'}/{self.end or '..'}")

    def _day(self, name: NamedNode) -> date | None:
        value = self._value(name)
        return value if isinstance(value, date) else None


class _Valued(Thing):
    """What has a value for an indicator."""

    @property
    def indicator(self) -> "Indicator | None":
        """What is measured."""
        return self._one(Indicator, MB.indicator)

    @property
    def value(self) -> Decimal | None:
        """The number itself."""
        value = self._value(MB.value)
        if isinstance(value, int):
            return Decimal(value)
        return value if isinstance(value, Decimal) else None

    @property
    def unit(self) -> TaggedText | None:
        """The unit that it is in, such as per cent."""
        return self._named(MB.unit)

    @property
    def currency(self) -> str | None:
        """The currency of an amount, such as NOK."""
        one = self._one(Thing, MB.currency)
        return one.iri.rpartition("/")[2] if one else None

    @property
    def about(self) -> Thing | None:
        """What it describes, such as an organisation or an instrument."""
        return self._one(Thing, MB.featureOfInterest)

    @property
    def population(self) -> Thing | None:
        """All those that it is worked out from."""
        return self._one(Thing, MB.population)

    @property
    def period(self) -> Period | None:
        """The period, or the wave of a survey, that it is for."""
        return self._one(Period, MB.refPeriod, MB.measuredBy)

    def __str__(self) -> str:
        """Say the value, its unit, and what it is of."""
        parts = [f"{self.value}", self.currency or self.unit or "", f"– {self.indicator}"]
        when = f"({self.period})" if self.period else ""
        return " ".join(filter(None, (*parts, when)))


class Observation(_Valued):
    """A figure as one report gives it."""

    _class = MB.Observation
    _shown = (
        *("indicator", "qualifier", "value", "unit", "currency", "about", "population", "period"),
        *("counted", "target", "previous", "corrected_to", "corrects", "passages", "doubts"),
    )

    @property
    def qualifier(self) -> TaggedText | None:
        """Whether the value is rounded, or only a bound."""
        return self._named(MB.valueQualifier)

    @property
    def counted(self) -> TaggedText | None:
        """The kind of span that it is counted over: a year, or everything since the start."""
        return self._named(MB.countingMode)

    @property
    def target(self) -> "Target | None":
        """The requirement that it is to be measured against."""
        return self._one(Target, MB.target)

    @property
    def previous(self) -> "Observation | None":
        """The figure from the last measurement of the same; they need not be comparable."""
        return self._one(Observation, MB.previousObservation)

    @property
    def change_since(self) -> "Observation | None":
        """The earlier figure that the value is the change from, where it is a change."""
        return self._one(Observation, MB.changeSince)

    @property
    def corrects(self) -> "Observation | None":
        """An earlier figure that this one puts right."""
        return self._one(Observation, MB.corrects)

    @property
    def corrected_to(self) -> "Observation | None":
        """A figure of the same report that puts this one right."""
        return next(iter(self._from(Observation, MB.corrects)), None)


class Target(_Valued):
    """The value that an indicator is to reach."""

    _class = MB.Target
    _shown = ("indicator", "requirement", "value", "unit", "period", "set_by", "set_in", "passages")

    @property
    def requirement(self) -> TaggedText | None:
        """How a figure must compare with the value, such as at least."""
        return self._named(MB.operator)

    @property
    def set_by(self) -> Organisation | None:
        """Who set it."""
        return self._one(Organisation, MB.setBy)

    @property
    def set_in(self) -> Thing | None:
        """The document in which it is laid down."""
        return self._one(Thing, MB.setIn)

    def __str__(self) -> str:
        """Say what is required."""
        said = super().__str__()
        return f"{self.requirement} {said}" if self.requirement else said


class Indicator(Thing):
    """What is measured, whoever measures it."""

    _class = MB.Indicator
    _shown = ("label", "definition", "unit", "direction", "observations", "doubts")

    @property
    def definition(self) -> TaggedText | None:
        """What exactly is measured."""
        return self._text(SKOS.definition, DCT.description)

    @property
    def unit(self) -> TaggedText | None:
        """The unit of its figures."""
        return self._named(MB.unit)

    @property
    def direction(self) -> TaggedText | None:
        """Whether a higher or a lower figure is better."""
        return self._named(MB.direction)

    @property
    def observations(self) -> tuple[Observation, ...]:
        """Its figures, of the report that is walked; changes since another figure left out."""
        found = self._from(Observation, MB.indicator)
        return tuple(each for each in found if each.change_since is None)
