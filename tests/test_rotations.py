"""Turns: who speaks, takes the chair and writes the minutes, by session or by slot, with leaves."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanhui.errors import InputError
from sanhui.plan.load import load
from sanhui.plan.model import Activity, Leave, Turns
from sanhui.publish.records import to_csv, to_dict
from sanhui.roster.reading import read_roster
from sanhui.schedule.expand import expand
from sanhui.schedule.model import Session
from sanhui.schedule.turns import Rota
from sanhui.when.tree import Policy, When
from small_plans import ROSTER, found, said, small_plan, write_plan

MONTHLY = 'when = "每月10日 15:00"'
FEBRUARY = 'when = "2月每周一 15:00"'  # 02-16 is dropped: the whole week is off


def sessions(folder: Path, activity: str, head: str = "", roster: str = "") -> tuple[Session, ...]:
    """The sessions of a plan with one activity."""
    return expand(small_plan(folder, activity, head=head, roster=roster)).sessions


def speakers(folder: Path, when: str, rotation: str) -> list[str]:
    """Who speaks, session by session."""
    return [each.speaker or "–" for each in sessions(folder, f"{when}\nspeakers = {{ {rotation} }}")]


@pytest.mark.parametrize(
    ("rotation", "expected"),
    [
        ('rotate = ["甲", "乙"]', "甲乙–甲"),
        ('rotate = ["甲", "乙"], by = "session"', "甲乙–甲"),
        ('rotate = ["甲", "乙"], by = "slot"', "甲乙–乙"),
        ('rotate = ["甲", "乙", "丙"], by = "slot"', "甲乙–甲"),
    ],
)
def test_a_dropped_slot_and_the_turn(tmp_path: Path, rotation: str, expected: str) -> None:
    """By session the turn waits for the next one; by slot everybody keeps their week."""
    assert list(expected) == speakers(tmp_path, FEBRUARY, rotation)


@pytest.mark.parametrize(
    ("rotation", "expected"),
    [
        # who is left out is passed over, and the turn goes on from who stood in
        ('leave_out = [{ name = "乙", from = 2026-04-01, to = 2026-09-30 }]', "甲乙丙甲丙甲丙甲丙甲乙丙"),
        # by slot the others keep their months, and the next one stands in
        ('by = "slot", leave_out = [{ name = "乙", from = 2026-04-01, to = 2026-09-30 }]', "甲乙丙甲丙丙甲丙丙甲乙丙"),
        # the ends belong to the leave, and may be open
        ('leave_out = [{ name = "甲", from = 2026-01-12, to = 2026-01-12 }]', "乙丙甲乙丙甲乙丙甲乙丙甲"),
        ('by = "slot", leave_out = [{ name = "丙", from = 2026-06-01 }]', "甲乙丙甲乙甲甲乙甲甲乙甲"),
        ('by = "slot", leave_out = [{ name = "甲", to = 2026-06-01 }]', "乙乙丙乙乙丙甲乙丙甲乙丙"),
        # two at once, one twice
        (
            'by = "slot", leave_out = [{ name = "甲", to = 2026-01-31 }, { name = "乙", to = 2026-01-31 },'
            ' { name = "甲", from = 2026-04-01, to = 2026-04-30 }]',
            "丙乙丙乙乙丙甲乙丙甲乙丙",
        ),
    ],
)  # fmt: skip
def test_leaves(tmp_path: Path, rotation: str, expected: str) -> None:
    """Twelve months, three people, worked out by hand. What counts is the day that a session takes: 01-12, not 01-10."""
    assert list(expected) == speakers(tmp_path, MONTHLY, f'rotate = ["甲", "乙", "丙"], {rotation}')


def test_nobody_is_left(tmp_path: Path) -> None:
    """Nobody is named, and the check tells; the turn waits."""
    rotation = 'rotate = ["甲"], leave_out = [{ name = "甲", from = 2026-03-01, to = 2026-04-30 }]'
    assert list("甲甲––甲甲") == speakers(tmp_path, MONTHLY, rotation)[:6]
    (message,) = said("nobody-left", tmp_path, f"{MONTHLY}\nspeakers = {{ {rotation} }}")
    assert "2026-03" in message
    assert "2026-04" in message
    extra = '[[change]]\nsession = "a/2026-extra"\nto = 2026-06-01\nadded = true'
    assert [] == said("nobody-left", tmp_path, f'{MONTHLY}\nchair = {{ rotate = ["甲"] }}', head=extra)


def test_chairs_and_recorders(tmp_path: Path) -> None:
    """A name or a role, several together, or a rotation of their own."""
    made = sessions(
        tmp_path,
        f'{MONTHLY}\nchair = "支部书记"\nrecorder = {{ rotate = ["甲同志", "乙同志"] }}\nspeakers = ["甲", "乙"]',
    )
    assert {("支部书记", "甲、乙")} == {(each.chair, each.speaker) for each in made}
    assert ["甲同志", "乙同志", "甲同志"] == [each.recorder for each in made[:3]]
    together = sessions(tmp_path, f'{MONTHLY}\nchair = ["甲同志", "乙同志"]')
    assert {"甲同志、乙同志"} == {each.chair for each in together}


def test_particulars_name_others(tmp_path: Path) -> None:
    """For one session, and nobody else's turn changes."""
    activity = f'{MONTHLY}\nchair = "支部书记"\nrecorder = {{ rotate = ["甲", "乙"] }}'
    own = f'{activity}\n[activity.session."2026-02"]\nchair = "副书记"\nrecorder = "丙"'
    plain, made = sessions(tmp_path, activity), sessions(tmp_path, own)
    assert ("副书记", "丙") == (made[1].chair, made[1].recorder)
    assert plain[:1] + plain[2:] == made[:1] + made[2:]


