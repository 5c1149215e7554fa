"""N-Triples and N-Quads: a statement a line, and every term in full.

See Also:
    RDF 1.1 N-Triples <https://www.w3.org/TR/n-triples/>;
    RDF 1.1 N-Quads <https://www.w3.org/TR/n-quads/>.
"""

import re
from typing import Final

from maalbar.load.enough import expect_room
from maalbar.load.placed import Placed
from maalbar.load.turtle.terms import Take, Terms
from maalbar.model.diagnostic import Mark
from maalbar.model.terms import Subject, Term

_LINE_END: Final = re.compile(r"[\r\n]")


def read_lines(terms: Terms, *, named_graphs: bool) -> list[Placed]:
    """Read all that the tokens of `terms` say.

    Raises:
        MaalbarError: it is not N-Triples or, with `named_graphs`, not N-Quads.
    """
    tokens, unexpected = terms.tokens, terms.problems.unexpected
    nodes: dict[str, Take[Subject]] = {"iri": terms.iri, "label": terms.label}
    values: dict[str, Take[Term]] = {**nodes, "string": terms.string}
    quads: list[Placed] = []
    while tokens.kind != "end":
        start = tokens.start
        if tokens.kind not in nodes:
            unexpected(tokens, "turtle-a-node")
        subject, subject_at = nodes[tokens.kind]()
        if tokens.kind != "iri":
            unexpected(tokens, "turtle-an-address")
        predicate, property_at = terms.iri()
        if tokens.kind not in values:
            unexpected(tokens, "turtle-a-node-or-text")
        value, value_at = values[tokens.kind]()
        graph: Subject | None = None
        if named_graphs and tokens.kind in nodes:
            graph, _ = nodes[tokens.kind]()
        if tokens.text != ".":
            unexpected(tokens, "turtle-a-full-stop")
        _end_line(terms, start, subject_at)
        expect_room(len(quads), terms.problems.told.path, subject_at)
        quads.append(Placed(subject, predicate, value, graph, subject_at, property_at, value_at))
    return quads


def _end_line(terms: Terms, start: int, start_at: Mark) -> None:
    """Go past the full stop of a statement, which is the only one of its line."""
    tokens, stop = terms.tokens, terms.problems.stop
    end = tokens.start
    tokens.advance()
    if _LINE_END.search(tokens.source, start, end):
        stop("turtle-one-line", start_at, advice="turtle-write-in-full")
    if tokens.kind != "end" and not _LINE_END.search(tokens.source, end, tokens.start):
        stop("turtle-one-line", tokens.mark(), advice="turtle-write-in-full")
