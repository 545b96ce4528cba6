"""The lines in which two texts differ: kept so that a change can be taken back."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence

import msgspec


class Hunk(msgspec.Struct, frozen=True, array_like=True):
    """Whole lines `old` that became `new`, from the offset `at` of the new text on; the lines `above` and `below`.

    `new` is never empty: a change of a plan adds lines or replaces them.
    """

    at: int
    old: str
    new: str
    above: str
    below: str


def hunks(before: str, after: str) -> tuple[Hunk, ...]:
    """The hunks that lead from one text to the other, in order."""
    old, new = _lines(before), _lines(after)
    offsets = [0]
    for line in new:
        offsets.append(offsets[-1] + len(line))
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    return tuple(
        Hunk(
            offsets[first],
            "".join(old[start:end]),
            "".join(new[first:last]),
            "".join(new[max(first - 1, 0) : first]),
            "".join(new[last : last + 1]),
        )
        for tag, start, end, first, last in matcher.get_opcodes()
        if tag != "equal"
    )


def take_back(after: str, made: Iterable[Hunk]) -> str:
    """The old text, from the very text that the hunks gave."""
    return _replaced(after, [(hunk.at, hunk) for hunk in made])


def take_back_from(text: str, made: Sequence[Hunk]) -> str | None:
    """Another text without what the hunks made of it; None unless each is found, once, where it cannot overlap.

    A hunk is looked for with the lines around it first, then alone.
    """
    places = [(_only(text, hunk), hunk) for hunk in made]
    found = sorted([(at, hunk) for at, hunk in places if at is not None], key=lambda each: each[0])
    ends = [at + len(hunk.new) for at, hunk in found]
    if len(found) < len(made) or any(end > at for end, (at, _hunk) in zip(ends, found[1:], strict=False)):
        return None
    return _replaced(text, found)


def _only(text: str, hunk: Hunk) -> int | None:
    for above, below in ((hunk.above, hunk.below), ("", "")):
        wanted = above + hunk.new + below
        at = text.find(wanted)
        if at >= 0 and text.find(wanted, at + 1) < 0 and (at == 0 or text[at - 1] == "\n"):
            return at + len(above)
    return None


def _replaced(text: str, found: Iterable[tuple[int, Hunk]]) -> str:
    pieces = []
    done = 0
    for at, hunk in found:
        pieces += [text[done:at], hunk.old]
        done = at + len(hunk.new)
    return "".join([*pieces, text[done:]])


def _lines(text: str) -> list[str]:
    """The lines with their ends; of the characters that may end a line, TOML knows the line feed alone."""
    lines = [line + "\n" for line in text.split("\n")]
    lines[-1] = lines[-1][:-1]
    return lines if lines[-1] else lines[:-1]
