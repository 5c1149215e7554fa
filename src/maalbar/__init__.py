"""Publish public bodies' accounts of goals and results as linked open data.

>>> import maalbar
>>> answer = maalbar.open("seeds").query("startoff-partners")
>>> answer[0].partner
'DFØ'
"""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from maalbar.library import OpenPublication

__all__ = ["__version__", "open"]
__version__ = "0.1.0"


def open(path: str | Path) -> "OpenPublication":  # noqa: A001 # maalbar.open reads as it should
    """Open a publication to ask questions of it.

    Args:
        path: the folder that holds maalbar.toml.

    Raises:
        MaalbarError: there is no publication there, or it has errors; the error carries
            the findings.
    """
    from maalbar.library import OpenPublication  # noqa: PLC0415 # slow, and not needed for --help

    return OpenPublication(Path(path))
