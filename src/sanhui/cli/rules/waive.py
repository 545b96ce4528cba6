"""`sanhui waive`: reasons for what fell short of a rule, which an audit shows with it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Annotated

import typer

from sanhui.cli import clock, terminal
from sanhui.cli.dates import day_in_plan, in_full
from sanhui.cli.options import Json, LedgerFile, PlanFile, PlanOption
from sanhui.i18n import N_, _, language

if TYPE_CHECKING:
    from sanhui.ledger.waivers import Waiver
    from sanhui.plan.model import Plan
    from sanhui.rulebook.model import Rule
    from sanhui.schedule.expand import Schedule


RuleName = Annotated[str, typer.Argument(metavar=N_("RULE"), help=N_("The id of the rule, or its name."))]
Period = Annotated[
    str, typer.Argument(metavar=N_("PERIOD"), help=N_("Such as 2026-03, 2026-Q1, 2026-H1 or 2026."))
]
Subject = Annotated[
    str,
    typer.Option(
        "--subject",
        metavar=N_("SUBJECT"),
        help=N_("A group, a member or a session; the whole body if left out."),
        show_default=False,
    ),
]


def waive(
    rule: RuleName,
    period: Period,
    reason: Annotated[
        str, typer.Option("--reason", metavar=N_("TEXT"), help=N_("Why; the ledger keeps it."))
    ],
    by: Annotated[str, typer.Option("--by", metavar=N_("NAME"), help=N_("Who says so."))],
    until: Annotated[
        str | None,
        typer.Option(
            "--until",
            metavar=N_("DATE"),
            help=N_("The last day on which it holds; for good if left out."),
        ),
    ] = None,
    subject: Subject = "",
    plan: PlanOption = None,
    ledger: LedgerFile = None,
    as_json: Json = False,
) -> int:
    """Record a reason."""
    from sanhui.cli.plan_file import ledger_of, load_schedule
    from sanhui.cli.record.recording import recording, write_change
    from sanhui.ledger import waivers

    schedule = load_schedule(plan)
    found = schedule.plan
    wanted = _rule(rule, found)
    slot = _period(period, wanted, found)
    key = _subject(subject, schedule)
    for name, text in (("--reason", reason), ("--by", by)):
        if not text.strip():
            raise typer.BadParameter(_("say something"), param_hint=name)
    today = clock.now(found.timezone).date()
    ends = day_in_plan("--until", until, found) if until else None
    if ends is not None and ends < today:
        raise typer.BadParameter(_("this day is over"), param_hint="--until")
    waiver = waivers.Waiver(
        plan=found.id,
        rule=wanted.id,
        period=slot,
        subject=key,
        reason=reason.strip(),
        by=by.strip(),
        until=ends,
        day=today,
    )
    path = ledger_of(found, ledger)
    with recording(found, path, "waive", reason) as change:
        waivers.record(change, waiver)
    if as_json:
        return write_change(path, change)
    terminal.say(_("recorded: {what}").format(what=_said(waiver, found)))
    return 0


def listing(plan: PlanFile = None, ledger: LedgerFile = None, as_json: Json = False) -> int:
    """Print the reasons."""
    from sanhui.cli.plan_file import ledger_to_read, load_schedule
    from sanhui.ledger import store, waivers

    found = load_schedule(plan).plan
    with store.read_ledger(ledger_to_read(found, ledger)) as opened:
        items = waivers.read(opened, found.id)
    if as_json:
        import msgspec

        terminal.write_json(
            {"version": 1, "plan": found.id, "waivers": [msgspec.to_builtins(each) for each in items]}
        )
        return 0
    for each in items:
        terminal.write(terminal.harmless(_said(each, found)))
    if not items:
        terminal.say(_("No reasons were recorded."))
    return 0


def withdraw(
    rule: RuleName,
    period: Period,
    reason: Annotated[
        str,
        typer.Option(
            "--reason", metavar=N_("TEXT"), help=N_("Why; the ledger keeps it."), show_default=False
        ),
    ] = "",
    subject: Subject = "",
    plan: PlanOption = None,
    ledger: LedgerFile = None,
    as_json: Json = False,
) -> int:
    """Take a reason back."""
    from sanhui.cli.plan_file import ledger_of, load_schedule
    from sanhui.cli.record.recording import recording, write_change
    from sanhui.errors import InputError, Problem
    from sanhui.ledger import store, waivers

    schedule = load_schedule(plan)
    found = schedule.plan
    path = ledger_of(found, ledger)
    key = (rule if (known := _known(rule, found)) is None else known.id, period, _subject(subject, schedule))
    with store.read_ledger(path) as opened:
        there = any((each.rule, each.period, each.subject) == key for each in waivers.read(opened, found.id))
    if not there:
        raise InputError(
            Problem(
                _("there is no such reason"), _("“sanhui waive list” lists them"), value=f"{rule} {period}"
            )
        )
    with recording(found, path, "waive withdraw", reason) as change:
        waivers.remove(change, found.id, *key)
    if as_json:
        return write_change(path, change)
    terminal.say(_("taken back: {what}").format(what=f"{key[0]} {period} {subject}".strip()))
    return 0


def _known(name: str, plan: Plan) -> Rule | None:
    from sanhui.rulebook.load import rules_of

    return rules_of(plan).get(name)


def _rule(name: str, plan: Plan) -> Rule:
    from sanhui.errors import InputError, Problem, did_you_mean
    from sanhui.rulebook.load import rules_of

    rules = rules_of(plan)
    found = rules.get(name)
    if found is None:
        names = [rule.name("zh") if language() == "zh" else rule.id for rule in rules.rules]
        known = did_you_mean(name, names)
        raise InputError(Problem(_("no rule of this plan is called so"), known, value=name))
    return found


def _period(text: str, rule: Rule, plan: Plan) -> str:
    from sanhui.errors import InputError, Problem, did_you_mean, nearest
    from sanhui.rules.expected import UNITS, unit_of
    from sanhui.schedule.slots import periods

    known = [
        each.slot
        for each in periods(UNITS[unit_of(rule)], dt.date(plan.year, 1, 1), dt.date(plan.year, 12, 31))
    ]
    slot = text.strip().upper()
    if slot not in known:
        meant = nearest(slot, known, cutoff=1)
        remedy = did_you_mean(slot, meant) or _("it is one of {items}").format(items=", ".join(known))
        raise InputError(Problem(_("the rule has no such period in the plan's year"), remedy, value=text))
    return slot


def _subject(text: str, schedule: Schedule) -> str:
    """The key under which audits know a group, a member or a session."""
    from sanhui.errors import InputError, Problem, did_you_mean

    roster = schedule.plan.roster
    if not text or text in schedule.by_id or (roster and (text in roster.groups or roster.member(text))):
        return text
    named = roster.find(text) if roster else ()
    if len(named) == 1:
        return named[0].key
    if named:
        remedy = _("name their id: {items}").format(items=", ".join(each.key for each in named))
        raise InputError(Problem(_("several members have this name"), remedy, value=text))
    names = [*(roster.groups if roster else ()), *(each.name for each in (roster.members if roster else ()))]
    raise InputError(
        Problem(
            _("this is neither a group, a member nor a session of the plan"),
            did_you_mean(text, names),
            value=text,
        )
    )


def _said(waiver: Waiver, plan: Plan) -> str:
    member = plan.roster.member(waiver.subject) if plan.roster else None
    who = member.name if member else waiver.subject
    rule = _known(waiver.rule, plan)
    what = f"{rule.name(language()) if rule else waiver.rule} {waiver.period} {who}".strip()
    text = _("{what}: {reason} ({by})").format(what=what, reason=waiver.reason, by=waiver.by)
    return (
        text
        if waiver.until is None
        else _("{what}, until {day}").format(what=text, day=in_full(waiver.until))
    )
