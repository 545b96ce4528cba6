"""The last publication read back: a calendar file as its parts, every component as the very lines that it has.

What clients hold came from this file, so it is the memory that makes the next one right (`sanhui.publish.ics.update`).
It is text and stays text: icalendar would write what it has read in words of its own. What cannot be told for certain
is refused, since a wrong guess would double the events on every phone or leave dead ones behind.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from sanhui.errors import InputError, Problem
from sanhui.files import read_bytes, read_text
from sanhui.i18n import _
from sanhui.publish.ics.identity import identity
from sanhui.publish.ics.publication import Component, Publication
from sanhui.publish.ics.structure import COMPONENT, depths, no_calendar
from sanhui.publish.ics.version import last_modified

_BREAK = re.compile("\r\n|\n|\r")
_OURS = re.compile(r"^PRODID[^:]*:-//sanhui//", re.MULTILINE)
_BOM = b"\xef\xbb\xbf"


class _Block(NamedTuple):
    """Physical lines from a BEGIN to its END, and the number of the first."""

    name: str
    lines: list[str]
    line: int


def read_publication(path: Path) -> Publication:
    """Read a calendar file as it is, by whomever it was written.

    A byte order mark is dropped, and line ends are CRLF: neither belongs to a component. Raises `InputError` for what is
    not one whole calendar, and for one that has a component twice, since nobody can say which of the two holds.
    """
    return parsed(read_text(path), path)


def has_mark(path: Path) -> bool:
    """Whether a file begins with a byte order mark, with which some programs import nothing, and say nothing."""
    return read_bytes(path).startswith(_BOM)


def parsed(text: str, path: Path) -> Publication:
    """The same of a text that was read already; `path` is for messages."""
    lines = _BREAK.split(text.removesuffix("\n").removesuffix("\r"))
    header: list[str] = []
    blocks: list[_Block] = []
    for part in _parts(lines, path):
        if isinstance(part, str):
            header.append(part)
        elif part.name == "VTIMEZONE":
            header += part.lines
        else:
            blocks.append(part)
    return Publication("\r\n".join(header), tuple(_components(blocks, path)))


def is_ours(publication: Publication) -> bool:
    """Whether this program wrote the file: by its PRODID, or by any component of it."""
    if _OURS.search(publication.header):
        return True
    return any(identity(each.uid) for each in publication.components)


def _parts(lines: list[str], path: Path) -> Iterator[str | _Block]:
    """The lines of the calendar's own, in between its components as blocks; without the last END:VCALENDAR."""
    block: list[str] = []
    for number, (depth, line) in enumerate(zip(depths(lines, path, _renew()), lines, strict=True), 1):
        name, _colon, kind = line.upper().partition(":")
        if not depth:
            raise no_calendar(path, number)
        if depth > 1:
            block.append(line)
            if depth == COMPONENT and name == "END":
                yield _Block(kind.strip(), block, number - len(block) + 1)
                block = []
        elif name == "END":
            _refuse_more(lines[number:], path, number)
            return
        elif line:
            yield line


def _refuse_more(rest: Iterable[str], path: Path, number: int) -> None:
    """Nothing comes after a calendar's end but empty lines."""
    for after, line in enumerate(rest, number + 1):
        if line.strip():
            message = _("there is more after the calendar's end")
            remedy = _("split the file into one for each calendar")
            raise InputError(Problem(message, remedy, file=str(path), line=after))


def _components(blocks: Iterable[_Block], path: Path) -> Iterator[Component]:
    """The blocks as components; overrides begin where their master does, as in what is written."""
    found: list[Component] = []
    known: dict[tuple[str, str], int] = {}
    problems = []
    for block in blocks:
        bare = Component(start="", uid="", name=block.name, lines="\r\n".join(block.lines))
        values = {name.partition(";")[0].upper(): value for name, value in reversed([*bare.properties()])}
        component = Component(
            start=values.get("DTSTART", values.get("DUE", "")),
            uid=values.get("UID", ""),
            recurrence_id=values.get("RECURRENCE-ID", ""),
            name=block.name,
            lines=bare.lines,
        )
        ours = identity(component.uid) is not None
        if ours and (first := known.setdefault(component.key, block.line)) != block.line:
            message = _("the file has two components with this UID, the first in line {line}")
            problems.append(
                Problem(
                    message.format(line=first), _renew(), str(path), block.line, None, "UID", component.uid
                )
            )
        found.append(component)
    if problems:
        raise InputError(*problems)
    starts = {each.uid: each.start for each in found if not each.recurrence_id}
    for each in found:
        yield Component(
            start=starts.get(each.uid, each.start) if each.recurrence_id else each.start,
            uid=each.uid,
            recurrence_id=each.recurrence_id,
            name=each.name,
            lines=each.lines,
        )


def _renew() -> str:
    return _(
        "take the file that was published last from a backup; if nobody has imported it, delete it and export again"
    )


def combined(publications: Iterable[Publication]) -> Publication:
    """Several that were published, as one: of each component the newest version, in the order of the last of them."""
    header, found = "", dict[tuple[str, ...], Component]()
    for publication in publications:
        header = "\r\n".join(filter(None, (header, publication.header)))
        for each in publication.components:
            key = each.key if identity(each.uid) else (*each.key, each.lines)
            known = found.get(key)
            if known is None or (each.sequence, last_modified(each)) >= (
                known.sequence,
                last_modified(known),
            ):
                found[key] = each
    return Publication(header, tuple(found.values()))
