"""Text in columns for terminals, where a Chinese character takes two cells: measured, folded, aligned.

What is laid out here is styled (`Span`) but not yet coloured: `sanhui.cli.terminal` knows what the screen can do.
Rich's own tables fold and align as well, and took 125 ms for 156 rows of eight columns: six times what these take.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterable, Sequence

#: A piece of text with its style in Rich's words: ("03-11", "dim").
Span = tuple[str, str]
Line = tuple[Span, ...]
#: What stands in one column of one row: paragraphs, one below the other.
Cell = Sequence[Span]

_TIED = "\x01"  # a space at which no line ends; nothing that is said has one (`cli.terminal.harmless`)
GAP = 2  # cells between columns

# No line begins with a closing mark or ends with an opening one (GB/T 15834-2011, 5.1); a wide character is a
# word by itself; an ASCII word may be cut after its hyphens when it is longer than a line.
_OPENING = "（《〈「『【〔“‘([{"
_CLOSING = "，。、；：？！）》〉」』】〕”’…—,.;:?!)]}%"


@functools.cache
def _word() -> re.Pattern[str]:
    """What stays together; compiled when something must fold, for it takes longer than all else here."""
    opening, closing = re.escape(_OPENING), re.escape(_CLOSING)
    return re.compile(
        rf"[{opening}]*(?:[\u2e80-\ufaff\uff00-\uffef\U00020000-\U0003ffff]|[^\s\u2e80-\uffef]+)?[{closing}]*"
    )


@functools.lru_cache(maxsize=4096)  # the same titles and places come again and again
def width(text: str) -> int:
    """How many cells of a terminal a line of text takes. Ambiguous characters count one (UAX #11)."""
    if text.isascii():
        return len(text)
    return sum(map(_cells, text))


@functools.cache
def _cells(character: str) -> int:
    if unicodedata.east_asian_width(character) in "WF":
        return 2
    return 0 if unicodedata.category(character) in ("Mn", "Me", "Cf") else 1


def pad(text: str, room: int) -> str:
    """The text with spaces after it up to `room` cells."""
    return text + " " * (room - width(text))


def cut(text: str, room: int) -> str:
    """The text in one line of at most `room` cells; what is cut off becomes “…”."""
    if width(text) <= room:
        return text
    while text and width(text) + 1 > room:
        text = text[:-1]
    return text.rstrip() + "…"


def fold(text: str, room: int) -> list[str]:
    """The text in lines of at most `room` cells; a character wider than that still gets its line."""
    if width(text) <= room:
        return [text]
    lines = [""]
    for space, word in _words(text):
        for nth, piece in enumerate(_pieces(word, room)):
            joined = lines[-1] + (space if nth == 0 else "") + piece
            if not lines[-1]:
                lines[-1] = piece
            elif width(joined) <= room:
                lines[-1] = joined
            else:
                lines.append(piece)
    return lines


def folded(text: str, style: str, room: int | None) -> list[Line]:
    """A text by itself, in one style, in lines that fit into the room."""
    return [((line, style),) for line in (fold(text, room) if room else [text])]


def hanging(text: str, room: int) -> list[str]:
    """A line of talk in lines that fit, each below the beginning of the first.

    A word that is too long, and a command line, stay whole: they are there to be copied, and the terminal breaks them.
    """
    if width(text) <= room:
        return [text]
    begun = text.lstrip(" ")
    indent = " " * (len(text) - len(begun) + (2 if begun.startswith("→ ") else 0))
    lines = [text[: len(text) - len(begun)]]
    for space, word in _words(_command().sub(lambda found: found[0].replace(" ", _TIED), begun)):
        if lines[-1].strip(" →") and width(lines[-1] + space + word) > room:
            lines.append(indent + word)
        else:
            lines[-1] += space + word
    return [line.replace(_TIED, " ") for line in lines]


@functools.cache
def _command() -> re.Pattern[str]:
    return re.compile(r"\bsanhui [^，；。”]+")


def _words(text: str) -> Iterable[tuple[str, str]]:
    """Everything that may stand at the end of a line, with the space before it."""
    at = 0
    while at < len(text):
        start = at
        while at < len(text) and text[at].isspace():
            at += 1
        found = _word().match(text, at)
        end = max(found.end() if found else at, min(at + 1, len(text)))
        yield text[start:at], text[at:end]
        at = end


def _pieces(word: str, room: int) -> list[str]:
    """A word that is longer than a line in pieces that are not, cut after hyphens if it has them."""
    if width(word) <= room:
        return [word]
    pieces = [""]
    for part in re.findall(r"[^-/]*[-/]|[^-/]+", word):
        for piece in [part] if width(part) <= room else part:
            if pieces[-1] and width(pieces[-1] + piece) > room:
                pieces.append("")
            pieces[-1] += piece
    return pieces


def natural(rows: Iterable[Sequence[Cell]]) -> list[int]:
    """How wide each column is when nothing folds."""
    columns = zip(*rows, strict=True)
    texts = (
        {text for cell in column for text, _style in cell} for column in columns
    )  # most come several times
    return [max(map(width, each), default=0) for each in texts]


def fit(wanted: Sequence[int], least: Sequence[int], room: int | None) -> list[int] | None:
    """Widths of columns that fit into `room` cells, the widest giving way first; None if they cannot.

    A column never becomes narrower than its `least`; one that is narrower from the outset stays so. Without a
    limit of room every column gets what it wants.
    """
    widths = list(wanted)
    if room is None:
        return widths
    excess = sum(widths) + GAP * (len(widths) - 1) - room
    while excess > 0:
        spare = [index for index, cells in enumerate(widths) if cells > least[index]]
        if not spare:
            return None
        widest = max(spare, key=lambda index: widths[index])
        widths[widest] -= 1
        excess -= 1
    return widths


def row(cells: Sequence[Cell], widths: Sequence[int]) -> list[Line]:
    """One row as lines: every cell folded to its column's width, no spaces at the end."""
    folded = [_folded_cell(cell, room) for cell, room in zip(cells, widths, strict=True)]
    return [
        _joined([column[nth] if nth < len(column) else _NOTHING for column in folded], widths)
        for nth in range(max(map(len, folded)))
    ]


_NOTHING: Span = ("", "")


def _folded_cell(cell: Cell, room: int) -> Cell:
    if not cell or (len(cell) == 1 and width(cell[0][0]) <= room):  # most are so
        return cell
    return [(line, style) for text, style in cell for line in fold(text, room)]


def _joined(spans: Sequence[Span], widths: Sequence[int]) -> Line:
    line: list[Span] = []
    blank = 0  # cells to the next column
    for span, room in zip(spans, widths, strict=True):
        if text := span[0]:
            if blank:
                line.append((" " * blank, ""))
            line.append(span)
            blank = max(0, room - width(text) + GAP)
        else:
            blank += room + GAP
    return tuple(line)


def table(
    heads: Sequence[str], rows: Sequence[Sequence[Cell]], room: int | None, least: Sequence[int]
) -> list[Line]:
    """A table with a line of heads; on a screen too narrow for its columns, such as a phone's, one row below the other."""
    head = [[(text, "bold")] for text in heads]
    widths = fit(natural([head, *rows]), least, room)
    if widths is None:
        return _records(heads, rows, room or 0)
    return [line for cells in [head, *rows] for line in row(cells, widths)]


def _records(heads: Sequence[str], rows: Sequence[Sequence[Cell]], room: int) -> list[Line]:
    """What a row has, each below the other with its head before it; a mark without a head stands before what follows it."""
    left = max(map(width, heads))
    widths = (left, max(room - left - GAP, 1))
    lines: list[Line] = []
    for cells in rows:
        lines += [()] if lines else []
        marks = ""
        for head, cell in zip(heads, cells, strict=True):
            told = [(text.strip(), style) for text, style in cell if text.strip()]
            if told and not head:
                marks += f"{told[0][0]} "
            elif told:
                (text, style), *more = told
                lines += row([[(head, "bold")], [(marks + text, style), *more]], widths)
                marks = ""
    return lines


def plain(lines: Iterable[Line]) -> str:
    """Lines without their styles, each with a line feed."""
    return "".join("".join(text for text, _style in line) + "\n" for line in lines)


def labelled(pairs: Iterable[tuple[str, str]], room: int | None) -> list[Line]:
    """Labels, and what folds beside each."""
    told = list(pairs)
    indent = max([8, *(width(label) for label, _text in told)]) + 2
    lines: list[Line] = []
    for label, text in told:
        folded = fold(text, max(20, room - indent)) if room else [text]
        heads = [pad(label, indent), *[" " * indent] * (len(folded) - 1)]
        lines += [((head, "dim"), (line, "")) for head, line in zip(heads, folded, strict=True)]
    return lines
