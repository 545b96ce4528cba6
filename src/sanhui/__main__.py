"""`python -m sanhui`, and the script `sanhui`: the process around a command, which lives for a tenth of a second."""

import contextlib
import gc
import os
import sys
from typing import NoReturn

from sanhui.cli import run


def main() -> NoReturn:
    """Run the command of the command line, and end the process.

    A command makes far more than it drops, so Python's looking for cyclic garbage every 700 objects is a tenth of a short
    one's time; and so is taking everything apart at the end, although the memory goes anyway and all files are closed.
    """
    gc.set_threshold(500_000, 20, 20)
    code = run.main()
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError, ValueError):  # nobody reads it any more: `run` has said so
            stream.flush()
    os._exit(code)


if __name__ == "__main__":
    main()
