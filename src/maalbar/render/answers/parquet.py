"""An answer as a Parquet file; see `maalbar.queries.arrow` for the types."""

import io
from collections.abc import Iterator

from maalbar.queries.arrow import schema_and_batches
from maalbar.queries.needed import needed
from maalbar.render.answers.sources import with_columns
from maalbar.render.answers.view import View


def render(answer: View) -> Iterator[bytes]:
    """Render an answer as a Parquet file, written batch by batch."""
    pyarrow = needed("pyarrow", extra="parquet")
    parquet = needed("pyarrow.parquet", extra="parquet")
    table = with_columns(answer)
    schema, batches = schema_and_batches(pyarrow, table.columns, table.rows)
    out = io.BytesIO()
    with parquet.ParquetWriter(out, schema, compression="zstd") as writer:
        for batch in batches:
            writer.write_batch(batch)
    yield out.getvalue()
