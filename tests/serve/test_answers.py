"""What a reader gets for a question: whole, in the form asked for, or a reason why not."""

import csv
import io
import json
import re
from pathlib import Path
from typing import Final
from urllib.parse import quote, urlencode

import html5lib
import pytest
from pyoxigraph import (
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    parse,
    parse_query_results,
)
from tests.hosting.table import BROWSER, THING
from tests.serve.starting import JSON, Serving

from maalbar.queries import library

GOALS: Final = "SELECT ?goal ?text WHERE { ?goal a mb:Goal ; dct:description ?text } ORDER BY ?goal"
ROWS: Final = {
    JSON: QueryResultsFormat.JSON,
    "application/sparql-results+xml": QueryResultsFormat.XML,
    "text/tab-separated-values": QueryResultsFormat.TSV,
}
GRAPHS: Final = {
    "text/turtle": RdfFormat.TURTLE,
    "application/n-triples": RdfFormat.N_TRIPLES,
    "application/rdf+xml": RdfFormat.RDF_XML,
    "application/ld+json": RdfFormat.JSON_LD,
}


def test_every_form_of_rows_says_the_same(served: Serving) -> None:
    found = []
    for accept, form in ROWS.items():
        answer = served.query(GOALS, Accept=accept)
        assert answer.headers["content-type"].partition(";")[0] == accept
        read = parse_query_results(answer.body, format=form)
        assert isinstance(read, QuerySolutions)
        found.append([(str(row["goal"]), str(row["text"])) for row in read])
    text = served.query(GOALS, Accept="text/csv").body.decode()
    rows = list(csv.reader(io.StringIO(text, newline="")))

    assert found[0] == found[1] == found[2]
    assert len(found[0]) >= 5
    assert rows[0] == ["goal", "text"]
    assert [f"<{goal}>" for goal, _ in rows[1:]] == [goal for goal, _ in found[0]]


def test_every_form_of_a_graph_says_the_same(served: Serving) -> None:
    sparql = "CONSTRUCT { ?s a ?kind } WHERE { ?s a ?kind }"

    found = [
        {str(each) for each in parse(served.query(sparql, Accept=accept).body, format=form)}
        for accept, form in GRAPHS.items()
    ]

    assert found[0] == found[1] == found[2] == found[3]
    assert len(found[0]) > 50


@pytest.mark.parametrize(
    ("accept", "given"),
    [
        ("*/*", JSON),
        ("text/csv, application/sparql-results+xml;q=0.9", "text/csv"),
        ("application/json", "application/json"),
        ("text/*;q=0.5, application/sparql-results+xml;q=0.4", "text/csv"),
        ("text/html;q=0.1, application/xml;q=0.2", "application/xml"),
        ("text/turtle, application/sparql-results+xml;q=0.5", "application/sparql-results+xml"),
    ],
)
def test_weights_choose_the_form(served: Serving, accept: str, given: str) -> None:
    answer = served.query(GOALS, Accept=accept)

    assert answer.status == 200
    assert answer.headers["content-type"].partition(";")[0] == given
    assert "accept" in answer.names("vary")


@pytest.mark.parametrize("accept", ["image/png", "*/*;q=0", "text/turtle"])
def test_a_form_that_there_is_not_is_not_acceptable(served: Serving, accept: str) -> None:
    answer = served.query(GOALS, Accept=accept)

    assert answer.status == 406
    assert b"text/csv" in answer.body


def test_the_default_graph_counts_a_triple_once_and_names_the_terms(served: Serving) -> None:
    found = served.query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", Accept="text/csv").body
    distinct = served.query(
        "SELECT (COUNT(*) AS ?n) { SELECT DISTINCT * { ?s ?p ?o } }", Accept="text/csv"
    ).body
    label = served.query(
        'ASK { mb:Goal rdfs:label|skos:prefLabel ?name FILTER(LANG(?name) = "nn") }'
    )

    assert found == distinct
    assert json.loads(label.body)["boolean"] is True


