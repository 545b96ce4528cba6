"""Whatever a roster says, writing and reading it gives it back: CSV, a workbook and TOML, in both languages."""

from __future__ import annotations

import datetime as dt
import tempfile
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sanhui.errors import InputError
from sanhui.i18n import speaking
from sanhui.publish.xlsx.roster import workbook
from sanhui.roster.model import Member, Roster, Span, Standing
from sanhui.roster.reading import read_roster
from sanhui.roster.statuses import Status
from sanhui.roster.writing import csv_text, toml_text

DAYS = [dt.date(2024, 1, 1) + dt.timedelta(days=37 * n) for n in range(30)]
WORDS = st.text(alphabet="甲乙丙abc =+'\"#[].,", min_size=1, max_size=6).map(lambda text: f"词{text}词")
ROLES = WORDS.map(lambda text: text.replace(",", ""))  # which have no comma
NAMES = st.sampled_from(["张三", "李四", "Li Si", "=1+1", "欧阳·甲"])


@st.composite
def spans(draw: st.DrawFn) -> tuple[Span, ...]:
    """Spans one after the other."""
    days = sorted(draw(st.lists(st.sampled_from(DAYS), max_size=4, unique=True)))
    pairs = zip(days[::2], [*days[1::2], None][: len(days[::2])], strict=True)
    return tuple(Span(first, last, draw(WORDS)) for first, last in pairs)


@st.composite
def standings(draw: st.DrawFn) -> tuple[Standing, ...]:
    """Standings without a gap or an overlap, the first and the last open or not."""
    days = sorted(draw(st.lists(st.sampled_from(DAYS), max_size=3, unique=True)))
    firsts = [draw(st.sampled_from([None, DAYS[0] - dt.timedelta(days=400)])), *days]
    lasts = [
        *(day - dt.timedelta(days=1) for day in days),
        draw(st.sampled_from([None, dt.date(2030, 1, 1)])),
    ]
    return tuple(
        Standing(
            first,
            last,
            draw(st.sampled_from(["", "第一党小组"])),
            tuple(draw(st.lists(ROLES, max_size=2, unique=True))),
            draw(st.sampled_from(list(Status))),
        )
        for first, last in zip(firsts, lasts, strict=True)
    )


@st.composite
def members(draw: st.DrawFn, number: int) -> Member:
    """A member with an id of their own."""
    return Member(
        draw(NAMES),
        f"{number:02}",
        tuple(draw(st.lists(WORDS, max_size=2, unique=True))),
        draw(st.sampled_from(["", "a@example.org"])),
        draw(st.sampled_from([None, dt.date(2020, 1, 1)])),
        None,
        draw(standings()),
        draw(spans()),
        draw(spans()),
        draw(spans()),
    )


@st.composite
def rosters(draw: st.DrawFn) -> Roster:
    """A few members; whoever joined has a standing since."""
    found = [draw(members(number)) for number in range(draw(st.integers(1, 3)))]
    fitting = [
        msgspec.structs.replace(each, joined=None) if each.standings[0].first else each for each in found
    ]
    return Roster(tuple(fitting), Path("roster.csv"))


def without_lines(roster: Roster) -> tuple[Member, ...]:
    """The members, whatever lines of the file say so."""
    return tuple(
        msgspec.structs.replace(
            member,
            line=None,
            standings=tuple(msgspec.structs.replace(each, line=None) for each in member.standings),
        )
        for member in roster.members
    )


@pytest.mark.parametrize("language", ["zh", "en"])
@settings(max_examples=40)
@given(roster=rosters())
def test_export_and_import_are_inverse(language: str, roster: Roster) -> None:
    """The very members come back, with every day and reason."""
    with tempfile.TemporaryDirectory() as folder, speaking("zh" if language == "zh" else "en"):
        forms = {
            "a.csv": csv_text(roster).encode(),
            "a.toml": toml_text(roster).encode(),
            "a.xlsx": workbook(roster, dt.datetime(2000, 1, 1)),
        }
        for name, data in forms.items():
            path = Path(folder, name)
            path.write_bytes(data)
            assert roster.members == without_lines(read_roster(path)), name


@settings(max_examples=60)
@given(roster=rosters(), day=st.sampled_from(DAYS), group=st.just("别的党小组"))
def test_a_change_changes_nothing_before_its_day(roster: Roster, day: dt.date, group: str) -> None:
    """Whatever holds from day D on, all days before D are as they were."""
    member = roster.members[0]
    cut = [
        msgspec.structs.replace(each, last=min(each.last or dt.date.max, day - dt.timedelta(days=1)))
        for each in member.standings
        if each.first is None or each.first < day
    ]
    changed = msgspec.structs.replace(member, standings=(*cut, Standing(day, None, group)))
    after = Roster((changed, *roster.members[1:]), roster.source)

    def seen(found: Roster, on: dt.date) -> list[tuple[object, ...]]:
        return [
            (each.key, each.group, each.roles, each.status, each.votes, each.exempt, each.elsewhere)
            for each in found.on(on)
        ]

    for each in [known for known in DAYS if known < day]:
        assert seen(roster, each) == seen(after, each)
    assert group == next(each.group for each in after.on(day) if each.key == member.key)


def test_rows_of_one_member_need_an_id(tmp_path: Path) -> None:
    """A table could not tell them from namesakes; TOML can."""
    roster = Roster((Member("甲同志", standings=(Standing(None, DAYS[0]), Standing(DAYS[1]))),), tmp_path)
    with pytest.raises(InputError, match="needs several rows, and has no id"):
        csv_text(roster)
    assert "甲同志" in toml_text(roster)
