"""Reports on a quarter, a half or a year say what the plan, the record and the rules say, and nothing else."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from commandline import PLAN as WITHOUT_ROSTER
from commandline import sanhui, write
from offices import NOW, office
from records import PLAN, branch, clerk
from sanhui.publish.report.model import Span
from sanhui.publish.report.periods import read
from sanhui.publish.terminal.columns import width
from small_plans import write_plan


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office with a record of its first quarter."""
    return office(tmp_path_factory.mktemp("office")).parent


def told(folder: Path, *words: object, now: str = NOW) -> dict[str, Any]:
    """A report as programs read it."""
    done = clerk(folder, "report", *words, "--json", now=now)
    assert (0, "") == (done.code, done.err)
    found: dict[str, Any] = json.loads(done.out)
    return found


def test_numbers_are_those_of_the_other_commands(folder: Path) -> None:
    """Attendance is that of `attendance`, findings are those of `audit`: nothing is worked out twice."""
    report = told(folder, "quarter", "Q1")
    period = ("--period", "2026-Q1", "--json")
    attendance = json.loads(clerk(folder, "attendance", *period, now=NOW).out)
    names = ("due", "present", "late", "leave", "absent", "owed")
    assert [attendance["total"][name] for name in names] == [report["figures"][name] for name in names]
    assert [(each["name"], each["due"], each["present"]) for each in attendance["lines"]] == [
        (each["name"], each["due"], each["present"]) for each in report["members"]
    ]
    audit = json.loads(clerk(folder, "audit", "--json", now=NOW).out)
    states: dict[str, dict[str, int]] = {}
    for each in audit["findings"]:
        if "2026-01-01" <= each["last"] <= "2026-03-31":
            counted = states.setdefault(each["rule"], {})
            counted[each["state"]] = counted.get(each["state"], 0) + 1
    assert {rule: counted for rule, counted in states.items() if set(counted) != {"not-applicable"}} == {
        each["rule"]: each["counts"] for each in report["rules"]
    }


def test_kinds_add_up(folder: Path) -> None:
    """What was planned was held, or is not recorded, or is still to come; what was called off stands apart."""
    kinds = {each["kind"]: each for each in told(folder, "half", now="2026-04-10T10:00")["kinds"]}
    for each in kinds.values():
        assert each["planned"] == each["held"] + each["unrecorded"] + each["ahead"]
    assert [1, 1] == [kinds["committee-meeting"]["held"], kinds["committee-meeting"]["cancelled"]]


def test_changes_have_their_reasons(folder: Path) -> None:
    """What somebody moved or called off, and what a holiday moved, from when to when, and why."""
    changes = {each["session"]: each for each in told(folder, "quarter", "1")["changes"]}
    moved = changes["study/2026-W13"]
    assert ("2026年3月23日 周一 15:00-16:30", "2026年3月25日 周三 15:00-16:30", "与局务会冲突") == (
        moved["before"],
        moved["after"],
        moved["reason"],
    )
    assert "班子调整" == changes["committee/2026-02"]["reason"]
    assert "整周放假" in changes["study/2026-W08"]["reason"]


def test_another_place_and_another_day_in_fact(tmp_path: Path) -> None:
    """A change of the place alone names the places; a session that was held on another day than planned is told."""
    branch(tmp_path)
    clerk(tmp_path, "move", "study/2026-W12", "--place", "礼堂")
    clerk(tmp_path, "held", "study/2026-W11", "--on", "3月11日")
    report = told(tmp_path, "quarter", "Q1")
    changes = {each["session"]: (each["before"], each["after"]) for each in report["changes"]}
    assert ("三楼会议室", "礼堂") == changes["study/2026-W12"]
    assert ("2026年3月9日 周一", "2026年3月11日 周三") == changes["study/2026-W11"]
    assert ["本期没有登记考勤。"] == report["remarks"]


def test_a_record_of_another_plan_alone_is_named(tmp_path: Path) -> None:
    """The ledger beside the plan may be last year's, or the neighbours'."""
    clerk(branch(tmp_path, plan=PLAN.replace("zb-2026", "zx-2026")), "attend", "3月9日", "--all-present")
    branch(tmp_path)
    remarks = told(tmp_path, "quarter", "Q1")["remarks"]
    assert "台账中没有这份计划的记录，只有zx-2026的。" in remarks


def test_a_session_that_got_its_day_is_no_change(tmp_path: Path) -> None:
    """A quota says that somebody must fix the day; that they did is no change of the plan."""
    quota = PLAN.replace('when = "每季度最后一个工作日"', 'when = "每季度1次"')
    fixed = '\n[[change]]\nsession = "general/2026-Q1"\nto = 2026-03-30T15:00:00\n'
    branch(tmp_path, plan=quota + fixed)
    report = told(tmp_path, "quarter", "Q1")
    assert "general/2026-Q1" not in [each["session"] for each in report["changes"]]


def test_a_curve_beside_the_rate(folder: Path) -> None:
    """How the rate went, a bar a month, as `attendance` shows it."""
    kinds = {each["key"]: each["curve"] for each in told(folder, "quarter", "Q1")["by_kind"]}
    shown = clerk(folder, "attendance", "--by", "kind", "--period", "2026-Q1", now=NOW).out
    assert kinds["study"]
    assert all(curve in shown for curve in kinds.values())
    assert kinds["study"] in clerk(folder, "report", "quarter", "Q1", now=NOW).out


