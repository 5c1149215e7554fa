"""What the READMEs tell contributors to write is what there is."""

import json
import re
from pathlib import Path
from typing import Any, Final

import pytest
import yaml
from tests.running import here

ROOT: Final = Path(__file__).parents[2]
READMES: Final = sorted(ROOT.glob("README*.md"))
LANGUAGES: Final = {"README.md": "en", "README.nb.md": "nb", "README.nn.md": "nn"}


def files(readme: Path) -> dict[str, Any]:
    """Give the files that are shown whole, by the name in their first line."""
    text = readme.read_text(encoding="utf-8")
    found = re.findall(r"^```yml\n# (\S+)\n(.*?)^```", text, flags=re.MULTILINE | re.DOTALL)
    return {name: yaml.safe_load(content) for name, content in found}


@pytest.mark.parametrize("readme", READMES, ids=lambda path: path.name)
def test_what_is_shown_is_what_there_is(readme: Path) -> None:
    shown, language = files(readme), LANGUAGES[readme.name]
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    action = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
    job = yaml.safe_load((ROOT / "integrations" / "gitlab.yml").read_text(encoding="utf-8"))

    used = shown[".pre-commit-config.yaml"]["repos"][0]["hooks"][0]
    step = shown[".github/workflows/maalbar.yml"]["jobs"]["validate"]["steps"][-1]
    own = shown[".gitlab-ci.yml"]

    assert used["id"] == hook["id"]
    assert step["with"].keys() <= action["inputs"].keys()
    assert step["with"]["lang"] == language
    assert own["include"].endswith("/integrations/gitlab.yml")
    assert own["maalbar"]["variables"].keys() == job["maalbar"]["variables"].keys()
    assert own["maalbar"]["variables"]["MAALBAR_LANG"] == language


@pytest.mark.parametrize("readme", READMES, ids=lambda path: path.name)
def test_an_editor_finds_the_schema_of_the_readers_language(readme: Path, tmp_path: Path) -> None:
    text, language = readme.read_text(encoding="utf-8"), LANGUAGES[readme.name]
    here("new", "report", tmp_path, "--org", "x", "--year", "2030", "--lang", language)
    first, *_ = (tmp_path / "shared.yaml").read_text(encoding="utf-8").splitlines()

    settings = re.findall(r"^```json\n(.*?)^```", text, flags=re.MULTILINE | re.DOTALL)

    assert f"    {first}\n" in text
    assert f"`maalbar schema --lang {language} > .vscode/maalbar.json`" in text
    assert any(
        ".vscode/maalbar.json" in json.loads(each).get("yaml.schemas", {}) for each in settings
    )
