r"""Content lines: text made harmless, escaped, and folded.

All text of a plan enters a calendar through this module. What it returns never has a line break of its own,
so a title cannot smuggle a property in.

icalendar 7.3 has functions for both steps, and neither is used. Its `escape_char` and `foldline` are
deprecated for use from outside; the first reads the two characters `\N` as a line break, so that the path
D:\\Notes loses its N; the second cuts between a letter and the marks that belong to it. The tests hold ours
against them.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Callable
from urllib.parse import quote

from sanhui.publish.cleaning import clean

#: RFC 5545 3.1: “Lines of text SHOULD NOT be longer than 75 octets, excluding the line break.”
LIMIT = 75

# RFC 5545 3.3.11: “ESCAPED-CHAR = ("\\" / "\;" / "\," / "\N" / "\n")”
_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})

_ESCAPED = re.compile(r"\\([\\;,nN])")
_FOLD = re.compile(r"\r?\n[ \t]")
_BREAK = re.compile(r"\r?\n")

_JOINER = "\u200d"
# RFC 3986: the reserved and the unreserved characters, and % for what is already encoded.
_URI = "%:/?#[]@!$&'()*+,;=-._~"


def escape(text: str) -> str:
    """Text as the value of a TEXT property (RFC 5545 3.3.11), cleaned."""
    return clean(text).translate(_ESCAPES)


def unescape(value: str) -> str:
    """The value of a TEXT property as what it says."""
    return _ESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], value)


def uri(text: str) -> str:
    """An address as the value of a URI property: what RFC 3986 does not allow is percent-encoded."""
    return quote(clean(text).strip(), safe=_URI)


def is_address(text: str) -> bool:
    """Whether a material is an address on the web; others are files beside the plan, or titles of books."""
    return text.lower().startswith(("http://", "https://"))


@functools.lru_cache(maxsize=4096)
def text_line(name: str, text: str) -> str:
    """A TEXT property as folded lines, without the last CRLF; cached, as sessions share most of them."""
    return fold(f"{name}:{escape(text)}")


def fold(line: str) -> str:
    """A content line as physical lines of at most 75 octets, joined by CRLF and a space.

    Cuts between graphemes, as people see characters, so that a program which shows or edits raw lines shows
    no broken ones; never inside an escape, which some clients read line by line (icalendar#1501); and never
    inside a UTF-8 sequence. A grapheme longer than a line is cut between code points.
    """
    if len(line) <= LIMIT and (line.isascii() or len(line.encode()) <= LIMIT):
        return line
    pieces = []
    at, room = 0, LIMIT
    while at < len(line):
        octets = line[at : at + room].encode()
        fitting = octets if len(octets) <= room else octets[:room]
        cut = at + len(fitting.decode("utf-8", "ignore"))
        if cut < len(line):
            cut = _boundary(line, at, cut)
        pieces.append(line[at:cut])
        at, room = cut, LIMIT - 1  # the space that marks a continuation
    return "\r\n ".join(pieces)


def unfold(lines: str) -> str:
    """Physical lines with what was folded joined again (RFC 5545 3.1)."""
    return _FOLD.sub("", lines)


def content_lines(lines: str) -> list[str]:
    """Physical lines as content lines; U+2028 and the like, which another program may leave in a text, end none."""
    return _BREAK.split(unfold(lines))


def _boundary(line: str, at: int, cut: int) -> int:
    """The last place up to `cut` where the piece that begins at `at` may end."""
    for place in range(cut, at, -1):
        if not _belongs(line, at, place):
            return place
    return cut - 1 if cut - at > 1 and _odd(line, at, cut, _backslash) else cut


def _belongs(line: str, at: int, place: int) -> bool:
    """Whether the character at `place` belongs to the one before; `at` is a boundary, runs begin there."""
    before, after = line[place - 1], line[place]
    if before in "\\^":  # ^ begins an escape in a parameter (RFC 6868)
        return before == "^" or _odd(line, at, place, _backslash)
    if after < "\u0300":
        return False
    if _regional(before) and _regional(after):  # two of them make one flag
        return _odd(line, at, place, _regional)
    return before == _JOINER or _extends(after)


def _odd(line: str, at: int, place: int, member: Callable[[str], bool]) -> bool:
    """Whether the run of such characters that ends before `place` is of odd length."""
    run = place
    while run > at and member(line[run - 1]):
        run -= 1
    return (place - run) % 2 == 1


def _backslash(char: str) -> bool:
    return char == "\\"


def _regional(char: str) -> bool:
    return "\U0001f1e6" <= char <= "\U0001f1ff"


def _extends(char: str) -> bool:
    """Whether it continues a grapheme: marks, variation selectors, joiners, skin tones, tags, jamo."""
    return (
        unicodedata.category(char)[0] == "M"
        or char in "\u200c\u200d"
        or "\U0001f3fb" <= char <= "\U0001f3ff"
        or "\U000e0020" <= char <= "\U000e007f"
        or "\u1160" <= char <= "\u11ff"
    )
