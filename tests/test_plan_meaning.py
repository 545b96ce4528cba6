"""What a plan says becomes values: phrase, fields and defaults joined, names resolved, nothing lost."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from sanhui.plan.load import load
from sanhui.plan.model import Activity, Plan, Turns
from sanhui.when import parse
from sanhui.when.tree import Fixed, Part, Policy, Time, When

HEAD = '[plan]\nid = "p"\nyear = 2026\ntitle = "计划"\n'


def plan(folder: Path, text: str) -> Plan:
    """The plan with this text after its head."""
    path = folder / "plan.toml"
    path.write_text(HEAD + text, encoding="utf-8")
    return load(path)


def activity(folder: Path, fields: str, before: str = "") -> Activity:
    """The activity with these fields."""
    text = f'{before}\n[[activity]]\nid = "a"\ntitle = "学习"\nkind = "学习"\n{fields}\n'
    (found,) = plan(folder, text).activities
    return found


THREE = dt.time(15)


@pytest.mark.parametrize(
    ("fields", "default", "expected"),
    [
        # where the time of day comes from
        ('when = "每周一 15:00"', "", Time(start=THREE)),
        ('when = "每周一"\ntime = "下午3点"', "", Time(start=THREE)),
        ('when = "每周一"', 'time = "15:00"', Time(start=THREE)),
        ('when = "每周一 9:00"', 'time = "15:00"', Time(start=dt.time(9))),
        ('when = "每周一"\ntime = "9:00"', 'time = "15:00"', Time(start=dt.time(9))),
        ('when = "每周一下午"', 'time = "9:00"', Time(part=Part.AFTERNOON)),
        ('when = "每周一 15:00"\ntime = "下午三点"', "", Time(start=THREE)),
        # how long
        ('when = "每周一 14:30-16:00"', "", Time(start=dt.time(14, 30), minutes=90)),
        ('when = "每周一 15:00"\nduration = "1.5小时"', "", Time(start=THREE, minutes=90)),
        ('when = "每周一，时长90分钟"\ntime = "15:00"', "", Time(start=THREE, minutes=90)),
        ('when = "每周一，时长90分钟"', 'time = "15:00"', Time(start=THREE, minutes=90)),
        ('when = "每周一 14:30-16:00"\nduration = "90分钟"', "", Time(start=dt.time(14, 30), minutes=90)),
        (
            'when = "每周一"\nduration = "2小时"',
            'time = "14:30-16:00"',
            Time(start=dt.time(14, 30), minutes=120),
        ),
        # whole days
        ('when = "每周一"', "", Time(all_day=True)),
        ('when = "每周一"\nall_day = true', 'time = "15:00"', Time(all_day=True)),
        ('when = "每周一 全天"', 'time = "15:00"', Time(all_day=True)),
        ('when = "每周一"\ntime = "全天"', "", Time(all_day=True)),
        ('when = "每周一"\nduration = "2天"', 'time = "15:00"', Time(all_day=True, days=2)),
        ('when = "每周一"\nall_day = true\nduration = "3天"', "", Time(all_day=True, days=3)),
        # a floating session may leave it open
        ('when = "每季度1次"', "", None),
        ('when = "每季度1次"\nduration = "2小时"', "", Time(minutes=120)),
        ('when = "每季度1次"', 'time = "15:00"', Time(start=THREE)),
    ],
)
def test_time_of_day_is_joined(tmp_path: Path, fields: str, default: str, expected: Time | None) -> None:
    """The phrase first, then the field, then the default; on days, no time at all means the whole day."""
    assert expected == activity(tmp_path, fields, f"[defaults]\n{default}").when.time


@pytest.mark.parametrize(
    ("defaults", "minutes"),
    [
        ("", 90),
        ('duration = "2小时"', 120),
        ('time = "14:30-16:00"', 90),
        ('time = "14:00-16:00"\nduration = "120分钟"', 120),
    ],
)
def test_length_by_default(tmp_path: Path, defaults: str, minutes: int) -> None:
    """90 minutes, unless the plan says otherwise, be it by a range of time."""
    assert minutes == activity(tmp_path, 'when = "每周一"', f"[defaults]\n{defaults}").minutes


@pytest.mark.parametrize(
    ("fields", "defaults", "expected"),
    [
        ("", "", (Policy.POSTPONE, 7)),
        ("", 'on_holiday = "nearest"\nwithin = "3天"', (Policy.NEAREST, 3)),
        ('on_holiday = "skip"', 'on_holiday = "nearest"', (Policy.SKIP, 7)),
        ('within = "两周"', 'within = "3天"', (Policy.POSTPONE, 14)),
    ],
)
def test_policy_of_field_and_default(
    tmp_path: Path, fields: str, defaults: str, expected: tuple[Policy, int]
) -> None:
    """What becomes of a session on a day off, and within how many days."""
    found = activity(tmp_path, f'when = "每周一"\n{fields}', f"[defaults]\n{defaults}")
    assert expected == (found.on_holiday, found.within)


def test_policy_in_the_phrase_is_that_of_the_field(tmp_path: Path) -> None:
    """Both ways of saying it give the same activity, and saying it twice alike is no contradiction."""
    phrase = activity(tmp_path, 'when = "每周一，遇节假日提前，3天内"')
    field = activity(tmp_path, 'when = "每周一"\non_holiday = "advance"\nwithin = "3天"')
    both = activity(tmp_path, 'when = "每周一，遇节假日提前，3天内"\non_holiday = "advance"\nwithin = "3天"')
    assert (Policy.ADVANCE, 3) == (phrase.on_holiday, phrase.within)
    assert phrase.when == field.when == both.when


@pytest.mark.parametrize(
    ("written", "months", "without"),
    [
        ('"1月、2月"', tuple(range(3, 13)), ()),
        ('["1月", "2月"]', tuple(range(3, 13)), ()),
        ('["寒假", "2026-05-04"]', None, ("寒假", Fixed(dt.date(2026, 5, 4)))),
    ],
)
def test_exceptions_of_the_field_are_those_of_the_phrase(
    tmp_path: Path, written: str, months: tuple[int, ...] | None, without: tuple[object, ...]
) -> None:
    """Months are taken out, days and named periods are kept as such."""
    period = '[[period]]\nname = "寒假"\nfrom = 2026-01-20\nto = 2026-02-25\n'
    when = activity(tmp_path, f'when = "每周一"\nexcept = {written}', period).when
    assert (months, without) == (when.months, when.without)


def test_exceptions_come_on_top_of_the_months_of_the_phrase(tmp_path: Path) -> None:
    """Both limit the same activity."""
    when = activity(tmp_path, 'when = "3月至6月每周一"\nexcept = "5月"').when
    assert (3, 4, 6) == when.months


def test_dates_may_be_written_in_every_way(tmp_path: Path) -> None:
    """TOML's dates, ISO dates, Chinese dates and festivals, side by side."""
    when = activity(tmp_path, 'dates = [2026-03-05, "2026-04-15", "7月1日", "国家宪法日"]').when
    assert Fixed(dt.date(2026, 3, 5)) == when.rules[0]
    assert Fixed(dt.date(2026, 4, 15)) == when.rules[1]
    assert parse("7月1日").rules + parse("国家宪法日").rules == when.rules[2:]


