"""What `maalbar.open` gives: a publication that answers from Python."""

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from maalbar import flow
from maalbar.model.diagnostic import MaalbarError, has_errors
from maalbar.model.statements import Publication
from maalbar.queries.library import Query
from maalbar.queries.store import Questions, Rows
from maalbar.vocabulary.resources import ontology

if TYPE_CHECKING:
    import rdflib


class OpenPublication:
    """A loaded publication; read it once, ask many times."""

    def __init__(self, root: Path) -> None:
        """Load the publication in the folder `root`; see `maalbar.open`."""
        self.publication: Publication = flow.load(root)
        if has_errors(self.publication.findings):
            raise MaalbarError(*self.publication.findings)

    def query(self, query: Query | str, **parameters: object) -> Rows:
        """Ask a question.

        Args:
            query: the name of a query that comes with the package, or SPARQL.
            parameters: values by parameter name.

        Returns:
            Named tuples of Python values: int, Decimal, date, text that knows its language.

        Raises:
            MaalbarError: there is no such query, it is not SPARQL, or a value does not fit.
        """
        return self._questions.ask(query, parameters)

    @cached_property
    def graph(self) -> "rdflib.Graph":
        """All that the publication states, whatever its status, as an rdflib graph."""
        import rdflib  # noqa: PLC0415 # slow, and only needed here

        from maalbar.publish.ntriples import write_ntriples  # noqa: PLC0415 # as above

        data = write_ntriples(self.publication.index)
        return rdflib.Graph().parse(data=data, format="nt")

    @cached_property
    def _questions(self) -> Questions:
        return Questions(self.publication, ontology())
