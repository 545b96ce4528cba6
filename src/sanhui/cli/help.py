"""The pages of `--help`, in the language being spoken, aligned for full-width characters.

Typer's own words are English or come from Python's default catalogue, its plain pages count a Chinese character as
one cell, and its Rich pages take 80 ms more. So the pages are made here, from the same declarations: help texts and
placeholders are declared with `N_` and translated when they are shown.
"""

from __future__ import annotations

import difflib
import shutil
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from typer._click.exceptions import UsageError
from typer._click.shell_completion import CompletionItem
from typer.core import TyperCommand, TyperGroup

from sanhui.i18n import N_, _
from sanhui.publish.terminal.columns import fit, fold, pad, width

if TYPE_CHECKING:
    from typer import Context

    from sanhui.cli.commands.entries import Chapter

_WIDEST = 100  # longer lines are hard to read
_INDENT = "  "

# What Typer declares for an option of its own, for the catalogue.
_TYPERS = (N_("Show this message and exit."),)


class Command(TyperCommand):
    """A command whose help page is ours, and whose long listings go through the pager; it says what may come next."""

    def invoke(self, ctx: Any) -> Any:
        """Run it, unless the settings file is wrong; what mends that runs all the same."""
        from sanhui.cli import next_steps, pager, progress

        _see_to_the_settings(mending=ctx.command_path.split()[1] in ("config", "doctor"))
        next_steps.begin()
        with progress.waiting(), pager.paging(ctx.command_path):
            code = super().invoke(ctx) or 0
            next_steps.tell(ctx.command_path, ctx.params, code)
            if ctx.find_root().params.get("verbose"):
                from sanhui.cli import verbose

                verbose.finish()
        return code

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read the words; what is wrong with them is this command's affair, which the parser does not always say."""
        try:
            return super().parse_args(ctx, args)
        except UsageError as error:
            error.ctx = error.ctx or ctx
            raise

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the whole page."""
        formatter.write(_page(self, ctx))

    def get_short_help_str(self, limit: int = 45) -> str:
        """The first sentence, for lists of commands and for the shell's completion."""
        return summary(self.help)


class Group(TyperGroup):
    """A group of commands whose help page is ours. The page needs the declarations only, and builds no command."""

    chapters: tuple[Chapter, ...] = ()

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the whole page."""
        formatter.write(_page(self, ctx))

    def get_short_help_str(self, limit: int = 45) -> str:
        """The first sentence, for lists of commands and for the shell's completion."""
        return summary(self.help)

    def shell_complete(self, ctx: Any, incomplete: str) -> list[CompletionItem]:
        """The commands that may come next, with their first sentences, and the options."""
        entries = [entry for chapter in self.chapters for entry in chapter.entries]
        begun = [entry for entry in entries if entry.name.startswith(incomplete)]
        return [
            *(CompletionItem(entry.name, help=summary(entry.help)) for entry in begun),
            *super(TyperGroup, self).shell_complete(ctx, incomplete),
        ]


class GroupWithDefault(Group):
    """A group that runs its first command when no other one is named: `sanhui holidays 2026`."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Put the first command's name before arguments that begin with no command."""
        if not args and ctx.resilient_parsing:  # a shell asks what there is
            return super().parse_args(ctx, args)
        if not args or not (args[0] in ctx.help_option_names or self._meant(args[0])):
            args = [next(iter(self.commands)), *args]
        return super().parse_args(ctx, args)

    def _meant(self, word: str) -> bool:
        """Whether a command is named, if with a slip: “improt” is no year."""
        return bool(difflib.get_close_matches(word, self.commands, n=1, cutoff=0.75))


def _see_to_the_settings(mending: bool) -> None:
    from sanhui.cli import settings

    try:
        settings.check()
    except Exception:  # an InputError, which is not loaded for the usual case
        if not mending:
            raise
        settings.set_aside()


