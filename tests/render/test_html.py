"""The page: complete in itself, valid, for everyone, and of nothing but text."""

import re
from dataclasses import replace
from itertools import pairwise
from pathlib import PurePosixPath
from xml.etree.ElementTree import Element

import html5lib
import pytest
from hypothesis import given, settings
from tests.render.findings import FINDINGS, SHAPED
from tests.render.hostile import FINDINGS as HOSTILE

from maalbar.model.diagnostic import Diagnostic, Location
from maalbar.model.text import LANGUAGES
from maalbar.render.findings import RENDERERS
from maalbar.render.findings.harmless import harmless, prose
from maalbar.render.findings.html import AT_MOST


def page(*findings: Diagnostic, language: str = "nb") -> str:
    return RENDERERS["html"](findings, language, 80)


def read(text: str) -> Element:
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    root: Element = parser.parse(text)
    return root


def words(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_is_in_the_language_of_the_reader(language: str) -> None:
    root = read(page(*FINDINGS, language=language))

    assert root.get("lang") == language
    assert words(root.find(".//h1")) in {"Funn", "Findings"}  # type: ignore[arg-type] # it is there


def test_the_page_needs_nothing_else_and_does_nothing() -> None:
    text = page(*FINDINGS)

    assert not re.search(r"<(script|link|img|iframe|object|form)|\bon\w+=|url\(|@import", text)
    assert "default-src 'none'" in text
    assert "src=" not in text
    assert "href=" not in text


def test_headings_lead_from_the_page_to_files_to_findings() -> None:
    root = read(page(*FINDINGS))

    levels = [int(each.tag[1]) for each in root.iter() if re.fullmatch("h[1-6]", str(each.tag))]
    assert levels[:2] == [1, 2]
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert levels.count(2) == len(root.findall(".//section")) == 4
    assert levels.count(3) == len(root.findall(".//article")) == 19
    for section in root.findall(".//section"):
        assert root.find(f".//h2[@id='{section.get('aria-labelledby')}']") is not None


def test_what_a_finding_is_about_is_marked_in_its_line() -> None:
    root = read(page(SHAPED))

    assert [words(each) for each in root.iter("mark")] == ["fjorten"]
    assert words(root.find(".//pre")) == "12 value: fjorten # talt for hånd"  # type: ignore[arg-type] # it is there


def test_nothing_found_is_said() -> None:
    assert "Ingen funn." in words(read(page()))


def test_no_more_are_shown_than_can_be_read_and_the_others_are_counted() -> None:
    many = [
        replace(SHAPED, because=(), location=Location(path=PurePosixPath(f"{number}.ttl")))
        for number in range(AT_MOST + 5)
    ]

    text = page(*many, language="en")

    assert text.count("<article") == AT_MOST
    assert "… and 5 more findings that are not shown" in text


@given(HOSTILE)
@settings(max_examples=25)
def test_no_text_adds_an_element(findings: tuple[Diagnostic, ...]) -> None:
    root = read(page(*findings))

    headings = [each.findall("bdi")[-1] for each in root.iter("h3")]
    assert sorted("".join(each.itertext()) for each in headings) == sorted(
        prose(each.message["nb"]) for each in findings
    )
    assert len(root.findall(".//article")) == len(findings)
    body = root.find("body")
    assert body is not None
    assert all(harmless(line) == line for line in "".join(body.itertext()).split("\n"))
