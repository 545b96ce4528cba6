"""`sanhui attend`: whoever is not named was present; what cannot be is refused; nothing is overwritten unasked."""

from __future__ import annotations

import json
import os
import select
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from commandline import ROOT, Outcome, Typed
from ledgers import raw
from records import MEETING, NOW, PLAN, branch, clerk
from sanhui.ledger import held, log, marks
from sanhui.ledger.store import open_ledger, read_ledger
from sanhui.ledger.verify import verify


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The small branch."""
    return branch(tmp_path)


def recorded(folder: Path, session: str = MEETING) -> dict[str, str]:
    """The marks of a session by name, once the ledger proved to be sound."""
    with read_ledger(folder / "ledger.db") as ledger:
        assert () == verify(ledger)
        return {row.name: row.mark for row in marks.read(ledger, "zb-2026", session)}


def attend(folder: Path, *words: object, now: str = NOW) -> Outcome:
    """The command for the usual session."""
    return clerk(folder, "attend", "3月9日", *words, now=now)


def test_who_is_not_named_was_present(folder: Path) -> None:
    """And everybody due has a mark, with who entered it and when; one change of the ledger has all of it."""
    done = attend(folder, "--absent", "张三", "--leave", "李四:公差:出差", "--late", "05:15:20")
    assert (0, "Recorded.") == (done.code, done.err.splitlines()[0])
    assert "sanhui ledger undo\n" in done.err
    assert (
        "study/2026-W11: 每周有学习, Mon 9 March 2026 15:00\n"
        "5 due, 3 present, 1 on leave, 1 absent, attendance 60%\n"
        "late               王五 15:20\n"
        "on duty elsewhere  李四 (出差)\n"
        "absent             张三\n"
    ) == done.out
    assert {
        "甲同志": "present",
        "乙同志": "present",
        "张三": "absent",
        "李四": "leave-duty",
        "王五": "late",
    } == recorded(folder)
    with read_ledger(folder / "ledger.db") as ledger:
        rows = {row.name: row for row in marks.read(ledger, "zb-2026")}
        assert {("甲同志", "2026-04-10T10:00:00+08:00")} == {
            (row.entered_by, row.entered_at and row.entered_at.isoformat()) for row in rows.values()
        }
        assert [True, False] == [rows[name].votes for name in ("张三", "李四")]
        assert "2026-03-09T15:20:00+08:00" == (rows["王五"].arrived and rows["王五"].arrived.isoformat())
        assert {("attend", 1)} == {(entry.command, entry.change) for entry in log.entries(ledger)}
        meeting = held.read(ledger, "zb-2026")[MEETING]
    assert ("每周有学习", ("study",), "三楼会议室") == (meeting.title, meeting.kinds, meeting.place)


def test_only_those_named_were_present(folder: Path) -> None:
    """With --present; what else is said of people holds as well."""
    assert 0 == attend(folder, "--present", "甲同志、张三", "--online", "王五").code
    assert ["present", "absent", "present", "absent", "online"] == list(recorded(folder).values())


def test_same_words_again_change_nothing(folder: Path) -> None:
    """No question, no trace in the log."""
    for _time in range(2):
        done = attend(folder, "--absent", "张三")
        with read_ledger(folder / "ledger.db") as ledger:
            entries = log.head(ledger).n
    assert (0, "It is recorded so already; nothing was changed.\n") == (done.code, done.err)
    assert 9 == entries


def test_nothing_is_overwritten_unasked(folder: Path) -> None:
    """The difference is shown; without a terminal and without --yes the record stays; --keep corrects only those named."""
    attend(folder, "--absent", "张三")
    refused = attend(folder, "--absent", "李四")
    assert (2, "") == (refused.code, refused.out)
    assert "张三      × absent → √ present\n李四      √ present → × absent\n" in refused.err
    assert "absent" == recorded(folder)["张三"]
    assert 0 == attend(folder, "--absent", "李四", "--yes").code
    assert {"张三": "present", "李四": "absent"}.items() <= recorded(folder).items()
    assert 0 == attend(folder, "--keep", "--leave", "张三:病假", "--yes").code
    assert {"张三": "leave-sick", "李四": "absent"}.items() <= recorded(folder).items()


def test_dry_run_writes_nothing(folder: Path) -> None:
    """And shows all."""
    done = attend(folder, "--absent", "张三", "--dry-run")
    assert "4 present" in done.out
    assert not (folder / "ledger.db").exists()


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--absent", "赵六"], "nobody of this name is due"),
        (["--absent", "张山"], "did you mean “张三”?"),
        (["--absent", "张三", "--leave", "03:病假"], "张三 is named twice, also as absent"),
        (["--leave", "李四"], "it is not said which sort of leave"),
        (["--leave", "李四:缺席"], "“absent” is no leave"),
        (["--mark", "李四:喝茶"], "there is no such mark"),
        (["--late", "王五:14:20"], "14:20 lies outside the session, 15:00–16:30"),
        (["--late", "王五:17:00"], "17:00 lies outside the session"),
        (["--late", "王五:25:00"], "this is no time of day"),
        (["--absent", "王五:15:20"], "“absent” has no time of day"),
        (["--observer", "张三"], "张三 is due at this session, and no observer"),
        (["--mark", "张三:补课"], "a make-up is recorded by itself"),
        (["--present", "张三", "--all-present"], "either some were present, or all"),
        (["--absent", ":"], "a name is missing"),
        ([], "it is not said who came"),
    ],
)
def test_impossible_words_are_refused(folder: Path, words: list[str], message: str) -> None:
    """With what would be right, and without a trace."""
    done = attend(folder, *words)
    assert 2 == done.code
    assert message in done.err
    assert not (folder / "ledger.db").exists()


def test_all_mistakes_are_told_at_once(folder: Path) -> None:
    """Not one after the other."""
    done = attend(folder, "--absent", "赵六,钱七", "--late", "王五:14:20")
    assert [1, 1, 1] == [done.err.count(text) for text in ("赵六", "钱七", "14:20")]


@pytest.mark.parametrize(
    ("session", "words", "now", "message"),
    [
        ("4月20日", ["--all-present"], NOW, "this session is still to come"),
        ("4月20日", ["--ahead", "--absent", "张三"], NOW, "nobody knows this before the session: absent"),
        ("4月20日", ["--ahead"], NOW, "it is not said who will be on leave"),
        ("3月9日", ["--ahead", "--leave", "张三:病假"], NOW, "this session is not in the future"),
        ("3月9日", ["--all-present"], "2026-03-09T14:29+08:00", "this session is still to come"),
        ("3月16日", ["--all-present"], NOW, "this session was called off"),
        ("forum/2026-Q1", ["--all-present"], NOW, "this session has no day yet"),
    ],
)
def test_sessions_that_took_no_place_are_refused(
    tmp_path: Path, session: str, words: list[str], now: str, message: str
) -> None:
    """Those to come, called off, without a day."""
    forum = '[[activity]]\nid = "forum"\ntitle = "讲堂"\nkind = "辅导"\nwhen = "每季度1次"\n'
    change = '[[change]]\nsession = "study/2026-W12"\ncancelled = true\n'
    branch(tmp_path, plan=PLAN + forum + change)
    done = clerk(tmp_path, "attend", session, *words, now=now)
    assert 2 == done.code
    assert message in done.err


def test_signing_in_opens_before_the_session(folder: Path) -> None:
    """Half an hour, unless the local rulebook says otherwise."""
    assert 0 == attend(folder, "--all-present", now="2026-03-09T14:30+08:00").code


def test_leave_entered_ahead_stays(folder: Path) -> None:
    """It is there when the session is recorded, unless somebody says otherwise, which is asked for."""
    assert 0 == attend(folder, "--ahead", "--leave", "张三:公差", now="2026-03-06T10:00").code
    with read_ledger(folder / "ledger.db") as ledger:
        assert {} == held.read(ledger, "zb-2026")
    assert 0 == attend(folder, "--all-present").code
    assert "leave-duty" == recorded(folder)["张三"]
    assert 2 == attend(folder, "--present", "甲同志,张三").code


DATED = """\
编号,姓名,党小组,职务,状态,转入日期,转出日期,免于参加自,免于参加至,免于参加原因
01,甲同志,第一党小组,支部书记、支部委员,正式党员,,,,,
02,张三,第一党小组,,正式党员,2026-03-20,,,,
03,张三,第一党小组,,正式党员,,2026-03-05,,,
04,李四,第一党小组,,正式党员,,,2026-01-01,,年老
05,王五,第一党小组,,正式党员,,,,,
06,王五,第一党小组,,正式党员,,,,,
"""


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--absent", "02"], "张三 did not belong here yet: joined on Fri 20 March 2026"),
        (["--absent", "03"], "张三 did not belong here any more: left on Thu 5 March 2026"),
        (["--absent", "王五"], "2 members bear this name\n  → say the id: 05 王五, 06 王五"),
    ],
)
def test_members_of_another_day_and_namesakes(tmp_path: Path, words: list[str], message: str) -> None:
    """Who was not yet or no longer due is refused, and of two people of one name nobody is guessed."""
    done = attend(branch(tmp_path, DATED), *words)
    assert 2 == done.code
    assert message in done.err


def test_exempt_members_are_not_due(tmp_path: Path) -> None:
    """They have their mark with the reason, and are not counted."""
    done = attend(branch(tmp_path, DATED), "--absent", "05")
    assert "3 due, 2 present" in done.out
    assert "exempt    李四 (年老)" in done.out


def test_observers_and_guests(tmp_path: Path) -> None:
    """They are written down and not due."""
    done = clerk(branch(tmp_path), "attend", "committee/2026-03", "--observer", "张三,省委党校老师")
    assert "2 due, 2 present" in done.out
    assert {"张三": "observer", "省委党校老师": "observer"}.items() <= recorded(
        tmp_path, "committee/2026-03"
    ).items()


def test_quorum_is_shown_and_judged(folder: Path) -> None:
    """Votes are counted of those with a vote, online does not count; a committee without half of its members has none."""
    general = clerk(folder, "attend", "general/2026-Q1", "--present", "甲同志", "--online", "张三,王五")
    assert 0 == general.code
    assert "第十一条: 4 due with a vote, 2 needed, 1 present: no vote can be taken" in " ".join(
        general.out.split()
    )
    committee = clerk(folder, "attend", "committee/2026-03", "--absent", "甲同志", "--leave", "乙同志:病假")
    assert 1 == committee.code
    assert "2 due, 1 needed, 0 present: not reached" in " ".join(committee.out.split())


def test_json_has_everything(folder: Path) -> None:
    """In the plan's language, whoever runs it."""
    done = attend(folder, "--absent", "张三", "--json")
    told = json.loads(done.out)
    assert (5, 4, 0, 1, 0.8) == tuple(told[name] for name in ("due", "present", "leave", "absent", "rate"))
    assert ["01", "02", "03", "04", "05"] == [row["member"] for row in told["marks"]]


