"""What both languages write alike: ISO dates, clock times, RFC 5545 rules."""

from __future__ import annotations

import re

from sanhui.i18n import N_, _
from sanhui.when import meanings
from sanhui.when.errors import Reject, WhenError
from sanhui.when.grammar import Grammar
from sanhui.when.tree import Fixed, Recurrence

_PART = r"[a-z]+=[a-z0-9+:-]+(?:,[a-z0-9+-]+)*"


def add_common(grammar: Grammar) -> None:
    """Add the tokens `full_date`, `written` and `rrule`."""
    grammar.token(
        "full_date",
        r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)|(\d{4})(\d\d)(\d\d)(?!\d)",
        lambda m: _iso(m, *((1, 3, 4) if m[1] else (5, 6, 7))),
        N_("a date"),
        first="0123456789",
    )
    grammar.token(
        "written",
        r"(\d{1,2}):(\d{2})(?!\d)",
        lambda m: (int(m[1]), int(m[2]), m.start(2)),
        "15:00",
        first="0123456789",
        needs=":",
    )
    grammar.token(
        "rrule",
        rf"rrule:({_PART}(?:;{_PART})*)",
        _recurrence,
        "RRULE:FREQ=…",
        first="r",
    )


def _recurrence(m: re.Match[str]) -> Recurrence:
    """A rule as it is written; one that RFC 5545 does not allow is rejected where it is wrong."""
    from sanhui.when.rrule import from_rrule

    try:
        meant = from_rrule(m[1])
    except WhenError as error:
        raise Reject(error.message, m.start(1) + error.position) from None
    if meant.time:
        raise Reject(_("say the time of day beside the rule"), m.start(1))
    return Recurrence(m[1].upper())


def _iso(m: re.Match[str], year: int, month: int, day: int) -> Fixed:
    """The date of a match whose groups have these numbers; complaints point at the part that is wrong."""
    meanings.month_number(int(m[month]), m.start(month))
    return meanings.fixed(int(m[year]), int(m[month]), int(m[day]), m.start(day))
