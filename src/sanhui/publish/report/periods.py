"""Quarters and halves: what people call them on a command line, and how a report calls them."""

from __future__ import annotations

import datetime as dt
import re
from typing import NamedTuple

from sanhui.i18n import _
from sanhui.publish.report.model import Span

_MONTHS = {"quarter": 3, "half": 6, "year": 12}
_DIGITS = {"一": 1, "二": 2, "三": 3, "四": 4, "上": 1, "下": 2}
_SPELLINGS = {
    "quarter": re.compile(
        r"(?:(\d{4})[-年]?)?第?(?:Q?([1-4])|([一二三四]))(?:季度?|quarter)?", re.IGNORECASE
    ),
    "half": re.compile(r"(?:(\d{4})[-年]?)?(?:H?([12])|([上下])半?年?)", re.IGNORECASE),
}


class Said(NamedTuple):
    """The number of a period within its year, and the year, if that was said."""

    number: int
    year: int | None


def read(span: Span, text: str) -> Said | None:
    """The quarter or half that is meant: 2026-Q1, Q1, 1, 一季度, H2, 上半年; None for anything else."""
    found = _SPELLINGS[span].fullmatch(text.strip()) if span in _SPELLINGS else None
    if found is None:
        return None
    return Said(int(found[2]) if found[2] else _DIGITS[found[3]], int(found[1]) if found[1] else None)


def first_day(span: Span, number: int, year: int) -> dt.date:
    """The first day of a quarter or half of a year."""
    return dt.date(year, (number - 1) * _MONTHS[span] + 1, 1)


def name_of(span: Span, first: dt.date) -> str:
    """2026年第一季度, 2026年上半年, 2026年."""
    names = {
        "quarter": (
            _("first quarter of {year}"),
            _("second quarter of {year}"),
            _("third quarter of {year}"),
            _("fourth quarter of {year}"),
        ),
        "half": (_("first half of {year}"), _("second half of {year}")),
        "year": (_("year {year}"),),
    }
    return names[span][(first.month - 1) // _MONTHS[span]].format(year=first.year)


def title_of(span: Span, name: str) -> str:
    """What the report is called: 2026年第一季度组织生活情况."""
    titles = {
        "quarter": _("Organisational life in the {period}"),
        "half": _("Report on organisational life in the {period}"),
        "year": _("Report on organisational life in the {period}"),
    }
    return titles[span].format(period=name)
