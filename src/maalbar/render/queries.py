"""The named queries, listed and explained."""

from textwrap import fill, indent

from maalbar.model.text import pick
from maalbar.queries import library
from maalbar.queries.library import Query
from maalbar.words import phrase


def listed(language: str, width: int) -> str:
    """List all named queries with their titles."""
    lines = [phrase("commands", "queries", language)]
    for name in library.names():
        title = pick(library.find(name).title, language)
        lines.append(f"  {name}")
        lines.append(fill(title, width, initial_indent="      ", subsequent_indent="      "))
    return "\n".join([*lines, ""])


def explained(query: Query, language: str, width: int) -> str:
    """Say what a query asks, what it may be told, and how."""
    lines = [pick(query.title, language), ""]
    description = pick(query.description, language)
    if description:
        lines += [fill(" ".join(description.split()), width), ""]
    if query.parameters:
        lines.append(phrase("commands", "parameters", language))
        for each in query.parameters:
            lines.append(f"  {each.name} ({each.type}) = {each.default}")
            lines.append(f"      {pick(each.text, language)}")
        first = query.parameters[0]
        lines += [
            "",
            phrase("commands", "example", language),
            f"  maalbar query {query.name} --param {first.name}={first.default}",
            "",
        ]
    body = "\n".join(line for line in query.sparql.splitlines() if not line.startswith("#+"))
    return "\n".join([*lines, indent(body.strip(), "    "), ""])
