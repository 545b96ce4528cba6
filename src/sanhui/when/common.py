"""What both languages write alike: ISO dates, clock times, RFC 5545 rules."""

from __future__ import annotations

import re

from sanhui.i18n import N_
from sanhui.when import meanings
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
        lambda m: Recurrence(m[1].upper()),
        "RRULE:FREQ=…",
        first="r",
    )


def _iso(m: re.Match[str], year: int, month: int, day: int) -> Fixed:
    """The date of a match whose groups have these numbers; complaints point at the part that is wrong."""
    meanings.month_number(int(m[month]), m.start(month))
    return meanings.fixed(int(m[year]), int(m[month]), int(m[day]), m.start(day))
