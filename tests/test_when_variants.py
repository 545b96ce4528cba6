"""One meaning, many spellings: all of them make one tree."""

import pytest

from sanhui.when import parse

GROUPS = [
    (
        "每周一",
        "周一",
        "每个周一",
        "每星期一",
        "每逢礼拜一",
        "每周周一",
        "每周1",
        "每週一",
        "every Monday",
        "Mondays",
    ),
    ("每周一、三、五", "每周一三五", "周一、周三和周五", "每周一，周三，周五"),
    ("每两周周四", "隔周周四", "隔周四", "每2周周四", "every other Thursday", "every 2 weeks on Thursday"),
    (
        "每月第一、三个周二",
        "每月第一个、第三个周二",
        "每月第一个和第三个周二",
        "每月第1个周二、第3个周二",
        "1st and 3rd Tuesday of every month",
        "the first and the third Tuesday of each month",
        "1st Tuesday and 3rd Tuesday of every month",
    ),
    ("每月15日、最后一个周五", "15th and last Friday of every month", "last Friday and 15th of every month"),
    ("每季度第一个、第二个工作日", "1st and 2nd working day of every quarter"),
    ("每月第一个周五", "第一周星期五", "每月首个周五", "每个月的第一个星期五", "first Friday of every month"),
    ("每月最后一个工作日", "每月最后1个工作日", "每月倒数第一个工作日", "last working day of each month"),
    ("每月月底", "月底", "月末", "每月末", "每月最后一天", "last day of every month", "end of every month"),
    ("每月1次", "一个月一次", "每月召开一次", "once a month"),
    ("每季度2次", "一个季度两次", "twice a quarter"),
    ("每周1次", "一周一次", "once a week"),
    ("每半年1次", "半年一次", "半年召开1次", "once every half-year"),
    ("第二季度最后一个周五", "每年第二季度最后一个周五", "二季度的最后一个周五", "last Friday of Q2"),
    ("上半年第一个工作日", "每年上半年第一个工作日", "first working day of the first half-year"),
    ("7月1日", "1 July", "1st of July", "the 1st of July", "the first of July", "every 1st of July"),
    ("7月10日前2次", "twice by 10 July", "twice by the 10th of July", "2 times before July 10"),
    ("1月1日至2月29日", "by the end of February", "by 29 February"),
    (
        "每周一，节假日除外",
        "每周一，除节假日外",
        "每周一，除每个法定节假日外",
        "每周一，除所有节假日外",
        "every Monday except holidays",
        "every Monday except on public holidays",
    ),
    (
        "每周一，除3月5日至4月15日外",
        "每周一，3月5日至4月15日除外",
        "every Monday, except 5 March to 15 April",
        "every Monday except from March 5 to April 15",
    ),
    ("每周一，除7月15日至31日、国庆节期间外", "每周一，除7月15日至7月31日、国庆节外"),
    ("每周五 11:00-13:00", "Fridays 11-1 pm", "Fridays from 11 am to 1 pm"),
    ("每周一 9:30", "每周一9点30分", "每周一 9 点 30 分", "每周一 上午 9 点 半", "每周一九点半"),
    ("每周一 9:00-9:30", "每周一 9 点 30 分钟", "每周一 9 点 半小时", "每周一9点，30分"),
    ("每周一 9:15", "每周一9点一刻", "每周一 9 点 一刻"),
    ("每周五 10:00-12:00", "Fridays 10-12 pm", "Fridays 10 am to noon"),
    ("每月上旬", "每月10日前", "每月1日至10日", "by the 10th of every month"),
    ("每季末", "季末", "每季度末", "每季度最后一天", "last day of every quarter"),
    ("第四季度", "四季度", "第4季度", "第四季度1次", "Q4", "once in the fourth quarter"),
    ("7月1日", "每年7月1日", "七月一日", "７月１号", "1 July", "July 1st", "every year on 1 July"),
    ("建党节", "七一", "“七一”", "每年七一", "建党纪念日", "Party Day"),
    ("春节前3个工作日", "春节前三个工作日", "春节前第三个工作日", "3 working days before Spring Festival"),
    ("国庆节前最后一个工作日", "国庆节前", "十一前1个工作日", "last working day before National Day"),
    ("每个法定节假日前最后一个工作日", "节前", "节前最后一个工作日", "每逢节假日前"),
    (
        "每周一，3月至11月",
        "3月至11月每周一",
        "3-11月，每周一",
        "三月到十一月的每周一",
        "every Monday, March to November",
    ),
    (
        "每月10日，除1月、2月外",
        "每月10日（1月、2月除外）",
        "除1、2月外，每月10日",
        "3月至12月每月10日",
        "自3月起每月10日",
    ),
    (
        "每周一下午3点",
        "每周一15:00",
        "每周一 下午三点",
        "每周一15时",
        "每周一 １５：００",
        "every Monday at 3 pm",
    ),
    ("每周一14:30-16:00", "每周一下午2点半至4点", "每周一 14:30，时长90分钟", "每周一14:30时长一个半小时"),
    (
        "每月第一个周五，遇节假日顺延",
        "每月第一个周五遇法定节假日则顺延",
        "每月第一个周五（如遇放假，顺延至下一个工作日）",
    ),
    (
        "每月第一个周五，遇节假日顺延，7天内",
        "每月第一个周五，遇节假日顺延一周内",
        "每月第一个周五，一周内顺延",
    ),
]


@pytest.mark.parametrize("group", GROUPS, ids=lambda group: group[0])
def test_spellings_of_one_phrase(group: tuple[str, ...]) -> None:
    """Every spelling gives the tree of the first."""
    expected = parse(group[0])
    assert [expected] * len(group) == [parse(phrase) for phrase in group]
