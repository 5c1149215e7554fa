"""The group of all commands, and what becomes of errors: findings, and an exit status."""

import io
import sys
from typing import Final

import click

from maalbar import __version__
from maalbar.cli.ask import query, schema, terms
from maalbar.cli.explain import explain
from maalbar.cli.new import new
from maalbar.cli.options import CANNOT_RUN, FOUND
from maalbar.cli.publish import publish
from maalbar.cli.reader import LANGUAGE, say, width
from maalbar.cli.sources import sources
from maalbar.cli.validate import validate
from maalbar.model.diagnostic import InvalidError, MaalbarError
from maalbar.render.findings import RENDERERS

_INTERRUPTED: Final = 130


class _Group(click.Group):
    """A group that answers an unknown command with the nearest known one."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command, or suggest one."""
        from maalbar.words import did_you_mean  # noqa: PLC0415 # only when something is wrong

        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            near = did_you_mean(args[0], self.commands)
            suggestion = "" if isinstance(near, str) else near[LANGUAGE]
            raise click.UsageError(error.message + suggestion, ctx) from error


@click.group(cls=_Group, help=say("help-main"), context_settings={"max_content_width": 80})
@click.version_option(__version__, prog_name="maalbar")
def commands() -> None:
    """Hold the commands together."""


for each in (validate, explain, new, schema, publish, query, terms, sources):
    commands.add_command(each)


def _show_all_characters() -> None:
    """Let names that are not UTF-8, and terminals that know few characters, do no harm."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def main() -> None:
    """Run the command line: findings instead of tracebacks, and a known exit status."""
    _show_all_characters()
    try:
        commands(prog_name="maalbar", standalone_mode=False)
    except MaalbarError as error:
        click.echo(RENDERERS["text"](error.diagnostics, LANGUAGE, width()), nl=False, err=True)
        sys.exit(FOUND if isinstance(error, InvalidError) else CANNOT_RUN)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        click.echo(say("interrupted"), err=True)
        sys.exit(_INTERRUPTED)
    except OSError as error:
        # Of a pipe whose reader has seen enough, click says nothing.
        click.echo(say("cannot-print", reason=error.strerror or error), err=True)
        sys.exit(CANNOT_RUN)
