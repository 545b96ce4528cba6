"""Exporting over a calendar: what people hold is updated, and what is not the plan's is never lost."""

from __future__ import annotations

import re
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from calendar_client import Client, versions
from commandline import ROOT, sanhui, write
from sanhui.files import LIMIT

FOREIGN = """\
BEGIN:VEVENT
UID:dentist@example.org
DTSTAMP:20260101T000000Z
DTSTART;TZID=Europe/Berlin;VALUE=DATE-TIME:20260303T090000
SUMMARY:Zahnarzt
x-odd:  kept as it is
END:VEVENT
""".replace("\n", "\r\n")
BERLIN = """\
BEGIN:VTIMEZONE
TZID:Europe/Berlin
BEGIN:STANDARD
DTSTART:19700101T000000
TZOFFSETFROM:+0100
TZOFFSETTO:+0100
END:STANDARD
END:VTIMEZONE
""".replace("\n", "\r\n")
KEY = ("weekly-study+2026-W11@skl-2026.sanhui", "")


def published(folder: Path) -> Path:
    """A plan, and its calendar beside it."""
    write(folder)
    assert sanhui("export", "ics", folder=folder).code == 0
    return folder / "skl-2026.ics"


def with_foreign(file: Path) -> None:
    """Somebody has put an event of his own into the file, with its time zone."""
    data = file.read_bytes().replace(b"END:VCALENDAR\r\n", (BERLIN + FOREIGN).encode() + b"END:VCALENDAR\r\n")
    file.write_bytes(data)


def test_one_change_is_one_change(tmp_path: Path) -> None:
    """The moved session is newer, dated by the plan's revision; every other byte stays."""
    file = published(tmp_path)
    before = versions(file.read_bytes())
    assert sanhui("move", "weekly-study/2026-W11", "--to", "2026-03-10", folder=tmp_path).code == 0
    done = sanhui("export", "ics", folder=tmp_path)
    assert "1 changed, 83 as before" in done.err
    after = versions(file.read_bytes())
    assert [KEY] == [key for key in before if before[key] != after[key]]
    sequence, lines = after[KEY]
    assert sequence == 1
    assert "LAST-MODIFIED:20250101T000200Z" in lines
    sanhui("cancel", "weekly-study/2026-W12", folder=tmp_path)
    assert "1 called off, 83 as before" in sanhui("export", "ics", folder=tmp_path).err


def test_an_edit_by_hand_without_a_revision_is_newer_all_the_same(tmp_path: Path) -> None:
    """A second after what was published last; taken back, it is a second newer again."""
    file = published(tmp_path)
    plan = tmp_path / "plan.toml"
    text = plan.read_text(encoding="utf-8")
    stamps = []
    for place in ("二楼", "三楼会议室", "二楼"):
        plan.write_text(text.replace("三楼会议室", place), encoding="utf-8")
        sanhui("export", "ics", folder=tmp_path)
        stamps.append(versions(file.read_bytes())[KEY][1].split("LAST-MODIFIED:")[1][:16])
    assert ["20250101T000101Z", "20250101T000102Z", "20250101T000103Z"] == stamps


@pytest.mark.parametrize(
    ("stamp", "handed_on"), [("soon", False), ("20269931T000000Z", False), ("99991231T235959Z", True)]
)
def test_stamps_of_another_program(stamp: str, handed_on: bool, tmp_path: Path) -> None:
    """What is no moment is not handed on; after the last of all moments there is none."""
    file = published(tmp_path)
    file.write_bytes(re.sub(rb"DTSTAMP:[^\r]*", f"DTSTAMP:{stamp}".encode(), file.read_bytes()))
    plan = tmp_path / "plan.toml"
    text = plan.read_text(encoding="utf-8").replace('id = "weekly-study"', 'id = "another"')
    plan.write_text(text.replace("revision = 1", "revision = 2"), encoding="utf-8")
    assert 0 == sanhui("export", "ics", folder=tmp_path).code
    data = file.read_bytes()
    assert handed_on == (f"LAST-MODIFIED:{stamp}".encode() in data)
    assert b"STATUS:CANCELLED" in data


def test_the_same_export_twice(tmp_path: Path) -> None:
    """Same bytes and same time stamp, also after changes, in either style and in a folder of files."""
    file = published(tmp_path)
    for words in ([], ["--style", "series"], ["--for", "subscription", "-o", "s.ics"], ["--split", "apart"]):
        target = tmp_path / words[-1] if words[-1:] in (["s.ics"], ["apart"]) else file
        sanhui("export", "ics", *words, folder=tmp_path)
        files = sorted(target.iterdir()) if target.is_dir() else [target]
        before = [(each.read_bytes(), each.stat().st_mtime_ns) for each in files]
        assert sanhui("export", "ics", *words, folder=tmp_path).code == 0
        assert before == [(each.read_bytes(), each.stat().st_mtime_ns) for each in files]


