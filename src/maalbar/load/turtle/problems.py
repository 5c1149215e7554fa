"""What keeps a file from being Turtle or one of its kin, said to those who do not know it.

A wrong term does not keep the rest of the file from being read: it is noted.  A wrong order
of terms does, since anything could be meant: it stops the reading.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import islice
from typing import Final, NamedTuple, NoReturn

from pyoxigraph import NamedNode

from maalbar.load.lines import Lines
from maalbar.load.text import code_point
from maalbar.load.told import Told
from maalbar.load.turtle.tokens import Tokens
from maalbar.model.diagnostic import Location, MaalbarError, Mark
from maalbar.model.terms import PREFIXES, Term
from maalbar.words import finding, suggested, text

_SHOWN: Final = 60
_LONGEST: Final = 300
# Beyond these, the prefix that is nearest to another is not worth the time to find it.
_LONGEST_PREFIX: Final = 40
_PREFIXES: Final = 200

# What can be expected, and the advice for those who wrote something else.
_ADVICE: Final = {
    "turtle-a-subject": "turtle-write-statements",
    "turtle-a-property": "turtle-write-statements",
    "turtle-a-value": "turtle-write-statements",
    "turtle-a-separator": "turtle-end-statements",
    "turtle-a-full-stop": "turtle-end-statements",
    "turtle-a-datatype": "turtle-name-datatypes",
    "turtle-a-graph": "turtle-brace-graphs",
    "turtle-a-brace": "turtle-brace-graphs",
    "turtle-a-prefix": "turtle-declare-prefixes",
    "turtle-a-beginning": "turtle-declare-prefixes",
    "turtle-a-node": "turtle-write-in-full",
    "turtle-an-address": "turtle-write-in-full",
    "turtle-a-node-or-text": "turtle-write-in-full",
}
_CLOSING: Final = {"[": "]", "(": ")", "{": "}"}
_IN_FULL: Final = ("iri", "label", "string", "sign")
_OF_TRIG: Final = ("{", "graph")
_DIRECTIVES: Final = ("prefix", "base", "@prefix", "@base")


class Opened(NamedTuple):
    """A bracket, and where it was opened."""

    bracket: str
    at: Mark


@dataclass(slots=True)
class Problems:
    """What is wrong with one file.

    `format` is the name of its format; `abbreviates` tells whether that knows prefixes and
    other ways to write less.
    """

    told: Told
    format: str
    abbreviates: bool

    def note(self, code: str, mark: Mark, *, value: str, limit: int = 0) -> None:
        """Note what is wrong with a term, which was written as `value`."""
        self.told.tell(code, mark, value=_shown(value, _LONGEST), limit=limit)

    def unknown_prefix(self, prefix: str, mark: Mark, declared: Iterable[str]) -> None:
        """Note a prefix that is not declared, with the line that would declare it."""
        near = None
        if len(prefix) <= _LONGEST_PREFIX:
            near = self.told.nearest(prefix, islice(declared, _PREFIXES))
        self.told.tell(
            "syntax/unknown-prefix",
            mark,
            value=_shown(prefix),
            suggestion=suggested(near),
            line=f"@prefix {_shown(prefix)}: <{PREFIXES.get(prefix, 'https://…#')}> .",
        )

    def give_up(self) -> NoReturn:
        """Stop with what was noted."""
        raise MaalbarError(*self.told.findings)

    def stop(self, reason: str, mark: Mark, *, advice: str, **values: object) -> NoReturn:
        """Stop since the rest of the file cannot be understood.

        Args:
            reason: why; a key of the phrases.
            mark: where.
            advice: how to mend it; a key of the phrases.
            values: what the reason needs; `found` is what stands there.
        """
        where, found = Location(path=self.told.path, mark=mark), values.get("found")
        why = text("phrases", reason, format=self.format, **values)
        error = finding("syntax/not-rdf", where, value=str(found) if found else None, reason=why)
        raise MaalbarError(*self.told.findings, replace(error, hint=text("phrases", advice)))

    def too_deep(self, mark: Mark, limit: int) -> NoReturn:
        """Stop since brackets stand in brackets without end."""
        where = Location(path=self.told.path, mark=mark)
        raise MaalbarError(*self.told.findings, finding("syntax/too-deep", where, limit=limit))

    def graph_in_graph(self, mark: Mark, graph: Term | None, opened: Mark) -> NoReturn:
        """Stop at the name of a graph inside of another: that was not closed."""
        advice = "turtle-close-brackets"
        name = f"<{graph.value}>" if isinstance(graph, NamedNode) else "{"
        self.stop("turtle-open-graph", mark, advice=advice, graph=name, line=opened.line)

    def early_full_stop(self, tokens: Tokens, subject: Term, mark: Mark) -> None:
        """Stop where a property stands as a thing, since the full stop before it is one too early.

        Args:
            tokens: they stand where a value is expected, at what ends a statement.
            subject: what was read as a thing.
            mark: where that stands.
        """
        lines = Lines(tokens.source)
        before = tokens.source[: lines.offset(mark)].rstrip()
        if before.endswith(".") and subject.value.startswith(tuple(PREFIXES.values())):
            at = lines.mark(len(before) - 1, len(before))
            self.stop("turtle-early-full-stop", at, advice="turtle-end-statements")

    def unexpected(self, tokens: Tokens, expected: str, within: Opened | None = None) -> NoReturn:
        """Stop at a token that cannot stand where it does.

        Args:
            tokens: they stand at it.
            expected: what could stand there; a key of `_ADVICE`.
            within: the innermost bracket that is open.
        """
        mark, found, kind = tokens.mark(), _shown(tokens.text), tokens.kind
        if kind == "end":
            self._ended(mark._replace(width=1), within)
        if kind == "wrong":
            self._wrong(tokens.text, mark)
        if _closes_another(found, expected, within):
            self._unmatched(mark, found, within)
        reason, advice = "turtle-expected", _ADVICE[expected]
        if not self.abbreviates and kind not in _IN_FULL:
            reason, advice = "turtle-abbreviation", "turtle-write-in-full"
        elif expected == "turtle-a-full-stop" or _begins_anew(found, expected):
            reason, advice = "turtle-no-full-stop", "turtle-end-statements"
        elif kind == "word" and expected in {"turtle-a-value", "turtle-a-separator"}:
            reason, advice = "turtle-no-quotes", "turtle-quote-texts"
        elif expected == "turtle-a-separator":
            reason = "turtle-no-separator"
        elif self.format == "Turtle" and found.lower() in _OF_TRIG:
            advice = "turtle-name-it-trig"
        wanted = text("phrases", expected) if reason == "turtle-expected" else ""
        self.stop(reason, mark, advice=advice, found=found, expected=wanted)

    def _ended(self, mark: Mark, within: Opened | None) -> NoReturn:
        if within is None:
            self.stop("turtle-ends-early", mark, advice="turtle-end-statements")
        self.stop("turtle-never-closed", mark, advice="turtle-close-brackets", **_told(within))

    def _wrong(self, character: str, mark: Mark) -> NoReturn:
        if character[0] in {'"', "'"}:
            self.stop("turtle-unfinished-text", mark, advice="turtle-close-texts")
        if character == "<":
            self.stop("turtle-unfinished-address", mark, advice="turtle-close-addresses")
        found = character if character.isprintable() else code_point(character)
        self.stop("turtle-character", mark, advice="turtle-delete-character", found=found)

    def _unmatched(self, mark: Mark, found: str, within: Opened | None) -> NoReturn:
        advice = "turtle-close-brackets"
        if within is None:
            self.stop("turtle-closes-nothing", mark, advice=advice, found=found)
        self.stop("turtle-closes-another", mark, advice=advice, found=found, **_told(within))


def _closes_another(found: str, expected: str, within: Opened | None) -> bool:
    """Tell whether a bracket, or a full stop inside one, closes another than is open."""
    if found == "." and within is not None:
        return within.bracket == "(" or (within.bracket == "[" and expected == "turtle-a-separator")
    return found in _CLOSING.values() and (within is None or _CLOSING[within.bracket] != found)


def _begins_anew(found: str, expected: str) -> bool:
    """Tell whether a directive stands where the statement before it should go on."""
    return found.lower() in _DIRECTIVES and expected != "turtle-a-subject"


def _told(opened: Opened) -> dict[str, object]:
    return {"bracket": opened.bracket, "line": opened.at.line, "column": opened.at.column}


def _shown(found: str, most: int = _SHOWN) -> str:
    """Cut what was found to what a reader needs to know it again."""
    line = found.partition("\n")[0]
    return line if len(line) <= most and line == found else f"{line[:most]}…"
