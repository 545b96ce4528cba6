"""The edges of the language: what lies just beyond them is refused by name, what lies just within is said back."""

import pytest

from sanhui.when import WhenError, describe, parse
from sanhui.when.parse import parse_exceptions
from sanhui.when.rrule import from_rrule, to_rrule


@pytest.mark.parametrize(
    ("phrase", "message"),
    [
        ("每周五至周三", "it ends before it begins"),
        ("every Friday to Wednesday", "it ends before it begins"),
        ("每月20日至10日", "it ends before it begins"),
        ("每季度第20天至第10天", "it ends before it begins"),
        ("3月10日至2月5日", "it ends before it begins"),
        ("11月至3月每周一", "a plan holds one year"),
        ("每30周周一", "every 1 to 26 weeks"),
        ("every 30 weeks on Monday", "every 1 to 26 weeks"),
        ("农历13月1日", "the lunar calendar has no such day"),
        ("每季度第5个月第一个周一", "the period has no month 5"),
        ("每月第一个月10日", "a month or a week has no months"),
        ("每月第40天至第50天", "the period has no such day"),
        ("每季度第100天", "the period has no number 100"),
        ("每周五至一", "it ends before it begins"),
        ("每7个月3日", "every 2 to 6 months"),
        ("每季度第70天至第60天1次", "it ends before it begins"),
        ("每周三 晚上12点", "on the next day: say the date"),
        ("每周三 中午10点", "10 o'clock is not at noon"),
        ("每周三 15:00-16:00 90分钟", "the length stated twice"),
        ("every Wednesday 3 pm for 2 days", "a session of whole days has no time of day"),
        ("3 days before the first and second Monday of every month", "before which of these days"),
        ("2 days before 3 March and National Day", "says “itself” here"),
        ("3rd of the last month of each month", "a month or a week has no months"),
        ("每季度第4个月1次", "the period has no month 4"),
        ("第二季度，最后一个周五", "of every month, or of the whole season"),
        ("最后一个周五，上半年", "of every month, or of the whole season"),
        ("第二季度月底", "of every month, or of the whole season"),
        ("每周一，除春节前一周外", "that one day, or all the days"),
        ("every Monday except 3 days before Spring Festival", "that one day, or all the days"),
        ("每周一，除3月15日至5日外", "it ends before it begins"),
        ("每周五，除国庆节当天外", "all its days off: say the date"),
        ("every Friday except National Day itself", "all its days off: say the date"),
        ("Fridays 10-12 am", "12 am is midnight"),
        ("last Friday", "stops too early"),
        ("每周一凌晨12点", "12 o'clock is not in the morning"),
        ("每周一下午0:30", "0 o'clock is not in the afternoon"),
    ],
)
def test_beyond(phrase: str, message: str) -> None:
    """Nothing is bent into what can be."""
    with pytest.raises(WhenError, match=message):
        parse(phrase)


@pytest.mark.parametrize(
    ("phrase", "chinese", "english"),
    [
        ("单月10日", "单月每月10日", "10th of every month, in odd months"),
        ("双月第一个周三", "双月每月第一个周三", "1st Wednesday of every month, in even months"),
        ("每年3月第一个周一", "每年3月第一个周一", "1st Monday of March every year"),
        ("每半年末", "每半年最后一天", "last day of every half-year"),
        ("季末前", "每季度1次", "once in every quarter"),
        ("年底前", "每年1次", "once in every year"),
        ("季初", "每季度第1天至第10天", "between the 1st and the 10th of every quarter"),
        ("年初", "每年1月1次", "once in January every year"),
        (
            "第一季度第一个月底",
            "1月至3月每季度第一个月月底",
            "last day of the 1st month of every quarter, January to March",
        ),
        (
            "每季度第5天至倒数第3天",
            "每季度第5天至倒数第3天",
            "between the 5th and the 3rd to last day of every quarter",
        ),
        ("每年第101个工作日", "每年第101个工作日", "101st working day of every year"),
        ("Mon to Wed", "每周一、二、三", "every Monday, Tuesday and Wednesday"),
        ("每周一至三", "每周一、二、三", "every Monday, Tuesday and Wednesday"),
        (
            "2 days before Spring Festival and National Day",
            "春节前2天和国庆节前2天",
            "2 days before Spring Festival and 2 days before National Day",
        ),
        ("every Wednesday 12 pm", "每周三 12:00", "every Wednesday at 12:00"),
        ("每周三 中午1点", "每周三 13:00", "every Wednesday at 13:00"),
    ],
)
def test_within(phrase: str, chinese: str, english: str) -> None:
    """In both languages, each of which is read as the same."""
    when = parse(phrase)
    assert (chinese, english) == (describe(when, "zh"), describe(when, "en"))
    assert when == parse(chinese) == parse(english)


@pytest.mark.parametrize(
    ("text", "months", "days"),
    [
        ("1月、2月", (1, 2), []),
        ("春节和国庆节", (), ["spring-festival", "national-day"]),
        ("五一和七月", (7,), ["labour-day"]),
        ("暑期以及寒假", (), ["暑期", "寒假"]),
        ("暑假与国庆节", (), ["暑假", "national-day"]),
        ("国庆节和十月", (10,), ["national-day"]),
        ("和平周", (), ["和平周"]),
    ],
)
def test_exceptions(text: str, months: tuple[int, ...], days: list[str]) -> None:
    """Two things that are joined are two, not a period of the plan with a long name."""
    gone, items = parse_exceptions(text)
    assert (months, days) == (gone, [getattr(each, "name", each) for each in items])


def test_a_date_in_words_is_no_name() -> None:
    """四月四日 is a day, not a month and a period."""
    assert parse("除4月4日外每周六").without == parse("除四月四日外每周六").without
    assert parse_exceptions("4月4日") == parse_exceptions("四月四日")


@pytest.mark.parametrize(
    ("rule", "phrase"),
    [
        ("FREQ=DAILY", "每天"),
        ("FREQ=DAILY;BYMONTH=3,4", "3月至4月每天"),
        ("FREQ=WEEKLY;BYDAY=1MO", "RRULE:FREQ=WEEKLY;BYDAY=1MO"),
        ("FREQ=MONTHLY;BYDAY=MO", "RRULE:FREQ=MONTHLY;BYDAY=MO"),
        ("FREQ=MONTHLY;BYDAY=1MO;BYMONTHDAY=3", "RRULE:FREQ=MONTHLY;BYDAY=1MO;BYMONTHDAY=3"),
        ("FREQ=MONTHLY;BYMONTHDAY=28,30;BYSETPOS=-1", "RRULE:FREQ=MONTHLY;BYMONTHDAY=28,30;BYSETPOS=-1"),
        ("FREQ=YEARLY;BYMONTH=2,3;BYDAY=1MO", "RRULE:FREQ=YEARLY;BYMONTH=2,3;BYDAY=1MO"),
    ],
)
def test_rules_of_others(rule: str, phrase: str) -> None:
    """In our words where we have them, and otherwise as they are."""
    assert phrase == describe(from_rrule(rule), "zh")


def test_a_rule_may_have_an_end_and_one_time_of_day() -> None:
    """UNTIL is the day itself; two times would be two sessions."""
    assert "FREQ=WEEKLY;BYDAY=MO;UNTIL=20260630" == to_rrule(parse("every Monday until 2026-06-30"))
    with pytest.raises(WhenError, match="one time of day"):
        from_rrule("FREQ=DAILY;BYHOUR=9,10")
