"""A new report is whole, valid as it is written, and writes over nothing."""

import re
import shutil
import tomllib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.running import here
from tests.vocabulary.writing import Json, seen_by_editors

from maalbar import flow
from maalbar.model.diagnostic import Diagnostic, MaalbarError, Severity, WishError
from maalbar.model.text import LANGUAGES
from maalbar.skeleton.report import Wish

LINE: Final = "arsrapport"
REPORT: Final = f"reports/fyr/2030/{LINE}/report.yaml"
WHOLE: Final = {"maalbar.toml", "shared.yaml", REPORT}


def wish(org: str = "fyr", year: str = "2030", line: str = LINE, language: str = "en") -> Wish:
    return Wish(org=org, year=year, line=line, language=language, today="2031-03-01")


def codes(error: MaalbarError) -> list[str]:
    return [each.code for each in error.diagnostics]


def contents(root: Path) -> dict[str, bytes]:
    return {
        each.relative_to(root).as_posix(): each.read_bytes()
        for each in root.rglob("*")
        if each.is_file()
    }


def findings(root: Path) -> tuple[Diagnostic, ...]:
    """Give what is found, but for that texts are still to be written."""
    found = flow.check(root).findings
    return tuple(each for each in found if each.code != "language/placeholder")


# As it is written


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_new_publication_is_whole_and_nothing_is_found_but_what_is_to_be_written(
    tmp_path: Path, language: str
) -> None:
    written = flow.new_report(tmp_path, wish(language=language))

    assert contents(tmp_path).keys() == WHOLE
    assert set(written) == {tmp_path / each for each in WHOLE}
    assert findings(tmp_path) == ()
    found = flow.check(tmp_path).findings
    assert {each.severity for each in found} == {Severity.WARNING}
    assert {each.value for each in found if each.value} == {
        "FYLL UT: målet, slik det står i rapporten",
        "FILL IN: the goal, as it stands in the report",
        "FYLL UT: det fulle navnet (fyr)",
        "FYLL UT: det fulle namnet (fyr)",
        "FILL IN: the full name (fyr)",
    }


def test_what_is_written_is_no_longer_warned_of(tmp_path: Path) -> None:
    flow.new_report(tmp_path, wish())

    for path in tmp_path.rglob("*.yaml"):
        written = re.sub("(FYLL UT|FILL IN): ", "", path.read_text(encoding="utf-8"))
        path.write_text(written, encoding="utf-8")

    assert flow.check(tmp_path).findings == ()


def test_a_new_publication_is_published(tmp_path: Path) -> None:
    flow.new_report(tmp_path / "publication", wish())

    _, published = flow.publish(tmp_path / "publication", tmp_path / "site")

    assert published.things == 7


def test_another_report_leaves_what_is_there_and_introduces_nothing_again(tmp_path: Path) -> None:
    flow.new_report(tmp_path, wish())
    before = contents(tmp_path)

    flow.new_report(tmp_path, wish(line="innovasjon"))
    flow.new_report(tmp_path, wish(year="2031"))

    after = contents(tmp_path)
    assert after.keys() - before.keys() == {
        "reports/fyr/2030/innovasjon/report.yaml",
        f"reports/fyr/2031/{LINE}/report.yaml",
        "shared/fyr-2031.yaml",
    }
    assert after["shared/fyr-2031.yaml"].count(b"type:") == 1
    assert {name: after[name] for name in before} == before
    assert b"org/fyr" not in after["shared/fyr-2031.yaml"]
    assert findings(tmp_path) == ()


def test_a_report_in_the_seeds_brings_the_organisation_that_they_lack(
    seeds: Path, tmp_path: Path
) -> None:
    root = tmp_path / "seeds"
    shutil.copytree(seeds, root)

    flow.new_report(root, wish(year="2022"))

    assert "org/fyr" in (root / "shared" / "fyr-2022.yaml").read_text(encoding="utf-8")
    assert "period/2022" not in (root / "shared" / "fyr-2022.yaml").read_text(encoding="utf-8")
    assert findings(root) == ()


def test_the_languages_differ_in_their_comments_alone(tmp_path: Path) -> None:
    for language in LANGUAGES:
        flow.new_report(tmp_path / language, wish(language=language))
    texts = [contents(tmp_path / language) for language in LANGUAGES]

    for name in WHOLE:
        assert len({each[name] for each in texts}) == len(LANGUAGES)
        assert all_the_same(said(name, uncommented(each[name].decode())) for each in texts)
        assert all_the_same(said(name, each[name].decode()) for each in texts)


def said(name: str, text: str) -> Json:
    return tomllib.loads(text) if name.endswith(".toml") else seen_by_editors(text)


