"""The notebook is run as a reader would, and says what it was published as saying."""

import warnings
from pathlib import Path
from typing import Any, Final

import pytest

for needed in ("nbclient", "nbformat", "ipykernel", "pandas", "pyarrow", "matplotlib"):
    pytest.importorskip(needed, reason=f"{needed} is not installed")

NOTEBOOK: Final = Path(__file__).resolve().parents[1] / "examples" / "ask.ipynb"


def told(cell: Any) -> list[str]:  # noqa: ANN401 # a node of the library
    """What a reader sees below a cell, but for pictures, which differ by machine."""
    return [
        str(output["text"]).strip() if "text" in output else str(output["data"]["text/plain"])
        for output in cell.get("outputs", ())
        if output["output_type"] != "stream" or output["name"] == "stdout"
    ]


@pytest.fixture(scope="module")
def published() -> Any:  # noqa: ANN401 # as above
    import nbformat  # noqa: PLC0415 # may not be installed

    return nbformat.reads(NOTEBOOK.read_text(encoding="utf-8"), as_version=4)  # type: ignore[no-untyped-call] # the library is not typed


@pytest.fixture(scope="module")
def executed() -> Any:  # noqa: ANN401 # as above
    import nbclient  # noqa: PLC0415 # may not be installed
    import nbformat  # noqa: PLC0415 # as above

    notebook = nbformat.reads(NOTEBOOK.read_text(encoding="utf-8"), as_version=4)  # type: ignore[no-untyped-call] # as above
    where = {"metadata": {"path": str(NOTEBOOK.parent)}}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of the libraries that run it
        nbclient.NotebookClient(notebook, timeout=120, resources=where).execute()
    return notebook


def test_the_notebook_runs_and_says_what_it_was_published_as_saying(
    executed: Any,  # noqa: ANN401 # as above
    published: Any,  # noqa: ANN401 # as above
) -> None:
    assert [told(cell) for cell in executed.cells] == [told(cell) for cell in published.cells]


def test_the_notebook_draws_a_chart_and_cites_its_source(published: Any) -> None:  # noqa: ANN401 # as above
    outputs = [output for cell in published.cells for output in cell.get("outputs", ())]

    assert any("image/png" in output.get("data", {}) for output in outputs)
    assert any("https://aarsrapport2021.digdir.no/" in output.get("text", "") for output in outputs)


def test_every_step_of_the_notebook_is_told_before_it_is_taken(published: Any) -> None:  # noqa: ANN401 # as above
    kinds = [cell.cell_type for cell in published.cells]

    assert kinds[0] == "markdown"
    assert "code, code, code" not in ", ".join(kinds)
