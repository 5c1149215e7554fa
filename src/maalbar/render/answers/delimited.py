"""CSV and TSV: SPARQL results, a header and a line a row.

See Also:
    SPARQL 1.1 Query Results CSV and TSV Formats <https://www.w3.org/TR/sparql11-results-csv-tsv/>.
"""

import csv
import io
from collections.abc import Iterator, Sequence

from pyoxigraph import Literal, NamedNode

from maalbar.queries.exact import Cell, exact
from maalbar.render.answers.sources import with_columns
from maalbar.render.answers.view import View
from maalbar.render.findings.harmless import in_turtle


def render_csv(answer: View) -> Iterator[str]:
    """Render an answer as CSV: values without types and languages, lines ended by a newline."""
    table = with_columns(answer)
    yield _line(table.columns)
    for row in table.rows:
        yield _line([_plain(each) for each in row])


def render_tsv(answer: View) -> Iterator[str]:
    """Render an answer as TSV: terms as in Turtle, nothing lost."""
    table = with_columns(answer)
    yield "\t".join(f"?{name}" for name in table.columns) + "\n"
    for row in table.rows:
        yield "\t".join(in_turtle(exact(each)) for each in row) + "\n"


def _line(values: Sequence[str]) -> str:
    out = io.StringIO()
    # So that a value with either character of the line end is quoted.
    csv.writer(out, lineterminator="\r\n").writerow(values)
    return out.getvalue().removesuffix("\r\n") + "\n"


def _plain(term: Cell) -> str:
    return term.value if isinstance(term, (Literal, NamedNode)) else exact(term)
