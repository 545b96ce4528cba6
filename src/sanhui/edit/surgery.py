"""Adds to a TOML text without touching the rest of it.

Why not through tomlkit, which was made for this? Measured with 0.15: it moves tables that do not stand in the usual
order (two [[change]] with an [[activity]] between them come out side by side), puts a new last key behind the comment
that belongs to the next table, ends new lines by LF in a file of CRLF, and refuses a byte order mark. So the text is cut where
`sanhui.plan.positions` finds the keys, tomlkit only spells the values, and the proof is done each time: the new text is read
again, and must mean what the old one meant plus what was wanted (`Surgery.finish`).
"""

from __future__ import annotations

import bisect
import copy
import re
import tomllib
from collections.abc import Mapping
from typing import Any, NamedTuple

from sanhui.errors import UnableError
from sanhui.i18n import _
from sanhui.plan.positions import KeyPath, Place, Positions

_COMMENTS = re.compile(r"(?:[ \t]*#[^\n]*(?:\n|\Z))+(?=[ \t]*(?:\n|\Z))")  # up to an empty line, or the end


class _Splice(NamedTuple):
    """At an offset of the text with plain line feeds, `old` becomes `new`."""

    at: int
    old: str
    new: str
    block: bool = False  # a table with its header, which stands behind keys that go to the same place


