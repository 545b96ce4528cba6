"""Text in columns: measured in cells, folded without a loss, aligned under full-width characters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from sanhui.plan.colours import COLOURS
from sanhui.publish.terminal.columns import fit, fold, natural, plain, row, table, width
from sanhui.publish.terminal.shades import shade

WRITING = st.text(alphabet="每周学习：《总书记的一周》，（第1次）theme-day 2026-W11。", max_size=40)


@given(WRITING)
def test_width_is_what_rich_measures(text: str) -> None:
    """A Chinese character and its punctuation take two cells, a Latin one takes one."""
    assert cell_len(text) == width(text)


@given(WRITING, st.integers(min_value=2, max_value=30))
def test_folding_loses_nothing_but_spaces(text: str, room: int) -> None:
    """Folded lines hold the whole text, in order, and none is wider than the room."""
    lines = fold(text, room)
    assert text.replace(" ", "") == "".join(lines).replace(" ", "")
    assert [] == [line for line in lines if width(line) > room]


@pytest.mark.parametrize(
    ("text", "room", "lines"),
    [
        ("每周有学习：总书记的一周", 12, ["每周有学习：", "总书记的一周"]),
        ("每周有学习：总书记的一周", 11, ["每周有学", "习：总书记", "的一周"]),
        ("学习《论党的自我革命》", 6, ["学习", "《论党", "的自我", "革命》"]),
        ("the last working day", 10, ["the last", "working", "day"]),
        ("2026-spring-festival", 13, ["2026-spring-", "festival"]),
        ("slot 2026-spring-festival", 13, ["slot", "2026-spring-", "festival"]),
        ("abcdefgh", 3, ["abc", "def", "gh"]),
        ("", 5, [""]),
    ],
)
def test_folding(text: str, room: int, lines: list[str]) -> None:
    """Chinese folds between characters, but no line begins with a closing mark; words and hyphens hold together."""
    assert lines == fold(text, room)


def test_the_widest_column_gives_way_first() -> None:
    """Columns share what room there is, down to the least that they need."""
    assert [10, 20] == fit([10, 20], [5, 5], None)
    assert [10, 12] == fit([10, 20], [5, 5], 24)
    assert [9, 9] == fit([10, 20], [5, 5], 20)
    assert [5, 13] == fit([10, 20], [5, 13], 20)
    assert fit([10, 20], [10, 13], 20) is None
    assert [3, 15] == fit([3, 20], [9, 5], 20)


def test_rows_align_under_full_width_characters() -> None:
    """The second column begins at the same cell in every line, and no line ends with spaces."""
    rows = [[[("学", "")], [("a", "")]], [[("ab", ""), ("c", "dim")], [("b", "")]], [[("a", "")], []]]
    widths = natural(rows)
    lines = plain(line for cells in rows for line in row(cells, widths)).split("\n")
    assert ["学  a", "ab  b", "c", "a", ""] == lines
    assert [2, 1] == widths


def test_a_table_that_cannot_fit_is_told_row_by_row() -> None:
    """On a phone nothing goes over the edge: each row by itself, heads before what they are for, nothing of what is empty."""
    rows = [
        [[("✓", "")], [("2026-W11", "")], [("2026-03-11", ""), ("moved", "dim")], [("   7", "")]],
        [[("–", "")], [("2026-W12", "")], [("", "")], [("", "")]],
    ]
    lines = plain(table(("", "Slot", "Date", "N"), rows, 18, (1, 8, 10, 4))).split("\n")
    assert [
        "Slot  ✓ 2026-W11",
        "Date  2026-03-11",
        "      moved",
        "N     7",
        "",
        "Slot  – 2026-W12",
        "",
    ] == lines


def test_every_colour_of_a_plan_has_a_shade_or_is_grey() -> None:
    """Only white, black and the greys have no colour on a terminal."""
    greys = {"gray", "grey", "white", "black", "silver", "gainsboro", "snow", "linen", "azure", "ivory"}
    pale = {"aliceblue", "beige", "honeydew", "mintcream", "oldlace", "seashell"}
    colourless = {name for name in COLOURS if not shade(name)}
    assert set() == {name for name in colourless - pale if not any(grey in name for grey in greys)}
    assert {"black", "gray", "white"} <= colourless
