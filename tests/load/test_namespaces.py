"""Namespaces that are nearly ours are told once, where they are declared, and read as ours."""

import time
from pathlib import PurePosixPath

import pytest

from maalbar.load.formats import Format, Surroundings, read
from maalbar.load.mapped import Mapped
from maalbar.model.terms import MB
from maalbar.vocabulary.ontology import vocabulary

GOAL = "<goal/1> a mb:Goal ; mb:goalLevel mb:subGoal ; mb:number 1 ."


def take(source: str, form: Format) -> Mapped:
    against = Surroundings(base="https://example.org/fyr/", vocabulary=vocabulary())
    return read(source, PurePosixPath("a"), form, against)


def said(mapped: Mapped) -> set[tuple[str, str]]:
    return {(each.predicate.value, each.object.value) for each in mapped.statements}


RIGHT = said(take(f"@prefix mb: <{MB.iri}> .\n{GOAL}", Format.TURTLE))


@pytest.mark.parametrize(
    "namespace",
    [
        "http://w3id.org/maalbar/ns#",
        "https://www.w3id.org/maalbar/ns#",
        "https://w3id.org/maalbar/ns",
        "https://w3id.org/maalbar/ns/",
        "https://W3ID.org/Maalbar/ns#",
        "https://w3id.org/malbar/ns#",
    ],
)
def test_a_namespace_that_is_nearly_ours_is_told_once_and_read_as_ours(namespace: str) -> None:
    mapped = take(f"@prefix mb: <{namespace}> .\n{GOAL}", Format.TURTLE)

    (found,) = mapped.findings
    assert found.code == "vocabulary/wrong-namespace"
    assert found.value == namespace
    assert found.location.mark == (1, 14, len(namespace))
    assert MB.iri in found.hint["en"]
    assert said(mapped) == RIGHT


def test_it_is_told_in_every_format_where_it_first_stands() -> None:
    wrong = "http://w3id.org/maalbar/ns#"
    about = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
    documents = {
        Format.RDFXML: f'<rdf:RDF xmlns:rdf="{about}"\n xmlns:mb="{wrong}">'
        '<mb:Goal rdf:about="goal/1"/></rdf:RDF>',
        Format.JSONLD: f'{{"@context":\n {{"mb": "{wrong}"}},\n "@id": "goal/1",'
        ' "@type": "mb:Goal"}',
        Format.NTRIPLES: "# a goal\n"
        f"<https://example.org/fyr/id/goal/1> <{about}type> <{wrong}Goal> .",
    }

    for form, document in documents.items():
        (found,) = take(document, form).findings
        assert found.code == "vocabulary/wrong-namespace"
        assert found.location.mark
        assert found.location.mark.line == 2


@pytest.mark.parametrize(
    "namespace",
    [
        "https://example.org/ns#",
        "https://w3id.org/maalbar/id/",
        "http://purl.org/dc/elements/1.1/",
        "https://w3id.org/dggs/ns#",
    ],
)
def test_other_namespaces_are_others(namespace: str) -> None:
    mapped = take(f"@prefix x: <{namespace}> .\n<goal/1> x:xyzzy 1 .", Format.TURTLE)

    assert [each.code for each in mapped.findings] == ["vocabulary/unknown-property"]


def test_namespaces_without_end_take_no_more_than_their_share_of_time() -> None:
    source = "\n".join(
        f"<goal/1> <https://w3id.org/{number}maalbar/ns#value> 1 ." for number in range(20_000)
    )
    start = time.monotonic()

    take(source, Format.TURTLE)

    assert time.monotonic() - start < 5
