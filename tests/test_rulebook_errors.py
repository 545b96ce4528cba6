"""What is wrong with rulebooks is told at once: file, line, key, value, and what would be right."""

from __future__ import annotations

import contextlib
import tempfile
from fractions import Fraction
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanhui.errors import InputError, Problem
from sanhui.plan.kinds import shipped as shipped_kinds
from sanhui.plan.load import load
from sanhui.rulebook import document, shipped
from sanhui.rulebook.asks import asks
from sanhui.rulebook.load import rules_in, rules_of
from sanhui.rulebook.model import Rules
from small_plans import write_plan

HEAD = '[rulebook]\nid = "local"\nzh = "制度"\n'
RULE = (
    HEAD
    + '[[rule]]\nid = "own"\nzh = "规定"\nsort = "count"\nkinds = ["党课"]\nat_least = 1\nperiod = "quarter"\n'
)
NAMES = '["支部工作条例", "党员教育管理工作条例", "基层组织选举工作条例", "rules/local.toml"]'


def rules(folder: Path, text: str, names: str = NAMES, more: str = "", year: int = 2026) -> Rules:
    """The rules of a plan with a local rulebook."""
    (folder / "rules").mkdir(exist_ok=True)
    (folder / "rules/local.toml").write_text(text, encoding="utf-8")
    plan = write_plan(
        folder, 'kind = "党课"\nwhen = "每月第一个周五"', year=year, head=f"rules = {names}\n{more}"
    )
    return rules_of(load(plan))


def problems(folder: Path, text: str, names: str = NAMES) -> tuple[Problem, ...]:
    """What is wrong with it."""
    with pytest.raises(InputError) as caught:
        rules(folder, text, names)
    return caught.value.problems


