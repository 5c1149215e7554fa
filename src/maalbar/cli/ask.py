"""`maalbar query` and `maalbar terms`: questions, and the words that they are asked in."""

import os
from pathlib import Path, PurePosixPath
from typing import Any

import click

from maalbar.cli.options import lang_option, seen_from_here
from maalbar.cli.reader import say, standard_input, width


@click.command("query", help=say("help-query"))
@click.argument("name", required=False)
@click.option(
    "--path",
    type=click.Path(path_type=Path),
    default=".",
    show_default=True,
    help=say("option-path"),
)
@click.option("--param", "params", multiple=True, metavar="NAME=VALUE", help=say("option-param"))
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "csv", "tsv", "json"]),
    default="table",
    show_default=True,
    help=say("option-format"),
)
@click.option("--explain", is_flag=True, help=say("option-explain"))
@lang_option
def query(  # noqa: PLR0913 # options of a command
    name: str | None, path: Path, params: tuple[str, ...], form: str, lang: str, *, explain: bool
) -> None:
    """Ask a question."""
    from maalbar.render import answers, queries  # noqa: PLC0415 # slow

    if name is None:
        click.echo(queries.listed(lang, width()), nl=False)
        return
    asked = _query(name)
    if explain:
        click.echo(queries.explained(asked, lang, width()), nl=False)
        return
    given = dict(_pair(each) for each in params)
    if any(each.name == "lang" for each in asked.parameters):
        given.setdefault("lang", lang)
    from maalbar import open as open_publication  # noqa: PLC0415 # slow

    root = _publication_at(path)
    with seen_from_here(root):
        answer = open_publication(root).query(asked, **given)
    click.echo(answers.RENDERERS[form](answer, lang, width()), nl=False)


@click.command("terms", help=say("help-terms"))
@click.argument("term", required=False)
@lang_option
def terms(term: str | None, lang: str) -> None:
    """Show the vocabulary."""
    from maalbar.render import terms as terms_as  # noqa: PLC0415 # slow

    click.echo(terms_as.listed(term, lang, width()), nl=False)


@click.command("schema", help=say("help-schema"))
@lang_option
def schema(lang: str) -> None:
    """Print the JSON Schema by which an editor completes and explains."""
    from maalbar.vocabulary.ontology import vocabulary  # noqa: PLC0415 # slow
    from maalbar.vocabulary.schema import write_schema  # noqa: PLC0415 # slow

    click.echo(write_schema(vocabulary(), lang), nl=False)


def _publication_at(path: Path) -> Path:
    """Give the publication that a question is about: here, or in `seeds` below."""
    below = path / "seeds"
    return below if not (path / "maalbar.toml").exists() and below.is_dir() else path


def _query(name: str) -> Any:  # noqa: ANN401 # typed where it is used; the import is slow
    from maalbar.load.text import decode, read_text  # noqa: PLC0415 # slow
    from maalbar.queries import library  # noqa: PLC0415 # slow

    file = Path(name)
    if name == "-":
        return library.read("-", decode(standard_input(), PurePosixPath("-")))
    if name.endswith((".rq", ".sparql")) or (os.sep in name and os.path.lexists(file)):
        return library.read(file.name, read_text(file.parent, PurePosixPath(file.name)))
    return library.find(name)


def _pair(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals:
        raise click.UsageError(f"--param {text}: NAME=VALUE")
    return name, value
