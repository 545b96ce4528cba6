"""Tables of the plan file by which it defines what it speaks of: its body, stretches of days, kinds."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

import msgspec
from msgspec import Meta

from sanhui.plan.fields import Identifier, Line, Name, Table


class Body(Table, frozen=True, kw_only=True):
    """What the body is, as far as rules depend on it."""

    branch: Annotated[
        str, Meta(description="The type of the branch: a code or its Chinese name.", examples=["机关"])
    ] = ""
    centre_group: Annotated[
        bool, Meta(description="Whether it has a centre group for the study of theory (理论学习中心组).")
    ] = False
    term_from: Annotated[
        dt.date | None, Meta(description="The day on which the present committee was elected.")
    ] = None


class Period(Table, frozen=True, kw_only=True):
    """A named stretch of days, to be left out by name: 寒假除外."""

    name: Annotated[Name, Meta(description="What a plan calls it.", examples=["寒假"])]
    first: Annotated[dt.date, Meta(description="Its first day.")] = msgspec.field(name="from")
    last: Annotated[dt.date, Meta(description="Its last day.")] = msgspec.field(name="to")


class Kind(Table, frozen=True, kw_only=True):
    """A kind of activity that the shipped table does not have."""

    code: Identifier
    zh: Annotated[Name, Meta(description="Its Chinese name.")]
    en: Annotated[Line, Meta(description="Its English name.")] = ""
    aliases: Annotated[tuple[str, ...], Meta(description="What a plan may write as well.")] = ()
    colour: Annotated[str, Meta(description="A CSS colour name (RFC 7986).", examples=["teal"])] = ""
    symbol: Annotated[
        Line,
        Meta(max_length=1, description="One character for it; the first of its Chinese name if left out."),
    ] = ""
