"""What belongs where: files, questions, checks, and what is said of them."""

import asyncio
import json
from collections.abc import Callable, Coroutine
from dataclasses import replace
from functools import cached_property
from importlib.resources import files as package_files
from typing import Any, Final

from maalbar.hosting.links import BRIEFLY
from maalbar.model.text import LANGUAGES
from maalbar.serve import sparql
from maalbar.serve.checking import REPORTS, UNTOLD, is_known
from maalbar.serve.clients import client_of
from maalbar.serve.exchange import Headers, Request, Response
from maalbar.serve.frames import Frame, Said
from maalbar.serve.generation import Generation
from maalbar.serve.lanes import Lanes, Pace, RefusedError
from maalbar.serve.limits import Limits
from maalbar.serve.openapi import description
from maalbar.serve.problems import OPEN_TO_ALL, problem
from maalbar.serve.remembered import key_of
from maalbar.serve.results import GRAPH, PAGE, ROWS, Form, header, tongue
from maalbar.serve.staff import Staff
from maalbar.serve.terms import terms_of

Answer = Response | Coroutine[Any, Any, Response]
_ASKED: Final = "Accept, Accept-Language, Content-Type"
_A_DAY: Final = "86400"
_READ: Final = "GET, HEAD, OPTIONS"
_SENT: Final = "POST, OPTIONS"
# A folder is exchanged in a moment: what is missing may be there again.
_TRIES: Final = 40
_A_MOMENT: Final = 0.05
_TRUTHS: Final = {"": False, "false": False, "true": True}


