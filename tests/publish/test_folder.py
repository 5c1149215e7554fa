"""The output folder is replaced as a whole, or left as it was."""

import errno
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from maalbar import flow
from maalbar.model.diagnostic import MaalbarError
from maalbar.model.manifest import MANIFEST, Manifest
from maalbar.model.release import File, Same
from maalbar.publish import folder
from maalbar.publish.folder import Written, check_target, replace_folder


def files(contents: dict[str, bytes]) -> Iterator[File]:
    """Give files that are yet to be written."""
    for path, data in contents.items():
        yield File(path, data, "text/plain")


def with_manifest(contents: dict[str, bytes]) -> dict[str, bytes]:
    """Add the list of its files, as a published site has it."""
    listed = {each.path: each.listed for each in files(contents)}
    return {**contents, MANIFEST: Manifest("https://example.org/", listed).write()}


OLD = with_manifest({"index.html": b"old", "id/org/x.ttl": b"old", "gone.txt": b"old"})
NEW = with_manifest({"index.html": b"new", "id/org/y.ttl": b"new"})
NAMES = ["site", "et nettsted", "nettstad på nynorsk 🐟", "-rf", "a;b&c'd", "site.d"]


def contents(root: Path) -> dict[str, bytes]:
    """Read all files of a folder."""
    return {
        each.relative_to(root).as_posix(): each.read_bytes()
        for each in root.rglob("*")
        if each.is_file()
    }


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """A site that was published before, alone in its folder."""
    path = tmp_path / "parent" / "site"
    replace_folder(path, files(OLD))
    return path


def assert_untouched(out: Path) -> None:
    """See that the old site is there, and nothing beside it."""
    assert contents(out) == OLD
    assert [each.name for each in out.parent.iterdir()] == [out.name]


def test_a_site_is_published_where_there_was_none(tmp_path: Path) -> None:
    out = tmp_path / "not" / "yet" / "there"

    written = replace_folder(out, files(NEW))

    assert contents(out) == NEW
    assert written == Written(files=len(NEW), changed=len(NEW))
    assert list(out.parent.iterdir()) == [out]


def test_a_site_replaces_the_one_before_and_nothing_of_it_stays(out: Path) -> None:
    replace_folder(out, files(NEW))

    assert contents(out) == NEW
    assert list(out.parent.iterdir()) == [out]


def test_a_file_that_is_as_it_was_is_not_written_again(out: Path) -> None:
    new = with_manifest({"index.html": b"new", "id/org/x.ttl": b"old"})
    before = (out / "id/org/x.ttl").stat()

    written = replace_folder(out, files(new))

    after = (out / "id/org/x.ttl").stat()
    assert contents(out) == new
    assert written == Written(files=3, changed=2)
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_a_site_that_is_as_it_was_is_left_in_place(out: Path) -> None:
    before = out.stat().st_ino

    assert replace_folder(out, files(OLD)).changed == 0
    assert out.stat().st_ino == before
    assert_untouched(out)


