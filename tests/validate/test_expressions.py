"""Regular expressions mean what XPath says, and end."""

from time import perf_counter

import pytest
from pyoxigraph import Literal
from tests.validate.publication import EX, read

from maalbar.model.diagnostic import MaalbarError
from maalbar.validate.expressions import (
    Patience,
    UnknownFlagError,
    UnreadableExpressionError,
    compile_expression,
)
from maalbar.validate.ruleset import compile_rules, validate

# Expression, flags, a text in which it is found, and one in which it is not.
MEANINGS = (
    ("^a$", "", "a", "a\n"),
    ("^a$", "m", "b\na\nc", "ab"),
    ("a.c", "", "abc", "a\nc"),
    ("a.c", "s", "a\nc", "ac"),
    ("A", "i", "a", "b"),
    ("a b", "x", "ab", "a b"),
    ("a.c", "q", "a.c", "abc"),
    ("[$]", "", "$", "a"),
    ("[]$]x", "", "]x", "x"),
    (r"\$", "", "a$b", "a"),
    (r"^\d+$", "", "२०", "x"),
    (r"^\p{Lu}\P{Lu}+$", "", "Ærlig", "ærlig"),
    (r"^[\p{L}\p{Nd}]+$", "", "å1", "å 1"),
    (r"^(a|b)\1$", "", "aa", "ab"),
    ("^{[0-9]+}$", "", "{12}", "12"),
    ("a{e<=1}b", "", "a{e<=1}b", "axb"),
    ("^a{2,3}$", "", "aaa", "aaaa"),
)


@pytest.mark.parametrize(("text", "flags", "found", "missed"), MEANINGS)
def test_an_expression_means_what_xpath_says(
    text: str, flags: str, found: str, missed: str
) -> None:
    expression = compile_expression(text, flags)

    assert Patience().finds(expression, found)
    assert not Patience().finds(expression, missed)


@pytest.mark.parametrize(
    "text",
    [
        *(r"\p{IsGreek}", r"\i\c*", "[a-z-[aeiou]]", "[a||b]", "(", "a**", r"\m", r"\L<x>"),
        *("(?R)", "a{99999999}", "((a{1000}){1000}){1000}", "(" * 3000 + ")" * 3000, "a" * 6000),
    ],
    ids=lambda text: text[:20],
)
def test_what_python_reads_otherwise_or_is_too_large_is_refused(text: str) -> None:
    with pytest.raises(UnreadableExpressionError):
        compile_expression(text)


def test_a_flag_is_one_of_five() -> None:
    with pytest.raises(UnknownFlagError):
        compile_expression("a", "g")


ASTRAY = {
    "exponential": ("^(a|a)*$", "a" * 60 + "!"),
    "polynomial": ("(.*?,){30}P", "1," * 100),
    "quadratic": (r"\\s+$", " " * 200_000 + "x"),
}


@pytest.mark.parametrize(("pattern", "text"), ASTRAY.values(), ids=ASTRAY)
@pytest.mark.parametrize("by_reference", [False, True], ids=["engine", "pySHACL"])
def test_an_expression_that_goes_astray_is_stopped_whoever_looks(
    pattern: str, text: str, *, by_reference: bool
) -> None:
    shapes = f':S sh:targetSubjectsOf :p ; sh:path :p ; sh:pattern "{pattern}" .'
    data = read(" ".join(f':a{n} :p "{text}" .' for n in range(10)))
    rules = compile_rules(read(shapes))
    start = perf_counter()

    with pytest.raises(MaalbarError) as error:
        validate(data, rules, by_reference=by_reference)

    assert perf_counter() - start < 5
    (finding,) = error.value.diagnostics
    assert finding.code == "shapes/pattern-too-slow"
    assert finding.value == pattern.replace("\\\\", "\\")
    assert finding.rule == EX.S.value


def test_an_expression_that_goes_astray_a_little_in_each_value_is_stopped() -> None:
    expression = compile_expression("^(a|a)*$")
    patience = Patience(0.2)
    start = perf_counter()

    with pytest.raises(TimeoutError):
        any(patience.finds(expression, "a" * 16 + "!") for _ in range(10_000))

    assert perf_counter() - start < 2


def test_many_values_do_not_use_up_the_time() -> None:
    expression = compile_expression("^[0-9]+$")
    patience = Patience(0.5)

    assert all(patience.finds(expression, str(number)) for number in range(100_000))


def test_pyshacl_is_given_its_own_expressions_back() -> None:
    from pyshacl.constraints.core import string_based_constraints  # noqa: PLC0415 # slow

    before = vars(string_based_constraints)["re"]
    rules = compile_rules(read(":S sh:targetNode :a ; sh:path :p ; sh:pattern '^b' ."))

    (result,) = validate(read(":a :p 'a', 'b' ."), rules, by_reference=True)

    assert result.value == Literal("a")
    assert vars(string_based_constraints)["re"] is before
