"""The commands that change the plan: move, cancel, add, fix, note, undo; each shows what was, what is, and what to do next."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sanhui.cli import clock, next_steps, terminal
from sanhui.cli.dates import misread
from sanhui.cli.options import Json, Place, PlanFile, SessionName
from sanhui.i18n import N_, _

if TYPE_CHECKING:
    from sanhui.edit.change import Target
    from sanhui.edit.outcome import Edit
    from sanhui.plan.model import Plan


Reason = Annotated[
    str,
    typer.Option("--reason", metavar=N_("TEXT"), help=N_("Why; it is kept in the plan."), show_default=False),
]
Outside = Annotated[
    bool, typer.Option("--outside", help=N_("Let it leave its period, by order; needs --reason."))
]
DryRun = Annotated[bool, typer.Option("--dry-run", help=N_("Show the difference, and write nothing."))]


def move(
    session: SessionName,
    plan: PlanFile = None,
    to: Annotated[
        str | None,
        typer.Option(
            "--to",
            metavar=N_("DATE|TIME"),
            help=N_("The new day, the new time, or both."),
            show_default=False,
        ),
    ] = None,
    place: Place = "",
    reason: Reason = "",
    outside: Outside = False,
    dry_run: DryRun = False,
    as_json: Json = False,
) -> int:
    """Move one session."""
    from sanhui.edit import change

    if to is None and not place:
        raise typer.BadParameter(_("say where to: --to, --place, or both"), param_hint="move")
    loaded, now = _loaded(plan)
    target = None if to is None else _target(to, "--to", loaded, now)
    with misread(_("SESSION")):
        edit = change.move(
            loaded.path,
            session,
            target,
            now=now,
            place=place,
            reason=reason,
            outside=outside,
            dry_run=dry_run,
        )
    return _told(edit, as_json=as_json)


def fix(
    session: SessionName,
    date: Annotated[
        str, typer.Argument(metavar=N_("DATE"), help=N_("Its day, with its time if that is another."))
    ],
    plan: PlanFile = None,
    place: Place = "",
    reason: Reason = "",
    outside: Outside = False,
    dry_run: DryRun = False,
    as_json: Json = False,
) -> int:
    """Give a floating session its day."""
    from sanhui.edit import change

    loaded, now = _loaded(plan)
    day = _day(date, _("DATE"), loaded, now)
    with misread(_("SESSION")):
        edit = change.fix(
            loaded.path, session, day, now=now, place=place, reason=reason, outside=outside, dry_run=dry_run
        )
    return _told(edit, as_json=as_json)


def cancel(
    session: SessionName,
    plan: PlanFile = None,
    reason: Reason = "",
    dry_run: DryRun = False,
    as_json: Json = False,
) -> int:
    """Call one session off."""
    from sanhui.edit import change

    loaded, now = _loaded(plan)
    with misread(_("SESSION")):
        edit = change.cancel(loaded.path, session, now=now, reason=reason, dry_run=dry_run)
    return _told(edit, as_json=as_json)


def add(
    activity: Annotated[
        str, typer.Argument(metavar=N_("ACTIVITY"), help=N_("The activity, by its id or its title."))
    ],
    to: Annotated[
        str, typer.Option("--to", metavar=N_("DATE"), help=N_("Its day, with its time if that is another."))
    ],
    plan: PlanFile = None,
    place: Place = "",
    reason: Reason = "",
    outside: Outside = False,
    dry_run: DryRun = False,
    as_json: Json = False,
) -> int:
    """Add a session to an activity."""
    from sanhui.edit import change

    loaded, now = _loaded(plan)
    day = _day(to, "--to", loaded, now)
    edit = change.add(
        loaded.path, activity, day, place=place, reason=reason, outside=outside, dry_run=dry_run
    )
    return _told(edit, as_json=as_json)


def note(
    session: SessionName,
    plan: PlanFile = None,
    topic: Annotated[
        str | None, typer.Option("--topic", metavar=N_("TEXT"), help=N_("What it is about."))
    ] = None,
    speaker: Annotated[
        str | None, typer.Option("--speaker", metavar=N_("NAME"), help=N_("Who speaks."))
    ] = None,
    chair: Annotated[
        str | None, typer.Option("--chair", metavar=N_("NAME"), help=N_("Who takes the chair."))
    ] = None,
    recorder: Annotated[
        str | None, typer.Option("--recorder", metavar=N_("NAME"), help=N_("Who writes the minutes."))
    ] = None,
    place: Annotated[
        str | None, typer.Option("--place", metavar=N_("TEXT"), help=N_("Where it is held."))
    ] = None,
    materials: Annotated[
        list[str] | None,
        typer.Option("--material", metavar=N_("TEXT"), help=N_("What is read; may be repeated.")),
    ] = None,
    notes: Annotated[
        str | None, typer.Option("--notes", metavar=N_("TEXT"), help=N_("Anything else."))
    ] = None,
    dry_run: DryRun = False,
    as_json: Json = False,
) -> int:
    """Write down what is particular to one session."""
    from sanhui.edit import change

    if not materials:
        materials = None
    elif materials == [""]:
        materials = []
    if all(each is None for each in (topic, speaker, chair, recorder, place, materials, notes)):
        raise typer.BadParameter(_("say what to write down: --topic, --speaker …"), param_hint="note")
    loaded, now = _loaded(plan)
    with misread(_("SESSION")):
        edit = change.note(
            loaded.path,
            session,
            now=now,
            topic=topic,
            speaker=speaker,
            chair=chair,
            recorder=recorder,
            place=place,
            materials=materials,
            notes=notes,
            dry_run=dry_run,
        )
    return _told(edit, as_json=as_json)


def undo(plan: PlanFile = None, dry_run: DryRun = False, as_json: Json = False) -> int:
    """Take back the last change."""
    from sanhui.cli.plan_file import find_plan
    from sanhui.edit.rewrite import undo as taken_back

    return _told(taken_back(find_plan(plan), dry_run=dry_run), as_json=as_json)


# -- what they share ---------------------------------------------------------------------------------------


def _loaded(given: Path | None) -> tuple[Plan, dt.datetime]:
    """The plan that is meant, and what the clock says where it is."""
    from sanhui.cli.plan_file import find_plan
    from sanhui.files import portable
    from sanhui.plan.load import load

    plan = load(find_plan(given))
    published = plan.path.with_name(portable(f"{plan.id}.ics"))
    next_steps.note(published=published if published.exists() else None)
    return plan, clock.now(plan.timezone)


def _target(text: str, option: str, plan: Plan, now: dt.datetime) -> Target:
    """A day, a day and a time, or a time of the session's own day; raises MisreadError."""
    from sanhui.moment import read_in_year
    from sanhui.when import WhenError, parse_time
    from sanhui.when.tree import PART_STARTS

    with misread(option):
        try:
            time = parse_time(text)
        except WhenError:
            return read_in_year(text, plan.year, now)
        if time.all_day or time.minutes is not None:
            raise WhenError(_("a session keeps its length"), text, 0, _("say only when it begins: 15:00"))
        start = time.start or (PART_STARTS[time.part] if time.part else None)
        return start or read_in_year(text, plan.year, now)


