"""An RDF file is taken in as YAML is: with its statuses, and findings for what is unknown."""

from pathlib import Path, PurePosixPath

import pytest
from pyoxigraph import Literal, NamedNode

from maalbar import flow
from maalbar.check.verdict import Verdict, Wish, judge
from maalbar.load.formats import Format, Surroundings, read
from maalbar.load.mapped import Mapped
from maalbar.model.diagnostic import Diagnostic
from maalbar.model.terms import DCT, MB, OWL, XSD, A
from maalbar.vocabulary.ontology import Vocabulary, vocabulary

BASE = "https://example.org/fyr/"
PREFIXES = """\
@prefix mb: <https://w3id.org/maalbar/ns#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
ABOVE = PREFIXES.count("\n")


def take(
    body: str, name: str = "a.ttl", form: Format = Format.TURTLE, words: Vocabulary | None = None
) -> Mapped:
    against = Surroundings(base=BASE, vocabulary=words or vocabulary())
    return read(PREFIXES + body, PurePosixPath(name), form, against)


def told(mapped: Mapped) -> list[tuple[str, int, int]]:
    """Give the codes and places of the findings, lines counted from below the prefixes."""
    return [
        (each.code, each.location.mark.line - ABOVE, each.location.mark.column)
        for each in mapped.findings
        if each.location.mark
    ]


def only(mapped: Mapped) -> Diagnostic:
    (found,) = mapped.findings
    return found


def statuses(mapped: Mapped) -> set[tuple[str, str]]:
    return {
        (each.subject.value.removeprefix(f"{BASE}id/"), mapped.graphs[each.graph])
        for each in mapped.statements
    }


def test_addresses_are_relative_to_those_of_the_publication() -> None:
    mapped = take("<goal/1> a mb:Goal ; mb:setBy <org/fyr> .")

    assert {each.subject.value for each in mapped.statements} == {f"{BASE}id/goal/1"}
    assert not mapped.findings


@pytest.mark.parametrize("name", ["a.derived.ttl", "a.background.ttl", "x/a.editorial.ttl"])
def test_the_name_of_a_file_may_tell_its_status(name: str) -> None:
    status = name.split(".")[1]

    assert statuses(take("<goal/1> a mb:Goal .", name)) == {("goal/1", status)}


def test_a_thing_may_tell_its_own_status() -> None:
    mapped = take("<goal/1> a mb:Goal ; mb:statementStatus mb:inferred .\n<goal/2> a mb:Goal .")

    assert statuses(mapped) == {("goal/1", "inferred"), ("goal/2", "stated")}


def test_a_named_graph_has_the_status_that_is_told_or_that_it_ends_in() -> None:
    body = """
<g1> mb:statementStatus mb:background .
<g1> { <goal/1> a mb:Goal }
<https://example.org/graph/derived> { <goal/2> a mb:Goal }
<other> { <goal/3> a mb:Goal }
<goal/4> a mb:Goal .
"""

    mapped = take(body, "a.trig", Format.TRIG)

    assert statuses(mapped) == {
        ("goal/1", "background"),
        ("goal/2", "derived"),
        ("goal/3", "stated"),
        ("goal/4", "stated"),
    }
    assert {graph.value.rpartition("/")[0] for graph in mapped.graphs} == {f"{BASE}graph/a"}


def test_a_property_may_be_said_from_the_other_end() -> None:
    turned = take("<section/1> mb:contents <goal/1> .")
    straight = take("<goal/1> mb:reportedIn <section/1> .")

    def spoken(mapped: Mapped) -> list[tuple[object, ...]]:
        return [each[:3] for each in mapped.statements]

    assert spoken(turned) == spoken(straight)
    (statement,) = turned.statements
    assert (statement.subject_at.column, statement.value_at.column) == (25, 1)


def test_a_whole_number_is_a_decimal_number_where_one_is_asked_for() -> None:
    (statement,) = take("<observation/1> mb:value 4 .").statements

    assert statement.object == Literal("4", datatype=XSD.decimal)


@pytest.mark.parametrize(
    ("body", "code", "place", "near"),
    [
        ("<goal/1> mb:stBy <org/a> .", "vocabulary/unknown-property", (1, 10), "mb:setBy"),
        ("<goal/1> dct:setBy <org/a> .", "vocabulary/unknown-property", (1, 10), "mb:setBy"),
        ("<goal/1>\n  a mb:Gaol .", "vocabulary/unknown-type", (2, 5), "mb:Goal"),
        ("<goal/1> a skos:Goal .", "vocabulary/unknown-type", (1, 12), "mb:Goal"),
        (
            "<goal/1> mb:goalLevel mb:areaGoals .",
            "vocabulary/unknown-concept",
            (1, 23),
            "mb:areaGoal",
        ),
        (
            "<goal/1> mb:goalLevel mb:percent .",
            "vocabulary/unknown-concept",
            (1, 23),
            None,
        ),
        (
            "<goal/1> mb:statementStatus mb:statd .",
            "vocabulary/unknown-status",
            (1, 1),
            "stated",
        ),
    ],
)
def test_a_term_that_no_one_knows_is_told_where_it_stands(
    body: str, code: str, place: tuple[int, int], near: str | None
) -> None:
    mapped = take(body)

    assert (code, *place) in told(mapped)
    found = next(each for each in mapped.findings if each.code == code)
    assert near is None or f"'{near}'" in found.message["en"]


def test_what_was_meant_is_read_on_with() -> None:
    """One slip is one finding: what depends on the right word is not missing."""
    mapped = take("<goal/1> a mb:Gaol ; mb:stBy <org/a> ; mb:goalLevel mb:areaGoals .")

    assert {(each.predicate, each.object) for each in mapped.statements} == {
        (A, MB.Goal),
        (MB.setBy, NamedNode(f"{BASE}id/org/a")),
        (MB.goalLevel, MB.areaGoal),
    }


@pytest.mark.parametrize(
    ("body", "code", "place"),
    [
        ('<goal/1> dct:title "Mål" .', "language/missing-tag", (1, 20)),
        ('<goal/1> dct:title "Mål"@no .', "language/bad-language", (1, 20)),
        ('<report/1> mb:reportingYear "x"^^xsd:gYear .', "vocabulary/bad-value", (1, 29)),
        ("[] a mb:Goal .", "syntax/no-address", (1, 1)),
        ("<goal/1> mb:setBy [ a mb:Organization ] .", "syntax/no-address", (1, 19)),
        ("<javascript:alert(1)> a mb:Goal .", "syntax/bad-id", (1, 1)),
        ("<goal/1> mb:setBy <file:///etc/passwd> .", "syntax/bad-id", (1, 19)),
    ],
)
def test_what_cannot_be_published_is_told_where_it_stands(
    body: str, code: str, place: tuple[int, int]
) -> None:
    assert (code, *place) in told(take(body))


def test_a_thing_without_address_is_told_once() -> None:
    mapped = take("_:a a mb:Goal ; mb:setBy <org/a> ; mb:number 1 .\n<x> mb:goal _:a .")

    assert [code for code, *_ in told(mapped)].count("syntax/no-address") == 1


def test_a_term_that_is_on_its_way_out_is_a_warning_that_names_another() -> None:
    """No term of ours is deprecated yet; one is, here."""
    known = vocabulary()
    index = type(known.index)(
        (
            *known.index,
            (MB.setBy, OWL.deprecated, Literal("true", datatype=XSD.boolean)),
            (MB.setBy, DCT.isReplacedBy, MB.performedBy),
        )
    )

    found = only(take("<goal/1> mb:setBy <org/a> .", words=Vocabulary(index, known.rules)))

    assert (found.code, found.severity.value) == ("vocabulary/deprecated", "warning")
    assert "mb:performedBy" in found.hint["en"]


def test_a_file_of_comments_says_nothing() -> None:
    assert only(take("# nothing")).code == "syntax/empty-file"


@pytest.fixture(scope="module")
def site(seeds: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The seeds, published."""
    out = tmp_path_factory.mktemp("site") / "site"
    flow.publish(seeds, out)
    return out


