"""Before its year a plan is held against its rules: what is missing, what hangs on one day or on none yet, and where to mend it."""

from __future__ import annotations

import datetime as dt
import itertools
import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from commandline import sanhui
from sanhui.checks.required import required
from sanhui.plan.load import load
from sanhui.rulebook.load import all_shipped, rules_of
from sanhui.rules.audit import foresee
from sanhui.rules.facts import Tables
from sanhui.rules.floating import placed
from sanhui.schedule.expand import expand
from small_plans import ROSTER, write_plan

THEME_DAY = next(rule for rule in all_shipped().rules if rule.id == "theme-day")


def codes(folder: Path, when: str) -> list[str]:
    path = write_plan(
        folder, f'kind = "主题党日"\nwhen = "{when}"', head='rules = ["党员教育管理工作条例"]', roster=ROSTER
    )
    schedule = expand(load(path))
    return [each.code for each in required(schedule, rules_of(schedule.plan)) if "theme" in each.message]


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        ("每月第一个周五", []),
        ("每月1次", []),  # floating sessions are possible
        ("每月最后一个工作日", ["rule-last-day"]),
        ("每季度1次", ["rule-short", "rule-floating"]),  # it falls into one month of its quarter only
        ("每季度3次", ["rule-floating"]),  # one for every month, if they are spread so
        ("全年12次", ["rule-floating"]),
        ("全年11次", ["rule-short", "rule-floating"]),
        ("3月第一个周五", ["rule-short"]),
    ],
)
def test_a_theme_day_every_month(tmp_path: Path, when: str, expected: list[str]) -> None:
    """One a month is enough, as long as there is one."""
    assert expected == codes(tmp_path, when)


def test_a_floating_session_fills_one_month_and_dated_ones_fill_theirs(tmp_path: Path) -> None:
    """Dated months need none; the month that only the last floating session can reach is named with it."""
    path = write_plan(
        tmp_path,
        'kind = "主题党日"\nwhen = "1月、2月、4月至12月第一个周五"',
        'kind = "主题党日"\nwhen = "第一季度1次"',
        head='rules = ["党员教育管理工作条例"]',
        roster=ROSTER,
    )
    schedule = expand(load(path))
    (found,) = [e for e in required(schedule, rules_of(schedule.plan)) if "theme" in e.message]
    assert "rule-floating" == found.code
    assert found.message.endswith("2026-03")
    assert ("b/2026-Q1",) == found.sessions


SPANS = st.lists(st.tuples(st.integers(1, 6), st.integers(0, 5)), max_size=6)


@given(SPANS, st.sets(st.integers(1, 6)), st.integers(1, 2))
def test_as_many_months_are_filled_as_any_placing_fills(
    floating: list[tuple[int, int]], dated: set[int], needed: int
) -> None:
    """All ways of holding the floating sessions are tried; none fills more of what the dated ones leave open."""
    spans = {
        f"f{n}": (dt.date(2026, first, 1), dt.date(2026, min(first + more, 6), 28))
        for n, (first, more) in enumerate(floating)
    }
    days = {**spans, **{f"d{month}": (dt.date(2026, month, 5),) * 2 for month in dated}}
    months = {key: range(first.month, last.month + 1) for key, (first, last) in days.items()}
    tables: Tables = {
        "held": [(key, first.isoformat()) for key, (first, _last) in days.items()],
        "held_kind": [(key, "theme-day") for key in days],
        "held_period": [(key, "month", f"2026-{month:02}") for key in days for month in months[key]],
        "rule_kind": [("theme-day", "theme-day")],
        "rule_after": [],
        "period": [],
        "expected": [("theme-day", f"2026-{month:02}", "", 0) for month in range(1, 7)],
    }
    rule = msgspec.structs.replace(THEME_DAY, at_least=needed)
    chosen = {session: int(slot[-2:]) for _rule, session, slot, *_more in placed(tables, [rule], spans)}
    assert all(month in months[session] for session, month in chosen.items())

    def filled(where: Iterable[int]) -> int:
        there = Counter(where)
        return sum(min(needed, there[month]) for month in range(1, 7))

    best = max(filled(each) for each in itertools.product(*months.values()))
    assert best == filled(chosen.get(key, months[key][0]) for key in days)


