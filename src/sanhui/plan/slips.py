"""Explains in plain words why a text is no TOML: what the parser means, and what slip was made."""

from __future__ import annotations

import re

from sanhui.errors import Problem
from sanhui.i18n import N_, _

#: What tomllib says (Python 3.11 to 3.13), what that means, and what to do.
_MEANINGS = (
    ("Invalid value", N_("no value that TOML knows"), N_('put text in quotation marks: title = "…"')),
    (
        "Expected '=' after a key",
        N_("an equal sign is missing after the key"),
        N_("write key = value, with one word before the equal sign"),
    ),
    (
        "Expected newline or end of document",
        N_("there is more on the line than one value"),
        N_("put one key on a line, text in quotation marks, and quote within text with “ and ”"),
    ),
    ("Unclosed array", N_("this list has no end"), N_("put “,” between its values and “]” after the last")),
    ("Unclosed inline table", N_("this table has no end"), N_("put “,” between its keys and “}” at its end")),
    ("Expected ']", N_("this heading has no end"), N_("write [plan], or [[activity]] with two brackets")),
    (
        "Illegal character '\\n'",
        N_("this text has no closing quotation mark"),
        N_('close it with " on the same line; text of several lines stands between three of them'),
    ),
    ("Unterminated string", N_("this text has no closing quotation marks"), N_("close it as it was opened")),
    ("Expected \"'''\"", N_("this text has no closing quotation marks"), N_("close it as it was opened")),
    ('Expected \'"""\'', N_("this text has no closing quotation marks"), N_("close it as it was opened")),
    ('Expected "\'"', N_("this text has no closing quotation mark"), N_("close it with ' on the same line")),
    (
        "Unescaped '\\' in a string",
        N_("a backslash stands for something else here"),
        N_("write / or \\\\ for it, or put the text between ' and '"),
    ),
    (
        "Found invalid character '\\n'",
        N_("this text has no closing quotation mark"),
        N_("close it with ' on the same line"),
    ),
    ("Found invalid character", N_("a control character"), N_("remove it")),
    ("Illegal character", N_("a control character"), N_("remove it")),
    ("Invalid hex value", N_("a \\u needs four digits after it"), N_("write the character itself")),
    ("Escaped character is not", N_("there is no such character"), N_("write the character itself")),
    ("Cannot redefine namespace", N_("the table has this key already"), N_("remove one of the two")),
    (
        "Cannot mutate immutable",
        N_("this table is complete already"),
        N_("put the key where its table begins"),
    ),
    ("Invalid date or datetime", N_("there is no such day or time"), N_("a date is written 2026-03-05")),
    ("Cannot overwrite a value", N_("the table has this key already"), N_("remove one of the two")),
    ("Duplicate inline table key", N_("the table has this key already"), N_("remove one of the two")),
    (
        "Cannot declare",
        N_("this table exists already"),
        N_("write it once; only [[activity]] and its like repeat"),
    ),
    ("Invalid statement", N_("neither key nor heading"), N_("write key = value, [plan] or [[activity]]")),
    (
        "Invalid initial character for a key part",
        N_("a key begins with a letter"),
        N_("keys are English words such as title, when and place; other names stand in quotation marks"),
    ),
)

_PLACE = re.compile(r" \((?:at line (\d+), column (\d+)|at end of document)\)$")
_STRINGS = re.compile(r"\"(?:\\.|[^\"\\])*\"|'[^']*'|#.*")
_FULL_WIDTH = re.compile(r"[“”‘’「」『』＂＇＝，、。：；【】［］｛｝〔〕（）＃\u3000]")
_TYPED = {
    **dict.fromkeys("“”「」『』＂", '"'),
    **dict.fromkeys("‘’＇", "'"),
    **dict.fromkeys("【［〔", "["),
    **dict.fromkeys("】］〕", "]"),
    **dict.fromkeys("，、", ","),
    "＝": "=",
    "：": "=",
    "｛": "{",
    "｝": "}",
    "＃": "#",
    "。": ".",
    "\u3000": " ",
}
_HEADING = re.compile(r"\s*\[\[?\s*([a-z_]+)\s*\]")
#: Headings of plans, rosters and rulebooks that stand above each of many.
_REPEATED = ("activity", "task", "change", "drop", "period", "kind", "mark", "member", "rule")
_FOREIGN_HEADING = re.compile(r"\s*\[\[?\s*[\u3400-\u9fff][^\]]*\]\]?")
_FOREIGN_KEY = re.compile(r"\s*([\u3400-\u9fff][\w-]*)\s*=")
# A letter, or a time without its seconds: not a number or a date that is merely misspelled.
_WORDLIKE = re.compile(r"[^\W\d_]|\d:\d")