def test_ten_revisions_later(tmp_path: Path) -> None:
    """No UID has changed its session, and none was lost; what vanished stays called off."""
    file = published(tmp_path)
    first = versions(file.read_bytes())
    plan = tmp_path / "plan.toml"
    for number in range(10):
        text = plan.read_text(encoding="utf-8")
        time, later = f"{14 + number % 3}:30", f"{14 + (number + 1) % 3}:30"
        plan.write_text(
            text.replace('time = "15:00"', f'time = "{time}"').replace(time, later), encoding="utf-8"
        )
        sanhui("move", f"weekly-study/2026-W{20 + number}", "--to", "16:45", folder=tmp_path)
        if number == 5:
            text = plan.read_text(encoding="utf-8")
            plan.write_text(text.replace('id = "forum"', 'id = "salon"'), encoding="utf-8")
        assert sanhui("export", "ics", folder=tmp_path).code == 0
    last = versions(file.read_bytes())
    assert first.keys() <= last.keys()
    assert {"salon"} == {uid.partition("+")[0] for uid, _rid in last.keys() - first.keys()}
    assert all(last[key][0] >= first[key][0] for key in first)
    dead = {uid for uid, _rid in last if "STATUS:CANCELLED" in last[uid, ""][1]}
    assert {f"forum+2026-Q{n}@skl-2026.sanhui" for n in range(1, 5)} == dead
    assert all("（已取消）" in last[uid, ""][1] and "VALARM" not in last[uid, ""][1] for uid in dead)


def test_foreign_events_are_refused_or_kept(tmp_path: Path) -> None:
    """Refused, nothing is written; kept, they and their time zone stay byte for byte."""
    file = published(tmp_path)
    with_foreign(file)
    before = file.read_bytes()
    done = sanhui("export", "ics", folder=tmp_path)
    assert done.code == 2
    assert "1 event that is not of the plan: “Zahnarzt”" in done.err
    assert before == file.read_bytes()
    done = sanhui("export", "ics", "--foreign", "keep", folder=tmp_path)
    assert (0, True) == (done.code, "84 as before, 1 not of the plan, kept" in done.err)
    assert FOREIGN.encode() in file.read_bytes()
    assert BERLIN.encode() in file.read_bytes()
    kept = file.read_bytes()
    sanhui("export", "ics", "--foreign", "keep", folder=tmp_path)
    assert kept == file.read_bytes()


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda data: data[:3000], "it breaks off: BEGIN:VEVENT"),
        (lambda data: data.replace(b"END:VEVENT", b"END:VTODO", 1), "ends as VTODO"),
        (lambda data: data.replace(b"+2026-W11@", b"+2026-W10@"), "two components with this UID"),
        (lambda data: data + data, "there is more after the calendar's end"),
        (lambda data: b"not a calendar\n", "does not begin with BEGIN:VCALENDAR"),
        (lambda data: b"", "does not begin with BEGIN:VCALENDAR"),
        (lambda data: b"BEGIN:VCALENDAR\r\nEND:VEVENT\r\n", "END:VEVENT without its BEGIN"),
        (lambda data: data.replace(b"@skl-2026", b"@other-2026", 1), "of another plan as well: other-2026"),
        (lambda data: data.decode().encode("gb18030"), "it looks like GBK"),
        (lambda data: data.decode().encode("utf-16"), "UTF-16, not UTF-8"),
        (lambda data: data.replace(b"@skl-2026", b"@other-2026"), "the calendar of another plan: other-2026"),
        (
            lambda data: data.replace(b"@skl-2026.sanhui", b"@x.org").replace(b"//sanhui", b"//other"),
            "the calendar of another program",
        ),
        (lambda data: data.ljust(LIMIT + 1, b"\n"), "more than the 16 MB"),
    ],
)
def test_what_is_no_publication_of_this_plan(tmp_path: Path, spoil: object, said: str) -> None:
    """Exit code 2, a reason, a remedy; the file stays as it was."""
    file = published(tmp_path)
    data = spoil(file.read_bytes())  # type: ignore[operator]
    file.write_bytes(data)
    done = sanhui("export", "ics", folder=tmp_path)
    assert done.code == 2
    assert said in done.err
    assert "→" in done.err
    assert data == file.read_bytes()


def test_empty_lines_at_the_end_are_no_part_of_it(tmp_path: Path) -> None:
    """Editors and mail programs leave them; nothing but them may follow."""
    file = published(tmp_path)
    file.write_bytes(file.read_bytes() + b"\r\n \r\n")
    done = sanhui("export", "ics", folder=tmp_path)
    assert (0, True) == (done.code, "84 as before" in done.err), done.err


