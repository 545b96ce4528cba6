"""The wording of the State Council's holiday notices: items, sentences, dates and what is said of them.

    一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
    二、春节：2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。

Nothing is judged here: `sanhui.days.notice` makes days of it. Full-width and half-width forms are one, and so are
line breaks and spaces inside a sentence.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import zip_longest

import msgspec

_DATE = r"(?:(?P<year>\d{4})年)?(?:(?P<month>\d{1,2})月)?(?P<day>\d{1,2})日(?:\((?P<remark>[^()]*)\))?"
_TO = r"至|到|[-~—–―]+"
_PLAIN_DATE = re.sub(r"\?P<\w+>", "?:", _DATE)
_DATES = rf"{_PLAIN_DATE}(?:(?:[、和及]|{_TO}){_PLAIN_DATE})*"
_OFF = re.compile(
    rf"(?:其中)?(?:从|自)?(?P<dates>{_DATES})(?:起)?(?:全国|均)?"
    r"(?P<verb>放假调休|调休放假|放假公休|放假|补休|调休)(?:共?(?P<count>\d+)天)?"
)
_WORK = re.compile(rf"(?:其中)?(?P<dates>{_DATES})(?:均|照常|正常)?上班")
_ONLY_DATES = re.compile(_DATES)
_COUNT = re.compile(r"共(?P<count>\d+)天")
_ANY_DATE = re.compile(r"\d日")
# In the notices for 2008 and 2009 an item goes on to say which of its days are off by law, which are weekends and which
# are exchanged; this repeats what was said, and only the days worked are new.
_EXPLAINED = re.compile(r"法定节假日|公休|调至|调休|放假|补休")
_VERB = re.compile(r"放假|补休|上班|公休|延长")
_CLOSING = re.compile(r"^(?:节假日期间|国务院办公厅|各地区|各地、各|请各)|^\d{4}年\d+月\d+日$")
_HEADING = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}、|(?<![^。\n;])\(?(?:[一二三四五六七八九十]{1,3}|\d{1,2})[).、]|(?<![^。\n;]))"
    r"(?P<name>[^\s。:;,\d()]{1,20}):"
)
_QUOTES = re.compile(r"[\"'“”‘’《》「」]")
_CLAUSE = re.compile(r"(?:[^,;:()]|\([^()]*\)|[()])+")
_SENTENCE = re.compile(r"[^。]+?(?:。|(?<=[天班])\n|$)", re.DOTALL)


class Date(msgspec.Struct, frozen=True):
    """A date as it is written; year and month are None where they are left to the context."""

    year: int | None
    month: int | None
    day: int
    remark: str = ""  # 农历腊月二十八、周日


class Said(msgspec.Struct, frozen=True):
    """What one sentence says: dates off and dates worked, as ranges, each with how many days it claims.

    A single date is a range of one. `lost` are parts that speak of days and were not understood.
    """

    quote: str
    line: int
    off: tuple[tuple[Date, Date], ...] = ()
    working: tuple[tuple[Date, Date], ...] = ()
    mentioned: tuple[tuple[Date, Date], ...] = ()  # explained once more: off by law, weekend, exchanged
    count: int | None = None  # 共9天
    weekend: bool = False  # 与周末连休
    lost: tuple[str, ...] = ()


class Item(msgspec.Struct, frozen=True):
    """One numbered item: the holiday's name, and its sentences."""

    name: str
    numbered: bool
    quote: str
    line: int
    sentences: tuple[Said, ...]


