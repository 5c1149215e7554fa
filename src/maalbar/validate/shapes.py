"""The shapes put to a publication: findings in a reader's words and at the author's line.

Looked at are the publication, what others say of the things that it refers to, and the
ontology; told is only what is wrong with the publication.
"""

from collections.abc import Callable, Iterator
from functools import cached_property, lru_cache
from itertools import chain

from maalbar.model.diagnostic import Diagnostic
from maalbar.model.index import Index, Layered
from maalbar.model.statements import Publication
from maalbar.model.terms import SH, Term
from maalbar.validate.explain import Explainer, code_of
from maalbar.validate.result import Result
from maalbar.validate.ruleset import Ruleset, own_rules, validate
from maalbar.vocabulary.resources import ontology
from maalbar.words.limit import Limit


def data_of(index: Index, known: Index | None = None) -> Index:
    """Give what the shapes look at: the data with the ontology that they speak."""
    return Layered(index, _around(known) if known else ontology())


@lru_cache(maxsize=2)
def _around(known: Index) -> Index:
    """Give what is known with the ontology; reports side by side know the same."""
    return Index(chain(known, ontology()))


def check_shapes(
    publication: Publication,
    ruleset: Ruleset | None = None,
    *,
    by_reference: bool = False,
    allow_sparql: bool = False,
    judged: Callable[[Result], bool] = lambda _: True,
) -> Iterator[Diagnostic]:
    """Validate the publication against shapes, our own if no others are given.

    All graphs are looked at together.  What plain files will hold is looked at too: it must
    be valid without the statements that they leave out.

    Args:
        publication: what is validated.
        ruleset: the shapes; see `compile_rules`.
        by_reference: let pySHACL answer instead of our own engine.
        allow_sparql: run the SPARQL of shapes.
        judged: which results count; what does not is not even counted.

    Raises:
        MaalbarError: the shapes cannot be answered.
    """
    rules = ruleset or own_rules()
    yield from rules.findings
    explainer, told = Explainer(publication, rules), _Concerns(publication)
    found = set()

    def results(index: Index) -> list[Result]:
        data = data_of(index, publication.known)
        return validate(
            data,
            rules,
            concerns=told.of,
            by_reference=by_reference,
            allow_sparql=allow_sparql,
        )

    counted = Limit()
    for result in results(publication.index):
        found.add(result.key)
        if judged(result) and not counted.is_enough(code_of(result.component), result.shape):
            yield explainer.finding(result)
    for result in results(publication.plain):
        is_new = result.severity == SH.Violation and result.key not in found
        if (
            is_new
            and judged(result)
            and not counted.is_enough(code_of(result.component), result.shape)
        ):
            yield explainer.finding(result)
    yield from counted.left_out()


class _Concerns:
    """Which nodes are the publication's: those that it describes, or alone speaks of."""

    def __init__(self, publication: Publication) -> None:
        self._publication = publication

    def of(self, focus: Term) -> bool:
        """Tell whether a finding about a node concerns the publication."""
        return focus in self._spoken_of or not self._is_spoken_of_elsewhere(focus)

    def _is_spoken_of_elsewhere(self, focus: Term) -> bool:
        known = self._publication.known
        if known.properties(focus) or ontology().properties(focus):
            return True
        return focus in self._values_elsewhere

    @cached_property
    def _spoken_of(self) -> frozenset[Term]:
        index = self._publication.index
        values = (value for _, _, value in index)
        described = {
            node
            for node in values
            if not self._publication.known.properties(node) and not ontology().properties(node)
        }
        return frozenset((*index.nodes, *described))

    @cached_property
    def _values_elsewhere(self) -> frozenset[Term]:
        return frozenset(value for _, _, value in chain(self._publication.known, ontology()))
