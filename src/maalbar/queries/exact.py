"""A term as SPARQL writes it, nothing lost."""

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

Cell = NamedNode | BlankNode | Literal | Triple | None


def exact(term: Cell) -> str:
    """Write a term; nothing where nothing is bound."""
    if not isinstance(term, Triple):
        return "" if term is None else str(term)
    parts = (exact(each) for each in (term.subject, term.predicate, term.object))
    return f"<<( {' '.join(parts)} )>>"