NAMES = st.sampled_from("甲乙丙丁")
DAYS = st.dates(dt.date(2026, 1, 1), dt.date(2026, 3, 31))


@given(
    st.lists(NAMES, min_size=1, max_size=4, unique=True),
    st.booleans(),
    st.lists(st.tuples(NAMES, st.none() | DAYS, st.none() | DAYS), max_size=4),
    st.lists(st.tuples(DAYS, st.booleans()), max_size=30),
)
def test_turns_are_fair(
    people: list[str],
    by_slot: bool,
    leaves: list[tuple[str, dt.date | None, dt.date | None]],
    slots: list[tuple[dt.date, bool]],
) -> None:
    """Nobody speaks on leave or at a dropped slot, somebody does if anybody can; without leaves all are even."""
    turns = Turns(tuple(people), True, by_slot, tuple(Leave(*leave) for leave in leaves))
    rota = Rota(activity(turns), "zh")
    given_turns = [(day, held, rota.next(day, held=held).speaker) for day, held in sorted(slots)]
    for day, held, name in given_turns:
        present = {
            each
            for each in people
            if not any(
                who == each and (first is None or first <= day) and (last is None or day <= last)
                for who, first, last in leaves
            )
        }
        assert name in present if held and present else name == ""
    if not leaves and not by_slot:
        counts = Counter(dict.fromkeys(people, 0))
        counts.update(name for _day, _held, name in given_turns if name)
        assert max(counts.values()) - min(counts.values()) <= 1
    if not leaves and by_slot:
        assert [
            people[n % len(people)] if held else "" for n, (_day, held, _name) in enumerate(given_turns)
        ] == [name for _day, _held, name in given_turns]


def activity(turns: Turns) -> Activity:
    """An activity with these speakers."""
    return Activity(
        id="a", title="学", kinds=("study",), when=When(rules=()), minutes=90, on_holiday=Policy.POSTPONE,
        within=7, working_weekends=True, speakers=turns,
    )  # fmt: skip


# -- roles and their holders -------------------------------------------------------------------------------


def test_a_role_has_its_holder(tmp_path: Path) -> None:
    """If one member has it; a role that several share, or nobody, has none."""
    path = tmp_path / "roster.csv"
    path.write_text(ROSTER, encoding="utf-8")
    roster = read_roster(path)
    held = {
        role: roster.holder(role, dt.date(2026, 1, 1))
        for role in ("支部书记", "组织委员", "支部委员", "纪检委员", "甲同志")
    }
    assert {
        "支部书记": "甲同志",
        "组织委员": "乙同志",
        "支部委员": None,
        "纪检委员": None,
        "甲同志": None,
    } == {role: member and member.name for role, member in held.items()}


def test_records_keep_the_role_and_name_its_holder(tmp_path: Path) -> None:
    """The words of the plan stay, the name stands beside them; without a roster there is none."""
    fields = f'{MONTHLY}\nchair = "支部书记"\nrecorder = "组织委员、张三"\nspeakers = "支部委员"'
    first = to_dict(expand(small_plan(tmp_path, fields, roster=ROSTER)))["sessions"][0]
    assert ("支部书记", "组织委员、张三", "支部委员") == (first["chair"], first["recorder"], first["speaker"])
    assert {"支部书记": "甲同志", "组织委员": "乙同志"} == first["holders"]
    assert {} == to_dict(expand(small_plan(tmp_path, fields)))["sessions"][0]["holders"]


