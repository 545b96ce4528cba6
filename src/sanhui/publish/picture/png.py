"""A drawing as PNG, twice as fine as its points, so that it is sharp on a phone."""

from __future__ import annotations

import functools
import io
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from sanhui.errors import UnableError
from sanhui.i18n import _
from sanhui.installed import installing
from sanhui.publish.cleaning import one_line
from sanhui.publish.picture import fonts
from sanhui.publish.picture.drawing import Box, Drawing, Text

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw
    from PIL.ImageFont import FreeTypeFont

SCALE = 2
_ANCHORS = {"start": "lm", "middle": "mm", "end": "rm"}


def unpaintable(drawing: Drawing, font: Path | None = None) -> tuple[str, ...]:
    """The characters of a drawing that the font has no glyph for: the picture has a gap there (`fonts.font`)."""
    return tuple(sorted(fonts.lacking(fonts.font(font), _texts(drawing))))


def to_png(drawing: Drawing, font: Path | None = None) -> bytes:
    """The picture as a file. Raises `UnableError` without the library or a font (`fonts.font`)."""
    try:
        from PIL import Image, ImageDraw
    except ImportError as error:
        text = _("painting a picture needs a package that is not installed\n  → {command}")
        raise UnableError(text.format(command=installing("Pillow"))) from error
    path = fonts.font(font)
    without = str.maketrans(dict.fromkeys(fonts.lacking(path, _texts(drawing)), ""))
    size = (round(drawing.width * SCALE), round(drawing.height * SCALE))
    image = Image.new("RGB", size, "#ffffff")
    pen = ImageDraw.Draw(image)
    for item in drawing.items:
        if isinstance(item, Box):
            _box(pen, item)
        else:
            _text(pen, item, one_line(item.text).translate(without), path)
    file = io.BytesIO()
    image.quantize(256).save(file, "PNG", optimize=True)  # few colours: a chat program need not make it small
    return file.getvalue()


def _texts(drawing: Drawing) -> Iterator[str]:
    return (one_line(item.text) for item in drawing.items if isinstance(item, Text))


def _box(pen: ImageDraw, box: Box) -> None:
    corners = tuple(SCALE * each for each in (box.x, box.y, box.x + box.width, box.y + box.height))
    fill, line = (f"#{colour}" if colour else None for colour in (box.fill, box.line))
    if box.corner:
        pen.rounded_rectangle(corners, SCALE * box.corner, fill, line)
    else:
        pen.rectangle(corners, fill, line)


def _text(pen: ImageDraw, text: Text, said: str, path: Path) -> None:
    bold = SCALE * text.size / 40 if text.bold else 0  # a font file has one weight: bolder by a stroke
    font = _font(path, SCALE * text.size)
    pen.text(
        (SCALE * text.x, SCALE * text.y),
        said,
        f"#{text.colour}",
        font,
        _ANCHORS[text.anchor],
        stroke_width=bold,
    )


@functools.lru_cache(maxsize=32)
def _font(path: Path, size: float) -> FreeTypeFont:
    loaded = fonts.load(path, size)
    assert loaded is not None  # `fonts.font` has seen it
    return loaded
