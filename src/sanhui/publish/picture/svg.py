"""A drawing as SVG 1.1. The text stays text, in whatever font the viewer has for Chinese."""

from __future__ import annotations

from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from sanhui.publish.cleaning import one_line
from sanhui.publish.picture.drawing import Box, Drawing, Text

_FONTS = (
    "'Noto Sans CJK SC','Source Han Sans SC','PingFang SC','Microsoft YaHei','WenQuanYi Micro Hei',sans-serif"
)


def to_svg(drawing: Drawing) -> bytes:
    """The whole file; the same drawing gives the same bytes."""
    size = f'width="{_n(drawing.width)}" height="{_n(drawing.height)}"'
    box = f'viewBox="0 0 {_n(drawing.width)} {_n(drawing.height)}"'
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} {box} font-family={quoteattr(_FONTS)} role="img">',
        f"<title>{escape(one_line(drawing.title))}</title>",
        '<rect width="100%" height="100%" fill="#ffffff"/>',
        *_items(drawing),
        "</svg>",
    ]
    return ("\n".join(lines) + "\n").encode()


def _items(drawing: Drawing) -> Iterator[str]:
    for item in drawing.items:
        yield _box(item) if isinstance(item, Box) else _text(item)


def _box(box: Box) -> str:
    fill = f"#{box.fill}" if box.fill else "none"
    line = f' stroke="#{box.line}"' if box.line else ""
    corner = f' rx="{_n(box.corner)}"' if box.corner else ""
    place = f'x="{_n(box.x)}" y="{_n(box.y)}" width="{_n(box.width)}" height="{_n(box.height)}"'
    return f'<rect {place} fill="{fill}"{line}{corner}/>'


def _text(text: Text) -> str:
    anchor = f' text-anchor="{text.anchor}"' if text.anchor != "start" else ""
    weight = ' font-weight="bold"' if text.bold else ""
    # Not every viewer knows dominant-baseline: a third of the size below the middle is where letters stand.
    place = f'x="{_n(text.x)}" y="{_n(text.y + text.size * 0.36)}" font-size="{_n(text.size)}"'
    return f'<text {place} fill="#{text.colour}"{anchor}{weight}>{escape(one_line(text.text))}</text>'


def _n(number: float) -> str:
    return f"{number:.2f}".rstrip("0").rstrip(".")
