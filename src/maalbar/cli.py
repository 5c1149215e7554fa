"""The commands: parse, call, print, exit.

Help and messages are in the reader's language: `--lang`, else MAALBAR_LANG, else the
locale.  Nothing slow is imported before a command runs.
"""

import io
import os
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path, PurePosixPath
from typing import Any, Final, TextIO

import click

from maalbar import __version__
from maalbar.model.diagnostic import Diagnostic, InvalidError, MaalbarError, Severity, under
from maalbar.model.text import LANGUAGES
from maalbar.render import findings as findings_as
from maalbar.words import counted, phrase

CLEAN: Final = 0
FOUND: Final = 1
CANNOT_RUN: Final = 3
_PIPE_WIDTH: Final = 100
_INTERRUPTED: Final = 130


def preferred_language(arguments: Iterable[str] = ()) -> str:
    """Give the language that the reader asked for, by option, setting or locale.

    Args:
        arguments: the command line, of which only `--lang` is looked at.
    """
    given = list(arguments)
    asked = [
        *(each.removeprefix("--lang=") for each in given if each.startswith("--lang=")),
        *(after for each, after in pairwise(given) if each == "--lang"),
        *(os.environ.get(name, "") for name in ("MAALBAR_LANG", "LC_ALL", "LC_MESSAGES", "LANG")),
    ]
    for each in asked:
        tag = each.lower().replace("_", "-").partition("-")[0].partition(".")[0]
        tag = "nb" if tag == "no" else tag
        if tag in LANGUAGES:
            return tag
    return "en"


_LANGUAGE = preferred_language(sys.argv)


def _say(key: str, **values: object) -> str:
    return phrase("commands", key, _LANGUAGE, **values)


def _help(key: str) -> str:
    return _say(f"help-{key}")


def _width() -> int:
    columns = shutil.get_terminal_size((_PIPE_WIDTH, 24)).columns
    return max(columns, 40) if _is_terminal(sys.stdout) or "COLUMNS" in os.environ else _PIPE_WIDTH


def _is_terminal(stream: TextIO | None) -> bool:
    """Tell whether a person reads a stream; a closed one is None."""
    return stream is not None and stream.isatty()


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
            suggestion = "" if isinstance(near, str) else near[_LANGUAGE]
            raise click.UsageError(error.message + suggestion, ctx) from error


def _lang_option(command: Callable[..., None]) -> Callable[..., None]:
    return click.option(
        "--lang",
        type=click.Choice(LANGUAGES),
        default=_LANGUAGE,
        show_default=True,
        help=_say("option-lang"),
    )(command)


_strict_option = click.option("--strict", is_flag=True, help=_say("option-strict"))
_format_option = click.option(
    "--format",
    "form",
    type=click.Choice(list(findings_as.RENDERERS)),
    default="text",
    show_default=True,
    help=_say("option-format"),
)
_path_argument = click.argument("path", type=click.Path(path_type=Path), default=".")


@click.group(cls=_Group, help=_help("main"), context_settings={"max_content_width": 80})
@click.version_option(__version__, prog_name="maalbar")
def commands() -> None:
    """Hold the commands together."""


@commands.command("validate", help=_help("validate"))
@_path_argument
@_strict_option
@click.option(
    "--engine",
    type=click.Choice(["fast", "reference"]),
    default="fast",
    show_default=True,
    help=_say("option-engine"),
)
@_format_option
@_lang_option
def validate(path: Path, form: str, lang: str, engine: str, *, strict: bool) -> None:
    """Check a publication."""
    from maalbar import flow  # noqa: PLC0415 # slow

    with _seen_from_here(path):
        checked = flow.check(path, by_reference=engine == "reference")
    publication = checked.publication
    findings = under(PurePosixPath(path), checked.findings)
    click.echo(findings_as.RENDERERS[form](findings, lang, _width()), nl=False)
    if form == "text" and checked.valid:
        click.echo(
            phrase(
                "commands",
                "valid",
                lang,
                things=counted("things", len(publication.things), lang),
                reports=counted("reports", len(publication.reports), lang),
                statements=counted("statements", len(publication.statements), lang),
            )
        )
    sys.exit(_status(checked.findings, strict=strict))


@commands.command("publish", help=_help("publish"))
@_path_argument
@click.option("--out", type=click.Path(path_type=Path), required=True, help=_say("option-out"))
@_lang_option
def publish(path: Path, out: Path, lang: str) -> None:
    """Publish a site."""
    from maalbar import flow  # noqa: PLC0415 # slow

    with _seen_from_here(path):
        checked, published = flow.publish(path, out, progress=_progress)
    findings = under(PurePosixPath(path), checked.findings)
    click.echo(findings_as.as_text(findings, lang, _width()), err=True, nl=False)
    click.echo(
        phrase(
            "commands",
            "published",
            lang,
            files=counted("files", published.files, lang),
            things=counted("things", published.things, lang),
            out=out,
            start=out / "index.html",
        )
    )


@commands.command("query", help=_help("query"))
@click.argument("name", required=False)
@click.option(
    "--path",
    type=click.Path(path_type=Path),
    default=".",
    show_default=True,
    help=_say("option-path"),
)
@click.option("--param", "params", multiple=True, metavar="NAME=VALUE", help=_say("option-param"))
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "csv", "tsv", "json"]),
    default="table",
    show_default=True,
    help=_say("option-format"),
)
@click.option("--explain", is_flag=True, help=_say("option-explain"))
@_lang_option
def query(  # noqa: PLR0913 # options of a command
    name: str | None, path: Path, params: tuple[str, ...], form: str, lang: str, *, explain: bool
) -> None:
    """Ask a question."""
    from maalbar.render import answers, queries  # noqa: PLC0415 # slow

    if name is None:
        click.echo(queries.listed(lang, _width()), nl=False)
        return
    asked = _query(name)
    if explain:
        click.echo(queries.explained(asked, lang, _width()), nl=False)
        return
    given = dict(_pair(each) for each in params)
    if any(each.name == "lang" for each in asked.parameters):
        given.setdefault("lang", lang)
    from maalbar import open as open_publication  # noqa: PLC0415 # slow

    root = _publication_at(path)
    with _seen_from_here(root):
        answer = open_publication(root).query(asked, **given)
    click.echo(answers.RENDERERS[form](answer, lang, _width()), nl=False)


