"""The reference of findings: what is shown in it is shown as it is."""

import pytest

from maalbar.model.text import LANGUAGES
from maalbar.render.findings_reference import Example, anchor, page_name, reference
from maalbar.words.reasons import layers

CODE = "syntax/xml-dtd"


def entry(page: str, code: str) -> str:
    """Give what the page says of one code."""
    _, _, after = page.partition(f'<a id="{anchor(code)}"></a>\n')
    return after.partition("<a id=")[0]


def test_a_sentence_holds_no_markup() -> None:
    assert r"(\<!DOCTYPE …\>)" in entry(reference({}, "en"), CODE)


def test_a_file_is_shown_with_what_was_said_of_it() -> None:
    example = Example(
        command="maalbar validate a.rdf",
        files={"a.rdf": "<a>\n"},
        shown={"nb": "galt\n", "nn": "gale\n", "en": "wrong\n"},
    )

    said = entry(reference({CODE: example}, "nn"), CODE)

    assert said.endswith(
        "`a.rdf`:\n\n```xml\n<a>\n```\n\n```console\n$ maalbar validate a.rdf\ngale\n```\n\n"
    )


def test_nothing_in_a_file_ends_its_block() -> None:
    example = Example(command="", files={"a.md": "```\nmore"}, shown={"en": "```` wrong"})

    said = entry(reference({CODE: example}, "en"), CODE)

    assert "````md\n```\nmore\n````\n" in said
    assert "`````console\n```` wrong\n`````\n" in said


def test_a_code_without_example_is_explained_all_the_same() -> None:
    page = reference({}, "nb")

    assert "```" not in page
    for layer in layers():
        for each in layer.reasons:
            assert f"`{each.code}`: " in entry(page, each.code)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_leads_to_the_same_page_in_the_other_languages(language: str) -> None:
    page = reference({}, language)

    for other in LANGUAGES:
        assert (f"]({page_name(other)})" in page) is (other != language)
