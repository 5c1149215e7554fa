"""What an address gives is checked as a file is; others' shapes are got and compiled."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from maalbar import flow
from maalbar.check.verdict import Verdict, Wish, judge
from maalbar.fetch import http
from maalbar.fetch.http import Fetched
from maalbar.model.diagnostic import Location, MaalbarError
from maalbar.words import finding

ADDRESS = "https://data.example/report"


@pytest.fixture
def web(monkeypatch: pytest.MonkeyPatch) -> dict[str, tuple[str, bytes]]:
    """A web that has what a test puts there: media type and bytes by address."""
    there: dict[str, tuple[str, bytes]] = {}

    def fetch(url: str, **_: object) -> Fetched:
        if url not in there:
            raise MaalbarError(
                finding("fetch/status", Location(), value=url, status=404, reason="Not Found")
            )
        media_type, data = there[url]
        return Fetched(url=url, media_type=media_type, data=data, etag="")

    monkeypatch.setattr(http, "fetch", fetch)
    return there


def look(place: str, **wishes: object) -> Verdict:
    return judge(place, Wish(**wishes), stdin=bytes)  # type: ignore[arg-type]


def codes(verdict: Verdict) -> list[str]:
    return [each.code for each in verdict.findings]


@pytest.mark.parametrize("media_type", ["application/yaml", "text/plain", ""])
def test_what_an_address_gives_is_checked(
    web: dict[str, tuple[str, bytes]], small_report: str, media_type: str
) -> None:
    web[ADDRESS] = (media_type, small_report.encode())

    assert codes(look(ADDRESS)) == []


def test_the_media_type_tells_the_format(web: dict[str, tuple[str, bytes]]) -> None:
    web[ADDRESS] = ("text/turtle; charset=utf-8", b"<a> <b> ")

    assert codes(look(ADDRESS)) == ["syntax/not-rdf"]


def test_an_address_that_gives_nothing_says_why(web: Mapping[str, object]) -> None:
    assert not web
    with pytest.raises(MaalbarError, match="fetch/status"):
        look(ADDRESS)


def test_a_site_may_be_on_the_web(
    web: dict[str, tuple[str, bytes]], seeds: Path, tmp_path: Path
) -> None:
    flow.publish(seeds, tmp_path / "site")
    for file in (tmp_path / "site").rglob("*"):
        if file.suffix in {".nt", ".nq", ".json"}:
            path = file.relative_to(tmp_path / "site").as_posix()
            web[f"https://maalbar.example/{path}"] = ("", file.read_bytes())
    report = seeds / "reports/digdir/2021/hovudtal/report.yaml"
    web[ADDRESS] = ("application/yaml", report.read_bytes())

    for address in ("https://maalbar.example/", "https://maalbar.example"):
        assert codes(look(ADDRESS, against=address)) == []


SHAPES = """\
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix mb: <https://w3id.org/maalbar/ns#> .

<https://example.org/shapes/Goal> a sh:NodeShape ;
  sh:targetClass mb:Goal ;
  sh:property [ sh:path mb:responsible ; sh:minCount 1 ; sh:message "Who answers?"@en ] .
"""


def test_shapes_of_others_are_put_to_the_contribution_as_well(
    tmp_path: Path, small_report: str
) -> None:
    (tmp_path / "shapes.ttl").write_text(SHAPES, encoding="utf-8")
    report = tmp_path / "report.yaml"
    report.write_text(small_report, encoding="utf-8")

    (found,) = look(str(report), shapes=(str(tmp_path / "shapes.ttl"),)).findings

    assert found.code == "shapes/min-count"
    assert found.message["en"] == "Who answers?"
    assert found.location.mark
    assert "type: Goal" in report.read_text().split("\n")[found.location.mark.line]


def test_what_is_wrong_with_the_shapes_is_told_at_their_line(
    tmp_path: Path, small_report: str
) -> None:
    (tmp_path / "shapes.ttl").write_text(
        SHAPES.replace("1 ; sh:m", '"one" ; sh:m'), encoding="utf-8"
    )
    report = tmp_path / "report.yaml"
    report.write_text(small_report, encoding="utf-8")

    with pytest.raises(MaalbarError, match="shapes/ill-formed") as caught:
        look(str(report), shapes=(str(tmp_path / "shapes.ttl"),))

    (found,) = caught.value.diagnostics
    assert str(found.location.path) == str(tmp_path / "shapes.ttl")
    assert found.location.mark
    assert found.location.mark.line == 6


def test_queries_in_shapes_of_others_are_run_only_if_allowed(
    tmp_path: Path, small_report: str
) -> None:
    query = "SELECT $this WHERE { $this a ?kind }"
    shapes = (
        SHAPES
        + f"""
<https://example.org/shapes/Asked> a sh:NodeShape ;
  sh:targetClass mb:Goal ;
  sh:sparql [ sh:select "{query}" ; sh:message "Asked"@en ] .
"""
    )
    (tmp_path / "shapes.ttl").write_text(shapes, encoding="utf-8")
    report = tmp_path / "report.yaml"
    report.write_text(small_report, encoding="utf-8")
    wishes = {"shapes": (str(tmp_path / "shapes.ttl"),)}

    with pytest.raises(MaalbarError, match="shapes/sparql-refused"):
        look(str(report), **wishes)
    assert sorted(codes(look(str(report), **wishes, allow_sparql=True))) == [
        "shapes/min-count",
        "shapes/sparql",
    ]


def test_a_profile_that_no_one_knows_is_answered_with_the_nearest(
    tmp_path: Path, small_report: str
) -> None:
    report = tmp_path / "report.yaml"
    report.write_text(small_report, encoding="utf-8")

    with pytest.raises(MaalbarError, match="dcat-ap-no"):
        look(str(report), shapes=("dcat-ap-noo",))


def test_sources_are_looked_at_where_they_are_given() -> None:
    examples = Path(__file__).parents[2] / "examples"

    right = look(str(examples / "publication"), sources=(str(examples / "sources"),))
    wrong = look(str(examples / "publication"), sources=(str(examples / "publication"),))

    assert codes(right) == []
    assert "source/no-match" in codes(wrong)
