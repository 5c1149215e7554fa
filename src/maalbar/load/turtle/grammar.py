"""The grammar of Turtle and TriG.

Without recursion: each step takes tokens and gives the step that comes next, and brackets
that are open lie on a stack of limited height.

See Also:
    RDF 1.1 Turtle, section 6.5 <https://www.w3.org/TR/turtle/#sec-grammar-grammar>;
    RDF 1.1 TriG, section 4.5 <https://www.w3.org/TR/trig/#sec-grammar>.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final, NamedTuple, NoReturn, TypeAlias

from pyoxigraph import BlankNode, NamedNode

from maalbar.load.enough import expect_room
from maalbar.load.placed import Placed
from maalbar.load.turtle.problems import Opened
from maalbar.load.turtle.terms import Take, Terms
from maalbar.load.turtle.tokens import Tokens
from maalbar.model.diagnostic import Mark
from maalbar.model.terms import RDF, Subject, Term

DEPTH: Final = 64
_FIRST: Final = RDF.first
_REST: Final = RDF.rest
_NIL: Final = RDF.nil
_NOWHERE: Final = Mark(1, 1)

_Step: TypeAlias = Callable[[], "_Step | None"]


def read_statements(terms: Terms, *, named_graphs: bool) -> list[Placed]:
    """Read all that the tokens of `terms` say.

    Raises:
        MaalbarError: it is not Turtle or, with `named_graphs`, not TriG.
    """
    grammar = _Grammar(terms, named_graphs)
    step: _Step | None = grammar.statement
    while step is not None:
        step = step()
    return grammar.quads


class _Open(NamedTuple):
    """A bracket that is open, and the statement that goes on when it is closed."""

    bracket: str
    at: Mark
    subject: Subject
    subject_at: Mark
    predicate: NamedNode
    property_at: Mark
    then: _Step


@dataclass(slots=True)
class _Grammar:
    """The statement that is being read, and the steps of the grammar."""

    terms: Terms
    named_graphs: bool
    quads: list[Placed] = field(default_factory=list)
    graph: NamedNode | BlankNode | None = None
    graph_at: Mark | None = None
    subject: Subject = _NIL
    subject_at: Mark = _NOWHERE
    predicate: NamedNode = _NIL
    property_at: Mark = _NOWHERE
    open: list[_Open] = field(default_factory=list)
    tokens: Tokens = field(init=False)
    labels: dict[str, Take[NamedNode | BlankNode]] = field(init=False)
    verbs: dict[str, Take[NamedNode]] = field(init=False)
    values: dict[str, Take[Term]] = field(init=False)

    def __post_init__(self) -> None:
        """Look up once which tokens may stand where."""
        terms = self.terms
        self.tokens = terms.tokens
        self.labels = {
            "iri": terms.iri,
            "name": terms.name,
            "label": terms.label,
            "anonymous": terms.anonymous,
        }
        self.verbs = {"iri": terms.iri, "name": terms.name, "word": terms.a}
        self.values = {
            **self.labels,
            "nil": terms.nil,
            "string": terms.string,
            "other_string": terms.string,
            "integer": terms.number,
            "decimal": terms.number,
            "double": terms.number,
            "word": terms.boolean,
        }

    # Statements, directives and graphs

    def statement(self) -> _Step | None:
        tokens = self.tokens
        if self.graph_at is not None:
            return self.end_graph() if tokens.text == "}" else self.begin()
        if tokens.kind == "end":
            return None
        if tokens.kind in {"at", "word"}:
            return self.keyword()
        if tokens.text == "{" and self.named_graphs:
            return self.begin_graph(None)
        return self.begin()

    def keyword(self) -> _Step:
        tokens, word = self.tokens, self.tokens.text
        if word in {"@prefix", "@base"}:
            self.directive(word[1:])
            if tokens.text != ".":
                self.unexpected("turtle-a-full-stop")
            tokens.advance()
        elif word.lower() in {"prefix", "base"}:
            self.directive(word.lower())
        elif word.lower() == "graph" and self.named_graphs:
            tokens.advance()
            if tokens.kind not in self.labels:
                self.unexpected("turtle-a-graph")
            graph, _ = self.labels[tokens.kind]()
            return self.begin_graph(graph)
        else:
            self.unexpected("turtle-a-subject")
        return self.statement

    def directive(self, name: str) -> None:
        tokens, prefix = self.tokens, self.tokens.advance()
        if name == "prefix":
            if tokens.kind != "name" or prefix.find(":") != len(prefix) - 1:
                self.unexpected("turtle-a-prefix")
            tokens.advance()
        if tokens.kind != "iri":
            self.unexpected("turtle-a-beginning")
        if name == "prefix":
            self.terms.declare(prefix[:-1])
        else:
            self.terms.rebase()

    def begin_graph(self, name: NamedNode | BlankNode | None) -> _Step:
        if self.tokens.text != "{":
            self.unexpected("turtle-a-brace")
        self.graph, self.graph_at = name, self.tokens.mark()
        self.tokens.advance()
        return self.statement

    def end_graph(self) -> _Step:
        self.graph = self.graph_at = None
        self.tokens.advance()
        return self.statement

    # Subject, property, value

    def begin(self) -> _Step:
        tokens, kind = self.tokens, self.tokens.kind
        if tokens.text in {"[", "("}:
            self.subject, self.subject_at = self.terms.fresh(), tokens.mark()
            return self.enter(self.subject, self.alone if tokens.text == "[" else self.verb)
        if kind == "nil":
            self.subject, self.subject_at = self.terms.nil()
            return self.verb
        if kind not in self.labels:
            self.unexpected("turtle-a-subject")
        self.subject, self.subject_at = self.labels[kind]()
        if tokens.text == "{" and self.named_graphs and self.graph_at is None:
            return self.begin_graph(self.subject)
        return self.verb

    def alone(self) -> _Step:
        """Go on after `[ … ]` as a subject, of which all may have been said inside."""
        return self.end if self.tokens.text in {".", "}"} else self.verb

    def verb(self) -> _Step:
        take = self.verbs.get(self.tokens.kind)
        if take is None:
            if self.tokens.text == "{" and self.named_graphs and self.graph_at is not None:
                self.terms.problems.graph_in_graph(self.subject_at, self.graph, self.graph_at)
            self.unexpected("turtle-a-property")
        self.predicate, self.property_at = take()
        return self.value

    def value(self) -> _Step:
        tokens = self.tokens
        take = self.values.get(tokens.kind)
        if take is not None:
            self.add(*take())
            return self.after
        if tokens.text not in {"[", "("}:
            if tokens.text[:1] in {";", ".", ","} and not self.open:
                self.terms.problems.early_full_stop(tokens, self.subject, self.subject_at)
            self.unexpected("turtle-a-value")
        node = self.terms.fresh()
        self.add(node, tokens.mark())
        return self.enter(node, self.after)

    def after(self) -> _Step:
        tokens = self.tokens
        if self.open and self.open[-1].bracket == "(":
            return self.item()
        if tokens.text == ",":
            tokens.advance()
            return self.value
        if tokens.text.startswith(";"):
            while tokens.advance().startswith(";"):
                pass
            if tokens.text not in {".", "]", "}"}:
                return self.verb
        return self.end()

    def end(self) -> _Step:
        text = self.tokens.text
        if self.open:
            if text == "]":
                return self.leave()
        elif text == ".":
            self.tokens.advance()
            return self.statement
        elif text == "}" and self.graph_at is not None:
            return self.statement
        return self.unexpected("turtle-a-separator")

    # Brackets

    def enter(self, node: BlankNode, then: _Step) -> _Step:
        """Go into a bracket that stands for `node`; `then` comes when it is closed."""
        tokens = self.tokens
        bracket, at = tokens.text, tokens.mark()
        if len(self.open) == DEPTH:
            self.terms.problems.too_deep(at, DEPTH)
        held = self.subject, self.subject_at, self.predicate, self.property_at
        self.open.append(_Open(bracket, at, *held, then))
        tokens.advance()
        if bracket == "(":
            return self.cell(node)
        self.subject, self.subject_at = node, at
        return self.verb

    def leave(self) -> _Step:
        closed = self.open.pop()
        self.subject, self.subject_at = closed.subject, closed.subject_at
        self.predicate, self.property_at = closed.predicate, closed.property_at
        self.tokens.advance()
        return closed.then

    def cell(self, node: BlankNode) -> _Step:
        """Go on with the item of `node`."""
        at = self.tokens.mark()
        self.subject, self.subject_at, self.predicate, self.property_at = node, at, _FIRST, at
        return self.value

    def item(self) -> _Step:
        self.predicate = _REST
        if self.tokens.text == ")":
            self.add(_NIL, self.tokens.mark())
            return self.leave()
        node = self.terms.fresh()
        self.add(node, self.tokens.mark())
        return self.cell(node)

    def add(self, value: Term, value_at: Mark) -> None:
        expect_room(len(self.quads), self.terms.problems.told.path, value_at)
        self.quads.append(
            Placed(
                self.subject,
                self.predicate,
                value,
                self.graph,
                self.subject_at,
                self.property_at,
                value_at,
            )
        )

    def unexpected(self, expected: str) -> NoReturn:
        inner = self.open[-1] if self.open else None
        opened = Opened(inner.bracket, inner.at) if inner else None
        if inner is None and self.graph_at is not None:
            opened = Opened("{", self.graph_at)
        self.terms.problems.unexpected(self.tokens, expected, opened)
