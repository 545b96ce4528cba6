"""What the page says of the rules: the board, what each rule rests on, and the members who need looking after."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import TYPE_CHECKING

import msgspec

from sanhui.attendance.answers import Answer, below
from sanhui.i18n import _, language
from sanhui.publish.looks import AT_RISK, STATES, Look, state_look
from sanhui.publish.members.rates import percent
from sanhui.publish.rules.verdicts import by_rule, joined, sentence, signs, source, state_name, tells
from sanhui.rulebook.asks import asks, severity_name
from sanhui.rules.board import Cell as Period
from sanhui.rules.board import board
from sanhui.rules.verdict import STATES as ORDER
from sanhui.rules.verdict import Verdict

if TYPE_CHECKING:
    from sanhui.plan.model import Plan
    from sanhui.rulebook.model import Rule


class Cell(msgspec.Struct, frozen=True):
    """A period on the board, so many months wide; None are months in which nothing was judged."""

    months: int
    look: Look | None = None
    said: str = ""


class Told(msgspec.Struct, frozen=True):
    """A sentence with the sign of its state."""

    look: Look
    text: str


class Ruled(msgspec.Struct, frozen=True):
    """A rule: its row on the board, and what is said of it on demand."""

    anchor: str
    name: str
    severity: str
    cells: tuple[Cell, ...]
    look: Look
    counts: str
    source: str
    asks: str
    note: str
    findings: tuple[Told, ...]


class Concern(msgspec.Struct, frozen=True):
    """A member below what is asked: what falls short, then what is still to come."""

    name: str
    look: Look
    rate: str
    told: tuple[Told, ...]


def rules_of(verdicts: tuple[Verdict, ...], plan: Plan) -> tuple[Ruled, ...]:
    """Every rule, in order."""
    told = by_rule(verdicts)
    return tuple(
        _ruled(row.rule, tuple(_cells(row.cells)), told[row.rule.id], plan) for row in board(verdicts)
    )


def legend() -> tuple[tuple[Look, str], ...]:
    """What the signs of the board mean."""
    return tuple(signs())


def concerns(found: Answer, verdicts: Iterable[Verdict], share: Fraction | None) -> tuple[Concern, ...]:
    """The members below the rate that the organisation wants, or of whom a rule is not met, in the order of the lines."""
    low = {line.key for line in below(found, share).lines} if share is not None else set()
    names = {line.key: line for line in found.lines}
    said: dict[str, list[Verdict]] = {}
    for each in verdicts:
        if each.subject in names and each.name and each.state == "short":
            said.setdefault(each.subject, []).append(each)
    rows = []
    for key, line in names.items():
        told = [_of_member(items[0].rule, items) for items in by_rule(said.get(key, ())).values()]
        if key in low and share is not None:
            text = _("attendance {rate}, below {target}")
            short = text.format(rate=percent(line.rate), target=percent(share))
            told.insert(0, Told(STATES["short"], short))
        if told:
            rows.append(Concern(line.name or key, told[0].look, percent(line.rate), tuple(told)))
    return tuple(rows)


def _of_member(rule: Rule, verdicts: list[Verdict]) -> Told:
    """What is the matter by one rule, in the member's own row: their name need not be said again, nor a dozen sessions."""
    name, first = rule.name(language()), verdicts[0]
    if len(verdicts) == 1:
        said = sentence(msgspec.structs.replace(first, name=""))
        return Told(state_look(first), _("{what}: {detail}").format(what=name, detail=said))
    slots = _(", ").join(dict.fromkeys(each.period for each in verdicts))
    text = _("{what}: {n} times short ({periods})").format(what=name, n=len(verdicts), periods=slots)
    return Told(state_look(first), text)


def _ruled(rule: Rule, cells: tuple[Cell, ...], verdicts: list[Verdict], plan: Plan) -> Ruled:
    counted = Counter(AT_RISK if each.at_risk else each.state for each in verdicts if not each.idle)
    gravest = next((STATES[state] for state in ("short", AT_RISK, *ORDER[1:]) if state in counted), None)
    told = [each for each in verdicts if tells(each)]
    states = Counter(each.state for each in verdicts if not each.idle)
    return Ruled(
        anchor=f"rule-{rule.id}",
        name=rule.name(language()),
        severity=severity_name(rule.severity),
        cells=cells,
        look=gravest or STATES["not-applicable"],
        counts=_(", ").join(f"{state_name(state)} {states[state]}" for state in ORDER if state in states),
        source=source(rule),
        asks=asks(rule, plan.kinds),
        note=rule.note(language()),
        findings=tuple(Told(state_look(each), sentence(each, names)) for each, names in joined(told)),
    )


def _cells(cells: Iterable[Period]) -> Iterator[Cell]:
    """The year from January on, with gaps where nothing is judged."""
    month = 1
    for each in cells:
        if each.first > month:
            yield Cell(each.first - month)
        verdict = each.gravest
        yield Cell(
            each.last - each.first + 1, state_look(verdict), f"{verdict.period} {state_name(verdict.state)}"
        )
        month = each.last + 1
    if month <= 12:
        yield Cell(13 - month)
