"""What a change of a plan file comes to: the file before and after, the session before and after."""

from __future__ import annotations

import difflib
from pathlib import Path

import msgspec

from sanhui.checks import Finding
from sanhui.schedule.model import Session

_CONTEXT = 2  # lines


class Edit(msgspec.Struct, frozen=True, kw_only=True):
    """One change, made or (when `written` is false) tried.

    `action` is the name of the function; for undo, `undone` is what was taken back. `session` is the id of the session,
    `was` and `now` what it was and has become, None where there is no such session. `before` and `after` are the whole
    texts, without a byte order mark. `findings` are what `sanhui check` says of the plan now and did not before.
    """

    path: Path
    action: str
    session: str
    before: str
    after: str
    was: Session | None = None
    now: Session | None = None
    findings: tuple[Finding, ...] = ()
    undone: str = ""
    written: bool = False

    @property
    def diff(self) -> str:
        """The difference as `diff -u` shows it, with plain line feeds; of two equal texts nothing."""
        lines = difflib.unified_diff(
            _lines(self.before),
            _lines(self.after),
            f"a/{self.path.name}",
            f"b/{self.path.name}",
            n=_CONTEXT,
            lineterm="",
        )
        return "".join(line + "\n" for line in lines)


def _lines(text: str) -> list[str]:
    return text.replace("\r\n", "\n").removesuffix("\n").split("\n")
