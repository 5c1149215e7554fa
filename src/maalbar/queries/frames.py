"""An answer as a table of pandas, Polars or Arrow: a type a column, as `arrow.py` decides it.

The libraries are an extra of the package, and imported when they are asked for.
"""

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from maalbar.queries.arrow import schema_and_batches
from maalbar.queries.exact import Cell
from maalbar.queries.needed import needed

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl
    import pyarrow as pa


def as_arrow(columns: Sequence[str], terms: Collection[Sequence[Cell]]) -> "pa.Table":
    """Make an Arrow table.

    Raises:
        MaalbarError: pyarrow is not installed.
    """
    pyarrow = needed("pyarrow", extra="frames")
    schema, batches = schema_and_batches(pyarrow, columns, terms)
    return pyarrow.Table.from_batches(batches, schema)


def as_pandas(columns: Sequence[str], terms: Collection[Sequence[Cell]]) -> "pd.DataFrame":
    """Make a data frame of pandas, in whose columns a gap does not change the type.

    Whole numbers are Int64, truths boolean, texts string; decimal numbers are `Decimal` and days
    `date`, in columns of objects.

    Raises:
        MaalbarError: pandas or pyarrow is not installed.
    """
    pandas, pyarrow = needed("pandas", extra="frames"), needed("pyarrow", extra="frames")
    types = {
        pyarrow.int64(): pandas.Int64Dtype(),
        pyarrow.bool_(): pandas.BooleanDtype(),
        pyarrow.string(): pandas.StringDtype(),
    }
    table = as_arrow(columns, terms)
    frame: pd.DataFrame = table.to_pandas(types_mapper=types.get, date_as_object=True)
    return frame


def as_polars(columns: Sequence[str], terms: Collection[Sequence[Cell]]) -> "pl.DataFrame":
    """Make a data frame of Polars.

    Raises:
        MaalbarError: Polars or pyarrow is not installed.
    """
    polars = needed("polars", extra="frames")
    frame: pl.DataFrame = polars.DataFrame(polars.from_arrow(as_arrow(columns, terms)))
    return frame
