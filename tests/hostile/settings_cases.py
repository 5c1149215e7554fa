"""Hostile settings."""

from typing import Final

from tests.hostile.case import KILO, MEGA, SETTINGS, Case, Content, several

_GOAL: Final = "stated:\n  - {id: goal/a, type: Goal}\n"


def _case(name: str, content: Content, *codes: str) -> Case:
    return several(name, {"maalbar.toml": content, "report.yaml": _GOAL}, *codes)


def _based(name: str, base: str) -> Case:
    line = next(each for each in SETTINGS.splitlines() if each.startswith("base"))
    return _case(name, SETTINGS.replace(line, f'base = "{base}"'), "settings/unusable")


CASES: Final = (
    _case(
        "a key of a hundred thousand parts",
        lambda: "a." * 100 * KILO + "b = 1",
        "settings/unusable",
    ),
    _case(
        "a table of a hundred thousand parts",
        lambda: "[" + "a." * 100 * KILO + "b]",
        "settings/unusable",
    ),
    _case(
        "a key of many quoted parts", lambda: '"a" . ' * 100 * KILO + "b = 1", "settings/unusable"
    ),
    _case("lists in lists in settings", lambda: "a = " + "[" * 100 * KILO, "settings/unusable"),
    _case("tables in tables in settings", lambda: "a = " + "{a=" * 100 * KILO, "settings/unusable"),
    _case("settings of ten megabytes", lambda: SETTINGS + "#" * 10 * MEGA, "settings/unusable"),
    _case("settings of sixty megabytes", lambda: "#" * 60 * MEGA, "syntax/too-big"),
    _case(
        "fifty thousand keys",
        lambda: SETTINGS + "".join(f"a{n} = 1\n" for n in range(50 * KILO)),
        "settings/unusable",
    ),
    _case(
        "fifty thousand tables",
        lambda: SETTINGS + "".join(f"[keywords.a{n}]\n" for n in range(50 * KILO)),
    ),
    _case(
        "fifty thousand languages of the title",
        lambda: SETTINGS + "".join(f'title.nb-x{n} = "a"\n' for n in range(40 * KILO)),
    ),
    _case(
        "a string that never ends",
        lambda: SETTINGS + "a = '''" + "a" * 900 * KILO,
        "settings/unusable",
    ),
    _case("a number of many digits", lambda: "issued = " + "9" * 900 * KILO, "settings/unusable"),
    _case(
        "a number of many hexadecimal digits",
        lambda: "issued = 0x" + "9" * 900 * KILO,
        "settings/unusable",
    ),
    _case(
        "a date of nine hundred thousand spaces",
        lambda: f"issued ={' ' * 900 * KILO}\n",
        "settings/unusable",
    ),
    _case("settings in UTF-16", lambda: SETTINGS.encode("utf-16"), "syntax/not-utf-8"),
    _case("a NUL in settings", SETTINGS + "\0", "syntax/control-character"),
    _case(
        "a command behind an escape in settings",
        SETTINGS.replace("Byen", "\\u001b[2J"),
        "settings/unusable",
    ),
    _case(
        "a key that commands the terminal",
        SETTINGS + '"\\u001b]0;owned\\u0007" = 1\n',
        "settings/unusable",
    ),
    _based("a base that runs", "javascript:alert(1)/"),
    _based("a base that is a file", "file:///etc/"),
    _based("a base that climbs", "https://example.org/../"),
    _based("a base with a secret", "https://user:secret@example.org/"),
    _based("a base with a host that is another", "https://e\u2105example.org/"),
    _based(
        "a base of a hundred thousand characters", "https://example.org/" + "a" * 100 * KILO + "/"
    ),
    _based("a base that turns direction", "https://example.org/\\u202e/"),
)
