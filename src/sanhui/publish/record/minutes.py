"""What is recorded of a session beside its marks: when and where it was held, votes, documents."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from sanhui.attendance.voting import passed, quorum_of
from sanhui.i18n import _
from sanhui.publish.cleaning import one_line
from sanhui.publish.terminal.columns import Line, labelled
from sanhui.rulebook.asks import document_name
from sanhui.wording import long_date

if TYPE_CHECKING:
    from sanhui.ledger.documents import Document
    from sanhui.ledger.held import Held, Vote
    from sanhui.rulebook.model import Rule


def lines(
    held: Held,
    votes: Sequence[Vote],
    documents: Iterable[Document],
    missing: Iterable[str],
    rules: Sequence[Rule],
    room: int | None,
) -> list[Line]:
    """The record of a session, a label a line."""
    told = [
        (_("Held"), _span(held)),
        (_("Place"), held.place),
        (_("Chair"), held.chair),
        (_("Recorder"), held.recorder),
        (_("Topic"), held.topic),
        (_("Hours of study"), "" if held.hours is None else f"{held.hours:g}"),
        (_("Notes"), held.note),
    ]
    told += [(_("Vote {n}").format(n=vote.item), vote_said(vote, held, rules)) for vote in votes]
    told += [(document_name(each.sort), each.path) for each in documents]
    told.append((_("Missing"), _(", ").join(document_name(sort) for sort in missing)))
    if held.entered_at is not None:
        entered = _("{who}, {time}").format(who=held.entered_by, time=f"{held.entered_at:%Y-%m-%d %H:%M}")
        told.append((_("Entered"), entered))
    return labelled([(label, one_line(text)) for label, text in told if text], room)


def record(
    held: Held, votes: Iterable[Vote], documents: Iterable[Document], missing: Iterable[str]
) -> dict[str, Any]:
    """The same for programs."""
    import msgspec

    stated = msgspec.to_builtins(held)
    return {
        **{name: value for name, value in stated.items() if name != "plan"},
        "kinds": list(held.kinds),
        "vote": [
            {
                name: value
                for name, value in msgspec.to_builtins(vote).items()
                if name not in ("plan", "session")
            }
            for vote in votes
        ],
        "documents": [
            {"path": each.path, "sort": each.sort, "sha256": each.sha256, "size": each.size}
            for each in documents
        ],
        "missing": list(missing),
    }


def _span(held: Held) -> str:
    if held.start is None:
        return long_date(held.day)
    text = f"{long_date(held.day)} {held.start:%H:%M}"
    return f"{text}–{held.end:%H:%M}" if held.end else text


def vote_said(vote: Vote, held: Held, rules: Sequence[Rule]) -> str:
    """A vote in a sentence: its numbers, and whether it passed or had no quorum, as far as that is for a program to say."""
    text = _(
        "{title}: {due} due, {present} present, {in_favour} for, {against} against, {abstained} abstained"
    ).format(
        title=vote.title,
        due=vote.due,
        present=vote.present,
        in_favour=vote.in_favour,
        against=vote.against,
        abstained=vote.abstained,
    )
    quorum = quorum_of(vote, held.kinds, rules)
    if quorum is not None and not quorum.reached:
        return _("{text}; no quorum: {needed} needed").format(text=text, needed=quorum.needed)
    verdict = passed(vote, held.kinds)
    if verdict is None:
        return text
    return _("{text}; passed").format(text=text) if verdict else _("{text}; not passed").format(text=text)
