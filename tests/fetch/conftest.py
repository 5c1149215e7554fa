"""A server for each test that wants one."""

from collections.abc import Callable, Iterator, Mapping
from ssl import SSLContext

import pytest
from tests.fetch.web import Page, Web

Serve = Callable[..., Web]


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Serve pages from 127.0.0.1: `serve({"/a.ttl": Page(b"…")})`."""
    started: list[Web] = []

    def start(pages: Mapping[str, Page], tls: SSLContext | None = None) -> Web:
        started.append(Web(pages, tls))
        return started[-1]

    yield start
    for web in started:
        web.close()
