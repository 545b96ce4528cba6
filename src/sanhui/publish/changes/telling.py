"""Differences between two versions of a year for a terminal, for programs, and as the message for the chat group."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Sequence
from typing import Any

from sanhui.i18n import _, ngettext
from sanhui.publish.changes.comparison import Became, Difference, Item
from sanhui.publish.cleaning import one_line
from sanhui.publish.terminal.columns import Line, fit, folded, natural, row
from sanhui.wording import long_date

#: Raised when a key goes away or changes its meaning; new keys may come at any time.
VERSION = 1

_STYLES = {
    Became.MOVED: "yellow",
    Became.CANCELLED: "red",
    Became.ADDED: "green",
    Became.REVIVED: "green",
    Became.CHANGED: "cyan",
}
#: What a message to many does not name unless it is asked for.
_PEOPLE = frozenset(["speaker", "chair", "recorder", "notes"])


def when(item: Item) -> str:
    """When a session takes place, with its day in full."""
    start, end = item.start, item.end
    if start is None:
        if item.last is None:
            return _("no day")
        return _("a day still to be fixed, by {date}").format(date=long_date(item.last))
    if isinstance(start, dt.datetime):
        said = f"{long_date(start.date())} {start:%H:%M}"
        return f"{said}-{end:%H:%M}" if isinstance(end, dt.datetime) else said
    last = end - dt.timedelta(days=1) if end else start
    if last <= start:
        return long_date(start)
    return _("{first} to {last}").format(first=long_date(start), last=long_date(last))


# -- for a terminal ----------------------------------------------------------------------------------------


def listing(found: Sequence[Difference], room: int | None) -> list[Line]:
    """What became of each session, by what became of it; then how many there are of each."""
    lines: list[Line] = []
    for became in Became:
        chosen = [each for each in found if each.became is became]
        if not chosen:
            continue
        if lines:
            lines.append(())
        lines.append(((f"{headings()[became]} ({len(chosen)})", f"bold {_STYLES[became]}"),))
        for difference in chosen:
            lines += _told(difference, room)
    n = len(found)
    total = (
        ngettext("{n} session differs", "{n} sessions differ", n).format(n=n) if n else _("Nothing differs.")
    )
    return [*lines, *([()] if lines else []), ((total, ""),)]


def headings() -> dict[Became, str]:
    """What is said of the sessions of which the same became."""
    return {
        Became.MOVED: _("Moved"),
        Became.CANCELLED: _("Cancelled"),
        Became.ADDED: _("Added"),
        Became.REVIVED: _("Takes place after all"),
        Became.CHANGED: _("Other changes"),
    }


def _told(difference: Difference, room: int | None) -> list[Line]:
    item = difference.item
    head = _("{session}: {title}").format(session=item.id, title=item.title)
    rows = [([(label, "")], [(one_line(text), "")]) for label, text in _particulars(difference, people=True)]
    wanted = natural(rows) if rows else [0, 0]
    widths = fit(wanted, [wanted[0], 20], None if room is None else room - 2) or [wanted[0], 20]
    lines: list[Line] = folded(one_line(head), "bold", room)
    return lines + [(("  ", ""), *line) for cells in rows for line in row(cells, widths)]


def _particulars(difference: Difference, *, people: bool) -> Iterator[tuple[str, str]]:
    """What there is to say of it, by its name: the time and the place, or before → after, and why."""
    before, after = difference.before, difference.after
    arrow = _("{before} → {after}")
    if difference.became in (Became.MOVED, Became.CHANGED) and before and after:
        if difference.became is Became.MOVED:
            yield _("When"), arrow.format(before=when(before), after=when(after))
        for name in difference.fields:
            if people or name not in _PEOPLE:
                old, new = (getattr(each, name) or _("(none)") for each in (before, after))
                yield _labels()[name], arrow.format(before=old, after=new)
    else:
        # What was called off is known by the day on which it would have been.
        item = before if difference.became is Became.CANCELLED and before else difference.item
        yield _("When"), when(item)
        if item.place:
            yield _("Place"), item.place
    if difference.item.reason:
        yield _("Reason"), difference.item.reason


def _labels() -> dict[str, str]:
    return {
        "title": _("Topic"),
        "place": _("Place"),
        "speaker": _("Speaker"),
        "chair": _("Chair"),
        "recorder": _("Recorder"),
        "materials": _("Materials"),
        "notes": _("Notes"),
    }


# -- for programs ------------------------------------------------------------------------------------------


def record(found: Sequence[Difference]) -> dict[str, Any]:
    """The contract of `diff --json`."""
    return {
        "version": VERSION,
        "differences": [
            {
                "session": each.item.id,
                "change": each.became.value,
                "title": each.item.title,
                "before": _record(each.before),
                "after": _record(each.after),
                "fields": list(each.fields),
                "reason": each.item.reason,
            }
            for each in found
        ],
    }


def _record(item: Item | None) -> dict[str, Any] | None:
    if item is None:
        return None
    return {
        "title": item.title,
        "start": item.start.isoformat() if item.start else None,
        "end": item.end.isoformat() if item.end else None,
        "place": item.place,
        "cancelled": item.cancelled,
    }


# -- for the chat group ------------------------------------------------------------------------------------


def notice(title: str, found: Collection[Difference], *, names: bool) -> str:
    """The message that tells people what has changed (变更通知): plain text that a chat program shows as it is.

    Who speaks, chairs and records, and the notes, are left out without `names`; what has changed in nothing else is not
    told then.
    """
    told = [each for each in found if names or _concerns_all(each)]
    lines = [_("[Notice of changes] {title}").format(title=one_line(title)), ""]
    if not told:
        return "\n".join([*lines, _("Nothing has changed.")]) + "\n"
    for became in Became:
        chosen = [each for each in told if each.became is became]
        if chosen:
            lines += [_("{heading}:").format(heading=headings()[became])]
        for number, difference in enumerate(chosen, 1):
            lines.append(f"{number}. {difference.item.title}")
            lines += _message(difference, names=names)
        if chosen:
            lines.append("")
    lines.append(_("Everything else stays as it was."))
    return "\n".join(lines) + "\n"


def _concerns_all(difference: Difference) -> bool:
    return difference.became is not Became.CHANGED or bool(set(difference.fields) - _PEOPLE)


def _message(difference: Difference, *, names: bool) -> Iterator[str]:
    """The lines below a session's title; before and after on lines of their own, for a phone is narrow."""
    line = _("   {label}: {text}")
    before, after = difference.before, difference.after
    if difference.became is Became.MOVED and before and after:
        yield line.format(label=_("It was"), text=when(before))
        yield line.format(label=_("It is now"), text=when(after))
        if after.place and "place" not in difference.fields:
            yield line.format(label=_("Place"), text=after.place)
    for label, text in _particulars(difference, people=names):
        if not (difference.became is Became.MOVED and label == _("When")):
            yield line.format(label=label, text=one_line(text))