def test_a_byte_order_mark_goes_and_is_told(tmp_path: Path) -> None:
    """With one, ical.js refuses the file and calcurse imports nothing: it is taken away, and every session stays."""
    file = published(tmp_path)
    before = file.read_bytes()
    file.write_bytes(b"\xef\xbb\xbf" + before)
    assert "byte order mark" in sanhui("export", "ics", folder=tmp_path).err
    assert before == file.read_bytes()


def test_a_selection_does_not_replace_the_whole(tmp_path: Path) -> None:
    """Nor the whole a selection: what is not selected would look like what is gone."""
    file = published(tmp_path)
    before = file.read_bytes()
    done = sanhui("export", "ics", "--kind", "党课", "-o", file, folder=tmp_path)
    assert (2, True) == (done.code, "would call off everything else" in done.err)
    sanhui("export", "ics", "--kind", "党课", "-o", "some.ics", folder=tmp_path)
    assert sanhui("export", "ics", "-o", "some.ics", folder=tmp_path).code == 2
    assert sanhui("export", "ics", "--kind", "主题党日", "-o", "some.ics", folder=tmp_path).code == 2
    assert sanhui("export", "ics", "--kind", "党课", "-o", "some.ics", folder=tmp_path).code == 0
    assert before == file.read_bytes()


def test_another_file_as_the_previous_one(tmp_path: Path) -> None:
    """`--previous` names what people hold; it stays as it is."""
    file = published(tmp_path)
    before = file.read_bytes()
    sanhui("move", "weekly-study/2026-W11", "--to", "2026-03-10", folder=tmp_path)
    for _time in range(2):
        assert sanhui("export", "ics", "--previous", file, "-o", "new.ics", folder=tmp_path).code == 0
        assert versions((tmp_path / "new.ics").read_bytes())[KEY][0] == 1
    assert before == file.read_bytes()
    assert sanhui("export", "ics", "--previous", "none.ics", folder=tmp_path).code == 2


def test_an_exception_of_a_series_that_is_none_any_more(tmp_path: Path) -> None:
    """It stays and says what the series says, for a client keeps what is merely absent."""
    write(tmp_path)
    clients = (Client(), Client(whole=True))
    shown = []
    for step in (None, "move", "undo"):
        if step:
            words = ["weekly-study/2026-W11", "--to", "2026-03-10"] if step == "move" else []
            assert sanhui(step, *words, folder=tmp_path).code == 0
        assert sanhui("export", "ics", "--style", "series", folder=tmp_path).code == 0
        data = (tmp_path / "skl-2026.ics").read_bytes()
        for client in clients:
            client.take(data)
        assert clients[0].sessions() == clients[1].sessions()
        shown.append(clients[0].sessions())
    assert shown[0] != shown[1]
    assert shown[0] == shown[2]


def test_a_subscription_leaves_out_what_is_off_and_still_rises(tmp_path: Path) -> None:
    """A session that is called off and held again is newer than all that was ever fetched of it."""
    write(tmp_path)
    words = ("export", "ics", "--for", "subscription", "-o", "s.ics")
    seen = []
    for step in ([], ["move", "--to", "16:00"], ["cancel"], ["move", "--to", "17:00"]):
        if step:
            sanhui(step[0], "weekly-study/2026-W11", *step[1:], folder=tmp_path)
        sanhui(*words, folder=tmp_path)
        found = versions((tmp_path / "s.ics").read_bytes())
        seen.append(found[KEY][0] if KEY in found else None)
        assert not any("STATUS:CANCELLED" in lines for _sequence, lines in found.values())
    assert [0, 1, None, 3] == seen


def test_a_file_as_another_program_stores_it(tmp_path: Path) -> None:
    """Other line ends, folds and order are no change: the session keeps its version."""
    file = published(tmp_path)
    text = file.read_bytes().decode().replace("\r\n ", "").replace("\r\n", "\n")
    head, begin, rest = text.partition("BEGIN:VEVENT\n")
    lines = rest.split("\n")
    file.write_bytes("\n".join([head + begin + lines[3], *lines[:3], *lines[4:]]).encode())
    assert "84 as before" in sanhui("export", "ics", folder=tmp_path).err


def test_a_disk_that_fills_leaves_the_old_file(tmp_path: Path) -> None:
    """The file may not grow beyond 10,000 bytes: exit code 3, and the old calendar is whole."""
    file = published(tmp_path)
    before = file.read_bytes()
    sanhui("move", "weekly-study/2026-W11", "--to", "2026-03-10", folder=tmp_path)
    done = subprocess.run(
        [sys.executable, "-m", "sanhui", "export", "ics"],
        cwd=tmp_path,
        env={"PYTHONPATH": str(ROOT / "src"), "LANG": "C", "PATH": "", "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, 10_000)),
    )
    assert done.returncode == 3, done.stderr
    assert before == file.read_bytes()
    assert ["plan.toml", "skl-2026.ics"] == sorted(
        each.name for each in tmp_path.iterdir() if not each.name.startswith(".plan")
    )
