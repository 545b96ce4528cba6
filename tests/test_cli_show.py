"""`sanhui show` and `sanhui next`: the agenda, its filters and its forms."""

import json
import os
from pathlib import Path

import pytest
from rich.cells import cell_len

from commandline import PLAN, ROOT, UNSETTLED, sanhui, write
from records import TRAINING
from sanhui.plan.load import load
from sanhui.publish.records import to_csv, to_dict
from sanhui.schedule.expand import expand
from shipped import PLANS
from test_plans import name_of

GOLDEN = Path(__file__).parent / "agenda"


def golden(name: str, actual: str) -> str:
    """The text of a golden file; asked to by the environment, write it first."""
    path = GOLDEN / name
    if os.environ.get("SANHUI_GOLDEN") == "write":
        path.parent.mkdir(exist_ok=True)
        path.write_text(actual, encoding="utf-8")
    return path.read_text(encoding="utf-8")


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("plan", PLANS, ids=name_of)
def test_agenda_of_the_shipped_plans(plan: Path, language: str) -> None:
    """The agenda at eighty columns is that of the golden file."""
    shown = sanhui("--lang", language, "show", plan, COLUMNS="80").out
    assert golden(f"{name_of(plan)}.{language}.txt", shown) == shown


@pytest.mark.parametrize("room", [40, 60, 80, 100, 120, 160])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_line_is_wider_than_the_screen(room: int, language: str) -> None:
    """Rich, which measures by tables of its own, finds every line within the screen."""
    shown = sanhui("--lang", language, "show", ROOT / "plans/qiyou-2026.toml", COLUMNS=str(room)).out
    assert [] == [line for line in shown.splitlines() if cell_len(line) > room]


@pytest.mark.parametrize("room", ["40", "80", "120", ""])
def test_nothing_is_cut(tmp_path: Path, room: str) -> None:
    """Title, topic, speaker, slot and reason are there at every width, folded or not."""
    shown = sanhui("--lang", "zh", "show", write(tmp_path), "--activity", "lectures", COLUMNS=room).out
    together = "".join(shown.split())
    assert all(
        text in together for text in ("处长上讲台", "新时代党的创新理论", "学会部部长", "2026-03", "党课")
    )


def test_columns_align(tmp_path: Path) -> None:
    """The slots of all sessions begin at the same cell, Chinese titles before them or not."""
    shown = sanhui("show", write(tmp_path), "--kind", "集中学习", COLUMNS="80").out
    starts = {cell_len(line[: line.index("2026-W")]) for line in shown.splitlines() if "2026-W" in line}
    assert 1 == len(starts)


def test_a_pipe_gets_one_line_a_session(tmp_path: Path) -> None:
    """Without a screen nothing folds, and nothing is coloured, so that grep and less find whole lines."""
    shown = sanhui("show", write(tmp_path)).out
    lines = shown.splitlines()
    for session in expand(load(tmp_path / "plan.toml")).sessions:
        assert 1 == sum(session.title in line and f"{session.slot} " in f"{line} " for line in lines)
    assert "\x1b" not in shown


def test_colours_where_they_are_wanted(tmp_path: Path) -> None:
    """FORCE_COLOR colours a pipe; NO_COLOR and --no-color are stronger; the text is the same."""
    path = write(tmp_path)
    coloured = sanhui("show", path, FORCE_COLOR="1").out
    assert "\x1b[" in coloured
    assert sanhui("show", path).out == sanhui("show", path, FORCE_COLOR="1", NO_COLOR="1").out
    assert sanhui("show", path).out == sanhui("show", path, "--no-color", FORCE_COLOR="1").out


def test_what_moved_and_why(tmp_path: Path) -> None:
    """A session off its nominal date says from where, to where and why; a dropped week says so."""
    shown = sanhui("--lang", "zh", "show", write(tmp_path)).out.splitlines()
    moved = next(line for line in shown if "2026-W15" in line)
    assert moved.startswith("04-07 周二  15:00-16:30")
    assert "4月6日" in moved
    assert "清明节" in moved
    dropped = next(line for line in shown if "2026-W08" in line)
    assert dropped.startswith("02-16 周一")
    assert "整周放假" in dropped


def test_floating_sessions_stand_under_their_period(tmp_path: Path) -> None:
    """A quota has no day yet: it is listed with the days that it may take."""
    shown = sanhui("show", write(tmp_path)).out
    april = shown[shown.index("April 2026") : shown.index("May 2026")]
    assert "港城社科大讲堂" in april
    assert "a day from 1 Apr to 30 Jun" in april


def test_a_year_without_a_notice_is_provisional(tmp_path: Path) -> None:
    """暂定 is said at the head, and with each session."""
    text = PLAN.replace("2026", "2032")
    shown = sanhui("--lang", "zh", "show", write(tmp_path, text)).out
    assert "暂定" in shown.split("\n\n")[0]
    assert all("暂定" in line for line in shown.splitlines() if "2032-W" in line and "无" not in line[:20])


