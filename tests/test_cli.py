"""The commands: help, words, exit statuses, and what they do in pipes and narrow windows."""

import csv
import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from itertools import pairwise
from pathlib import Path

import click
import pytest
from tests.running import here, maalbar

from maalbar.cli import commands
from maalbar.cli.reader import preferred_language
from maalbar.queries import library
from maalbar.queries.tokens import projected

Author = Callable[..., Path]

COMMANDS = (
    (),
    ("validate",),
    ("publish",),
    ("harvest",),
    ("query",),
    ("terms",),
    ("schema",),
    ("new",),
    ("new", "report"),
    ("sources",),
    ("sources", "check"),
    ("sources", "stamp"),
)
EXAMPLES = {"nb": "Eksemp", "nn": "Døme", "en": "Example"}
HELP = """
import json, sys
from click.testing import CliRunner
from maalbar.cli import commands
names = json.load(sys.stdin)

def show(name):
    arguments = [*name, "--help"]
    return CliRunner().invoke(commands, arguments, prog_name="maalbar", terminal_width=80).output

json.dump([show(name) for name in names], sys.stdout)
"""


@cache
def helps(language: str) -> dict[tuple[str, ...], str]:
    """Give the help of every command, asked for in one run."""
    ran = subprocess.run(
        [sys.executable, "-c", HELP],
        input=json.dumps(COMMANDS),
        capture_output=True,
        check=True,
        encoding="utf-8",
        env=os.environ | {"MAALBAR_LANG": language, "COLUMNS": "80"},
    )
    return dict(zip(COMMANDS, json.loads(ran.stdout), strict=True))


def too_long(output: str) -> list[str]:
    """Give the lines over 80 columns, but for those that one address makes so."""
    return [
        line
        for line in output.splitlines()
        if len(line) > 80 and not _is_address(max(line.split(), key=len), line)
    ]


def _is_address(word: str, line: str) -> bool:
    return "/" in word and len(line) - len(word) <= 80


# Help


@pytest.mark.parametrize("language", EXAMPLES)
@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_help_shows_examples_in_each_language(command: tuple[str, ...], language: str) -> None:
    text = helps(language)[command]

    if command != ("sources",):
        assert EXAMPLES[language] in text
        assert f"  maalbar {' '.join(command)}".rstrip() in text
    assert text != helps("en")[command] or language == "en"
    assert too_long(text) == []


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_help_mentions_no_option_that_a_command_lacks(command: tuple[str, ...]) -> None:
    for language in EXAMPLES:
        for line in helps(language)[command].splitlines():
            words = line.split()
            if words[:1] == ["maalbar"]:
                assert _lacking(words[1:]) == [], line


def _lacking(words: list[str]) -> list[str]:
    """Give what an example asks of a command that it does not have."""
    found: click.Command = commands
    known: set[str] = set()
    for word in words:
        if isinstance(found, click.Group) and word in found.commands:
            found = found.commands[word]
    known = {name for each in found.params for name in each.opts}
    choices = {
        (name, choice)
        for each in found.params
        for name in each.opts
        if isinstance(each.type, click.Choice)
        for choice in each.type.choices
    }
    closed = {name for name, _ in choices}
    return [
        word
        for word, value in pairwise([*words, ""])
        if word.startswith("--")
        and (word not in known or (word in closed and (word, value) not in choices))
    ]


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_help_has_no_english_of_another(command: tuple[str, ...]) -> None:
    for language in ("nb", "nn"):
        text = helps(language)[command]

        assert text.startswith("Bruk: maalbar")
        assert not re.search(r"Usage|Options:|Commands:|\[required|\[default|Show ", text)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("new", "report", "--year", "2030"), "'--org' må være med."),
        (("validate", "--sorce", "x"), "«--sorce» er ikke et valg – mente du «--source»?"),
        (("vaildate",), "«vaildate» er ikke en kommando – mente du «validate»?"),
    ],
)
def test_misuse_is_told_in_the_language_of_the_reader(
    arguments: tuple[str, ...], said: str
) -> None:
    ran = maalbar(*arguments, MAALBAR_LANG="nb")

    assert ran.returncode == 2
    assert ran.stderr.startswith("Bruk: maalbar")
    assert ran.stderr.endswith(f"Feil: {said}\n")


def test_help_in_one_language_is_asked_for_by_an_option_too() -> None:
    assert "Eksempel" in maalbar("publish", "--lang", "nb", "--help").stdout
    assert "Døme" in maalbar("publish", "--lang=nn", "--help").stdout