def test_a_plan_that_names_no_rules_is_held_against_those_that_bind_every_branch(tmp_path: Path) -> None:
    """Who forgot the key is told what is missing; only a plan that says so, or --no-rules, is not asked."""
    study = 'kind = "集中学习"\nwhen = "3月第一个周五"'
    path = write_plan(tmp_path, study)
    found = sanhui("check", path, "--json")
    assert 1 == found.code
    assert {"general-meeting", "organization-life", "appraisal", "theme-day"} <= {
        each["rule"] for each in json.loads(found.out) if each["code"] == "rule-short"
    }
    silent = sanhui("check", path, "--no-rules", "--json")
    assert (0, "[]", "No rules were asked.") == (silent.code, silent.out.strip(), silent.err.strip())
    none = write_plan(tmp_path, study, head="rules = []")
    silent = sanhui("check", none)
    told = "No rules were asked: the plan says rules = []. Without that line all of them are.\n"
    assert (0, told + "Nothing to complain about.\n") == (silent.code, silent.err)
    named = write_plan(
        tmp_path, 'kind = "集中学习"\nwhen = "每月第一个周五"', head='rules = ["支部工作条例"]'
    )
    assert "第十七条" in sanhui("check", named, "--json").out


def test_a_finding_says_where_to_mend_it(tmp_path: Path) -> None:
    """The activity of the kind; without one the line that names the rulebook."""
    path = write_plan(
        tmp_path,
        'kind = "支部党员大会"\nwhen = "3月第一个周五"',
        head='rules = ["支部工作条例"]',
        roster=ROSTER,
    )
    found = {
        each["rule"]: (each["activity"], each["line"], each["key"])
        for each in json.loads(sanhui("check", path, "--json").out)
        if each["code"] == "rule-short"
    }
    lines = path.read_text(encoding="utf-8").splitlines()
    assert ("a", 1 + lines.index("[[activity]]"), "activity[1]") == found["general-meeting"]
    assert (None, 1 + lines.index('rules = ["支部工作条例"]'), "plan.rules[1]") == found["appraisal"]


def test_a_reason_makes_a_note_of_a_warning(tmp_path: Path) -> None:
    """It is told with its reason, as long as that holds; a 一般 is no more than a warning anyway."""
    path = write_plan(
        tmp_path,
        'kind = "支部党员大会"\nwhen = "3月、6月、9月第一个周五"',
        head='rules = ["支部工作条例"]',
        roster=ROSTER,
    )

    def said(now: str) -> list[tuple[str, str]]:
        told = json.loads(sanhui("check", path, "--json", SANHUI_NOW=now).out)
        return [(each["severity"], each["code"]) for each in told if each["rule"] == "general-meeting"]

    assert [("warning", "rule-short")] == said("2026-01-05T10:00")
    waive = ("--reason", "换届", "--by", "甲同志", "--until", "2026-02-01", "--plan", path)
    sanhui("waive", "general-meeting", "2026-Q4", *waive, SANHUI_NOW="2026-01-05T10:00")
    assert [("note", "rule-waived")] == said("2026-02-01T10:00")
    assert [("warning", "rule-short")] == said("2026-02-02T10:00")


def test_provisional_days_are_named(tmp_path: Path) -> None:
    """Of a year whose notice is not out, all that rests on its days is told once, with rules, periods and sessions."""
    path = write_plan(tmp_path, 'kind = "主题党日"\nwhen = "每月第一个工作日"', year=2030, roster=ROSTER)
    told = json.loads(sanhui("check", path, "--json").out)
    (found,) = [each for each in told if each["code"] == "rule-provisional"]
    assert ("主题党日每月一次（2030-01 – 2030-12）", 12) == (
        found["message"].partition("：")[2],
        len(found["sessions"]),
    )


def test_what_a_rulebook_weakens_is_told(tmp_path: Path) -> None:
    """In the file that does it, at its line; a regulation that the plan leaves out at the line of its rules."""
    local = '[rulebook]\nid = "local"\nzh = "制度"\n[[rule]]\nrefines = "general-meeting"\nperiod = "half"\n'
    (tmp_path / "local.toml").write_text(local, encoding="utf-8")
    path = write_plan(tmp_path, 'when = "3月1日"', head='rules = ["支部工作条例", "local.toml"]')
    told = json.loads(sanhui("check", path, "--json").out)
    assert [("local.toml", 6)] == [
        (Path(each["file"]).name, each["line"]) for each in told if each["code"] == "weakened"
    ]
    assert 2 == sum(each["code"] == "left-out" for each in told)


ORDER = """[rulebook]
id = "local"
zh = "制度"
[[rule]]
id = "committee-first"
zh = "先开支委会"
sort = "order"
kinds = ["支部党员大会"]
after = ["支委会"]
period = "quarter"
"""


