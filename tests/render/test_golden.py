"""Every rendering of one fixed set of findings, as it is expected to the byte."""

import os
from pathlib import Path
from typing import Final

import pytest
from tests.render.findings import FINDINGS

from maalbar.model.text import LANGUAGES
from maalbar.render.findings import RENDERERS

GOLDEN: Final = Path(__file__).parent / "golden"
SUFFIXES: Final = {
    "text": "txt",
    "json": "json",
    "sarif": "sarif",
    "junit": "xml",
    "github": "log",
    "markdown": "md",
    "html": "html",
    "turtle": "ttl",
}
CASES: Final = [
    (form, tag) for form in RENDERERS for tag in (LANGUAGES if form != "turtle" else ("nb",))
]


@pytest.mark.parametrize(("form", "language"), CASES)
def test_findings_are_rendered_as_they_always_were(
    form: str, language: str, request: pytest.FixtureRequest
) -> None:
    rendered = RENDERERS[form](FINDINGS, language, 80)

    same(rendered, f"{form}.{language}.{SUFFIXES[form]}", request)


def test_a_terminal_gets_colours(request: pytest.FixtureRequest) -> None:
    rendered = RENDERERS["text"](FINDINGS, "nb", 80, colour=True)

    same(rendered, "text.colour.txt", request)


def test_no_expectation_is_left_over() -> None:
    expected = {f"{form}.{tag}.{SUFFIXES[form]}" for form, tag in CASES}

    assert {path.name for path in GOLDEN.iterdir()} == expected | {"text.colour.txt"}


def same(rendered: str, name: str, request: pytest.FixtureRequest) -> None:
    """Hold what is rendered against the golden file, or accept it as one."""
    file = GOLDEN / name
    if request.config.getoption("--update-golden"):
        assert not os.environ.get("CI"), "what is expected is never changed in CI"
        file.write_bytes(rendered.encode())
    assert rendered.encode() == file.read_bytes()