def test_mark_that_the_plan_lost_is_told(tmp_path: Path) -> None:
    """A mark of the plan's own was recorded, and its definition is gone."""
    own = '\n[[mark]]\ncode = "duty-desk"\nzh = "值班"\nen = "on duty"\nsymbol = "值"\nleave = true\n'
    attend(branch(tmp_path, plan=PLAN + own), "--mark", "张三:值班")
    done = attend(branch(tmp_path), "--all-present")
    assert 2 == done.code
    assert "the ledger has marks that the plan does not know: duty-desk" in done.err


def _damaged(path: Path) -> None:
    data = path.read_bytes()
    path.write_bytes(data[:4096] + b"\xa5" * (len(data) - 4096))


def _newer(path: Path) -> None:
    with raw(path) as connection:
        connection.execute("PRAGMA user_version = 99")


@pytest.mark.parametrize(
    ("spoil", "code", "message", "remedy"),
    [
        (_damaged, 3, "is damaged", "sanhui ledger restore BACKUP --ledger ledger.db"),
        (_newer, 2, "the ledger has version 99", "use a newer sanhui; nothing was changed"),
        (lambda path: path.write_text("x" * 5000), 2, "this is not a ledger", "sanhui ledger restore BACKUP"),
    ],
)
def test_ledger_that_cannot_be_used_says_what_to_do(
    folder: Path, spoil: Callable[[Path], object], code: int, message: str, remedy: str
) -> None:
    """Damaged, of a newer version, something else: for whoever records and whoever asks, and nothing is written."""
    attend(folder, "--all-present")
    spoil(folder / "ledger.db")
    before = (folder / "ledger.db").read_bytes()
    for words in (
        ("attend", "3月16日", "--all-present"),
        ("attendance",),
        ("held", "3月9日", "--chair", "甲同志"),
    ):
        done = clerk(folder, *words)
        assert (code, True, True) == (done.code, message in done.err, remedy in done.err), (words, done)
    assert before == (folder / "ledger.db").read_bytes()


