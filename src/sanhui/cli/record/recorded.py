"""What a command that records prints with --json: the change that it made, as `sanhui ledger log N --json` gives it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sanhui.cli import terminal

if TYPE_CHECKING:
    from sanhui.ledger.change import Change


def write_change(ledger: Path, change: Change) -> int:
    """Print a change that is in the ledger now; null when everything stood there so already. Gives the exit code."""
    from sanhui.ledger import history, store
    from sanhui.publish.record import changelog

    with store.read_ledger(ledger) as opened:
        found = next((each for each in history.changes(opened) if each.number == change.number), None)
    terminal.write_json(found and changelog.record(found))
    return 0
