"""`maalbar query` and `maalbar terms`: questions, and the words that they are asked in."""

import os
from contextlib import nullcontext
from pathlib import Path, PurePosixPath
from typing import Any

import click

from maalbar.cli.answer import FORMS, Kind, Wanted
from maalbar.cli.options import lang_option, seen_from_here
from maalbar.cli.reader import say, standard_input, width


@click.command("query", help=say("help-query"))
@click.argument("name", required=False)
@click.option(
    "--path",
    metavar="FOLDER|URL",
    default=".",
    show_default=True,
    help=say("option-path"),
)
@click.option("--allow-private", is_flag=True, help=say("option-allow-private"))
@click.option("--param", "params", multiple=True, metavar="NAME=VALUE", help=say("option-param"))
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMS),
    metavar="FORM",
    help=say("option-format", forms=", ".join(FORMS)),
)
@click.option(
    "--out", type=click.Path(path_type=Path), metavar="FILE", help=say("option-query-out")
)
@click.option("--chart", "drawn", type=click.Choice(["line", "bar"]), help=say("option-chart"))
@click.option("--cite", is_flag=True, help=say("option-cite"))
@click.option("--year", metavar="YEAR", default="", help=say("option-query-year"))
@click.option("--org", metavar="NAME", default="", help=say("option-query-org"))
@click.option("--explain", is_flag=True, help=say("option-explain"))
@lang_option
def query(  # noqa: PLR0913, PLR0917 # options of a command
    name: str | None,
    path: str,
    params: tuple[str, ...],
    form: str | None,
    out: Path | None,
    drawn: Kind | None,
    year: str,
    org: str,
    lang: str,
    *,
    cite: bool,
    explain: bool,
    allow_private: bool,
) -> None:
    """Ask a question."""
    from maalbar.render import answers, queries  # noqa: PLC0415 # slow

    place = _place_of(path)
    own = _own_queries(place)
    if name is None:
        click.echo(queries.listed(lang, width(), own), nl=False)
        return
    asked = _query(name, own)
    if explain:
        click.echo(queries.explained(asked, lang, width()), nl=False)
        return
    wanted = Wanted(form=form, out=out, chart=drawn)
    languages = {each.name: lang for each in asked.parameters if each.type == "language"}
    given: dict[str, object] = {**languages, **dict(_pair(each) for each in params)}
    from maalbar import open as open_publication  # noqa: PLC0415 # slow

    with seen_from_here(place) if isinstance(place, Path) else nullcontext():
        publication = open_publication(place, allow_private=allow_private)
    given = publication.narrowed(asked, given, year=year, organisation=org)
    answer = publication.query(asked, **given)
    seen = answers.view(
        answer,
        asked,
        language=lang,
        width=width(),
        values=publication.asked(answer, lang),
        citations=publication.citations(answer, asked) if cite or drawn else None,
    )
    wanted.write(seen)


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


def _place_of(path: str) -> Path | str:
    """Give the publication that a question is about: here, in `seeds` below, or on a server."""
    from maalbar.fetch import is_address  # noqa: PLC0415 # slow

    if is_address(path):
        return path
    here = Path(path)
    below = here / "seeds"
    return below if not (here / "maalbar.toml").exists() and below.is_dir() else here


def _own_queries(place: Path | str) -> Any:  # noqa: ANN401 # as below
    from maalbar.load.queries import own_queries  # noqa: PLC0415 # slow

    if not isinstance(place, Path):
        return {}
    with seen_from_here(place):
        return own_queries(place)


def _query(name: str, own: Any) -> Any:  # noqa: ANN401 # typed where it is used; the import is slow
    from maalbar.load.text import decode, read_text  # noqa: PLC0415 # slow
    from maalbar.queries import library  # noqa: PLC0415 # slow

    file = Path(name)
    if name == "-":
        return library.read("-", decode(standard_input(), PurePosixPath("-")))
    if name.endswith((".rq", ".sparql")) or (os.sep in name and os.path.lexists(file)):
        return library.read(name, read_text(Path(), PurePosixPath(name)))
    return library.find(name, own)


def _pair(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals:
        raise click.UsageError(f"--param {text}: NAME=VALUE")
    return name, value
