"""The official notice's own sentences: read to the day, and refused with the sentence that contradicts itself.

The texts in notices/ have the items of the published notices, with their preamble and closing words shortened; the one
for 2027 is invented. Those of 2008 and 2015 are written from memory: their days are proved here, their words are not.
"""

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanhui.days.arrangement import Holiday
from sanhui.days.calendar import WorkCalendar
from sanhui.days.notice import read_notice
from sanhui.days.overlay import day_by_day, overlay_text, read_overlay
from sanhui.errors import InputError, Problem

FOLDER = Path(__file__).with_name("notices")
YEARS = sorted(int(path.stem) for path in FOLDER.glob("????.txt"))

# What was decided after the notice, by a second one: (first, last).
LATER = {
    2015: [("2015-09-03", "2015-09-06")],  # 抗战胜利70周年, by a notice of May 2015
    2019: [("2019-04-28", "2019-05-05")],  # 劳动节 four days instead of one, 2019-03-22
    2020: [("2020-01-31", "2020-02-02")],  # 春节 until 2 February, 2020-01-26
}


def text(name: object) -> str:
    """A notice's text."""
    return (FOLDER / f"{name}.txt").read_text(encoding="utf-8")


def days_of(year: int) -> list[dt.date]:
    """Every day of a year."""
    first = dt.date(year, 1, 1)
    return [first + dt.timedelta(n) for n in range((dt.date(year + 1, 1, 1) - first).days)]


def found_wrong(written: str, year: int | None = None) -> list[Problem]:
    """The problems of a text."""
    with pytest.raises(InputError) as caught:
        read_notice(written, year=year, file="notice.txt")
    return list(caught.value.problems)


@pytest.mark.parametrize("year", YEARS)
def test_a_notice_gives_its_year_day_by_day(year: int) -> None:
    """As chinese_calendar has the year, but for what a second notice or that of the next year changed."""
    arrangement = read_notice(text(year))
    later = {
        str(day) for first, last in LATER.get(year, []) for day in days_of(year) if first <= str(day) <= last
    }
    overlay = day_by_day(arrangement, "notice")
    official = [day for day in days_of(year) if str(day) not in later and day < dt.date(year, 12, 29)]
    wrong = [
        day
        for day in official
        if chinese_calendar.is_workday(day)
        != (day in overlay.working or (day.isoweekday() < 6 and day not in overlay.off))
    ]
    assert [] == wrong
    assert ("official", year) == (arrangement.status, arrangement.year)


def test_the_notice_of_2026() -> None:
    """Holiday by holiday, as the table of the notice (国务院办公厅, 2025-11-04) has it."""
    found = [
        " ".join(
            [
                each.name,
                *(f"{first:%m-%d}…{last:%m-%d}" for first, last in each.stretches),
                *(f"{day:%m-%d}" for day in each.working),
            ]
        )
        for each in read_notice(text(2026)).holidays
    ]
    assert [
        "元旦 01-01…01-03 01-04",
        "春节 02-15…02-23 02-14 02-28",
        "清明节 04-04…04-06",
        "劳动节 05-01…05-05 05-09",
        "端午节 06-19…06-21",
        "中秋节 09-25…09-27",
        "国庆节 10-01…10-07 09-20 10-10",
    ] == found


def test_the_notice_of_2026_is_the_official_calendar() -> None:
    """Each day off and each day worked, with its holiday."""
    overlay = day_by_day(read_notice(text(2026)), "notice")
    calendar = WorkCalendar()
    assert {day: calendar.holiday(day) for day in days_of(2026) if calendar.holiday(day)} == overlay.off
    assert {
        day: calendar.worked_for(day) for day in days_of(2026) if calendar.is_working_weekend(day)
    } == overlay.working


def test_the_notice_has_its_title() -> None:
    """The title is the source, with the notice's number if it is there."""
    title = "国务院办公厅关于2026年部分节假日安排的通知"
    assert title == read_notice(text(2026)).source
    numbered = text(2026).replace(title, f"{title}\n国办发明电〔2025〕7号")
    assert f"{title} 国办发明电〔2025〕7号" == read_notice(numbered).source


def test_new_year_in_december() -> None:
    """元旦 2023 and 2019 began in the year before, with the year or without."""
    for written in (text(2023), text(2023).replace("2022年12月", "12月").replace("2023年1月2日", "1月2日")):
        first = read_notice(written).holidays[0]
        assert ((dt.date(2022, 12, 31), dt.date(2023, 1, 2)),) == first.stretches
    assert (dt.date(2018, 12, 29),) == read_notice(text(2019)).holidays[0].working


def test_days_off_in_two_pieces() -> None:
    """补休: 2014 had Saturday 04-05 and Monday 04-07."""
    qingming = read_notice(text(2014)).holidays[2]
    assert ["2014-04-05", "2014-04-07"] == [str(day) for day in qingming.days()]


