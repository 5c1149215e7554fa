"""The group of all commands, and what becomes of errors: findings, and an exit status."""

import io
import signal
import sys
from typing import Final

import click

from maalbar import __version__
from maalbar.cli.ask import query, schema, terms
from maalbar.cli.diff import diff
from maalbar.cli.explain import explain
from maalbar.cli.harvest import harvest
from maalbar.cli.help import Formatter, misuse
from maalbar.cli.host import host
from maalbar.cli.new import new
from maalbar.cli.options import CANNOT_RUN, FOUND, WRONG_USE
from maalbar.cli.publish import publish
from maalbar.cli.reader import LANGUAGE, say, width
from maalbar.cli.serve import serve
from maalbar.cli.sources import sources
from maalbar.cli.store import store
from maalbar.cli.validate import validate
from maalbar.model.diagnostic import InvalidError, MaalbarError, WishError
from maalbar.render.findings import RENDERERS
from maalbar.words import did_you_mean

_INTERRUPTED: Final = 130
_TERMINATED: Final = 143


class _Group(click.Group):
    """A group that answers an unknown command with the nearest known one."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command, or suggest one."""
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            near = did_you_mean(args[0], self.commands)
            said = say("misuse-command", given=args[0], suggestion=near)
            raise click.UsageError(said, ctx) from error


# Every command's help is written by what its context names.
click.Context.formatter_class = Formatter


@click.group(cls=_Group, help=say("help-main"), context_settings={"max_content_width": 80})
@click.version_option(__version__, prog_name="maalbar")
def commands() -> None:
    """Hold the commands together."""


for each in (
    validate,
    explain,
    new,
    schema,
    publish,
    host,
    diff,
    harvest,
    serve,
    query,
    store,
    terms,
    sources,
    serve,
):
    commands.add_command(each)


def _status(error: MaalbarError) -> int:
    match error:
        case InvalidError():
            return FOUND
        case WishError():
            return WRONG_USE
        case _:
            return CANNOT_RUN


def _show_all_characters() -> None:
    """Let names that are not UTF-8, and terminals that know few characters, do no harm."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _stop(*_: object) -> None:
    """Stop as from the keyboard: what is half written is taken away."""
    sys.exit(_TERMINATED)


def main() -> None:
    """Run the command line: findings instead of tracebacks, and a known exit status."""
    _show_all_characters()
    signal.signal(signal.SIGTERM, _stop)
    try:
        commands(prog_name="maalbar", standalone_mode=False)
    except MaalbarError as error:
        click.echo(RENDERERS["text"](error.diagnostics, LANGUAGE, width()), nl=False, err=True)
        sys.exit(_status(error))
    except click.ClickException as error:
        click.echo(misuse(error), err=True)
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        click.echo(say("interrupted"), err=True)
        sys.exit(_INTERRUPTED)
    except OSError as error:
        # Of a pipe whose reader has seen enough, click says nothing.
        click.echo(say("cannot-print", reason=error.strerror or error), err=True)
        sys.exit(CANNOT_RUN)
