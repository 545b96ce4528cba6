"""Documents of sessions: minutes, pictures, materials, by path and SHA-256.

The ledger holds no file, only what a file was when it was attached, so that one that was changed or lost shows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

from sanhui.ledger import plans
from sanhui.ledger.change import Change
from sanhui.ledger.rows import Entered, record_of, row_of
from sanhui.rulebook.model import DocumentSort

if TYPE_CHECKING:
    from sanhui.ledger.store import Ledger

SORTS: tuple[DocumentSort, ...] = get_args(DocumentSort)


class Document(Entered, frozen=True, kw_only=True):
    """One file; `path` is from the ledger's folder, with `/`."""

    plan: str
    session: str
    path: str
    sort: DocumentSort
    sha256: str
    size: int


def record(change: Change, document: Document) -> bool:
    """Write down that a file belongs to a session; gives whether that is new."""
    plans.require(change, document.plan)
    return change.enter("document", row_of(document))


def remove(change: Change, plan_id: str, session_id: str, path: str) -> bool:
    """Take a file off a session; the file itself is not touched. Gives whether it was attached."""
    known = change.row("document", plan=plan_id, session=session_id, path=path) is not None
    change.remove("document", plan=plan_id, session=session_id, path=path)
    return known


def read(ledger: Ledger, plan_id: str) -> dict[str, tuple[Document, ...]]:
    """The documents of a plan's sessions, by the session's id."""
    found: dict[str, list[Document]] = {}
    rows = ledger.query("SELECT * FROM document WHERE plan = ? ORDER BY session, sort, path", plan_id)
    for row in rows:
        found.setdefault(row["session"], []).append(record_of(Document, row))
    return {session: tuple(items) for session, items in found.items()}
