"""What a calendar is made for: in which style, with which layers, for whom."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import msgspec

from sanhui.publish.ics.choices import Audience, Floating, Style, Tasks

if TYPE_CHECKING:
    from sanhui.ledger.tasks import State


class Options(msgspec.Struct, frozen=True, kw_only=True):
    """All of it; the defaults are what most people want."""

    style: Style = Style.EVENTS
    names: bool = False  # people's names: personal data, in a file that travels far
    floating: Floating = Floating.EVENTS
    tasks: Tasks = Tasks.NONE
    holidays: bool = False  # the layer of days off (休) and days worked in exchange (班)
    alarms: tuple[int, ...] | None = None  # minutes before the start, in place of the plan's; () is none
    audience: Audience = Audience.IMPORT
    title: str | None = None  # of the calendar, in place of the plan's; "" is none
    progress: Mapping[str, Mapping[str, State]] | None = (
        None  # what the ledger has of the tasks, by plan and task
    )
