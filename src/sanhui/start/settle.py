"""Puts new files into a folder: all of them or none, and never over one that is there."""

from __future__ import annotations

import contextlib
import errno
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from sanhui.errors import InputError, Problem, UnableError
from sanhui.files import take_away
from sanhui.i18n import _
from sanhui.os_errors import reason_of


def settle(folder: Path, files: Mapping[str, bytes], prove: Callable[[Path], object]) -> list[Path]:
    """Write files into a folder, which is made if it is not there; give their paths.

    They are written into a folder within, where `prove` may look at them and raise, and take their names
    when all are there. Raises `InputError` when a name is taken, and `UnableError` when the disk refuses; whatever is
    raised, the folder is as it was.
    """
    refuse_taken(folder, files)
    made: list[Path] = []
    folders: list[Path] = []
    try:
        with _folder(folder) as fresh:
            for name, data in files.items():
                (fresh / name).parent.mkdir(parents=True, exist_ok=True)
                with (fresh / name).open("xb") as file:
                    file.write(data)
                    file.flush()
                    os.fsync(file.fileno())
            prove(fresh)
            try:
                for name in files:
                    inner = (folder / name).parent
                    if not inner.exists():
                        inner.mkdir()
                        folders.append(inner)
                    _name(fresh / name, folder / name)
                    made.append(folder / name)
            except BaseException:  # also an interrupt by the keyboard
                for path in made:
                    path.unlink(missing_ok=True)
                for inner in folders:
                    with contextlib.suppress(OSError):  # somebody has put something in
                        inner.rmdir()
                raise
    except FileExistsError as error:  # somebody was quicker
        refuse_taken(folder, files)
        raise _unable(folder, error) from error
    except OSError as error:
        raise _unable(folder, error) from error
    return made


def refuse_taken(folder: Path, names: Iterable[str]) -> None:
    """Raise `InputError` when the folder is none, or has one of these names already."""
    refuse_unusable(folder)
    remedy = _("nothing is overwritten: choose another folder, or move the file away")
    taken = [name for name in names if os.path.lexists(folder / name)]
    if taken:
        raise InputError(
            *(Problem(_("the file is there already"), remedy, file=str(folder / name)) for name in taken)
        )


def refuse_unusable(folder: Path) -> None:
    """Raise `InputError` when the folder is something else."""
    if os.path.lexists(folder) and not folder.is_dir():
        raise InputError(
            Problem(_("this is a file, not a folder"), _("name another folder"), file=str(folder))
        )


@contextlib.contextmanager
def _folder(folder: Path) -> Iterator[Path]:
    """A folder inside for the files that are on their way; what had to be made for it goes again on failure."""
    parents = [folder, *folder.parents]
    missing = [each for each in parents if not each.exists()]
    fresh = folder / f".sanhui-{os.urandom(6).hex()}.tmp"
    try:
        fresh.mkdir(parents=True)
        yield fresh
    except BaseException:
        take_away(fresh)
        for each in missing:
            with contextlib.suppress(OSError):
                each.rmdir()
        raise
    take_away(fresh)


def _name(fresh: Path, path: Path) -> None:
    """Give a file its name, unless the name is taken; where there are no hard links, the check comes just before."""
    try:
        path.hardlink_to(fresh)
    except FileExistsError:
        raise
    except OSError:
        if os.path.lexists(path):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path)) from None
        fresh.rename(path)


def _unable(folder: Path, error: OSError) -> UnableError:
    return UnableError(_("cannot write {file}: {reason}").format(file=folder, reason=reason_of(error)))
