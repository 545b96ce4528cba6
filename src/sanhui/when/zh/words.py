"""The words of the Chinese grammar: numbers, days, months, names."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable
from typing import Any

import msgspec

from sanhui.days.festivals import NAMED_DAYS
from sanhui.i18n import N_
from sanhui.when import meanings as c
from sanhui.when.common import add_common
from sanhui.when.errors import Reject
from sanhui.when.grammar import Grammar
from sanhui.when.tree import Part, Policy, Unit

# 每 周 一, 10 日, 第 ２ 个: a space inside these belongs to nobody; one before a number may part two numbers
zh = Grammar(glues_after="每第周期拜逢前后", glues_before="日号月年点时分个天次周星礼工季度")
add_common(zh)


DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"两": 2}


_ONES = ("", *"一二三四五六七八九")
#: What looks like a number; what is none, `number` rejects.
NUMERAL = "[0-9零一二两三四五六七八九十]+"


def number(text: str) -> int:
    """A number below 100 in Arabic or Chinese digits, 15, 十五, 二十五, or a year digit by digit, 二〇二六."""
    if text.isdecimal():
        return int(text)
    tens, ten, ones = text.partition("十")
    if ten and tens in _ONES and ones in _ONES:
        return (DIGITS[tens] if tens else 1) * 10 + (DIGITS[ones] if ones else 0)
    if text in DIGITS or (len(text) == 4 and all(digit in DIGITS and digit != "两" for digit in text)):
        return int("".join(str(DIGITS[digit]) for digit in text))
    raise Reject("")


#: The letters that a number begins with.
NUMBERS = "0123456789零一二两三四五六七八九十"
_NUMERALS = frozenset(NUMBERS)
YEAR = "[0-9零一二三四五六七八九]{4}"
UNITS = {"周": Unit.WEEK, "月": Unit.MONTH, "季": Unit.QUARTER, "半年": Unit.HALF, "年": Unit.YEAR}
WEEKDAYS = {char: i % 7 + 1 for i, char in enumerate("一二三四五六日")} | {"天": 7}
WEEKDAYS |= {str(day): day for day in range(1, 8)}
#: The holidays by law, all of them.
HOLIDAYS = ("法定节假日", "法定假日", "法定节日", "节假日", "国家法定节假日", "重要节假日")
LUNAR_MONTHS = {"正": 1, "冬": 11, "腊": 12}


class Count(msgspec.Struct, frozen=True):
    """A number in a text: its digits, where they are, and what stands behind them."""

    digits: str
    at: int
    behind: str

    @property
    def n(self) -> int:
        """The number; raises `Reject` where the digits are none."""
        return number(self.digits)

    def end(self) -> int:
        """Where all of it ends."""
        return self.at + len(self.digits) + len(self.behind)


def counted(
    name: str,
    behind: str,
    convert: Callable[[Count], Any],
    say: str,
    *,
    before: tuple[str, ...] = ("",),
    needs: str = "",
) -> None:
    """Add a token of a number, one of some words before it, and what matches a regular expression behind: 第3, 3次, 第3季度.

    The digits are looked at one by one: in each of the expressions they would take as long to compile as a phrase to parse.
    """
    rest = functools.cache(lambda: re.compile(behind).match)

    def find(text: str, at: int) -> Count | None:
        start = next((at + len(word) for word in before if text.startswith(word, at)), -1)
        end = start
        while start >= 0 and text[end : end + 1] in _NUMERALS:
            end += 1
        found = rest()(text, end) if end > start else None
        return found and Count(text[start:end], start, found[0])

    zh.terminal(name, find, convert, say, first="".join(word[:1] or NUMBERS for word in before), needs=needs)


zh.token("num", NUMERAL, lambda m: number(m[0]), N_("a number"), first=NUMBERS)
zh.token("fraction", r"\d+\.\d+", lambda m: float(m[0]), N_("a number"), first="0123456789", needs=".")
zh.same("decimal", "fraction", "num")
counted("day", "日|号", lambda found: c.day_number(found.n), N_("a day of the month"), needs="日号")
# 3 of 3、6月; a number of which no 月 says that it is a month makes no complaint
counted("monthnum", "(?!个)", lambda found: c.month_number_or_none(found.n), N_("a month"))
counted("month", "月份?(?!份)", lambda found: c.month_number(found.n), N_("a month"), needs="月")
zh.token("year", rf"({YEAR})年", lambda m: number(m[1]), N_("a year"), first=NUMBERS, needs="年")
zh.token(
    "weekday",
    r"(?:周|星期|礼拜)([一二三四五六七八九十日天]|\d(?![\d:次场期回天个]))(?!点|时(?!长|间))",
    lambda m: c.weekday(m[1], WEEKDAYS.get(m[1]), m.start(1)),
    N_("a weekday"),
    first="周星礼",
)
zh.token(
    "bareday",
    r"(?:周|星期|礼拜)?([一二三四五六日天])(?![点月日号个天周]|时(?!长|间))",
    lambda m: WEEKDAYS[m[1]],
    N_("a weekday"),
    first="周星礼一二三四五六日天",
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
