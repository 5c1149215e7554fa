"""Hostile CSV, and what CSV on the Web says of it."""

import json
from typing import Any, Final

from tests.hostile.case import KILO, MEGA, Case, Content, alone, part, several

_HEADER: Final = "id,indicator,value,refPeriod\n"
_PASSAGES: Final = "section,start,end,sha256,exact\n"


def _case(name: str, content: Content, *codes: str, more: tuple[str, ...] = ()) -> Case:
    return part(name, "figures.csv", content, *codes, more=more)


def _passages(name: str, content: Content, *codes: str) -> Case:
    return part(name, "passages.csv", content, *codes)


def _described(name: str, metadata: dict[str, Any], table: Content, *codes: str) -> Case:
    said = json.dumps({"@context": "http://www.w3.org/ns/csvw", "url": "figures.csv"} | metadata)
    files = {"figures.csv": table, "figures.csv-metadata.json": said}
    return several(name, files, *codes)


def _rows(row: str, count: int) -> str:
    return _HEADER + "".join(row.format(n=n) for n in range(count))


_VIRTUAL: Final = [
    {"virtual": True, "propertyUrl": "dct:relation", "valueUrl": f"x/{{id}}/{n}"}
    for n in range(190)
]

CASES: Final = (
    _case(
        "a header of a million columns",
        lambda: ",".join(f"c{n}" for n in range(MEGA)),
        "syntax/bad-csv",
    ),
    _case("a row of a million cells", lambda: f"{_HEADER}a{',1' * MEGA}\n", "syntax/bad-csv"),
    _case(
        "a value after a thousand and one empty cells",
        f"{_HEADER}{',' * 1001}hidden\n",
        "syntax/bad-csv",
    ),
    _case(
        "a header of twenty million commas",
        lambda: "," * 20 * MEGA,
        "syntax/empty-file",
        more=("--strict",),
    ),
    _case(
        "a quotation of twenty megabytes without end",
        lambda: f'{_HEADER}"{"a" * 20 * MEGA}',
        "syntax/bad-csv",
    ),
    _case(
        "twenty million quotation marks", lambda: _HEADER + '"' * (20 * MEGA + 1), "syntax/bad-csv"
    ),
    _case("a quotation in each of many cells", lambda: _HEADER + 'a"b,' * MEGA, "syntax/bad-csv"),
    _case("a cell of ten megabytes", lambda: f"{_HEADER}a,{'i' * 10 * MEGA},1,period/2023\n"),
    _case("a NUL in a table", f"{_HEADER}a,b\0,1,c\n", "syntax/control-character"),
    _case(
        "a formula in a cell",
        f'{_HEADER}a,"=HYPERLINK(""https://evil.example"")",1,period/2023\n',
        "syntax/bad-id",
    ),
    _case("a formula as a header", "=cmd|'/c calc'!A1,value\n1,2\n", "vocabulary/unknown-property"),
    _case(
        "fifty thousand ragged rows",
        lambda: _rows("a{n},b\n", 50 * KILO),
        "syntax/bad-csv",
        "syntax/more",
    ),
    _case(
        "thirty thousand rows without id",
        lambda: _rows(",b,1,c\n", 30 * KILO),
        "syntax/missing-id",
    ),
    _case("ten thousand values in a cell", lambda: f"{_HEADER}a,{'b|' * 10 * KILO}c,1,d\n"),
    _case(
        "a column name of ten megabytes",
        lambda: f"id,{'k' * 10 * MEGA}\na,1\n",
        "vocabulary/unknown-property",
    ),
    _case(
        "numbers of a million digits in cells",
        lambda: f"{_HEADER}a,b,{'1' * MEGA},c\na2,b,1e{'9' * MEGA},c\n",
        "vocabulary/bad-value",
    ),
    _case(
        "numbers that are almost grouped",
        lambda: f"{_HEADER}a,b,{'1 234 ' * 100 * KILO}x,c\n",
        "vocabulary/bad-value",
    ),
    _case("a separator that is a letter", "sep=a\nidavalue\nbac\n"),
    _case(
        "twenty million returns",
        lambda: _HEADER + "\r" * 20 * MEGA,
        "syntax/empty-file",
        more=("--strict",),
    ),
    _passages(
        "thirty thousand broken passages",
        lambda: _PASSAGES + "a,b,c,d,e\n" * 30 * KILO,
        "syntax/bad-passages",
    ),
    _passages(
        "a quotation of passages without end",
        lambda: f'{_PASSAGES}"{"a" * 20 * MEGA}',
        "syntax/bad-passages",
    ),
    _passages(
        "a passage of a million digits",
        lambda: f"{_PASSAGES}a,{'1' * MEGA},2,{'0' * 64},\n",
        "syntax/bad-passages",
    ),
    _passages(
        "a passage of another folder",
        f"{_PASSAGES}../../a,1,2,{'0' * 64},\n",
        "syntax/bad-passages",
    ),
    _passages("a million columns of passages", lambda: "," * MEGA, "syntax/bad-passages"),
    _described("a table that lies elsewhere", {"url": "../../../etc/passwd"}, _HEADER),
    _described("a table on the web", {"url": "https://evil.example/x.csv"}, _HEADER),
    _described(
        "a context of a table on the web",
        {"@context": "https://evil.example/x"},
        _HEADER,
        "syntax/csvw-unsupported",
    ),
    _described(
        "a billion rows to skip",
        {"dialect": {"skipRows": 10**9}},
        _HEADER,
        "syntax/csvw-unsupported",
    ),
    _described(
        "a quotation mark that is an expression",
        {"dialect": {"quoteChar": "(a+)+$"}},
        _HEADER,
        "syntax/csvw-unsupported",
    ),
    _described(
        "addresses that repeat a long cell",
        {
            "tableSchema": {
                "columns": [{"name": "id", "aboutUrl": "{id}" * 1000}, {"name": "value"}]
            }
        },
        lambda: f"id,value\n{'a' * MEGA},1\n",
    ),
    _described(
        "more made-up columns than may be",
        {"aboutUrl": "{id}", "tableSchema": {"columns": [{"name": "id"}, *_VIRTUAL]}},
        lambda: "id\n" + "".join(f"a{n}\n" for n in range(1 * KILO)),
    ),
    _described(
        "a long value for each of many empty cells",
        {
            "tableSchema": {
                "columns": [{"name": "id"}, {"name": "value", "default": "9" * 2 * KILO}]
            }
        },
        lambda: "id,value\n" + "".join(f"a{n},\n" for n in range(2 * KILO)),
    ),
    _case(
        "more values than may be in a cell",
        lambda: f"id,subGoalOf\na,{'a|' * 501 * KILO}a\n",
        "syntax/too-many-values",
    ),
    _passages(
        "more passages than may be",
        lambda: _PASSAGES + f"a,0,1,{'0' * 64},\n" * 100 * KILO,
        "syntax/too-many-values",
    ),
    alone(
        "a table by itself of twenty million tabs",
        "x.tsv",
        lambda: "\t" * 20 * MEGA,
        "syntax/empty-file",
        more=("--strict",),
    ),
)
