"""From the tables of a TOML file to typed structures, with everything that is wrong found at once.

msgspec does the work, and stops at the first mistake. So when it stops, the tables are gone through again
by the same types: every problem is reported in plain words, and what is broken is replaced by a stand-in, so
that the rest can still be looked at.
"""

from __future__ import annotations

import datetime as dt
import difflib
import re
import types
from collections.abc import Iterable
from typing import Annotated, Any, Literal, TypeVar, Union, get_args, get_origin

import msgspec

from sanhui.errors import did_you_mean
from sanhui.i18n import _, ngettext
from sanhui.plan.fields import NOT_BLANK
from sanhui.plan.glossary import which_word
from sanhui.plan.positions import KeyPath
from sanhui.plan.report import Report

T = TypeVar("T", bound=msgspec.Struct)

_NATIVE = (dt.datetime, dt.date, dt.time)  # TOML has these itself: text is no substitute
_NONE = type(None)


def decode(data: dict[str, Any], form: type[T], report: Report) -> T:
    """Turn the tables into `form`; what is wrong is reported, and a stand-in takes its place."""
    try:
        return msgspec.convert(data, form, builtin_types=_NATIVE)
    except msgspec.ValidationError as error:
        document = _table(data, form, (), report)
        if not report.problems:  # the types know something that this module does not
            report.at_key((), str(error))
        return document


def _table(table: dict[str, Any], form: type[T], path: KeyPath, report: Report) -> T:
    fields = {field.encode_name: field for field in msgspec.structs.fields(form)}
    meant = set()
    for key in table:
        if key not in fields:
            near = difflib.get_close_matches(key, fields, n=1)
            report.at_key((*path, key), _("unknown key"), _known_keys(key, near, fields))
            meant.update(near)
    values = {}
    for key, field in fields.items():
        if key in table:
            values[field.name] = _value(table[key], field.type, (*path, key), report)
        elif field.required:
            remedy = _("add {example}").format(example=_example(key, field.type))
            if key not in meant:  # a slip in its name has been reported
                report.at_key((*path, key), _("this key is missing"), remedy)
            values[field.name] = _stand_in(field.type)
    return form(**values)


def _known_keys(key: str, near: list[str], known: Iterable[str]) -> str:
    everything = _("the keys here are: {keys}").format(keys=", ".join(known))
    return f"{did_you_mean(key, near)} {everything}" if near else everything


def _value(value: Any, form: Any, path: KeyPath, report: Report) -> Any:
    """Turn one value into what a type wants, or into a stand-in."""
    base, metas = _plain(form)
    if get_origin(base) in (Union, types.UnionType):
        arm = next((arm for arm in get_args(base) if _fits(value, arm)), None)
        if arm is not None:
            return _value(value, arm, path, report)
    if not _fits(value, base):
        _wrong_type(value, form, path, report)
        return _stand_in(form)
    before = len(report.problems)
    for meta in metas:
        _limit(value, meta, path, report)
    if get_origin(base) is Literal and value not in get_args(base):
        known = get_args(base)
        report.at_value(path, _("not one of the words that may stand here"), which_word(value, known))
    if len(report.problems) > before:
        return _stand_in(form)
    if get_origin(base) is tuple:
        inner = get_args(base)[0]
        return tuple(_value(one, inner, (*path, number), report) for number, one in enumerate(value))
    if get_origin(base) is dict:
        inner = get_args(base)[1]
        return {key: _value(one, inner, (*path, key), report) for key, one in value.items()}
    return _table(value, base, path, report) if _is_table(base) else value


def _stand_in(form: Any) -> Any:
    """Make something of the right type that says nothing."""
    base = _plain(form)[0]
    if get_origin(base) in (Union, types.UnionType):
        return None if _NONE in get_args(base) else _stand_in(get_args(base)[0])
    if get_origin(base) is Literal:
        return get_args(base)[0]
    if _is_table(base):
        fields = msgspec.structs.fields(base)
        return base(**{field.name: _stand_in(field.type) for field in fields if field.required})
    return dt.date.min if base is dt.date else (get_origin(base) or base)()


def _is_table(base: Any) -> bool:
    return isinstance(base, type) and issubclass(base, msgspec.Struct)


def _plain(form: Any) -> tuple[Any, tuple[msgspec.Meta, ...]]:
    """Separate a type from its `Meta`s."""
    if get_origin(form) is Annotated:
        base, *metas = get_args(form)
        return base, tuple(metas)
    return form, ()


