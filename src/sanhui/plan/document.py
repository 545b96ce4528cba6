"""The plan file as it is written: one struct a table, one field a key.

These types are the single source of the plan format: the loader checks a file against them, the JSON
Schema (`sanhui schema`) is generated from them, and the reference in docs/ is too. Texts such as `when` or
`duration` are still texts here; `sanhui.plan.model` holds what they mean. The documentation of a field stands
in its `Meta`.
"""

import datetime as dt
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta

from sanhui.days.years import FIRST_YEAR, LAST_YEAR
from sanhui.plan.definitions import Body, Kind, Mark, Period
from sanhui.plan.fields import Identifier, Line, Name, Table

OnHoliday = Annotated[
    Literal["postpone", "advance", "nearest", "skip", "keep"],
    Meta(
        description="What becomes of a session on a day off: "
        "the next working day, the one before, the closer one, dropped, kept."
    ),
]
Duration = Annotated[
    str,
    Meta(
        description="How long a session lasts; whole days make it all-day.",
        examples=["90分钟", "1.5小时", "90 minutes"],
    ),
]
Days = Annotated[
    str, Meta(description="How far a session may be moved off a day off.", examples=["7天", "一周", "7 days"])
]
# A union of str and dates is more than msgspec can tell apart; `sanhui.plan.timing` looks at each entry.
Moment = Annotated[Any, Meta(extra_json_schema={"type": "string"})]


class PlanTable(Table, frozen=True, kw_only=True):
    """The body, the year and the files that belong to the plan."""

    id: Annotated[Identifier, Meta(description="The plan's identity; part of every published event's UID.")]
    year: Annotated[
        int, Meta(ge=FIRST_YEAR, le=LAST_YEAR, description="The year that is planned.", examples=[2026])
    ]
    title: Annotated[Name, Meta(description="What stands above every table and calendar.")]
    organization: Annotated[Line, Meta(description="The body whose plan it is.")] = ""
    timezone: Annotated[str, Meta(description="An IANA time zone.", examples=["Asia/Shanghai"])] = (
        "Asia/Shanghai"
    )
    language: Annotated[
        Literal["zh", "en"], Meta(description="The language of everything that is published from the plan.")
    ] = "zh"
    extends: Annotated[
        str,
        Meta(
            description="The parent body's plan, relative to this one: its activities and tasks are inherited.",
            examples=["base.toml"],
        ),
    ] = ""
    roster: Annotated[
        str, Meta(description="The roster's file, relative to the plan.", examples=["roster.csv"])
    ] = ""
    rules: Annotated[
        tuple[Name, ...] | None,
        Meta(
            description="The rulebooks that hold: names of shipped ones, and paths relative to the plan; "
            "left out, the regulations that bind every branch; an empty list, none.",
            examples=[["支部工作条例", "rules/local.toml"]],
        ),
    ] = None
    busy: Annotated[
        tuple[Name, ...],
        Meta(
            description="Calendars of those who must be free, relative to the plan; suggested days avoid them.",
            examples=[["leader.ics"]],
        ),
    ] = ()
    holidays: Annotated[
        tuple[str, ...],
        Meta(
            description="Overlay files for the working-day calendar, relative to the plan: "
            "own TOML or holiday-cn JSON; later ones win."
        ),
    ] = ()
    revision: Annotated[
        int,
        Meta(ge=1, description="Raised with every published change; the events' DTSTAMP follows from it."),
    ] = 1
    organizer: Annotated[
        str,
        Meta(
            description="The e-mail address that publishes the calendar; only with it a METHOD is written.",
            examples=["zuzhi@example.org"],
        ),
    ] = ""


