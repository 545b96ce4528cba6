"""Rows become activities, and activities become the text of a plan, with a comment naming the rows of each.

Rows of one kind with single dates are one activity: each row a date, with its topic, speaker and place under its slot.
Any other row is an activity of its own.
"""

from __future__ import annotations

import datetime as dt
import itertools
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import msgspec

from sanhui.edit.surgery import spelled
from sanhui.i18n import _, ngettext
from sanhui.plan.kinds import Lookup, shipped
from sanhui.schedule.slots import numbered
from sanhui.sheets.reading import shown
from sanhui.tables.rows import Entry, Rejected
from sanhui.when import describe
from sanhui.when.tree import Fixed, When

_OF_A_SESSION = ("speaker", "chair", "recorder", "place")
_KEYS = {"speaker": "speakers"}  # what an activity calls it


class Group(msgspec.Struct, frozen=True):
    """Rows that make one activity."""

    id: str
    kinds: tuple[str, ...]
    title: str
    entries: tuple[Entry, ...]

    @property
    def dated(self) -> list[tuple[dt.date, Entry]]:
        """Its dates in order, each with the row that gave it; none for a phrase."""
        return sorted(
            ((day, entry) for entry in self.entries for day in entry.dating.dates), key=lambda pair: pair[0]
        )


class Head(msgspec.Struct, frozen=True):
    """What stands in [plan], and where the rows are from."""

    id: str
    year: int
    title: str
    source: str


def grouped(entries: Sequence[Entry]) -> tuple[tuple[Group, ...], tuple[str, ...]]:
    """The activities, in the order of their first rows, and the names of kinds that nobody knows yet."""
    lookup = Lookup(shipped().values())
    own: dict[str, str] = {}
    buckets: list[list[Entry]] = []
    alike: dict[Any, list[list[Entry]]] = {}
    for entry in entries:
        key = (entry.kind, entry.audience, entry.observers, _time(entry))
        known = alike.setdefault(key, []) if entry.dating.dates else []
        bucket = next((rows for rows in known if _has_room(rows, entry)), None)
        if bucket is None:
            bucket = []
            known.append(bucket)
            buckets.append(bucket)
        bucket.append(entry)
    taken: Counter[str] = Counter()
    groups = []
    for rows in buckets:
        kinds = kinds_in(rows[0].kind, lookup)
        for name in kinds:
            if lookup.code(name) is None:
                own.setdefault("".join(name.casefold().split()), name)
        base = lookup.code(kinds[0]) or "activity"
        taken[base] += 1
        name = base if taken[base] == 1 else f"{base}-{taken[base]}"
        topics = {row.topic for row in rows}
        title = rows[0].topic if len(topics) == 1 and rows[0].topic else kinds[0]
        groups.append(Group(name, kinds, title, tuple(rows)))
    return tuple(groups), tuple(own.values())


def _has_room(rows: Iterable[Entry], entry: Entry) -> bool:
    """Whether an activity has no session yet on the days of a row."""
    return not any(day in row.dating.dates for row in rows for day in entry.dating.dates)


def _time(entry: Entry) -> Any:
    return None if entry.dating.when is None else entry.dating.when.time


def kinds_in(text: str, lookup: Lookup) -> tuple[str, ...]:
    """The kinds that a cell names: several when one of them is known by itself, else the whole text is one."""
    if not text:
        return (shipped()["other"].zh,)
    if lookup.code(text) is None:
        for separator in "、/／+＋，,；;（":
            parts = tuple(filter(None, (part.strip(" ）)") for part in text.split(separator))))
            if len(parts) > 1 and any(map(lookup.code, parts)):
                return parts
    return (text,)


# -- the text ----------------------------------------------------------------------------------------------


def plan_text(head: Head, groups: Iterable[Group], kinds: Iterable[str], rejected: Sequence[Rejected]) -> str:
    """The whole plan; rows that could not be read stand at its end as comments."""
    lines = [
        _comment(
            _("From {source}; each activity names the rows that it was made of.").format(source=head.source)
        )
    ]
    lines += ["[plan]", *_pairs(id=head.id, year=head.year, title=head.title), ""]
    named = tuple(kinds)
    codes = (code for number in itertools.count(1) if (code := f"own-{number}") not in named)
    for name, code in zip(named, codes, strict=False):
        lines += ["[[kind]]", *_pairs(code=code, zh=name), ""]
    for group in groups:
        lines += [*_activity(group, head.year), ""]
    for row in rejected:
        lines.append(
            _comment(_("Row {row} is not in the plan: {reason}").format(row=row.row, reason=row.reason))
        )
        lines += [_comment(" | ".join(row.cells)), ""]
    return "\n".join(lines).rstrip("\n") + "\n"


def _activity(group: Group, year: int) -> Iterator[str]:
    rows = group.entries
    yield _comment(_rows([row.row for row in rows]))
    for row in rows:
        if row.doubt:
            yield _comment(
                _("row {row}: {doubt}; the session floats in its month").format(row=row.row, doubt=row.doubt)
            )
    yield "[[activity]]"
    yield from _pairs(id=group.id, title=group.title, kind=group.kinds[0], also=list(group.kinds[1:]))
    dated = group.dated
    if dated:
        yield from _pairs(dates=[_date(day, entry) for day, entry in dated], on_holiday="keep")
    elif rows[0].dating.when is not None:
        yield from _pairs(when=describe(rows[0].dating.when, "zh"))
    yield from _pairs(audience=rows[0].audience, observers=list(filter(None, [rows[0].observers])))
    common = {
        field: getattr(rows[0], field)
        for field in _OF_A_SESSION
        if len({getattr(row, field) for row in rows}) == 1
    }
    yield from _pairs(**{_KEYS.get(field, field): value for field, value in common.items()})
    if len(rows) == 1:
        yield from _pairs(materials=list(rows[0].materials), notes=rows[0].notes)
        return
    for number, (_day, entry) in enumerate(dated, 1):
        particulars = {field: getattr(entry, field) for field in _OF_A_SESSION if field not in common}
        topic = "" if entry.topic == group.title else entry.topic
        pairs = _pairs(topic=topic, **particulars, materials=list(entry.materials), notes=entry.notes)
        if pairs:
            yield ""
            yield _comment(_rows([entry.row]))
            yield f"[activity.session.{spelled(numbered(str(year), number))}]"
            yield from pairs


def _date(day: dt.date, entry: Entry) -> Any:
    """A date as TOML has it; with the row's time of day, as a phrase."""
    time = _time(entry)
    return day if time is None else describe(When(rules=(Fixed(day),), time=time), "zh")


def _rows(numbers: Sequence[int]) -> str:
    text = ngettext("Row {rows}", "Rows {rows}", len(numbers))
    return text.format(rows=_(", ").join(map(str, numbers)))


def _pairs(**values: Any) -> list[str]:
    """Keys with their values, without those that say nothing."""
    return [f"{key} = {spelled(value)}" for key, value in values.items() if value not in ("", [], None)]


def _comment(text: str) -> str:
    return f"# {shown(text)}"
