"""The rulebook file as it is written: one struct a table, one field a key.

These types are the single source of the format: the loader checks a file against them, the JSON Schema
(`sanhui schema --rules`) and the reference in docs/ are made from them.
"""

import datetime as dt
from typing import Annotated, Literal

from msgspec import Meta

from sanhui.plan.definitions import Mark
from sanhui.plan.fields import Identifier, Line, Name, Table
from sanhui.rulebook.model import SIX, Denominator, DocumentSort, Duty, Grade, Per, Period, Severity

Words = Annotated[str | tuple[Name, ...], Meta(examples=["支部书记", ["支部书记", "支部委员"]])]
Share = Annotated[
    str | float, Meta(description="A share: a fraction, a percentage or a number up to 1.", examples=["4/5"])
]
Kinds = Annotated[
    tuple[Name, ...],
    Meta(
        description="The kinds that count, by name or code; a session that is one of them does.",
        examples=[["党课"]],
    ),
]
Lead = Annotated[str, Meta(examples=["30天"])]
Minutes = Annotated[str, Meta(examples=["30分钟"])]


class Book(Table, frozen=True, kw_only=True):
    """The document that the rules come from."""

    id: Annotated[
        Identifier,
        Meta(description="What the rulebook is known by; stable.", examples=["local"]),
    ]
    zh: Annotated[Name, Meta(description="Its title in Chinese.", examples=["机关党支部学习考勤制度"])]
    en: Annotated[Line, Meta(description="Its title in English.")] = ""
    aliases: Annotated[tuple[Name, ...], Meta(description="What a plan may call it as well.")] = ()
    issued: Annotated[
        Line,
        Meta(
            description="When it was issued: a year or a date; it asks for nothing before.", examples=["2018"]
        ),
    ] = ""
    effective_from: Annotated[
        dt.date | None, Meta(description="Its first day in force; from the outset.")
    ] = None
    effective_until: Annotated[dt.date | None, Meta(description="Its last day in force; for good.")] = None
    reference: Annotated[
        bool, Meta(description="Whether it does not bind everybody: it holds where a plan names it.")
    ] = False


class Applies(Table, frozen=True, kw_only=True):
    """For which bodies a rule holds; all that is said must be so."""

    min_full_members: Annotated[
        int,
        Meta(ge=0, description="At least so many full members; below 7 there is no committee.", examples=[7]),
    ] = 0
    has_groups: Annotated[bool, Meta(description="It has groups.")] = False
    has_centre_group: Annotated[bool, Meta(description="It has a centre group for the study of theory.")] = (
        False
    )
    has_role: Annotated[
        Words, Meta(description="Somebody of the roster has one of these roles.", examples=[["党委书记"]])
    ] = ()
    branches: Annotated[
        tuple[Name, ...], Meta(description="It is a branch of one of these types.", examples=[["村", "社区"]])
    ] = ()
    other_branches: Annotated[
        tuple[Name, ...], Meta(description="It is a branch of any type but these.", examples=[["村", "社区"]])
    ] = ()


