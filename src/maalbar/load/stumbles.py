"""What a YAML parser stumbled over, told where an author would mend it.

A parser gives up where it can no longer go on; the slip is most often before: a quotation
mark that was never closed, or a text with a colon that needs some.
"""

import re
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Final, NamedTuple

import yaml

from maalbar.load.lines import Lines
from maalbar.load.text import mark_of
from maalbar.model.diagnostic import Diagnostic, Location, Mark
from maalbar.words import finding, text

_MERGING: Final = re.compile(r"^(?:<{7} |={7}$|>{7} )", re.MULTILINE)
# A quotation mark where a value begins, and that no other follows on its line.
_OPENED: Final = re.compile(r"""(?:^|[\s\[{,])("[^"]*|'[^']*)$""")
_CLOSED: Final = re.compile(r"""(?<![^\s\[{,])(?:"(?:[^"\\]|\\.)*"|'[^']*')""")
# How many lines before the place where a parser gave up are looked at.
_LOOKED_BACK: Final = 200


class Stumble(NamedTuple):
    """What a parser says, and what an author should be told.

    `advice` is how to mend it, where it is more than can be said of all.  `at_beginning` says
    that the place to mend is where the parser began, not where it gave up.
    """

    phrase: str
    context: str = ""
    problem: str = ""
    at_beginning: bool = False
    advice: str = ""

    def fits(self, error: yaml.MarkedYAMLError) -> bool:
        """Tell whether a parser said this."""
        return self.context in (error.context or "") and self.problem in (error.problem or "")


_QUOTE: Final = Stumble("yaml-quote", advice="yaml-close-quote")
_COLON: Final = Stumble("yaml-colon-in-brackets", advice="yaml-quote-text")
_DASH: Final = Stumble("yaml-dash-space", advice="yaml-write-dash")
_STUMBLES: Final = (
    _QUOTE._replace(context="scanning a quoted scalar", at_beginning=True),
    Stumble("yaml-bracket", context="parsing a flow", at_beginning=True),
    Stumble("yaml-no-colon", problem="could not find expected ':'", at_beginning=True),
    Stumble("yaml-colon", problem="mapping values are not allowed", advice="yaml-quote-text"),
    Stumble("yaml-dash", problem="expected '-'"),
    Stumble("yaml-indent", problem="expected key"),
    Stumble("yaml-indent", problem="block end"),
    Stumble("yaml-character", problem="cannot start any token", advice="yaml-quote-text"),
)


def not_yaml(error: yaml.MarkedYAMLError, source: str, path: PurePosixPath) -> Diagnostic:
    """Say what a parser stumbled over, where an author would mend it."""
    merging = _MERGING.search(source)
    if merging:
        where = Location(path=path, mark=mark_of(source, merging.start()))
        return finding("syntax/not-yaml", where, reason=text("phrases", "yaml-merge-marks"))
    known = next((each for each in _STUMBLES if each.fits(error)), None)
    at = error.problem_mark or error.context_mark
    gave_up = Mark(at.line + 1, at.column + 1) if at else None
    if known and known.at_beginning:
        at = error.context_mark or at
    mark = Mark(at.line + 1, at.column + 1) if at else None
    # A return alone ends a line too.
    lines = Lines(source.replace("\r\n", "\n").replace("\r", "\n"))
    if mark and gave_up and known:
        slip = _slip(lines, mark, gave_up, known)
        known, mark = slip or (known, mark)
    where = Location(path=path, mark=mark)
    reason = text("phrases", known.phrase) if known else error.problem or error.context
    if mark and _is_tab(lines, mark):
        return finding("syntax/tab", where, reason=reason)
    found = finding("syntax/not-yaml", where, reason=reason)
    return replace(found, hint=text("phrases", known.advice)) if known and known.advice else found


def dashed(path: PurePosixPath, mark: Mark) -> Diagnostic:
    """Say of a key that begins with a dash that a space is missing after it."""
    where = Location(path=path, mark=mark)
    found = finding("syntax/not-yaml", where, reason=text("phrases", _DASH.phrase))
    return replace(found, hint=text("phrases", _DASH.advice))


def _slip(lines: Lines, mark: Mark, gave_up: Mark, known: Stumble) -> tuple[Stumble, Mark] | None:
    """Find the slip that made a parser stumble further on, if it is one of the frequent ones."""
    if known.phrase in {"yaml-dash", "yaml-colon"}:
        return _bare_dash(lines, gave_up, known)
    if known.phrase in {"yaml-bracket", "yaml-indent"}:
        return _bare_text(lines, mark, gave_up, known)
    return None


def _bare_dash(lines: Lines, gave_up: Mark, known: Stumble) -> tuple[Stumble, Mark] | None:
    """Find a dash without a space: where a dash is expected, or above another key."""
    number = gave_up.line - (known.phrase == "yaml-colon")
    found = re.match(r"\s*-[^\s-]", lines.line(number) or "") if number else None
    return (_DASH, Mark(number, found.end() - 1)) if found else None


def _bare_text(
    lines: Lines, mark: Mark, gave_up: Mark, known: Stumble
) -> tuple[Stumble, Mark] | None:
    """Find a text that has a colon and no quotation marks, or one of them only."""
    is_flow = known.phrase == "yaml-bracket"
    here = lines.line(gave_up.line) or ""
    if is_flow and here[gave_up.column - 1 : gave_up.column] == ":":
        return _COLON, gave_up
    if here[gave_up.column - 2 : gave_up.column - 1] not in {'"', "'"}:
        return None
    # What the parser took for the end of a text is the beginning of another.
    first = mark.line if is_flow else gave_up.line - _LOOKED_BACK
    for number in range(gave_up.line - 1, max(first, 1) - 1, -1):
        opened = _OPENED.search(_CLOSED.sub(_blank, lines.line(number) or ""))
        if opened:
            return _QUOTE, Mark(number, opened.start(1) + 1)
    return None


def _blank(found: re.Match[str]) -> str:
    return " " * len(found[0])


def _is_tab(lines: Lines, mark: Mark) -> bool:
    line = lines.line(mark.line) or ""
    return "\t" in line[: len(line) - len(line.lstrip())] or line[mark.column - 1 :][:1] == "\t"
