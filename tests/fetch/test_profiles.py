"""Shapes by file, address and name; copies, and what is said where the net is not there."""

import json
import os
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Final

import pytest
from tests.fetch.web import Page, Web, of_this_house

from maalbar.fetch import client, profiles
from maalbar.fetch.address import Allowed, is_public, read_address
from maalbar.fetch.cache import cache_folder
from maalbar.fetch.profiles import Edition, Profile, Shapes, ShapesFile, shapes_of
from maalbar.model.diagnostic import Diagnostic, MaalbarError, Severity

Serve = Callable[..., Web]

SHAPES: Final = b"@prefix sh: <http://www.w3.org/ns/shacl#> .\n"
NEWER: Final = SHAPES + b"# newer\n"
TURTLE: Final = {"Content-Type": "text/turtle", "ETag": '"1"'}
# Where the files of a profile lie beside the project, by the end of their address.
FOLDERS: Final = {
    "/SKOS-AP-NO-Begrep": "skos-ap-no",
    "/CPSV-AP-NO": "cpsv-ap-no",
    "/modelldcat": "modelldcat-ap-no",
    "/DCAT-AP-NO": "dcat-ap-no",
    "/dcatapno3": "dcat-ap-no",
}


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "shapes"


@pytest.fixture(autouse=True)
def _no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client, "_PAUSES", ())


def get(
    place: str, cache: Path, *, offline: bool = False, allowed: Allowed = of_this_house
) -> Shapes:
    return shapes_of(place, cache=cache, offline=offline, allowed=allowed)


def refused(
    place: str, cache: Path, *, offline: bool = False, allowed: Allowed = of_this_house
) -> tuple[Diagnostic, ...]:
    with pytest.raises(MaalbarError) as caught:
        get(place, cache, offline=offline, allowed=allowed)
    return caught.value.diagnostics


def age(cache: Path, days: float) -> None:
    """Make all copies as if they were fetched days ago."""
    for path in cache.glob("*.json"):
        note = json.loads(path.read_text())
        note["fetched"] = (datetime.now(UTC) - timedelta(days=days)).isoformat()
        path.write_text(json.dumps(note))


# Files


def test_a_file_is_read_as_it_is(tmp_path: Path, cache: Path) -> None:
    (tmp_path / "mine.ttl").write_bytes(SHAPES)

    got = get(str(tmp_path / "mine.ttl"), cache, offline=True)

    assert got == Shapes((ShapesFile(str(tmp_path / "mine.ttl"), SHAPES, ""),), ())


