"""Trees as RFC 5545 recurrence rules, where RFC 5545 can say it, and back.

A rule speaks of nominal dates: working days, holidays and what becomes of a session on a day off are beyond RFC 5545.
"""

from __future__ import annotations

import datetime as dt
import re

from sanhui.i18n import _
from sanhui.when import meanings
from sanhui.when.errors import Reject, WhenError
from sanhui.when.normal import normal
from sanhui.when.tree import (
    Daily,
    Day,
    Periodic,
    Pick,
    Recurrence,
    Rule,
    Time,
    Unit,
    Weekday,
    Weekly,
    When,
)

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
# Right at a glance: a plan with such a rule need not wait until dateutil is imported.
_COMMON = re.compile(rf"FREQ=(?:WEEKLY;BYDAY=|MONTHLY;BYDAY=-?[1-4])(?:{'|'.join(DAYS)})")


#: The whole numbers that each part takes (RFC 5545 3.3.10); those of `_FROM_END` may be negative as well, counted from the end.
_NUMBERS = {
    "INTERVAL": (1, 9999),
    "COUNT": (1, 9999),
    "BYMONTH": (1, 12),
    "BYMONTHDAY": (1, 31),
    "BYYEARDAY": (1, 366),
    "BYWEEKNO": (1, 53),
    "BYSETPOS": (1, 366),
    "BYHOUR": (0, 23),
    "BYMINUTE": (0, 59),
    "BYSECOND": (0, 60),
}
_FROM_END = ("BYMONTHDAY", "BYYEARDAY", "BYWEEKNO", "BYSETPOS")
_SINGLE = ("INTERVAL", "COUNT")


def to_rrule(when: When) -> str | None:
    """The rule for the nominal dates (RFC 5545 3.3.10), without the time; None where it cannot be said exactly.

    A whole-date `since` would be the DTSTART, which is not part of the rule; `until` becomes UNTIL.
    """
    if len(when.rules) != 1 or when.without or isinstance(when.since, tuple) or isinstance(when.until, tuple):
        return None
    text = _rule(when.rules[0], when.months)
    if text and when.until:
        text += f";UNTIL={when.until:%Y%m%d}"
    return text


def _rule(rule: Rule, months: tuple[int, ...] | None) -> str | None:
    match rule:
        case Daily(working=False):
            return "FREQ=DAILY" + _by_month(months)
        case Weekly(days=days, every=every, parity=None):
            interval = f";INTERVAL={every}" if every > 1 else ""
            return f"FREQ=WEEKLY{interval}{_by_month(months)};BYDAY={','.join(DAYS[day - 1] for day in days)}"
        case Periodic():
            return _periodic(rule, months)
        case Recurrence(rrule=text) if months is None:
            return text
        case _:
            return None


def _by_month(months: tuple[int, ...] | None) -> str:
    return f";BYMONTH={','.join(map(str, months))}" if months else ""


def _periodic(rule: Periodic, limit: tuple[int, ...] | None) -> str | None:
    by_day = _by_position(rule.picks)
    if by_day is None or rule.unit is Unit.WEEK:
        return None
    if rule.unit is Unit.MONTH:
        return f"FREQ=MONTHLY{_by_month(limit)}{by_day}"
    if rule.month is not None:
        months = tuple(range(rule.month, 13, rule.unit.months))
    elif rule.picks == (Day(-1),):
        months = tuple(range(rule.unit.months, 13, rule.unit.months))
    elif rule.unit is Unit.YEAR and limit is None and all(isinstance(pick, Weekday) for pick in rule.picks):
        return f"FREQ=YEARLY{by_day}"
    else:
        return None
    months = tuple(month for month in months if limit is None or month in limit)
    freq = "YEARLY" if rule.unit is Unit.YEAR else "MONTHLY"
    return f"FREQ={freq}{_by_month(months)}{by_day}" if months else None


def _by_position(picks: tuple[Pick, ...]) -> str | None:
    """BYDAY for weekdays, BYMONTHDAY for days; there is no word for both at once, nor for working days."""
    if all(isinstance(pick, Weekday) for pick in picks):
        return ";BYDAY=" + ",".join(f"{p.nth}{DAYS[p.day - 1]}" for p in picks if isinstance(p, Weekday))
    if not all(isinstance(pick, Day) for pick in picks):
        return None
    days = [pick.nth for pick in picks]
    if max(days) <= 28:
        return ";BYMONTHDAY=" + ",".join(map(str, days))
    if days == [31]:
        return ";BYMONTHDAY=-1"
    if len(days) == 1:  # a month without that day takes its last one, which RFC 5545 says in this way
        return f";BYMONTHDAY={','.join(map(str, range(28, days[0] + 1)))};BYSETPOS=-1"
    return None


# -- from RFC 5545 -----------------------------------------------------------------------------------------


def from_rrule(text: str) -> When:
    """The tree of a recurrence rule: in the language's own words where it has them, else as it is.

    BYHOUR and BYMINUTE with one value each become the time. Raises `WhenError` for what RFC 5545 does not allow.
    """
    bare = re.sub(r"^\s*RRULE:", "", text.strip(), flags=re.IGNORECASE).upper()
    parts = dict(_parts(bare, text))
    _check(bare, parts, text)
    time = _time(parts, text)
    rest = {key: value for key, value in parts.items() if key not in ("BYHOUR", "BYMINUTE", "BYSECOND")}
    if rest.get("WKST") == "MO" or "INTERVAL" not in rest:  # our weeks begin on Monday
        rest.pop("WKST", None)
    until = rest.pop("UNTIL", "")
    try:
        rule, months = _tree(rest) or (None, None)
    except Reject as reject:
        raise WhenError(str(reject), text, max(text.upper().find("BYDAY="), 0)) from None
    if rule is None:
        kept = ";".join(f"{key}={value}" for key, value in parts.items() if key not in ("BYHOUR", "BYMINUTE"))
        return When(rules=(Recurrence(kept),), time=time)
    last = dt.datetime.strptime(until[:8], "%Y%m%d").date() if until else None  # noqa: DTZ007 - a date only
    return normal(When(rules=(rule,), months=months, until=last, time=time))