def test_ledger_that_somebody_else_keeps_says_so(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After a while, and what is in it can still be looked at."""
    attend(folder, "--all-present")
    monkeypatch.setitem(open_ledger.__kwdefaults__ or {}, "wait", 0.05)
    with raw(folder / "ledger.db") as other:
        other.execute("BEGIN IMMEDIATE")
        done = clerk(folder, "attend", "3月16日", "--all-present")
        assert (3, True) == (done.code, "is in use by another program; try again in a moment" in done.err)
        assert 0 == clerk(folder, "attendance").code
    assert 0 == clerk(folder, "attend", "3月16日", "--all-present").code


# -- in a terminal -----------------------------------------------------------------------------------------


def typed(folder: Path, *lines: str) -> tuple[int, str]:
    """What the command says, and its exit code, when these lines are typed in a terminal that knows no keys."""
    import pty

    child, terminal = pty.fork()
    if child == 0:  # pragma: no cover - another process
        os.chdir(folder)
        os.environ |= {
            "PYTHONPATH": str(ROOT / "src"),
            "SANHUI_NOW": NOW,
            "SANHUI_LANG": "en",
            "COLUMNS": "80",
            "TERM": "dumb",
        }
        os.execv(sys.executable, [sys.executable, "-m", "sanhui", "attend", "3月9日"])
    said = b""

    def until(text: bytes) -> bytes:
        nonlocal said
        start, deadline = len(said), time.monotonic() + 30
        while text not in said[start:] and time.monotonic() < deadline:
            if select.select([terminal], [], [], 0.2)[0]:
                try:
                    said += os.read(terminal, 4096)
                except OSError:  # the child has gone
                    break
        return said

    for line in lines:
        until(b"to leave: ")
        os.write(terminal, line.encode() + b"\n")
    until(b"\0never\0")
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), said.decode()


@pytest.mark.skipif(sys.platform == "win32", reason="pty")
def test_list_in_a_terminal(folder: Path) -> None:
    """By number or name, a key or any mark; a slip is told and changes nothing; an empty line records."""
    code, said = typed(folder, "3 a", "9 a", "4,5 o", "李四 公差 出差", "1 喝茶", "2 l 15:20", "")
    assert 0 == code, said
    assert "they go from 1 to 5" in said
    assert "there is no such mark" in said
    assert ["present", "late", "absent", "leave-duty", "online"] == list(recorded(folder).values())


def test_whoever_is_not_due_is_named_by_id_as_well(folder: Path) -> None:
    """A member who is not of the committee attends it as an observer; two times are when somebody came and went."""
    refused = clerk(folder, "attend", "committee/2026-03", "--absent", "04")
    assert (2, True) == (refused.code, "李四 is not among those due at this session" in refused.err)
    done = clerk(folder, "attend", "committee/2026-03", "--observer", "04", "--late", "乙同志:15:20-16:00")
    assert "late      乙同志 15:20–16:00\n" in done.out
    assert {"甲同志": "present", "乙同志": "late", "李四": "observer"} == recorded(
        folder, "committee/2026-03"
    )


def test_help_and_half_a_line(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A question mark shows the keys again, a number without a mark is told; where the input ends nothing is recorded."""
    monkeypatch.setattr("sys.stdin", Typed("?\n2\n"))
    done = attend(folder)
    assert (0, 2) == (done.code, done.err.count("3-5,7 o      several at once"))
    assert "it is not said which mark" in done.err
    assert "Nothing was recorded." in done.err
    assert not (folder / "ledger.db").exists()


def test_somebody_agrees(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Marks that are recorded otherwise are overwritten when a yes is typed."""
    attend(folder, "--absent", "张三")
    monkeypatch.setattr("sys.stdin", Typed("是\n"))
    done = attend(folder, "--absent", "李四")
    assert (0, True) == (done.code, "Overwrite them?" in done.err)
    assert ("present", "absent") == (recorded(folder)["张三"], recorded(folder)["李四"])


@pytest.mark.skipif(sys.platform == "win32", reason="pty")
def test_leaving_the_list_records_nothing(folder: Path) -> None:
    """As an interrupt does."""
    code, said = typed(folder, "3 a", "q")
    assert (0, True) == (code, "Nothing was recorded." in said)
    assert not (folder / "ledger.db").exists()


def test_roster_is_needed(tmp_path: Path) -> None:
    """Nobody knows who is due otherwise."""
    branch(tmp_path, plan=PLAN.replace('roster = "roster.csv"\n', ""))
    done = attend(tmp_path, "--all-present")
    assert (2, True) == (done.code, "the plan has no roster" in done.err)
