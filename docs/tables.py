"""The tables of the documentation, made from the program's own data."""

from __future__ import annotations

import datetime as dt
import functools
import json
import tomllib
from pathlib import Path
from typing import Any, Literal

Language = Literal["zh", "en"]

_FIELDS = Path(__file__).with_name("zh") / "fields.toml"
_YEAR = 2026


def _table(heads: list[str], rows: list[list[str]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return (
        "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in lines) + "\n"
    )


# -- the plan's format -------------------------------------------------------------------------------------

_HEADINGS = {
    "PlanTable": "`[plan]`",
    "Body": "`[body]`",
    "Defaults": "`[defaults]`",
    "Activity": "`[[activity]]`",
    "Rotation": "`speakers = { rotate = […] }`",
    "Leave": "`leave_out = [{ … }]`",
    "SessionTask": "`tasks = [{ … }]`",
    "SessionTable": '`[activity.session."2026-03"]`',
    "Task": "`[[task]]`",
    "Change": "`[[change]]`",
    "Drop": "`[[drop]]`",
    "Period": "`[[period]]`",
    "Kind": "`[[kind]]`",
    "Mark": "`[[mark]]`",
}

_RULEBOOK_HEADINGS = {
    "Book": "`[rulebook]`",
    "Rule": "`[[rule]]`",
    "Applies": "`applies = { … }`",
    "Settings": "`[settings]`",
    "Points": "`[[points]]`",
    "Mark": "`[[mark]]`",
}


@functools.cache
def chinese_fields() -> dict[str, dict[str, str]]:
    """What the keys mean, in Chinese, by table and key; "" is the table itself."""
    return tomllib.loads(_FIELDS.read_text(encoding="utf-8"))


def _chinese(table: str, key: str) -> str:
    """The Chinese of a key or a check. Raises RuntimeError when nobody has written it yet."""
    try:
        return chinese_fields()[table][key]
    except KeyError:
        raise RuntimeError(f"docs/zh/fields.toml has nothing about {key!r} of [{table}]") from None


def plan_reference(language: Language) -> str:
    """Every table of a plan file and every key in it, from the JSON Schema."""
    from sanhui.plan.schema import schema

    document = schema()
    needed = document["else"]["properties"]  # of activities and tasks that are not inherited
    more = {table.title(): keys["items"]["required"] for table, keys in needed.items()}
    return _reference(document["$defs"], _HEADINGS, more, language)


def rulebook_reference(language: Language) -> str:
    """Every table of a rulebook file and every key in it, from the JSON Schema."""
    from sanhui.rulebook.schema import schema

    definitions = schema()["$defs"]
    return _reference(
        definitions, _RULEBOOK_HEADINGS, {"Rule": definitions["Rule"]["else"]["required"]}, language
    )


def _reference(
    definitions: dict[str, Any], headings: dict[str, str], needed: dict[str, list[str]], language: Language
) -> str:
    """The tables under their headings; `needed` are keys that a table must have though its definition does not say so."""
    heads = {"zh": ["键", "类型", "默认", "含义"], "en": ["key", "type", "default", "meaning"]}[language]
    parts = []
    for name, heading in headings.items():
        definition = definitions[name]
        required = [*definition.get("required", ()), *needed.get(name, ())]
        told = _chinese(name, "") if language == "zh" else definition["description"]
        rows = [
            [
                f"`{key}`" + (" \\*" if key in required else ""),
                _type(field, language),
                _default(field),
                _meaning(
                    field, _chinese(name, key) if language == "zh" else field.get("description", ""), language
                ),
            ]
            for key, field in definition["properties"].items()
        ]
        parts += [f"### {heading}", "", told, "", _table(heads, rows)]
    return "\n".join(parts)


def rules(language: Language) -> str:
    """Every shipped rule, by its book."""
    from sanhui.i18n import speaking
    from sanhui.plan.kinds import shipped
    from sanhui.rulebook.asks import asks, grade_name, severity_name
    from sanhui.rulebook.shipped import books

    heads = {
        "zh": ["标识", "要求", "条款", "条文", "可靠程度", "程度"],
        "en": ["id", "what it asks for", "article", "wording", "certainty", "firmness"],
    }[language]
    parts = []
    with speaking(language):
        for book in books():
            rows = [
                [
                    f"`{rule.id}`",
                    asks(rule, shipped()),
                    rule.article,
                    f"“{rule.wording}”" if rule.verbatim else rule.wording,
                    grade_name(rule),
                    severity_name(rule.severity),
                ]
                for rule in book.rules
            ]
            title = f"《{book.zh}》" if language == "zh" else f"{book.en} (《{book.zh}》)"
            parts += [f"### {title}", "", _table(heads, rows)]
    return "\n".join(parts)


def rule_sorts(language: Language) -> str:
    """The sorts of rules, with the keys that each needs and may have."""
    from sanhui.i18n import _, speaking
    from sanhui.rulebook.sorts import SORTS

    heads = {
        "zh": ["`sort`", "要求什么", "必须有的键", "可以有的键"],
        "en": ["`sort`", "what it asks for", "keys it needs", "keys it may have"],
    }[language]
    with speaking(language):
        rows = [
            [f"`{name}`", _(sort.asks), _keys(sort.needs), _keys(sort.takes)] for name, sort in SORTS.items()
        ]
    return _table(heads, rows)


def branches(language: Language) -> str:
    """The types of branches that `[body]` and rulebooks may name."""
    from sanhui.plan.body import BRANCHES

    heads = {"zh": ["代码", "类型"], "en": ["code", "Chinese", "English"]}[language]
    rows = [[f"`{code}`", *names[: len(heads) - 1]] for code, names in BRANCHES.items()]
    return _table(heads, rows)


def _keys(keys: tuple[str, ...]) -> str:
    return ", ".join(f"`{key}`" for key in keys)


_TYPES: dict[Language, dict[str, str]] = {
    "zh": {
        "string": "文字",
        "integer": "整数",
        "number": "数",
        "boolean": "是否",
        "array": "列表",
        "object": "表",
        "date": "日期",
    },
    "en": {
        "string": "text",
        "integer": "integer",
        "number": "number",
        "boolean": "true, false",
        "array": "list",
        "object": "table",
        "date": "date",
    },
}


def _type(field: dict[str, Any], language: Language) -> str:
    words = _TYPES[language]
    if "anyOf" in field:
        separator = {"zh": "或", "en": " or "}[language]
        return separator.join(dict.fromkeys(_type(arm, language) for arm in field["anyOf"]))
    if "enum" in field:
        return ", ".join(f"`{value}`" for value in field["enum"])
    if "$ref" in field:
        return words["object"]
    return words[field.get("format") or field["type"]]


def _default(field: dict[str, Any]) -> str:
    default = field.get("default")
    said = default or isinstance(default, bool)
    return f"`{json.dumps(default, ensure_ascii=False)}`" if said else ""


def _meaning(field: dict[str, Any], text: str, language: Language) -> str:
    examples = [f"`{_toml(example)}`" for example in field.get("examples", ())]
    if not examples:
        return text
    return (
        text
        + {"zh": "例如 ", "en": " For example "}[language]
        + {"zh": "、", "en": ", "}[language].join(examples)
    )


def _toml(value: Any) -> str:
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {_toml(inner)}" for key, inner in value.items()) + " }"
    return json.dumps(value, ensure_ascii=False)


def settings(language: Language) -> str:
    """The settings, with their variables and what holds without them."""
    from sanhui.cli.settings import SETTINGS
    from sanhui.i18n import _, speaking

    heads = {
        "en": ["setting", "value", "meaning", "environment", "if nobody says"],
        "zh": ["设置", "值", "作用", "环境变量", "默认"],
    }
    rows = []
    with speaking(language):
        for each in SETTINGS.values():
            values = ", ".join(f"`{word}`" for word in each.words) or f"`{each.example}`"
            variables = ", ".join(f"`{name}`" for name in each.variables)
            rows.append([f"`{each.name}`", values, _(each.meaning), variables, _(each.usual)])
    return _table(heads[language], rows)


def marks(language: Language) -> str:
    """The attendance marks that every plan knows, and what each counts for."""
    from sanhui.plan.marks import shipped

    flags = ("due", "present", "quorum", "late", "leave", "owes", "ahead")
    rows = [
        [
            *(f"`{mark.code}`", mark.zh, mark.en, mark.symbol),
            *("✓" * getattr(mark, flag) for flag in flags),
            f"{mark.hours:g}",
            "、".join(mark.aliases),
        ]
        for mark in shipped().values()
    ]
    names = ("应到", "实到", "表决到会", "迟到", "请假", "须补课", "会前可登记")
    heads = {
        "zh": ["代码", "中文", "英文", "符号", *names, "学时", "也可写作"],
        "en": ["code", "Chinese", "English", "symbol", *flags, "hours", "also"],
    }
    return _table(heads[language], rows)


def kinds(language: Language) -> str:
    """The kinds of activities that every plan knows."""
    from sanhui.plan.kinds import shipped

    rows = [
        [f"`{kind.code}`", kind.zh, kind.en, "、".join(kind.aliases), kind.symbol, "✓" * kind.study]
        for kind in shipped().values()
    ]
    heads = {
        "zh": ["代码", "中文", "英文", "也可写作", "符号", "学习"],
        "en": ["code", "Chinese", "English", "also", "symbol", "study"],
    }
    return _table(heads[language], rows)


def named_days(language: Language) -> str:
    """The named days of the `when` language, with their dates in 2026."""
    from sanhui.days.festivals import NAMED_DAYS, date_of

    separator = {"zh": "、", "en": ", "}[language]
    rows = [
        [separator.join(day.zh), separator.join(day.en), f"{date_of(day.id, _YEAR):%m-%d}", f"`{day.id}`"]
        for day in NAMED_DAYS.values()
    ]
    heads = {"zh": ["中文", "英文", "2026年", "代码"], "en": ["Chinese", "English", "2026", "id"]}
    return _table(heads[language], rows)


# -- the `when` language -----------------------------------------------------------------------------------


def when_examples(language: Language) -> str:
    """Every form of the language in both languages, with its first days in 2026."""
    from sanhui.days.calendar import WorkCalendar
    from sanhui.schedule.expand import sessions_of
    from sanhui.when import parse
    from sanhui.when.examples import EXAMPLES

    calendar = WorkCalendar()
    periods = {"寒假": (dt.date(2026, 1, 31), dt.date(2026, 3, 1))}
    rows = []
    for zh, en in EXAMPLES:
        placed = sessions_of(parse(zh), _YEAR, calendar, periods=periods)
        first = " ".join(_day(one) for one in placed[:4]) + (" …" if len(placed) > 4 else "")
        rows.append([zh, en, first, str(len(placed)), placed[0].candidate.slot])
    heads = {
        "zh": ["中文", "英文", "2026年（顺延）", "个数", "期次"],
        "en": ["Chinese", "English", "2026 (postponed)", "number", "slot"],
    }
    return _table(heads[language], rows)


def _day(placed: Any) -> str:
    candidate = placed.candidate
    if candidate.floats:
        return f"{candidate.first:%m-%d}…{candidate.last:%m-%d}"
    return f"{placed.date:%m-%d}" if placed.date else "–"


# -- checks ------------------------------------------------------------------------------------------------

_SEVERITIES = {"zh": {"error": "错误", "warning": "警告", "note": "提示"}, "en": {}}


def checks(language: Language) -> str:
    """The checks of `sanhui check`, in the order in which they are told."""
    from sanhui.checks import CHECKS, RECORD_CHECKS
    from sanhui.checks.finding import Check, RecordCheck
    from sanhui.checks.required import RULE_CHECKS, RuleCheck

    every: list[Check | RecordCheck | RuleCheck] = [*CHECKS, *RECORD_CHECKS, *RULE_CHECKS]
    rows = []
    for each in every:
        told = (each.find.__doc__ or "").partition("\n")[0]
        severity = _SEVERITIES[language].get(each.severity, each.severity)
        rows.append([f"`{each.code}`", severity, _chinese("checks", each.code) if language == "zh" else told])
    heads = {"zh": ["代码", "程度", "含义"], "en": ["code", "severity", "meaning"]}
    return _table(heads[language], rows)


# -- calendar programs -------------------------------------------------------------------------------------

_GRADES = {
    "zh": {"full": "完整", "quirk": "有讲究", "fragile": "不稳", "broken": "不行"},
    "en": {},
}
_FEATURES = {
    "zh": {
        "import": "导入",
        "again": "再次导入",
        "subscribe": "订阅",
        "series": "重复日程",
        "alarms": "提醒",
        "tasks": "待办",
    },
    "en": {"again": "importing again", "subscribe": "subscription", "tasks": "tasks (vtodo)"},
}
_REPOSITORY = "https://github.com/"


def programs(language: Language) -> str:
    """Where each calendar program imports and subscribes."""
    from sanhui.i18n import _, speaking
    from sanhui.publish.ics.clients import PROGRAMS

    with speaking(language):
        rows = [
            [f"`{client}`", _(each.name), _(each.importing), _(each.subscribing) if each.subscribing else "–"]
            for client, each in PROGRAMS.items()
        ]
    heads = {
        "zh": ["--for", "程序", "在哪里导入", "在哪里订阅"],
        "en": ["--for", "program", "where to import", "where to subscribe"],
    }
    return _table(heads[language], rows)


def clients(language: Language) -> str:
    """What works in each calendar program, how well, and who saw it."""
    from sanhui.i18n import _, speaking
    from sanhui.publish.ics.clients import PROGRAMS

    rows = []
    with speaking(language):
        for program in PROGRAMS.values():
            name = _(program.name)
            for feature, cell in program.cells.items():
                grade = _GRADES[language].get(cell.grade, cell.grade)
                what = _FEATURES[language].get(feature, feature)
                note = _(cell.note) if cell.note else ""
                rows.append([name, what, grade, note, ", ".join(map(_source, cell.source.split(", ")))])
                name = ""
    heads = {
        "zh": ["程序", "什么", "程度", "要知道的", "依据"],
        "en": ["program", "what", "grade", "what to know", "source"],
    }
    return _table(heads[language], rows)


def _source(source: str) -> str:
    """A link to a thread, or to a test of ours as seen from a page."""
    repository, thread, number = source.partition("#")
    if not thread:
        return f"[{source.rpartition('/')[2]}](../../{source})"
    return f"[{source}]({_REPOSITORY}{repository}/issues/{number})"


# -- documents ---------------------------------------------------------------------------------------------


def placeholders(language: Language) -> str:
    """The placeholders of every document, those of rows and parts below the list that they belong to."""
    from sanhui.i18n import _, speaking
    from sanhui.publish.docx import DOCUMENTS
    from sanhui.publish.placeholders import fields_of, paths

    parts = []
    heads = {"zh": ["占位符", "含义"], "en": ["placeholder", "what it is"]}[language]
    with speaking(language):
        for name, document in DOCUMENTS.items():
            rows = [
                [f"`{path}`" + (" …" if field.many else ""), _(field.about)]
                for path, field in paths(fields_of(document.form))
            ]
            parts += [f"### {name}", "", _(document.about), "", _table(heads, rows)]
    return "\n".join(parts)
