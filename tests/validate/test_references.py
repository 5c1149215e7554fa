"""What is wrong between things is told a thousand times at most, and the rest is counted."""

from collections import Counter
from dataclasses import replace

import pytest
from tests.validate.publication import GRAPH, publication

from maalbar.validate.references import check_references
from maalbar.words.limit import MOST

MANY = MOST + 10


@pytest.mark.parametrize(
    ("code", "status", "said"),
    [
        ("wrong-status", "stated", ":a{n} a mb:Goal ; mb:statementStatus mb:derived ."),
        ("status-unsaid", "derived", ":a{n} a mb:Goal ."),
        ("introduced-twice", "stated", ":a{n} a mb:Goal .\n:a{n} a mb:Target ."),
        ("unused-passage", "stated", ":a{n} a mb:SourcePassage ; oa:hasSelector :b ."),
        ("dangling", "stated", ":a mb:subGoalOf :a{n} ."),
    ],
)
def test_one_kind_of_slip_is_told_a_thousand_times(code: str, status: str, said: str) -> None:
    data = publication("\n".join(said.replace("{n}", str(n)) for n in range(MANY)))

    found = list(check_references(replace(data, graphs={GRAPH: status})))

    assert Counter(each.code for each in found)[f"references/{code}"] == MOST
    (more,) = (each for each in found if each.value == f"references/{code}" != each.code)
    assert more.code == "syntax/more"
    assert str(MANY - MOST) in more.message["en"]
