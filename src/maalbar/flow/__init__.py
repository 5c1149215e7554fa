"""The order of the stages, known here and nowhere else."""

from maalbar.flow.checking import Checked, check, load
from maalbar.flow.proving import Found, check_sources, find_in_sources, stamp_sources
from maalbar.flow.publishing import Plan, Published, publish
from maalbar.flow.starting import new_report

__all__ = [
    "Checked",
    "Found",
    "Plan",
    "Published",
    "check",
    "check_sources",
    "find_in_sources",
    "load",
    "new_report",
    "publish",
    "stamp_sources",
]
