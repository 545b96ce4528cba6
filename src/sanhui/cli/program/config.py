"""`sanhui config`: what a person settles once for all commands."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sanhui.cli import settings, terminal
from sanhui.cli.options import Json
from sanhui.i18n import N_, _

if TYPE_CHECKING:
    from tomlkit import TOMLDocument

_Name = Annotated[
    str,
    typer.Argument(
        metavar=N_("SETTING"), help=N_("The name of the setting, as “sanhui config list” gives it.")
    ),
]
_HEADER = N_("Settings of sanhui; “sanhui config list” says what there is.")


def listing(as_json: Json = False) -> int:
    """Print every setting."""
    from sanhui.publish.terminal.columns import table

    settings.check()
    if as_json:
        terminal.write_json({"file": _shown(), "settings": [_record(name) for name in settings.SETTINGS]})
        return 0
    rows = []
    for setting in settings.SETTINGS.values():
        held = settings.value(setting.name)
        rows.append(
            (
                [(setting.name, "bold")],
                [(terminal.harmless(held.text), "")] if held.text else [(_(setting.usual), "dim")],
                [(_source(held.source), "" if held.text else "dim")],
                [(_(setting.meaning), "")],
            )
        )
    heads = (_("Setting"), _("Value"), _("Comes from"), _("Meaning"))
    terminal.write_lines(table(heads, rows, terminal.room(), (8, 10, 10, 16)))
    return 0


def get(name: _Name, as_json: Json = False) -> int:
    """Print one value, or nothing."""
    _known(name)
    settings.check()
    if as_json:
        terminal.write_json(_record(name))
        return 0
    held = settings.value(name)
    if held.text:
        terminal.write(terminal.harmless(held.text))
    else:
        usual = _(settings.SETTINGS[name].usual)
        terminal.say(_("{name} is not set: {usual}").format(name=name, usual=usual))
    return 0


def set_(
    name: _Name,
    text: Annotated[str, typer.Argument(metavar=N_("VALUE"), help=N_("What shall hold from now on."))],
) -> int:
    """Write one setting."""
    from sanhui.errors import InputError
    from sanhui.files import make_folder, write_atomic

    _known(name)
    if name == "plan":
        text = str(_plan(text))
    elif settings.SETTINGS[name].words:
        text = text.lower()
    meant = settings.meant(name, text)
    if meant is None:
        raise InputError(settings.problem(name, text))
    path, document = _document()
    document[name] = meant == "true" if meant in ("true", "false") else meant
    make_folder(path.parent)
    write_atomic(path, _bytes(document))
    terminal.say(_("{file} written: {line}").format(file=path, line=settings.written(name, meant)))
    return _overruled(name)


def unset(name: _Name) -> int:
    """Take one setting out."""
    from sanhui.errors import InputError, Problem, did_you_mean
    from sanhui.files import write_atomic

    path, document = _document()
    if name not in document:
        if name in settings.SETTINGS:
            terminal.say(_("{file} does not have it; nothing was changed").format(file=path))
            return 0
        known = dict.fromkeys([*settings.SETTINGS, *document])
        raise InputError(Problem(_("there is no such setting"), did_you_mean(name, known), value=name))
    del document[name]
    write_atomic(path, _bytes(document))
    terminal.say(_("{file} written: without {name}").format(file=path, name=name))
    return _overruled(name) if name in settings.SETTINGS else 0


def path(as_json: Json = False) -> int:
    """Print where the file is."""
    found = _file()
    if as_json:
        terminal.write_json({"file": str(found), "exists": found.exists()})
        return 0
    terminal.write(terminal.harmless(str(found)))
    if not found.exists():
        terminal.say(_("There is none yet; “sanhui config set” makes it."))
    return 0


def _known(name: str) -> None:
    from sanhui.errors import InputError, Problem, did_you_mean

    if name not in settings.SETTINGS:
        remedy = did_you_mean(name, settings.SETTINGS)
        raise InputError(Problem(_("there is no such setting"), remedy, value=name))


def _file() -> Path:
    """Where the file is; raises InputError when the environment wants none."""
    from sanhui.errors import InputError, Problem

    found = settings.file()
    if found is None:
        remedy = _("take it out of the environment, or let it name a file")
        raise InputError(
            Problem(_("the environment wants no settings file"), remedy, key=settings.VARIABLE, value='""')
        )
    return found


def _document() -> tuple[Path, TOMLDocument]:
    """The file with all its comments, or a new one."""
    import tomlkit

    from sanhui.files import read_text
    from sanhui.plan.syntax import parse_toml

    path = _file()
    if not path.exists():
        fresh = tomlkit.document()
        fresh.add(tomlkit.comment(_(_HEADER)))
        return path, fresh
    text = read_text(path)
    parse_toml(text, str(path))  # raises with the line and what would be right
    return path, tomlkit.parse(text)


def _bytes(document: TOMLDocument) -> bytes:
    """The file, with the line ends that it had."""
    text = document.as_string()
    return (text.replace("\r\n", "\n").replace("\n", "\r\n") if "\r\n" in text else text).encode()


def _plan(said: str) -> Path:
    """The plan's file, with its whole path; raises InputError when there is none."""
    from sanhui.cli.plan_file import find_plan
    from sanhui.files import read_bytes

    found = find_plan(Path(said).expanduser()).absolute()
    read_bytes(found)
    return found


def _overruled(name: str) -> int:
    """Say so when the environment says otherwise than the file."""
    settings.forget()
    held = settings.value(name)
    if held.source in settings.SETTINGS[name].variables:
        text = _("now {variable} holds, which is stronger: {value}")
        terminal.say(text.format(variable=held.source, value=held.text))
    return 0


def _source(source: str) -> str:
    """Where a value comes from, in words: a variable, a line of the file, or nowhere."""
    if not source:
        return _("usual")
    file = settings.file()
    return source.replace(str(file), file.name) if file else source


def _record(name: str) -> dict[str, object]:
    setting, held = settings.SETTINGS[name], settings.value(name)
    return {
        "name": name,
        "value": held.text or None,
        "source": held.source or None,
        "values": list(setting.words),
        "variables": list(setting.variables),
    }


def _shown() -> str | None:
    found = settings.file()
    return str(found) if found else None
