"""Overlay files: our own TOML and holiday-cn's JSON, with every mistake named at its line, and written back."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanhui.days.arrangement import Arrangement, Holiday
from sanhui.days.calendar import WorkCalendar
from sanhui.days.official import official_years
from sanhui.days.overlay import Overlay, day_by_day, overlay_text, read_arrangement, read_overlay
from sanhui.errors import InputError, Problem

LOCAL = """\
year = 2026
source = "局办公室通知"
working = [2026-03-07]

[[holiday]]
name = "校庆"
from = 2026-03-11
to = 2026-03-12
working = [2026-03-14]

[[holiday]]
name = "国庆节、中秋节"
from = 2026-09-25
"""

#: An invented notice.
OFFICIAL = """\
year = 2027
status = "official"
holiday = [
  { name = "元旦", from = 2026-12-31, to = 2027-01-02, working = [2026-12-26] },
  { name = "春节", from = 2027-02-05, to = 2027-02-11 },
  { name = "清明节", from = 2027-04-05 },
  { name = "劳动节", from = 2027-05-01, to = 2027-05-05, working = [2027-05-08] },
  { name = "端午节", from = 2027-06-09 },
  { name = "中秋节", from = 2027-09-15 },
  { name = "国庆节", from = 2027-10-01, to = 2027-10-07 },
]
"""


def write(folder: Path, text: str | bytes, name: str = "local.toml") -> Path:
    """A file."""
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def problems(path: Path) -> list[Problem]:
    """What is wrong with a file, each problem naming it."""
    with pytest.raises(InputError) as caught:
        read_overlay(path)
    assert {str(path)} == {each.file for each in caught.value.problems}
    return list(caught.value.problems)


def day(text: str) -> dt.date:
    """A date."""
    return dt.date.fromisoformat(text)


# -- our own format ----------------------------------------------------------------------------------------


def test_a_local_file(tmp_path: Path) -> None:
    """Days off with their holiday, days worked with theirs or none."""
    overlay = read_overlay(write(tmp_path, LOCAL))
    assert (
        Overlay(
            source="local.toml",
            title="局办公室通知",
            off={day("2026-03-11"): "校庆", day("2026-03-12"): "校庆", day("2026-09-25"): "mid-autumn"},
            working={day("2026-03-07"): None, day("2026-03-14"): "校庆"},
        )
        == overlay
    )
    assert overlay.touches(2026)
    assert not overlay.touches(2027)


def test_an_official_file(tmp_path: Path) -> None:
    """It ends the provisional state of its year, and reaches into the December before."""
    overlay = read_overlay(write(tmp_path, OFFICIAL, "2027.toml"))
    calendar = WorkCalendar([overlay])
    assert frozenset([2027]) == overlay.years
    assert not calendar.is_provisional(2027)
    assert "new-year" == calendar.holiday(day("2026-12-31"))
    assert calendar.is_working(day("2026-12-26"))
    assert calendar.is_working(day("2027-05-08"))
    assert overlay.touches(2026)


@pytest.mark.parametrize("status", ["local", "provisional"])
def test_other_files_leave_the_year_provisional(tmp_path: Path, status: str) -> None:
    """Only an official one is a whole notice."""
    overlay = read_overlay(write(tmp_path, OFFICIAL.replace("official", status)))
    assert frozenset() == overlay.years
    assert WorkCalendar([overlay]).is_provisional(2027)


def test_marks_and_line_ends_of_windows(tmp_path: Path) -> None:
    """A byte order mark and CRLF change nothing."""
    plain = read_overlay(write(tmp_path, LOCAL))
    assert plain == read_overlay(write(tmp_path, b"\xef\xbb\xbf" + LOCAL.replace("\n", "\r\n").encode()))


@pytest.mark.parametrize(
    ("right", "wrong", "expected"),
    [
        ("year = 2026", "", "year: the key is missing"),
        ("year = 2026", 'year = "2026"', ":1: year = 2026: this is not the right kind of value"),
        ("year = 2026", "year = true", ":1: year = True: this is not the right kind of value"),
        ("year = 2026", "year = 1066", ":1: year = 1066: the year is out of range"),
        ("source", "sorce", ":2: sorce: unknown key\n  → did you mean “source”?"),
        ("source =", 'status = "offical"\nsource =', ":2: status = offical: unknown status\n  → did you mean “official”?"),
        ("source =", 'status = "official"\nsource =', ":2: status = official: the file is to be the whole official year"),
        ("source =", "status = 1\nsource =", ":2: status = 1: this is not the right kind of value"),
        ('"局办公室通知"', '"局\\n办公室"', ":2: source: the text has line breaks or control characters"),
        ('"局办公室通知"', '" "', ":2: source: the text is empty"),
        ("[2026-03-07]", "2026-03-07", ":3: working = 2026-03-07: this is not the right kind of value"),
        ("[2026-03-07]", '["2026-03-07"]', ":3: working[1] = 2026-03-07: this is not the right kind of value"),
        ("[2026-03-07]", "[2026-03-07T10:00:00]", ":3: working[1] = 2026-03-07 10:00:00: this is not the right"),
        ("[2026-03-07]", "[2025-03-07]", ":3: working[1] = 2025-03-07: the day lies outside 2026"),
        ("[2026-03-07]", "[2026-03-11]", ":3: working = 2026-03-11: the day is off by holiday[1] and worked"),
        ("[2026-03-07]", "[2026-03-07, 2026-03-07]", ":3: working = 2026-03-07: the day stands twice"),
        ('name = "校庆"\n', "", ":5: holiday[1].name: the key is missing"),
        ('"校庆"', '""', ":6: holiday[1].name: the text is empty"),
        ("from = 2026-03-11", "form = 2026-03-11", ":7: holiday[1].form: unknown key\n  → did you mean “from”?"),
        ("from = 2026-03-11\n", "", ":5: holiday[1].from: the key is missing"),
        ("to = 2026-03-12", "to = 2026-03-10", ":8: holiday[1].to = 2026-03-10: the last day stands before the first"),
        ("to = 2026-03-12", "to = 2027-03-12", ":8: holiday[1].to = 2027-03-12: the day lies outside 2026"),
        ("to = 2026-03-12", "to = 9999-12-31", ":8: holiday[1].to = 9999-12-31: the day lies outside 2026"),
        ("[2026-03-14]", "[2026-03-12]", ":9: holiday[1].working = 2026-03-12: the day is off by holiday[1] and worked"),
        ("from = 2026-09-25", "from = 2026-03-12", ":13: holiday[2].from = 国庆节、中秋节: 2026-03-12 is already off"),
        ("[[holiday]]\nname = \"国", "[holidays]\nname = \"国", ":11: holidays: unknown key\n  → did you mean “holiday”?"),
        ("2026-09-25", "2026-02-30", ":13:8: this is not valid TOML"),
        ("[2026-03-07]", "[2026-03-07", "this is not valid TOML"),
    ],
)  # fmt: skip
def test_mistakes(tmp_path: Path, right: str, wrong: str, expected: str) -> None:
    """One mistake in a good file: its file, line, key, value, and what would be right."""
    assert right in LOCAL
    found = problems(write(tmp_path, LOCAL.replace(right, wrong, 1)))
    said = "\n".join(map(str, found))
    assert expected in said
    assert all(each.remedy for each in found)


def test_all_mistakes_at_once(tmp_path: Path) -> None:
    """Four of them, wherever they stand."""
    text = LOCAL.replace("source", "sorce").replace("[2026-03-07]", "[2020-03-07]")
    text = text.replace('"校庆"', "7").replace("from = 2026-09-25", 'from = "2026-09-25"')
    assert [2, 3, 6, 13] == [each.line for each in problems(write(tmp_path, text))]


def test_mistakes_in_inline_tables(tmp_path: Path) -> None:
    """They have the line of their array."""
    (problem,) = problems(write(tmp_path, OFFICIAL.replace("to = 2027-05-05", "to = 2027-04-05")))
    assert ("holiday[4].to", 3) == (problem.key, problem.line)


def test_an_official_year_names_every_day_that_is_missing(tmp_path: Path) -> None:
    """清明节 and the second day of 劳动节 are worked: it is no whole notice."""
    text = OFFICIAL.replace('  { name = "清明节", from = 2027-04-05 },\n', "").replace(
        "to = 2027-05-05", "to = 2027-05-01"
    )
    said = [each.message for each in problems(write(tmp_path, text))]
    assert ["Qingming Festival (2027-04-05)", "Labour Day (2027-05-02)"] == [
        message.split("but ")[1].removesuffix(" is not off") for message in said
    ]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (LOCAL.encode("gb18030"), "looks like GBK"),
        (LOCAL.encode("utf-16"), "UTF-16"),
        (b"year = 2026\0", "NUL"),
        (b"holiday = " + b"[" * 20_000, "not valid TOML"),
        (b"year = " + b"9" * 10_000, "not valid TOML"),
        (b"", "the key is missing"),
        (b"holiday = [1, [], {}]", "not the right kind"),
        (b"holiday = 1\nyear = 2026", "not the right kind"),
    ],
    ids=["gbk", "utf-16", "nul", "deep", "long number", "empty", "no tables", "no array"],
)
def test_files_that_are_no_overlay(tmp_path: Path, data: bytes, expected: str) -> None:
    """Refused with their reason."""
    assert expected in " ".join(each.message for each in problems(write(tmp_path, data)))


@pytest.mark.parametrize("name", ["missing.toml", "missing.json", "."])
def test_files_that_cannot_be_read(tmp_path: Path, name: str) -> None:
    """A file that is not there, a folder."""
    assert problems(tmp_path / name)[0].message in ("there is no such file", "this is a folder, not a file")


# -- holiday-cn --------------------------------------------------------------------------------------------


def holiday_cn(year: int, **more: object) -> str:
    """The file of an official year, as the project writes it: the notice's year, without adjoining weekends."""
    official = official_years()[year]
    days = [{"name": str(name), "date": str(each), "isOffDay": True} for each, name in official.off.items()]
    days += [
        {"name": str(name), "date": str(each), "isOffDay": False} for each, name in official.working.items()
    ]
    days.sort(key=lambda entry: str(entry["date"]))
    return json.dumps({"year": year, "papers": ["https://example.org"], "days": days, **more}, indent=2)


