"""A file is written whole or not at all, and only when it changes."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from sanhui.errors import UnableError
from sanhui.files import write_atomic

MEBIBYTE = 2**20

# Says when it begins, then writes one content after the other until it is killed.
WRITER = """
import sys
from pathlib import Path
from sanhui.files import write_atomic
print("go", flush=True)
while True:
    for letter in (b"a", b"b"):
        write_atomic(Path(sys.argv[1]), letter * {size})
"""


def test_new_file_has_the_data_and_the_usual_mode(tmp_path: Path) -> None:
    """A new file is readable as any other file of the user is, not only by its owner as temporary files are."""
    usual = tmp_path / "usual"
    usual.touch()
    target = tmp_path / "新.ics"
    assert write_atomic(target, b"data")
    assert b"data" == target.read_bytes()
    assert stat.S_IMODE(usual.stat().st_mode) == stat.S_IMODE(target.stat().st_mode)
    assert {usual, target} == set(tmp_path.iterdir())


def test_replaced_file_keeps_its_mode(tmp_path: Path) -> None:
    """What was private stays private."""
    target = tmp_path / "plan.ics"
    target.write_bytes(b"old")
    target.chmod(0o640)
    assert write_atomic(target, b"new")
    assert b"new" == target.read_bytes()
    assert 0o640 == stat.S_IMODE(target.stat().st_mode)


def test_same_bytes_are_not_written_again(tmp_path: Path) -> None:
    """A file that holds the data already keeps its time stamp, so that synchronising programs leave it alone."""
    target = tmp_path / "plan.ics"
    target.write_bytes(b"data")
    os.utime(target, (1_000_000_000, 1_000_000_000))
    assert not write_atomic(target, b"data")
    assert 1_000_000_000 == target.stat().st_mtime
    assert write_atomic(target, b"atad")
    assert target.stat().st_mtime > 1_000_000_000


def test_symbolic_link_stays_a_link(tmp_path: Path) -> None:
    """The file that the link points at is replaced, not the link."""
    target = tmp_path / "real.ics"
    target.write_bytes(b"old")
    link = tmp_path / "link.ics"
    link.symlink_to(target)
    assert write_atomic(link, b"new")
    assert link.is_symlink()
    assert b"new" == target.read_bytes()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the platform has no named pipes")
def test_pipe_is_written_to_not_replaced(tmp_path: Path) -> None:
    """`-o /dev/stdout` and the like work, and /dev/null survives."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        assert write_atomic(pipe, b"data")
        assert b"data" == os.read(reader, 100)
    finally:
        os.close(reader)
    assert stat.S_ISFIFO(pipe.stat().st_mode)


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("folder", "it is a folder"),
        ("missing/plan.ics", "its folder does not exist"),
        ("file/plan.ics", "a part of its path is not a folder"),
        ("x" * 300, "the name is too long"),
        ("a\0b", "its name has a NUL character"),
    ],
)
def test_failure_is_told_in_plain_words_and_leaves_nothing(tmp_path: Path, name: str, reason: str) -> None:
    """The reason is a sentence and not a number, and no temporary file stays behind."""
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").write_bytes(b"old")
    with pytest.raises(UnableError) as caught:
        write_atomic(tmp_path / name, b"new")
    assert str(caught.value).endswith(f": {reason}")
    assert {tmp_path / "folder", tmp_path / "file"} == set(tmp_path.rglob("*"))
    assert (tmp_path / "file").read_bytes() == b"old"


@pytest.mark.skipif(sys.platform == "win32", reason="uses a limit of POSIX systems")
def test_full_disk_leaves_the_old_file(tmp_path: Path) -> None:
    """When the data does not fit, the old content stays and the temporary file goes."""
    target = tmp_path / "plan.ics"
    target.write_bytes(b"old")
    code = (
        "import resource, signal, sys; from pathlib import Path; from sanhui.files import write_atomic\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))\n"
        "write_atomic(Path(sys.argv[1]), b'new' * 1000)\n"
    )
    result = subprocess.run([sys.executable, "-c", code, target], capture_output=True, text=True, check=False)
    assert "UnableError: cannot write" in result.stderr
    assert [target] == list(tmp_path.iterdir())
    assert b"old" == target.read_bytes()


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="kills with a signal")
def test_killed_writer_leaves_old_or_new(tmp_path: Path) -> None:
    """Whenever the process dies, the file has one content in full; killed at forty moments, over a megabyte."""
    target = tmp_path / "plan.ics"
    whole = {b"a" * MEBIBYTE, b"b" * MEBIBYTE}
    target.write_bytes(b"a" * MEBIBYTE)
    interrupted = 0
    for moment in range(40):
        writer = subprocess.Popen(
            [sys.executable, "-c", WRITER.format(size=MEBIBYTE), target], stdout=subprocess.PIPE
        )
        assert writer.stdout is not None
        assert b"go\n" == writer.stdout.readline()
        time.sleep(moment / 2000)
        writer.send_signal(signal.SIGKILL)
        writer.wait()
        writer.stdout.close()
        assert target.read_bytes() in whole
        leftovers = [path for path in tmp_path.iterdir() if path != target]
        interrupted += bool(leftovers)
        for path in leftovers:  # only a killed process cannot tidy up; the name says whose it is
            assert path.name.startswith(".sanhui-")
            path.unlink()
    assert interrupted, "no writer was killed in the midst of writing: the test proves nothing"
