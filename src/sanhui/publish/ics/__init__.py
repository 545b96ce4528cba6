"""The one ICS writer: a schedule becomes an iCalendar file (RFC 5545) that every known client takes.

One module a concept, named with the words of the RFC; what a client needs stands there with its source.
"""

from sanhui.publish.ics.writer import calendar, size_warnings

__all__ = ["calendar", "size_warnings"]
