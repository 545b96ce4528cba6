"""Whatever happens to a plan, a client that was given every export holds exactly the plan's sessions."""

from __future__ import annotations

import datetime as dt
import re
import shutil
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from calendar_client import Client, Held, shown, versions
from sanhui.edit import change
from sanhui.edit.rewrite import undo
from sanhui.errors import SanhuiError
from sanhui.i18n import speaking
from sanhui.plan.load import load
from sanhui.publish.ics.choices import Style
from sanhui.publish.ics.floating import placed
from sanhui.publish.ics.options import Options
from sanhui.publish.ics.previous import read_publication
from sanhui.publish.ics.publication import Publication
from sanhui.publish.ics.text import escape
from sanhui.publish.ics.update import reconcile
from sanhui.publish.ics.wording import summary
from sanhui.publish.ics.writer import publication
from sanhui.schedule.expand import Schedule, expand
from sanhui.schedule.model import Status

NOW = dt.datetime(2026, 2, 2, 10)
EMPTY = Publication("", ())
HEAD = '[plan]\nid = "p"\nyear = 2026\ntitle = "计划"\nrevision = {revision}\n'
#: How each activity may be said; "" is not at all.
PHRASES = {
    "study": (
        "每月第二个周三 15:00",
        "每月第二个周四 9:30",
        "每月第一个周二 15:00",
        "每季度第一个周三 15:00",
        "",
    ),
    "week": ("每周一 8:30", "每周一 14:00", "每周五 8:30", "每两周周一 8:30", ""),
    "lecture": ("每季度1次 9:00", "每季度最后一个工作日", "每月15日", ""),
}
ACTIVITIES = st.sampled_from(sorted(PHRASES))


class Publishing(RuleBasedStateMachine):
    """A plan file, its calendar file, and two clients that import each export."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.plan = self.folder / "plan.toml"
        self.file = self.folder / "p.ics"
        self.style = Style.EVENTS
        self.clients = (Client(), Client(whole=True))

    def teardown(self) -> None:
        """Nothing is left behind."""
        shutil.rmtree(self.folder)

    @initialize(style=st.sampled_from(Style))
    def begin(self, style: Style) -> None:
        """A plan of three activities."""
        self.style = style
        self.revision = 1
        self.said = {name: phrases[0] for name, phrases in PHRASES.items()}
        self.write(changes="")

    def write(self, changes: str | None = None) -> None:
        """The plan by hand; the changes that stand in it stay, as far as there is something to change."""
        old = self.plan.read_text(encoding="utf-8") if changes is None else ""
        tail = (
            changes if changes is not None else old[old.find("[[change]]") :] if "[[change]]" in old else ""
        )
        text = HEAD.format(revision=self.revision)
        for name, when in self.said.items():
            if when:
                text += (
                    f'[[activity]]\nid = "{name}"\ntitle = "{name}；题"\nkind = "集中学习"\nwhen = "{when}"\n'
                )
        self.plan.write_text(text + tail, encoding="utf-8")
        try:
            self.expanded()
        except SanhuiError:  # a change of what is there no more
            self.plan.write_text(text, encoding="utf-8")

    def expanded(self) -> Schedule:
        """What the plan says now."""
        return expand(load(self.plan))

    def some(self, data: Any) -> str:
        """Any session that has a day."""
        found = [each.id for each in self.expanded().sessions if each.start]
        return str(data.draw(st.sampled_from(found))) if found else "none/2026"

    def attempt(self, deed: Any, *words: Any, **more: Any) -> None:
        """Do it if it may be done."""
        try:
            deed(self.plan, *words, **more)
        except SanhuiError:
            return

    @rule(data=st.data(), days=st.integers(-6, 6), hour=st.integers(8, 17), outside=st.booleans())
    def move(self, data: st.DataObject, days: int, hour: int, outside: bool) -> None:
        """To another day and hour, perhaps out of its period."""
        name = self.some(data)
        session = self.expanded().by_id.get(name)
        if session and session.date:
            to = dt.datetime.combine(session.date + dt.timedelta(days), dt.time(hour))
            self.attempt(change.move, name, to, now=NOW, outside=outside, reason="改期")

    @rule(data=st.data())
    def cancel(self, data: st.DataObject) -> None:
        """Call one off."""
        self.attempt(change.cancel, self.some(data), now=NOW)

    @rule(activity=ACTIVITIES, day=st.dates(dt.date(2026, 1, 5), dt.date(2026, 12, 25)))
    def add(self, activity: str, day: dt.date) -> None:
        """One more of an activity."""
        self.attempt(change.add, activity, day)

    @rule(data=st.data(), topic=st.sampled_from(["题目", "a;b,c\\n", ""]))
    def note(self, data: st.DataObject, topic: str) -> None:
        """A topic, with characters that must be escaped."""
        self.attempt(change.note, self.some(data), now=NOW, topic=topic)

    @rule(day=st.sampled_from(["2026-05-20", "2026-06-03"]))
    def fix(self, day: str) -> None:
        """Give the floating one a day."""
        self.attempt(change.fix, "lecture/2026-Q2", dt.date.fromisoformat(day), now=NOW)

    @rule()
    def undo(self) -> None:
        """Take the last change back, by its journal."""
        self.attempt(undo)

    @rule(activity=ACTIVITIES, data=st.data(), raised=st.integers(0, 2))
    def edit_by_hand(self, activity: str, data: st.DataObject, raised: int) -> None:
        """Another rule, or none: the activity goes, or comes again; the revision is raised, or is not."""
        self.said[activity] = data.draw(st.sampled_from(PHRASES[activity]))
        self.revision += raised
        self.write()

    @rule()
    def start_anew(self) -> None:
        """All changes are taken out by hand, and the revision with them."""
        self.revision = 1
        self.write(changes="")

    @rule(style=st.sampled_from(Style))
    def change_style(self, style: Style) -> None:
        """From now on events, or series."""
        self.style = style

    @rule()
    def export(self) -> None:
        """Over the existing file; the clients import it."""
        schedule = self.expanded()
        before = read_publication(self.file) if self.file.exists() else EMPTY
        fresh = publication([schedule], Options(style=self.style))
        data = reconcile(before, fresh, [schedule.plan]).publication.to_bytes()
        old = versions(before.to_bytes()) if before.components else {}
        new = versions(data)
        self.file.write_bytes(data)
        assert {} == {
            key: new[key]
            for key in old.keys() & new.keys()
            if old[key] != new[key] and old[key][0] >= new[key][0]
        }
        again = reconcile(read_publication(self.file), fresh, [schedule.plan])
        assert data == again.publication.to_bytes()
        for client in self.clients:
            client.take(data)
            assert self.announced(schedule) == client.sessions()
        for (uid, _recurrence_id), (_sequence, lines) in new.items():
            assert f"SUMMARY:{re.split('[+@]', uid)[0]}；题" in lines  # no UID is given to another activity

    def announced(self, schedule: Schedule) -> list[Held]:
        """What the plan says, as a client shows it."""
        with speaking("zh"):
            return shown(
                (escape(summary(each)), *day)
                for each in schedule.sessions
                if each.status is not Status.CANCELLED and (day := placed(each, schedule.plan.calendar))
            )


TestPublishing = Publishing.TestCase
TestPublishing.settings = settings(
    max_examples=25, stateful_step_count=25, suppress_health_check=list(HealthCheck)
)
TestPublishing = pytest.mark.slow(TestPublishing)
