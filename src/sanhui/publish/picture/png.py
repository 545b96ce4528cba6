"""A drawing as PNG, twice as fine as its points, so that it is sharp on a phone."""

from __future__ import annotations

import functools
import io
from pathlib import Path
from typing import TYPE_CHECKING

from sanhui.errors import UnableError
from sanhui.i18n import _
from sanhui.publish.cleaning import one_line
from sanhui.publish.picture import fonts
from sanhui.publish.picture.drawing import Box, Drawing, Text

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw
    from PIL.ImageFont import FreeTypeFont

SCALE = 2
_ANCHORS = {"start": "lm", "middle": "mm", "end": "rm"}


def to_png(drawing: Drawing, font: Path | None = None) -> bytes:
    """The picture as a file. Raises `UnableError` without the library or a font (`fonts.font`)."""
    try:
        from PIL import Image, ImageDraw
    except ImportError as error:
        text = _("painting a picture needs a package that is not installed\n  → {command}")
        raise UnableError(text.format(command="pip install Pillow")) from error
    path = fonts.font(font)
    size = (round(drawing.width * SCALE), round(drawing.height * SCALE))
    image = Image.new("RGB", size, "#ffffff")
    pen = ImageDraw.Draw(image)
    for item in drawing.items:
        if isinstance(item, Box):
            _box(pen, item)
        else:
            _text(pen, item, path)
    file = io.BytesIO()
    image.quantize(256).save(file, "PNG", optimize=True)  # few colours: a chat program need not make it small
    return file.getvalue()


def _box(pen: ImageDraw, box: Box) -> None:
    corners = tuple(SCALE * each for each in (box.x, box.y, box.x + box.width, box.y + box.height))
    fill, line = (f"#{colour}" if colour else None for colour in (box.fill, box.line))
    if box.corner:
        pen.rounded_rectangle(corners, SCALE * box.corner, fill, line)
    else:
        pen.rectangle(corners, fill, line)


def _text(pen: ImageDraw, text: Text, path: Path) -> None:
    bold = SCALE * text.size / 40 if text.bold else 0  # a font file has one weight: bolder by a stroke
    font = _font(path, SCALE * text.size)
    pen.text(
        (SCALE * text.x, SCALE * text.y),
        fonts.paintable(font, one_line(text.text)),
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
