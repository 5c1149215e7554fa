"""What a process that checks contributions does: one contribution, and then it ends."""

from pathlib import PurePosixPath
from typing import Final

from maalbar.check.verdict import Wish, judge
from maalbar.load.formats import Format, format_of
from maalbar.model.diagnostic import MaalbarError
from maalbar.render.findings import FORMS, RENDERERS
from maalbar.serve.frames import Frame, Said
from maalbar.validate.ruleset import own_rules
from maalbar.vocabulary.ontology import vocabulary

# The forms that findings come in, each with its media type.
REPORTS: Final = {
    "json": "application/json",
    "text": "text/plain",
    "sarif": "application/sarif+json",
    "junit": "application/xml",
    "github": "text/plain",
    "markdown": "text/markdown",
    "html": "text/html",
    "turtle": "text/turtle",
}
# What says nothing of what a body is.
UNTOLD: Final = frozenset({"", "application/octet-stream", "application/zip"})
_NAME: Final = PurePosixPath("-")
_WIDTH: Final = 100


class Checks:
    """Contributions, held against the rules and the site."""

    def __init__(self, site: str) -> None:
        """Take the folder of the site."""
        self._site = site

    def begin(self) -> None:
        """All is there."""

    def __call__(self, said: Said, body: bytes) -> Frame:
        """Check what came in.

        Args:
            said: `type`, its media type; `report` and `lang`, how to tell of it; `alone`,
                whether to leave the site out of it.
            body: what came in.
        """
        form = format_of(_NAME, media_type=said["type"])
        against = None if said["alone"] else self._site
        try:
            found = judge("-", Wish(form=form, against=against), stdin=lambda: body).findings
        except MaalbarError as error:
            found = error.diagnostics
        return {}, RENDERERS[said["report"]](found, said["lang"], _WIDTH).encode()


def is_known(media_type: str) -> bool:
    """Tell whether a body of a media type may be a contribution."""
    return media_type in UNTOLD or isinstance(format_of(_NAME, media_type=media_type), Format)


def check_with(site: str) -> Checks:
    """Get ready: what every check needs is read before the first one."""
    own_rules()
    checks = Checks(site)
    for report in FORMS:
        checks({"type": "application/yaml", "report": report, "lang": "nb", "alone": True}, _TRIAL)
    vocabulary()
    return checks


_TRIAL: Final = b"stated: [{id: goal/x/2023/y/1, type: Goal, number: 1}]\n"
