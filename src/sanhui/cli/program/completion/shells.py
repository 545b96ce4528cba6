"""The scripts that make shells ask for names, and where each shell looks for them.

All of them do the same: they put the words up to the cursor into the environment, call the program, and offer what it prints
(`sanhui.cli.program.completion.answer` has the format).
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from sanhui.errors import InputError, Problem, UnableError, did_you_mean
from sanhui.files import read_bytes, write_atomic
from sanhui.i18n import _

_SCRIPTS = Path(__file__).with_name("scripts")
SHELLS: Mapping[str, str] = {shell: f"sanhui.{shell}" for shell in ("bash", "zsh", "fish")} | {
    "powershell": "sanhui.ps1"
}
_ALSO = {"pwsh": "powershell"}


class Installed(NamedTuple):
    """Where the script was written, and the file that a line was added to; None where the shell finds it by itself."""

    script: Path
    start: Path | None = None


def shell(said: str = "") -> str:
    """The shell that is meant: the one named, or the one that the program was called from.

    Raises `InputError` for one that there is no script for, and when it cannot be told.
    """
    name = said or _running()
    known = _ALSO.get(name, name)
    if known not in SHELLS:
        shells = _(", ").join(SHELLS)
        if not name:
            problem = Problem(
                _("which shell this is cannot be told"), _("name it: {shells}").format(shells=shells)
            )
        else:
            problem = Problem(
                _("there is no completion for this shell"), did_you_mean(name, SHELLS), value=name
            )
        raise InputError(problem)
    return known


def _running() -> str:
    import shellingham  # it comes with Typer

    try:
        return str(shellingham.detect_shell()[0])
    except (shellingham.ShellDetectionFailure, OSError):
        return Path(os.environ.get("SHELL", "")).name


def script(name: str) -> str:
    """What the shell has to run."""
    return (_SCRIPTS / SHELLS[name]).read_text(encoding="utf-8")


def place(name: str, home: Path) -> Path:
    """Where the script of a shell is, when it is installed; PowerShell's is beside its profile, which only it knows."""
    data = Path(os.environ.get("XDG_DATA_HOME") or home / ".local/share")
    config = Path(os.environ.get("XDG_CONFIG_HOME") or home / ".config")
    return {
        "bash": data / "bash-completion/completions/sanhui",
        "zsh": data / "zsh/site-functions/_sanhui",
        "fish": config / "fish/completions/sanhui.fish",
        "powershell": config / "powershell/sanhui.ps1",
    }[name]


def install(name: str, home: Path) -> Installed:
    """Write the script to where the shell finds it; where it looks nowhere, add a line to the file that it runs at its start.

    What is there already stays, and a second time changes nothing. Raises `UnableError` where files cannot be written.
    """
    path = place(name, home)
    start, line = {
        "bash": (home / ".bashrc", '[ -r "{path}" ] && . "{path}"'),
        "zsh": (home / ".zshrc", '[ -r "{path}" ] && . "{path}"'),
        "fish": (None, ""),
        "powershell": (None, '. "{path}"'),
    }[name]
    if name == "powershell":
        start = _profile()
        path = start.with_name("sanhui.ps1")
    path.parent.mkdir(parents=True, exist_ok=True)
    write_atomic(path, script(name).encode("utf-8-sig" if name == "powershell" else "utf-8"))
    if start is None:
        return Installed(path)
    _add(start, line.format(path=path))
    return Installed(path, start)


def _add(start: Path, line: str) -> None:
    """Add a line at the end of a file, unless it has it."""
    before = read_bytes(start) if start.exists() else b""
    wanted = f"{line}  # sanhui".encode()
    if wanted not in before:
        between = b"" if not before or before.endswith(b"\n") else b"\n"
        start.parent.mkdir(parents=True, exist_ok=True)
        write_atomic(start, before + between + wanted + b"\n")


def _profile() -> Path:
    """The file that PowerShell runs at its start: it has to be asked."""
    for program in ("pwsh", "powershell"):
        try:
            command = [program, "-NoProfile", "-Command", "$PROFILE.CurrentUserAllHosts"]
            done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=30)
        except (OSError, subprocess.TimeoutExpired):
            continue
        if done.returncode == 0 and done.stdout.strip():
            return Path(done.stdout.strip())
    raise UnableError(
        _("PowerShell was not found\n  → put this into its profile: {command}").format(
            command="sanhui completion powershell | Out-String | Invoke-Expression"
        )
    )
