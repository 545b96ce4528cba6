"""`sanhui held`: what really happened at a session: when and where, who took the chair, what was voted."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sanhui.cli import next_steps, terminal
from sanhui.cli.options import Json, LedgerFile, PlanFile, SessionName
from sanhui.i18n import N_, _, speaking

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sanhui.cli.record.desk import Desk
    from sanhui.ledger.held import Held, Vote
    from sanhui.ledger.marks import Marked


Text = str | None


def _text(option: str, help_: str) -> Any:
    return typer.Option(option, metavar=N_("TEXT"), help=help_, show_default=False)


def held(
    session: SessionName,
    plan: PlanFile = None,
    on: Annotated[
        Text,
        typer.Option(
            "--on",
            metavar=N_("DATE"),
            help=N_("When it was on another day than planned."),
            show_default=False,
        ),
    ] = None,
    start: Annotated[
        Text, typer.Option("--start", metavar=N_("TIME"), help=N_("When it began."), show_default=False)
    ] = None,
    end: Annotated[
        Text, typer.Option("--end", metavar=N_("TIME"), help=N_("When it ended."), show_default=False)
    ] = None,
    place: Annotated[Text, _text("--place", N_("Where it was held."))] = None,
    chair: Annotated[Text, _text("--chair", N_("Who took the chair."))] = None,
    recorder: Annotated[Text, _text("--recorder", N_("Who wrote the minutes."))] = None,
    topic: Annotated[Text, _text("--topic", N_("What it was about."))] = None,
    note: Annotated[Text, _text("--note", N_("Anything else."))] = None,
    hours: Annotated[
        float | None,
        typer.Option(
            "--hours", metavar="N", min=0, max=100, help=N_("Hours of study (学时)."), show_default=False
        ),
    ] = None,
    vote: Annotated[
        list[str] | None,
        typer.Option(
            "--vote",
            metavar=N_("VOTE"),
            help=N_("A vote: its title, a colon, and the numbers."),
            show_default=False,
        ),
    ] = None,
    not_held: Annotated[
        bool, typer.Option("--not-held", help=N_("It did not take place: take its record back."))
    ] = False,
    ledger: LedgerFile = None,
    as_json: Json = False,
) -> int:
    """Record or show a session."""
    import msgspec

    from sanhui.attendance.recording import held_on, marked_on
    from sanhui.cli.dates import day_in_plan
    from sanhui.cli.record.desk import open_desk

    desk = open_desk(session, plan, ledger)
    texts = {"place": place, "chair": chair, "recorder": recorder, "topic": topic, "note": note}
    said: dict[str, Any] = {name: text.strip() for name, text in texts.items() if text is not None}
    if hours is not None:
        said["hours"] = hours
    if not_held:
        return _taken_back(desk, bool(said or on or start or end or vote))
    base = desk.as_held if on is None else held_on(desk.as_held, day_in_plan("--on", on, desk.plan))
    rows = marked_on(desk.rows.values(), base.day)
    said |= _times(desk, base, rows, start, end)
    record = msgspec.structs.replace(base, **said)
    votes = desk.votes if vote is None else _votes(desk, record, vote)
    if said or on is not None or vote is not None:
        moved = tuple(msgspec.structs.replace(each, day=record.day) for each in votes)
        _write(desk, record, rows, moved)
        desk = open_desk(desk.session.id, plan, ledger)
        terminal.say(_("Recorded."))
        unmarked = None if desk.rows else desk.session.id
        next_steps.note(recorded=desk.session.id, unmarked=unmarked, its_ledger=desk.ledger)
    else:
        next_steps.nothing()
    return _show(desk, as_json=as_json)


def _write(desk: Desk, record: Held, rows: Sequence[Marked], votes: Sequence[Vote]) -> None:
    from sanhui.cli.record.recording import recording
    from sanhui.errors import InputError, Problem
    from sanhui.ledger import held, marks

    if desk.begins_later(record):
        message = _("this session is still to come")
        remedy = _("what is particular to it is planned with “sanhui note {session}”").format(
            session=desk.session.id
        )
        raise InputError(Problem(message, remedy, value=desk.session.id))
    plan = desk.plan
    with recording(plan, desk.ledger, "held") as change:
        held.record(change, record)
        held.record_votes(change, plan.id, record.session, votes)
        marks.record(change, rows)


def _taken_back(desk: Desk, said: bool) -> int:
    """Record that a session did not take place after all."""
    from sanhui.cli.record.recording import recording
    from sanhui.ledger import held, makeups, marks

    if said:
        raise typer.BadParameter(
            _("what did not take place has nothing else to record"), param_hint="--not-held"
        )
    if desk.held is None:
        terminal.say(_("It is not recorded as held."))
        next_steps.nothing()
        return 0
    with recording(desk.plan, desk.ledger, "held --not-held") as change:
        held.forget(change, desk.plan.id, desk.session.id)
        for member in desk.rows:
            makeups.undo(change, desk.plan.id, desk.session.id, member)
            marks.remove(change, desk.plan.id, desk.session.id, member)
    terminal.say(_("Taken back: {session}, with its marks and votes.").format(session=desk.session.id))
    next_steps.note(its_ledger=desk.ledger)
    return 0


def _times(
    desk: Desk, base: Held, rows: Iterable[Marked], start: str | None, end: str | None
) -> dict[str, dt.datetime]:
    """The moments that were said; raises InputError when they cannot be."""
    from zoneinfo import ZoneInfo

    from sanhui.cli.members.saying import time_called
    from sanhui.errors import InputError, Problem

    zone = ZoneInfo(desk.plan.timezone)
    said: dict[str, dt.datetime] = {}
    for name, text in (("start", start), ("end", end)):
        if text is None:
            continue
        time = time_called(text, f"--{name}")
        if time.start is None or time.minutes is not None:
            raise InputError(
                Problem(
                    _("this is no time of day"),
                    _("such as {example}").format(example="15:20"),
                    key=f"--{name}",
                    value=text,
                )
            )
        said[name] = dt.datetime.combine(base.day, time.start, zone)
    begins, ends = (said.get(name, getattr(base, name)) for name in ("start", "end"))
    if begins and ends and ends <= begins:
        message = _("it would end at {end}, before it began at {start}").format(
            end=f"{ends:%H:%M}", start=f"{begins:%H:%M}"
        )
        raise InputError(
            Problem(
                message,
                _("say both: --start … --end …"),
                key="--end" if end else "--start",
                value=end or start,
            )
        )
    if said:
        _fit(desk, rows, begins, ends)
    return said


def _fit(desk: Desk, rows: Iterable[Marked], begins: dt.datetime | None, ends: dt.datetime | None) -> None:
    """See that nobody was late before it began, or came when it was over; raises InputError.

    To sign in before the start, and to stay after the end, is nothing wrong.
    """
    from sanhui.errors import InputError, Problem

    for row in rows:
        late = desk.plan.marks[row.mark].late
        came, went = row.arrived, row.departed
        wrong = [
            *([came] if came and ((late and begins and came < begins) or (ends and came >= ends)) else []),
            *([went] if went and begins and went <= begins else []),
        ]
        if wrong:
            message = _("{name} is marked with {time}, outside of it").format(
                name=row.name, time=f"{wrong[0]:%H:%M}"
            )
            remedy = _("correct the mark first: sanhui attend {session} --keep …").format(
                session=desk.session.id
            )
            raise InputError(Problem(message, remedy, value=desk.session.id))


def _votes(desk: Desk, record: Held, texts: list[str]) -> tuple[Vote, ...]:
    """The votes that were said, checked against the marks; raises InputError with all that is wrong."""
    import msgspec

    from sanhui.attendance.voting import check_vote, read_vote
    from sanhui.errors import InputError, Problem
    from sanhui.ledger.held import Vote

    marks = desk.plan.marks
    voters = [row for row in desk.rows.values() if row.votes and marks[row.mark].due]
    present = sum(marks[row.mark].quorum for row in voters)
    like = Vote(
        plan=record.plan,
        session=record.session,
        item=1,
        due=len(voters),
        present=present,
        in_favour=0,
        against=0,
        abstained=0,
        day=record.day,
    )
    problems: list[Problem] = []
    found: list[Vote] = []
    for number, text in enumerate((text for text in texts if text.strip()), 1):
        try:
            one = read_vote(text, msgspec.structs.replace(like, item=number))
            check_vote(one, like if desk.rows else None)
            found.append(one)
        except InputError as error:
            problems += error.problems
    if problems:
        raise InputError(*problems)
    return tuple(found)


def _show(desk: Desk, *, as_json: bool) -> int:
    import msgspec

    from sanhui.attendance.evidence import missing
    from sanhui.attendance.quorum import quorums
    from sanhui.attendance.study import hours_of
    from sanhui.attendance.voting import quorum_of
    from sanhui.cli.record.desk import name_of
    from sanhui.publish.members import sign_in
    from sanhui.publish.record import minutes

    rules, record = desk.rules.rules, desk.as_held
    hours = hours_of(record, desk.plan.kinds, desk.rules.settings.hour_minutes)
    record = msgspec.structs.replace(record, hours=hours or record.hours)
    sheet = desk.recorded()
    unmarked = sheet.unmarked if sheet else ()
    every = sheet.at_worst if sheet else desk.rows.values()
    counted = quorums(rules, record.kinds, every, desk.plan.marks) if desk.rows else ()
    lacking = missing(record.session, desk.documents, desk.rules.settings.evidence) if desk.held else ()
    of_session = desk.documents.get(record.session, ())
    if as_json:
        with speaking(desk.plan.language):
            told = {"plan": desk.plan.id, "recorded": desk.held is not None}
            told |= minutes.record(record, desk.votes, of_session, lacking)
            terminal.write_json(told | sign_in.record(desk.rows.values(), desk.plan.marks, counted, unmarked))
    else:
        room = terminal.room()
        terminal.write_lines([((terminal.harmless(name_of(desk)), "bold"),)])
        if desk.held is None:
            terminal.write(_("Not recorded as held. As planned:"))
        terminal.write_lines(minutes.lines(record, desk.votes, of_session, lacking, rules, room))
        if desk.rows:
            terminal.write_lines(
                [
                    (),
                    *sign_in.summary(
                        desk.rows.values(),
                        desk.plan.marks,
                        counted,
                        room,
                        voted=bool(desk.votes),
                        unmarked=unmarked,
                    ),
                ]
            )
    checked = [quorum_of(vote, record.kinds, rules) for vote in desk.votes]
    return int(any(each is not None and not each.reached for each in checked))
