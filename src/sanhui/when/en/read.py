"""The English grammar of the `when` language; the same trees as the Chinese one."""

from __future__ import annotations

from msgspec.structs import replace

from sanhui.when import meanings as c
from sanhui.when.compose import Piece, compose
from sanhui.when.en import days as _days
from sanhui.when.en import limits as _limits
from sanhui.when.en import periods as _periods
from sanhui.when.en import positions as _positions
from sanhui.when.en import times as _times
from sanhui.when.en.words import en
from sanhui.when.tree import Policy, Rule, Time, When

GRAMMAR = en
#: The rules of these modules belong to the grammar.
PARTS = (_days, _limits, _periods, _positions, _times)


# -- holidays -----------------------------------------------------------------------------------------------

en.words(
    "on_holiday",
    dict.fromkeys(
        [
            "on holidays",
            "on holiday",
            "on public holidays",
            "on days off",
            "if on a holiday",
            "if it is a holiday",
            "when on a holiday",
        ]
    ),
    "on holidays",
)


@en.rule(
    "clause",
    "at=here policy=policy on_holiday?",
    "at=here on_holiday policy=policy",
    "at=here on_holiday ',' policy=policy",
)
def _policy(at: int, policy: Policy) -> tuple[Piece, ...]:
    return (Piece(at, "on_holiday", policy),)


@en.rule("clause", "at=here 'within' n=number_of_days", "at=here 'by at most|at most' n=number_of_days")
def _within(at: int, n: int) -> tuple[Piece, ...]:
    return (Piece(at, "within", n),)


@en.rule("number_of_days", "n=num 'days|day'")
def _number_of_days(n: int) -> int:
    return n


@en.rule("number_of_days", "n=num 'weeks|week'")
def _number_of_weeks(n: int) -> int:
    return 7 * n


# -- the phrase ---------------------------------------------------------------------------------------------


@en.rule("clause", "at=here rules=rules")
def _rules_clause(at: int, rules: Rule | tuple[Rule, ...]) -> tuple[Piece, ...]:
    return (Piece(at, "rules", rules if isinstance(rules, tuple) else (rules,)),)


@en.rule("clause", "at=here time=time")
def _time_clause(at: int, time: Time) -> tuple[Piece, ...]:
    return (Piece(at, "time", time),)


@en.rule("clause", "p=length")
def _length_clause(p: Piece) -> tuple[Piece, ...]:
    return (p,)


en.same("clause", "seasonal")


@en.rule("phrase", "sep clauses=clause%sep sep")
def _phrase(clauses: tuple[tuple[Piece, ...], ...]) -> When:
    return compose([piece for clause in clauses for piece in clause])


en.same("clause", "except")


@en.rule("exceptions", "sep items=exception%and sep", "sep items=except sep")
def _exceptions(items: tuple[Piece, ...]) -> tuple[Piece, ...]:
    return items


@en.rule("duration", "sep p=length sep")
def _duration(p: Piece) -> Piece:
    return replace(p, at=0)


@en.rule("duration", "days=num 'days|day'")
def _duration_days(days: int) -> Piece:
    return Piece(0, "days", c.count(days))