def test_dates_may_carry_their_common_time(tmp_path: Path) -> None:
    """As TOML's local date-times, or in the field."""
    inside = activity(tmp_path, "dates = [2026-03-05T15:00:00, 2026-07-01 15:00:00]").when
    beside = activity(tmp_path, 'dates = [2026-03-05, 2026-07-01]\ntime = "15:00"').when
    days = (Fixed(dt.date(2026, 3, 5)), Fixed(dt.date(2026, 7, 1)))
    assert When(rules=days, time=Time(start=THREE)) == inside == beside


def test_recurrence_rule_is_the_phrase(tmp_path: Path) -> None:
    """Who prefers RFC 5545 gets the same."""
    assert (
        activity(tmp_path, 'when = "每月第二个周三"').when
        == activity(tmp_path, 'rrule = "FREQ=MONTHLY;BYDAY=2WE"').when
    )


def test_fields_go_before_defaults(tmp_path: Path) -> None:
    """Place, audience and alarms; an empty list of alarms means none."""
    defaults = '[defaults]\nplace = "三楼"\naudience = ["甲", "乙"]\nremind = ["30分钟", "1天", "30分钟"]'
    plain = activity(tmp_path, 'when = "每周一"', defaults)
    own = activity(tmp_path, 'when = "每周一"\nplace = "二楼"\naudience = "丙、丁"\nremind = []', defaults)
    assert ("三楼", ("甲", "乙"), (1440, 30)) == (plain.place, plain.audience, plain.remind)
    assert ("二楼", ("丙", "丁"), ()) == (own.place, own.audience, own.remind)