class Defaults(Table, frozen=True, kw_only=True):
    """What holds for every activity that does not say otherwise."""

    time: Annotated[
        str, Meta(description="The time of day.", examples=["15:00", "下午3点", "14:30-16:00"])
    ] = ""
    duration: Duration = "90分钟"
    place: Annotated[Line, Meta(description="Where.", examples=["三楼会议室"])] = ""
    audience: Annotated[str | tuple[str, ...], Meta(description="Who is due.")] = "全体党员"
    on_holiday: OnHoliday = "postpone"
    within: Days = "7天"
    working_weekends: Annotated[
        bool, Meta(description="Whether a 补班 weekend day may receive a moved session.")
    ] = True
    remind: Annotated[
        tuple[str, ...], Meta(description="Alarms before a session.", examples=[["1天", "30分钟"]])
    ] = ()


class Leave(Table, frozen=True, kw_only=True):
    """Somebody who takes no turn for a term."""

    name: Annotated[Name, Meta(description="Who, as the rotation names them.")]
    first: Annotated[dt.date | None, Meta(description="The first day of the term; from the outset.")] = (
        msgspec.field(default=None, name="from")
    )
    last: Annotated[dt.date | None, Meta(description="The last day of the term; for good.")] = msgspec.field(
        default=None, name="to"
    )


class Rotation(Table, frozen=True, kw_only=True):
    """People who take turns, one a session, in order."""

    rotate: Annotated[tuple[Name, ...], Meta(min_length=1, description="Their names or roles, in order.")]
    leave_out: Annotated[
        tuple[Leave, ...],
        Meta(
            description="Who takes no turn for a term; the next one does.",
            examples=[[{"name": "学会部部长", "from": "2026-03-01", "to": "2026-08-31"}]],
        ),
    ] = ()
    by: Annotated[
        Literal["session", "slot"],
        Meta(
            description="What moves the turn on: “session”, every session that takes place; “slot”, every slot, "
            "also one that is dropped or whose turn another takes, so that everybody keeps their month."
        ),
    ] = "session"


People = str | tuple[Name, ...] | Rotation
Chair = Annotated[
    People,
    Meta(description="Who takes the chair: a name or a role, several, or a rotation.", examples=["支部书记"]),
]
Recorder = Annotated[
    People,
    Meta(
        description="Who writes the minutes: a name or a role, several, or a rotation.", examples=["组织委员"]
    ),
]
Owner = Annotated[Line, Meta(description="Who sees to it: a name or a role.", examples=["组织委员"])]
ListName = Annotated[
    Line,
    Meta(
        description="The list that it belongs to, such as a work order or a responsibility list.",
        examples=["季度工单"],
    ),
]
Checklist = Annotated[
    tuple[Name, ...],
    Meta(description="What is to be ticked off, in order.", examples=[["拟定议题", "通知到人"]]),
]
Lead = Annotated[str, Meta(examples=["3个工作日", "2天", "3 working days"])]
Binding = Annotated[
    bool, Meta(description="Whether the plans that inherit it may not drop it; they may add to it.")
]


class SessionTable(Table, frozen=True, kw_only=True):
    """What is particular to one session, under `[activity.session."2026-03"]`."""

    topic: Annotated[Line, Meta(description="What it is about.")] = ""
    speaker: Annotated[Line, Meta(description="Who speaks.")] = ""
    chair: Annotated[Line, Meta(description="Who takes the chair.")] = ""
    recorder: Annotated[Line, Meta(description="Who writes the minutes.")] = ""
    place: Annotated[Line, Meta(description="Where.", examples=["三楼会议室"])] = ""
    materials: Annotated[tuple[str, ...], Meta(description="Files, addresses, titles of books.")] = ()
    notes: Annotated[str, Meta(description="Free text, of several lines if need be.")] = ""