@pytest.mark.parametrize("form", ["trig", "nq"])
def test_what_was_published_with_its_graphs_can_be_handed_in(
    checked: flow.Checked, site: Path, form: str
) -> None:
    """All statements come back, each with its status."""
    written = checked.publication
    text = (site / f"dump.{form}").read_text(encoding="utf-8")
    against = Surroundings(base=written.settings.base, vocabulary=vocabulary())
    forms = {"trig": Format.TRIG, "nq": Format.NQUADS}

    mapped = read(text, PurePosixPath(f"dump.{form}"), forms[form], against)

    assert not mapped.findings
    assert {(*each[:3], mapped.graphs[each.graph]) for each in mapped.statements} == {
        (*each[:3], written.graphs[each.graph]) for each in written.statements
    }


def look(place: Path) -> Verdict:
    return judge(str(place), Wish(), stdin=bytes)


@pytest.mark.parametrize("form", ["trig", "nq"])
def test_nothing_is_wrong_with_what_was_published(site: Path, form: str) -> None:
    assert look(site / f"dump.{form}").findings == ()


@pytest.mark.parametrize("form", ["ttl", "nt", "jsonld"])
def test_plain_files_lack_only_what_they_leave_out(site: Path, form: str) -> None:
    """Warnings: what was derived of other things, and the passages that say so, are not there."""
    codes = {each.code for each in look(site / f"dump.{form}").findings}

    assert codes <= {"shapes/min-count", "references/unused-passage"}


def test_a_publication_may_be_written_in_any_format(
    seeds: Path, checked: flow.Checked, site: Path, tmp_path: Path
) -> None:
    root = tmp_path / "publication"
    root.mkdir()
    (root / "maalbar.toml").write_bytes((seeds / "maalbar.toml").read_bytes())
    (root / "all.nq").write_bytes((site / "dump.nq").read_bytes())

    again = flow.check(root)

    assert {each[:3] for each in again.publication.statements} == {
        each[:3] for each in checked.publication.statements
    }


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("skos:prefLabel", "skos:prefLable", "vocabulary/unknown-property"),
        ("mb:goalLevel mb:areaGoal", "mb:goalLevel mb:areaGole", "vocabulary/unknown-concept"),
        ('"2021"^^xsd:gYear', '"next"^^xsd:gYear', "vocabulary/bad-value"),
        ("mb:number 1 ;", "mb:number 1, 2 ;", "shapes/max-count"),
    ],
)
def test_a_mistake_in_turtle_is_found_at_its_line(
    site: Path, tmp_path: Path, old: str, new: str, code: str
) -> None:
    lines = (site / "dump.ttl").read_text(encoding="utf-8").split("\n")
    at = next(number for number, line in enumerate(lines) if old in line)
    lines[at] = lines[at].replace(old, new, 1)
    file = tmp_path / "report.ttl"
    file.write_text("\n".join(lines), encoding="utf-8")

    found = [each for each in look(file).findings if each.code == code]

    assert [each.location.mark.line for each in found if each.location.mark] == [at + 1]
