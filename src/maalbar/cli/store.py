"""`maalbar store`: a publication, put where questions of it are answered fast."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import click

from maalbar.cli.options import lang_option, shown
from maalbar.cli.reader import counting, say
from maalbar.words import counted, phrase


@click.group("store", help=say("help-store"))
def store() -> None:
    """Hold the commands about stores together."""


_place_argument = click.argument("place", metavar="PUBLICATION|SITE")
_out_option = click.option(
    "--out",
    type=click.Path(path_type=Path),
    required=True,
    metavar="FOLDER",
    help=say("option-store-out"),
)


@store.command("build", help=say("help-store-build"))
@_place_argument
@_out_option
@lang_option
def build(place: str, out: Path, lang: str) -> None:
    """Make a store anew."""
    from maalbar.flow.storing import build_store  # noqa: PLC0415 # slow

    _tell("store-built", build_store(place, out), lang, out=out)


@store.command("update", help=say("help-store-update"))
@_place_argument
@_out_option
@lang_option
def update(place: str, out: Path, lang: str) -> None:
    """Bring a store up to date."""
    from maalbar.flow.storing import update_store  # noqa: PLC0415 # slow

    _tell("store-updated", update_store(place, out), lang, out=out)


@store.command("push", help=say("help-store-push"))
@_place_argument
@click.argument("url", metavar="URL")
@click.option("--update", default="", metavar="URL", help=say("option-store-update"))
@click.option(
    "--triples",
    type=click.IntRange(1),
    default=10_000,
    show_default=True,
    help=say("option-store-triples"),
)
@click.option("--allow-private", is_flag=True, help=say("option-store-private"))
@lang_option
def push(  # noqa: PLR0913 # one parameter an option
    place: str, url: str, *, update: str, triples: int, lang: str, allow_private: bool
) -> None:
    """Put a publication into a server."""
    from maalbar.engines.push import Plan  # noqa: PLC0415 # slow
    from maalbar.fetch.address import is_public  # noqa: PLC0415 # as above
    from maalbar.flow.storing import push_store  # noqa: PLC0415 # as above

    def progress(graphs: Sequence[Any]) -> Iterable[Any]:
        return counting(iter(graphs), say("sending", lang), total=len(graphs))

    plan = Plan(
        url=url,
        update=update,
        triples=triples,
        allowed=_anywhere if allow_private else is_public,
        progress=progress,
    )
    pushed = push_store(place, plan)
    click.echo(shown(pushed.findings, lang), err=True, nl=False)
    graphs = counted("graphs", pushed.graphs, lang)
    click.echo(
        phrase(
            "commands",
            "store-pushed",
            lang,
            graphs=graphs,
            sent=pushed.sent,
            removed=pushed.removed,
            url=url,
        )
    )


def _tell(key: str, built: Any, lang: str, *, out: Path) -> None:  # noqa: ANN401 # its import is slow
    graphs = counted("graphs", built.graphs, lang)
    triples = counted("triples", built.triples, lang)
    said = phrase(
        "commands", key, lang, graphs=graphs, triples=triples, changed=built.changed, out=out
    )
    click.echo(said)


def _anywhere(_host: object) -> bool:
    return True
