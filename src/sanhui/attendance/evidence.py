"""The documents that a session should have (六有), and those that it has not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sanhui.ledger.documents import Document

#: One for the whole year: it counts for every session, on whichever it hangs.
_YEARLY = "plan"


def yearly(documents: Mapping[str, Iterable[Document]]) -> frozenset[str]:
    """The sorts of documents that every session has, for one of them hangs on some session."""
    return frozenset(each.sort for items in documents.values() for each in items if each.sort == _YEARLY)


def missing(
    session: str, documents: Mapping[str, Iterable[Document]], evidence: Iterable[str]
) -> tuple[str, ...]:
    """The sorts of documents that a session lacks, in the order in which they come to be."""
    have = yearly(documents) | {each.sort for each in documents.get(session, ())}
    return tuple(sort for sort in evidence if sort not in have)
