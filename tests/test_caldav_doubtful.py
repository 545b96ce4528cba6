"""Answers that leave in doubt what a server did: it is looked at again, and nothing is sent twice or written over."""

from __future__ import annotations

import re
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

from caldav_pushes import asking, pushed
from caldav_servers import Asked, Reply, answering
from handmade import schedule, session
from sanhui.caldav.address import address
from sanhui.caldav.decide import Action, Choice, Why
from sanhui.caldav.discovery import find
from sanhui.caldav.failures import ServerError
from sanhui.caldav.push import Report
from sanhui.errors import InputError

XML = {"Content-Type": "application/xml"}
HEAD = '<D:multistatus xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav">'
CALENDAR = "<D:resourcetype><D:collection/><C:calendar/></D:resourcetype>"


def multistatus(*places: tuple[str, str]) -> Reply:
    """An answer about these places: their addresses, with their properties."""
    told = "".join(
        f"<D:response><D:href>{href}</D:href><D:propstat><D:prop>{properties}</D:prop>"
        "<D:status>HTTP/1.1 200 OK</D:status></D:propstat></D:response>"
        for href, properties in places
    )
    return Reply(207, f"{HEAD}{told}</D:multistatus>".encode(), XML)


class Shelf:
    """A calendar that keeps what is put there, whatever it answers: `after` has the statuses of the coming writes."""

    def __init__(self, *, etags: bool = True, filters: bool = True) -> None:
        self.kept: dict[str, tuple[str, int]] = {}
        self.after: list[int] = []
        self.deaf = False  # refuses without keeping
        self.forgets = False  # keeps no lines that it does not know
        self._etags, self._filters = etags, filters

    def __call__(self, asked: Asked) -> Reply:
        """The answer to a request."""
        if asked.method == "PROPFIND":
            return multistatus(("/cal/", CALENDAR))
        if asked.method == "REPORT":
            if b"prop-filter" in asked.body and not self._filters:
                return Reply(403)
            return multistatus(*((href, self._told(href)) for href in self.kept))
        status = self.after.pop(0) if self.after else 204
        if asked.method == "DELETE" and status < 300:
            del self.kept[asked.path]
        elif asked.method == "PUT" and not self.deaf:
            _text, version = self.kept.get(asked.path, ("", 0))
            text = asked.body.decode()
            if self.forgets:
                text = re.sub("X-SANHUI-PUSHED[^\r]*\r\n", "", text)
            self.kept[asked.path] = (text, version + 1)
        return Reply(status)

    def _told(self, href: str) -> str:
        text, version = self.kept[href]
        etag = f'<D:getetag>"{version}"</D:getetag>' if self._etags else ""
        return f"{etag}<C:calendar-data>{escape(text)}</C:calendar-data>"


def test_a_new_event_that_arrived_though_its_answer_did_not(tmp_path: Path) -> None:
    """412 to what was really a second attempt: what is there is ours, so it was sent."""
    shelf = Shelf()
    shelf.after = [412]
    with answering(shelf) as server:
        first = pushed(f"{server.url}cal/", schedule(session()), tmp_path)
        again = pushed(f"{server.url}cal/", schedule(session()), tmp_path)
    assert ((), 1, 1) == (first.failed, len(first.steps(Action.ADD)), len(again.steps(Action.SAME)))
    assert 1 == sum(asked.method == "PUT" for asked in server.asked)


@pytest.mark.parametrize("forgets", [False, True])
def test_a_change_that_arrived_though_its_answer_did_not(tmp_path: Path, forgets: bool) -> None:
    """The same with a newer version, also where the server drops the line by which we know ours."""
    shelf = Shelf()
    shelf.forgets = forgets
    with answering(shelf) as server:
        pushed(f"{server.url}cal/", schedule(session()), tmp_path)
        shelf.after = [412]
        report = pushed(f"{server.url}cal/", schedule(session(title="读书班")), tmp_path)
    assert ((), 1) == (report.failed, len(report.steps(Action.UPDATE)))


@pytest.mark.parametrize("status", [412, 404])
def test_a_change_that_did_not_arrive(tmp_path: Path, status: int) -> None:
    """Somebody was quicker, or has deleted it: nothing is written over, and it is said."""
    shelf = Shelf()
    with answering(shelf) as server:
        pushed(f"{server.url}cal/", schedule(session()), tmp_path)
        before = dict(shelf.kept)
        shelf.after, shelf.deaf = [status], True
        report = pushed(f"{server.url}cal/", schedule(session(title="读书班")), tmp_path)
    assert [412] == [each.error.status for each in report.failed]
    assert before == shelf.kept


def test_a_deletion_that_is_refused(tmp_path: Path) -> None:
    """The event stays on the server, and is told; the others are sent."""
    shelf = Shelf()
    with answering(shelf) as server:
        pushed(f"{server.url}cal/", schedule(session(), session(slot="2026-W12")), tmp_path)
        shelf.after = [403]
        report = pushed(f"{server.url}cal/", schedule(session()), tmp_path)
    assert ([403], 2) == ([each.error.status for each in report.failed], len(shelf.kept))


