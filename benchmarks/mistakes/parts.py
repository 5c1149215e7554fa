"""What a text consists of for one who makes mistakes in it: things, and their properties."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple, Protocol


class Raw(str):
    """A value to be written as it is, whatever the format."""

    __slots__ = ()


class Entry(NamedTuple):
    """A property of a thing: offsets of its lines, its name, its place and its first value.

    The name is what is renamed; the place is where a finding on the property points.
    """

    start: int
    end: int
    name_at: int
    place_at: int
    value_at: int
    value_end: int


@dataclass(frozen=True, slots=True)
class Thing:
    """A thing: its short identifier, where that stands, and its properties by key."""

    id: str
    id_at: int
    start: int
    end: int
    entries: dict[str, Entry]


class Layout(Protocol):
    """A format, as the generator lays it out."""

    suffix: str

    def things(self, text: str) -> Iterator[Thing]:
        """Give the things of a text, those inside others too."""

    def key(self, key: str) -> str:
        """Write the name of a property."""

    def value(self, key: str, value: str) -> str:
        """Write a value of a property."""

    def entry(self, key: str, written: str, indent: str) -> str:
        """Write a property with its values."""

    def many(self, written: list[str]) -> str:
        """Write several values."""

    def without(self, text: str, entry: Entry) -> str:
        """Take a property out of a text."""
