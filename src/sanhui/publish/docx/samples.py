"""Values for trying a template out: one with everything, one with nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import msgspec

from sanhui.publish.placeholders import Field, fields_of

_SAMPLES: dict[type, Any] = {str: "…", int: 3, float: 0.5, bool: True, dt.date: dt.date(2026, 3, 11)}
_EMPTY: dict[type, Any] = {str: "", int: 0, float: 0.0, bool: False, dt.date: dt.date(2026, 3, 11)}


def of(form: type[msgspec.Struct]) -> Iterator[msgspec.Struct]:
    """A full and an empty value of a document. Fields that are no placeholders keep what they have, or nothing."""
    yield _made(form, _SAMPLES, 2)
    yield _made(form, _EMPTY, 0)


def _made(form: type[msgspec.Struct], values: dict[type, Any], times: int) -> msgspec.Struct:
    known = {each.name: _value(each, values, times) for each in fields_of(form)}
    others: dict[str, Any] = {name: {} for name in form.__struct_fields__ if name not in known}
    return form(**known, **others)


def _value(field: Field, values: dict[type, Any], times: int) -> Any:
    one = _made(field.kind, values, times) if field.inner else values[field.kind]
    return (one,) * times if field.many else one
