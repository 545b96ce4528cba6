"""Servers that refuse, fail, lie, dawdle or say nothing: a sentence each, and nothing lost on either side."""

from __future__ import annotations

import socket
import ssl
import subprocess
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from caldav_pushes import asking, pushed
from caldav_servers import Asked, Reply, answering
from commandline import sanhui, write
from handmade import schedule, session
from programs import program
from sanhui.caldav.failures import ServerError, refused
from sanhui.caldav.multistatus import precondition
from sanhui.caldav.transport import ATTEMPTS, Answer, _unconnected
from sanhui.errors import UnableError

XML = {"Content-Type": "application/xml"}
NOT_STORED = (
    '<D:multistatus xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav">'
    "<D:response><D:href>/cal/</D:href><D:propstat><D:prop>{properties}</D:prop>"
    "<D:status>HTTP/1.1 200 OK</D:status></D:propstat></D:response></D:multistatus>"
)
CALENDAR = NOT_STORED.format(
    properties="<D:resourcetype><D:collection/><C:calendar/></D:resourcetype>"
).encode()
NOTHING = b'<D:multistatus xmlns:D="DAV:"/>'
PLAN = """\
[plan]
id = "small-2026"
year = 2026
title = "计划"

[[activity]]
id = "meeting"
title = "会议"
kind = "集中学习"
dates = ["2026-03-11", "2026-03-18"]
"""
SECRET = "a secret, not to be seen"


def _calendar(put: Reply) -> Callable[[Asked], Reply]:
    """An empty calendar that answers every PUT so."""

    def reply(asked: Asked) -> Reply:
        match asked.method:
            case "PROPFIND":
                return Reply(207, CALENDAR, XML)
            case "REPORT":
                return Reply(207, NOTHING, XML)
        return put

    return reply


def _failed(url: str, folder: Path) -> tuple[str, int]:
    """What the command line says and gives when it pushes there."""
    outcome = sanhui(
        "push",
        url,
        write(folder, PLAN),
        "--timeout",
        "0.3",
        "--debug",
        SANHUI_CALDAV_USER="clerk",
        SANHUI_CALDAV_PASSWORD=SECRET,
    )
    assert SECRET not in outcome.out + outcome.err
    return outcome.err, outcome.code


