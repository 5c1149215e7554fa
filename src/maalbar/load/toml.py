"""What keeps a text from being TOML, in words for whoever wrote it.

tomllib says it in English, and to those who know TOML.
"""

import re
from typing import Final

from maalbar.load.text import mark_of
from maalbar.model.diagnostic import Mark
from maalbar.model.text import Text
from maalbar.words import text

# How the sentences of tomllib begin, and what we say instead.
_SAID: Final = {
    "Expected newline": "toml-more",
    "Invalid value": "toml-unquoted",
    "Unterminated string": "toml-unclosed-text",
    "Illegal character '\\n'": "toml-unclosed-text",
    "Expected \"'": "toml-unclosed-text",
    "Expected \"'''": "toml-unclosed-text",
    "Expected '\"": "toml-unclosed-text",
    "Cannot overwrite": "toml-twice",
    "Cannot declare": "toml-twice",
    "Cannot mutate": "toml-twice",
    "Cannot redefine": "toml-twice",
    "Duplicate inline table key": "toml-twice",
    "Expected '='": "toml-no-equals",
    "Expected ']": "toml-unclosed-bracket",
    "Unclosed": "toml-unclosed-bracket",
    "Unescaped": "toml-backslash",
    "Invalid hex value": "toml-backslash",
    "Escaped character": "toml-backslash",
    "Invalid statement": "toml-no-key",
    "Invalid initial character": "toml-no-key",
    "Invalid date": "toml-date",
}
_DATED: Final = re.compile(r"\s*+(?P<key>issued|modified)\s*+=\s*+(?P<value>[^\"'#]*[^\"'#\s])")
_LONGEST: Final = 100


def problem_in(source: str, error: Exception) -> tuple[Text, Mark]:
    """Say why tomllib refused a text, and where."""
    said = str(error)
    found = re.search(r"at line (\d+), column (\d+)", said)
    at_end = "end of document" in said.rpartition("(")[2]
    mark = mark_of(source, len(source.rstrip())) if at_end else Mark(1, 1)
    if found:
        mark = Mark(int(found[1]), int(found[2]))
    line = source.split("\n", mark.line)[mark.line - 1]
    key = next((key for start, key in _SAID.items() if said.startswith(start)), None)
    dated = _DATED.match(line)
    if dated and key in {"toml-more", "toml-unquoted", "toml-date"}:
        value = dated["value"][:_LONGEST]
        at = Mark(mark.line, dated.start("value") + 1, len(value))
        return text("phrases", "settings-date", setting=dated["key"], value=value), at
    if key == "toml-unquoted" and not line[mark.column - 1 :].strip():
        key = "toml-no-value"
    if key is None:
        return text("phrases", "toml-other", said=said.partition(" (at ")[0][:_LONGEST]), mark
    return text("phrases", key), mark
