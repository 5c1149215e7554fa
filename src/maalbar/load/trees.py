"""What a tree of YAML shows of a thing before it is read."""

from collections.abc import Iterator
from typing import Final

from maalbar.load.yaml import Mapping, Node, Scalar, Sequence
from maalbar.vocabulary.ontology import Vocabulary

_INSIDE_SECTIONS: Final = ("contents", "mentions", "subsections")


def items_of(value: Node) -> Iterator[Node]:
    """Give the values of a key: those of a list, or the one that there is."""
    if isinstance(value, Sequence):
        yield from value.items
    else:
        yield value


def is_empty(value: Node) -> bool:
    """Tell whether a key is written and nothing after it."""
    if isinstance(value, Scalar):
        return value.empty
    return not (value.items if isinstance(value, Sequence) else value.entries)


def is_section(tree: Mapping) -> bool:
    """Tell whether a thing is a section: by its type, or by what stands inside it."""
    kinds = tree.get("type") or Sequence((), tree.mark)
    named = [each.text for each in items_of(kinds) if isinstance(each, Scalar)]
    return "ReportSection" in named or any(tree.get(key) for key in _INSIDE_SECTIONS)


def kind_of(tree: Mapping, vocabulary: Vocabulary) -> str | None:
    """Give the key of the type of a thing, if it says a known one."""
    told = tree.get("type")
    named = told.text if isinstance(told, Scalar) else ""
    return named if named in vocabulary.classes else None
