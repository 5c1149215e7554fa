"""Source texts: from folders and files, what is passed over and said, and what is fetched."""

import os
from collections.abc import Callable
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Final

import pytest
from tests.fetch.conftest import serve as _serve
from tests.fetch.web import Page, Web, of_this_house
from tests.running import here

from maalbar import flow
from maalbar.fetch import http
from maalbar.model.diagnostic import Diagnostic, MaalbarError, Severity
from maalbar.sources import texts
from maalbar.sources.texts import Texts, places_in, read_texts

Author = Callable[..., Path]
Serve = Callable[..., Web]

TEXT: Final = "Mål og resultater\r\n".encode()
serve = _serve


def refused(place: str) -> Diagnostic:
    with pytest.raises(MaalbarError) as caught:
        read_texts(place)
    (finding,) = caught.value.diagnostics
    assert finding.code == "source/unavailable"
    assert finding.value == place
    return finding


def passed_over(read: Texts) -> list[str]:
    assert {(each.code, each.severity) for each in read.findings} <= {
        ("source/passed-over", Severity.WARNING)
    }
    return sorted(Path(str(each.value)).name for each in read.findings)


# Folders and files


def test_a_folder_gives_all_its_texts_in_order(tmp_path: Path) -> None:
    for name, content in {"b.txt": b"b", "a/c.TXT": TEXT, "a/d.html": b"x"}.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(content)
    (tmp_path / "folder.txt").mkdir()

    found, findings = read_texts(str(tmp_path))

    assert [each.origin for each in found] == [
        str(tmp_path / "a" / "c.TXT"),
        str(tmp_path / "b.txt"),
    ]
    assert found[0].sha256 == sha256(TEXT).hexdigest()
    assert found[0].text == "Mål og resultater\r\n"
    assert findings == ()


def test_a_file_of_any_name_is_one_text(tmp_path: Path) -> None:
    (tmp_path / "kilde").write_bytes(TEXT)

    ((found,), _) = read_texts(f"{tmp_path}/./kilde")

    assert found.data == TEXT
    assert found.origin == f"{tmp_path}/./kilde"


@pytest.mark.parametrize("name", ["nowhere", "x" * 5000, "nul\0"])
def test_a_place_that_is_not_there_is_unavailable(tmp_path: Path, name: str) -> None:
    refused(str(tmp_path / name))


def test_what_never_ends_or_never_begins_is_not_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "zero.txt").symlink_to("/dev/zero")
    (tmp_path / "loop.txt").symlink_to("loop.txt")

    for place in (str(tmp_path / "pipe.txt"), str(tmp_path / "zero.txt"), "/dev/zero"):
        assert "not an ordinary file" in refused(place).message["en"]
    assert passed_over(read_texts(str(tmp_path))) == ["loop.txt", "pipe.txt", "zero.txt"]


def test_a_link_to_a_text_is_read_and_one_to_a_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "sources").mkdir()
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "a.txt").write_bytes(TEXT)
    (tmp_path / "sources" / "a.txt").symlink_to("../elsewhere/a.txt")
    (tmp_path / "sources" / "all").symlink_to("..")

    read = read_texts(str(tmp_path / "sources"))

    assert [each.data for each in read.texts] == [TEXT]
    assert passed_over(read) == ["all"]


def test_a_folder_may_be_given_as_a_link(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    (tmp_path / "there" / "a.txt").write_bytes(TEXT)
    (tmp_path / "here").symlink_to("there")

    assert len(read_texts(str(tmp_path / "here")).texts) == 1


def test_a_file_that_may_not_be_read_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.txt").touch()

    def guarded(path: Path, _limit: int) -> bytes:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(texts, "read_file", guarded)

    refused(str(tmp_path / "a.txt"))
    assert passed_over(read_texts(str(tmp_path))) == ["a.txt"]


@pytest.mark.parametrize("closed", [".", "below"])
def test_a_folder_that_closes_while_it_is_read_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, closed: str
) -> None:
    (tmp_path / "below").mkdir()
    scandir = os.scandir

    def scan(path: str | Path) -> object:
        if Path(path) == tmp_path / closed:
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr("os.scandir", scan)

    if closed == ".":
        refused(str(tmp_path))
    else:
        assert passed_over(read_texts(str(tmp_path))) == ["below"]


def test_a_file_over_the_limit_is_told_in_a_folder_and_refused_by_name(tmp_path: Path) -> None:
    with (tmp_path / "huge.txt").open("wb") as file:
        file.truncate(texts.LIMIT + 1)
    (tmp_path / "small.txt").write_bytes(TEXT)

    read = read_texts(str(tmp_path))

    assert [each.data for each in read.texts] == [TEXT]
    assert passed_over(read) == ["huge.txt"]
    assert "20 MB" in refused(str(tmp_path / "huge.txt")).message["en"]


def test_a_folder_of_more_than_fits_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(texts, "TOTAL", 2 * len(TEXT))
    for name in ("a", "b"):
        (tmp_path / f"{name}.txt").write_bytes(TEXT)
    assert len(read_texts(str(tmp_path)).texts) == 2

    (tmp_path / "c.txt").write_bytes(b"x")

    refused(str(tmp_path))


# What the commands make of it