@pytest.mark.parametrize(
    ("arguments", "environment", "expected"),
    [
        (["--lang", "nn"], {"MAALBAR_LANG": "nb"}, "nn"),
        (["--lang=nb"], {"MAALBAR_LANG": "nn"}, "nb"),
        ([], {"MAALBAR_LANG": "nn", "LANG": "nb_NO.UTF-8"}, "nn"),
        ([], {"LC_ALL": "nn_NO.UTF-8", "LANG": "nb_NO.UTF-8"}, "nn"),
        ([], {"LANG": "no_NO"}, "nb"),
        ([], {"LANG": "C.UTF-8"}, "en"),
        (["--lang", "de"], {}, "en"),
        (["--lang"], {}, "en"),
    ],
)
def test_the_language_is_that_of_the_option_the_setting_or_the_locale(
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    environment: dict[str, str],
    expected: str,
) -> None:
    for name in ("MAALBAR_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)

    assert preferred_language(arguments) == expected


def test_help_imports_nothing_slow() -> None:
    script = """
import sys
sys.argv = ["maalbar", "--help"]
from maalbar.cli import main
try:
    main()
finally:
    slow = {"rdflib", "pyshacl", "pyoxigraph", "requests", "yaml", "jinja2", "babel", "pyparsing"}
    print(sorted(slow & set(sys.modules)), file=sys.stderr)
"""
    ran = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, check=True, encoding="utf-8"
    )

    assert ran.stderr == "[]\n"


# Exit statuses


def test_a_valid_publication_is_0(author: Author) -> None:
    ran = here("validate", author())

    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout.startswith("Valid: 4 things in 1 report, ")


def test_findings_are_1(author: Author) -> None:
    ran = here("validate", author("statd: []"))

    assert (ran.returncode, ran.stderr) == (1, "")
    assert "vocabulary/unknown-status" in ran.stdout
    assert "1 error, 0 warnings, 0 notes" in ran.stdout


def test_warnings_are_0_and_with_strict_1(author: Author) -> None:
    root = author(files={"notes.txt": "x"})

    assert here("validate", root).returncode == 0
    assert here("validate", root, "--strict").returncode == 1


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("nothing",),
        ("validate", "--no-such-option"),
        ("validate", "--format", "xml"),
        ("validate", "--lang", "de"),
        ("publish",),
        ("sources", "check"),
        ("query", "startoff-partners", "--param", "x"),
    ],
)
def test_wrong_usage_is_2(arguments: tuple[str, ...]) -> None:
    ran = here(*arguments)

    assert ran.returncode == 2
    assert "Usage: maalbar" in ran.stderr
    assert "Traceback" not in ran.stderr


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("validate", "nowhere"), "syntax/unreadable"),
        (("publish", "nowhere", "--out", "site"), "settings/none"),
        (("query", "no-such-query"), "query/unknown"),
        (("query", "nowhere.rq"), "syntax/unreadable"),
        (("query", "startoff-partners", "--path", "nowhere"), "settings/none"),
        (("terms", "Gaol"), "terms/unknown"),
        (("sources", "check", "--source", "nowhere"), "settings/none"),
        (("sources", "stamp", "--source", "nowhere"), "settings/none"),
    ],
)
def test_what_cannot_run_is_3(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], code: str
) -> None:
    monkeypatch.chdir(tmp_path)

    ran = here(*arguments)

    assert (ran.returncode, ran.stdout) == (3, "")
    assert f"error[{code}]" in ran.stderr
    assert "Traceback" not in ran.stderr


@pytest.mark.parametrize(
    ("arguments", "suggestion"),
    [
        (("validat",), "did you mean 'validate'?"),
        (("qeury",), "did you mean 'query'?"),
        (("terms", "Gaol"), "did you mean 'Goal'?"),
        (("query", "startof-partners"), "did you mean 'startoff-partners'?"),
        (
            ("query", "startoff-partners", "--path", "seeds", "--param", "instrumnet=x"),
            "did you mean 'instrument'?",
        ),
    ],
)
def test_a_misspelt_word_is_answered_with_the_nearest(
    seeds: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], suggestion: str
) -> None:
    monkeypatch.chdir(seeds.parent)

    assert suggestion in " ".join(here(*arguments).stderr.split())


def test_a_word_like_no_other_is_answered_without_a_suggestion() -> None:
    assert "did you mean" not in here("xyzzy").stderr


# Pipes, narrow windows, few characters


