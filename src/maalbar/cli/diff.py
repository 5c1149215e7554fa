"""`maalbar diff`: what changed between two publications."""

import sys
from pathlib import Path
from typing import Final

import click

from maalbar.cli.options import CLEAN, FOUND, lang_option
from maalbar.cli.reader import has_colour, say, width

_FORMS: Final = ("text", "json", "html")


@click.command("diff", help=say("help-diff"))
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
@click.option(
    "--report",
    type=click.Choice(_FORMS),
    default="text",
    show_default=True,
    help=say("option-diff-report"),
)
@click.option("--out", type=click.Path(path_type=Path), metavar="FILE", help=say("option-diff-out"))
@lang_option
def diff(old: str, new: str, report: str, lang: str, out: Path | None) -> None:
    """Show what changed."""
    from maalbar.compare.places import compare_places  # noqa: PLC0415 # slow
    from maalbar.render.differences import render  # noqa: PLC0415 # as above

    found = compare_places(old, new)
    colour = out is None and has_colour()
    said = render(found, report, lang, width(), colour=colour)
    if out is None:
        click.echo(said, nl=False)
    else:
        _write(out, said)
    sys.exit(CLEAN if found.same else FOUND)


def _write(out: Path, said: str) -> None:
    from maalbar.files import replace_file  # noqa: PLC0415 # seldom needed
    from maalbar.model.diagnostic import Location, MaalbarError  # noqa: PLC0415 # as above
    from maalbar.words import finding  # noqa: PLC0415 # as above
    from maalbar.words.system import why  # noqa: PLC0415 # as above

    try:
        replace_file(out, said.encode())
    except OSError as error:
        raise MaalbarError(
            finding("publish/cannot-write", Location(), path=str(out), reason=why(error))
        ) from error
