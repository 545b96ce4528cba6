"""A drawing: boxes and texts at places, in points from the top left corner; what paints it knows nothing of plans."""

from __future__ import annotations

from typing import Literal

import msgspec

from sanhui.publish.cleaning import one_line
from sanhui.publish.terminal.columns import cut

Anchor = Literal["start", "middle", "end"]


class Box(msgspec.Struct, frozen=True):
    """A rectangle; colours are rrggbb, empty for none."""

    x: float
    y: float
    width: float
    height: float
    fill: str = ""
    line: str = ""
    corner: float = 0


class Text(msgspec.Struct, frozen=True):
    """A line of text; `y` is the middle of its height, `x` is where the anchor says."""

    x: float
    y: float
    text: str
    size: float
    colour: str = "1a1a1a"
    anchor: Anchor = "start"
    bold: bool = False


class Drawing(msgspec.Struct, frozen=True):
    """Boxes and texts, painted in order on a white ground."""

    width: float
    height: float
    title: str
    items: tuple[Box | Text, ...]


def fitting(text: str, size: float, room: float) -> str:
    """A text as one line that fits: a longer one is cut, for a picture has no second line for it."""
    return cut(one_line(text), int(room * 2 / size))
