"""The checks: how much each is worth, and which best practices ask for it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple

from maalbar.probe import contents, manners, negotiation, signposts
from maalbar.probe.verdict import Verdict
from maalbar.probe.visit import Visit

_PRACTICES: Final = "https://www.w3.org/TR/dwbp/#"


class Practice(NamedTuple):
    """One of the Data on the Web Best Practices; `name` is a key of the words for it."""

    number: int
    name: str
    iri: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A check, by the code of what it finds: its points, who asks for it, how it is looked at."""

    worth: int
    practices: tuple[Practice, ...]
    look: Callable[[Visit], Verdict]


_METADATA: Final = Practice(1, "metadata", f"{_PRACTICES}ProvideMetadata")
_DESCRIPTIVE: Final = Practice(2, "descriptive-metadata", f"{_PRACTICES}DescriptiveMetadata")
_LICENCE: Final = Practice(4, "licence-information", f"{_PRACTICES}DataLicense")
_NAMES: Final = Practice(9, "persistent-names", f"{_PRACTICES}UniqueIdentifiers")
_NAMES_WITHIN: Final = Practice(
    10, "persistent-names-within", f"{_PRACTICES}identifiersWithinDatasets"
)
_FORMATS: Final = Practice(12, "standard-formats", f"{_PRACTICES}MachineReadableStandardizedFormat")
_SEVERAL: Final = Practice(14, "several-formats", f"{_PRACTICES}MultipleFormats")
_VOCABULARIES: Final = Practice(15, "known-vocabularies", f"{_PRACTICES}ReuseVocabularies")
_BULK: Final = Practice(17, "bulk-download", f"{_PRACTICES}BulkAccess")
_NEGOTIATION: Final = Practice(19, "content-negotiation", f"{_PRACTICES}Conneg")
_UP_TO_DATE: Final = Practice(21, "up-to-date", f"{_PRACTICES}AccessUptoDate")
_NOT_THERE: Final = Practice(22, "not-available", f"{_PRACTICES}DataUnavailabilityReference")
_API: Final = Practice(23, "data-through-api", f"{_PRACTICES}useanAPI")
_STANDARDS: Final = Practice(24, "web-standards", f"{_PRACTICES}APIHttpVerbs")
_PRESERVED: Final = Practice(27, "preserved-identifiers", f"{_PRACTICES}ResourceStatus")

RULES: Final[Mapping[str, Rule]] = {
    "probe/catalogue": Rule(5, (_METADATA, _DESCRIPTIVE), contents.catalogue),
    "probe/licence": Rule(5, (_LICENCE,), contents.licence),
    "probe/dump": Rule(3, (_BULK,), signposts.dump),
    "probe/links": Rule(3, (_PRESERVED,), signposts.links),
    "probe/page": Rule(3, (_METADATA, _SEVERAL), negotiation.page),
    "probe/turtle": Rule(5, (_FORMATS, _NEGOTIATION), negotiation.turtle),
    "probe/json-ld": Rule(3, (_SEVERAL, _NEGOTIATION), negotiation.json_ld),
    "probe/other-forms": Rule(2, (_SEVERAL, _NEGOTIATION), negotiation.other_forms),
    "probe/weights": Rule(3, (_NEGOTIATION,), negotiation.weights),
    "probe/ranges": Rule(2, (_NEGOTIATION,), negotiation.ranges),
    "probe/language": Rule(2, (_NEGOTIATION,), negotiation.language),
    "probe/not-acceptable": Rule(2, (_NEGOTIATION,), negotiation.not_acceptable),
    "probe/not-found": Rule(4, (_NOT_THERE, _PRESERVED), negotiation.not_found),
    "probe/vary": Rule(3, (_NEGOTIATION,), negotiation.vary),
    "probe/charset": Rule(2, (_FORMATS,), negotiation.charset),
    "probe/parses": Rule(5, (_FORMATS,), contents.parses),
    "probe/describes": Rule(5, (_NAMES_WITHIN,), contents.describes),
    "probe/same": Rule(3, (_SEVERAL,), contents.same),
    "probe/vocabularies": Rule(3, (_VOCABULARIES,), contents.vocabularies),
    "probe/links-out": Rule(3, (_NAMES_WITHIN,), contents.links_out),
    "probe/iris": Rule(4, (_NAMES, _NAMES_WITHIN), contents.iris),
    "probe/anchors": Rule(2, (_NAMES_WITHIN,), contents.anchors),
    "probe/things": Rule(2, (_NAMES_WITHIN,), manners.things),
    "probe/redirects": Rule(4, (_PRESERVED,), manners.redirects),
    "probe/head": Rule(2, (_STANDARDS,), manners.head),
    "probe/etag": Rule(2, (_STANDARDS, _UP_TO_DATE), manners.etag),
    "probe/not-modified": Rule(2, (_STANDARDS, _UP_TO_DATE), manners.not_modified),
    "probe/cache": Rule(1, (_UP_TO_DATE,), manners.cache),
    "probe/encoding": Rule(3, (_STANDARDS,), manners.encoding),
    "probe/cors": Rule(3, (_API,), manners.cors),
    "probe/preflight": Rule(1, (_API,), manners.preflight),
    "probe/nosniff": Rule(1, (_STANDARDS,), manners.nosniff),
    "probe/alternates": Rule(3, (_METADATA, _SEVERAL), signposts.alternates),
    "probe/cite-as": Rule(2, (_NAMES,), signposts.cite_as),
    "probe/signposts": Rule(2, (_METADATA,), signposts.signposts),
}
