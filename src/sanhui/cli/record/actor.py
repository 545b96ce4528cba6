"""Who is at the keyboard: what the ledger writes beside every change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sanhui.cli import clock, settings
from sanhui.i18n import _

if TYPE_CHECKING:
    from sanhui.ledger.log import Stamp


def stamp(command: str, timezone: str | None = None, reason: str = "") -> Stamp:
    """Who changes something now, by which command and why; in the time zone of the plan, if one is known."""
    from sanhui.ledger.log import Stamp

    return Stamp(_actor(), clock.aware(timezone), command, reason.strip())


def _actor() -> str:
    """The person of SANHUI_ACTOR or of the settings, else the login name; raises InputError for one that is no name."""
    import getpass

    from sanhui.errors import InputError, Problem

    named = settings.value("actor")
    if any(not character.isprintable() for character in named.text):
        raise InputError(Problem(_("this is no name"), key=named.source, value=ascii(named.text)))
    try:
        return named.text or getpass.getuser().strip() or "?"
    except (OSError, KeyError, ImportError):  # a user without a name
        return "?"
