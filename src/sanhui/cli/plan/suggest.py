"""`sanhui suggest`: days for a session that has none yet."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Annotated

import typer

from sanhui.cli import clock, next_steps, terminal
from sanhui.cli.dates import day_or_today, in_full, misread
from sanhui.cli.options import Json, PlanFile, SessionName
from sanhui.i18n import N_, _, language, speaking

if TYPE_CHECKING:
    from sanhui.edit.suggest import Suggestion


def suggest(
    session: SessionName,
    plan: PlanFile = None,
    today: Annotated[
        str | None,
        typer.Option(
            "--today",
            metavar=N_("DATE"),
            help=N_("No day before this one, instead of today."),
        ),
    ] = None,
    as_json: Json = False,
) -> int:
    """Print the days that suit a session best."""
    from sanhui.cli.plan_file import load_schedule
    from sanhui.edit.find import find_session
    from sanhui.edit.suggest import suggest as days_for
    from sanhui.publish.changes.outcome import start

    schedule = load_schedule(plan)
    now = clock.now(schedule.plan.timezone)
    with misread(_("SESSION")):
        found = find_session(schedule, session, now)
    first = day_or_today("--today", today, schedule.plan)
    # What programs read is in the plan's language, whoever runs them.
    with speaking(schedule.plan.language if as_json else language()):
        days = days_for(schedule, found, today=first)
    if as_json:
        records = [
            {"day": each.day.isoformat(), "start": each.start.isoformat(), "reasons": list(each.reasons)}
            for each in days
        ]
        terminal.write_json({"session": found.id, "suggestions": records})
        return 0
    head = _("{session}: {title}").format(session=found.id, title=found.title)
    terminal.write_lines([((head, "bold"),), ((start(found), ""),)])
    for nth, each in enumerate(days, 1):
        _show(nth, each)
    words = ["sanhui", "fix", found.id, _said(days[0].start), *([plan] if plan else [])]
    next_steps.note(fix=next_steps.quoted(*words))
    return 0


def _show(nth: int, suggestion: Suggestion) -> None:
    from sanhui.publish.terminal.columns import fold

    terminal.write_lines([((f"{nth}. {in_full(suggestion.start)}", "bold"),)])
    room = terminal.room()
    for sentence in suggestion.reasons:
        lines = fold(sentence, room - 5) if room else [sentence]
        terminal.write_lines(((("   - " if n == 0 else "     ") + line, ""),) for n, line in enumerate(lines))


def _said(start: dt.date) -> str:
    """The moment as it is typed: 2026-05-20T14:30."""
    return f"{start:%Y-%m-%dT%H:%M}" if isinstance(start, dt.datetime) else start.isoformat()
