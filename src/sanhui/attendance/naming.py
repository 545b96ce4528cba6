"""Who is meant by a name, an id or an alias; and if nobody, why not."""

from __future__ import annotations

import datetime as dt
import difflib
from collections.abc import Sequence
from typing import NoReturn

from sanhui.errors import InputError, Problem
from sanhui.i18n import _
from sanhui.plan.model import Plan
from sanhui.roster.matching import Matcher
from sanhui.roster.model import Enrolled, Member, Roster
from sanhui.wording import long_date

_NEAR = 0.5  # 张山 for 张三


def roster_of(plan: Plan) -> Roster:
    """The roster of a plan, for what cannot do without; raises `InputError`."""
    if plan.roster is None:
        message = _("the plan has no roster, so nobody knows who its members are")
        remedy = _('write it as a table and name it in the plan: roster = "roster.csv"')
        raise InputError(Problem(message, remedy, file=str(plan.path), key="plan.roster"))
    return plan.roster


def find(
    who: str, due: Sequence[Enrolled], roster: Roster, day: dt.date, option: str = "", *, guest: bool = False
) -> Enrolled | str:
    """The one person who is meant, of those due; for a `guest` anybody else as well, by name if no roster knows them.

    Raises `InputError`: several bear the name, the member was not due, or did not belong on that day, or nobody is known.
    """
    who = who.strip()
    if not who:
        raise InputError(Problem(_("a name is missing"), key=option, value=who))
    here = roster.on(day)
    for people in (due, here) if guest else (due,):
        if found := Matcher(people).find(who, id_=who):
            member = only(found, who, option)
            return next(each for each in people if each.member is member)
    if found := Matcher(roster.members).find(who, id_=who):
        member = only(found, who, option)
        if not guest:
            _not_due(member, day, any(each.member is member for each in here), option)
        return member.name
    if guest:
        return who
    near = difflib.get_close_matches(who, [each.name for each in due], n=3, cutoff=_NEAR)
    remedy = (
        _("did you mean “{word}”?").format(word=_(", ").join(near))
        if near
        else _("guests are named with --observer; “sanhui roster list” shows the members")
    )
    raise InputError(Problem(_("nobody of this name is due"), remedy, key=option, value=who))


def only(found: Sequence[Member], who: str, option: str = "") -> Member:
    """The single member found; raises `InputError` when there are several."""
    if len(found) > 1:
        message = _("{n} members bear this name").format(n=len(found))
        ids = _(", ").join(f"{each.key} {each.name}" for each in found)
        raise InputError(Problem(message, _("say the id: {items}").format(items=ids), key=option, value=who))
    return found[0]


def _not_due(member: Member, day: dt.date, here: bool, option: str) -> NoReturn:
    if here:
        message = _("{name} is not among those due at this session").format(name=member.name)
        remedy = _("--observer names those who attend without being due")
    elif member.joined and day < member.joined:
        message = _("{name} did not belong here yet: joined on {date}").format(
            name=member.name, date=long_date(member.joined)
        )
        remedy = _("mend the roster if that is wrong")
    elif member.left and day > member.left:
        message = _("{name} did not belong here any more: left on {date}").format(
            name=member.name, date=long_date(member.left)
        )
        remedy = _("mend the roster if that is wrong")
    else:
        message = _("{name} did not belong here on {date}").format(name=member.name, date=long_date(day))
        remedy = _("mend the roster if that is wrong")
    raise InputError(Problem(message, remedy, key=option, value=member.name))
