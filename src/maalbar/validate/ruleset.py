"""Shapes ready to be put to data, and who answers them.

The fast engine answers what is SHACL Core.  Where a graph asks for more by SPARQL, pySHACL
answers all of it, and only for whoever allows SPARQL to be run.  What neither knows is
refused: a graph is checked in full or not at all.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache

from maalbar.model.diagnostic import Diagnostic, Location
from maalbar.model.index import Index
from maalbar.model.terms import OWL, A, Term
from maalbar.validate.beyond import asks_by_sparql
from maalbar.validate.engine import Concerns, Shapes, compile_shapes, everything
from maalbar.validate.errors import ShapesError, SparqlRefusedError, UnsupportedShapeError
from maalbar.validate.reference import validate_by_reference
from maalbar.validate.result import Result
from maalbar.validate.told_once import check_told_once
from maalbar.vocabulary.resources import all_shapes, folder, read_turtle, shapes
from maalbar.words import finding

Law = Callable[[Index], Iterable[Result]]
Places = Mapping[Term, Location]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruleset:
    """Shapes, compiled.

    Attributes:
        graph: the shapes that an engine answers.
        words: gives the shapes as they were written, with all their sentences.
        compiled: the shapes as functions; nothing if pySHACL must answer them.
        sparql_at: a node that has a query, if pySHACL must answer.
        laws: what is answered here though the shapes say it in SPARQL.
        findings: what is doubtful about the shapes themselves.
        places: where each node of the shapes stands in its file.
    """

    graph: Index
    words: Callable[[], Index]
    compiled: Shapes | None
    sparql_at: Term | None = None
    laws: tuple[Law, ...] = ()
    findings: tuple[Diagnostic, ...] = ()
    places: Places = field(default_factory=dict)


@cache
def own_rules() -> Ruleset:
    """Give the shapes that come with the program."""
    graph = shapes()
    laws = (check_told_once,)
    return Ruleset(graph=graph, words=all_shapes, compiled=compile_shapes(graph), laws=laws)


def compile_rules(graph: Index, places: Places | None = None) -> Ruleset:
    """Compile the shapes of others.

    What our own shapes say in SPARQL is answered here wherever it is repeated word for word.

    Args:
        graph: the shapes graph; what it imports is not fetched.
        places: where its nodes stand, for findings about the shapes.

    Raises:
        MaalbarError: a shape is ill-formed, or asks for what is not answered here.
    """
    places = places or {}
    with _at_their_places(places):
        rest, laws = _answered_here(graph)
        compiled, sparql_at = _compiled(rest)
    return Ruleset(
        graph=rest,
        words=lambda: graph,
        compiled=compiled,
        sparql_at=sparql_at,
        laws=laws,
        findings=tuple(_imports(graph, places)),
        places=places,
    )


def validate(
    data: Index,
    rules: Ruleset,
    *,
    concerns: Concerns = everything,
    by_reference: bool = False,
    allow_sparql: bool = False,
) -> list[Result]:
    """Find all that is wrong with `data`: nothing if they conform.

    Args:
        data: what is validated, as one graph.
        rules: the shapes.
        concerns: tells which focus nodes to give the results of.
        by_reference: let pySHACL answer what the fast engine could.
        allow_sparql: run the queries of the shapes.

    Raises:
        MaalbarError: the shapes have queries and may not run them, an expression takes too
            long, or pySHACL fails.
    """
    with _at_their_places(rules.places):
        if rules.sparql_at is not None and not allow_sparql:
            raise SparqlRefusedError(rules.sparql_at)
        found = rules.compiled.validate(data, concerns) if rules.compiled else []
        if by_reference or rules.compiled is None:
            advanced = rules.sparql_at is not None
            told = validate_by_reference(rules.graph, data, advanced=advanced)
            # pySHACL says what is wrong; where our engine says so too, it knows why.
            known = {(each.key, each.shape): each for each in found}
            found = [known.get((each.key, each.shape), each) for each in told]
        found += [each for law in rules.laws for each in law(data)]
    return [each for each in found if concerns(each.focus)]


def _compiled(graph: Index) -> tuple[Shapes | None, Term | None]:
    try:
        return compile_shapes(graph), None
    except UnsupportedShapeError:
        sparql_at = asks_by_sparql(graph)
        if sparql_at is None:
            raise
        return None, sparql_at


@cache
def _own_queries() -> Index:
    return read_turtle(*sorted((folder("shapes") / "sparql").glob("*.ttl")))


def _answered_here(graph: Index) -> tuple[Index, tuple[Law, ...]]:
    """Take out our own law in SPARQL where it is there as we wrote it."""
    own = _own_queries()
    if any(graph.properties(node) != own.properties(node) for node in own.nodes):
        return graph, ()
    return Index(triple for triple in graph if triple not in own), (check_told_once,)


def _imports(graph: Index, places: Places) -> Iterator[Diagnostic]:
    """Say which shapes are imported and not here: nothing is fetched."""
    here = frozenset[Term](graph.subjects(A, OWL.Ontology))
    for imported, importing in graph.values(OWL.imports).items():
        if imported not in here:
            where = places.get(importing[0], Location(focus=importing[0].value))
            yield finding("shapes/imports", where, value=imported.value)


@contextmanager
def _at_their_places(places: Places) -> Iterator[None]:
    """Let an error about a shape say where in its file it stands."""
    try:
        yield
    except ShapesError as error:
        where = places.get(error.shape)
        raise (error.at(where) if where else error) from error.__cause__
