"""`sanhui rules`: which rules hold, what each of them says and where it is written, and whether rulebooks are right."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sanhui.cli import clock, terminal
from sanhui.cli.options import Json, PlanFile
from sanhui.i18n import N_, Language, _, language, ngettext, speaking

if TYPE_CHECKING:
    from sanhui.plan.model import Plan
    from sanhui.publish.rules.listing import Here
    from sanhui.rulebook.model import Rule, Rules, Slip


RuleName = Annotated[
    str, typer.Argument(metavar=N_("RULE"), help=N_("The id of the rule, or its name."), show_default=False)
]
_RULEBOOK = re.compile(rb"^[ \t]*\[[ \t]*rulebook[ \t]*\]", re.MULTILINE)


def listing(plan: PlanFile = None, as_json: Json = False) -> int:
    """Print all rules."""
    from sanhui.publish.rules.listing import rule_list, rules_record, slips

    rules, here, spoken = _asked(plan)
    if as_json:
        with speaking(spoken):
            terminal.write_json(rules_record(rules, here))
    else:
        terminal.write_lines(rule_list(rules, here, terminal.room()))
        if not rules.books:
            terminal.say(_("No rules were asked."))
        if rules.slips:
            terminal.say(slips(rules))
    return 0


def show(rule: RuleName, plan: PlanFile = None, as_json: Json = False) -> int:
    """Print one rule."""
    from sanhui.publish.rules.listing import rule_page, rule_record

    rules, here, spoken = _asked(plan)
    found = _find(rule, rules)
    if as_json:
        with speaking(spoken):
            terminal.write_json(rule_record(found, here))
    else:
        terminal.write_lines(rule_page(found, here, terminal.room()))
    return 0


def check(
    file: Annotated[
        Path | None,
        typer.Argument(
            metavar=N_("FILE"),
            help=N_("A plan, or a rulebook; without it the plan in this folder or above."),
            show_default=False,
        ),
    ] = None,
    as_json: Json = False,
) -> int:
    """Print what is wrong with rulebooks."""
    from sanhui.checks.required import of_slip
    from sanhui.cli.plan.check import finding_lines
    from sanhui.cli.plan_file import find_plan
    from sanhui.plan.load import load
    from sanhui.rulebook import shipped
    from sanhui.rulebook.load import rules_in, rules_of

    if file is not None and _rulebook_alone(file):
        rules = rules_in(file, shipped.known())
    else:
        plan = load(find_plan(file))
        # What programs read is in the plan's language, whoever runs them.
        with speaking(plan.language if as_json else language()):
            rules = rules_of(plan)
    if as_json:
        terminal.write_json([_record(slip) for slip in rules.slips])
    else:
        for slip in rules.slips:
            terminal.write_lines(finding_lines(of_slip(slip), slip.file))
        terminal.say(_summary(rules))
    return int(bool(rules.slips))


def _asked(given: Path | None) -> tuple[Rules, Here, Language]:
    """The rules that are meant, for whom they are told, and the language in which programs are told of them."""
    from sanhui.cli.plan_file import find_plan_if_any
    from sanhui.plan.kinds import shipped
    from sanhui.plan.load import load
    from sanhui.publish.rules.listing import Here
    from sanhui.rulebook.applies import facts_on
    from sanhui.rulebook.load import all_shipped, rules_in, rules_of
    from sanhui.rulebook.shipped import known

    if given is not None and _rulebook_alone(given):
        return rules_in(given, known()), Here(shipped()), language()
    path = find_plan_if_any(given)
    if path is None:
        return all_shipped(), Here(shipped()), language()
    plan = load(path)
    return rules_of(plan), Here(plan.kinds, facts_on(plan, _day(plan))), plan.language


def _day(plan: Plan) -> dt.date:
    """Today, or the day of the plan's year that is nearest to it."""
    today = clock.now(plan.timezone).date()
    return min(max(today, dt.date(plan.year, 1, 1)), dt.date(plan.year, 12, 31))


def _find(name: str, rules: Rules) -> Rule:
    import difflib

    from sanhui.errors import InputError, Problem, did_you_mean
    from sanhui.rulebook.load import all_shipped

    if (found := rules.get(name)) is not None:
        return found
    if (found := all_shipped().get(name)) is not None:
        message = _("the plan does not name the rulebook of this rule")
        remedy = _("add “{name}” to “rules” in [plan]").format(name=found.citation)
    else:
        known = [word for rule in rules.rules for word in (rule.id, rule.name(language()))]
        near = difflib.get_close_matches(name, known, n=1)
        message = _("there is no such rule")
        remedy = did_you_mean(name, near) if near else _("“sanhui rules list” lists them")
    raise InputError(Problem(message, remedy, key=_("RULE"), value=name))


def _rulebook_alone(file: Path | None) -> bool:
    try:
        return file is not None and file.is_file() and bool(_RULEBOOK.search(file.read_bytes()))
    except OSError:  # reading it as a plan tells what it is
        return False


def _record(slip: Slip) -> dict[str, object]:
    return {
        "code": slip.code,
        "message": slip.message,
        "rule": slip.rule,
        "rulebook": slip.rulebook,
        "file": str(slip.file),
        "line": slip.line,
        "remedy": slip.remedy,
    }


def _summary(rules: Rules) -> str:
    books, n = len(rules.books), len(rules.slips)
    told = ngettext("{n} rulebook", "{n} rulebooks", books).format(n=books)
    every = len(rules.rules)
    told += _(", ") + ngettext("{n} rule", "{n} rules", every).format(n=every)
    found = ngettext("{n} finding", "{n} findings", n).format(n=n) if n else _("Nothing to complain about.")
    return told + _(": {message}").format(message=found)
