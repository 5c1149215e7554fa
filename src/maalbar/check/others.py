"""The shapes of others, read as any file is, so that what is wrong in them has a place."""

from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import Final

from pyoxigraph import BlankNode

from maalbar.fetch import is_address
from maalbar.fetch.cache import cache_folder
from maalbar.fetch.profiles import ShapesFile, shapes_of
from maalbar.load.contribution import DEFAULT_BASE
from maalbar.load.formats import Format, format_of, read_rdf
from maalbar.load.placed import Reading
from maalbar.load.text import decode
from maalbar.model.diagnostic import Diagnostic, Location, MaalbarError
from maalbar.model.index import Index, SpokenTriple
from maalbar.model.terms import Subject, Term
from maalbar.validate.beyond import says_nothing
from maalbar.validate.naming import curie
from maalbar.validate.ruleset import Ruleset, compile_rules
from maalbar.words import finding

_RDF: Final = tuple(each for each in Format if each not in {Format.YAML, Format.CSV})


def others_rules(
    places: Iterable[str], *, offline: bool, forgiving: bool = False
) -> tuple[Ruleset, tuple[Diagnostic, ...]]:
    """Get shapes and compile them together.

    Args:
        places: files, addresses, or names of profiles.
        offline: use only what was fetched before.
        forgiving: pass over slips in the names of SHACL, as those who use the shapes do, and
            tell them.

    Returns:
        The shapes, and what is to be said of how they were got.

    Raises:
        MaalbarError: a place cannot be read, or its shapes cannot be used.
    """
    found = [shapes_of(each, cache=cache_folder(), offline=offline) for each in places]
    triples: list[SpokenTriple] = []
    stands: dict[Term, Location] = {}
    findings = [finding for each in found for finding in each.findings]
    for file in (file for each in found for file in each.files):
        path = PurePosixPath(file.origin)
        reading = _read(file, path)
        findings += reading.findings
        apart = _Apart()
        for quad in reading.quads:
            if forgiving and says_nothing(quad.predicate, quad.object):
                where = Location(path=path, mark=quad.property_at)
                said = f"{curie(quad.predicate)} {quad.object.value}"
                findings.append(finding("shapes/says-nothing", where, value=said))
                continue
            subject = apart.node(quad.subject)
            triples.append((subject, quad.predicate, apart.term(quad.object)))
            stands.setdefault(subject, Location(path=path, mark=quad.subject_at))
    return compile_rules(Index(triples), stands), tuple(findings)


class _Apart(dict[BlankNode, BlankNode]):
    """Blank nodes of one file, told apart from those of the others."""

    def __missing__(self, node: BlankNode) -> BlankNode:
        fresh = self[node] = BlankNode()
        return fresh

    def node(self, node: Subject) -> Subject:
        return self[node] if isinstance(node, BlankNode) else node

    def term(self, term: Term) -> Term:
        return self[term] if isinstance(term, BlankNode) else term


def _read(file: ShapesFile, path: PurePosixPath) -> Reading:
    text = decode(file.data, path)
    form = format_of(path, text, media_type=file.media_type or None)
    if form not in _RDF:
        expected = ", ".join(each.value for each in _RDF)
        raise MaalbarError(finding("syntax/unknown-format", Location(path=path), expected=expected))
    base = file.origin if is_address(file.origin) else DEFAULT_BASE
    return read_rdf(text, path, form, base=base)