def test_what_is_no_file_is_never_waited_for(tmp_path: Path, cache: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for place in (tmp_path / "pipe", tmp_path, Path("/dev/zero")):
        (finding,) = refused(str(place), cache)
        assert (finding.code, finding.value) == ("fetch/unreadable", str(place))


def test_a_file_over_the_limit_is_refused(tmp_path: Path, cache: Path) -> None:
    with (tmp_path / "huge.ttl").open("wb") as file:
        file.truncate(profiles.LIMIT + 1)

    assert [each.code for each in refused(str(tmp_path / "huge.ttl"), cache)] == ["fetch/too-big"]


@pytest.mark.parametrize("place", ["dcat-ap-on", "no/such.ttl", "", "\0", "x" * 5000])
def test_what_is_neither_file_nor_profile_is_told_with_what_there_is(
    cache: Path, place: str
) -> None:
    (finding,) = refused(place, cache)

    assert finding.code in {"fetch/unknown-profile", "fetch/unreadable"}
    assert "dcat-ap-no, " in finding.hint["en"]
    if place == "dcat-ap-on":
        assert "mente du «dcat-ap-no»" in finding.message["nb"]


# Addresses


def test_an_address_is_fetched_once_a_day(serve: Serve, cache: Path) -> None:
    web = serve({"/a.ttl": Page(SHAPES, headers=TURTLE)})
    url = f"{web.address}/a.ttl"

    once, again = get(url, cache), get(url, cache)

    assert once == again == Shapes((ShapesFile(url, SHAPES, "text/turtle"),), ())
    assert len(web.asked) == 1


def test_a_copy_of_yesterday_is_asked_for_by_its_tag(serve: Serve, cache: Path) -> None:
    web = serve({"/a.ttl": Page(SHAPES, headers=TURTLE)})
    url = f"{web.address}/a.ttl"
    get(url, cache)
    age(cache, days=1.01)
    web.pages["/a.ttl"] = Page(status=304)

    for _ in range(2):
        assert get(url, cache).files[0].data == SHAPES
    assert [each.headers.get("If-None-Match") for each in web.asked] == [None, '"1"']


@pytest.mark.parametrize("days", [1.01, -0.01, 40_000])
def test_what_is_newer_takes_the_place_of_a_copy(serve: Serve, cache: Path, days: float) -> None:
    web = serve({"/a.ttl": Page(SHAPES, headers=TURTLE)})
    url = f"{web.address}/a.ttl"
    get(url, cache)
    age(cache, days=days)
    web.pages["/a.ttl"] = Page(NEWER, headers={"ETag": '"2"'})

    for _ in range(2):
        assert get(url, cache) == Shapes((ShapesFile(url, NEWER, ""),), ())
    assert len(web.asked) == 2


def test_two_ways_to_write_an_address_share_a_copy(serve: Serve, cache: Path) -> None:
    web = serve({"/a.ttl": Page(SHAPES)})

    get(f"{web.address}/a.ttl", cache)
    get(f"HTTP{web.address[4:]}/b/../a.ttl#x", cache)

    assert len(web.asked) == 1


@pytest.mark.parametrize(
    "broken",
    [
        Page(status=404),
        Page(status=503),
        Page(bytes(profiles.LIMIT + 1)),
        Page(status=302, headers={"Location": "http://10.0.0.1/"}),
        Page(b"x", headers={"Content-Length": "1000"}),
    ],
)
def test_where_the_net_is_not_there_a_copy_is_used_and_told(
    serve: Serve, cache: Path, broken: Page
) -> None:
    web = serve({"/a.ttl": Page(SHAPES, headers=TURTLE)})
    url = f"{web.address}/a.ttl"
    get(url, cache)
    age(cache, days=2)
    web.pages["/a.ttl"] = broken

    files, (finding,) = get(url, cache)

    assert files[0].data == SHAPES
    assert (finding.code, finding.severity) == ("fetch/offline", Severity.INFO)
    day = (datetime.now(UTC) - timedelta(days=2)).date().isoformat()
    for language in ("nb", "nn", "en"):
        assert day in finding.message[language]
        assert sha256(SHAPES).hexdigest() in finding.message[language]


def test_whoever_stays_offline_is_told_of_a_copy_that_is_old(serve: Serve, cache: Path) -> None:
    web = serve({"/a.ttl": Page(SHAPES)})
    url = f"{web.address}/a.ttl"
    get(url, cache)

    assert get(url, cache, offline=True).findings == ()
    age(cache, days=2)
    assert [each.code for each in get(url, cache, offline=True).findings] == ["fetch/offline"]
    assert len(web.asked) == 1


def test_without_a_copy_the_reader_hears_what_to_do(serve: Serve, cache: Path) -> None:
    web = serve({"/a.ttl": Page(status=404)})
    url = f"{web.address}/a.ttl"

    failed, missing = refused(url, cache)
    (offline,) = refused(url, cache, offline=True)

    assert (failed.code, missing.code) == ("fetch/status", "fetch/no-copy")
    assert offline == missing
    assert "download the file" in missing.hint["en"]


def test_an_address_of_this_house_is_refused(serve: Serve, cache: Path) -> None:
    web = serve({"/a.ttl": Page(SHAPES)})

    codes = [each.code for each in refused(f"{web.address}/a.ttl", cache, allowed=is_public)]

    assert codes == ["fetch/refused-address", "fetch/no-copy"]
    assert web.asked == []


def test_an_address_that_is_none_is_not_called_missing(cache: Path) -> None:
    assert [each.code for each in refused("file:///etc/passwd", cache)] == ["fetch/bad-url"]


# Copies


def poisoned(data: Path, _: Path) -> None:
    data.write_bytes(b"anything else")


def cut_short(data: Path, _: Path) -> None:
    data.write_bytes(data.read_bytes()[:-1])


def grown(data: Path, _: Path) -> None:
    with data.open("r+b") as file:
        file.truncate(profiles.LIMIT + 1)


def gone(data: Path, _: Path) -> None:
    data.unlink()


def a_pipe(data: Path, _: Path) -> None:
    data.unlink()
    os.mkfifo(data)


def no_note(_: Path, note: Path) -> None:
    note.unlink()


def not_json(_: Path, note: Path) -> None:
    note.write_text("{")


def deep_json(_: Path, note: Path) -> None:
    note.write_text("[" * 60_000)


def a_list(_: Path, note: Path) -> None:
    note.write_text("[]")


def without_a_date(_: Path, note: Path) -> None:
    note.write_text(note.read_text().replace('"fetched"', '"x"'))


def with_a_number_for_a_date(_: Path, note: Path) -> None:
    note.write_text(json.dumps(json.loads(note.read_text()) | {"fetched": 1}))


def before_time(_: Path, note: Path) -> None:
    note.write_text(
        json.dumps(json.loads(note.read_text()) | {"fetched": "0001-01-01T00:00:00+23:00"})
    )


def of_another_address(_: Path, note: Path) -> None:
    note.write_text(json.dumps(json.loads(note.read_text()) | {"url": "https://example.org/"}))


@pytest.mark.parametrize(
    "harm",
    [
        poisoned,
        cut_short,
        grown,
        gone,
        a_pipe,
        no_note,
        not_json,
        deep_json,
        a_list,
        without_a_date,
        with_a_number_for_a_date,
        before_time,
        of_another_address,
    ],
)
def test_a_copy_that_is_not_what_it_says_is_fetched_again(
    serve: Serve, cache: Path, harm: Callable[[Path, Path], None]
) -> None:
    web = serve({"/a.ttl": Page(SHAPES, headers=TURTLE)})
    url = f"{web.address}/a.ttl"
    get(url, cache)
    (note,) = cache.glob("*.json")
    harm(note.with_suffix(""), note)

    assert get(url, cache).files[0].data == SHAPES
    assert [each.headers.get("If-None-Match") for each in web.asked] == [None, None]
    assert get(url, cache).findings == ()
    assert len(web.asked) == 2


def test_a_note_says_what_the_copy_is_and_nothing_lies_beside(serve: Serve, cache: Path) -> None:
    web = serve({"/a.ttl": Page(SHAPES, headers=TURTLE)})
    url = f"{web.address}/a.ttl"

    get(url, cache)

    (note,) = cache.glob("*.json")
    read = json.loads(note.read_text())
    assert note.stem == sha256(url.encode()).hexdigest()
    assert (read["url"], read["sha256"], read["etag"]) == (url, sha256(SHAPES).hexdigest(), '"1"')
    assert datetime.fromisoformat(read["fetched"]).tzinfo is not None
    assert len(list(cache.iterdir())) == 2


def test_where_no_copy_can_be_written_the_shapes_come_all_the_same(
    serve: Serve, tmp_path: Path
) -> None:
    web = serve({"/a.ttl": Page(SHAPES)})
    (tmp_path / "taken").write_text("")

    got = get(f"{web.address}/a.ttl", tmp_path / "taken")

    assert got.files[0].data == SHAPES


def test_copies_lie_where_the_reader_keeps_them(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    for given in ("", "not/absolute"):
        monkeypatch.setenv("XDG_CACHE_HOME", given)
        assert cache_folder() == tmp_path / ".cache" / "maalbar" / "shapes"
    monkeypatch.setenv("XDG_CACHE_HOME", "/var/tmp")  # noqa: S108 # no file is written
    assert cache_folder() == Path("/var/tmp/maalbar/shapes")  # noqa: S108


# Profiles


def knowing(monkeypatch: pytest.MonkeyPatch, web: Web, *hashes: str) -> None:
    editions = tuple(
        Edition(f"{web.address}/{number}.ttl", sha256=each) for number, each in enumerate(hashes)
    )
    profile = Profile(name="mine", label="Mine 1.0", licence="", homepage="", files=editions)
    monkeypatch.setattr(profiles, "profiles", lambda: {"mine": profile})


def test_a_profile_is_all_its_files_in_order(
    serve: Serve, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    web = serve({"/0.ttl": Page(SHAPES), "/1.ttl": Page(NEWER)})
    knowing(monkeypatch, web, "", sha256(NEWER).hexdigest())

    files, findings = get("mine", cache)

    assert [each.data for each in files] == [SHAPES, NEWER]
    assert findings == ()


def test_an_edition_that_is_known_is_never_asked_for_again(
    serve: Serve, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    web = serve({"/0.ttl": Page(SHAPES)})
    knowing(monkeypatch, web, sha256(SHAPES).hexdigest())
    get("mine", cache)
    age(cache, days=400)

    assert get("mine", cache, offline=True).findings == ()
    assert get("mine", cache).files[0].data == SHAPES
    assert len(web.asked) == 1


def test_another_edition_than_the_one_that_is_known_is_used_and_told(
    serve: Serve, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    web = serve({"/0.ttl": Page(NEWER)})
    knowing(monkeypatch, web, sha256(SHAPES).hexdigest())

    for _ in range(2):
        files, (finding,) = get("mine", cache)
        assert files[0].data == NEWER
        assert (finding.code, finding.severity) == ("fetch/another-edition", Severity.WARNING)
        assert "Mine 1.0" in finding.message["en"]
        assert sha256(NEWER).hexdigest() in finding.hint["en"]


def test_every_profile_says_whose_it_is_and_lies_at_public_addresses() -> None:
    known: Mapping[str, Profile] = profiles.profiles()

    assert {"dcat-ap-no", "dcat-ap", "cpsv-ap-no", "modelldcat-ap-no", "skos-ap-no"} <= set(known)
    for name, each in known.items():
        assert each.name == name
        assert each.label
        assert each.licence == "https://creativecommons.org/licenses/by/4.0/"
        assert each.files
        for url in (each.homepage, *(edition.url for edition in each.files)):
            assert read_address(url).url == url
            assert url.startswith("https://")


def test_the_editions_that_are_known_are_those_that_lie_beside_the_project(shared: Path) -> None:
    seen = 0
    for profile in profiles.profiles().values():
        for url, expected in profile.files:
            if expected:
                version, _, name = url.partition("/releases/")[2].partition("/html/shacl/")
                file = shared / "standards" / "dcat-ap" / f"dcat-ap_{version}_{name}"
                assert sha256(file.read_bytes()).hexdigest() == expected, url
                seen += 1
            else:
                (folder,) = (to for start, to in FOLDERS.items() if start in url)
                file = shared / "standards" / folder / Path(url).name
                transcribed = file.with_suffix(f".transcribed{file.suffix}")
                assert file.is_file() or transcribed.is_file(), url
    assert seen == 5
