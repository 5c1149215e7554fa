"""What an operating system says of a file that it does not give, in the reader's language."""

import errno
from typing import Final

from maalbar.model.text import Text
from maalbar.words import text

_SAID: Final = {
    errno.ENOENT: "os-not-there",
    errno.ENOTDIR: "os-not-there",
    errno.EACCES: "os-not-allowed",
    errno.EPERM: "os-not-allowed",
    errno.EISDIR: "os-a-folder",
    errno.ENAMETOOLONG: "os-name-too-long",
    errno.ELOOP: "os-links-in-a-ring",
    errno.ENOSPC: "os-full",
    errno.EROFS: "os-read-only",
    errno.EADDRINUSE: "os-port-in-use",
    errno.EADDRNOTAVAIL: "os-not-here",
}


def why(error: OSError) -> Text | str:
    """Say why, without full stop; what is seldom said is left in the system's own words."""
    key = _SAID.get(error.errno or 0)
    return text("phrases", key) if key else error.strerror or str(error)
