"""The quality score of a dataset, counted as the portal counts it.

What is measured of the dataset and of one distribution makes a score; of several distributions
the best counts.  The portal's scale goes to 435, but some of what is on it is never given.

See Also:
    The metrics <https://data.norge.no/vocabulary/dcatno-mqa>.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from pyoxigraph import Literal, NamedNode

from maalbar.harvest.known import is_access_right, is_format, is_known_licence
from maalbar.model.index import Index
from maalbar.model.terms import DCAT, DCT, XSD, Term, order
from maalbar.model.text import Text
from maalbar.words import text

Reached = Callable[[str], bool | None]
DIMENSIONS: Final = (
    "findability",
    "accessibility",
    "interoperability",
    "reusability",
    "contextuality",
)
_RATINGS: Final = ((351, "excellent"), (221, "good"), (121, "sufficient"), (0, "poor"))


class _Rule(NamedTuple):
    """A metric: what it is worth, and the properties that a dataset or a distribution needs."""

    metric: str
    dimension: str
    worth: int
    dataset: tuple[NamedNode, ...] = ()
    distribution: tuple[NamedNode, ...] = ()
    is_given: bool = True


_RULES: Final = (
    _Rule("keywordAvailability", "findability", 30, (DCAT.keyword, DCT.subject)),
    _Rule("categoryAvailability", "findability", 30, (DCAT.theme,)),
    _Rule("spatialAvailability", "findability", 20, (DCT.spatial,)),
    _Rule("temporalAvailability", "findability", 20, (DCT.temporal,)),
    _Rule("accessUrlStatusCode", "accessibility", 50, (), (DCAT.accessURL,)),
    _Rule("downloadUrlAvailability", "accessibility", 20, (), (DCAT.downloadURL,)),
    _Rule("downloadUrlStatusCode", "accessibility", 30, (), (DCAT.downloadURL,)),
    _Rule("formatAvailability", "interoperability", 20, (), (DCT["format"],)),
    _Rule("mediaTypeAvailability", "interoperability", 10, (), (DCAT.mediaType,)),
    _Rule(
        "formatMediaTypeVocabularyAlignment",
        *("interoperability", 10, (), (DCT["format"], DCAT.mediaType)),
    ),
    _Rule("dcatApCompliance", "interoperability", 30),
    _Rule("licenceAvailability", "reusability", 20, (), (DCT.license,)),
    _Rule("knownLicence", "reusability", 10, (), (DCT.license,)),
    _Rule("accessRightsAvailability", "reusability", 10, (DCT.accessRights,)),
    _Rule("accessRightsVocabularyAlignment", "reusability", 5, (DCT.accessRights,)),
    _Rule("contactPointAvailability", "reusability", 20, (DCAT.contactPoint,)),
    _Rule("publisherAvailability", "reusability", 10, (DCT.publisher,)),
    _Rule("rightsAvailability", "contextuality", 5, (), (DCT.rights,)),
    _Rule("dateIssuedAvailability", "contextuality", 5, (DCT.issued,), (DCT.issued,)),
    _Rule("dateModifiedAvailability", "contextuality", 5, (DCT.modified,), (DCT.modified,)),
    # DCAT-AP-NO 3 wants another datatype than the shapes of the score do, which are worth more.
    _Rule("byteSizeAvailability", "contextuality", 5, (), (DCAT.byteSize,), is_given=False),
    # On the scale, but nothing measures them.
    _Rule("formatMediaTypeNonProprietary", "interoperability", 20, is_given=False),
    _Rule("formatMediaTypeMachineInterpretable", "interoperability", 20, is_given=False),
    _Rule("formatMatch", "interoperability", 15, is_given=False),
    _Rule("syntaxValid", "interoperability", 15, is_given=False),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """One metric of one dataset.

    Attributes:
        metric: its name in the portal's vocabulary.
        dimension: what it is a part of, by the same.
        worth: the points that it gives where it is met.
        met: nothing where that is not known.
        is_given: whether there is a way to be given the points and keep all other rules.
        advice: what would raise the score; empty where it is met, or nothing would.
    """

    metric: str
    dimension: str
    worth: int
    met: bool | None
    is_given: bool
    advice: Text

    @property
    def points(self) -> int:
        """The points that are certain."""
        return self.worth if self.met else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """The score of a dataset; `distribution` is the one that counts, nothing if it has none."""

    metrics: tuple[Measured, ...]
    distribution: str | None

    @property
    def points(self) -> int:
        """The points that are certain."""
        return sum(each.points for each in self.metrics)

    @property
    def unknown(self) -> int:
        """The points that may come in addition, where something was not looked at."""
        return sum(each.worth for each in self.metrics if each.met is None)

    @property
    def out_of(self) -> int:
        """The most that can be had, 360; more where points came at the cost of other rules."""
        return sum(each.worth for each in self.metrics if each.is_given or each.met)

    @property
    def nominal(self) -> int:
        """The end of the portal's scale."""
        return sum(each.worth for each in self.metrics)

    @property
    def rating(self) -> str:
        """What the portal calls that many points: `excellent`, `good`, `sufficient` or `poor`."""
        return next(name for least, name in _RATINGS if self.points >= least)

    def of(self, dimension: str) -> "Score":
        """Give the part of the score that is about one dimension; its rating says nothing."""
        metrics = tuple(each for each in self.metrics if each.dimension == dimension)
        return Score(metrics=metrics, distribution=self.distribution)


class _Answer(NamedTuple):
    """Whether a metric is met; if not, the word that says why, and what it is about."""

    why: str = ""
    value: str = ""
    met: bool | None = False


