"""Turtle, TriG, N-Triples and N-Quads: each statement with the places of its terms."""

from pathlib import PurePosixPath
from typing import Final, Literal, TypeAlias

from maalbar.load.placed import Reading
from maalbar.load.told import Told
from maalbar.load.turtle.grammar import read_statements
from maalbar.load.turtle.ntriples import read_lines
from maalbar.load.turtle.problems import Problems
from maalbar.load.turtle.terms import UNREAD, Terms
from maalbar.load.turtle.tokens import Tokens

Form: TypeAlias = Literal["turtle", "trig", "ntriples", "nquads"]

_NAMES: Final[dict[Form, str]] = {
    "turtle": "Turtle",
    "trig": "TriG",
    "ntriples": "N-Triples",
    "nquads": "N-Quads",
}


def read_turtle(source: str, path: PurePosixPath, *, base: str, form: Form) -> Reading:
    """Read one file of the Turtle family.

    A node without a label is given one that no node of the file has.  The place of `[ … ]`
    and `( … )` is that of the bracket, the place of a cell of a list that of its item.

    Args:
        source: its text, without characters that no one can see.
        path: the file that it came from, for the findings.
        base: absolute IRI against which relative IRIs are resolved; in N-Triples and N-Quads
            there are none.
        form: the format that it is in.

    Returns:
        Its statements, but for those with terms that are none, which are among the findings.

    Raises:
        MaalbarError: it is not in that format, or uses prefixes that it does not declare.
    """
    in_lines = form in {"ntriples", "nquads"}
    told = Told(path)
    problems = Problems(told, _NAMES[form], abbreviates=not in_lines)
    terms = Terms(Tokens(source), problems, None if in_lines else base)
    read = read_lines if in_lines else read_statements
    quads = read(terms, named_graphs=form in {"trig", "nquads"})
    if terms.undeclared:
        problems.give_up()
    findings = told.findings
    if findings:
        quads = [quad for quad in quads if not any(term is UNREAD for term in quad[:4])]
    return Reading(tuple(quads), findings)
