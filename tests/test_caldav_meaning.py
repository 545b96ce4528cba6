"""What counts as the same event, whoever wrote its text; and what is decided from three versions of it."""

from __future__ import annotations

import datetime as dt
import itertools
import os
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handmade import SHANGHAI, schedule, session
from sanhui.caldav import credentials
from sanhui.caldav.address import address, is_loopback, resolve
from sanhui.caldav.credentials import Credentials
from sanhui.caldav.decide import Action, Choice, Step, Why, decide
from sanhui.caldav.meaning import meaning
from sanhui.caldav.memory import Known, recall, remember
from sanhui.caldav.pull import compared
from sanhui.caldav.resource import Ours, Theirs, ours, theirs
from sanhui.errors import InputError, UnableError
from sanhui.publish.ics import Floating, Options
from sanhui.publish.ics.identity import session_of, suffix
from sanhui.publish.ics.writer import publication
from sanhui.schedule.model import Status

UID = "weekly-study+2026-W11@skl-2026.sanhui"


def _ours(**given: object) -> Ours:
    return ours(publication([schedule(session(**given))]))[UID]


TEXT = _ours(place="三楼会议室；东侧", notes="带材料\n带笔").text()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (";TZID=Asia/Shanghai:20260311T150000", ":20260311T070000Z"),
        ("DTEND;TZID=Asia/Shanghai:20260311T163000", "DURATION:PT1H30M"),
        ("\r\n", "\n"),
        ("STATUS:CONFIRMED\r\n", ""),
        ("DTSTAMP", "X-PUBLISHED-BY:somebody\r\nDTSTAMP"),
        ("CATEGORIES:集中学习\r\n", ""),
    ],
    ids=["utc", "duration", "line-ends", "status", "more", "categories"],
)
def test_another_text_of_the_same_meaning(old: str, new: str) -> None:
    """Servers and clients write events anew; that is no edit."""
    assert old in TEXT
    before, after = meaning(TEXT), meaning(TEXT.replace(old, new))
    assert before is not None
    assert after is not None
    assert before.core == after.core


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("20260311T150000", "20260311T143000"),
        ("20260311T163000", "20260311T170000"),
        ("三楼会议室", "一楼大厅"),
        ("带笔", "带笔记本"),
        ("STATUS:CONFIRMED", "STATUS:CANCELLED"),
        ("SUMMARY:", "SUMMARY:改："),
        ("END:VEVENT", "URL:https://example.org/\r\nEND:VEVENT"),
    ],
)
def test_another_meaning(old: str, new: str) -> None:
    """What a member must know is an edit."""
    before, after = meaning(TEXT), meaning(re.sub("\r\n ", "", TEXT).replace(old, new))
    assert before is not None
    assert after is not None
    assert before.core != after.core


@given(st.text(max_size=200) | st.binary(max_size=200).map(lambda data: data.decode("latin-1")))
def test_garbage_is_no_meaning(text: str) -> None:
    """Whatever a server gives back, nothing but None comes of it; also inside of an event."""
    meaning(text)
    meaning(f"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n{text}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n")


def _there(text: str, etag: str = '"1"') -> Theirs:
    return theirs("https://example.org/cal/x.ics", etag, text)


VERSIONS = [_ours(), _ours(place="一楼大厅"), _ours(title="新的名称")]
STATES = st.sampled_from([None, *VERSIONS])


@given(mine=STATES, there=STATES, base=STATES, choice=st.sampled_from(Choice))
def test_what_somebody_edited_is_never_written_unasked(
    mine: Ours | None, there: Ours | None, base: Ours | None, choice: Choice
) -> None:
    """Of all triples of versions: without being told, only what is as it was pushed is replaced or removed."""
    known = {UID: Known('"0"', str(base.mark))} if base else {}
    text = there.text().replace(str(there.mark), str(base.mark)) if there and base else ""
    text = text or (re.sub("X-SANHUI-PUSHED.*\r\n", "", there.text()) if there else "")
    present = {UID: [_there(text)]} if there else {"other": [_there(TEXT)]}
    steps = [step for step in decide({UID: mine} if mine else {}, present, known, choice) if step.uid == UID]
    for step in steps:
        edited = there is None or base is None or there.meaning.core != base.meaning.core
        same = mine is not None and there is not None and mine.meaning.core == there.meaning.core
        if step.action in (Action.UPDATE, Action.REMOVE, Action.CANCEL):
            assert not edited or same or choice is Choice.OURS
        if step.action is Action.CONFLICT:
            assert choice is Choice.ASK
        if choice is Choice.THEIRS and step.action is Action.ADD:
            assert base is None