@pytest.mark.parametrize(
    "change",
    [
        lambda written: written.replace("（", "(").replace("）", ")").replace("：", ":").replace("，", ","),
        lambda written: " ".join(written.split()),
        lambda written: written.replace("周", "星期"),
        lambda written: written.replace("至", "—"),
        lambda written: written.replace("\n", "\r\n"),
        lambda written: written.replace("日（周", "日\n（周").replace("、2月", "、\n2月"),
        lambda written: written.translate({ord(str(n)): chr(0xFF10 + n) for n in range(10)}),
        lambda written: written.replace("四、劳动节", "四、“五一”国际劳动节"),
        lambda written: written[: written.index("节假日期间")],
        lambda written: written.replace("一、", "1. ").replace("七、国", "(7) 国"),
        lambda written: "来源：网站\n发布时间：2025年11月4日\n" + written + "责任编辑：张三\n2025年11月5日 10:30\n",
        lambda written: written.replace("2月14日（周六）、2月28日", "2月14日（周六），28日"),
    ],
)  # fmt: skip
def test_typing_does_not_matter(change: object) -> None:
    """Half-width forms, one line, line breaks, dashes, other numbers, words around: the same days."""
    assert callable(change)
    assert change(text(2026)) != text(2026)
    assert day_by_day(read_notice(text(2026)), "") == day_by_day(read_notice(change(text(2026))), "")


def test_the_items_alone() -> None:
    """Without title and preamble the year must be told."""
    items = text(2026)[text(2026).index("一、") :]
    assert "the text does not say for which year it is" == found_wrong(items)[0].message
    told = read_notice(items, year=2026, file="folder/pasted.txt")
    assert read_notice(text(2026)).holidays == told.holidays
    assert "pasted.txt" == told.source


@pytest.mark.parametrize(
    ("right", "wrong", "message", "quote"),
    [
        ("共9天", "共8天", "it says 8 days, and they are 9", "共8天"),
        ("1月4日（周日）", "1月4日（周六）", "2026-01-04 is Sun, not 周六", "1月4日（周六）上班。"),
        ("正月初七", "正月初八", "2026-02-23 is not 农历正月初八 of the lunar calendar", "正月初八"),
        ("农历腊月二十八", "农历除夕", "2026-02-15 is not 农历除夕", "农历除夕"),
        ("5月9日（周六）上班", "5月11日上班", "2026-05-11 is worked anyway: it is Mon", "5月11日上班。"),
        ("2月14日（周六）、", "2月15日、", "2026-02-15 stands in another sentence already", "2月15日、"),
        ("2月28日（周六）", "2月14日（周六）", "2026-02-14 stands in another sentence already", "2月14日"),
        ("6月19日（周五）至21日（周日）放假，共3天", "6月26日至28日放假，共3天", "do not contain Dragon Boat", "端午节："),
        ("三、清明节", "三、泼水节", "“泼水节” is no holiday that is known", "三、泼水节："),
        ("三、清明节", "三、元旦", "there is an item for New Year's Day already", "三、元旦："),
        ("4月4日（周六）至6日", "4月6日（周一）至4日", "that is no stretch of days", "4月6日"),
        ("9月25日", "9月31日", "there is no day 31 in month 9 of 2026", "9月31日"),
        ("5月9日（周六）上班", "当周周六上班", "not understood: “当周周六上班”", "当周周六上班"),
        ("5月9日（周六）上班", "5月9日（周六）另行通知", "not understood: “5月9日(周六)另行通知”", "另行通知"),
        ("2月28日（周六）上班", "12月26日（周六）上班", "2026-12-26 is far from the days off", "12月26日"),
        ("四、劳动节：5月1日", "四、劳动节：1日", "the month of day 1 is missing", "1日（周五）"),
        ("5月1日（周五）至5日（周二）放假调休，共5天。", "", "the item has no days off", "四、劳动节："),
        ("10月1日（周四）至", "2028年10月1日至", "the day lies outside 2026", "2028年"),
    ],
)  # fmt: skip
def test_contradictions(right: str, wrong: str, message: str, quote: str) -> None:
    """One wrong word in the notice for 2026: the sentence is quoted with its line."""
    assert 1 == text(2026).count(right)
    written = text(2026).replace(right, wrong)
    problems = [each for each in found_wrong(written) if message in each.message]
    assert problems
    first = problems[0]
    assert quote in str(first.value)
    assert first.line is not None
    assert wrong[:4] in written.splitlines()[first.line - 1]
    assert first.remedy


def test_all_contradictions_at_once() -> None:
    """Three wrong words, three problems, in order."""
    written = text(2026).replace("共9天", "共8天").replace("（周日）上班", "（周一）上班")
    assert [5, 6] == [each.line for each in found_wrong(written)]


