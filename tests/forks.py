"""Processes to be killed: forks of this one, for an interpreter that starts takes longer than all that it would record."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from typing import NamedTuple

Tell = Callable[[str], object]


class Fork(NamedTuple):
    """Another process, and the pipe on which it says what was acknowledged."""

    child: int
    pipe: int

    def hear(self, lines: int) -> set[str]:
        """So many of the next lines, or fewer if it ends before."""
        found = b""
        while found.count(b"\n") < lines and (piece := os.read(self.pipe, 1)):
            found += piece
        return _whole(found)

    def kill(self) -> None:
        """SIGKILL, which nobody can catch."""
        os.kill(self.child, signal.SIGKILL)
        assert -signal.SIGKILL == os.waitstatus_to_exitcode(os.waitpid(self.child, 0)[1])

    def heard(self) -> set[str]:
        """All that is left of what it said, once it has gone."""
        data = b""
        while piece := os.read(self.pipe, 65536):
            data += piece
        os.close(self.pipe)
        return _whole(data)


def fork(work: Callable[[Tell], object]) -> Fork:
    """A process that works until it is killed, and tells."""
    heard, told = os.pipe()
    child = os.fork()
    if child == 0:  # pragma: no cover - another process
        try:
            os.close(heard)
            work(lambda line: os.write(told, f"{line}\n".encode()))
        finally:
            os._exit(1)
    os.close(told)
    return Fork(child, heard)


def _whole(data: bytes) -> set[str]:
    """The lines; one without its end was not said."""
    return {line.decode() for line in data.split(b"\n")[:-1]}
