"""The address of a server: what is accepted, and that no secret stands in it."""

from __future__ import annotations

import ipaddress
from urllib.parse import SplitResult, quote, unquote, urljoin, urlsplit, urlunsplit

from sanhui.errors import InputError, Problem, UnableError
from sanhui.i18n import _

#: What stands in a path as it is (RFC 3986 3.3), and % for what is already encoded.
_PATH = "/%:@!$&'()*+,;=~"


def looks_like_address(text: str) -> bool:
    """Whether a word of the command line is meant as an address, and not as a file."""
    return "://" in text


def address(text: str, *, plain_http: bool = False) -> str:
    """The address of a server or a calendar, as it is asked: encoded, with a slash at its end and without a query.

    Raises InputError for what is no such address, for one with a user name or password in it (it would be seen in
    the shell's history and the list of processes), and for unencrypted http to another machine without `plain_http`.
    No message repeats the address before it is known to hold no secret.
    """
    try:
        parts = urlsplit(text.strip())
        _port = parts.port  # raises for what is no number
    except ValueError:
        raise InputError(Problem(_("this is not the address of a server"), _example())) from None
    if "@" in parts.netloc:
        raise InputError(
            Problem(
                _("the address has a user name or a password in it, where others can read it"),
                _("take it out; set SANHUI_CALDAV_USER and SANHUI_CALDAV_PASSWORD, or wait to be asked"),
            )
        )
    if parts.scheme in ("webcal", "webcals"):
        raise InputError(
            Problem(
                _("this is the address of a subscription, which can only be read"),
                _("ask the server for its CalDAV address"),
                value=text,
            )
        )
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise InputError(Problem(_("this is not the address of a server"), _example(), value=text))
    if parts.scheme == "http" and not plain_http and not is_loopback(parts.hostname):
        raise InputError(
            Problem(
                _("http sends the password for everybody to read"),
                _("use https; --plain-http if this network is your own"),
                value=text,
            )
        )
    path = parts.path if parts.path.endswith("/") else parts.path + "/"
    return urlunsplit((parts.scheme, parts.netloc, quote(path, safe=_PATH), "", ""))


def is_loopback(host: str) -> bool:
    """Whether a host is this machine."""
    if host.lower() == "localhost" or host.lower().endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def resolve(base: str, href: str) -> str:
    """What an href in an answer means; raises UnableError when it leads to another server.

    The password was meant for the server that was named, so nothing is followed elsewhere. From http to https on
    the same host is no other server.
    """
    here = urlsplit(base)
    try:
        there = urlsplit(urljoin(base, href))
        same = _origin(here) == _origin(there)
    except ValueError:  # no port, no host
        raise UnableError(
            _("{host} sends the program on to something that is no address").format(host=here.hostname)
        ) from None
    upgraded = (here.scheme, there.scheme) == ("http", "https") and here.hostname == there.hostname
    if same or upgraded:
        return urlunsplit((there.scheme, _host(there), there.path, there.query, ""))
    raise UnableError(
        _(
            "{host} sends the program on to another server, {other}; the password is not taken there\n"
            "  → if that is the right one, give its address: {address}"
        ).format(
            host=here.hostname,
            other=there.hostname,
            address=urlunsplit((there.scheme, _host(there), there.path, "", "")),
        )
    )


def path_of(href: str) -> str:
    """The decoded path of an address or href, without a slash at the end."""
    return unquote(urlsplit(href).path).rstrip("/")


def _origin(parts: SplitResult) -> tuple[str, str | None, int | None]:
    return parts.scheme, parts.hostname, parts.port or {"http": 80, "https": 443}.get(parts.scheme)


def _host(parts: SplitResult) -> str:
    host = parts.hostname or ""
    host = f"[{host}]" if ":" in host else host
    return f"{host}:{parts.port}" if parts.port else host


def _example() -> str:
    return _("such as {example}").format(example="https://cloud.example.org/remote.php/dav/")