def test_another_version_of_the_plan_is_taken_on_request_only() -> None:
    """It is better had from that plan than from its events."""
    there = _there(_ours(place="二楼").text())
    known = {UID: Known('"0"', str(_ours().mark))}
    steps = decide({UID: _ours()}, {UID: [there]}, known)
    assert [Why.ELSEWHERE] == [step.why for step in steps]
    for choice, taken in ((Choice.ASK, []), (Choice.THEIRS, ["二楼"])):
        found = compared(Path("x"), steps, (), "skl-2026", SHANGHAI, choice)
        assert (taken, len(taken)) == ([wish.place for wish in found.wishes], 1 - len(found.open))


def test_what_somebody_has_done_stays_done() -> None:
    """A session without a day, sent as a task and ticked there, is not open again because its title has changed."""
    window = {"first": dt.date(2026, 3, 1), "last": dt.date(2026, 3, 31)}
    floats = {"start": None, "end": None, "status": Status.FLOATING, **window}
    tasks = Options(floating=Floating.TASKS)
    before, after = (
        ours(publication([schedule(session(title=title, **floats))], tasks))[UID] for title in ("旧", "新")
    )
    ticked = before.text().replace(
        "STATUS:NEEDS-ACTION", "STATUS:COMPLETED\r\nCOMPLETED:20260320T060000Z\r\nPERCENT-COMPLETE:100"
    )
    (step,) = decide({UID: after}, {UID: [_there(ticked)]}, {})
    assert Action.UPDATE is step.action
    text = after.text(step.theirs, step.base)
    assert "SUMMARY:新" in text
    assert 1 == text.count("STATUS:")
    for line in ("STATUS:COMPLETED", "COMPLETED:20260320T060000Z", "PERCENT-COMPLETE:100"):
        assert f"\r\n{line}\r\n" in text
    assert "COMPLETED" not in _ours().text(step.theirs, step.base)


def test_doubled_and_unreadable_events() -> None:
    """What cannot be understood on the server is left alone."""
    twice = {UID: [_there(TEXT), _there(TEXT)]}
    broken = {UID: [_there(TEXT.replace("DTSTART;TZID=Asia/Shanghai:2026", "DTSTART:??"))]}
    for present, why in ((twice, Why.DOUBLED), (broken, Why.UNREADABLE)):
        (step,) = decide({UID: _ours()}, present, {})
        assert (Action.CONFLICT, why) == (step.action, step.why)


def test_a_calendar_of_nothing_says_nothing() -> None:
    """It has no event that could be compared."""
    assert meaning("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n") is None


def test_the_memory_and_a_damaged_one(tmp_path: Path) -> None:
    """It keeps calendars apart; whatever is wrong with it, it is empty then."""
    file = tmp_path / "memory.json"
    assert {} == recall(file, "https://example.org/a/")
    assert remember(file, "https://example.org/a/", {UID: Known('"1"', "a-b-c")})
    assert remember(file, "https://example.org/b/", {})
    assert {UID: Known('"1"', "a-b-c")} == recall(file, "https://example.org/a/")
    for damage in (b"", b"{}", b"\xff", b'{"version": 2, "calendars": {}}'):
        file.write_bytes(damage)
        assert {} == recall(file, "https://example.org/a/")
    if os.name != "nt":
        assert not remember(tmp_path / "missing" / "memory.json", "https://example.org/a/", {})


