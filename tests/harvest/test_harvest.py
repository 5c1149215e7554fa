"""The command: what it shows, in which forms, and how it ends."""

import json
import re
import shutil
from pathlib import Path
from typing import Final

import click
import pytest
from tests.harvest.rehearsing import DATA, GOOD, write_site
from tests.running import here

from maalbar.cli import commands
from maalbar.harvest.members import Kind
from maalbar.harvest.source import FORMATS
from maalbar.model.text import LANGUAGES
from maalbar.render.findings import FORMS
from maalbar.render.harvest import text

ALONE: Final = ("--offline", "--shapes")
WRONG: Final = GOOD.replace("<https://data.example.org/om/sykler>", "<om/sykler>")


@pytest.fixture
def source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A source and shapes that ask for nothing, in the working folder."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "rules.ttl").write_text("# none\n", encoding="utf-8")
    file = tmp_path / "k.ttl"
    file.write_text(GOOD, encoding="utf-8")
    return file


def test_a_good_source_is_shown_as_the_portal_would(source: Path) -> None:
    ran = here("harvest", source.name, *ALONE, "rules.ttl")

    assert (ran.returncode, ran.stderr) == (0, "")
    read, table, card, *rest = ran.stdout.split("\n\n")
    assert read == f"Read k.ttl (turtle, {len(GOOD.encode()):,} bytes)."
    assert table.splitlines()[0].split() == ["now"]
    assert table.splitlines()[1].split() == ["Dataset", "2"]
    assert card.startswith(f"Dataset: {DATA}bikes\n  Bikes")
    assert "points" in "".join(rest)
    assert ran.stdout.endswith("The portal would take 2 resources. No findings.\n")


def test_what_has_become_of_each_is_counted(source: Path) -> None:
    here("harvest", source.name, *ALONE, "rules.ttl", "--last", "last.json")
    source.write_text(GOOD.replace("Alle bysykler", "Noen bysykler"), encoding="utf-8")

    ran = here("harvest", source.name, *ALONE, "rules.ttl", "--last", "last.json")

    table = ran.stdout.split("\n\n")[1].splitlines()
    assert table[0].split() == ["now", "new", "changed", "gone", "unchanged"]
    assert table[1].split() == ["Dataset", "2", "0", "1", "0", "1"]
    assert "[harvest/stale-modified]" in ran.stdout


def test_findings_have_the_place_as_seen_from_the_working_folder(source: Path) -> None:
    (source.parent / "below").mkdir()
    (source.parent / "below" / "k.ttl").write_text(WRONG, encoding="utf-8")

    ran = here("harvest", "below/k.ttl", *ALONE, "rules.ttl")

    assert ran.returncode == 1
    line = WRONG.splitlines().index("  dcat:landingPage <om/sykler> ;") + 1
    assert f"below/k.ttl:{line}:20: error[harvest/relative]" in ran.stdout
    assert "dcat:landingPage <om/sykler>" in ran.stdout
    assert "The portal would take 2 resources." in ran.stdout


def test_what_the_portal_would_refuse_is_said(source: Path) -> None:
    source.write_text(GOOD[:300], encoding="utf-8")

    ran = here("harvest", source.name, *ALONE, "rules.ttl")

    assert ran.returncode == 1
    assert "The portal would not take the source." in ran.stdout


def test_warnings_count_where_that_is_wished(source: Path) -> None:
    source.write_text(GOOD.replace('"sykkel"@nb', '"sykkel"'), encoding="utf-8")

    assert here("harvest", source.name, *ALONE, "rules.ttl").returncode == 0
    assert here("harvest", source.name, *ALONE, "rules.ttl", "--strict").returncode == 1


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_all_forms_tell_the_findings_in_all_languages(
    source: Path, form: str, language: str
) -> None:
    source.write_text(WRONG, encoding="utf-8")
    wish = ("--report", form, "--lang", language)

    ran = here("harvest", source.name, *ALONE, "rules.ttl", *wish)

    assert (ran.returncode, ran.stderr) == (1, "")
    assert re.search("harvest[/-]relative", ran.stdout)


