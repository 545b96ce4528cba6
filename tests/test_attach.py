"""Documents hang on sessions by path and SHA-256: a changed or lost one shows, and what is missing is told."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from records import MEETING, branch, clerk


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The small branch with some files."""
    (tmp_path / "记录").mkdir()
    (tmp_path / "记录/3月9日.docx").write_bytes(b"minutes")
    (tmp_path / "照片.JPG").write_bytes(b"picture")
    return branch(tmp_path)


def attach(folder: Path, *words: str) -> tuple[int, str, str]:
    """Attach to the usual session."""
    return clerk(folder, "attach", "3月9日", *words)


def test_files_are_attached_and_missing_ones_told(folder: Path) -> None:
    """By their path from the ledger's folder; a picture needs no sort; the yearly plan counts for every session."""
    assert 0 == attach(folder, "记录/3月9日.docx", "--sort", "会议记录")[0]
    code, out, err = attach(folder, "照片.JPG")
    assert (0, "") == (code, out)
    assert [
        "attached: 照片.JPG (picture)",
        "still missing: yearly plan, session plan, material, notes, sign-in sheet",
    ] == err.splitlines()[:2]
    clerk(folder, "attach", "3月16日", "plan.toml", "--sort", "plan")
    listed = {item["session"]: item for item in json.loads(clerk(folder, "attach", "list", "--json").out)}
    assert ["session-plan", "material", "notes", "sign-in"] == listed[MEETING]["missing"]
    assert [("记录/3月9日.docx", 7), ("照片.JPG", 7)] == [
        (each["path"], each["size"]) for each in listed[MEETING]["documents"]
    ]


def test_nothing_is_missing(folder: Path) -> None:
    """With everything that the evidence of a session asks for, nobody is told of more."""
    for sort in ("plan", "session-plan", "material", "notes", "sign-in", "minutes"):
        (folder / f"{sort}.pdf").write_bytes(sort.encode())
        assert "still missing" in attach(folder, f"{sort}.pdf", "--sort", sort)[2]
    assert "still missing" not in attach(folder, "照片.JPG")[2]


def test_changed_and_lost_files_show(folder: Path) -> None:
    """Taking a changed file again makes it whole."""
    attach(folder, "记录/3月9日.docx", "--sort", "minutes")
    attach(folder, "照片.JPG")
    assert 0 == clerk(folder, "attach", "verify").code
    (folder / "记录/3月9日.docx").write_bytes(b"another")
    (folder / "照片.JPG").unlink()
    found = clerk(folder, "attach", "verify")
    assert (1, f"{MEETING}: 记录/3月9日.docx was changed\n{MEETING}: 照片.JPG is missing\n") == (
        found.code,
        found.out,
    )
    told = json.loads(clerk(folder, "attach", "verify", "--json").out)
    assert [(MEETING, "changed"), (MEETING, "missing")] == [(each["session"], each["state"]) for each in told]
    attach(folder, "记录/3月9日.docx", "--sort", "minutes")
    assert 0 == clerk(folder, "attach", "remove", "3月9日", "照片.JPG").code
    assert 0 == clerk(folder, "attach", "verify", "3月9日").code


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["记录/3月9日.docx"], "it is not said what this document is"),
        (["记录/3月9日.docx", "--sort", "纪要吧"], "there is no such sort of documents"),
        (["nothing.docx", "--sort", "minutes"], "there is no such file"),
        (["记录", "--sort", "minutes"], "this is a folder, not a file"),
    ],
)
def test_impossible_files_are_refused(folder: Path, words: list[str], message: str) -> None:
    """And nothing is attached."""
    code, _out, err = attach(folder, *words)
    assert (2, True) == (code, message in err), err
    assert not (folder / "ledger.db").exists()


def test_only_what_is_attached_is_taken_off(folder: Path) -> None:
    """The file itself stays."""
    attach(folder, "照片.JPG")
    assert 2 == clerk(folder, "attach", "remove", "3月9日", "记录/3月9日.docx").code
    clerk(folder, "attach", "remove", "3月9日", "照片.JPG")
    assert (folder / "照片.JPG").exists()
