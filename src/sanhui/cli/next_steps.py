"""What may come next, after each command that makes or changes something: one table, said on stderr when all went well.

Commands fill the gaps of the table with what was typed (`{session}`, `{plan}`), and with what they `note` besides. A line
whose gap stays empty is left out. Nothing is said with --quiet, --json or --dry-run, nor with the setting `hints = false`.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from typing import Any

import msgspec

from sanhui.cli import settings, terminal
from sanhui.i18n import N_, _


class Step(msgspec.Struct, frozen=True):
    """One suggestion: what for, and the command, or whatever else is to be written, with its gaps."""

    why: str
    what: str
    code: int | None = None  # only after this exit code


_CALENDAR = Step(N_("the calendar"), "sanhui export ics{plan}")
_MESSAGE = Step(N_("the message about it, before that"), "sanhui notice {published}{plan}")
_CHANGED = (_MESSAGE, _CALENDAR)
_OWED = (Step(N_("what is owed"), "sanhui makeup list{plan}{ledger}"),)
_DOCUMENTS = (Step(N_("the documents of the session"), "sanhui attach list {session}{of}{ledger}"),)
_RANKING = (Step(N_("the ranking"), "sanhui points list{plan}{ledger}"),)
_AUDIT = (Step(N_("how it is judged now"), "sanhui audit{plan}{ledger}"),)
_PROOF = (Step(N_("the proof that it is whole"), "sanhui ledger verify{ledger}"),)

#: By the words of the command. `{plan}`, `{of}` and `{ledger}` are the plan and the ledger as they were named, or nothing.
NEXT: Mapping[str, tuple[Step, ...]] = {
    "init": (
        Step(N_("go there"), "cd {there}"),
        Step(N_("what to do next"), "{readme}"),
        Step(N_("is it right?"), "sanhui check"),
    ),
    "import": (Step(N_("is it right?"), "sanhui check {made}"), Step(N_("the year"), "sanhui show {made}")),
    "move": _CHANGED,
    "fix": _CHANGED,
    "cancel": _CHANGED,
    "add": _CHANGED,
    "note": (_CALENDAR,),
    "undo": (_CALENDAR,),
    "suggest": (Step(N_("to take the first"), "{fix}"),),
    "task done": (Step(N_("what is still to be done"), "sanhui task list{plan}{ledger}"),),
    "task reopen": (Step(N_("what was recorded of it"), "sanhui task show {task}{plan}{ledger}"),),
    "roster import": (
        Step(N_("put this line into [plan] of the plan"), "{line}"),
        Step(N_("is it right?"), "sanhui roster check{plan}"),
    ),
    "attend": (
        Step(N_("minutes, pictures, sign-in sheet"), "sanhui attach {recorded} {FILE}{of}{ledger}"),
        Step(N_("to take it back"), "sanhui ledger undo{its_ledger}"),
    ),
    "held": (
        Step(N_("who came"), "sanhui attend {unmarked}{plan}{ledger}"),
        Step(N_("minutes, pictures, sign-in sheet"), "sanhui attach {recorded} {FILE}{of}{ledger}"),
        Step(N_("to take it back"), "sanhui ledger undo{its_ledger}"),
    ),
    "leave add": (Step(N_("to take it back"), "sanhui leave cancel {member} {first}{of}{ledger}"),),
    "leave cancel": (Step(N_("the leaves"), "sanhui leave list{of}{ledger}"),),
    "makeup record": _OWED,
    "makeup undo": _OWED,
    "attach add": _DOCUMENTS,
    "attach remove": _DOCUMENTS,
    "points add": _RANKING,
    "points remove": _RANKING,
    "waive add": _AUDIT,
    "waive withdraw": _AUDIT,
    "ledger verify": (Step(N_("to go back to a backup"), "sanhui ledger restore {BACKUP}{ledger}", code=1),),
    "ledger undo": (Step(N_("all changes"), "sanhui ledger log{ledger}"),),
    "ledger backup": (Step(N_("to go back to it"), "sanhui ledger restore {made}{ledger}"),),
    "ledger restore": _PROOF,
    "ledger import": _PROOF,
    "ledger export": (Step(N_("to make a ledger of it"), "sanhui ledger import {folder} --ledger {FILE}"),),
    "holidays import": (Step(N_("put this line into [plan] of the plan beside it"), "{line}"),),
    "template copy": (
        Step(N_("edit it in Word or WPS, then see whether it can be filled"), "sanhui template check {made}"),
    ),
    "pull": (Step(N_("into the plan"), "sanhui pull {wishes} --apply"),),
    "config set": (Step(N_("all settings"), "sanhui config list"),),
    "config unset": (Step(N_("all settings"), "sanhui config list"),),
}

# What stands for nothing when nobody named it.
_OPTIONS = {
    "plan": ("plan", ""),
    "of": ("plan", "--plan "),
    "ledger": ("ledger", "--ledger "),
    "its_ledger": ("its_ledger", "--ledger "),
}
# What the reader puts a name of his own for.
_PLACEHOLDERS = {"FILE": N_("FILE"), "BACKUP": N_("BACKUP")}
_noted: dict[str, object] = {}
_NOTHING = "nothing"


def note(**said: object) -> None:
    """Fill a gap with what only the command knows; None leaves it empty."""
    _noted.update(said)


def nothing() -> None:
    """Say that nothing was made or changed, so that nothing follows from it."""
    _noted[_NOTHING] = True


def begin() -> None:
    """Forget what was noted for another command."""
    _noted.clear()


def tell(command: str, typed: Mapping[str, Any], code: int) -> None:
    """Say what may come next after a command, by its words, what was typed with it, and its exit code."""
    steps = NEXT.get(command.partition(" ")[2], ())
    told_otherwise = typed.get("as_json") or typed.get("dry_run") or _NOTHING in _noted
    if not steps or told_otherwise or not settings.hinting():
        return
    values = {**typed, **_noted}
    if not (typed.get("plan") or typed.get("ledger")):
        values["its_ledger"] = None  # it is found again without being named
    for step in steps:
        if step.code in (None, code) and (what := _filled(step.what, values)):
            terminal.say(_("  → {why}: {what}").format(why=_(step.why), what=what))


def quoted(*words: object) -> str:
    """Words as they are typed on a command line: in quotes where a shell would misread them."""
    return " ".join(map(_quoted, map(str, words)))


def _filled(what: str, values: Mapping[str, Any]) -> str:
    """The command with its gaps filled; nothing when one stays empty."""
    filled = {}
    for gap in re.findall(r"{(\w+)}", what):
        if gap in _OPTIONS:
            name, option = _OPTIONS[gap]
            said = values.get(name)
            filled[gap] = f" {option}{quoted(said)}" if said else ""
        elif gap in _PLACEHOLDERS:
            filled[gap] = _(_PLACEHOLDERS[gap])
        else:
            said = values.get(gap)
            if said in (None, "", [], False):
                return ""
            # What is noted as a text is written as it is; what was typed is quoted.
            filled[gap] = str(said) if gap in _noted and isinstance(said, str) else quoted(said)
    return what.format_map(filled)


def _quoted(word: str) -> str:
    if word and not re.search(r"[^\w@%+=:,./~-]", word):
        return word
    if os.name == "nt":
        from subprocess import list2cmdline

        return list2cmdline([word])
    from shlex import quote

    return quote(word)
