"""`maalbar harvest`: a source, as a portal would take it."""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NoReturn

import click

from maalbar.cli.options import lang_option, report_option, status, strict_option
from maalbar.cli.reader import counting, has_colour, say, width

_ACCEPTS = (
    "text/turtle",
    "application/rdf+xml",
    "application/ld+json",
    "application/n-triples",
    "application/n-quads",
    "application/trig",
)
_KINDS = ("dataset", "series", "service", "concept", "model", "event", "public-service")


@click.command("harvest", help=say("help-harvest"))
@click.argument("place", metavar="SITE|FILE|URL")
@click.option("--kind", "kinds", multiple=True, type=click.Choice(_KINDS), help=say("option-kind"))
@click.option(
    "--accept",
    type=click.Choice(_ACCEPTS),
    default="text/turtle",
    show_default=True,
    help=say("option-accept"),
)
@click.option("--last", type=click.Path(path_type=Path), help=say("option-last"))
@click.option("--shapes", multiple=True, metavar="FILE|URL|NAME", help=say("option-harvest-shapes"))
@click.option("--no-links", is_flag=True, help=say("option-no-links"))
@click.option("--offline", is_flag=True, help=say("option-harvest-offline"))
@click.option("--allow-private", is_flag=True, help=say("option-allow-private"))
@click.option("--probe", is_flag=True, help=say("option-probe"))
@strict_option
@report_option
@lang_option
def harvest(  # noqa: PLR0913 # options of a command
    place: str,
    *,
    kinds: tuple[str, ...],
    accept: str,
    last: Path | None,
    shapes: tuple[str, ...],
    no_links: bool,
    offline: bool,
    allow_private: bool,
    probe: bool,
    strict: bool,
    report: str,
    lang: str,
) -> None:
    """Rehearse a harvest."""
    if probe:
        if kinds or last or shapes or no_links or offline:
            raise click.UsageError(say("misuse-probe", lang))
        _probe(place, allow_private=allow_private, strict=strict, report=report, lang=lang)
    from maalbar.fetch.address import is_public  # noqa: PLC0415 # slow
    from maalbar.flow import harvesting  # noqa: PLC0415 # as above
    from maalbar.harvest.members import Kind  # noqa: PLC0415 # as above
    from maalbar.harvest.rehearsal import Wish  # noqa: PLC0415 # as above
    from maalbar.render.harvest import RENDERERS  # noqa: PLC0415 # as above

    wish = Wish(
        accept=accept,
        kinds=tuple(Kind(each) for each in kinds),
        last=last,
        shapes=shapes,
        offline=offline,
        allowed=_anywhere if allow_private else is_public,
        links=not no_links,
    )

    def progress(addresses: Sequence[str]) -> Iterator[str]:
        return counting(iter(addresses), say("asking", lang), total=len(addresses))

    outcome = harvesting.harvest(place, wish, progress=progress)
    click.echo(RENDERERS[report](outcome, lang, width(), colour=has_colour()), nl=False)
    sys.exit(status(outcome.findings, strict=strict))


def _probe(url: str, *, allow_private: bool, strict: bool, report: str, lang: str) -> NoReturn:
    """Score a live site."""
    from maalbar.fetch.address import is_public  # noqa: PLC0415 # slow
    from maalbar.probe import probing  # noqa: PLC0415 # as above
    from maalbar.render.probe import RENDERERS  # noqa: PLC0415 # as above

    def progress(checks: Sequence[str]) -> Iterator[str]:
        return counting(iter(checks), say("checking-site", lang), total=len(checks))

    inquiry = probing.Inquiry(allowed=_anywhere if allow_private else is_public)
    probed = probing.probe(url, inquiry, progress=progress)
    click.echo(RENDERERS[report](probed, lang, width(), colour=has_colour()), nl=False)
    sys.exit(status(probed.findings, strict=strict))


def _anywhere(_host: object) -> bool:
    return True