def all_the_same(values: Iterator[Json]) -> bool:
    first = next(values)
    return all(each == first for each in values)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_yaml_file_names_the_schema_of_its_language_and_is_narrow_enough_to_read(
    tmp_path: Path, language: str
) -> None:
    flow.new_report(tmp_path, wish(language=language))

    for path in tmp_path.rglob("*.yaml"):
        first, *lines = path.read_text(encoding="utf-8").splitlines()
        assert first == (
            f"# yaml-language-server: $schema=https://w3id.org/maalbar/schema/{language}.json"
        )
        assert max(map(len, lines)) <= 100


# What stands there as an example

_START: Final = re.compile(r"(?P<margin> *)# (?:- id: |\w+(?::| =) \S|\[\w+\]$)")


def examples(text: str) -> list[range]:
    """Find the lines of each example: from `# - id:` on, or a single `# key: value`."""
    lines = text.splitlines()
    found = []
    for number, line in enumerate(lines):
        start = _START.match(line)
        if start and not line.startswith("# yaml-"):
            end = number + 1
            while end < len(lines) and lines[end].startswith(f"{start['margin']}#   "):
                end += 1
            found.append(range(number, end))
    return found


def uncommented(text: str, *only: range) -> str:
    """Take away `# ` before the lines of some examples, or of all."""
    chosen = {number for each in only or examples(text) for number in each}
    return "".join(
        line.replace("# ", "", 1) if number in chosen else line
        for number, line in enumerate(text.splitlines(keepends=True))
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_example_is_valid_alone_and_with_all_others(tmp_path: Path, language: str) -> None:
    flow.new_report(tmp_path, wish(language=language))
    path = tmp_path / REPORT
    text = path.read_text(encoding="utf-8")
    blocks = examples(text)
    kinds = re.findall(r"^ *# *  type: (\w+)", text, flags=re.MULTILINE)
    things = len(flow.check(tmp_path).publication.things)

    assert len(blocks) == 9
    assert {"Observation", "Indicator", "Target", "Assessment", "PlannedMeasure"} <= set(kinds)
    assert {"Instrument", "Participation", "StatedList", "LifeEvent", "LifeEventSet"} <= set(kinds)
    for chosen in (*([each] for each in blocks), blocks):
        path.write_text(uncommented(text, *chosen), encoding="utf-8")
        assert findings(tmp_path) == ()
    assert len(flow.check(tmp_path).publication.things) == things + len(kinds)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_settings_that_are_left_out_may_be_put_in(tmp_path: Path, language: str) -> None:
    flow.new_report(tmp_path, wish(language=language))
    path = tmp_path / "maalbar.toml"

    path.write_text(uncommented(path.read_text(encoding="utf-8")), encoding="utf-8")

    assert flow.check(tmp_path).publication.settings.keywords == {"nb": ("måloppnåelse",)}


# What is asked for


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=8) | st.from_regex("[a-z0-9-]{1,8}", fullmatch=True))
@example("null")
@example("true")
@example("no")
@example("0x1f")
@example("1e3")
@example("2030")
@example('a"')
@example("a\n")
@example("../..")
@example("${org}")
@example("a" * 61)
def test_no_name_becomes_yaml_of_its_own(
    tmp_path_factory: pytest.TempPathFactory, name: str
) -> None:
    root = tmp_path_factory.mktemp("new")

    with suppress(MaalbarError):
        flow.new_report(root, wish(org=name, line=name))

    if re.fullmatch("[a-z0-9]+(-[a-z0-9]+)*", name) and len(name) <= 60:
        assert findings(root) == ()
    else:
        assert contents(root) == {}


def test_a_bad_name_is_told_with_its_option(tmp_path: Path) -> None:
    with pytest.raises(MaalbarError) as raised:
        flow.new_report(tmp_path, wish(org="Digdir", line="a b"))

    assert codes(raised.value) == ["new/bad-name", "new/bad-name"]
    assert [each.hint["en"].split()[-2] for each in raised.value.diagnostics] == ["--org", "--line"]


@pytest.mark.parametrize(
    ("name", "proposed"),
    [
        ("Direktoratet for snømåking", "direktoratet-for-snomaking"),
        ("Digdir", "digdir"),
        ("NAV – Arbeids- og velferdsetaten", "nav-arbeids-og-velferdsetaten"),
        ("Vær & Årnes Ærfugl", "vaer-arnes-aerfugl"),
        ("Vær og A\u030arnes", "vaer-og-arnes"),
        ("Café Østlyng/2024", "cafe-ostlyng-2024"),
        ("…", "digdir"),
        ("a" * 100 + " b", "a" * 60),
    ],
)
def test_a_name_in_words_is_answered_with_one_for_addresses(
    tmp_path: Path, name: str, proposed: str
) -> None:
    with pytest.raises(WishError) as raised:
        flow.new_report(tmp_path, wish(org=name))

    assert raised.value.diagnostics[0].hint["nb"].endswith(f"for eksempel --org {proposed}")
    flow.new_report(tmp_path, wish(org=proposed))