@pytest.mark.parametrize(
    "arguments",
    [("terms",), ("query",), ("--help",), ("query", "startoff-partners", "--path", "seeds")],
    ids=" ".join,
)
def test_a_reader_that_goes_away_sees_no_traceback(seeds: Path, arguments: tuple[str, ...]) -> None:
    reader, writer = os.pipe()
    os.close(reader)

    with os.fdopen(writer, "wb") as pipe:
        ran = subprocess.run(
            [sys.executable, "-m", "maalbar", *arguments],
            stdout=pipe,
            stderr=subprocess.PIPE,
            check=False,
            cwd=seeds.parent,
        )

    assert ran.stderr == b""
    assert ran.returncode in {0, 1}


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no full device")
def test_an_answer_that_cannot_be_written_says_so() -> None:
    with Path("/dev/full").open("wb") as full:
        ran = subprocess.run(
            [sys.executable, "-m", "maalbar", "terms"],
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
            encoding="utf-8",
            env=os.environ | {"MAALBAR_LANG": "en"},
        )

    assert ran.returncode == 3
    assert ran.stderr.startswith("The answer cannot be written: ")


@pytest.mark.parametrize("language", EXAMPLES)
def test_nothing_but_addresses_passes_80_columns(
    author: Author, seeds: Path, language: str
) -> None:
    bad = author("stated:\n  - id: a b\n  - id: c\n    goalLevel: areagoal\n    titel: x\n")
    runs = (
        here("validate", bad, "--lang", language),
        maalbar("publish", bad, "--out", bad.parent / "site", MAALBAR_LANG=language),
        here("query", "--lang", language),
        here("query", "startoff-partners", "--path", seeds, "--lang", language),
        here("terms", "--lang", language),
        here("terms", "Observation", "--lang", language),
        here("terms", "countingMode", "--lang", language),
        here("sources", "check", seeds, "--source", bad, "--lang", language),
    )

    for ran in runs:
        assert ran.stdout + ran.stderr
        assert too_long(ran.stdout + ran.stderr) == []


def test_a_terminal_of_few_characters_gets_the_answer_all_the_same(seeds: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "maalbar", "query", "startoff-partners", "--path", str(seeds)],
        capture_output=True,
        check=False,
        env=os.environ | {"PYTHONIOENCODING": "iso8859-1:strict"},
    )

    assert (ran.returncode, ran.stderr) == (0, b"")
    assert b"DF\xd8" in ran.stdout
    assert b"\\u2500\\u2500" in ran.stdout


# Answers


def test_query_lists_every_query_with_its_title() -> None:
    for language in EXAMPLES:
        listed = here("query", "--lang", language).stdout
        words = " ".join(listed.split())

        for name in library.names():
            assert f"  {name}\n" in listed
            assert " ".join(library.find(name).title[language].split()) in words


@pytest.mark.parametrize("language", EXAMPLES)
def test_every_query_is_explained_before_it_is_run(language: str) -> None:
    for name in library.names():
        query = library.find(name)
        explained = here("query", name, "--explain", "--lang", language).stdout

        words = " ".join(explained.split())
        assert words.startswith(query.title[language])
        for parameter in query.parameters:
            assert f"  {parameter.name} ({parameter.type})" in explained
            assert parameter.default in explained
            assert parameter.text[language] in words
        for column in projected(query.sparql):
            assert f"  {column} " in explained
        assert "    SELECT" in explained
        assert max(map(len, explained.splitlines())) <= 80
        assert "#+" not in explained


def test_an_answer_is_a_table_and_the_same_as_csv_and_json(seeds: Path) -> None:
    arguments = ("query", "startoff-partners", "--path", seeds)

    table, as_csv, as_json = (
        here(*arguments, "--format", form).stdout for form in ("table", "csv", "json")
    )

    columns, *rows = csv.reader(io.StringIO(as_csv))
    bindings = json.loads(as_json)["results"]["bindings"]
    assert table.split("\n")[0].split() == [
        library.find("startoff-partners").titled(each)["en"] for each in columns
    ]
    assert table.endswith(f"{len(rows)} rows.\n")
    assert len(bindings) == len(rows) == 3
    assert [each["partner"]["value"] for each in bindings] == [each[0] for each in rows]


