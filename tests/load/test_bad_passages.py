"""What may be wrong with passages.csv, row by row."""

from collections.abc import Callable, Mapping
from pathlib import Path, PurePosixPath
from typing import Final

import pytest
from tests.load.marks import place_of, places

from maalbar import flow
from maalbar.model.diagnostic import Severity

Author = Callable[..., Path]

HASH: Final = "0" * 64
HEADER: Final = "section,start,end,sha256,exact\n"
ROW: Final = f"section/bydrift/2023/renhold,1,2,{HASH},x\n"
ROWS: Final[Mapping[str, str]] = {
    "a header with other columns": "‸section,from,to,sha256,exact\n" + ROW,
    "no header": "‸" + ROW,
    "an empty file": "‸",
    "too few columns": HEADER + ROW + "‸section/a,1,2\n",
    "too many columns": HEADER + f"‸section/a,1,2,{HASH},x,y\n",
    "a start that is no number": HEADER + f"‸section/a,en,2,{HASH},\n",
    "a negative start": HEADER + f"‸section/a,-1,2,{HASH},\n",
    "an end with a decimal comma": HEADER + f'‸section/a,1,"2,5",{HASH},\n',
    "a start with leading zeros": HEADER + f"‸section/a,01,2,{HASH},\n",
    "a short hash": HEADER + "‸section/a,1,2,abc,\n",
    "a hash in capitals": HEADER + f"‸section/a,1,2,{'A' * 64},\n",
    "a section with a space": HEADER + f"‸section/a b,1,2,{HASH},\n",
    "a section with a fragment": HEADER + f"‸section/a#b,1,2,{HASH},\n",
    "a section that climbs": HEADER + f"‸../a,1,2,{HASH},\n",
    "a quotation that is never closed": HEADER + f'‸section/a,1,2,{HASH},"x\ny\n',
    "a stray quotation mark": HEADER + f'‸section/a,1,2,{HASH},"x"y\n',
    "a row after one of two lines": HEADER + ROW.replace(",x", ',"x\ny"') + "‸a\n",
}


@pytest.mark.parametrize("name", ROWS)
def test_a_bad_row_of_passages_is_found_at_its_line(author: Author, name: str) -> None:
    text, mark = place_of(ROWS[name])
    root = author(files={"passages.csv": text})

    (finding,) = (each for each in flow.check(root).findings if each.severity is Severity.ERROR)

    assert finding.code == "syntax/bad-passages"
    assert finding.location.path == PurePosixPath("passages.csv")
    assert finding.location.mark == mark


def test_a_passage_that_stands_twice_is_found_in_its_second_row(author: Author) -> None:
    findings = flow.check(author(files={"passages.csv": HEADER + ROW + "\n" + ROW})).findings

    assert set(places(findings, "references/introduced-twice")) == {(4, 1)}


def test_a_quotation_keeps_its_line_ends(author: Author) -> None:
    rows = HEADER + ROW.replace(",x", ',"to\nlinjer, ""to"""')

    publication = flow.load(author(files={"passages.csv": rows}))

    assert 'to\nlinjer, "to"' in {each.object.value for each in publication.statements}