@pytest.mark.parametrize("year", [2018, 2020, 2025, 2026])
def test_a_year_of_holiday_cn(tmp_path: Path, year: int) -> None:
    """Its days are the official ones; other keys than ours are left alone."""
    path = write(tmp_path, holiday_cn(year, **{"$schema": "…"}), f"{year}.json")
    overlay = read_overlay(path)
    assert official_years()[year].off.keys() == overlay.off.keys()
    assert official_years()[year].working.keys() == overlay.working.keys()
    assert (frozenset([year]), f"holiday-cn {year}") == (overlay.years, overlay.title)


def test_december_in_the_next_file(tmp_path: Path) -> None:
    """The notice for 2023 has 2022-12-31, and is the notice of 2023 only."""
    days = json.loads(holiday_cn(2023))["days"]
    days.insert(0, {"name": "元旦", "date": "2022-12-31", "isOffDay": True})
    overlay = read_overlay(write(tmp_path, json.dumps({"year": 2023, "days": days}), "2023.json"))
    assert day("2022-12-31") in overlay.off
    assert frozenset([2023]) == overlay.years


def test_an_empty_year_of_holiday_cn(tmp_path: Path) -> None:
    """Kept for years to come: it says nothing, and the year stays provisional."""
    overlay = read_overlay(write(tmp_path, '{"year": 2030, "papers": [], "days": []}', "2030.JSON"))
    assert (frozenset(), {}, {}) == (overlay.years, overlay.off, overlay.working)


