"""`sanhui export` and `sanhui schema`: files that are written whole, and only when they change."""

import json
import os
import sys
import time
from pathlib import Path

import pytest
from icalendar import Calendar

from commandline import PLAN, UNSETTLED, process, sanhui, write
from sanhui.plan.schema import SCHEMA_FILE


def test_the_calendar_stands_beside_the_plan(tmp_path: Path) -> None:
    """Named after the plan's id; what was written, and what to do with it, is said on stderr."""
    outcome = sanhui("export", "ics", write(tmp_path))
    assert (0, "") == (outcome.code, outcome.out)
    events = Calendar.from_ical((tmp_path / "skl-2026.ics").read_bytes()).walk("VEVENT")
    assert f"{len(events)} sessions" in outcome.err or len(events) > 80
    written, advice = outcome.err.splitlines()
    assert str(tmp_path / "skl-2026.ics") in written
    assert "import" in advice


def test_the_same_bytes_twice_and_on_another_day(tmp_path: Path) -> None:
    """Neither the clock nor the time zone nor the language of whoever runs it is in the file."""
    path = write(tmp_path)
    first = process("export", "ics", path, "-o", "-").stdout
    second = process("export", "ics", path, "-o", "-", TZ="America/New_York", LANG="zh_CN.UTF-8").stdout
    another = process("export", "ics", path, "-o", "-", PYTHONHASHSEED="7", SANHUI_LANG="zh").stdout
    assert first == second == another
    assert first.endswith(b"END:VCALENDAR\r\n")
    assert b"\r\r\n" not in first


def test_a_file_that_is_up_to_date_is_not_touched(tmp_path: Path) -> None:
    """Its time stamp stays, so that nothing is uploaded again; a changed plan replaces it."""
    path = write(tmp_path)
    sanhui("export", "ics", path)
    file = tmp_path / "skl-2026.ics"
    os.utime(file, ns=(10**18, 10**18))
    assert "up to date" in sanhui("export", "ics", path).err
    assert 10**18 == file.stat().st_mtime_ns
    write(tmp_path, PLAN.replace("处长上讲台", "处长讲党课"))
    assert "written" in sanhui("export", "ics", path).err
    assert "处长讲党课" in file.read_text(encoding="utf-8")


def test_nothing_but_the_file_is_left(tmp_path: Path) -> None:
    """No temporary file stays behind."""
    sanhui("export", "ics", write(tmp_path))
    assert ["plan.toml", "skl-2026.ics"] == sorted(each.name for each in tmp_path.iterdir())


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written(tmp_path: Path) -> None:
    """Exit code 3, with the reason in plain words."""
    path = write(tmp_path)
    tmp_path.chmod(0o500)
    outcome = sanhui("export", "ics", path)
    tmp_path.chmod(0o700)
    assert 3 == outcome.code
    assert "no permission" in outcome.err


def test_a_folder_that_does_not_exist(tmp_path: Path) -> None:
    """Exit code 3: the plan is right, and the file could not be written."""
    outcome = sanhui("export", "ics", write(tmp_path), "-o", tmp_path / "missing/plan.ics")
    assert 3 == outcome.code
    assert "its folder does not exist" in outcome.err
    assert "Traceback" not in outcome.err


def test_source_date_epoch(tmp_path: Path) -> None:
    """Build systems stamp everything with one time (reproducible-builds.org)."""
    path = write(tmp_path)
    stamped = process("export", "ics", path, "-o", "-", SOURCE_DATE_EPOCH="1767225600").stdout
    assert b"DTSTAMP:20260101T000000Z" in stamped
    wrong = sanhui("export", "ics", path, SOURCE_DATE_EPOCH="yesterday")
    assert 2 == wrong.code
    assert "SOURCE_DATE_EPOCH = yesterday" in wrong.err


def test_names_stay_out_unless_asked_for(tmp_path: Path) -> None:
    """Personal data is written on request only."""
    path = write(tmp_path, PLAN.replace('id = "forum"', 'id = "forum"\naudience = ["甲同志", "乙同志"]'))
    assert "甲同志" not in process("export", "ics", path, "-o", "-").stdout.decode()
    assert "甲同志" in process("export", "ics", path, "-o", "-", "--names").stdout.decode()


def test_a_large_calendar_is_warned_about(tmp_path: Path) -> None:
    """Google imports at most 1 MB, some programs at most a thousand events."""
    activity = '[[activity]]\nid = "a{n}"\ntitle = "晨读"\nkind = "自学"\nwhen = "每个工作日 8:00"\n'
    text = PLAN + "".join(activity.format(n=n) for n in range(5))
    outcome = sanhui("export", "ics", write(tmp_path, text))
    assert 0 == outcome.code
    assert "some programs import at most 1000" in outcome.err


def test_json_and_csv_are_those_of_show(tmp_path: Path) -> None:
    """The same records, in files; the table begins with a mark by which Excel knows UTF-8."""
    path = write(tmp_path)
    sanhui("export", "json", path)
    sanhui("export", "csv", path)
    record = (tmp_path / "skl-2026.json").read_text(encoding="utf-8")
    assert sanhui("show", path, "--json").out == record
    assert json.loads(record)["plan"]["id"] == "skl-2026"
    table = (tmp_path / "skl-2026.csv").read_bytes()
    assert b"\xef\xbb\xbf" + sanhui("show", path, "--csv").out.encode() == table


def test_a_session_to_be_settled_by_hand(tmp_path: Path) -> None:
    """The calendar is written, the missing session is named, the exit code is 1."""
    outcome = sanhui("export", "ics", write(tmp_path, UNSETTLED))
    assert 1 == outcome.code
    assert "stuck/2026 has no day" in outcome.err
    assert (tmp_path / "stuck-2026.ics").exists()


@pytest.mark.slow
def test_an_interrupted_export_leaves_the_old_file_or_the_new_one(tmp_path: Path) -> None:
    """Killed at any moment, the file is one of the two, never half."""
    import signal
    import subprocess

    from commandline import ROOT

    path = write(tmp_path)
    sanhui("export", "ics", path)
    file = tmp_path / "skl-2026.ics"
    old = file.read_bytes()
    write(tmp_path, PLAN.replace("处长上讲台", "处长讲党课"))
    process("export", "ics", path)
    new = file.read_bytes()
    seen = set()
    for nth in range(12):
        file.write_bytes(old)
        running = subprocess.Popen(
            [sys.executable, "-m", "sanhui", "export", "ics", str(path)],
            env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
            stderr=subprocess.DEVNULL,
        )
        time.sleep(0.04 * nth)
        running.send_signal(signal.SIGTERM)
        running.wait(timeout=60)
        seen.add(file.read_bytes())
    assert seen <= {old, new}


def test_schema() -> None:
    """The schema that ships with the package, on stdout or in a file."""
    assert SCHEMA_FILE.read_text(encoding="utf-8") == sanhui("schema").out


def test_schema_in_a_file(tmp_path: Path) -> None:
    """Written once, then left alone."""
    file = tmp_path / "plan.schema.json"
    assert "written" in sanhui("schema", "-o", file).err
    assert SCHEMA_FILE.read_bytes() == file.read_bytes()
    assert "up to date" in sanhui("schema", "-o", file).err
