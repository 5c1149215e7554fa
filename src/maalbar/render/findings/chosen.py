"""Which of many findings a person is shown: a few of each kind, the most severe first.

Nothing is left out silently: what is not shown is counted.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Final, NamedTuple

from maalbar.model.diagnostic import Diagnostic, Severity

_RANK: Final = {severity: rank for rank, severity in enumerate(Severity)}


@dataclass(frozen=True, slots=True)
class Shown:
    """A finding to be shown, and those after it that are like it and are not."""

    finding: Diagnostic
    more: list[Diagnostic] = field(default_factory=list)


class Chosen(NamedTuple):
    """What is shown, in the order of the findings, and how many others there are."""

    shown: tuple[Shown, ...]
    left_out: int


def chosen(
    findings: Sequence[Diagnostic],
    *,
    alike: int,
    at_most: int,
    in_full: Collection[str] = (),
) -> Chosen:
    """Choose what to show.

    Args:
        findings: all of them.
        alike: how many to show of those with one code and one rule in one file.
        at_most: how many to show in all.
        in_full: codes of which all are shown, besides.
    """
    shown: list[Shown] = []
    groups: dict[tuple[str, str | None, PurePosixPath | None], list[Shown]] = {}
    for each in findings:
        group = groups.setdefault((each.code, each.rule, each.location.path), [])
        if len(group) < alike or each.code in in_full:
            group.append(Shown(each))
            shown.append(group[-1])
        else:
            group[-1].more.append(each)
    whole = [at for at, each in enumerate(shown) if each.finding.code in in_full]
    rest = [at for at, each in enumerate(shown) if each.finding.code not in in_full]
    few = severest([shown[at].finding for at in rest], at_most)
    kept = sorted((*whole, *(rest[at] for at in few)))
    return Chosen(
        tuple(shown[at] for at in kept),
        len(findings) - sum(1 + len(shown[at].more) for at in kept),
    )


def severest(findings: Sequence[Diagnostic], at_most: int) -> list[int]:
    """Give the places of the most severe findings, in the order of the findings."""
    return sorted(by_weight(findings)[:at_most])


def by_weight(findings: Sequence[Diagnostic]) -> list[int]:
    """Give the places of findings, those of the most severe first."""
    return sorted(range(len(findings)), key=lambda at: _RANK[findings[at].severity])


def by_file(shown: Iterable[Shown]) -> Mapping[PurePosixPath | None, list[Shown]]:
    """Sort what is shown into files, those first that come first."""
    files: dict[PurePosixPath | None, list[Shown]] = {}
    for each in shown:
        files.setdefault(each.finding.location.path, []).append(each)
    return files