@pytest.mark.parametrize(
    ("text", "line", "key", "value", "message", "remedy"),
    [
        (RULE.replace("党课", "党棵"), 8, "rule[1].kinds[1]", '"党棵"', "unknown kind of activity", "党课"),
        (
            RULE.replace('"count"', '"coutn"'),
            7,
            "rule[1].sort",
            '"coutn"',
            "unknown sort",
            "did you mean “count”",
        ),
        (RULE + 'per = "member"', 11, "rule[1].per", '"member"', "is not judged for this", "body, group"),
        (RULE.replace("at_least", "at_last"), 9, "rule[1].at_last", None, "unknown key", "at_least"),
        (
            RULE.replace('period = "quarter"', ""),
            4,
            "rule[1].period",
            None,
            "needs this key",
            "kinds, at_least, period",
        ),
        (RULE.replace("quarter", "week"), 10, "rule[1].period", '"week"', "not one of the words", "quarter"),
        (
            RULE.replace("at_least = 1", "at_least = 0"),
            9,
            "rule[1].at_least",
            "0",
            "needs this key",
            "period",
        ),
        (
            RULE + "hours = 3",
            11,
            "rule[1].hours",
            None,
            "says nothing in a rule of the sort “count”",
            "at_least",
        ),
        (
            RULE + 'article = "第一条"',
            11,
            "rule[1].article",
            '"第一条"',
            "what it says is missing",
            "wording",
        ),
        (RULE + "verbatim = true", 11, "rule[1].verbatim", None, "no wording", "wording"),
        (
            RULE + 'verbatim = true\nwording = "x"\ngrade = "P"',
            11,
            "rule[1].verbatim",
            "true",
            "grade V",
            "grade",
        ),
        (RULE + 'grade = "X"', 11, "rule[1].grade", '"X"', "not one of the words", "V, P, M"),
        (
            RULE + "effective_from = 2026-03-01\neffective_until = 2026-02-28",
            12,
            "rule[1].effective_until",
            "2026-02-28",
            "ends before it begins",
            "exchange",
        ),
        (
            RULE + 'applies = { branches = ["农村"] }',
            11,
            "rule[1].applies.branches[1]",
            '"农村"',
            "type of branch",
            "村",
        ),
        (
            RULE + 'applies = { branches = ["村"], other_branches = ["机关"] }',
            11,
            "rule[1].applies.other_branches",
            '["机关"]',
            "contradicts",
            "one place",
        ),
        (
            RULE + RULE.removeprefix(HEAD),
            12,
            "rule[2].id",
            '"own"',
            "line 4 has a rule of the same id",
            "of its own",
        ),
        (
            RULE.replace('"own"', '"theme-day"'),
            5,
            "rule[1].id",
            '"theme-day"',
            "has a rule of the same id",
            "refines",
        ),
        (HEAD + '[[rule]]\nid = "own"\nzh = "x"', 4, "rule[1].sort", None, "missing", "sort"),
        (
            HEAD + '[[rule]]\nrefines = "theme-dya"\nat_least = 2',
            5,
            "rule[1].refines",
            '"theme-dya"',
            "no rule",
            "theme-day",
        ),
        (
            HEAD + '[[rule]]\nrefines = "centre-group"\nat_least = 2',
            5,
            "rule[1].refines",
            '"centre-group"',
            "does not name",
            "中心组",
        ),
        (
            HEAD + '[[rule]]\nrefines = "theme-day"',
            4,
            "rule[1]",
            None,
            "says nothing that is stricter",
            "at_least = 2",
        ),
        (
            HEAD + '[[rule]]\nrefines = "theme-day"\nsort = "hours"\nat_least = 2',
            6,
            "rule[1].sort",
            None,
            "cannot have",
            "remove",
        ),
        (
            HEAD + '[[rule]]\nrefines = "theme-day"\nper = "group"\nat_least = 2',
            6,
            "rule[1].per",
            '"group"',
            "another rule",
            "id",
        ),
        (
            HEAD + '[[rule]]\nrefines = "theme-day"\nhours = 2',
            6,
            "rule[1].hours",
            None,
            "says nothing",
            "at_least",
        ),
        (
            HEAD + '[[rule]]\nrefines = "theme-day"\nkinds = []',
            6,
            "rule[1].kinds",
            "[]",
            "empty",
            "at least one",
        ),
        (
            HEAD + '[settings]\nattendance_target = "185%"',
            5,
            "settings.attendance_target",
            '"185%"',
            "share",
            "85%",
        ),
        (
            HEAD + "[settings]\nattendance_target = nan",
            5,
            "settings.attendance_target",
            "nan",
            "share",
            "85%",
        ),
        (HEAD + '[settings]\nsign_in_after = "一会儿"', 5, "settings.sign_in_after", '"一会儿"', "", ""),
        (
            HEAD + '[settings]\nevidence = ["minuts"]',
            5,
            "settings.evidence[1]",
            '"minuts"',
            "not one of the words",
            "minutes",
        ),
        (
            HEAD + '[[points]]\nmarks = ["甲"]\npoints = 1',
            5,
            "points[1].marks[1]",
            '"甲"',
            "mark",
            "present (√)",
        ),
        (HEAD + "[[points]]\n", 4, "points[1].points", None, "missing", "points = 2"),
        (HEAD + "x = ", 4, "", "x =", "", "quotation marks"),
        ('zh = "制度"', None, "rulebook", None, "missing", "[rulebook]"),
        (
            RULE.replace('sort = "count"', 'sort = "window"').replace(
                'at_least = 1\nperiod = "quarter"', 'window = "Q5"'
            ),
            9,
            "rule[1].window",
            '"Q5"',
            "not a part of the year",
            "Q4",
        ),
        (
            RULE.replace('sort = "count"', 'sort = "quorum"').replace(
                'at_least = 1\nperiod = "quarter"', 'share = "5/4"'
            ),
            9,
            "rule[1].share",
            '"5/4"',
            "not a share",
            "4/5",
        ),
    ],
)
def test_a_mistake_and_its_remedy(
    text: str, line: int | None, key: str, value: str | None, message: str, remedy: str, tmp_path: Path
) -> None:
    """Each in its line, with what would be right."""
    found = next(each for each in problems(tmp_path, text) if each.key == key)
    assert str(tmp_path / "rules/local.toml") == found.file
    assert line == found.line or line is None
    assert value == found.value
    assert message in found.message
    assert remedy in found.remedy


def test_all_at_once(tmp_path: Path) -> None:
    """The mistakes of a file, between the files, and of the plan that names them; each once."""
    text = (
        RULE.replace("党课", "党棵")
        + '[[rule]]\nrefines = "theme-day"\nper = "group"\n[settings]\nhour = "一会儿"'
    )
    names = NAMES.replace("]", ', "支部条例", "no.toml", "某条例"]')
    found = [(Path(each.file).name, each.key) for each in problems(tmp_path, text, names)]
    assert [
        ("local.toml", "rule[1].kinds[1]"),
        ("local.toml", "rule[2].per"),
        ("local.toml", "settings.hour"),
        ("plan.toml", "plan.rules[5]"),
        ("plan.toml", "plan.rules[6]"),
        ("plan.toml", "plan.rules[7]"),
    ] == found


CONTRADICTIONS = {
    "each before the other": (
        '[[rule]]\nid = "a"\nzh = "x"\nsort = "order"\nkinds = ["党课"]\nafter = ["集中学习"]\nperiod = "month"\n'
        '[[rule]]\nid = "b"\nzh = "x"\nsort = "order"\nkinds = ["集中学习"]\nafter = ["党课"]\nperiod = "month"',
        "rule[2].after",
        "a",
    ),
    "itself": (
        '[[rule]]\nid = "a"\nzh = "x"\nsort = "order"\nkinds = ["党课"]\nafter = ["党课"]\nperiod = "month"',
        "rule[1].after",
        "itself",
    ),
}


