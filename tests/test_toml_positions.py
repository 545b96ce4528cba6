"""Every key of a TOML text is found on its line, whatever strings and comments stand around it."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanhui.plan.positions import KeyPath, Positions

PLAN = """\
# a comment with [brackets] and "quotes"
[plan]
title = "第一行"   # “title = 2”

[[activity]]
id = "one"
notes = '''
[[activity]]
id = "not a key"
'''

[[activity]]
when = "每月第六个周三"
dates = [
  2026-03-05,  # 学雷锋
  2026-07-01 09:00:00,
  "12月4日",
]
speakers = { rotate = ["甲", "乙"] }
[activity.session."2026-03"]
topic = "话题"
"""


@pytest.mark.parametrize(
    ("path", "line", "column"),
    [
        (("plan",), 2, 1),
        (("plan", "title"), 3, 1),
        (("activity",), 5, 1),
        (("activity", 0, "notes"), 7, 1),
        (("activity", 1), 12, 1),
        (("activity", 1, "when"), 13, 1),
        (("activity", 1, "dates", 0), 15, 3),
        (("activity", 1, "dates", 2), 17, 3),
        (("activity", 1, "speakers", "rotate"), 19, 14),
        (("activity", 1, "speakers", "rotate", 1), 19, 29),
        (("activity", 1, "session", "2026-03"), 20, 1),
        (("activity", 1, "session", "2026-03", "topic"), 21, 1),
    ],
)
def test_keys_of_a_plan_have_their_lines(path: KeyPath, line: int, column: int) -> None:
    """Lines and columns as an editor shows them."""
    positions = Positions(PLAN)
    assert (line, column) == positions.line_column(positions.places[path].key)


def test_missing_key_is_found_at_its_table() -> None:
    """What is not there is looked for where it should be."""
    positions = Positions(PLAN)
    place = positions.find(("activity", 1, "title"))
    assert place is not None
    assert (12, 1) == positions.line_column(place.key)
    assert positions.find(("kind",)) is None


def test_windows_line_ends_change_no_line() -> None:
    """Lines count the same with CR LF."""
    unix, windows = Positions(PLAN), Positions(PLAN.replace("\n", "\r\n"))
    assert unix.places == windows.places


# -- any document ------------------------------------------------------------------------------------------

#: What confuses a scanner that does not know strings from structure.
NASTY = st.text(st.sampled_from("a年=#[]{},.'\"\\ \t\n0"), max_size=8)
SCALARS = st.sampled_from(
    [
        "1",
        "-0.5e3",
        "true",
        "inf",
        "0x1F",
        "1_000",
        "2026-03-05",
        "2026-03-05 15:00:00",
        "15:00:00",
        "1979-05-27T07:32:00Z",
    ]
)
GAPS = st.sampled_from(["", " ", "\t", "  "])
BREAKS = st.sampled_from(["", " ", "\n", ' # ] } , "\n', "\n\n  "])


def basic(text: str) -> str:
    """A TOML basic string; JSON's escapes are a part of TOML's."""
    return json.dumps(text, ensure_ascii=len(text) % 2 == 0)


def literal(text: str) -> str:
    """A literal string, which has no escapes."""
    return "'" + text.replace("'", "").replace("\n", "") + "'"


def long_basic(text: str) -> str:
    """A basic string of several lines, with a break at the beginning and one that is joined."""
    return '"""\n' + text.replace("\\", "\\\\").replace('"', '\\"') + '\\\n   end"""'


def long_basic_with_quotes(text: str) -> str:
    """A basic string of several lines that ends with two quotation marks of its own."""
    return '"""' + text.replace("\\", "").replace('"', "") + '"""""'


def long_literal(text: str) -> str:
    """A literal string of several lines that ends with a quotation mark of its own."""
    return "'''\n" + text.replace("'", "") + "''''"


STRINGS = [basic, literal, long_basic, long_basic_with_quotes, long_literal]


class Writer:
    """Writes a document piece by piece, and remembers the line at which it wrote each key."""

    def __init__(self, draw: Callable[[st.SearchStrategy[Any]], Any]) -> None:
        self.draw = draw
        self.text = ""
        self.lines: dict[KeyPath, int] = {}
        self._names = 0

    def remember(self, path: KeyPath) -> None:
        """Note the line that is being written."""
        self.lines.setdefault(path, self.text.count("\n") + 1)

    def name(self) -> tuple[str, str]:
        """A key that is not there yet, and how it is written here."""
        self._names += 1
        name = self.draw(st.sampled_from(["k{}", "k-{}", "键{}", "a.b{}", '"{}', "\n{}"])).format(self._names)
        if name.replace("-", "").isalnum() and name.isascii() and self.draw(st.booleans()):
            return name, name
        return name, basic(name)

    def document(self) -> None:
        """Write some keys, and some tables with theirs."""
        self.pairs(())
        for _ in range(self.draw(st.integers(0, 3))):
            name, key = self.name()
            count = self.draw(st.integers(0, 2))
            for number in range(max(count, 1)):
                path: KeyPath = (name, number) if count else (name,)
                self.text += self.draw(GAPS)
                if count:
                    self.remember((name,))
                self.remember(path)
                self.text += f"[[{key}]]\n" if count else f"[ {key} ] # [no]\n"
                self.pairs(path)
                if self.draw(st.booleans()):
                    inner, inner_key = self.name()
                    self.remember((*path, inner))
                    self.text += f"[{key} . {inner_key}]\n"
                    self.pairs((*path, inner))

    def pairs(self, table: KeyPath) -> None:
        """Write some keys of a table."""
        for _ in range(self.draw(st.integers(0, 3))):
            self.pair(table)
            self.text += self.draw(GAPS) + self.draw(st.sampled_from(["\n", "# a = 1\n", "\n\n# [x]\n"]))

    def pair(self, table: KeyPath, depth: int = 0) -> None:
        """Write a key, dotted or not, and its value."""
        path = table
        for part in range(self.draw(st.integers(1, 2))):
            name, key = self.name()
            self.text += "." * part + self.draw(GAPS)
            path = (*path, name)
            self.remember(path)
            self.text += key + self.draw(GAPS)
        self.text += "=" + self.draw(GAPS)
        self.value(path, depth)

    def value(self, path: KeyPath, depth: int) -> None:
        """Write a value of any sort."""
        sort = self.draw(st.sampled_from(["scalar", "string", "array", "table"] if depth < 2 else ["string"]))
        if sort == "scalar":
            self.text += self.draw(SCALARS)
        elif sort == "string":
            self.text += self.draw(st.sampled_from(STRINGS))(self.draw(NASTY))
        elif sort == "array":
            self.text += "["
            for number in range(self.draw(st.integers(0, 3))):
                self.text += ("," if number else "") + self.draw(BREAKS)
                self.remember((*path, number))
                self.value((*path, number), depth + 1)
                self.text += self.draw(BREAKS)
            self.text += "]"
        else:
            self.text += "{"
            for number in range(self.draw(st.integers(0, 2))):
                self.text += "," if number else ""
                self.pair(path, depth + 1)
            self.text += " }"


@st.composite
def documents(draw: Callable[[st.SearchStrategy[Any]], Any]) -> Writer:
    """A document with the line of each of its keys."""
    writer = Writer(draw)
    writer.document()
    return writer


def paths(value: Any, path: KeyPath = ()) -> Iterator[KeyPath]:
    """The paths of all keys and elements of what tomllib has read."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, one in inner:
        yield (*path, key)
        yield from paths(one, (*path, key))