class Surgery:
    """Changes to one TOML text, which `tomllib` reads. They are collected, and made by `finish`."""

    def __init__(self, text: str) -> None:
        self._original = text
        self._positions = Positions(text)
        self._text = self._positions.text
        self._returns = [found.start() - n for n, found in enumerate(re.finditer("\r\n", text))]
        self._splices: list[_Splice] = []
        self.data: dict[str, Any] = tomllib.loads(text)
        self._wanted = copy.deepcopy(self.data)

    # -- what can be wanted --------------------------------------------------------------------------------

    def set(self, table: KeyPath, values: Mapping[str, Any]) -> None:
        """Give keys of a table their values: in place those that are there, the others after its last key."""
        self._want(table).update(values)
        new = {}
        for key, value in values.items():
            place = self._places.get((*table, key))
            if place is not None and place.last > place.first:
                self._splices.append(
                    _Splice(place.first, self._text[place.first : place.last], spelled(value))
                )
            else:
                new[key] = value
        if new:
            self._add_keys(table, new)

    def append(
        self,
        array: str,
        values: Mapping[str, Any],
        names: tuple[str, ...] = (),
        inner: Mapping[str, Any] | None = None,
    ) -> None:
        """Add an element to an array of tables of the document: after the last one, else at the end of the text.

        `inner` are the keys of a table within it, by the names that lead there.
        """
        nested: Any = dict(inner or {})
        for name in reversed(names[1:]):
            nested = {name: nested}
        whole = {**values, names[0]: nested} if names else dict(values)
        self._wanted.setdefault(array, []).append(whole)
        place = self._places.get((array,))
        if place is not None and place.last > place.first:
            self._extend_inline(array, place, whole)
            return
        lines = _block(f"[[{array}]]", values)
        if names:
            lines += ["", *_block(f"[{'.'.join(map(_key, (array, *names)))}]", inner or {})]
        if place is not None:
            self._add_block((array, len(self.data[array]) - 1), lines)
        else:
            self._insert_block(len(self._text), lines)

    def add_table(self, parent: KeyPath, names: tuple[str, ...], values: Mapping[str, Any]) -> None:
        """Add a table that is not there, by the names that lead to it from the parent, behind all that the parent has."""
        path = (*parent, *names)
        self._want(path).update(values)
        for end in range(len(path), len(parent) - 1, -1):
            if self._is_inline(path[:end]):
                nested: Any = dict(values)
                for name in reversed(path[end + 1 :]):
                    nested = {name: nested}
                self._add_keys(path[:end], {str(path[end]): nested})
                return
        header = ".".join(_key(name) for name in path if isinstance(name, str))
        self._add_block(parent, _block(f"[{header}]", values))

    def finish(self) -> str:
        """The changed text; raises `UnableError` when it would not mean what was wanted, which is never written."""
        pieces = []
        done = 0
        for splice in sorted(self._splices, key=lambda each: (each.at, each.block)):
            at = self._in_original(splice.at)
            pieces += [self._original[done:at], splice.new]
            done = self._in_original(splice.at + len(splice.old))
        text = "".join([*pieces, self._original[done:]])
        try:
            good = tomllib.loads(text) == self._wanted
        except tomllib.TOMLDecodeError:
            good = False
        if not good:
            remedy = _("write the change into the file by hand, or write its tables under [headers]")
            message = _("the file is laid out in a way that this change cannot be added to")
            raise UnableError(f"{message}\n  → {remedy}")
        return text

    # -- where it goes -------------------------------------------------------------------------------------

    @property
    def _places(self) -> dict[KeyPath, Place]:
        return self._positions.places

    def _want(self, path: KeyPath) -> Any:
        """The table of the wanted document, made if it is not there."""
        table: Any = self._wanted
        for part in path:
            table = table[part] if isinstance(part, int) else table.setdefault(part, {})
        return table

    def _is_inline(self, path: KeyPath) -> bool:
        place = self._places.get(path)
        return place is not None and self._text.startswith("{", place.first) and place.last > place.first

    def _add_keys(self, table: KeyPath, values: Mapping[str, Any]) -> None:
        """Add keys to a table that is there, written in whatever way."""
        place = self._places[table]
        last = self._last_key(table)
        if self._is_inline(table):
            text = ", ".join(f"{_key(key)} = {spelled(value)}" for key, value in values.items())
            if last is None:
                at, text = place.first + 1, f" {text} "
            else:
                at, text = last.last, f", {text}"
            self._splices.append(_Splice(at, "", text))
            return
        if last is None:
            at, prefix = place.key, ""
        else:
            begin = self._text.rfind("\n", 0, last.key) + 1
            at, prefix = (
                last.last,
                self._text[begin : last.key],
            )  # its indentation, and `plan.` of a dotted key
        lines = [f"{prefix}{_key(key)} = {spelled(value)}" for key, value in values.items()]
        self._insert_lines(self._line_end(at), lines)

    def _last_key(self, table: KeyPath) -> Place | None:
        """The last of the table's own keys that have values, as they stand in the text."""
        own = [
            place
            for path, place in self._places.items()
            if path[:-1] == table and isinstance(path[-1], str) and place.last > place.first
        ]
        return max(own, key=lambda place: place.last, default=None)

    def _extend_inline(self, array: str, place: Place, values: Mapping[str, Any]) -> None:
        """Add to an array that was written `[ … ]`."""
        count = len(self.data[array])
        text = spelled(dict(values))
        if count:
            self._splices.append(_Splice(self._places[(array, count - 1)].last, "", f", {text}"))
        else:
            self._splices.append(_Splice(place.first + 1, "", text))

    def _add_block(self, after: KeyPath, lines: list[str]) -> None:
        """Add a table with a header behind everything that belongs to another, and the comment that ends it."""
        depth = len(after)
        end = max(place.last for path, place in self._places.items() if path[:depth] == after)
        at = self._line_end(end)
        if self._text[at - 1 : at] == "\n" and (comments := _COMMENTS.match(self._text, at)):
            at = comments.end()
        self._insert_block(at, lines)

    def _insert_block(self, at: int, lines: list[str]) -> None:
        above = self._text[:at]
        apart = not above or re.search(r"\n[ \t]*\n[ \t]*\Z", above) is not None
        self._insert_lines(at, lines if apart else ["", *lines], block=True)

    def _insert_lines(self, at: int, lines: list[str], *, block: bool = False) -> None:
        """Insert whole lines, at the beginning of a line or at the end of the text."""
        end = self._newline(at)
        unended = at > 0 and self._text[at - 1] != "\n"
        text = "".join(end + line if unended else line + end for line in lines)
        self._splices.append(_Splice(at, "", text, block))

    def _line_end(self, offset: int) -> int:
        """The offset after the line's end."""
        return self._text.find("\n", offset) + 1 or len(self._text)

    def _newline(self, at: int) -> str:
        """The end of the line above, of the first line if there is none: that is what the owner's editor writes."""
        above = self._text.rfind("\n", 0, at)
        if above < 0:
            above = self._text.find("\n")
        here = bisect.bisect_left(self._returns, above)
        return "\r\n" if above >= 0 and here < len(self._returns) and self._returns[here] == above else "\n"

    def _in_original(self, offset: int) -> int:
        """The offset in the text with its own line ends."""
        return offset + bisect.bisect_left(self._returns, offset)


def _block(header: str, values: Mapping[str, Any]) -> list[str]:
    return [header, *(f"{_key(key)} = {spelled(value)}" for key, value in values.items())]


def spelled(value: Any) -> str:
    """A value as TOML; an empty list, true, a date, a text in quotation marks, an inline table."""
    if isinstance(value, Mapping):
        return f"{{ {', '.join(f'{_key(key)} = {spelled(inner)}' for key, inner in value.items())} }}"
    import tomlkit

    if isinstance(value, list | tuple):
        return f"[{', '.join(spelled(inner) for inner in value)}]"
    return str(tomlkit.item(value).as_string())


def _key(name: str) -> str:
    """A key as TOML. Slots are put in quotation marks, as in the documents, for `2026-01` looks like a date."""
    if re.fullmatch(r"[A-Za-z][A-Za-z0-9_-]*", name):
        return name
    import tomlkit

    return str(tomlkit.item(name).as_string())
