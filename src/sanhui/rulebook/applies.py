"""For which bodies a rule holds, and why it does not: a rule that is not applicable says so, and never passes for met."""

from __future__ import annotations

import datetime as dt
from typing import Literal

import msgspec

from sanhui.i18n import _, language
from sanhui.plan.body import BRANCHES, Body
from sanhui.plan.model import Plan
from sanhui.rulebook.model import Applies
from sanhui.rulebook.roles import is_one_of, shortened

State = Literal["holds", "not-applicable", "unknown"]


class Facts(msgspec.Struct, frozen=True, kw_only=True):
    """What a body is on one day. None is what nobody has said: a plan without a roster."""

    people: int | None = None
    full_members: int | None = None
    groups: tuple[str, ...] | None = None
    roles: tuple[str, ...] | None = None
    body: Body = Body()


class Standing(msgspec.Struct, frozen=True):
    """Whether a rule holds; `reason` tells why not, or what must be said before it can be told."""

    state: State
    reason: str = ""


HOLDS = Standing("holds")


def facts_on(plan: Plan, day: dt.date) -> Facts:
    """What a plan says of its body, and its roster of one day."""
    if plan.roster is None:
        return Facts(body=plan.body)
    people = plan.roster.on(day)
    enrolled = [each for each in people if each.status.belongs]
    return Facts(
        people=len(people) if plan.roster.members else None,  # an empty table says nothing
        full_members=sum(each.status.votes for each in enrolled),  # also those whose vote is withdrawn
        groups=tuple(dict.fromkeys(each.group for each in enrolled if each.group)),
        roles=tuple(dict.fromkeys(role for each in enrolled for role in each.roles)),
        body=plan.body,
    )


def standing(applies: Applies, facts: Facts) -> Standing:
    """Whether what is said of a rule's bodies is so of this one. One reason against it is enough."""
    found = [
        _members(applies, facts),
        _groups(applies, facts),
        _centre_group(applies, facts),
        _roles(applies, facts),
        _branch(applies, facts),
    ]
    for state in ("not-applicable", "unknown"):
        for each in found:
            if each.state == state:
                return each
    return HOLDS


def _members(applies: Applies, facts: Facts) -> Standing:
    least, there = applies.min_full_members, facts.full_members
    if not least:
        return HOLDS
    if there is None:
        return Standing("unknown", _("there is no roster to tell how many full members there are"))
    if there >= least:
        return HOLDS
    reason = _("{n} full members; it holds from {least} on").format(n=there, least=least)
    return Standing("not-applicable", reason)


def _groups(applies: Applies, facts: Facts) -> Standing:
    if not applies.has_groups or facts.groups:
        return HOLDS
    if facts.groups is None:
        return Standing("unknown", _("there is no roster to tell whether there are groups"))
    return Standing("not-applicable", _("the branch has no groups"))


def _centre_group(applies: Applies, facts: Facts) -> Standing:
    if not applies.has_centre_group or facts.body.centre_group:
        return HOLDS
    return Standing("not-applicable", _("the body has no centre group (centre_group in [body])"))


def _roles(applies: Applies, facts: Facts) -> Standing:
    if not applies.has_role:
        return HOLDS
    if facts.roles is None:
        return Standing("unknown", _("there is no roster to tell who has which role"))
    if any(is_one_of(role, applies.has_role) for role in facts.roles):
        return HOLDS
    roles = _(" or ").join(shortened(applies.has_role))
    return Standing("not-applicable", _("nobody is {roles}").format(roles=roles))


def _branch(applies: Applies, facts: Facts) -> Standing:
    branch = facts.body.branch
    if not applies.branches and not applies.other_branches:
        return HOLDS
    if not branch:
        return Standing("unknown", _("the plan does not say what type of branch it is (branch in [body])"))
    if applies.branches and branch not in applies.branches:
        return Standing(
            "not-applicable", _("it is for other branches: {types}").format(types=_types(applies.branches))
        )
    if branch in applies.other_branches:
        return Standing(
            "not-applicable",
            _("it is for all branches but {types}").format(types=_types(applies.other_branches)),
        )
    return HOLDS


def _types(codes: tuple[str, ...]) -> str:
    return _(", ").join(BRANCHES[code][0 if language() == "zh" else 1] for code in codes)
