"""Where contributors are: a folder with `maalbar` on the path, and publications to check."""

import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Ran = subprocess.CompletedProcess[str]
Bash = Callable[..., Ran]

EXAMPLE = Path(__file__).parents[2] / "examples" / "publication"


def write_command(path: Path, line: str) -> None:
    """Write a command that runs one line of shell."""
    path.write_text(f"#!/bin/sh\n{line}\n", encoding="utf-8")
    path.chmod(0o755)


@pytest.fixture
def commands(tmp_path: Path) -> Path:
    """A folder of commands: `maalbar` itself, and a `python` that only tells what it was asked."""
    folder = tmp_path / "commands"
    folder.mkdir()
    write_command(folder / "maalbar", f'exec {shlex.quote(sys.executable)} -m maalbar "$@"')
    write_command(folder / "python", 'printf "%s\\n" "$@"')
    return folder


@pytest.fixture
def valid(tmp_path: Path) -> Path:
    """A publication about which nothing is found."""
    shutil.copytree(EXAMPLE, tmp_path / "work" / "valid")
    return tmp_path / "work" / "valid"


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """The same publication with one wrong code."""
    root = tmp_path / "work" / "broken"
    shutil.copytree(EXAMPLE, root)
    report = root / "report.yaml"
    text = report.read_text(encoding="utf-8")
    report.write_text(text.replace("unit: percent", "unit: procent", 1), encoding="utf-8")
    return root


@pytest.fixture
def bash(tmp_path: Path, commands: Path) -> Bash:
    """Run a script as the services do: it stops at the first line that fails."""
    shell = shutil.which("bash")
    if shell is None:
        pytest.skip("there is no bash here")

    def run(script: str, environment: dict[str, str]) -> Ran:
        (tmp_path / "work").mkdir(exist_ok=True)
        return subprocess.run(
            [shell, "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
            cwd=tmp_path / "work",
            env=os.environ | {"PATH": f"{commands}:{os.environ['PATH']}"} | environment,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )

    return run
