"""One fixed set of findings, in which every field of every value is used."""

from pathlib import PurePosixPath
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode

from maalbar.model.diagnostic import (
    Diagnostic,
    Location,
    Mark,
    Related,
    Severity,
    Violation,
)
from maalbar.model.terms import MB, MBSH, RDF, SH, XSD
from maalbar.words import finding

REPORT: Final = PurePosixPath("reports/fyr 2030.yaml")
TABLE: Final = PurePosixPath("figures.csv")
FOCUS: Final = "observation/fyrvesenet/2030/tente-fyr"
IRI: Final = NamedNode(f"https://example.org/id/{FOCUS}")
SHAPE: Final = MBSH["Observation-value"]

_VALUE: Final = Location(
    path=REPORT,
    mark=Mark(12, 14, 7),
    focus=FOCUS,
    property_path="value",
    focus_label={"nb": "Tente fyr 2030", "nn": "Tende fyr 2030", "en": "Lights lit in 2030"},
    property_label={"nb": "verdi", "nn": "verdi", "en": "value"},
    source="      value: fjorten  # talt for hånd",
)

_PART: Final = Diagnostic(
    code="shapes/max-inclusive",
    severity=Severity.ERROR,
    message={
        "nb": "Verdien må være høyst 100",
        "nn": "Verdien må vere høgst 100",
        "en": "The value must be at most 100",
    },
    location=_VALUE,
    violation=Violation(
        focus=IRI,
        path=MB.value,
        value=Literal("fjorten"),
        component=SH.MaxInclusiveConstraintComponent,
        shape=BlankNode("8a1f"),
        severity=SH.Violation,
    ),
)

_OTHER_PART: Final = Diagnostic(
    code="shapes/in",
    severity=Severity.ERROR,
    message={
        "nb": "må være en av enhetene",
        "nn": "må vere ei av einingane",
        "en": "must be one of the units",
    },
    location=Location(
        path=REPORT,
        mark=Mark(13, 13, 5),
        focus=FOCUS,
        property_path="unit",
        property_label={"nb": "enhet", "nn": "eining", "en": "unit"},
    ),
    because=(_PART,),
)

SHAPED: Final = Diagnostic(
    code="shapes/or",
    severity=Severity.ERROR,
    message={
        "nb": "En andel er et tall fra 0 til 100",
        "nn": "Ein del er eit tal frå 0 til 100",
        "en": "A share is a number from 0 to 100",
    },
    hint={
        "nb": "Skriv tallet med sifre",
        "nn": "Skriv talet med siffer",
        "en": "Write the number in figures",
    },
    location=_VALUE,
    rule=SHAPE.value,
    value="fjorten",
    expected=tuple({"nb": f"{n} fyr", "nn": f"{n} fyr", "en": f"{n} lights"} for n in range(12)),
    because=(_PART, _OTHER_PART),
    related=(
        Related(
            Location(path=TABLE, mark=Mark(3, 1, 2), source="14,fyr"),
            {"nb": "den andre verdien", "nn": "den andre verdien", "en": "the other value"},
        ),
        Related(
            Location(focus="period/2030"), {"nb": "perioden", "nn": "perioden", "en": "the period"}
        ),
    ),
    violation=Violation(
        focus=IRI,
        path=BlankNode("path"),
        value=Literal("fjorten", datatype=XSD.integer),
        component=SH.OrConstraintComponent,
        shape=SHAPE,
        severity=SH.Violation,
        path_triples=(
            (BlankNode("path"), RDF.first, MB.value),
            (BlankNode("path"), RDF.rest, BlankNode("rest")),
            (BlankNode("rest"), RDF.first, MB.unit),
            (BlankNode("rest"), RDF.rest, RDF.nil),
        ),
    ),
)

ALIKE: Final = tuple(
    Diagnostic(
        code="shapes/min-count",
        severity=Severity.WARNING,
        message={
            "nb": "Målet mangler beskrivelse",
            "nn": "Målet manglar skildring",
            "en": "The goal has no description",
        },
        location=Location(
            path=REPORT,
            mark=Mark(line, 9, 6),
            focus=f"goal/fyrvesenet/2030/{line}",
            property_path="description",
            source=f"  - id: goal/fyrvesenet/2030/{line}",
        ),
        rule=MBSH["Goal-description"].value,
        violation=Violation(
            focus=BlankNode(f"goal{line}"),
            path=MB.description,
            value=None,
            component=SH.MinCountConstraintComponent,
            shape=MBSH["Goal-description"],
            severity=SH.Warning,
        ),
    )
    for line in range(20, 34)
)

FINDINGS: Final = (
    finding("settings/none", Location(), path="maalbar.toml"),
    finding(
        "syntax/tab",
        Location(path=TABLE, mark=Mark(2, 1), source="\tfyr,14"),
    ),
    finding("syntax/empty-file", Location(path=PurePosixPath("notes/æ#1.yaml"))),
    SHAPED,
    *ALIKE,
    Diagnostic(
        code="source/uncovered",
        severity=Severity.INFO,
        message={"nb": "Tallet «１４» er ikke dekket"},
        location=Location(
            path=REPORT,
            mark=Mark(40, 251, 2),
            source=f"    text: {'全国の灯台 ' * 40}１４ {'lights ' * 40}",
        ),
        value="１４",
    ),
)
