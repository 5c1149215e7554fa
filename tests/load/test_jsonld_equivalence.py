"""A file is JSON-LD 1.1: a processor that no one here wrote reads the same statements from it.

Each list of a file, with its scalars as strings, stands under the generated context, and each
outermost section under the context of its passages.
"""

import json
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Any, Final, NoReturn

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyld import jsonld
from pyoxigraph import Literal
from tests.load.nodes import BASE, INSIDE_SECTIONS, NODES, SECTIONS, Json

from maalbar import flow
from maalbar.load.iris import expand, problem_with
from maalbar.load.mapping import map_file
from maalbar.load.text import read_text
from maalbar.load.yaml import Mapping as Tree
from maalbar.load.yaml import Node, Scalar, Sequence, read_yaml
from maalbar.model.statements import Statement
from maalbar.model.terms import XSD
from maalbar.vocabulary.context import jsonld_context, passages_context
from maalbar.vocabulary.ontology import vocabulary

STRING: Final = XSD.string.value
SEEDS: Final = Path(__file__).parents[2] / "seeds"
FILES: Final = sorted(path.relative_to(SEEDS).as_posix() for path in SEEDS.rglob("*.yaml"))

Spoken = tuple[str, str, str, str, str]


# As PyLD reads it


@cache
def context() -> Json:
    return jsonld_context(vocabulary())


def no_network(url: str, _: object) -> NoReturn:
    pytest.fail(f"a context was fetched: {url}")


def as_json(tree: Node) -> Any:  # noqa: ANN401 # JSON
    """Give a tree as JSON: scalars as strings, as they were written."""
    if isinstance(tree, Scalar):
        return tree.text
    if isinstance(tree, Sequence):
        return [as_json(each) for each in tree.items]
    return {key.text: as_json(value) for key, value in tree.entries}


def in_contexts(node: Any) -> Any:  # noqa: ANN401 # JSON
    """Put the context of its passages into each section that stands in no other."""
    if isinstance(node, list):
        return [in_contexts(each) for each in node]
    if not isinstance(node, dict) or "id" not in node:
        return node
    kinds = node.get("type", [])
    if "ReportSection" in kinds or any(node.get(key) for key in INSIDE_SECTIONS):
        return {"@context": passages_context(expand(node["id"], f"{BASE}id/")), **node}
    return {key: in_contexts(value) for key, value in node.items()}


def read_by_pyld(nodes: Any) -> set[Spoken]:  # noqa: ANN401 # JSON
    document = {
        "@context": [context(), {"@base": f"{BASE}id/"}],
        "@graph": in_contexts(nodes),
    }
    dataset = jsonld.to_rdf(document, {"documentLoader": no_network})
    assert set(dataset) <= {"@default"}
    return {_spoken(quad) for quad in dataset.get("@default", ())}


def _spoken(quad: Mapping[str, Mapping[str, str]]) -> Spoken:
    said = quad["object"]
    is_text = "language" in said
    return (
        quad["subject"]["value"],
        quad["predicate"]["value"],
        said["value"],
        "" if said["type"] == "IRI" or is_text else said["datatype"],
        said.get("language", ""),
    )


# As we read it


def read_by_us(statements: Iterable[Statement]) -> set[Spoken]:
    return {_said(each) for each in statements}


def _said(statement: Statement) -> Spoken:
    said = statement.object
    datatype = said.datatype.value if isinstance(said, Literal) and not said.language else ""
    language = said.language if isinstance(said, Literal) else None
    return (
        statement.subject.value,
        statement.predicate.value,
        said.value,
        datatype,
        language or "",
    )


@pytest.mark.parametrize("name", FILES)
def test_each_list_of_the_seeds_says_the_same_as_json_ld(checked: flow.Checked, name: str) -> None:
    path = PurePosixPath(name)
    tree, _ = read_yaml(read_text(SEEDS, path), path)
    assert isinstance(tree, Tree)
    publication = checked.publication

    for status, nodes in tree.entries:
        ours = [
            each
            for each in publication.statements
            if each.path == path and publication.graphs[each.graph] == status.text
        ]

        assert ours
        assert read_by_us(ours) == read_by_pyld(as_json(nodes))


def test_all_statements_of_the_seeds_are_compared(checked: flow.Checked) -> None:
    others = {
        str(each.path) for each in checked.publication.statements if str(each.path) not in FILES
    }

    assert {PurePosixPath(name).name for name in others} == {"passages.csv"}
    assert len(FILES) > 15


@settings(max_examples=150, deadline=None)
@given(st.lists(NODES | SECTIONS, min_size=1, max_size=3))
def test_any_nodes_say_the_same_as_json_ld(nodes: list[Json]) -> None:
    path = PurePosixPath("any.yaml")
    tree, problems = read_yaml(json.dumps({"stated": nodes}, ensure_ascii=False), path)

    mapped = map_file(tree, path, base=BASE, vocabulary=vocabulary())

    assert not problems
    assert {each.code for each in mapped.findings} <= {"syntax/says-nothing"}
    assert read_by_us(mapped.statements) == read_by_pyld(nodes)


@pytest.mark.parametrize("identifier", ["@id", "@other", "_:x", "#char=1,2"])
def test_what_json_ld_reads_otherwise_is_no_identifier(identifier: str) -> None:
    assert problem_with(identifier)
