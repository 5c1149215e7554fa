"""`maalbar validate`: a contribution, and all that is to be said of it."""

import os
import sys
from collections.abc import Iterator
from typing import Any, Final

import click

from maalbar.cli.options import lang_option, report_option, shown, status, strict_option
from maalbar.cli.reader import counting, say, standard_input
from maalbar.words import counted

_FORMATS: Final = ("yaml", "csv", "turtle", "trig", "ntriples", "nquads", "jsonld", "rdfxml")
_MOST_JOBS: Final = 8


@click.command("validate", help=say("help-validate"))
@click.argument("place", default=".", metavar="[PATH|URL|-]")
@strict_option
@click.option(
    "--format", "form", type=click.Choice(_FORMATS), default=None, help=say("option-input-format")
)
@click.option("--against", metavar="FOLDER|URL", help=say("option-against"))
@click.option("--source", multiple=True, metavar="FOLDER|URL", help=say("option-source"))
@click.option("--shapes", multiple=True, metavar="FILE|URL|NAME", help=say("option-shapes"))
@click.option("--allow-sparql", is_flag=True, help=say("option-allow-sparql"))
@click.option("--offline", is_flag=True, help=say("option-offline"))
@click.option(
    "--engine",
    type=click.Choice(["fast", "reference"]),
    default="fast",
    show_default=True,
    help=say("option-engine"),
)
@click.option("--jobs", type=click.IntRange(1, 64), default=None, help=say("option-jobs"))
@report_option
@lang_option
def validate(  # noqa: PLR0913 # options of a command
    place: str,
    *,
    form: str | None,
    against: str | None,
    source: tuple[str, ...],
    shapes: tuple[str, ...],
    engine: str,
    jobs: int | None,
    report: str,
    lang: str,
    strict: bool,
    allow_sparql: bool,
    offline: bool,
) -> None:
    """Check a publication, a part of one, or data that come in by themselves."""
    from maalbar.check import verdict  # noqa: PLC0415 # slow
    from maalbar.load.formats import Format  # noqa: PLC0415 # as above

    wish = verdict.Wish(
        form=Format(form) if form else None,
        against=against,
        sources=source,
        shapes=shapes,
        allow_sparql=allow_sparql,
        offline=offline,
        by_reference=engine == "reference",
        jobs=jobs or min(os.cpu_count() or 1, _MOST_JOBS),
    )

    def progress(seen: Iterator[Any], total: int) -> Iterator[Any]:
        return counting(seen, say("checking", lang), total=total)

    found = verdict.judge(place, wish, stdin=standard_input, progress=progress)
    click.echo(shown(found.findings, lang, report), nl=False)
    if report == "text" and found.valid:
        click.echo(
            say(
                "valid",
                lang,
                things=counted("things", found.things, lang),
                reports=counted("reports", found.reports, lang),
                statements=counted("statements", found.statements, lang),
            )
        )
    sys.exit(status(found.findings, strict=strict))