@pytest.mark.parametrize(
    ("right", "wrong", "expected"),
    [
        ('"year": 2026', '"year": "2026"', ":2: year = 2026: this is not the right kind of value"),
        ('"days"', '"dayz"', "days: the key is missing"),
        ('"2026-01-02"', '"2026-01-01"', ":14: days[2].date = 2026-01-01: the day stands twice"),
        ('"2026-01-02"', '"2026-13-02"', ":14: days[2].date = 2026-13-02: there is no such day"),
        ('"2026-01-02"', '"2024-01-02"', ":14: days[2].date = 2024-01-02: the day lies outside 2026"),
        ('"2026-01-02"', "20260102", ":14: days[2].date = 20260102: this is not the right kind of value"),
        ('"isOffDay": false', '"isOffDay": 0', "days[4].isOffDay = 0: this is not the right kind of value"),
        ('"name": "new-year"', '"name": ""', "days[1].name: the text is empty"),
        ('"name": "new-year"', '"nom": "元旦"', "days[1].name: the key is missing"),
    ],
)
def test_mistakes_in_json(tmp_path: Path, right: str, wrong: str, expected: str) -> None:
    """One mistake in a good file: its file, line, key and value."""
    text = holiday_cn(2026)
    assert right in text
    found = problems(write(tmp_path, text.replace(right, wrong, 1), "2026.json"))
    assert expected in "\n".join(map(str, found))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "2026",
        '"2026"',
        "null",
        "[" * 100_000,
        "9" * 10_000,
        '{"year": 2026, "days": [1, []]}',
        "\ud800",
    ],
    ids=range(10),
)
def test_files_that_are_no_json_of_ours(tmp_path: Path, text: str) -> None:
    """Refused with a remedy."""
    path = write(tmp_path, text.encode(errors="surrogatepass"), "2026.json")
    assert all(each.remedy for each in problems(path))