@pytest.fixture(autouse=True)
def _hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pauses between attempts are left out."""
    monkeypatch.setattr("sanhui.caldav.transport._FIRST_PAUSE", 0.0)


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (400, "answered 400"),
        (401, "does not accept the user name and the password"),
        (403, "does not allow this"),
        (409, "finds a conflict"),
        (412, "at the same time"),
        (413, "too large"),
        (423, "locked by another program"),
        (429, "left in peace"),
        (500, "failed (500)"),
        (503, "failed (503)"),
        (507, "no space left"),
    ],
)
def test_refusals_of_an_event(status: int, said: str, tmp_path: Path) -> None:
    """Each status is a sentence with a remedy; the exit code is 3, and the plan stays as it was."""
    plan = write(tmp_path, PLAN)
    before = plan.read_bytes()
    with answering(_calendar(Reply(status))) as server:
        text, code = _failed(f"{server.url}cal/", tmp_path)
    assert said in text
    assert "→" in text
    assert 3 == code
    assert before == plan.read_bytes()


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (401, "does not accept"),
        (403, "does not allow"),
        (405, "has no CalDAV"),
        (410, "has nothing at /cal/"),
        (500, "failed (500)"),
    ],
)
def test_refusals_of_everything(status: int, said: str, tmp_path: Path) -> None:
    """A server that refuses from the outset."""
    with answering(lambda asked: Reply(status)) as server:
        text, code = _failed(f"{server.url}cal/", tmp_path)
    assert said in text
    assert 3 == code


def test_whoever_has_not_signed_in_is_told_how() -> None:
    """And a page that is gone is told for what it is."""
    told = str(refused("https://x.example/dav/", 401, signed_in=False))
    assert "x.example wants a user name and a password" in told
    assert "SANHUI_CALDAV_USER" in told
    assert "x.example has nothing at /dav/" in str(refused("https://x.example/dav/", 404))


@pytest.mark.parametrize(
    ("cause", "said", "passing"),
    [
        (ssl.SSLError("wrong version number"), "no encrypted connection", False),
        (socket.gaierror(-2, "Name or service not known"), "no machine of that name is known", False),
        (ConnectionRefusedError(), "no connection", True),
    ],
)
def test_why_there_is_no_connection(cause: Exception, said: str, passing: bool) -> None:
    """As the network says it; only what may pass is tried again."""
    error = httpx.ConnectError("")
    error.__cause__ = cause
    broken = _unconnected(error)
    assert (said, passing) == (broken.text, broken.passing)


@pytest.mark.parametrize(
    ("body", "rule"),
    [
        (
            b'<error xmlns="DAV:"><no-uid-conflict xmlns="urn:ietf:params:xml:ns:caldav"/></error>',
            "no-uid-conflict",
        ),
        (b'<error xmlns="DAV:"><x xmlns="urn:x"/></error>', ""),
        (b'<multistatus xmlns="DAV:"/>', ""),
        (b"Conflict", ""),
    ],
)
def test_the_rule_that_a_request_broke(body: bytes, rule: str) -> None:
    """By its name, where the server says it in XML (RFC 4918 16)."""
    assert rule == precondition(Answer("https://x.example/", 409, {}, body, repeated=False))


def test_a_server_without_calendars(tmp_path: Path) -> None:
    """404 everywhere: an address is asked for."""
    with answering(lambda asked: Reply(404)) as server:
        text, code = _failed(server.url, tmp_path)
    assert "shows no calendars" in text
    assert 3 == code


@pytest.mark.parametrize(
    ("reply", "said"),
    [
        (Reply(200, b"<html>Welcome", {"Content-Type": "text/html"}), "a web page"),
        (Reply(207, b"<html>", {"Content-Type": "text/html; charset=utf-8"}), "a web page"),
        (Reply(207, b"\x00\xff garbage", XML), "not CalDAV"),
        (Reply(207, b"", XML), "not CalDAV"),
        (Reply(207, b'<!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>', XML), "not CalDAV"),
        (Reply(207, CALENDAR[:-9], XML), "not CalDAV"),
        (Reply(207, CALENDAR, {**XML, "Content-Encoding": "gzip"}), "cannot be read"),
        (Reply(302, b"", {"Location": "/cal/"}), "in circles"),
        (Reply(silent=True), "no answer within 0.3 seconds"),
        (Reply(207, CALENDAR, cut=True), "the connection broke"),
    ],
    ids=["page", "page-207", "bytes", "empty", "doctype", "cut-xml", "gzip", "circle", "silent", "cut"],
)
def test_answers_that_are_none(reply: Reply, said: str, tmp_path: Path) -> None:
    """Garbage, pages, silence: said in a sentence, without repeating what came."""
    with answering(lambda asked: reply) as server:
        text, code = _failed(f"{server.url}cal/", tmp_path)
    assert said in text
    assert 3 == code


def test_nobody_listens(tmp_path: Path) -> None:
    """An address at which no server runs."""
    with answering(lambda asked: Reply()) as server:
        url = server.url
    text, code = _failed(url, tmp_path)
    assert "no connection" in text
    assert 3 == code


def test_what_passes_is_tried_again(tmp_path: Path) -> None:
    """An event that is refused four times with “later” is taken the fifth time."""
    refusals = [Reply(503, headers={"Retry-After": "0"}), Reply(429), Reply(500), Reply(cut=True)]
    assert ATTEMPTS == len(refusals) + 1

    def reply(asked: Asked) -> Reply:
        if asked.method == "PUT":
            return refusals.pop() if refusals else Reply(201)
        return _calendar(Reply())(asked)

    with answering(reply) as server:
        report = pushed(f"{server.url}cal/", schedule(session()), tmp_path)
    assert (1, None) == (len(report.done), report.stopped)
    assert 5 == sum(asked.method == "PUT" for asked in server.asked)


def test_a_server_that_asks_for_an_hour(tmp_path: Path) -> None:
    """Nobody waits so long: the push ends, and says that it can be resumed."""
    with answering(_calendar(Reply(429, headers={"Retry-After": "3600"}))) as server:
        report = pushed(f"{server.url}cal/", schedule(session()), tmp_path)
    assert 1 == sum(asked.method == "PUT" for asked in server.asked)
    assert "left in peace" in str(report.stopped)
    assert 1 == len(report.unsent)


def test_one_event_is_refused_and_the_others_are_sent(tmp_path: Path) -> None:
    """What concerns one event stops no other."""

    def reply(asked: Asked) -> Reply:
        return Reply(403) if "2026-W11" in asked.path else _calendar(Reply(201))(asked)

    with answering(reply) as server:
        report = pushed(
            f"{server.url}cal/",
            schedule(session(), session(slot="2026-W12"), session(slot="2026-W13")),
            tmp_path,
        )
    assert (2, 1, None) == (len(report.done), len(report.failed), report.stopped)


def test_every_write_is_conditional(tmp_path: Path) -> None:
    """No PUT without If-None-Match or If-Match goes out."""
    with answering(_calendar(Reply(201))) as server:
        pushed(f"{server.url}cal/", schedule(session()), tmp_path)
    assert ["*"] == [asked.headers["if-none-match"] for asked in server.asked if asked.method == "PUT"]


def test_the_password_goes_to_no_other_server(tmp_path: Path) -> None:
    """Neither by a redirect nor by an address in an answer; the other server is not even asked."""
    with answering(lambda asked: Reply(404)) as other:
        principal = f"<C:calendar-home-set><D:href>{other.url}home/</D:href></C:calendar-home-set>"
        for lure in (
            Reply(301, headers={"Location": f"{other.url}cal/"}),
            Reply(207, NOT_STORED.format(properties=principal).encode(), XML),
        ):
            with answering(lambda asked, lure=lure: lure) as server:  # type: ignore[misc]
                text, code = _failed(server.url, tmp_path)
            assert "another server" in text
            assert other.url in text
            assert 3 == code
    assert [] == other.asked


def test_redirects_on_the_same_server_are_followed() -> None:
    """Such as those of the well-known address."""

    def reply(asked: Asked) -> Reply:
        return (
            Reply(207, CALENDAR, XML) if asked.path == "/dav/" else Reply(308, headers={"Location": "/dav/"})
        )

    with answering(reply) as server, asking(server.url) as client:
        answer = client.request("PROPFIND", f"{server.url}.well-known/caldav")
    assert (207, f"{server.url}dav/") == (answer.status, answer.url)


def test_a_digest_is_computed_where_the_server_wants_one() -> None:
    """A server that knows Digest only gets Digest; one whose nonces are good for one request, a new one for each."""
    accepted: list[str] = []

    def reply(asked: Asked) -> Reply:
        said = asked.headers.get("authorization", "")
        if said.startswith("Digest ") and f'nonce="{len(accepted)}"' in said:
            accepted.append(said)
            return Reply(207, CALENDAR, XML)
        challenge = f'Digest realm="x", nonce="{len(accepted)}", qop="auth", stale=true'
        return Reply(401, headers={"WWW-Authenticate": challenge})

    with answering(reply) as server, asking(server.url) as client:
        for _request in range(3):
            assert 207 == client.request("PROPFIND", server.url).status
    assert 3 == len(accepted)


def test_a_wrong_password_is_sent_once() -> None:
    """Not again and again: servers lock people out for that."""
    reply = Reply(401, headers={"WWW-Authenticate": 'Basic realm="x"'})
    with (
        answering(lambda asked: reply) as server,
        asking(server.url) as client,
        pytest.raises(ServerError, match="does not accept"),
    ):
        client.request("PROPFIND", server.url)
    assert 1 == len(server.asked)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for localhost that signed itself, with its key."""
    file = tmp_path_factory.mktemp("tls") / "both.pem"
    words = "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=localhost"
    more = ["-addext", "subjectAltName=DNS:localhost", "-keyout", file, "-out", file.with_suffix(".crt")]
    subprocess.run([program("openssl"), *words.split(), *map(str, more)], check=True, capture_output=True)
    file.write_bytes(file.read_bytes() + file.with_suffix(".crt").read_bytes())
    return file


