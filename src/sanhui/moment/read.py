"""From what was typed to a date."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable

from sanhui.days.calendar import WorkCalendar
from sanhui.i18n import Language, _
from sanhui.moment.meaning import Moment, resolve
from sanhui.when.errors import Reject, WhenError
from sanhui.when.grammar import Grammar, Run, refusal
from sanhui.when.parse import is_foreign, language_of

_CALENDAR = WorkCalendar()

#: Shapes that dateparser may be asked about: English words and numbers with a month's name or a relative word among them.
#: Anything else it would half understand: it skips words that it does not know, and reads 15 as an hour or a day.
_FOR_DATEPARSER = re.compile(
    r"(?=.*\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b)[a-z0-9,.:/ +-]{6,40}", re.IGNORECASE
)


def read_moment(text: str, now: dt.datetime, calendar: WorkCalendar = _CALENDAR) -> dt.date | dt.datetime:
    """The date that is meant by `text` when it is said at `now`; a datetime when a time of day was said.

    Our own forms come first; what they do not know and is plainly an English date goes to dateparser. Raises
    `WhenError` when it is not understood, does not exist (2月30日) or has two meanings.
    """
    return _meant(text, *_readings(text), now, calendar)


def _readings(text: str) -> tuple[list[Moment], Run]:
    return _grammar(language_of(text)).readings("moment", text)


def _meant(
    text: str,
    found: Iterable[Moment],
    run: Run,
    now: dt.datetime,
    calendar: WorkCalendar = _CALENDAR,
    *,
    nearest: bool = False,
) -> dt.date | dt.datetime:
    """What the readings of a text come to on `now`; the `nearest` of the days meant instead of the next."""
    meanings: list[dt.date | dt.datetime] = []
    impossible: Reject | None = None
    for reading in found:
        try:
            day = resolve(reading, now, calendar, nearest=nearest)
        except Reject as reject:
            impossible = impossible or reject
            continue
        if day not in meanings:
            meanings.append(day)
    if len(meanings) == 1:
        return meanings[0]
    if meanings:
        choices = _(" or ").join(
            day.isoformat(" ", "minutes") if isinstance(day, dt.datetime) else day.isoformat()
            for day in meanings
        )
        raise WhenError(
            _("this has more than one meaning"), text, 0, _("write {choices}").format(choices=choices)
        )
    if impossible:
        raise WhenError(str(impossible), text, 0)
    return _from_dateparser(text, now) or _refuse(run, text)


def read_nearest(text: str, today: dt.date) -> dt.date:
    """The day that is nearest to `today`, of those that have gone by as well; a time of day is an error here."""
    found = _meant(text, *_readings(text), dt.datetime.combine(today, dt.time()), nearest=True)
    if isinstance(found, dt.datetime):
        raise WhenError(_("a day without a time of day is wanted here"), text, 0)
    return found


def read_in_year(text: str, year: int, now: dt.datetime) -> dt.date | dt.datetime:
    """The date that is meant by `text` when a year, such as a plan's, is spoken about at `now`; raises `WhenError`.

    What depends on the day it is said (下周三) is counted from `now`. A day and a month without a year (3月11日) are of
    that year, also where they have gone by and would else be next year's: those are told apart by reading the
    text on two other days, in whose light it must mean the same day.
    """
    found, run = _readings(text)
    bare = [reading._replace(weekday=None) for reading in found]  # in another year the date is another one
    new_year = dt.datetime.combine(dt.date(year, 1, 1), now.time())
    try:
        one, other = (_meant(text, bare, run, new_year + dt.timedelta(days=days)) for days in (0, 31))
    except WhenError:
        return _meant(text, found, run, now)
    of_the_year = one.year == year and (one.month, one.day) == (other.month, other.day)
    return _meant(text, found, run, new_year if of_the_year else now)


def _grammar(language: Language) -> Grammar:
    if language == "zh":
        from sanhui.moment.zh import zh

        return zh
    from sanhui.moment.en import en

    return en


def _refuse(run: Run, text: str) -> dt.date:
    error = refusal(run, text)
    if is_foreign(error):
        error = refusal(_grammar("zh").readings("moment", text)[1], text)
    raise error


def _from_dateparser(text: str, now: dt.datetime) -> dt.date | dt.datetime | None:
    """What dateparser makes of it, if it is of a shape that dateparser gets right."""
    if not _FOR_DATEPARSER.fullmatch(text.strip()):
        return None
    import dateparser

    found: dt.datetime | None = dateparser.parse(
        text,
        languages=["en"],
        settings={
            "PREFER_DATES_FROM": "future",
            "RELATIVE_BASE": now,
            "REQUIRE_PARTS": ["day", "month"],
            "STRICT_PARSING": False,
        },
    )
    if found is None:
        return None
    return found if re.search(r"\d\s*(?::\d|[ap]\.?m\b)", text, re.IGNORECASE) else found.date()
