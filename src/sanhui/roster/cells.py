"""What the cells of a roster say: days, names, lists. Each reader gives the value, or raises `ValueError` with what is wrong."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from typing import Any

from sanhui.errors import did_you_mean
from sanhui.i18n import _
from sanhui.roster.matching import fold, is_total
from sanhui.roster.statuses import Status, read_status
from sanhui.sheets.formulas import unquoted
from sanhui.sheets.reading import shown
from sanhui.sheets.serials import moment_of

# As texts: a roster need not hold what they find, and a pattern takes as long to compile as a roster to read.
_CONTROL = r"[\x00-\x1f\x7f-\x9f\u2028\u2029]"
_DAY = r"(\d{4})\s*(?:[-/.年])\s*(\d{1,2})\s*(?:[-/.月])\s*(\d{1,2})\s*日?(?: 0?0:00(?::00)?)?|(\d{4})(\d\d)(\d\d)"
_LIST = str.maketrans(";；，", "、、、")
_OPEN = ("", "-", "—", "至今", "长期", "now", "present")
_HAN = (("\u2e80", "\u9fff"), ("\uf900", "\ufaff"), ("\U00020000", "\U0003ffff"), ("·", "·"), ("•", "•"))


def one_line(cell: Any) -> str:
    """A text without line breaks and control characters; a number or a day as it is shown."""
    if not isinstance(cell, str):
        return shown(cell)
    text = unquoted(cell.strip())
    if not text.isprintable() and re.search(_CONTROL, text):
        raise ValueError(_("a control character or a line break in a cell"))
    return text


def name(cell: Any) -> str:
    """A name; Chinese ones lose the space that pads 张　三 to the width of three characters.

    A total or a note below the list is nobody's: 合计, 32人, 制表人：张三.
    """
    text = one_line(cell)
    if is_total(text) or ":" in fold(text) or re.fullmatch(r"\d+[人名]?", text):
        raise ValueError(_("this is no name"))
    return "".join(text.split()) if all(map(_chinese, text)) else text


def _chinese(character: str) -> bool:
    """Whether it may stand in a Chinese name, or pad it."""
    return any(first <= character <= last for first, last in _HAN) or character.isspace()


def several(cell: Any) -> tuple[str, ...]:
    """The entries of a list, separated by `、`, `，` or `;`, each once. A comma may stand in a name: Zhang, San."""
    parts = (part.strip() for part in one_line(cell).translate(_LIST).split("、"))
    return tuple(dict.fromkeys(filter(None, parts)))


def roles(cell: Any) -> tuple[str, ...]:
    """The same for roles, which have no comma."""
    return several(one_line(cell).replace(",", "、"))


def day(cell: Any) -> dt.date | None:
    """A day in full: 2026-03-05, 2026/3/5, 2026.3.5, 2026年3月5日, 20260305, or a date of the workbook; None for an open end.

    In a cell without a format a date shows as the number of its day.
    """
    if isinstance(cell, float) and (moment := moment_of(cell)):
        return moment.date()
    if isinstance(cell, dt.datetime):
        return cell.date()
    if isinstance(cell, dt.date):
        return cell
    text = unicodedata.normalize("NFKC", one_line(cell)).strip()
    if text.casefold() in _OPEN:
        return None
    found = re.fullmatch(_DAY, text)
    if found is None:
        raise ValueError(_("this is no day"))
    year, month, number = (int(part) for part in found.groups() if part)
    try:
        return dt.date(year, month, number)
    except ValueError:
        raise ValueError(_("there is no such day")) from None


def status(cell: Any) -> Status:
    """One of the statuses, by any of its names."""
    found = read_status(one_line(cell))
    if found is None:
        raise ValueError(_("this is no status"))
    return found


def remedy(field: str, value: str) -> str:
    """What would be right instead of a value that a field cannot have."""
    if not value.isprintable():
        return _("remove it")
    if field == "name":
        return _("correct it, or remove it if it is of nobody")
    if field == "status":
        return did_you_mean(value, [known.spellings[0] for known in Status if known])
    return _("write year, month and day: {example}").format(example=dt.date(2026, 3, 5))
