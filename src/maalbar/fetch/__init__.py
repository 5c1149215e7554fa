"""What lies on the web: fetched within limits, from public addresses only.

Nothing else in the program opens a connection.
"""

import re
from typing import Final

_SCHEME: Final = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)


def is_address(place: str) -> bool:
    """Tell whether `place` is meant as an address on the web, and not as a path."""
    return _SCHEME.match(place) is not None
