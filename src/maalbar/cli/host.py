"""`maalbar host`: a site, as a server is told to hand it out."""

from pathlib import Path

import click

from maalbar.cli.options import lang_option
from maalbar.cli.reader import say
from maalbar.hosting import HOSTS, LEADS_ON


@click.command("host", help=say("help-host"))
@click.argument("kind", type=click.Choice(HOSTS))
@click.argument("site", type=click.Path(path_type=Path))
@click.option("--to", "address", default=None, metavar="URL", help=say("option-host-to"))
@click.option("--root", default=None, metavar="DIR", help=say("option-host-root"))
@click.option("--out", type=click.Path(path_type=Path), default=None, help=say("option-host-out"))
@lang_option
def host(  # noqa: PLR0913, PLR0917 # one parameter an option
    kind: str, site: Path, address: str | None, root: str | None, out: Path | None, lang: str
) -> None:
    """Write a configuration."""
    from maalbar.hosting.kinds import configuration, keep  # noqa: PLC0415 # slow
    from maalbar.hosting.site import read_site  # noqa: PLC0415 # as above

    if kind in LEADS_ON and address is None:
        raise click.UsageError(say("misuse-missing", lang, given="--to"))
    about = say("host-about", lang, kind=kind)
    files = configuration(kind, read_site(site, address=address, root=root), about)
    if out is None:
        named = (f"# {name}\n{text}" if len(files) > 1 else text for name, text in files.items())
        click.echo("\n".join(named), nl=False)
        return
    for path in keep(files, out):
        click.echo(say("new-written", lang, path=path))
