"""What several commands take and give."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import Final

import click

from maalbar.cli.reader import LANGUAGE, has_colour, say, width
from maalbar.model.diagnostic import Diagnostic, MaalbarError, Severity, under
from maalbar.model.text import LANGUAGES
from maalbar.render.findings import RENDERERS

CLEAN: Final = 0
FOUND: Final = 1
WRONG_USE: Final = 2
CANNOT_RUN: Final = 3

Command = Callable[..., None]


def lang_option(command: Command) -> Command:
    """Add `--lang`."""
    return click.option(
        "--lang",
        type=click.Choice(LANGUAGES),
        default=LANGUAGE,
        show_default=True,
        help=say("option-lang"),
    )(command)


strict_option: Final = click.option("--strict", is_flag=True, help=say("option-strict"))
report_option: Final = click.option(
    "--report",
    type=click.Choice(list(RENDERERS)),
    default="text",
    show_default=True,
    help=say("option-report"),
)
path_argument: Final = click.argument("path", type=click.Path(path_type=Path), default=".")


def shown(findings: tuple[Diagnostic, ...], lang: str, form: str = "text") -> str:
    """Render findings for whoever runs the command."""
    return RENDERERS[form](findings, lang, width(), colour=has_colour())


def status(findings: Iterable[Diagnostic], *, strict: bool) -> int:
    """Give the exit status: whether something was found that counts."""
    weighty = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    return FOUND if any(each.severity in weighty for each in findings) else CLEAN


@contextmanager
def seen_from_here(root: Path) -> Iterator[None]:
    """Give the places of findings that stop a command as seen from the working folder."""
    try:
        yield
    except MaalbarError as error:
        raise type(error)(*under(PurePosixPath(root), error.diagnostics)) from error
