"""The days that are suggested for a floating session: working, free, usual; with the reason for each."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sanhui.edit.busy import read_busy
from sanhui.edit.suggest import Suggestion, suggest
from sanhui.errors import InputError
from sanhui.schedule.expand import Schedule, expand
from sanhui.schedule.model import Session
from small_plans import small_plan

QUARTERLY = 'when = "每季度1次 15:00"'
MID_MAY = 'when = "5月中旬 15:00"'
WEDNESDAYS = 'when = "每月第二个周三 15:00"'
TASK = '[[task]]\nid = "t"\ntitle = "季度工单"\ndates = ["{day}"]'


def schedule(folder: Path, *activities: str, head: str = "") -> Schedule:
    return expand(small_plan(folder, *activities, head=head))


def suggested(folder: Path, *activities: str, head: str = "", today: dt.date | None = None) -> list[str]:
    found = schedule(folder, *activities, head=head)
    return [f"{each.start:%m-%d %H:%M}" for each in suggest(found, _floating(found), today=today)]


def _floating(found: Schedule) -> Session:
    return next(each for each in found.sessions if each.status == "floating")


def event(start: str, end: str, *more: str) -> str:
    lines = ["BEGIN:VEVENT", f"UID:{start}@x", "DTSTAMP:20260101T000000Z", start, end, *more, "END:VEVENT"]
    return "\r\n".join(lines) + "\r\n"


def calendar(folder: Path, *events: str) -> str:
    """A calendar beside the plan; gives the line of the plan that names it."""
    text = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n" + "".join(events) + "END:VCALENDAR\r\n"
    (folder / "leader.ics").write_text(text, encoding="utf-8", newline="")
    return 'busy = ["leader.ics"]'


def test_usual_weekday_comes_first_then_the_earliest(tmp_path: Path) -> None:
    """The plan meets on Wednesdays: of 11 to 20 May those days on which it does not meet already."""
    assert ["05-20 15:00", "05-11 15:00", "05-12 15:00"] == suggested(tmp_path, MID_MAY, WEDNESDAYS)


def test_reasons_are_sentences(tmp_path: Path) -> None:
    """For each day why, also what speaks against it."""
    found = schedule(tmp_path, MID_MAY, WEDNESDAYS)
    first, second, _third = suggest(found, _floating(found))
    assert (
        "Wed is the plan's usual weekday.",
        "15:00 is the activity's time of day.",
        "The plan has no other session on this day.",
        "Nothing is due on this day or the next working day.",
    ) == first.reasons
    assert "It is a Mon; the plan's usual weekday is Wed." == second.reasons[0]


def test_day_of_another_session_comes_last(tmp_path: Path) -> None:
    """A free day of another weekday is better than the usual one with another session on it."""
    found = schedule(tmp_path, MID_MAY, 'when = "每月第二个周三 9:00"')
    days = suggest(found, _floating(found), count=99)
    assert dt.date(2026, 5, 13) == days[-1].day
    assert "On the same day: “活动b”." in days[-1].reasons


def test_days_off_and_days_gone_by_are_none(tmp_path: Path) -> None:
    """Nothing on a weekend or a holiday, nothing before today; what is left may be fewer than three."""
    assert ["05-20 15:00"] == suggested(tmp_path, MID_MAY, today=dt.date(2026, 5, 20))
    with pytest.raises(InputError, match="its last day was Wed 20 May 2026"):
        suggested(tmp_path, MID_MAY, today=dt.date(2026, 5, 21))


def test_deadlines_are_kept_away_from(tmp_path: Path) -> None:
    """The day on which something is due, and the working day before it, come after the others."""
    head = TASK.format(day="2026-05-20")
    found = schedule(tmp_path, MID_MAY, WEDNESDAYS, head=head)
    days = suggest(found, _floating(found), count=99)
    told = {each.day.day: " ".join(each.reasons) for each in days}
    assert "Due on this day: 季度工单." in told[20]
    assert "Due on the next working day: 季度工单." in told[19]
    assert 11 == days[0].day.day


def test_busy_calendar_takes_the_hour_or_the_day(tmp_path: Path) -> None:
    """An appointment at the usual time moves the suggestion to another usual time; a whole day off is no candidate."""
    head = calendar(
        tmp_path,
        event("DTSTART;TZID=Asia/Shanghai:20260520T143000", "DTEND;TZID=Asia/Shanghai:20260520T160000"),
        event("DTSTART;VALUE=DATE:20260511", "DTEND;VALUE=DATE:20260513"),
    )
    found = schedule(tmp_path, MID_MAY, 'when = "每周三 9:00，6月"', head=head)
    days = {each.day.day: each for each in suggest(found, _floating(found), count=99)}
    assert "2026-05-20T09:00:00+08:00" == days[20].start.isoformat()
    assert "At 09:00, for at 15:00 there is leader.ics." in days[20].reasons
    assert {13, 14, 15, 18, 19, 20} == set(days)
    assert "Nothing stands in the way in leader.ics." in days[13].reasons


def test_busy_rules_are_followed_with_their_exceptions(tmp_path: Path) -> None:
    """Weekly, but for one week left out and one occurrence moved; what takes no time or was called off is free."""
    zone = dt.timezone(dt.timedelta(hours=8))
    calendar(
        tmp_path,
        "BEGIN:VEVENT\r\nUID:w\r\nDTSTAMP:20260101T000000Z\r\nDTSTART:20260504T070000Z\r\nDTEND:20260504T080000Z\r\n"
        "RRULE:FREQ=WEEKLY;COUNT=4\r\nEXDATE:20260511T070000Z\r\nEND:VEVENT\r\n"
        "BEGIN:VEVENT\r\nUID:w\r\nDTSTAMP:20260101T000000Z\r\nRECURRENCE-ID:20260518T070000Z\r\n"
        "DTSTART:20260519T010000Z\r\nDTEND:20260519T020000Z\r\nEND:VEVENT\r\n",
        event("DTSTART:20260512T010000Z", "DTEND:20260512T020000Z", "TRANSP:TRANSPARENT"),
        event("DTSTART:20260513T010000Z", "DTEND:20260513T020000Z", "STATUS:CANCELLED"),
        event("DTSTART:20260514T090000", "DTEND:20260514T100000"),
    )
    found = read_busy([tmp_path / "leader.ics"], dt.date(2026, 5, 4), dt.date(2026, 5, 31), zone)
    assert ["05-04 15:00", "05-14 09:00", "05-19 09:00", "05-25 15:00"] == [
        f"{each.start.astimezone(zone):%m-%d %H:%M}" for each in found
    ]


def test_calendar_that_is_none_is_refused(tmp_path: Path) -> None:
    """With the name of the file, and what to do."""
    (tmp_path / "leader.ics").write_text("老王周三有空", encoding="utf-8")
    with pytest.raises(InputError, match=r"leader\.ics: the calendar cannot be read: .*\n.*export it again"):
        suggested(tmp_path, MID_MAY, head='busy = ["leader.ics"]')


def test_calendar_without_anything_in_the_way(tmp_path: Path) -> None:
    """An empty file is none; what takes no time is in nobody's way."""
    (tmp_path / "leader.ics").write_text("", encoding="utf-8")
    with pytest.raises(InputError, match=r"leader\.ics: the calendar cannot be read: it holds no calendar"):
        suggested(tmp_path, MID_MAY, head='busy = ["leader.ics"]')
    head = calendar(
        tmp_path,
        event("DTSTART:20260520T070000Z", "DTEND:20260520T070000Z"),
        event("DTSTART:20260519T070000Z", "SUMMARY:x"),
    )
    found = schedule(tmp_path, MID_MAY, head=head)
    assert {"15:00"} == {f"{each.start:%H:%M}" for each in suggest(found, _floating(found), count=99)}