def test_every_named_question_has_an_address(served: Serving) -> None:
    for name in library.names():
        answer = served.ask(f"/sparql?example={name}", Accept=JSON)
        assert answer.status == 200, (name, answer.body)
    year = served.ask("/sparql?example=nothing", Accept=JSON)
    assert year.status == 400


def test_no_value_of_a_named_question_changes_its_shape(served: Serving) -> None:
    value = "x> } SERVICE <http://127.0.0.1:1/> { ?s ?p ?o"

    answer = served.ask(
        f"/sparql?{urlencode({'example': 'goals', 'value.report': value})}", Accept=JSON
    )

    assert answer.status == 400
    assert json.loads(answer.body)["code"] == "as-found"


@pytest.mark.parametrize(
    ("sparql", "status", "code"),
    [
        ("SELECT", 400, "not-sparql"),
        ("SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }", 403, "forbidden"),
        (r"SELECT * { \u0053ERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }", 403, "forbidden"),
        ("SELECT * { ?s ?p ?o FILTER(trueSERVICE <http://127.0.0.1:1/> {}) }", 403, "forbidden"),
        ("INSERT DATA { <a:b> <a:b> <a:b> }", 403, "forbidden"),
        ("LOAD <http://127.0.0.1:1/>", 403, "forbidden"),
        ("DROP ALL", 403, "forbidden"),
        ("SELECT * FROM <http://127.0.0.1:1/> { ?s ?p ?o }", 400, "unknown-graph"),
        ("SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }", 400, "unknown-graph"),
        (
            "PREFIX e: <http://e.example/> SELECT * FROM NAMED e:x { ?s ?p ?o }",
            400,
            "unknown-graph",
        ),
        ("SELECT * { ?s ?p ?o }" + " " * 20_000, 413, "too-long"),
        ("SELECT (1 AS ?x) { ?a ?b ?c . ?d ?e ?f }", 422, "too-many-rows"),
    ],
)
def test_what_is_refused_is_told_why(served: Serving, sparql: str, status: int, code: str) -> None:
    body = urlencode({"query": sparql}).encode()
    form = "application/x-www-form-urlencoded"

    answer = served.ask("/sparql", method="POST", body=body, Accept=JSON, Content_Type=form)

    assert answer.status == status
    assert answer.headers["content-type"] == "application/problem+json"
    problem = json.loads(answer.body)
    assert (problem["status"], problem["code"]) == (status, code)
    assert problem["detail"]


def test_a_word_in_a_text_is_a_text(served: Serving) -> None:
    answer = served.query('ASK { BIND("SERVICE <x> INSERT FROM" AS ?text) } # LOAD')

    assert json.loads(answer.body)["boolean"] is True


def test_graphs_of_the_publication_can_be_chosen(served: Serving) -> None:
    count = "SELECT (COUNT(*) AS ?n) {{ {} }}"
    graphs = json.loads(
        served.query("SELECT DISTINCT ?g { GRAPH ?g { ?s a mb:Goal } } ORDER BY ?g").body
    )["results"]["bindings"]
    graph = graphs[0]["g"]["value"]
    inside = served.query(count.format(f"GRAPH <{graph}> {{ ?s ?p ?o }}"), Accept="text/csv").body
    sparql = "SELECT (COUNT(*) AS ?n) FROM $graph { ?s ?p ?o }".replace("$graph", f"<{graph}>")
    by_from = served.query(sparql, Accept="text/csv").body
    by_protocol = served.query(
        count.format("?s ?p ?o"), Accept="text/csv", **{"default-graph-uri": graph}
    ).body
    outside = served.query("ASK {}", **{"named-graph-uri": "http://e.example/"})

    assert inside == by_from == by_protocol
    assert inside != b"n\r\n0\r\n"
    assert outside.status == 400


def test_reasons_are_told_in_the_language_of_the_reader(served: Serving) -> None:
    said = {
        tongue: served.ask(
            "/sparql?query=SELECT%20*%20FROM%20%3Ca:b%3E%20%7B%7D",
            Accept="text/plain",
            Accept_Language=tongue,
        )
        for tongue in ("nb-NO,nb;q=0.9", "nn", "en-GB, nb;q=0.5", "fr")
    }

    assert [each.headers["content-language"] for each in said.values()] == ["nb", "nn", "en", "nb"]
    assert len({each.body for each in said.values()}) == 3
    assert all(each.headers["content-type"].startswith("text/plain") for each in said.values())


