"""Shapes with queries of others, put to a publication in a process that can be stopped.

A query in SPARQL may take for ever, and all memory there is; from inside a process nothing
stops that.
"""

import sys
from collections.abc import Mapping
from multiprocessing import TimeoutError as NotYetError
from typing import Final

from maalbar.check.processes import processes
from maalbar.model.diagnostic import Diagnostic, Location, MaalbarError
from maalbar.model.index import Index
from maalbar.model.statements import Publication
from maalbar.model.terms import Term
from maalbar.validate.ruleset import Ruleset, compile_rules
from maalbar.validate.shapes import check_shapes
from maalbar.words import finding

# A report takes a second or two.
SECONDS: Final = 30
_MOST_BYTES: Final = 4 * 1024**3


def check_queries(
    publication: Publication, rules: Ruleset, *, seconds: float = SECONDS
) -> tuple[Diagnostic, ...]:
    """Validate a publication against shapes of others, and run their queries.

    Args:
        publication: what is validated.
        rules: the shapes.
        seconds: how long it may take.

    Raises:
        MaalbarError: the shapes cannot be answered, or it takes too long.
    """
    with processes(1, _bound) as pool:
        asked = pool.apply_async(_look, (publication, rules.words(), rules.places))
        try:
            found, stopped = asked.get(seconds)
        except NotYetError as error:
            at = rules.places.get(rules.sparql_at) if rules.sparql_at else None
            late = finding("shapes/sparql-too-slow", at or Location(), limit=seconds)
            raise MaalbarError(late) from error
    if stopped:
        raise MaalbarError(*stopped)
    return found


def _look(
    publication: Publication, graph: Index, places: Mapping[Term, Location]
) -> tuple[tuple[Diagnostic, ...], tuple[Diagnostic, ...]]:
    """Give what is found, and what stopped it."""
    try:
        rules = compile_rules(graph, places)
        return tuple(check_shapes(publication, rules, allow_sparql=True)), ()
    except MaalbarError as error:
        return (), error.diagnostics


def _bound() -> None:
    """Let what takes all memory fail, on the systems that can."""
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 # not everywhere

    most, hard = resource.getrlimit(resource.RLIMIT_AS)
    within = [each for each in (most, hard, _MOST_BYTES) if each != resource.RLIM_INFINITY]
    resource.setrlimit(resource.RLIMIT_AS, (min(within), hard))
