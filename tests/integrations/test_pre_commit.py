"""The hook, run by pre-commit itself on a repository with a publication.

Only its environment is not made: that would install the package anew, from the net.
"""

import os
import re
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

import pytest
import yaml

ROOT: Final = Path(__file__).parents[2]
MANIFEST: Final = ROOT / ".pre-commit-hooks.yaml"
HOOK: Final[dict[str, Any]] = yaml.safe_load(MANIFEST.read_text(encoding="utf-8"))[0]


class Repository:
    """A repository of someone's own, where commands are run as they run them."""

    def __init__(self, root: Path, commands: Path) -> None:
        root.mkdir(parents=True, exist_ok=True)
        self.root = root
        self.environment = os.environ | {
            "PATH": f"{commands}:{os.environ['PATH']}",
            "HOME": str(root.parent),
            "PRE_COMMIT_HOME": str(root.parent / "cache"),
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_SYSTEM": os.devnull,
            **{
                f"GIT_{who}_{what}": "x@example.org"
                for who in ("AUTHOR", "COMMITTER")
                for what in ("NAME", "EMAIL")
            },
        }
        self.run("git", "init", "--quiet")

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command,
            cwd=self.root,
            env=self.environment,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )

    def commit(self) -> str:
        self.run("git", "add", "--all")
        assert self.run("git", "commit", "--quiet", "--message", "x").returncode == 0
        return self.run("git", "rev-parse", "HEAD").stdout.strip()

    def check(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return self.run(sys.executable, "-m", "pre_commit", "run", "--verbose", *arguments)


@pytest.fixture
def repository(tmp_path: Path, commands: Path) -> Repository:
    """A repository with a publication and with our hook, which it takes from a copy of ours."""
    if shutil.which("git") is None or find_spec("pre_commit") is None:
        pytest.skip("git or pre-commit is not here")
    ours = Repository(tmp_path / "maalbar", commands)
    shutil.copy(MANIFEST, ours.root)
    hook = {"id": HOOK["id"], "args": ["publication"], "language": "system"}
    theirs = Repository(tmp_path / "theirs", commands)
    shutil.copytree(ROOT / "examples" / "publication", theirs.root / "publication")
    config = {"repos": [{"repo": str(ours.root), "rev": ours.commit(), "hooks": [hook]}]}
    text = yaml.safe_dump(config)
    (theirs.root / ".pre-commit-config.yaml").write_text(text, encoding="utf-8")
    (theirs.root / "README.md").write_text("x", encoding="utf-8")
    theirs.run("git", "add", "--all")
    return theirs


def test_the_manifest_is_one_to_pre_commit() -> None:
    if find_spec("pre_commit") is None:
        pytest.skip("pre-commit is not here")
    command = [sys.executable, "-m", "pre_commit", "validate-manifest", str(MANIFEST)]

    assert subprocess.run(command, check=False).returncode == 0


def test_the_hook_is_a_command_of_the_package() -> None:
    assert HOOK["language"] == "python"
    assert HOOK["entry"].split()[0] in (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert HOOK["pass_filenames"] is False


@pytest.mark.parametrize(
    ("path", "looked_at"),
    [
        ("reports/digdir/2021/report.yaml", True),
        ("shared.yml", True),
        ("maalbar.toml", True),
        ("a/maalbar.toml", True),
        ("passages.csv", True),
        *((f"data.{end}", True) for end in ("ttl", "trig", "nt", "nq", "jsonld", "rdf")),
        ("pyproject.toml", False),
        ("README.md", False),
        ("yaml", False),
    ],
)
def test_the_hook_looks_where_a_publication_may_have_changed(path: str, *, looked_at: bool) -> None:
    assert bool(re.search(HOOK["files"], path)) is looked_at


def test_a_valid_publication_may_be_committed(repository: Repository) -> None:
    ran = repository.check()

    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "Passed" in ran.stdout


def test_a_finding_keeps_it_from_being_committed(repository: Repository) -> None:
    report = repository.root / "publication" / "report.yaml"
    text = report.read_text(encoding="utf-8")
    report.write_text(text.replace("unit: percent", "unit: procent", 1), encoding="utf-8")
    repository.run("git", "add", "--all")

    ran = repository.check()

    assert ran.returncode == 1
    assert "publication/report.yaml:" in ran.stdout
    assert "procent" in ran.stdout


def test_a_commit_that_leaves_the_publication_alone_is_not_held_up(repository: Repository) -> None:
    repository.commit()
    (repository.root / "README.md").write_text("y", encoding="utf-8")
    repository.run("git", "add", "--all")

    assert "Skipped" in repository.check().stdout
