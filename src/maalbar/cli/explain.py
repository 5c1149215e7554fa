"""`maalbar explain`: what the code of a finding means."""

import click

from maalbar.cli.options import lang_option
from maalbar.cli.reader import say, width


@click.command("explain", help=say("help-explain"))
@click.argument("code", required=False)
@lang_option
def explain(code: str | None, lang: str) -> None:
    """Explain a code, or list all codes."""
    from maalbar.render.explain import explained  # noqa: PLC0415 # seldom needed

    click.echo(explained(code, lang, width()), nl=False)
