"""`sanhui explain`: how one session came to its day, in sentences."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Annotated

import typer

from sanhui.cli import terminal
from sanhui.cli.options import PlanFile
from sanhui.i18n import N_, _

if TYPE_CHECKING:
    from sanhui.days.calendar import Break, WorkCalendar
    from sanhui.errors import InputError
    from sanhui.schedule.expand import Explanation, Schedule
    from sanhui.schedule.model import Session

EXPLAIN = N_(
    "Tell how a session came to its day: the rule, the day it gives, each step and its reason.\n\n"
    "  sanhui explain weekly-study/2026-W11\n"
    "  sanhui explain 2026-03-11\n"
    "  sanhui explain weekly-study@3月11日"
)

_MOST = 12  # so many candidates are listed


def explain(
    session: Annotated[
        str,
        typer.Argument(
            metavar=N_("SESSION"),
            help=N_("Its name as “sanhui show --json” gives it, or its date, or activity@date."),
        ),
    ],
    plan: PlanFile = None,
) -> int:
    """Print how a session came to its day."""
    from sanhui.cli.look import load_schedule
    from sanhui.publish.columns import fold
    from sanhui.schedule.expand import explain as explanation_of
    from sanhui.schedule.reasons import account

    schedule = load_schedule(plan)
    found = _find(schedule, session)
    room = terminal.room()
    told = account(found)
    explanation = explanation_of(schedule.plan, found)
    if explanation is not None:
        told.insert(0, _rule(explanation))
    told += _holidays(found, schedule.plan.calendar)
    head = _("{session}: {title}").format(session=found.id, title=found.title)
    terminal.write_lines([((head, "bold"),)])
    for sentence in told:
        lines = fold(sentence, room - 2) if room else [sentence]
        terminal.write_lines(((("- " if nth == 0 else "  ") + line, ""),) for nth, line in enumerate(lines))
    return int(found.unplaceable)


# -- which session ----------------------------------------------------------------------------------------


def _find(schedule: Schedule, said: str) -> Session:
    """The one session that is meant; raises InputError when there is none, or more than one."""
    if (found := schedule.by_id.get(said)) is not None:
        return found
    activity, at, date = said.rpartition("@")
    if at:
        candidates = [each for each in schedule.sessions if each.activity == activity]
        return _only(_on(candidates, _day(date)), said, schedule)
    if said in schedule.by_activity:
        return _only(list(schedule.by_activity[said]), said, schedule)
    of_slot = [each for each in schedule.sessions if each.slot == said]
    if of_slot or "/" in said:
        return _only(of_slot, said, schedule)
    return _only(_on(schedule.sessions, _day(said)), said, schedule)


def _day(text: str) -> dt.date:
    from sanhui.cli.dates import day_of

    return day_of(_("SESSION"))(text)


def _on(sessions: list[Session] | tuple[Session, ...], day: dt.date) -> list[Session]:
    """The sessions held on a day; if there are none, those whose rule means the day."""
    held = [each for each in sessions if each.date == day]
    return held or [each for each in sessions if each.nominal == day]


def _only(found: list[Session], said: str, schedule: Schedule) -> Session:
    if len(found) == 1:
        return found[0]
    raise _many(found, said) if found else _none(said, schedule)


def _many(found: list[Session], said: str) -> InputError:
    from sanhui.errors import InputError, Problem

    names = [each.id for each in found[:_MOST]] + ["…"] * (len(found) > _MOST)
    remedy = _("name one of them: {sessions}").format(sessions=", ".join(names))
    return InputError(Problem(_("this may be {n} sessions").format(n=len(found)), remedy, value=said))


def _none(said: str, schedule: Schedule) -> InputError:
    import difflib

    from sanhui.errors import InputError, Problem

    near = difflib.get_close_matches(said, schedule.by_id, n=3, cutoff=0.5)
    if near:
        choices = _(" or ").join(f"“{name}”" for name in near)
        remedy = _("did you mean {words}?").format(words=choices)
    else:
        remedy = _("“sanhui show” lists the sessions")
    return InputError(Problem(_("there is no such session"), remedy, value=said))


# -- what is told ------------------------------------------------------------------------------------------


def _rule(explanation: Explanation) -> str:
    from sanhui.i18n import ngettext
    from sanhui.when import describe
    from sanhui.when.tree import Policy

    policies = {
        Policy.POSTPONE: _("postponed"),
        Policy.ADVANCE: _("brought forward"),
        Policy.NEAREST: _("moved to the nearest working day"),
        Policy.SKIP: _("skipped"),
        Policy.KEEP: _("held all the same"),
    }
    said = _("The rule says “{when}”; on a day off it is {policy}.")
    if explanation.policy not in (Policy.SKIP, Policy.KEEP):
        said = ngettext(
            "The rule says “{when}”; on a day off it is {policy}, by {n} day at most.",
            "The rule says “{when}”; on a day off it is {policy}, by {n} days at most.",
            explanation.within,
        )
    return said.format(
        when=describe(explanation.when), policy=policies[explanation.policy], n=explanation.within
    )


def _holidays(session: Session, calendar: WorkCalendar) -> list[str]:
    """What the notice says about every holiday that stood in the way, and where that is from."""
    told = []
    years = set()
    for step in session.steps:
        if step.holiday and step.origin:
            found = _break(calendar, step.origin)
            if found is not None:
                told.append(_off(found, calendar))
                years.add(step.origin.year)
    told += [_("Source: {source}.").format(source=calendar.source(year)) for year in sorted(years)]
    return list(dict.fromkeys(told))


def _break(calendar: WorkCalendar, day: dt.date) -> Break | None:
    return next(
        (
            each
            for year in (day.year - 1, day.year, day.year + 1)
            for each in calendar.breaks(year)
            if each.first <= day <= each.last
        ),
        None,
    )


def _off(found: Break, calendar: WorkCalendar) -> str:
    from sanhui.days import festivals
    from sanhui.i18n import language, ngettext
    from sanhui.publish.holidays import worked_for
    from sanhui.publish.words import enumeration
    from sanhui.wording import long_date

    days = (found.last - found.first).days + 1
    text = ngettext(
        "{holiday} is off from {first} to {last}, {n} day",
        "{holiday} is off from {first} to {last}, {n} days",
        days,
    ).format(
        holiday=enumeration(festivals.name(each, language()) for each in found.ids),
        first=long_date(found.first),
        last=long_date(found.last),
        n=days,
    )
    if worked := worked_for(calendar, found):
        text = _("{text}; worked in exchange: {days}").format(
            text=text, days=enumeration(long_date(day) for day in worked)
        )
    return _("{sentence}.").format(sentence=text)
