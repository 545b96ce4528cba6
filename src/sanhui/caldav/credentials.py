"""Who asks: a user name and a password, from the environment, a keyring, or a person at a terminal.

They are never written anywhere, and the value that carries them does not show them, not even to a traceback.
"""

from __future__ import annotations

import os
from collections.abc import Mapping

import msgspec

from sanhui.errors import InputError, Problem
from sanhui.i18n import _

USER, PASSWORD = "SANHUI_CALDAV_USER", "SANHUI_CALDAV_PASSWORD"
#: The service under which a keyring keeps the password of a host: `keyring set sanhui:cloud.example.org NAME`.
SERVICE = "sanhui:{host}"


class Credentials(msgspec.Struct, frozen=True):
    """A user name and a password."""

    user: str
    password: str

    def __repr__(self) -> str:
        return "Credentials(…)"


def known(host: str, environ: Mapping[str, str] = os.environ) -> Credentials | None:
    """What is known without asking anybody: the environment first, then the keyring."""
    user, password = environ.get(USER, ""), environ.get(PASSWORD, "")
    if password and not user:
        raise InputError(
            Problem(
                _("{password} is set, and {user} is not").format(password=PASSWORD, user=USER),
                _("set both"),
                key=USER,
            )
        )
    if any(character in text for text in (user, password) for character in "\r\n\0"):
        raise InputError(
            Problem(
                _("{user} or {password} has a line end in it").format(user=USER, password=PASSWORD),
                _("set it again without"),
                key=USER,
            )
        )
    if user and password:
        return Credentials(user, password)
    return _from_keyring(host, user)


def _from_keyring(host: str, user: str) -> Credentials | None:
    """The entry of the platform's keyring; a keyring that is missing, locked or broken has none."""
    try:
        import keyring
    except ImportError:
        return None
    try:
        found = keyring.get_credential(SERVICE.format(host=host), user or None)
    except Exception:  # each platform's keyring fails in its own way, and asking is always possible
        return None
    if found is None or not found.username or not found.password:
        return None
    return Credentials(found.username, found.password)
