"""One writer at a time: a lock beside the plan that the operating system holds, and lets go of by itself.

A file that merely exists would need a guess about whether its maker is still alive, and two who guess at once both win.
The lock of an open file (flock on POSIX, a locked byte on Windows) ends with its process, so it is never stale. The
second writer is refused at once, not kept waiting: what it wants to change may be what the first one is changing.
"""

from __future__ import annotations

import contextlib
import errno
import os
import socket
import sys
from collections.abc import Iterator
from pathlib import Path

from sanhui.errors import UnableError
from sanhui.i18n import _
from sanhui.os_errors import reason_of

_TRIES = (
    100  # as often may another writer finish and take its lock file along between our opening and locking it
)
_LOCKED_BYTE = 2**30  # far behind the content: Windows lets nobody read a locked byte
_HELD = (errno.EACCES, errno.EAGAIN, errno.EDEADLK)


@contextlib.contextmanager
def exclusive(path: Path) -> Iterator[None]:
    """Hold the only right to write a plan; raises `UnableError` when somebody else holds it, or nobody can."""
    place = beside(path, "lock")
    descriptor = _acquire(place, path)
    try:
        yield
    finally:
        _release(descriptor, place)


def beside(path: Path, purpose: str) -> Path:
    """The hidden file that belongs to a plan: `.plan.toml.lock`. A link's stands beside the file that it points at."""
    real = Path(os.path.realpath(path))
    return real.with_name(f".{real.name}.{purpose}")


def _acquire(place: Path, path: Path) -> int:
    for _attempt in range(_TRIES):
        try:
            descriptor = os.open(place, os.O_RDWR | os.O_CREAT, 0o666)
        except OSError as error:
            raise _cannot(path, error) from error
        try:
            _lock(descriptor)
            if _is_current(descriptor, place):
                _sign(descriptor)
                return descriptor
        except OSError as error:
            holder = _holder(descriptor)
            os.close(descriptor)
            if error.errno in _HELD:
                raise _held(path, holder) from error
            raise _cannot(path, error) from error
        os.close(descriptor)
    raise _held(path, "")


def _release(descriptor: int, place: Path) -> None:
    """Take the lock file away, then unlock: whoever opened it meanwhile sees that it is not the current one.

    Windows deletes no open file, so there the order is the other one; a file that somebody has opened stays.
    """
    try:
        if sys.platform != "win32":  # pragma: no branch - another system
            with contextlib.suppress(OSError):
                place.unlink()
    finally:  # also when somebody interrupts just that
        os.close(descriptor)
    if sys.platform == "win32":
        with contextlib.suppress(OSError):
            place.unlink()


def _lock(descriptor: int) -> None:
    if sys.platform == "win32":
        import msvcrt

        os.lseek(descriptor, _LOCKED_BYTE, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        os.lseek(descriptor, 0, os.SEEK_SET)
    else:
        import fcntl

        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)  # unlike lockf, it also keeps threads apart


def _is_current(descriptor: int, place: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(descriptor), place.stat())
    except FileNotFoundError:
        return False


def _sign(descriptor: int) -> None:
    """Write down who holds the lock, for the message to others; the lock does not depend on it."""
    os.ftruncate(descriptor, 0)
    os.write(descriptor, f"{os.getpid()} {socket.gethostname()}".encode())


def _holder(descriptor: int) -> str:
    try:
        os.lseek(descriptor, 0, os.SEEK_SET)
        pid, _space, host = os.read(descriptor, 300).decode(errors="replace").partition(" ")
    except OSError:
        return ""
    return _("process {pid} on {host}").format(pid=pid, host=host) if pid and host else ""


def _held(path: Path, holder: str) -> UnableError:
    if holder:
        text = _("{file} is being changed by another writer ({holder}); nothing was written\n  → try again")
    else:
        text = _("{file} is being changed by another writer; nothing was written\n  → try again")
    return UnableError(text.format(file=path, holder=holder))


def _cannot(path: Path, error: OSError) -> UnableError:
    text = _("{file} cannot be locked for writing, so nothing was written: {reason}")
    return UnableError(text.format(file=path, reason=reason_of(error)))