def test_a_script_of_another_site_may_ask(served: Serving) -> None:
    for path in ("/sparql", "/validate", "/openapi.json"):
        answer = served.ask(
            path,
            method="OPTIONS",
            Origin="https://reader.example",
            Access_Control_Request_Method="POST",
            Access_Control_Request_Headers="content-type",
        )
        assert answer.status == 204
        assert answer.headers["access-control-allow-origin"] == "*"
        assert "content-type" in answer.names("access-control-allow-headers")
        assert "access-control-allow-credentials" not in answer.headers
    for answer in (served.query(GOALS), served.query("SELECT")):
        assert answer.headers["access-control-allow-origin"] == "*"


def test_the_page_answers_without_a_script(served: Serving) -> None:
    sparql = f"SELECT ?text {{ <https://w3id.org/maalbar/{THING}> dct:description ?text }}"
    for tongue in ("nb", "nn", "en"):
        answer = served.query(sparql, Accept=BROWSER, lang=tongue)
        page = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(answer.body)

        assert answer.status == 200
        assert answer.headers["content-language"] == tongue
        assert page.get("lang") == tongue
        assert page.find(".//textarea").text.strip() == sparql
        assert [each.text for each in page.iterfind(".//th")] == ["text"]
        assert len(page.findall(".//tbody/tr")) >= 1
        forms = [each.get("href") for each in page.iterfind(".//a[@download]")]
        assert [re.findall("format=([a-z]+)", each) for each in forms] == [
            ["csv"], ["tsv"], ["json"], ["xml"],
        ]  # fmt: skip
        for each in forms:
            assert served.ask(f"/sparql{each}", Accept=BROWSER).status == 200


def test_the_page_is_whole_by_itself(served: Serving) -> None:
    answer = served.ask("/sparql", Accept=BROWSER)
    page = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(answer.body)
    labels = {each.get("for") for each in page.iterfind(".//label")}

    assert "script-src 'self'" in answer.headers["content-security-policy"]
    for each in (*page.iterfind(".//textarea"), *page.iterfind(".//input")):
        assert each.get("type") == "hidden" or each.get("id") in labels
    loaded = [*page.iterfind(".//link"), *page.iterfind(".//script")]
    for each in loaded:
        path = each.get("href") or each.get("src")
        assert path.startswith("/")
        found = served.ask(path)
        assert found.status == 200
        assert b"http:" not in found.body or path == "/style.css"
    terms = json.loads(served.ask(page.find(".//textarea").get("data-terms")).body)
    assert ["mb:Goal", "mål"] in [[name, label.lower()] for name, label in terms]
    examples = [each.get("href") for each in page.iterfind(".//ul[@class='examples']/li/a")]
    assert len(examples) == len(library.names())
    for each in examples:
        shown = served.ask(f"/sparql{each}", Accept=BROWSER)
        html5lib.HTMLParser(strict=True).parse(shown.body)
        assert shown.status == 200


def test_nothing_in_the_data_or_the_question_becomes_markup(served: Serving) -> None:
    evil = "<script>alert(1)</script>"
    sparql = f'SELECT ("{evil}" AS ?x) (<javascript:alert(1)> AS ?y) ("{evil}" AS ?script) {{}}'

    page = served.query(sparql, Accept=BROWSER)
    wrong = served.query(f"{evil}</textarea>{evil}", Accept=BROWSER)
    name = served.ask(f"/sparql?example={quote(evil)}&lang={quote(evil)}", Accept=BROWSER)
    plain = served.ask(f"/sparql?format={quote(evil)}", Accept=BROWSER)

    assert (page.status, wrong.status, name.status, plain.status) == (200, 400, 400, 400)
    for answer in (page, wrong, name):
        assert evil.encode() not in answer.body
        assert b'href="javascript' not in answer.body
        assert answer.headers["x-content-type-options"] == "nosniff"
    assert plain.headers["content-type"].startswith("text/plain")


