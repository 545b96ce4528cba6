"""The README of a new folder: what the files are, and what to do next."""

from __future__ import annotations

from collections.abc import Sequence

from sanhui.i18n import _


def readme(
    organization: str, plans: Sequence[str], rosters: Sequence[str], rulebooks: Sequence[str] = ()
) -> str:
    """The text, in the language being spoken; `plans` with the main one first."""
    main = plans[0] if len(plans) > 1 else ""
    members = _("the members; the names are invented, write yours")
    own = _("the body's own rules, and what they make stricter")
    lines = [
        f"# {organization}",
        "",
        *(f"- `{name}`: {_plan(name, plans)}" for name in plans),
        *(f"- `{name}`: {members}" for name in rosters),
        *(f"- `{name}`: {own}" for name in rulebooks),
        "",
        _("Bodies, people, places and topics come from a template: change what is not yours, then"),
        "",
        *(f"    {command}" for command in _commands(main)),
        "",
        _("“sanhui --help” lists all commands."),
    ]
    return "\n".join(lines) + "\n"


def _plan(name: str, plans: Sequence[str]) -> str:
    if len(plans) == 1:
        return _("the year's plan, to be edited as text")
    if name == plans[0]:
        return _("the parent body's plan, which the others extend")
    return _("a plan that extends {parent}").format(parent=plans[0])


def _commands(plan: str) -> list[str]:
    """The next commands, each with what it is for; a folder with one plan need not name it."""
    named = f" {plan}" if plan else ""
    steps = [
        (f"sanhui check{named}", _("what is wrong or odd")),
        (f"sanhui show{named}", _("the year's agenda")),
        (f"sanhui next{named}", _("what comes next")),
        (f"sanhui export ics{named}", _("the calendar for every phone")),
    ]
    width = max(len(command) for command, _text in steps)
    return [f"{command:{width}}   # {text}" for command, text in steps]
