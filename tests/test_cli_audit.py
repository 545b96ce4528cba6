"""`sanhui audit` and `sanhui waive` as people use them: boards, reasons, files, mistakes."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from commandline import sanhui, write
from records import PLAN, branch, clerk
from small_plans import ROSTER, write_plan

HEAD = 'organization = "示例支部"\nlanguage = "en"\nrules = ["支部工作条例"]'
MEETINGS = 'kind = "支部党员大会"\nwhen = "每季度末月第二个周二 14:30"\naudience = "全体党员"'


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    return write_plan(tmp_path, MEETINGS, head=HEAD, roster=ROSTER)


def findings(plan: Path, *more: str) -> list[dict[str, object]]:
    """What --json says."""
    found = sanhui("audit", plan, "--as-of", "2026-05-20", "--json", *more)
    return list(json.loads(found.out)["findings"])


def of(rule: str, found: list[dict[str, object]]) -> list[object]:
    return [each["state"] for each in found if each["rule"] == rule]


def test_a_reason_is_shown_and_changes_no_count(plan: Path) -> None:
    """A waived quarter is no longer short; what was counted stays; withdrawn, it is short again."""
    before = findings(plan)
    assert ["short", "upcoming", "upcoming", "upcoming"] == of("general-meeting", before)
    said = sanhui(
        "waive",
        "general-meeting",
        "2026-Q1",
        "--reason",
        "flood",
        "--by",
        "甲同志",
        "--plan",
        plan,
        SANHUI_NOW="2026-05-01T10:00",
    )
    assert 0 == said.code, said.err
    after = findings(plan)
    assert ["waived", "upcoming", "upcoming", "upcoming"] == of("general-meeting", after)
    assert [(e["got"], e["needed"], e["counted"]) for e in before] == [
        (e["got"], e["needed"], e["counted"]) for e in after
    ]
    shown = sanhui("audit", plan, "--as-of", "2026-05-20").out
    assert "flood" in shown
    assert "flood" in sanhui("waive", "list", plan).out
    assert 0 == sanhui("waive", "withdraw", "general-meeting", "2026-Q1", "--plan", plan).code
    assert "short" == of("general-meeting", findings(plan))[0]


def test_a_reason_ends(plan: Path) -> None:
    """After its last day it holds no more, and is shown all the same."""
    sanhui(
        "waive",
        "general-meeting",
        "2026-Q1",
        "--reason",
        "x",
        "--by",
        "y",
        "--until",
        "2026-05-19",
        "--plan",
        plan,
        SANHUI_NOW="2026-05-01T10:00",
    )
    assert "short" == of("general-meeting", findings(plan))[0]
    assert "ended on Tue 19 May 2026" in sanhui("audit", plan, "--as-of", "2026-05-20", COLUMNS="200").out


def test_the_threshold_decides_about_the_exit_code(plan: Path) -> None:
    """Only 一般 is short here: --fail-on 须 lets it pass."""
    assert 1 == sanhui("audit", plan, "--as-of", "2026-05-20").code
    assert (
        "Wed 20 May 2026" in sanhui("audit", plan, "--as-of", "5月20日").err
    )  # gone by, and not next year's
    assert 0 == sanhui("audit", plan, "--as-of", "2026-05-20", "--fail-on", "须").code


def test_files_hold_what_the_terminal_shows(plan: Path, tmp_path: Path) -> None:
    """Markdown and CSV name the rule, the period and the source."""
    text = tmp_path / "audit.md"
    assert 1 == sanhui("audit", plan, "--as-of", "2026-05-20", "--format", "markdown", "-o", text).code
    assert "## a general meeting every quarter" in text.read_text(encoding="utf-8")
    rows = list(
        csv.reader(io.StringIO(sanhui("audit", plan, "--as-of", "2026-05-20", "--format", "csv").out))
    )
    assert "general-meeting" == rows[1][0]
    assert "2026-Q1" == rows[1][3]
    assert "第十一条" in rows[1][8]


def test_before_the_year_everything_is_to_come(plan: Path) -> None:
    """It is said, and nothing is short."""
    found = sanhui("audit", plan, "--as-of", "2025-12-01")
    assert 0 == found.code
    assert "before the year" in found.err


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("general-meting", "2026-Q1"), "general-meeting"),
        (("general-meeting", "2026-03"), "2026-Q1"),
        (("general-meeting", "2025-Q1"), "2026-Q1"),
        (("general-meeting", "2026-Q1", "--subject", "甲同"), "neither a group"),
    ],
)
def test_a_wrong_reason_is_refused(plan: Path, words: tuple[str, ...], says: str) -> None:
    """It says what would be right, and writes nothing."""
    found = sanhui("waive", *words, "--reason", "x", "--by", "y", "--plan", plan)
    assert 2 == found.code
    assert says in found.err
    assert not plan.with_name("ledger.db").exists()


def test_a_ledger_of_another_plan_is_told(plan: Path, tmp_path: Path) -> None:
    """Nothing is known of this plan, and which plans the ledger has."""
    other = tmp_path / "other"
    other.mkdir()
    second = write_plan(other, MEETINGS, head=HEAD, roster=ROSTER)
    second.write_text(second.read_text(encoding="utf-8").replace('id = "p"', 'id = "q"', 1), encoding="utf-8")
    sanhui("waive", "general-meeting", "2026-Q1", "--reason", "x", "--by", "y", "--plan", second)
    found = sanhui("audit", plan, "--as-of", "2026-05-20", "--ledger", other / "ledger.db")
    assert "it has: q" in found.err


def test_eighty_columns_are_enough(plan: Path) -> None:
    """No line is wider, in either language."""
    from sanhui.publish.terminal.columns import width

    for spoken in ("en", "zh"):
        found = sanhui("audit", plan, "--as-of", "2026-05-20", SANHUI_LANG=spoken, COLUMNS="80")
        assert 80 >= max(map(width, found.out.splitlines()))


LOCAL = """[rulebook]
id = "local"
zh = "制度"
[[rule]]
id = "minutes"
zh = "会议记录"
sort = "evidence"
kinds = ["支部党员大会"]
documents = ["minutes"]
"""


def test_on_a_past_day_what_has_a_day_counts_by_it_and_a_document_since_it_was_attached(
    tmp_path: Path,
) -> None:
    """Of a meeting in March the vote counts with the marks; minutes of 20 April count on that day, and not on the one before."""
    head = 'language = "en"\nrules = ["支部工作条例", "local.toml"]'
    branch(tmp_path, plan=PLAN.replace("[defaults]", head + "\n[defaults]", 1))
    write(tmp_path, LOCAL, "local.toml")
    write(tmp_path, "minutes", "minutes.txt")
    clerk(tmp_path, "attend", "general/2026-Q1", "--all-present", now="2026-04-01T10:00+08:00")
    later = "2026-04-20T10:00+08:00"
    clerk(tmp_path, "held", "general/2026-Q1", "--vote", "预算: 赞成3 反对0 弃权1", now=later)
    clerk(tmp_path, "attach", "general/2026-Q1", "minutes.txt", "--sort", "minutes", now=later)
    seen = {}
    for day in ("2026-04-19", "2026-04-20"):
        found = json.loads(clerk(tmp_path, "audit", "--as-of", day, "--json").out)["findings"]
        seen[day] = [
            each["state"]
            for each in found
            if each["rule"] in ("minutes", "general-meeting-quorum") and each["period"] == "2026-03"
        ]
    assert {"2026-04-19": ["met", "short"], "2026-04-20": ["met", "met"]} == seen


def test_late_arrivals_are_told_where_they_make_the_absences(tmp_path: Path) -> None:
    """One absence and two late arrivals, of which two count as one, are more than one absence; the finding says how."""
    (tmp_path / "local.toml").write_text(
        '[rulebook]\nid = "local"\nzh = "本单位"\nen = "ours"\n\n'
        "[settings]\nabsences_to_criticism = 2\nlates_per_absence = 2\n\n"
        '[[rule]]\nid = "local-absences"\nzh = "缺席"\nen = "absences"\narticle = "第一条"\nwording = "缺席两次批评。"\n'
        'grade = "V"\nsort = "absences"\nperiod = "quarter"\nseverity = "must"\n',
        encoding="utf-8",
    )
    plan = write_plan(
        tmp_path,
        'kind = "集中学习"\nwhen = "每周一 15:00"\naudience = "全体党员"',
        head=HEAD.replace("支部工作条例", "local.toml"),
        roster=ROSTER,
    )
    for day, option in (("3月9日", "--absent"), ("3月16日", "--late"), ("3月23日", "--late")):
        assert 0 == clerk(tmp_path, "attend", f"a@{day}", option, "张三").code
    shown = sanhui("audit", plan, "--as-of", "2026-04-01").out
    assert "张三; with late arrivals more than 1 absences (1 without them)" in shown


def test_one_rule_is_named_once_with_its_periods(plan: Path) -> None:
    """Several sessions that one rule cannot be judged for, for one reason, are one line."""
    for session in ("a/2026-Q1", "a/2026-Q2"):
        assert 0 == sanhui("held", session, plan, SANHUI_NOW="2026-07-01T10:00").code
        assert 0 == sanhui("attend", session, plan, "--all-present", SANHUI_NOW="2026-07-01T10:00").code
    lines = sanhui("audit", plan, "--as-of", "2026-07-01", COLUMNS="200").out.splitlines()
    (line,) = (line for line in lines if "2026-03, " in line and "2026-06" in line)
    assert 1 == line.count("chair")


def test_counts_are_said_in_the_unit_of_their_rule(tmp_path: Path) -> None:
    """Minutes, absences, a rate in per cent; a session that must be settled by hand is none of them."""
    rules = (
        'id = "length"\nzh = "时长"\nen = "length"\nsort = "length"\nat_most = 60\n',
        'id = "absences"\nzh = "缺席"\nen = "absences"\nsort = "absences"\nat_most = 1\nperiod = "quarter"\n',
        'id = "rate"\nzh = "参加率"\nen = "rate"\nsort = "attendance"\nshare = "90%"\nperiod = "quarter"\n',
    )
    text = '[rulebook]\nid = "local"\nzh = "本单位"\nen = "ours"\n' + "".join(
        f"[[rule]]\n{rule}" for rule in rules
    )
    (tmp_path / "local.toml").write_text(text, encoding="utf-8")
    plan = write_plan(
        tmp_path,
        'kind = "集中学习"\nwhen = "每周一 15:00"\naudience = "全体党员"',
        'kind = "集中学习"\nwhen = "2026年2月18日 15:00"\nwithin = "1天"',
        head=HEAD.replace("支部工作条例", "local.toml"),
        roster=ROSTER,
    )
    for day, also in (("3月9日", ()), ("3月16日", ()), ("3月23日", ("--absent", "李四"))):
        assert 0 == clerk(tmp_path, "attend", f"a@{day}", "--absent", "张三", *also).code
    shown = sanhui("audit", plan, "--as-of", "2026-04-01", COLUMNS="200").out
    assert "90 minutes, at most 60" in shown
    assert "张三; 3 absences, at most 1" in shown
    assert "2026-Q1: short; 66.6% attended, 90% wanted" in shown  # cut off, as `attendance` does