def _fits(value: Any, form: Any) -> bool:
    """Whether a value is of the sort of a type, whatever its limits."""
    base = _plain(form)[0]
    origin = get_origin(base) or base
    if origin is Any:
        return True
    if origin in (Union, types.UnionType):
        return any(_fits(value, arm) for arm in get_args(base))
    if origin is Literal:
        return isinstance(value, str)
    if origin is tuple:
        return isinstance(value, list)
    if origin is dict or _is_table(origin):
        return isinstance(value, dict)
    if origin is float:
        return isinstance(value, int | float) and not isinstance(value, bool)
    return type(value) is origin  # a bool is no int, a date with a time no date


def _wrong_type(value: Any, form: Any, path: KeyPath, report: Report) -> None:
    base = _plain(form)[0]
    name = str(path[-1])
    if get_origin(base) is tuple and isinstance(value, dict):
        message = _("there may be several of these")
        remedy = _("write [[{name}]], with two brackets, above each").format(name=name)
        report.at_key(path, message, remedy)
        return
    if _is_table(base) and isinstance(value, list):
        message = _("there can be only one of these")
        report.at_key(path, message, _("write [{name}], with single brackets").format(name=name))
        return
    example = _example(name, form) if isinstance(path[-1], str) else _sample(form)
    remedy = _("for example {example}").format(example=example)
    report.at_value(path, _("{expected} should stand here").format(expected=_described(form)), remedy)


def _described(form: Any) -> str:
    """Name what a type takes, for people who know no types."""
    base = _plain(form)[0]
    origin = get_origin(base) or base
    if origin in (Union, types.UnionType):
        arms = dict.fromkeys(_described(arm) for arm in get_args(base) if arm is not _NONE)
        return _(" or ").join(arms)
    if origin is tuple:
        return _("a list [ … ]")
    if origin is dict or _is_table(origin):
        return _("a table { … }")
    return {
        int: _("a whole number"),
        float: _("a number"),
        bool: _("true or false"),
        dt.date: _("a date such as 2026-03-05, without quotation marks"),
    }.get(origin) or _("text in quotation marks")


def _example(key: str, form: Any) -> str:
    """Write a field as it could stand in the file."""
    return f"[{key}]" if _is_table(_plain(form)[0]) else f"{key} = {_sample(form)}"


def _sample(form: Any) -> str:
    """Write a value that a type takes."""
    base, metas = _plain(form)
    for meta in metas:
        if meta.examples:
            return _written(meta.examples[0])
    origin = get_origin(base) or base
    if origin in (Union, types.UnionType):
        return _sample(get_args(base)[0])
    if origin is tuple:
        return f"[{_sample(get_args(base)[0])}]"
    return {int: "1", float: "1.5", bool: "true", dt.date: "2026-03-05", dict: "{ … }"}.get(origin, '"…"')


def _written(value: Any) -> str:
    """Write a value of an example as TOML does."""
    if isinstance(value, dict):
        return f"{{ {', '.join(f'{key} = {_written(inner)}' for key, inner in value.items())} }}"
    if isinstance(value, list):
        return f"[{', '.join(map(_written, value))}]"
    return f'"{value}"' if isinstance(value, str) else str(value)


def _limit(value: Any, meta: msgspec.Meta, path: KeyPath, report: Report) -> None:
    """Report a value beyond what a `Meta` allows."""
    if meta.pattern == NOT_BLANK:
        if not value.strip():
            report.at_value(path, _("the text is empty"), _("write it"))
    elif meta.pattern and not re.search(meta.pattern, value):
        message = _("only ASCII letters, digits, “-”, “_” and “.”, the first a letter or a digit")
        example = _example(str(path[-1]), Annotated[str, meta])
        report.at_value(path, message, _("for example {example}").format(example=example))
    too_small = meta.ge is not None and value < meta.ge
    if too_small or (meta.le is not None and value > meta.le):
        report.at_value(path, _("out of range"), _range(meta))
    if meta.gt is not None and value <= meta.gt:
        report.at_value(path, _("out of range"), _("more than {limit}").format(limit=meta.gt))
    if meta.min_length is not None and len(value) < meta.min_length:
        report.at_value(path, _("the list is empty"), _("name at least one"))
    if meta.max_length is not None and len(value) > meta.max_length:
        limit = ngettext("at most {n} character", "at most {n} characters", meta.max_length).format(
            n=meta.max_length
        )
        report.at_value(path, _("too long"), limit)


def _range(meta: msgspec.Meta) -> str:
    if meta.le is None:
        return _("at least {limit}").format(limit=meta.ge)
    return _("from {first} to {last}").format(first=meta.ge, last=meta.le)
