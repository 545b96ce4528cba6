"""A branch's year through the commands, as its secretary keeps it; then an inspector asks what is missing, and who says so."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from commandline import write
from records import branch, clerk
from sanhui.publish.terminal.columns import width

ROSTER = """\
编号,姓名,党小组,职务,状态
01,甲同志,第一党小组,支部书记、支部委员,正式党员
02,乙同志,第二党小组,组织委员、支部委员,正式党员
03,张三,第一党小组,党小组组长,正式党员
04,李四,第二党小组,,预备党员
05,王五,第二党小组,党小组组长,正式党员
06,赵六,第一党小组,,正式党员
07,钱七,第一党小组,,正式党员
08,孙八,第二党小组,,正式党员
"""
LOCAL = """\
[rulebook]
id = "local"
zh = "支部考勤制度"
[[rule]]
id = "own-makeup"
zh = "请假后补课"
article = "第八条"
wording = "请假的应当在一个月内补课"
sort = "makeup"
kinds = ["支部党员大会"]
severity = "should"
[[rule]]
id = "own-evidence"
zh = "六有"
article = "第九条"
wording = "有年度计划、有活动方案、有学习资料、有学习笔记、有记录和图片、有签到表"
sort = "evidence"
kinds = ["支部党员大会"]
severity = "should"
[[rule]]
id = "own-order"
zh = "先开支委会"
article = "第十条"
wording = "支部党员大会前先召开支部委员会会议"
sort = "order"
kinds = ["支部党员大会"]
after = ["支委会"]
period = "quarter"
"""
PLAN = """\
[plan]
id = "zb-2026"
year = 2026
title = "某支部2026年度组织生活计划"
organization = "某支部"
roster = "roster.csv"
rules = ["支部工作条例", "党员教育管理工作条例", "基层组织选举工作条例", "local.toml"]

[body]
branch = "机关"
term_from = 2023-10-20

[defaults]
time = "15:00"
duration = "90分钟"

[[activity]]
id = "general"
title = "支部党员大会"
kind = "支部党员大会"
when = "每季度第二个月25日"
audience = "全体党员"

[[activity]]
id = "committee"
title = "支委会"
kind = "支部委员会会议"
when = "每月10日"
audience = "支部委员"

[[activity]]
id = "theme"
title = "主题党日"
kind = "主题党日"
also = ["党课"]
when = "每月第一个周五"
audience = "全体党员"
hours = 2

[[activity]]
id = "life"
title = "组织生活会"
kind = "组织生活会"
also = ["民主评议党员"]
when = "全年1次"
audience = "全体党员"
"""
SIX = ("plan", "session-plan", "material", "notes", "minutes", "picture", "sign-in")


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What was recorded until September: 赵六 has not come since January, May's theme day was called off, in June nobody came."""
    folder = branch(tmp_path_factory.mktemp("year"), ROSTER, PLAN)
    write(folder, LOCAL, "local.toml")

    def record(month: int, *words: str) -> None:
        done = clerk(folder, *words, now=f"2026-{month:02}-28T10:00+08:00")
        assert done.code in (0, 1), done.err

    record(1, "attend", "theme/2026-01", "--all-present")
    for month in (2, 3, 4, 7, 8):
        record(month, "attend", f"theme/2026-{month:02}", "--absent", "赵六")
    record(5, "cancel", "theme/2026-05", "--reason", "防汛")
    everybody = "甲同志,乙同志,张三,李四,王五,赵六,钱七,孙八"
    record(6, "attend", "theme/2026-06", "--absent", everybody)
    for month in (1, 2, 3, 5):
        record(month, "attend", f"committee/2026-{month:02}", "--all-present")
    record(2, "attend", "general/2026-Q1", "--absent", "张三,赵六,钱七", "--leave", "王五:病假")
    record(2, "held", "general/2026-Q1", "--chair", "李四", "--vote", "预算: 赞成3 反对0 弃权0")
    for sort in SIX[:6]:
        write(folder, sort, f"{sort}.txt")
        record(2, "attach", "general/2026-Q1", f"{sort}.txt", "--sort", sort)
    record(5, "attend", "general/2026-Q2", "--absent", "赵六")
    record(5, "held", "general/2026-Q2", "--chair", "甲同志")
    return folder


def findings(folder: Path, day: str) -> list[dict[str, Any]]:
    """Everything that the audit says as of a day."""
    return list(json.loads(clerk(folder, "audit", "--as-of", day, "--json").out)["findings"])


def of(found: list[dict[str, Any]], rule: str, state: str = "short") -> list[dict[str, Any]]:
    """What is said of a rule."""
    return [each for each in found if each["rule"] == rule and each["state"] == state]


