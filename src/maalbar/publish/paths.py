"""Which file a thing is told in, and how one file refers to another.

Files lie where their addresses say, so the folder can be served as it is; addresses of
others (an organisation in a public register, a life event in Los) lie under `other/`.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote, urlsplit

from pyoxigraph import NamedNode

from maalbar.model.diagnostic import Location, MaalbarError
from maalbar.model.text import LANGUAGES
from maalbar.words import finding

_SAFE: Final = "-._~"
# Documents of the site itself, which no thing may take the place of.
_OWN: Final = (
    *("index", "ns", "dump", "void", "catalogue", "concepts", "model", "events"),
    *("context", "manifest", "shapes", "feed", "sitemap", "codelists"),
)
DEFAULT_LANGUAGE: Final = LANGUAGES[0]


@dataclass(frozen=True)
class Paths:
    """Files of one publication; `base` is its absolute IRI."""

    base: str

    def of(self, iri: str) -> str:
        """Give the path, without suffix, of the document that tells about `iri`."""
        document = iri.partition("#")[0]
        if document.startswith(self.base):
            return _file_name(document[len(self.base) :].rstrip("/") or "index")
        parts = urlsplit(document)
        tail = parts.path + (f"?{parts.query}" if parts.query else "")
        return _file_name(f"other/{parts.netloc}{tail}".rstrip("/"))

    def check(self, resources: Iterable[NamedNode]) -> None:
        """Refuse two things whose files would be one, also where case does not count.

        Raises:
            MaalbarError: two addresses lead to one file.
        """
        for resource, other in self.clashes(resources):
            raise _same_file(resource.value, other)

    def clashes(self, resources: Iterable[NamedNode]) -> Iterator[tuple[NamedNode, str]]:
        """Find things whose files would be one, each with the address that was there first."""
        seen = {page(own, language): own for own in _OWN for language in LANGUAGES}
        for resource in resources:
            path = self.of(resource.value).casefold()
            others = [
                seen.setdefault(page(path, language), resource.value) for language in LANGUAGES
            ]
            other = next((each for each in others if each != resource.value), None)
            if other is not None:
                yield resource, other


def page(path: str, language: str) -> str:
    """Give the page of a document in one language; the default language needs no tag."""
    return f"{path}.html" if language == DEFAULT_LANGUAGE else f"{path}.{language}.html"


def link(target: str, here: str) -> str:
    """Give the relative address of `target` as seen from the file `here`."""
    there, folder = target.split("/"), here.split("/")[:-1]
    shared = 0
    while shared < min(len(there) - 1, len(folder)) and there[shared] == folder[shared]:
        shared += 1
    steps = [".."] * (len(folder) - shared) + there[shared:]
    return quote("/".join(steps), safe=f"{_SAFE}/")


def _file_name(path: str) -> str:
    """Write an address as a path in which every step is a name, also to a file system.

    Letters stay as they are, as a server looks for the decoded address.
    """
    return "/".join(_step(step) for step in path.split("/"))


def _step(step: str) -> str:
    if step in _NOT_NAMES:
        return _NOT_NAMES[step]
    return _IN_ASCII.sub(lambda found: quote(found[0], safe=_SAFE), step)


def _same_file(value: str, other: str) -> MaalbarError:
    where = Location(focus=value)
    return MaalbarError(finding("publish/same-file", where, value=value, other=other))


_IN_ASCII: Final = re.compile(r"[\x00-\x7f]+")
# What a file system takes for the folder itself, the one above, and nothing.
_NOT_NAMES: Final = {".": "%2E", "..": "%2E%2E", "": "%2F"}
