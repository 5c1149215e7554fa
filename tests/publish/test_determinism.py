"""The same input gives the same bytes, on any machine, whenever it is run."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse
from tests.publish.reading import Site

DECLARED = re.compile(r"^@prefix ([a-z]+): <[^>]*> \.$", re.MULTILINE)
QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"|<[^>]*>')


def copied_in_another_order(source: Path, target: Path) -> Path:
    """Copy a folder so that the file system meets its files the other way round."""
    for path in sorted(source.rglob("*"), reverse=True):
        if path.is_file():
            copy = target / path.relative_to(source)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, copy)
            os.utime(copy, (0, 0))
    return target


def published(root: Path, out: Path, **environment: str) -> dict[str, bytes]:
    """Publish in a process of its own, and give the bytes of every file."""
    subprocess.run(  # our own command
        [sys.executable, "-m", "maalbar", "publish", str(root), "--out", str(out)],
        env={**os.environ, **environment},
        cwd=out.parent,
        check=True,
        capture_output=True,
    )
    return {
        each.relative_to(out).as_posix(): each.read_bytes()
        for each in out.rglob("*")
        if each.is_file()
    }


def test_two_machines_publish_the_same_bytes(seeds: Path, tmp_path: Path) -> None:
    other = copied_in_another_order(seeds, tmp_path / "elsewhere" / "kopi av frø")

    one = published(
        seeds, tmp_path / "one", PYTHONHASHSEED="1", TZ="Pacific/Kiritimati", LC_ALL="C"
    )
    two = published(
        other, tmp_path / "two", PYTHONHASHSEED="2", TZ="America/Anchorage", LC_ALL="C.UTF-8"
    )

    assert one.keys() == two.keys()
    assert [path for path in one if one[path] != two[path]] == []
    assert len(one) > 2000


def test_nothing_published_tells_where_it_was_made(site: Site, seeds: Path) -> None:
    for path in site.files():
        data = site.read(path)

        assert str(seeds).encode() not in data, path
        assert str(site.folder).encode() not in data, path


def turtle(site: Site) -> Iterator[tuple[str, str]]:
    """Give the Turtle and TriG that we write: the shapes are published as they were written."""
    for path in site.files(".ttl", ".trig"):
        if not path.startswith("shapes"):
            yield path, site.text(path)


def test_a_prefix_is_declared_where_it_is_used_and_nowhere_else(site: Site) -> None:
    for path, text in turtle(site):
        head, _, body = text.partition("\n\n")
        names = QUOTED.sub("", body)
        declared = DECLARED.findall(head)

        assert declared == sorted(set(re.findall(r"([a-z]+):", names))), path


def test_a_base_is_declared_where_it_is_used_and_nowhere_else(site: Site) -> None:
    for path, text in turtle(site):
        relative = re.search(r"<(?![a-z]+:)[^>]*>", re.sub(r'"(?:[^"\\]|\\.)*"', "", text))

        assert text.startswith("@base") is bool(relative), path


def test_lines_of_n_triples_and_n_quads_are_sorted(site: Site) -> None:
    for path in site.files(".nt", ".nq"):
        lines = site.text(path).removesuffix("\n").split("\n")

        assert lines == sorted(set(lines)), path


@pytest.mark.parametrize("path", ["dump.ttl", "catalogue.ttl", "void.ttl", "ns.ttl"])
def test_subjects_of_turtle_are_sorted_and_each_is_told_once(site: Site, path: str) -> None:
    met = [quad.subject.value for quad in parse(site.read(path), format=RdfFormat.TURTLE)]
    subjects = [each for at, each in enumerate(met) if at == 0 or met[at - 1] != each]

    assert subjects == sorted(set(subjects))


def test_a_document_begins_with_the_thing_that_it_is_about(site: Site) -> None:
    for resource in site.described.resources:
        data = site.read(f"{site.paths.of(resource.value)}.ttl")

        assert next(iter(parse(data, format=RdfFormat.TURTLE))).subject == resource


def test_the_files_of_the_manifest_are_sorted(site: Site) -> None:
    listed = list(site.json("manifest.json")["files"])

    assert listed == sorted(listed)


def test_text_ends_with_one_line_end_and_has_no_others_than_newlines(site: Site) -> None:
    for path in site.files(".ttl", ".trig", ".nt", ".nq", ".jsonld", ".json", ".html", ".css"):
        data = site.read(path)

        assert data.endswith(b"\n"), path
        assert not data.endswith(b"\n\n"), path
        assert b"\r" not in data, path
