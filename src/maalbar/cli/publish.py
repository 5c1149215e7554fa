"""`maalbar publish`: a publication, written as a site."""

from pathlib import Path, PurePosixPath

import click

from maalbar.cli.options import lang_option, path_argument, seen_from_here, shown
from maalbar.cli.reader import counting, say
from maalbar.model.diagnostic import under
from maalbar.words import counted, phrase


@click.command("publish", help=say("help-publish"))
@path_argument
@click.option("--out", type=click.Path(path_type=Path), required=True, help=say("option-out"))
@lang_option
def publish(path: Path, out: Path, lang: str) -> None:
    """Publish a site."""
    from maalbar import flow  # noqa: PLC0415 # slow

    with seen_from_here(path):
        checked, published = flow.publish(
            path, out, progress=lambda files: counting(files, say("working", lang))
        )
    findings = under(PurePosixPath(path), checked.findings)
    click.echo(shown(findings, lang), err=True, nl=False)
    click.echo(
        phrase(
            "commands",
            "published",
            lang,
            files=counted("files", published.files, lang),
            things=counted("things", published.things, lang),
            out=out,
            start=out / "index.html",
        )
    )
