"""The reference of findings: a Markdown page that tells of every code, with an example.

Made from the tables of words and from golden cases; nothing in it is written by hand.  Each
code has an anchor that does not change: `#syntax-not-yaml`.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from maalbar.model.text import LANGUAGES, Text, pick
from maalbar.words import phrase
from maalbar.words.reasons import Layer, Reason, layers

_MARKUP: Final = re.compile(r"[\\`*_\[\]<>#|~&]")
_SUFFIX: Final = {"en": ""}
# What GitHub calls the language of a file where it is not its suffix.
_HIGHLIGHTED: Final = {"ttl": "turtle", "jsonld": "json", "rdf": "xml", "rq": "sparql"}
_NAMES: Final = {"nb": "Bokmål", "nn": "Nynorsk", "en": "English"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """What shows a finding.

    Attributes:
        command: the command line; empty where no command shows the finding.
        files: what stands in the files that it is about, by name.
        shown: what the reader is shown, by language.
    """

    command: str
    files: Mapping[str, str]
    shown: Text


def page_name(language: str) -> str:
    """Name the page in one language."""
    return f"findings{_SUFFIX.get(language, f'.{language}')}.md"


def anchor(code: str) -> str:
    """Give the anchor of a code."""
    return code.replace("/", "-")


def reference(examples: Mapping[str, Example], language: str) -> str:
    """Write the page.

    Args:
        examples: by code.
        language: of the reader.
    """
    return "\n\n".join(_parts(examples, language)) + "\n"


def _parts(examples: Mapping[str, Example], language: str) -> Iterator[str]:
    yield "<!-- Made by `make docs`. -->"
    yield f"# {phrase('commands', 'reference-title', language)}"
    others = (each for each in LANGUAGES if each != language)
    yield " · ".join(f"[{_NAMES[each]}]({page_name(each)})" for each in others)
    yield phrase("commands", "reference-introduction", language)
    yield "\n".join(
        f"- [{pick(each.title, language)}](#{each.name}): {_escaped(pick(each.about, language))}"
        for each in layers()
    )
    for layer in layers():
        yield from _layer(layer, examples, language)


def _layer(layer: Layer, examples: Mapping[str, Example], language: str) -> Iterator[str]:
    yield f'<a id="{layer.name}"></a>'
    yield f"## {_escaped(pick(layer.title, language))}"
    yield _escaped(pick(layer.about, language))
    for each in layer.reasons:
        yield from _entry(each, examples.get(each.code), language)


def _entry(reason: Reason, example: Example | None, language: str) -> Iterator[str]:
    yield f'<a id="{anchor(reason.code)}"></a>'
    yield f"### `{reason.code}`: {_escaped(pick(reason.title, language))}"
    for label, text in (("says", reason.says), ("why", reason.why), ("mend", reason.mend)):
        if text:
            said = _escaped(pick(text, language))
            yield f"**{phrase('commands', label, language)}** {said}"
    if example:
        yield from _example(example, language)


def _example(example: Example, language: str) -> Iterator[str]:
    for name, content in example.files.items():
        suffix = name.rpartition(".")[2]
        yield f"`{name}`:"
        yield _fenced(content, _HIGHLIGHTED.get(suffix, suffix))
    command = f"$ {example.command}\n" if example.command else ""
    yield _fenced(command + pick(example.shown, language), "console")


def _fenced(text: str, language: str) -> str:
    longest = max(map(len, re.findall("`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}{language}\n{text.rstrip()}\n{fence}"


def _escaped(text: str) -> str:
    return _MARKUP.sub(r"\\\g<0>", text)
