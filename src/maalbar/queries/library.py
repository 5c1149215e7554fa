"""Named queries: .rq files whose comment header says what they ask and what they need.

The header is YAML in lines that begin with `#+`, after grlc's convention, so a file stays
valid SPARQL everywhere:

    #+ title: {nb: …, nn: …, en: …}
    #+ description: {nb: …, nn: …, en: …}
    #+ reads: [stated, editorial]
    #+ params:
    #+   instrument: {type: iri, default: instrument/startoff, nb: …, nn: …, en: …}

`reads` names the statuses of the graphs that are asked; `type` is one of `iri`, `text`,
`integer`, `year` and `language`.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.resources import files
from typing import Any, Final

import yaml
from pyoxigraph import Literal, NamedNode

from maalbar.model.diagnostic import Location, MaalbarError
from maalbar.model.statements import STATUSES
from maalbar.model.terms import XSD, Term
from maalbar.model.text import Text
from maalbar.words import did_you_mean, finding

DEFAULT_READS: Final = ("stated", "editorial")
_PATTERNS: Final = {
    "iri": re.compile(r"[^\s<>\"{}|\\^`]+"),
    "text": re.compile(r"[\s\S]*"),
    "integer": re.compile(r"[+-]?[0-9]{1,18}"),
    "year": re.compile(r"[0-9]{4}"),
    "language": re.compile(r"[a-z]{2,3}"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """What a query may be told: `type` is a key of the patterns, `default` is as written."""

    name: str
    type: str
    default: str
    text: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A question: its words, what it reads, and its SPARQL."""

    name: str
    sparql: str
    title: Text = field(default_factory=dict)
    description: Text = field(default_factory=dict)
    reads: tuple[str, ...] = DEFAULT_READS
    parameters: tuple[Parameter, ...] = ()

    def default(self, name: str, base: str) -> Term | None:
        """Give the default of a parameter as a term; nothing if there is no such parameter."""
        found = (each for each in self.parameters if each.name == name)
        return next((_term(each, each.default, base) for each in found), None)

    def with_default(self, name: str, value: str) -> "Query":
        """Give the same query with another default."""
        changed = (
            replace(each, default=value) if each.name == name else each for each in self.parameters
        )
        return replace(self, parameters=tuple(changed))

    def bindings(self, given: Mapping[str, object], *, base: str) -> dict[str, Term]:
        """Turn what the reader gave, and the defaults, into terms.

        Args:
            given: values by parameter name; their text is what counts.
            base: absolute IRI against which the identifiers among them are resolved.

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
        }


@cache
def names() -> tuple[str, ...]:
    """Give the names of the queries that come with the package, sorted."""
    found = (path.name for path in files(__package__).iterdir())
    return tuple(sorted(name.removesuffix(".rq") for name in found if name.endswith(".rq")))


def find(name: str) -> Query:
    """Give one of the package's queries.

    Raises:
        MaalbarError: there is none of that name.
    """
    if name not in names():
        near = did_you_mean(name, names())
        raise MaalbarError(finding("query/unknown", Location(), value=name, suggestion=near))
    return read(name, (files(__package__) / f"{name}.rq").read_text(encoding="utf-8"))


def read(name: str, source: str) -> Query:
    """Read a query and its header, which may be missing."""
    header = "\n".join(line[2:] for line in source.splitlines() if line.startswith("#+"))
    try:
        return _described(name, source, yaml.safe_load(header) or {})
    except (yaml.YAMLError, AttributeError, KeyError, TypeError) as error:
        raise MaalbarError(
            finding("query/not-sparql", Location(focus=name), reason=f"#+ {error}")
        ) from error


def _described(name: str, source: str, said: Mapping[str, Any]) -> Query:
    """Make a query from its header; one that is not as it should be raises a plain error."""
    return Query(
        name=name,
        sparql=source,
        title=_text(said.get("title", {})),
        description=_text(said.get("description", {})),
        reads=tuple(status for status in said.get("reads", DEFAULT_READS) if status in STATUSES),
        parameters=tuple(
            Parameter(
                name=str(parameter),
                type=_known_type(says["type"]),
                default=str(says["default"]),
                text=_text({tag: says[tag] for tag in says if tag not in {"type", "default"}}),
            )
            for parameter, says in said.get("params", {}).items()
        ),
    )


def _known_type(name: str) -> str:
    if name not in _PATTERNS:
        raise KeyError(name)
    return name


def _text(said: Mapping[str, object]) -> Text:
    return {str(tag): str(sentence) for tag, sentence in said.items()}


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
            example=parameter.default,
        )
    )


def _as_term(kind: str, value: str, base: str) -> Term:
    match kind:
        case "iri":
            return NamedNode(value if ":" in value else base + value)
        case "integer":
            return Literal(value, datatype=XSD.integer)
        case "year":
            return Literal(value, datatype=XSD.gYear)
        case _:
            return Literal(value)