@commands.command("terms", help=_help("terms"))
@click.argument("term", required=False)
@_lang_option
def terms(term: str | None, lang: str) -> None:
    """Show the vocabulary."""
    from maalbar.render import terms as terms_as  # noqa: PLC0415 # slow

    click.echo(terms_as.listed(term, lang, _width()), nl=False)


@commands.group("sources", help=_help("sources"))
def sources() -> None:
    """Hold the commands about sources together."""


_source_option = click.option(
    "--source",
    "texts",
    multiple=True,
    required=True,
    metavar="FOLDER|URL",
    help=_say("option-source"),
)


@sources.command("check", help=_help("sources-check"))
@_path_argument
@_source_option
@_strict_option
@_format_option
@_lang_option
def check_sources(
    path: Path, texts: tuple[str, ...], form: str, lang: str, *, strict: bool
) -> None:
    """Check passages against their sources."""
    from maalbar import flow  # noqa: PLC0415 # slow

    with _seen_from_here(path):
        found, summaries = flow.check_sources(path, texts)
    findings = under(PurePosixPath(path), found)
    click.echo(findings_as.RENDERERS[form](findings, lang, _width()), nl=False)
    if form == "text":
        for each in summaries:
            counts = {key: counted(key, each.counts[key], lang) for key in each.counts}
            click.echo(
                phrase(
                    "commands",
                    "checked",
                    lang,
                    section=each.section,
                    uncovered=each.uncovered,
                    **counts,
                )
            )
    sys.exit(_status(findings, strict=strict))


@sources.command("find", help=_help("sources-find"))
@click.argument("quotation")
@_source_option
def find_in_sources(quotation: str, texts: tuple[str, ...]) -> None:
    """Find a quotation."""
    from maalbar import flow  # noqa: PLC0415 # slow

    found = flow.find_in_sources(quotation, texts)
    for origin, sha256 in sorted({(each.origin, each.sha256) for each in found}):
        click.echo(f"{origin}\n  sourceSha256: {sha256}")
        for each in found:
            if each.origin == origin:
                click.echo(f'  "char={each.start},{each.end}"')


@sources.command("stamp", help=_help("sources-stamp"))
@_path_argument
@_source_option
@_lang_option
def stamp_sources(path: Path, texts: tuple[str, ...], lang: str) -> None:
    """Write passages.csv."""
    from maalbar import flow  # noqa: PLC0415 # slow

    with _seen_from_here(path):
        found, written = flow.stamp_sources(path, texts)
    findings = under(PurePosixPath(path), found)
    click.echo(findings_as.as_text(findings, lang, _width()), nl=False)
    for file, rows in written.items():
        click.echo(
            phrase("commands", "stamped", lang, path=file, passages=counted("passages", rows, lang))
        )
    sys.exit(_status(findings, strict=False))


@contextmanager
def _seen_from_here(root: Path) -> Iterator[None]:
    """Give the places of findings that stop a command as seen from the working folder."""
    try:
        yield
    except MaalbarError as error:
        raise type(error)(*under(PurePosixPath(root), error.diagnostics)) from error


def _status(findings: Iterable[Diagnostic], *, strict: bool) -> int:
    weighty = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    return FOUND if any(each.severity in weighty for each in findings) else CLEAN


def _publication_at(path: Path) -> Path:
    """Give the publication that a question is about: here, or in `seeds` below."""
    below = path / "seeds"
    return below if not (path / "maalbar.toml").exists() and below.is_dir() else path


def _query(name: str) -> Any:  # noqa: ANN401 # typed where it is used; the import is slow
    from maalbar.load.text import decode, read_text  # noqa: PLC0415 # slow
    from maalbar.queries import library  # noqa: PLC0415 # slow

    file = Path(name)
    if name == "-":
        return library.read("-", decode(sys.stdin.buffer.read(), PurePosixPath("-")))
    if name.endswith((".rq", ".sparql")) or (os.sep in name and os.path.lexists(file)):
        return library.read(file.name, read_text(file.parent, PurePosixPath(file.name)))
    return library.find(name)


def _pair(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals:
        raise click.UsageError(f"--param {text}: NAME=VALUE")
    return name, value


def _progress(files: Iterator[Any]) -> Iterator[Any]:
    """Count files on a terminal; say nothing in a pipe."""
    if not _is_terminal(sys.stderr):
        yield from files
        return
    label = _say("working")
    for count, each in enumerate(files, start=1):
        if count % 50 == 0:
            click.echo(f"\r{label} … {count}", nl=False, err=True)
        yield each
    click.echo("\r\033[K", nl=False, err=True)


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
        click.echo(findings_as.as_text(error.diagnostics, _LANGUAGE, _width()), nl=False, err=True)
        sys.exit(FOUND if isinstance(error, InvalidError) else CANNOT_RUN)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        click.echo(_say("interrupted"), err=True)
        sys.exit(_INTERRUPTED)
    except OSError as error:
        # Of a pipe whose reader has seen enough, click says nothing.
        click.echo(_say("cannot-print", reason=error.strerror or error), err=True)
        sys.exit(CANNOT_RUN)
