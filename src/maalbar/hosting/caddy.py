"""The plan, as Caddy is told: a route, for the operator's own site block to import.

Its patterns do not look back, so weights are told apart to the hundredth.  Everything is quoted
by backticks, between which nothing but a placeholder means anything.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import count
from typing import Final

from maalbar.hosting import links
from maalbar.hosting.choice import weights_by_tens
from maalbar.hosting.plan import plan
from maalbar.hosting.program import (
    ACCEPT,
    ACCEPT_LANGUAGE,
    CHOSEN,
    METHOD,
    TARGET,
    URI,
    Answer,
    Exists,
    Heaviest,
    Matches,
    Program,
    Step,
    written,
)
from maalbar.hosting.site import Site, unwritable
from maalbar.model.release import HTML

_OF_THE_REQUEST: Final = {
    URI: "http.request.orig_uri.path",
    TARGET: "http.request.orig_uri",
    METHOD: "http.request.method",
    ACCEPT: "http.request.header.Accept",
    ACCEPT_LANGUAGE: "http.request.header.Accept-Language",
}
_GROUPS: Final = {"1": 1, "2": 2, "3": 3}
_YES: Final = "yes"
_MEANT: Final = re.compile(r"[`{}*?\[\]\\%]")


def write(site: Site, about: str) -> str:
    """Write the configuration.

    Raises:
        MaalbarError: the folder or an address holds a backtick, a brace or a wildcard.
    """
    for each in (site.root, site.path):
        if _MEANT.search(each):
            raise unwritable(each, "Caddy")
    program, number = plan(site), count(1)
    inside = [
        f"root * {_quoted(site.root)}",
        "encode gzip",
        *(line for step in program.steps for line in _step(step, number)),
        "",
        *_headers(program, number),
        *_answers(program, site, number),
    ]
    lines = (f"# {about}", "", *_around(site), *(f"\t{each}".rstrip() for each in inside), "}", "")
    return "\n".join(lines)


def _around(site: Site) -> Iterator[str]:
    if site.folder != "/":
        yield f"redir {_quoted(site.path[:-1])} {_quoted(site.folder)} 301"
        yield f"redir /.well-known/void {_quoted(site.folder + 'void')} 302"
    yield f"route {_quoted(site.path + '*')} {{"


def _step(step: Step, number: Iterator[int]) -> Iterator[str]:
    if step.why:
        yield ""
        yield f"# {step.why}"
    name = f"m{next(number)}"
    match step.test:
        case Exists(path):
            yield f"@{name} file {_text(f'/{path}')}"
        case Matches(variable, pattern, any_case):
            sensed = f"(?i){pattern}" if any_case else pattern
            yield from _when(name, variable, (sensed,), _GROUPS)
        case Heaviest(variable):
            yield from _when(name, variable, weights_by_tens(), {CHOSEN: 1})
    yield f"vars @{name} {{" if step.test else "vars {"
    for variable, said in step.values.items():
        yield f"\tm_{variable} {_text(said, name)}"
    yield "}"


def _when(
    name: str, variable: str, patterns: Iterable[str], groups: Mapping[str, int]
) -> Iterator[str]:
    """Define a matcher for what holds one of some patterns, and what their groups caught.

    Caddy has a matcher of its own for that, but it takes an empty variable for its name.
    """
    places = " ".join(f"{{{name}_{group}}}" for group in groups)
    caught = " ".join(f"`${{{number}}}`" for number in groups.values())
    yield f"map {{{_variable(variable)}}} {{{name}}} {places} {{"
    yield from (f"\t{_quoted(f'~{each}')} {_YES} {caught}" for each in patterns)
    yield f"\tdefault {' '.join(['``'] * (len(groups) + 1))}"
    yield "}"
    yield f"@{name} vars {{{name}}} {_YES}"


def _headers(program: Program, number: Iterator[int]) -> Iterator[str]:
    for header, said in program.headers.items():
        name = f"m{next(number)}"
        if said.startswith("{"):
            yield from _when(name, said[1:-1], (".",), {})
            yield f"header @{name} {header} {_text(said)}"
        else:
            yield f"header {header} {_quoted(said)}"
    for suffix, media_type in (links.MEDIA_TYPES | links.BY_NAME).items():
        name = f"m{next(number)}"
        yield from _when(name, "given", (rf"(?:^|[./]){re.escape(suffix)}$",), {})
        yield f"header @{name} Content-Type {_quoted(links.content_type(media_type))}"


def _answers(program: Program, site: Site, number: Iterator[int]) -> Iterator[str]:
    for value, answer in program.answers.items():
        name = f"m{next(number)}"
        yield f"@{name} vars {{{_variable(program.decided)}}} {value}"
        yield f"route @{name} {{"
        yield from (f"\t{line}" for line in _answer(answer, site, number))
        yield "}"


def _answer(answer: Answer, site: Site, number: Iterator[int]) -> Iterator[str]:
    if answer.file:
        # What was asked for by its own name is found by it; anything else has a location.
        name = f"m{next(number)}"
        yield f"uri strip_prefix {_quoted(site.folder[:-1])}"
        yield from _when(name, "location", (".",), {})
        yield f"rewrite @{name} {_text(f'/{answer.file}')}"
        yield "file_server {"
        yield "\tdisable_canonical_uris"
        yield "}"
    elif answer.to:
        yield f"redir * {_text(answer.to)} {answer.status}"
    elif answer.body:
        yield f"header Content-Type {_quoted(links.content_type(HTML))}"
        yield f"respond {_text(answer.body)} {answer.status}"
    else:
        yield f"respond {answer.status}"


def _variable(name: str) -> str:
    return _OF_THE_REQUEST.get(name, f"http.vars.m_{name}")


def _text(text: str, name: str = "") -> str:
    """Write a text; groups are those that were caught for the matcher `name`."""
    return _quoted(
        written(
            text,
            str,
            lambda place: f"{{{name}_{place}}}" if place.isdigit() else f"{{{_variable(place)}}}",
        )
    )


def _quoted(said: str) -> str:
    return f"`{said}`"
