"""Without an extra, the command that needs it names what to install; nothing is written, and no traceback shown."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path

import pytest

from commandline import sanhui, write
from sanhui.installed import installing


@pytest.mark.parametrize(
    ("module", "words", "command"),
    [
        ("xlsxwriter", ("export", "xlsx"), "pip install XlsxWriter"),
        ("jinja2", ("export", "html"), "pip install Jinja2"),
        ("PIL", ("export", "png"), "pip install Pillow"),
        ("httpx", ("push", "https://cloud.example.org/dav/"), 'pip install "sanhui[caldav]"'),
    ],
)
def test_what_is_missing_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, module: str, words: tuple[str, ...], command: str
) -> None:
    """With the exit code of what could not be done."""
    write(tmp_path)
    import_module("sanhui.publish.page.page")._environment.cache_clear()  # another test may have needed it
    monkeypatch.setitem(sys.modules, module, None)
    done = sanhui(*words, folder=tmp_path, SANHUI_CALDAV_USER="u", SANHUI_CALDAV_PASSWORD="p")
    assert (3, True) == (done.code, command in done.err), done
    assert "needs a package" in done.err  # in the language of who asked: the plan is Chinese
    assert ["plan.toml"] == [each.name for each in tmp_path.iterdir()]


@pytest.mark.parametrize(
    ("mark", "active", "command"),
    [
        ("pipx_metadata.json", "", "pipx inject sanhui Jinja2"),
        ("uv-receipt.toml", "", 'uv pip install --python "{prefix}" Jinja2'),
        ("", "", '"{python}" -m pip install Jinja2'),
        ("", "{prefix}", "pip install Jinja2"),
    ],
)
def test_the_remedy_is_for_how_it_was_installed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mark: str, active: str, command: str
) -> None:
    """With pipx, with uv, in an environment that no shell has active, or in one that is."""
    monkeypatch.setattr(sys, "prefix", str(tmp_path))
    monkeypatch.setattr(sys, "base_prefix", "elsewhere")
    monkeypatch.setenv("VIRTUAL_ENV", active.format(prefix=tmp_path))
    if mark:
        (tmp_path / mark).touch()
    assert command.format(prefix=tmp_path, python=sys.executable) == installing("Jinja2")