def test_what_was_passed_over_is_told_by_each_command(author: Author, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    digest = sha256(TEXT).hexdigest()
    report = f"""\
stated:
  - id: section/a
    type: ReportSection
    sourceSha256: {digest}
    statedIn: ["char=0,3"]
"""
    rows = f"section,start,end,sha256,exact\nsection/a,0,3,{sha256(TEXT[:4]).hexdigest()},Mål\n"
    root = author(report, files={"passages.csv": rows})
    places = [str(tmp_path / "sources")]
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "a.txt").write_bytes(TEXT)
    os.mkfifo(tmp_path / "sources" / "pipe.txt")

    checked, _ = flow.check_sources(root, places)
    stamped, _ = flow.stamp_sources(root, places)

    assert [each.code for each in checked] == ["source/passed-over"]
    assert [each.code for each in stamped] == ["source/passed-over"]
    found, unread = flow.find_in_sources("Mål", places)
    assert [each.place.end for each in found] == [3]
    assert [each.code for each in unread] == ["source/passed-over"]
    with pytest.raises(MaalbarError) as caught:
        flow.find_in_sources("none", places)
    assert [each.code for each in caught.value.diagnostics] == [
        *("source/passed-over", "source/not-found"),
    ]


def test_a_text_may_be_given_by_its_address(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    web = serve({"/a.txt": Page(TEXT, headers={"Content-Type": "text/plain; charset=latin-1"})})
    monkeypatch.setattr(http, "fetch", partial(http.fetch, allowed=of_this_house))

    (found,), _ = flow.find_in_sources("resultater", [f"{web.address}/a.txt"])

    assert (found.origin, found.place.start) == (f"{web.address}/a.txt", 7)
    assert found.sha256 == sha256(TEXT).hexdigest()


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("http://127.0.0.1/x.txt", "fetch/refused-address"),
        ("file:///etc/passwd", "fetch/bad-url"),
        ("ftp://example.org/a.txt", "fetch/bad-url"),
    ],
)
def test_an_address_that_is_not_open_to_all_is_refused(address: str, code: str) -> None:
    with pytest.raises(MaalbarError) as caught:
        flow.find_in_sources("x", [address])

    assert [each.code for each in caught.value.diagnostics] == [code]


# Encodings and line ends


ANSI: Final = "Mål\nog år\n".encode("cp1252")


def test_a_text_that_is_not_utf_8_is_refused_with_its_byte_and_place(
    author: Author, tmp_path: Path
) -> None:
    (tmp_path / "ansi.txt").write_bytes(ANSI)
    (tmp_path / "utf8.txt").write_bytes(TEXT)
    place = str(tmp_path / "ansi.txt")
    root = author("stated: [{id: section/a, type: ReportSection}]\n")

    for command in (
        lambda: flow.check_sources(root, [place]),
        lambda: flow.stamp_sources(root, [place]),
        lambda: flow.find_in_sources("M", [place]),
    ):
        with pytest.raises(MaalbarError) as caught:
            command()
        (finding,) = caught.value.diagnostics
        assert (finding.code, finding.value) == ("source/not-utf8", place)
        assert "byte 0xE5 at position 2 (line 1)" in finding.message["en"]
        assert "UTF-8" in finding.hint["en"]

    read = read_texts(str(tmp_path))
    assert [each.data for each in read.texts] == [TEXT]
    assert [each.code for each in read.findings] == ["source/not-utf8"]


@pytest.mark.parametrize(
    ("source", "given", "said"),
    [
        ("a\nb\n", "a\r\nb\r\n", "its line ends are others:"),
        ("a\r\nb\r\n", "a\nb\n", "its line ends are others:"),
        ("a\nb\n", "\ufeffa\nb\n", "only one of them begins with an unseen BOM"),
        ("\ufeffa\r\nb", "a\r\nb", "only one of them begins with an unseen BOM"),
        ("a\nb\n", "\ufeffa\r\nb\r\n", "line ends are others and only one of them begins"),
        ("a\nb\n", "a\nc\n", ""),
    ],
)
def test_a_copy_that_differs_by_line_ends_or_bom_alone_is_told_to(
    author: Author, tmp_path: Path, source: str, given: str, said: str
) -> None:
    digest = sha256(source.encode()).hexdigest()
    root = author(f"stated: [{{id: section/a, type: ReportSection, sourceSha256: {digest}}}]\n")
    (tmp_path / "a.txt").write_bytes(given.encode())

    with pytest.raises(MaalbarError) as caught:
        flow.stamp_sources(root, [str(tmp_path / "a.txt")])

    (finding,) = caught.value.diagnostics
    assert finding.code == "source/no-match"
    assert ("is the same text" in finding.hint["en"]) == bool(said)
    assert said in finding.hint["en"]
    assert finding in flow.check_sources(root, [str(tmp_path / "a.txt")])[0]


# Places


def test_a_place_has_its_line_and_some_whole_words_around_it() -> None:
    text = "Om året\n\nVi brukte 305 årsverk på tilsyn med fyr og leder langs hele kysten.\n"
    start = text.index("305")

    (place,) = places_in(text, [(start, start + 3)])

    assert place == (3, start, start + 3, "Vi brukte 305 årsverk på tilsyn med…")


def test_find_shows_the_words_around_each_hit_in_the_language_asked_for(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("I 2031 skal alt være nytt.\nMålet for 2031 er \x1b[1mto.\n")

    ran = here("sources", "find", "2031", "--source", str(tmp_path / "a.txt"), "--lang", "nn")

    assert ran.stdout.splitlines()[2:] == [
        '  "char=2,6"  # linje 1: I 2031 skal alt være nytt.…',
        '  "char=37,41"  # linje 2: …alt være nytt. Målet for 2031 er \\u{1b}[1mto.',
    ]
