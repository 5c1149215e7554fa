"""The vocabulary for authors: types, properties and code lists with their words."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from textwrap import fill
from typing import Final

from pyoxigraph import NamedNode

from maalbar.model.diagnostic import Location, MaalbarError
from maalbar.model.literals import EXAMPLES
from maalbar.model.terms import DCT, MB, PROV, RDFS, SDO, SKOS, Term
from maalbar.model.text import pick
from maalbar.vocabulary.addresses import example_id
from maalbar.vocabulary.ontology import Kind, Property, Vocabulary, vocabulary
from maalbar.vocabulary.requirements import BACK, Requirement, Requirements
from maalbar.words import did_you_mean, finding, phrase

# What stands where the address of a thing may not do.
_ADDRESSES: Final = {
    "currency": "NOK",
    "language": "http://publications.europa.eu/resource/authority/language/NOB",
    "seeAlso": "https://example.org/2021",
    "source": "https://example.org/2021",
    "statedIn": '["char=69,75"]',
}


def listed(term: str | None, language: str, width: int) -> str:
    """List all terms, or tell about one, which may also be called by its label.

    Raises:
        MaalbarError: `term` is neither a key of the vocabulary nor a label.
    """
    words = vocabulary()
    if term is None:
        return _all(words, language)
    known = {
        **words.classes,
        **words.concepts,
        **{key: each.iri for key, each in words.properties.items()},
    }
    keys = (term,) if term in known else words.all_named(term, known)
    if not keys:
        near = did_you_mean(term, known)
        raise MaalbarError(finding("terms/unknown", Location(), value=term, suggestion=near))
    return "\n".join(_one(words, key, known[key], language, width) for key in keys)


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
    if found:
        lines += _use_of(words, found, language, width)
    if key in words.classes:
        lines += _properties_of(words, words.classes[key], language, width)
    return "\n".join([*lines, ""])


def _use_of(words: Vocabulary, term: Property, language: str, width: int) -> Iterator[str]:
    """Say on which things a property may stand, what it takes, and how it is written."""
    kinds = _stands_on(term.key)
    if len(kinds) == len(words.classes):
        kinds = ()
    on = phrase(
        "commands", "stands-on" if kinds else "stands-on-any", language, kinds=", ".join(kinds)
    )
    takes = phrase("commands", "takes", language, values=_values(words, term, language))
    yield ""
    yield fill(on, width, subsequent_indent="  ")
    yield fill(takes, width, subsequent_indent="  ")
    yield phrase("commands", "written-as", language)
    yield f"  {term.key}: {_example(words, term)}"


@cache
def _stands_on(key: str) -> tuple[str, ...]:
    """Give the types of the things that may have a property."""
    words = vocabulary()
    term = words.properties[key]
    kinds = sorted(words.classes.items())
    return tuple(name for name, kind in kinds if _has(words, kind, term, _asked_of(kind)))


@cache
def _asked_of(kind: NamedNode) -> Requirements:
    return Requirements(vocabulary(), kind)


def _example(words: Vocabulary, term: Property) -> str:
    """Write a value of a property as an author would."""
    if term.kind is Kind.TEXT:
        return "{nb: …}"
    if term.code_list:
        return words.members(term.code_list)[0]
    if term.kind is Kind.LITERAL:
        return _values(words, term, "en")
    if term.inverse:
        kinds = words.index.objects(term.inverse, SDO.domainIncludes)
        return f"[{example_id(_key_of(words, kinds))}]"
    return _ADDRESSES.get(term.key) or _reference(words, term)


def _reference(words: Vocabulary, term: Property) -> str:
    kinds = words.index.objects(term.iri, SDO.rangeIncludes)
    return example_id(words.kind_of_values.get(term.iri) or _key_of(words, kinds))


def _key_of(words: Vocabulary, kinds: Iterable[Term]) -> str | None:
    return next((words.key_of[each] for each in kinds if each in words.key_of), None)


def _properties_of(words: Vocabulary, kind: NamedNode, language: str, width: int) -> list[str]:
    """List what a thing of a kind must say, what it should, and what it may."""
    asked = _asked_of(kind)
    lines = []
    for heading, must in (("must", True), ("should", False)):
        chosen = [each for each in asked.all if each.must is must]
        if chosen:
            lines += ["", phrase("commands", heading, language)]
        for each in chosen:
            lines += _asked_for(words, each, language, width)
    told = {key for each in asked.all for key in each.keys}
    may = {
        key: term
        for key, term in sorted(words.properties.items())
        if key not in told | asked.forbidden and _may_have(words, kind, term, asked)
    }
    own = [key for key, term in may.items() if len(_stands_on(term.key)) < len(words.classes)]
    others = [key for key in may if key not in own]
    for heading, keys in (("may", own), ("may-as-any", others)):
        if keys:
            lines += ["", phrase("commands", heading, language)]
        for key in keys:
            lines += _told(words, may[key], key, language, width)
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


def _has(words: Vocabulary, kind: NamedNode, each: Property, asked: Requirements) -> bool:
    """Tell whether a thing of a kind must, should or may have a property."""
    needed = {way[0] for requirement in asked.all for way in requirement.one_of}
    return each.key not in asked.forbidden and (
        each.key in needed or _may_have(words, kind, each, asked)
    )


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
