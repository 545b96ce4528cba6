"""Why the operating system refused a file, in plain words, and what to do about it."""

from __future__ import annotations

import difflib
import errno
import os
from pathlib import Path

from sanhui.errors import Problem, did_you_mean
from sanhui.i18n import _

_SHARING, _LOCKED, _DENIED = 32, 33, 5  # what Windows says of a file that another program has open
_LISTED = 10  # so many names of a folder's files still help; more is noise


def unreadable(path: Path, error: Exception) -> Problem:
    """Why a file cannot be read, and what to do about it."""
    if isinstance(error, FileNotFoundError):
        return Problem(_("there is no such file"), _nearest(path), file=str(path))
    if isinstance(error, IsADirectoryError) or os.path.isdir(path):  # noqa: PTH112 (Path.is_dir raises)
        return Problem(_("this is a folder, not a file"), _nearest(path / "*.toml"), file=str(path))
    if _of_windows(error) in (_SHARING, _LOCKED):
        return Problem(_("another program has the file open"), _("close it there"), file=str(path))
    if isinstance(error, PermissionError):
        remedy = _("ask for the right to read it, or copy it to a folder of your own")
        return Problem(_("no permission to read the file"), remedy, file=str(path))
    message = _("the file cannot be read: {reason}").format(reason=reason_of(error))
    return Problem(message, another_file(), file=str(path).replace("\0", "\\0"))


def _nearest(path: Path) -> str:
    """Which file of the folder may have been meant."""
    folder = path.parent
    try:
        names = sorted(entry.name for entry in folder.iterdir() if entry.is_file())
    except OSError:
        return _("there is no folder {folder}; check the path").format(folder=folder)
    names = [name for name in names if not name.startswith(".")]
    alike = [name for name in names if name.endswith(path.suffix)]
    known = difflib.get_close_matches(path.name, names, n=1) or alike
    if not known or len(known) > _LISTED:
        return _("check the name and the folder")
    return did_you_mean(path.name, known)


def another_file() -> str:
    """The remedy where the file is no such file at all."""
    return _("check that this is the file you meant")


def reason_of(error: Exception) -> str:
    """Why the operating system refused, in a few plain words."""
    if not isinstance(error, OSError):
        return _("its name has a NUL character")
    if _of_windows(error) in (_SHARING, _LOCKED):
        return _("another program has it open: close it there")
    if _of_windows(error) == _DENIED:
        return _("no permission, or another program has it open: close it there")
    reasons = {
        errno.EACCES: _("no permission"),
        errno.EPERM: _("no permission"),
        errno.EROFS: _("the disk is read-only"),
        errno.ENOSPC: _("the disk is full"),
        getattr(errno, "EDQUOT", -1): _("the disk quota is used up"),
        errno.EISDIR: _("it is a folder"),
        errno.ENOENT: _("its folder does not exist"),
        errno.ENOTDIR: _("a part of its path is not a folder"),
        errno.ENAMETOOLONG: _("the name is too long"),
        errno.ELOOP: _("its symbolic links lead in a circle"),
    }
    return reasons.get(error.errno or 0) or error.strerror or str(error)


def _of_windows(error: Exception) -> int | None:
    """The number that Windows gives to an error; None elsewhere."""
    return getattr(error, "winerror", None)
