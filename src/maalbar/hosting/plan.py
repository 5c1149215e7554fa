"""How a request to a site is answered, whichever server it runs on.

An address that names a file gives the file.  One without suffix gives what suits the reader: of
a thing (`id/`) by sending on, as the thing is no document; of a document as it is, saying where
it was taken from.  What suits no one is 406, what is not there 404, what is no longer 410.

See Also:
    Cool URIs for the Semantic Web <https://www.w3.org/TR/cooluris/>.
"""

import re
import string
from collections.abc import Iterable, Iterator
from html import escape
from typing import Final

from maalbar.hosting import choice, links
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
)
from maalbar.hosting.site import STEP, Site
from maalbar.model.text import LANGUAGES
from maalbar.words import phrase

THING: Final = "^id/"
# What programs mostly ask for: pages of these come last.
FOR_PROGRAMS: Final = r"^(?:v/[0-9-]+/)?(?:catalogue|concepts|dump|events|model|void)$"
SNAPSHOT: Final = "^v/[0-9-]+/"
_DEFAULT: Final = LANGUAGES[0]
_OTHERS: Final = "|".join(LANGUAGES[1:])
_SUFFIX: Final = rf"\.(?:{'|'.join(choice.FORMS)})"
# The end of a file's name, by which one form of a document is asked for.
_TAIL: Final = rf"(?:\.(?:{_OTHERS}))?{_SUFFIX}"
_OF_STATEMENTS: Final = rf"^\.(?:{'|'.join(choice.STATEMENTS)})$"
# What the names of files are made of, and `/`: letters, digits, `-._~%`, and what is not ASCII.
_NAME: Final = r"[^\x00-\x24\x26-\x2c\x3a-\x40\x5b-\x5e\x60\x7b-\x7d\x7f]"
_PLAIN: Final = frozenset(string.ascii_letters + string.digits + "-._~/")
# What no file is called, and what no address ends in.
_NO_NAME: Final = ":"
_NOWHERE: Final = "//"


def plan(site: Site) -> Program:
    """Give how requests to a site are answered."""
    return Program(
        steps=(
            *_address(site),
            *_wishes(),
            *_offers(),
            *_links(site),
            *_decision(site),
            *_headers(),
        ),
        decided="do",
        answers={
            "file": Answer(200, file="{given}"),
            "thing": Answer(303, to="{url}.{best}"),
            "moved": Answer(301, to="{to}"),
            "missing": Answer(404, body=_body("hosted-not-found")),
            "method": Answer(405, body=_body("hosted-method")),
            "none": Answer(406, body=_body("hosted-not-acceptable", "<ul>{list}</ul>")),
            "gone": Answer(410, body=_body("hosted-gone", "<ul>{list}</ul>")),
            "options": Answer(204),
        },
        headers={
            "Access-Control-Allow-Headers": "{asked}",
            "Access-Control-Allow-Methods": "{methods}",
            "Access-Control-Allow-Origin": "*",
            "Access-Control-Expose-Headers": links.EXPOSED,
            "Access-Control-Max-Age": "{age}",
            "Allow": "{allow}",
            "Cache-Control": "{cache}",
            "Content-Language": "{language}",
            "Content-Location": "{location}",
            "Link": "{links}",
            "Vary": "{vary}",
            "X-Content-Type-Options": "nosniff",
        },
    )


def _address(site: Site) -> Iterator[Step]:
    """Take the address apart: what it names, a suffix, a stroke at the end; and as it was sent."""
    yield Step(
        {"stem": _NO_NAME, "tail": "", "slash": "", "rest": _NOWHERE},
        why="The address: what it names, a suffix, a stroke at the end; and as it was sent",
    )
    path, sent = re.escape(site.path), any_spelling(site.path)
    yield Step(
        {"stem": "{1}", "tail": "{2}", "slash": "{3}"},
        Matches(URI, rf"^{path}({_NAME}*?)({_TAIL})?(/?)$"),
    )
    yield Step(
        {"rest": "{1}"},
        Matches(TARGET, rf"^{sent}((?:{STEP}+/)*?(?:{STEP}+?)?)(?:{_TAIL})?/?(?:\?.*)?$"),
    )
    at = site.folder + "{rest}"
    yield Step({"file": "{stem}{tail}{slash}", "own": "{rest}", "at": at})
    yield Step(
        {"file": "void.ttl", "stem": "void", "own": "void", "at": f"{site.folder}void"},
        Matches("stem", r"^\.well-known/void$"),
    )
    yield Step({"stem": "index", "at": "{at}index"}, Matches("stem", "^$"))
    yield Step({"in": "index.html/"}, why="A folder with a page of its own is that page")
    yield Step({"in": "{stem}/"}, Matches("slash", "/"))
    yield Step(
        {"own": "{rest}/", "at": "{at}/index", "stem": "{stem}/index", "slash": ""},
        Exists("{in}index.html"),
    )
    yield Step(
        {"data": "{stem}", "data_at": "{at}"}, why="A front page, in statements, is the catalogue"
    )
    yield Step({"data": "{1}catalogue"}, Matches("stem", "^((?:.*/)?)index$"))
    yield Step({"data_at": "{1}catalogue"}, Matches("at", "^(.*/)index$"))


