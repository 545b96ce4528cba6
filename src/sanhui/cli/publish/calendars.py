"""`sanhui export ics`: one calendar for everybody, for a program, for a member, or a file for every session."""

from __future__ import annotations

import datetime as dt
import os
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from sanhui.cli import terminal
from sanhui.cli.options import Kinds, LedgerFile, Out
from sanhui.cli.output import exit_code
from sanhui.cli.publish.calendar_options import (
    Alarms,
    FloatingOption,
    For,
    ForeignOption,
    Groups,
    Holidays,
    Members,
    Names,
    PlanFiles,
    Previous,
    Progress,
    Split,
    StyleOption,
    TasksOption,
    Title,
)
from sanhui.cli.publish.republish import marked, said, updated
from sanhui.i18n import _
from sanhui.publish.ics.choices import Audience, Client, Floating, Foreign, Style, Tasks

if TYPE_CHECKING:
    from sanhui.ledger.tasks import State
    from sanhui.publish.ics.options import Options
    from sanhui.publish.ics.publication import Publication
    from sanhui.publish.ics.update import Update
    from sanhui.schedule.expand import Schedule


_LARGEST = 2**20  # no file of a single session is a megabyte


def ics(
    plans: PlanFiles = None,
    out: Out = None,
    meant_for: For = None,
    style: StyleOption = Style.EVENTS,
    split: Split = None,
    kinds: Kinds = None,
    groups: Groups = None,
    members: Members = None,
    tasks: TasksOption = Tasks.NONE,
    progress: Progress = False,
    ledger: LedgerFile = None,
    holidays: Holidays = False,
    floating: FloatingOption = Floating.EVENTS,
    names: Names = False,
    alarms: Alarms = None,
    title: Title = None,
    previous: Previous = None,
    foreign: ForeignOption = Foreign.REFUSE,
) -> int:
    """Write a calendar."""
    from sanhui.publish.ics.clients import PROGRAMS
    from sanhui.publish.ics.options import Options
    from sanhui.publish.ics.writer import publication

    client, audience = _readers(meant_for or [])
    _refuse_contradictions(out, split, style, tasks, progress=progress)
    stamp = _source_date_epoch()
    people = [*(groups or []), *(members or [])]
    schedules = _schedules(plans or [None], kinds or [], people)
    who = [*(kinds or []), *people]
    apart = client is not None and PROGRAMS[client].split and audience is Audience.IMPORT
    if apart and out is None and split is None and style is Style.EVENTS:
        split = _beside(schedules, who, "")
    options = Options(
        style=style,
        names=names,
        floating=floating,
        tasks=tasks,
        holidays=holidays,
        alarms=_minutes(alarms),
        audience=audience,
        title="" if split is not None else _title(schedules, title, who),
        progress=_progress(schedules, ledger) if progress else None,
    )
    fresh = marked(publication(schedules, options, stamp), who)
    plans_of = [schedule.plan for schedule in schedules]
    if split is not None:
        _write_folder(fresh, schedules, split, previous, audience)
    else:
        path = _path(schedules, out, who)
        update = updated(fresh, plans_of, [previous, path], foreign, audience)
        _write_file(update, schedules, path, audience)
    if client is not None:
        _warn(client, options, split=split is not None)
    return max(map(exit_code, schedules))


def _refuse_contradictions(
    out: Path | None, split: Path | None, style: Style, tasks: Tasks, *, progress: bool
) -> None:
    if split is not None and out is not None:
        raise typer.BadParameter(_("choose one of {one} and {other}").format(one="--split", other="--output"))
    if split is not None and style is Style.SERIES:
        message = _("a series is one file for many sessions: --split goes with --style events")
        raise typer.BadParameter(message)
    if progress and tasks is Tasks.NONE:
        raise typer.BadParameter(_("--progress needs --tasks, which says how tasks are written"))


