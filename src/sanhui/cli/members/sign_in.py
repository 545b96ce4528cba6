"""The sign-in sheet in a terminal: key by key (`roll`), or, where it cannot be asked so, by a numbered list and lines."""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Collection
from typing import TYPE_CHECKING

from sanhui.cli import keyboard, terminal
from sanhui.i18n import _, language

if TYPE_CHECKING:
    from sanhui.attendance.sheet import Said, Sheet
    from sanhui.cli.record.desk import Desk

_NUMBERS = re.compile(r"[\d\s,，、-]+")


def ask(desk: Desk, sheet: Sheet) -> Sheet | None:
    """Show the list, take corrections until an empty line, and give the sheet; None when it is not to be recorded.

    Raises InputError when nobody is at the terminal.
    """
    from sanhui.cli.record.desk import name_of
    from sanhui.errors import InputError, Problem

    if not sys.stdin.isatty():
        message = _("it is not said who came")
        remedy = _("name those who did not, say --all-present, or run it in a terminal")
        raise InputError(Problem(message, remedy, value=desk.session.id))
    if keyboard.usable():
        return _by_keys(name_of(desk), sheet)
    terminal.insist(name_of(desk))
    terminal.insist(_help(sheet))
    _show(sheet)
    while True:
        line = _line(_("Numbers and mark; empty to record, q to leave: "))
        match line.strip():
            case None | "q" | "Q":
                return None
            case "":
                return sheet
            case "?":
                terminal.insist(_help(sheet))
                _show(sheet)
            case said:
                sheet = _corrected(sheet, said)


def _by_keys(title: str, sheet: Sheet) -> Sheet | None:
    """The same, key by key."""
    from sanhui.cli.members import roll

    state = roll.Roll(title, sheet)
    with keyboard.opened() as screen:
        while not state.end:
            size = screen.size()
            state = roll.fitted(state, *size)
            screen.draw([terminal.painted(line) for line in roll.lines(state, *size)])
            pressed = screen.key()
            if pressed != keyboard.RESIZED:
                state = roll.press(state, pressed)
    return state.sheet if state.end == "record" else None


def agreed(question: str) -> bool:
    """Whether somebody at the terminal says yes; nobody there is no."""
    if not sys.stdin.isatty():
        return False
    answer = _line(_("{question} [y/N] ").format(question=question))
    return answer.strip().casefold() in ("y", "yes", "是", "好", "对")


def _line(prompt: str) -> str:
    """What is typed; an ended input leaves, as q does."""
    sys.stderr.write(prompt)
    sys.stderr.flush()
    line = sys.stdin.readline()
    if not line:
        sys.stderr.write("\n")
        return "q"
    return line


def _corrected(sheet: Sheet, said: str) -> Sheet:
    """The sheet with one correction; what is not understood is told, and changes nothing."""
    from sanhui.attendance.sheet import fill
    from sanhui.errors import InputError

    try:
        sayings = _understood(sheet, said)
        corrected = fill(sheet, sayings)
    except InputError as error:
        for problem in error.problems:
            terminal.insist(str(problem))
        return sheet
    touched = {key for key, row in corrected.rows.items() if sheet.rows.get(key) != row}
    _show(corrected, touched)
    return corrected


def _understood(sheet: Sheet, said: str) -> list[Said]:
    """2 a, 3-5 o, 4 l 15:20, 李四 公差 出差: who, the mark, from when or why."""
    from sanhui.attendance.sheet import Said
    from sanhui.cli.members import saying
    from sanhui.cli.members.roll import keys_of
    from sanhui.errors import InputError, Problem

    who, rest = _who(sheet, said.strip())
    word, _space, more = rest.partition(" ")
    if not word:
        message = _("it is not said which mark")
        raise InputError(Problem(message, _("“?” shows how"), value=said.strip()))
    code = keys_of(sheet.marks).get(unicodedata.normalize("NFKC", word).casefold())
    mark = sheet.marks[code] if code else saying.mark_called(word, sheet.marks)
    more = more.strip()
    time = saying.time_called(more) if more and mark.present else None
    return [Said(name, mark.code, time, "" if time else more) for name in who]


def _who(sheet: Sheet, said: str) -> tuple[list[str], str]:
    """The members meant, by number or by name, and what is said of them."""
    from sanhui.errors import InputError, Problem

    seats = sheet.seats
    found = _NUMBERS.match(said)
    if found is None or not found[0].strip():
        who, _space, rest = said.partition(" ")
        return [who], rest.strip()
    numbers, rest = found[0], said[found.end() :].strip()
    names: list[str] = []
    for part in re.split(r"[\s,，、]+", numbers.strip(" ,，、")):
        first, _dash, last = part.partition("-")
        try:
            span = range(int(first), int(last or first) + 1)
        except ValueError:
            span = range(0)
        if not span or span[0] < 1 or span[-1] > len(seats):
            message = _("there is no such number in the list")
            remedy = _("they go from 1 to {n}").format(n=len(seats))
            raise InputError(Problem(message, remedy, value=part))
        names += [seats[number - 1].key for number in span]
    return names, rest


def _show(sheet: Sheet, only: Collection[str] = ()) -> None:
    """Print the list, or the lines of some, with their numbers."""
    from sanhui.publish.members.sign_in import roll
    from sanhui.publish.terminal.columns import plain

    text = plain(roll(sheet.seats, sheet.marks, terminal.room())).splitlines()
    wanted = {str(number) for number, seat in enumerate(sheet.seats, 1) if seat.key in only}
    for line in text:
        if not wanted or line.split(" ", 1)[0] in wanted:
            terminal.insist(line)


def _help(sheet: Sheet) -> str:
    from sanhui.cli.members.roll import keys_of

    marks = sheet.marks
    keys = [f"{key} {marks[code].name(language())}" for key, code in keys_of(marks).items()]
    return _(
        "Everybody is present unless you say otherwise:\n"
        "  2 a          number 2 was absent\n"
        "  3-5,7 o      several at once\n"
        "  4 l 15:20    came late, and when\n"
        "  李四 公差     by name, and any mark by its name\n"
        "Keys: {keys}"
    ).format(keys=_(", ").join(keys))
