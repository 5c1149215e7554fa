"""What others keep that a catalogue refers to: code lists, themes, formats, standards.

Only what is referred to by name here or in maalbar.toml; nobody's list is kept whole.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Final

from pyoxigraph import NamedNode

from maalbar.model.index import Index, SpokenTriple
from maalbar.model.terms import EU, SKOS, Namespace, Term
from maalbar.vocabulary.resources import read_turtle

DATA_THEMES: Final = EU["data-theme"]
PUBLISHER_TYPES: Final = Namespace("http://purl.org/adms/publishertype/")
LOS_THEMES: Final = Namespace("https://psi.norge.no/los/tema/")
_LOS: Final = NamedNode("https://psi.norge.no/los/ontologi/tema")


@cache
def authorities() -> Index:
    """Read what is told of them: kind, list, names in Bokmål, Nynorsk and English."""
    return read_turtle(Path(__file__).with_suffix(".ttl"))


@cache
def themes() -> Mapping[str, NamedNode]:
    """Give the themes by the last part of their addresses: `GOVE` of the EU, `apenhet` of Los."""
    return _members(DATA_THEMES) | _members(_LOS)


@cache
def publisher_types() -> Mapping[str, NamedNode]:
    """Give the kinds of publishers by the last part of their addresses."""
    return _members(PUBLISHER_TYPES["1.0"])


def told_of(nodes: Iterable[Term]) -> Iterator[SpokenTriple]:
    """Tell of those among `nodes` that are known here."""
    for node in nodes:
        for predicate, values in authorities().properties(node).items():
            for value in values:
                yield node, predicate, value  # type: ignore[misc] # has properties, so no literal


def _members(scheme: NamedNode) -> dict[str, NamedNode]:
    found = (node for node in authorities().subjects(SKOS.inScheme, scheme))
    return {node.value.rpartition("/")[2]: node for node in found if isinstance(node, NamedNode)}
