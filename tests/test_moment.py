"""Dates as people type them: tests/moment/dates.tsv, and what follows from its patterns."""

import datetime as dt
from pathlib import Path

import pytest

from sanhui.moment import read_in_year, read_moment, read_nearest
from sanhui.when import WhenError
from sanhui.wording import long_date

NOW = dt.datetime(2026, 3, 2, 10)
TABLE = Path(__file__).parent / "moment" / "dates.tsv"


def rows() -> list[tuple[str, str]]:
    """The expressions with the right answers, in ISO 8601."""
    found = []
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            text, day, time = line.split("\t")
            found.append((text, f"{day}T{time}" if time else day))
    return found


def said(moment: dt.date | dt.datetime) -> str:
    return moment.isoformat(timespec="minutes") if isinstance(moment, dt.datetime) else moment.isoformat()


@pytest.mark.parametrize(("text", "answer"), rows())
def test_expression_of_the_table(text: str, answer: str) -> None:
    """Every expression of the table has its answer."""
    assert answer == said(read_moment(text, NOW))


def test_the_table_is_whole() -> None:
    """81 expressions, none lost on the way."""
    assert len(rows()) == 81


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("３月５日　下午３点", "2026-03-05T15:00"),
        ("二〇二六年三月五日下午两点半", "2026-03-05T14:30"),
        ("3天后下午3点", "2026-03-05T15:00"),
        ("三个工作日后", "2026-03-05"),
        ("下个工作日", "2026-03-03"),
        ("明天下午", "2026-03-03T14:00"),
        ("下午3点", "2026-03-02T15:00"),
        ("上上周五", "2026-02-20"),
        ("下下星期三", "2026-03-18"),
        ("上个月第一个周一", "2026-02-02"),
        ("本月第一个工作日", "2026-03-02"),
        ("下季度末", "2026-06-30"),
        ("本季度最后一个工作日", "2026-03-31"),
        ("今年第四季度", "2026-10-01"),
        ("明年春节", "2027-02-06"),
        ("2025-11-20", "2025-11-20"),
        ("2019/3/4 15:00", "2019-03-04T15:00"),
        ("2031年5月6日", "2031-05-06"),
        ("12 January 2020", "2020-01-12"),
        ("2025年国庆节", "2025-10-01"),
        ("春节前3个工作日", "2027-02-02"),
        ("清明节前一天", "2026-04-04"),
        ("农历八月十五", "2026-09-25"),
        ("学雷锋纪念日上午9点", "2026-03-05T09:00"),
        ("半年后", "2026-09-02"),
        ("31日", "2026-03-31"),
        ("3/5", "2026-03-05"),
        ("周一", "2026-03-02"),
        ("3月1日", "2027-03-01"),
        ("今年3月1日", "2026-03-01"),
        ("last friday", "2026-02-27"),
        ("the 15th", "2026-03-15"),
        ("noon tomorrow", "2026-03-03T12:00"),
        ("day after tomorrow at 9:30", "2026-03-04T09:30"),
        ("3 working days before National Day", "2026-09-28"),
        ("last day of next month", "2026-04-30"),
        ("in half an hour", "2026-03-02T10:30"),
        ("Sat, 7 Mar 2026", "2026-03-07"),
    ],
)
def test_what_follows_from_the_patterns(text: str, answer: str) -> None:
    """Days combine with times, offsets, periods and festivals."""
    assert answer == said(read_moment(text, NOW))


@pytest.mark.parametrize(
    "text",
    [
        "2月30日", "2月29日", "下周八", "25点", "明天25点", "下个月31号", "下个月第五个周五", "下周末", "周末", "三点",
        "13/5", "20260230", "2026-02-30", "3月5日和7月1日", "每周一、三", "明天后天", "大大后天", "1000000个月后", "开会",
        "本月5日和10日", "first day of next week", "2小时后下午3点",
        "明天开会", "", "   ", "15", "0305", "2026", "friday at 3", "Feb 30", "March 32", "maybe", "sometime in May",
    ],
)  # fmt: skip
def test_what_does_not_exist_or_could_be_two_days_is_refused(text: str) -> None:
    """A date that is wrong, half said or ambiguous is an error, never a guess."""
    with pytest.raises(WhenError) as caught:
        read_moment(text, NOW)
    assert caught.value.message
    assert 0 <= caught.value.position <= len(text)