def _readers(words: Sequence[str]) -> tuple[Client | None, Audience]:
    """The program that is meant, if any, and whether it imports the file or subscribes to it."""
    from sanhui.errors import InputError, Problem, did_you_mean

    known: list[str] = [*Audience, *Client]
    problems = [
        Problem(_("there is no such reader"), did_you_mean(word, known), key="--for", value=word)
        for word in words
        if word not in known
    ]
    if problems:
        raise InputError(*problems)
    audiences = dict.fromkeys(Audience(word) for word in words if word in list(Audience))
    clients = dict.fromkeys(Client(word) for word in words if word in list(Client))
    for several in (audiences, clients):
        if len(several) > 1:
            one, other, *_rest = several
            message = _("choose one of {one} and {other}").format(one=one, other=other)
            raise typer.BadParameter(message)
    return next(iter(clients), None), next(iter(audiences), Audience.IMPORT)


def _schedules(plans: Iterable[Path | None], kinds: Sequence[str], people: Sequence[str]) -> list[Schedule]:
    """The plans that are meant, each with the sessions that are asked for; raises InputError when there are none."""
    from sanhui.cli.filters import kind_of
    from sanhui.cli.plan_file import load_schedule
    from sanhui.errors import InputError, Problem
    from sanhui.publish.selection import for_people, of_kinds

    whole = [load_schedule(plan) for plan in plans]
    _check_people(whole, people)
    chosen = []
    for schedule in whole:
        some = of_kinds(schedule, {kind_of(schedule.plan, kind) for kind in kinds}) if kinds else schedule
        chosen.append(for_people(some, people) if people else some)
    if (kinds or people) and not any(schedule.sessions for schedule in chosen):
        message = _("the plan has no session for {who}").format(who=_(", ").join([*kinds, *people]))
        raise InputError(Problem(message, _("`sanhui show` lists the sessions and who is due")))
    return chosen


def _check_people(schedules: Sequence[Schedule], people: Iterable[str]) -> None:
    """See that the rosters know these people, where there are rosters; raises InputError."""
    from sanhui.errors import InputError, Problem, did_you_mean
    from sanhui.roster.audience import Directory

    rosters = [each.plan.roster for each in schedules if each.plan.roster is not None]
    directories = [Directory(roster) for roster in rosters]
    groups = dict.fromkeys(group for roster in rosters for group in roster.groups)
    problems = []
    for word in people:
        if directories and not any(directory.knows(word) for directory in directories):
            near = [found for directory in directories if (found := directory.nearest(word))]
            remedy = did_you_mean(word, near) if near else ""
            if not near and groups:
                remedy = _("its groups are {groups}").format(groups=_(", ").join(groups))
            problems.append(Problem(_("the roster has no such group or member"), remedy, value=word))
    if problems:
        raise InputError(*problems)


def _minutes(said: Sequence[str] | None) -> tuple[int, ...] | None:
    """The alarms that were asked for, in minutes; None leaves them to the plan."""
    from sanhui.cli.dates import misread
    from sanhui.when import parse_duration

    if said is None:
        return None
    words = [word.strip() for word in said]
    none = [word for word in words if word.casefold() in ("none", "无", "不提醒")]
    if none and len(words) > len(none):
        raise typer.BadParameter(_("--alarm none excludes other alarms"))
    with misread("--alarm"):
        return tuple(parse_duration(word) for word in words if word not in none)


def _progress(schedules: Iterable[Schedule], ledger: Path | None) -> dict[str, dict[str, State]]:
    """What the ledgers have of the tasks, by plan and task."""
    from sanhui.cli.plan_file import ledger_to_read
    from sanhui.ledger import store, tasks

    found = {}
    for schedule in schedules:
        with store.read_ledger(ledger_to_read(schedule.plan, ledger)) as opened:
            found[schedule.plan.id] = tasks.states(opened, schedule.plan.id)
    return found


def _title(schedules: Sequence[Schedule], given: str | None, who: Sequence[str]) -> str | None:
    """The calendar's name; that of a selection says whose it is, for many have it beside the whole."""
    from sanhui.i18n import speaking
    from sanhui.wording import enumeration

    if given is not None or not who:
        return given
    with speaking(schedules[0].plan.language):
        title = enumeration(schedule.plan.title for schedule in schedules)
        return _("{title} ({who})").format(title=title, who=enumeration(who))


def _path(schedules: Sequence[Schedule], out: Path | None, who: Sequence[str]) -> Path | None:
    """Where the file is written; None is the standard output."""
    if out is not None:
        return None if str(out) == "-" else out
    if len(schedules) > 1:
        raise typer.BadParameter(_("say with --output where one calendar of several plans is written"))
    return _beside(schedules, who, ".ics")


