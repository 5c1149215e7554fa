"""Click's own words in the reader's language: headings of help, and how a command was misused.

What is seldom met stays in English.
"""

from collections.abc import Iterable
from typing import Final

import click

from maalbar.cli.reader import say
from maalbar.words import did_you_mean

_WORDS: Final = {
    "[required]": say("help-required"),
    "[default: ": f"[{say('help-default')}: ",
    "Show this message and exit.": say("help-help"),
    "Show the version and exit.": say("help-version"),
}
_NOWHERE: Final = click.Context(click.Command(None))
_HEADINGS: Final = {"Options": say("help-options"), "Commands": say("help-commands")}


class Formatter(click.HelpFormatter):
    """Writes help as click does, with our words."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write how a command is used; see click."""
        super().write_usage(prog, args, f"{say('help-usage')}: " if prefix is None else prefix)

    def write_heading(self, heading: str) -> None:
        """Write a heading; see click."""
        super().write_heading(_HEADINGS.get(heading, heading))

    def write_dl(
        self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2
    ) -> None:
        """Write options or commands and what they do; see click."""
        told = []
        for name, words in rows:
            for theirs, ours in _WORDS.items():
                words = words.replace(theirs, ours)  # noqa: PLW2901 # word by word
            told.append((name, words))
        super().write_dl(told, col_max, col_spacing)


def misuse(error: click.ClickException) -> str:
    """Say how a command was misused, and where to look."""
    said = error.format_message()
    if isinstance(error, click.NoSuchOption):
        near = did_you_mean(error.option_name, error.possibilities or ())
        said = say("misuse-option", given=error.option_name, suggestion=near)
    elif isinstance(error, click.MissingParameter) and error.param:
        said = say("misuse-missing", given=error.param.get_error_hint(error.ctx or _NOWHERE))
    context = error.ctx if isinstance(error, click.UsageError) else None
    if context is None:
        return say("misuse-error", said=said)
    where = say("misuse-where", command=context.command_path)
    return "\n".join([context.get_usage(), where, "", say("misuse-error", said=said)])