def test_a_bare_day_is_the_next_one_today_included() -> None:
    """On a Wednesday 周三 is that day; on Thursday it is six days on."""
    assert dt.date(2026, 3, 4) == read_moment("周三", dt.datetime(2026, 3, 4, 9))
    assert dt.date(2026, 3, 11) == read_moment("周三", dt.datetime(2026, 3, 5, 9))


def test_a_day_without_a_time_is_wanted() -> None:
    """Options that take a day refuse a time."""
    assert dt.date(2026, 3, 5) == read_nearest("3月5日", NOW.date())
    with pytest.raises(WhenError, match="without a time"):
        read_nearest("3月5日下午3点", NOW.date())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("3月1日", "2026-03-01"),
        ("12月25日", "2025-12-25"),
        ("8月25日", "2026-08-25"),
        ("1 January", "2026-01-01"),
        ("周日", "2026-03-01"),
        ("春节", "2026-02-17"),
        ("明年1月1日", "2027-01-01"),
        ("28 February", "2026-02-28"),
    ],
)
def test_the_nearest_day_may_have_gone_by(text: str, expected: str) -> None:
    """Where no year is told, 3月1日 said on the second is yesterday."""
    assert dt.date.fromisoformat(expected) == read_nearest(text, NOW.date())


def test_tonight_is_in_the_evening() -> None:
    """As 今晚 is; eight in the morning is not tonight."""
    assert dt.datetime(2026, 3, 2, 19) == read_moment("tonight", NOW) == read_moment("今晚", NOW)
    assert dt.datetime(2026, 3, 2, 20) == read_moment("tonight at 8 pm", NOW)
    with pytest.raises(WhenError, match="not in the evening"):
        read_moment("tonight at 8:00", NOW)


def test_the_next_quarter_is_the_same_in_both_languages() -> None:
    """It begins with its first day."""
    assert dt.date(2026, 4, 1) == read_moment("next quarter", NOW) == read_moment("下季度", NOW)


def test_dateparser_gets_what_it_reads_right() -> None:
    """An English date in a form that is not ours goes to dateparser."""
    assert dt.date(2026, 3, 5) == read_moment("5-Mar-2026", NOW)


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("3月12日（周四）", "2026-03-12"),
        ("3月12日(星期四)下午3点", "2026-03-12T15:00"),
        ("2026年3月12日 周四", "2026-03-12"),
        ("周四，3月12日 15:00", "2026-03-12T15:00"),
        ("3-12（周四）", "2026-03-12"),
        ("明天（周二）", "2026-03-03"),
        ("Thursday 12 March", "2026-03-12"),
        ("12 March (Thu) at 3pm", "2026-03-12T15:00"),
        ("Fri, 5 March 2027", "2027-03-05"),
    ],
)
def test_a_weekday_stands_beside_a_date(text: str, answer: str) -> None:
    """Offices write both."""
    assert answer == said(read_moment(text, NOW))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("3月12日（周五）", dt.date(2026, 3, 12)),
        ("明天周三", dt.date(2026, 3, 3)),
        ("Friday 12 March", dt.date(2026, 3, 12)),
    ],
)
def test_a_weekday_beside_a_date_must_fit(text: str, day: dt.date) -> None:
    """Where it does not, one of the two is wrong, and nobody knows which."""
    with pytest.raises(WhenError, match=f"^{long_date(day)} is another weekday$"):
        read_moment(text, NOW)


@pytest.mark.parametrize("text", ["下周 周三", "下个月 周三", "15日 周三"])
def test_a_weekday_that_may_choose_the_day_is_refused(text: str) -> None:
    """It may be the Wednesday of next week, or a wrong one beside a date: nobody guesses."""
    with pytest.raises(WhenError):
        read_moment(text, NOW)


def test_the_weekday_is_that_of_the_year() -> None:
    """Of a plan's year a date is checked in that year, also where it has gone by."""
    now = dt.datetime(2026, 11, 24, 9)
    assert dt.date(2026, 1, 15) == read_in_year("1月15日（周四）", 2026, now)
    with pytest.raises(WhenError, match="Thu 15 January 2026"):
        read_in_year("1月15日（周五）", 2026, now)  # as it will be in 2027
