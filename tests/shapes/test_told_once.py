"""One measurement told twice: in SPARQL for others, in one pass for us, with one answer."""

from pathlib import Path

from pyoxigraph import Literal, NamedNode

from maalbar.flow import Checked
from maalbar.model.index import Index
from maalbar.validate.reference import validate_by_reference
from maalbar.validate.told_once import SHAPE, check_told_once
from maalbar.vocabulary.resources import all_shapes, folder, read_turtle

CASES = Path(__file__).parent / "sparql"
RULE = folder("shapes") / "sparql" / "Observation-told-once.ttl"


def found(data: Index) -> tuple[set[object], set[object]]:
    """Ask the SPARQL of the shape, and our own pass."""
    asked = validate_by_reference(read_turtle(RULE), data)
    return {each.key for each in asked}, {each.key for each in check_told_once(data)}


def test_two_observations_of_one_thing_in_one_report_are_a_warning() -> None:
    asked, ours = found(read_turtle(CASES / "breaks.ttl"))

    assert len(ours) == 2
    assert asked == ours


def test_another_period_report_population_or_a_correction_is_another_measurement() -> None:
    asked, ours = found(read_turtle(CASES / "holds.ttl"))

    assert not ours
    assert not asked


def test_on_the_seeds_both_find_the_same(checked: Checked) -> None:
    asked, ours = found(checked.publication.index)

    assert asked == ours


def test_the_shape_has_its_words_in_all_languages() -> None:
    index = all_shapes()

    for predicate in ("message", "description"):
        said = index.objects(SHAPE, NamedNode(f"http://www.w3.org/ns/shacl#{predicate}"))
        assert {each.language for each in said if isinstance(each, Literal)} == {"nb", "nn", "en"}
