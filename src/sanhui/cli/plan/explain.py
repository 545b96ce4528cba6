"""`sanhui explain`: how one session came to its day, in sentences."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from sanhui.cli import clock, terminal
from sanhui.cli.dates import misread
from sanhui.cli.options import Json, PlanFile, SessionName
from sanhui.i18n import _, speaking

if TYPE_CHECKING:
    from sanhui.days.calendar import Break, WorkCalendar
    from sanhui.plan.model import Plan
    from sanhui.schedule.expand import Explanation
    from sanhui.schedule.model import Session


def explain(
    session: SessionName,
    plan: PlanFile = None,
    as_json: Json = False,
) -> int:
    """Print how a session came to its day."""
    from sanhui.cli.plan_file import load_schedule
    from sanhui.edit.find import find_session
    from sanhui.publish.terminal.columns import fold

    schedule = load_schedule(plan)
    with misread(_("SESSION")):
        found = find_session(schedule, session, clock.now())
    if as_json:
        terminal.write_json(_record(found, schedule.plan))
        return int(found.unplaceable)
    room = terminal.room()
    told = _told(found, schedule.plan)
    head = _("{session}: {title}").format(session=found.id, title=found.title)
    terminal.write_lines([((head, "bold"),)])
    for sentence in told:
        lines = fold(sentence, room - 2) if room else [sentence]
        terminal.write_lines(((("- " if nth == 0 else "  ") + line, ""),) for nth, line in enumerate(lines))
    return int(found.unplaceable)


# -- what is told ------------------------------------------------------------------------------------------


def _told(session: Session, plan: Plan) -> list[str]:
    """The rule, each step with its reason, and what the notices say."""
    from sanhui.schedule.expand import explain as explanation_of
    from sanhui.schedule.reasons import account

    explanation = explanation_of(plan, session)
    rule = [] if explanation is None else [_rule(explanation)]
    return [*rule, *account(session), *_holidays(session, plan.calendar)]


def _record(session: Session, plan: Plan) -> dict[str, Any]:
    """The same for other programs: the session as `sanhui show --json` says it, the rule, and the sentences."""
    from sanhui.publish.records import VERSION, session_record
    from sanhui.schedule.expand import explain as explanation_of
    from sanhui.when import describe

    explanation = explanation_of(plan, session)
    with speaking(plan.language):
        return {
            "version": VERSION,
            "plan": plan.id,
            "session": session_record(session, plan),
            "when": explanation and describe(explanation.when),
            "on_holiday": explanation and explanation.policy.value,
            "within": explanation and explanation.within,
            "told": _told(session, plan),
        }


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
    from sanhui.publish.year.holidays import worked_for
    from sanhui.wording import enumeration, long_date

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