class SessionTask(Table, frozen=True, kw_only=True):
    """Something to do for every session of an activity, by a day that is counted from the session's."""

    id: Annotated[
        Identifier | None,
        Meta(
            description="Its name within the activity; t1, t2 … by its place if left out.",
            examples=["notice"],
        ),
    ] = None
    title: Annotated[Name, Meta(description="What is to be done.", examples=["发通知"])]
    before: Annotated[Lead, Meta(description="How long before the session it is due.")] = ""
    after: Annotated[Lead, Meta(description="How long after the session it is due.")] = ""
    owner: Owner = ""
    list: ListName = ""
    checklist: Checklist = ()
    remind: Annotated[
        tuple[str, ...], Meta(description="Alarms before the day that it is due.", examples=[["1天"]])
    ] = ()
    notes: Annotated[str, Meta(description="Free text, of several lines if need be.")] = ""


class Activity(Table, frozen=True, kw_only=True):
    """One line of the plan: what, when, who, where."""

    id: Identifier
    title: Annotated[Name, Meta(description="What it is called.", examples=["处长上讲台"])]
    kind: Annotated[
        str, Meta(description="What it counts as: a code or its name.", examples=["党课", "lecture"])
    ]
    also: Annotated[tuple[str, ...], Meta(description="Other kinds that the same sessions count for.")] = ()
    when: Annotated[
        str, Meta(description="When, in the `when` language.", examples=["每月第二个周三 下午3点"])
    ] = ""
    rrule: Annotated[
        str, Meta(description="Instead of `when`: an RFC 5545 rule.", examples=["FREQ=MONTHLY;BYDAY=2WE"])
    ] = ""
    dates: Annotated[
        tuple[Moment, ...],
        Meta(description="Instead of `when`: the dates one by one.", examples=[["2026-03-05", "2026-07-01"]]),
    ] = ()
    exceptions: Annotated[
        str | tuple[str, ...],
        Meta(
            description="Months, dates or named periods without sessions.",
            examples=["1月、2月", ["寒假", "2026-05-01"]],
        ),
    ] = msgspec.field(default=(), name="except")
    time: Annotated[
        str, Meta(description="The time of day, if `when` does not state it.", examples=["15:00"])
    ] = ""
    duration: Duration = ""
    all_day: Annotated[bool | None, Meta(description="Whole days, without a time of day.")] = None
    place: Annotated[Line, Meta(description="Where.", examples=["三楼会议室"])] = ""
    audience: Annotated[
        str | tuple[str, ...],
        Meta(
            description="Who is due: 全体党员, a group, a role, names.", examples=["全体党员", "第一党小组"]
        ),
    ] = ""
    observers: Annotated[tuple[str, ...], Meta(description="Who attends without being due (列席).")] = ()
    speakers: Annotated[
        People,
        Meta(
            description="Who speaks: one, several together, or a rotation.",
            examples=[{"rotate": ["办公室主任", "学会部部长"]}],
        ),
    ] = ()
    chair: Chair = ()
    recorder: Recorder = ()
    topics: Annotated[
        tuple[Line, ...], Meta(description="Topics of the sessions, in their order; the rest have none.")
    ] = ()
    hours: Annotated[
        Annotated[float, Meta(ge=0)] | None,
        Meta(
            description="Hours of study (学时) that a session counts for; without it one of study counts by its length.",
            examples=[2],
        ),
    ] = None
    materials: Annotated[
        tuple[str, ...], Meta(description="Files beside the plan, addresses, or titles of books.")
    ] = ()
    remind: Annotated[
        tuple[str, ...] | None, Meta(description="Alarms before a session.", examples=[["1天", "30分钟"]])
    ] = None
    on_holiday: OnHoliday | None = None
    within: Days = ""
    url: Annotated[str, Meta(description="A page about it.", examples=["https://example.org/"])] = ""
    notes: Annotated[str, Meta(description="Free text, of several lines if need be.")] = ""
    tasks: Annotated[
        tuple[SessionTask, ...],
        Meta(
            description="What is to be done for every session.",
            examples=[[{"title": "发通知", "before": "3个工作日", "owner": "组织委员"}]],
        ),
    ] = ()
    session: Annotated[
        dict[str, SessionTable], Meta(description="Particulars of single sessions, by slot.")
    ] = msgspec.field(default_factory=dict)
    binding: Binding = False


