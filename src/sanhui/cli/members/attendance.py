"""`sanhui attendance`: what the record says, by session, member, group, kind or period."""

from __future__ import annotations

import datetime as dt
import enum
import re
from fractions import Fraction
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from sanhui.cli import terminal
from sanhui.cli.dates import day_or_today
from sanhui.cli.filters import days_of, kind_of, one_form
from sanhui.cli.options import Csv, Json, Kinds, LedgerFile, PlanFile, Since, Today, Until
from sanhui.i18n import N_, _, speaking

if TYPE_CHECKING:
    from sanhui.attendance.absence import LongAbsence
    from sanhui.attendance.answers import Answer
    from sanhui.attendance.due import Gap
    from sanhui.attendance.record import Record
    from sanhui.plan.model import Plan
    from sanhui.rulebook.model import Rules


class Beside(NamedTuple):
    """What is said below an answer: who has been away long, and where marks are missing."""

    absences: tuple[LongAbsence, ...] = ()
    gaps: tuple[Gap, ...] = ()


class By(enum.StrEnum):
    """What the lines are about."""

    SESSION = "session"
    MEMBER = "member"
    GROUP = "group"
    KIND = "kind"
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"


def attendance(
    plan: PlanFile = None,
    by: Annotated[
        By | None,
        typer.Option(
            "--by",
            metavar="session|member|group|kind|month|quarter|half|year",
            help=N_("What the lines are about; members if left out."),
            show_default=False,
        ),
    ] = None,
    since: Since = None,
    until: Until = None,
    span: Annotated[
        str,
        typer.Option(
            "--period",
            metavar=N_("PERIOD"),
            help=N_("Only this period: 2026, 2026-H1, 2026-Q2, 2026-03, 2026-W11."),
            show_default=False,
        ),
    ] = "",
    kinds: Kinds = None,
    members: Annotated[
        list[str] | None,
        typer.Option(
            "--member",
            metavar=N_("MEMBER"),
            help=N_("Only this member, by name or id; alone it shows their own sheet. May be repeated."),
        ),
    ] = None,
    groups: Annotated[
        list[str] | None,
        typer.Option("--group", metavar=N_("GROUP"), help=N_("Only this group; may be repeated.")),
    ] = None,
    below: Annotated[
        str,
        typer.Option(
            "--below", metavar="85%", help=N_("Only lines with a lower rate than this."), show_default=False
        ),
    ] = "",
    as_matrix: Annotated[
        bool, typer.Option("--matrix", help=N_("Members × sessions, with the symbols of the marks."))
    ] = False,
    as_heat: Annotated[
        bool, typer.Option("--heat", help=N_("A heat map: months across, a shaded block for each rate."))
    ] = False,
    today: Today = None,
    ledger: LedgerFile = None,
    as_json: Json = False,
    as_csv: Csv = False,
) -> int:
    """Print what the record says."""
    from sanhui.attendance.absence import long_absences
    from sanhui.attendance.answers import BY, answer, order_of
    from sanhui.attendance.answers import below as lines_below
    from sanhui.attendance.due import gaps
    from sanhui.attendance.hours import with_targets
    from sanhui.cli.plan_file import load_schedule, read_record
    from sanhui.rulebook.load import rules_of

    one_form({"--json": as_json, "--csv": as_csv})
    one_form({"--matrix": as_matrix, "--by": by is not None})
    one_form({"--matrix": as_matrix, "--below": bool(below)})
    one_form({"--heat": as_heat, "--matrix": as_matrix})
    one_form({"--heat": as_heat, "--csv": as_csv})
    if as_heat and by is not None and by not in (By.MEMBER, By.GROUP, By.KIND):
        message = _("a heat map is by {items}: its months stand side by side")
        raise typer.BadParameter(message.format(items="member, group, kind"), param_hint="--by")
    schedule = load_schedule(plan)
    loaded = schedule.plan
    rules = rules_of(loaded)
    whole = read_record(loaded, rules, ledger)
    first, last = _days(loaded, since, until, span)
    share = _share(below)
    keys = [_member(loaded, whole, name) for name in members or []]
    named = {"members": keys, "groups": _groups(whole, groups or [])}
    of_kinds = whole
    if kinds:
        of_kinds = whole.of_kinds(kind_of(loaded, name) for name in kinds)
    record = of_kinds.of(**named)
    now = day_or_today("--today", today, loaded)
    people = loaded.roster.on(now) if loaded.roster else ()
    absences = long_absences(whole, [each for each in people if not keys or each.key in keys], now)
    beside = Beside(absences, gaps(schedule, of_kinds.between(first, last), **named))
    if as_matrix:
        _matrix(record.between(first, last), loaded, beside.gaps, as_json=as_json, as_csv=as_csv)
        return 0
    if len(set(keys)) == 1 and by is None and not below and not as_csv and not as_heat:
        _sheet(keys[0], record.between(first, last), loaded, rules, last, now, beside, as_json)
        return 0
    subject = next(each for each in BY if each == (by or By.MEMBER).value)
    found = answer(record, subject, first, last, order_of(loaded, subject))
    found = with_targets(found, rules.rules, loaded)
    if share is not None:
        found = lines_below(found, share)
    _print(found, loaded, beside, as_json=as_json, as_csv=as_csv, as_heat=as_heat)
    return int(share is not None and bool(found.lines))


