"""Other people's programs that tests measure ours against."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

_NODE = Path(__file__).parent / "node"


def program(name: str) -> str:
    """Where a program is; the test is skipped without it, except in CI, where a missing witness is a failure."""
    found = shutil.which(name)
    if found is None:
        _missing(f"{name} is not installed", ".ci/run installs it")
    return str(found)


def node_package(name: str) -> str:
    """Where node is, if it has this package for the scripts of tests/node."""
    node = program("node")
    if not (_NODE / "node_modules" / name).is_dir():
        _missing(f"{name} is not installed for node", "`make .venv/installed-node` does it")
    return node


@contextlib.contextmanager
def folder_in_memory() -> Iterator[Path]:
    """A folder for programs that see every small file safely to the disk: ten times as quick where memory can hold it."""
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=memory if os.access(memory, os.W_OK) else None) as name:
        yield Path(name)


def _missing(what: str, remedy: str) -> None:
    if os.environ.get("CI"):
        pytest.fail(f"{what}; {remedy}")
    pytest.skip(what)
