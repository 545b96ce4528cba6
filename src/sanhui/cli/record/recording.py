"""One change of the ledger by whoever is at the keyboard, and what a command that records prints of it."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from sanhui.cli import terminal
from sanhui.cli.record import actor

if TYPE_CHECKING:
    from sanhui.ledger.change import Change
    from sanhui.plan.model import Plan


@contextlib.contextmanager
def recording(plan: Plan, ledger: Path, command: str, reason: str = "") -> Iterator[Change]:
    """Write inside the `with` block what is recorded of a plan; all of it is kept, or nothing.

    Raises what `open_ledger` and `Ledger.change` raise.
    """
    from sanhui.ledger import plans, store

    stamp = actor.stamp(command, plan.timezone, reason)
    with store.open_ledger(ledger) as opened, opened.change(stamp) as change:
        plans.enter(change, plan.id, plan.year, plan.organization)
        yield change


def write_change(ledger: Path, change: Change) -> int:
    """Print a change that is in the ledger now, as `sanhui ledger log N --json` gives it; null when everything stood there so.

    Gives the exit code.
    """
    from sanhui.ledger import history, store
    from sanhui.publish.record import changelog

    with store.read_ledger(ledger) as opened:
        found = next((each for each in history.changes(opened) if each.number == change.number), None)
    terminal.write_json(found and changelog.record(found))
    return 0
