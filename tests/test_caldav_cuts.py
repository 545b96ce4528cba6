"""Pushing over a line that breaks at any byte: in the end the server has exactly what the plan says."""

from __future__ import annotations

import contextlib
import datetime as dt
import itertools
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test
from icalendar import Calendar

from caldav_pushes import pushed, resources
from caldav_servers import Cut, Cutter
from handmade import SHANGHAI, schedule, session
from radicale_server import Radicale, serving
from sanhui.caldav.decide import Action
from sanhui.caldav.failures import ServerError
from sanhui.schedule.expand import Schedule
from sanhui.schedule.model import Session, Status

pytestmark = pytest.mark.slow

SLOTS = st.sampled_from(["2026-W11", "2026-W12", "2026-W13", "2026-W14"])
# A request takes some 500 to 1,500 bytes, the answer to a PUT 250, that to a REPORT 300 to 4,000.
CUTS = st.lists(
    st.builds(Cut, st.integers(0, 4000)) | st.builds(Cut, st.integers(0, 300), st.just(True)),
    min_size=1,
    max_size=12,
)
FOREIGN = (
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//someone//else//EN\r\nBEGIN:VEVENT\r\nUID:lunch@example.org\r\n"
    "DTSTAMP:20260101T000000Z\r\nDTSTART:20260311T040000Z\r\nDTEND:20260311T050000Z\r\nSUMMARY:Lunch\r\n"
    "END:VEVENT\r\nEND:VCALENDAR\r\n"
)
NUMBERS = itertools.count()


class Line(RuleBasedStateMachine):
    """A plan that changes, and a line that breaks."""

    server: Radicale
    cutter: Cutter
    root: Path

    @initialize(shared=st.booleans())
    def begin(self, shared: bool) -> None:
        """A calendar of its own, in which somebody has an event already; or none yet."""
        self.name = f"cut-{next(NUMBERS)}"
        self.url = f"{self.server.home}{self.name}/"
        self.line = urlsplit(self.url)._replace(netloc=f"localhost:{self.cutter.port}").geturl()
        self.folder = self.root / self.name
        self.folder.mkdir()
        self.sessions: dict[str, Session] = {}
        if shared:
            assert 201 == self.server.request("MKCALENDAR", self.url).status
            self.server.request("PUT", f"{self.url}lunch.ics", FOREIGN.encode(), Content_Type="text/calendar")
        self.foreign = self._foreign()

    @rule(slot=SLOTS, day=st.integers(1, 28), title=st.sampled_from(["学习", "读书班"]), off=st.booleans())
    def change(self, slot: str, day: int, title: str, off: bool) -> None:
        """A session is new, moved, renamed, cancelled or reinstated."""
        start = dt.datetime(2026, 3, day, 15, tzinfo=SHANGHAI)
        self.sessions[slot] = session(
            slot=slot,
            title=title,
            start=start,
            end=start + dt.timedelta(hours=1),
            status=Status.CANCELLED if off else Status.PLANNED,
        )

    @rule(slot=SLOTS)
    def drop(self, slot: str) -> None:
        """A session vanishes from the plan."""
        self.sessions.pop(slot, None)

    @rule()
    def forget(self) -> None:
        """The memory beside the plan is lost."""
        (self.folder / "memory.json").unlink(missing_ok=True)

    @rule(cuts=CUTS)
    def push(self, cuts: list[Cut]) -> None:
        """A push, over connections that break."""
        self.cutter.cut(cuts)
        with contextlib.suppress(ServerError):
            report = pushed(self.line, self._plan(), self.folder)
            assert () == report.steps(Action.CONFLICT)
            assert () == report.failed
        self.cutter.cut([])

    def teardown(self) -> None:
        """One push over a whole line, and everything is right."""
        if not hasattr(self, "folder"):
            return
        report = pushed(self.line, self._plan(), self.folder)
        assert (None, (), ()) == (report.stopped, report.failed, report.steps(Action.CONFLICT))
        expected = {
            each.slot: (each.start, each.title)
            for each in self.sessions.values()
            if each.status is not Status.CANCELLED
        }
        assert expected == self._held()
        assert self.foreign == self._foreign()

    def _plan(self) -> Schedule:
        return schedule(*self.sessions.values(), id=self.name)

    def _held(self) -> dict[str, tuple[dt.datetime, str]]:
        """What a client sees: of each UID the highest SEQUENCE, and what is cancelled is gone."""
        latest: dict[str, tuple[int, Any]] = {}
        for text in resources(self.server, self.url).values():
            for event in Calendar.from_ical(text).walk("VEVENT"):
                known: Any = event
                if found := re.fullmatch(rf"weekly-study\+(.*)@{self.name}\.sanhui", str(event["UID"])):
                    shown = (
                        None
                        if event["STATUS"] == "CANCELLED"
                        else (known["DTSTART"].dt, str(event["SUMMARY"]))
                    )
                    version = int(known["SEQUENCE"]), shown
                    latest[found[1]] = max(latest.get(found[1], version), version, key=lambda pair: pair[0])
        return {slot: shown for slot, (_sequence, shown) in latest.items() if shown is not None}

    def _foreign(self) -> dict[str, bytes]:
        return {"lunch": self.server.request("GET", f"{self.url}lunch.ics").body}


@pytest.fixture(scope="module")
def line(tmp_path_factory: pytest.TempPathFactory) -> Iterator[type[Line]]:
    """A server, and the cutter before it."""
    with serving(tmp_path_factory.mktemp("radicale")) as server:
        cutter = Cutter(int(urlsplit(server.url).port or 0))
        Line.server, Line.cutter, Line.root = server, cutter, tmp_path_factory.mktemp("memories")
        yield Line
        cutter.close()


def test_a_line_that_breaks(line: type[Line]) -> None:
    """Random edits and pushes, each cut at random bytes: never a false conflict, nothing lost, doubled or foreign touched."""
    run_state_machine_as_test(
        line,
        settings=settings(
            max_examples=10,
            stateful_step_count=8,
            suppress_health_check=list(HealthCheck),
        ),
    )
