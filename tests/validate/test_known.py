"""What others say is looked at and not judged."""

from tests.validate.publication import EX, VALUE, publication, read

from maalbar.model.diagnostic import Diagnostic, Mark
from maalbar.validate.ruleset import compile_rules
from maalbar.validate.shapes import check_shapes


def found(shapes: str, data: str, known: str = "") -> list[Diagnostic]:
    return list(check_shapes(publication(data, known), compile_rules(read(shapes))))


def test_a_thing_that_others_describe_is_what_they_say_it_is() -> None:
    shapes = ":S sh:targetSubjectsOf :p ; sh:property [ sh:path :p ; sh:class :C ] ."

    assert found(shapes, ":a :p :b .")
    assert not found(shapes, ":a :p :b .", ":b a :C .")


def test_what_is_wrong_with_what_others_say_is_not_told() -> None:
    shapes = ":S sh:targetClass :C ; sh:property [ sh:path :p ; sh:minCount 1 ] ."

    (finding,) = found(shapes, ":a a :C .", ":b a :C .")

    assert finding.location.focus == "a"


def test_what_is_wrong_with_the_ontology_is_not_told() -> None:
    shapes = ":S sh:targetClass skos:Concept ; sh:property [ sh:path :p ; sh:minCount 1 ] ."

    (finding,) = found(shapes, ":a a skos:Concept .")

    assert finding.location.focus == "a"


def test_a_thing_that_both_describe_is_judged_by_all_that_is_said() -> None:
    shapes = ":S sh:targetNode :a ; sh:property [ sh:path :p ; sh:maxCount 1 ] ."

    (finding,) = found(shapes, ":a :p 1 .", ":a :p 2 .")

    assert finding.violation is not None
    assert finding.violation.focus == EX.a
    assert [each.location.mark for each in finding.related] == [Mark(1, VALUE)]


def test_a_value_that_only_others_have_is_not_told_and_one_that_is_here_is() -> None:
    shapes = ":S sh:targetObjectsOf :p ; sh:datatype xsd:integer ."

    (finding,) = found(shapes, ":a :p 1.5 .", ":b :p 2.5 .")

    assert finding.violation is not None
    assert finding.violation.focus.value == "1.5"


def test_a_thing_that_is_nowhere_is_missed() -> None:
    (finding,) = found(":S sh:targetNode :absent ; sh:class :C .", ":a :p 1 .")

    assert finding.location.focus == "absent"
    assert finding.location.path is None


def test_a_label_is_taken_from_what_others_say() -> None:
    shapes = ":S sh:targetNode :a ; sh:property [ sh:path :p ; sh:class :C ] ."

    (finding,) = found(shapes, ":a :p :b .", ":b rdfs:label 'B'@en .")

    assert finding.message["en"] == "'p' is 'B (b)' but must be a thing of type 'C'."
