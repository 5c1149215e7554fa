"""A contribution held against what is published: what it refers to, and what it changes.

Only the documents of the things that the contribution names are read, so the cost does not
grow with the site.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from typing import Final
from urllib.parse import unquote

from pyoxigraph import BlankNode, NamedNode, Quad, RdfFormat, parse

from maalbar.check.parts import introduced
from maalbar.model.diagnostic import Diagnostic, Location, MaalbarError
from maalbar.model.index import Index, SpokenTriple
from maalbar.model.statements import Publication
from maalbar.model.terms import EU, MB, A, Subject, Term, order
from maalbar.model.text import Text
from maalbar.publish.paths import Paths
from maalbar.words import finding, text

# What a file of a site holds, by its path; nothing if there is none.
Fetch = Callable[[str], bytes | None]
_STEPS: Final = 2
# A graph is called `…/graph/NAME/STATUS`.
_STEPS_OF_GRAPH: Final = 3
# A site on the web is asked for this many documents at most.
MOST: Final = 500


@dataclass
class Site:
    """A published site, read document by document; each is read once.

    Attributes:
        base: absolute IRI of the publication.
        fetch: gives the bytes of a file, by its path.
    """

    base: str
    fetch: Fetch
    asked: int = 0
    _read: dict[str, tuple[Quad, ...]] = field(default_factory=dict)

    def document(self, node: str) -> Index:
        """Give the document that tells about `node`; empty if there is none.

        Raises:
            MaalbarError: it is not N-Triples.
        """
        return _index(self._quads(node, ".nt", RdfFormat.N_TRIPLES))

    def report(self, node: str) -> dict[str, Index]:
        """Give what is published of a report by the name of the file that said it.

        Raises:
            MaalbarError: it is not N-Quads, or is not in the named graphs of files.
        """
        found: dict[str, list[Quad]] = {}
        for quad in self._quads(node, ".nq", RdfFormat.N_QUADS):
            graph = quad.graph_name
            steps = graph.value.split("/") if isinstance(graph, NamedNode) else []
            if len(steps) < _STEPS_OF_GRAPH:
                raise _not_a_site(Paths(self.base).of(node) + ".nq", str(graph))
            found.setdefault(unquote(steps[-2]), []).append(quad)
        return {name: _index(quads) for name, quads in found.items()}

    def _quads(self, node: str, suffix: str, form: RdfFormat) -> tuple[Quad, ...]:
        path = Paths(self.base).of(node) + suffix
        found = self._read.get(path)
        if found is None:
            self.asked += 1
            data = self.fetch(path) if self.asked <= MOST else None
            found = self._read[path] = _parse(data or b"", form, path)
        return found


def look_around(publication: Publication, site: Site) -> Publication:
    """Give the publication with what the site says of what it refers to.

    That is what it refers to and what that refers to, and what the other files of its reports
    say.
    """
    triples = [*publication.known, *_beside(publication, site)]
    there: set[Term] = {
        *introduced(publication.statements),
        *(subject for subject, predicate, _ in triples if predicate == A),
    }
    nodes: Iterable[Term] = (
        *publication.index.nodes,
        *(value for _, _, value in publication.index),
    )
    for _ in range(_STEPS):
        wanted = {node for node in nodes if _may_be_published(node)} - there
        spoken_of = [
            triple for each in sorted(wanted, key=order) for triple in _about(site, each.value)
        ]
        triples += spoken_of
        there |= wanted
        nodes = [value for _, _, value in spoken_of]
    return replace(publication, known=Index(triples), loose=publication.loose and site.asked > MOST)


def _beside(publication: Publication, site: Site) -> Iterator[SpokenTriple]:
    names = {each.path.stem for each in publication.statements}
    for report in publication.reports:
        for name, said in site.report(report.value).items():
            if name not in names and not said.first(report, A):
                yield from said


def _may_be_published(value: Term) -> bool:
    """Tell whether a site may have a document of a value: it is no term of a vocabulary."""
    return isinstance(value, NamedNode) and not value.value.startswith((MB.iri, EU.iri))


def changes(publication: Publication, site: Site) -> Iterator[Diagnostic]:
    """Find what publishing the contribution would change or remove."""
    mine = publication.index
    published = Index(_published(publication, site))
    things = introduced(publication.statements)
    for thing in sorted(things, key=order):
        yield from _differences(publication, thing, published, mine)
    told = {node for node in published.nodes if published.first(node, A) and "#" not in node.value}
    for node in sorted(told - things, key=order):
        where = publication.place(publication.reports[0]) if publication.reports else Location()
        yield finding("publication/removes-thing", where, value=publication.short(node))


def _published(publication: Publication, site: Site) -> Iterator[SpokenTriple]:
    """Give what is published of the things of the contribution.

    Of a report, that is what the files said that have the names of the contribution's, or
    the file that introduced the report: others may lie beside it, and stay.
    """
    names = {each.path.stem for each in publication.statements}
    told: set[Subject] = set()
    for report in publication.reports:
        files = site.report(report.value)
        for name, said in files.items():
            introduces = said.first(report, A) and not names & set(files)
            if name in names or introduces:
                told |= set(said.nodes)
                yield from said
    for thing in introduced(publication.statements) - told:
        if not isinstance(thing, BlankNode) and "#" not in thing.value:
            document = site.document(thing.value)
            for predicate, values in document.properties(thing).items():
                yield from ((thing, predicate, value) for value in values)


def _differences(
    publication: Publication, thing: Subject, published: Index, mine: Index
) -> Iterator[Diagnostic]:
    now = mine.properties(thing)
    for predicate, before in published.properties(thing).items():
        after = now.get(predicate, ())
        lost = [publication.short(value) for value in before if value not in after]
        new = [value for value in after if value not in before]
        if lost and new:
            yield finding(
                "publication/changes",
                publication.place(thing, predicate, new[0]),
                value=", ".join(publication.short(value) for value in new),
                before=", ".join(lost),
            )
        elif lost:
            where = publication.place(thing, predicate)
            yield finding("publication/removes", where, value=", ".join(lost))


def _about(site: Site, address: str) -> Iterator[SpokenTriple]:
    """Give what the document of an address says of it, and of its fragments."""
    document = site.document(address)
    whole = address.partition("#")[0]
    for subject, predicate, value in document:
        if subject.value.partition("#")[0] == whole:
            yield subject, predicate, value


def _index(quads: Iterable[Quad]) -> Index:
    return Index((quad.subject, quad.predicate, quad.object) for quad in quads)  # type: ignore[misc] # no quoted triples are published


def _parse(data: bytes, form: RdfFormat, path: str) -> tuple[Quad, ...]:
    try:
        return tuple(parse(input=data, format=form))
    except (SyntaxError, ValueError) as error:
        said = text("phrases", "damaged-document", said=str(error))
        raise _not_a_site(path, said) from error


def _not_a_site(path: str, reason: Text | str) -> MaalbarError:
    where = Location(path=PurePosixPath(path))
    return MaalbarError(finding("publication/not-a-site", where, reason=reason))
