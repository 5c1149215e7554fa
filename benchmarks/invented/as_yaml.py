"""Content as YAML in the style of the seeds."""

import json
import re
from collections.abc import Iterator
from typing import Any, Final

from invented.shared import Content, Node

_WIDTH: Final = 120
# What means the same with and without quotation marks, in a list and out of one.
_PLAIN: Final = re.compile(r"(?!\d+$)[0-9A-Za-zÆØÅæøå.](?:[^:#,\[\]{}\"'\n]|[:/](?=\S))*(?<!\s)")
_ALWAYS_INLINE: Final = ("statedIn", "role")


def as_yaml(content: Content, comment: str) -> str:
    """Write a file, opened by a comment."""
    lines = [f"# {comment}"]
    for status, nodes in content.items():
        lines += ["", f"{status}:"]
        for node in nodes:
            lines += [*_item(node, "  "), ""]
        lines.pop()
    return "\n".join(lines) + "\n"


def _item(node: Node, indent: str) -> Iterator[str]:
    begin = f"{indent}- "
    for key, value in node.items():
        yield from _entry(key, value, begin)
        begin = f"{indent}  "


def _entry(key: str, value: Any, begin: str) -> Iterator[str]:  # noqa: ANN401 # of any shape
    indent = " " * len(begin)
    if isinstance(value, dict):
        yield from _texts(key, value, begin)
    elif not isinstance(value, list):
        yield f"{begin}{key}: {_scalar(value)}"
    elif not isinstance(value[0], dict):
        yield from _list(key, value, begin)
    else:
        yield f"{begin}{key}:"
        for number, node in enumerate(value):
            if number and key != "hasParticipation":
                yield ""
            yield from _item(node, f"{indent}  ")


def _texts(key: str, texts: dict[str, Any], begin: str) -> Iterator[str]:
    indent = " " * len(begin)
    if not any(isinstance(each, list) for each in texts.values()):
        inside = ", ".join(f"{tag}: {_scalar(text)}" for tag, text in texts.items())
        line = f"{begin}{key}: {{{inside}}}"
        if len(line) <= _WIDTH:
            yield line
            return
    yield f"{begin}{key}:"
    for tag, text in texts.items():
        yield from _entry(tag, text, f"{indent}  ")


def _list(key: str, values: list[Any], begin: str) -> Iterator[str]:
    indent = " " * len(begin)
    if key in _ALWAYS_INLINE:
        inside = ", ".join(json.dumps(each) if "=" in each else each for each in values)
        yield f"{begin}{key}: [{inside}]"
        return
    yield f"{begin}{key}:"
    for each in values:
        yield f"{indent}  - {_scalar(each)}"


def _scalar(value: object) -> str:
    if isinstance(value, int):
        return str(value)
    text = str(value)
    return (
        text if _PLAIN.fullmatch(text) or text.isdigit() else json.dumps(text, ensure_ascii=False)
    )