def test_a_page_of_a_big_answer_shows_its_beginning_and_says_so(served: Serving) -> None:
    answer = served.query("SELECT * { ?s ?p ?o }", Accept=BROWSER, lang="en")

    assert answer.status == 200
    assert answer.body.count(b"<tr>") == 501
    assert b"Only the first 500 rows" in answer.body


def test_a_contribution_is_checked(served: Serving, small_report: str) -> None:
    broken = small_report.replace("type: Goal", "type: Gaol").encode()

    good = served.ask(
        "/validate?alone=true", method="POST", body=small_report.encode(), Content_Type="text/yaml"
    )
    bad = served.ask("/validate", method="POST", body=broken, Content_Type="application/yaml")

    assert (good.status, bad.status) == (200, 200)
    assert not [each for each in json.loads(good.body)["findings"] if each["severity"] == "error"]
    assert [each for each in json.loads(bad.body)["findings"] if "Gaol" in str(each)]


def test_findings_come_in_the_form_and_language_asked_for(served: Serving) -> None:
    body = b"stated: [{id: goal/a/2023/b/1, type: Gaol}]"
    kinds = {
        "json": "application/json",
        "sarif": "application/sarif+json",
        "html": "text/html; charset=utf-8",
        "text": "text/plain; charset=utf-8",
        "turtle": "text/turtle; charset=utf-8",
        "junit": "application/xml; charset=utf-8",
    }
    for report, media_type in kinds.items():
        for tongue in ("nb", "nn", "en"):
            answer = served.ask(
                f"/validate?report={report}&lang={tongue}",
                method="POST",
                body=body,
                Content_Type="application/yaml",
            )
            assert answer.status == 200
            assert answer.headers["content-type"] == media_type
            assert answer.headers["content-language"] == tongue
            assert b"Gaol" in answer.body


def test_what_a_contribution_refers_to_is_looked_for_in_the_site(served: Serving) -> None:
    body = b"stated: [{id: goal/digdir/2021/innovasjon/1, description: {nb: Annet}}]"
    found = {
        alone: served.ask(
            f"/validate?alone={alone}", method="POST", body=body, Content_Type="application/yaml"
        ).body
        for alone in ("true", "false")
    }

    assert b"references/not-checked" in found["true"] or found["true"] != found["false"]
    assert found["true"] != found["false"]


@pytest.mark.parametrize(
    ("path", "body", "media_type", "status"),
    [
        ("/validate", b"", "application/yaml", 400),
        ("/validate?report=pdf", b"a: 1", "application/yaml", 400),
        ("/validate?lang=fr", b"a: 1", "application/yaml", 400),
        ("/validate?alone=perhaps", b"a: 1", "application/yaml", 400),
        ("/validate", b"a: 1", "image/png", 415),
        ("/validate", b"a: 1", "multipart/form-data; boundary=x", 415),
        ("/validate", b"\xff\xfe", "application/yaml", 200),
        ("/validate", b"PK\x03\x04nonsense", "application/zip", 200),
        ("/validate", b"a: &a [*a, *a]", "application/yaml", 200),
    ],
)
def test_what_is_no_contribution_is_told_so(
    served: Serving, path: str, body: bytes, media_type: str, status: int
) -> None:
    answer = served.ask(path, method="POST", body=body, Content_Type=media_type)

    assert answer.status == status
    assert b"Traceback" not in answer.body


def test_a_contribution_cannot_have_files_of_the_server_read(
    served: Serving, tmp_path: Path
) -> None:
    secret = tmp_path / "secret.yaml"
    secret.write_text("stated: [{id: goal/x/2023/y/1, type: Secret}]", encoding="utf-8")
    context = {"@context": f"file://{secret}", "@id": "x:y"}

    answer = served.ask(
        "/validate",
        method="POST",
        body=json.dumps(context).encode(),
        Content_Type="application/ld+json",
    )

    assert answer.status == 200
    assert b"type: Secret" not in answer.body
