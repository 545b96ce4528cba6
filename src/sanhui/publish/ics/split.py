"""A folder with a file for every session, for those who read only the first event of a file.

Huawei's and Android's own calendars do (Etar-Calendar#1166). A file is called after the session,
`weekly-study+2026-W11.ics`: the same file for one session for ever, whatever its date and title. None has a name of its
own, for X-WR-CALNAME makes Outlook open a new calendar (Event-Organiser#410).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from sanhui.files import portable
from sanhui.publish.ics.identity import suffix
from sanhui.publish.ics.publication import Publication
from sanhui.publish.ics.text import unfold

if TYPE_CHECKING:
    from sanhui.publish.ics.publication import Component

SUFFIX = ".ics"

_UID = re.compile(r"^UID:([^\r\n]*)", re.MULTILINE)


def split(publication: Publication) -> dict[str, Publication]:
    """By the name of its file, what belongs together: an event, or a series with its overrides.

    The publication must be one without a title. Two plans with sessions of the same name are told apart by the plan's
    id, and names that differ in capitals alone by a number, for Windows and macOS take them for one.
    """
    groups: dict[str, list[Component]] = {}
    for component in publication.components:
        groups.setdefault(component.uid, []).append(component)
    return {name: Publication(publication.header, tuple(groups[uid])) for uid, name in _names(groups).items()}


def is_ours(data: bytes, plans: Iterable[str]) -> bool:
    """Whether a file was written for one of these plans: it has UIDs, and all of them are theirs."""
    endings = tuple(map(suffix, plans))
    uids = _UID.findall(unfold(data.decode(errors="replace")))
    return bool(uids) and all(uid.endswith(endings) for uid in uids)


def _names(uids: Iterable[str]) -> Mapping[str, str]:
    several = len({uid.partition("@")[2] for uid in uids}) > 1
    taken: set[str] = set()
    names = {}
    for uid in sorted(uids):
        stem = portable(uid if several else uid.partition("@")[0])
        name, number = stem, 1
        while name.casefold() in taken:
            number += 1
            name = f"{stem}~{number}"
        taken.add(name.casefold())
        names[uid] = name + SUFFIX
    return names