def any_spelling(path: str) -> str:
    """Give the pattern of a path as clients write it: what need not be encoded, or is."""
    return "".join(
        re.escape(letter)
        if letter in _PLAIN
        else f"(?:{re.escape(letter)}|{''.join(map(_encoded, letter.encode()))})"
        for letter in path
    )


def _encoded(byte: int) -> str:
    return "%" + "".join(f"[{d}{d.lower()}]" if d.isalpha() else d for d in f"{byte:02X}")


def _wishes() -> Iterator[Step]:
    """Read what the reader wants, and how much."""
    yield Step({"q_any": choice.NOTHING}, why="What the reader wants, by weight")
    yield from _read("q_any", ACCEPT, choice.any_type())
    for kind, how in choice.kinds().items():
        yield Step({f"q_{kind}": "{q_any}"})
        yield from _read(f"q_{kind}", ACCEPT, how)
    for name, (kind, how) in choice.forms().items():
        yield Step({f"q_{name}": f"{{q_{kind}}}"})
        yield from _read(f"q_{name}", ACCEPT, how)
    yield Step({"l_any": choice.NOTHING})
    yield from _read("l_any", ACCEPT_LANGUAGE, choice.any_language())
    for tag in LANGUAGES:
        yield Step({f"l_{tag}": "{l_any}"})
        yield from _read(f"l_{tag}", ACCEPT_LANGUAGE, choice.language(tag))


def _read(variable: str, header: str, how: Iterable[choice.Reading]) -> Iterator[Step]:
    for each in how:
        weight = each.weight.replace("$1", "{1}")
        yield Step({variable: weight}, Matches(header, each.pattern, any_case=True))


def _offers() -> Iterator[Step]:
    """Look for what there is, and choose."""
    yield Step(
        {"rel": "alternate describedby", "of": "alternate"},
        why="What there is, with its weight, and links to it",
    )
    yield Step({"rel": "alternate", "of": "alternate describes"}, Matches("tail", _OF_STATEMENTS))
    yield Step(dict.fromkeys(("first", "languages", "link", "list", "page", "offers"), ""))
    for tag in reversed(LANGUAGES):
        suffix = f".{choice.PAGE}" if tag == _DEFAULT else f".{tag}.{choice.PAGE}"
        target = f"{{at}}{suffix}"
        yield Step(
            {
                "first": tag,
                "languages": f"{tag}={{l_{tag}}};{{languages}}",
                "page": f"{choice.PAGE}={{q_{choice.PAGE}}};",
                "link": links.link(target, "{of}", choice.FORMS[choice.PAGE], tag) + "{link}",
                "list": _item(target, f"{choice.FORMS[choice.PAGE]}, {tag}") + "{list}",
            },
            Exists(f"{{stem}}{suffix}"),
        )
    for name, media_type in choice.FORMS.items():
        if name == choice.PAGE:
            continue
        relation = "{rel}" if name in choice.STATEMENTS else "alternate"
        yield Step(
            {
                "offers": f"{{offers}}{name}={{q_{name}}};",
                "link": "{link}" + links.link(f"{{data_at}}.{name}", relation, media_type),
                "list": "{list}" + _item(f"{{data_at}}.{name}", media_type),
            },
            Exists(f"{{data}}.{name}"),
        )
    yield Step({"kinds": "{page}{offers}", "best": "", "path": "{data}", "url": "{data_at}"})
    yield Step({"kinds": "{offers}{page}"}, Matches("stem", FOR_PROGRAMS))
    yield Step({"best": f"{{{CHOSEN}}}"}, Heaviest("kinds"))
    yield Step({"first": f"{{{CHOSEN}}}"}, Heaviest("languages"))
    yield Step(
        {"path": "{stem}", "url": "{at}", "best": f"{{first}}.{choice.PAGE}"},
        Matches("best", f"^{choice.PAGE}$"),
    )
    yield Step({"best": choice.PAGE}, Matches("best", rf"^{_DEFAULT}\.{choice.PAGE}$"))


