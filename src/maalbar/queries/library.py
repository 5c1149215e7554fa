"""Named queries: .rq files whose comment header says what they ask and what they need.

The header is YAML in lines that begin with `#+`, after grlc's convention, so a file stays
valid SPARQL everywhere:

    #+ title: {nb: …, nn: …, en: …}
    #+ description: {nb: …, nn: …, en: …}
    #+ looks-for: {nb: …, nn: …, en: …}
    #+ reads: [stated, editorial]
    #+ params:
    #+   tool: {type: iri, default: instrument/startoff, choose: instrument, nb: …, nn: …, en: …}
    #+ columns:
    #+   rating: {nb: …, nn: …, en: …}
    #+ chart: {x: year, y: value, series: [indicator]}

`looks-for` says what must be written for the query to find anything.  `reads` names the statuses
of the graphs that are asked.  A parameter's `type` is one of `iri`, `text`, `integer`, `decimal`,
`year` and `language`; `default` is what is meant where nothing is given, `choose` how a
publication that does not have that finds something else: a name of `inner/usual-*.rq`, or
`anything`, which a parameter with neither means, too.  `columns` says what columns are
called where it is not what columns.toml says, and `chart` which of them are drawn where types do
not tell.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.resources import files
from pathlib import PurePosixPath
from typing import Final

from pyoxigraph import Literal, NamedNode

from maalbar.model.diagnostic import Location, MaalbarError
from maalbar.model.statements import STATUSES
from maalbar.model.terms import XSD, Term
from maalbar.model.text import LANGUAGES, Text
from maalbar.queries.deep import LONGEST
from maalbar.queries.header import BEGINS, Said, read_header
from maalbar.words import did_you_mean, finding

DEFAULT_READS: Final = ("stated", "editorial")
CHOICE: Final = "usual-"
# What a parameter chooses that need not be of one thing.
ANYTHING: Final = "anything"
_EXAMPLES: Final = {"integer": "1", "decimal": "1.5", "year": "2030", "language": "nb"}
_PATTERNS: Final = {
    "iri": re.compile(r"[^\s<>\"{}|\\^`]+"),
    "text": re.compile(r"[\s\S]*"),
    "integer": re.compile(r"[+-]?[0-9]{1,18}"),
    "decimal": re.compile(r"[+-]?[0-9]{1,18}([.,][0-9]{1,18})?"),
    "year": re.compile(r"[0-9]{4}"),
    "language": re.compile(r"[a-z]{2,3}"),
}
_KEYS: Final = ("title", "description", "looks-for", "reads", "params", "columns", "chart")
_PARAMETER_KEYS: Final = ("type", "default", "choose", *LANGUAGES)
_ROLES: Final = ("x", "y", "series")


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """What a query may be told.

    `type` is a key of the patterns, `default` is as written, `choose` the end of the name of an
    inner query; each of these two may be empty.
    """

    name: str
    type: str
    default: str
    text: Text
    choose: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A question: its words, what it reads, and its SPARQL."""

    name: str
    sparql: str
    title: Text = field(default_factory=dict)
    description: Text = field(default_factory=dict)
    looks_for: Text = field(default_factory=dict)
    reads: tuple[str, ...] = DEFAULT_READS
    parameters: tuple[Parameter, ...] = ()
    columns: Mapping[str, Text] = field(default_factory=dict)
    chart: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def titled(self, column: str) -> Text:
        """Say what a column is called; nothing of one that neither the query nor we know."""
        usual = _usual_titles() if self.title else {}
        return self.columns.get(column) or usual.get(column, {})

    def default(self, name: str, base: str) -> Term | None:
        """Give the default of a parameter as a term; nothing if there is none."""
        found = (each for each in self.parameters if each.name == name and each.default)
        return next((_term(each, each.default, base) for each in found), None)

    def with_default(self, name: str, value: str) -> "Query":
        """Give the same query with another default."""
        changed = (
            replace(each, default=value) if each.name == name else each for each in self.parameters
        )
        return replace(self, parameters=tuple(changed))

    def with_choices(self) -> "Query":
        """Give the same query, in which a default that is not there may be anything."""
        changed = (
            each if each.choose else replace(each, choose=ANYTHING) for each in self.parameters
        )
        return replace(self, parameters=tuple(changed))

    def bindings(self, given: Mapping[str, object], *, base: str) -> dict[str, Term]:
        """Turn what the reader gave, and the defaults, into terms.

        Args:
            given: values by parameter name; their text is what counts.
            base: absolute IRI against which the identifiers among them are resolved.

        Returns:
            Terms by name; a parameter that means anything has none.

        Raises:
            MaalbarError: a name is unknown, or a value does not fit its type.
        """
        names = {each.name for each in self.parameters}
        for name in given:
            if name not in names:
                raise MaalbarError(
                    finding(
                        "query/unknown-parameter",
                        Location(focus=self.name),
                        value=name,
                        suggestion=did_you_mean(name, names),
                        expected=", ".join(sorted(names)) or "–",
                    )
                )
        return {
            each.name: _term(each, str(given.get(each.name, each.default)), base)
            for each in self.parameters
            if each.name in given or each.default
        }


