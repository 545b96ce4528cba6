"""From the address that people have to the calendar: well-known address, principal, home (RFC 6764 6, RFC 4791 6.2)."""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import quote, urljoin, urlsplit

import msgspec

from sanhui.caldav import failures
from sanhui.caldav.address import path_of, resolve
from sanhui.caldav.multistatus import CAL, DAV, XML, Entry, entries, mkcalendar, propfind
from sanhui.caldav.transport import Server
from sanhui.errors import InputError, Problem
from sanhui.i18n import _

_ABOUT = (
    "D:resourcetype",
    "D:displayname",
    "D:current-user-principal",
    "C:calendar-home-set",
    "C:supported-calendar-component-set",
)
_COLOUR = "#DC143CFF"  # crimson, as of the exported file; Apple's form is #RRGGBBAA
_KINDS = ("VEVENT", "VTODO")


class _Place(NamedTuple):
    """What a place says about itself, and its address: where a redirect has led to, since hrefs are told by that."""

    url: str
    about: Entry


class Collection(msgspec.Struct, frozen=True):
    """A calendar on a server. `exists` is False for one that is still to be made."""

    url: str
    name: str
    kinds: tuple[str, ...] = _KINDS  # of components that it takes
    exists: bool = True


def find(server: Server, wanted: str, fresh: str) -> Collection:
    """The calendar at the server's address, or the one of that account called `wanted`, or by default `fresh`.

    `wanted` may be the name that people see or the last part of the address, and must exist; `fresh` is the last part
    of the address of the plan's own calendar, which need not. An address that leads nowhere is that of a calendar
    to be made, if it can be (`make`).
    """
    place = _look(server, server.url)
    if place is None and urlsplit(server.url).path.strip("/"):
        return Collection(server.url, "", exists=False)
    if place is not None and place.about.has(f"{DAV}resourcetype", f"{CAL}calendar"):
        return _collection(*place)
    home = _home(server, place)
    calendars = _calendars(server, home)
    if wanted:
        return _named(calendars, wanted)
    own = [each for each in calendars if _last(each.url) == fresh]
    return own[0] if own else Collection(urljoin(home, f"{quote(fresh)}/"), "", exists=False)


def make(server: Server, collection: Collection, name: str, description: str) -> Collection:
    """Make a calendar that does not exist yet."""
    body = mkcalendar(name, description, _COLOUR, _KINDS)
    answer = server.request("MKCALENDAR", collection.url, body, **XML)
    # 405: it exists already; when asked twice, we made it the first time.
    if answer.status >= 300 and not (answer.status == 405 and answer.repeated):
        if answer.status in (405, 501):
            raise failures.ServerError(
                _("{host} lets no program make a calendar").format(host=server.host),
                _("make one in its web page, and name it: --calendar NAME"),
                answer.status,
            )
        raise failures.refused(collection.url, answer.status)
    place = _look(server, collection.url)
    if place is None or not place.about.has(f"{DAV}resourcetype", f"{CAL}calendar"):
        raise failures.ServerError(
            _("{host} made no calendar at {path}").format(
                host=server.host, path=urlsplit(collection.url).path
            ),
            _("make one in its web page, and name it: --calendar NAME"),
            answer.status,
        )
    return _collection(*place)


def _look(server: Server, url: str) -> _Place | None:
    """What is at an address; None if nothing is."""
    answer = server.request("PROPFIND", url, propfind(*_ABOUT), Depth="0", **XML)
    if answer.status in (404, 410):
        return None
    if answer.status in (405, 501) and not urlsplit(url).path.strip("/"):
        return None  # a web server's root: CalDAV is elsewhere
    found = entries(answer)
    return _Place(_folder(answer.url), found[0]) if found else None


def _home(server: Server, place: _Place | None) -> str:
    """Where the calendars of the account are."""
    if place is not None and (home := _led(place, f"{CAL}calendar-home-set")):
        return _folder(home)
    principal = _led(place, f"{DAV}current-user-principal") if place is not None else ""
    if not principal:
        known = urljoin(server.url, "/.well-known/caldav")
        answer = server.request("PROPFIND", known, propfind(*_ABOUT), Depth="0", **XML)
        found = entries(answer)[:1] if answer.status == 207 else ()
        for entry in found:
            named = _Place(answer.url, entry)
            if home := _led(named, f"{CAL}calendar-home-set"):
                return _folder(home)
            principal = _led(named, f"{DAV}current-user-principal")
    if principal:
        person = _look(server, principal)
        if person is not None and (home := _led(person, f"{CAL}calendar-home-set")):
            return _folder(home)
    raise failures.ServerError(
        _("{host} shows no calendars at {path}").format(
            host=server.host, path=urlsplit(server.url).path or "/"
        ),
        _("give the address of a calendar; its settings on the server show it"),
        404,
    )


def _calendars(server: Server, home: str) -> tuple[Collection, ...]:
    answer = server.request("PROPFIND", home, propfind(*_ABOUT), Depth="1", **XML)
    return tuple(
        _collection(_folder(resolve(answer.url, entry.href)), entry)
        for entry in entries(answer)
        if entry.has(f"{DAV}resourcetype", f"{CAL}calendar")
    )


def _named(calendars: tuple[Collection, ...], wanted: str) -> Collection:
    """The one calendar of this name; raises InputError if there is none, or if there are several."""
    found = [each for each in calendars if each.name == wanted] or [
        each for each in calendars if _last(each.url) == wanted
    ]
    if len(found) == 1:
        return found[0]
    if found:
        remedy = _("name one by the last part of its address: {names}").format(
            names=_(", ").join(_last(each.url) for each in found)
        )
        raise InputError(
            Problem(_("several calendars have this name"), remedy, key="--calendar", value=wanted)
        )
    names = _(", ").join(dict.fromkeys(each.name or _last(each.url) for each in calendars))
    remedy = _("the account has: {names}").format(names=names) if names else _("the account has none")
    raise InputError(Problem(_("there is no such calendar"), remedy, key="--calendar", value=wanted))


def _collection(url: str, about: Entry) -> Collection:
    listed = about.properties.get(f"{CAL}supported-calendar-component-set")
    kinds = tuple(each.get("name", "").upper() for each in listed) if listed is not None else ()
    return Collection(url, about.text(f"{DAV}displayname"), kinds or _KINDS)


def _led(place: _Place, name: str) -> str:
    """Where a property of a place leads to, empty if nowhere."""
    href = place.about.href_in(name)
    return resolve(place.url, href) if href else ""


def _folder(url: str) -> str:
    return url if url.endswith("/") else url + "/"


def _last(url: str) -> str:
    return path_of(url).rpartition("/")[2]
