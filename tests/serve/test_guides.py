"""What the guides, the container and the unit say of the server is so."""

import json
import re
import shlex
from configparser import RawConfigParser
from pathlib import Path
from typing import Final
from urllib.parse import unquote_plus, urlsplit

import click
import pytest
from tests.serve.starting import Serving

from maalbar.cli.serve import serve
from maalbar.serve.limits import KILOBYTE, MEGABYTE, Limits
from maalbar.serve.sparql import FORMATS

ROOT: Final = Path(__file__).parents[2]
GUIDES: Final = sorted((ROOT / "docs").glob("serving*.md"))
PLACE: Final = ROOT / "integrations" / "serve"


def parsed(arguments: list[str]) -> dict[str, object]:
    """Read a command line as the command does; a wrong one is an error."""
    return serve.make_context("serve", arguments).params


def test_there_is_a_guide_in_each_language() -> None:
    assert [each.name for each in GUIDES] == ["serving.md", "serving.nb.md", "serving.nn.md"]


@pytest.mark.parametrize("guide", GUIDES, ids=lambda each: each.name)
def test_every_option_and_form_is_told(guide: Path) -> None:
    text = guide.read_text(encoding="utf-8")
    options = [each.opts[0] for each in serve.params if isinstance(each, click.Option)]

    for each in (*options, *(f"`{form}`" for form in FORMATS)):
        assert each in text or each == "--lang", each


@pytest.mark.parametrize("guide", GUIDES, ids=lambda each: each.name)
def test_the_limits_that_are_told_are_the_limits(guide: Path) -> None:
    text = re.sub(r"(?<=\d)[ ,](?=\d{3})", "", guide.read_text(encoding="utf-8"))
    limits = Limits()
    told = (
        int(limits.seconds),
        limits.memory // MEGABYTE,
        limits.rows,
        limits.answer // MEGABYTE,
        limits.contribution // MEGABYTE,
        limits.per_client,
        limits.waiting,
        limits.head // KILOBYTE,
        limits.connections,
        limits.per_address,
    )

    for number in told:
        assert re.search(rf"\b{number}\b", text), number


@pytest.mark.parametrize("guide", GUIDES, ids=lambda each: each.name)
def test_what_is_shown_works(served: Serving, guide: Path, small_report: str) -> None:
    text = guide.read_text(encoding="utf-8").replace("\\\n", " ")
    commands = [shlex.split(each) for each in re.findall(r"^ {4}(curl .*)$", text, re.MULTILINE)]

    assert len(commands) == 3
    for command in commands:
        address = next(each for each in command if each.startswith("http:"))
        path = address.removeprefix("http://127.0.0.1:8000")
        if "--data-urlencode" in command:
            name, _, value = command[-1].partition("=")
            answer = served.query(value, Accept="text/csv")
            assert name == "query"
        elif "--data-binary" in command:
            media_type = command[command.index("-H") + 1].partition(": ")[2]
            body = small_report.encode()
            answer = served.ask(path, method="POST", body=body, Content_Type=media_type)
            assert "findings" in json.loads(answer.body)
        else:
            assert "example" in unquote_plus(urlsplit(address).query)
            answer = served.ask(path)
        assert answer.status == 200, (command, answer.body)


def test_the_unit_starts_what_there_is() -> None:
    unit = RawConfigParser(strict=False)
    unit.optionxform = str  # type: ignore[assignment,method-assign]
    unit.read(PLACE / "maalbar.service", encoding="utf-8")
    program, command, *arguments = shlex.split(unit["Service"]["ExecStart"])

    assert (Path(program).name, command) == ("maalbar", "serve")
    assert parsed(arguments)["proxied"] is True
    assert int(unit["Service"]["TimeoutStopSec"]) > Limits().to_finish
    assert unit["Service"]["KillMode"] == "mixed"


def test_the_container_starts_what_there_is() -> None:
    text = (PLACE / "Containerfile").read_text(encoding="utf-8")
    program, command, *arguments = json.loads(
        re.findall(r"^ENTRYPOINT (.*)$", text, re.MULTILINE)[0]
    )

    assert (program, command) == ("maalbar", "serve")
    assert parsed(arguments)["port"] == 8000
    assert re.search(r"^USER maalbar$", text, re.MULTILINE)
    assert "maalbar[serve]" in text.replace("${MAALBAR}", "maalbar")