@given(documents())
def test_every_key_is_found_on_the_line_where_it_was_written(writer: Writer) -> None:
    """The scanner finds exactly the keys that tomllib finds, each on the line that the writer remembers."""
    positions = Positions(writer.text)
    found = {path: positions.line_column(place.key)[0] for path, place in positions.places.items()}
    assert set(paths(tomllib.loads(writer.text))) == set(found)
    assert writer.lines == found


@given(documents())
def test_every_value_is_cut_out_whole(writer: Writer) -> None:
    """What stands at a value's place is, read alone, that value."""
    positions = Positions(writer.text)
    data = tomllib.loads(writer.text)
    for path, place in positions.places.items():
        if place.first == place.last:  # a table under a heading
            continue
        value: Any = data
        for part in path:
            value = value[part]
        written = positions.text[place.first : place.last]
        again = tomllib.loads(f"x = {written}")["x"]
        assert (repr(value), type(value)) == (repr(again), type(again))


@given(st.sampled_from(STRINGS), NASTY, st.data())
def test_a_character_is_found_within_its_string(
    write: Callable[[str], str], text: str, data: st.DataObject
) -> None:
    """The position in the meaning leads to the place in the writing, past escapes and joined lines."""
    written = write(text)
    positions = Positions(f"x = {written}\n")
    meaning = tomllib.loads(positions.text)["x"]
    if not meaning:
        return
    index = data.draw(st.integers(0, len(meaning) - 1))
    offset = positions.inside(positions.places[("x",)], index)
    at = positions.text[offset]
    if at == "\\" and write not in (literal, long_literal):
        escape = positions.text[offset : offset + (6 if positions.text[offset + 1] == "u" else 2)]
        assert meaning[index] == tomllib.loads(f'x = "{escape}"')["x"]
    else:
        assert meaning[index] == at
