"""What may be wrong with maalbar.toml; each stops the run at its line."""

from collections.abc import Callable, Mapping
from pathlib import Path, PurePosixPath
from shutil import make_archive
from typing import Final

import pytest
from tests.load.marks import place_of
from tests.running import here

from maalbar import flow
from maalbar.load.settings import parse_settings
from maalbar.load.toml import problem_in
from maalbar.model.diagnostic import Diagnostic, MaalbarError

Author = Callable[..., Path]


def stopped(root: Path) -> tuple[Diagnostic, ...]:
    """The findings that keep a folder from being read as a publication."""
    with pytest.raises(MaalbarError) as caught:
        flow.check(root)
    return caught.value.diagnostics


SETTINGS: Final[Mapping[str, tuple[str, str, str]]] = {
    "syntax": ("base = ", "base‸ ", "'=' is expected"),
    "a text that is never closed": (
        '"Byen vår"',
        '"Byen vår‸',
        "does not end with a quotation mark",
    ),
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
    "themes that are no list": ("issued =", 'themes = "GOVE"‸\nissued =', "themes"),
    "an empty list of themes": ("issued =", "themes = []‸\nissued =", "themes"),
    "a theme that is a number": ("issued =", "themes = [1]‸\nissued =", "themes"),
    "a theme that no one knows": (
        "issued =",
        'themes = ["naringx"]‸\nissued =',
        "did you mean 'naring'?",
    ),
    "a kind of publisher that no one knows": (
        "issued =",
        'publisher-type = "NationalAutority"‸\nissued =',
        "did you mean 'NationalAuthority'?",
    ),
    "a kind of publisher that is a list": (
        "issued =",
        'publisher-type = ["Company"]‸\nissued =',
        "publisher-type",
    ),
    "an endpoint that is no address": ("issued =", 'endpoint = "sparql"‸\nissued =', "endpoint"),
    "an endpoint of another scheme": (
        "issued =",
        'endpoint = "file:///tmp"‸\nissued =',
        "endpoint",
    ),
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


NORWEGIAN: Final[Mapping[str, tuple[str, str, str]]] = {
    "a key in Norwegian": (
        "publisher =",
        "utgiver =",
        "«utgiver» er ikke en innstilling – mente du «publisher»?",
    ),
    "a key in Nynorsk": ("publisher =", "utgjevar =", "mente du «publisher»?"),
    "a key in American English": ("issued =", 'license = ""\nissued =', "mente du «licence»?"),
    "a key that is like no other": (
        "issued =",
        "xyz = 1\nissued =",
        "«xyz» er ikke en innstilling",
    ),
    "no publisher": (
        'publisher = "org/bydrift"\n',
        "",
        '«publisher» mangler; skriv for eksempel: publisher = "org/digdir"',
    ),
    "a title in no language": ("title.nb", "title", 'skriv for eksempel: title.nb = "Byen vår"'),
    "a title in no, which is none": (
        "title.nb",
        "title.no",
        "«no» under «title» er ikke en språkkode",
    ),
    "a base without a slash": (
        "/tests/",
        "/tests",
        "«base» er «https://example.org/tests», men skal være",
    ),
    "a date in words": (
        "2024-01-15",
        "1. mars 2025 # i år",
        "«issued» er «1. mars 2025», men skal være en dato",
    ),
    "a date with dots": (
        "2024-01-15",
        "15.01.2024",
        "«issued» er «15.01.2024», men skal være en dato",
    ),
    "a text without quotation marks": (
        '"Byen vår"',
        "Byen vår",
        "verdien står ikke i rette anførselstegn",
    ),
    "curly quotation marks": (
        '"Byen vår"',
        "“Byen vår”",
        "verdien står ikke i rette anførselstegn",
    ),
    "a quotation mark too many": ('"Byen vår"', '"Byen "vår""', "etter verdien står det noe mer"),
    "no value": ('"Byen vår"', "", "etter «=» mangler verdien"),
    "a key twice": (
        "issued =",
        "modified = 2024-01-01\nissued =",
        "den samme innstillingen står to ganger",
    ),
    "a table twice": (
        "issued =",
        "title.nb = ''\nissued =",
        "den samme innstillingen står to ganger",
    ),
    "a colon": ("issued =", "issued:", "her skal det stå «=»"),
    "a key with å": (
        "issued =",
        "å = 1\nissued =",
        "linja begynner ikke med navnet på en innstilling",
    ),
    "a bracket": ("issued =", "[keywords\nissued =", "en klamme lukkes ikke"),
    "a backslash": ("Byen", "By\\en", "en omvendt skråstrek"),
}


@pytest.mark.parametrize("name", NORWEGIAN)
def test_what_is_wrong_with_settings_is_said_in_the_language_of_the_reader(
    small_settings: str, name: str
) -> None:
    old, new, said = NORWEGIAN[name]
    with pytest.raises(MaalbarError) as caught:
        parse_settings(small_settings.replace(old, new, 1))

    (finding,) = caught.value.diagnostics
    assert said in finding.message["nb"]
    assert finding.location.source is not None


def test_what_tomllib_says_that_we_have_no_words_for_stands_in_quotation_marks() -> None:
    said, mark = problem_in("a", ValueError("Something new (at line 1, column 1)"))

    assert said["nb"] == "den er ikke skrevet som TOML («Something new»)"
    assert mark == (1, 1, 1)


def test_the_value_is_pointed_at_and_an_unknown_key_itself(small_settings: str) -> None:
    places = []
    for old, new in (
        ("issued = 2024-01-15", 'issued = "i år" # ja'),
        ("issued = 2024-01-15", "issued = 15.01.2024 # ja"),
        ("issued =", "isued ="),
    ):
        with pytest.raises(MaalbarError) as caught:
            parse_settings(small_settings.replace(old, new, 1))
        places.append(caught.value.diagnostics[0].location.mark)

    assert places == [(5, 10, 6), (5, 10, 10), (5, 1, 5)]


@pytest.mark.parametrize(
    "command",
    [("validate",), ("publish", "--out", "site"), ("query", "startoff-partners", "--path")],
)
def test_settings_are_called_as_the_reader_would_call_them(
    author: Author, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    monkeypatch.chdir(author(files={"maalbar.toml": "base = x"}).parent)

    ran = here(*command, "publication")

    assert "publication/maalbar.toml:1:8: error[settings/unusable]" in ran.stderr
    assert "1 | base = x" in ran.stderr


def test_settings_above_and_in_an_archive_are_called_as_the_reader_would_call_them(
    author: Author, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = author(files={"maalbar.toml": "base = x"})
    make_archive(str(root), "zip", root)
    monkeypatch.chdir(root.parent)

    below = here("validate", "publication/report.yaml").stderr
    archive = here("validate", "publication.zip").stderr

    assert below.startswith("publication/maalbar.toml:1:8: error")
    assert archive.startswith("publication.zip/maalbar.toml:1:8: error")


def test_settings_that_are_not_utf_8_stop_the_run(author: Author) -> None:
    (finding,) = stopped(author(files={"maalbar.toml": b'base = "\xe5"'}))

    assert finding.code == "syntax/not-utf-8"
    assert finding.location.mark
    assert finding.location.mark[:2] == (1, 9)
