"""`maalbar serve`: a site, handed out to whoever asks."""

import os
from pathlib import Path
from typing import Final

import click

from maalbar.cli.options import lang_option
from maalbar.cli.reader import say

_FEWEST: Final = 2
_LIBRARIES: Final = ("httptools", "prometheus_client")
_MOST_PORTS: Final = 65535


@click.command("serve", help=say("help-serve"))
@click.argument("site", type=click.Path(path_type=Path))
@click.option("--host", default="127.0.0.1", show_default=True, help=say("option-serve-host"))
@click.option(
    "--port",
    type=click.IntRange(0, _MOST_PORTS),
    default=8000,
    show_default=True,
    help=say("option-serve-port"),
)
@click.option("--to", "address", default="", metavar="URL", help=say("option-serve-to"))
@click.option(
    "--store", type=click.Path(path_type=Path), metavar="FOLDER", help=say("option-serve-store")
)
@click.option("--no-sparql", is_flag=True, help=say("option-no-sparql"))
@click.option("--workers", type=click.IntRange(1, 256), help=say("option-workers"))
@click.option(
    "--timeout",
    type=click.FloatRange(0.1, 3600),
    default=10,
    show_default=True,
    help=say("option-timeout"),
)
@click.option(
    "--memory",
    type=click.IntRange(16),
    default=512,
    show_default=True,
    metavar="MB",
    help=say("option-memory"),
)
@click.option("--proxied", is_flag=True, help=say("option-proxied"))
@click.option("--metrics", metavar="HOST:PORT", help=say("option-metrics"))
@click.option(
    "--log-addresses",
    type=click.Choice(["short", "full", "none"]),
    default="short",
    show_default=True,
    help=say("option-log-addresses"),
)
@lang_option
def serve(  # noqa: PLR0913 # each is an option
    *,
    site: Path,
    host: str,
    port: int,
    address: str,
    store: Path | None,
    no_sparql: bool,
    workers: int | None,
    timeout: float,
    memory: int,
    proxied: bool,
    metrics: str | None,
    log_addresses: str,
    lang: str,
) -> None:
    """Serve a site."""
    from maalbar.queries.needed import needed  # noqa: PLC0415 # slow

    for library in _LIBRARIES:
        needed(library, extra="serve")
    from maalbar.serve import house, limits  # noqa: PLC0415 # as above
    from maalbar.serve.generation import Wish  # noqa: PLC0415 # as above

    wish = Wish(
        folder=site,
        address=f"{address.rstrip('/')}/" if address else "",
        store=str(store.resolve()) if store else "",
        sparql=not no_sparql,
    )
    processors = workers or max(os.cpu_count() or 1, _FEWEST)
    bounds = limits.Limits(
        workers=processors,
        heavy=2 * processors,
        seconds=timeout,
        memory=memory * limits.MEGABYTE,
    )
    door = house.Door(
        host=host,
        port=port,
        metrics=_host_and_port(metrics) if metrics else None,
        proxied=proxied,
        addresses=log_addresses,
        log=click.echo,
    )

    def started(where: str) -> None:
        key = "serving" if no_sparql else "serving-sparql"
        click.echo(say(key, lang, site=site, address=where), err=True)

    house.serve(wish, bounds, door, started)
    click.echo(say("served", lang), err=True)


def _host_and_port(said: str) -> tuple[str, int]:
    host, colon, port = said.rpartition(":")
    if not (colon and port.isascii() and port.isdigit() and int(port) <= _MOST_PORTS):
        raise click.BadParameter(f"--metrics {said}: HOST:PORT")
    return host.strip("[]"), int(port)
