"""From the words before the cursor to what may come next, as the scripts of `shells` ask for it.

A shell says in _SANHUI_COMPLETE which one it is and gives the words in _SANHUI_WORDS, each with a line feed, the last
one begun or empty. The answer is a candidate a line, with what it means after a tab; `:files` alone leaves the rest to the shell.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from typer._click.core import Parameter
from typer._click.shell_completion import _resolve_context, _resolve_incomplete, split_arg_string
from typer.core import TyperGroup

from sanhui.cli.help import said
from sanhui.cli.program.completion.names import FILES, Here, Name, given, names_for
from sanhui.cli.run import global_options

if TYPE_CHECKING:
    from sanhui.cli.help import Group

FILES_LINE = ":files"
# What the completion of bash parts words at, unless somebody changed COMP_WORDBREAKS, and blanks do not.
_BREAKS = "=:@"
_SPECIAL = frozenset(" \t\"'\\$`!&|;<>()[]{}*?#~")


def answer(root: Group, environ: Mapping[str, str]) -> str:
    """What is printed. Nothing whatever goes wrong: a message would stand in the middle of somebody's command line."""
    shell = environ.get("_SANHUI_COMPLETE", "")
    words = environ.get("_SANHUI_WORDS", "").removesuffix("\n").split("\n")
    glued = ""
    if shell == "bash":
        words, glued = _joined(words)
    *before, begun = words
    quote = begun[:1] if shell == "bash" and begun[:1] in ("'", '"') else ""
    try:
        found = candidates(root, [_bare(word) for word in before], _bare(begun) if begun else "")
    except Exception:  # whatever is wrong, the person at the keyboard asked nothing
        return ""
    if found is None:
        return FILES_LINE + "\n"
    if shell == "bash":
        found = [(_escaped(name.removeprefix(glued), quote), meaning) for name, meaning in found]
        if environ.get("_SANHUI_LISTING") and len(found) > 1:
            return "".join(f"{line}\n" for line in _listing(found))
    return "".join(f"{name}\t{_short(meaning)}\n" if meaning else f"{name}\n" for name, meaning in found)


def candidates(root: Group, before: Sequence[str], begun: str) -> list[Name] | None:
    """What may stand where the cursor is; None for files, which the shell lists."""
    everywhere, rest = global_options(before)
    words = [*everywhere, *rest]
    context = _resolve_context(root, {}, "sanhui", words)
    node, incomplete = _resolve_incomplete(context, words, begun)
    if isinstance(node, TyperGroup) and context._protected_args:  # a command that there is not
        return []
    if not isinstance(node, Parameter):  # a command or a group: options, or commands
        return [(item.value, said(item.help)) for item in node.shell_complete(context, incomplete)]
    if words and words[-1] in node.opts:  # without its value nothing of the command is parsed
        context = _resolve_context(root, {}, "sanhui", words[:-1])
    params: dict[str, Any] = {}
    for each in (context.parent, context):
        params |= each.params if each else {}
    option = max(node.opts, key=len)
    metavar = node.metavar or ""
    names = names_for(metavar, option, Here(given(params)), incomplete)
    if names is None:
        return None if metavar in FILES else []
    return names


def _joined(words: Sequence[str]) -> tuple[list[str], str]:
    """Words that bash has parted at its breaks, whole again; and what stands before its own last word in ours."""
    whole: list[str] = []
    glue = False
    last = ""
    for word in words:
        broken = bool(word) and not word.strip(_BREAKS)
        if whole and (broken or glue):
            last = whole[-1] if not broken else whole[-1] + word
            whole[-1] += word
        else:
            whole.append(word)
            last = ""
        glue = broken
    return whole, last


def _bare(word: str) -> str:
    """A word without quotation marks and backslashes, also one whose quotation is not closed yet."""
    return "".join(split_arg_string(word)) if any(mark in word for mark in "\"'\\") else word


def _escaped(name: str, quote: str) -> str:
    """A name as bash must have it typed; within quotation marks it does that itself."""
    return name if quote else "".join(f"\\{each}" if each in _SPECIAL else each for each in name)


def _short(meaning: str) -> str:
    """One line, the first sentence: what stands beside a name."""
    return meaning.split("\n")[0].rstrip("。.")


def _listing(found: Iterable[Name]) -> list[str]:
    """Names and what they mean in columns, as bash shows them when it only lists; it cannot mark them off otherwise."""
    from shutil import get_terminal_size

    from sanhui.publish.terminal.columns import fit, fold, pad, width

    rows = [(name, _short(meaning)) for name, meaning in found]
    room = get_terminal_size().columns - 4
    widths = fit(
        [max(width(name) for name, _meaning in rows), max(width(meaning) for _name, meaning in rows)],
        [60, 10],
        room,
    )
    left, right = widths or (max(width(name) for name, _meaning in rows), 0)
    return [
        pad(name, left) + ("  " + fold(meaning, right)[0] if meaning and right else "")
        for name, meaning in rows
    ]