def test_make_ups_stand_with_their_deadline(folder: Path) -> None:
    """One that was made up in time, one that is owed and overdue."""
    found = {
        (each["name"], each["session"]): each["state"] for each in told(folder, "quarter", "Q1")["makeups"]
    }
    assert {
        ("张三", "study/2026-W03"): "done",
        ("李四", "study/2026-W03"): "overdue",
        ("张三", "study/2026-W04"): "overdue",
    } == found


def test_of_a_past_day_only_what_was_known_then(folder: Path) -> None:
    """On the day after the second study session the make-up was still to come, and so was the quarter's rest."""
    report = told(folder, "quarter", "Q1", "--as-of", "2026-01-13")
    assert ["open", "open"] == [each["state"] for each in report["makeups"]]
    assert 3 == sum(each["held"] for each in report["kinds"])


def test_other_plans_of_the_body_are_named(tmp_path: Path) -> None:
    """What the body did by another plan of the year counts, as it does in `attendance`, and that is said."""
    office(tmp_path, changes="")
    other = tmp_path / "other"
    other.mkdir()
    branch(other, plan=PLAN.replace("zb-2026", "group-2026"))
    ledger = ("--ledger", tmp_path / "ledger.db")
    assert 0 == clerk(other, "attend", "study/2026-W05", "--all-present", *ledger, now=NOW).code
    report = told(tmp_path, "quarter", "Q1")
    assert ["台账中还有本组织其他计划的场次，也计算在内：group-2026。"] == report["remarks"]


def test_without_a_ledger_nothing_is_invented(tmp_path: Path) -> None:
    """There are no figures, and it is said why."""
    report = told(branch(tmp_path), "quarter", "Q1")
    assert (None, [], []) == (report["figures"], report["members"], report["makeups"])
    assert {"unrecorded"} == {each["state"] for each in report["sessions"]}
    assert any("没有台账" in remark for remark in report["remarks"])


def test_without_a_roster_it_is_said(tmp_path: Path) -> None:
    """Rules about members cannot be judged then; all else is there."""
    write(tmp_path, WITHOUT_ROSTER)
    report = told(tmp_path, "year")
    assert any("没有名册" in remark for remark in report["remarks"])


def test_a_year_without_sessions(tmp_path: Path) -> None:
    """An empty year is reported on in a page, and in every form."""
    write_plan(tmp_path, 'when = "2026年1月1日"\non_holiday = "skip"')
    assert ["共0场。"] == told(tmp_path, "year")["summary"]
    assert 0 == sanhui("report", "year", "--format", "markdown", folder=tmp_path).code


@pytest.mark.parametrize(
    ("span", "said", "number", "year"),
    [
        ("quarter", "2026-Q3", 3, 2026),
        ("quarter", "q3", 3, None),
        ("quarter", "3", 3, None),
        ("quarter", "第三季度", 3, None),
        ("quarter", "2026年三季度", 3, 2026),
        ("half", "H2", 2, None),
        ("half", "下半年", 2, None),
        ("half", "2026-H1", 1, 2026),
    ],
)
def test_periods_are_said_as_people_say_them(span: Span, said: str, number: int, year: int | None) -> None:
    """By its slot, by its number, in Chinese."""
    assert (number, year) == read(span, said)


def test_no_other_period(folder: Path) -> None:
    """A period that the plan's year does not have is refused, with examples."""
    for said in ("Q5", "2025-Q1", "H1", ""):
        done = clerk(folder, "report", "quarter", said)
        assert (2, True) == (done.code, "2026-Q1, Q1" in done.err), said


def test_the_plan_may_stand_alone(folder: Path) -> None:
    """A plan in the place of the period is a plan; the period is that of today, or the nearest of the plan's year."""
    assert "2026-Q2" == told(folder, "quarter", "plan.toml")["period"]
    assert "2026-H2" == told(folder, "half", now="2027-03-01T10:00")["period"]


def test_forms(folder: Path, tmp_path: Path) -> None:
    """80 columns in the terminal, the same in a file; Markdown by the file's name, and nothing typed is a mark of it."""
    shown = clerk(folder, "report", "quarter", "Q1", now=NOW).out
    assert 80 >= max(map(width, shown.splitlines()))
    assert 0 == clerk(folder, "report", "quarter", "Q1", "-o", tmp_path / "q1.txt", now=NOW).code
    assert shown == (tmp_path / "q1.txt").read_text(encoding="utf-8")
    done = clerk(folder, "report", "quarter", "Q1", "-o", tmp_path / "q1.md", now=NOW)
    assert f"{tmp_path / 'q1.md'} written: 2026年第一季度组织生活情况\n" == done.err
    assert "| 类别 | 计划 | 召开 |" in (tmp_path / "q1.md").read_text(encoding="utf-8")
    assert 2 == clerk(folder, "report", "year", "--format", "pdf").code
    both = clerk(folder, "report", "quarter", "Q1", "--format", "text", "--json")
    assert (2, True) == (both.code, "choose one of --format and --json" in both.err)
    plain = clerk(folder, "report", "quarter", "Q1", "--template", "own.docx", "-o", "q1.md")
    assert (2, True) == (plain.code, "only a document follows a template" in plain.err)


def test_names_of_sessions_are_those_of_people(folder: Path) -> None:
    """A report goes to those who know no ids."""
    sentences = [each for found in told(folder, "quarter", "Q1")["shortfalls"] for each in found["sentences"]]
    assert [] == [each for each in sentences if "study/" in each or "committee/" in each]
    assert any("支委会（1月12日）" in each for each in sentences)
