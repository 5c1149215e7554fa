"""Imports go one way, and the world is touched in few places.

Each part of the package stands on a layer and may use what is below it, nothing beside and
nothing above.  So stages never import each other: they exchange values of `model`.
"""

import ast
import re
import sys
import tomllib
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "maalbar"
MODULES = sorted(SOURCE.rglob("*.py"))
PARTS = (
    {"model"},
    {"words", "files"},
    {"vocabulary"},
    {"queries", "templates"},
    {
        *{"load", "validate", "publish", "catalogue", "sources", "fetch", "skeleton"},
        "hosting",
    },
    {"check", "compare", "engines", "harvest", "probe", "walk"},
    {"render"},
    {"flow", "serve"},
    {"library"},
    {"__init__"},
    {"cli"},
    {"__main__"},
)
LAYER = {part: layer for layer, parts in enumerate(PARTS) for part in parts}
# What `import maalbar` itself offers to all: no part, and no import of one.
OFFERED = {"__version__"}
LONGEST = 400
# The library that does it, and the only part that may use it.
ALONE = {
    "click": "cli",
    "requests": "fetch",
    "urllib3": "fetch",
    "jinja2": "templates",
    "multiprocessing": "check",
    "httptools": "serve",
    "prometheus_client": "serve",
}
CONNECTIONS = {"socket", "http", "urllib.request", "urllib3", "ftplib", "smtplib", "ssl", "asyncio"}
UNSAFE = {"eval", "exec", "__import__", "yaml.load", "yaml.unsafe_load"}
DANGERS = {"pickle", "marshal", "shelve", "subprocess"}
# Names of distributions that are not those of their packages.
PACKAGE_OF = {"prometheus-client": "prometheus_client", "pyyaml": "yaml"}


def part_of(module: Path) -> str:
    """Give the part that a module belongs to: the name under `maalbar`."""
    return module.relative_to(SOURCE).parts[0].removesuffix(".py")


def imported(module: Path) -> Iterator[str]:
    """Give the dotted names that a module imports, wherever in it."""
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (each.name for each in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}: a relative import"
            assert node.module
            yield from (f"{node.module}.{each.name}" for each in node.names)


def used_parts(module: Path) -> set[str]:
    """Give the parts of our own that a module imports."""
    found = set()
    for name in imported(module):
        first, _, rest = name.partition(".")
        if first == "maalbar" and rest not in OFFERED:
            part = rest.partition(".")[0]
            found.add(part if part in LAYER else "__init__")
    return found


def calls(module: Path) -> Iterator[str]:
    """Give the names of what a module calls, raises or reads attributes of."""
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Name):
            yield node.id
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            yield f"{node.value.id}.{node.attr}"


def within(module: Path, names: set[str]) -> Iterator[str]:
    """Give what a module imports of some libraries."""
    for each in imported(module):
        steps = each.split(".")
        if {".".join(steps[:length]) for length in range(1, len(steps) + 1)} & names:
            yield each


def name(module: Path) -> str:
    """Name a module in the list of tests."""
    return module.relative_to(SOURCE).as_posix()


def names_in(requirements: Iterable[str]) -> set[str]:
    """Give the packages that requirements of a project name."""
    names = (re.split(r"[^A-Za-z0-9_-]", each)[0].lower() for each in requirements)
    return {PACKAGE_OF.get(each, each) for each in names}


def test_every_part_of_the_package_stands_on_a_layer() -> None:
    assert {part_of(module) for module in MODULES} == set(LAYER)


@pytest.mark.parametrize("module", MODULES, ids=name)
def test_a_module_imports_what_is_below_it_and_nothing_beside_or_above(module: Path) -> None:
    part = part_of(module)

    wrong = {each for each in used_parts(module) - {part} if LAYER[each] >= LAYER[part]}

    assert wrong == set()


@pytest.mark.parametrize(("library", "part"), ALONE.items())
def test_a_library_that_touches_the_world_is_used_in_one_part(library: str, part: str) -> None:
    users = {
        part_of(module)
        for module in MODULES
        for each in imported(module)
        if each.partition(".")[0] == library
    }

    assert users == {part}


def test_only_the_command_line_imports_click_and_only_as_one_module() -> None:
    users = [module for module in MODULES if "click" in imported(module)]

    assert {part_of(each) for each in users} == {"cli"}


def test_fetch_opens_connections_and_serve_takes_them_and_nothing_else_does() -> None:
    for module in MODULES:
        if part_of(module) not in {"fetch", "serve"}:
            assert not set(within(module, CONNECTIONS)), module


def test_nothing_starts_a_process_or_runs_what_it_reads() -> None:
    for module in MODULES:
        assert not set(within(module, DANGERS)), module
        assert not UNSAFE & set(calls(module)), module


def test_only_the_command_line_prints_and_exits() -> None:
    talking = {"print", "input", "exit", "quit", "SystemExit", "sys.exit", "sys.stdout"}
    talking |= {"sys.stderr", "sys.stdin", "sys.argv", "os._exit", "os.abort"}
    for module in MODULES:
        if part_of(module) != "cli":
            assert not talking & set(calls(module)), module


@pytest.mark.parametrize("module", MODULES, ids=name)
def test_a_module_says_what_it_is_for_and_is_short_enough_to_read(module: Path) -> None:
    text = module.read_text(encoding="utf-8")

    assert ast.get_docstring(ast.parse(text))
    assert len(text.splitlines()) <= LONGEST


def test_what_is_imported_is_what_the_package_says_that_it_needs() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = (each for name, each in project["optional-dependencies"].items() if name != "dev")

    needed, offered = (names_in(each) for each in (project["dependencies"], chain(*extras)))
    used = {each.partition(".")[0] for module in MODULES for each in imported(module)}

    others = used - sys.stdlib_module_names - {"maalbar"}
    assert needed <= others <= needed | offered


def test_no_folder_is_called_build_as_pytest_would_pass_it_over() -> None:
    for folder in (SOURCE, ROOT / "tests"):
        assert [each for each in folder.rglob("build") if each.is_dir()] == []
