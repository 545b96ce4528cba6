"""What goes out: calendars, and records for other programs. Everything here is in the plan's language.

The formats as functions, and the packages behind them, are imported when they are first used, as with `sanhui` itself.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from sanhui.publish import ics as ics
    from sanhui.publish import records as records
    from sanhui.publish.formats import to_csv as to_csv
    from sanhui.publish.formats import to_html as to_html
    from sanhui.publish.formats import to_ics as to_ics
    from sanhui.publish.formats import to_json as to_json
    from sanhui.publish.formats import to_png as to_png
    from sanhui.publish.formats import to_svg as to_svg
    from sanhui.publish.formats import to_xlsx as to_xlsx

_FORMATS = ("to_csv", "to_html", "to_ics", "to_json", "to_png", "to_svg", "to_xlsx")
_PARTS = ("ics", "records")

__all__ = ["ics", "records", "to_csv", "to_html", "to_ics", "to_json", "to_png", "to_svg", "to_xlsx"]


def __getattr__(name: str) -> object:
    from importlib import import_module

    if name in _FORMATS:
        return getattr(import_module("sanhui.publish.formats"), name)
    if name in _PARTS:
        return import_module(f"sanhui.publish.{name}")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
