"""The command line: declarations become commands when they are asked for.

Typer builds parameters from a function's signature; for all functions that takes longer than Typer's own start. So a
group holds declarations, and imports and builds only what somebody calls. (Nor are the annotations here texts, which Typer
would evaluate one by one.)
"""

import os
from collections.abc import Iterable, Iterator, Mapping
from importlib import import_module
from typing import Annotated, cast

import typer
from typer.main import get_command

from sanhui.cli.commands import CHAPTERS
from sanhui.cli.commands.entries import Chapter, Entry, Family
from sanhui.cli.help import Command, Group, GroupWithDefault
from sanhui.i18n import N_, _

ABOUT = N_(
    "Turn a year's plan for 三会一课 into an agenda and a calendar.\n\n"
    "  sanhui show                 the year in the terminal\n"
    "  sanhui export ics           the calendar for every phone\n"
    '  sanhui when "每季度最后一个工作日"\n\n'
    "In a folder with a plan, or below it, the plan need not be named."
)

_SETTINGS = {"help_option_names": ["--help", "-h"]}


def command() -> Group:
    """The whole command line, ready to parse."""
    root = typer.Typer(
        add_completion=False,
        cls=Group,
        rich_markup_mode=None,
        no_args_is_help=True,
        context_settings=_SETTINGS,
    )
    root.callback()(_everywhere)
    return _filled(cast(Group, get_command(root)), ABOUT, CHAPTERS)


def _filled(group: Group, text: str, chapters: tuple[Chapter, ...]) -> Group:
    group.help = text
    group.chapters = chapters
    entries = (entry for chapter in chapters for entry in chapter.entries)
    group.commands = _Commands(entries)  # type: ignore[assignment]  # Typer only reads it
    return group


class _Commands(Mapping[str, Command | Group]):
    """The commands of a group by name, each built when it is looked up."""

    def __init__(self, entries: Iterable[Entry | Family]) -> None:
        self._declared = {entry.name: entry for entry in entries}
        self._built: dict[str, Command | Group] = {}

    def __getitem__(self, name: str) -> Command | Group:
        if name not in self._built:
            entry = self._declared[name]
            self._built[name] = _command(entry) if isinstance(entry, Entry) else _family(entry)
        return self._built[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._declared)

    def __len__(self) -> int:
        return len(self._declared)

    def __contains__(self, name: object) -> bool:
        return name in self._declared


def _family(family: Family) -> Group:
    kind = GroupWithDefault if family.default else Group
    group = kind(name=family.name, rich_markup_mode=None, no_args_is_help=True, context_settings=_SETTINGS)
    return _filled(group, family.help, (Chapter(N_("Commands:"), family.entries),))


def _command(entry: Entry) -> Command:
    module, _colon, function = entry.home.partition(":")
    alone = typer.Typer(add_completion=False, rich_markup_mode=None)
    settings = {**_SETTINGS, **entry.settings}
    declare = alone.command(entry.name, cls=Command, context_settings=settings)
    declare(getattr(import_module(f"sanhui.cli.{module}"), function))
    built = cast(Command, get_command(alone))
    built.help = entry.help  # Typer would take the indents of examples away, and no catalogue knew the text
    return built


def _everywhere(
    language: Annotated[
        str | None,
        typer.Option(
            "--lang", metavar="zh|en", help=N_("Speak Chinese or English, whatever the locale says.")
        ),
    ] = None,
    debug: Annotated[
        bool, typer.Option("--debug", help=N_("Show where the program failed, if it does."))
    ] = False,
    no_color: Annotated[
        bool, typer.Option("--no-color", help=N_("No colours; NO_COLOR does the same."))
    ] = False,
    no_pager: Annotated[
        bool, typer.Option("--no-pager", help=N_("Print long listings at once, not page by page."))
    ] = False,
    quiet: Annotated[
        bool,
        typer.Option("--quiet", "-q", help=N_("Say nothing but errors, warnings and what was asked for.")),
    ] = False,
    verbose: Annotated[
        bool,
        typer.Option("--verbose", "-v", help=N_("Tell what is read and written, and how long it took.")),
    ] = False,
    install_completion: Annotated[
        bool,
        typer.Option(
            "--install-completion",
            callback=lambda asked: _completion(asked, install=True),
            help=N_("Install completion for the current shell."),
        ),
    ] = False,
    show_completion: Annotated[
        bool,
        typer.Option(
            "--show-completion",
            callback=lambda asked: _completion(asked, install=False),
            help=N_("Print the script of completion for the current shell."),
        ),
    ] = False,
    version: Annotated[
        bool,
        typer.Option(
            "--version", is_eager=True, callback=lambda asked: _version(asked), help=N_("Show the version.")
        ),
    ] = False,
) -> None:
    """What every command takes; `run` has looked at --lang, --debug, --quiet and --verbose already."""
    if quiet and verbose:
        raise typer.BadParameter(
            _("choose one of {one} and {other}").format(one="--quiet", other="--verbose")
        )
    if language is not None and not language.lower().startswith(("zh", "en")):
        raise typer.BadParameter(
            _("“{text}” is neither zh nor en").format(text=language), param_hint="--lang"
        )
    if no_color:
        os.environ["NO_COLOR"] = "1"
    if no_pager:
        os.environ["SANHUI_PAGER"] = "off"


def _version(asked: bool) -> None:
    if asked:
        from sanhui import __version__

        typer.echo(f"sanhui {__version__}")
        raise typer.Exit


def _completion(asked: bool, *, install: bool) -> None:
    if asked:
        from sanhui.cli.program.completion.command import completion

        raise typer.Exit(completion(install=install))
