"""What a rule gives before working days are looked at, and what it is given to do so."""

from __future__ import annotations

import datetime as dt

import msgspec

from sanhui.days.calendar import WorkCalendar
from sanhui.schedule.model import Reason, Step
from sanhui.schedule.slots import Period
from sanhui.when.tree import Rule, Unit


class Candidate(msgspec.Struct, frozen=True, kw_only=True):
    """One slot of a rule with its nominal date, or, while it floats, with the window of days for it.

    `period` is what its session may never leave. `means_weekend` says that the rule names this weekend day,
    so that a plain weekend is no day off for it. `rests_on` are the years whose official days the nominal
    date was counted with.
    """

    slot: str
    rule: Rule
    period: Period
    nominal: dt.date | None = None
    first: dt.date | None = None
    last: dt.date | None = None
    means_weekend: bool = False
    steps: tuple[Step, ...] = ()
    rests_on: tuple[int, ...] = ()
    ghost: bool = False  # outside the rule, there only to be counted when sessions are numbered

    @property
    def floats(self) -> bool:
        """Whether it has a window instead of a date."""
        return self.nominal is None

    @property
    def begins(self) -> dt.date:
        """The nominal date, or the window's first day."""
        return self.nominal or self.first or self.period.first

    @property
    def year(self) -> int:
        """The year whose plan holds it: of the nominal date, or of the period; for a week its ISO year."""
        if self.nominal is not None:
            return self.nominal.year
        thursday = dt.timedelta(days=3 if self.period.unit is Unit.WEEK else 0)
        return (self.period.first + thursday).year

    @property
    def doubled(self) -> bool:
        """Whether another session has its day from the outset: the 30th of a February that has its 28th."""
        return any(step.reason is Reason.SHORT_MONTH and step.to is None for step in self.steps)


class Scope(msgspec.Struct, frozen=True):
    """What a rule is expanded in: a stretch of days, the day that counting starts from, the working days."""

    first: dt.date
    last: dt.date
    anchor: dt.date
    calendar: WorkCalendar

    @property
    def years(self) -> range:
        """The years whose named days may lie in the stretch; some precede their own year."""
        return range(self.first.year - 1, self.last.year + 2)

    def widened(self, days: int) -> Scope:
        """The same with so many days more at both ends."""
        more = dt.timedelta(days=days)
        return msgspec.structs.replace(self, first=self.first - more, last=self.last + more)
