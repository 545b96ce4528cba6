"""Records as rows and back: the fields of a struct are the columns of its table, by name.

A day or a time that is not known is '' in the table and None in the struct; a number that is not known is null in both.
"""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Mapping
from typing import Any, TypeVar

import msgspec

from sanhui.ledger.log import Value


class Entered(msgspec.Struct, frozen=True, kw_only=True):
    """What every record knows of itself: by whom it was entered, and when. The ledger fills it in."""

    entered_by: str = ""
    entered_at: dt.datetime | None = None


T = TypeVar("T", bound=Entered)


def row_of(record: Entered, *without: str) -> dict[str, Value]:
    """The columns of a record but for those that the ledger fills in, and those that are rows of another table."""
    moments = _moments(type(record))
    left_out = {*without, *Entered.__struct_fields__}
    return {
        name: _value(getattr(record, name), name in moments)
        for name in record.__struct_fields__
        if name not in left_out
    }


def record_of(kind: type[T], row: Mapping[str, Any], **more: object) -> T:
    """The record that a row is; `more` are the fields that are no columns."""
    moments = _moments(kind)
    told = {name: None if value == "" and name in moments else value for name, value in row.items()}
    return msgspec.convert({**told, **more}, kind, strict=False)


def records_of(kind: type[T], rows: list[dict[str, Any]]) -> tuple[T, ...]:
    """The records that many rows are: a year has thousands of marks."""
    moments = _moments(kind)
    for row in rows:
        for name in moments:
            if row[name] == "":
                row[name] = None
    return msgspec.convert(rows, tuple[kind, ...], strict=False)  # type: ignore[valid-type]


@functools.cache
def _moments(kind: Any) -> frozenset[str]:
    """The fields that hold a day or a time, or nothing."""
    wanted = (dt.date | None, dt.datetime | None)
    return frozenset(field.name for field in msgspec.structs.fields(kind) if field.type in wanted)


def _value(value: object, moment: bool) -> Value:
    match value:
        case None:
            return "" if moment else None
        case bool():
            return int(value)
        case dt.datetime():
            return value.isoformat(timespec="seconds")
        case dt.date():
            return value.isoformat()
        case str() | int() | float():
            return value
        case _:
            raise TypeError(f"no column holds {value!r}")