def test_a_query_may_come_from_a_file_or_a_pipe(seeds: Path, tmp_path: Path) -> None:
    sparql = "SELECT (COUNT(*) AS ?reports) { ?report a mb:PerformanceReport }"
    (tmp_path / "mine.rq").write_text(sparql)

    from_file = here("query", tmp_path / "mine.rq", "--path", seeds, "--format", "csv")
    piped = subprocess.run(
        [sys.executable, "-m", "maalbar", "query", "-", "--path", str(seeds), "--format", "csv"],
        input=sparql,
        capture_output=True,
        check=True,
        encoding="utf-8",
    )

    assert from_file.stdout == piped.stdout == "reports\n3\n"


@pytest.mark.parametrize(
    ("sparql", "code"),
    [
        (b"SELECT * {", "query/not-sparql"),
        (b"SELECT * { SERVICE <http://127.0.0.1:9/> {} }", "query/forbidden"),
        (b"INSERT DATA {}", "query/forbidden"),
        (b"\xff", "syntax/not-utf-8"),
        (b"#+ not a header\nSELECT * {}", "syntax/unexpected-structure"),
        (b"#+ title: [x\nSELECT * {}", "syntax/not-yaml"),
        (b"#+ params: {x: {type: colour, default: 1}}\nSELECT * {}", "query/bad-header"),
        (b"", "query/not-sparql"),
    ],
)
def test_what_is_no_query_is_a_finding(
    author: Author, tmp_path: Path, sparql: bytes, code: str
) -> None:
    (tmp_path / "mine.rq").write_bytes(sparql)

    ran = here("query", tmp_path / "mine.rq", "--path", author())

    assert ran.returncode == 3
    assert f"error[{code}]" in ran.stderr
    assert "Traceback" not in ran.stderr


def test_terms_lists_the_vocabulary_and_tells_about_one() -> None:
    listed = here("terms", "--lang", "nb").stdout
    one = here("terms", "countingMode", "--lang", "nb").stdout

    assert "  Observation" in listed
    assert "  statedIn" in listed
    assert "    withinPeriod" in listed
    assert one.startswith("countingMode: ")
    assert "  cumulative" in one


def test_findings_as_json_say_the_same_as_the_text(author: Author) -> None:
    root = author("stated:\n  - id: a b\n  - id: c\n    type: Gaol\n")

    found = json.loads(here("validate", root, "--report", "json").stdout)

    places = [(each["code"], each["line"], each["column"]) for each in found["findings"]]
    assert ("syntax/bad-id", 2, 9) in places
    assert ("vocabulary/unknown-type", 4, 11) in places
    assert found["counts"]["errors"] == len(places)
    text = here("validate", root).stdout
    for each in found["findings"]:
        assert f"{each['path']}:{each['line']}:{each['column']}: error[{each['code']}]" in text


def test_publishing_says_what_was_published_and_where(author: Author, tmp_path: Path) -> None:
    ran = here("publish", author(), "--out", tmp_path / "site")

    assert (ran.returncode, ran.stderr) == (0, "")
    assert "about 4 things" in ran.stdout
    assert (tmp_path / "site" / "index.html").is_file()


def test_sources_are_checked_and_stamped(seeds: Path, shared: Path, tmp_path: Path) -> None:
    checked = here("sources", "check", seeds, "--source", shared / "domain")

    assert checked.returncode == 0
    assert "294 passages and 63 quotations checked" in checked.stdout
    assert "0 of them not covered" in checked.stdout
    missing = here("sources", "check", seeds, "--source", tmp_path / "nowhere")
    assert missing.returncode == 3
    assert "error[source/unavailable]" in missing.stderr


@pytest.mark.parametrize("command", ["terms", "--help", "query", "validate"])
def test_a_closed_output_is_no_reason_for_a_traceback(seeds: Path, command: str) -> None:
    words = [sys.executable, "-m", "maalbar", command, *([str(seeds)] * (command == "validate"))]

    ran = subprocess.run(
        ["/bin/sh", "-c", 'exec "$@" >&-', "sh", *words],
        capture_output=True,
        text=True,
        check=False,
    )

    assert "Traceback" not in ran.stderr


def test_what_cannot_be_judged_is_not_counted_either(tmp_path: Path) -> None:
    """A thousand references to what is elsewhere leave room for what is really wrong."""
    goals = "\n".join(
        f"  - {{id: goal/a/2023/x/{n}, type: Goal, number: {n}, goalLevel: areaGoal,"
        f" description: {{nb: Mål}}, setBy: org/elsewhere}}"
        for n in range(1, 1101)
    )
    (tmp_path / "goals.yaml").write_text(f"editorial:\n{goals}\n", encoding="utf-8")

    ran = here("validate", tmp_path / "goals.yaml", "--report", "json")

    assert "syntax/more" not in ran.stdout
