"""Which column of somebody's attendance table holds what: remembered by the header, for the next file of the sort."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import msgspec

from sanhui.ledger.change import Change

if TYPE_CHECKING:
    from sanhui.ledger.store import Ledger


def record(change: Change, body: str, fingerprint: str, mapping: Mapping[str, str]) -> bool:
    """Keep a mapping, instead of the one that the header had; gives whether it is new."""
    text = msgspec.json.encode(dict(mapping), order="sorted").decode()
    return change.enter("meeting_map", {"body": body, "fingerprint": fingerprint, "mapping": text})


def read(ledger: Ledger, body: str) -> dict[str, dict[str, str]]:
    """The mappings of a body, by the fingerprints of their headers."""
    rows = ledger.query("SELECT fingerprint, mapping FROM meeting_map WHERE body = ?", body)
    return {row["fingerprint"]: msgspec.json.decode(row["mapping"], type=dict[str, str]) for row in rows}
