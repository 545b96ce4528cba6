"""The language of time: phrases such as 每月第二个周三 下午3点 become trees, and trees become phrases.

`parse` reads Chinese and English, `describe` says a tree in either, `to_rrule` and `from_rrule` speak RFC 5545.
"""

from sanhui.when.describe import describe
from sanhui.when.errors import WhenError
from sanhui.when.parse import (
    parse,
    parse_days,
    parse_deadline,
    parse_duration,
    parse_exceptions,
    parse_lead,
    parse_time,
)
from sanhui.when.rrule import from_rrule, to_rrule
from sanhui.when.tree import When

__all__ = [
    "When",
    "WhenError",
    "describe",
    "from_rrule",
    "parse",
    "parse_days",
    "parse_deadline",
    "parse_duration",
    "parse_exceptions",
    "parse_lead",
    "parse_time",
    "to_rrule",
]
