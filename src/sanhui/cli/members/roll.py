"""The sign-in sheet as a screen: a list to move in, one key a mark. What a key does is worked out here, without a terminal."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from typing import Literal

import msgspec

from sanhui.attendance.sheet import Said, Seat, Sheet, fill
from sanhui.attendance.tally import tally
from sanhui.cli.keyboard import DOWN, END, ENTER, ERASE, ESCAPE, GONE, HOME, PAGE_DOWN, PAGE_UP, UP
from sanhui.errors import InputError
from sanhui.i18n import _, language
from sanhui.plan.marks import MAKEUP, OBSERVER, Mark
from sanhui.publish.cleaning import one_line
from sanhui.publish.members.sign_in import mark_of
from sanhui.publish.terminal.columns import GAP, Line, fit, pad, width
from sanhui.roster.matching import fold as fold_name

#: A key for each of the usual marks; those that a plan adds get numbers.
KEYS = {
    "p": "present",
    "l": "late",
    "e": "early",
    "o": "online",
    "w": "elsewhere",
    "a": "absent",
    "v": "leave-personal",
    "s": "leave-sick",
    "d": "leave-duty",
    "x": "exempt",
}
_NUMBERS = "1234567890"
_MOVES = {"k": UP, "j": DOWN, "g": HOME, "G": END, " ": PAGE_DOWN}
_COLUMNS = (4, 8, 6, 10, 4)  # least widths: number, name, group, mark, note


def keys_of(marks: Mapping[str, Mark]) -> dict[str, str]:
    """The marks by the key that gives them; observers come by name, make-ups afterwards."""
    found = {key: code for key, code in KEYS.items() if code in marks}
    others = [code for code in marks if code not in (*found.values(), OBSERVER, MAKEUP)]
    return found | dict(zip(_NUMBERS, others, strict=False))


class Roll(msgspec.Struct, frozen=True):
    """The screen: the sheet, where the cursor is, what is typed in, what was there before, and how many lines it has."""

    title: str
    sheet: Sheet
    at: str = ""  # the key of the member under the cursor; the first, if not there
    about: str = ""  # whom the last key marked: a time that follows is theirs
    top: int = 0
    rows: int = 10  # of members that fit
    seeking: str = ""  # only names with this
    typing: Literal["", "/", "t"] = ""  # a name, or a time or reason
    typed: str = ""
    message: str = ""
    help: bool = False
    before: tuple[tuple[Sheet, str], ...] = ()  # sheets that were changed, with where
    end: Literal["", "record", "leave"] = ""

    @property
    def members(self) -> tuple[str, ...]:
        """The keys of those who are shown."""
        sought = fold_name(self.typed if self.typing == "/" else self.seeking)
        return tuple(seat.key for seat in self.sheet.seats if not sought or sought in fold_name(seat.name))


def press(roll: Roll, key: str) -> Roll:
    """The screen after a key."""
    roll = msgspec.structs.replace(roll, message="")
    if key == GONE:
        return msgspec.structs.replace(roll, end="leave")
    if roll.help:
        return msgspec.structs.replace(roll, help=False)
    if roll.typing:
        return _moved(_typed(roll, key), 0)
    key = unicodedata.normalize("NFKC", key)  # ａ and ？, of a keyboard that writes full-width signs
    code = keys_of(roll.sheet.marks).get(key)
    if code is not None:
        marked = _said(roll, Said(roll.at, code))
        return _moved(msgspec.structs.replace(marked, about="" if marked.message else roll.at), 1)
    changed = _pressed(roll, key)
    return _moved(changed if changed.typing else msgspec.structs.replace(changed, about=""), 0)


def sized(roll: Roll, rows: int) -> Roll:
    """The screen with room for so many members."""
    return _moved(msgspec.structs.replace(roll, rows=max(1, rows)), 0)


def _pressed(roll: Roll, key: str) -> Roll:
    replace = msgspec.structs.replace
    steps = {
        UP: -1,
        DOWN: 1,
        PAGE_UP: -roll.rows,
        PAGE_DOWN: roll.rows,
        HOME: -len(roll.members),
        END: len(roll.members),
    }
    move = _MOVES.get(key, key)
    if move in steps:
        return _moved(roll, steps[move])
    match key:
        case "t" if roll.members:
            return replace(roll, typing="t", typed="", about=roll.about or roll.at)
        case "/":
            return replace(roll, typing="/", typed="", seeking="")
        case "u":
            return _undone(roll)
        case "?":
            return replace(roll, help=True)
        case "enter":
            return replace(roll, end="record")
        case "q":
            return replace(roll, end="leave")
        case "escape" if roll.seeking:
            return replace(roll, seeking="")
        case "escape" if roll.before:  # one touches it by mistake
            return replace(roll, message=_("q leaves, and nothing is recorded"))
        case "escape":
            return replace(roll, end="leave")
        case _ if not key.isascii() and key.isprintable():
            return replace(roll, message=_("keys are letters: switch the Chinese input method off"))
        case _ if len(key) == 1 and key.isprintable():
            return replace(roll, message=_("“{key}” is no mark; ? shows the keys").format(key=key))
        case _:
            return roll


def _typed(roll: Roll, key: str) -> Roll:
    """A key while something is typed in."""
    replace = msgspec.structs.replace
    if key == ESCAPE:
        return replace(roll, typing="", typed="")
    if key == ERASE:
        return replace(roll, typed=roll.typed[:-1])
    if key == ENTER and roll.typing == "/":
        return replace(roll, typing="", typed="", seeking=roll.typed.strip())
    if key == ENTER:
        return _explained(replace(roll, typing="", typed=""), roll.typed.strip())
    if key in (UP, DOWN, PAGE_UP, PAGE_DOWN):
        return _pressed(roll, key) if roll.typing == "/" else roll
    return replace(roll, typed=roll.typed + key) if len(key) == 1 and key.isprintable() else roll


def _explained(roll: Roll, text: str) -> Roll:
    """A time or a reason for the mark under the cursor."""
    from sanhui.cli.members.saying import time_called

    row = roll.sheet.rows.get(roll.about)
    if row is None:
        return msgspec.structs.replace(roll, message=_("give a mark first"))
    try:
        time = time_called(text) if text and roll.sheet.marks[row.mark].present else None
    except InputError as error:
        return msgspec.structs.replace(roll, message=str(error.problems[0]))
    return _said(roll, Said(roll.about, row.mark, time, "" if time else text))


def _said(roll: Roll, said: Said) -> Roll:
    """The sheet with what was said; what cannot be is told, and changes nothing."""
    if not roll.members:
        return roll
    try:
        sheet = fill(roll.sheet, [said])
    except InputError as error:
        return msgspec.structs.replace(roll, message=error.problems[0].message)
    if sheet.rows == roll.sheet.rows:
        return roll
    return msgspec.structs.replace(roll, sheet=sheet, before=(*roll.before, (roll.sheet, roll.at)))


def _undone(roll: Roll) -> Roll:
    if not roll.before:
        return msgspec.structs.replace(roll, message=_("there is nothing to take back"))
    sheet, at = roll.before[-1]
    return msgspec.structs.replace(roll, sheet=sheet, at=at, before=roll.before[:-1])


def _moved(roll: Roll, step: int) -> Roll:
    """The cursor so many members further, and in sight."""
    members = roll.members
    if not members:
        return msgspec.structs.replace(roll, top=0)
    here = members.index(roll.at) if roll.at in members else 0
    here = min(max(here + step, 0), len(members) - 1)
    top = min(max(roll.top, here - roll.rows + 1), here)
    return msgspec.structs.replace(roll, at=members[here], top=max(0, min(top, len(members) - roll.rows)))


# -- what is seen ------------------------------------------------------------------------------------------


def lines(roll: Roll, columns: int, height: int) -> list[Line]:
    """The screen of a roll that is `fitted` to its size."""
    head = [_clipped(roll.title, "bold", columns), _clipped(_counts(roll), "", columns)]
    foot = _foot(roll, columns)
    body = _help(roll, columns) if roll.help else _members(roll, columns)
    room = max(0, height - len(head) - len(foot))
    return [*head, *body[:room], *[()] * (room - len(body)), *foot][:height]


def fitted(roll: Roll, columns: int, height: int) -> Roll:
    """The roll with as many members as a screen of this size shows."""
    return sized(roll, height - 2 - len(_foot(roll, columns)))


def _members(roll: Roll, columns: int) -> list[Line]:
    marks = roll.sheet.marks
    shown = {seat.key: _cells(number, seat, marks) for number, seat in enumerate(roll.sheet.seats, 1)}
    wanted = [
        max(map(width, texts)) for texts in zip(*(cells for cells, _style in shown.values()), strict=True)
    ]
    widths = fit(wanted, _COLUMNS, columns - GAP) or list(_COLUMNS)
    found: list[Line] = []
    for key in roll.members[roll.top : roll.top + roll.rows]:
        cells, style = shown[key]
        texts = [pad(_cut(text, room), room + GAP) for text, room in zip(cells, widths, strict=True)]
        here = key == roll.at
        text = _cut("".join(["› " if here else "  ", *texts]).rstrip(), columns)
        found.append(((text, f"{style} reverse".strip() if here else style),))
    return found or [((_("nobody of this name"), "dim"),)]


def _cells(number: int, seat: Seat, marks: Mapping[str, Mark]) -> tuple[list[str], str]:
    said, style = mark_of(seat, marks)
    note = one_line(seat.row.note) if seat.row else ""
    return [str(number), one_line(seat.name), one_line(seat.group), said, note], style


def _counts(roll: Roll) -> str:
    sheet = roll.sheet
    counts = tally(sheet.rows.values(), sheet.marks)
    told = [
        _("{n} due").format(n=len(sheet.due) - counts.exempt),
        _("{n} present").format(n=counts.present),
        _("{n} on leave").format(n=counts.leave),
        _("{n} absent").format(n=counts.absent),
        *([_("{n} without a mark").format(n=len(sheet.unmarked))] if sheet.unmarked else []),
    ]
    shown = roll.members
    if len(shown) > roll.rows or roll.seeking:
        place = _("{first}–{last} of {n}").format(
            first=min(roll.top + 1, len(shown)), last=min(roll.top + roll.rows, len(shown)), n=len(shown)
        )
        told.append(place)
    return _(", ").join(told)


def _foot(roll: Roll, columns: int) -> list[Line]:
    if roll.typing == "/":
        said = _("name: {typed}").format(typed=roll.typed)
    elif roll.typing == "t":
        name = next((seat.name for seat in roll.sheet.seats if seat.key == roll.about), "")
        said = _("{name}, time or reason: {typed}").format(name=name, typed=roll.typed)
    else:
        said = roll.message or (
            _("only “{text}”; Esc shows all").format(text=roll.seeking) if roll.seeking else ""
        )
    marks = roll.sheet.marks
    keys = [f"{key} {marks[code].name(language())}" for key, code in keys_of(marks).items()]
    told = (
        _("Enter takes it, Esc does not")
        if roll.typing
        else _("/ find  t time or reason  u undo  ? help  Enter record  q leave")
    )
    return [
        _clipped(said, "bold" if roll.typing else "yellow", columns),
        *_wrapped(keys, columns),
        _clipped(told, "dim", columns),
    ]


def _wrapped(words: Sequence[str], columns: int) -> list[Line]:
    """Words in as many lines as they need, none of them torn."""
    rows = [""]
    for word in words:
        joined = f"{rows[-1]}  {word}" if rows[-1] else word
        if rows[-1] and width(joined) > columns:
            rows.append(word)
        else:
            rows[-1] = joined
    return [_clipped(row, "dim", columns) for row in rows]


def _help(roll: Roll, columns: int) -> list[Line]:
    marks = roll.sheet.marks
    keys = "\n".join(
        f"  {key}  {marks[code].symbol} {marks[code].name(language())}"
        for key, code in keys_of(marks).items()
    )
    moves = _(
        "↑ ↓ j k  one up or down; PgUp PgDn Home End\n"
        "/        only names with these characters; Esc shows all again\n"
        "t        when somebody came or left, or why they are on leave\n"
        "u        takes the last mark back\n"
        "Enter    records;  q or Ctrl-C leaves, and records nothing"
    )
    return [_clipped(line, "", columns) for line in f"{moves}\n{keys}".splitlines()]


def _clipped(text: str, style: str, columns: int) -> Line:
    return ((_cut(text, columns), style),)


def _cut(text: str, room: int) -> str:
    """The text as far as it has room, with … where it was cut."""
    if width(text) <= room:
        return text
    while text and width(text) > room - 1:
        text = text[:-1]
    return f"{text}…"