def test_tls_is_verified(certificate: Path) -> None:
    """A certificate that nobody trusts is refused at once; one whose authority is named is accepted."""
    with answering(lambda asked: Reply(207, CALENDAR, XML), certificate) as server:
        with asking(server.url) as client, pytest.raises(ServerError, match="--ca-file"):
            client.request("PROPFIND", server.url)
        assert [] == server.asked
        with asking(server.url, ca_file=certificate.with_suffix(".crt")) as client:
            assert 207 == client.request("PROPFIND", server.url).status


def test_a_file_that_holds_no_certificates(tmp_path: Path) -> None:
    """Named with what is wrong with it; exit code 2."""
    plan = write(tmp_path)
    outcome = sanhui("push", "https://localhost/", plan, "--ca-file", plan)
    assert 2 == outcome.code
    assert "no file of certificates" in outcome.err


def test_an_endless_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    """A server that sends more than anybody's calendar is not listened to to the end."""
    monkeypatch.setattr("sanhui.caldav.transport._LARGEST", 2**20)
    larger = pytest.raises(ServerError, match="larger than 1 MB")
    reply = Reply(207, bytes(8 * 2**20))
    with answering(lambda asked: reply) as server, asking(server.url) as client, larger:
        client.request("PROPFIND", server.url)


def test_entities_that_swell() -> None:
    """A document that would grow to gigabytes is refused before it grows."""
    layers = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    body = f'<!DOCTYPE x [<!ENTITY l0 "{"a" * 100}">{layers}]><x>&l9;</x>'.encode()
    tracemalloc.start()
    with answering(lambda asked: Reply(207, body, XML)) as server, asking(server.url) as client:
        from sanhui.caldav.multistatus import entries

        with pytest.raises(UnableError):
            entries(client.request("PROPFIND", server.url))
    assert 2**22 > tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
