"""Publications, sites and snapshots, on disk and on the web, held against each other."""

import gzip
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest import mock

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.compare.sites import BASE, LINES, site
from tests.fetch.web import Page, Web, of_this_house

from maalbar import flow
from maalbar.compare import dump, places, publications
from maalbar.compare.changes import Comparison, Kind
from maalbar.compare.places import compare_places
from maalbar.fetch import http
from maalbar.model.diagnostic import MaalbarError

REPORT = "reports/digdir/2021/hovudtal/report.yaml"


def compared(old: object, new: object) -> Comparison:
    return compare_places(str(old), str(new))


def kinds(found: Comparison) -> list[tuple[str, Kind]]:
    return [(each.resource.value.rpartition("/id/")[2], each.kind) for each in found.things]


@pytest.fixture(scope="module")
def published(seeds: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The seeds, published."""
    out = tmp_path_factory.mktemp("site") / "site"
    flow.publish(seeds, out)
    return out


@pytest.fixture
def changed(seeds: Path, tmp_path: Path) -> Path:
    """The seeds, with one figure changed."""
    root = Path(shutil.copytree(seeds, tmp_path / "changed"))
    text = (root / REPORT).read_text(encoding="utf-8")
    new = text.replace("        value: 302\n", "        value: 303\n", 1)
    assert new != text
    (root / REPORT).write_text(new, encoding="utf-8")
    return root


def test_a_publication_says_what_its_site_says(seeds: Path, published: Path) -> None:
    assert compared(seeds, published).same
    assert compared(published, seeds).same


def test_a_changed_figure_is_the_only_change(published: Path, changed: Path) -> None:
    found = compared(published, changed)

    (difference,) = found.differences
    (change,) = difference.changes
    assert difference.resource.value.endswith("/observation/digdir/2021/hovudtal/ansatte/2017")
    assert difference.report
    assert difference.report.value.endswith("/report/digdir/2021/hovudtal")
    assert change.before
    assert change.after
    assert (change.before.value.value, change.after.value.value) == ("302", "303")


def test_where_something_is_said_does_not_count_nor_in_which_format(
    changed: Path, seeds: Path
) -> None:
    old = seeds / "shared/areas.yaml"
    (changed / "shared/areas.yaml").rename(changed / "shared/domains.yaml")

    assert old.exists()
    assert len(compared(seeds, changed).things) == 1


def test_a_new_name_in_the_settings_is_followed(seeds: Path, tmp_path: Path) -> None:
    root = Path(shutil.copytree(seeds, tmp_path / "renamed"))
    for path in root.rglob("*.yaml"):
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("instrument/stimulab", "instrument/lab"), encoding="utf-8")
    settings = root / "maalbar.toml"
    line = 'replaced = { "instrument/stimulab" = "instrument/lab" }\n'
    settings.write_text(
        settings.read_text(encoding="utf-8").replace("issued = ", f"{line}issued = ", 1),
        encoding="utf-8",
    )

    found = compared(seeds, root)

    changes = {change.kind for each in found.differences for change in each.changes}
    assert [each.was for each in found.differences if each.was]
    assert changes == {Kind.RENAMED}


def test_a_new_name_that_a_site_remembers_is_followed(tmp_path: Path) -> None:
    lines = "\n".join(sorted(each.replace("goal/1>", "goal/2>") for each in LINES))
    gone = {
        "id/goal/1": {
            "iri": f"{BASE}id/goal/1",
            "title": {},
            "since": "2026-11-24",
            "replacedBy": f"{BASE}id/goal/2",
        }
    }

    found = compared(site(tmp_path / "old"), site(tmp_path / "new", lines, gone=gone))

    assert kinds(found) == [("goal/2", Kind.RENAMED)]


def test_dumps_with_one_hash_are_not_read(tmp_path: Path) -> None:
    old, new = site(tmp_path / "old"), site(tmp_path / "new")
    for each in (old, new):
        (each / "dump.nq").unlink()

    assert compared(old, new).same


@given(lines=st.permutations(LINES), moved=st.booleans())
def test_the_order_of_lines_and_the_files_that_say_them_do_not_count(
    lines: list[str], *, moved: bool
) -> None:
    text = "\n".join((*lines, "# nothing", lines[0], ""))
    if moved:
        text = text.replace("/2023/report/", "/2023/goals/")
    with TemporaryDirectory() as folder:
        old, new = site(Path(folder, "old")), site(Path(folder, "new"), text)

        assert compared(old, new).same


def test_another_way_to_write_characters_does_not_count(tmp_path: Path) -> None:
    text = "\n".join(each.replace("Å", "\\u00C5") for each in LINES)

    assert compared(site(tmp_path / "old"), site(tmp_path / "new", text)).same


def test_a_packed_dump_will_do(tmp_path: Path) -> None:
    old = site(tmp_path / "old", "\n".join(LINES[2:]), packed=True)

    assert kinds(compared(old, site(tmp_path / "new"))) == [("goal/1", Kind.ADDED)]


def test_what_moved_as_a_whole_is_the_same_under_another_address(tmp_path: Path) -> None:
    base = "https://example.org/new/"
    text = "\n".join(each.replace(BASE, base) for each in LINES[:2])

    found = compared(site(tmp_path / "old"), site(tmp_path / "new", text, base=base))

    assert found.moved
    assert not found.same
    assert kinds(found) == [("report/1", Kind.REMOVED)]


def test_what_is_not_told_as_it_is_too_much_is_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(publications.compare, "__kwdefaults__", {"most": 2, "replaced": ()})

    found = compared(site(tmp_path / "old", ""), site(tmp_path / "new"))

    assert (len(found.things), found.left_out) == (1, 1)
    assert not found.same


def test_the_names_of_what_did_not_change_are_found(tmp_path: Path) -> None:
    text = "\n".join(LINES).replace("rene", "helt rene")

    found = compared(site(tmp_path / "old"), site(tmp_path / "new", text))

    assert kinds(found) == [("goal/1", Kind.CHANGED)]
    assert "Årsrapport 2023" in {value.value for _, _, value in found.known}


@pytest.fixture
def web(published: Path) -> Iterator[Web]:
    pages = {
        f"/data/{name}": Page((published / name).read_bytes())
        for name in ("manifest.json", "dump.nq.gz")
    }
    pages["/bomb/manifest.json"] = pages["/data/manifest.json"]
    pages["/bomb/dump.nq.gz"] = Page(gzip.compress(b"#" * 30_000_000))
    pages["/bad/manifest.json"] = pages["/data/manifest.json"]
    pages["/bad/dump.nq.gz"] = Page(b"\x1f\x8b rubbish")
    pages["/half/manifest.json"] = pages["/data/manifest.json"]
    pages["/half/dump.nq.gz"] = Page((published / "dump.nq.gz").read_bytes()[:-20])
    pages["/plain/manifest.json"] = pages["/data/manifest.json"]
    pages["/plain/dump.nq.gz"] = Page(status=404)
    pages["/plain/dump.nq"] = Page((published / "dump.nq").read_bytes())
    pages["/none/manifest.json"] = pages["/data/manifest.json"]
    pages |= dict.fromkeys(("/none/dump.nq.gz", "/none/dump.nq"), Page(status=404))
    served = Web(pages)
    with mock.patch.dict(http.fetch.__kwdefaults__, {"allowed": of_this_house}):
        yield served
    served.close()


@pytest.mark.parametrize("where", ["data", "data/", "plain"])
def test_a_site_on_the_web_is_read(web: Web, changed: Path, where: str) -> None:
    assert len(compared(f"{web.address}/{where}", changed).things) == 1


@pytest.mark.parametrize(
    ("where", "code"),
    [
        ("bad", "publication/not-a-site"),
        ("half", "publication/not-a-site"),
        ("none", "publication/not-a-site"),
        ("bomb", "compare/too-big"),
    ],
)
def test_a_site_on_the_web_that_is_none_is_refused(
    web: Web, changed: Path, monkeypatch: pytest.MonkeyPatch, where: str, code: str
) -> None:
    monkeypatch.setattr(places, "MOST_UNPACKED", 20_000_000)

    with pytest.raises(MaalbarError, match=code):
        compared(changed, f"{web.address}/{where}")


def quad(graph: str) -> str:
    return f"<{BASE}a> <{BASE}b> <{BASE}c> {graph} .\n"


SPOILT: dict[str, bytes | str] = {
    "rubbish": b"\xff\xfe\0\0",
    "no N-Quads": "no",
    "no graph": f"<{BASE}a> <{BASE}b> <{BASE}c> .\n",
    "a graph of no file": quad("<urn:x>"),
    "a blank graph": quad("_:g"),
    "an unknown status": quad(f"<{BASE}graph/a/rumoured>"),
    "a triple as value": f"<{BASE}a> <{BASE}b> <<( <{BASE}a> <{BASE}b> <{BASE}c> )>> "
    f"<{BASE}graph/a/stated> .\n",
    "half a line": f"<{BASE}a> <{BASE}b> ",
    "a line without end": "<" + "a" * 17_000_000,
}


@pytest.mark.parametrize("spoilt", SPOILT.values(), ids=SPOILT)
def test_a_dump_that_is_none_is_refused(tmp_path: Path, spoilt: bytes | str) -> None:
    old, new = site(tmp_path / "old"), site(tmp_path / "new", spoilt)

    for pair in ((old, new), (new, old)):
        with pytest.raises(MaalbarError, match="publication/not-a-site"):
            compared(*pair)


def instead(file: Path, make: Callable[[Path], object]) -> None:
    file.unlink()
    make(file)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda folder: (folder / "manifest.json").write_text("[", encoding="utf-8"),
        lambda folder: (folder / "manifest.json").write_text("[" * 100_000, encoding="utf-8"),
        lambda folder: (folder / "manifest.json").write_text('{"publisher": "maalbar"}'),
        lambda folder: (folder / "dump.nq").unlink(),
        lambda folder: instead(folder / "dump.nq", Path.mkdir),
        lambda folder: instead(folder / "dump.nq", os.mkfifo),
        lambda folder: (folder / "dump.nq").rename(folder / "dump.nq.gz"),
    ],
)
def test_a_site_that_is_none_is_refused(tmp_path: Path, spoil: Callable[[Path], object]) -> None:
    folder = site(tmp_path / "site", "\n".join(LINES[2:]))
    spoil(folder)

    with pytest.raises(MaalbarError, match="publication/not-a-site"):
        compared(folder, site(tmp_path / "other"))


def test_a_folder_of_neither_is_refused(tmp_path: Path) -> None:
    with pytest.raises(MaalbarError, match="compare/nothing"):
        compared(tmp_path, tmp_path / "nowhere\0")


def test_a_publication_with_errors_is_not_compared(changed: Path, seeds: Path) -> None:
    (changed / REPORT).write_text("stated: [", encoding="utf-8")

    with pytest.raises(MaalbarError, match="syntax/") as error:
        compared(seeds, changed)

    assert str(error.value.diagnostics[0].location.path) == str(changed / REPORT)


def test_too_much_out_of_order_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dump, "MOST_AT_ONCE", 100)

    with pytest.raises(MaalbarError, match="compare/too-big"):
        compared(site(tmp_path / "old", "\n".join(reversed(LINES))), site(tmp_path / "new"))


def test_too_much_about_one_thing_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dump, "MOST_AT_ONCE", 300)

    with pytest.raises(MaalbarError, match="compare/too-big"):
        compared(site(tmp_path / "old", LINES[0]), site(tmp_path / "new"))
