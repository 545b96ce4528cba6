"""Each format as one function of a schedule, with the settings that most people want; all in the plan's language.

Equal schedules give equal bytes. What needs more than this is told by the format's own module or package.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING

from sanhui.i18n import speaking

if TYPE_CHECKING:
    from pathlib import Path

    from sanhui.publish.ics import Options
    from sanhui.schedule.expand import Schedule


def to_ics(schedule: Schedule, options: Options | None = None) -> bytes:
    """A calendar (RFC 5545) for an empty place; over a file that people have already, `publish.ics.update` writes."""
    from sanhui.publish.ics.options import Options
    from sanhui.publish.ics.writer import calendar

    return calendar(schedule, options or Options())


def to_json(schedule: Schedule) -> str:
    """The records of `sanhui show --json` (docs/en/json.md); `publish.records.to_dict` gives them as Python values."""
    from sanhui.publish.records import to_dict

    return json.dumps(to_dict(schedule), ensure_ascii=False, indent=2) + "\n"


def to_csv(schedule: Schedule) -> str:
    """One row a session. Written for Excel, it needs a byte order mark: `path.write_text(…, encoding="utf-8-sig")`."""
    from sanhui.publish.records import to_csv as table

    return table(schedule)


def to_html(schedule: Schedule, *, public: bool = False) -> bytes:
    """The year as one page; a public one leaves out people and notes. Raises `UnableError` without Jinja2."""
    from sanhui.publish.page import Material, page

    return page(Material(schedule, public=public))


def to_xlsx(schedule: Schedule, sheets: Sequence[str] = ("plan", "wall")) -> bytes:
    """A workbook with these sheets of `publish.xlsx.SHEETS`. Raises `UnableError` without XlsxWriter, `KeyError` for no sheet."""
    from sanhui.publish.xlsx import Material, workbook

    return workbook(Material(schedule), sheets)


def to_svg(schedule: Schedule) -> bytes:
    """The year as a picture that can be enlarged."""
    from sanhui.publish.picture import to_svg as draw
    from sanhui.publish.picture import year

    with speaking(schedule.plan.language):
        return draw(year(schedule))


def to_png(schedule: Schedule, font: Path | None = None) -> bytes:
    """The year as a picture for a chat group. Raises `UnableError` without Pillow, or without a font that has Chinese."""
    from sanhui.publish.picture import to_png as paint
    from sanhui.publish.picture import year

    with speaking(schedule.plan.language):
        drawing = year(schedule)
    return paint(drawing, font)
