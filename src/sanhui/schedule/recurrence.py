"""RFC 5545 recurrence rules, for what the language has no words for. `dateutil` computes them.

Counting starts (DTSTART) on the rule's `since`, or on 1 January of the plan's year. A rule finer than a day
has no slots; an UNTIL with a time counts by its date, since the rule says days and the time of day is said
apart.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from sanhui.i18n import _
from sanhui.schedule.candidate import Candidate, Scope
from sanhui.schedule.slots import period
from sanhui.when.tree import Recurrence, Unit

_UNITS = {"DAILY": Unit.DAY, "WEEKLY": Unit.WEEK, "MONTHLY": Unit.MONTH, "YEARLY": Unit.YEAR}
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_BY_DAY = ("BYDAY", "BYMONTHDAY", "BYYEARDAY", "BYWEEKNO", "BYEASTER")
_TIMES = ("BYHOUR", "BYMINUTE", "BYSECOND")


def expand(rule: Recurrence, scope: Scope) -> Iterator[Candidate]:
    """All candidates in the periods that touch the stretch.

    Raises ValueError for a rule that cannot be read.
    """
    parts = _parts(rule.rrule)
    unit = _UNITS[parts["FREQ"]]
    first, last = period(unit, scope.first).first, period(unit, scope.last).last
    wanted = set(_dates(parts, scope.anchor, first, last))
    # Sessions are numbered as if the rule had always held: without count and end, from a period's first day.
    endless = _explicit(parts, scope.anchor)
    for date in _dates(endless, period(unit, scope.anchor).first, first, last):
        yield Candidate(
            slot=(here := period(unit, date)).slot,
            rule=rule,
            period=here,
            nominal=date,
            means_weekend=date.isoweekday() > 5 and _WEEKDAYS[date.weekday()] in parts.get("BYDAY", ""),
            ghost=date not in wanted,
        )


def _parts(rrule: str) -> dict[str, str]:
    """The rule's parts by name, without those that say a time of day."""
    text = rrule.upper().strip().removeprefix("RRULE:")
    parts = dict(part.strip().split("=", 1) for part in text.split(";") if "=" in part)
    if parts.get("FREQ") not in _UNITS:
        raise ValueError(_("a recurrence rule needs FREQ = DAILY, WEEKLY, MONTHLY or YEARLY"))
    if "UNTIL" in parts:
        parts["UNTIL"] = parts["UNTIL"][:8]
    return {name: value for name, value in parts.items() if name not in _TIMES}


def _explicit(parts: dict[str, str], anchor: dt.date) -> dict[str, str]:
    """The same rule with all that it takes from its start written out, and without count and end."""
    full = {name: value for name, value in parts.items() if name not in ("COUNT", "UNTIL")}
    if not any(name in parts for name in _BY_DAY):
        match parts["FREQ"]:
            case "WEEKLY":
                full["BYDAY"] = _WEEKDAYS[anchor.weekday()]
            case "MONTHLY":
                full["BYMONTHDAY"] = str(anchor.day)
            case "YEARLY":
                full["BYMONTHDAY"] = str(anchor.day)
                full.setdefault("BYMONTH", str(anchor.month))
    return full


def _dates(parts: dict[str, str], start: dt.date, first: dt.date, last: dt.date) -> Iterator[dt.date]:
    from dateutil.rrule import rrulestr

    midnight = dt.time()
    rule = rrulestr(
        ";".join(f"{name}={value}" for name, value in parts.items()),
        dtstart=dt.datetime.combine(start, midnight),
    )
    for moment in rule.between(
        dt.datetime.combine(first, midnight), dt.datetime.combine(last, midnight), inc=True
    ):
        yield moment.date()
