"""Members are held against the profiles of their kinds, and told where they stand."""

from pathlib import Path
from typing import Final

import pytest
from tests.harvest.rehearsing import DATA, GOOD, codes, index_of, no_rules, of_text

from maalbar.harvest.conform import SCORED_BY, Rules
from maalbar.harvest.rehearsal import Outcome
from maalbar.model.diagnostic import Location, MaalbarError
from maalbar.validate.ruleset import compile_rules
from maalbar.words import finding

SHAPES: Final = """
@prefix sh: <http://www.w3.org/ns/shacl#> .
<https://example.org/Dataset> a sh:NodeShape ; sh:targetClass dcat:Dataset ;
  sh:property <https://example.org/Dataset-description>, <https://example.org/Dataset-title> .
<https://example.org/Dataset-description> sh:path dct:description ; sh:minCount 1 .
<https://example.org/Dataset-title> sh:path dct:title ; sh:uniqueLang true .
<https://example.org/Page> a sh:NodeShape ; sh:targetClass foaf:Document ;
  sh:property [ sh:path dct:title ; sh:minCount 1 ] .
"""
TYPES: Final = {
    "dcat-ap-no": ("dcat:DatasetSeries", "dcat:DataService"),
    "skos-ap-no": ("skos:Concept",),
    "modelldcat-ap-no": ("<https://data.norge.no/vocabulary/modelldcatno#InformationModel>",),
    "cpsv-ap-no": ("cv:LifeEvent", "<http://purl.org/vocab/cpsv#PublicService>"),
}


def rules_of(_places: tuple[str, ...]) -> Rules:
    return Rules(compile_rules(index_of(SHAPES)), ())


def test_what_a_shape_asks_for_is_told_where_the_member_stands(tmp_path: Path) -> None:
    (found,) = of_text(tmp_path, GOOD, rules_of=rules_of).findings

    assert (found.code, found.location.focus) == ("shapes/min-count", f"{DATA}parks")
    assert found.location.mark
    assert GOOD.splitlines()[found.location.mark.line - 1] == f"<{DATA}parks> a dcat:Dataset ;"


def test_what_shapes_and_the_rehearsal_both_find_is_told_once(tmp_path: Path) -> None:
    source = GOOD.replace('"Bikes"@en', '"Bikes"@en, "Cycles"@en')

    findings = of_text(tmp_path, source, rules_of=rules_of).findings

    assert codes(findings) == {"shapes/min-count", "shapes/unique-lang"}


def test_what_is_of_no_member_is_not_validated_by_its_profile(tmp_path: Path) -> None:
    lonely = f"{GOOD}\n<{DATA}lonely> a foaf:Document .\n"

    findings = of_text(tmp_path, lonely, rules_of=rules_of).findings

    assert {each.location.focus for each in findings} == {f"{DATA}parks"}


def test_each_member_conforms_or_not_by_itself_and_with_all_its_parts(tmp_path: Path) -> None:
    described = GOOD.replace('"Parker"@nb ;', '"Parker"@nb ; dct:description "Grønt."@nb ;')
    page = f"<{DATA}om/sykler> a foaf:Document ."

    before = compliance(of_text(tmp_path, f"{GOOD}\n{page}\n", rules_of=rules_of))
    after = compliance(of_text(tmp_path, described, rules_of=rules_of))

    assert before == {f"{DATA}bikes": False, f"{DATA}parks": False}
    assert after == {f"{DATA}bikes": True, f"{DATA}parks": True}


def compliance(outcome: Outcome) -> dict[str, bool | None]:
    return {
        node.value: metric.met
        for node, score in outcome.scores.items()
        for metric in score.metrics
        if metric.metric == "dcatApCompliance"
    }


@pytest.mark.parametrize(
    ("profile", "type_"), [(key, each) for key, types in TYPES.items() for each in types]
)
def test_the_profile_is_that_of_the_kind(tmp_path: Path, profile: str, type_: str) -> None:
    asked: list[tuple[str, ...]] = []

    def noted(places: tuple[str, ...]) -> Rules:
        asked.append(places)
        return no_rules(places)

    prefixes = "".join(f"{line}\n" for line in GOOD.splitlines() if line.startswith("@prefix"))
    of_text(tmp_path, f"{prefixes}<{DATA}x> a {type_} .", rules_of=noted)

    assert asked == [(profile,)]


def test_others_shapes_are_asked_instead_of_the_usual(tmp_path: Path) -> None:
    asked: list[tuple[str, ...]] = []

    def noted(places: tuple[str, ...]) -> Rules:
        asked.append(places)
        return no_rules(places)

    of_text(tmp_path, GOOD, rules_of=noted)
    usual, asked = asked, []
    of_text(tmp_path, GOOD, rules_of=noted, shapes=("mine.ttl", "yours.ttl"))

    assert usual == [("dcat-ap-no",), (SCORED_BY,)]
    assert set(asked) == {("mine.ttl", "yours.ttl")}


def failing(_places: tuple[str, ...]) -> Rules:
    raise MaalbarError(finding("fetch/no-copy", Location(), value="https://example.org/x"))


def test_without_the_profile_the_rest_is_checked_and_that_is_said(tmp_path: Path) -> None:
    outcome = of_text(tmp_path, GOOD.replace('"sykkel"@nb', '"sykkel"'), rules_of=failing)

    assert codes(outcome.findings) == {"harvest/not-validated", "harvest/no-language"}
    assert outcome.succeeded
    assert set(compliance(outcome).values()) == {None}


def test_without_shapes_that_were_asked_for_nothing_is_done(tmp_path: Path) -> None:
    with pytest.raises(MaalbarError):
        of_text(tmp_path, GOOD, rules_of=failing, shapes=("mine.ttl",))


def test_nodes_without_address_are_spoken_of_by_what_refers_to_them(tmp_path: Path) -> None:
    def of_contacts(_places: tuple[str, ...]) -> Rules:
        shape = """
        @prefix sh: <http://www.w3.org/ns/shacl#> .
        <https://example.org/C> a sh:NodeShape ; sh:targetClass foaf:Person ;
          sh:property [ sh:path foaf:name ; sh:minCount 1 ] ; sh:nodeKind sh:Literal .
        """
        return Rules(compile_rules(index_of(shape)), ())

    source = f"{GOOD}\n<{DATA}bikes> dct:creator [ a foaf:Person ] .\n"

    found = of_text(tmp_path, source, rules_of=of_contacts).findings

    shapes = [each for each in found if each.code.startswith("shapes/")]
    assert {each.location.focus for each in shapes} == {f"{DATA}bikes → dct:creator"}
    assert not any("skolem" in str(each.message) for each in shapes)