@pytest.mark.parametrize(
    ("written", "speakers", "rotates"),
    [
        ("", (), False),
        ('speakers = "甲同志"', ("甲同志",), False),
        ('speakers = ["甲同志", "乙同志"]', ("甲同志", "乙同志"), False),
        ('speakers = { rotate = ["甲同志", "乙同志"] }', ("甲同志", "乙同志"), True),
    ],
)
def test_speakers_are_together_or_take_turns(
    tmp_path: Path, written: str, speakers: tuple[str, ...], rotates: bool
) -> None:
    """One, several, or a rotation."""
    found = activity(tmp_path, f'when = "每周一"\n{written}')
    assert Turns(speakers, rotates) == found.speakers


def test_kinds_become_codes(tmp_path: Path) -> None:
    """Its own kind first, the others after it, each once; a plan's own kinds count like the shipped ones."""
    found = plan(
        tmp_path,
        '[[kind]]\ncode = "points"\nzh = "积分评定"\ncolour = "teal"\n'
        '[[activity]]\nid = "a"\ntitle = "学习"\nkind = "专题党课"\nalso = ["积分评定", "lecture"]\nwhen = "每周一"',
    )
    assert ("lecture", "points") == found.activities[0].kinds
    own = found.kinds["points"]
    assert ("积分评定", "积分评定", "teal", "积") == (own.zh, own.en, own.colour, own.symbol)


def test_particulars_of_a_session_keep_their_slot_and_line(tmp_path: Path) -> None:
    """They are looked up by slot, and a message about them can point at them."""
    found = activity(
        tmp_path, 'when = "每月10日"\n[activity.session."2026-03"]\ntopic = "话题"\nspeaker = "甲同志"'
    )
    particulars = found.particulars["2026-03"]
    assert ("话题", "甲同志", 11) == (particulars.topic, particulars.speaker, particulars.line)
    assert (1, 6) == (found.index, found.line)


def test_files_are_named_relative_to_the_plan(tmp_path: Path) -> None:
    """A roster beside it, an overlay in a folder below: from wherever the program is started."""
    (tmp_path / "roster.csv").write_text("姓名\n甲同志\n", encoding="utf-8")
    (tmp_path / "days").mkdir()
    (tmp_path / "days" / "2026.json").write_text(
        '{"year": 2026, "days": [{"name": "馆庆", "date": "2026-03-04", "isOffDay": true}]}', encoding="utf-8"
    )
    found = plan(
        tmp_path,
        'roster = "roster.csv"\nholidays = ["days/2026.json"]\n'
        '[[activity]]\nid = "a"\ntitle = "学习"\nkind = "学习"\nwhen = "每周一"',
    )
    assert found.roster is not None
    assert ("甲同志",) == tuple(member.name for member in found.roster.members)
    assert found.calendar.is_off(dt.date(2026, 3, 4))
    assert tmp_path / "plan.toml" == found.path


def test_the_head_is_complete_by_default(tmp_path: Path) -> None:
    """Three keys are enough for a plan of China in Chinese."""
    found = plan(tmp_path, '[[activity]]\nid = "a"\ntitle = "学习"\nkind = "学习"\nwhen = "每周一"')
    assert ("Asia/Shanghai", "zh", 1, "", None) == (
        found.timezone,
        found.language,
        found.revision,
        found.organizer,
        found.roster,
    )
    assert not found.calendar.overlays