# -- written back ------------------------------------------------------------------------------------------

NAMES = st.sampled_from(["元旦", "春节", "国庆节、中秋节", "校庆", '引号"与\\', "a'b", "\u00a1"])
DAYS = st.dates(dt.date(2026, 1, 1), dt.date(2026, 12, 31))


@st.composite
def arrangements(draw: st.DrawFn) -> Arrangement:
    """Arrangements of 2026 without contradictions."""
    days = sorted(draw(st.sets(DAYS, max_size=14)))
    worked = draw(st.sets(DAYS.filter(lambda each: each not in days), max_size=6))
    # Any days may stand alone: stretches of one.
    holidays = [Holiday(name=draw(NAMES), stretches=((each, each),)) for each in days]
    if holidays and worked:
        last = holidays.pop()
        holidays.append(Holiday(name=last.name, stretches=last.stretches, working=(worked.pop(),)))
    return Arrangement(
        year=2026,
        status=draw(st.sampled_from(["local", "provisional"])),
        source=draw(st.sampled_from(["", "通知〔2025〕7号", "\"quoted\" \\ 'text'"])),
        holidays=tuple(holidays),
        working=tuple(sorted(worked)),
    )


@given(arrangements())
def test_what_is_written_is_read_again(
    tmp_path_factory: pytest.TempPathFactory, arrangement: Arrangement
) -> None:
    """The very same arrangement."""
    path = tmp_path_factory.mktemp("overlay") / "x.toml"
    path.write_text(overlay_text(arrangement), encoding="utf-8")
    assert arrangement == read_arrangement(path)


@pytest.mark.parametrize("year", [2020, 2026])
def test_holiday_cn_becomes_our_own_format(tmp_path: Path, year: int) -> None:
    """The same days, with whole stretches; a gap inside a holiday makes two tables."""
    arrangement = read_arrangement(write(tmp_path, holiday_cn(year), "x.json"))
    own = write(tmp_path, overlay_text(arrangement), "x.toml")
    assert day_by_day(arrangement, "x.toml") == read_overlay(own)
    assert 'name = "spring-festival"\nfrom = ' in own.read_text(encoding="utf-8")


def test_how_it_is_written() -> None:
    """One table a stretch, days worked with the first."""
    holiday = Holiday(
        name="清明节",
        stretches=((day("2014-04-05"), day("2014-04-05")), (day("2014-04-07"), day("2014-04-07"))),
        working=(day("2014-04-12"),),
    )
    expected = """\
year = 2014
status = "local"
source = "例"
working = [2014-05-04]

[[holiday]]
name = "清明节"
from = 2014-04-05
to = 2014-04-05
working = [2014-04-12]

[[holiday]]
name = "清明节"
from = 2014-04-07
to = 2014-04-07
"""
    arrangement = Arrangement(year=2014, source="例", holidays=(holiday,), working=(day("2014-05-04"),))
    assert expected == overlay_text(arrangement)
