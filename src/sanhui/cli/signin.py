"""The sign-in sheet in a terminal: a numbered list, and one line for each correction.

Lines, not keys: it works the same in every terminal, on Windows, over a slow connection, and from a pipe.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from sanhui.cli import terminal
from sanhui.i18n import _, language

if TYPE_CHECKING:
    from sanhui.attendance.sheet import Said, Sheet
    from sanhui.cli.desk import Desk
    from sanhui.ledger.marks import Marked

#: A key for each of the usual marks; any other is said by its name or symbol.
KEYS = {
    "p": "present",
    "l": "late",
    "e": "early",
    "o": "online",
    "a": "absent",
    "v": "leave-personal",
    "s": "leave-sick",
    "d": "leave-duty",
    "x": "exempt",
}

_NUMBERS = re.compile(r"[\d\s,，、-]+")


def ask(desk: Desk, sheet: Sheet) -> Sheet | None:
    """Show the list, take corrections until an empty line, and give the sheet; None when it is not to be recorded.

    Raises InputError when nobody is at the terminal.
    """
    from sanhui.cli.desk import name_of
    from sanhui.errors import InputError, Problem

    if not sys.stdin.isatty():
        message = _("it is not said who came")
        remedy = _("name those who did not, say --all-present, or run it in a terminal")
        raise InputError(Problem(message, remedy, value=desk.session.id))
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
    touched = [row for key, row in corrected.rows.items() if sheet.rows.get(key) != row]
    _show(corrected, touched)
    return corrected


def _understood(sheet: Sheet, said: str) -> list[Said]:
    """2 a, 3-5 o, 4 l 15:20, 李四 公差 出差: who, the mark, from when or why."""
    from sanhui.attendance.sheet import Said
    from sanhui.cli import saying
    from sanhui.errors import InputError, Problem

    who, rest = _who(sheet, said.strip())
    word, _space, more = rest.partition(" ")
    if not word:
        message = _("it is not said which mark")
        raise InputError(Problem(message, _("“?” shows how"), value=said.strip()))
    code = KEYS.get(word.casefold())
    mark = sheet.marks[code] if code else saying.mark_called(word, sheet.marks)
    more = more.strip()
    time = saying.time_called(more) if more and mark.present else None
    return [Said(name, mark.code, time, "" if time else more) for name in who]


def _who(sheet: Sheet, said: str) -> tuple[list[str], str]:
    """The members meant, by number or by name, and what is said of them."""
    from sanhui.errors import InputError, Problem

    rows = _order(sheet)
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
        if not span or span[0] < 1 or span[-1] > len(rows):
            message = _("there is no such number in the list")
            remedy = _("they go from 1 to {n}").format(n=len(rows))
            raise InputError(Problem(message, remedy, value=part))
        names += [rows[number - 1].member for number in span]
    return names, rest


def _order(sheet: Sheet) -> list[Marked]:
    """The members due in the order of the roster, then whoever else is on the sheet."""
    keys = [person.key for person in sheet.due if person.key in sheet.rows]
    return [*(sheet.rows[key] for key in keys), *(row for key, row in sheet.rows.items() if key not in keys)]


def _show(sheet: Sheet, rows: Sequence[Marked] | None = None) -> None:
    """Print the list, or some of its rows with their numbers."""
    from sanhui.publish.columns import plain
    from sanhui.publish.signin import roll

    order = _order(sheet)
    lines = roll(order, sheet.marks, terminal.room())
    text = plain(lines).splitlines()
    if rows is not None:
        wanted = {order.index(row) + 1 for row in rows if row in order}
        text = [
            line for line in text if line.split(" ", 1)[0].isdigit() and int(line.split(" ", 1)[0]) in wanted
        ]
    for line in text:
        terminal.insist(line)


def _help(sheet: Sheet) -> str:
    marks = sheet.marks
    keys = [f"{key} {marks[code].name(language())}" for key, code in KEYS.items()]
    return _(
        "Everybody is present unless you say otherwise:\n"
        "  2 a          number 2 was absent\n"
        "  3-5,7 o      several at once\n"
        "  4 l 15:20    came late, and when\n"
        "  李四 公差     by name, and any mark by its name\n"
        "Keys: {keys}"
    ).format(keys=_(", ").join(keys))