@pytest.mark.parametrize(
    ("committee", "meeting", "expected"),
    [
        ("每季度首月5日", "每季度首月9日", []),
        ("每季度首月9日", "每季度首月5日", ["rule-short"]),
        ("每季度1次", "每季度首月9日", ["rule-floating"]),  # if it is held by the 9th
        ("每季度首月9日", "每季度1次", ["rule-floating"]),  # if it is not held before the 9th
        ("每月1次", "每季度末月20日", []),
        ("全年4次", "每季度末月20日", ["rule-floating"]),  # one of the four in every quarter
        ("全年3次", "每季度末月20日", ["rule-short", "rule-floating"]),
        ("12月1次", "每季度末月20日", ["rule-short", "rule-floating"]),
        (
            "3月20日",
            "全年1次",
            ["rule-floating"],
        ),  # the general meeting is held in the first quarter, after the 20th
        ("12月1次", "上半年1次", ["rule-short"]),
    ],
)
def test_a_committee_meets_before_the_general_meeting(
    tmp_path: Path, committee: str, meeting: str, expected: list[str]
) -> None:
    """What has no day yet is taken on the day that serves best, in one period; what hangs on it is named."""
    (tmp_path / "local.toml").write_text(ORDER, encoding="utf-8")
    path = write_plan(
        tmp_path,
        f'kind = "支委会"\nwhen = "{committee}"',
        f'kind = "支部党员大会"\nwhen = "{meeting}"',
        head='rules = ["支部工作条例", "local.toml"]\n[defaults]\non_holiday = "keep"',
    )
    schedule = expand(load(path))
    found = required(schedule, rules_of(schedule.plan))
    assert expected == [each.code for each in found if each.rule == "committee-first"]


def test_an_audit_names_a_session_without_a_day_once(tmp_path: Path) -> None:
    """One theme day a quarter, still without a day: of the months ahead it is planned in one, and the others are at risk."""
    path = write_plan(
        tmp_path,
        'kind = "主题党日"\nwhen = "每季度1次"',
        head='rules = ["党员教育管理工作条例"]',
        roster=ROSTER,
    )
    told = json.loads(sanhui("audit", path, "--as-of", "2026-02-10", "--json").out)["findings"]
    assert [
        ("2026-01", "short", [], False),
        ("2026-02", "upcoming", ["a/2026-Q1"], False),
        ("2026-03", "upcoming", [], True),
        ("2026-04", "upcoming", ["a/2026-Q2"], False),
        ("2026-05", "upcoming", [], True),
    ] == [
        (each["period"], each["state"], each["planned"], each["at_risk"])
        for each in told
        if each["rule"] == "theme-day"
    ][:5]


@pytest.mark.parametrize(
    ("kind", "rule", "when", "expected"),
    [
        ("支部党员大会", "general-meeting", "每季度最后一个工作日", 4),
        ("支部党员大会", "general-meeting", "每季度倒数第二个工作日", 0),
        ("支部党员大会", "general-meeting", "每月最后一个工作日", 0),  # there are two more in each quarter
        ("组织生活会", "organization-life", "12月31日", 1),
        ("组织生活会", "organization-life", "12月30日", 0),
    ],
)
def test_what_hangs_on_the_last_working_day(
    tmp_path: Path, kind: str, rule: str, when: str, expected: int
) -> None:
    """Of a quarter or a year as of a month, if there is nothing else in it that counts."""
    path = write_plan(tmp_path, f'kind = "{kind}"\nwhen = "{when}"', roster=ROSTER)
    schedule = expand(load(path))
    found = required(schedule, rules_of(schedule.plan))
    near = [each for each in found if each.code == "rule-last-day" and each.rule == rule]
    assert expected == sum(len(each.sessions) for each in near)


def test_an_audit_counts_for_a_window_what_may_lie_in_it(tmp_path: Path) -> None:
    """A meeting in March does nothing for the fourth quarter; one without a day may."""
    for when, planned in (("3月20日", []), ("全年1次", ["a/2026"]), ("11月20日", ["a/2026"])):
        path = write_plan(tmp_path, f'kind = "组织生活会"\nwhen = "{when}"', roster=ROSTER)
        told = json.loads(sanhui("audit", path, "--as-of", "2026-02-10", "--json").out)["findings"]
        (found,) = [each for each in told if each["rule"] == "organization-life-season"]
        assert (planned, not planned) == (found["planned"], found["at_risk"])


def test_an_audit_of_groups_names_what_each_has_planned(tmp_path: Path) -> None:
    """Twice a quarter a joint meeting without a day: both groups have it in January and February, and nothing in March."""
    path = write_plan(tmp_path, 'kind = "党小组会"\nwhen = "每季度2次"', roster=ROSTER)
    told = json.loads(sanhui("audit", path, "--as-of", "2026-01-10", "--json").out)["findings"]
    found = [each for each in told if each["rule"] == "group-meeting" and each["last"] < "2026-04"]
    assert {
        ("2026-01", 1, False),
        ("2026-02", 1, False),
        ("2026-03", 0, True),
    } == {(each["period"], len(each["planned"]), each["at_risk"]) for each in found}
    assert 6 == len(found)


DAYS = st.tuples(st.integers(1, 40), st.integers(0, 40))


