"""What a server refuses, in plain words: what happened, and what to do.

An answer's own text is never shown: it may be a page, garbage, or repeat what it was sent.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from sanhui.errors import UnableError
from sanhui.i18n import _


class ServerError(UnableError):
    """A server refused or failed. `status` is that of its answer, 0 when there was none worth the name."""

    def __init__(self, message: str, remedy: str = "", status: int = 0) -> None:
        super().__init__(f"{message}\n  → {remedy}" if remedy else message)
        self.status = status
        self.message = message
        self.remedy = remedy

    @property
    def general(self) -> bool:
        """Whether the next request would meet the same: no use in going on.

        500 is not among them (RFC 9110 15.6.1): a server may stumble over a single event, for ever, and take the others.
        """
        return self.status in (0, 401, 429, 507) or self.status > 500


def refused(url: str, status: int, *, signed_in: bool = True) -> ServerError:
    """The failure that an answer's status means (RFC 9110 15, RFC 4918 11)."""
    host = urlsplit(url).hostname or url
    path = urlsplit(url).path
    message, remedy = _told(host, path, status, signed_in)
    return ServerError(message, remedy, status)


def _told(host: str, path: str, status: int, signed_in: bool) -> tuple[str, str]:
    match status:
        case 401 if not signed_in:
            return (
                _("{host} wants a user name and a password").format(host=host),
                _("set SANHUI_CALDAV_USER and SANHUI_CALDAV_PASSWORD, or run this in a terminal to be asked"),
            )
        case 401:
            return (
                _("{host} does not accept the user name and the password").format(host=host),
                _("check both; where sign-in has a second step, the server gives out passwords for programs"),
            )
        case 403:
            return (
                _("{host} does not allow this at {path}").format(host=host, path=path),
                _("ask the owner of the calendar for the right to write, or name another calendar"),
            )
        case 404 | 410:
            return (
                _("{host} has nothing at {path}").format(host=host, path=path),
                _("check the address"),
            )
        case 405 | 501:
            return (
                _("{host} has no CalDAV at {path}").format(host=host, path=path),
                _("check the address; the server's help calls it the CalDAV address"),
            )
        case 409:
            return (
                _("{host} finds a conflict at {path} (409)").format(host=host, path=path),
                _(
                    "the folder above it is missing, or another event has the same UID; check the address, then run it again"
                ),
            )
        case 412:
            return (
                _("somebody changed {path} on {host} at the same time (412)").format(host=host, path=path),
                _("run it again: it looks at the new state first"),
            )
        case 413:
            return (
                _("{host} finds {path} too large").format(host=host, path=path),
                _("shorten the notes of this session"),
            )
        case 423:
            return (
                _("{path} on {host} is locked by another program").format(host=host, path=path),
                _("run it again when that program is done"),
            )
        case 429:
            return (
                _("{host} asks to be left in peace for a while").format(host=host),
                _("run it again in some minutes: it goes on where it stopped"),
            )
        case 507:
            return (
                _("{host} has no space left").format(host=host),
                _("delete something there, or ask whoever runs it; then run it again"),
            )
    if status >= 500:
        return (
            _("{host} failed ({status})").format(host=host, status=status),
            _("run it again later: it goes on where it stopped"),
        )
    return (
        _("{host} answered {status} at {path}").format(host=host, status=status, path=path),
        _("check the address"),
    )


def incomplete(url: str, status: int) -> ServerError:
    """The server shows a part of a calendar: what is missing then is not for that gone."""
    return ServerError(
        _("{host} shows only a part of the calendar ({status})").format(
            host=urlsplit(url).hostname or url, status=status
        ),
        _("give the plan a calendar of its own, with fewer events in it"),
        status,
    )


def not_caldav(url: str, kind: str) -> ServerError:
    """The answer is not what the protocol says: a web page, a login form, garbage."""
    host = urlsplit(url).hostname or url
    text = (
        _("{host} answered with a web page, not with CalDAV").format(host=host)
        if "html" in kind
        else _("{host} answered with something that is not CalDAV").format(host=host)
    )
    return ServerError(text, _("check the address; the server's help calls it the CalDAV address"), 0)
