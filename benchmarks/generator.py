"""Publications of any size: reports of agencies that do not exist, in the formats people send.

    python benchmarks/generator.py --reports 100 --out FOLDER

The same options give the same bytes.  A report has some 1,500 statements.  In YAML a report is
`report.yaml`, `issues.yaml` and `passages.csv`; as Turtle or JSON-LD a file for each status,
named by it: `report.ttl` is what the report states, `report.derived.ttl` what follows from it;
as CSV the figures are `figures.csv` and the rest is YAML.  With `--errors`, that many mistakes
are made, and `.mistakes.json` tells where; with `--sources`, the texts that the reports were made
from are written too.
"""

import argparse
import json
import random
from collections.abc import Iterable, Iterator
from itertools import islice, starmap
from pathlib import Path
from typing import Final, NamedTuple

from invented.agencies import Subject, subject
from invented.as_rdf import as_jsonld, as_turtle, passage_nodes
from invented.as_yaml import as_yaml
from invented.report import Report, make_report
from invented.shared import SETTINGS, Content, shared_files
from invented.tables import FIGURE_COLUMNS, PASSAGE_COLUMNS, as_csv, without_figures
from mistakes.kinds import AnyMistake, Broken, mistakes_in

FORMATS: Final = ("yaml", "turtle", "jsonld", "csv")
# Hidden, so that it is not read as data.
LEDGER: Final = ".mistakes.json"
_RDF: Final = {"turtle": (".ttl", as_turtle), "jsonld": (".jsonld", as_jsonld)}


class Made(NamedTuple):
    """A file: its path in the publication, and what it holds."""

    path: str
    text: str


def publication(subjects: Iterable[Subject], form: str = "yaml", seed: int = 0) -> Iterator[Made]:
    """Make the files of a publication.

    Args:
        subjects: what its reports are about; each is the same whichever others there are.
        form: one of `FORMATS`.
        seed: another seed draws other figures.
    """
    subjects = tuple(subjects)
    yield Made("maalbar.toml", SETTINGS)
    for name, content in shared_files(subjects).items():
        yield from _written(f"shared/{name}", content, form)
    for each in subjects:
        yield from report_files(make_report(each, seed), form)


def report_files(report: Report, form: str) -> Iterator[Made]:
    """Give the files of one report's folder."""
    folder = f"reports/{report.subject.place}"
    told = report.report
    if form == "csv":
        told, figures = without_figures(told)
        yield Made(f"{folder}/figures.csv", as_csv(FIGURE_COLUMNS, figures))
    yield from _written(f"{folder}/report", told, form)
    yield from _written(f"{folder}/issues", report.issues, form)
    if form in _RDF:
        passages = {"editorial": list(passage_nodes(report.passages))}
        yield from _written(f"{folder}/passages", passages, form)
    else:
        yield Made(f"{folder}/passages.csv", as_csv(PASSAGE_COLUMNS, report.passages))


def sources(subjects: Iterable[Subject], seed: int = 0) -> Iterator[Made]:
    """Make the texts that the reports of a publication were made from."""
    for each in subjects:
        report = make_report(each, seed)
        yield Made(f"{report.subject.place}.txt", report.text)


def with_mistakes(files: Iterable[Made], form: str, count: int, seed: int = 0) -> Iterator[Made]:
    """Make mistakes, no two in one report or shared file, and tell of them in `LEDGER`."""
    texts = dict(files)
    told: list[dict[str, object]] = []
    for mistake, broken in islice(_mistakes(texts, form, seed), count):
        texts[broken.path] = broken.text
        told.append({"code": mistake.code_in(form), "rule": mistake.rule, "file": broken.path})
        told[-1] |= {"line": broken.line, "column": broken.column}
    yield from starmap(Made, texts.items())
    yield Made(LEDGER, json.dumps(told, indent=2) + "\n")


def _mistakes(texts: dict[str, str], form: str, seed: int) -> Iterator[tuple[AnyMistake, Broken]]:
    """Make each kind of mistake in turn, as long as there is a file that is fit for one."""
    chance = random.Random(f"{seed}/mistakes")  # noqa: S311 # not a secret
    whole = dict(texts)
    kinds = [
        each
        for each in mistakes_in(form)
        if not each.stops and not each.code_in(form).startswith("source/")
    ]
    while kinds:
        for mistake in tuple(kinds):
            broken = mistake.make(whole, form, chance)
            if broken is None:
                kinds.remove(mistake)
                continue
            folder, _, name = broken.path.rpartition("/")
            taken = f"{folder}/{name if folder == 'shared' else ''}"
            whole = {path: text for path, text in whole.items() if not path.startswith(taken)}
            yield mistake, broken


def write(files: Iterator[Made], out: Path) -> None:
    """Write files below a folder."""
    for made in files:
        path = out / made.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(made.text.encode())


def _written(stem: str, content: Content, form: str) -> Iterator[Made]:
    if form not in _RDF:
        yield Made(f"{stem}.yaml", as_yaml(content, "Made to measure with."))
        return
    suffix, written = _RDF[form]
    for status, nodes in content.items():
        name = stem if status == "stated" else f"{stem}.{status}"
        yield Made(f"{name}{suffix}", written(nodes))


def main() -> None:
    """Write a publication."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--reports", type=int, default=10, metavar="N")
    parser.add_argument("--format", choices=FORMATS, default="yaml")
    parser.add_argument("--errors", type=int, default=0, metavar="K", help="mistakes to make")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--out", type=Path, required=True, metavar="FOLDER")
    parser.add_argument("--sources", type=Path, metavar="FOLDER", help="write the texts, too")
    given = parser.parse_args()
    subjects = tuple(map(subject, range(given.reports)))
    made = publication(subjects, given.format, given.seed)
    if given.errors:
        made = with_mistakes(made, given.format, given.errors, given.seed)
    write(made, given.out)
    if given.sources:
        write(sources(subjects, given.seed), given.sources)


if __name__ == "__main__":
    main()
