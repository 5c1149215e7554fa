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
@click.option("--previous", metavar="SITE", default="", help=say("option-previous"))
@click.option("--release", is_flag=True, help=say("option-release"))
@click.option("--allow-removal", is_flag=True, help=say("option-allow-removal"))
@lang_option
def publish(  # noqa: PLR0913 # each is an option
    path: Path, out: Path, lang: str, *, previous: str, release: bool, allow_removal: bool
) -> None:
    """Publish a site."""
    from maalbar import flow  # noqa: PLC0415 # slow

    plan = flow.Plan(previous=previous, release=release, allow_removal=allow_removal)
    with seen_from_here(path):
        checked, published = flow.publish(
            path, out, plan, progress=lambda files: counting(files, say("working", lang))
        )
    findings = under(PurePosixPath(path), (*checked.findings, *published.findings))
    click.echo(shown(findings, lang), err=True, nl=False)
    click.echo(
        phrase(
            "commands",
            "published",
            lang,
            files=counted("files", published.files, lang),
            changed=published.changed,
            things=counted("things", published.things, lang),
            out=out,
            start=out / "index.html",
        )
    )