def test_which_events_are_the_plans() -> None:
    """By the whole end of the UID: a plan called b does not take those of a plan called a-b."""
    assert UID.endswith(suffix("skl-2026"))
    assert not "x+1@a-b.sanhui".endswith(suffix("b"))
    assert "weekly-study/2026-W11" == session_of(UID, "skl-2026")
    assert None is session_of(UID, "skl")
    assert None is session_of("lunch@example.org", "skl-2026")


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("https://example.org", "https://example.org/"),
        (" https://example.org:8443/dav?export#x ", "https://example.org:8443/dav/"),
        ("http://localhost:5232/", "http://localhost:5232/"),
        ("http://[::1]/", "http://[::1]/"),
        ("https://example.org/支 部", "https://example.org/%E6%94%AF%20%E9%83%A8/"),
        ("https://example.org/%E6%94%AF/", "https://example.org/%E6%94%AF/"),
    ],
)
def test_addresses(typed: str, expected: str) -> None:
    """As people copy them."""
    assert expected == address(typed)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "cal",
        "ftp://example.org/",
        "webcal://example.org/",
        "http://example.org/",
        "https://",
        "https://a:b",
        "https://clerk:hidden@example.org/",
        "https://hidden@example.org/",
        "http://clerk:hidden@localhost/",
    ],
)
def test_addresses_that_are_refused(typed: str) -> None:
    """With a remedy, and without repeating a secret."""
    with pytest.raises(InputError) as refused:
        address(typed)
    assert "→" in str(refused.value)
    assert "hidden" not in str(refused.value)


def test_where_hrefs_lead() -> None:
    """On the same server, or from http to https on it; not to another host or port."""
    assert "https://a.org/x/" == resolve("https://a.org/dav/", "/x/")
    assert "https://a.org/x/" == resolve("http://a.org/dav/", "https://a.org/x/")
    assert "https://a.org/x/" == resolve("https://a.org/", "https://user:word@a.org/x/")
    for other in ("https://b.org/", "https://a.org:8443/", "http://a.org/", "//b.org/"):
        with pytest.raises(UnableError):
            resolve("https://a.org/", other)
    for none in ("https://[x/", "https://a.org:port/", "//["):
        with pytest.raises(UnableError, match="something that is no address"):
            resolve("https://a.org/", none)
    assert is_loopback("localhost")
    assert not is_loopback("localhost.example.org")


def test_credentials(monkeypatch: pytest.MonkeyPatch) -> None:
    """From the environment, then the keyring; half of them is wrong input; the value shows none of it."""
    import keyring
    from keyring.backends.null import Keyring
    from keyring.credentials import SimpleCredential

    class Full(Keyring):
        def get_credential(self, service: str, username: str | None) -> SimpleCredential | None:
            return SimpleCredential("kept", "safe") if service == "sanhui:example.org" else None

    class Locked(Keyring):
        def get_credential(self, service: str, username: str | None) -> SimpleCredential | None:
            raise RuntimeError("locked")

    before = keyring.get_keyring()
    both = {credentials.USER: "clerk", credentials.PASSWORD: "hidden"}
    try:
        keyring.set_keyring(Full())  # type: ignore[no-untyped-call]
        assert Credentials("clerk", "hidden") == credentials.known("example.org", both)
        assert Credentials("kept", "safe") == credentials.known("example.org", {})
        assert None is credentials.known("other.org", {})
        keyring.set_keyring(Locked())  # type: ignore[no-untyped-call]
        assert None is credentials.known("example.org", {})
    finally:
        keyring.set_keyring(before)
    for wrong in ({credentials.PASSWORD: "hidden"}, {**both, credentials.PASSWORD: "hid\nden"}):
        with pytest.raises(InputError) as refused:
            credentials.known("example.org", wrong)
        assert "hid" not in str(refused.value)
    assert "hidden" not in repr(Credentials("clerk", "hidden"))


def test_every_action_and_reason_is_said() -> None:
    """No step without its words."""
    from sanhui.caldav.report import event_row, why

    assert len(set(map(why, Why))) == len(Why)
    for action, reason in itertools.product(Action, Why):
        assert event_row(Step(action, UID, VERSIONS[0], why=reason), "skl-2026", SHANGHAI, ("x", ""), [])