def _page(command: Command | Group, ctx: Context) -> str:
    room = max(40, min(shutil.get_terminal_size().columns, _WIDEST))
    parameters = [p for p in command.get_params(ctx) if not getattr(p, "hidden", False)]
    arguments = [p for p in parameters if p.param_type_name == "argument"]
    options = [p for p in parameters if p.param_type_name == "option"]
    lines = [usage_line(ctx), ""]
    lines += _prose(said(command.help), room)
    if isinstance(command, Group):
        listed = {
            _(chapter.title): [(entry.name, summary(entry.help)) for entry in chapter.entries]
            for chapter in command.chapters
        }
        lines += _definitions(listed, room)
    lines += _definitions({_("Arguments:"): [(argument(p), explained(p)) for p in arguments]}, room)
    lines += _definitions({_("Options:"): [(option(p), explained(p)) for p in options]}, room)
    return "\n".join(lines) + "\n"


def usage_line(ctx: Context) -> str:
    """How the words of a command follow each other."""
    usage = [ctx.command_path]
    if isinstance(ctx.command, Group):
        usage.append(_("COMMAND"))
    usage += [argument(p) for p in ctx.command.params if p.param_type_name == "argument"]
    usage.append(_("[OPTIONS]"))
    return _("Usage: {usage}").format(usage=" ".join(usage))


def said(text: str | None) -> str:
    """A declared text in the language being spoken."""
    return _(text) if text else ""


def summary(text: str | None) -> str:
    """The first sentence of a help text."""
    return said(text).split("\n\n")[0].rstrip("。.")


def _prose(text: str, room: int) -> list[str]:
    """Paragraphs, folded; lines that begin with spaces are examples, and stay."""
    lines: list[str] = []
    for paragraph in text.split("\n\n"):
        if paragraph.startswith(" "):
            lines += [*paragraph.split("\n"), ""]
        else:
            lines += [*fold(" ".join(paragraph.split("\n")), room), ""]
    return lines


def _definitions(sections: Mapping[str, Sequence[tuple[str, str]]], room: int) -> list[str]:
    """Terms on the left, what they mean on the right, or below where the screen is narrow; all sections share one column."""
    rows = [row for section in sections.values() for row in section]
    if not rows:
        return []
    indent = len(_INDENT)
    wanted = [max(width(term) for term, _text in rows), max(width(text) for _term, text in rows)]
    left, right = fit(wanted, [30, 20], room - indent) or [0, room - 2 * indent]
    under = " " * (2 * indent + left)
    lines = []
    for head, section in sections.items():
        lines.append(head)
        for term, text in section:
            folded = fold(text, right)
            if width(term) > left:
                lines += [_INDENT + line for line in fold(term, room - indent)]
            else:
                lines.append((_INDENT + pad(term, left) + _INDENT + folded.pop(0)).rstrip())
            lines += [under + line for line in folded]
        lines.append("")
    return lines


def argument(parameter: Any) -> str:
    """What stands for an argument in the usage line: PLAN, [PLAN], FILE …."""
    name = _(parameter.metavar or parameter.name.upper())
    name += " …" if parameter.nargs == -1 else ""
    return name if parameter.required else f"[{name}]"


def option(parameter: Any) -> str:
    """An option's names, and what stands for its value."""
    names = ", ".join(sorted(parameter.opts, key=len))
    if parameter.secondary_opts:
        names += " / " + ", ".join(parameter.secondary_opts)
    if parameter.is_flag:
        return names
    return f"{names} {_(parameter.metavar or parameter.name.upper())}"


def explained(parameter: Any) -> str:
    """What a parameter is for, and what holds without it."""
    text = said(parameter.help)
    default = parameter.default
    if parameter.show_default and default not in (None, False, (), []) and not parameter.required:
        if parameter.is_flag:
            default = parameter.opts[0]
        elif isinstance(default, str):
            default = _(default)
        text += " " + _("[default: {value}]").format(value=default)
    return text.strip()
