"""Findings whose every text is written to be taken for something else than text."""

from pathlib import PurePosixPath
from typing import Final

from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode

from maalbar.model.diagnostic import Diagnostic, Location, Mark, Related, Severity, Violation
from maalbar.model.terms import SH, Term

_NASTY: Final = (
    "\x1b[31m", "\x1b]8;;https://e.no\x07", "\x9b2J", "\x00", "\x7f", "\r", "\n", "\r\n", "\t",
    "\u2028", "\x85", "\u202e", "\u2066", "\u200b", "\ufeff", "\udc80", "\ud800", "\U000e0041",
    "::error file=x::y", "\n::warning::y", "%0A::notice::y", "##[error]", "##vso[task]", "##", "[",
    "<script>alert(1)</script>", "<!--", "]]>", "&amp;", "&#8203;", "</article>", '"', "'",
    "{{ 7 * 7 }}", "{0}", "{value}", "%s", "@octocat", "#1", "GH-1", "a/b#1", "deadbeef0",
    "https://e.no", "www.e.no", "mailto:a@e.no", "[x](https://e.no)", "](1)", "\\", "\\](", "![",
    "`", "``", "```", "|", "* ", "_x_", "~~x~~", "$x$", ":tada:", "- x", "1. x", "# x", "> x",
    "</details>", "\n\n", '"""', "\\u0022", "_:r0000001", "全", "e\u0301", "😀", " ", "æøå",
)  # fmt: skip


@st.composite
def _texts(draw: st.DrawFn) -> str:
    return "".join(draw(st.lists(st.sampled_from(_NASTY) | st.text(max_size=8), max_size=6)))


TEXTS: Final = _texts()


@st.composite
def _locations(draw: st.DrawFn) -> Location:
    # No path of a system holds these two characters.
    name = draw(TEXTS).replace("\0", "").replace("\ud800", "")
    mark = Mark(*draw(st.tuples(st.integers(1, 10**6), st.integers(1, 60), st.integers(1, 60))))
    return Location(
        path=PurePosixPath(name) if name else None,
        mark=draw(st.sampled_from([None, mark])),
        focus=draw(st.none() | TEXTS),
        property_path=draw(st.none() | TEXTS),
        focus_label={"nb": draw(TEXTS)},
        property_label={"nb": draw(TEXTS)},
        source=draw(st.none() | TEXTS),
    )


@st.composite
def _violations(draw: st.DrawFn) -> Violation:
    said = draw(TEXTS).encode("utf-8", "ignore").decode()
    nodes: list[Term] = [BlankNode("r0000001"), NamedNode("https://e.no/\u202ea")]
    return Violation(
        focus=draw(st.sampled_from(nodes)),
        path=draw(st.sampled_from([None, BlankNode("report")])),
        value=Literal(said),
        component=SH.OrConstraintComponent,
        shape=BlankNode("report"),
        severity=SH.Violation,
    )


@st.composite
def _findings(draw: st.DrawFn, deepest: int = 1) -> Diagnostic:
    parts = draw(st.lists(_findings(deepest - 1), max_size=2)) if deepest else ()
    return Diagnostic(
        code=draw(st.sampled_from(["shapes/or", "syntax/tab", "source/value"])),
        severity=draw(st.sampled_from(Severity)),
        message={"nb": draw(TEXTS), "en": draw(TEXTS)},
        hint={"nb": draw(TEXTS)},
        location=draw(_locations()),
        rule=draw(st.none() | TEXTS),
        value=draw(st.none() | TEXTS),
        expected=({"nb": draw(TEXTS)},),
        because=tuple(parts),
        related=(Related(draw(_locations()), {"nb": draw(TEXTS)}),),
        violation=draw(st.none() | _violations()),
    )


FINDINGS: Final = st.lists(_findings(), max_size=3).map(tuple)
