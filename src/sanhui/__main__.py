"""`python -m sanhui`, and the script `sanhui`: the process around a command, which lives for a tenth of a second."""

from __future__ import annotations

import gc
import os
import sys

TYPE_CHECKING = (
    False  # as in `sanhui`: nothing is imported here that takes time, while nobody looks after Ctrl-C
)
if TYPE_CHECKING:
    from typing import NoReturn

_INTERRUPTED = 130


def main() -> NoReturn:
    """Run the command of the command line, and end the process.

    A command makes far more than it drops, so Python's looking for cyclic garbage every 700 objects is a tenth of a short
    one's time; and so is taking everything apart at the end, although the memory goes anyway and all files are closed.
    Who presses Ctrl-C while Python still imports, which is half of the time, sees no traceback either.
    """
    try:
        gc.set_threshold(500_000, 20, 20)
        import contextlib

        from sanhui.cli import run

        code = run.main()
        for stream in (sys.stdout, sys.stderr):
            with contextlib.suppress(OSError, ValueError):  # nobody reads it any more: `run` has said so
                stream.flush()
    except KeyboardInterrupt:
        code = _INTERRUPTED
    os._exit(code)


if __name__ == "__main__":
    main()
