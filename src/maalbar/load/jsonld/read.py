"""One JSON-LD file: what it says, and what in it says nothing.

Nothing is fetched, and nothing is left out in silence: what stands in a document and is in
no statement is found, unless it is a keyword's business.

See Also:
    JSON-LD 1.1 <https://www.w3.org/TR/json-ld11/>.
"""

import gc
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import PurePosixPath
from typing import Any

from maalbar.load.json import Array, Json, Node, Object, read_json
from maalbar.load.jsonld.contexts import Contexts, TooMuchError
from maalbar.load.jsonld.expansion import Expansion
from maalbar.load.jsonld.nodes import Nodes
from maalbar.load.jsonld.statements import Statements
from maalbar.load.placed import Reading
from maalbar.load.told import Told
from maalbar.model.diagnostic import Diagnostic, MaalbarError
from maalbar.words import text


def read_jsonld(
    source: str, path: PurePosixPath, *, base: str, context: Mapping[str, Any]
) -> Reading:
    """Read one JSON-LD document.

    Args:
        source: its text.
        path: the file that it came from, for the findings.
        base: absolute IRI against which its addresses are resolved.
        context: our own context, the value of `@context`.  It holds in a document that has
            none, or an item of a list of documents, and where its address is named: one that
            ends in `/context.jsonld`, as a publication has it.

    Raises:
        MaalbarError: it is not JSON; or a context in it is wrong, elsewhere, or too much.
    """
    source = source.removeprefix("\ufeff")
    if not source.strip():
        return Reading(())
    with _without_collection():
        document = read_json(source, path)
        contexts = Contexts(base, _object(read_json(json.dumps(context), path).root))
        nodes = Nodes(document.lines, Told(path), base)
        statements = Statements(nodes)
        expansion = Expansion(contexts, nodes, statements, document.root)
        try:
            _expand(document.root, expansion)
        except TooMuchError as error:
            raise MaalbarError(*document.findings, *_too_much(error, document, path)) from error
        if contexts.refused or contexts.remote:
            # All the rest would look wrong.
            raise MaalbarError(*document.findings, *_wrong(contexts, document, path))
        return Reading(statements.in_order(), (*document.findings, *nodes.told.findings))


def _object(node: Node) -> Object:
    if not isinstance(node, Object):
        raise TypeError("a context of ours is an object")
    return node


def _expand(root: Node, expansion: Expansion) -> None:
    contexts = expansion.contexts
    for each in root.items if isinstance(root, Array) else (root,):
        bare = isinstance(each, Object) and each.get("@context") is None
        expansion.free(each, contexts.with_ours() if bare else contexts.nothing, None)


def _too_much(error: TooMuchError, document: Json, path: PurePosixPath) -> tuple[Diagnostic, ...]:
    nodes = Nodes(document.lines, Told(path), "")
    nodes.report("syntax/not-json-ld", error.at, reason=text("phrases", "json-ld-contexts"))
    return nodes.told.findings


def _wrong(contexts: Contexts, document: Json, path: PurePosixPath) -> tuple[Diagnostic, ...]:
    nodes = Nodes(document.lines, Told(path), "")
    for url in contexts.remote.values():
        nodes.report("syntax/remote-context", url, value=url.text)
    for refused in {(each.name, each.at.start): each for each in contexts.refused}.values():
        nodes.wrong(refused.name, refused.at)
    return nodes.told.findings


@contextmanager
def _without_collection() -> Iterator[None]:
    """Keep the garbage collector from going through the tree again and again as it grows."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
