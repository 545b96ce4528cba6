"""The formats, and which of them a file is of; recognised by its content, never by its name."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from sanhui.attendance.meetings.dingtalk import DINGTALK
from sanhui.attendance.meetings.layout import Format, Layout
from sanhui.attendance.meetings.mapped import FIELDS, find_mapped, fingerprint, format_of
from sanhui.attendance.meetings.source import Page, Source
from sanhui.attendance.meetings.teams import TEAMS
from sanhui.attendance.meetings.tencent import TENCENT
from sanhui.attendance.meetings.wecom import WECOM
from sanhui.attendance.meetings.zoom import ZOOM
from sanhui.errors import InputError, Problem
from sanhui.i18n import _
from sanhui.sheets.reading import shown

FORMATS = (TEAMS, TENCENT, ZOOM, DINGTALK, WECOM)


class Recognised(msgspec.Struct, frozen=True):
    """A file whose format is known: the sheet with the people, and how to read it.

    `fingerprint` is that of the header of a table with a mapping, under which the mapping is kept.
    """

    page: Page
    format: Format
    layout: Layout
    mapping: Mapping[str, str] = {}
    fingerprint: str = ""


def recognise(
    source: Source, mapping: Mapping[str, str], remembered: Mapping[str, Mapping[str, str]]
) -> Recognised:
    """What a file is: by the mapping if there is one, or by what the formats know, or by the mappings of earlier files.

    Raises `InputError` for a file of which nobody knows how to read it, or that has people in several sheets.
    """
    if mapping:
        return _one(
            [each for page in source.pages for each in _mapped(page, mapping, source)], source, mapping
        )
    found = [
        Recognised(page, format_, layout)
        for format_ in FORMATS
        for page in source.pages
        if (layout := format_.find(page.head)) is not None
    ]
    if not found:
        found = [
            each
            for page in source.pages
            for row in page.head
            if (known := remembered.get(fingerprint(row)))
            for each in _mapped(page, known, source)
        ]
    return _one(found, source, {})


def _mapped(page: Page, mapping: Mapping[str, str], source: Source) -> list[Recognised]:
    layout = find_mapped(page.head, mapping, str(source.path))
    if layout is None:
        return []
    print_ = fingerprint(page.head[layout.first - 1])
    return [Recognised(page, format_of(mapping), layout, mapping, print_)]


def _one(found: list[Recognised], source: Source, mapping: Mapping[str, str]) -> Recognised:
    found = [each for each in found if not each.page.hidden] or found
    pages = list(dict.fromkeys(each.page.name for each in found))
    if len(pages) > 1:
        message = _("several sheets have people: {sheets}").format(sheets=_(", ").join(pages))
        raise InputError(Problem(message, _("keep one of them in the file"), file=str(source.path)))
    if found:
        return found[0]
    if mapping:
        message = _("no row has the headings {items}").format(items=_(", ").join(mapping.values()))
        remedy = _("write them as they stand in the file: {items}").format(items=_headings(source))
        raise InputError(Problem(message, remedy, file=str(source.path), key="--map"))
    message = _("this is no attendance file of a program that sanhui knows")
    remedy = _("say which column is what: --map name=…,in=… ({fields}); its headings: {items}").format(
        fields=_(", ").join(FIELDS), items=_headings(source)
    )
    raise InputError(Problem(message, remedy, file=str(source.path)))


def _headings(source: Source) -> str:
    """The row of the file that looks most like a header."""
    rows = [[shown(cell) for cell in row if shown(cell)] for page in source.pages for row in page.head[:20]]
    widest = max(rows, key=len)
    return _(", ").join(word[:30] for word in widest[:12])