def score(member: Index, node: NamedNode, *, reached: Reached, conforms: bool | None) -> Score:
    """Count the points of a dataset.

    Args:
        member: what the portal keeps of the dataset.  What is not described in it counts as
            not described.
        node: the dataset.  Of a series that is no dataset the portal counts nothing.
        reached: tells whether an address answers a HEAD request with 2xx; nothing where that
            was not tried.  It is asked more than once of an address.
        conforms: whether the dataset keeps the shapes of DCAT-AP-NO 2.0.0 without so much as a
            warning; nothing where that was not looked at.
    """
    found = member.objects(node, DCAT.distribution)
    distributions = sorted((each for each in found if not isinstance(each, Literal)), key=order)
    own = [_of_dataset(rule, member, node, conforms=conforms) for rule in _RULES]
    answers: Iterable[tuple[list[_Answer], str | None]] = (
        (
            [
                answer
                if answer.met or not rule.distribution
                else _of_distribution(rule, member, each, reached)
                for rule, answer in zip(_RULES, own, strict=True)
            ],
            each.value,
        )
        for each in distributions
    )
    best, chosen = max(answers, key=_sure_and_possible, default=(own, None))
    return Score(metrics=tuple(map(_measured, _RULES, best)), distribution=chosen)


def _sure_and_possible(counted: tuple[list[_Answer], str | None]) -> tuple[int, int]:
    found = list(zip(_RULES, counted[0], strict=True))
    sure = sum(rule.worth for rule, answer in found if answer.met)
    return sure, sum(rule.worth for rule, answer in found if answer.met is None)


def _measured(rule: _Rule, answer: _Answer) -> Measured:
    told = not answer.met and rule.is_given
    return Measured(
        metric=rule.metric,
        dimension=rule.dimension,
        worth=rule.worth,
        met=answer.met,
        is_given=rule.is_given,
        advice=text("portal", answer.why, value=answer.value) if told else {},
    )


def _of_dataset(rule: _Rule, index: Index, node: NamedNode, *, conforms: bool | None) -> _Answer:
    if rule.metric == "dcatApCompliance":
        return _complies(index, node, conforms=conforms)
    values = _said(index, node, rule.dataset)
    if values and rule.metric == "accessRightsVocabularyAlignment":
        return _is_access_right(values)
    if values:
        return _Answer(met=True)
    if rule.distribution and not rule.dataset:
        return _Answer("no-distribution")
    return _Answer(_FIRST.get(rule.metric, rule.metric))


def _of_distribution(rule: _Rule, index: Index, node: Term, reached: Reached) -> _Answer:
    values = _said(index, node, rule.distribution)
    if not values:
        return _Answer(_FIRST.get(rule.metric, rule.metric))
    if rule.metric in {"accessUrlStatusCode", "downloadUrlStatusCode"}:
        return _answers(values, reached)
    if rule.metric == "formatMediaTypeVocabularyAlignment":
        return _is_listed(values)
    return _is_known_licence(values) if rule.metric == "knownLicence" else _Answer(met=True)


def _said(index: Index, node: Term, predicates: Sequence[NamedNode]) -> list[Term]:
    return [value for each in predicates for value in index.objects(node, each)]


def _answers(values: Sequence[Term], reached: Reached) -> _Answer:
    """Look whether addresses answer; of several that differ, one counts, and any may be it."""
    addresses = [each.value for each in values if isinstance(each, NamedNode)]
    if not addresses:
        return _Answer("no-address", values[0].value)
    found = {each: reached(each) for each in addresses}
    kinds = set(found.values())
    met = kinds.pop() if len(kinds) == 1 else None
    dead = next((each for each, answers in found.items() if answers is False), None)
    if dead is not None:
        return _Answer("unreachable", dead, met)
    unknown = next((each for each, answers in found.items() if answers is None), "")
    return _Answer("not-tried", unknown, met)


def _is_listed(values: Sequence[Term]) -> _Answer:
    found = {each.value: is_format(each.value) for each in values if isinstance(each, NamedNode)}
    if True in found.values():
        return _Answer(met=True)
    if None in found.values():
        likely = next(each for each, listed in found.items() if listed is None)
        return _Answer("not-looked-up", likely, met=None)
    return _Answer("formatMediaTypeVocabularyAlignment", values[0].value)


def _is_known_licence(values: Sequence[Term]) -> _Answer:
    met = any(isinstance(each, NamedNode) and is_known_licence(each.value) for each in values)
    return _Answer("knownLicence", values[0].value, met)


def _is_access_right(values: Sequence[Term]) -> _Answer:
    met = any(isinstance(each, NamedNode) and is_access_right(each.value) for each in values)
    return _Answer("accessRightsVocabularyAlignment", values[0].value, met)


def _complies(index: Index, node: NamedNode, *, conforms: bool | None) -> _Answer:
    if conforms is None:
        return _Answer("not-validated", met=None)
    sizes = (
        size
        for each in index.objects(node, DCAT.distribution)
        for size in index.objects(each, DCAT.byteSize)
    )
    for size in sizes:
        if not isinstance(size, Literal) or size.datatype != XSD.decimal:
            return _Answer("byte-size", size.value, conforms)
    return _Answer("dcatApCompliance", met=conforms)


# Where there is nothing to look at, it is to be said what must be there first.
_FIRST: Final[Mapping[str, str]] = {
    "downloadUrlStatusCode": "downloadUrlAvailability",
    "formatMediaTypeVocabularyAlignment": "formatAvailability",
    "knownLicence": "licenceAvailability",
    "accessRightsVocabularyAlignment": "accessRightsAvailability",
}
