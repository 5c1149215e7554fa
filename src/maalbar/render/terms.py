"""The vocabulary for authors: types, properties and code lists with their words."""

from textwrap import fill

from maalbar.model.diagnostic import Location, MaalbarError
from maalbar.model.literals import EXAMPLES
from maalbar.model.terms import MB, SDO, SKOS, Term
from maalbar.model.text import pick
from maalbar.vocabulary.ontology import Kind, Property, Vocabulary, vocabulary
from maalbar.words import did_you_mean, finding, phrase


def listed(term: str | None, language: str, width: int) -> str:
    """List all terms, or tell about one.

    Raises:
        MaalbarError: `term` is not a key of the vocabulary.
    """
    words = vocabulary()
    if term is None:
        return _all(words, language)
    known = {
        **words.classes,
        **words.concepts,
        **{key: each.iri for key, each in words.properties.items()},
    }
    if term not in known:
        near = did_you_mean(term, known)
        raise MaalbarError(finding("terms/unknown", Location(), value=term, suggestion=near))
    return _one(words, term, known[term], language, width)


def _all(words: Vocabulary, language: str) -> str:
    lines = [phrase("commands", "terms", language)]
    groups: dict[str, list[tuple[str, Term]]] = {
        "types": sorted(words.classes.items()),
        "properties": sorted((key, each.iri) for key, each in words.properties.items()),
    }
    for heading, terms in groups.items():
        lines += ["", phrase("commands", heading, language)]
        lines += [f"  {key:<22} {words.label(iri, language)}" for key, iri in terms]
    lines += ["", phrase("commands", "code-lists", language)]
    for key, each in sorted(words.properties.items()):
        if each.kind is Kind.CONCEPT and each.code_list:
            lines.append(f"  {key}")
            lines += [
                f"    {member:<20} {words.label(words.concepts[member], language)}"
                for member in words.members(each.code_list)
            ]
    return "\n".join([*lines, ""])


def _one(words: Vocabulary, key: str, term: Term, language: str, width: int) -> str:
    definition = pick(words.texts(term, SKOS.definition, SKOS.scopeNote), language)
    lines = [f"{key}: {words.label(term, language)}", fill(definition, width)]
    found = words.properties.get(key)
    if found and found.code_list:
        lines += [
            f"  {member:<20} {words.label(words.concepts[member], language)}"
            for member in words.members(found.code_list)
        ]
    if key in words.classes:
        lines += _properties_of(words, term, language, width)
    return "\n".join([*lines, ""])


def _properties_of(words: Vocabulary, kind: Term, language: str, width: int) -> list[str]:
    """List what a thing of a kind may say, what it must say first."""
    needed = words.required(kind)
    fitting = [
        each
        for each in words.properties.values()
        if each.iri in needed or _may_have(words, kind, each)
    ]
    lines = []
    for heading, must in (("must", True), ("may", False)):
        chosen = sorted(
            (each for each in fitting if (each.iri in needed) is must), key=lambda each: each.key
        )
        if chosen:
            lines += ["", phrase("commands", heading, language)]
        for each in chosen:
            lines.append(f"  {each.key:<20} {words.label(each.iri, language)}")
            lines.append(_indented(_values(words, each, language), width))
    return lines


def _may_have(words: Vocabulary, kind: Term, each: Property) -> bool:
    """Tell whether a property is meant for a kind of thing: one without domain is for all."""
    domains = words.index.objects(each.iri, SDO.domainIncludes)
    return kind in domains if domains else each.iri.value.startswith(MB.iri)


def _indented(text: str, width: int) -> str:
    margin = " " * 25
    return fill(text, max(width, 50), initial_indent=margin, subsequent_indent=margin)


def _values(words: Vocabulary, each: Property, language: str) -> str:
    """Say how the values of a property are written."""
    if each.kind is Kind.TEXT:
        return "{nb: …, nn: …, en: …}"
    if each.kind is Kind.LITERAL:
        name = each.datatype.value.rpartition("#")[2] if each.datatype else "string"
        return EXAMPLES.get(name, "…")
    if each.code_list:
        return " | ".join(words.members(each.code_list))
    ranges = words.index.objects(each.inverse or each.iri, SDO.rangeIncludes)
    kinds = " / ".join(words.label(kind, language) for kind in ranges)
    return f"id: {kinds}" if kinds else "id"