@pytest.mark.parametrize(("text", "key", "other"), CONTRADICTIONS.values(), ids=CONTRADICTIONS)
def test_what_nobody_could_keep_both(text: str, key: str, other: str, tmp_path: Path) -> None:
    """The local rule is blamed, and the one that it contradicts is named."""
    (found,) = problems(tmp_path, HEAD + text)
    assert key == found.key
    assert other in found.message


def test_what_can_be_kept_both_is_no_contradiction(tmp_path: Path) -> None:
    """An order that ends before the other begins; and windows, in each of which one session is enough."""
    order = '[[rule]]\nid = "{}"\nzh = "x"\nsort = "order"\nkinds = ["{}"]\nafter = ["{}"]\nperiod = "month"\n{}\n'
    window = '[[rule]]\nid = "{}"\nzh = "x"\nsort = "window"\nkinds = ["{}"]\nwindow = "{}"\n'
    text = order.format("a", "党课", "集中学习", "effective_until = 2026-06-30")
    text += order.format("b", "集中学习", "党课", "effective_from = 2026-07-01")
    text += window.format("c", "组织生活会", "Q1") + window.format("d", "主题党日", "Q4")
    assert {"a", "b", "c", "d"} <= {rule.id for rule in rules(tmp_path, HEAD + text).rules}


# -- what is right, and must be known ----------------------------------------------------------------------


def test_what_is_weaker_does_not_hold(tmp_path: Path) -> None:
    """The regulation stands; the line that would weaken it is told, and what is stricter beside it is taken over."""
    found = rules(tmp_path, HEAD + '[[rule]]\nrefines = "theme-day"\nat_least = 0\nseverity = "must"')
    rule = found.get("theme-day")
    assert rule is not None
    assert (1, "must", ("severity",)) == (rule.at_least, rule.severity, rule.refined[0].keys)
    (slip,) = found.slips
    assert ("weakened", "theme-day", 6) == (slip.code, slip.rule, slip.line)


def test_a_longer_period_takes_its_number_along(tmp_path: Path) -> None:
    """Six in a year are no twelve: neither the year nor the six hold."""
    found = rules(tmp_path, HEAD + '[[rule]]\nrefines = "theme-day"\nat_least = 6\nperiod = "year"')
    rule = found.get("theme-day")
    assert rule is not None
    assert (1, "month", ()) == (rule.at_least, rule.period, rule.refined)
    assert ["weakened"] == [slip.code for slip in found.slips]


def test_without_a_key_the_regulations_hold_that_bind_every_branch(tmp_path: Path) -> None:
    """Nobody must name them."""
    plan = load(write_plan(tmp_path, 'when = "每月第一个周五"'))
    found = rules_of(plan)
    assert ["zhibu-2018", "jiaoyu-2019", "xuanju-2020"] == [book.id for book in found.books]
    assert () == found.slips


def test_a_regulation_that_is_left_out_is_told(tmp_path: Path) -> None:
    """Who names some of them, and forgets one, hears of it."""
    found = rules(tmp_path, RULE, '["支部工作条例", "rules/local.toml"]')
    assert [("left-out", "jiaoyu-2019"), ("left-out", "xuanju-2020")] == [
        (slip.code, slip.rulebook) for slip in found.slips
    ]


def test_an_expired_rule_is_told(tmp_path: Path) -> None:
    """Until the last day of the year before: it holds on no day of the plan."""
    assert ["expired"] == [slip.code for slip in rules(tmp_path, RULE + "effective_until = 2025-12-31").slips]
    assert [] == list(rules(tmp_path, RULE + "effective_until = 2026-01-01").slips)
    assert ["expired"] == [slip.code for slip in rules(tmp_path, RULE + "effective_from = 2027-01-01").slips]


def test_nothing_is_asked_for_before_it_was_issued(tmp_path: Path) -> None:
    """A plan of 2017 is from a time without these regulations."""
    found = rules(tmp_path, RULE, year=2017)
    assert {"zhibu-2018", "jiaoyu-2019", "xuanju-2020"} == {
        slip.rulebook for slip in found.slips if slip.code == "expired"
    }


