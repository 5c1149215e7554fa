"""What shapes ask for beyond SHACL Core: what pySHACL can answer, and what no one here does.

pySHACL passes over what it does not know without a word.  So whatever it is not known to
answer is refused before it is asked.
"""

import re
from typing import Final

from pyoxigraph import Literal, NamedNode

from maalbar.model.index import Index
from maalbar.model.terms import SH, Term
from maalbar.queries.tokens import forbidden_word
from maalbar.validate.components.string_based import expression_of
from maalbar.validate.engine import KNOWN
from maalbar.validate.errors import ForbiddenQueryError, UnsupportedShapeError
from maalbar.validate.shape_node import ShapeNode

_QUERIES: Final = (SH.select, SH.ask)
_SPARQL: Final = frozenset(
    SH[name]
    for name in (
        *("sparql", "select", "ask", "prefixes", "declare", "prefix", "namespace"),
        *("target", "parameter", "optional", "labelTemplate", "returnType"),
        *("validator", "nodeValidator", "propertyValidator"),
    )
)
# Said of graphs and in reports, and nothing that shapes ask for.
_IDLE: Final = frozenset(
    SH[name]
    for name in (
        *("shapesGraph", "suggestedShapesGraph", "shapesGraphWellFormed"),
        *("conforms", "result", "detail", "focusNode", "value"),
        *("resultPath", "resultSeverity", "resultMessage"),
        *("sourceShape", "sourceConstraint", "sourceConstraintComponent"),
    )
)
_ANSWERED: Final = KNOWN | _SPARQL | _IDLE
_PATHS: Final = frozenset(
    SH[f"{name}Path"] for name in ("alternative", "inverse", "zeroOrMore", "oneOrMore", "zeroOrOne")
)
# Terms of SHACL, its advanced features and its drafts that no one here answers.
_UNANSWERED: Final = frozenset(
    SH[name]
    for name in (
        *("entailment", "resultAnnotation", "annotationProperty", "annotationValue"),
        *("annotationVarName", "rule", "condition", "construct", "update", "subject", "predicate"),
        *(
            "object",
            "expression",
            "values",
            "nodes",
            "filterShape",
            "intersection",
            "union",
            "this",
        ),
        *("js", "jsFunctionName", "jsLibrary", "jsLibraryURL", "targetWhere", "shape"),
        *("reifierShape", "reificationRequired", "uniqueMembers", "memberShape", "someValue"),
        *("singleLine", "rootClass", "subsetOf", "nodeByExpression", "if", "then", "else"),
    )
)
# What SPARQL lets stand in a declaration.
_PREFIX: Final = re.compile(r"[^\W\d_][\w.-]*|")
_NAMESPACE: Final = re.compile(r'[^<>"{}|^`\\\x00-\x20]*')
# pySHACL knows two of the flags.
_FLAGS: Final = frozenset("im")


def asks_by_sparql(graph: Index) -> Term | None:
    """Give a node of the shapes graph that has a query; nothing if there is none.

    Raises:
        UnsupportedShapeError: a shape asks for what pySHACL does not answer either.
        ForbiddenQueryError: a query reaches outside the data.
        IllFormedShapeError: a prefix is more than that.
    """
    asking = None
    for node in graph.nodes:
        shape = ShapeNode(graph, node)
        _refuse_more_than_prefixes(shape)
        if not shape.flag("deactivated"):
            _refuse_unknown(shape)
        for query in (each for predicate in _QUERIES for each in graph.objects(node, predicate)):
            asking = node
            word = forbidden_word(query.value)
            if word:
                raise ForbiddenQueryError(word, node)
    return asking


def says_nothing(predicate: NamedNode, value: Term) -> bool:
    """Tell whether a statement only looks like one of SHACL: a slip that engines pass over."""
    if predicate == SH.nodeKind:
        return not value.value.startswith(SH.iri)
    known = (_ANSWERED, _PATHS, _UNANSWERED)
    return predicate.value.startswith(SH.iri) and not any(predicate in each for each in known)


def _refuse_more_than_prefixes(shape: ShapeNode) -> None:
    """Refuse what would be a part of every query, as pySHACL writes prefixes before it as text."""
    for parameter, pattern, reason in (
        ("prefix", _PREFIX, "not-a-prefix"),
        ("namespace", _NAMESPACE, "not-an-iri"),
    ):
        for value in shape.values(parameter):
            if not pattern.fullmatch(value.value):
                raise shape.ill_formed(reason, value=value)


def _refuse_unknown(shape: ShapeNode) -> None:
    for predicate in shape.graph.properties(shape.node):
        if predicate.value.startswith(SH.iri) and predicate not in _ANSWERED:
            raise UnsupportedShapeError(f"sh:{predicate.value.removeprefix(SH.iri)}", shape.node)
    for text in shape.values("pattern"):
        expression_of(shape, text)
    flags = shape.value("flags")
    if isinstance(flags, Literal) and not _FLAGS.issuperset(flags.value):
        raise UnsupportedShapeError(f'sh:flags "{flags.value}"', shape.node)