def _links(site: Site) -> Iterator[Step]:
    base, catalogue = links.uri(site.base), f"{site.folder}catalogue"
    yield Step(
        {"name": f'<{base}{{own}}>; rel="canonical"', "what": ""},
        why="What it is, for programs that follow links",
    )
    yield Step(
        {"name": f'<{base}{{own}}>; rel="cite-as"' + links.link(catalogue, "collection")},
        Matches("stem", THING),
    )
    for pattern, said in links.described():
        yield Step({"what": said}, Matches("stem", pattern))
    yield Step({"links": "{name}{link}{what}" + links.of_all(site)})
    if links.items(site):
        yield Step(
            {"links": "{links}" + links.items(site)}, Matches("stem", "^(?:catalogue|index)$")
        )


def _decision(site: Site) -> Iterator[Step]:
    yield Step(
        {"do": "document", "to": "{at}"}, why="What is to be done: the last that is so counts"
    )
    yield Step({"do": "thing"}, Matches("stem", THING))
    yield Step({"also": "{do}{slash}"})
    yield Step({"do": "moved"}, Matches("also", "^document/$"))
    yield Step({"do": "none"}, Matches("best", "^$"))
    yield Step({"do": "missing"}, Matches("kinds", "^$"))
    yield Step({"do": "missing"}, Matches("tail", "."))
    yield Step({"also": "{do}"})
    yield Step({"also": "{do}/"}, Exists("{stem}/index.html"))
    yield Step({"do": "moved", "to": "{at}/"}, Matches("also", "^missing/$"))
    yield Step({"do": "file"}, Exists("{file}"))
    yield Step({"also": "{do}{slash}"})
    yield Step({"do": "missing"}, Matches("also", "^file/$"))
    yield Step({"do": "missing"}, Matches("file", r"(?:^|/)\."))
    for path, successor in site.gone.items():
        if not re.fullmatch(f"{_NAME}+", path):
            continue  # no file of ours was ever called that, and no address leads there
        after = links.link(links.uri(successor), "successor-version") if successor else ""
        shown = _item(*[escape(links.uri(successor))] * 2) if successor else ""
        yield Step(
            {"do": "gone", "links": "{name}" + after, "list": shown},
            Matches("stem", f"^{re.escape(path)}$"),
        )
    yield Step({"do": "missing"}, Matches("rest", f"^{_NOWHERE}$"))
    yield Step({"links": ""}, Matches("do", "^missing$"))
    yield Step({"also": "{do}"})
    yield Step({"do": "method"})
    yield Step({"do": "{also}"}, Matches(METHOD, "^(?:GET|HEAD)$"))
    yield Step({"do": "options"}, Matches(METHOD, "^OPTIONS$"))
    yield Step({"given": "{file}"})


def _headers() -> Iterator[Step]:
    none = ("age", "allow", "asked", "language", "location", "methods", "vary")
    yield Step(
        dict.fromkeys(none, "") | {"cache": links.BRIEFLY}, why="What is told with the answer"
    )
    yield Step({"cache": links.FOREVER}, Matches("stem", SNAPSHOT))
    yield Step({"also": "{do} {page}"})
    yield Step({"vary": "Accept"}, Matches("also", "^(?:document|thing|none) "))
    yield Step({"vary": "Accept, Accept-Language"}, Matches("also", "^(?:document|thing|none) h"))
    yield Step(
        {"given": "{path}.{best}", "location": "{url}.{best}", "do": "file"},
        Matches("do", "^document$"),
    )
    yield Step({"also": "{do} {given}"})
    yield Step({"language": _DEFAULT}, Matches("also", rf"^file .*\.{choice.PAGE}$"))
    yield Step({"language": "{1}"}, Matches("also", rf"^file .*\.({_OTHERS})\.{choice.PAGE}$"))
    yield Step({"allow": links.METHODS}, Matches("do", "^(?:method|options)$"))
    yield Step(
        {"methods": links.METHODS, "asked": links.ASKED, "age": links.A_DAY},
        Matches("do", "^options$"),
    )


def _item(target: str, name: str) -> str:
    return f'<li><a href="{target}">{name}</a></li>'


def _body(key: str, more: str = "") -> str:
    said = "".join(f'<p lang="{tag}">{escape(phrase("pages", key, tag))}</p>' for tag in LANGUAGES)
    head = '<meta charset="utf-8"><title>Målbar</title>'
    return f'<!doctype html><html lang="{_DEFAULT}">{head}{said}{more}</html>'
