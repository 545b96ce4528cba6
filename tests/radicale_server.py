"""A CalDAV server of its own for a test: Radicale, on loopback, with its files in a folder of the test.

@pytest.fixture(scope="module")
def server(tmp_path_factory):
    with serving(tmp_path_factory.mktemp("radicale")) as server:
        yield server
"""

from __future__ import annotations

import base64
import contextlib
import http.client
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

USER, PASSWORD = "clerk", "let me in"
_PATIENCE = 30  # seconds until it answers, on a busy machine
_NO_PROXY = urllib.request.build_opener(urllib.request.ProxyHandler({}))


class Answer(NamedTuple):
    """What the server answered."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class Radicale(NamedTuple):
    """A running server: its address, and the folder in which it keeps what it is given."""

    url: str  # http://localhost:PORT/
    storage: Path
    log: Path
    user: str = USER
    password: str = PASSWORD

    @property
    def home(self) -> str:
        """Where the collections of the user are; it ends with a slash."""
        return f"{self.url}{self.user}/"

    def request(self, method: str, url: str, body: bytes = b"", **headers: str) -> Answer:
        """Ask as the user; an answer of 400 and above is an answer too. `If_Match` is the header If-Match."""
        secret = base64.b64encode(f"{self.user}:{self.password}".encode()).decode()
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        request = urllib.request.Request(
            url, body or None, {"Authorization": f"Basic {secret}", **given}, method=method
        )
        try:
            with _NO_PROXY.open(request, timeout=_PATIENCE) as answer:
                return Answer(answer.status, dict(answer.headers), answer.read())
        except urllib.error.HTTPError as error:
            with error:
                return Answer(error.code, dict(error.headers), error.read())


@contextlib.contextmanager
def serving(folder: Path, port: int | None = None, **settings: str) -> Iterator[Radicale]:
    """Start Radicale, wait until it answers, and stop it at the end.

    `settings` are options of its command line, `server_timeout="5"`. A given `port` and the same folder are the same
    server, started again.
    """
    port = port or _free_port()
    users = folder / "users"
    users.write_text(f"{USER}:{PASSWORD}\n", encoding="utf-8")
    server = Radicale(f"http://localhost:{port}/", folder / "storage", folder / "log")
    options = {
        "server_hosts": f"localhost:{port}",
        "storage_filesystem_folder": str(server.storage),
        "auth_type": "htpasswd",
        "auth_htpasswd_filename": str(users),
        "auth_htpasswd_encryption": "plain",
        "auth_delay": "0",
        **settings,
    }
    words = [word for name, value in options.items() for word in (f"--{name.replace('_', '-')}", value)]
    with server.log.open("ab") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "radicale", "--config", "", *words], stdout=log, stderr=log
        )
        try:
            _wait(server, process)
            yield server
        finally:
            process.terminate()
            process.wait(_PATIENCE)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("localhost", 0))
        return int(probe.getsockname()[1])


def _wait(server: Radicale, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end and process.poll() is None:
        with contextlib.suppress(OSError, http.client.HTTPException):
            if server.request("OPTIONS", server.url).status == 200:
                return
        time.sleep(0.05)
    raise RuntimeError(server.log.read_text(encoding="utf-8", errors="replace"))