@pytest.mark.parametrize(
    "year", ["", "31", "20300", "0999", "2030-01", "MMXXX", "２０３０", "2030\n"]
)
def test_a_year_has_four_digits(tmp_path: Path, year: str) -> None:
    with pytest.raises(MaalbarError) as raised:
        flow.new_report(tmp_path, wish(year=year))

    assert codes(raised.value) == ["new/bad-year"]
    assert contents(tmp_path) == {}


# What is there already


@pytest.mark.parametrize("name", ["shared.yaml", REPORT])
def test_what_is_there_is_never_written_over(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"mine")

    with pytest.raises(MaalbarError) as raised:
        flow.new_report(tmp_path, wish())

    assert codes(raised.value) == ["new/exists"]
    assert contents(tmp_path) == {name: b"mine"}


def test_a_link_that_leads_nowhere_is_not_written_through(tmp_path: Path) -> None:
    (tmp_path / "publication").mkdir()
    (tmp_path / "publication" / "shared.yaml").symlink_to(tmp_path / "elsewhere.yaml")

    with pytest.raises(MaalbarError) as raised:
        flow.new_report(tmp_path / "publication", wish())

    assert codes(raised.value) == ["new/exists"]
    assert not (tmp_path / "elsewhere.yaml").exists()


def test_the_same_report_is_not_begun_twice(tmp_path: Path) -> None:
    flow.new_report(tmp_path, wish())
    before = contents(tmp_path)

    with pytest.raises(MaalbarError) as raised:
        flow.new_report(tmp_path, wish())

    assert codes(raised.value) == ["new/exists"]
    assert contents(tmp_path) == before


def test_no_publication_is_begun_inside_another(tmp_path: Path) -> None:
    flow.new_report(tmp_path, wish())
    before = contents(tmp_path)

    with pytest.raises(MaalbarError) as raised:
        flow.new_report(tmp_path / "reports" / ".." / "reports" / "fyr", wish(line="b"))

    assert codes(raised.value) == ["new/inside"]
    assert contents(tmp_path) == before


def test_a_publication_whose_settings_are_unusable_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "maalbar.toml").write_bytes(b"base = 1")

    with pytest.raises(MaalbarError) as raised:
        flow.new_report(tmp_path, wish())

    assert codes(raised.value) == ["settings/unusable"]
    assert contents(tmp_path) == {"maalbar.toml": b"base = 1"}


def test_where_nothing_can_be_written_nothing_is_left_behind(tmp_path: Path) -> None:
    (tmp_path / "reports").write_bytes(b"a file, not a folder")

    with pytest.raises(MaalbarError) as raised:
        flow.new_report(tmp_path, wish())

    assert codes(raised.value) == ["publish/cannot-write"]
    assert contents(tmp_path) == {"reports": b"a file, not a folder"}


# The command


@pytest.mark.parametrize(
    ("language", "line", "said"),
    [("nb", "arsrapport", "Skrevet"), ("nn", "arsrapport", "Skrive"), ("en", "annual-report", "W")],
)
def test_the_command_says_what_it_wrote_and_what_comes_next(
    tmp_path: Path, language: str, line: str, said: str
) -> None:
    root = tmp_path / "et regnskap"

    ran = here("new", "report", root, "--org", "fyr", "--year", "2030", "--lang", language)

    assert ran.returncode == 0
    assert ran.stdout.startswith(said)
    assert str(root / "reports" / "fyr" / "2030" / line / "report.yaml") in ran.stdout
    for then in ("validate", "sources stamp", "sources check", "publish"):
        assert f"  maalbar {then} '{root}'" in ran.stdout
    assert here("validate", root).returncode == 0


def test_the_command_asks_for_whose_report_it_is() -> None:
    ran = here("new", "report", "--year", "2030")

    assert ran.returncode == 2
    assert "--org" in ran.stderr


@pytest.mark.parametrize("wrong", [("--org", "Det norske fyr"), ("--year", "24")])
def test_a_name_or_year_that_is_none_is_wrong_use(tmp_path: Path, wrong: tuple[str, str]) -> None:
    ran = here("new", "report", tmp_path, "--org", "fyr", "--year", "2030", *wrong)

    assert ran.returncode == 2
    assert contents(tmp_path) == {}
