"""`man sanhui` says what the help pages say, in both languages, and is right for every man."""

import re
import subprocess

import generate
import manual
import pytest

from programs import program
from sanhui.cli.commands import CHAPTERS

PAGES = manual.pages()


@pytest.mark.slow
def test_the_manual_is_what_comes_out() -> None:
    """It is written with the other generated pages."""
    stale = [path.name for path, text in PAGES.items() if path.read_text(encoding="utf-8") != text]
    assert [] == stale, "run `make docs`, and read what changed"


def test_every_command_has_its_part() -> None:
    """Under the heads of the help page, in its order; exit codes, files and variables follow."""
    for text in PAGES.values():
        parts = [line.replace("\\", "") for line in text.splitlines() if line.startswith('.SS "sanhui ')]
        for words, part in zip(generate.command_paths()[1:], parts, strict=True):
            assert f"{part} ".startswith(
                (f'.SS "sanhui {" ".join(words)} ', f'.SS "sanhui {" ".join(words)}" ')
            )
        assert 4 + len(CHAPTERS) + 4 == len(re.findall(r"^\.SH ", text, flags=re.MULTILINE))
        assert "SANHUI_LANG" in text
        assert re.search(r"^sanhui \\- \w", text, flags=re.MULTILINE)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.parent.name)
def test_a_linter_of_manuals_finds_nothing(path: object) -> None:
    """Mandoc reads it as man-db and the BSDs do. A date there is not: a page belongs to a version."""
    found = subprocess.run(
        [program("mandoc"), "-T", "lint", "-W", "warning", str(path)],
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=60,
    )
    assert [] == [line for line in found.stdout.splitlines() if "missing date" not in line]
    assert "" == found.stderr
