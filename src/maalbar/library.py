"""What `maalbar.open` gives: a publication that answers from Python."""

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from maalbar import flow
from maalbar.engines.disk import Disk
from maalbar.engines.shelf import is_store
from maalbar.fetch import is_address
from maalbar.load.queries import own_queries
from maalbar.model.diagnostic import MaalbarError, has_errors
from maalbar.model.statements import STATUSES, Publication
from maalbar.model.text import pick
from maalbar.queries.citing import Citations, cite, names_of
from maalbar.queries.engine import Engine, inner
from maalbar.queries.library import Query
from maalbar.queries.memory import in_memory
from maalbar.queries.shortcuts import narrowed, reports_of
from maalbar.queries.store import Questions, Rows
from maalbar.vocabulary.resources import ontology
from maalbar.walk.report import Report
from maalbar.walk.said import Said

if TYPE_CHECKING:
    import rdflib


def open_place(place: str | Path, *, allow_private: bool, timeout: float) -> "OpenPublication":
    """Open what is at a place; see `maalbar.open`."""
    engine: Engine | None = None
    if is_address(str(place)):
        from maalbar.engines.remote import Remote  # noqa: PLC0415 # slow, and only needed here
        from maalbar.fetch.address import is_public  # noqa: PLC0415 # as above

        allowed = (lambda _host: True) if allow_private else is_public
        engine = Remote(str(place), allowed=allowed, seconds=timeout)
    elif is_store(Path(place)):
        engine = Disk(Path(place))
    return OpenPublication(Path(place), engine)


class OpenPublication:
    """A publication that is open: read it once, ask many times."""

    def __init__(self, root: Path, engine: Engine | None = None) -> None:
        """Take what answers, else load the publication in the folder `root`."""
        self._root = root
        self._engine = engine or in_memory(self.publication, ontology())

    @cached_property
    def publication(self) -> Publication:
        """What was loaded from the files of a publication.

        Raises:
            MaalbarError: there are no files, but a store or a server.
        """
        loaded = flow.load(self._root)
        if has_errors(loaded.findings):
            raise MaalbarError(*loaded.findings)
        return loaded

    def query(self, query: Query | str, **parameters: object) -> Rows:
        """Ask a question.

        Args:
            query: the name of a query that comes with the package, or SPARQL.
            parameters: values by parameter name.

        Returns:
            Named tuples of Python values: int, Decimal, date, text that knows its language.

        Raises:
            MaalbarError: there is no such query, it is not SPARQL, a value does not fit, or a
                server gives no whole answer.
        """
        return self._questions.ask(query, parameters)

    @cached_property
    def queries(self) -> Mapping[str, Query]:
        """The queries that the publication brings itself, by name."""
        return own_queries(self._root)

    def narrowed(
        self, query: Query, given: Mapping[str, object], *, year: str = "", organisation: str = ""
    ) -> dict[str, object]:
        """Give the parameters by which a query asks of one year and one organisation.

        Args:
            query: the question.
            given: values by parameter name, which stay as they are.
            year: four digits.
            organisation: its address, number, name or short name.

        Raises:
            MaalbarError: the query cannot be narrowed so, or nothing or more than one fits.
        """
        return narrowed(self._engine, query, given, year=year, organisation=organisation)

    def citations(self, answer: Rows, query: Query) -> Citations:
        """Find where that of which an answer speaks stands: in which report, and where in it."""
        things = {each: None for row in answer.terms for each in row if type(each) is NamedNode}
        about = [
            value
            for name, value in answer.values.items()
            if name == "report" and isinstance(value, NamedNode)
        ]
        return cite(self._engine, things, about, query.reads)

    def asked(self, answer: Rows, language: str) -> dict[str, str]:
        """Say what the parameters of a question were: things by name, where they have one."""
        things = [each for each in answer.values.values() if isinstance(each, NamedNode)]
        names = names_of(self._engine, things)
        return {
            parameter: pick(names.get(value.value, {}), language) or value.value
            for parameter, value in answer.values.items()
        }

    def report(
        self, organisation: str, year: int | str | None = None, *, lang: str = "nb"
    ) -> Report:
        """Give a report to walk: its goals, figures, plans and what they refer to.

        Args:
            organisation: who reported: address, number, name or short name; or, without a year,
                the address of a report.
            year: the year that was reported for.
            lang: the language of the texts, where they are in it.

        Returns:
            The report, or the parts of it, where they were published by themselves.

        Raises:
            MaalbarError: there is no such organisation, or no such report.
        """
        found = reports_of(self._engine, organisation, "" if year is None else str(year))
        said = Said(self._engine, lang)
        said.read_reports(found)
        return Report(said, found)

    @cached_property
    def graph(self) -> "rdflib.Graph":
        """All that the publication states, whatever its status, as an rdflib graph."""
        import rdflib  # noqa: PLC0415 # slow, and only needed here

        found = self._engine.answer(inner("all-statements"), frozenset(STATUSES))
        data = "".join(f"{' '.join(map(str, each))} .\n" for each in found.terms)
        return rdflib.Graph().parse(data=data, format="nt")

    @cached_property
    def _questions(self) -> Questions:
        return Questions(self._engine, self.queries)
