"""Where an answer goes, and in which form: to the terminal, a pipe or a file; as text or drawn."""

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

import click

from maalbar.cli.reader import is_person, say, width

if TYPE_CHECKING:
    from maalbar.render.answers.view import View

Kind = Literal["line", "bar"]
# What `render.answers` has, which is slow to import.
FORMS: Final = (
    *("table", "csv", "tsv", "json", "jsonl", "xml", "markdown", "html", "xlsx", "parquet"),
    *("turtle", "jsonld", "ntriples"),
)
_PICTURES: Final = {".svg", ".png"}
_BATCH: Final = 65_536


@dataclass(frozen=True, slots=True)
class Wanted:
    """How an answer is wanted; `form` is by default what the file's name ends in, else a table."""

    form: str | None
    out: Path | None
    chart: Kind | None

    def __post_init__(self) -> None:
        """Refuse what makes no sense before anything is asked."""
        is_picture = self.out is None or self.out.suffix.lower() in _PICTURES
        if self.chart and (self.form or not is_picture):
            raise click.UsageError(say("misuse-chart"))

    def write(self, answer: "View") -> None:
        """Write an answer.

        Raises:
            MaalbarError: the form cannot hold it, or the file cannot be written.
        """
        from maalbar.render.answers import BINARY, FORM_OF, render  # noqa: PLC0415 # slow

        if self.chart:
            self._draw(answer, self.chart)
            return
        ending = self.out.suffix.lower() if self.out else ""
        form = self.form or FORM_OF.get(ending, "table")
        if form in BINARY and self.out is None and is_person(sys.stdout):
            raise _not_for_terminal(form)
        self._put(render(form, answer))

    def _draw(self, answer: "View", kind: Kind) -> None:
        from maalbar.render.answers import chart  # noqa: PLC0415 # slow

        drawn = chart.chart(answer, kind)
        if self.out is None:
            from maalbar.render.answers.chart import terminal  # noqa: PLC0415 # seldom needed

            self._put(terminal.draw(drawn, width()))
        else:
            from maalbar.render.answers.chart import picture  # noqa: PLC0415 # as above

            self._put([picture.draw(drawn, self.out.suffix.lower().removeprefix("."))])

    def _put(self, pieces: Iterable[str] | Iterable[bytes]) -> None:
        if self.out is not None:
            _save(self.out, map(_bytes, pieces))
        elif is_person(sys.stdout):
            for text in _for_a_person(pieces):
                click.echo(text, nl=False)
        else:
            for each in _together(pieces):
                click.echo(each, nl=False)


def _together(pieces: Iterable[str] | Iterable[bytes]) -> Iterator[str | bytes]:
    """Put small texts together: to write each by itself takes longer than to make it."""
    waiting: list[str] = []
    size = 0
    for each in pieces:
        if isinstance(each, bytes):
            yield each
            continue
        waiting.append(each)
        size += len(each)
        if size >= _BATCH:
            yield "".join(waiting)
            waiting, size = [], 0
    yield "".join(waiting)


def _for_a_person(pieces: Iterable[str] | Iterable[bytes]) -> Iterator[str]:
    """Show what would command a terminal as what it is; line ends and tabs stay."""
    from maalbar.render.findings.harmless import harmless  # noqa: PLC0415 # seldom needed

    for each in pieces:
        text = each if isinstance(each, str) else each.decode()
        lines = ("\t".join(map(harmless, line.split("\t"))) for line in text.split("\n"))
        yield "\n".join(lines)


def _save(out: Path, pieces: Iterable[bytes]) -> None:
    from maalbar.files import replacing  # noqa: PLC0415 # seldom needed
    from maalbar.model.diagnostic import Location, MaalbarError  # noqa: PLC0415 # as above
    from maalbar.words import finding  # noqa: PLC0415 # as above
    from maalbar.words.system import why  # noqa: PLC0415 # as above

    try:
        with replacing(out) as file:
            file.writelines(pieces)
    except OSError as error:
        raise MaalbarError(
            finding("publish/cannot-write", Location(), path=str(out), reason=why(error))
        ) from error


def _not_for_terminal(form: str) -> Exception:
    from maalbar.model.diagnostic import Location, WishError  # noqa: PLC0415 # as above
    from maalbar.words import finding  # noqa: PLC0415 # as above

    return WishError(finding("query/not-for-terminal", Location(), value=form))


def _bytes(piece: str | bytes) -> bytes:
    return piece.encode() if isinstance(piece, str) else piece
