"""Passages of the sources: where in which text a statement stands.

A passage is a range of Unicode code points, 0-based and end-exclusive, with the SHA-256
of the UTF-8 of its text and, where it helps a reader, a short exact quotation.

See Also:
    Web Annotation Data Model, section 4.2 <https://www.w3.org/TR/annotation-model/#selectors>.
    RFC 5147, fragments of plain text <https://www.rfc-editor.org/rfc/rfc5147>.
"""

import csv
import io
import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Final

from pyoxigraph import Literal, NamedNode

from maalbar.load.enough import expect_room
from maalbar.load.iris import composed, expand, problem_with
from maalbar.load.mapped import Mapped, graph_of
from maalbar.load.told import Told
from maalbar.model.diagnostic import Mark
from maalbar.model.statements import Statement
from maalbar.model.terms import MB, OA, XSD, A, Term

COLUMNS: Final = ("section", "start", "end", "sha256", "exact")
FILE_NAME: Final = "passages.csv"
_HASH: Final = re.compile(r"[0-9a-f]{64}")
_NUMBER: Final = re.compile(r"0|[1-9][0-9]{0,8}")


def map_passages(source: str, path: PurePosixPath, *, base: str) -> Mapped:
    """Read the passages of a report.

    Args:
        source: the text of a CSV file with the columns `COLUMNS`.
        path: the file, relative to the publication's folder; names its graph.
        base: absolute IRI of the publication.
    """
    graph = graph_of(path, "editorial", base=base)
    statements: list[Statement] = []
    told = Told(path)
    rows = csv.reader(io.StringIO(source, newline=""), strict=True)
    line = 1
    try:
        header = next(rows, [])
        if tuple(header) != COLUMNS:
            told.tell("syntax/bad-passages", Mark(1, 1), reason=", ".join(header))
            return Mapped((), {graph: "editorial"}, told.findings)
        line = rows.line_num + 1
        for row in rows:
            problem = _problem(row)
            if problem:
                told.tell("syntax/bad-passages", Mark(line, 1), reason=problem)
            elif row:
                where = Mark(line, 1, sum(map(len, row)) + len(row) - 1)
                for subject, predicate, value in _triples(row, f"{base}id/"):
                    expect_room(len(statements), path, where)
                    statements.append(
                        Statement(subject, predicate, value, graph, path, where, where, where)
                    )
            line = rows.line_num + 1
    except csv.Error as error:
        told.tell("syntax/bad-passages", Mark(line, 1), reason=str(error))
    # What cites a passage whose row could not be read cannot be judged.
    is_whole = not told.findings
    return Mapped(tuple(statements), {graph: "editorial"}, told.findings, whole=is_whole)


def _triples(row: list[str], base: str) -> Iterator[tuple[NamedNode, NamedNode, Term]]:
    section, start, end, sha256, exact = row
    source = expand(composed(section), base)
    passage = NamedNode(f"{source}#char={start},{end}")
    position = NamedNode(f"{source}#position={start},{end}")
    yield passage, A, MB.SourcePassage
    yield passage, OA.hasSource, NamedNode(source)
    yield passage, OA.hasSelector, position
    yield passage, MB.passageSha256, Literal(sha256)
    yield position, A, OA.TextPositionSelector
    yield position, OA.start, Literal(start, datatype=XSD.integer)
    yield position, OA.end, Literal(end, datatype=XSD.integer)
    if exact:
        quotation = NamedNode(f"{source}#quote={start},{end}")
        yield passage, OA.hasSelector, quotation
        yield quotation, A, OA.TextQuoteSelector
        yield quotation, OA.exact, Literal(exact)


def _problem(row: list[str]) -> str | None:
    if not row:
        return None
    if len(row) != len(COLUMNS):
        return f"{len(row)} / {len(COLUMNS)}"
    section, start, end, sha256, _ = row
    if problem_with(section) or "#" in section:
        return f"section {section!r}"
    if not (_NUMBER.fullmatch(start) and _NUMBER.fullmatch(end)):
        return f"start {start!r}, end {end!r}"
    return None if _HASH.fullmatch(sha256) else f"sha256 {sha256!r}"
