"""Relative references resolved against a base, to the letter of RFC 3986.

Nothing is normalised: what is absolute already stays as it was written.

See Also:
    RFC 3986, section 5.2 <https://www.rfc-editor.org/rfc/rfc3986#section-5.2>.
"""

import re
from typing import Final, NamedTuple

_PARTS: Final = re.compile(
    r"(?:([A-Za-z][A-Za-z0-9+.-]*):)?(?://([^/?#]*))?([^?#]*)(?:\?([^#]*))?(?:#(.*))?",
    re.DOTALL,
)
_DOTS: Final = (".", "..")


class _Parts(NamedTuple):
    scheme: str | None
    authority: str | None
    path: str
    query: str | None
    fragment: str | None


def resolve(reference: str, base: str) -> str:
    """Give the IRI that `reference` stands for in a text whose base is the absolute `base`.

    Raises:
        ValueError: it is neither absolute nor relative, since a colon stands in its first
            step, or what it stands for would have a host that no one wrote.
    """
    wanted = _split(reference)
    if wanted.scheme is not None:
        return reference
    known = _split(base)
    if wanted.authority is None and ":" in wanted.path.partition("/")[0]:
        raise ValueError(reference)
    authority, path, query = wanted.authority, wanted.path, wanted.query
    if authority is not None:
        path = _without_dots(path)
    else:
        authority = known.authority
        if path:
            path = _without_dots(path if path.startswith("/") else _merge(known, path))
        else:
            path = known.path
            query = known.query if query is None else query
        if authority is None and path.startswith("//"):
            raise ValueError(reference)
    return _join(_Parts(known.scheme, authority, path, query, wanted.fragment))


def _split(reference: str) -> _Parts:
    found = _PARTS.match(reference)
    return _Parts(*found.groups()) if found else _Parts(None, None, reference, None, None)


def _join(parts: _Parts) -> str:
    scheme, authority, path, query, fragment = parts
    return "".join(
        (
            "" if scheme is None else f"{scheme}:",
            "" if authority is None else f"//{authority}",
            path,
            "" if query is None else f"?{query}",
            "" if fragment is None else f"#{fragment}",
        )
    )


def _merge(base: _Parts, path: str) -> str:
    if base.authority is not None and not base.path:
        return f"/{path}"
    return base.path[: base.path.rfind("/") + 1] + path


def _without_dots(path: str) -> str:
    """Take `.` and `..` out of a path; what climbs above the root stays at the root."""
    steps = path.split("/")
    begin = 0
    while begin < len(steps) and steps[begin] in _DOTS:
        begin += 1
    kept = [steps[begin]] if steps[begin:] else []
    for step in steps[begin + 1 :]:
        if step == "..":
            del kept[-1:]
        elif step != ".":
            kept.append(f"/{step}")
    if steps[-1] in _DOTS and len(steps) > begin:
        kept.append("/")
    return "".join(kept)
