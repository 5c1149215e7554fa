"""What the README promises, run."""

import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path, PurePosixPath

import pytest

from maalbar.load.mapping import map_file
from maalbar.load.settings import FILE_NAME, read_settings
from maalbar.load.yaml import read_yaml
from maalbar.vocabulary.ontology import vocabulary

ROOT = Path(__file__).parents[1]
READMES = sorted(ROOT.glob("README*.md"))


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


def run(command: list[str], folder: Path) -> str:
    """Run a command as a reader would, in English."""
    done = subprocess.run(
        command,
        cwd=folder,
        env={**os.environ, "MAALBAR_LANG": "en"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("readme", READMES, ids=lambda path: path.name)
def test_every_console_block_prints_what_it_says(readme: Path, workplace: Path) -> None:
    sessions = blocks(readme, "console")
    assert sessions
    for session in sessions:
        for step in re.split(r"^\$ ", session, flags=re.MULTILINE)[1:]:
            command, _, expected = step.partition("\n")
            words = shlex.split(command)
            assert words[0] == "maalbar"

            printed = run([sys.executable, "-m", *words], workplace)

            assert re.fullmatch(".*?".join(map(re.escape, expected.split("…"))), printed)


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


@pytest.mark.parametrize("readme", READMES, ids=lambda path: path.name)
def test_every_command_and_option_is_shown(readme: Path) -> None:
    text = readme.read_text(encoding="utf-8")
    for words in (
        *(
            "validate",
            "publish",
            "query",
            "sources check",
            "sources find",
            "sources stamp",
            "terms",
        ),
        *("--out", "--strict", "--engine", "--format", "--param", "--path", "--explain"),
        *("--source", "--lang", "--help", "MAALBAR_LANG"),
    ):
        assert words in text


def test_the_readmes_show_the_same_commands() -> None:
    shown = {readme.name: blocks(readme, "console") for readme in READMES}

    assert len({tuple(each) for each in shown.values()}) == 1, shown.keys()


def test_every_link_to_a_file_leads_to_one() -> None:
    for page in (*READMES, ROOT / "CONTRIBUTING.md", ROOT / "benchmarks" / "README.md"):
        for target in re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"
