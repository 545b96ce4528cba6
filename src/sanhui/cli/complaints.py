"""What is said about a failure, and the exit code that goes with it."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from typer._click import exceptions as usage  # Typer gives these no public name; the same since 0.26

from sanhui.cli.terminal import harmless
from sanhui.errors import InputError, SanhuiError, nearest
from sanhui.i18n import _, ngettext
from sanhui.os_errors import reason_of
from sanhui.when.errors import WhenError

_LISTED = 12  # so many commands can be told at once


class MisreadError(SanhuiError):
    """The value of an option was not understood: the option, and what is wrong with its text."""

    exit_code = 2

    def __init__(self, option: str, error: WhenError) -> None:
        super().__init__(error.message)
        self.option = option
        self.error = error


def account(error: Exception) -> tuple[str, int]:
    """The message for a failure, and the exit code."""
    match error:
        case usage.NoArgsIsHelpError():
            return error.message, error.exit_code
        case usage.UsageError():
            return _with_hint(error), error.exit_code
        case MisreadError():
            return _pointed(error.error, error.option), error.exit_code
        case WhenError():
            return _pointed(error), 2
        case InputError():
            return _problems(error), error.exit_code
        case SanhuiError():
            return _("sanhui: {message}").format(message=harmless(str(error))), error.exit_code
        case OSError():
            reason = reason_of(error)
            if error.filename:
                reason = f"{error.filename}: {reason}"
            return _("sanhui: {message}").format(message=harmless(reason)), 3
        case _:
            shown = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
            text = _(
                "sanhui: a defect of the program: {error}\n  → run it again with --debug, and report what it shows"
            )
            return text.format(error=harmless(shown)), 3


def _problems(error: InputError) -> str:
    told = [str(problem) for problem in error.problems]
    if len(told) > 1:
        n = len(told)
        told.append(ngettext("{n} problem", "{n} problems", n).format(n=n))
    return harmless("\n".join(told))


def _pointed(error: WhenError, option: str = "") -> str:
    """The message, the text with a caret under the character, the remedy."""
    head = (_(": {message}") if option else _("sanhui: {message}")).format(message=error.message)
    lines = [option + head, *(f"  {line}" for line in error.pointed().split("\n"))]
    if error.remedy:
        lines.append(f"  → {error.remedy}")
    return harmless("\n".join(lines))


# -- wrong use ---------------------------------------------------------------------------------------------


def _with_hint(error: usage.UsageError) -> str:
    command = error.ctx.command_path if error.ctx else "sanhui"
    text = _("{command}: {message}\n  → “{command} --help” tells more")
    message = harmless(_wrong_use(error))
    words = isinstance(error, usage.MissingParameter) or error.message.startswith("Got unexpected extra")
    if words and error.ctx:
        message += f"\n  → {_usage(error.ctx)}"
    return text.format(command=command, message=message)


def _usage(context: Any) -> str:
    """How the command's words follow each other: where one is missing, or one too many, that is the answer."""
    from sanhui.cli.help import usage_line

    return usage_line(context)


def _wrong_use(error: usage.UsageError) -> str:
    """Typer's sentence about wrong use, which it has in English only, in the language being spoken."""
    match error:
        case usage.MissingParameter(param=param) if param is not None:
            return _("{parameter} is missing").format(parameter=_name(error))
        case usage.BadParameter():
            message = _known(error.message)
            name = _name(error)
            return name + _(": {message}").format(message=message) if name else message
        case usage.NoSuchOption():
            text = _("there is no option {option}").format(option=error.option_name)
            return text + _did_you_mean(_options_like(error))
        case _ if found := re.fullmatch(r"No such command '(.*?)'.*", error.message, re.DOTALL):
            return _no_such_command(found[1], error.ctx.command if error.ctx else None)
        case _:
            return _known(error.message)


def _name(error: usage.BadParameter) -> str:
    """What the parameter is called on the command line: --from, PHRASE."""
    if error.param is None:
        return ""
    if error.param.param_type_name == "option":
        return max(error.param.opts, key=len)
    return _(error.param.metavar or error.param.human_readable_name)


def _did_you_mean(words: list[str]) -> str:
    if not words:
        return ""
    return _("; did you mean {words}?").format(words=_(" or ").join(f"“{word}”" for word in words))


def _none_of(said: str, words: list[str]) -> str:
    from sanhui.plan.glossary import which_word

    text = _("“{text}” may not stand here: {remedy}")
    return text.format(text=said, remedy=which_word(said, words))


def _options_like(error: usage.NoSuchOption) -> list[str]:
    """Options that may have been meant; `--o` may be `-o`."""
    known = [name for each in error.ctx.command.params for name in each.opts] if error.ctx else []
    short = error.option_name[1:]
    if len(short) == 2 and short in known:
        return [short]
    return nearest(error.option_name, [name for name in known if name.startswith("--")], n=2)


def _no_such_command(name: str, group: Any) -> str:
    """The command is likely misspelt, or said in the words of what it does: 考勤, Excel."""
    text = _("there is no command “{name}”").format(name=name)
    entries = [entry for chapter in getattr(group, "chapters", ()) for entry in chapter.entries]
    near = nearest(name, [entry.name for entry in entries], n=2)
    if not near and len(name) > 1:
        from sanhui.cli.help import summary

        near = [entry.name for entry in entries if name.casefold() in summary(entry.help).casefold()]
    if not near and len(entries) <= _LISTED:
        return text + _("; one of: {words}").format(words=_(", ").join(entry.name for entry in entries))
    return text + _did_you_mean(near[:3])


# The messages of typer 0.26 to 0.28, and ours; what is not among them is shown as it came.
_SENTENCES: tuple[tuple[str, Callable[[re.Match[str]], str]], ...] = (
    (r"Missing command\.", lambda found: _("a command is missing")),
    (r"Option '(.*)' requires .*\.", lambda found: _("{option} needs a value").format(option=found[1])),
    (
        r"Option '(.*)' does not take a value\.",
        lambda found: _("{option} takes no value").format(option=found[1]),
    ),
    (
        r"Got unexpected extra arguments?(?:\(s\))? \((.*)\)",
        lambda found: _(
            "too much: {words}; several words that belong together stand in quotation marks"
        ).format(words=found[1]),
    ),
    (
        r"'(.*)' is not a valid (?:int|integer)\w*(?: range)?\.",
        lambda found: _("“{text}” is no whole number").format(text=found[1]),
    ),
    (
        r"'(.*)' is not a valid float\.",
        lambda found: _("“{text}” is no number").format(text=found[1]),
    ),
    (
        r"'(?P<said>.*)' is not one of (?P<words>'.*')\.",
        lambda found: _none_of(found["said"], re.findall(r"'([^']*)'", found["words"])),
    ),
    (
        r"(.*) is not in the range (.*)\.",
        lambda found: _("{number} is not in the range {range}").format(number=found[1], range=found[2]),
    ),
)


def _known(message: str) -> str:
    for pattern, say in _SENTENCES:
        if found := re.fullmatch(pattern, message, re.DOTALL):
            return say(found)
    return message