class Task(Table, frozen=True, kw_only=True):
    """Something to do by a day, once or again and again, without a session."""

    id: Annotated[Identifier, Meta(examples=["work-order"])]
    title: Annotated[Name, Meta(description="What is to be done.", examples=["主体责任季度工单"])]
    due: Annotated[
        str,
        Meta(
            description="By when, in the `when` language; a window is due on its last day.",
            examples=["每季度最后一个工作日", "每月10日前"],
        ),
    ] = ""
    dates: Annotated[
        tuple[Moment, ...],
        Meta(description="Instead of `due`: the days one by one.", examples=[["2026-03-31", "2026-09-30"]]),
    ] = ()
    exceptions: Annotated[
        str | tuple[str, ...],
        Meta(
            description="Months, dates or named periods in which it is not due.",
            examples=["1月、2月", ["寒假", "2026-05-01"]],
        ),
    ] = msgspec.field(default=(), name="except")
    owner: Owner = ""
    list: ListName = ""
    checklist: Checklist = ()
    remind: Annotated[
        tuple[str, ...], Meta(description="Alarms before the day that it is due.", examples=[["1天"]])
    ] = ()
    on_holiday: Annotated[
        OnHoliday, Meta(description="What becomes of it when the day is off: a deadline does not slip.")
    ] = "advance"
    within: Days = ""
    notes: Annotated[str, Meta(description="Free text, of several lines if need be.")] = ""
    binding: Binding = False


class Change(Table, frozen=True, kw_only=True):
    """What happened to one session. Of several changes of a session the last one holds, as a whole."""

    session: Annotated[
        Name, Meta(description="Activity and slot of the session.", examples=["weekly-study/2026-W11"])
    ]
    to: Annotated[
        Moment | None,
        Meta(
            description="Its new day, or day and time; a day alone keeps the time of day.",
            examples=["2026-03-11T15:00:00", "2026-03-11"],
        ),
    ] = None
    place: Annotated[Line, Meta(description="Where it is held instead.", examples=["二楼报告厅"])] = ""
    cancelled: Annotated[bool, Meta(description="It does not take place.")] = False
    added: Annotated[bool, Meta(description="It is an extra session of the activity, outside its rule.")] = (
        False
    )
    outside: Annotated[
        bool, Meta(description="It may leave the period of its slot, and the year; this needs a reason.")
    ] = False
    reason: Annotated[Line, Meta(description="Why, in a few words.", examples=["与局务会冲突"])] = ""


class Drop(Table, frozen=True, kw_only=True):
    """What the parent's plan has and this one does not take over, with the reason."""

    activity: Annotated[Line, Meta(description="The id of the parent's activity.")] = ""
    task: Annotated[Line, Meta(description="The id of the parent's task, instead.")] = ""
    reason: Annotated[Name, Meta(description="Why it is left out.", examples=["本单位没有党小组"])]


class Document(Table, frozen=True, kw_only=True):
    """A plan file."""

    plan: PlanTable
    body: Annotated[Body, Meta(description="What the body is, as far as rules depend on it.")] = Body()
    defaults: Annotated[Defaults, Meta(description="What holds for every activity.")] = Defaults()
    activity: Annotated[tuple[Activity, ...], Meta(description="What is planned.")] = ()
    task: Annotated[tuple[Task, ...], Meta(description="What is to be done, apart from the sessions.")] = ()
    change: Annotated[tuple[Change, ...], Meta(description="What happened to single sessions.")] = ()
    drop: Annotated[tuple[Drop, ...], Meta(description="What is not taken over from the parent's plan.")] = ()
    period: Annotated[tuple[Period, ...], Meta(description="Stretches of days that have a name.")] = ()
    kind: Annotated[tuple[Kind, ...], Meta(description="Kinds that the shipped table does not have.")] = ()
    mark: Annotated[
        tuple[Mark, ...], Meta(description="Attendance marks of one's own, or shipped ones changed.")
    ] = ()
