"""Colours: kinds, marks, findings and rates look the same everywhere, to every reader, and what is written on them is read."""

import zipfile
from fractions import Fraction
from pathlib import Path

import pytest

from colour_blindness import distance, nearest
from commandline import sanhui
from sanhui.plan.colours import COLOURS, contrast, ink, rgb
from sanhui.plan.kinds import shipped
from sanhui.plan.marks import shipped as shipped_marks
from sanhui.publish import looks
from small_plans import write_plan


def test_every_name_of_css_has_a_value() -> None:
    """CSS Color Module Level 3 has 147 names; grey is spelt both ways."""
    assert (147, COLOURS["gray"]) == (len(COLOURS), COLOURS["grey"])


@pytest.mark.parametrize(
    ("name", "value"), [("crimson", "dc143c"), ("SteelBlue", "4682b4"), ("no colour", "808080")]
)
def test_value_of_a_colour(name: str, value: str) -> None:
    """By name, in any case; what is no colour is grey."""
    assert value == rgb(name)


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [("000000", "ffffff", 21.0), ("777777", "ffffff", 4.48), ("ff0000", "ffffff", 4.0)],
)
def test_contrast(one: str, other: str, ratio: float) -> None:
    """Known examples of WCAG's formula, in either order."""
    assert (ratio, ratio) == (round(contrast(one, other), 2), round(contrast(other, one), 2))


def test_ink_reads_on_every_colour() -> None:
    """Black or white has the contrast of 4.5 that WCAG asks for."""
    assert [] == [name for name in COLOURS if contrast(rgb(name), ink(name)) < 4.5]


def test_kinds_have_known_colours() -> None:
    """A kind's colour is one of the table."""
    assert [] == [kind.code for kind in shipped().values() if kind.colour not in COLOURS]


# -- the tables of looks, to readers who lack a sort of cones -----------------------------------------------------


def _marks() -> list[looks.Look]:
    """One look for each thing that a mark counts as."""
    codes = ("present", "late", "leave-sick", "absent", "exempt", "makeup")
    return [looks.mark_look(shipped_marks()[code]) for code in codes]


TABLES = {
    "marks": _marks(),
    "states": list(looks.STATES.values()),
    "levels": [each.look for each in looks.LEVELS],
}


@pytest.mark.parametrize("name", TABLES)
def test_looks_are_told_apart_by_everybody(name: str) -> None:
    """No two of a table are nearer than eight times what is just noticeable, and no two have one character."""
    table = TABLES[name]
    far, *who = nearest(each.ground for each in table)
    assert far > 18, who
    assert len(table) == len({each.symbol for each in table})


def test_kinds_that_the_regulations_name_are_told_apart_by_colour() -> None:
    """The first nine; thirty colours cannot be, and all thirty have symbols of their own (test_wall_calendar)."""
    nine = list(shipped().values())[:9]
    far, *who = nearest(rgb(kind.colour) for kind in nine)
    assert far > 9, who


def test_what_is_written_on_a_look_can_be_read() -> None:
    """Every character has the contrast that WCAG asks for on its ground."""
    every = [each for table in TABLES.values() for each in table] + [looks.NOT_DUE]
    assert [] == [each for each in every if contrast(each.ground, each.ink) < 4.5]


def test_marks_have_symbols_of_their_own() -> None:
    """No two marks look alike without colours."""
    symbols = [mark.symbol for mark in shipped_marks().values()]
    assert sorted(set(symbols)) == sorted(symbols)


@pytest.mark.parametrize(
    ("percent", "block"),
    [(100, "█"), (95, "█"), (94, "▓"), (85, "▓"), (84, "▒"), (60, "░"), (59, "_"), (0, "_")],
)
def test_level_of_a_rate(percent: int, block: str) -> None:
    """A level begins at its least rate."""
    assert block == looks.level(Fraction(percent, 100)).look.symbol


def test_distance_of_colours() -> None:
    """Red and green that everybody else tells apart are nearly one colour to a protanope; white and black never are."""
    assert distance("ff0000", "00ff00", "trichromat") > 150
    assert distance("a00000", "404000", "protanope") < 25 < distance("a00000", "404000", "trichromat")
    assert 100 == round(distance("000000", "ffffff", "deuteranope"))


def test_a_kind_looks_the_same_wherever_it_is_drawn(tmp_path: Path) -> None:
    """In a calendar by its name, in a workbook, on a page and in a picture by its value, on a terminal by the nearest."""
    path = write_plan(tmp_path, 'when = "每周一"')
    for form in ("ics", "xlsx", "html", "svg"):
        assert 0 == sanhui("export", form, path).code
    with zipfile.ZipFile(tmp_path / "p.xlsx") as book:
        sheet = book.read("xl/styles.xml").decode()
    assert 'rgb="FF4682B4"' in sheet
    calendar, page, picture = (
        (tmp_path / f"p.{form}").read_text(encoding="utf-8") for form in ("ics", "html", "svg")
    )
    assert "\nCOLOR:steelblue\n" in calendar
    assert 'class="chip c4682b4"' in page
    assert 'fill="#4682b4"' in picture
    assert "\x1b[1;34m 5学" in sanhui("show", path, "--year", FORCE_COLOR="1").out
