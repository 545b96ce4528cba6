"""One thing that was looked at, and how it is."""

from __future__ import annotations

from typing import Literal, NamedTuple

State = Literal["ok", "warning", "fault"]


class Sign(NamedTuple):
    """How one thing is: its code, which is stable, what was found, and what to do about it."""

    about: str
    state: State
    found: str
    remedy: str = ""