def test_json_tells_all_of_the_outcome(source: Path) -> None:
    wish = ("--report", "json", "--last", "last.json")
    here("harvest", source.name, *ALONE, "rules.ttl", *wish)
    source.write_text(GOOD.replace(f"{DATA}parks", f"{DATA}green"), encoding="utf-8")

    said = json.loads(here("harvest", source.name, *ALONE, "rules.ttl", *wish).stdout)

    assert said["succeeded"] is True
    assert said["sources"] == [
        {
            "name": "k.ttl",
            "bytes": len(GOOD.encode()),
            "format": "turtle",
            "kinds": ["dataset"],
            "members": 2,
        }
    ]
    assert [(each["iri"], each["change"]) for each in said["members"]] == [
        (f"{DATA}bikes", "unchanged"),
        (f"{DATA}green", "new"),
    ]
    assert said["members"][0]["card"]["title"] == "Bikes"
    assert said["members"][0]["quality"]["points"] > 100
    assert said["gone"] == [{"iri": f"{DATA}parks", "kind": "dataset", "title": {"nb": "Parker"}}]
    assert [each["code"] for each in said["findings"]] == ["harvest/renamed"]


def test_only_so_many_cards_are_shown(source: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text, "AT_MOST", 1)

    ran = here("harvest", source.name, *ALONE, "rules.ttl")

    assert ran.stdout.count("Dataset: ") == 1
    assert "1 more are not shown here" in ran.stdout


def test_a_site_is_harvested_from_its_folder(source: Path) -> None:
    write_site(source.parent / "site", DATA, {"catalogue.ttl": WRONG.encode()})

    ran = here("harvest", "site", *ALONE, "rules.ttl")

    assert "Read site/catalogue.ttl" in ran.stdout
    assert "site/catalogue.ttl:" in ran.stdout
    assert "[harvest/dead-link]" in ran.stdout


def test_a_site_may_be_asked_in_another_format(source: Path) -> None:
    write_site(source.parent / "site", DATA, {"catalogue.ttl": GOOD.encode()})

    ran = here("harvest", "site", *ALONE, "rules.ttl", "--accept", "application/rdf+xml")

    assert ran.returncode == 3
    assert "catalogue.rdf" in ran.stderr


def test_slips_in_shapes_are_passed_over_and_told_to_whoever_chose_them(source: Path) -> None:
    (source.parent / "rules.ttl").write_text(
        "@prefix sh: <http://www.w3.org/ns/shacl#> .\n"
        "<https://example.org/S> a sh:NodeShape ; sh:targetSubjectOf <https://example.org/p> ;\n"
        "  sh:property [ sh:path [ sh:inversePath <https://example.org/q> ] ; sh:nodeKind 1 ] .\n",
        encoding="utf-8",
    )

    ran = here("harvest", source.name, *ALONE, "rules.ttl")

    assert ran.returncode == 0
    assert ran.stdout.count("note[shapes/says-nothing]") == 2
    assert "rules.ttl:2:42: note" in ran.stdout


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("none.ttl",), "syntax/unreadable"),
        (("k.ttl", "--shapes", "no-such"), "fetch/unknown-profile"),
        (("k.ttl", "--last", "rules.ttl"), "harvest/bad-last"),
        (("https://example.org/k.ttl",), "fetch/unreachable"),
    ],
)
def test_what_cannot_be_run_is_3(source: Path, arguments: tuple[str, ...], code: str) -> None:
    assert source.exists()

    ran = here("harvest", *arguments, "--offline")

    assert (ran.returncode, ran.stdout) == (3, "")
    assert code in ran.stderr


def test_what_stands_in_a_source_does_no_harm_on_a_screen(source: Path) -> None:
    source.write_text(GOOD.replace("Sykler", r"\u001b[2J\u202esyk"), encoding="utf-8")

    shown = here("harvest", source.name, *ALONE, "rules.ttl", "--lang", "nb").stdout

    assert "\x1b" not in shown
    assert "\u202e" not in shown


def test_the_sources_of_the_project_itself_are_taken(
    source: Path, seeds: Path, tmp_path: Path
) -> None:
    assert source.exists()
    shutil.copytree(seeds, tmp_path / "seeds")
    published = here("publish", "seeds", "--out", "site")
    assert published.returncode == 0, published.stderr

    said = json.loads(here("harvest", "site", *ALONE, "rules.ttl", "--report", "json").stdout)

    assert said["succeeded"]
    assert {each["code"] for each in said["findings"]} <= {"harvest/unknown-publisher"}
    points = [each["quality"]["points"] for each in said["members"] if each["quality"]]
    assert len(points) >= 4
    assert set(points) == {360}


def test_what_may_be_chosen_is_what_there_is() -> None:
    options = {each.name: each.type for each in commands.commands["harvest"].params}

    assert isinstance(options["accept"], click.Choice)
    assert isinstance(options["kinds"], click.Choice)
    assert set(options["accept"].choices) == set(FORMATS)
    assert set(options["kinds"].choices) == {each.value for each in Kind}
