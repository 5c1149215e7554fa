"""What all objects to walk have in common: an address, texts, doubts, and how they are shown."""

from collections.abc import Iterator
from typing import ClassVar, TypeVar

from pyoxigraph import Literal, NamedNode

from maalbar.model.terms import DCT, MB, OA, RDFS, SKOS, A
from maalbar.queries.store import IRI, TaggedText, Value, as_python
from maalbar.templates import fill
from maalbar.walk.said import Said

_T = TypeVar("_T", bound="Thing")
_LONG = 70


class Thing:
    """Something that the publication speaks of."""

    # The attributes by which it is shown, in their order.
    _shown: ClassVar[tuple[str, ...]] = ("label", "description")
    # What it is, of what points at something by a property that is of several kinds.
    _class: ClassVar[NamedNode | None] = None

    def __init__(self, said: Said, node: NamedNode) -> None:
        """Take what is said, and which thing it is."""
        self._said = said
        self._node = node

    @property
    def iri(self) -> IRI:
        """Its address."""
        return IRI(self._node.value)

    @property
    def label(self) -> TaggedText | None:
        """What it is called: its name, else its title, else what it is described as."""
        return self._text(SKOS.prefLabel, DCT.title, RDFS.label, DCT.description)

    @property
    def description(self) -> TaggedText | None:
        """What it is described as."""
        return self._text(DCT.description)

    @property
    def kind(self) -> TaggedText | None:
        """What it is called that it is: a goal, a figure, a plan."""
        classes = (each for each in self._values(A) if isinstance(each, NamedNode))
        named = (self._said.text(each, RDFS.label, SKOS.prefLabel) for each in classes)
        return next((each for each in named if each), None)

    @property
    def passages(self) -> tuple["Passage", ...]:
        """The places in the source that say it."""
        return self._many(Passage, MB.statedIn)

    @property
    def doubts(self) -> tuple["Doubt", ...]:
        """What is unclear or doubtful about it."""
        return self._doubted()

    def __eq__(self, other: object) -> bool:
        """Tell whether it is the same thing."""
        return isinstance(other, Thing) and other._node == self._node

    def __hash__(self) -> int:
        """Give what the same thing always gives."""
        return hash(self._node)

    def __str__(self) -> str:
        """Name it."""
        return str(self.label or self.iri)

    def __repr__(self) -> str:
        """Say what it is and what it is called."""
        name = str(self)
        return f"<{type(self).__name__} {name if len(name) <= _LONG else f'{name[:_LONG]}…'}>"

    def _repr_html_(self) -> str:
        """Show it in a notebook: what is known of it, attribute by attribute."""
        rows = [(name, list(_written(getattr(self, name)))) for name in self._shown]
        return fill(
            "thing.html", title=str(self), iri=self.iri, rows=[row for row in rows if row[1]]
        )

    def _doubted(self) -> tuple["Doubt", ...]:
        return self._from(Doubt, OA.hasTarget)

    def _values(self, *properties: NamedNode) -> Iterator[object]:
        return self._said.values(self._node, *properties)

    def _text(self, *properties: NamedNode) -> TaggedText | None:
        return self._said.text(self._node, *properties)

    def _value(self, *properties: NamedNode) -> Value:
        found = (each for each in self._values(*properties) if isinstance(each, Literal))
        return as_python(next(found, None))

    def _number(self, *properties: NamedNode) -> int | None:
        value = self._value(*properties)
        return value if isinstance(value, int) else None

    def _named(self, *properties: NamedNode) -> TaggedText | None:
        """Give the name of what a property points at, such as a unit."""
        one = self._one(Thing, *properties)
        return one.label if one else None

    def _many(self, kind: type[_T], *properties: NamedNode) -> tuple[_T, ...]:
        nodes = (each for each in self._values(*properties) if isinstance(each, NamedNode))
        return tuple(kind(self._said, each) for each in dict.fromkeys(nodes))

    def _one(self, kind: type[_T], *properties: NamedNode) -> _T | None:
        return next(iter(self._many(kind, *properties)), None)

    def _from(self, kind: type[_T], *properties: NamedNode) -> tuple[_T, ...]:
        """Give what points here by a property."""
        nodes = (each for name in properties for each in self._said.pointing(self._node, name))
        found = (kind(self._said, each) for each in sorted(dict.fromkeys(nodes), key=str))
        return tuple(each for each in found if each.is_a(kind))

    @classmethod
    def of_class(cls) -> NamedNode | None:
        """Give the class of the ontology that these are of; None if they may be of any."""
        return cls._class

    def is_a(self, kind: type["Thing"]) -> bool:
        """Tell whether the publication says that it is of a kind."""
        return kind.of_class() is None or kind.of_class() in self._values(A)


class Passage(Thing):
    """A place in a source."""

    _shown = ("page", "start", "end", "quote", "sha256")

    @property
    def page(self) -> IRI | None:
        """The address of the page that it stands on."""
        section, passed = self._one(Thing, OA.hasSource), set[Thing]()
        while section is not None and section not in passed:
            page = section._one(Thing, DCT.source)  # noqa: SLF001 # of this module
            if page:
                return page.iri
            passed.add(section)
            section = section._one(Thing, MB.partOfSection)  # noqa: SLF001 # as above
        return None

    @property
    def start(self) -> int | None:
        """How many characters of the page come before it."""
        return self._selector(OA.start)

    @property
    def end(self) -> int | None:
        """How many characters of the page come before its end."""
        return self._selector(OA.end)

    @property
    def quote(self) -> str | None:
        """Its words, where the publication has them."""
        selector = self._one(Thing, OA.hasSelector)
        said = selector._value(OA.exact) if selector else None  # noqa: SLF001 # of this module
        return said if isinstance(said, str) else None

    @property
    def sha256(self) -> str | None:
        """The checksum of its words, by which one sees that they are still the same."""
        said = self._value(MB.passageSha256)
        return said if isinstance(said, str) else None

    def __str__(self) -> str:
        """Name its page, and its characters where they are known."""
        place = f" ({self.start}–{self.end})" if self.start is not None else ""
        return f"{self.page or self.iri}{place}"

    def _selector(self, name: NamedNode) -> int | None:
        selector = self._one(Thing, OA.hasSelector)
        return selector._number(name) if selector else None  # noqa: SLF001 # of this module


class Doubt(Thing):
    """Something in the source that is unclear, contradictory or missing."""

    _class = MB.SourceIssue
    _shown = ("issue_kind", "description", "handling", "about")

    @property
    def issue_kind(self) -> TaggedText | None:
        """What kind of weakness it is."""
        return self._named(MB.issueKind)

    @property
    def handling(self) -> TaggedText | None:
        """What was done about it."""
        return self._text(MB.handling)

    @property
    def about(self) -> tuple[Thing, ...]:
        """What it is about."""
        return self._many(Thing, OA.hasTarget)


def _written(value: object) -> Iterator[str]:
    """Write the value of an attribute, each of several by itself."""
    if isinstance(value, tuple):
        yield from (str(each) for each in value)
    elif value is not None:
        yield str(value)
