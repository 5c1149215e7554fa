"""What the README promises, run."""

import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath

import click
import pytest

from maalbar.cli import commands
from maalbar.load.mapping import map_file
from maalbar.load.settings import FILE_NAME, read_settings
from maalbar.load.yaml import read_yaml
from maalbar.vocabulary.ontology import vocabulary

ROOT = Path(__file__).parents[1]
READMES = sorted(ROOT.glob("README*.md"))
DOCS = ROOT / "docs"
GUIDES = {
    name: sorted(DOCS.glob(f"{name}*.md"))
    for name in ("validate", "hosting", "harvest", "answers", "serving")
}
PAGES = (*READMES, *(page for pages in GUIDES.values() for page in pages))


def blocks(readme: Path, language: str) -> list[str]:
    """Give the fenced blocks of one language; `…` in what is printed stands for anything."""
    text = readme.read_text(encoding="utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```", text, flags=re.MULTILINE | re.DOTALL)


@pytest.fixture
def workplace(tmp_path: Path, seeds: Path) -> Path:
    """A folder with a copy of the seeds and examples, as a reader of the README has it."""
    shutil.copytree(seeds, tmp_path / "seeds")
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    return tmp_path


def _without_a_window(environment: Mapping[str, str]) -> dict[str, str]:
    """Leave out how wide the window is that the tests are run in."""
    return {name: value for name, value in environment.items() if name != "COLUMNS"}


def run(command: list[str], folder: Path) -> str:
    """Run a command as a reader would, in English."""
    done = subprocess.run(
        command,
        cwd=folder,
        env={**_without_a_window(os.environ), "MAALBAR_LANG": "en"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("readme", PAGES, ids=lambda path: path.name)
def test_every_console_block_prints_what_it_says(readme: Path, workplace: Path) -> None:
    sessions = blocks(readme, "console")
    assert sessions
    for session in sessions:
        for step in re.split(r"^\$ ", session, flags=re.MULTILINE)[1:]:
            command, _, expected = step.partition("\n")
            words = shlex.split(command)
            assert words[0] == "maalbar"

            printed = run([sys.executable, "-m", *words], workplace)

            assert re.fullmatch(".*?".join(map(re.escape, expected.split("…"))), printed, re.DOTALL)


@pytest.mark.parametrize("readme", READMES, ids=lambda path: path.name)
def test_every_python_block_runs(readme: Path, workplace: Path) -> None:
    run([sys.executable, "-m", "maalbar", "publish", "seeds", "--out", "site"], workplace)
    for block in blocks(readme, "python"):
        assert run([sys.executable, "-c", block], workplace)


@pytest.mark.parametrize("readme", READMES, ids=lambda path: path.name)
def test_every_yaml_block_is_understood(readme: Path) -> None:
    path = PurePosixPath("report.yaml")
    for block in blocks(readme, "yaml"):
        tree, findings = read_yaml(block, path)
        mapped = map_file(tree, path, base="https://eksempel.no/", vocabulary=vocabulary())

        assert not findings
        assert not mapped.findings
        assert mapped.statements


@pytest.mark.parametrize("readme", READMES, ids=lambda path: path.name)
def test_the_settings_that_are_shown_are_all_and_are_valid(readme: Path, tmp_path: Path) -> None:
    (block,) = blocks(readme, "toml")
    (tmp_path / FILE_NAME).write_text(block, encoding="utf-8")

    settings = read_settings(tmp_path)

    shown = {key.replace("-", "_") for key in tomllib.loads(block)}
    assert shown == set(settings.__slots__) - {"publisher_at"}


def described(command: click.Command, words: tuple[str, ...] = ()) -> Iterator[str]:
    """Give the commands below one, and the options that they take."""
    if isinstance(command, click.Group):
        for name, each in command.commands.items():
            yield from described(each, (*words, name))
        return
    yield f"maalbar {' '.join(words)}"
    for parameter in command.params:
        yield from (option for option in parameter.opts if option.startswith("--"))


@pytest.mark.parametrize("language", ["", ".nb", ".nn"])
def test_every_command_and_option_is_shown(language: str) -> None:
    pages = (ROOT / f"README{language}.md", *(DOCS / f"{name}{language}.md" for name in GUIDES))
    text = "".join(page.read_text(encoding="utf-8") for page in pages)

    for words in (*described(commands), "--help", "MAALBAR_LANG"):
        assert words in text, words


@pytest.mark.parametrize("pages", [READMES, *GUIDES.values()], ids=["README", *GUIDES])
def test_a_page_shows_the_same_commands_in_every_language(pages: list[Path]) -> None:
    shown = {page.name: blocks(page, "console") for page in pages}

    assert len(pages) == 3
    assert len({tuple(each) for each in shown.values()}) == 1, shown.keys()


def test_every_link_to_a_file_leads_to_one() -> None:
    for page in (*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), ROOT / "benchmarks/README.md"):
        for target in re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"
