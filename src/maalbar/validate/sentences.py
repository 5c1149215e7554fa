"""What a finding says: the shape's own sentence, else one that is made from its constraint.

`sh:message` says what is wrong and `sh:description` how to mend it.  Shapes of others often
have neither.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode

from maalbar.model.terms import SH, XSD, Term
from maalbar.model.text import Text
from maalbar.validate.expectations import ABOUT_ALL
from maalbar.validate.kinds import datatype, language, values
from maalbar.validate.naming import Names, listed, phrase, texts
from maalbar.validate.result import Result

_NONE: Final = Literal("0", datatype=XSD.integer)
_ONE: Final = Literal("1", datatype=XSD.integer)
_LOGIC: Final = frozenset(("and", "or", "xone", "node"))


@dataclass(frozen=True, slots=True)
class Case:
    """One result as the sentences need it.

    `parameter` is that of the component and `asked` its value, empty if it is not of SHACL
    Core; `expected` is what could stand there instead; `said` looks up what a shape says.
    """

    result: Result
    parameter: str
    asked: Term | None
    expected: tuple[Text, ...]
    names: Names
    said: Callable[[Term, NamedNode], tuple[Term, ...]]

    @property
    def message(self) -> Text:
        """Say what is so."""
        own = texts(self.said(self.result.shape, SH.message))
        return own or texts(self.result.messages) or _made(self)

    @property
    def hint(self) -> Text:
        """Say what to do."""
        return texts(self.said(self.result.shape, SH.description)) or _advice(self)

    @property
    def about(self) -> Text:
        """Name the property, if it is about one."""
        path = self.result.path
        return self.names.path(path, self.result.shape) if path else {}

    @property
    def value(self) -> Text:
        """Name the value, or the thing if the finding is about it."""
        return self.names.of(self.result.value or self.result.focus)

    @property
    def wanted(self) -> Text:
        """Join what could stand there instead."""
        joint = "both" if self.parameter in {"and", "node", "not"} else "either"
        return listed(self.expected, joint) if self.expected else {}


def _made(case: Case) -> Text:
    if case.parameter in {"node", "closed", "xone"} or not case.wanted:
        return _not_met(case)
    if not case.about and case.parameter in _LOGIC:
        return _not_met(case)
    if not case.about:
        return phrase("is-not", value=case.value, expected=case.wanted)
    if case.parameter in ABOUT_ALL:
        return _about_all(case)
    return _about_one(case)


def _not_met(case: Case) -> Text:
    match case.parameter:
        case "or":
            return phrase("meets-none", value=case.value)
        case "xone" if case.result.expected:  # pySHACL does not say how many it meets
            return phrase("meets-several" if case.result.others else "meets-none", value=case.value)
        case "and":
            return phrase("meets-not-all", value=case.value)
        case "closed" if case.result.path:
            return phrase("has-unknown-property", property=case.names.of(case.result.path))
        case _:
            return _unmet(case)


def _unmet(case: Case) -> Text:
    shape = (case.asked if case.parameter == "node" else None) or case.result.shape
    name = case.names.rule(shape)
    if not name and isinstance(shape, BlankNode):
        return phrase("meets-not-all", value=case.value)
    return phrase("does-not-meet", value=case.value, rule=name or case.names.of(shape))


def _about_all(case: Case) -> Text:
    others = case.result.others
    counted = case.result.expected is not None  # pySHACL does not say how many there are
    match case.parameter:
        case "minCount" if not others and case.asked == _ONE:
            return phrase("is-missing", property=case.about)
        case "maxCount" if case.asked == _NONE:
            return phrase("is-too-much", property=case.about)
        case "uniqueLang" if others:
            tag = getattr(others[0], "language", None) or ""
            spoken = phrase("in-the-language", language=language(tag))
            return phrase("same-language", property=case.about, count=len(others), language=spoken)
        case "minCount" | "maxCount" | "qualifiedMaxCount" if counted:
            found = values(str(len(others)))
            return phrase("has-but", property=case.about, found=found, expected=case.wanted)
        case _:
            return phrase("has-not", property=case.about, expected=case.wanted)


def _about_one(case: Case) -> Text:
    said = {"property": case.about, "value": case.value, "expected": case.wanted}
    if case.parameter == "equals" and case.result.others:
        return phrase("has-not", **said | {"expected": phrase("the-value", value=case.value)})
    kind = _language(case) if case.parameter == "languageIn" else _kind(case)
    return phrase("is-but-typed", **said, kind=kind) if kind else phrase("is-but", **said)


def _language(case: Case) -> Text:
    tag = getattr(case.result.value, "language", None)
    return phrase("in-the-language", language=language(tag)) if tag else phrase("in-no-language")


def _kind(case: Case) -> Text:
    """Say of which kind a value is, where that is what is wrong with it."""
    value = case.result.value
    if case.parameter not in {"datatype", "nodeKind"}:
        return {}
    if not isinstance(value, Literal):
        return phrase("an-address") if isinstance(value, NamedNode) else {}
    if value.language:
        return phrase("in-language", language=language(value.language))
    return datatype(value.datatype) if value.datatype != case.asked else {}


_ADVICE: Final = {
    "maxCount": "keep-the-right",
    "uniqueLang": "keep-the-right",
    "qualifiedMaxCount": "keep-the-right",
    "closed": "remove-or-rename",
}


def _advice(case: Case) -> Text:
    key = _ADVICE.get(case.parameter)
    if key:
        return phrase(key)
    if case.result.details and case.parameter != "in":
        return phrase("mend-a-part")
    if not case.wanted or case.parameter in _LOGIC:
        return phrase("see-the-rule")
    missing = _missing(case) if case.about else {}
    if missing:
        return phrase("add-property", property=case.about, expected=missing)
    return phrase("refer-to" if case.parameter == "class" else "change-to", expected=case.wanted)


def _missing(case: Case) -> Text:
    """Say what a property lacks, if that is what is wrong with it."""
    if case.parameter == "equals" and case.result.others:
        return phrase("the-value", value=case.value)
    return case.wanted if case.parameter in {"minCount", "qualifiedMinCount", "hasValue"} else {}
