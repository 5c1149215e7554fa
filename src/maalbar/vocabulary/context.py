"""The JSON-LD 1.1 context, generated from the ontology.

The same context reads the YAML that authors write and the JSON-LD that is published, so a
key means one thing wherever it stands.

See Also:
    JSON-LD 1.1, section 4.1 <https://www.w3.org/TR/json-ld11/#the-context>.
"""

from typing import Any

from maalbar.model.terms import MB
from maalbar.vocabulary.ontology import Kind, Property, Vocabulary


def jsonld_context(vocabulary: Vocabulary) -> dict[str, Any]:
    """Generate the context, the same for every publication; its keys are sorted."""
    context: dict[str, Any] = {
        "@version": 1.1,
        "@vocab": MB.iri,
        "id": "@id",
        "type": "@type",
        "included": "@included",
    }
    terms: dict[str, Any] = {key: node.value for key, node in vocabulary.classes.items()}
    terms |= {key: node.value for key, node in vocabulary.concepts.items()}
    terms |= {key: _definition(each) for key, each in vocabulary.properties.items()}
    return context | dict(sorted(terms.items()))


def passages_context(section: str) -> dict[str, Any]:
    """Give the context inside a section: passages written `char=START,END` are the section's own.

    Args:
        section: absolute IRI of the section.
    """
    return {
        "statedIn": {
            "@id": MB.statedIn.value,
            "@type": "@vocab",
            "@context": {"@vocab": f"{section}#"},
        }
    }


def _definition(term: Property) -> dict[str, Any]:
    definition: dict[str, Any] = {"@id": term.iri.value}
    match term.kind:
        case Kind.TEXT:
            definition["@container"] = "@language"
        case Kind.LITERAL if term.datatype:
            definition["@type"] = term.datatype.value
        case Kind.CONCEPT:
            definition["@type"] = "@vocab"
        case Kind.RESOURCE if term.value_namespace:
            definition |= {"@type": "@vocab", "@context": {"@vocab": term.value_namespace}}
        case Kind.RESOURCE:
            definition["@type"] = "@id"
        case Kind.REVERSE if term.inverse:
            definition = {"@reverse": term.inverse.value, "@type": "@id"}
        case _:
            pass
    if term.many:
        definition["@container"] = "@set"
    return definition