def test_a_link_in_place_of_a_file_is_not_taken_over(out: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_bytes(b"old")
    (out / "index.html").unlink()
    (out / "index.html").symlink_to(elsewhere)

    replace_folder(out, files(OLD))

    assert not (out / "index.html").is_symlink()


def test_where_no_links_can_be_made_files_are_copied(
    out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object) -> None:
        raise PermissionError(errno.EPERM, "not permitted")

    monkeypatch.setattr(Path, "hardlink_to", refused)
    new: list[File | Same] = [*files(NEW), Same("v/index.html", "index.html")]

    replace_folder(out, new, kept=lambda: ["gone.txt"])

    assert contents(out) == {**NEW, "v/index.html": b"new", "gone.txt": b"old"}


def test_a_site_is_published_into_an_empty_folder(tmp_path: Path) -> None:
    check_target(tmp_path)

    replace_folder(tmp_path / "empty", files(NEW))

    assert contents(tmp_path / "empty") == NEW


@pytest.mark.parametrize("name", NAMES)
def test_a_folder_may_have_any_name(tmp_path: Path, name: str) -> None:
    for content in (OLD, NEW):
        check_target(tmp_path / name)
        replace_folder(tmp_path / name, files(content))

        assert contents(tmp_path / name) == content
        assert [each.name for each in tmp_path.iterdir()] == [name]


def test_a_folder_may_be_given_relative_to_where_one_is(
    out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(out.parent)

    replace_folder(Path("site"), files(NEW))

    assert contents(out) == NEW


def test_everyone_may_read_a_published_site(out: Path) -> None:
    assert out.stat().st_mode & 0o777 == 0o755


@pytest.mark.parametrize("reason", [RuntimeError, KeyboardInterrupt, GeneratorExit, SystemExit])
def test_a_run_that_stops_midway_leaves_the_old_site(
    out: Path, reason: type[BaseException]
) -> None:
    def stopping() -> Iterator[File]:
        yield from files(NEW)
        raise reason

    with pytest.raises(reason):
        replace_folder(out, stopping())

    assert_untouched(out)


def test_a_first_run_that_stops_midway_leaves_nothing(tmp_path: Path) -> None:
    def stopping() -> Iterator[File]:
        yield from files(NEW)
        raise RuntimeError

    with pytest.raises(RuntimeError):
        replace_folder(tmp_path / "site", stopping())

    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_leaves_the_old_site_and_says_so(
    out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: Callable[..., object] = Path.open

    def full(self: Path, *arguments: object, **options: object) -> object:
        if self.name == "index.html":
            raise OSError(errno.ENOSPC, "No space left on device")
        return opened(self, *arguments, **options)

    monkeypatch.setattr(Path, "open", full)
    with pytest.raises(MaalbarError) as caught:
        replace_folder(out, files(NEW))
    monkeypatch.undo()

    (finding,) = caught.value.diagnostics
    assert finding.code == "publish/cannot-write"
    assert "the disk is full" in finding.message["en"]
    assert str(out) in finding.message["nb"]
    assert_untouched(out)


@pytest.mark.parametrize("path", ["../evil", "/tmp/evil", "a/../../evil", "", "a//b", "./a"])  # noqa: S108 # never written
def test_nothing_is_written_outside_the_folder(out: Path, path: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        replace_folder(out, files({path: b"evil"}))

    assert_untouched(out)


def test_two_files_with_one_path_are_refused_rather_than_one_of_them_lost(out: Path) -> None:
    def twice() -> Iterator[File]:
        yield from files(NEW)
        yield from files(NEW)

    with pytest.raises(MaalbarError, match="publish/cannot-write"):
        replace_folder(out, twice())

    assert_untouched(out)


SLOW = """
import sys, time
from pathlib import Path
from maalbar.model.release import File
from maalbar.publish.folder import replace_folder

def slow():
    for number in range(10_000):
        yield File(f"id/{number}.txt", b"new", "text/plain")
        if number == 20:
            print("writing", flush=True)
        time.sleep(0.001)

replace_folder(Path(sys.argv[1]), slow())
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system cannot kill a process")
def test_a_process_that_is_killed_midway_leaves_the_old_site(out: Path) -> None:
    with subprocess.Popen(  # our own
        [sys.executable, "-c", SLOW, str(out)], stdout=subprocess.PIPE
    ) as process:
        assert process.stdout
        assert process.stdout.readline() == b"writing\n"
        process.kill()

    assert process.returncode == -signal.SIGKILL
    assert contents(out) == OLD
    # What it had written lies hidden beside; the next run is not in its way.
    (left,) = (each for each in out.parent.iterdir() if each != out)
    assert left.name.startswith(".site-")
    replace_folder(out, files(NEW))
    assert contents(out) == NEW


def test_a_reader_never_finds_the_site_missing(out: Path) -> None:
    code = SLOW.replace("time.sleep(0.001)", "").replace("10_000", "200")
    found = set()
    with subprocess.Popen(  # our own
        [sys.executable, "-c", code, str(out)], stdout=subprocess.DEVNULL
    ) as process:
        while process.poll() is None:
            found.add(out.is_dir())

    assert process.returncode == 0
    assert len(contents(out)) == 200
    assert found == {True}


def cannot_exchange(_one: Path, _other: Path) -> bool:
    """Be a file system that cannot exchange two folders in one step."""
    return False


def test_a_system_that_cannot_exchange_folders_gets_the_new_site_too(
    out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folder, "_swapped", cannot_exchange)

    replace_folder(out, files(NEW))

    assert contents(out) == NEW
    assert list(out.parent.iterdir()) == [out]


@pytest.mark.parametrize("reason", [OSError(errno.EACCES, "No"), KeyboardInterrupt()])
def test_where_the_second_of_two_steps_fails_the_first_is_taken_back(
    out: Path, monkeypatch: pytest.MonkeyPatch, reason: BaseException
) -> None:
    renamed = Path.rename

    def fail_once(self: Path, target: Path) -> Path:
        if target == out and self.name.startswith(".") and not self.name.endswith("-old"):
            raise reason
        return renamed(self, target)

    monkeypatch.setattr(folder, "_swapped", cannot_exchange)
    monkeypatch.setattr(Path, "rename", fail_once)
    with pytest.raises((MaalbarError, KeyboardInterrupt)):
        replace_folder(out, files(NEW))
    monkeypatch.undo()

    assert_untouched(out)


@pytest.mark.parametrize("missing", ["renameat2", "CDLL"])
def test_a_system_without_the_call_to_exchange_says_that_it_cannot(
    out: Path, monkeypatch: pytest.MonkeyPatch, missing: str
) -> None:
    def library(*_arguments: object, **_options: object) -> object:
        if missing == "CDLL":
            raise OSError
        return object()

    monkeypatch.setattr("ctypes.CDLL", library)

    replace_folder(out, files(NEW))

    assert contents(out) == NEW


def linked(path: Path) -> None:
    """Make a link to a published site."""
    replace_folder(path.with_name("target"), files(OLD))
    path.symlink_to("target", target_is_directory=True)


def dangling(path: Path) -> None:
    """Make a link to nothing."""
    path.symlink_to("nowhere")


def foreign(path: Path) -> None:
    """Make a folder of someone else's."""
    path.mkdir()
    (path / "thesis.txt").write_text("irreplaceable")


def disguised(path: Path) -> None:
    """Make a folder in which our marker is a folder."""
    (path / MANIFEST).mkdir(parents=True)


def namesake(path: Path) -> None:
    """Make the folder of a web application that has a manifest of its own."""
    path.mkdir()
    (path / MANIFEST).write_text('{"name": "Byen", "publisher": "Bydrift"}')
    (path / "app.js").write_text("irreplaceable")


def added_to(path: Path) -> None:
    """Make a published site into which someone put a file of their own."""
    replace_folder(path, files(OLD))
    (path / "CNAME").write_text("irreplaceable")


def single(path: Path) -> None:
    """Make a file."""
    path.write_text("a file")


@pytest.mark.parametrize("make", [linked, dangling, foreign, disguised, namesake, added_to, single])
def test_what_is_not_a_published_site_is_never_touched(
    tmp_path: Path, seeds: Path, make: Callable[[Path], None]
) -> None:
    make(tmp_path / "out")
    before = contents(tmp_path)

    with pytest.raises(MaalbarError) as caught:
        flow.publish(seeds, tmp_path / "out")

    assert [finding.code for finding in caught.value.diagnostics] == ["publish/not-ours"]
    assert str(tmp_path / "out") in caught.value.diagnostics[0].message["nn"]
    assert contents(tmp_path) == before


def test_a_folder_that_may_not_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    with pytest.raises(MaalbarError) as caught:
        replace_folder(tmp_path / "file" / "site", files(NEW))

    assert [finding.code for finding in caught.value.diagnostics] == ["publish/cannot-write"]


def test_a_path_that_leads_back_to_the_working_folder_loses_nothing(
    seeds: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "thesis.txt").write_text("irreplaceable")
    monkeypatch.chdir(tmp_path)

    with pytest.raises(MaalbarError):
        flow.publish(seeds, Path("nosuch/.."))

    assert contents(tmp_path) == {"thesis.txt": b"irreplaceable"}


def test_the_publication_itself_is_never_replaced(seeds: Path) -> None:
    for out in (seeds, seeds.parent):
        with pytest.raises(MaalbarError):
            flow.publish(seeds, out)


def test_a_folder_that_appears_meanwhile_is_left_alone(tmp_path: Path) -> None:
    def meddled() -> Iterator[File]:
        (tmp_path / "site").mkdir()
        (tmp_path / "site" / "thesis.txt").write_text("irreplaceable")
        yield from files(NEW)

    with pytest.raises(MaalbarError):
        replace_folder(tmp_path / "site", meddled())

    assert contents(tmp_path) == {"site/thesis.txt": b"irreplaceable"}
