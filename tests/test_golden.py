"""Each code of findings, shown by the smallest input, as it always was.

The codes that the program makes, those that the tables explain, those of the reference and
those of the golden cases are the same codes.
"""

import ast
import os
import re
from pathlib import Path
from typing import Final

import pytest
from tests.golden_cases import GOLDEN, PREPARED, Case, cases

from maalbar.model.text import LANGUAGES
from maalbar.probe.rules import RULES
from maalbar.render.findings import RENDERERS
from maalbar.render.findings_reference import anchor, page_name, reference
from maalbar.validate.components import COMPONENTS
from maalbar.words.reasons import layers

ROOT: Final = Path(__file__).parents[1]
CASES: Final = cases()
CODES: Final = frozenset(reason.code for layer in layers() for reason in layer.reasons)
CODE: Final = re.compile(f"({'|'.join(layer.name for layer in layers())})/[a-z0-9-]+")
# What no file can bring about, and why; the words of their findings are shown all the same.
MADE: Final = {
    "vocabulary/deprecated": "no term of the ontology is on its way out yet",
    "source/changed": "only of a text that an address gave",
    "fetch/unreachable": "it takes a server",
    "fetch/status": "it takes a server",
    "fetch/too-slow": "it takes a server",
    "fetch/in-the-clear": "it takes a server",
    "fetch/bad-secret": "it takes an environment",
    "query/refused": "it takes a server",
    "query/not-an-answer": "it takes a server",
    "query/cut-short": "it takes a server",
    "query/which-publication": "it takes a server",
    "query/reads-too-little": "it takes a server",
    "store/cannot-write": "whoever runs the tests may write anywhere",
    "store/refused": "it takes a server",
    "store/not-kept": "it takes a server",
    "store/not-at-once": "it takes a server",
    "shapes/sparql-too-slow": "it would take as long as that",
    "fetch/too-many-redirects": "it takes a server",
    "harvest/redirect": "it takes a server",
    "harvest/encoded": "it takes a server",
    "harvest/other-type": "it takes a server",
    "query/no-library": "it takes an installation without it",
    "query/not-for-terminal": "it takes a terminal",
    "harvest/links-left-out": "it takes more addresses than anyone would read",
} | dict.fromkeys(RULES, "it takes a server")


def codes_in_source() -> frozenset[str]:
    """Give the codes that the program names."""
    return frozenset(
        node.value
        for path in (ROOT / "src").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and CODE.fullmatch(node.value)
    )


def codes_of_shapes() -> frozenset[str]:
    """Give the codes of what shapes find: of a property shape, that is what its parts find."""
    parameters = {each.parameter for each in COMPONENTS} - {"property"}
    named = {re.sub("[A-Z]", lambda each: f"-{each[0].lower()}", name) for name in parameters}
    return frozenset(f"shapes/{name}" for name in (*named, "sparql", "custom-constraint"))


def same(said: str, file: Path, request: pytest.FixtureRequest) -> None:
    """Hold what is said against what is expected, or accept it as that."""
    if request.config.getoption("--update-golden"):
        assert not os.environ.get("CI"), "what is expected is never changed in CI"
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(said.encode())
    assert said.encode() == file.read_bytes()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.code)
def test_a_finding_is_shown_as_it_always_was(
    case: Case, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    found = case.findings(tmp_path / "workplace")

    assert {each.code for each in found} == {case.code, *case.also}
    for tag in LANGUAGES:
        same(RENDERERS["text"](found, tag, 80), case.expected(tag), request)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_reference_is_what_the_tables_and_the_cases_say(
    language: str, request: pytest.FixtureRequest
) -> None:
    examples = {case.code: case.example() for case in CASES}

    same(reference(examples, language), ROOT / "docs" / page_name(language), request)


def test_every_code_is_explained_and_there_is_no_other() -> None:
    assert codes_in_source() | codes_of_shapes() == CODES


def test_every_code_has_a_golden_case() -> None:
    assert {case.code for case in CASES} == CODES


def test_only_what_no_file_can_bring_about_is_made() -> None:
    assert {case.code for case in CASES if not case.command} == set(MADE)
    assert set(PREPARED) <= CODES - set(MADE)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_has_an_anchor_in_the_reference(language: str) -> None:
    page = (ROOT / "docs" / page_name(language)).read_text(encoding="utf-8")

    anchors = re.findall(r'^<a id="(.*)"></a>\n\n### `(.*)`: \S', page, flags=re.MULTILINE)

    assert dict(anchors) == {anchor(code): code for code in CODES}
    assert len(anchors) == len(CODES)


def test_a_golden_case_holds_nothing_else() -> None:
    known = {"input", "command", "also", "finding.toml"}
    known |= {f"expected.{tag}.txt" for tag in LANGUAGES}

    assert {path.name for case in CASES for path in case.folder.iterdir()} == known
    assert all(path.is_dir() for path in GOLDEN.iterdir())
