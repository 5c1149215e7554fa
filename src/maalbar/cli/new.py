"""`maalbar new`: files to begin with."""

import shlex
from datetime import UTC, datetime
from pathlib import Path

import click

from maalbar.cli.options import lang_option, path_argument
from maalbar.cli.reader import say


@click.group("new", help=say("help-new"))
def new() -> None:
    """Hold the commands about new things together."""


@new.command("report", help=say("help-new-report"))
@path_argument
@click.option("--org", required=True, metavar="NAME", help=say("option-org"))
@click.option("--year", required=True, metavar="YYYY", help=say("option-year"))
@click.option("--line", default=None, metavar="NAME", help=say("option-line"))
@lang_option
def report(path: Path, org: str, year: str, line: str | None, lang: str) -> None:
    """Write a report to begin with."""
    from maalbar import flow  # noqa: PLC0415 # slow
    from maalbar.skeleton.report import Wish  # noqa: PLC0415 # as above

    today = datetime.now(tz=UTC).date().isoformat()
    name = say("new-line", lang) if line is None else line
    wish = Wish(org=org, year=year, line=name, language=lang, today=today)
    written = flow.new_report(path, wish)
    for each in written:
        click.echo(say("new-written", lang, path=each))
    click.echo(say("new-next", lang, report=written[-1], root=shlex.quote(str(path))))
