"""Who speaks, takes the chair, writes the minutes: one, several together, or a rotation."""

from __future__ import annotations

from sanhui.errors import did_you_mean
from sanhui.i18n import _
from sanhui.plan import document as form
from sanhui.plan.model import Leave, Turns
from sanhui.plan.positions import KeyPath
from sanhui.plan.report import Report


def read_turns(people: form.People, path: KeyPath, report: Report) -> Turns:
    """Understand who has a duty; leaves that make no sense are reported."""
    if isinstance(people, str):
        return Turns((people,) if people else ())
    if not isinstance(people, form.Rotation):
        return Turns(people)
    for number, leave in enumerate(people.leave_out):
        where = (*path, "leave_out", number)
        if leave.name not in people.rotate:
            message = _("“{name}” does not take turns here").format(name=leave.name)
            report.at_value((*where, "name"), message, did_you_mean(leave.name, people.rotate))
        if leave.first and leave.last and leave.last < leave.first:
            report.at_value((*where, "to"), _("it ends before it begins"), _("exchange “from” and “to”"))
    return Turns(
        people.rotate,
        rotates=True,
        by_slot=people.by == "slot",
        leaves=tuple(Leave(leave.name, leave.first, leave.last) for leave in people.leave_out),
    )
