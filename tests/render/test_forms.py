"""What all forms have in common: pure, called alike, and offered by the commands."""

import subprocess
import sys

import pytest
from tests.render.findings import FINDINGS

from maalbar.render.findings import FORMS, RENDERERS


@pytest.mark.parametrize("form", RENDERERS)
def test_the_same_findings_give_the_same_text_that_ends_its_last_line(form: str) -> None:
    once, again = (RENDERERS[form](FINDINGS, "nb", 80) for _ in range(2))

    assert once == again
    assert once.endswith("\n")
    assert not once.endswith("\n\n")


@pytest.mark.parametrize("form", [form for form in FORMS if form != "text"])
def test_colours_are_for_text_alone(form: str) -> None:
    plain, coloured = (RENDERERS[form](FINDINGS, "nb", 80, colour=each) for each in (False, True))

    assert plain == coloured


def test_a_form_that_is_not_asked_for_is_not_imported() -> None:
    script = (
        "import sys; from maalbar.render.findings import RENDERERS;"
        "RENDERERS['text']((), 'nb', 80);"
        "print(sorted({'jinja2', 'xml.etree.ElementTree', 'maalbar.publish'} & set(sys.modules)))"
    )

    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, text=True)

    assert ran.stdout == "[]\n"
