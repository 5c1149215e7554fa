"""JSON for programs: everything, exactly, one finding a line."""

import json

from hypothesis import given, settings
from tests.render.findings import FINDINGS
from tests.render.hostile import FINDINGS as HOSTILE

from maalbar.model.diagnostic import Diagnostic
from maalbar.render.findings import RENDERERS
from maalbar.render.findings.harmless import harmless

as_json = RENDERERS["json"]


def test_nothing_found_is_a_document_too() -> None:
    document = json.loads(as_json((), "nb", 80))

    assert document["findings"] == []
    assert document["counts"] == {"errors": 0, "warnings": 0, "infos": 0}


def test_findings_are_counted_by_severity_layer_and_file() -> None:
    document = json.loads(as_json(FINDINGS, "nb", 80))

    assert document["counts"] == {"errors": 3, "warnings": 15, "infos": 1}
    assert document["layers"] == {"settings": 1, "shapes": 15, "source": 1, "syntax": 2}
    assert document["files"] == 3


def test_a_finding_says_all_that_is_known() -> None:
    shaped = json.loads(as_json(FINDINGS, "nn", 80))["findings"][3]

    assert shaped["message"] == shaped["messages"]["nn"] == "Ein del er eit tal frå 0 til 100"
    assert (shaped["line"], shaped["column"], shaped["width"]) == (12, 14, 7)
    assert (shaped["focusLabel"], shaped["propertyLabel"]) == ("Tende fyr 2030", "verdi")
    assert len(shaped["expected"]) == 12
    assert shaped["because"][1]["because"][0]["code"] == "shapes/max-inclusive"
    assert shaped["related"][0] == {
        "path": "figures.csv",
        "line": 3,
        "column": 1,
        "width": 2,
        "message": "den andre verdien",
    }


@given(HOSTILE)
@settings(max_examples=60)
def test_every_text_is_told_exactly_and_none_is_hidden(findings: tuple[Diagnostic, ...]) -> None:
    written = as_json(findings, "nb", 80)

    read = json.loads(written)["findings"]
    assert [each["message"] for each in read] == [each.message["nb"] for each in findings]
    assert [each["value"] for each in read] == [each.value for each in findings]
    assert [each["path"] for each in read] == [
        str(each.location.path) if each.location.path else None for each in findings
    ]
    unseen = {each for each in written if harmless(each) != each}
    assert unseen <= {"\n"}
    assert len(written.splitlines()) == len(findings) + 6 + (not findings)
