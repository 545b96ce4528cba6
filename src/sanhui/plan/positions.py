"""Where each key of a TOML text stands: what `tomllib` does not tell, for messages that point at a line.

A scanner of TOML's structure. It expects a text that `tomllib` has read without complaint, takes no notice
of meanings, and costs about as much as `tomllib` itself.
"""

from __future__ import annotations

import re

import msgspec

#: The way to a value: names of keys, and positions in arrays from 0.
KeyPath = tuple[str | int, ...]

_SPACE = re.compile(r"[ \t]*")
_BLANK = re.compile(r"(?:[ \t\n]|#[^\n]*)*")
_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_PLAIN_PAIR = re.compile(r"[ \t]*([A-Za-z0-9_-]+)[ \t]*=[ \t]*")
# A closing run of quotes may be five long: two belong to the string.
_STRING = re.compile(
    r'"""(?:\\.|[^\\])*?"""(?:"{0,2})' r"|'''.*?'''(?:'{0,2})" r'|"(?:\\.|[^"\\\n])*"' r"|'[^'\n]*'",
    re.DOTALL,
)
# A date and its time may be separated by one space.
_SCALAR = re.compile(r"\d{4}-\d\d-\d\d[Tt ]\d\d:[^\s,\]}#]*|[^\s,\]}#]+")
# As texts: few plans need them, and compiling them takes a tenth of a scan.
_ESCAPE = r"(?s:\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8}|(?P<joint>\\[ \t]*\n[ \t\n]*)|\\.|.)"
_KEY_ESCAPE = r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))"
_SIMPLE_ESCAPES = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r", "e": "\x1b", '"': '"', "\\": "\\"}


class Place(msgspec.Struct, frozen=True):
    """Offsets into the text: of the key, and of the value's first character and the one after its last.

    A table that has no value of its own, `[plan]`, has an empty one at its key.
    """

    key: int
    first: int
    last: int


class Positions:
    """The places of all keys, array elements and tables of one TOML text."""

    def __init__(self, text: str) -> None:
        self.text = text.replace("\r\n", "\n")  # as tomllib does; lines and columns stay the same
        self.places: dict[KeyPath, Place] = {}
        self._at = 0
        self._arrays: dict[KeyPath, int] = {}  # arrays of tables, and how many elements each has so far
        self._scan()

    def find(self, path: KeyPath) -> Place | None:
        """Find a key path, or the innermost table around it that is written out."""
        for end in range(len(path), 0, -1):
            if place := self.places.get(path[:end]):
                return place
        return None

    def line_column(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset, both from 1."""
        return self.text.count("\n", 0, offset) + 1, offset - self.text.rfind("\n", 0, offset)

    def inside(self, place: Place, index: int) -> int:
        """Return the offset of the `index`th character of a string value, past quotation mark and escapes."""
        raw = self.text[place.first : place.last]
        start = 3 if raw.startswith(('"""', "'''")) else 1
        if start == 3 and raw[start : start + 1] == "\n":
            start += 1
        if raw.startswith("'"):
            return place.first + start + index
        for match in re.compile(_ESCAPE).finditer(raw, start):
            if match["joint"]:
                continue
            if index == 0:
                return place.first + match.start()
            index -= 1
        return place.last

    # -- the scanner ---------------------------------------------------------------------------------------

    def _scan(self) -> None:
        table: KeyPath = ()
        while self._skip(_BLANK) and self._at < len(self.text):
            if self.text[self._at] == "[":
                table = self._header()
            else:
                self._pair(table)

    def _skip(self, pattern: re.Pattern[str]) -> bool:
        match = pattern.match(self.text, self._at)
        self._at = match.end() if match else self._at
        return True

    def _header(self) -> KeyPath:
        """`[a.b]` or `[[a.b]]`: names are those of the last element where they name an array of tables."""
        array = self.text.startswith("[[", self._at)
        start = self._at
        self._at += 2 if array else 1
        names = [name for name, _ in self._key()]
        self._at += 2 if array else 1
        path: KeyPath = ()
        for name in names[:-1]:
            path = self._newest((*path, name))
            self.places.setdefault(path, Place(start, start, start))
        path = (*path, names[-1])
        if not array:
            path = self._newest(path)
            self.places[path] = Place(start, start, start)
            return path
        self.places.setdefault(path, Place(start, start, start))
        self._arrays[path] = number = self._arrays.get(path, -1) + 1
        path = (*path, number)
        self.places[path] = Place(start, start, start)
        return path

    def _newest(self, path: KeyPath) -> KeyPath:
        return (*path, self._arrays[path]) if path in self._arrays else path

    def _pair(self, table: KeyPath) -> None:
        """`a.b = value`."""
        path = table
        key = self._at
        if plain := _PLAIN_PAIR.match(self.text, key):  # nearly all are so
            path = (*path, plain[1])
            key, self._at = plain.start(1), plain.end()
        else:
            for name, at in self._key():
                path = (*path, name)
                key = at
                self.places.setdefault(path, Place(at, at, at))
            self._at += 1  # the equal sign
            self._skip(_SPACE)
        first = self._at
        self._value(path)
        self.places[path] = Place(key, first, self._at)

    def _key(self) -> list[tuple[str, int]]:
        """Read the parts of a dotted key with their offsets, up to what follows the key."""
        parts = []
        while True:
            self._skip(_SPACE)
            at = self._at
            if self.text[at] in "\"'":
                self._skip(_STRING)
                parts.append((_unquoted(self.text[at : self._at]), at))
            else:
                self._skip(_BARE_KEY)
                parts.append((self.text[at : self._at], at))
            self._skip(_SPACE)
            if self.text[self._at] != ".":
                return parts
            self._at += 1

    def _value(self, path: KeyPath) -> None:
        opening = self.text[self._at]
        if opening in "\"'":
            self._skip(_STRING)
        elif opening == "[":
            self._array(path)
        elif opening == "{":
            self._inline_table(path)
        else:
            self._skip(_SCALAR)

    def _array(self, path: KeyPath) -> None:
        self._at += 1
        number = 0
        while self._skip(_BLANK) and self.text[self._at] != "]":
            first = self._at
            self._value((*path, number))
            self.places[(*path, number)] = Place(first, first, self._at)
            number += 1
            self._skip(_BLANK)
            if self.text[self._at] == ",":
                self._at += 1
        self._at += 1

    def _inline_table(self, path: KeyPath) -> None:
        self._at += 1
        while self._skip(_BLANK) and self.text[self._at] != "}":
            self._pair(path)
            self._skip(_BLANK)
            if self.text[self._at] == ",":
                self._at += 1
        self._at += 1


def _unquoted(raw: str) -> str:
    """Take the quotation marks off a key."""
    if raw[0] == "'":
        return raw[1:-1]
    return re.sub(_KEY_ESCAPE, _unescaped, raw[1:-1]) if "\\" in raw else raw[1:-1]


def _unescaped(match: re.Match[str]) -> str:
    code = match[1] or match[2]
    return chr(int(code, 16)) if code else _SIMPLE_ESCAPES.get(match[3], match[3])
