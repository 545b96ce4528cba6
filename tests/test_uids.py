"""A session keeps its UID for ever, and no other session has it."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handmade import plan, schedule, session
from sanhui.publish.ics import calendar
from sanhui.publish.ics.identity import stamp, uid

#: Published. A change in this list is a defect: every member's calendar would show the session twice.
FROZEN = [
    (("skl-2026", "weekly-study", "2026-W11"), "weekly-study+2026-W11@skl-2026.sanhui"),
    (("skl-2026", "weekly-study", "2026-W11.2"), "weekly-study+2026-W11.2@skl-2026.sanhui"),
    (("skl-2026", "division-heads", "2026-03"), "division-heads+2026-03@skl-2026.sanhui"),
    (("skl-2026", "q-lecture", "2026-Q1"), "q-lecture+2026-Q1@skl-2026.sanhui"),
    (("skl-2026", "review", "2026-H1"), "review+2026-H1@skl-2026.sanhui"),
    (("skl-2026", "appraisal", "2026"), "appraisal+2026@skl-2026.sanhui"),
    (("a.b_c-2026", "reminder", "2026-spring-festival"), "reminder+2026-spring-festival@a.b_c-2026.sanhui"),
]

IDENTIFIERS = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9._-]{0,5}", fullmatch=True)
#: Few letters, so that joins meet: a.b + c and a + b.c.
NARROW = st.text("a.-_+@/%é~", min_size=1, max_size=5)


@pytest.mark.parametrize(("session_of", "expected"), FROZEN)
def test_uids_are_frozen(session_of: tuple[str, str, str], expected: str) -> None:
    """What was published once stays."""
    assert expected == uid(*session_of)


@given(st.tuples(NARROW, NARROW, NARROW), st.tuples(NARROW, NARROW, NARROW))
def test_two_sessions_never_share_a_uid(one: tuple[str, str, str], other: tuple[str, str, str]) -> None:
    """Plan, activity and slot can be told from the UID, whatever characters they have."""
    assert (one == other) == (uid(*one) == uid(*other))


@given(IDENTIFIERS, IDENTIFIERS, IDENTIFIERS)
def test_a_uid_is_a_safe_name(plan_id: str, activity: str, slot: str) -> None:
    """Clients call files and addresses after UIDs: nothing in one needs quoting."""
    vdir = set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.-+@")
    assert set() == set(uid(plan_id, activity, slot)) - vdir


def test_a_session_that_changes_keeps_its_uid() -> None:
    """Another title, date, place and revision do not make another session."""
    before = calendar(schedule(session()))
    after = calendar(
        schedule(
            session(
                title="改", place="二楼", start=dt.date(2026, 3, 13), end=dt.date(2026, 3, 14), all_day=True
            ),
            revision=7,
            title="改",
        )
    )
    assert _uids(before) == _uids(after)


def test_plans_do_not_share_uids() -> None:
    """The same activity in the plans of two branches is two events: ChinaPublicCalendar#11 lost one."""
    assert _uids(calendar(schedule(session(), id="one"))) != _uids(calendar(schedule(session(), id="two")))


def test_stamps_rise_with_the_revision() -> None:
    """DTSTAMP orders the revisions of a plan and lies before its year."""
    stamps = [stamp(plan().year, revision) for revision in (1, 2, 3, 500_000)]
    assert sorted(set(stamps)) == stamps
    assert stamps[-1] < dt.datetime(plan().year, 1, 1, tzinfo=dt.UTC)


def _uids(data: bytes) -> list[bytes]:
    return [line for line in data.splitlines() if line.startswith(b"UID:")]
