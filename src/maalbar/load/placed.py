"""What a reader of an RDF format gives: quads, each with its places in the file."""

from dataclasses import dataclass, field
from typing import NamedTuple

from pyoxigraph import BlankNode, NamedNode

from maalbar.model.diagnostic import Diagnostic, Mark
from maalbar.model.terms import Subject, Term


class Placed(NamedTuple):
    """A quad and where its terms stand; `graph` is None for what is in no named graph."""

    subject: Subject
    predicate: NamedNode
    object: Term
    graph: NamedNode | BlankNode | None
    subject_at: Mark
    property_at: Mark
    value_at: Mark


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read from one file: its quads in the order of the file, and what was wrong."""

    quads: tuple[Placed, ...]
    findings: tuple[Diagnostic, ...] = field(default=())
