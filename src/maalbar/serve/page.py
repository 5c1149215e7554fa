"""The page by which people ask: what can be asked, a field to write in, and the answer as a table.

It works without scripts: a question is a form, and the address of the answer holds the question.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import Any, Final
from urllib.parse import urlencode

from pyoxigraph import Literal, NamedNode, QueryBoolean, QuerySolutions, QueryTriples

from maalbar.model.terms import PREFIXES, XSD
from maalbar.model.text import LANGUAGES, pick
from maalbar.queries import library
from maalbar.serve.frames import Said
from maalbar.templates import fill
from maalbar.words import phrase

_MOST: Final = 500
_LINES: Final = (6, 30)
_NUMBERS: Final = {XSD.integer, XSD.decimal, XSD.double, XSD.float}
_ROWS: Final = ("csv", "tsv", "json", "xml")
_GRAPH: Final = ("ttl", "jsonld", "nt", "rdf")
_TRUTH: Final = ("json", "xml")
# The words of the page, as the template calls them.
_WORDS: Final = (
    *("page-title", "page-lead", "page-examples", "page-ask-this", "page-query", "page-help"),
    *("page-ask", "page-prefixes", "page-suggestions", "page-failed", "page-answer"),
    *("page-download", "page-link", "page-api"),
)


@dataclass(frozen=True, slots=True)
class _Cell:
    text: str = ""
    href: str = ""
    language: str = ""
    is_number: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class _Answer:
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[_Cell, ...], ...] = ()
    counted: str = ""
    truth: str | None = None


class Page:
    """One page.

    Attributes:
        query: what stands in the field.
        values: those of a named question.
        status: that of the answer.
    """

    def __init__(self, said: Said, base: str) -> None:
        """Begin without an answer.

        Args:
            said: `lang`, `folder` (the path of the site), `link` (what was asked, as it stands
                in an address), and `example` and `values` of a named question.
            base: absolute IRI that identifiers begin with.
        """
        self.query = str(said["query"])
        self.values: Mapping[str, str] = {}
        self.status = 200
        self._said = said
        self._base = base
        self._language: str = said["lang"]
        self._answer: _Answer | None = None
        self._problem = ""
        self._forms: tuple[str, ...] = ()

    def show(self, answer: QuerySolutions | QueryBoolean | QueryTriples) -> None:
        """Show the beginning of an answer."""
        if isinstance(answer, QuerySolutions):
            names = tuple(each.value for each in answer.variables)
            self._table(names, ([row[name] for name in names] for row in answer))
            self._forms = _ROWS
        elif isinstance(answer, QueryTriples):
            names = ("subject", "predicate", "object")
            rows = ([each.subject, each.predicate, each.object] for each in answer)
            self._table(names, rows)
            self._forms = _GRAPH
        else:
            self._answer = _Answer(truth=self._say("page-yes" if answer else "page-no"))
            self._forms = _TRUTH

    def fail(self, key: str, /, values: Mapping[str, Any]) -> None:
        """Say why there is no answer."""
        self.status = 400
        self._problem = self._say(key, **values)

    def render(self) -> bytes:
        """Write the page."""
        least, most = _LINES
        words = {key.removeprefix("page-").replace("-", "_"): self._say(key) for key in _WORDS}
        # The script fills it in.
        words["suggested"] = self._say("page-suggested", count="{count}")
        usual = {key: phrase("pages", key, self._language) for key in ("skip", "home", "languages")}
        return fill(
            "sparql.html",
            language=self._language,
            folder=self._said["folder"],
            words=words | usual,
            languages=list(self._languages()),
            examples=_examples(self._language),
            example=self._example(),
            query=self.query,
            lines=min(max(self.query.count("\n") + 2, least), most),
            prefixes=sorted(PREFIXES.items()),
            problem=self._problem,
            answer=self._answer,
            downloads=[{"name": form, "href": self._address(format=form)} for form in self._forms],
            link=self._address(lang=self._language),
        ).encode()

    def _table(self, names: tuple[str, ...], rows: Iterable[list[Any]]) -> None:
        shown = [tuple(map(self._cell, row)) for row in islice(rows, _MOST + 1)]
        key = "page-first" if len(shown) > _MOST else "page-rows"
        counted = self._say(key, count=min(len(shown), _MOST))
        self._answer = _Answer(columns=names, rows=tuple(shown[:_MOST]), counted=counted)

    def _cell(self, term: Any) -> _Cell:  # noqa: ANN401 # any term, or none
        if isinstance(term, NamedNode):
            is_link = term.value.startswith(("http://", "https://"))
            return _Cell(self._short(term.value), href=term.value if is_link else "")
        if isinstance(term, Literal):
            is_number = term.datatype in _NUMBERS
            return _Cell(term.value, language=term.language or "", is_number=is_number)
        return _Cell("" if term is None else str(term))

    def _short(self, iri: str) -> str:
        if iri.startswith(self._base):
            return iri.removeprefix(self._base)
        for name, begins in PREFIXES.items():
            if iri.startswith(begins) and "/" not in iri.removeprefix(begins):
                return f"{name}:{iri.removeprefix(begins)}"
        return iri

    def _example(self) -> Mapping[str, Any] | None:
        name = self._said["example"]
        if not name or name not in (*library.names(), *library.other_names()):
            return None
        query = library.find(name)
        given = self._said["values"]
        return {
            "name": name,
            "heading": self._say("page-values", title=dict(query.title)),
            "parameters": [
                {
                    "name": each.name,
                    "text": pick(each.text, self._language) or each.name,
                    "value": given.get(each.name) or self._short(self.values.get(each.name, "")),
                }
                for each in query.parameters
            ],
        }

    def _languages(self) -> Iterator[Mapping[str, str]]:
        for tag in LANGUAGES:
            name = phrase("pages", "language-name", tag)
            yield {"tag": tag, "name": name, "href": self._address(lang=tag)}

    def _address(self, **more: str) -> str:
        """Give the address of the same question; one that was not asked by address has none."""
        link = self._said["link"]
        return f"?{link}&{urlencode(more)}" if link else f"?{urlencode(more)}"

    def _say(self, key: str, **values: object) -> str:
        return phrase("serving", key, self._language, **values)


@cache
def _examples(language: str) -> list[Mapping[str, str]]:
    """Give the named questions."""
    found = []
    for name in library.names():
        query = library.find(name)
        href = f"?{urlencode({'example': name, 'lang': language})}"
        title, description = pick(query.title, language), pick(query.description, language)
        found.append({"href": href, "title": title, "description": description})
    return sorted(found, key=lambda each: each["title"])