class App:
    """All that a site answers; `now` is the site as it is at the moment."""

    def __init__(self, now: Generation, limits: Limits, *, proxied: bool) -> None:
        """Take a site.

        Args:
            now: the site.
            limits: what readers may take.
            proxied: whether another server says who the reader is.
        """
        self.now = now
        self.limits = limits
        self._proxied = proxied
        site = now.files.site
        self.address, self.folder = site.address, site.folder
        light = Pace(
            fast=limits.workers,
            heavy=limits.heavy,
            at_first=limits.at_first,
            seconds=limits.seconds,
        )
        check = Pace(fast=2, heavy=0, at_first=limits.to_check, seconds=limits.to_check)
        self.lanes = {"sparql": Lanes(light, limits), "validate": Lanes(check, limits)}
        self._places: dict[str, tuple[str, Callable[[Request], Answer]]] = {
            "/healthz": (_READ, self._health),
            f"{self.folder}validate": (_SENT, self._validate),
            f"{self.folder}openapi.json": (_READ, self._openapi),
        }
        if now.sparql:
            self._places |= {
                f"{self.folder}sparql": (sparql.METHODS, self._sparql),
                f"{self.folder}sparql/page.css": (_READ, self._style),
                f"{self.folder}sparql/page.js": (_READ, self._script),
                f"{self.folder}sparql/terms.json": (_READ, self._terms),
            }

    def place(self, path: str) -> str:
        """Name what a path belongs to, as it is counted."""
        return path.removeprefix(self.folder).strip("/") if path in self._places else "files"

    def most(self, path: str) -> int:
        """Give how many bytes may be sent in to a path."""
        is_check = path == f"{self.folder}validate"
        return self.limits.contribution if is_check else self.limits.form

    def answer(self, request: Request) -> Answer:
        """Answer a request, at once or in time."""
        found = self._places.get(request.path)
        if found is None:
            return self._file(request)
        methods, handle = found
        if request.method == "OPTIONS":
            told = (
                ("Allow", methods),
                ("Access-Control-Allow-Methods", methods),
                ("Access-Control-Allow-Headers", _ASKED),
                ("Access-Control-Max-Age", _A_DAY),
            )
            return Response(204, (*told, *OPEN_TO_ALL))
        if request.method not in methods.split(", "):
            values = {"value": request.method, "known": methods}
            return problem(request.headers, "wrong-method", values, more=(("Allow", methods),))
        return handle(request)

    # Files.

    def _file(self, request: Request) -> Answer:
        try:
            return self.now.files.answer(request)
        except OSError:
            return self._file_again(request)

    async def _file_again(self, request: Request) -> Response:
        """Wait until a folder that is being exchanged is there again."""
        for _ in range(_TRIES):
            await asyncio.sleep(_A_MOMENT)
            try:
                return self.now.files.answer(request)
            except OSError:
                continue
        return problem(request.headers, "not-found")

    # Questions.

    def _sparql(self, request: Request) -> Answer:
        remembered = self.now.answers.get(key_of(request))
        if remembered:
            return remembered
        try:
            asked = sparql.asked(request)
        except sparql.WrongError as error:
            more = (("Accept-Post", f"{sparql.FORM}, {sparql.DIRECT}"),)
            return problem(request.headers, error.key, error.values, more=more)
        if asked.page:
            return self._page(request, asked)
        if not asked.is_question:
            return self._describe(request, asked)
        if not (asked.rows or asked.truth or asked.graph):
            return _unsuited(request, (*ROWS, *GRAPH))
        return self._ask(request, asked)

    async def _ask(self, request: Request, asked: sparql.Asked) -> Response:
        now, forms = self.now, {"rows": asked.rows, "truth": asked.truth, "graph": asked.graph}
        said = {
            "do": "answer",
            "query": asked.query,
            "example": asked.example,
            "values": asked.values,
            "default": asked.default,
            "named": asked.named,
            "most_rows": self.limits.rows,
            "most_bytes": self.limits.answer,
            **{kind: form.name if form else None for kind, form in forms.items()},
        }
        try:
            answer, body = await self._have_asked(request, said)
        except RefusedError as error:
            return _refused(request, error, asked.lang)
        if "failed" in answer:
            if answer["failed"] == "not-acceptable":
                return _unsuited(request, (*ROWS, *GRAPH))
            return _failed(request, answer, asked.lang)
        form = forms[answer["kind"]]
        assert form  # noqa: S101 # else it would have failed
        response = Response(200, (*_kept(request, "Accept"), _type(form)), body)
        now.answers.keep(key_of(request), response)
        return response

    async def _page(self, request: Request, asked: sparql.Asked) -> Response:
        language = tongue(request.header("accept-language"), asked.lang)
        said: Said = {
            "do": "page",
            "query": asked.query,
            "example": asked.example,
            "values": asked.values,
            "default": asked.default,
            "named": asked.named,
            "lang": language,
            "folder": self.folder,
            "link": request.query if request.method != "POST" else "",
        }
        try:
            try:
                answer, body = await self._have_asked(request, said)
            except RefusedError as error:
                if error.after:
                    raise
                # What was asked is to be seen beside why it was not answered.
                answer, body = await self._have_asked(request, said | {"failed": error.key})
        except RefusedError as error:
            return _refused(request, error, asked.lang)
        if "failed" in answer:
            return _failed(request, answer, language)
        told = (_type(PAGE), ("Content-Language", language))
        vary = "Accept, Accept-Language"
        return Response(answer["status"], (*_kept(request, vary), *told), body)

    def _describe(self, request: Request, asked: sparql.Asked) -> Answer:
        if not asked.graph:
            return _unsuited(request, GRAPH)
        body = self.now.described.get(asked.graph.name)
        if body is not None:
            return Response(200, (*_kept(request, "Accept"), _type(asked.graph)), body)
        return self._describe_first(request, asked.graph)

    async def _describe_first(self, request: Request, form: Form) -> Response:
        now = self.now
        said = {"do": "describe", "endpoint": f"{self.address}sparql", "graph": form.name}
        try:
            _, now.described[form.name] = await self._have_asked(request, said)
        except RefusedError as error:
            return _refused(request, error)
        return Response(200, (*_kept(request, "Accept"), _type(form)), now.described[form.name])

    async def _have_asked(self, request: Request, said: Said) -> Frame:
        client = client_of(request, proxied=self._proxied)
        return await self.lanes["sparql"].ask(self._who_answers, client, said)

    def _who_answers(self) -> Staff:
        staff = self.now.sparql
        assert staff  # noqa: S101 # else there is no such place
        return staff

    # Checks.

    def _validate(self, request: Request) -> Answer:
        media_type = request.header("content-type").partition(";")[0].strip().lower()
        fields = dict(sparql.fields(request.query))
        wrong = _wrong_value(fields)
        if wrong:
            return problem(request.headers, "wrong-value", wrong)
        if not is_known(media_type):
            known = "YAML, CSV, Turtle, TriG, N-Triples, N-Quads, JSON-LD, RDF/XML, ZIP"
            values = {"value": media_type, "known": known}
            return problem(request.headers, "wrong-media-type", values)
        if not request.body:
            return problem(request.headers, "nothing-sent")
        said = {
            "type": "" if media_type in UNTOLD else media_type,
            "report": fields.get("report") or "json",
            "lang": tongue(request.header("accept-language"), fields.get("lang", "")),
            "alone": _TRUTHS[fields.get("alone", "")],
        }
        return self._check(request, said)

    async def _check(self, request: Request, said: Said) -> Response:
        client = client_of(request, proxied=self._proxied)
        lane = self.lanes["validate"]
        try:
            answer, body = await lane.ask(lambda: self.now.checks, client, said, request.body)
        except RefusedError as error:
            key = "too-slow-to-check" if error.key == "too-slow" else error.key
            return problem(request.headers, key, lang=said["lang"], more=_after(error.after))
        if "failed" in answer:
            return _failed(request, answer, said["lang"])
        told = (
            ("Content-Type", header(REPORTS[said["report"]])),
            ("Content-Language", said["lang"]),
            ("Cache-Control", "no-store"),
            ("Vary", "Accept-Language"),
        )
        return Response(200, (*told, *OPEN_TO_ALL), body)

    # What is said of it.

    def _health(self, _: Request) -> Response:
        alive = self.now.alive
        told = (("Content-Type", "text/plain; charset=utf-8"), ("Cache-Control", "no-store"))
        return Response(200 if alive else 503, told, b"ok\n" if alive else b"not ready\n")

    def _openapi(self, _: Request) -> Response:
        told = (("Content-Type", "application/json"), ("Cache-Control", BRIEFLY))
        return Response(200, (*told, *OPEN_TO_ALL), self._described)

    @cached_property
    def _described(self) -> bytes:
        said = description(self.address, sparql=self.now.sparql is not None)
        return json.dumps(said, ensure_ascii=False, indent=1).encode()

    def _style(self, _: Request) -> Response:
        return _resource("sparql.css", "text/css; charset=utf-8")

    def _script(self, _: Request) -> Response:
        return _resource("sparql.js", "text/javascript; charset=utf-8")

    def _terms(self, request: Request) -> Response:
        language = tongue("", dict(sparql.fields(request.query)).get("lang", ""))
        told = (("Content-Type", "application/json"), ("Cache-Control", BRIEFLY))
        return Response(200, told, terms_of(language))


