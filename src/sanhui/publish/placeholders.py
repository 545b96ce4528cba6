"""What a value has to say, field by field: the placeholders of templates, read from the types of what is written.

A struct documents its fields with `about`; tuples are what is repeated. A template is checked against that, sample values are
made of it, and the reference in the documentation is written from it.
"""

from __future__ import annotations

import types
import typing
from collections.abc import Iterable, Iterator
from typing import Annotated, Any, NamedTuple

import msgspec
from msgspec import Meta


def about(text: str) -> Meta:
    """What a field is; the text is marked with `N_` and translated where it is shown."""
    return Meta(description=text)


class Field(NamedTuple):
    """One placeholder: its name, what it is, whether it is repeated, and the placeholders of what it holds."""

    name: str
    about: str  # to be translated
    many: bool = False
    inner: tuple[Field, ...] = ()
    kind: type = str  # of one of them


def fields_of(form: type[msgspec.Struct]) -> tuple[Field, ...]:
    """The placeholders of a struct, in its order: the fields that say what they are."""
    hints = typing.get_type_hints(form, include_extras=True)
    return tuple(_field(name, hints[name]) for name in form.__struct_fields__ if _about(hints[name]))


def paths(fields: Iterable[Field], before: str = "") -> Iterator[tuple[str, Field]]:
    """Every placeholder with the path that leads to it, what holds others before them: months, months.rows."""
    for each in fields:
        yield before + each.name, each
        yield from paths(each.inner, f"{before}{each.name}.")


def values_of(value: msgspec.Struct) -> dict[str, Any]:
    """The placeholders of a value by name, as a template sees them: structs and tuples, numbers, days, texts."""
    return {each.name: getattr(value, each.name) for each in fields_of(type(value))}


def _field(name: str, hint: Any) -> Field:
    stated = typing.get_args(hint)[0]
    if typing.get_origin(stated) in (typing.Union, types.UnionType):  # or None
        stated = next(each for each in typing.get_args(stated) if each is not types.NoneType)
    many = typing.get_origin(stated) is tuple
    kind = typing.get_args(stated)[0] if many else stated
    kind = kind if isinstance(kind, type) else str  # a Literal is a text
    inner = fields_of(kind) if issubclass(kind, msgspec.Struct) else ()
    return Field(name, _about(hint), many, inner, kind)


def _about(hint: Any) -> str:
    if typing.get_origin(hint) is not Annotated:
        return ""
    return next((each.description or "" for each in typing.get_args(hint) if isinstance(each, Meta)), "")
