"""Differences as text, JSON and a page: of nothing but what differs, in harmless text."""

import json
import re
from importlib.resources import files
from itertools import pairwise
from pathlib import Path
from xml.etree.ElementTree import Element

import html5lib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from pyoxigraph import Literal, NamedNode
from tests.compare.sites import BASE, LINES, line, site
from tests.render.hostile import TEXTS

from maalbar.compare.changes import Comparison, Kind, Side
from maalbar.compare.differences import Thing, differences
from maalbar.compare.places import compare_places
from maalbar.model.index import Index
from maalbar.model.statements import STATUSES
from maalbar.model.terms import DCT, MB, SKOS, XSD, A, Subject, Term
from maalbar.model.text import LANGUAGES
from maalbar.render.differences import render
from maalbar.render.differences.text import AT_MOST
from maalbar.render.findings.harmless import harmless

SCHEMA = json.loads((files("maalbar.render.differences") / "schema.json").read_text("utf-8"))
REPORT = NamedNode(f"{BASE}id/report/1")
FORMS = ("text", "json", "html")


def read(text: str) -> Element:
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    root: Element = parser.parse(text)
    return root


def words(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


@pytest.fixture
def comparison(tmp_path: Path) -> Comparison:
    """A text that changed, a figure that came with another status, and a report renamed."""
    graph = "graph/reports/bydrift/2023/report/inferred"
    come = (
        line("observation/1", A.value, f"<{MB.Observation.value}>", graph),
        line("observation/1", MB.value.value, f'"1302.50"^^<{XSD.decimal.value}>', graph),
    )
    lines = (LINES[0].replace("rene", "helt rene").replace("stated", "inferred"), *LINES[1:], *come)
    old, new = site(tmp_path / "old"), site(tmp_path / "new", "\n".join(sorted(lines)))
    return compare_places(str(old), str(new))


def test_a_person_reads_what_changed_came_and_went(comparison: Comparison) -> None:
    assert render(comparison, "text", "nb", 80) == (
        "Årsrapport 2023\n"
        "  ~ Gatene skal være helt rene.\n"
        "    mål · https://example.org/tests/id/goal/1\n"
        "    beskrivelse (bokmål): Gatene skal være {+helt+} rene. (oppgitt → tolket)\n"
        "  + : 1\u00a0302,50\n"
        "    observasjon · https://example.org/tests/id/observation/1\n"
        "\n"
        "1 tall kom til, 1 annen ting ble endret.\n"
    )


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("form", ["text", "html"])
def test_nothing_changed_is_said(language: str, form: str) -> None:
    side = Side("here", BASE)
    same = Comparison(old=side, new=side, differences=(), known=Index())

    assert re.search("Ingen endring|No changes", render(same, form, language, 80))


def test_colours_are_only_for_who_knows_them(comparison: Comparison) -> None:
    plain = render(comparison, "text", "en", 80)
    coloured = render(comparison, "text", "en", 80, colour=True)

    assert "\x1b" not in plain
    assert re.sub(r"\x1b\[\d+m", "", coloured) == plain


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_program_reads_what_the_schema_says(comparison: Comparison, language: str) -> None:
    document = json.loads(render(comparison, "json", language, 80))

    Draft202012Validator.check_schema(SCHEMA)
    Draft202012Validator(SCHEMA).validate(document)
    assert document["counts"] == {"changed": 1, "renamed": 0, "added": 1, "removed": 0}
    (report,) = document["reports"]
    assert report["report"] == REPORT.value
    goal, figure = report["things"]
    assert goal["changes"][0]["before"]["value"] == "Gatene skal være rene."
    assert goal["changes"][0]["after"]["statuses"] == ["inferred"]
    assert figure["changes"][1]["after"] == {
        "type": "literal",
        "value": "1302.50",
        "datatype": XSD.decimal.value,
        "label": "1,302.50" if language == "en" else "1\u00a0302,50",
        "statuses": ["inferred"],
    }


def test_a_schema_that_lacks_something_is_found_out(comparison: Comparison) -> None:
    document = json.loads(render(comparison, "json", "nb", 80))
    document["reports"][0]["things"][0]["changes"][0]["kind"] = "moved"

    assert not Draft202012Validator(SCHEMA).is_valid(document)


def test_the_page_is_complete_in_itself_and_does_nothing(comparison: Comparison) -> None:
    text = render(comparison, "html", "nn", 80)
    root = read(text)

    assert root.get("lang") == "nn"
    assert not re.search(r"<(script|link|img|iframe|object|form)|\bon\w+=|url\(|@import", text)
    assert "default-src 'none'" in text
    assert "src=" not in text
    assert "href=" not in text


def test_the_page_says_which_words_came_also_to_who_does_not_see_it(
    comparison: Comparison,
) -> None:
    root = read(render(comparison, "html", "nb", 80))

    assert "ny: helt" in [words(each) for each in root.iter("ins")]
    assert [each.get("lang") for each in root.iter("span") if each.get("lang")] == ["nb"]
    levels = [int(each.tag[1]) for each in root.iter() if re.fullmatch("h[1-6]", str(each.tag))]
    assert levels == [1, 2, 3, 3]
    assert all(after <= before + 1 for before, after in pairwise(levels))
    for section in root.findall(".//section"):
        assert root.find(f".//h2[@id='{section.get('aria-labelledby')}']") is not None


def many(count: int) -> Comparison:
    after: dict[Subject, Thing] = {
        NamedNode(f"{BASE}{each}"): Thing({(A, MB.Goal): frozenset(["stated"])})
        for each in range(count)
    }
    side = Side("here", BASE)
    return Comparison(old=side, new=side, differences=differences({}, after), known=Index())


def test_no_more_are_shown_than_can_be_read_and_the_others_are_counted() -> None:
    text = render(many(AT_MOST + 1_005), "text", "en", 80)

    assert text.count("\n  + ") == AT_MOST
    assert "… and 1,005 things more that are not shown" in text


# Nothing that N-Quads can say is a lone surrogate.
SAID = TEXTS.map(lambda text: text.encode("utf-8", "ignore").decode())
LITERALS = st.one_of(
    st.builds(Literal, SAID),
    st.builds(lambda text: Literal(text, language="nb"), SAID),
    st.builds(lambda text: Literal(text, datatype=XSD.decimal), SAID | st.just("1" * 5000)),
    st.builds(lambda text: Literal(text, datatype=NamedNode("https://e.no/\u202e")), SAID),
)
NODES = [NamedNode(f"{BASE}{name}") for name in ("a", "b", "c\u202e", "a#char=1,2", "javascript:x")]
VALUES: st.SearchStrategy[Term] = st.one_of(LITERALS, st.sampled_from(NODES))
KINDS = (MB.Observation, MB.Assessment, MB.Participation, MB.Goal, MB.SourcePassage)
STATEMENTS = st.dictionaries(
    st.one_of(
        st.tuples(st.just(A), st.sampled_from(KINDS)),
        st.tuples(
            st.sampled_from(
                (DCT.title, SKOS.prefLabel, MB.value, MB.indicator, MB.assesses, MB.rating)
            ),
            VALUES,
        ),
    ),
    st.frozensets(st.sampled_from(STATUSES), min_size=1, max_size=2),
    max_size=5,
)
THINGS = st.dictionaries(st.sampled_from(NODES), st.builds(Thing, STATEMENTS), max_size=4)


@given(before=THINGS, after=THINGS, place=TEXTS)
@settings(max_examples=60)
def test_no_text_does_harm(
    before: dict[Subject, Thing], after: dict[Subject, Thing], place: str
) -> None:
    known = Index(
        (node, *said)
        for node, each in (*before.items(), *after.items())
        for said in each.statements
    )
    found = Comparison(
        old=Side(place, BASE),
        new=Side("here", BASE),
        differences=differences(before, after, [(NODES[0], NODES[1])]),
        known=known,
    )

    text, document, page = (render(found, form, "nb", 80) for form in FORMS)

    assert all(harmless(each) == each for each in text.split("\n"))
    Draft202012Validator(SCHEMA).validate(json.loads(document))
    assert {each for each in document if harmless(each) != each} <= {"\n"}
    root = read(page)
    assert len(root.findall(".//article")) == len(found.things)
    for each in root.iter():
        for part in (each.text or "", each.tail or ""):
            assert all(harmless(row) == row for row in part.split("\n")) or each.tag == "style"


def test_what_is_named_by_itself_has_a_name() -> None:
    nodes = [NamedNode(f"{BASE}{each}") for each in range(300)]
    after: dict[Subject, Thing] = {
        node: Thing(
            dict.fromkeys(
                ((A, MB.Assessment), *((MB.assesses, each) for each in nodes)),
                frozenset(["stated"]),
            )
        )
        for node in nodes[:20]
    }
    side = Side("here", BASE)
    known = Index((node, *said) for node, each in after.items() for said in each.statements)

    found = Comparison(old=side, new=side, differences=differences({}, after), known=known)

    assert found.counts[Kind.ADDED] == 20
    assert len(render(found, "text", "nb", 80)) < 100_000
