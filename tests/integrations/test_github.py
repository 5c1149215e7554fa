"""action.yml, its steps run as GitHub runs them: expressions filled in, then bash."""

import json
import re
from pathlib import Path
from typing import Any, Final

import pytest
import yaml
from tests.integrations.conftest import Bash, Ran, write_command

ROOT: Final = Path(__file__).parents[2]
ACTION: Final[dict[str, Any]] = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
STEPS: Final[list[dict[str, Any]]] = ACTION["runs"]["steps"]
SCRIPTS: Final = {each["name"]: each for each in STEPS if "run" in each}
EXPRESSION: Final = re.compile(r"\$\{\{ (?P<scope>inputs|github)\.(?P<name>\w+) \}\}")
HOSTILE: Final = (
    '"; touch pwned; echo "',
    "$(touch pwned)",
    "`touch pwned`",
    "x' || touch pwned #",
    "a\ntouch pwned",
    "--help",
    "-",
    "*",
)


def filled(text: str, inputs: dict[str, str]) -> str:
    """Fill in the expressions of an `env`, as GitHub does before a shell sees anything."""
    defaults = {name: each["default"] for name, each in ACTION["inputs"].items()}
    values = {"inputs": defaults | inputs, "github": {"action_path": str(ROOT)}}
    return EXPRESSION.sub(lambda found: values[found["scope"]][found["name"]], text)


def validate(bash: Bash, **inputs: str) -> Ran:
    """Run the step that validates."""
    step = SCRIPTS["Validate"]
    return bash(step["run"], {key: filled(text, inputs) for key, text in step["env"].items()})


def test_no_script_holds_an_expression() -> None:
    assert set(SCRIPTS) == {"Install", "Validate"}
    for step in SCRIPTS.values():
        assert step["shell"] == "bash"
        assert "${{" not in step["run"]
        assert all(EXPRESSION.fullmatch(value) for value in step["env"].values())


def test_every_input_is_described_has_a_default_and_is_used() -> None:
    used = {found["name"] for found in EXPRESSION.finditer(json.dumps(ACTION["runs"]))}

    assert set(ACTION["inputs"]) == {"path", "strict", "lang", "format", "sarif"}
    assert used == {*ACTION["inputs"], "action_path"}
    for each in ACTION["inputs"].values():
        assert set(each) == {"description", "default"}
        assert isinstance(each["default"], str)


def test_the_action_installs_itself_with_the_versions_that_it_was_tested_with(bash: Bash) -> None:
    step = SCRIPTS["Install"]

    ran = bash(step["run"], {key: filled(text, {}) for key, text in step["env"].items()})

    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.splitlines()[-4:] == [
        *("install", "--constraint"),
        *(f"{ROOT}/constraints.txt", str(ROOT)),
    ]
    assert (ROOT / "constraints.txt").is_file()


def test_a_valid_publication_passes(bash: Bash, valid: Path) -> None:
    ran = validate(bash, path=str(valid))

    assert (ran.returncode, ran.stderr) == (0, "")


def test_a_finding_stands_at_its_line_in_the_language_that_was_asked_for(
    bash: Bash, broken: Path
) -> None:
    for language, word in (("nb", "kodelisten"), ("nn", "kodelista"), ("en", "code list")):
        ran = validate(bash, path=broken.name, lang=language)

        assert ran.returncode == 1
        assert re.search(
            r"^::error .*file=broken/report\.yaml,.*line=\d+", ran.stdout, re.MULTILINE
        )
        assert word in ran.stdout


def test_a_warning_fails_where_that_is_asked_for(bash: Bash, valid: Path) -> None:
    (valid / "notes.yaml").write_text("# nothing\n", encoding="utf-8")

    assert validate(bash, path=valid.name).returncode == 0
    assert validate(bash, path=valid.name, strict="true").returncode == 1


def test_sarif_is_written_as_well_whether_or_not_something_is_found(
    bash: Bash, valid: Path, broken: Path
) -> None:
    for place, status, count in ((valid, 0, 0), (broken, 1, 1)):
        ran = validate(bash, path=place.name, sarif="a file.sarif")

        (run,) = json.loads((place.parent / "a file.sarif").read_text(encoding="utf-8"))["runs"]
        assert ran.returncode == status
        assert len(run["results"]) == count


def test_what_cannot_run_stops_before_anything_is_told(bash: Bash, valid: Path) -> None:
    ran = validate(bash, path="nowhere", sarif="findings.sarif")

    assert ran.returncode == 3
    assert ran.stdout == ""
    assert valid.is_dir()


@pytest.mark.parametrize("hostile", HOSTILE)
@pytest.mark.parametrize("name", ["path", "lang", "format", "strict", "sarif"])
def test_an_input_stays_one_word_and_never_becomes_a_command(
    bash: Bash, commands: Path, tmp_path: Path, name: str, hostile: str
) -> None:
    write_command(commands / "maalbar", r"""printf '%s\0' "$@" """)
    given = {"lang": "nb", "format": "github", "path": "."} | {name: hostile}

    ran = validate(bash, **given)

    words = ["validate", "--lang", given["lang"], "--report", given["format"], "--", given["path"]]
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.split("\0")[:-1] == words
    assert {each.name for each in (tmp_path / "work").iterdir()} == (
        {hostile} if name == "sarif" else set()
    )
