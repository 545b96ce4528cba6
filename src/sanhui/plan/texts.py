"""Checks of single texts: lines, colours, addresses, time zones."""

from __future__ import annotations

import difflib
import re
import zoneinfo
from typing import Any

from sanhui.errors import did_you_mean
from sanhui.i18n import _
from sanhui.plan.colours import COLOURS
from sanhui.plan.positions import KeyPath
from sanhui.plan.report import Report

# As texts: most plans hold nothing that they find, and compiling them takes as long as checking a plan.
_URL = r"(?i:https?://[^\s/]\S*|mailto:[^\s@]+@[^\s@]+)"
_EMAIL = r"[!-?A-~]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+"
#: The shape of a slot's name (sanhui.schedule.slots); whether the activity has it, expansion shows.
SLOT = (
    r"(?P<year>\d{4})(?:-W(?P<week>\d\d)|-Q(?P<quarter>[1-4])|-H(?P<half>[12])"
    r"|-(?P<month>\d\d)(?:-(?P<day>\d\d))?|-(?P<name>[a-z][a-z0-9-]*))?(?:\.(?P<number>[1-9]\d*))?"
)
#: What a line of text may not have: control characters, and line breaks of all sorts.
CONTROL = r"[\x00-\x1f\x7f-\x9f\u2028\u2029]"
_CONTROL_IN_NOTES = r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]"


def check_lines(value: Any, path: KeyPath, report: Report) -> None:
    """Report control characters in any text of a table, and line breaks outside of notes."""
    if isinstance(value, str):
        notes = path[-1] == "notes"
        slip = None if value.isprintable() else re.search(_CONTROL_IN_NOTES if notes else CONTROL, value)
        if slip:
            broken = slip[0] in "\n\r\x85\u2028\u2029"
            message = (
                _("a line break within the text") if broken else _("a control character within the text")
            )
            remedy = _("remove it") if notes else _("write one line; only notes may have several")
            report.at_value(path, message, remedy, index=slip.start())
    elif isinstance(value, dict):
        for key, inner in value.items():
            check_lines(inner, (*path, key), report)
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            check_lines(inner, (*path, number), report)


def check_colour(name: str, path: KeyPath, report: Report) -> None:
    """Report what is not a colour of CSS."""
    if name not in COLOURS:
        near = difflib.get_close_matches(name.lower(), COLOURS, n=1)
        remedy = did_you_mean(name, near) if near else _("a name of CSS such as teal, crimson, gold")
        report.at_value(path, _("not the name of a colour"), remedy)


def check_url(text: str, path: KeyPath, report: Report) -> None:
    """Report what a calendar cannot open."""
    if not re.fullmatch(_URL, text):
        remedy = _("it begins with https://, http:// or mailto:")
        report.at_value(path, _("not an address that a calendar can open"), remedy)


def check_email(text: str, path: KeyPath, report: Report) -> None:
    """Report what is not an e-mail address."""
    if not re.fullmatch(_EMAIL, text):
        remedy = _("for example {example}").format(example='"zuzhi@example.org"')
        report.at_value(path, _("not an e-mail address"), remedy)


def check_zone(name: str, path: KeyPath, report: Report) -> None:
    """Report what is not a time zone of the IANA."""
    try:
        zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        near = difflib.get_close_matches(name, zoneinfo.available_timezones(), n=1, cutoff=0.8)
        remedy = (
            did_you_mean(name, near) if near else _("for example {example}").format(example='"Asia/Shanghai"')
        )
        report.at_value(path, _("unknown time zone"), remedy)
