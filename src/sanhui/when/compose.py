"""From the pieces of a phrase to its tree: what both grammars share.

A phrase is a set of pieces in any order: which days, which months, what time, what on a holiday. Each may be said once.
`compose` puts them together.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from sanhui.i18n import N_, _
from sanhui.when.errors import Contradiction
from sanhui.when.normal import ALL_MONTHS, normal
from sanhui.when.tree import Rule, Time, Unit, When, Window


class Season(msgspec.Struct, frozen=True):
    """Some whole months said as one: 5月, 第四季度, 上半年. A window when it stands alone, a limit beside a rule."""

    unit: Unit
    months: tuple[int, ...]


class Piece(msgspec.Struct, frozen=True):
    """One clause of a phrase: where it stands, what it states, and with which words if that matters."""

    at: int
    field: str
    value: Any
    sort: str = ""


#: How a piece is called when it is there twice.
_NAMES = {
    "rules": N_("the days"),
    "season": N_("the season"),
    "since": N_("the beginning"),
    "until": N_("the end"),
    "time": N_("the time"),
    "minutes": N_("the length"),
    "days": N_("the length"),
    "on_holiday": N_("what happens on holidays"),
    "within": N_("how far a session may move"),
    "times": N_("how many times"),
}


def compose(pieces: Sequence[Piece]) -> When:
    """The tree of a phrase. Raises `Contradiction` when the pieces contradict each other or do not make a rule."""
    said: dict[str, Piece] = {}
    months: tuple[int, ...] = ALL_MONTHS
    without: tuple[Rule | str, ...] = ()
    for piece in pieces:
        if piece.field == "months":
            months = _intersect(months, piece)
        elif piece.field == "without":
            without += tuple(piece.value)
        elif piece.field in said:
            raise Contradiction(_("{thing} stated twice").format(thing=_(_NAMES[piece.field])), piece.at)
        else:
            said[piece.field] = piece
    rules, months = _rules(said, months, {piece.sort for piece in pieces if piece.field == "months"})

    def value(field: str) -> Any:
        return said[field].value if field in said else None

    return normal(
        When(
            rules=rules,
            months=months,
            since=value("since"),
            until=value("until"),
            without=without,
            time=_time(said),
            on_holiday=value("on_holiday"),
            within=value("within"),
        )
    )


def _intersect(months: tuple[int, ...], piece: Piece) -> tuple[int, ...]:
    left = tuple(month for month in months if month in piece.value)
    if not left:
        raise Contradiction(_("no month is left"), piece.at)
    return left


def _rules(
    said: dict[str, Piece], months: tuple[int, ...], sorts: set[str]
) -> tuple[tuple[Rule, ...], tuple[int, ...]]:
    """The rules, and the months with those of a season taken into account."""
    rules, season, times = said.get("rules"), said.get("season"), said.get("times")
    if rules and times:
        raise Contradiction(_("{thing} stated twice").format(thing=_(_NAMES["rules"])), times.at)
    if season and season.value.unit is Unit.MONTH and "except" in sorts:
        raise Contradiction(_("only in one month, and except others?"), season.at)
    if season:
        months = _intersect(months, Piece(season.at, "months", season.value.months))
    if rules:
        if rules.sort == "bare day" and (season or "range" in sorts):
            # “3月至5月10日” is a span to some and the tenth of three months to others
            raise Contradiction(_("say “every month” before the day of the month"), rules.at)
        if rules.sort == "bare pick" and season and season.value.unit is not Unit.MONTH:
            # “第二季度，最后一个周五” is one Friday to some and three to others
            raise Contradiction(_("of every month, or of the whole season? Say it before the day"), rules.at)
        return rules.value, months
    if season:
        return (Window(season.value.unit, times=times.value if times else 1),), months
    if times:
        raise Contradiction(_("how often in which period?"), times.at)
    raise Contradiction(_("which day? The phrase says none"), 0)


def _time(said: dict[str, Piece]) -> Time | None:
    time = said["time"].value if "time" in said else Time()
    if "minutes" in said:
        if time.minutes is not None or time.all_day:
            raise Contradiction(
                _("{thing} stated twice").format(thing=_(_NAMES["minutes"])), said["minutes"].at
            )
        time = msgspec.structs.replace(time, minutes=said["minutes"].value)
    if "days" in said:
        if time.start or time.part or time.minutes:
            raise Contradiction(_("a session of whole days has no time of day"), said["days"].at)
        time = Time(all_day=True, days=said["days"].value)
    return None if time == Time() else time
