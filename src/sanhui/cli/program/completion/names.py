"""The names that a parameter takes, from the plans at hand: sessions, members, activities, kinds.

What a parameter takes says its place holder in the help page, so nothing is declared twice: KIND is a kind everywhere. A plan
that cannot be read has no names; nothing is written, and nobody is told.
"""

from __future__ import annotations

import contextlib
import functools
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sanhui.errors import SanhuiError
from sanhui.i18n import _, language

if TYPE_CHECKING:
    from sanhui.plan.model import Plan
    from sanhui.roster.model import Member, Standing

#: What is inserted, and what is shown beside it.
Name = tuple[str, str]
_MOST = 5  # plans of a folder that are read; a year has one


class Here:
    """The plans that a command line is about: the ones it names, or those of the folder that it is typed in."""

    def __init__(self, given: Iterable[Path]) -> None:
        self._given = tuple(given)

    @functools.cached_property
    def plans(self) -> tuple[Plan, ...]:
        """Those that can be read."""
        from sanhui.cli.plan_file import plans_near
        from sanhui.plan.load import load

        found = []
        for path in [path for given in self._given or (None,) for path in plans_near(given)][:_MOST]:
            with contextlib.suppress(SanhuiError):
                found.append(load(path))
        return tuple(found)

    def members(self) -> Iterator[Member]:
        """Everybody who is or was in a roster."""
        for plan in self.plans:
            yield from plan.roster.members if plan.roster else ()

    def standings(self) -> Iterator[Standing]:
        """What they are and were."""
        for member in self.members():
            yield from member.standings


def names_for(metavar: str, option: str, here: Here, incomplete: str) -> list[Name] | None:
    """What a parameter may take, by its place holder, each once; None for one of which nobody knows."""
    if metavar in _PLANS:
        return _plan_files(incomplete)
    first, _colon, second = _NAMED.get(option, metavar).partition(":")
    if first == "NAME":
        first = "MEMBER"
    if "|" in metavar and not metavar.isupper():
        found: Iterable[Name] = ((word, "") for word in metavar.split("|"))
    elif second and ":" in incomplete:
        who = incomplete.partition(":")[0]
        marks = _SOURCES[second](here) if second in _SOURCES else ()
        found = ((f"{who}:{mark}", said) for mark, said in marks)
    elif first in _SOURCES:
        found = _SOURCES[first](here)
    else:
        return None
    known = {name: said for name, said in found if name.startswith(incomplete)}
    return _in_steps(known, here) if first == "SESSION" and "/" not in incomplete else [*known.items()]


def _in_steps(sessions: Mapping[str, str], here: Here) -> list[Name]:
    """The activities first, where several are meant, for a year has hundreds of sessions; days for who begins with a digit."""
    begun = dict.fromkeys(name.partition("/")[0] for name in sessions if "/" in name)
    if len(begun) < 2:
        return [*sessions.items()]
    titles = dict(_activities(here))
    return [(f"{activity}/", titles.get(activity, "")) for activity in begun]


def _sessions(here: Here) -> Iterator[Name]:
    """Every session by its id, and every day that has some."""
    from sanhui.schedule.expand import expand
    from sanhui.wording import long_date

    days: dict[str, list[str]] = {}
    for plan in here.plans:
        with contextlib.suppress(SanhuiError, ValueError):
            for session in expand(plan).sessions:
                day = session.date or session.nominal
                said = session.title if day is None else f"{long_date(day)} {session.title}"
                yield session.id, said
                if session.date is not None:
                    days.setdefault(session.date.isoformat(), []).append(session.title)
    yield from ((day, _(", ").join(titles)) for day, titles in sorted(days.items()))


def _members(here: Here) -> Iterator[Name]:
    for member in here.members():
        yield (
            member.name,
            _(", ").join(filter(None, [member.standings[-1].group, *member.standings[-1].roles])),
        )


def _groups(here: Here) -> Iterator[Name]:
    yield from ((each.group, "") for each in here.standings() if each.group)


def _roles(here: Here) -> Iterator[Name]:
    yield from ((role, "") for each in here.standings() for role in each.roles)


def _statuses(_here: Here) -> Iterator[Name]:
    from sanhui.roster.statuses import Status

    yield from ((status.name_in(language()), "") for status in Status if status)


def _activities(here: Here) -> Iterator[Name]:
    yield from ((activity.id, activity.title) for plan in here.plans for activity in plan.activities)


