"""Long lines are folded so that every program can read and show them."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from icalendar.parser import Contentline

from sanhui.publish.ics.text import escape, fold

#: What breaks folding: wide characters, marks, joiners, flags, escapes, beside anything that UTF-8 can say.
TRICKY = [
    "党",
    "a",
    " ",
    "é",
    "e\u0301",
    "👩‍👩‍👧",
    "🇨🇳",
    "👍🏽",
    "☀️",
    "\\n",
    "\\\\",
    "\\,",
    "^n",
    "\U00020000",
    "각",
]
PIECES = st.one_of(st.sampled_from(TRICKY), st.characters(exclude_categories=["Cs", "Cc"]))
LINES = st.lists(PIECES, max_size=200).map(lambda pieces: "DESCRIPTION:" + "".join(pieces))


def unfold(folded: str) -> str:
    return re.sub("\r\n[ \t]", "", folded)


@given(LINES)
@example("SUMMARY:" + "党" * 400)
@example("X:" + "e" + "\u0301" * 400)
@example("X:" + "\\" * 400)
@example("X:a" + "\\" * 400)
@example("X:" + "🇨🇳" * 60)
@example("X:" + "\\\u0301" * 90)
def test_folding_is_undone_by_unfolding(line: str) -> None:
    """Whatever the text, each physical line has at most 75 octets of valid UTF-8, and nothing is lost."""
    folded = fold(line)
    physical = folded.encode().split(b"\r\n")
    assert [] == [octets for octets in physical if len(octets) > 75]
    assert folded == "\r\n".join(octets.decode() for octets in physical)
    assert line == unfold(folded)


@given(LINES)
def test_icalendar_unfolds_what_we_fold(line: str) -> None:
    """The same line is what icalendar reads back."""
    assert line == str(Contentline.from_ical(fold(line)))  # type: ignore[no-untyped-call]


@given(st.text(st.sampled_from("\\;,\n党a\u0301"), max_size=300))
def test_no_line_ends_inside_an_escape(text: str) -> None:
    """The backslash and its letter stay together: some clients unescape line by line (icalendar#1501)."""
    for physical in fold("DESCRIPTION:" + escape(text)).split("\r\n"):
        assert 0 == (len(physical) - len(physical.rstrip("\\"))) % 2


@pytest.mark.parametrize("length", range(60, 90))
@pytest.mark.parametrize(
    "cluster",
    ["e\u0301", "👩‍👩‍👧", "🇨🇳", "👍🏽", "☀️", "각", "कि", "🏴󠁧󠁢󠁥󠁮󠁧󠁿"],
    ids=lambda text: unicodedata.name(text[0]),
)
def test_a_grapheme_stays_whole(cluster: str, length: int) -> None:
    """What people see as one character is not cut, wherever the end of the line falls."""
    folded = fold("X:" + "a" * length + cluster * 8)
    assert [] == [line for line in folded.split("\r\n ") if line.replace(cluster, "").strip("aX:")]


def test_flags_are_cut_between_flags() -> None:
    """Regional indicators belong together in pairs, counted from the first."""
    assert [75, 73, 73] == [len(line.encode()) for line in fold("SUMMARY:" + "abc" + "🇨🇳" * 26).split("\r\n")]


def test_a_line_of_75_octets_is_not_folded() -> None:
    """The limit is inclusive, as RFC 5545 3.1 has it."""
    assert "X:" + "a" * 73 == fold("X:" + "a" * 73)
    assert "X:" + "a" * 73 + "\r\n a" == fold("X:" + "a" * 74)
    assert "X:a" + "党" * 24 == fold("X:a" + "党" * 24)


def test_folding_takes_time_in_proportion() -> None:
    """A megabyte of backslashes or flags, the worst cases, folds at once and completely."""
    assert 500_002 == len(unfold(fold("X:" + "\\" * 500_000)))
    assert 100_002 == len(unfold(fold("X:" + "🇨" * 100_000)))
