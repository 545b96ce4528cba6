"""What a short command loads and compiles stays little: counted, not timed."""

import subprocess
import sys

from shipped import FOLDER

# Regular expressions of the program's own; the library's and Typer's are theirs to see to.
_PROGRAM = """
import sys
import re._compiler as compiler
compiled, compile = [], compiler.compile

def noting(pattern, flags=0):
    frame = sys._getframe(1)
    while frame and frame.f_code.co_filename.endswith(("functools.py", "__init__.py")):
        frame = frame.f_back
    if "sanhui" in frame.f_globals["__name__"]:
        compiled.append(str(pattern))
    return compile(pattern, flags)

compiler.compile = noting
from sanhui.cli import run
assert run.main(["show", sys.argv[1]]) == 0
print("\\n".join(["", "--", *(repr(each) for each in compiled)]))
"""


def test_a_year_is_shown_with_few_expressions() -> None:
    """One expression takes as long to compile as a phrase to parse, one with a range of Chinese characters as ten."""
    words = [sys.executable, "-c", _PROGRAM, str(FOLDER / "qiyou-2026.toml")]
    done = subprocess.run(words, capture_output=True, encoding="utf-8", check=True)
    compiled = done.stdout.split("\n--\n")[1].splitlines()
    assert 35 >= len(compiled), "\n".join(compiled)
    assert [] == [each for each in compiled if "\u9fff" in each or "u9fff" in each]
