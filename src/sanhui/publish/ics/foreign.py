"""What a file has that is not of the plans: events of other programs, of people, of other plans.

Nothing of it is ever lost: a file that has such things is refused, unless they are to be kept as they are.
"""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from sanhui.errors import InputError, Problem
from sanhui.i18n import _, ngettext
from sanhui.publish.ics.identity import identity
from sanhui.publish.ics.previous import is_ours
from sanhui.publish.ics.publication import Component, Publication

_NAMED = 3  # so many examples tell what it is; more is noise


def refuse_foreign(publication: Publication, plans: Collection[str], path: Path) -> None:
    """Raise `InputError` when a file has anything that is not of these plans."""
    mine, others, alien = 0, set[str](), list[Component]()
    for component in publication.components:
        known = identity(component.uid)
        if known is None:
            alien.append(component)
        elif known.plan in plans:
            mine += 1
        else:
            others.add(known.plan)
    if not is_ours(publication) and not mine:
        message = _("this is the calendar of another program: it has nothing of the plan")
    elif others and not mine:
        message = _("this is the calendar of another plan: {plans}").format(
            plans=_(", ").join(sorted(others))
        )
    elif others:
        message = _("the calendar has sessions of another plan as well: {plans}")
        message = message.format(plans=_(", ").join(sorted(others)))
    elif alien:
        message = ngettext(
            "the calendar has {n} event that is not of the plan: {titles}",
            "the calendar has {n} events that are not of the plan: {titles}",
            len(alien),
        ).format(n=len(alien), titles=_titles(alien))
    else:
        return
    remedy = _("write to another file (-o), or keep what it has as it is: --foreign keep")
    raise InputError(Problem(message, remedy, file=str(path)))


def _titles(components: Collection[Component]) -> str:
    titles = list(dict.fromkeys(each.value("SUMMARY") or each.uid or each.name for each in components))
    return _(", ").join([*(f"“{title}”" for title in titles[:_NAMED]), *["…"] * (len(titles) > _NAMED)])
