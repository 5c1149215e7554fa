"""What may be wrong with maalbar.toml; each stops the run at its line."""

from collections.abc import Callable, Mapping
from pathlib import Path, PurePosixPath
from typing import Final

import pytest
from tests.load.marks import place_of

from maalbar import flow
from maalbar.model.diagnostic import Diagnostic, MaalbarError

Author = Callable[..., Path]


def stopped(root: Path) -> tuple[Diagnostic, ...]:
    """The findings that keep a folder from being read as a publication."""
    with pytest.raises(MaalbarError) as caught:
        flow.check(root)
    return caught.value.diagnostics


SETTINGS: Final[Mapping[str, tuple[str, str, str]]] = {
    "syntax": ("base = ", "base‸ ", "Expected '='"),
    "a text that is never closed": ('"Byen vår"', '"Byen vår‸', "Illegal character"),
    "an unknown key": ("issued =", "‸isued =", "did you mean 'issued'?"),
    "a base that is relative": ("https://example.org/tests/", "‸tests/", "base"),
    "a base without a slash": ("https://example.org/tests/", "‸https://example.org/tests", "base"),
    "a base of another scheme": ("https://example.org/tests/", "‸file:///tmp/", "base"),
    "a base with a space": ("https://example.org/tests/", "‸https://example.org/a b/", "base"),
    "a base with a fragment": ("https://example.org/tests/", "‸https://example.org/#/", "base"),
    "a base with a query": ("https://example.org/tests/", "‸https://example.org/?a/", "base"),
    "a base that is a number": ('"https://example.org/tests/"', "‸1", "base"),
    "no base": ('base = "https://example.org/tests/"\n', "‸", "base"),
    "a date that does not exist": ("issued = 2024-01-15", 'issued = "2024-02-30"‸', "issued"),
    "a date and time": ("issued = 2024-01-15", "issued = 2024-01-15T12:00:00‸", "issued"),
    "no date": ("modified = 2024-01-15\n", "‸", "modified"),
    "no title": ('title.nb = "Byen vår"\n', "‸", "title"),
    "a title without a language": ("title.nb", "‸title", "title"),
    "a title in no language": ("title.nb", '‸title."no such"', "title"),
    "an empty title": ('"Byen vår"', '""‸', "title"),
    "a title that runs backwards": ('"Byen vår"', '"\\u202e"‸', "U+202E"),
    "a licence that is no address": ("issued =", 'licence = "CC-BY"‸\nissued =', "licence"),
    "a contact that is no address": (
        'contact-url = "https://example.org/"',
        'contact-url = "oss"‸',
        "contact-url",
    ),
    "a publisher that runs a program": ('"org/bydrift"', '"javascript:x"‸', "publisher"),
    "keywords that are no list": ("issued =", 'keywords.nb = "by"‸\nissued =', "keywords"),
    "nesting without end": ("issued =", "x = " + "[" * 5000 + "‸\nissued =", ""),
    "a number without end": ("issued =", "x = 1" + "0" * 5000 + "‸\nissued =", ""),
}


@pytest.mark.parametrize("name", SETTINGS)
def test_bad_settings_stop_the_run_at_their_line(
    author: Author, small_settings: str, name: str
) -> None:
    old, new, reason = SETTINGS[name]
    assert old in small_settings
    text, mark = place_of(small_settings.replace(old, new, 1))
    root = author(files={"maalbar.toml": text})

    (finding,) = stopped(root)

    assert finding.code == "settings/unusable"
    assert finding.location.path == PurePosixPath("maalbar.toml")
    assert reason in finding.message["en"]
    expected = 1 if name.startswith(("no ", "nesting", "a number")) else mark.line
    assert finding.location.mark
    assert finding.location.mark.line == expected


def test_settings_that_are_not_utf_8_stop_the_run(author: Author) -> None:
    (finding,) = stopped(author(files={"maalbar.toml": b'base = "\xe5"'}))

    assert finding.code == "syntax/not-utf-8"
    assert finding.location.mark
    assert finding.location.mark[:2] == (1, 9)
