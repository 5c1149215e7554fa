"""Text in several languages, and which one a reader gets.

The order of languages is decided here and nowhere else: the asked-for one,
then Bokmål, Nynorsk and English, then whatever there is.
"""

from collections.abc import Mapping
from typing import Final, Literal

Language = Literal["nb", "nn", "en"]
LANGUAGES: Final[tuple[Language, ...]] = ("nb", "nn", "en")

Text = Mapping[str, str]


def preference(language: str) -> tuple[str, ...]:
    """Give the languages in the order in which they serve a reader of `language`."""
    return tuple(dict.fromkeys((language, *LANGUAGES)))


def pick(text: Text, language: str) -> str:
    """Choose the text that serves a reader of `language` best.

    Args:
        text: sentences by language tag; may be empty.
        language: what the reader asked for.

    Returns:
        The best sentence, or an empty string where there is none.
    """
    for candidate in preference(language):
        if candidate in text:
            return text[candidate]
    return next((text[tag] for tag in sorted(text)), "")
