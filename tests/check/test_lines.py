"""Lines are put into findings, however many files they are in."""

import weakref
from pathlib import PurePosixPath

from maalbar.check.lines import with_lines
from maalbar.load.files import Given
from maalbar.model.diagnostic import Location, Mark
from maalbar.words import finding


class Text(str):
    """A text that can be seen to be let go of."""

    __slots__ = ("__weakref__",)


class Watched(Given):
    """Files, and how many of their texts are held."""

    held: weakref.WeakSet[Text]
    most = 0

    def text(self, path: PurePosixPath) -> str:
        text = Text(super().text(path))
        self.held.add(text)
        self.most = max(self.most, len(self.held))
        return text


def at(file: str, line: int) -> Location:
    return Location(path=PurePosixPath(file), mark=Mark(line, 1))


def test_no_more_than_one_file_is_held_at_a_time() -> None:
    texts = {PurePosixPath(f"{n}.yaml"): f"first\nline of {n}\n".encode() for n in range(9)}
    files = Watched("-", texts)
    object.__setattr__(files, "held", weakref.WeakSet())
    found = [finding("syntax/link", at(f"{n}.yaml", 2)) for n in range(9)]

    shown = tuple(with_lines(found, files))

    assert [each.location.source for each in shown] == [f"line of {n}" for n in range(9)]
    assert files.most == 1
