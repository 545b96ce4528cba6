"""How this program was installed, and so what to type that brings it another package.

`pip install` alone goes to whatever environment a shell has active; what pipx and uv install into is none of those.
"""

from __future__ import annotations

import os
import sys
from importlib.util import find_spec
from pathlib import Path


def installing(package: str) -> str:
    """The command that installs a package beside this program."""
    prefix = Path(sys.prefix)
    if any(sign in package for sign in "[<>="):
        package = f'"{package}"'
    if (prefix / "pipx_metadata.json").exists():
        upgrade = package.startswith("-")
        return f"pipx runpip sanhui install {package}" if upgrade else f"pipx inject sanhui {package}"
    own = sys.prefix != sys.base_prefix
    if (prefix / "uv-receipt.toml").exists() or (own and find_spec("pip") is None):
        return f'uv pip install --python "{prefix}" {package}'
    if own and os.environ.get("VIRTUAL_ENV") != sys.prefix:
        return f'"{sys.executable}" -m pip install {package}'
    return f"pip install {package}"