def _beside(schedules: Sequence[Schedule], who: Sequence[str], suffix: str) -> Path:
    """Beside the plan, named after its id, and after the selection: it must not replace the whole calendar."""
    from sanhui.files import portable

    plan = schedules[0].plan
    parts = [plan.id, *(re.sub(r"[^\w.-]+", "-", word).strip("-.") for word in who)]
    return plan.path.with_name(portable("-".join(filter(None, parts)) + suffix))


def _write_file(update: Update, schedules: Sequence[Schedule], path: Path | None, audience: Audience) -> None:
    from sanhui.files import refuse_target, write_atomic
    from sanhui.publish.ics.writer import size_warnings
    from sanhui.publish.year.agenda import count

    data = update.publication.to_bytes()
    if path is None:
        terminal.write_bytes(data)
    else:
        refuse_target(path, "ics")
        written = write_atomic(path, data)
        text = _("{file} written: {count}") if written else _("{file} is up to date: {count}")
        sessions = [session for schedule in schedules for session in schedule.sessions]
        terminal.say(text.format(file=path, count=count(sessions)))
        said(update.counts)
    for warning in size_warnings(data):
        terminal.insist(_("warning: {message}").format(message=warning))
    if path is not None and audience is Audience.SUBSCRIPTION:
        terminal.say(
            _(
                "  → put it on a web server and give its address to subscribe to; then changes arrive by themselves"
            )
        )
    elif path is not None:
        terminal.say(
            _(
                "  → open it on a phone or in a calendar program to import it; "
                "on a web server it can be subscribed to, and then changes arrive by themselves"
            )
        )


def _write_folder(
    fresh: Publication, schedules: Sequence[Schedule], folder: Path, previous: Path | None, audience: Audience
) -> None:
    """A file for every session, also for those that are gone, unless a subscription leaves them out."""
    from sanhui.files import make_folder, write_atomic
    from sanhui.publish.ics.split import split

    make_folder(folder)
    plans = [schedule.plan for schedule in schedules]
    update = updated(fresh, plans, [previous, *_ours(folder, schedules)], Foreign.REFUSE, audience)
    files = split(update.publication)
    written = sum(write_atomic(folder / name, one.to_bytes()) for name, one in files.items())
    gone = [path for path in _ours(folder, schedules) if path.name not in files]
    for path in gone:
        path.unlink(missing_ok=True)
    terminal.say(
        _("{folder}: {count} files, {written} written, {removed} removed").format(
            folder=folder, count=len(files), written=written, removed=len(gone)
        )
    )
    said(update.counts)


def _ours(folder: Path, schedules: Iterable[Schedule]) -> list[Path]:
    """The files of a folder that were written for these plans; what is anybody else's is left alone, and unread if large."""
    from sanhui.files import read_bytes
    from sanhui.publish.ics.split import SUFFIX, is_ours

    plans = [schedule.plan.id for schedule in schedules]
    files = (
        path
        for path in sorted(folder.iterdir())
        if path.suffix == SUFFIX and path.is_file() and path.stat().st_size < _LARGEST
    )
    return [path for path in files if is_ours(read_bytes(path), plans)]


def _warn(client: Client, options: Options, *, split: bool) -> None:
    """Say what a program will not do with this calendar."""
    from sanhui.publish.ics.clients import PROGRAMS, losses

    name = _(PROGRAMS[client].name)
    for cell in losses(client, options, split=split):
        terminal.say(_("{program}: {note}").format(program=name, note=_(cell.note)))


def _source_date_epoch() -> dt.datetime | None:
    """The time that a build system wants everything stamped with (reproducible-builds.org), if it wants one."""
    from sanhui.errors import InputError, Problem

    text = os.environ.get("SOURCE_DATE_EPOCH")
    if not text:
        return None
    try:
        return dt.datetime.fromtimestamp(int(text), dt.UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise InputError(
            Problem(
                _("this is not a number of seconds since 1970"),
                _("correct it, or take it out of the environment"),
                key="SOURCE_DATE_EPOCH",
                value=text,
            )
        ) from error
