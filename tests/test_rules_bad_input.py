"""What goes wrong with rules at the command line: told with file, line, key and remedy, by every command that asks them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from commandline import sanhui
from small_plans import write_plan

NAMES = 'rules = ["支部工作条例", "党员教育管理工作条例", "基层组织选举工作条例", "local.toml"]'
HEAD = '[rulebook]\nid = "local"\nzh = "制度"\n'
OWN = (
    '[[rule]]\nid = "own"\nzh = "规定"\nsort = "count"\nkinds = ["党课"]\nat_least = 1\nperiod = "quarter"\n'
)
ORDER = '[[rule]]\nid = "first-{0}"\nzh = "w"\nsort = "order"\nkinds = ["{0}"]\nafter = ["{1}"]\nperiod = "month"\n'
CIRCLE = ORDER.format("lecture", "study") + ORDER.format("study", "lecture")
LECTURES = 'kind = "党课"\nwhen = "每月第一个周五"'


def plan(folder: Path, local: str, names: str = NAMES) -> Path:
    (folder / "local.toml").write_text(local, encoding="utf-8")
    return write_plan(folder, LECTURES, head=names)


@pytest.mark.parametrize(
    ("local", "says"),
    [
        (HEAD + OWN.replace("党课", "党棵"), ["local.toml:8", "rule[1].kinds[1]", "unknown kind", "党课"]),
        (HEAD + OWN.replace('"count"', '"coutn"'), ["local.toml:7", "rule[1].sort", "did you mean “count”"]),
        (HEAD + CIRCLE, ["local.toml:16", "rule[2].after", "nobody could keep both", "let one end"]),
        (
            HEAD + OWN + 'article = "第三条"\n',
            ["local.toml:11", "rule[1].article", "what it says is missing", "wording"],
        ),
        (
            HEAD + OWN + "effective_from = 2026-05-01\neffective_until = 2026-04-30\n",
            ["local.toml:12", "rule[1].effective_until", "it ends before it begins", "exchange"],
        ),
        (
            HEAD.replace("local", "zhibu-2018") + OWN,
            ["plan.toml:5", "plan.rules[4]", "the same id: zhibu-2018"],
        ),
        (HEAD + OWN.replace('"own"', '"theme-day"'), ["local.toml:5", "rule[1].id", 'refines = "theme-day"']),
        (HEAD + OWN + OWN, ["local.toml:12", "rule[2].id", "line 4 has a rule of the same id"]),
        (
            HEAD + '[[rule]]\nrefines = "theme-dya"\nat_least = 2\n',
            ["local.toml:5", "rule[1].refines", "theme-day"],
        ),
        (HEAD + OWN + "months = 1201\n", ["local.toml:11", "rule[1].months", "1200"]),
        (HEAD + "[[rule]\n", ["local.toml:4"]),
    ],
)
def test_a_rulebook_that_is_wrong_is_refused_by_every_command(
    tmp_path: Path, local: str, says: list[str]
) -> None:
    """Exit code 2 and the same words, whoever asks; nothing is judged by half of the rules."""
    path = plan(tmp_path, local)
    told = {
        command: sanhui(*command.split(), path) for command in ("rules check", "check", "audit", "rules list")
    }
    assert {2} == {each.code for each in told.values()}
    for command, each in told.items():
        assert [] == [word for word in says if word not in each.err], (command, each.err)
        assert "" == each.out


def test_a_rule_that_has_expired_is_told_and_asks_for_nothing(tmp_path: Path) -> None:
    """A finding of `check` and `rules check`; in the audit it is not applicable, and says why."""
    path = plan(
        tmp_path,
        HEAD
        + OWN
        + "effective_until = 2026-02-28\n"
        + OWN.replace("own", "old")
        + "effective_until = 2025-12-31\n",
    )
    assert 1 == sanhui("rules", "check", path).code
    told = json.loads(sanhui("check", path, "--json").out)
    assert [("old", 12)] == [(each["rule"], each["line"]) for each in told if each["code"] == "expired"]
    found = json.loads(sanhui("audit", path, "--json").out)["findings"]
    assert {"not-applicable"} == {each["state"] for each in found if each["rule"] in ("own", "old")}
    assert all("施行" in each["message"] for each in found if each["rule"] == "old")


def test_without_a_roster_what_needs_one_is_unchecked(tmp_path: Path) -> None:
    """Committee, groups, hours, absence: said to be so, never met; counts of the body's sessions are judged."""
    path = plan(tmp_path, HEAD + OWN)
    found = json.loads(sanhui("audit", path, "--json").out)["findings"]
    unchecked = {each["rule"] for each in found if each["state"] == "unchecked"}
    assert {"committee-meeting", "group-meeting", "study-hours", "heart-talk", "long-absence"} <= unchecked
    assert not unchecked & {"general-meeting", "theme-day", "own"}
    assert [] == [each for each in found if each["state"] == "met"]
    assert "There is no ledger yet" in sanhui("audit", path).err
    noted = [
        each for each in json.loads(sanhui("check", path, "--json").out) if each["code"] == "rule-unchecked"
    ]
    assert ["plan.roster", "body.branch"] == [each["key"] for each in noted]


def test_a_ledger_that_is_not_there_is_a_mistake(tmp_path: Path) -> None:
    """An empty record is no answer to a typing error."""
    path = plan(tmp_path, HEAD + OWN)
    for command in ("audit", "check"):
        said = sanhui(command, path, "--ledger", tmp_path / "nope.db")
        assert (2, True) == (said.code, "nope.db" in said.err)


def test_a_day_before_the_year_and_one_that_is_none(tmp_path: Path) -> None:
    """Before the year nothing is short or met; the thirteenth month is refused."""
    path = plan(tmp_path, HEAD + OWN)
    said = sanhui("audit", path, "--as-of", "2025-12-31", "--json")
    assert 0 == said.code
    assert {"upcoming", "unchecked"} == {each["state"] for each in json.loads(said.out)["findings"]}
    assert 2 == sanhui("audit", path, "--as-of", "2025-13-31").code


def test_a_plan_of_which_nothing_is_asked(tmp_path: Path) -> None:
    """`rules = []` is no omission: every command says that no rules were asked, and finds nothing."""
    path = plan(tmp_path, HEAD, "rules = []")
    for command in ("check", "audit", "rules list"):
        said = sanhui(*command.split(), path)
        assert (0, True) == (said.code, "No rules were asked" in said.err), command
    assert [] == json.loads(sanhui("rules", "check", path, "--json").out)
