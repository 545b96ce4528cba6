"""`sanhui rules`: what holds, what it says and where, and whether rulebooks are right."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from commandline import ROOT, sanhui
from sanhui.publish.terminal.columns import width
from shipped import RULEBOOKS
from small_plans import ROSTER, write_plan

QIYOU = ROOT / "plans/qiyou-2026.toml"


def listed(plan: Path) -> dict[str, tuple[str, str]]:
    """What is said of each rule: whether it holds, and why not."""
    rules = json.loads(sanhui("rules", "list", plan, "--json").out)["rules"]
    return {rule["id"]: (rule["applicable"], rule["reason"]) for rule in rules}


def test_without_a_plan_everything_shipped_is_listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who has no plan yet can read the rules; nothing is said about whether they hold."""
    monkeypatch.chdir(tmp_path)
    record = json.loads(sanhui("rules", "list", "--json").out)
    assert 5 == len(record["rulebooks"])
    assert {None} == {rule["applicable"] for rule in record["rules"]}
    assert "24 rules" in sanhui("rules", "list").out


def test_a_small_branch_without_roster_and_with(tmp_path: Path) -> None:
    """Three full members have no committee; without a roster nobody knows."""
    plan = write_plan(tmp_path, 'when = "每月第一个周五"')
    state, reason = listed(plan)["committee-meeting"]
    assert ("unknown", True) == (state, "名册" in reason)
    plan = write_plan(tmp_path, 'when = "每月第一个周五"', roster=ROSTER)
    assert ("not-applicable", "正式党员3人；满7人才适用") == listed(plan)["committee-meeting"]
    assert ("holds", "") == listed(plan)["group-meeting"]


def test_what_holds_depends_on_the_body(tmp_path: Path) -> None:
    """`[body]` tells the type of the branch."""
    plan = write_plan(tmp_path, 'when = "每月第一个周五"', head='[body]\nbranch = "社区"')
    found = listed(plan)
    assert ("holds", "not-applicable") == (found["term-village"][0], found["term"][0])


def test_a_type_of_branch_that_is_none(tmp_path: Path) -> None:
    """It is the plan that is wrong."""
    plan = write_plan(tmp_path, 'when = "每月第一个周五"', head='[body]\nbranch = "机関"')
    found = sanhui("rules", "list", plan)
    assert 2 == found.code
    assert "unknown type of branch" in found.err


@pytest.mark.parametrize("language", ["zh", "en"])
def test_lists_fit_the_screen(language: str) -> None:
    """80 columns, in both languages, with every rule in it."""
    out = sanhui("--lang", language, "rules", "list", QIYOU, COLUMNS="80").out
    assert 80 >= max(map(width, out.splitlines()))
    assert "local-lecture" in out


def test_a_rule_with_its_source() -> None:
    """Words, article, firmness, whether it holds, and what the branch made of it."""
    page = sanhui("--lang", "zh", "rules", "show", "general-meeting-quorum", QIYOU).out
    assert "《中国共产党支部工作条例（试行）》第十一条" in page
    assert (
        "“表决必须有半数以上有表决权的党员到会方可进行，赞成人数超过应到会有表决权的党员的半数为通过”" in page
    )
    assert "原文" in page
    stricter = sanhui("--lang", "zh", "rules", "show", "谈心谈话每年", QIYOU)
    assert 2 == stricter.code
    stricter = sanhui("--lang", "zh", "rules", "show", "heart-talk", QIYOU)
    assert "《机关党支部学习考勤制度》第四条" in stricter.out
    assert "转述" in stricter.out


def test_a_rule_as_json() -> None:
    """Shares are exact, sentences in the plan's language whoever asks."""
    record = json.loads(sanhui("rules", "show", "election-quorum", QIYOU, "--json").out)
    assert ("4/5", "voting", "P", False) == (
        record["share"],
        record["denominator"],
        record["grade"],
        record["verbatim"],
    )
    assert "换届选举" in record["asks"]
    assert "holds" == record["applicable"]


def test_a_rule_that_is_none() -> None:
    """The nearest is named; one of a rulebook that the plan does not name says how to have it."""
    found = sanhui("rules", "show", "theme-dya", QIYOU)
    assert (2, True) == (found.code, "did you mean “theme-day”" in found.err)
    found = sanhui("rules", "show", "centre-group", QIYOU)
    assert (2, True) == (found.code, "rules" in found.err)


@pytest.mark.parametrize("file", RULEBOOKS, ids=lambda file: file.stem)
def test_the_sample_is_right(file: Path) -> None:
    """Alone, and in the plan that names it."""
    assert (0, []) == ((found := sanhui("rules", "check", file, "--json")).code, json.loads(found.out))
    assert 0 == sanhui("rules", "check", QIYOU).code
    assert "local-lecture" in sanhui("rules", "list", file).out


def test_what_is_weaker_is_a_finding(tmp_path: Path) -> None:
    """With its line, and exit code 1; a broken file is exit code 2."""
    file = tmp_path / "local.toml"
    file.write_text(
        '[rulebook]\nid = "local"\nzh = "制度"\n[[rule]]\nrefines = "study-hours"\nhours = 31\n',
        encoding="utf-8",
    )
    found = sanhui("rules", "check", file)
    assert 1 == found.code
    assert f"{file}:6: warning: hours = 31" in found.out
    assert "《中国共产党党员教育管理工作条例》第二十条" in found.out
    (record,) = json.loads(sanhui("rules", "check", file, "--json").out)
    assert ("weakened", "study-hours", 6) == (record["code"], record["rule"], record["line"])
    file.write_text("[rulebook]\nid = ", encoding="utf-8")
    assert 2 == sanhui("rules", "check", file).code


def test_the_schema_of_rulebooks() -> None:
    """The same text as the file that ships."""
    from sanhui.rulebook.schema import SCHEMA_FILE

    assert SCHEMA_FILE.read_text(encoding="utf-8") == sanhui("schema", "--rules").out


def test_since_when_and_until_when_a_rule_is_in_force(tmp_path: Path) -> None:
    """Of an organisation's own rules; a book without any of its own is named all the same."""
    head = '[rulebook]\nid = "local"\nzh = "制度"\n'
    rule = '[[rule]]\nid = "{n}"\nzh = "规定{n}"\nsort = "count"\nkinds = ["党课"]\nat_least = 1\nperiod = "year"\n'
    first, last = "effective_from = 2026-01-01\n", "effective_until = 2026-06-30\n"
    (tmp_path / "local.toml").write_text(
        head + "".join(rule.format(n=n) + said for n, said in enumerate(("", first, last, first + last), 1)),
        encoding="utf-8",
    )
    (tmp_path / "empty.toml").write_text(head.replace("local", "empty"), encoding="utf-8")
    plan = write_plan(tmp_path, 'when = "每月第一个周五"', head='rules = ["local.toml", "empty.toml"]')
    told = [sanhui("rules", "show", n, plan).out for n in "1234"]
    assert "In force" not in told[0]
    for text, force in zip(
        told[1:], ("from 2026-01-01 on", "until 2026-06-30", "2026-01-01 to 2026-06-30"), strict=True
    ):
        assert f"In force         {force}" in text or force in text
    assert "empty.toml\n\n4 rules" in sanhui("rules", "list", plan).out