def _day(text: str, option: str, plan: Plan, now: dt.datetime) -> dt.date | dt.datetime:
    """A day, or a day and a time; a time alone would be today's, which nobody means."""
    from sanhui.when import WhenError

    target = _target(text, option, plan, now)
    with misread(option):
        if isinstance(target, dt.time):
            raise WhenError(_("a time of day is not enough"), text, 0, _("say the day as well"))
    return target


def _told(edit: Edit, *, as_json: bool) -> int:
    """Show what was changed, or would be, and what `sanhui check` has against it."""
    if as_json:
        from sanhui.plan.load import load
        from sanhui.publish.changes.outcome import record

        terminal.write_json(record(edit, load(edit.path)))
    else:
        _show(edit)
    if edit.written:
        terminal.say(_("{file} written").format(file=edit.path))
    else:
        terminal.say(_("Nothing was written: --dry-run"))
    return int(any(finding.severity != "note" for finding in edit.findings))


def _show(edit: Edit) -> None:
    from sanhui.cli.plan.check import finding_lines
    from sanhui.publish.changes.outcome import difference, outcome

    if edit.undone:
        text = (
            _("Taken back: {action} {session}") if edit.written else _("To be taken back: {action} {session}")
        )
        terminal.say(text.format(action=edit.undone, session=edit.session))
    terminal.write_lines(outcome(edit, terminal.room()))
    if not edit.written:
        terminal.write_lines(difference(edit))
    for finding in edit.findings:
        terminal.write_lines(finding_lines(finding, edit.path))
