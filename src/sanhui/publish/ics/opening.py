"""What every component of a plan begins with: what it is, its UID and version, and its days."""

from __future__ import annotations

import datetime as dt

import msgspec

from sanhui.publish.ics.text import fold


class Opening(msgspec.Struct, frozen=True):
    """The first lines of the components of one plan: in its time zone, stamped with its revision."""

    tzid: str
    zone: dt.tzinfo
    stamp: dt.datetime

    def lines(self, name: str, uid: str, sequence: int) -> list[str]:
        """BEGIN, UID, DTSTAMP and SEQUENCE."""
        return [
            f"BEGIN:{name}",
            fold(f"UID:{uid}"),
            f"DTSTAMP:{utc(self.stamp)}",
            f"SEQUENCE:{sequence}",
        ]

    def moment(self, name: str, moment: dt.date) -> str:
        """A DTSTART, DUE, EXDATE and the like: local time with TZID, or a date."""
        if not isinstance(moment, dt.datetime):
            return f"{name};VALUE=DATE:{moment:%Y%m%d}"
        return fold(f"{name};TZID={self.tzid}:{self.text(moment)}")

    def text(self, moment: dt.date) -> str:
        """The value alone."""
        if not isinstance(moment, dt.datetime):
            return f"{moment:%Y%m%d}"
        if moment.tzinfo is not self.zone:
            moment = moment.astimezone(self.zone)
        return f"{moment:%Y%m%dT%H%M%S}"


def utc(moment: dt.datetime) -> str:
    """An instant in UTC, as DTSTAMP and UNTIL want it."""
    return f"{moment.astimezone(dt.UTC):%Y%m%dT%H%M%SZ}"
