"""The plan, as nginx is told: a location, for the operator's own server to include.

It uses what every nginx has: `set`, and `if` around `set`, which is safe.  nginx has no way to
write a dollar sign in a text, so that one is refused.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import count
from typing import Final

from maalbar.hosting import links
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
    Program,
    Step,
    Test,
    written,
)
from maalbar.hosting.site import Site, unwritable
from maalbar.model.release import HTML

_OF_THE_REQUEST: Final = {
    URI: "$uri",
    TARGET: "$request_uri",
    METHOD: "$request_method",
    ACCEPT: "$http_accept",
    ACCEPT_LANGUAGE: "$http_accept_language",
}
_GROUP: Final = re.compile(r"(?<!\\)\((?!\?)")
# nginx reads no longer word.
_LONGEST: Final = 4000
# Whatever was asked for, what is said of it is a page.
_PAGE: Final = 'rewrite ^ "/said.html";'


def write(site: Site, about: str) -> str:
    """Write the configuration.

    Raises:
        MaalbarError: a dollar sign is in the folder or an address.
    """
    for each in (site.root, site.base, site.folder):
        if "$" in each:
            raise unwritable(each, "nginx")
    program = plan(site)
    shared = (
        f"root {_quoted(site.root)};",
        "charset utf-8;",
        f"charset_types {_besides_html(links.with_charset())};",
        "etag on;",
        "gzip on;",
        "gzip_vary on;",
        f"gzip_types {_besides_html(links.compressible())};",
        "absolute_redirect off;",
        *(f"add_header {name} {_text(said)} always;" for name, said in program.headers.items()),
    )
    inside = (
        *shared,
        "default_type application/octet-stream;",
        "types {",
        *(f"    {media_type} {suffix};" for suffix, media_type in links.MEDIA_TYPES.items()),
        "}",
        *(f"error_page {number} = {name};" for number, name, _, _ in _apart(site)),
        *(line for step in program.steps for line in _step(step, site.root)),
        "",
        *(
            f"if ($m_also ~ {_quoted(pattern)}) {{ return {number}; }}"
            for number, _, pattern, _ in _apart(site)
        ),
        *_answers(program),
    )
    lines = [
        f"# {about}",
        "",
        *_around(site),
        f"location ^~ {_quoted(site.path)} {{",
        *_under(inside),
    ]
    for _, name, _, media_type in _apart(site):
        given = ("types { }", f"default_type {media_type};", 'rewrite ^ "/${m_given}" break;')
        lines += ["", f"location {name} {{", *_under((*shared, *given))]
    return "\n".join((*lines, ""))


def _apart(site: Site) -> Iterator[tuple[int, str, str, str]]:
    """Give what nginx does apart, as it knows one media type a suffix.

    Returns:
        For each name of files: a status that no one else uses and the location that answers
        it, the pattern of what is decided for them, and their media type.
    """
    for number, (name, media_type) in enumerate(links.BY_NAME.items(), start=470):
        location = f"@maalbar{re.sub('[^a-z0-9]+', '-', f'{site.path}{name}'.lower())}"
        yield number, location, rf"^file (?:.*/)?{re.escape(name)}$", media_type


def _under(lines: Iterable[str]) -> Iterator[str]:
    yield from (f"    {each}".rstrip() for each in lines)
    yield "}"


def _around(site: Site) -> Iterator[str]:
    if site.folder != "/":
        yield f"location = {_quoted(site.path[:-1])} {{ return 301 {_text(site.folder)}; }}"
        yield f"location = /.well-known/void {{ return 302 {_text(site.folder + 'void')}; }}"


def _step(step: Step, root: str) -> Iterator[str]:
    if step.why:
        yield ""
        yield f"# {step.why}"
    sets = [f"set $m_{name} {_text(said)};" for name, said in step.values.items()]
    if step.test is None:
        yield from sets
    elif len(sets) == 1:
        yield f"if ({_test(step.test, root)}) {{ {sets[0]} }}"
    else:
        yield f"if ({_test(step.test, root)}) {{"
        yield from (f"    {each}" for each in sets)
        yield "}"


def _test(test: Test, root: str) -> str:
    match test:
        case Exists(path):
            return f"-f {_quoted(f'{root}/' + _places(path))}"
        case Matches(variable, pattern, any_case):
            return f"{_variable(variable)} ~{'*' if any_case else ''} {_pattern(pattern)}"
        case Heaviest(variable):
            return f"{_variable(variable)} ~ {_pattern(heaviest())}"


def _answers(program: Program) -> Iterator[str]:
    for value, answer in program.answers.items():
        yield f"if ($m_{program.decided} = {value}) {{ {_answer(answer)} }}"


def _answer(answer: Answer) -> str:
    if answer.file:
        return f"rewrite ^ {_text('/' + answer.file)} break;"
    if answer.to:
        return f"return {answer.status} {_text(answer.to)};"
    if answer.body:
        return f"{_PAGE} return {answer.status} {_text(answer.body)};"
    return f"return {answer.status};"


def _besides_html(media_types: list[str]) -> str:
    """List media types for a directive that always holds for HTML, and warns if told so."""
    return " ".join(each for each in media_types if each != HTML)


def _variable(name: str) -> str:
    return _OF_THE_REQUEST.get(name, f"$m_{name}")


def _text(text: str) -> str:
    return _quoted(_places(text))


def _places(text: str) -> str:
    return written(text, lambda literal: literal.replace("$", "%24"), lambda name: f"${{m_{name}}}")


def _pattern(pattern: str) -> str:
    """Name the groups of a pattern: of those without a name, nginx encodes what they caught."""
    number = count(1)
    return _quoted(_GROUP.sub(lambda _: f"(?<m_{next(number)}>", pattern))


def _quoted(said: str) -> str:
    escaped = said.replace("\\", "\\\\").replace('"', '\\"')
    if len(escaped.encode()) > _LONGEST:
        raise unwritable(said, "nginx")
    return f'"{escaped}"'