def test_settings_and_what_they_fill_in(tmp_path: Path) -> None:
    """A number stands in one place: rules that leave it open take it from the settings."""
    text = HEAD + (
        '[settings]\nattendance_target = "85%"\nmakeup_within = "2周"\nhour = "50分钟"\nabsences_to_criticism = 4\n'
        'evidence = ["minutes"]\n'
        '[[rule]]\nid = "a"\nzh = "x"\nsort = "attendance"\nperiod = "year"\n'
        '[[rule]]\nid = "b"\nzh = "x"\nsort = "makeup"\n'
        '[[rule]]\nid = "c"\nzh = "x"\nsort = "absences"\nperiod = "year"\n'
        '[[rule]]\nid = "d"\nzh = "x"\nsort = "evidence"\n'
        '[[points]]\nkinds = ["党课"]\nmarks = ["出勤"]\nduty = "speaker"\npoints = 5\n'
    )
    found = rules(tmp_path, text)
    by_id = {rule.id: rule for rule in found.rules}
    assert "17/20" == str(by_id["a"].share)
    sixths = rules(tmp_path, text.replace("85%", "5/6")).get("a")
    assert sixths is not None
    assert Fraction(5, 6) == sixths.share  # 25 of 30 are enough
    assert (14, 3, ("minutes",)) == (by_id["b"].within, by_id["c"].at_most, by_id["d"].documents)
    settings = found.settings
    assert (Fraction(85, 100), 14, 50, 30) == (
        settings.attendance_target,
        settings.makeup_within,
        settings.hour_minutes,
        settings.sign_in_before,
    )
    (points,) = settings.points
    assert (("lecture",), ("present",), 5) == (points.kinds, points.marks, points.points)


def test_two_local_rulebooks_refine_one_after_the_other(tmp_path: Path) -> None:
    """What the first made stricter, the second may not weaken again."""
    (tmp_path / "more.toml").write_text(
        HEAD.replace("local", "more") + '[[rule]]\nrefines = "theme-day"\nat_least = 2', encoding="utf-8"
    )
    names = NAMES.replace("]", ', "more.toml"]')
    found = rules(tmp_path, HEAD + '[[rule]]\nrefines = "theme-day"\nat_least = 3', names)
    rule = found.get("theme-day")
    assert rule is not None
    assert 3 == rule.at_least
    assert [("weakened", "more")] == [(slip.code, slip.rulebook) for slip in found.slips]


def test_a_parents_rulebooks_come_down(tmp_path: Path) -> None:
    """They are named as seen from the parent's folder, and blamed there; the plan adds its own."""
    below = tmp_path / "below"
    below.mkdir()
    (below / "parent.toml").write_text(
        '[plan]\nid = "parent"\nyear = 2026\ntitle = "x"\nrules = ["支部工作条例", "parent-rules.toml"]\n',
        encoding="utf-8",
    )
    (below / "parent-rules.toml").write_text(RULE.replace('"local"', '"parent"'), encoding="utf-8")
    (tmp_path / "own.toml").write_text(HEAD + '[[rule]]\nrefines = "own"\nat_least = 2', encoding="utf-8")
    plan = write_plan(
        tmp_path, 'when = "每月第一个周五"', head='extends = "below/parent.toml"\nrules = ["own.toml"]'
    )
    found = rules_of(load(plan))
    assert ["zhibu-2018", "parent", "local"] == [book.id for book in found.books]
    rule = found.get("own")
    assert rule is not None
    assert 2 == rule.at_least

    (below / "parent-rules.toml").unlink()
    with pytest.raises(InputError) as caught:
        rules_of(load(plan))
    assert [(str(below / "parent.toml"), "plan.rules[2]", 5)] == [
        (each.file, each.key, each.line) for each in caught.value.problems
    ]


TABLES = (document.Book, document.Settings, document.Rule, document.Points, document.Document)
KEYS = sorted({field.encode_name for table in TABLES for field in msgspec.structs.fields(table)})
# fmt: off
VALUES = [
    "0", "1", "-1", "7", "3.5", "nan", "inf", "true", "2026-02-29", "2026-03-01", "15:00", "[]", "[1]", "[13]", "['党课']",
    "['x']", "[['党课']]", "{}", "{a=1}", "''", "'Q4'", "'4/5'", "'1/0'", "'85%'", "'30天'", "'1年'", "'V'", "'count'", "'order'",
    "'month'", "'year'", "'党课'", "'theme-day'", "'own'", '"\\n"', "'村'", "['村']", "{branches=['村']}",
]
# fmt: on
TABLE = st.dictionaries(st.sampled_from(KEYS), st.sampled_from(VALUES))


@given(TABLE, st.lists(st.tuples(st.sampled_from(["rule", "points"]), TABLE), max_size=4))
def test_whatever_stands_in_a_rulebook_is_read_or_refused(
    settings: dict[str, str], tables: list[tuple[str, dict[str, str]]]
) -> None:
    """Every key with every sort of value in any table: rules of which each can be said, or problems, and no other failure."""
    every = [("[settings]", settings), *((f"[[{name}]]", table) for name, table in tables)]
    texts = [
        "\n".join([name, *(f"{key} = {value}" for key, value in table.items())]) for name, table in every
    ]
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "local.toml"
        file.write_text("\n".join([RULE, *texts]), encoding="utf-8")
        with contextlib.suppress(InputError):
            assert all(asks(rule, shipped_kinds()) for rule in rules_in(file, shipped.known()).rules)
