"""What is otherwise on Windows, as far as it can be tried elsewhere: names, line ends, open files, its language."""

import ctypes
import errno
import io
import sys
from pathlib import Path, PureWindowsPath
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commandline import process, sanhui, write
from sanhui import files, i18n
from sanhui.cli import next_steps, run
from sanhui.errors import InputError, UnableError
from sanhui.files import portable

NAMES = {
    "skl-2026.ics": "skl-2026.ics",
    "三会一课.xlsx": "三会一课.xlsx",
    "console.ics": "console.ics",
    "con": "con_",
    "CON.ics": "CON_.ics",
    "aux.2026.ics": "aux_.2026.ics",
    "com1 .txt": "com1_ .txt",
    "COM10.txt": "COM10.txt",
    "lpt¹.txt": "lpt¹_.txt",
    'a<b>c:d"e/f\\g|h?i*j.ics': "a-b-c-d-e-f-g-h-i-j.ics",
    "end. . .": "end",
    "..": "_",
    "": "_",
}


@pytest.mark.parametrize(("name", "expected"), NAMES.items())
def test_names_that_every_system_can_have(name: str, expected: str) -> None:
    """What Windows keeps for devices, its marks, and dots and spaces at the end are avoided everywhere."""
    assert expected == portable(name)


@settings(max_examples=100)
@given(st.text(alphabet=st.sampled_from("conCONauxlpt1.¹ -/:三"), max_size=9))
def test_a_portable_name_stays(name: str) -> None:
    """Once portable a name is portable for ever, and Windows would not take it for a device (pathlib knows)."""
    found = portable(name)
    assert found == portable(found)
    assert not PureWindowsPath(found).is_reserved() if sys.version_info < (3, 13) else True


def test_a_plan_with_the_name_of_a_device(tmp_path: Path) -> None:
    """Its calendar has another name, the same on every system."""
    write(tmp_path, 'id = "aux"'.join(write(tmp_path).read_text(encoding="utf-8").split('id = "skl-2026"')))
    assert 0 == sanhui("export", "ics", folder=tmp_path).code
    assert 0 == sanhui("export", "csv", folder=tmp_path).code
    assert {"plan.toml", "aux_.ics", "aux_.csv"} == {each.name for each in tmp_path.iterdir()}


def test_line_ends_are_the_same(tmp_path: Path) -> None:
    """A pipe has LF on every system, and UTF-8."""
    assert b"\r" not in process("show", write(tmp_path), "--csv").stdout
    stream = io.TextIOWrapper(io.BytesIO(), encoding="cp936", newline=None)
    run._prepare(stream)
    stream.write("周一\r\n\n")
    stream.flush()
    assert "周一\r\n\n".encode() == stream.buffer.getvalue()


@pytest.mark.parametrize(
    ("number", "said"), [(32, "another program has it open"), (5, "no permission, or another")]
)
def test_a_file_that_is_open_in_excel(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, said: str
) -> None:
    """It is tried for a moment, then said; the file is as it was, and nothing else lies about."""
    tried = []

    def refused(self: Path, target: Path) -> Path:
        tried.append(target)
        error = PermissionError(errno.EACCES, "Access is denied", str(target))
        error.winerror = number  # type: ignore[attr-defined,unused-ignore]
        raise error

    path = tmp_path / "plan.xlsx"
    path.write_bytes(b"old")
    monkeypatch.setattr(files, "sys", SimpleNamespace(platform="win32"))
    monkeypatch.setattr("time.sleep", lambda seconds: None)
    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", refused)
        with pytest.raises(UnableError, match=said):
            files.write_atomic(path, b"new")
    assert len(files._PATIENCE) + 1 == len(tried)
    assert (b"old", ["plan.xlsx"]) == (path.read_bytes(), [each.name for each in tmp_path.iterdir()])
    assert files.write_atomic(path, b"new")


def test_a_table_that_another_program_keeps_to_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It cannot be read until it is closed there."""

    def refused(self: Path, mode: str) -> None:
        error = PermissionError(errno.EACCES, "sharing violation", str(self))
        error.winerror = 32  # type: ignore[attr-defined,unused-ignore]
        raise error

    monkeypatch.setattr(Path, "open", refused)
    with pytest.raises(InputError, match="another program has the file open"):
        files.read_bytes(tmp_path / "plan.xlsx")


def test_a_reader_that_has_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    """A closed pipe is an invalid argument there; of a file that is another matter, and so it is elsewhere."""
    assert run._reader_has_gone(BrokenPipeError())
    assert not run._reader_has_gone(OSError(errno.EINVAL, "Invalid argument"))
    monkeypatch.setattr(run, "sys", SimpleNamespace(platform="win32"))
    assert run._reader_has_gone(OSError(errno.EINVAL, "Invalid argument"))
    assert not run._reader_has_gone(OSError(errno.EINVAL, "Invalid argument", "plan.toml"))


@pytest.mark.parametrize(("number", "expected"), [(0x0804, "zh"), (0x0404, "zh"), (0x0409, "en")])
def test_the_language_of_windows(monkeypatch: pytest.MonkeyPatch, number: int, expected: str) -> None:
    """Without any variable that of its user interface holds: zh-CN, zh-TW, en-US."""
    kernel = SimpleNamespace(GetUserDefaultUILanguage=lambda: number)
    monkeypatch.setattr(ctypes, "windll", SimpleNamespace(kernel32=kernel), raising=False)
    monkeypatch.setattr(i18n, "sys", SimpleNamespace(platform="win32"))
    assert expected == i18n.preferred({}, [])
    assert "en" == i18n.preferred({"LANG": "C"}, [])


def test_suggested_commands_are_quoted_for_its_shells(monkeypatch: pytest.MonkeyPatch) -> None:
    """Double quotes, where others have single ones; Chinese and slashes need none."""
    assert "sanhui show 'D:\\三会 一课'" == next_steps.quoted("sanhui", "show", "D:\\三会 一课")
    monkeypatch.setattr(next_steps, "os", SimpleNamespace(name="nt"))
    assert 'sanhui show "D:\\三会 一课" 3月9日' == next_steps.quoted(
        "sanhui", "show", "D:\\三会 一课", "3月9日"
    )
