"""`python -m sanhui`, and the script `sanhui`."""

import gc
import sys

from sanhui.cli import run


def main() -> int:
    """The process of one command, which makes far more than it drops.

    Looking for cycles of garbage every 700 objects is a tenth of a short command's time, and Python's last search, when
    everything goes anyway, another tenth: `freeze` takes all there is out of it.
    """
    gc.set_threshold(50_000, 20, 20)
    code = run.main()
    gc.freeze()
    return code


if __name__ == "__main__":
    sys.exit(main())
