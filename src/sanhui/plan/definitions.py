"""Tables of the plan file by which it defines what it speaks of: its body, stretches of days, kinds, marks."""

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
    study: Annotated[
        bool, Meta(description="Whether a session without “hours” counts as hours of study by its length.")
    ] = False


class Mark(Table, frozen=True, kw_only=True):
    """An attendance mark: a new one, or a shipped one, by its code, of which something is changed."""

    code: Identifier
    zh: Annotated[Line, Meta(description="Its Chinese name; a new mark must have one.")] = ""
    en: Annotated[Line, Meta(description="Its English name.")] = ""
    symbol: Annotated[
        Line,
        Meta(max_length=1, description="One character for it; the first of its Chinese name if left out."),
    ] = ""
    aliases: Annotated[tuple[str, ...], Meta(description="What may be written for it as well.")] = ()
    due: Annotated[bool | None, Meta(description="Counts among those due (应到).")] = None
    present: Annotated[bool | None, Meta(description="Counts as present (实到).")] = None
    quorum: Annotated[bool | None, Meta(description="Counts for the quorum of a vote.")] = None
    hours: Annotated[
        Annotated[float, Meta(ge=0, le=1)] | None,
        Meta(description="How much of the session's hours of study it counts for.", examples=[0.5]),
    ] = None
    owes: Annotated[bool | None, Meta(description="Is to be settled by a make-up (补课).")] = None
    ahead: Annotated[bool | None, Meta(description="May be entered before the session.")] = None
    late: Annotated[bool | None, Meta(description="Came late; one of those present.")] = None
    leave: Annotated[
        bool | None, Meta(description="Was excused; who neither came nor was excused, was absent.")
    ] = None
