"""What narrows a listing: days in order, kinds by name, and one form of output at a time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Container, Mapping
from itertools import combinations
from typing import TYPE_CHECKING

import typer

from sanhui.cli.dates import day_in_plan
from sanhui.i18n import _

if TYPE_CHECKING:
    from sanhui.plan.model import Plan


def one_form(asked: Mapping[str, object], together: Container[tuple[str, str]] = ()) -> None:
    """Refuse two options that each want the output to be something else."""
    names = [name for name, wanted in asked.items() if wanted not in (False, None, "")]
    for one, other in combinations(names, 2):
        if (one, other) not in together:
            raise typer.BadParameter(_("choose one of {one} and {other}").format(one=one, other=other))


def days_of(
    plan: Plan, since: str | None, until: str | None, outside: tuple[dt.date, dt.date] | None = None
) -> tuple[dt.date, dt.date]:
    """The days that are asked for with --from and --to; `outside`, or the plan's year, where they are not said."""
    begin, end = outside or (dt.date(plan.year, 1, 1), dt.date(plan.year, 12, 31))
    first = day_in_plan("--from", since, plan) if since else begin
    last = day_in_plan("--to", until, plan) if until else end
    if last < first:
        message = _("{last} is before {first}").format(last=last, first=first)
        raise typer.BadParameter(message, param_hint="--to")
    return first, last


def kind_of(plan: Plan, spelling: str) -> str:
    """The code of a kind by its name or code; raises InputError."""
    from sanhui.errors import InputError, Problem
    from sanhui.plan.kinds import Lookup

    lookup = Lookup(plan.kinds.values())
    if (code := lookup.code(spelling)) is None:
        problem = Problem(_("there is no such kind"), lookup.remedy(spelling), key="--kind", value=spelling)
        raise InputError(problem)
    return code
