"""The words of the Chinese grammar: numbers, days, months, names."""

from __future__ import annotations

from sanhui.days.festivals import NAMED_DAYS
from sanhui.i18n import N_
from sanhui.when import meanings as c
from sanhui.when.common import add_common
from sanhui.when.grammar import Grammar
from sanhui.when.tree import Part, Policy, Unit
from sanhui.when.zh.spelt import NUMBERS, Spelt, number, spelt

# 每 周 一, 10 日, 第 ２ 个: a space inside these belongs to nobody; one before a number may part two numbers
zh = Grammar(glues_after="每第周期拜逢前后", glues_before="日号月年点时分个天次周星礼工季度")
add_common(zh)


YEAR = "[0-9零一二三四五六七八九]{4}"
UNITS = {"周": Unit.WEEK, "月": Unit.MONTH, "季": Unit.QUARTER, "半年": Unit.HALF, "年": Unit.YEAR}
WEEKDAYS = {char: i % 7 + 1 for i, char in enumerate("一二三四五六日")} | {"天": 7}
WEEKDAYS |= {str(day): day for day in range(1, 8)}
#: The holidays by law, all of them.
HOLIDAYS = ("法定节假日", "法定假日", "法定节日", "节假日", "国家法定节假日", "重要节假日")
LUNAR_MONTHS = {"正": 1, "冬": 11, "腊": 12}


spelt(zh, "num", "N", lambda found: found.n, N_("a number"))
zh.token("fraction", r"\d+\.\d+", lambda m: float(m[0]), N_("a number"), first="0123456789", needs=".")
zh.same("decimal", "fraction", "num")
spelt(zh, "day", "N 日|号", lambda found: c.day_number(found.n), N_("a day of the month"))
# 3 of 3、6月; a number of which no 月 says that it is a month makes no complaint
spelt(zh, "monthnum", "N !个", lambda found: c.month_number_or_none(found.n), N_("a month"))
spelt(zh, "month", "N 月份|月 !份", lambda found: c.month_number(found.n), N_("a month"))
zh.token("year", rf"({YEAR})年", lambda m: number(m[1]), N_("a year"), first=NUMBERS, needs="年")


def _weekday(found: Spelt) -> int:
    return c.weekday(found.words[1], WEEKDAYS.get(found.words[1]), found.place(1))


spelt(zh, "weekday", "周|星期|礼拜 一|二|三|四|五|六|七|八|九|十|日|天 !点|时", _weekday, N_("a weekday"))
spelt(
    zh,
    "weekday",
    "周|星期|礼拜 0|1|2|3|4|5|6|7|8|9 !0|1|2|3|4|5|6|7|8|9|:|次|场|期|回|天|个|点|时",
    _weekday,
    N_("a weekday"),
)
spelt(
    zh,
    "bareday",
    "周|星期|礼拜? 一|二|三|四|五|六|日|天 !点|月|日|号|个|天|周|时",
    lambda found: WEEKDAYS[found.words[1]],
    N_("a weekday"),
)
zh.token("quote", '"', lambda m: None, first='"')
zh.token("sep", r"[,;().:\s]*", lambda m: None, first=",;().: ")
zh.words("and", dict.fromkeys(["、", "以及", "和", "与", "及", ","]), "、")
zh.token("gap", r"\s*(?:、|以及|和|与|及|,)?", lambda m: None, first="、以和与及, ")
zh.words("to", dict.fromkeys(["至", "到", "-", "--"]), "至")
zh.words(
    "festival",
    {word: day.id for day in NAMED_DAYS.values() for word in day.zh},
    N_("a holiday or memorial day"),
)
zh.words(
    "part",
    dict.fromkeys(["早上", "早晨", "清晨", "凌晨", "早"], Part.EARLY)
    | dict.fromkeys(["上午", "午前"], Part.MORNING)
    | dict.fromkeys(["中午", "正午"], Part.NOON)
    | dict.fromkeys(["下午", "午后"], Part.AFTERNOON)
    | dict.fromkeys(["晚上", "晚间", "傍晚", "夜间", "晚"], Part.EVENING),
    N_("a part of the day"),
)
zh.words(
    "policy",
    dict.fromkeys(["顺延", "往后顺延", "向后顺延", "后延", "推迟", "延后", "延期"], Policy.POSTPONE)
    | dict.fromkeys(["提前", "往前提", "前移"], Policy.ADVANCE)
    | dict.fromkeys(
        ["就近", "就近调整", "就近安排", "提前或顺延", "顺延或提前", "提前或推迟", "推迟或提前"],
        Policy.NEAREST,
    )
    | dict.fromkeys(["取消", "暂停", "停", "不开", "不安排", "跳过", "停一次"], Policy.SKIP)
    | dict.fromkeys(["不变", "照常", "照常进行", "不调整", "照开", "不顺延", "如期"], Policy.KEEP),
    N_("顺延, 提前, 就近, 取消 or 不变"),
)
zh.say("weekdays", N_("weekdays"))
zh.say("picks", N_("a day of the period"))
zh.say("clock", N_("a time"))
zh.say("amount", N_("a length of time"))
