"""What both languages write alike: ISO dates, clock times, RFC 5545 rules."""

from __future__ import annotations

from sanhui.i18n import N_
from sanhui.when import compose
from sanhui.when.grammar import Grammar
from sanhui.when.tree import Recurrence

_PART = r"[a-z]+=[a-z0-9+:-]+(?:,[a-z0-9+-]+)*"


def add_common(grammar: Grammar) -> None:
    """Add the tokens `full_date`, `written` and `rrule`."""
    grammar.token(
        "full_date",
        r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)|(\d{4})(\d\d)(\d\d)(?!\d)",
        lambda m: compose.fixed(int(m[1] or m[5]), int(m[3] or m[6]), int(m[4] or m[7])),
        N_("a date"),
    )
    grammar.token("written", r"(\d{1,2}):(\d{2})(?!\d)", lambda m: (int(m[1]), int(m[2])), "15:00")
    grammar.token("rrule", rf"rrule:({_PART}(?:;{_PART})*)", lambda m: Recurrence(m[1].upper()), "RRULE:FREQ=…")
