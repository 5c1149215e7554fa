"""The engines: in memory, on disk, and servers that no one here wrote."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Final

import pytest
from tests.engines.servers import SERVERS, Server
from tests.fetch.web import Page, Web

import maalbar
from maalbar.engines.push import Plan
from maalbar.flow.storing import build_store, push_store
from maalbar.library import OpenPublication

BACK_ENDS: Final = ("memory", "disk", *SERVERS)
Start = Callable[[str], Server]
Serve = Callable[..., Web]


@pytest.fixture(scope="session")
def start(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Start]:
    """Start a server, once."""
    with ExitStack() as stack:
        started: dict[str, Server] = {}

        def start(name: str) -> Server:
            if name not in started:
                folder = tmp_path_factory.mktemp(name)
                started[name] = stack.enter_context(SERVERS[name](folder))
            return started[name]

        yield start


@pytest.fixture(scope="session")
def memory(seeds: Path) -> OpenPublication:
    """The seeds, in memory: what all others are held against."""
    return maalbar.open(seeds)


@pytest.fixture(scope="session")
def store(seeds: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The seeds, on disk."""
    folder = tmp_path_factory.mktemp("store") / "seeds"
    build_store(str(seeds), folder)
    return folder


@pytest.fixture(scope="session", params=BACK_ENDS)
def back_end(
    request: pytest.FixtureRequest, memory: OpenPublication, store: Path, seeds: Path, start: Start
) -> OpenPublication:
    """The seeds, in each place where they can be asked."""
    name = str(request.param)
    if name == "memory":
        return memory
    if name == "disk":
        return maalbar.open(store)
    server = start(name)
    with pytest.MonkeyPatch.context() as patch:
        for key, value in server.environment.items():
            patch.setenv(key, value)
        plan = Plan(url=server.graphs, update=server.update, allowed=lambda _host: True)
        push_store(str(seeds), plan)
    base = memory.publication.settings.base
    return maalbar.open(f"{server.query}#{base}", allow_private=True)


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Serve pages from 127.0.0.1: `serve({"/a.ttl": Page(b"…")})`."""
    with ExitStack() as stack:

        def serve(pages: Mapping[str, Page]) -> Web:
            web = Web(pages)
            stack.callback(web.close)
            return web

        yield serve
