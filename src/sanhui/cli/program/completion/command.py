"""`sanhui completion`: the script for a shell, printed or installed."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from sanhui.cli import terminal
from sanhui.i18n import N_, _


def completion(
    shell: Annotated[
        str,
        typer.Argument(
            metavar="bash|zsh|fish|powershell",
            help=N_("The shell; without it the one that this was typed in."),
            show_default=False,
        ),
    ] = "",
    install: Annotated[
        bool, typer.Option("--install", help=N_("Write it to where the shell finds it, and say where."))
    ] = False,
) -> int:
    """Print or install the script of one shell."""
    from sanhui.cli.program.completion import shells

    name = shells.shell(shell)
    if not install:
        terminal.write(shells.script(name))
        return 0
    done = shells.install(name, Path.home())
    terminal.say(_("Written: {file}").format(file=done.script))
    if done.start:
        terminal.say(_("{file} runs it.").format(file=done.start))
    terminal.say(_("It holds in the next {shell} that you open.").format(shell=name))
    return 0
