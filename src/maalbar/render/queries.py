"""The named queries, listed and explained."""

from collections.abc import Iterator, Mapping
from textwrap import fill, wrap
from typing import Final

from maalbar.model.text import pick
from maalbar.queries import library
from maalbar.queries.library import Parameter, Query
from maalbar.queries.tokens import projected
from maalbar.render.sparql import within
from maalbar.words import phrase

_INDENT: Final = " " * 4
_DEEP: Final = " " * 6


def listed(language: str, width: int, own: Mapping[str, Query] | None = None) -> str:
    """List all named queries with their titles, those of the publication among them."""
    lines = [phrase("commands", "queries", language)]
    for name in sorted({*library.names(), *(own or {})}):
        title = pick(library.find(name, own).title, language)
        lines.append(f"  {name}")
        lines.append(fill(title, width, initial_indent="      ", subsequent_indent="      "))
    return "\n".join([*lines, ""])


def explained(query: Query, language: str, width: int) -> str:
    """Say what a query asks, what it may be told, and how."""
    lines = [*wrap(pick(query.title, language), width), ""]
    description = pick(query.description, language)
    if description:
        lines += [*_wrapped(description, width), ""]
    if query.parameters:
        lines.append(phrase("commands", "parameters", language))
        for each in query.parameters:
            lines += _parameter(each, language, width)
        lines += ["", phrase("commands", "example", language), *_example(query, width), ""]
    if query.columns or query.title:
        lines += _columns(query, language)
    body = "\n".join(line for line in query.sparql.splitlines() if not line.startswith("#+"))
    lines += [f"{_INDENT}{line}" for line in within(body.strip(), width - len(_INDENT))]
    return "\n".join([*(line.rstrip() for line in lines), ""])


def _parameter(each: Parameter, language: str, width: int) -> Iterator[str]:
    name = f"  {each.name} ({each.type})"
    usual = f" = {each.default}" if each.default else ""
    if len(name + usual) <= width:
        yield name + usual
    else:
        yield name
        # An address stands whole, as far to the left as it needs.
        yield each.default.rjust(min(width, len(each.default) + len(_DEEP)))
    yield from (f"{_DEEP}{line}" for line in _wrapped(pick(each.text, language), width - 6))


def _example(query: Query, width: int) -> Iterator[str]:
    first = query.parameters[0]
    command = f"  maalbar query {query.name}"
    given = f"--param {first.name}={first.default or '…'}"
    if first.name == "organisation" and first.default:
        # Its number says it, too, and is shorter.
        given = f"--org {first.default.rpartition('/')[2]}"
    if len(command) + 1 + len(given) <= width:
        yield f"{command} {given}"
    else:
        yield f"{command} \\"
        yield f"{_INDENT}{given}"


def _columns(query: Query, language: str) -> Iterator[str]:
    """Say what each column is called where it is shown, and where it is asked for."""
    titles = {name: pick(query.titled(name), language) for name in projected(query.sparql)}
    told = {name: title for name, title in titles.items() if title}
    if told:
        wide = max(map(len, told))
        yield phrase("commands", "columns", language)
        yield from (f"  {name:<{wide}}  {title}" for name, title in told.items())
        yield ""


def _wrapped(text: str, width: int) -> list[str]:
    return wrap(" ".join(text.split()), width, break_long_words=False, break_on_hyphens=False)