@given(
    st.lists(DAYS, max_size=2),
    st.lists(DAYS, max_size=2),
    st.sets(st.integers(1, 59)),
    st.sets(st.integers(1, 59)),
)
def test_an_order_is_broken_only_if_it_must_be(
    meetings: list[tuple[int, int]], committees: list[tuple[int, int]], dated: set[int], before: set[int]
) -> None:
    """In two months: if all ways of holding what has no day break the order in some month, it is broken, and not otherwise."""

    def day(number: int) -> dt.date:
        return dt.date(2026, 1, 1) + dt.timedelta(days=number - 1)

    spans = {f"m{n}": (first, min(first + more, 59)) for n, (first, more) in enumerate(meetings)}
    spans |= {f"c{n}": (first, min(first + more, 59)) for n, (first, more) in enumerate(committees)}
    fixed = {f"md{n}": n for n in sorted(dated)[:2]} | {f"cd{n}": n for n in sorted(before)[:2]}
    days = {**{key: (n, n) for key, n in fixed.items()}, **spans}

    def broken(held: dict[str, int]) -> bool:
        for first, last in ((1, 31), (32, 59)):
            here = {key: n for key, n in held.items() if first <= n <= last}
            general = min((n for key, n in here.items() if key[0] == "m"), default=None)
            if general is not None and not any(n <= general for key, n in here.items() if key[0] == "c"):
                return True
        return False

    # Only the ends of a span and of the months in it need be tried: as late as may be, or as early.
    choices = [
        sorted({first, last, *({31, 32} & set(range(first, last + 1)))}) for first, last in spans.values()
    ]
    ways = [{**fixed, **dict(zip(spans, held, strict=True))} for held in itertools.product(*choices)]
    rule = msgspec.structs.replace(
        THEME_DAY, id="order", sort="order", kinds=("meeting",), after=("committee",), period="month"
    )
    kind_of = {"m": "meeting", "c": "committee"}
    tables: Tables = {
        "held": [(key, day(first).isoformat()) for key, (first, _last) in days.items()],
        "held_kind": [(key, kind_of[key[0]]) for key in days],
        "held_period": [
            (key, "month", f"2026-0{month}")
            for key, (first, last) in days.items()
            for month in range(day(first).month, day(last).month + 1)
        ],
        "period": [
            ("month", "2026-01", "2026-01-01", "2026-01-31"),
            ("month", "2026-02", "2026-02-01", "2026-02-28"),
        ],
        "rule_kind": [("order", "meeting")],
        "rule_after": [("order", "committee")],
    }
    chosen = {
        session: (dt.date.fromisoformat(when) - dt.date(2026, 1, 1)).days + 1
        for _rule, session, _slot, when, _hangs in placed(
            tables, [rule], {key: (day(first), day(last)) for key, (first, last) in spans.items()}
        )
    }
    assert all(broken(each) for each in ways) == broken({**fixed, **chosen})


def test_what_a_verdict_was_met_by_is_named(tmp_path: Path) -> None:
    """For a window what lies in it, for a lecture by a secretary those that one gives; nothing else that has the kind."""
    roster = "姓名,职务,状态\n甲,党组书记,正式党员\n乙,,正式党员\n"
    path = write_plan(
        tmp_path,
        'kind = "组织生活会"\nwhen = "3月、11月20日"',
        'kind = "党课"\nwhen = "每年5月、6月、7月第一个周五"\nspeakers = { rotate = ["乙", "甲"] }',
        'kind = "党课"\nwhen = "8月5日"',
        roster=roster,
    )
    schedule = expand(load(path))
    found = {each.rule.id: each.sessions for each in foresee(schedule, rules_of(schedule.plan))}
    assert ("a/2026-11",) == found["organization-life-season"]
    assert ("b/2026-06",) == found["secretary-lecture"]


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        ("10月20日", []),
        ("10月21日", ["rule-short"]),  # the day after the term has ended
        ("10月11日至12月10日之间", []),  # it may still be held in time
        ("10月21日至12月10日之间", ["rule-short"]),
        ("", ["rule-short"]),
    ],
)
def test_an_election_after_the_end_of_the_term_is_too_late(
    tmp_path: Path, when: str, expected: list[str]
) -> None:
    """The term ends on 20 October, of which it is told."""
    election = [f'kind = "换届选举"\nwhen = "{when}"\non_holiday = "keep"'] if when else []
    head = 'language = "en"\nrules = ["支部工作条例"]\n[body]\nbranch = "机关"\nterm_from = 2023-10-20'
    path = write_plan(tmp_path, 'kind = "提醒"\nwhen = "6月1日"', *election, head=head, roster=ROSTER)
    schedule = expand(load(path))
    found = [each for each in required(schedule, rules_of(schedule.plan)) if each.rule == "term"]
    assert expected == [each.code for each in found if each.code != "rule-last-day"]
    assert all("20 Oct" in each.message for each in found)
