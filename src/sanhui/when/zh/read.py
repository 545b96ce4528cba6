"""The Chinese grammar of the `when` language.

A phrase is a row of clauses: days, a limit, a time, a rule for holidays … Each rule shows the words it takes and,
below, the tree that they make. The parts of the grammar stand in the modules beside this one.
"""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from sanhui.i18n import N_
from sanhui.when.compose import Piece, Season, compose
from sanhui.when.tree import Policy, Time, When
from sanhui.when.zh import days as _days
from sanhui.when.zh import limits as _limits
from sanhui.when.zh import periods as _periods
from sanhui.when.zh import positions as _positions
from sanhui.when.zh import times as _times
from sanhui.when.zh.spelt import spelt
from sanhui.when.zh.words import zh

GRAMMAR = zh
#: The rules of these modules belong to the grammar.
PARTS = (_days, _limits, _periods, _positions, _times)


# -- holidays -----------------------------------------------------------------------------------------------


@zh.rule(
    "on_holiday",
    "('如|若|当')? ('遇到|遇有|遇上|碰到|适逢|遇|逢')? ('国家法定|法定|国家|公休')? holiday_word"
    " ('的话|时|期间|的')? ','? ('则|就|可|一律|自动')?",
)
def _on_holiday() -> None:
    return None


zh.words(
    "holiday_word",
    dict.fromkeys(["节假日", "节日", "假期", "假日", "放假", "休息日", "双休日", "节假"]),
    "遇节假日",
)


@zh.rule("holiday", "at=here on_holiday policy=policy to_workday?", "at=here policy=policy to_workday?")
def _policy(at: int, policy: Policy) -> tuple[Piece, ...]:
    return (Piece(at, "on_holiday", policy),)


zh.token(
    "to_workday",
    "(?:至|到)(?:下|后|前|上|最近)?(?:的)?(?:一|1)?个?工作日",
    lambda m: None,
    "至下一个工作日",
    first="至到",
)


@zh.rule(
    "holiday",
    "at=here on_holiday policy=policy days=limit_days",
    "at=here on_holiday days=limit_days policy=policy",
    "at=here policy=policy days=limit_days",
)
def _policy_within(at: int, policy: Policy, days: int) -> tuple[Piece, ...]:
    return (Piece(at, "on_holiday", policy), Piece(at, "within", days))


@zh.rule("within", "at=here days=limit_days")
def _within(at: int, days: int) -> tuple[Piece, ...]:
    return (Piece(at, "within", days),)


@zh.rule("limit_days", "n=number_of_days '之内|以内|内'", "('不超过|最多|至多|不多于') n=number_of_days")
def _limit_days(n: int) -> int:
    return n


spelt(
    zh,
    "number_of_days",
    "N 个? 天|日|周|星期|礼拜",
    lambda found: found.n * (1 if found.words[-1] in "天日" else 7),
    N_("a number of days"),
)


# -- the phrase ---------------------------------------------------------------------------------------------


@zh.rule("clause", "at=here rules=rules")
def _rules_clause(at: int, rules: Any) -> tuple[Piece, ...]:
    return (Piece(at, "rules", rules if isinstance(rules, tuple) else (rules,)),)


@zh.rule("clause", "at=here s=season", "at=here '每年' s=whole_season")
def _season_clause(at: int, s: Season) -> tuple[Piece, ...]:
    return (Piece(at, "season", s),)


@zh.rule("clause", "at=here n=times")
def _times_clause(at: int, n: int) -> tuple[Piece, ...]:
    return (Piece(at, "times", n),)


@zh.rule("clause", "at=here time=time")
def _time_clause(at: int, time: Time) -> tuple[Piece, ...]:
    return (Piece(at, "time", time),)


@zh.rule("clause", "p=bare_days", "p=months", "p=limit", "p=length")
def _one_piece(p: Piece) -> tuple[Piece, ...]:
    return (p,)


zh.same("clause", "seasonal", "except", "holiday", "within")


@zh.rule("phrase", "sep clauses=clause%sep sep")
def _phrase(clauses: tuple[tuple[Piece, ...], ...]) -> When:
    return compose([piece for clause in clauses for piece in clause])


@zh.rule(
    "exceptions",
    "sep items=exception%gap sep",
    "sep items=exception%gap gap last=last_exception",
    "sep last=last_exception",
    "sep items=except sep",
)
def _exceptions(items: tuple[Piece, ...] = (), last: Piece | None = None) -> tuple[Piece, ...]:
    return (*items, last) if last else items


@zh.rule("duration", "sep p=length sep")
def _duration(p: Piece) -> Piece:
    return replace(p, at=0)


@zh.rule("duration", "days=whole_days")
def _duration_days(days: int) -> Piece:
    return Piece(0, "days", days)
