"""The sentences of the program: complete in three languages, used, and filled as they need."""

import ast
import re
import string
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

import pytest

from maalbar.model.diagnostic import Location, Severity
from maalbar.model.text import LANGUAGES
from maalbar.probe.rules import RULES
from maalbar.words import counted, did_you_mean, finding, phrase, table, text
from maalbar.words.reasons import layers

SOURCE: Final = Path(__file__).parents[2] / "src" / "maalbar"
# The sentences of an entry, of one that has several; a reason may also say how to mend it.
PARTS: Final = {"findings": ("message", "hint"), "reasons": ("title", "why")}
TABLES: Final = sorted(path.stem for path in (SOURCE / "words").glob("*.toml"))
CODE: Final = re.compile(f"({'|'.join(each.name for each in layers())})/[a-z0-9-]+")


def sentences(name: str) -> Iterator[tuple[str, Mapping[str, str]]]:
    """Give each sentence of a table with its name; some entries have several."""
    for key, entry in table(name).items():
        if name in PARTS:
            for part in entry["en"]:
                yield f"{key} {part}", {tag: entry[tag][part] for tag in LANGUAGES}
        else:
            yield key, entry


def places_in(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None}


@cache
def trees() -> tuple[ast.Module, ...]:
    return tuple(ast.parse(path.read_text(encoding="utf-8")) for path in SOURCE.rglob("*.py"))


@cache
def strings() -> frozenset[str]:
    return frozenset(
        node.value
        for tree in trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    )


def test_there_is_a_table_for_each_kind_of_sentence() -> None:
    kinds = "answers commands differences findings pages phrases portal probe reasons serving"

    assert " ".join(TABLES) == kinds


@pytest.mark.parametrize("name", TABLES)
def test_every_entry_has_each_language_and_nothing_else(name: str) -> None:
    for key, entry in table(name).items():
        assert set(entry) - {"severity"} == set(LANGUAGES), key
        for tag in LANGUAGES:
            parts = entry[tag] if isinstance(entry[tag], dict) else {"text": entry[tag]}
            assert all(isinstance(part, str) and part.strip() for part in parts.values()), key
            assert set(parts) - {"mend"} == set(PARTS.get(name, ("text",))), key
            assert "mend" not in parts or name == "reasons", key
            assert set(parts) == set(entry["en"]) or name not in PARTS, key


@pytest.mark.parametrize("name", TABLES)
def test_every_sentence_has_the_same_places_in_each_language(name: str) -> None:
    for key, entry in sentences(name):
        places = {tag: places_in(entry[tag]) for tag in LANGUAGES}
        assert places["nb"] == places["nn"] == places["en"], key


@pytest.mark.parametrize("name", TABLES)
def test_no_prose_is_the_same_in_all_languages(name: str) -> None:
    for key, entry in sentences(name):
        prose = [re.sub(r"\{\w*\}", "", entry[tag]) for tag in LANGUAGES]
        if any(re.search(r"\w", each) for each in prose):
            assert len(set(prose)) > 1, key


def test_every_finding_has_a_severity() -> None:
    assert {entry["severity"] for entry in table("findings").values()} <= {
        each.value for each in Severity
    }


def test_the_codes_of_the_program_are_those_of_the_table() -> None:
    used = {each for each in strings() if CODE.fullmatch(each)}

    assert used == set(table("findings"))


def test_every_finding_is_given_what_its_sentences_need() -> None:
    """Where a code is named in a call, all places of its sentences are filled by name."""
    looked_at: set[str] = set()

    for code, given in calls():
        needed = {
            place
            for tag in LANGUAGES
            for part in ("message", "hint")
            for place in places_in(table("findings")[code][tag][part])
        }
        assert needed <= given, code
        looked_at.add(code)

    # Which of these it is, is seen before the call.
    chosen = {"harvest/gone", "harvest/renamed", "syntax/unquoted-text", *RULES}
    assert set(table("findings")) - looked_at == chosen


def calls() -> Iterator[tuple[str, set[str | None]]]:
    for tree in trees():
        for node in ast.walk(tree):
            name = getattr(node.func, "attr", "") if isinstance(node, ast.Call) else ""
            asks = name in {"passes_over", "is_enough"}
            if isinstance(node, ast.Call) and not asks:
                for argument in node.args:
                    value: Any = getattr(argument, "value", None)
                    if isinstance(value, str) and CODE.fullmatch(value):
                        yield value, {each.arg for each in node.keywords}


@pytest.mark.parametrize("name", [each for each in TABLES if each not in PARTS])
def test_no_entry_is_unused(name: str) -> None:
    everything = "\n".join(
        path.read_text(encoding="utf-8")
        for path in SOURCE.rglob("*")
        if path.suffix in {".py", ".html"}
    )

    for key in table(name):
        short = re.sub("^(help|option)-|-one$", "", key)
        assert re.search(rf"\b{re.escape(short)}\b", everything), key


def test_a_reason_is_one_sentence_or_two() -> None:
    for key, entry in table("reasons").items():
        for tag in LANGUAGES:
            ends = re.findall(r"(?<!ca)[.?](?= [^a-zæøå]|$)", entry[tag]["why"])
            assert len(ends) <= (2 if "/" in key else 3), key
            assert entry[tag]["why"].endswith("."), key
            assert entry[tag].get("mend", ".").endswith("."), key


@pytest.mark.parametrize("tag", LANGUAGES)
def test_no_two_codes_have_one_name_and_no_name_is_long(tag: str) -> None:
    titles = [entry[tag]["title"] for entry in table("reasons").values()]

    assert sorted(set(titles)) == sorted(titles)
    assert max(map(len, titles)) <= len("Ukjent i beskrivelsen av en tabell") + 10


def test_how_to_mend_it_is_said_of_every_code() -> None:
    for layer in layers():
        for reason in layer.reasons:
            assert all(reason.mend[tag].strip("… ") for tag in LANGUAGES), reason.code
            assert reason.severity is None or reason.says, reason.code


def test_what_a_finding_fills_in_is_left_open_in_general() -> None:
    (reason,) = (each for each in layers()[1].reasons if each.code == "syntax/unknown-prefix")

    assert reason.says["nb"] == "Prefikset «…:» er ikke erklært"


def test_a_sentence_is_filled_language_by_language() -> None:
    found = finding(
        "vocabulary/bad-value",
        Location(),
        value="{x} 1,5",
        expected=text("phrases", "decimal"),
        example="1.5",
    )

    assert found.message["nb"].startswith("«{x} 1,5» er ikke et tall")
    assert found.message["nn"].startswith("«{x} 1,5» er ikkje eit tal")
    assert found.message["en"].startswith("'{x} 1,5' is not a number")
    assert found.hint["en"] == "Write for example 1.5"


def test_the_nearest_word_is_suggested_and_none_where_none_is_near() -> None:
    assert did_you_mean("Gaol", ["Goal", "Target"]) == text("phrases", "did-you-mean", near="Goal")
    assert did_you_mean("xyzzy", ["Goal", "Target"]) == ""
    assert did_you_mean("", []) == ""


def test_a_phrase_is_given_in_the_language_that_was_asked_for() -> None:
    assert [phrase("commands", "rows", tag, count=2) for tag in LANGUAGES] == [
        "2 rader",
        "2 rader",
        "2 rows",
    ]


def test_one_is_not_said_as_many() -> None:
    assert counted("reports", 1, "nb") == "1 rapport"
    assert counted("reports", 2, "nb") == "2 rapporter"