class Rule(Table, frozen=True, kw_only=True):
    """One requirement; or, with `refines`, what is stricter here about a rule of another rulebook."""

    id: Annotated[
        Identifier | None,
        Meta(description="What the rule is known by; stable.", examples=["lecture-quarter"]),
    ] = None
    refines: Annotated[
        Line,
        Meta(
            description="The id of another rulebook's rule that is made stricter; only what differs is written.",
            examples=["general-meeting"],
        ),
    ] = ""
    zh: Annotated[Line, Meta(description="Its name in Chinese.", examples=["每季度一次党课"])] = ""
    en: Annotated[Line, Meta(description="Its name in English.")] = ""
    article: Annotated[Line, Meta(description="Where the document says it.", examples=["第十一条"])] = ""
    wording: Annotated[
        Line,
        Meta(description="What the document says, word for word or not.", examples=["一般每季度召开1次"]),
    ] = ""
    verbatim: Annotated[bool, Meta(description="Whether the wording is the document's, word for word.")] = (
        False
    )
    grade: Annotated[
        Grade,
        Meta(
            description="How sure it is: V, its text was read; P, in part or second-hand; "
            "M, general knowledge, to be checked locally."
        ),
    ] = "V"
    sort: Annotated[Line, Meta(description="What sort of rule it is.", examples=["count"])] = ""
    kinds: Kinds = ()
    audience: Annotated[Words, Meta(description="Who is meant; all who are due, if left out.")] = ()
    per: Annotated[Per, Meta(description="For whom it is counted.")] = "body"
    at_least: Annotated[int, Meta(ge=0, description="How often at least.", examples=[1])] = 0
    at_most: Annotated[
        int, Meta(ge=0, description="How often, or how many minutes, at most.", examples=[3])
    ] = 0
    period: Annotated[Period | None, Meta(description="In every one of these it is counted.")] = None
    window: Annotated[
        str | tuple[Annotated[int, Meta(ge=1, le=12)], ...],
        Meta(description="A part of the year: Q1 to Q4, H1, H2, or months.", examples=["Q4", [11, 12]]),
    ] = ()
    after: Annotated[
        tuple[Name, ...],
        Meta(
            description="The kinds of which a session comes before.",
            examples=[["支部委员会会议"]],
        ),
    ] = ()
    by: Annotated[Words, Meta(description="The roles that have the duty.")] = ()
    duty: Annotated[Duty, Meta(description="What they do.")] = "chair"
    share: Annotated[Share | None, Meta(description="The least share of those present.")] = None
    denominator: Annotated[
        Denominator, Meta(description="What it is a share of: all who are due, or those of them with a vote.")
    ] = "due"
    voting_only: Annotated[bool, Meta(description="Only where a vote is taken.")] = False
    hours: Annotated[float, Meta(ge=0, description="Hours of study (学时).", examples=[32])] = 0.0
    months: Annotated[
        int, Meta(ge=0, le=1200, description="Months of a term or an absence.", examples=[6])
    ] = 0
    warn_months: Annotated[
        int, Meta(ge=0, description="So many months before that it is told.", examples=[2])
    ] = 0
    within: Annotated[Lead, Meta(description="Within so many days.")] = ""
    documents: Annotated[
        tuple[DocumentSort, ...],
        Meta(
            description="The sorts of documents that a session must have.", examples=[["minutes", "sign-in"]]
        ),
    ] = ()
    list: Annotated[Line, Meta(description="The list of tasks.", examples=["季度工单"])] = ""
    applies: Annotated[Applies, Meta(description="For which bodies it holds; for all, if left out.")] = (
        Applies()
    )
    severity: Annotated[
        Severity, Meta(description="How firmly it is asked for: 须 must, 应当 should, 一般 generally.")
    ] = "generally"
    effective_from: Annotated[dt.date | None, Meta(description="Its first day in force.")] = None
    effective_until: Annotated[dt.date | None, Meta(description="Its last day in force.")] = None
    note: Annotated[Line, Meta(description="What else people should know, in Chinese.")] = ""
    note_en: Annotated[Line, Meta(description="The same in English.")] = ""


class Settings(Table, frozen=True, kw_only=True):
    """How an organisation counts."""

    sign_in_before: Annotated[Minutes, Meta(description="How long before the start signing in begins.")] = (
        "30分钟"
    )
    sign_in_after: Annotated[
        Minutes, Meta(description="How long after the start it ends; who comes later is late.")
    ] = "10分钟"
    early_by: Annotated[Minutes, Meta(description="Who leaves so long before the end leaves early.")] = (
        "10分钟"
    )
    present_share: Annotated[
        Share,
        Meta(description="The share of the length that one must be there to be present; 0 does not ask."),
    ] = 0.0
    makeup_within: Annotated[Lead, Meta(description="Within how many days what was missed is made up.")] = (
        "30天"
    )
    hour: Annotated[
        Minutes,
        Meta(
            description="The length of an hour of study (学时): no regulation says it.", examples=["45分钟"]
        ),
    ] = "45分钟"
    attendance_target: Annotated[
        Share | None, Meta(description="The share of attendance that is aimed at.", examples=["85%"])
    ] = None
    absences_to_criticism: Annotated[
        int, Meta(ge=1, description="So many absences without leave lead to criticism.", examples=[3])
    ] = 3
    lates_per_absence: Annotated[
        int, Meta(ge=1, description="So many late arrivals count as an absence.", examples=[2])
    ] = 2
    evidence: Annotated[
        tuple[DocumentSort, ...], Meta(description="What a session's file must have (六有).")
    ] = SIX
    work_orders: Annotated[
        tuple[Name, ...],
        Meta(description="Lists of tasks that are reported on.", examples=[["季度工单"]]),
    ] = ()


class Points(Table, frozen=True, kw_only=True):
    """What a member earns for a session (积分); of several rows the first that fits counts."""

    kinds: Annotated[Kinds, Meta(description="At sessions of these kinds; of all, if left out.")] = ()
    marks: Annotated[
        tuple[Name, ...],
        Meta(description="For these marks, by name or code; for all, if left out.", examples=[["出勤"]]),
    ] = ()
    duty: Annotated[
        Literal["chair", "speaker", "recorder", ""], Meta(description="For whoever has this duty.")
    ] = ""
    points: Annotated[float, Meta(description="How many; less than nothing takes away.", examples=[2])]


class Document(Table, frozen=True, kw_only=True):
    """A rulebook file."""

    rulebook: Book
    settings: Annotated[Settings, Meta(description="How an organisation counts.")] = Settings()
    rule: Annotated[tuple[Rule, ...], Meta(description="What is asked for.")] = ()
    points: Annotated[tuple[Points, ...], Meta(description="What members earn for sessions (积分).")] = ()
    mark: Annotated[
        tuple[Mark, ...],
        Meta(description="Attendance marks of one's own, or shipped ones changed, as in a plan."),
    ] = ()