def _wrong_value(fields: dict[str, str]) -> dict[str, str]:
    """Find the first field that has a value that it cannot have."""
    for key, known in (("report", REPORTS), ("lang", LANGUAGES), ("alone", _TRUTHS)):
        value = fields.get(key, "")
        if value and value not in known:
            return {"field": key, "value": value, "known": ", ".join(filter(None, known))}
    return {}


def _failed(request: Request, answer: Said, lang: str) -> Response:
    """Say why a process has no answer; what went wrong inside is for the log."""
    response = problem(request.headers, answer["failed"], answer.get("values"), lang=lang)
    note = f"{response.note} {answer['reason']}" if "reason" in answer else response.note
    return replace(response, note=note)


def _refused(request: Request, error: RefusedError, lang: str = "") -> Response:
    return problem(request.headers, error.key, lang=lang, more=_after(error.after))


def _after(seconds: int) -> Headers:
    return (("Retry-After", str(seconds)),) if seconds else ()


def _unsuited(request: Request, forms: tuple[Form, ...]) -> Response:
    known = ", ".join(dict.fromkeys(form.media_type for form in forms))
    return problem(request.headers, "not-acceptable", {"known": known})


def _kept(request: Request, vary: str) -> Headers:
    cache = "no-store" if request.method == "POST" else BRIEFLY
    return (("Cache-Control", cache), ("Vary", vary), *OPEN_TO_ALL)


def _type(form: Form) -> tuple[str, str]:
    return ("Content-Type", header(form.media_type))


def _resource(name: str, media_type: str) -> Response:
    body = (package_files("maalbar.templates") / name).read_bytes()
    return Response(200, (("Content-Type", media_type), ("Cache-Control", BRIEFLY)), body)
