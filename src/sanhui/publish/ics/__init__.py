"""The one ICS writer: a schedule becomes an iCalendar file (RFC 5545) that every known client takes.

One module a concept, named with the words of the RFC; what a client needs stands there with its source.

Its parts are imported when they are first used, as with `sanhui` itself.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from sanhui.publish.ics.choices import Audience as Audience
    from sanhui.publish.ics.choices import Client as Client
    from sanhui.publish.ics.choices import Floating as Floating
    from sanhui.publish.ics.choices import Style as Style
    from sanhui.publish.ics.choices import Tasks as Tasks
    from sanhui.publish.ics.options import Options as Options
    from sanhui.publish.ics.publication import Component as Component
    from sanhui.publish.ics.publication import Publication as Publication
    from sanhui.publish.ics.writer import calendar as calendar
    from sanhui.publish.ics.writer import size_warnings as size_warnings

_HOMES = {
    "choices": ("Audience", "Client", "Floating", "Style", "Tasks"),
    "options": ("Options",),
    "publication": ("Component", "Publication"),
    "writer": ("calendar", "size_warnings"),
}


def __getattr__(name: str) -> object:
    from importlib import import_module

    for home, names in _HOMES.items():
        if name in names:
            return getattr(import_module(f"{__name__}.{home}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
