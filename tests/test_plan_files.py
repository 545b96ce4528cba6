"""A file that cannot be a plan is refused with its name, the line if there is one, and what to do."""

from __future__ import annotations

import codecs
import os
import subprocess
import sys
from pathlib import Path

import pytest

from commandline import unmeasured
from sanhui.errors import InputError, Problem
from sanhui.files import read_text
from sanhui.plan.load import load

PLAN = """\
[plan]
id = "p"
year = 2026
title = "年度计划"

[[activity]]
id = "study"
title = "每周有学习"
kind = "集中学习"
when = "每周一 15:00"
"""


def problems(path: Path) -> tuple[Problem, ...]:
    """What `load` says about a file."""
    with pytest.raises(InputError) as caught:
        load(path)
    assert 2 == caught.value.exit_code
    return caught.value.problems


def the_problem(path: Path) -> Problem:
    """The only thing that `load` says about a file."""
    (problem,) = problems(path)
    assert problem.file == str(path)
    return problem


def written(folder: Path, data: bytes, name: str = "plan.toml") -> Path:
    """A file with these bytes."""
    path = folder / name
    path.write_bytes(data)
    return path


@pytest.mark.parametrize(
    "data",
    [
        PLAN.encode(),
        codecs.BOM_UTF8 + PLAN.encode(),
        PLAN.replace("\n", "\r\n").encode(),
        b"#:schema plan.schema.json\n" + PLAN.encode(),
    ],
    ids=["plain", "with a byte order mark", "with Windows line ends", "with a schema line"],
)
def test_every_editors_utf8_is_accepted(tmp_path: Path, data: bytes) -> None:
    """A byte order mark and Windows line ends change nothing."""
    plan = load(written(tmp_path, data))
    assert ("年度计划", "每周有学习") == (plan.title, plan.activities[0].title)


def test_missing_file_offers_the_nearest(tmp_path: Path) -> None:
    """A slip in the name is corrected from the folder's files."""
    written(tmp_path, PLAN.encode(), "qiyou-2026.toml")
    problem = the_problem(tmp_path / "qiyuo-2026.toml")
    assert "there is no such file" == problem.message
    assert "did you mean “qiyou-2026.toml”?" == problem.remedy


def test_missing_folder_is_named(tmp_path: Path) -> None:
    """When the folder is missing too, that is the thing to say."""
    problem = the_problem(tmp_path / "plans" / "plan.toml")
    assert f"there is no folder {tmp_path / 'plans'}; check the path" == problem.remedy


def test_folder_offers_its_plan(tmp_path: Path) -> None:
    """Who names the folder may have meant the plan within."""
    written(tmp_path, PLAN.encode())
    problem = the_problem(tmp_path)
    assert "this is a folder, not a file" == problem.message
    assert "did you mean “plan.toml”?" == problem.remedy


@pytest.mark.skipif(sys.platform == "win32", reason="permissions of POSIX systems")
def test_unreadable_file_asks_for_the_right(tmp_path: Path) -> None:
    """A file without permission says so; who may read everything is tried in the place of a user who may not."""
    path = written(tmp_path, PLAN.encode())
    path.chmod(0)
    code = (
        "import os, sys; from pathlib import Path; from sanhui.errors import InputError\n"
        "from sanhui.plan.load import load\n"
        "if os.getuid() == 0: os.setuid(65534)\n"
        "try: load(Path(sys.argv[1]))\n"
        "except InputError as error: print(error)\n"
    )
    for folder in (tmp_path, *tmp_path.parents[:2]):
        folder.chmod(0o755)
    command = [sys.executable, "-c", code, str(path)]
    result = subprocess.run(command, env=unmeasured(), capture_output=True, text=True, check=False)
    assert (result.stderr, result.stdout) == (
        "",
        f"{path}: no permission to read the file\n"
        "  → ask for the right to read it, or copy it to a folder of your own\n",
    )


def test_gbk_is_recognised_with_the_line(tmp_path: Path) -> None:
    """The line is that of the first Chinese character, and the encoding is named."""
    problem = the_problem(written(tmp_path, PLAN.encode("gbk")))
    assert "the file is not UTF-8; it looks like GBK (GB18030)" == problem.message
    assert "save it as UTF-8" == problem.remedy
    assert 4 == problem.line


