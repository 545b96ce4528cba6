"""The VTIMEZONE that goes with a calendar tells the right time in its years."""

from __future__ import annotations

import datetime as dt
import io
from zoneinfo import ZoneInfo

import dateutil.tz
import pytest

from sanhui.publish.ics.timezone import vtimezone

ZONES = [
    ("Asia/Shanghai", 2026),
    ("Asia/Shanghai", 1988),  # daylight saving time in China, 1986 to 1991
    ("Asia/Urumqi", 2026),
    ("Asia/Kathmandu", 2026),  # +05:45
    ("Europe/Berlin", 2026),
    ("Europe/Dublin", 2026),  # its winter time is the exception in the law
    ("America/New_York", 2026),
    ("America/New_York", 2007),  # the year when the rule changed
    ("America/Caracas", 2016),  # a new standard time
    ("Australia/Lord_Howe", 2026),  # half an hour
    ("Africa/Casablanca", 2026),  # four changes a year, around Ramadan
    ("Pacific/Apia", 2011),  # skipped 30 December
    ("UTC", 2026),
]


def ical(tzid: str, year: int) -> str:
    component = vtimezone(tzid, ZoneInfo(tzid), year, year + 1)
    return str(component.to_ical(sorted=False).decode())


def half_hours(year: int) -> list[dt.datetime]:
    """Every half hour of the plan's year and of the January after it, as local times."""
    start = dt.datetime(year, 1, 1)
    return [start + dt.timedelta(minutes=30 * n) for n in range(2 * 24 * 396)]


def exists(local: dt.datetime, zone: ZoneInfo) -> bool:
    """Whether the clock shows this time, and shows it once."""
    aware = local.replace(tzinfo=zone)
    return aware.utcoffset() == local.replace(tzinfo=zone, fold=1).utcoffset()


def test_shanghai_is_one_standard_observance() -> None:
    """China has one clock without changes: small, with DTSTART, and no CST as its TZID."""
    expected = [
        "BEGIN:VTIMEZONE",
        "TZID:Asia/Shanghai",
        "BEGIN:STANDARD",
        "DTSTART:19700101T000000",
        "TZOFFSETFROM:+0800",
        "TZOFFSETTO:+0800",
        "TZNAME:CST",
        "END:STANDARD",
        "END:VTIMEZONE",
    ]
    assert expected == ical("Asia/Shanghai", 2026).splitlines()


@pytest.mark.parametrize(("tzid", "year"), ZONES)
def test_dateutil_reads_the_same_instants(tzid: str, year: int) -> None:
    """dateutil, which knows only what the VTIMEZONE says, finds the same offset for every half hour."""
    zone = ZoneInfo(tzid)
    read = dateutil.tz.tzical(io.StringIO(ical(tzid, year))).get(tzid)
    wrong = [
        local
        for local in half_hours(year)
        if exists(local, zone)
        and local.replace(tzinfo=zone).utcoffset() != local.replace(tzinfo=read).utcoffset()
    ]
    assert [] == wrong


@pytest.mark.parametrize(("tzid", "year"), ZONES)
def test_icalendar_reads_the_same_instants(tzid: str, year: int) -> None:
    """icalendar, told to forget the zones that it knows, finds the same offset for each noon."""
    from icalendar import Timezone

    zone = ZoneInfo(tzid)
    component = Timezone.from_ical(ical(tzid, year))
    assert isinstance(component, Timezone)
    read = component.to_tz(lookup_tzid=False)
    noons = [local for local in half_hours(year) if local.time() == dt.time(12)]
    wrong = [
        noon
        for noon in noons
        if exists(noon, zone)
        and noon.replace(tzinfo=zone).utcoffset() != noon.replace(tzinfo=read).utcoffset()
    ]
    assert [] == wrong


@pytest.mark.parametrize(("tzid", "year"), ZONES)
def test_every_observance_has_a_start(tzid: str, year: int) -> None:
    """A block without DTSTART is refused by strict readers (ics-py#419)."""
    from icalendar import Timezone

    for observance in Timezone.from_ical(ical(tzid, year)).subcomponents:
        assert {"DTSTART", "TZOFFSETFROM", "TZOFFSETTO", "TZNAME"} == set(observance)
