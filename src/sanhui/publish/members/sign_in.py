"""What was recorded of one session, for a terminal and for other programs: how many came, who did not, the quorum."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from sanhui.attendance.tally import tally
from sanhui.i18n import _, language
from sanhui.plan.marks import PRESENT
from sanhui.publish.cleaning import one_line
from sanhui.publish.members.rates import percent, ratio
from sanhui.publish.terminal.columns import Cell, Line, fold, labelled
from sanhui.wording import enumeration

if TYPE_CHECKING:
    from sanhui.attendance.quorum import Quorum
    from sanhui.attendance.recording import Difference
    from sanhui.attendance.sheet import Seat
    from sanhui.ledger.marks import Marked
    from sanhui.plan.marks import Mark
    from sanhui.roster.model import Enrolled


def summary(
    rows: Iterable[Marked],
    marks: Mapping[str, Mark],
    quorums: Iterable[Quorum],
    room: int | None,
    *,
    voted: bool = False,
    unmarked: Sequence[Enrolled] = (),
) -> list[Line]:
    """应到, 实到, 请假, 缺席; whoever has another mark than present, or none yet; and whether there was a quorum."""
    every = tuple(rows)
    lines: list[Line] = [((_counts(every, marks, len(unmarked)), "bold"),)]
    told = {
        mark.name(language()): [row for row in every if row.mark == code]
        for code, mark in marks.items()
        if code != PRESENT and any(row.mark == code for row in every)
    }
    said = {label: enumeration(map(_person, people)) for label, people in told.items()}
    if unmarked:
        said[_("no mark")] = enumeration(one_line(person.name) for person in unmarked)
    lines += labelled(said.items(), room)
    for each in quorums:
        style = "green" if each.reached else "bold red" if voted or not each.rule.voting_only else "yellow"
        lines += [((line, style),) for line in _folded(_quorum(each), room)]
    return lines


def changes(found: Sequence[Difference], marks: Mapping[str, Mark], room: int | None) -> list[Line]:
    """What would become of each mark, a line each."""
    return labelled(
        [
            (
                one_line(each.name),
                _("{before} → {after}").format(
                    before=_said(each.before, marks), after=_said(each.after, marks)
                ),
            )
            for each in found
        ],
        room,
    )


def record(
    rows: Iterable[Marked],
    marks: Mapping[str, Mark],
    quorums: Iterable[Quorum],
    unmarked: Iterable[Enrolled] = (),
) -> dict[str, Any]:
    """The counts, every mark, who due has none yet, and the quorums of a session. With somebody unmarked there is no rate yet."""
    every, without = tuple(rows), tuple(unmarked)
    counts = tally(every, marks)
    return {
        "due": counts.due + len(without),
        "present": counts.present,
        "late": counts.late,
        "leave": counts.leave,
        "absent": counts.absent,
        "exempt": counts.exempt,
        "observers": counts.observers,
        "unmarked": [{"member": each.key, "name": each.name} for each in without],
        "rate": None if without else ratio(counts.rate),
        "quorum": [
            {
                "rule": each.rule.id,
                "due": each.due,
                "needed": each.needed,
                "present": each.present,
                "reached": each.reached,
            }
            for each in quorums
        ],
        "marks": [
            {
                "member": row.member,
                "name": row.name,
                "group": row.group,
                "mark": row.mark,
                "votes": row.votes,
                "arrived": row.arrived and row.arrived.isoformat(),
                "departed": row.departed and row.departed.isoformat(),
                "minutes": row.minutes,
                "source": row.source,
                "note": row.note,
                "entered_by": row.entered_by,
                "entered_at": row.entered_at and row.entered_at.isoformat(),
            }
            for row in every
        ],
    }


def roll(seats: Sequence[Seat], marks: Mapping[str, Mark], room: int | None) -> list[Line]:
    """Everybody with their mark, numbered: what somebody goes through who enters them."""
    from sanhui.publish.terminal.columns import table

    heads = [_("No."), _("Name"), _("Group"), _("Mark"), _("Note")]
    cells: list[list[Cell]] = [
        [
            [(str(number), "")],
            [(one_line(seat.name), "")],
            [(one_line(seat.group), "dim")],
            [mark_of(seat, marks)],
            [(one_line(seat.row.note) if seat.row else "", "dim")],
        ]
        for number, seat in enumerate(seats, 1)
    ]
    return table(heads, cells, room, [3, 8, 6, 10, 10])


def mark_of(seat: Seat, marks: Mapping[str, Mark]) -> tuple[str, str]:
    """迟 迟到 15:20, with its style; who has no mark yet says so."""
    if seat.row is None:
        return _("? no mark yet"), "bold yellow"
    return _mark(seat.row, marks), "" if marks[seat.row.mark].present else "yellow"


def _counts(rows: Sequence[Marked], marks: Mapping[str, Mark], unmarked: int) -> str:
    counts = tally(rows, marks)
    told = [
        _("{n} due").format(n=counts.due + unmarked),
        _("{n} present").format(n=counts.present),
        _("{n} on leave").format(n=counts.leave),
        _("{n} absent").format(n=counts.absent),
    ]
    if counts.rate is not None and not unmarked:
        told.append(_("attendance {rate}").format(rate=percent(counts.rate)))
    if unmarked:
        told.append(_("{n} without a mark").format(n=unmarked))
    return _(", ").join(told)


def _quorum(each: Quorum) -> str:
    text = (
        _("{rule}: {due} due with a vote, {needed} needed, {present} present: {verdict}")
        if each.rule.denominator == "voting"
        else _("{rule}: {due} due, {needed} needed, {present} present: {verdict}")
    )
    verdict = _("reached") if each.reached else _("not reached")
    if each.rule.voting_only:
        verdict = _("a vote can be taken") if each.reached else _("no vote can be taken")
    return text.format(
        rule=each.rule.cited,
        due=each.due,
        needed=each.needed,
        present=each.present,
        verdict=verdict,
    )


def _person(row: Marked) -> str:
    """王五 15:20, 李四（出差）."""
    times = [f"{moment:%H:%M}" for moment in (row.arrived, row.departed) if moment]
    said = " ".join([one_line(row.name), *(["–".join(times)] if times else [])])
    return _("{text} ({note})").format(text=said, note=one_line(row.note)) if row.note else said


def _mark(row: Marked, marks: Mapping[str, Mark]) -> str:
    mark = marks[row.mark]
    times = [f"{moment:%H:%M}" for moment in (row.arrived, row.departed) if moment]
    return " ".join([mark.symbol, mark.name(language()), *times])


def _said(row: Marked | None, marks: Mapping[str, Mark]) -> str:
    if row is None:
        return _("no mark")
    text = _mark(row, marks)
    return _("{text} ({note})").format(text=text, note=one_line(row.note)) if row.note else text


def _folded(text: str, room: int | None) -> list[str]:
    return fold(text, room) if room else [text]