def test_utf16_is_recognised(tmp_path: Path) -> None:
    """“Unicode” of old Windows editors is UTF-16."""
    problem = the_problem(written(tmp_path, PLAN.encode("utf-16")))
    assert "the file is UTF-16, not UTF-8" == problem.message
    assert "save it as UTF-8" == problem.remedy


def test_other_bytes_are_refused_with_the_line(tmp_path: Path) -> None:
    """Bytes that are neither UTF-8 nor GB18030 are given by their line, also after a byte order mark."""
    for mark in (b"", codecs.BOM_UTF8):
        problem = the_problem(written(tmp_path, mark + b"[plan]\n\ntitle = '\xff'\n"))
        assert (problem.message, problem.line) == ("the file is not UTF-8", 3)


def test_nul_byte_is_no_text(tmp_path: Path) -> None:
    """Something that is no text at all is not called badly encoded."""
    problem = the_problem(written(tmp_path, b"PK\3\4\n\0\0"))
    assert (problem.message, problem.line) == ("the file has a NUL byte: it is not a text file", 2)


def test_large_file_is_not_read(tmp_path: Path) -> None:
    """Of a file of 50 MB the size is looked at, and nothing else."""
    path = written(tmp_path, PLAN.encode())
    os.truncate(path, 50 * 2**20)
    problem = the_problem(path)
    assert "the file has 50 MB, more than the 16 MB that are read" == problem.message
    assert "check that this is the file you meant" == problem.remedy


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="the platform has no endless file")
def test_endless_file_ends(tmp_path: Path) -> None:
    """A file that does not tell its size is read up to the limit."""
    assert "the file has more than the 16 MB that are read" == the_problem(Path("/dev/zero")).message


def test_limit_is_what_may_be_read(tmp_path: Path) -> None:
    """A file of exactly the limit is read."""
    path = written(tmp_path, b"x" * 10)
    assert read_text(path, 10) == "x" * 10
    with pytest.raises(InputError):
        read_text(path, 9)


@pytest.mark.parametrize(
    ("name", "reason"),
    [("x" * 300, "the name is too long"), ("plan.toml/x", "a part of its path is not a folder")],
)
def test_impossible_path_is_explained(tmp_path: Path, name: str, reason: str) -> None:
    """A path that no file can have is wrong input like any other."""
    written(tmp_path, PLAN.encode())
    assert f"the file cannot be read: {reason}" == the_problem(tmp_path / name).message


def test_empty_file_says_what_a_plan_needs(tmp_path: Path) -> None:
    """Nothing at all is two problems: no [plan], and no activity."""
    found = problems(written(tmp_path, b""))
    assert ["plan", "activity"] == [problem.key for problem in found]


def test_missing_roster_is_a_problem_of_the_plan(tmp_path: Path) -> None:
    """The message points at the line that names the roster, and offers the nearest file."""
    (tmp_path / "roster.csv").write_text("姓名\n甲同志\n", encoding="utf-8")
    text = PLAN.replace("[[activity]]", 'roster = "rooster.csv"\n[[activity]]')
    problem = the_problem(written(tmp_path, text.encode()))
    assert ("plan.roster", '"rooster.csv"', 6, 10) == (
        problem.key,
        problem.value,
        problem.line,
        problem.column,
    )
    assert "there is no such file" == problem.message
    assert "did you mean “roster.csv”?" == problem.remedy


def test_missing_overlay_is_a_problem_of_the_plan(tmp_path: Path) -> None:
    """The entry of the list is named."""
    text = PLAN.replace("[[activity]]", 'holidays = ["2027.toml"]\n[[activity]]')
    problem = the_problem(written(tmp_path, text.encode()))
    assert ("plan.holidays[1]", '"2027.toml"', 6) == (problem.key, problem.value, problem.line)


def test_problems_of_the_roster_come_with_its_own_lines(tmp_path: Path) -> None:
    """Both files' problems come at once, the plan's first."""
    (tmp_path / "roster.csv").write_text("编号,姓名\n1,\n", encoding="utf-8")
    text = PLAN.replace("[[activity]]", 'roster = "roster.csv"\n[[activity]]').replace("2026", "1026")
    found = problems(written(tmp_path, text.encode()))
    assert [("plan.toml", 3), ("roster.csv", 2)] == [
        (Path(problem.file).name, problem.line) for problem in found
    ]
