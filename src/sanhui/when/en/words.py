"""The words of the English grammar."""

from __future__ import annotations

import string

from sanhui.days.festivals import NAMED_DAYS
from sanhui.i18n import N_
from sanhui.when import meanings as c
from sanhui.when.common import add_common
from sanhui.when.grammar import Grammar
from sanhui.when.tree import Part, Policy, Unit
from sanhui.wording import MONTHS, WEEKDAYS

en = Grammar()
add_common(en)


CARDINALS = [
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
]
ORDINALS = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"]

_short_months = {name[:3].lower(): i for i, name in enumerate(MONTHS, 1)} | {"sept": 9}
_short_weekdays = {name[:3].lower(): i for i, name in enumerate(WEEKDAYS, 1)} | {
    "tues": 2,
    "thur": 4,
    "thurs": 4,
}
en.words("month", {name: i for i, name in enumerate(MONTHS, 1)} | _short_months, N_("a month"))
en.words("weekday", {name: i for i, name in enumerate(WEEKDAYS, 1)} | _short_weekdays, N_("a weekday"))
en.words("plural_weekday", {f"{name}s": i for i, name in enumerate(WEEKDAYS, 1)}, N_("a weekday"))
en.words(
    "festival",
    {word: day.id for day in NAMED_DAYS.values() for word in day.en},
    N_("a holiday or memorial day"),
)
en.words("cardinal", {name: i for i, name in enumerate(CARDINALS, 1)} | {"a": 1, "an": 1}, N_("a number"))
en.token("digits", r"\d+(?![\d:.a-z])", lambda m: int(m[0]), N_("a number"), first=string.digits)
en.token("decimal", r"\d+(?:\.\d+)?(?![\d:])", lambda m: float(m[0]), N_("a number"), first=string.digits)
en.same("num", "digits", "cardinal")
en.words("ordinal_word", {name: i for i, name in enumerate(ORDINALS, 1)}, N_("first, second …"))
en.token(
    "ordinal_digits",
    r"(\d+)(?:st|nd|rd|th)(?![a-z])",
    lambda m: int(m[1]),
    N_("1st, 2nd …"),
    first=string.digits,
)
en.same("ordinal", "ordinal_word", "ordinal_digits")
en.token(
    "date_digits",
    r"(\d{1,2})(?:st|nd|rd|th)?(?![\d:.a-z])",
    lambda m: c.day_number(int(m[1])),
    N_("a day of the month"),
    first=string.digits,
)
en.token("sep", r"[,;().\s]*", lambda m: None, first=",;(). ")
en.token("and", r"\s*(?:,\s*and(?![a-z])|,|and(?![a-z])|&|\+)", lambda m: None, "and", first=",a&+")
en.token(
    "to",
    r"\s*(?:to(?![a-z])|until(?![a-z])|till(?![a-z])|through(?![a-z])|-{1,2})",
    lambda m: None,
    "to",
    first="tu-",
)
en.words(
    "unit",
    {
        "week": Unit.WEEK,
        "month": Unit.MONTH,
        "quarter": Unit.QUARTER,
        "half year": Unit.HALF,
        "half-year": Unit.HALF,
        "half": Unit.HALF,
        "year": Unit.YEAR,
    },
    N_("week, month, quarter, half-year or year"),
)
en.words(
    "policy",
    dict.fromkeys(["postponed", "postpone", "deferred", "moved later", "next working day"], Policy.POSTPONE)
    | dict.fromkeys(
        ["advanced", "advance", "brought forward", "bring forward", "moved earlier", "previous working day"],
        Policy.ADVANCE,
    )
    | dict.fromkeys(["moved to the nearest working day", "nearest", "nearest working day"], Policy.NEAREST)
    | dict.fromkeys(["skipped", "skip", "cancelled", "canceled", "cancel", "dropped"], Policy.SKIP)
    | dict.fromkeys(["kept", "keep", "unchanged"], Policy.KEEP),
    N_("postponed, advanced, nearest, skipped or kept"),
)
en.words(
    "part",
    {"in the early morning": Part.EARLY, "early morning": Part.EARLY}
    | {"in the morning": Part.MORNING, "morning": Part.MORNING, "mornings": Part.MORNING}
    | {"at midday": Part.NOON, "midday": Part.NOON}
    | {"in the afternoon": Part.AFTERNOON, "afternoon": Part.AFTERNOON, "afternoons": Part.AFTERNOON}
    | {"in the evening": Part.EVENING, "evening": Part.EVENING, "evenings": Part.EVENING},
    N_("a part of the day"),
)
en.say("weekdays", N_("a weekday"))
en.say("clock", N_("a time"))
