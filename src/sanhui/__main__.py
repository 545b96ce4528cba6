"""`python -m sanhui`, and the script `sanhui`."""

import sys

from sanhui.cli.run import main

if __name__ == "__main__":
    sys.exit(main())
