"""Relative references, resolved as RFC 3986 lists them and where libraries go wrong."""

import time
from typing import Final

import pytest

from maalbar.load.relative import resolve

BASE: Final = "http://a/b/c/d;p?q"

# Section 5.4, normal and abnormal examples.
RFC: Final = {
    "g:h": "g:h",
    "g": "http://a/b/c/g",
    "./g": "http://a/b/c/g",
    "g/": "http://a/b/c/g/",
    "/g": "http://a/g",
    "//g": "http://g",
    "?y": "http://a/b/c/d;p?y",
    "g?y": "http://a/b/c/g?y",
    "#s": "http://a/b/c/d;p?q#s",
    "g#s": "http://a/b/c/g#s",
    "g?y#s": "http://a/b/c/g?y#s",
    ";x": "http://a/b/c/;x",
    "g;x": "http://a/b/c/g;x",
    "g;x?y#s": "http://a/b/c/g;x?y#s",
    "": "http://a/b/c/d;p?q",
    ".": "http://a/b/c/",
    "./": "http://a/b/c/",
    "..": "http://a/b/",
    "../": "http://a/b/",
    "../g": "http://a/b/g",
    "../..": "http://a/",
    "../../": "http://a/",
    "../../g": "http://a/g",
    "../../../g": "http://a/g",
    "../../../../g": "http://a/g",
    "/./g": "http://a/g",
    "/../g": "http://a/g",
    "g.": "http://a/b/c/g.",
    ".g": "http://a/b/c/.g",
    "g..": "http://a/b/c/g..",
    "..g": "http://a/b/c/..g",
    "./../g": "http://a/b/g",
    "./g/.": "http://a/b/c/g/",
    "g/./h": "http://a/b/c/g/h",
    "g/../h": "http://a/b/c/h",
    "g;x=1/./y": "http://a/b/c/g;x=1/y",
    "g;x=1/../y": "http://a/b/c/y",
    "g?y/./x": "http://a/b/c/g?y/./x",
    "g?y/../x": "http://a/b/c/g?y/../x",
    "g#s/./x": "http://a/b/c/g#s/./x",
    "g#s/../x": "http://a/b/c/g#s/../x",
    "http:g": "http:g",
}


@pytest.mark.parametrize("reference", RFC)
def test_the_examples_of_the_standard_hold(reference: str) -> None:
    assert resolve(reference, BASE) == RFC[reference]


@pytest.mark.parametrize(
    ("base", "reference", "expected"),
    [
        ("http://a", "g", "http://a/g"),
        ("http://a", "?y", "http://a?y"),
        ("http://a/b#c", "", "http://a/b"),
        ("http://a/b/../c", "d", "http://a/d"),
        ("http://a/b", "//c/../d", "http://c/d"),
        ("urn:x:y", "a", "urn:a"),
        ("x:/a", "..", "x:/"),
        ("file:///a/b", "../../../c", "file:///c"),
        ("http://a/b", "http://c/../d", "http://c/../d"),
    ],
)
def test_what_libraries_resolve_otherwise_is_resolved_by_the_letter(
    base: str, reference: str, expected: str
) -> None:
    assert resolve(reference, base) == expected


@pytest.mark.parametrize(
    ("base", "reference"), [("http://a/b", "1:2"), ("http://a/b", ":"), ("x:/a", ".//b")]
)
def test_what_is_neither_absolute_nor_relative_is_refused(base: str, reference: str) -> None:
    with pytest.raises(ValueError, match=r"\S"):
        resolve(reference, base)


@pytest.mark.parametrize("step", ["../", "./", "a/", "/"])
def test_long_paths_take_no_longer_than_their_length(step: str) -> None:
    start = time.monotonic()

    resolve("a/" * 100_000 + step * 100_000, BASE)

    assert time.monotonic() - start < 1
