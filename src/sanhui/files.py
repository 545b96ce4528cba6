"""Files in and out: read with every failure explained, written whole or not at all."""

from __future__ import annotations

import codecs
import contextlib
import errno
import os
import re
import shutil
import stat
import sys
import time
from pathlib import Path

from sanhui.errors import InputError, Problem, UnableError
from sanhui.i18n import _
from sanhui.os_errors import another_file, reason_of, unreadable

#: 16 MiB: a hundred times the largest plan or table that anybody keeps, and small enough to read at once.
LIMIT = 16 * 2**20

# Windows keeps these names for devices, with any ending: learn.microsoft.com, “Naming Files, Paths, and Namespaces”.
# As texts: they are compiled when a name is made.
_DEVICE = r"(?i:(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?= *(\.|$)))"
_FORBIDDEN = r'[<>:"/\\|?*\x00-\x1f]'
_PATIENCE = (0.02, 0.05, 0.1, 0.2)  # seconds: a virus scanner looks at a new file, and lets go of it

_BOM = b"\xef\xbb\xbf"
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
#: What a name with such an ending promises: the program that opens it goes by it.
_PROMISES = frozenset(
    ["csv", "doc", "docx", "htm", "html", "ics", "jpg", "jpeg", "json", "pdf", "png", "svg", "xls", "xlsx"]
)


def read_bytes(path: Path, limit: int = LIMIT) -> bytes:
    """Read a file of at most `limit` bytes; raises `InputError` when it cannot be read or is larger.

    Never holds more than `limit` bytes, even of a pipe whose size nobody knows.
    """
    try:
        with path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            data = file.read(limit + 1) if size <= limit else b""
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        raise InputError(unreadable(path, error)) from error
    if size > limit or len(data) > limit:
        message = (
            _("the file has {size} MB, more than the {limit} MB that are read")
            if size > limit
            else _("the file has more than the {limit} MB that are read")
        ).format(size=_megabytes(size), limit=_megabytes(limit))
        raise InputError(Problem(message, another_file(), file=str(path)))
    return data


def read_text(path: Path, limit: int = LIMIT, *, gb18030: bool = False) -> str:
    """Read a UTF-8 file; raises `InputError` (exit 2) with the remedy for whatever is wrong with it.

    A byte order mark at the start is accepted and dropped: Windows Notepad writes one, and it says nothing.
    (What edits a file in place must read its bytes, and keep the mark.) Line ends stay as they are.
    With `gb18030`, a file that is not UTF-8 is read as GB18030, the encoding of CSV from a Chinese Excel, or as the
    UTF-16 of its “Unicode text”.
    """
    data = read_bytes(path, limit)
    if data.startswith(_UTF16):
        text = _as_utf16(data) if gb18030 else None
        if text is not None:
            return text
        problem = Problem(_("the file is UTF-16, not UTF-8"), _save_as_utf8(), file=str(path), line=1)
        raise InputError(problem)
    if (at := data.find(b"\0")) >= 0:
        raise InputError(
            Problem(
                _("the file has a NUL byte: it is not a text file"),
                another_file(),
                file=str(path),
                line=_line(data, at),
            )
        )
    try:
        return data.removeprefix(_BOM).decode("utf-8")
    except UnicodeDecodeError as error:
        chinese = _as_gb18030(data)
        if gb18030 and chinese is not None:
            return chinese
        message = (
            _("the file is not UTF-8; it looks like GBK (GB18030)") if chinese else _("the file is not UTF-8")
        )
        at = error.start + (len(_BOM) if data.startswith(_BOM) else 0)
        problem = Problem(message, _save_as_utf8(), file=str(path), line=_line(data, at))
        raise InputError(problem) from error


def encoding_of(data: bytes) -> str:
    """The encoding of a text that `read_text` reads with `gb18030`, by which it can be written again."""
    if data.startswith(_UTF16):
        return "utf-16"
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return "gb18030"
    return "utf-8-sig" if data.startswith(_BOM) else "utf-8"


def write_atomic(path: Path, data: bytes) -> bool:
    """Make `data` the content of a file: a reader, or a crash, meets the old content or the new, never half.

    Returns whether anything was written: a file that holds these very bytes is left alone, with its time
    stamp. A replaced file keeps its mode, a symbolic link keeps pointing at its file, a device or a pipe is
    written to directly. Raises `UnableError` with the reason in plain words, and leaves nothing behind.
    """
    try:
        mode = _mode(path)
        if mode is not None and not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
            path.write_bytes(data)
            return True
        target = Path(os.path.realpath(path))  # replacing would replace the link itself
        if mode is not None and _holds(target, data):
            return False
        _replace(target, data, mode)
    except (OSError, ValueError) as error:
        raise UnableError(
            _("cannot write {file}: {reason}").format(file=path, reason=reason_of(error))
        ) from error
    return True


