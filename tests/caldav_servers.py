"""Servers that misbehave, on loopback: one that answers what the test wants, and one that cuts connections."""

from __future__ import annotations

import contextlib
import http.server
import socket
import ssl
import struct
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple


class Asked(NamedTuple):
    """A request as it arrived."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes


class Reply(NamedTuple):
    """What is answered. `silent` says nothing at all until the client gives up; `cut` breaks off after the headers."""

    status: int = 200
    body: bytes = b""
    headers: Mapping[str, str] = MappingProxyType({})
    silent: bool = False
    cut: bool = False


class Script(NamedTuple):
    """A running server, and what it was asked."""

    url: str
    asked: list[Asked]


@contextlib.contextmanager
def answering(reply: Callable[[Asked], Reply], certificate: Path | None = None) -> Iterator[Script]:
    """A server whose answers are those of a function; with a certificate (and its key, in one file) it speaks TLS."""
    asked: list[Asked] = []
    over = threading.Event()

    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True
        wbufsize = -1

        def handle_one_request(self) -> None:
            with contextlib.suppress(ConnectionError, ssl.SSLError):
                super().handle_one_request()

        def answer(self) -> None:
            length = int(self.headers.get("Content-Length", 0))
            headers = {name.lower(): value for name, value in self.headers.items()}
            request = Asked(self.command, self.path, headers, self.rfile.read(length))
            asked.append(request)
            said = reply(request)
            if said.silent:
                over.wait(30)
                self.close_connection = True
                return
            self.send_response_only(said.status)
            for name, value in said.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(said.body) + 100 * said.cut))
            self.end_headers()
            self.wfile.write(said.body)
            self.wfile.flush()
            self.close_connection = said.cut

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 (the name that the library gives it)
            pass

    for method in ("PROPFIND", "REPORT", "PUT", "DELETE", "MKCALENDAR", "GET"):
        setattr(Handler, f"do_{method}", Handler.answer)
    server = http.server.ThreadingHTTPServer(("localhost", 0), Handler)
    server.daemon_threads = True
    server.block_on_close = False
    if certificate is not None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    server.handle_error = lambda *_: None  # type: ignore[method-assign]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield Script(f"http{'s' if certificate else ''}://localhost:{server.server_port}/", asked)
    finally:
        over.set()
        server.shutdown()
        server.server_close()
        thread.join()


class Cut(NamedTuple):
    """Where a connection breaks: after so many bytes in both directions, or of answers to what was done by then."""

    after: int
    answers_only: bool = False


class Cutter:
    """Stands between a client and a server, and cuts connections after so many bytes.

    Each connection takes the next of the `cuts`; when they are used up, nothing is cut any more.
    """

    def __init__(self, port: int) -> None:
        self._upstream = port
        self._listener = socket.create_server(("localhost", 0))
        self.port = self._listener.getsockname()[1]
        self._cuts: list[Cut] = []
        self.made = 0
        self._lock = threading.Lock()
        self._thread = threading.Thread(target=self._accept)
        self._thread.start()

    def cut(self, cuts: Sequence[Cut]) -> None:
        """Cut the coming connections so."""
        with self._lock:
            self._cuts = list(cuts)

    def close(self) -> None:
        """Stop, and let go of everything."""
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join()

    def _accept(self) -> None:
        pairs: list[threading.Thread] = []
        while True:
            try:
                client, _address = self._listener.accept()
            except OSError:
                break
            with self._lock:
                cut = self._cuts.pop(0) if self._cuts else None
            pairs.append(threading.Thread(target=self._serve, args=(client, cut)))
            pairs[-1].start()
        for pair in pairs:
            pair.join()

    def _serve(self, client: socket.socket, cut: Cut | None) -> None:
        """Two pumps over one budget of bytes."""
        server = socket.create_connection(("localhost", self._upstream))
        budget = _Budget(cut.after if cut else None)
        free = _Budget(None) if cut and cut.answers_only else budget
        there = threading.Thread(target=_pump, args=(client, server, free))
        there.start()
        _pump(server, client, budget)
        there.join()
        client.close()
        server.close()
        self.made += budget.broken


class _Budget:
    """So many bytes, for one direction or both."""

    def __init__(self, left: int | None) -> None:
        self._left = left
        self._lock = threading.Lock()
        self.broken = False

    def allow(self, data: bytes) -> bytes:
        """As much of the data as there is budget for."""
        with self._lock:
            if self._left is None:
                return data
            allowed = data[: self._left]
            self._left -= len(allowed)
            self.broken = self.broken or len(allowed) < len(data)
            return allowed


def _pump(source: socket.socket, target: socket.socket, budget: _Budget) -> None:
    while True:
        try:
            data = source.recv(4096)
        except OSError:
            data = b""
        allowed = budget.allow(data)
        with contextlib.suppress(OSError):
            target.sendall(allowed)
        if not data or len(allowed) < len(data):
            break
    for end in (source, target):
        with contextlib.suppress(OSError):
            if budget.broken:  # a reset, not an orderly end
                end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            end.shutdown(socket.SHUT_RDWR)
