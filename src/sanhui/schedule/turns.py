"""Whose turn it is: to speak, to take the chair, to write the minutes."""

from __future__ import annotations

import datetime as dt

import msgspec

from sanhui.i18n import Language
from sanhui.plan.model import Activity, Turns


class Duties(msgspec.Struct, frozen=True):
    """Who does what at one session; empty where nobody is named."""

    speaker: str = ""
    chair: str = ""
    recorder: str = ""


class Rota:
    """Hands the duties of one activity out to its slots, which are asked about in order.

    A slot that was dropped takes no turn, or somebody would lose theirs with a week of holidays; one that
    floats or must be settled by hand does, for it will be held. Days are those that the rule gave, so moving
    or cancelling one session changes nobody else's turn.
    """

    def __init__(self, activity: Activity, language: Language) -> None:
        self._duties = [
            _Turn(turns, language) for turns in (activity.speakers, activity.chair, activity.recorder)
        ]

    def next(self, day: dt.date, *, held: bool) -> Duties:
        """Who has the duties at the next slot, on this day or in a window that begins on it."""
        return Duties(*[turn.next(day, held) for turn in self._duties])

    def extra(self) -> Duties:
        """Who has the duties at a session outside the rule, which takes no turn from anybody."""
        return Duties(*[turn.together for turn in self._duties])


class _Turn:
    """One duty."""

    def __init__(self, turns: Turns, language: Language) -> None:
        self._turns = turns
        self._at = 0  # in `people`: who is next
        self.together = "" if turns.rotates else ("、" if language == "zh" else ", ").join(turns.people)

    def next(self, day: dt.date, held: bool) -> str:
        turns = self._turns
        if not turns.rotates or not turns.people:
            return self.together if held else ""
        at = self._at
        if turns.by_slot:
            self._at = at + 1
        if not held:
            return ""
        for stand_in in range(at, at + len(turns.people)):
            name = turns.people[stand_in % len(turns.people)]
            if not self._away(name, day):
                if not turns.by_slot:
                    self._at = stand_in + 1
                return name
        return ""

    def _away(self, name: str, day: dt.date) -> bool:
        return any(
            leave.name == name and (leave.first or day) <= day <= (leave.last or day)
            for leave in self._turns.leaves
        )
