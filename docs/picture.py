"""A terminal's output as SVG, for the README.

Rich can export SVG, but it takes a Chinese character for one cell, so that lines are squeezed. Here every run of
equally wide characters is placed at its own cell and stretched to its cells: columns stand in whatever font the reader has.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from itertools import groupby
from typing import NamedTuple

_CELL = (
    8.5  # a cell in pixels; Latin characters are a little narrower than usual, Chinese ones have a little air
)
_SIZE = 15
_LINE = 22
_MARGIN = 18
_HEAD = 40

_FONTS = (
    "ui-monospace, 'Cascadia Mono', Menlo, Consolas, 'Noto Sans Mono CJK SC', 'Sarasa Mono SC', 'PingFang SC', "
    "'Microsoft YaHei', 'WenQuanYi Zen Hei Mono', monospace"
)
_SHADES = {"█": 1.0, "▓": 0.7, "▒": 0.45, "░": 0.25}
_BARS = {character: eighths / 8 for eighths, character in enumerate("▁▂▃▄▅▆▇", 1)}
_PAPER, _INK = "#1e1f26", "#d8dae0"
_DARK = [
    (60, 62, 74),
    (240, 98, 105),
    (126, 200, 110),
    (228, 186, 88),
    (110, 160, 255),
    (200, 140, 240),
    (86, 198, 205),
    (200, 202, 210),
]


class _Run(NamedTuple):
    """Some characters of equal width and style: where they begin and how many cells they take."""

    text: str
    at: int
    cells: int
    colour: str
    bold: bool
    dim: bool


def svg(command: str, output: str, columns: int) -> str:
    """The command and its output, with the escapes of ECMA-48 in it, as an SVG file."""
    from rich.text import Text

    lines = [Text(f"$ {command}", style="dim"), Text(), *Text.from_ansi(output).split("\n")]
    width = columns * _CELL + 2 * _MARGIN
    height = len(lines) * _LINE + _HEAD + _MARGIN
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" width="{width:g}" height="{height:g}">',
        f"<title>{escape(command)}</title>",
        f"<style>text {{ font-family: {_FONTS}; font-size: {_SIZE}px; fill: {_INK}; white-space: pre; }}</style>",
        f'<rect width="100%" height="100%" rx="8" fill="{_PAPER}"/>',
        *(
            f'<circle cx="{_MARGIN + 6 + n * 20}" cy="20" r="6" fill="{colour}"/>'
            for n, colour in enumerate(("#ff5f57", "#febc2e", "#28c840"))
        ),
    ]
    for nth, line in enumerate(lines):
        y = _HEAD + nth * _LINE + _SIZE
        parts += [_element(run, y) for run in _runs(line)]
    return "\n".join([*parts, "</svg>"]) + "\n"


def _block(run: _Run, y: float) -> str:
    """A block as terminals draw it, whatever the reader's fonts make of it: so much of the cell, so dense."""
    share = _BARS.get(run.text, 1.0)
    top, height = y - _SIZE + (1 - share) * (_LINE - 2), share * (_LINE - 2)
    opacity = _SHADES.get(run.text, 1.0) * (0.6 if run.dim else 1)
    place = f'x="{_MARGIN + run.at * _CELL:g}" y="{top:g}" width="{_CELL:g}" height="{height:g}"'
    return f'<rect {place} fill="{run.colour or _INK}" opacity="{opacity:g}"/>'


def _element(run: _Run, y: float) -> str:
    if run.text in _SHADES or run.text in _BARS:
        return _block(run, y)
    style = (f' fill="{run.colour}"' if run.colour else "") + (' font-weight="bold"' if run.bold else "")
    style += ' opacity="0.6"' if run.dim else ""
    length = f'textLength="{run.cells * _CELL:g}" lengthAdjust="spacingAndGlyphs"'
    # An attribute of style is stronger than the sheet's fill only as CSS.
    style = style.replace(f'fill="{run.colour}"', f'style="fill: {run.colour}"')
    return f'<text x="{_MARGIN + run.at * _CELL:g}" y="{y:g}" {length}{style}>{escape(run.text)}</text>'


def _sort(nth: int, character: str) -> object:
    """What is alike is drawn in one piece: spaces, characters of one width; each block by itself."""
    from rich.cells import cell_len

    if character in _SHADES or character in _BARS:
        return nth
    return " " if character == " " else (cell_len(character),)


def _runs(line: object) -> Iterator[_Run]:
    from rich.cells import cell_len
    from rich.console import Console
    from rich.style import Style
    from rich.terminal_theme import TerminalTheme
    from rich.text import Text

    assert isinstance(line, Text)
    theme = TerminalTheme((30, 31, 38), (216, 218, 224), _DARK, _DARK)
    at = 0
    for text, style, _control in line.render(Console(no_color=False)):
        shown = style if isinstance(style, Style) else Style.null()
        # Spaces are not drawn; what is drawn in one piece has one width.
        for key, characters in groupby(enumerate(text), key=lambda one: _sort(*one)):
            piece = "".join(character for _nth, character in characters)
            cells = cell_len(piece)
            if key != " ":
                colour = shown.color.get_truecolor(theme).hex if shown.color else ""
                yield _Run(piece, at, cells, colour, bool(shown.bold), bool(shown.dim))
            at += cells
