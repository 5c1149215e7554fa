"""Pages: the .html files of this folder, and the one place that escapes."""

from collections.abc import Iterator
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined


@cache
def environment() -> Environment:
    """Give the templates: everything is escaped, and a gap is an error."""
    return Environment(
        loader=PackageLoader(__name__, "."),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def fill(name: str, **values: object) -> str:
    """Fill the template `name`."""
    return environment().get_template(name).render(**values)


def stream(name: str, **values: object) -> Iterator[str]:
    """Fill the template `name` piece by piece, as what it is filled with comes."""
    pieces: Iterator[str] = environment().get_template(name).generate(**values)
    return pieces
