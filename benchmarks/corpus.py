"""The mistakes that people make, each made once: is it found, in the right place, with a cure?

    python benchmarks/corpus.py [--format turtle] [--verbose]
    python benchmarks/corpus.py --reports 100 --errors 200

A small valid publication is broken at a known place and checked.  A mistake is *found* if a
finding has its code (and names its rule), *placed* if that finding has its file and line,
*exact* if it has its column too, and *mended* if what the finding says, in three languages,
makes it go away.  What else is found because of it is counted: the fewer *others*, the better.
With `--errors`, many mistakes are made at once in a publication of many reports.
"""

import argparse
import json
import random
import statistics
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, NamedTuple

from generator import FORMATS, LEDGER, Made, publication, sources, with_mistakes, write
from invented.agencies import Subject, subject
from mistakes.kinds import AnyMistake, Broken, mistakes_in

from maalbar import flow
from maalbar.model.diagnostic import Diagnostic
from maalbar.model.text import LANGUAGES

_TESTS: Final = ("found", "placed", "exact", "mended")


def _brief() -> Subject:
    """Give the subject of a short report that has figures of every unit."""
    about = subject(2, series=2)
    indicators = about.line["indicators"]
    of_unit = {each["unit"]: slug for slug, each in indicators.items()}
    kept = {slug: indicators[slug] for slug in of_unit.values()}
    return replace(about, line=about.line | {"indicators": kept})


SUBJECTS: Final = (_brief(),)


class Outcome(NamedTuple):
    """How one mistake fared."""

    name: str
    layer: str
    found: bool
    placed: bool = False
    exact: bool = False
    mended: bool = False
    others: int = 0

    @property
    def lacks(self) -> str:
        """Say the first thing that does not hold; nothing if all do."""
        return next((each for each in _TESTS if not getattr(self, each)), "")


@dataclass(frozen=True)
class Corpus:
    """A small valid publication in a folder, to be broken and put back."""

    root: Path
    texts: Path
    form: str

    def outcome(self, mistake: AnyMistake, files: dict[str, str]) -> Outcome:
        """Make a mistake, check, and put the file back."""
        layer = mistake.code_in(self.form).partition("/")[0]
        broken = mistake.make(files, self.form, random.Random(mistake.name))  # noqa: S311
        if broken is None:
            raise ValueError(mistake.name)
        findings = tuple(self.check(broken.path, broken.text, layer))
        self._write(broken.path, files[broken.path])
        code = mistake.code_in(self.form)
        told = [each for each in findings if each.code == code and _names(each, mistake.rule)]
        placed = [each for each in told if _line(each) == (broken.path, broken.line)]
        exact = [each for each in placed if _column(each) == broken.column]
        best = next(iter(exact or placed or told), None)
        mended = best is not None and self._mends(best, mistake, broken, layer)
        tests = (bool(told), bool(placed), bool(exact), mended)
        return Outcome(mistake.name, layer, *tests, others=len(findings) - bool(told))

    def check(self, path: str, text: str, layer: str) -> Iterable[Diagnostic]:
        """Check the publication with one file changed."""
        self._write(path, text)
        if layer == "source":
            return flow.check_sources(self.root, [str(self.texts)])[0]
        return flow.check(self.root).findings

    def _mends(self, told: Diagnostic, mistake: AnyMistake, broken: Broken, layer: str) -> bool:
        """Tell whether a finding says what to do, and whether that helps.

        Where nothing is written at the place of the finding, the file as it was is the cure.
        """
        said = f"{told.message.get('en')} {told.hint.get('en')}"
        in_all = all(told.message.get(tag) and told.hint.get(tag) for tag in LANGUAGES)
        cure = mistake.mended(self.form)
        if not in_all or mistake.told not in said or cure is None:
            return in_all and mistake.told in said
        mark = told.location.mark
        if mark is None:
            return False
        lines = broken.text.split("\n")
        line = lines[mark.line - 1]
        end = mark.column - 1 + mark.width
        lines[mark.line - 1] = line[: mark.column - 1] + cure + line[end:]
        after = self.check(broken.path, "\n".join(lines), layer)
        return not any(each.code == told.code for each in after)

    def _write(self, path: str, text: str) -> None:
        (self.root / path).write_bytes(text.encode())


def outcomes(form: str) -> Iterator[Outcome]:
    """Make every mistake that can be made in a format, and tell how each fared."""
    files = {made.path: made.text for made in publication(SUBJECTS, form)}
    with _corpus(form, files) as corpus:
        for mistake in mistakes_in(form):
            yield corpus.outcome(mistake, files)


@contextmanager
def _corpus(form: str, files: dict[str, str]) -> Iterator[Corpus]:
    with tempfile.TemporaryDirectory() as folder:
        corpus = Corpus(Path(folder, "publication"), Path(folder, "texts"), form)
        write((Made(*each) for each in files.items()), corpus.root)
        write(sources(SUBJECTS), corpus.texts)
        yield corpus


def _names(told: Diagnostic, rule: str) -> bool:
    return not rule or (told.rule or "").endswith(f"#{rule}")


def _line(told: Diagnostic) -> tuple[str, int | None]:
    where = told.location
    return str(where.path), where.mark.line if where.mark else None


def _column(told: Diagnostic) -> int | None:
    return told.location.mark.column if told.location.mark else None


def report(form: str, *, verbose: bool) -> None:
    """Print the shares of a format by layer, and what does not hold yet."""
    made = list(outcomes(form))
    print(form)
    for layer in sorted({each.layer for each in made}):
        _print_shares(layer, [each for each in made if each.layer == layer])
    _print_shares("all", made)
    for each in made:
        if verbose and each.lacks:
            print(f"  not {each.lacks}: {each.layer}: {each.name}")


def _print_shares(layer: str, made: list[Outcome]) -> None:
    shares = (
        f"{test} {sum(getattr(each, test) for each in made) / len(made):4.0%}" for test in _TESTS
    )
    others = [each.others for each in made]
    print(
        f"  {layer:<11} {len(made):3} mistakes   {'   '.join(shares)}"
        f"   others: median {statistics.median(others):.0f}, at most {max(others)}"
    )


def at_once(form: str, reports: int, errors: int) -> None:
    """Make many mistakes in one publication, and print the shares that were found and placed."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        made = publication(map(subject, range(reports)), form)
        write(with_mistakes(made, form, errors), root)
        findings = flow.check(root).findings
        told = json.loads((root / LEDGER).read_text("utf-8"))
    files = {(each.code, _line(each)[0]) for each in findings}
    lines = {(each.code, *_line(each)) for each in findings}
    found = sum((each["code"], each["file"]) in files for each in told)
    placed = sum((each["code"], each["file"], each["line"]) in lines for each in told)
    print(
        f"{form:<8} {len(told)} mistakes in {reports} reports: {found / len(told):.1%} found,"
        f" {placed / len(told):.1%} at their line, {len(findings)} findings"
    )


def main() -> None:
    """Report on one format, or on all."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--format", choices=FORMATS, help="one format instead of all")
    parser.add_argument("--verbose", action="store_true", help="name what does not hold")
    parser.add_argument("--errors", type=int, metavar="K", help="make many at once instead")
    parser.add_argument("--reports", type=int, default=20, metavar="N")
    given = parser.parse_args()
    for form in [given.format] if given.format else FORMATS:
        if given.errors:
            at_once(form, given.reports, given.errors)
        else:
            report(form, verbose=given.verbose)


if __name__ == "__main__":
    main()
