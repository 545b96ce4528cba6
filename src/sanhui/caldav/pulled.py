"""What a pull found: for a terminal, and as records for other programs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sanhui.caldav.decide import Step, Why
from sanhui.caldav.report import VERSION, event_record, event_row, title, when
from sanhui.i18n import _, ngettext
from sanhui.publish.cleaning import one_line
from sanhui.publish.terminal.columns import Line, Span, table

if TYPE_CHECKING:
    from sanhui.caldav.pull import Comparison, Wish

_FEW = 10  # foreign events are named up to so many; a calendar may be full of them


def pulled_lines(
    found: Comparison, plan_id: str, zone: dt.tzinfo, refused: Mapping[str, str], room: int | None
) -> list[Line]:
    """A row for each difference, then how many there are."""
    file = isinstance(found.calendar, Path)
    rows = []
    for wish in found.wishes:
        error = refused.get(wish.session, "")
        word = _("not taken") if error else _word(wish)
        notes: list[Span] = [(error, "bold red")] if error else []
        rows.append(
            event_row(wish.step, plan_id, zone, (word, "bold red" if error else "cyan"), notes, file=file)
        )
    rows += [
        event_row(step, plan_id, zone, (_open_word(step), "bold red"), [], file=file) for step in found.open
    ]
    # A calendar on a server may be full of other things; what stands in a file was sent to be read.
    for each in found.foreign if file or len(found.foreign) <= _FEW else ():
        said = each.meaning
        name = one_line(said.title) if said else each.uid
        start = when(said.start, zone) if said else ""
        rows.append([[(_("unknown"), "dim")], [(name, "")], [("—", "dim")], [(start, "")]])
    lines: list[Line] = []
    if rows:
        lines = [
            *table(
                ["", _("Session"), _("In the plan"), _("In the file") if file else _("On the server")],
                rows,
                room,
                [4, 16, 12, 12],
            ),
            (),
        ]
    return [*lines, ((_counts(found), ""),)]


def pulled_record(
    found: Comparison, plan_id: str, refused: Mapping[str, str], *, applied: bool
) -> dict[str, Any]:
    """The same as JSON can say it."""
    where = found.calendar
    file = isinstance(where, Path)

    def event(step: Step) -> dict[str, Any]:
        said = event_record(step, plan_id)
        return {"file" if file and key == "server" else key: value for key, value in said.items()}

    return {
        "version": VERSION,
        "calendar": {"file": str(where)}
        if isinstance(where, Path)
        else {"url": where.url, "name": where.name},
        "applied": applied,
        "differences": [
            event(wish.step)
            | {
                "to": wish.to.isoformat() if wish.to else None,
                "place": wish.place,
                "cancelled": wish.cancelled,
                "refused": refused.get(wish.session),
            }
            for wish in found.wishes
        ],
        "conflicts": [event(step) | {"reason": step.why} for step in found.open],
        "foreign": [
            {
                "uid": each.uid,
                "title": each.meaning.title if each.meaning else "",
                "start": each.meaning.start.isoformat() if each.meaning and each.meaning.start else None,
            }
            for each in found.foreign
        ],
    }


def _word(wish: Wish) -> str:
    if wish.cancelled:
        return _("cancelled")
    return _("moved") if wish.to is not None else _("place")


def _open_word(step: Step) -> str:
    return _("missing") if step.why is Why.DELETED and step.ours is not None else _("conflict")


def _counts(found: Comparison) -> str:
    parts = []
    if found.wishes:
        n = len(found.wishes)
        parts.append(ngettext("{n} difference", "{n} differences", n).format(n=n))
    if found.open:
        parts.append(_("{n} in conflict").format(n=len(found.open)))
    if found.foreign:
        parts.append(_("{n} not of this plan").format(n=len(found.foreign)))
    where = found.calendar
    return _("{calendar}: {counts}").format(
        calendar=where if isinstance(where, Path) else title(where),
        counts=_(", ").join(parts) or _("as the plan says"),
    )