def test_the_table_has_them_in_its_last_columns(tmp_path: Path) -> None:
    """The columns before them stay where programs look for them."""
    made = expand(small_plan(tmp_path, f'{MONTHLY}\nchair = "支部书记"\nrecorder = "张三"'))
    assert to_csv(made).splitlines()[1].endswith(",支部书记,张三")


# -- the checks --------------------------------------------------------------------------------------------


def test_an_uneven_rotation_is_told(tmp_path: Path) -> None:
    """With how often each speaks; by more than one, since twelve months do not divide by five."""
    five = f'{MONTHLY}\nspeakers = {{ rotate = ["甲", "乙", "丙", "丁", "戊"] }}'
    assert [] == found("speaker-balance", tmp_path, five)
    leave = five.replace("] }", '], leave_out = [{ name = "乙", from = 2026-01-01, to = 2026-08-31 }] }')
    (told,) = found("speaker-balance", tmp_path, leave)
    assert ("note", "a") == (told.severity, told.activity)
    for words in ("甲 3 times", "乙 1 time", "丙 3 times"):
        assert words in told.message


def test_the_balance_counts_who_really_speaks(tmp_path: Path) -> None:
    """A guest takes a turn from somebody, a cancelled session too; who stands in a rotation twice may speak twice."""
    base = f'{MONTHLY}\nspeakers = {{ rotate = ["甲", "乙"] }}'
    guests = "".join(f'\n[activity.session."2026-{month}"]\nspeaker = "专家"' for month in ("01", "03"))
    assert 1 == len(found("speaker-balance", tmp_path, base + guests))
    head = "".join(f'[[change]]\nsession = "a/2026-{month}"\ncancelled = true\n' for month in ("01", "03"))
    assert 1 == len(found("speaker-balance", tmp_path, base, head=head))
    twice = f'{MONTHLY}\nspeakers = {{ rotate = ["甲", "乙", "甲"] }}'
    assert [] == found("speaker-balance", tmp_path, twice)


def test_strangers_in_any_rotation(tmp_path: Path) -> None:
    """Taking turns in the chair or with the minutes is for one's own people, too."""
    fields = f'{MONTHLY}\nchair = {{ rotate = ["甲同志", "钱七"] }}\nrecorder = {{ rotate = ["孙八"] }}'
    told = said("unknown-in-rotation", tmp_path, fields, roster=ROSTER)
    assert ["孙八", "钱七"] == sorted(
        name for name in ("钱七", "孙八") for message in told if name in message
    )
    assert 1 == len(said("unknown-name", tmp_path, f'{MONTHLY}\nchair = "支部书计"', roster=ROSTER))


def test_who_has_a_duty_cannot_be_elsewhere(tmp_path: Path) -> None:
    """Two meetings at one time with one chair."""
    one = f'{MONTHLY}\naudience = "张三"\nchair = "支部书记"'
    other = f'{MONTHLY}\naudience = "李四"\nrecorder = "甲同志"'
    (message,) = said("clash", tmp_path, one, other, roster=ROSTER)
    assert "甲同志" in message


# -- what is refused ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "key", "words"),
    [
        ("speakers = { rotate = [] }", "speakers.rotate", "empty"),
        ('chair = { rotate = [" "] }', "chair.rotate[1]", "empty"),
        ('chair = { rotate = ["甲"], by = "month" }', "chair.by", "words"),
        ('speakers = { rotate = ["甲"], leave_out = [{ name = "乙" }] }', "speakers.leave_out[1].name", "take turns"),
        (
            'recorder = { rotate = ["甲"], leave_out = [{ name = "甲", from = 2026-03-01, to = 2026-02-01 }] }',
            "recorder.leave_out[1].to",
            "before it begins",
        ),
        ('speakers = { rotate = ["甲"], leave_out = [{ from = 2026-03-01 }] }', "speakers.leave_out[1].name", "missing"),
        (
            'speakers = { rotate = ["甲"], leave_out = [{ name = "甲", from = "3月" }] }',
            "speakers.leave_out[1].from",
            "date",
        ),
        ("chair = 3", "chair", ""),
    ],
)  # fmt: skip
def test_wrong_turns(tmp_path: Path, fields: str, key: str, words: str) -> None:
    """Each says where, and what is wrong."""
    with pytest.raises(InputError) as caught:
        load(write_plan(tmp_path, f"{MONTHLY}\n{fields}"))
    assert [f"activity[1].{key}"] == [problem.key for problem in caught.value.problems]
    assert words in caught.value.problems[0].message
