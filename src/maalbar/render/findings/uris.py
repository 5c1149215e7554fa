"""Files as addresses."""

from pathlib import PurePosixPath
from urllib.parse import quote


def uri(path: PurePosixPath) -> str:
    """Give the address of a file, relative as the path is."""
    encoded = quote(str(path), safe="/", errors="surrogateescape")
    return f"file://{encoded}" if path.is_absolute() else encoded