class Text:
    """A notice's text in half-width forms without spaces, which knows where each character stood."""

    def __init__(self, written: str) -> None:
        self.written = written
        kept = []
        self._places: list[int] = []
        for place, character in enumerate(written):
            if character == "\n" or not (character.isspace() or character in "\ufeff\u200b"):
                for plain in unicodedata.normalize("NFKC", character):
                    kept.append(plain)
                    self._places.append(place)
        self.text = "".join(kept)

    def quote(self, start: int, end: int) -> str:
        """The words as they were written, on one line."""
        if start >= end:
            return ""
        return " ".join(self.written[self._places[start] : self._places[end - 1] + 1].split())

    def line(self, start: int) -> int:
        """The line of a character, from 1."""
        return self.written.count("\n", 0, self._places[start]) + 1 if self._places else 1

    def year(self) -> int | None:
        """The year that the notice is for, by its title or its first sentence."""
        found = re.search(r"(\d{4})年[^。\n\d]{0,60}(?:放假|节假日)", self.text.split("一、")[0])
        return int(found[1]) if found else None

    def title(self) -> str:
        """The notice's title, with its number if that follows it; empty if the text begins later."""
        pattern = r"国务院办公厅关于[^。\n:《》]{0,12}\d{4}年[^。\n:《》]{0,20}的?通知(?:\n*国办发[^\s。:]{0,12}\d+号)?"
        found = re.search(pattern, self.text)
        return " ".join(found[0].split()) if found else ""

    def items(self) -> Iterator[Item]:
        """Every item, from its heading to the next one or to the notice's closing words."""
        headings = list(_HEADING.finditer(self.text))
        for heading, following in zip_longest(headings, headings[1:]):
            end = following.start() if following else len(self.text)
            sentences = tuple(self._sentences(heading.end(), end))
            yield Item(
                name=re.sub(r"(?:假期|放假)$", "", _QUOTES.sub("", heading["name"])),
                numbered=heading.start() != heading.start("name"),
                quote=self.quote(heading.start(), heading.end()),
                line=self.line(heading.start("name")),
                sentences=sentences,
            )

    def _sentences(self, start: int, end: int) -> Iterator[Said]:
        for found in _SENTENCE.finditer(self.text, start, end):
            sentence = found[0].replace("\n", "").removesuffix("。")
            if _CLOSING.search(sentence):
                return
            if sentence:
                lead = len(found[0]) - len(found[0].lstrip("\n"))
                first = found.start() + lead
                yield said(sentence, self.quote(first, found.end()), self.line(first))


def said(sentence: str, quote: str, line: int) -> Said:
    """Understand one sentence, in half-width forms and without its full stop."""
    off: list[tuple[Date, Date]] = []
    working: list[tuple[Date, Date]] = []
    mentioned: list[tuple[Date, Date]] = []
    lost: list[str] = []
    counts: list[int] = []
    explains = sentence.startswith("其中")
    if sentence.startswith("鼓励"):  # advice to employers, no days off
        return Said(quote, line)
    for clause in _clauses(sentence):
        if found := _WORK.fullmatch(clause):
            working += _ranges(found["dates"])
        elif explains and _ANY_DATE.search(clause) and _EXPLAINED.search(clause):
            mentioned += _ranges(clause)
        elif found := _OFF.fullmatch(clause):
            off += _ranges(found["dates"])
            if found["count"]:
                counts.append(int(found["count"]))
        elif found := _COUNT.fullmatch(clause):
            counts.append(int(found["count"]))
        elif _ANY_DATE.search(clause) or (_VERB.search(clause) and clause != "放假调休"):
            lost.append(clause)
    return Said(
        quote,
        line,
        off=tuple(off),
        working=tuple(working),
        mentioned=tuple(mentioned),
        count=counts[-1] if counts else None,
        weekend="与周末连休" in sentence,
        lost=tuple(lost),
    )


def _clauses(sentence: str) -> Iterator[str]:
    """The parts between commas outside parentheses; a part of nothing but dates belongs to the one after it."""
    pending = ""
    for clause in _CLAUSE.findall(sentence):
        if _ONLY_DATES.fullmatch(clause):
            pending += f"{clause}、"
        else:
            yield pending + clause
            pending = ""
    if pending:
        yield pending.removesuffix("、")


def _ranges(dates: str) -> list[tuple[Date, Date]]:
    """Single dates and ranges, in order; a range may be joined by 至, 到 or a dash."""
    found = list(re.finditer(_DATE, dates))
    ranges: list[tuple[Date, Date]] = []
    end = 0
    for match in found:
        date = Date(
            year=int(match["year"]) if match["year"] else None,
            month=int(match["month"]) if match["month"] else None,
            day=int(match["day"]),
            remark=match["remark"] or "",
        )
        if ranges and re.fullmatch(_TO, dates[end : match.start()]):
            ranges[-1] = (ranges[-1][0], date)
        else:
            ranges.append((date, date))
        end = match.end()
    return ranges