def _kinds(here: Here) -> Iterator[Name]:
    from sanhui.plan.kinds import shipped

    for kinds in [plan.kinds for plan in here.plans] or [shipped()]:
        for kind in kinds.values():
            yield (kind.zh, kind.code) if language() == "zh" else (kind.code, kind.en)


def _marks(here: Here) -> Iterator[Name]:
    from sanhui.plan.marks import shipped

    for marks in [plan.marks for plan in here.plans] or [shipped()]:
        for mark in marks.values():
            yield mark.name(language()), mark.code


def _leaves(here: Here) -> Iterator[Name]:
    leaves = {mark.name(language()) for plan in here.plans for mark in plan.marks.values() if mark.leave}
    yield from (name for name in _marks(here) if name[0] in leaves or not here.plans)


def _rules(here: Here) -> Iterator[Name]:
    from sanhui.rulebook.load import rules_of

    for plan in here.plans:
        with contextlib.suppress(SanhuiError):
            yield from (
                (rule.id, rule.zh if language() == "zh" else rule.en) for rule in rules_of(plan).rules
            )


def _tasks(here: Here) -> Iterator[Name]:
    from sanhui.schedule.expand import expand

    for plan in here.plans:
        with contextlib.suppress(SanhuiError, ValueError):
            yield from ((task.id, task.title) for task in expand(plan).tasks)


def _lists(here: Here) -> Iterator[Name]:
    yield from ((task.list, "") for plan in here.plans for task in plan.tasks if task.list)


def _periods(here: Here) -> Iterator[Name]:
    for plan in here.plans:
        parts = [f"Q{n}" for n in range(1, 5)] + [f"H{n}" for n in (1, 2)] + [f"{n:02}" for n in range(1, 13)]
        yield from ((name, "") for name in (str(plan.year), *(f"{plan.year}-{part}" for part in parts)))


def _templates(_here: Here) -> Iterator[Name]:
    from sanhui.start.catalogue import templates

    yield from ((template.name, template.zh) for template in templates(language()))


def _settings(_here: Here) -> Iterator[Name]:
    from sanhui.cli.settings import SETTINGS

    for setting in SETTINGS.values():
        yield setting.name, _(setting.meaning)


def _readers(_here: Here) -> Iterator[Name]:
    from sanhui.publish.ics.choices import Audience, Client

    yield from ((word, "") for word in (Audience.SUBSCRIPTION, *Client))


def _plan_files(incomplete: str) -> list[Name] | None:
    """The plans of the folder that is begun, and the folders in it; None, so that the shell looks, where there is no plan."""
    from sanhui.cli.plan_file import plans_of

    head = incomplete[: incomplete.rfind("/") + 1]
    folder = Path(head or ".").expanduser()
    plans = [head + path.name for path in plans_of(folder)]
    if not any(name.startswith(incomplete) for name in plans):
        return None
    folders = sorted(
        f"{head}{path.name}/" for path in folder.iterdir() if path.is_dir() and path.name[0] != "."
    )
    return [(name, "") for name in (*plans, *folders) if name.startswith(incomplete)]


# By the place holder, as it is declared; those of files are the shell's.
_SOURCES: Mapping[str, Callable[[Here], Iterator[Name]]] = {
    "SESSION": _sessions,
    "MEMBER": _members,
    "GROUP": _groups,
    "ROLE": _roles,
    "STATUS": _statuses,
    "ACTIVITY": _activities,
    "KIND": _kinds,
    "MARK": _marks,
    "LEAVE": _leaves,
    "RULE": _rules,
    "TASK": _tasks,
    "LIST": _lists,
    "PERIOD": _periods,
    "TEMPLATE": _templates,
    "WHAT": _readers,
    "SETTING": _settings,
}
#: Options whose place holder does not say of what they take the name.
_NAMED: Mapping[str, str] = {
    "--group": "GROUP",
    "--role": "ROLE",
    "--status": "STATUS",
    "--type": "LEAVE",
    "--leave": "NAME:LEAVE",
}
_PLANS = frozenset({"PLAN", "OLD", "NEW"})
#: Place holders of files and folders, which the shell knows best.
FILES = frozenset({*_PLANS, "FILE", "FOLDER", "BACKUP", "ADDRESS|FILE"})


def given(params: Mapping[str, Any]) -> list[Path]:
    """The plans that a command line names already; as texts, for a command that does not run gets no paths."""
    said = params.get("plan") or params.get("plans") or ()
    return [Path(said)] if isinstance(said, (str, Path)) else [Path(each) for each in said]