def _print(found: Answer, plan: Plan, beside: Beside, *, as_json: bool, as_csv: bool, as_heat: bool) -> None:
    from sanhui.publish.members.attendance import (
        absence_record,
        answer_csv,
        answer_record,
        answer_table,
        gap_record,
    )
    from sanhui.publish.members.heat import heat_map
    from sanhui.publish.records import VERSION

    if as_json:
        with speaking(plan.language):
            record = answer_record(found, plan)
        told = {
            "long_absence": [absence_record(each) for each in beside.absences],
            "unmarked": [gap_record(each) for each in beside.gaps],
        }
        terminal.write_json({"version": VERSION, **record, **told})
    elif as_csv:
        with speaking(plan.language):
            terminal.write(answer_csv(found, plan))
    elif found.lines:
        draw = heat_map if as_heat else answer_table
        terminal.write_lines(draw(found, plan, terminal.room()))
        _say(beside)
    else:
        terminal.say(
            _("Nothing is recorded for {first} to {last}.").format(first=found.first, last=found.last)
        )
        _say(beside)


def _say(beside: Beside) -> None:
    from sanhui.publish.members.attendance import gap_lines, prompts

    room = terminal.room()
    for lines in (gap_lines(beside.gaps, room), prompts(beside.absences, room)):
        if lines:
            terminal.write_lines([(), *lines])


def _matrix(record: Record, plan: Plan, gaps: tuple[Gap, ...], *, as_json: bool, as_csv: bool) -> None:
    from sanhui.attendance.matrix import matrix
    from sanhui.i18n import language
    from sanhui.publish.members.attendance import gap_record
    from sanhui.publish.members.matrix import matrix_csv, matrix_record, matrix_table
    from sanhui.publish.records import VERSION

    found = matrix(record, plan.roster)
    if as_json:
        told = {"version": VERSION, "plan": plan.id, **matrix_record(found)}
        terminal.write_json({**told, "unmarked": [gap_record(each) for each in gaps]})
    elif as_csv:
        with speaking(plan.language):
            terminal.write(matrix_csv(found))
    elif found.rows:
        terminal.write_lines(matrix_table(found, terminal.room(), language()))
        _say(Beside(gaps=gaps))
    else:
        terminal.say(_("Nothing is recorded."))


def _sheet(
    key: str,
    record: Record,
    plan: Plan,
    rules: Rules,
    last: dt.date,
    today: dt.date,
    beside: Beside,
    as_json: bool,
) -> None:
    from sanhui.attendance.hours import targets
    from sanhui.publish.members.attendance import gap_record
    from sanhui.publish.members.member_sheet import sheet, sheet_record

    member = plan.roster.member(key) if plan.roster else None
    name = member.name if member else next((e.row.name for e in record.entries), key)
    target = targets(rules.rules, plan, last).get(key)
    if as_json:
        with speaking(plan.language):
            told = sheet_record(name, key, record, target)
            terminal.write_json({**told, "unmarked": [gap_record(each) for each in beside.gaps]})
    else:
        head = f"{name} ({key})" if key != name else name
        terminal.write_lines(sheet(head, record, target, today, terminal.room()))
        _say(beside)


def _days(plan: Plan, since: str | None, until: str | None, span: str) -> tuple[dt.date, dt.date]:
    """The days that are asked for: those of the period, or of the plan's year."""
    from sanhui.schedule.slots import bounds

    if span:
        if since or until:
            raise typer.BadParameter(_("leave out --from and --to with it"), param_hint="--period")
        try:
            return bounds(span)
        except ValueError:
            message = _("“{text}” is no period; for example 2026-Q2").format(text=span)
            raise typer.BadParameter(message, param_hint="--period") from None
    return days_of(plan, since, until)


def _share(text: str) -> Fraction | None:
    """85%, 85％, 0.85: a share of 1; None for no text."""
    if not text:
        return None
    found = re.fullmatch(r"(\d{1,3}(?:\.\d{1,4})?)\s*([%％]?)", text.strip())
    share = Fraction(found[1]) / (100 if found[2] else 1) if found else None
    if share is None or not 0 <= share <= 1:
        message = _("“{text}” is no rate; for example 85%").format(text=text)
        raise typer.BadParameter(message, param_hint="--below")
    return share


def _member(plan: Plan, record: Record, name: str) -> str:
    """The key of a member by name or id, also of one who is only in the record."""
    from sanhui.cli.members.roster import find_member

    recorded = {entry.row.name: entry.row.member for entry in record.entries}
    known = set(recorded.values())
    if plan.roster is None or (name in known and plan.roster.member(name) is None):
        if name in known:
            return name
        if name in recorded:
            return recorded[name]
    if plan.roster is None:
        from sanhui.errors import InputError, Problem, did_you_mean

        raise InputError(
            Problem(
                _("nobody of this name is recorded"),
                did_you_mean(name, recorded) if recorded else "",
                value=name,
            )
        )
    return find_member(plan.roster, name).key


def _groups(record: Record, names: list[str]) -> list[str]:
    """The groups that are asked for; raises `InputError` for one that the record does not have."""
    from sanhui.errors import InputError, Problem, did_you_mean

    known = list(dict.fromkeys(entry.row.group for entry in record.entries if entry.row.group))
    problems = [
        Problem(
            _("no group of this name is recorded"),
            did_you_mean(name, known) if known else "",
            key="--group",
            value=name,
        )
        for name in names
        if name not in known
    ]
    if problems:
        raise InputError(*problems)
    return names