@cache
def names() -> tuple[str, ...]:
    """Give the names of the queries that come with the package, sorted."""
    found = (path.name for path in files(__package__).iterdir())
    return tuple(sorted(name.removesuffix(".rq") for name in found if name.endswith(".rq")))


@cache
def other_names() -> Mapping[str, Mapping[str, str]]:
    """Give what else queries are called: the query, and the defaults that go with the name."""
    return tomllib.loads((files(__package__) / "other-names.toml").read_text(encoding="utf-8"))


def find(name: str, own: Mapping[str, Query] | None = None) -> Query:
    """Give a query.

    Args:
        name: what it is called.
        own: the queries of a publication, which come before those of the package.

    Raises:
        MaalbarError: there is none of that name.
    """
    own = own or {}
    if name in own:
        return own[name]
    if name in names():
        return _of_package(name)
    if name in other_names():
        said = other_names()[name]
        query = replace(_of_package(said["query"]), name=name)
        for parameter, value in said.items():
            query = query.with_default(parameter, value)
        return query.with_choices()
    near = did_you_mean(name, (*own, *names(), *other_names()))
    raise MaalbarError(finding("query/unknown", Location(), value=name, suggestion=near))


@cache
def _of_package(name: str) -> Query:
    return read(name, (files(__package__) / f"{name}.rq").read_text(encoding="utf-8"))


def read(name: str, source: str, path: PurePosixPath | None = None) -> Query:
    """Read a query and its header, which may be missing.

    Args:
        name: what it is called.
        source: the query.
        path: its file, for the findings; by default as it is called.

    Raises:
        MaalbarError: it is longer than any query need be, or its header is not as it should be.
    """
    if len(source) > LONGEST:
        raise MaalbarError(finding("query/too-long", Location(focus=name or None), length=LONGEST))
    if not any(line.startswith(BEGINS) for line in source.splitlines()):
        return Query(name=name, sparql=source)
    said = _known(read_header(source, path or PurePosixPath(name)), _KEYS)
    none = Said("", Location())
    return Query(
        name=name,
        sparql=source,
        title=_text(said.get("title", none)),
        description=_text(said.get("description", none)),
        looks_for=_text(said.get("looks-for", none)),
        reads=_reads(said["reads"]) if "reads" in said else DEFAULT_READS,
        parameters=tuple(
            _parameter(each, says) for each, says in said.get("params", none).entries().items()
        ),
        columns={
            column: _text(titles) for column, titles in said.get("columns", none).entries().items()
        },
        chart={
            role: tuple(each.text() for each in columns.texts())
            for role, columns in _known(said.get("chart", none), _ROLES).items()
        },
    )


def _known(said: Said, keys: tuple[str, ...]) -> Mapping[str, Said]:
    for key, value in said.entries().items():
        if key not in keys:
            raise value.unknown(key, keys)
    return said.entries()


def _reads(said: Said) -> tuple[str, ...]:
    for each in said.texts():
        if each.text() not in STATUSES:
            raise each.unknown(each.text(), STATUSES)
    return tuple(each.text() for each in said.texts())


def _parameter(name: str, said: Said) -> Parameter:
    says = _known(said, _PARAMETER_KEYS)
    kind, choose = (says[key].text() if key in says else "" for key in ("type", "choose"))
    if kind not in _PATTERNS:
        raise says.get("type", said).unknown(kind, tuple(_PATTERNS))
    if choose and choose not in choices():
        raise says["choose"].unknown(choose, choices())
    made = Parameter(
        name=name,
        type=kind,
        default=says["default"].text() if "default" in says else "",
        text={tag: says[tag].text() for tag in LANGUAGES if tag in says},
        choose=choose,
    )
    if made.default and not _PATTERNS[kind].fullmatch(made.default):
        raise says["default"].unfit(kind)
    return made


@cache
def choices() -> tuple[str, ...]:
    """Give what a parameter can choose from a publication, sorted."""
    found = (path.name for path in (files(__package__) / "inner").iterdir())
    usual = (name for name in found if name.startswith(CHOICE))
    known = (name.removeprefix(CHOICE).removesuffix(".rq") for name in usual)
    return (ANYTHING, *sorted(known))


@cache
def _usual_titles() -> Mapping[str, Text]:
    return tomllib.loads((files(__package__) / "columns.toml").read_text(encoding="utf-8"))


def _text(said: Said) -> Text:
    return {tag: sentence.text() for tag, sentence in _known(said, LANGUAGES).items()}


def _term(parameter: Parameter, value: str, base: str) -> Term:
    try:
        if _PATTERNS[parameter.type].fullmatch(value):
            return _as_term(parameter.type, value, base)
    except ValueError:
        pass  # not an IRI
    raise MaalbarError(
        finding(
            "query/bad-parameter",
            Location(focus=parameter.name),
            value=value,
            key=parameter.name,
            expected=parameter.type,
            example=parameter.default or _EXAMPLES.get(parameter.type, "…"),
        )
    )


def _as_term(kind: str, value: str, base: str) -> Term:
    match kind:
        case "iri":
            return NamedNode(value if ":" in value else base + value)
        case "integer":
            return Literal(value, datatype=XSD.integer)
        case "decimal":
            return Literal(value.replace(",", "."), datatype=XSD.decimal)
        case "year":
            return Literal(value, datatype=XSD.gYear)
        case _:
            return Literal(value)