def test_json_is_the_contract(tmp_path: Path) -> None:
    """`--json` is the record of the schedule, in any language."""
    path = write(tmp_path)
    expected = to_dict(expand(load(path)))
    assert expected == json.loads(sanhui("show", path, "--json").out)
    assert sanhui("--lang", "zh", "show", path, "--json").out == sanhui("show", path, "--json").out


def test_csv_is_the_table(tmp_path: Path) -> None:
    """`--csv` is the table of the schedule."""
    path = write(tmp_path)
    assert to_csv(expand(load(path))) == sanhui("show", path, "--csv").out


def ids(*options: str, path: Path) -> list[str]:
    """The sessions that pass the filters."""
    return [each["id"] for each in json.loads(sanhui("show", path, "--json", *options).out)["sessions"]]


def test_filters(tmp_path: Path) -> None:
    """By day, kind, activity and text, in any combination."""
    path = write(tmp_path)
    march = ("--from", "2026-03-09", "--to", "2026-03-11")
    assert ["forum/2026-Q1", "weekly-study/2026-W11", "lectures/2026-03"] == ids(*march, path=path)
    assert ["lectures/2026-03"] == ids(*march, "--kind", "党课", path=path)
    assert ["lectures/2026-03"] == ids(*march, "--kind", "theme-day", path=path)
    assert ["weekly-study/2026-W11"] == ids(*march, "--activity", "weekly-study", path=path)
    assert ["lectures/2026-03"] == ids("--text", "创新理论", path=path)
    assert 4 == len(ids("--activity", "forum", path=path))
    assert [] == ids("--text", "没有这样的文字", path=path)
    assert ["weekly-study/2026-W08"] == ids(
        "--from", "2026-02-16", "--to", "2026-02-16", "--activity", "weekly-study", path=path
    )


def test_no_sessions(tmp_path: Path) -> None:
    """An empty choice is said, not shown as nothing."""
    assert "No sessions." in sanhui("show", write(tmp_path), "--text", "没有").out


def test_dates_as_people_say_them(tmp_path: Path) -> None:
    """A date that was not ISO is shown back in full, apart from the data."""
    path = write(tmp_path)
    outcome = sanhui("show", path, "--json", "--from", "2026年3月9日", "--to", "2026-03-11")
    assert "Mon 9 March 2026" in outcome.err
    assert "11 March" not in outcome.err
    assert 3 == len(json.loads(outcome.out)["sessions"])


def test_a_session_to_be_settled_by_hand(tmp_path: Path) -> None:
    """It is listed, it is counted, and the exit code is 1."""
    outcome = sanhui("show", write(tmp_path, UNSETTLED))
    assert 1 == outcome.code
    assert "unsettled" in outcome.out
    assert "1 to be settled by hand" in outcome.out
    assert 1 == sanhui("show", tmp_path, "--json").code
    assert 0 == sanhui("show", tmp_path, "--to", "2026-01-31").code


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--kind", "党棵"), "one of: 党课, 党日"),
        (("--activity", "lecture"), "did you mean “lectures”?"),
        (("--from", "2026-03-02", "--to", "2026-03-01"), "2026-03-01 is before 2026-03-02"),
        (("--from", "2月30日"), "--from: month 2 has no day 30"),
        (("--json", "--csv"), "choose one of --json and --csv"),
    ],
)
def test_wrong_filters(tmp_path: Path, options: tuple[str, ...], said: str) -> None:
    """A filter that cannot be meant is refused: exit code 2, and nothing on stdout."""
    outcome = sanhui("show", write(tmp_path), *options)
    assert (2, "") == (outcome.code, outcome.out)
    assert said in outcome.err


def test_next(tmp_path: Path) -> None:
    """What comes within so many days, by day; what has no day yet at the end; no dropped weeks."""
    path = write(tmp_path)
    outcome = sanhui("next", path, "--today", "2026-02-11", "--days", "13")
    heads = [line for line in outcome.out.splitlines() if "2026" in line and "2026-" not in line]
    assert [
        "市社科联机关党支部2026年度组织生活计划",
        "Tomorrow, Thu 12 February 2026",
        "In 13 days, Tue 24 February 2026",
    ] == heads
    assert "Still without a day" in outcome.out
    assert "W08" not in outcome.out


def test_next_while_it_lasts(tmp_path: Path) -> None:
    """What began before and is not over yet stands above what is to come."""
    outcome = sanhui("next", write(tmp_path, PLAN + TRAINING), "--today", "2026-05-12", "--days", "1")
    assert "Since Mon 11 May 2026\n05-11 Mon  to 05-13" in outcome.out


def test_next_as_json(tmp_path: Path) -> None:
    """The records of `show --json`, and the days that were looked at."""
    record = json.loads(sanhui("next", write(tmp_path), "--today", "2026-03-11", "--days", "0", "--json").out)
    assert ["lectures/2026-03", "forum/2026-Q1"] == [each["id"] for each in record["sessions"]]
    assert ("2026-03-11", "2026-03-11") == (record["from"], record["to"])
