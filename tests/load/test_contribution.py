"""Where a contribution comes from: a publication, a part of one, a file, a zip, standard input."""

import io
import os
import zipfile
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

import pytest
from tests.conftest import Author

from maalbar.check.verdict import Verdict, Wish, judge
from maalbar.load.contribution import Contribution, find_contribution, given_text
from maalbar.load.formats import Format, format_of
from maalbar.model.diagnostic import MaalbarError


def look(place: Path | str, stdin: bytes = b"", **wishes: object) -> Verdict:
    return judge(str(place), Wish(**wishes), stdin=lambda: stdin)  # type: ignore[arg-type]


def zipped(files: Mapping[str, str | bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return packed.getvalue()


def codes(verdict: Verdict) -> list[str]:
    return [each.code for each in verdict.findings]


def paths(contribution: Contribution) -> list[str]:
    return [str(each) for each in contribution.paths]


def test_a_publication_as_a_zip_says_what_its_folder_says(author: Author) -> None:
    root = author()
    files = {str(each.relative_to(root)): each.read_bytes() for each in root.iterdir()}

    assert codes(look("-", zipped(files))) == codes(look(root)) == []
    assert (
        codes(look("-", zipped({f"repo-main/{name}": data for name, data in files.items()}))) == []
    )


def test_a_file_outside_a_publication_is_checked_by_itself(
    tmp_path: Path, small_report: str
) -> None:
    file = tmp_path / "report.yaml"
    file.write_text(
        small_report.replace("setBy: org/bydrift", "setBy: org/nokon"), encoding="utf-8"
    )

    assert codes(look(file)) == ["references/not-checked"]


def test_standard_input_is_checked_by_itself(small_report: str) -> None:
    assert codes(look("-", small_report.encode())) == []
    assert codes(look("-", small_report.replace("number: 1", "number: one").encode())) == [
        "vocabulary/bad-value"
    ]


@pytest.mark.parametrize(
    ("name", "content", "form"),
    [
        ("a.yaml", "", Format.YAML),
        ("a.YML", "", Format.YAML),
        ("a.csv", "", Format.CSV),
        ("a.ttl", "", Format.TURTLE),
        ("a.trig", "", Format.TRIG),
        ("a.nt", "", Format.NTRIPLES),
        ("a.nq", "", Format.NQUADS),
        ("a.jsonld", "", Format.JSONLD),
        ("a.rdf", "", Format.RDFXML),
        ("-", "stated:\n  - id: a/b\n", Format.YAML),
        ("-", "# a comment\n\nstated:\n", Format.YAML),
        ("-", "id,indicator,value\na,b,1\n", Format.CSV),
        ("-", "id;indicator;value\na;b;1\n", Format.CSV),
        ("-", "@prefix mb: <https://x/> .\n", Format.TURTLE),
        ("-", "PREFIX mb: <https://x/>\n", Format.TURTLE),
        ("-", "# a comment\n<https://x/a> a <https://x/b> .\n", Format.TURTLE),
        ("-", "<https://x/g> { <https://x/a> a <https://x/b> }\n", Format.TRIG),
        ("-", "<https://x/a> <https://x/b> <https://x/c> <https://x/g> .\n", Format.NQUADS),
        ("-", '{"@context": {}}', Format.JSONLD),
        ("-", "[]", Format.JSONLD),
        ("-", '<?xml version="1.0"?><rdf:RDF/>', Format.RDFXML),
        ("-", "what is this", None),
        ("-", "", None),
    ],
)
def test_the_format_is_told_by_the_name_or_the_look(
    name: str, content: str, form: Format | None
) -> None:
    assert format_of(PurePosixPath(name), content) == form


def test_the_media_type_tells_where_the_name_does_not() -> None:
    form = format_of(PurePosixPath("data"), media_type="text/turtle; charset=utf-8")

    assert form is Format.TURTLE


def test_what_looks_like_nothing_is_asked_about() -> None:
    (found,) = look("-", b"what is this").findings

    assert found.code == "syntax/unknown-format"
    assert "--format" in found.hint["en"]


def test_the_author_may_say_the_format(small_report: str) -> None:
    assert codes(look("-", b"%YAML 1.1\n---\n" + small_report.encode())) == [
        "syntax/unknown-format"
    ]
    assert codes(look("-", b"%YAML 1.1\n---\n" + small_report.encode(), form=Format.YAML)) == []


@pytest.mark.parametrize("target", ["inside.yaml", "/etc/passwd", "..", "nowhere"])
def test_a_link_is_refused_wherever_it_leads(author: Author, target: str) -> None:
    root = author(files={"inside.yaml": "editorial: []\n"})
    (root / "link.yaml").symlink_to(target)

    found = [each for each in look(root).findings if each.code == "syntax/link"]

    assert [str(each.location.path) for each in found] == [str(root / "link.yaml")]


def test_a_pipe_is_not_waited_for(author: Author) -> None:
    root = author()
    os.mkfifo(root / "pipe.yaml")

    assert codes(look(root)) == ["syntax/unreadable"]


@pytest.mark.parametrize(
    "name", ["../up.yaml", "/root.yaml", "a\\b.yaml", "C:/x.yaml", "a/../../b.yaml"]
)
def test_an_archive_may_not_name_files_outside_itself(name: str, small_report: str) -> None:
    with pytest.raises(MaalbarError, match="syntax/bad-archive"):
        look("-", zipped({"report.yaml": small_report, name: "x"}))


def test_a_bomb_is_not_unpacked() -> None:
    bomb = zipped({"report.yaml": b" " * (200 * 1024 * 1024)})

    assert len(bomb) < 1024 * 1024
    assert codes(look("-", bomb)) == ["syntax/too-big"]


def test_an_archive_of_very_many_files_is_refused() -> None:
    with pytest.raises(MaalbarError, match="syntax/bad-archive"):
        look("-", zipped({f"{number}.yaml": "" for number in range(100_001)}))


@pytest.mark.parametrize("cut", [30, 100, 200])
def test_a_broken_archive_is_told_of(small_report: str, cut: int) -> None:
    with pytest.raises(MaalbarError, match="syntax/bad-archive"):
        look("-", zipped({"report.yaml": small_report})[:cut])


def test_a_damaged_file_in_an_archive_is_told_of(small_report: str) -> None:
    data = bytearray(zipped({"report.yaml": small_report}))
    data[60:80] = bytes(20)

    assert codes(look("-", bytes(data))) == ["syntax/bad-archive"]


def test_an_empty_folder_holds_no_publication(tmp_path: Path) -> None:
    with pytest.raises(MaalbarError, match="settings/none"):
        find_contribution(tmp_path)


def test_the_settings_are_found_above(author: Author) -> None:
    root = author(files={"reports/x/2020/y/report.yaml": "editorial: []\n"})

    found = find_contribution(root / "reports/x")

    assert found.settings.base == "https://example.org/tests/"
    assert found.asked == frozenset({PurePosixPath("reports/x/2020/y/report.yaml")})
    assert "report.yaml" in paths(found)


def test_loose_data_live_under_the_base_that_is_given() -> None:
    found = given_text(b"stated:", "-", base="https://example.org/x/")

    assert found.loose
    assert found.settings.identifiers == "https://example.org/x/id/"