def portable(name: str) -> str:
    """The name of a file as every system can have it: the same on each, and on most the name itself."""
    clean = re.sub(_FORBIDDEN, "-", name).rstrip(". ") or "_"
    return re.sub(_DEVICE, r"\1_", clean, count=1) if re.match(_DEVICE, clean) else clean


def refuse_target(path: Path, suffix: str) -> None:
    """Raise for a file that must not be written over, or whose name promises what will not be in it."""
    promised = path.suffix.lower().removeprefix(".")
    if promised in _PROMISES and promised.removesuffix("l") != suffix.removesuffix("l"):
        message = _("what is written here is no .{suffix}").format(suffix=promised)
        remedy = _("name it {name}").format(name=path.with_suffix(f".{suffix}").name)
        raise InputError(Problem(message, remedy, file=str(path)))
    refuse_open(path)
    refuse_read_only(path)


def refuse_open(path: Path) -> None:
    """Raise `UnableError` for a file that an office program has open: it would write its own version over ours.

    LibreOffice keeps `.~lock.NAME#` beside such a file, Excel and WPS `~$NAME`, Word `~$` and the name from its third
    letter on.
    """
    locks = (f".~lock.{path.name}#", f"~${path.name}", f"~${path.name[2:]}")
    beside = (path.parent / lock for lock in locks)
    found = next((lock for lock in beside if os.path.exists(lock)), None)  # noqa: PTH110 (Path.exists raises)
    if path.name and found is not None:
        text = _("{file} is open in another program\n  → close it there, or write another file with -o")
        remedy = _("if no program has it open, remove {lock}").format(lock=found.name)
        raise UnableError(f"{text.format(file=path)}\n  → {remedy}")


def refuse_read_only(path: Path) -> None:
    """Raise `UnableError` for a file that its owner made read-only; replacing it would need the right to its folder only."""
    try:
        mode = _mode(path)
    except (OSError, ValueError):  # whoever writes the file tells what is wrong with its path
        return
    if mode is not None and stat.S_ISREG(mode) and (not mode & 0o222 or not os.access(path, os.W_OK)):
        text = _("{file} is read-only; nothing was written\n  → make it writable, or work on a copy")
        raise UnableError(text.format(file=path))


def make_folder(path: Path) -> None:
    """Make a folder, and those above it, unless it is there. Raises `UnableError` with the reason in plain words."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except (OSError, ValueError) as error:
        reason = _("there is a file of this name") if isinstance(error, FileExistsError) else reason_of(error)
        raise UnableError(
            _("cannot make the folder {folder}: {reason}").format(folder=path, reason=reason)
        ) from error


def take_away(path: Path) -> None:
    """Delete a file or a folder that was there for a while only, if it can be; also when somebody interrupts just that."""
    try:
        _delete(path)
    except KeyboardInterrupt:
        _delete(path)
        raise


def _delete(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        with contextlib.suppress(OSError):
            path.unlink()


def _mode(path: Path) -> int | None:
    try:
        return path.stat().st_mode
    except FileNotFoundError:
        return None


def _replace(target: Path, data: bytes, mode: int | None) -> None:
    if mode is not None and stat.S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    fresh = target.with_name(f".sanhui-{os.urandom(6).hex()}.tmp")
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    descriptor = os.open(fresh, flags, 0o666)  # less the umask, as for any new file
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            if mode is not None:
                fresh.chmod(stat.S_IMODE(mode))
            file.flush()
            os.fsync(file.fileno())
        _take_its_place(fresh, target)
    except BaseException:  # also an interrupt by the keyboard
        take_away(fresh)
        raise
    _sync_folder(target.parent)


def _take_its_place(fresh: Path, target: Path) -> None:
    """Replace the target; on Windows with some patience, for there nothing replaces a file that somebody has open."""
    for seconds in _PATIENCE if sys.platform == "win32" else ():
        try:
            fresh.replace(target)
        except PermissionError:
            time.sleep(seconds)
        else:
            return
    fresh.replace(target)


def _sync_folder(folder: Path) -> None:
    """Make the new name durable too, where the platform can: Windows opens no folders."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _holds(path: Path, data: bytes) -> bool:
    try:
        return path.stat().st_size == len(data) and path.read_bytes() == data
    except OSError:  # perhaps it may be written, though not read
        return False


def _as_gb18030(data: bytes) -> str | None:
    try:
        return data.decode("gb18030")
    except UnicodeDecodeError:
        return None


def _as_utf16(data: bytes) -> str | None:
    try:
        text = data.decode("utf-16")
    except UnicodeDecodeError:
        return None
    return None if "\0" in text else text


def _save_as_utf8() -> str:
    return _("save it as UTF-8")


def _line(data: bytes, at: int) -> int:
    return data.count(b"\n", 0, at) + 1


def _megabytes(size: int) -> str:
    return f"{size / 2**20:.1f}".removesuffix(".0")