def test_whole_days_are_free_or_not(tmp_path: Path) -> None:
    """A session of a whole day takes no day on which there is anything; where every day has something none is left."""
    head = calendar(tmp_path, event("DTSTART:20260519T070000Z", "DTEND:20260519T080000Z"))
    found = schedule(tmp_path, 'when = "5月中旬"\nall_day = true', head=head)
    days = [each.day.day for each in suggest(found, _floating(found), count=99)]
    assert 19 not in days
    assert 20 in days
    head = calendar(tmp_path, event("DTSTART;VALUE=DATE:20260501", "DTEND;VALUE=DATE:20260601"))
    with pytest.raises(InputError, match="no working day is free"):
        suggested(tmp_path, MID_MAY, head=head)


def test_days_of_a_year_without_a_notice_are_provisional(tmp_path: Path) -> None:
    """It is said of each; tasks that float as well have no day to keep away from."""
    task = '[[task]]\nid = "t"\ntitle = "季度工单"\ndue = "每季度1次"'
    found = expand(small_plan(tmp_path, QUARTERLY, head=task, year=2031))
    first, *_others = suggest(found, _floating(found))
    assert (
        "Provisional: the official notice of the holidays is not out yet, so the day may change."
        == first.reasons[-1]
    )


def test_session_with_a_day_needs_none(tmp_path: Path) -> None:
    """Only what floats is looked for."""
    found = schedule(tmp_path, WEDNESDAYS)
    with pytest.raises(InputError, match="a/2026-03 does not float"):
        suggest(found, found.by_id["a/2026-03"])


def test_without_any_time_the_plans_usual_one_is_taken(tmp_path: Path) -> None:
    """An activity that states no time of day meets when the plan meets."""
    assert ["05-20 15:00", "05-11 15:00", "05-12 15:00"] == suggested(
        tmp_path, 'when = "5月中旬"', WEDNESDAYS
    )


@pytest.mark.slow
@settings(max_examples=60)
@given(
    st.lists(st.tuples(st.dates(dt.date(2026, 4, 1), dt.date(2026, 6, 30)), st.integers(8, 16)), max_size=60),
    st.dates(dt.date(2026, 4, 1), dt.date(2026, 6, 20)),
)
def test_no_suggestion_is_in_anybodys_way(
    tmp_path_factory: pytest.TempPathFactory, appointments: list[tuple[dt.date, int]], today: dt.date
) -> None:
    """Whatever the calendar holds: working days of the window, from today, at hours that are free; always the same."""
    folder = tmp_path_factory.mktemp("plan")
    head = calendar(
        folder,
        *(
            event(
                f"DTSTART:{day:%Y%m%d}T{hour:02}0000",
                f"DTEND:{day:%Y%m%d}T{hour + 2:02}0000",
                f"SEQUENCE:{n}",
            )
            for n, (day, hour) in enumerate(dict.fromkeys(appointments))
        ),
    )
    found = schedule(folder, QUARTERLY, WEDNESDAYS, head=head)
    session = found.by_id["a/2026-Q2"]
    days: tuple[Suggestion, ...] = suggest(found, session, today=today)
    assert days == suggest(found, session, today=today)
    assert len(days) == len({each.day for each in days})
    for each in days:
        assert isinstance(each.start, dt.datetime)
        assert today <= each.day <= dt.date(2026, 6, 30)
        assert found.plan.calendar.is_working(each.day)
        begin = each.start.replace(tzinfo=None)
        for day, hour in appointments:
            busy = dt.datetime.combine(day, dt.time(hour))
            assert begin >= busy + dt.timedelta(hours=2) or busy >= begin + dt.timedelta(minutes=90)
