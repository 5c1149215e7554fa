"""The vocabulary for authors: types, properties and code lists with their words."""

from collections.abc import Iterator, Sequence
from textwrap import fill

from pyoxigraph import NamedNode

from maalbar.model.diagnostic import Location, MaalbarError
from maalbar.model.literals import EXAMPLES
from maalbar.model.terms import DCT, MB, PROV, RDFS, SDO, SKOS, Term
from maalbar.model.text import pick
from maalbar.vocabulary.ontology import Kind, Property, Vocabulary, vocabulary
from maalbar.vocabulary.requirements import BACK, Requirement, Requirements
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
        lines += _properties_of(words, words.classes[key], language, width)
    return "\n".join([*lines, ""])


def _properties_of(words: Vocabulary, kind: NamedNode, language: str, width: int) -> list[str]:
    """List what a thing of a kind must say, what it should, and what it may."""
    asked = Requirements(words, kind)
    lines = []
    for heading, must in (("must", True), ("should", False)):
        chosen = [each for each in asked.all if each.must is must]
        if chosen:
            lines += ["", phrase("commands", heading, language)]
        for each in chosen:
            lines += _asked_for(words, each, language, width)
    told = {key for each in asked.all for key in each.keys}
    lines += ["", phrase("commands", "may", language)]
    for key, term in sorted(words.properties.items()):
        if key not in told | asked.forbidden and _may_have(words, kind, term, asked):
            lines += _told(words, term, key, language, width)
    return lines


def _asked_for(words: Vocabulary, asked: Requirement, language: str, width: int) -> Iterator[str]:
    """Tell of what is asked for: each thing that would do, and in which case it is needed."""
    case = phrase("commands", "and", language).join(
        phrase(
            "commands",
            "when-is" if each.codes else "when-given",
            language,
            term=each.key,
            codes=" | ".join(each.codes),
        )
        for each in asked.cases
    )
    ways = dict.fromkeys(way[0] for way in asked.one_of)
    for number, step in enumerate(ways):
        key = step.removeprefix(BACK)
        name = phrase("commands", "or", language, term=key) if number else key
        notes = [phrase("commands", "elsewhere", language)] if step != key else []
        notes += [case] if case else []
        yield from _told(words, words.properties[key], name, language, width, notes)


def _told(  # noqa: PLR0913, PLR0917 # a line has as many parts
    words: Vocabulary,
    term: Property,
    name: str,
    language: str,
    width: int,
    notes: Sequence[str] = (),
) -> Iterator[str]:
    label = words.label(term.iri, language) + "".join(f" ({each})" for each in notes)
    yield fill(f"  {name:<20} {label}", max(width, 50), subsequent_indent=" " * 23)
    yield _indented(_values(words, term, language), width)


def _may_have(words: Vocabulary, kind: NamedNode, each: Property, asked: Requirements) -> bool:
    """Tell whether a property is meant for a kind of thing.

    One of ours without a domain is for all.  So are those of other vocabularies that are names,
    or of a vocabulary for anything; the rest are for what the shapes speak of them for.
    """
    domains = words.index.objects(each.iri, SDO.domainIncludes)
    if domains or each.key in asked.mentioned:
        return each.key in asked.mentioned or bool(words.superclasses(kind) & {*domains})
    whole = kind.value.startswith(SKOS.iri)
    general = (MB.iri, DCT.iri, RDFS.iri, PROV.iri, *([SKOS.iri] if whole else []))
    return (
        each.kind is Kind.TEXT
        or each.iri in {SKOS.exactMatch, SKOS.closeMatch}
        or each.iri.value.startswith(general)
    )


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
    if each.inverse:
        # Who stands there is whoever else would point here.
        kinds, mark = words.index.objects(each.inverse, SDO.domainIncludes), "- id"
    else:
        kinds, mark = words.index.objects(each.iri, SDO.rangeIncludes), "id"
    named = " / ".join(words.label(kind, language) for kind in kinds)
    return f"{mark}: {named or '…'}"
