"""Colours: each kind looks the same everywhere, and what is written on it can be read."""

import pytest

from sanhui.plan.colours import COLOURS, contrast, ink, rgb
from sanhui.plan.kinds import shipped


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