def test_what_has_slipped_by_september(year: Path) -> None:
    """Each with its source: months without a theme day, a vote without a quorum, make-ups and documents that are owed, absence."""
    found = findings(year, "2026-09-15")
    # May was called off, in June nobody came: neither counts, and what was held counts for everything that it is
    assert ["2026-05", "2026-06"] == [each["period"] for each in of(found, "theme-day")]
    (vote,) = of(found, "general-meeting-quorum")
    assert ("general/2026-Q1", 3, 4) == (vote["session"], vote["got"], vote["needed"])
    owed = [(each["subject_name"], each["session"]) for each in of(found, "own-makeup")]
    assert "3月27日" in of(found, "own-makeup")[0]["message"]  # thirty days after 25 February
    assert [(name, "general/2026-Q1") for name in ("张三", "王五", "赵六", "钱七")] == owed[:4]
    assert [["sign-in"], list(SIX[1:])] == [each["missing"] for each in of(found, "own-evidence")]
    (away,) = of(found, "long-absence")
    assert ("赵六", 7) == (away["subject_name"], away["got"])
    (chair,) = of(found, "meeting-chair")
    assert "general/2026-Q1" == chair["session"]
    assert [] == of(found, "own-order")
    for each in found:
        assert each["citation"], each
        assert each["wording"], each


def test_what_is_still_possible(year: Path) -> None:
    """Until when, what is planned for it, and what was planned and not recorded; hours that the plan does not give any more."""
    found = findings(year, "2026-09-15")
    (quarter, last) = of(found, "general-meeting", "upcoming")
    assert ("2026-09-30", ["general/2026-Q3"], [], True) == (
        quarter["last"],
        quarter["unrecorded"],
        quarter["planned"],
        quarter["at_risk"],
    )
    assert (["general/2026-Q4"], False) == (last["planned"], last["at_risk"])
    (life,) = of(found, "organization-life", "upcoming")
    assert (["life/2026"], False) == (life["planned"], life["at_risk"])
    hours = {
        each["subject_name"]: (each["got"], each["coming"]) for each in of(found, "study-hours", "upcoming")
    }
    assert ((12, 6), (2, 6)) == (hours["甲同志"], hours["赵六"])
    assert all(each["at_risk"] for each in of(found, "study-hours", "upcoming"))
    (term,) = [each for each in found if each["rule"] == "term"]
    assert ("upcoming", True) == (term["state"], "10月20日" in term["message"])
    assert ["short"] == [each["state"] for each in findings(year, "2026-10-21") if each["rule"] == "term"]


def test_members_below_their_hours(year: Path) -> None:
    """When the year is over, everybody who has less than 32, by how much, and the article word for word."""
    short = of(findings(year, "2027-01-01"), "study-hours")
    assert 8 == len(short)
    assert {("《中国共产党党员教育管理工作条例》第二十条", "一般不少于32学时", True, 32)} == {
        (each["citation"], each["wording"], each["verbatim"], each["needed"]) for each in short
    }


@pytest.mark.parametrize("language", ["zh", "en"])
def test_on_a_screen_of_eighty_columns_without_colours(year: Path, language: str) -> None:
    """No line is wider and no sign hangs on a colour: every state has one of its own, and the legend tells them."""
    shown = clerk(year, "audit", "--as-of", "2026-09-15", SANHUI_LANG=language, NO_COLOR="1")
    assert 1 == shown.code
    assert 80 >= max(map(width, shown.out.splitlines()))
    assert "\x1b" not in shown.out
    signs = {"×", "·", "!", "?", "√", "-"}
    board = shown.out.partition("\n\n")[0]
    assert signs <= set(board)
    legend = shown.out.split("\n\n")[1]
    assert {*signs, "~"} <= set(legend)
    said = {"zh": "以上只作提醒，不作认定", "en": "it does not judge"}[language]
    assert said in shown.err
    coloured = clerk(year, "audit", "--as-of", "2026-09-15", SANHUI_LANG=language, FORCE_COLOR="1")
    assert "\x1b[" in coloured.out


def test_files_of_it(year: Path) -> None:
    """Markdown, CSV and JSON say it in the plan's language, with sources, and that the program reminds and does not judge."""
    words = ("audit", "--as-of", "2026-09-15")
    page = clerk(year, *words, "--format", "markdown", SANHUI_LANG="en")
    assert "> 《中国共产党党员教育管理工作条例》第十六条：“每月开展1次主题党日”（原文）" in page.out
    assert page.out.rstrip().endswith("以上只作提醒，不作认定；如何处理，由党组织决定。")
    table = clerk(year, *words, "--format", "csv", SANHUI_LANG="en")
    rows = list(csv.DictReader(io.StringIO(table.out)))
    record = json.loads(clerk(year, *words, "--json", SANHUI_LANG="en").out)
    assert len(record["findings"]) == len(rows)
    assert {"缺", "达标", "未到期", "未核对", "不适用"} == {row["状态"] for row in rows}
    assert all("《" in row["出处"] for row in rows)
    assert "不作认定" in record["note"]
    assert "does not judge" in table.err


def test_how_firm_a_rule_must_be_to_fail(year: Path) -> None:
    """By September a 须 is short, a vote without a quorum; before it only the meetings of January's groups, a 一般."""
    for firmness in ("须", "应当", "一般", "must", "should", "generally"):
        assert 1 == clerk(year, "audit", "--as-of", "2026-09-15", "--fail-on", firmness).code
    before_the_vote = ("audit", "--as-of", "2026-02-20", "--fail-on")
    assert (0, 0, 1) == tuple(clerk(year, *before_the_vote, each).code for each in ("须", "应当", "一般"))
    assert 2 == clerk(year, *before_the_vote, "绝对").code
