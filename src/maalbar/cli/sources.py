"""`maalbar sources`: passages, held against the texts that they are from."""

import sys
from pathlib import Path, PurePosixPath

import click

from maalbar.cli.options import (
    lang_option,
    path_argument,
    report_option,
    seen_from_here,
    shown,
    status,
    strict_option,
)
from maalbar.cli.reader import say
from maalbar.model.diagnostic import under
from maalbar.render.findings.harmless import harmless
from maalbar.words import counted, phrase


@click.group("sources", help=say("help-sources"))
def sources() -> None:
    """Hold the commands about sources together."""


_source_option = click.option(
    "--source",
    "texts",
    multiple=True,
    required=True,
    metavar="FOLDER|URL",
    help=say("option-source"),
)


@sources.command("check", help=say("help-sources-check"))
@path_argument
@_source_option
@strict_option
@report_option
@lang_option
def check_sources(
    path: Path, texts: tuple[str, ...], report: str, lang: str, *, strict: bool
) -> None:
    """Check passages against their sources."""
    from maalbar import flow  # noqa: PLC0415 # slow

    with seen_from_here(path):
        found, summaries = flow.check_sources(path, texts)
    findings = under(PurePosixPath(path), found)
    click.echo(shown(findings, lang, report), nl=False)
    if report == "text":
        for each in summaries:
            counts = {key: counted(key, each.counts[key], lang) for key in each.counts}
            click.echo(
                phrase(
                    "commands",
                    "checked",
                    lang,
                    section=each.section,
                    uncovered=each.uncovered,
                    **counts,
                )
            )
    sys.exit(status(findings, strict=strict))


@sources.command("find", help=say("help-sources-find"))
@click.argument("quotation")
@_source_option
@lang_option
def find_in_sources(quotation: str, texts: tuple[str, ...], lang: str) -> None:
    """Find a quotation."""
    from maalbar import flow  # noqa: PLC0415 # slow

    found, unread = flow.find_in_sources(quotation, texts)
    for origin, sha256 in sorted({(each.origin, each.sha256) for each in found}):
        click.echo(f"{origin}\n  sourceSha256: {sha256}")
        for each in found:
            if each.origin == origin:
                where = {**each.place._asdict(), "around": harmless(each.place.around)}
                click.echo(phrase("commands", "stands", lang, **where))
    click.echo(shown(unread, lang), nl=False, err=True)
    sys.exit(status(unread, strict=False))


@sources.command("stamp", help=say("help-sources-stamp"))
@path_argument
@_source_option
@lang_option
def stamp_sources(path: Path, texts: tuple[str, ...], lang: str) -> None:
    """Write passages.csv."""
    from maalbar import flow  # noqa: PLC0415 # slow

    with seen_from_here(path):
        found, written = flow.stamp_sources(path, texts)
    findings = under(PurePosixPath(path), found)
    click.echo(shown(findings, lang), nl=False)
    for file, rows in written.items():
        click.echo(
            phrase("commands", "stamped", lang, path=file, passages=counted("passages", rows, lang))
        )
    sys.exit(status(findings, strict=False))