def test_a_server_that_tells_no_versions(tmp_path: Path) -> None:
    """What cannot be written under a condition is not written."""
    shelf = Shelf(etags=False)
    with answering(shelf) as server:
        pushed(f"{server.url}cal/", schedule(session()), tmp_path)
        report = pushed(f"{server.url}cal/", schedule(session(title="读书班")), tmp_path)
    (failed,) = report.failed
    assert "does not say which version" in str(failed.error)
    assert 1 == sum(asked.method == "PUT" for asked in server.asked)


def test_a_server_that_knows_no_filter_is_asked_for_all(tmp_path: Path) -> None:
    """Nothing is sent twice there either."""
    shelf = Shelf(filters=False)
    with answering(shelf) as server:
        pushed(f"{server.url}cal/", schedule(session()), tmp_path)
        again = pushed(f"{server.url}cal/", schedule(session()), tmp_path)
    assert 1 == len(again.steps(Action.SAME))


@pytest.mark.parametrize(
    ("status", "said"), [(405, "lets no program make a calendar"), (201, "made no calendar")]
)
def test_a_calendar_that_cannot_be_made(tmp_path: Path, status: int, said: str) -> None:
    """A server that refuses, and one that says yes and does not do it."""

    def reply(asked: Asked) -> Reply:
        return Reply(status if asked.method == "MKCALENDAR" else 404)

    with answering(reply) as server, pytest.raises(ServerError, match=said) as caught:
        pushed(f"{server.url}cal/", schedule(session()), tmp_path)
    assert "--calendar NAME" in str(caught.value)


def test_a_calendar_that_may_not_be_made(tmp_path: Path) -> None:
    """The refusal is told as any other."""
    with (
        answering(lambda asked: Reply(403 if asked.method == "MKCALENDAR" else 404)) as server,
        pytest.raises(ServerError, match="does not allow this at"),
    ):
        pushed(f"{server.url}cal/", schedule(session()), tmp_path)


def test_calendars_of_one_name_and_of_none() -> None:
    """The last part of the address decides between them; the well-known address tells where they are."""
    home = "<C:calendar-home-set><D:href>/calendars/</D:href></C:calendar-home-set>"

    def reply(asked: Asked) -> Reply:
        if asked.path == "/calendars/":
            named = f"{CALENDAR}<D:displayname>支部</D:displayname>"
            return multistatus(("/calendars/one/", named), ("/calendars/two/", named))
        return multistatus(("/", home)) if asked.path == "/.well-known/caldav" else Reply(405)

    with answering(reply) as server, asking(server.url) as client:
        assert f"{server.url}calendars/two/" == find(client, "two", "plan").url
        with pytest.raises(InputError, match="several calendars have this name") as caught:
            find(client, "支部", "plan")
        assert "one, two" in str(caught.value)
        with pytest.raises(InputError, match="the account has: 支部"):
            find(client, "三支部", "plan")
        fresh = find(client, "", "plan")
        assert (f"{server.url}calendars/plan/", False) == (fresh.url, fresh.exists)


def _conflicts(report: Report) -> list[tuple[str, Why | None]]:
    assert (None, ()) == (report.stopped, report.failed)
    return [(step.uid.partition("@")[0], step.why) for step in report.steps(Action.CONFLICT)]


def test_a_calendar_that_has_moved_on_its_server(tmp_path: Path) -> None:
    """Its events are told by the new address, and are its events all the same; a name in Chinese is one address."""
    shelf = Shelf()
    encoded = "/%E6%94%AF%E9%83%A8/"

    def reply(asked: Asked) -> Reply:
        if not asked.path.startswith("/cal/"):
            assert asked.path.startswith(encoded)
            return Reply(301, headers={"Location": asked.path.replace(encoded, "/cal/")})
        return shelf(asked)

    with answering(reply) as server:
        first = pushed(address(f"{server.url}支部"), schedule(session()), tmp_path)
        again = pushed(f"{server.url}{encoded[1:]}", schedule(session()), tmp_path)
    assert (1, 1) == (len(first.steps(Action.ADD)), len(again.steps(Action.SAME)))
    assert f"{server.url}cal/" == first.collection.url == again.collection.url


@pytest.mark.parametrize("status", [403, 500])
def test_an_event_whose_text_is_withheld(status: int, tmp_path: Path) -> None:
    """A 207 in which one event fails: it is there and cannot be read, so it is neither made anew nor “deleted”."""
    shelf = Shelf()
    two = schedule(session(), session(slot="2026-W12"))

    def reply(asked: Asked) -> Reply:
        said = shelf(asked)
        text = re.sub(
            "<C:calendar-data>.*?</C:calendar-data>", "", said.body.decode(), count=1, flags=re.DOTALL
        )
        withheld = f"<D:propstat><D:prop><C:calendar-data/></D:prop><D:status>HTTP/1.1 {status} -</D:status></D:propstat>"
        text = text.replace("</D:response>", f"{withheld}</D:response>", 1)
        return said if asked.method != "REPORT" else Reply(207, text.encode(), XML)

    with answering(shelf) as server:
        pushed(f"{server.url}cal/", two, tmp_path)
    with answering(reply) as server:
        report = pushed(f"{server.url}cal/", two, tmp_path / "elsewhere")
    assert [("weekly-study+2026-W11", Why.UNREADABLE)] == _conflicts(report)
    assert not any(asked.method == "PUT" for asked in server.asked)


