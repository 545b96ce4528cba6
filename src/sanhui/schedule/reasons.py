"""Why a session stands where it stands, in sentences of the language that is being spoken."""

from __future__ import annotations

import datetime as dt

from sanhui.days import festivals
from sanhui.days.years import month_end
from sanhui.i18n import _, language
from sanhui.schedule.model import Reason, Session, Status, Step, Task
from sanhui.wording import long_date, month, short_date


def sentence(step: Step) -> str:
    """What happened in one step, short enough for a table: 元旦放假，顺延至1月4日（补班）."""
    match step.reason:
        case Reason.MOVED if _later(step):
            text = _("{cause}: postponed to {date}")
        case Reason.MOVED:
            text = _("{cause}: brought forward to {date}")
        case Reason.TURNED if _later(step):
            text = _("{cause}: no day before it in reach, so postponed to {date}")
        case Reason.TURNED:
            text = _("{cause}: no day after it in reach, so brought forward to {date}")
        case Reason.SHORT_MONTH:
            return _short_month(step)
        case Reason.WEEK_OFF:
            return _("the whole week is off")
        case Reason.DAY_OFF:
            text = _("{cause}: no session")
        case Reason.SKIPPED:
            text = _("{cause}: skipped")
        case Reason.KEPT:
            text = _("{cause}: held all the same")
        case Reason.UNPLACEABLE:
            text = _("{cause}: no working day in reach ({within} days, same period), to be settled by hand")
        case Reason.CHANGED | Reason.FIXED | Reason.CANCELLED | Reason.ADDED:
            return _by_hand(step)
    return text.format(cause=_cause(step), date=_target(step), within=step.within)


def moved(what: Session | Task) -> str | None:
    """Why it does not stand on its nominal date, or has none, on one line; None if it stands there."""
    return _("; ").join(map(sentence, what.steps)) or None


def account(session: Session) -> list[str]:
    """How a session came to its day, a sentence each: nominal date, every step, day, what is provisional."""
    told = []
    if session.status is Status.FLOATING and session.first and session.last:
        told.append(
            _("A day is still to be fixed, from {first} to {last}.").format(
                first=long_date(session.first), last=long_date(session.last)
            )
        )
    if session.nominal:
        told.append(_("By its rule it falls on {date}.").format(date=long_date(session.nominal)))
    told += [_("{sentence}.").format(sentence=_capital(sentence(step))) for step in session.steps]
    if session.date and session.status is not Status.CANCELLED:
        told.append(_("So it is held on {date}.").format(date=long_date(session.date)))
    elif session.status is not Status.FLOATING:
        told.append(_("So there is no session."))
    if session.provisional:
        told.append(provisional())
    return told


def provisional() -> str:
    """What 暂定 means."""
    return _("Provisional: the official notice of the holidays is not out yet, so the day may change.")


def _by_hand(step: Step) -> str:
    """What somebody changed, and the reason that they gave."""
    match step.reason:
        case Reason.CHANGED if step.to == step.origin:
            text = _("held in another place")
        case Reason.CHANGED:
            text = _("moved to {moment}")
        case Reason.FIXED:
            text = _("fixed on {moment}")
        case Reason.CANCELLED:
            text = _("cancelled")
        case _:
            text = _("added")
    text = text.format(moment=_moment(step))
    return _("{change}: {reason}").format(change=text, reason=step.text) if step.text else text


def _moment(step: Step) -> str:
    """The new day; the time of day where that is new, and alone where the day is not."""
    if step.to is None:
        return ""
    to, origin = step.to, step.origin
    if not isinstance(to, dt.datetime):
        return short_date(to)
    if isinstance(origin, dt.datetime):
        if to.date() == origin.date():
            return f"{to:%H:%M}"
        if to.timetz() == origin.timetz():
            return short_date(to)
    return _("{date} {time}").format(date=short_date(to), time=f"{to:%H:%M}")


def _later(step: Step) -> bool:
    return step.to is not None and step.origin is not None and step.to > step.origin


def _cause(step: Step) -> str:
    """What makes the day a day off. A weekday without a holiday's name is off by an overlay."""
    if step.holiday:
        return _("{holiday} holiday").format(holiday=festivals.name(step.holiday, language()))
    if step.origin and step.origin.isoweekday() > 5:
        return _("weekend")
    return _("day off")


def _target(step: Step) -> str:
    """The day moved to. Sessions move to working days only, so a Saturday or Sunday is a 补班 day."""
    if step.to is None:
        return ""
    text = short_date(step.to)
    return _("{date} (worked weekend day)").format(date=text) if step.to.isoweekday() > 5 else text


def _short_month(step: Step) -> str:
    assert step.origin is not None
    if _is_month_end(step.origin) and step.day in (29, 30, 31):
        text = (
            _("no {day} in {month}: its last day")
            if step.to
            else _("no {day} in {month}, whose last day is taken")
        )
    elif step.to:
        text = _("the period has no day {day}: {date} stands for it")
    else:
        text = _("the period has no day {day}, and {date} is taken")
    return text.format(day=step.day, month=month(step.origin.month), date=short_date(step.origin))


def _is_month_end(day: dt.date) -> bool:
    return day == month_end(day.year, day.month)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
