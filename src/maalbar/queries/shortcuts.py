"""`--year` and `--org`: one way to say when and who, whatever a query calls its parameters.

A year fills the parameter of type `year`, and an organisation the one that is called
`organisation`.  What a query does not take itself narrows its `report`: to the one report of
that organisation and year.
"""

from collections.abc import Iterable, Mapping
from typing import Final

from pyoxigraph import NamedNode

from maalbar.model.diagnostic import Location, MaalbarError
from maalbar.queries.engine import Engine, inner
from maalbar.queries.library import DEFAULT_READS, Query
from maalbar.words import did_you_mean, finding

_READ: Final = frozenset(DEFAULT_READS)
_MOST_SHOWN: Final = 8


def narrowed(
    engine: Engine, query: Query, given: Mapping[str, object], *, year: str, organisation: str
) -> dict[str, object]:
    """Fill the parameters that say when and who.

    Args:
        engine: what is asked.
        query: the question.
        given: values by parameter name; they stay as they are.
        year: four digits; empty where none is asked for.
        organisation: its address, number, name or short name; empty where none is asked for.

    Raises:
        MaalbarError: the query has no such parameter, there is no such organisation or report, or
            there are several.
    """
    values = dict(given)
    kinds = {each.name: each.type for each in query.parameters}
    years = [name for name, kind in kinds.items() if kind == "year"]
    takes_report = "report" in kinds and "report" not in given
    who = _organisation(engine, organisation) if organisation else None
    if year and years:
        values |= {name: year for name in years if name not in given}
    elif year and not takes_report:
        raise _not_taken(query, "--year")
    if who and "organisation" in kinds:
        values.setdefault("organisation", who.value)
    elif who and not takes_report:
        raise _not_taken(query, "--org")
    of_whom = None if "organisation" in kinds else who
    of_year = "" if years else year
    if takes_report and (of_whom or of_year):
        values["report"] = _report(engine, query, of_whom, of_year)
    return values


def reports_of(engine: Engine, asked: str, year: str) -> tuple[NamedNode, ...]:
    """Find the reports of an organisation, for a year or for all; or the one of an address.

    Raises:
        MaalbarError: there is no such organisation, or no such report.
    """
    reports = engine.answer(inner("reports"), _READ).terms
    known = [report for report, _, _ in reports if isinstance(report, NamedNode)]
    named = [each for each in known if asked in {each.value, each.value.removeprefix(engine.base)}]
    if named:
        return (named[0],)
    who = _organisation(engine, asked)
    found = tuple(
        report
        for report, publisher, of_year in reports
        if isinstance(report, NamedNode)
        and publisher == who
        and (not year or (of_year is not None and of_year.value == year))
    )
    if found:
        return tuple(dict.fromkeys(found))
    listed = _listed(each.value.removeprefix(engine.base) for each in known)
    raise MaalbarError(
        finding("query/no-report", Location(), value=f"{asked} {year}".strip(), known=listed)
    )


def _not_taken(query: Query, option: str) -> MaalbarError:
    names = ", ".join(each.name for each in query.parameters) or "–"
    where = Location(focus=query.name or None)
    return MaalbarError(finding("query/no-shortcut", where, value=option, expected=names))


def _organisation(engine: Engine, asked: str) -> NamedNode:
    names: dict[str, dict[NamedNode, None]] = {}
    for organisation, name in engine.answer(inner("organisations"), _READ).terms:
        if isinstance(organisation, NamedNode):
            known = [organisation.value, organisation.value.removeprefix(engine.base)]
            known += [organisation.value.rpartition("/")[2], name.value if name else ""]
            for each in known:
                names.setdefault(each.casefold(), {})[organisation] = None
    found = list(names.get(asked.casefold(), ()))
    if len(found) == 1:
        return found[0]
    where = Location()
    if found:
        several = _listed(f"organisation={each.value}" for each in found)
        raise MaalbarError(finding("query/several", where, value=asked, known=several))
    alike = did_you_mean(asked.casefold(), (each for each in names if each and ":" not in each))
    raise MaalbarError(finding("query/unknown-organisation", where, value=asked, suggestion=alike))


def _report(engine: Engine, query: Query, who: NamedNode | None, year: str) -> str:
    reports = engine.answer(inner("reports"), _READ).terms
    fits = [
        report
        for report, publisher, of_year in reports
        if isinstance(report, NamedNode)
        and (who is None or publisher == who)
        and (not year or (of_year is not None and of_year.value == year))
    ]
    usual = query.default("report", engine.base)
    if len(fits) == 1:
        return fits[0].value
    if usual is not None and usual in fits:
        return usual.value
    short = who.value.removeprefix(engine.base) if who else ""
    asked = " ".join(filter(None, (short, year)))
    where = Location(focus=query.name or None)
    if fits:
        several = _listed(f"report={each.value.removeprefix(engine.base)}" for each in fits)
        raise MaalbarError(finding("query/several", where, value=asked, known=several))
    known = _listed(each.value.removeprefix(engine.base) for each, _, _ in reports if each)
    raise MaalbarError(finding("query/no-report", where, value=asked, known=known))


def _listed(names: Iterable[str]) -> str:
    shown = sorted(set(names))
    more = ["…"] if len(shown) > _MOST_SHOWN else []
    return ", ".join([*shown[:_MOST_SHOWN], *more])
