"""The edges of the language: what lies just beyond them is refused by name, what lies just within is said back."""

import pytest

from sanhui.when import WhenError, describe, parse
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
    ],
)
def test_within(phrase: str, chinese: str, english: str) -> None:
    """In both languages, each of which is read as the same."""
    when = parse(phrase)
    assert (chinese, english) == (describe(when, "zh"), describe(when, "en"))
    assert when == parse(chinese) == parse(english)


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
