"""What every rendering of findings is given, and the words that they share."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from maalbar import __version__
from maalbar.model.diagnostic import Diagnostic, Severity
from maalbar.model.text import Text, pick
from maalbar.words import phrase

# How far reasons of reasons are followed.
DEEPEST: Final = 20

_COUNTED: Final = {
    Severity.ERROR: "errors",
    Severity.WARNING: "warnings",
    Severity.INFO: "infos",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """Findings and who reads them.

    `findings` are in the order in which to show them, `width` is the number of columns of the
    reader's window, `colour` tells whether the window knows colours.
    """

    findings: tuple[Diagnostic, ...]
    language: str
    width: int
    colour: bool = False
    version: str = __version__

    @property
    def counts(self) -> Mapping[str, int]:
        """How many findings there are of each severity: `errors`, `warnings`, `infos`."""
        found = Counter(each.severity for each in self.findings)
        return {key: found[severity] for severity, key in _COUNTED.items()}

    @property
    def layers(self) -> Mapping[str, int]:
        """How many findings there are of each layer, the part of a code before the stroke."""
        return dict(sorted(Counter(layer(each) for each in self.findings).items()))

    @property
    def files(self) -> int:
        """How many files there are findings in."""
        return len({each.location.path for each in self.findings} - {None})

    @property
    def summary(self) -> str:
        """Count the findings by severity, files and layer."""
        if not self.findings:
            return self.say("no-findings")
        counts = ", ".join(self.counted(key, number) for key, number in self.counts.items())
        layers = ", ".join(f"{name} {self.number(count)}" for name, count in self.layers.items())
        if not self.files:
            return f"{counts} ({layers})"
        files = self.counted("files", self.files)
        return self.say("findings-summary", counts=counts, files=files, layers=layers)

    def say(self, key: str, **values: object) -> str:
        """Give a sentence of the commands in the reader's language."""
        return phrase("commands", key, self.language, **values)

    def pick(self, text: Text) -> str:
        """Choose the text that serves the reader best."""
        return pick(text, self.language)

    def counted(self, key: str, number: int) -> str:
        """Say how many there are of something."""
        return self.say(f"{key}-one" if number == 1 else key, count=self.number(number))

    def number(self, number: int) -> str:
        """Write a number as the reader does: `12,345`, or with a space that does not break."""
        grouped = f"{number:,}"
        return grouped if self.language == "en" else grouped.replace(",", "\N{NO-BREAK SPACE}")


def layer(finding: Diagnostic) -> str:
    """Give the layer that a finding belongs to."""
    return finding.code.partition("/")[0]
