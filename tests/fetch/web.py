"""A server of this house, and leave to fetch from it."""

import threading
from collections.abc import Callable, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ssl import SSLContext
from typing import NamedTuple

from maalbar.fetch.address import Host


class Page(NamedTuple):
    """What a path answers; a function writes the whole answer by itself."""

    body: bytes | Callable[[BaseHTTPRequestHandler], None] = b""
    status: int = 200
    headers: Mapping[str, str] = {}


class Asked(NamedTuple):
    """What the server was asked."""

    path: str
    headers: Mapping[str, str]
    method: str = "GET"
    body: bytes = b""


def of_this_house(host: Host) -> bool:
    return host.is_loopback


class Web:
    """Serves `pages`, which may change; `asked` has what it was asked."""

    def __init__(self, pages: Mapping[str, Page], tls: SSLContext | None = None) -> None:
        self.pages = dict(pages)
        self.asked: list[Asked] = []
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.server.daemon_threads = True
        if tls:
            self.server.socket = tls.wrap_socket(self.server.socket, server_side=True)
        self.port = self.server.server_port
        self.address = f"http://127.0.0.1:{self.port}"
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True)
        self.thread.start()

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        web = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                sent = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                web.asked.append(Asked(self.path, dict(self.headers), self.command, sent))
                page = web.pages.get(self.path) or web.pages[self.path.partition("?")[0]]
                try:
                    if not isinstance(page.body, bytes):
                        page.body(self)
                        return
                    self.send_response(page.status)
                    for name, value in page.headers.items():
                        self.send_header(name, value)
                    self.end_headers()
                    self.wfile.write(page.body)
                except OSError:
                    self.close_connection = True

            do_POST = do_PUT = do_DELETE = do_GET  # noqa: N815 # as the library calls them

            def log_message(self, *_: object) -> None:
                pass

        return Handler