def explain(said: str, text: str, file: str) -> Problem:
    """Say what the parser's message means, and what the likely slip was."""
    lines = text.replace("\r\n", "\n").split("\n")
    place = _PLACE.search(said)
    if place is None or place[1] is None:
        line, column = _opened(said, text), None
    else:
        line, column = int(place[1]), int(place[2])
    written = lines[line - 1] if line <= len(lines) else ""
    return (
        _full_width(written, line, file)
        or _single(said, lines, line, file)
        or _own_words(written, line, file)
        or _unquoted(written, line, file)
        or _plain(said, written, line, column, file)
    )


def _opened(said: str, text: str) -> int:
    """Find the line of what has no end: of the last quotation mark, or else the last line that says something."""
    mark = "'" if said.startswith("Expected") else '"' if said.startswith("Unterminated") else ""
    at = text.rfind(mark) if mark else len(text.rstrip())
    return text.count("\n", 0, max(at, 0)) + 1


def _full_width(written: str, line: int, file: str) -> Problem | None:
    """“ ” and the other signs of a Chinese keyboard, outside of text."""
    outside = _STRINGS.sub(lambda match: " " * len(match[0]), written)
    head, equal, value = outside.partition("=")
    if equal and _is_bare(value):
        outside = head  # signs within the value belong to a text that lacks its quotation marks
    slip = _FULL_WIDTH.search(outside)
    if slip is None:
        return None
    sign, typed = slip[0], _TYPED.get(slip[0])
    if sign == "\u3000":
        message, remedy = _("a full-width space"), _("type it with the Chinese input method switched off")
    elif typed:
        message = _("the sign {sign} is full-width").format(sign=sign)
        remedy = _("type {sign} with the Chinese input method switched off").format(sign=typed)
    else:
        message = _("the sign {sign} stands outside of any text").format(sign=sign)
        remedy = _("remove it, or put the text in quotation marks")
    return Problem(message, remedy, file, line, slip.start() + 1, value=_shown(written))


def _is_bare(value: str) -> bool:
    """Whether a value begins with a sign that opens nothing, neither in ASCII nor full-width."""
    first = value.lstrip(" \t")[:1]
    return bool(first) and first not in "\"'[{" and first not in _TYPED


def _unquoted(written: str, line: int, file: str) -> Problem | None:
    """Text, or a time without seconds, that lacks its quotation marks."""
    key, equal, rest = written.partition("=")
    value = rest.partition("#")[0].strip()
    if not (equal and _is_bare(rest) and _WORDLIKE.search(value)) or '"' in value:
        return None
    column = len(key) + 2 + len(rest) - len(rest.lstrip())
    if value.lower() in ("true", "yes", "on", "是", "false", "no", "off", "否"):
        return Problem(
            _("true or false should stand here"),
            _("in small letters"),
            file,
            line,
            column,
            value=_shown(written),
        )
    remedy = _("write {example}").format(example=f'{key.strip()} = "{value}"')
    return Problem(_("the text has no quotation marks"), remedy, file, line, column, value=_shown(written))


def _single(said: str, lines: list[str], line: int, file: str) -> Problem | None:
    """[activity] where [[activity]] was meant: told by what follows, and mended where it stands."""
    heading = _HEADING.match(lines[line - 1]) if line <= len(lines) else None
    if heading is None or not said.startswith("Cannot "):
        return None
    name = heading[1]
    alone = re.compile(rf"\s*\[\s*{name}\s*\]")
    first = next((nth for nth, written in enumerate(lines[:line], 1) if alone.match(written)), None)
    if first is None or not (name in _REPEATED or heading[0].lstrip().startswith("[[")):
        return None
    remedy = _("write [[{name}]], with two brackets, above each").format(name=name)
    return Problem(_("there may be several of these"), remedy, file, first, value=f"[{name}]")


def _own_words(written: str, line: int, file: str) -> Problem | None:
    """A key or a heading that was written in Chinese."""
    if heading := _FOREIGN_HEADING.match(written):
        remedy = _("headings are [plan], [body], [defaults], [[activity]], [[task]], [[change]]")
        return Problem(_("a heading is an English word"), remedy, file, line, value=heading[0].strip())
    if key := _FOREIGN_KEY.match(written):
        remedy = _(
            "keys are English words such as title, when and place; other names stand in quotation marks"
        )
        return Problem(_("a key begins with a letter"), remedy, file, line, value=key[1])
    return None


def _plain(said: str, written: str, line: int, column: int | None, file: str) -> Problem:
    for beginning, message, remedy in _MEANINGS:
        if said.startswith(beginning):
            return Problem(_(message), _(remedy), file, line, column, value=_shown(written))
    remedy = _("see https://toml.io for how TOML is written")
    message = _("this is not TOML: {reason}").format(reason=_PLACE.sub("", said))
    return Problem(message, remedy, file, line, column, value=_shown(written))


def _shown(written: str) -> str | None:
    """Show a line of the file, with its control characters made visible."""
    signs = (sign if sign.isprintable() or sign in "\t\u3000" else f"\\x{ord(sign):02x}" for sign in written)
    return "".join(signs).strip() or None
