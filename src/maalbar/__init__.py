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


def open(  # noqa: A001 # maalbar.open reads as it should
    path: str | Path, *, allow_private: bool = False, timeout: float = 60
) -> "OpenPublication":
    """Open a publication to ask questions of it.

    A server is told who asks by MAALBAR_SPARQL_TOKEN, or MAALBAR_SPARQL_USER and
    MAALBAR_SPARQL_PASSWORD, of the environment, if they are set.

    Args:
        path: the folder that holds maalbar.toml, or that of a store (see `maalbar store`); or
            the http(s) address of a SPARQL service.
        allow_private: ask servers that are not open to everyone, too, such as one's own.
        timeout: how many seconds a server may take for an answer.

    Raises:
        MaalbarError: there is no publication there, or it has errors; the error carries
            the findings.
    """
    from maalbar.library import open_place  # noqa: PLC0415 # slow, and not needed for --help

    return open_place(path, allow_private=allow_private, timeout=timeout)