def test_a_calendar_of_which_a_part_is_shown(tmp_path: Path) -> None:
    """A server that cuts long answers: what is missing in them is not taken for gone."""

    def reply(asked: Asked) -> Reply:
        cut = "<D:response><D:href>/cal/</D:href><D:status>HTTP/1.1 507 -</D:status></D:response>"
        if asked.method == "REPORT":
            return Reply(207, f"{HEAD}{cut}</D:multistatus>".encode(), XML)
        return multistatus(("/cal/", CALENDAR))

    with answering(reply) as server, pytest.raises(ServerError, match="only a part of the calendar"):
        pushed(f"{server.url}cal/", schedule(session()), tmp_path)
    assert not any(asked.method == "PUT" for asked in server.asked)


def test_two_people_with_two_computers(tmp_path: Path) -> None:
    """What one sent since is not overwritten by the other's older plan, nor removed; by a newer plan it is."""
    shelf = Shelf()
    one, other = tmp_path / "one", tmp_path / "other"
    for folder in (one, other):
        folder.mkdir()
    old = schedule(session(), session(slot="2026-W13"))
    new = schedule(session(title="读书班"), session(slot="2026-W12"), session(slot="2026-W13"))
    with answering(shelf) as server:
        url = f"{server.url}cal/"
        for folder in (one, other):
            pushed(url, old, folder)
        pushed(url, new, one)
        kept = dict(shelf.kept)
        elsewhere = [("weekly-study+2026-W11", Why.ELSEWHERE), ("weekly-study+2026-W12", Why.ELSEWHERE)]
        for _again in range(2):
            assert elsewhere == _conflicts(pushed(url, old, other))
        assert kept == shelf.kept
        assert [] == _conflicts(pushed(url, new, other))
        assert kept == shelf.kept
        newest = schedule(session(title="座谈会"), session(slot="2026-W13"))
        assert 1 == len(pushed(url, newest, other).steps(Action.REMOVE))
        report = pushed(url, old, other, Choice.OURS)
    assert ((), 1, 1) == (report.failed, len(report.steps(Action.UPDATE)), len(report.steps(Action.SAME)))


@pytest.mark.parametrize("organizer", ["", "office@example.org"])
def test_guests_keep_their_invitation(organizer: str, tmp_path: Path) -> None:
    """An ORGANIZER that goes away, or becomes another, is a cancellation for all who were invited (RFC 6638 3.2.1)."""
    shelf = Shelf()
    invited = "ATTENDEE:mailto:zhangsan@example.org\r\n"
    host = "ORGANIZER;CN=甲同志:mailto:jia@\r\n example.org\r\n"
    with answering(shelf) as server:
        url = f"{server.url}cal/"
        pushed(url, schedule(session(), organizer=organizer), tmp_path)
        ((href, (text, version)),) = shelf.kept.items()
        text = re.sub("ORGANIZER.*\r\n(?: .*\r\n)*", "", text)
        shelf.kept[href] = text.replace("END:VEVENT", f"{host}{invited}END:VEVENT"), version + 1
        report = pushed(url, schedule(session(title="读书班"), organizer=organizer), tmp_path)
    text = shelf.kept[href][0]
    assert 1 == len(report.steps(Action.UPDATE))
    assert "读书班" in text
    assert (1, 1, 1) == (text.count(host), text.count(invited), text.count("ORGANIZER"))


def test_an_event_over_which_the_server_stumbles(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """500 for one event, whenever it is sent: the others are sent. 500 for one after the other: no more are tried."""
    monkeypatch.setattr("sanhui.caldav.transport._FIRST_PAUSE", 0.0)
    shelf = Shelf()
    broken = ["W12"]

    def reply(asked: Asked) -> Reply:
        stumbles = asked.method == "PUT" and any(week in asked.path for week in broken)
        return Reply(500) if stumbles else shelf(asked)

    weeks = schedule(*(session(slot=f"2026-W{week}") for week in range(11, 20)))
    with answering(reply) as server:
        report = pushed(f"{server.url}cal/", weeks, tmp_path)
        assert (None, [500], 8) == (
            report.stopped,
            [each.error.status for each in report.failed],
            len(report.done),
        )
        broken += [f"W{week}" for week in range(13, 20)]
        shelf.kept = {href: kept for href, kept in shelf.kept.items() if "W11" in href}
        (tmp_path / "memory.json").unlink()
        report = pushed(f"{server.url}cal/", weeks, tmp_path)
    assert report.stopped is not None
    assert (4, 4) == (len(report.failed), len(report.unsent))