def test_one_wrong_character_is_noticed() -> None:
    """Of all single digits changed and characters lost in the items for 2026, one makes another calendar.

    It is 补班 on Saturday 10-17 instead of 10-10, which nothing in the text contradicts.
    """
    whole = text(2026)
    right = read_notice(whole).holidays
    others = []
    for at in range(whole.index("一、元旦：1"), whole.index("节假日期间")):
        for other in "0123456789" if whole[at].isdigit() else ("",):
            try:
                found = read_notice(whole[:at] + other + whole[at + 1 :]).holidays
            except InputError:
                continue
            if [*_days(found)] != [*_days(right)]:
                others.append(found)
    assert [[dt.date(2026, 9, 20), dt.date(2026, 10, 17)]] == [[*found[-1].working] for found in others]


def _days(holidays: tuple[Holiday, ...]) -> Iterator[tuple[list[dt.date], tuple[dt.date, ...]]]:
    return ((list(each.days()), each.working) for each in holidays)


@given(
    st.lists(
        st.tuples(
            st.integers(0, 600),
            st.integers(0, 5),
            st.text("一二、：1月日（）周至放假上班共天。，\n 0９年", max_size=3),
        )
    )
)
def test_any_text_is_read_or_refused(edits: list[tuple[int, int, str]]) -> None:
    """Whatever is done to a notice, it is refused, or what comes out covers the days off by law."""
    written = text(2026)
    for at, length, other in edits:
        written = written[:at] + other + written[at + length :]
    try:
        arrangement = read_notice(written)
    except InputError:
        return
    assert [] == arrangement.uncovered()


def test_an_item_that_is_missing() -> None:
    """Every day off by law must be covered."""
    lines = [line for line in text(2026).splitlines() if "端午节：" not in line]
    (problem,) = found_wrong("\n".join(lines))
    assert "Dragon Boat Festival by law" in problem.message
    assert "notice.txt" == problem.file


@pytest.mark.parametrize("year", YEARS)
def test_a_sentence_that_was_lost(year: int) -> None:
    """Without one of its sentences on days worked, or a second day off, the year is uneven: the item is told."""
    whole = text(year)
    lost = [each.span() for each in re.finditer(r"(?<=。)[^。：\n]*上班。|，[^，。]*补休(?=。)", whole)]
    assert lost
    for start, end in lost:
        problems = found_wrong(whole[:start] + whole[end:])
        assert all("must differ by the" in each.message for each in problems)
        assert whole.count("\n", 0, start) + 1 in [each.line for each in problems]


def test_a_day_that_was_lost() -> None:
    """One of two days worked is missing, or there is one too many."""
    for right, wrong, counts in (
        ("、2月28日（周六）上班", "上班", "they are 6 and 1"),
        ("1月4日（周日）上班", "1月4日（周日）、1月10日（周六）上班", "they are 2 and 2"),
    ):
        (problem,) = found_wrong(text(2026).replace(right, wrong))
        assert counts in problem.message


def test_a_day_given_once_by_a_later_notice() -> None:
    """The notice for 2015 came before that of 2015-09-03: it is whole without that day."""
    assert [] == read_notice(text(2015)).uncovered()


def test_weekends_that_are_not_there() -> None:
    """与周末连休 on a Wednesday."""
    written = text(2024).replace(
        "三、清明节：4月4日至6日放假调休，共3天。", "三、清明节：4月3日放假，与周末连休。"
    )
    assert any("do not touch a weekend" in each.message for each in found_wrong(written))


def test_another_year_than_the_text_says() -> None:
    """Told 2027, written 2026; and years out of range."""
    assert "the text is the notice for 2026, not for 2027" == found_wrong(text(2026), 2027)[0].message
    assert "the year is out of range" == found_wrong(text(2026), 1066)[0].message


@pytest.mark.parametrize(
    "written", ["", "\n\n", "三会一课", "2026年放假安排", "一、：", "：" * 50, "一、元旦：日放假。"]
)
def test_texts_that_are_no_notice(written: str) -> None:
    """Refused, with nothing but problems."""
    assert found_wrong(written)
    assert found_wrong(written, 2026)


def test_a_text_without_end() -> None:
    """Whatever is longer than a page is refused before it is looked at."""
    assert "the text has 100001 characters, far more than a notice" == found_wrong("，" * 100_001)[0].message


def test_the_notice_becomes_a_file(tmp_path: Path) -> None:
    """Written in our own format and read again, it is the same day by day."""
    path = tmp_path / "2027.toml"
    for name in (*YEARS, "2027-invented"):
        arrangement = read_notice(text(name))
        path.write_text(overlay_text(arrangement), encoding="utf-8")
        assert day_by_day(arrangement, path.name) == read_overlay(path)


def test_the_year_is_provisional_no_more() -> None:
    """A calendar with the notice for 2027 has its days."""
    calendar = WorkCalendar([day_by_day(read_notice(text("2027-invented")), "2027.toml")])
    assert WorkCalendar().is_provisional(2027)
    assert not calendar.is_provisional(2027)
    assert calendar.is_working(dt.date(2027, 1, 31))
    assert "spring-festival" == calendar.worked_for(dt.date(2027, 1, 31))
    assert "dragon-boat" == calendar.holiday(dt.date(2027, 6, 9))
