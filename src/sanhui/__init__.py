"""三会一课 planner: a year's plan in TOML becomes a calendar, an agenda and a record that can be checked.

    import datetime as dt
    from pathlib import Path
    import sanhui

    schedule = sanhui.expand(sanhui.load("plan.toml"))
    Path("plan.ics").write_bytes(sanhui.publish.to_ics(schedule))
    findings = sanhui.check(schedule)
    verdicts = sanhui.audit(schedule, as_of=dt.date(2026, 6, 30))

docs/en/api.md tells more. Everything is imported when it is first used: importing `sanhui` costs nothing.
"""

from __future__ import annotations

TYPE_CHECKING = False  # mypy knows the name; importing `typing` for it would cost more than all else here
if TYPE_CHECKING:
    from sanhui import publish as publish
    from sanhui.api import audit as audit
    from sanhui.api import check as check
    from sanhui.api import load as load
    from sanhui.checks.finding import Finding as Finding
    from sanhui.errors import InputError as InputError
    from sanhui.errors import Problem as Problem
    from sanhui.errors import SanhuiError as SanhuiError
    from sanhui.errors import UnableError as UnableError
    from sanhui.i18n import speaking as speaking
    from sanhui.plan.model import Plan as Plan
    from sanhui.rules.verdict import Verdict as Verdict
    from sanhui.schedule.expand import Schedule as Schedule
    from sanhui.schedule.expand import expand as expand
    from sanhui.schedule.model import Session as Session
    from sanhui.schedule.model import Task as Task

__version__ = "0.1.0"

_HOMES = {
    "api": ("audit", "check", "load"),
    "checks.finding": ("Finding",),
    "errors": ("InputError", "Problem", "SanhuiError", "UnableError"),
    "i18n": ("speaking",),
    "plan.model": ("Plan",),
    "rules.verdict": ("Verdict",),
    "schedule.expand": ("Schedule", "expand"),
    "schedule.model": ("Session", "Task"),
}

__all__ = ["__version__", "publish", *(name for names in _HOMES.values() for name in names)]


def __getattr__(name: str) -> object:
    from importlib import import_module

    if name == "publish":
        return import_module("sanhui.publish")
    for home, names in _HOMES.items():
        if name in names:
            globals()[name] = found = getattr(import_module(f"sanhui.{home}"), name)
            return found
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
