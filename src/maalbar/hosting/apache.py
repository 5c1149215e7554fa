"""The plan, as Apache is told: directives for the operator's own virtual host to include.

The steps are rules of mod_rewrite that set variables of the request.  Its flags are parted by
commas, and nothing in them can be quoted, so that a comma or a quotation mark is a variable.
"""

import re
from collections.abc import Iterator
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
    URI: "%{REQUEST_URI}",
    TARGET: "%{ENV:m_target}",
    METHOD: "%{REQUEST_METHOD}",
    ACCEPT: "%{HTTP:Accept}",
    ACCEPT_LANGUAGE: "%{HTTP:Accept-Language}",
}
# What mod_rewrite has no way to write in a text.
_UNWRITTEN: Final = {",": "%{ENV:m_comma}", '"': "%{ENV:m_quote}"}
# What Apache takes for more than itself in a path, or in any line.
_MEANT: Final = re.compile(r"[*?\[\]]|\$\{|%\{")
_FOREIGN: Final = "RemoveEncoding .br .bz2 .gz .tgz .xz .Z"


def write(site: Site, about: str) -> str:
    """Write the configuration.

    Raises:
        MaalbarError: the folder or an address holds what Apache would take for more.
    """
    for each in (site.root, site.path):
        if _MEANT.search(each):
            raise unwritable(each, "Apache")
    program = plan(site)
    rules = [line for step in program.steps for line in _step(step, site.root)]
    rules += list(_answers(program, site))
    count = sum(line.startswith("RewriteRule") for line in rules)
    return "\n".join(
        (
            f"# {about}",
            "",
            *_around(site),
            "",
            "TraceEnable Off",
            "<IfModule deflate_module>",
            "    DeflateAlterETag NoChange",
            "</IfModule>",
            f"Alias {_quoted(site.path)} {_quoted(site.root + '/')}",
            "RewriteEngine On",
            f"RewriteCond %{{REQUEST_URI}} {rule('!^' + re.escape(site.path))}",
            f"RewriteRule ^ - [S={count + 1}]",
            'RewriteCond %{THE_REQUEST} "^[^ ]+ (?:[a-z]+://[^/]+)?([^ ]+)" [NC]',
            'RewriteRule ^ - "[E=m_target:%1]"',
            *rules,
            "",
            f"<Directory {_quoted(site.root)}>",
            "    AllowOverride None",
            "    Options None",
            "    Require all granted",
            "    DirectoryIndex disabled",
            "    DirectorySlash Off",
            "    SetHandler default-handler",
            f"    {_FOREIGN}",
            "    FileETag MTime Size",
            "    <IfModule deflate_module>",
            f"        AddOutputFilterByType DEFLATE {' '.join(links.compressible())}",
            "    </IfModule>",
            *(
                line
                for suffix, media_type in links.MEDIA_TYPES.items()
                for line in _media_type(rf"\.{suffix}$", media_type)
            ),
            *(
                line
                for name, media_type in links.BY_NAME.items()
                for line in _media_type(f"^{re.escape(name)}$", media_type)
            ),
            "</Directory>",
            f"<Location {_quoted(site.path)}>",
            *(f"    {line}" for line in _headers(program)),
            *(
                f"    ErrorDocument {a.status} {_expression(a.body)}"
                for a in program.answers.values()
                if a.body
            ),
            "</Location>",
            "",
        )
    )


def _around(site: Site) -> Iterator[str]:
    yield r'SetEnvIf Request_Method "^" m_comma=, "m_quote=\""'
    if site.folder != "/":
        bare = _quoted(f"^{re.escape(site.path[:-1])}$")
        yield f"RedirectMatch 301 {bare} {_target(site.address)}"
        yield f"RedirectMatch 302 ^/\\.well-known/void$ {_target(f'{site.address}void')}"


def _media_type(names: str, media_type: str) -> Iterator[str]:
    yield f'    <FilesMatch "{names}">'
    yield f"        ForceType {_quoted(links.content_type(media_type))}"
    yield "    </FilesMatch>"


def _headers(program: Program) -> Iterator[str]:
    for name, said in program.headers.items():
        value = written(said, lambda literal: literal, lambda place: f"%{{m_{place}}}e")
        only = f" \"expr=-n reqenv('m_{said[1:-1]}')\"" if said.startswith("{") else ""
        yield f"Header always set {name} {_quoted(value)}{only}"
    page = _quoted(links.content_type(HTML))
    yield f'Header always set Content-Type {page} "expr=%{{REQUEST_STATUS}} -ge 400"'


def _step(step: Step, root: str) -> Iterator[str]:
    if step.why:
        yield ""
        yield f"# {step.why}"
    if step.test:
        yield f"RewriteCond {_test(step.test, root)}"
    sets = ",".join(f"E=m_{name}:{text(said)}" for name, said in step.values.items())
    yield f"RewriteRule ^ - {rule(f'[{sets}]')}"


def _test(test: Test, root: str) -> str:
    match test:
        case Exists(path):
            return f"{rule(_literal(root + '/') + text(path))} -f"
        case Matches(variable, pattern, any_case):
            return f"{_variable(variable)} {rule(pattern)}{' [NC,NV]' if any_case else ''}"
        case Heaviest(variable):
            return f"{_variable(variable)} {rule(heaviest())}"


def _answers(program: Program, site: Site) -> Iterator[str]:
    for value, answer in program.answers.items():
        yield f'RewriteCond %{{ENV:m_{program.decided}}} "^{value}$"'
        yield f"RewriteRule {_answer(answer, site)}"


def _answer(answer: Answer, site: Site) -> str:
    if answer.file:
        return f"^ {rule(_literal(site.path) + text(answer.file))} [PT,L]"
    if answer.to:
        return f"^ {rule(_literal(site.origin) + text(answer.to))} [R={answer.status},NE,L]"
    return f"^ - [R={answer.status},L]"


def _variable(name: str) -> str:
    return _OF_THE_REQUEST.get(name, f"%{{ENV:m_{name}}}")


def _expression(said: str) -> str:
    """Write a text that is an expression."""
    return _quoted(written(said, lambda literal: literal, lambda name: f"%{{reqenv:m_{name}}}"))


def text(said: str) -> str:
    """Write a text that mod_rewrite fills."""
    return written(
        said, _literal, lambda name: f"%{name}" if name.isdigit() else f"%{{ENV:m_{name}}}"
    )


def _literal(literal: str) -> str:
    escaped = re.sub(r"([\\$%])", r"\\\1", literal)
    return "".join(_UNWRITTEN.get(letter, letter) for letter in escaped)


def _target(address: str) -> str:
    """Write where mod_alias leads; it fills `$1`, and takes an encoded dollar sign."""
    return _quoted(links.uri(address).replace("$", "%24"))


def _quoted(said: str) -> str:
    escaped = said.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def rule(said: str) -> str:
    """Quote for mod_rewrite, which leaves every backslash for what reads it next."""
    return '"' + said.replace('"', r"\x22") + '"'
