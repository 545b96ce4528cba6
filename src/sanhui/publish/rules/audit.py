"""What the rules say of a record, on a terminal: a board of rules and periods, and what asks for attention."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sanhui.i18n import _, language
from sanhui.plan.kinds import Kind
from sanhui.publish.cleaning import one_line
from sanhui.publish.looks import STATES, Look, state_look
from sanhui.publish.rules.verdicts import (
    UNJUDGED,
    by_rule,
    hints,
    joined,
    legend,
    sentence,
    source,
    state_name,
    tells,
    who_of,
)
from sanhui.publish.terminal.columns import GAP, Line, fold, folded, pad, width
from sanhui.rulebook.asks import asks, severity_name
from sanhui.rules.board import board as cells_of
from sanhui.rules.verdict import Verdict

_CELL = 3  # of a month
_ROOMY, _LEAST = 60, 14  # a screen with less gets narrower months; names of rules get so much at least


def board(verdicts: Iterable[Verdict], room: int | None) -> list[Line]:
    """Rules down, months across. A quarter, half or year stands below its last month; the gravest finding of a cell shows."""
    rows = cells_of(verdicts)
    cell = _CELL if room is None or room >= _ROOMY else _CELL - 1
    space = max(_LEAST, (room or 80) - cell * 12 - GAP)
    names = [one_line(each.rule.name(language())) for each in rows]
    wide = min(space, max(map(width, names), default=0))
    head = [(pad("", wide + GAP), "")] + [(f"{month:>{cell}}", "bold") for month in range(1, 13)]
    lines: list[Line] = [tuple(head)]
    for name, each in zip(names, rows, strict=True):
        marks: list[tuple[str, str]] = [(" " * cell, "")] * 12
        for span in each.cells:
            look = state_look(span.gravest)
            marks[span.last - 1] = (f"{look.symbol:>{cell}}", look.style)
        first, *rest = fold(name, wide)
        lines.append(((pad(first, wide + GAP), ""), *marks))
        lines += [((more, ""),) for more in rest]
    return [*lines, (), *folded("  ".join(legend()), "dim", room)]


def details(verdicts: Iterable[Verdict], kinds: Mapping[str, Kind], room: int | None) -> list[Line]:
    """Every rule that asks for attention: its source and wording, then what is the matter, period by period.

    Rules that were not judged at all stand at the end, together where the reason is one.
    """
    lines: list[Line] = []
    unjudged: dict[tuple[str, str], dict[str, list[str]]] = {}
    for items in by_rule(verdicts).values():
        told = [each for each in items if tells(each)]
        if not told:
            continue
        rule = items[0].rule
        if all(each.state in UNJUDGED for each in told):
            for verdict, who in joined(told):
                reason = verdict.reason or _("; ").join(hints(verdict))
                concerned = unjudged.setdefault((verdict.state, reason), {})
                # Whether it is rightly left out can be looked up as well.
                where = [one_line(rule.cited), *([verdict.period] if len(told) < len(items) else [])]
                name = one_line(rule.name(language()))
                concerned.setdefault(name, []).extend(
                    each for each in (*where, who_of(who)) if each and each not in concerned.get(name, ())
                )
            continue
        title = _("{what} [{severity}]").format(
            what=one_line(rule.name(language())), severity=severity_name(rule.severity)
        )
        lines += [(), *folded(title, "bold", room)]
        lines += [((f"  {line[0][0]}", "dim"),) for line in folded(source(rule), "", room and room - 2)]
        asked = one_line(asks(rule, kinds))
        lines += [((f"  {line[0][0]}", "dim"),) for line in folded(asked, "", room and room - 2)]
        for verdict, names in joined(told):
            lines += _item(state_look(verdict), one_line(sentence(verdict, names)), room)
    for state in reversed(UNJUDGED):
        groups = {reason: names for (found, reason), names in unjudged.items() if found == state}
        if groups:
            lines += [(), *folded(state_name(state), "bold", room)]
        for reason, concerned in groups.items():
            text = _(", ").join(_with(name, more) for name, more in concerned.items())
            text = _("{what}: {reason}").format(what=text, reason=reason) if reason else text
            lines += _item(STATES[state], one_line(text), room)
    return lines


def _with(name: str, more: Iterable[str]) -> str:
    """A rule with its periods, and who they are about, each once."""
    listed = _(", ").join(dict.fromkeys(more))
    return _("{name} ({more})").format(name=name, more=listed) if listed else name


def _item(look: Look, text: str, room: int | None) -> list[Line]:
    first, *rest = fold(text, room - 4) if room else [text]
    return [((f"  {look.symbol} ", look.style), (first, "")), *(((f"    {each}", ""),) for each in rest)]
