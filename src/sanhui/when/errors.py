"""What the language says about a phrase that it does not take."""

from __future__ import annotations

import unicodedata


class WhenError(ValueError):
    """A phrase is not understood, impossible or ambiguous.

    `position` counts characters of `text` from 0 and points at the first one that does not fit; `remedy` says what
    would be right. `str()` is the message alone.
    """

    def __init__(self, message: str, text: str, position: int, remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.text = text
        self.position = position
        self.remedy = remedy

    def pointed(self) -> str:
        """The text and, on a second line, a caret under the character, also below full-width ones."""
        columns = sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in self.text[: self.position])
        return f"{self.text}\n{' ' * columns}^"


class Reject(Exception):  # noqa: N818 - not an error: one reading among several is given up
    """Raised by a rule of the grammar: the words are there, and their meaning is impossible (31 February).

    `at` is the position of the impossible part when it is not the beginning of what the rule matched.
    """

    def __init__(self, message: str, at: int | None = None) -> None:
        super().__init__(message)
        self.at = at


class Contradiction(Reject):
    """The parts of a phrase are right and do not go together. What is wrong inside a part is said first."""
