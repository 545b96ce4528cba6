"""`sanhui audit`: what the rules say of the record."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Annotated

import typer

from sanhui.cli import terminal
from sanhui.cli.dates import day_or_today, in_full
from sanhui.cli.options import AsOf, Json, LedgerFile, OutOrScreen, PlanFile
from sanhui.i18n import N_, _, language, speaking

if TYPE_CHECKING:
    from sanhui.rulebook.model import Rules, Severity
    from sanhui.schedule.expand import Schedule


#: The forms, and how a file of each is called.
_FORMATS = {"text": "txt", "markdown": "md", "csv": "csv"}
_FIRMNESS: dict[str, Severity] = {
    "must": "must",
    "should": "should",
    "generally": "generally",
    "须": "must",
    "应当": "should",
    "一般": "generally",
}


def audit(
    plan: PlanFile = None,
    as_of: AsOf = None,
    fail_on: Annotated[
        str,
        typer.Option(
            "--fail-on",
            metavar=N_("must|should|generally"),
            help=N_("How firm a rule must be to fail: must, should or generally."),
        ),
    ] = "generally",
    form: Annotated[
        str, typer.Option("--format", metavar="text|markdown|csv", help=N_("In which form to write it."))
    ] = "text",
    output: OutOrScreen = None,
    ledger: LedgerFile = None,
    as_json: Json = False,
) -> int:
    """Print what the rules say of the record."""
    from sanhui.cli.plan_file import ledger_to_read, load_schedule
    from sanhui.ledger.store import read_ledger
    from sanhui.publish.rules import audit as page
    from sanhui.publish.rules import audit_files as files
    from sanhui.publish.rules.verdicts import disclaimer, summary
    from sanhui.rulebook.load import rules_of
    from sanhui.rules.audit import audit as judge
    from sanhui.rules.kept import recorded
    from sanhui.rules.verdict import fails

    threshold = _FIRMNESS.get(fail_on.strip().lower())
    if threshold is None:
        raise typer.BadParameter(
            _("“{text}” is none of {words}").format(text=fail_on, words=_(", ").join(_FIRMNESS)),
            param_hint="--fail-on",
        )
    if form not in _FORMATS:
        raise typer.BadParameter(
            _("“{text}” is none of {words}").format(text=form, words=_(", ").join(_FORMATS)),
            param_hint="--format",
        )
    schedule = load_schedule(plan)
    found = schedule.plan
    day = day_or_today("--as-of", as_of, found)
    path = ledger_to_read(found, ledger)
    published = as_json or form != "text"
    # What is published is in the plan's language, whoever runs it.
    with speaking(found.language if published else language()):
        rules = rules_of(found)
        with read_ledger(path) as opened:
            kept = recorded(opened, found, day)
        verdicts = judge(schedule, rules, kept, day)
        text = ""
        if as_json:
            import json

            text = json.dumps(files.record(verdicts, found.id, day), ensure_ascii=False, indent=2) + "\n"
        elif form == "csv":
            text = files.to_csv(verdicts)
        elif form == "markdown":
            text = files.to_markdown(verdicts, found.title, found.kinds, day)
    if not path.exists():
        terminal.say(_("There is no ledger yet ({file}): nothing was recorded.").format(file=path))
    _remark(schedule, rules, kept.strangers, day)
    if not published:
        room = terminal.room()
        lines = (
            [*page.board(verdicts, room), *page.details(verdicts, found.kinds, room), ()] if verdicts else []
        )
        if output is None:
            terminal.write_lines(lines)
            terminal.say(summary(verdicts))
            terminal.say(disclaimer())
            return int(fails(verdicts, threshold))
        from sanhui.publish.terminal.columns import plain

        text = plain([*lines, ((summary(verdicts), ""),), ((disclaimer(), ""),)])
    if output is None or str(output) == "-":
        terminal.write_bytes(text.encode("utf-8"))
    else:
        from sanhui.files import refuse_target, write_atomic

        refuse_target(output, "json" if as_json else _FORMATS[form])
        write_atomic(output, text.encode("utf-8"))
    if form == "csv":  # a table has no line for it
        terminal.say(disclaimer())
    return int(fails(verdicts, threshold))


def _remark(schedule: Schedule, rules: Rules, strangers: tuple[str, ...], day: dt.date) -> None:
    if strangers:
        text = _("the ledger has nothing of the plan {plan}; it has: {others}")
        terminal.say(text.format(plan=schedule.plan.id, others=_(", ").join(strangers)))
    if schedule.plan.rules == ():
        terminal.say(_("No rules were asked."))
    if rules.slips:
        from sanhui.publish.rules.listing import slips

        terminal.say(slips(rules))
    if day < dt.date(schedule.plan.year, 1, 1):
        text = _("{day} is before the year of the plan: everything is still to come")
        terminal.say(text.format(day=in_full(day)))
