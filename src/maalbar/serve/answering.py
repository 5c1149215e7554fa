"""The plan that other servers are told, followed here: so every server answers alike.

It is compiled once for a site: each text into a function of the variables, each pattern into
one of Python's.
"""

import re
from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final
from urllib.parse import unquote_to_bytes

from maalbar.hosting.choice import heaviest
from maalbar.hosting.plan import plan
from maalbar.hosting.program import (
    ACCEPT,
    ACCEPT_LANGUAGE,
    METHOD,
    TARGET,
    URI,
    Answer,
    Exists,
    Heaviest,
    Matches,
    Step,
    written,
)
from maalbar.hosting.site import Site
from maalbar.serve.exchange import Headers, Request

Known = dict[str, str]
_Fill = Callable[[Known, "re.Match[str] | None"], str]
_Run = Callable[[Known], None]
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Decision:
    """How a request is answered: `file` is a path in the site, `body` a page."""

    status: int
    headers: Headers
    file: str = ""
    body: str = ""


class Plan:
    """What is done with requests to a site."""

    def __init__(self, site: Site, files: Container[str]) -> None:
        """Compile the plan.

        Args:
            site: what is handed out.
            files: the paths of what there is in it; nothing else is ever given.
        """
        program = plan(site)
        self._site = site
        self._steps = [_step(each, files) for each in program.steps]
        self._decided = program.decided
        self._answers: Mapping[str, Answer] = program.answers
        self._headers = {name: _text(said) for name, said in program.headers.items()}
        self._texts = cache(_text)

    def decide(self, request: Request) -> Decision:
        """Say how a request is answered."""
        path = decoded(request.path)
        if path is None:
            return self._missing()
        if self._site.path != "/":
            if path == self._site.path[:-1]:
                return Decision(301, (("Location", self._site.folder),))
            if path == "/.well-known/void":
                return Decision(302, (("Location", f"{self._site.folder}void"),))
        known = {
            URI: path,
            TARGET: request.target,
            METHOD: request.method,
            ACCEPT: request.header("accept"),
            ACCEPT_LANGUAGE: request.header("accept-language"),
        }
        return self._run(known)

    def _missing(self) -> Decision:
        known = {URI: "", TARGET: "", METHOD: "GET", ACCEPT: "", ACCEPT_LANGUAGE: ""}
        return self._run(known)

    def _run(self, known: Known) -> Decision:
        for step in self._steps:
            step(known)
        answer = self._answers[known[self._decided]]

        def filled(said: str) -> str:
            return self._texts(said)(known, None)

        told = [(name, fill(known, None)) for name, fill in self._headers.items()]
        if answer.to:
            told.append(("Location", filled(answer.to)))
        headers = tuple((name, said) for name, said in told if said)
        return Decision(answer.status, headers, filled(answer.file), filled(answer.body))


def decoded(path: str) -> str | None:
    """Give the path that an address means; None if it means none that a site may have."""
    if not path.isascii():
        return None
    try:
        found = unquote_to_bytes(path).decode()
    except UnicodeDecodeError:
        return None
    climbs = any(each in {".", ".."} for each in found.split("/"))
    return None if climbs or _CONTROL.search(found) else found


def _step(step: Step, files: Container[str]) -> _Run:
    values = [(name, _text(said)) for name, said in step.values.items()]
    test = step.test

    def set_all(known: Known, match: re.Match[str] | None) -> None:
        known.update([(name, fill(known, match)) for name, fill in values])

    match test:
        case None:
            return lambda known: set_all(known, None)
        case Exists(path):
            place = _text(path)

            def look(known: Known) -> None:
                if place(known, None) in files:
                    set_all(known, None)

            return look
        case Matches(variable, pattern, any_case):
            search = re.compile(pattern, re.IGNORECASE if any_case else 0).search
        case Heaviest(variable):
            search = re.compile(heaviest()).search

    def compare(known: Known) -> None:
        found = search(known[variable])
        if found:
            set_all(known, found)

    return compare


def _text(said: str) -> _Fill:
    """Compile a text: `{1}` is what a group caught, any other name a variable."""
    parts: list[tuple[bool, str]] = []

    def literal(part: str) -> str:
        parts.append((False, part))
        return part

    def place(name: str) -> str:
        parts.append((True, name))
        return name

    written(said, literal, place)
    if not any(named for named, _ in parts):
        return lambda _known, _match: said
    gets = [_get(part) if named else _say(part) for named, part in parts]
    if len(gets) == 1:
        return gets[0]
    return lambda known, match: "".join([get(known, match) for get in gets])


def _say(part: str) -> _Fill:
    return lambda _known, _match: part


def _get(name: str) -> _Fill:
    if name.isdigit():
        number = int(name)
        return lambda _known, match: (match[number] or "") if match else ""
    return lambda known, _match: known[name]
