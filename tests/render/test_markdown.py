"""A comment on a pull request: what was found and nothing that GitHub would act on."""

import re
from dataclasses import replace
from html import unescape
from pathlib import PurePosixPath
from typing import Final

import pytest
from hypothesis import example, given, settings
from tests.render.findings import ALIKE, FINDINGS, SHAPED
from tests.render.hostile import FINDINGS as HOSTILE
from tests.render.hostile import TEXTS

from maalbar.model.diagnostic import Diagnostic, Severity
from maalbar.render.findings import RENDERERS
from maalbar.render.findings.harmless import harmless, prose
from maalbar.render.findings.markdown import LONGEST

# Words, escaped marks, code, our own tags and entities: a line of nothing else is only text.
WORDS: Final = (
    r"(?:[^\\`*_\[\]()#!|~<>&$]|\\[\\`*_\[\]()#!|~]|&(?:amp|lt|gt|#8203);|<span>\$</span>)*"
)
CODE: Final = r"(?P<fence>`+)(?:(?!(?<!`)(?P=fence)(?!`)).)+?(?P=fence)(?!`)"
ITEM: Final = re.compile(
    rf"- \*\*(?:feil|advarsel|merk)(?: \d+:\d+)?\*\* (?P<said>{WORDS}) `\w+/[\w-]+`"
)
DETAIL: Final = re.compile(rf"  +- (?P<label>[\w ]+: ?)?{WORDS}(?:\(?{CODE}\)?)?")
FILE: Final = re.compile(
    r"<details(?: open)?><summary>(?:<code>[^<>]*</code>|Utenfor filene)</summary>"
)
LINKED: Final = re.compile(r"[@#:](?=[^\s\u200b])|www\.|[A-Za-z]-\d|\b[0-9a-f]{7}", re.IGNORECASE)


def markdown(*findings: Diagnostic, language: str = "nb") -> str:
    return RENDERERS["markdown"](findings, language, 80)


def plain(text: str) -> str:
    """Read a sentence as GitHub would."""
    bare = re.sub(r"<span>\$</span>", "$", text).replace("&#8203;", "")
    return unescape(re.sub(r"\\([\\`*_\[\]()#!|~])", r"\1", bare))


def test_the_summary_comes_first_and_each_file_once() -> None:
    comment = markdown(*FINDINGS)

    assert comment.startswith("**Målbar:** 3 feil, 15 advarsler, 1 merknad i 3 filer")
    assert comment.count("<summary>") == comment.count("</details>") == 4
    assert "<summary><code>reports/fyr 2030.yaml</code></summary>" in comment


def test_a_few_findings_are_open_and_many_are_folded() -> None:
    many = (
        replace(SHAPED, location=replace(SHAPED.location, path=PurePosixPath(f"{number}.ttl")))
        for number in range(11)
    )

    assert "<details open>" in markdown(SHAPED)
    assert "<details open>" not in markdown(*many)


def test_findings_that_are_alike_are_counted() -> None:
    assert "… og 11 funn til av samme slag her, på linje 23, 24, " in markdown(*ALIKE)


def test_nothing_found_is_said() -> None:
    assert markdown(language="en") == "**Målbar:** No findings.\n"


@pytest.mark.parametrize("length", [10, 5_000])
def test_a_comment_is_never_too_long_and_says_what_it_leaves_out(length: int) -> None:
    text = {"nb": "$@`" * length}
    many = tuple(
        replace(
            SHAPED,
            severity=Severity.ERROR if number > 900 else Severity.WARNING,
            message=text,
            hint=text,
            location=replace(SHAPED.location, path=PurePosixPath(f"{number}/" + "<" * length)),
        )
        for number in range(1000)
    )

    comment = markdown(*many)

    shown = len(re.findall(r"(?m)^- \*\*", comment))
    assert 0 < shown < 1000
    assert len(comment) <= LONGEST
    assert comment.count("- **feil") == min(99, shown)
    assert f"… og {1000 - shown} funn til som ikke er vist" in comment


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("@octocat", "@&#8203;octocat"),
        ("https://e.no", "https:&#8203;//e.no"),
        ("www.e.no", "www&#8203;.e.no"),
        ("a/b#12", r"a/b\#&#8203;12"),
        ("GH-12", "GH-&#8203;12"),
        ("0123abcd", "012&#8203;3&#8203;abcd"),
        ("<b> & |", r"&lt;b&gt; &amp; \|"),
        ("$x$", "<span>$</span>x<span>$</span>"),
        ("[a](b) *c* _d_ `e` ~f~", r"\[a\]\(b\) \*c\* \_d\_ \`e\` \~f\~"),
        ("Se her: 12", "Se her: 12"),
    ],
)
def test_what_github_would_act_on_is_written_as_text(text: str, written: str) -> None:
    assert f"** {written} `shapes/or`" in markdown(replace(SHAPED, message={"nb": text}))


@pytest.mark.parametrize(
    ("value", "written"),
    [("a|b", "`a|b`"), ("a`b", "``a`b``"), ("``", "``` `` ```"), (" a ", "`  a  `")],
)
def test_no_value_ends_the_code_that_it_stands_in(value: str, written: str) -> None:
    assert f"verdi: {written}\n" in markdown(replace(SHAPED, value=value))


@given(TEXTS)
@example("#1deadbeef0")
@settings(max_examples=100)
def test_a_sentence_reads_as_it_was_written(text: str) -> None:
    (item,) = ITEM.finditer(markdown(replace(SHAPED, message={"nb": text}, rule=None)))

    assert plain(item["said"]) == prose(text)
    assert not LINKED.search(plain(item["said"].replace("&#8203;", "\u200b")))


@given(HOSTILE)
@settings(max_examples=60)
def test_no_text_adds_markup_or_a_line(findings: tuple[Diagnostic, ...]) -> None:
    lines = markdown(*findings).split("\n")

    assert sum(bool(ITEM.fullmatch(line)) for line in lines) == len(findings)
    for line in lines[1:]:
        known = line in {"", "</details>"} or FILE.fullmatch(line)
        assert known or ITEM.fullmatch(line) or DETAIL.fullmatch(line), line
        assert harmless(line) == line
