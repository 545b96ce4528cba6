"""三会一课 planner: a year's plan in TOML becomes a calendar, an agenda and a record that can be checked.

    from pathlib import Path
    import sanhui
    from sanhui.publish import ics

    schedule = sanhui.expand(sanhui.load(Path("plan.toml")))
    Path("plan.ics").write_bytes(ics.calendar(schedule))

`load` and `expand` are imported when they are first used: importing `sanhui` costs nothing.
"""

from __future__ import annotations

TYPE_CHECKING = False  # mypy knows the name; importing `typing` for it would cost more than all else here
if TYPE_CHECKING:
    from sanhui import publish as publish
    from sanhui.plan.load import load as load
    from sanhui.schedule.expand import expand as expand

__all__ = ["__version__", "expand", "load", "publish"]
__version__ = "0.1.0"

_HOMES = {"load": "sanhui.plan.load", "expand": "sanhui.schedule.expand", "publish": "sanhui.publish"}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    home = import_module(_HOMES[name])
    found = home if name == "publish" else getattr(home, name)
    globals()[name] = found
    return found
