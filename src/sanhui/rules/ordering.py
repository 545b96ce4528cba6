"""On which day a session without one is taken where the order counts: first a committee meeting, then the general meeting.

It is still possible, so the best is taken for granted: what must come first is held as early as may be, the rest as late.
What lies in one period is settled first. Then sessions that may come first in several periods are brought, those with the
earliest last day first, to periods that lack them; the rest takes a period in which it breaks nothing, or one to which a session
that is left can be brought. A test tries all ways: the order is broken only if each of them breaks it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping

Span = tuple[dt.date, dt.date]
_NEVER = "9999-12-31"


class Ordering:
    """The sessions of one rule: `late` are those that it is about, `early` those of which one must come before them."""

    def __init__(
        self,
        late: Mapping[str, list[str]],
        early: Mapping[str, list[str]],
        days: Mapping[str, str],
        spans: Mapping[str, Span],
        bounds: Mapping[str, tuple[str, str]],
    ) -> None:
        """`late` and `early` have the periods of each session, `days` its day, `spans` those without one, `bounds` the periods'."""
        self._late, self._early = late, early
        self._days, self._bounds = days, bounds
        self._spans = {key: (first.isoformat(), last.isoformat()) for key, (first, last) in spans.items()}
        self._held: dict[str, tuple[str, str]] = {}  # session: period and day

    def placed(self) -> Iterator[tuple[str, str, str, bool]]:
        """Every session without a day, its period and day, and whether the order may be broken if it is held otherwise."""
        every = {**self._late, **self._early}
        for session, there in every.items():
            if len(there) == 1:
                self._hold(session, there[0])
        free = self._by_end(self._early)
        for session in list(free):
            wanted = [
                slot for slot in self._early[session] if self._broken(slot, self._soonest(session, slot))
            ]
            if wanted:
                self._hold(session, wanted[0])
                free.remove(session)
        for session in self._by_end(self._late):
            self._hold(session, self._harmless(session, free))
        for session in free:
            self._hold(session, self._early[session][0])
        for session in (each for each in every if each in self._spans):
            yield session, *self._held[session], self._hangs(session)

    def _by_end(self, sessions: Iterable[str]) -> list[str]:
        """Those that are not held yet."""
        left = [session for session in sessions if session not in self._held]
        return sorted(left, key=lambda each: (self._spans[each][1], self._spans[each][0], each))

    def _soonest(self, session: str, slot: str) -> str:
        return max(self._spans[session][0], self._bounds.get(slot, ("",))[0])

    def _latest(self, session: str, slot: str) -> str:
        return min(self._spans[session][1], self._bounds.get(slot, ("", _NEVER))[1])

    def _hold(self, session: str, slot: str) -> None:
        if session not in self._spans:
            self._held[session] = slot, self._days[session]
        elif session in self._early:
            self._held[session] = slot, self._soonest(session, slot)
        else:
            self._held[session] = slot, self._latest(session, slot)

    def _first(self, sessions: Iterable[str], slot: str, without: str = "") -> str:
        """The first day on which one of these is held in a period."""
        days = (
            self._held[each][1]
            for each in sessions
            if each != without and self._held.get(each, ("",))[0] == slot
        )
        return min(days, default=_NEVER)

    def _broken(self, slot: str, helped: str = _NEVER) -> bool:
        """Whether the order is broken in a period; with a day, whether it is, and one more on that day mends it."""
        late, early = self._first(self._late, slot), self._first(self._early, slot)
        return late < early and (helped == _NEVER or helped <= late)

    def _harmless(self, session: str, free: list[str]) -> str:
        there = self._late[session]
        for slot in there:
            settled = min(self._first(self._late, slot), self._first(self._early, slot))
            if settled <= self._latest(session, slot):
                return slot
        for other in free:
            for slot in self._early[other]:
                if slot in there and self._soonest(other, slot) <= self._latest(session, slot):
                    self._hold(other, slot)
                    free.remove(other)
                    return slot
        return there[-1]

    def _hangs(self, session: str) -> bool:
        slot, day = self._held[session]
        if session in self._early:
            late = self._first(self._late, slot, session)
            alone = day <= late < self._first(self._early, slot, session)
            return alone and (len(self._early[session]) > 1 or late < self._latest(session, slot))
        return any(
            self._soonest(session, each) < self._first(self._early, each) for each in self._late[session]
        )
