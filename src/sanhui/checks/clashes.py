"""Two sessions at one time that share people or a place."""

from __future__ import annotations

import datetime as dt
import zoneinfo
from collections.abc import Iterator

import msgspec

from sanhui.checks.dates import doubled_days
from sanhui.checks.finding import Found, ids, live
from sanhui.checks.overlaps import overlapping
from sanhui.checks.words import clock, days, several
from sanhui.i18n import _
from sanhui.plan.kinds import keep_busy
from sanhui.plan.model import Plan
from sanhui.roster.audience import Company, Directories, Directory, Who, common
from sanhui.schedule.expand import Schedule
from sanhui.schedule.model import Session

#: Places that take any number of meetings.
_VIRTUAL = ("线上", "网上", "网络", "云端", "视频", "腾讯会议", "钉钉", "online")
_NAMED = 3  # so many people are named


class _Clash(msgspec.Struct, frozen=True):
    """Two sessions that overlap, and what they share."""

    first: Session
    second: Session
    people: frozenset[Who]
    place: str


def clashes(schedule: Schedule) -> Iterator[Found]:
    """Two sessions at one time share people or a place; each pair of activities is found once, with its days.

    People are those due, those who observe and those who have a duty, looked up in the roster if there is one.
    An all-day session takes up its whole days, unless it is a reminder.
    """
    directories = Directories(schedule.plan.roster)
    pairs: dict[tuple[str, str], list[_Clash]] = {}
    for clash in _clashes(schedule, directories):
        pairs.setdefault((clash.first.activity, clash.second.activity), []).append(clash)
    lines = {activity.id: activity.line for activity in schedule.plan.activities}
    for (activity, _other), found in pairs.items():
        yield Found(
            message=_message(found, directories.on(found[0].first.day)),
            remedy=_("change the time or the place of one of them, or leave the days out with “except”"),
            sessions=ids(dict.fromkeys(each for clash in found for each in (clash.first, clash.second))),
            activity=activity,
            line=lines.get(activity),
        )


def _clashes(schedule: Schedule, directories: Directories) -> Iterator[_Clash]:
    """Every clash in order of date, the activity that stands first in the plan first."""
    plan = schedule.plan
    sessions = [each for each in live(schedule.sessions) if _keeps_busy(each, plan)]
    companies = _companies(sessions, plan, directories)
    order = {activity.id: number for number, activity in enumerate(plan.activities)}
    doubled = {each.id for _activity, found in doubled_days(schedule) for each in found}
    zone = zoneinfo.ZoneInfo(plan.timezone)
    spans = [(_instant(each.start, zone), _instant(each.end, zone)) for each in sessions]
    found = []
    for pair in overlapping(spans):
        first, second = sorted(pair, key=lambda number: (order.get(sessions[number].activity, -1), number))
        one, other = sessions[first], sessions[second]
        if one.activity == other.activity and {one.id, other.id} <= doubled:
            continue  # that is the finding of another check
        people = common(companies[first], companies[second])
        place = one.place if one.place == other.place and _is_real(one.place) else ""
        if people or place:
            found.append(_Clash(one, other, people, place))
    yield from sorted(found, key=lambda clash: (clash.first.day, clash.first.id, clash.second.id))


def _keeps_busy(session: Session, plan: Plan) -> bool:
    return session.start is not None and not (session.all_day and not keep_busy(plan.kinds, session.kinds))


def _is_real(place: str) -> bool:
    return bool(place) and not any(word in place.casefold() for word in _VIRTUAL)


def _instant(moment: dt.datetime | dt.date | None, zone: dt.tzinfo) -> dt.datetime:
    """The moment in UTC; a date begins at midnight in the plan's time zone."""
    assert moment is not None
    if not isinstance(moment, dt.datetime):
        moment = dt.datetime.combine(moment, dt.time(), zone)
    return moment.astimezone(dt.UTC)


def _companies(sessions: list[Session], plan: Plan, directories: Directories) -> list[Company]:
    """Who is at each session; most of one activity have the same people, as long as the roster stays the same."""
    observers = {activity.id: activity.observers for activity in plan.activities}
    known: dict[tuple[str, tuple[str, ...], tuple[str, ...], Directory], Company] = {}
    found = []
    for each in sessions:
        duties = (each.speaker, each.chair, each.recorder)
        directory = directories.on(each.day)
        key = (each.activity, each.audience, duties, directory)
        if key not in known:
            known[key] = directory.company(
                each.audience, observers.get(each.activity, ()), filter(None, duties)
            )
        found.append(known[key])
    return found


def _message(found: list[_Clash], directory: Directory) -> str:
    first, second = found[0].first, found[0].second
    people = frozenset[Who]().union(*(clash.people for clash in found))
    places = list(dict.fromkeys(clash.place for clash in found if clash.place))
    if people and places:
        text = _(
            "“{first}” ({first_time}) and “{second}” ({second_time}) share the place {place} and people ({people}): {days}"
        )
    elif places:
        text = _("“{first}” ({first_time}) and “{second}” ({second_time}) share the place {place}: {days}")
    else:
        text = _("“{first}” ({first_time}) and “{second}” ({second_time}) share people ({people}): {days}")
    return text.format(
        first=first.title,
        second=second.title,
        first_time=clock(first),
        second_time=clock(second),
        people=_who(people, directory),
        place=several(places, _NAMED),
        days=days(clash.first for clash in found),
    )


def _who(people: frozenset[Who], directory: Directory) -> str:
    if "" in people or directory.is_everyone(people):
        return _("everyone")
    return several(directory.names(people), _NAMED)
