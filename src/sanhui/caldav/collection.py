"""The requests that a calendar takes: which events are there, and conditional writing of single ones."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from urllib.parse import urljoin, urlsplit

import msgspec

from sanhui.caldav import failures
from sanhui.caldav.address import path_of, resolve
from sanhui.caldav.discovery import Collection
from sanhui.caldav.multistatus import CAL, DAV, XML, Entry, entries, multiget, precondition, query
from sanhui.caldav.resource import Ours, Theirs, mark_of, name_of, theirs
from sanhui.caldav.transport import Answer, Server
from sanhui.i18n import _

_AT_ONCE = 50  # hrefs in one multiget
_REFUSED_FILTERS = (400, 403, 404, 405, 412, 415, 422, 500, 501)


class Written(msgspec.Struct, frozen=True):
    """Where a resource is after it was written, and its version if the server told."""

    href: str
    etag: str = ""


def listing(server: Server, collection: Collection, part: str = "") -> tuple[Theirs, ...]:
    """The calendar's events and tasks; only those with `part` in their UID, if it is given.

    Servers that do not know how to look for a part of a UID are asked for all. Such a server may refuse, ignore the
    filter, or find nothing; an empty answer is therefore checked against the whole.
    """
    if not collection.exists:
        return ()
    found = _asked(server, collection, part) if part else None
    if not found:
        found = _asked(server, collection, "")
        if found is None:
            raise failures.not_caldav(collection.url, "")
    return tuple(each for each in found if part in each.uid)


def _asked(server: Server, collection: Collection, part: str) -> list[Theirs] | None:
    """The answers to a query for each kind of component; None if the server refuses the filter."""
    found: dict[str, Theirs] = {}
    for kind in collection.kinds:
        if kind not in ("VEVENT", "VTODO"):
            continue
        answer = server.request("REPORT", collection.url, query(kind, part), Depth="1", **XML)
        if part and answer.status in _REFUSED_FILTERS:
            return None
        found |= {each.href: each for each in _resources(collection, answer)}
    return list(found.values())


def read(server: Server, collection: Collection, hrefs: Sequence[str]) -> tuple[Theirs, ...]:
    """These resources as the server has them now; those that are gone are left out."""
    found: list[Theirs] = []
    for some in _batches(hrefs):
        paths = [urlsplit(href).path for href in some]
        answer = server.request("REPORT", collection.url, multiget(paths), Depth="1", **XML)
        found += _resources(collection, answer)
    return tuple(found)


def _batches(hrefs: Sequence[str]) -> Iterator[Sequence[str]]:
    for at in range(0, len(hrefs), _AT_ONCE):
        yield hrefs[at : at + _AT_ONCE]


def _resources(collection: Collection, answer: Answer) -> Iterable[Theirs]:
    for entry in entries(answer):
        if (resource := _resource(collection, entry)) is not None:
            yield resource


def _resource(collection: Collection, entry: Entry) -> Theirs | None:
    """What an entry tells of; None for what is not there, or not in the calendar.

    A resource whose text is withheld is not for that gone: it is known by its name, which we gave it.
    """
    if entry.status in (404, 410) or not entry.href:
        return None
    href = resolve(collection.url, entry.href)
    path, calendar = path_of(href), path_of(collection.url)
    if path == calendar and entry.status >= 400:  # 507: “the result set was truncated” (RFC 6578 3.6)
        raise failures.incomplete(collection.url, entry.status)
    if not path.startswith(calendar + "/"):
        return None  # what lies outside the calendar is not the calendar's to show
    data = entry.text(f"{CAL}calendar-data") if entry.status < 400 else ""
    return theirs(href, entry.text(f"{DAV}getetag"), data)


def create(server: Server, collection: Collection, ours: Ours) -> Written:
    """Write a new resource, if the server has none under its name."""
    href = urljoin(collection.url, name_of(ours.uid))
    answer = _put(server, href, ours.text(), If_None_Match="*")
    if answer.status in (200, 201, 204):
        return Written(href, answer.etag)
    if answer.status in (403, 409, 412):
        if (there := _ours_after_all(server, collection, href, ours)) is not None:
            return Written(there.href, there.etag)
        if answer.status == 412 or precondition(answer) == "no-uid-conflict":
            raise failures.refused(href, 412)
    raise failures.refused(href, answer.status)


def replace(server: Server, collection: Collection, ours: Ours, old: Theirs, text: str) -> Written:
    """Write a newer version, if the server still has the one that was looked at."""
    answer = _put(server, old.href, text, If_Match=_condition(old))
    if answer.status in (200, 201, 204):
        return Written(old.href, answer.etag)
    if answer.status in (404, 412) and (
        there := _ours_after_all(server, collection, old.href, ours, old.etag)
    ):
        return Written(there.href, there.etag)
    raise failures.refused(old.href, 412 if answer.status == 404 else answer.status)


def remove(server: Server, old: Theirs) -> None:
    """Delete a resource, if the server still has the version that was looked at."""
    answer = server.request("DELETE", old.href, If_Match=_condition(old))
    if answer.status in (200, 202, 204, 404, 410):
        return
    raise failures.refused(old.href, answer.status)


def _put(server: Server, href: str, text: str, **condition: str) -> Answer:
    return server.request(
        "PUT", href, text.encode(), Content_Type="text/calendar; charset=utf-8", **condition
    )


def _ours_after_all(
    server: Server, collection: Collection, href: str, ours: Ours, stale: str = ""
) -> Theirs | None:
    """What the server has, if it is what was just sent: then an earlier attempt arrived, and its answer was lost."""
    for there in read(server, collection, [href]):
        if there.uid == ours.uid and there.etag != stale and mark_of(there) == ours.mark:
            return there
        same = there.meaning is not None and there.meaning.core == ours.meaning.core
        if there.uid == ours.uid and there.etag != stale and same:
            return there
    return None


def _condition(old: Theirs) -> str:
    """The version for If-Match. A weak one never matches (RFC 9110 13.1.1), but the strong one behind it does."""
    etag = re.sub(r"^W/", "", old.etag)
    if not etag:
        raise failures.ServerError(
            _("the server does not say which version of {path} it has, so it is not overwritten").format(
                path=urlsplit(old.href).path
            ),
            _("delete that event there, and run it again"),
            412,
        )
    return etag