def _parts(bare: str, text: str) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for part in filter(None, bare.split(";")):
        key, equals, value = part.partition("=")
        if not equals or not value or key in dict(found):
            at = max(text.upper().find(part), 0)
            raise WhenError(
                _("a part of a rule reads NAME=VALUE, once each"), text, at, "FREQ=MONTHLY;BYDAY=2WE"
            )
        found.append((key, value))
    if not found or (found[0][0] != "FREQ" and "FREQ" not in dict(found)):
        raise WhenError(_("the rule has no FREQ"), text, 0, "FREQ=MONTHLY;BYDAY=2WE")
    return found


def _check(bare: str, parts: dict[str, str], text: str) -> None:
    """Let dateutil read it, which knows the whole of RFC 5545, and takes numbers that it does not allow."""
    if _COMMON.fullmatch(bare):
        return
    for key, value in parts.items():
        if not _allowed(key, value):
            message = _("not a rule of RFC 5545: {reason}").format(reason=f"{key}={value}")
            raise WhenError(message, text, max(text.upper().find(f"{key}="), 0))
    from dateutil.rrule import rrulestr

    if parts["FREQ"] not in ("DAILY", "WEEKLY", "MONTHLY", "YEARLY"):
        raise WhenError(
            _("sessions recur by the day, week, month or year"), text, max(text.upper().find("FREQ="), 0)
        )
    without_zone = re.sub(r"(UNTIL=\d{8}(?:T\d{6})?)Z", r"\1", bare)
    try:
        rrulestr(without_zone, dtstart=dt.datetime(2024, 1, 1))  # noqa: DTZ001 - nothing is computed from it
    except (ValueError, KeyError, TypeError, AttributeError, IndexError) as error:
        raise WhenError(_("not a rule of RFC 5545: {reason}").format(reason=error), text, 0) from None


def _allowed(key: str, value: str) -> bool:
    if key == "UNTIL":
        return re.fullmatch(r"\d{8}(?:T\d{6}Z?)?", value) is not None
    if key not in _NUMBERS:
        return True
    low, high = _NUMBERS[key]
    numbers = value.split(",")
    sign = "[+-]?" if key in _FROM_END else ""
    return (len(numbers) == 1 or key not in _SINGLE) and all(
        re.fullmatch(rf"{sign}[0-9]{{1,4}}", number) and low <= abs(int(number)) <= high for number in numbers
    )


def _time(parts: dict[str, str], text: str) -> Time | None:
    if "BYHOUR" not in parts:
        return None
    hour, minute = parts["BYHOUR"], parts.get("BYMINUTE", "0")
    if not (hour.isdecimal() and minute.isdecimal()):
        raise WhenError(_("a session has one time of day"), text, max(text.upper().find("BYHOUR"), 0))
    return Time(start=dt.time(int(hour), int(minute)))


def _tree(parts: dict[str, str]) -> tuple[Rule, tuple[int, ...] | None] | None:
    """The rule in our own words, and the months; None when there are none for it."""
    months = tuple(sorted({int(m) for m in parts["BYMONTH"].split(",")})) if "BYMONTH" in parts else None
    shape = (parts["FREQ"], frozenset(parts) - {"FREQ", "BYMONTH"})
    match shape:
        case ("DAILY", keys) if not keys:
            return Daily(working=False), months
        case ("WEEKLY", keys) if keys in ({"BYDAY"}, {"BYDAY", "INTERVAL"}):
            if re.fullmatch(r"(?:[A-Z]{2},?)+", parts["BYDAY"]):
                days = tuple(DAYS.index(day) + 1 for day in parts["BYDAY"].split(","))
                every = int(parts.get("INTERVAL", 1))
                return (Weekly(days, every=every), months) if every <= meanings.MOST_WEEKS else None
        case ("MONTHLY" | "YEARLY", keys) if keys <= {"BYDAY", "BYMONTHDAY", "BYSETPOS"}:
            picks = _picks(parts)
            if picks and parts["FREQ"] == "MONTHLY":
                return meanings.periodic(Unit.MONTH, picks), months
            if picks and months and len(months) == 1:
                return meanings.periodic(Unit.YEAR, picks, months[0]), None
            if picks and months is None and "BYMONTHDAY" not in parts:
                return meanings.periodic(Unit.YEAR, picks), None
        case _:
            pass
    return None


def _picks(parts: dict[str, str]) -> tuple[Pick, ...] | None:
    if "BYDAY" in parts and not {"BYMONTHDAY", "BYSETPOS"} & set(parts):
        found = [re.fullmatch(r"([+-]?\d+)([A-Z]{2})", day) for day in parts["BYDAY"].split(",")]
        if all(found):
            return tuple(Weekday(int(m[1]), DAYS.index(m[2]) + 1) for m in found if m)
    if "BYMONTHDAY" in parts and "BYDAY" not in parts:
        days = [int(day) for day in parts["BYMONTHDAY"].split(",")]
        if "BYSETPOS" in parts:
            if parts["BYSETPOS"] == "-1" and days == list(range(28, days[-1] + 1)):
                return (Day(days[-1]),)
        elif max(days) <= 28 and min(days) >= -1:
            return tuple(Day(day) for day in days)
    return None
