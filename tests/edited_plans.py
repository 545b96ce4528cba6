"""Plan files as owners write them, for the tests of changes: every layout that TOML allows, and what is done to them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

from hypothesis import strategies as st

from sanhui.edit import change
from sanhui.edit.outcome import Edit

NOW = dt.datetime(2026, 2, 2, 10)

Deed = Callable[[Path], Edit]

DEEDS: dict[str, Deed] = {
    "move": lambda path: change.move(
        path, "study/2026-03", dt.date(2026, 3, 12), now=NOW, reason="与局务会“冲突”"
    ),
    "move in time": lambda path: change.move(
        path, "study/2026-04", dt.time(16, 30), now=NOW, place="二楼 \\ 报告厅"
    ),
    "move outside": lambda path: change.move(
        path, "study/2026-05", dt.datetime(2026, 6, 3, 9), now=NOW, outside=True, reason="上级要求"
    ),
    "fix": lambda path: change.fix(path, "lecture/2026-Q2", dt.date(2026, 5, 20), now=NOW),
    "cancel": lambda path: change.cancel(path, "study/2026-07", now=NOW, reason='"防汛"'),
    "add": lambda path: change.add(path, "study", dt.date(2026, 3, 27)),
    "note anew": lambda path: change.note(
        path, "study/2026-08", now=NOW, topic="题目", materials=["一", "二"]
    ),
    "note again": lambda path: change.note(
        path, "study/2026-09", now=NOW, topic="新题目", speaker="甲同志", notes="两\n行"
    ),
    "note on the last": lambda path: change.note(path, "lecture/2026-Q3", now=NOW, speaker="外请"),
}

_HEADS = (
    '[plan]\nid = "p"\nyear = 2026\ntitle = "计划 # 不是注释"\n',
    '[plan] # 抬头\n  year=2026\n  revision   =   7   # 每次加一\n\n  id = \'p\'\n  title = """计划"""\n',
    'plan.id = "p"\nplan . "year" = 2026\n\tplan.title = "计划" # 题目\n',
    'plan.revision = 0x10\nplan.id = "p"\nplan.year = 2_026\nplan.title = "计划"\n',
    'plan = { id = "p", year = 2026, title = "计划" } # 一行\n',
    'plan = { revision = 1_0, id = "p", year = 2026, title = "计划" }\n',
    '["plan"]\n"id" = "p"\nyear = 2026\n# 注释\ntitle = "计划"\nholidays = [ # 没有\n  # 一个也没有\n]\n',
)
_STUDY = (
    '[[activity]]\nid = "study"\ntitle = "学习"\nkind = "集中学习"\nwhen = "每月第二个周三 15:00"\n',
    '  [[ activity ]]  # 学习\n  id="study"\n  title="学习"\n  kind="集中学习"\n  when="每月第二个周三 15:00"   \n',
    '[["activity"]]\nwhen = "每月第二个周三 15:00"\nid = "study"\nkind = "集中学习"\n'
    'title = "学习"\ntopics = [\n  "一", # 1\n  "二",\n]\n',
)
_NOTED = (
    "",
    '\n[activity.session."2026-09"]\ntopic = "旧题目"   # 待定\n',
    'session."2026-09".topic = "旧题目"\n',
    'session = { "2026-09" = { topic = "旧题目", place = "大厅" } }\n',
    "\n[activity.session]\n'2026-09' = { } # 空\n",
    '\n[activity.session."2026-09"]\n# 还没有\n\n  [activity.session."2026-10"]\n  topic = "别的"\n',
)
_LECTURE = '[[activity]]\nid = "lecture"\ntitle = "党课"\nkind = "党课"\nwhen = "每季度1次 9:00"\n'
_CHANGE = '[[change]]\nsession = "study/2026-01"\nto = 2026-01-15\n'
_BETWEEN = ("", "\n", "\n\n# ── 注释 ──\n", "# 紧挨着的注释\n", "\n# 上一段的注释\n\n", "   \n\t\n")


@st.composite
def plans(draw: st.DrawFn) -> bytes:
    """A valid plan in some layout: order, spacing, comments, line ends, byte order mark."""
    head, study, noted = (draw(st.sampled_from(pieces)) for pieces in (_HEADS, _STUDY, _NOTED))
    tables = [study + noted, _LECTURE]
    tables += [_CHANGE] * draw(st.integers(0, 1))
    if draw(st.booleans()):
        tables.append('[defaults]\nplace = "三楼"\n')
    tables = list(draw(st.permutations(tables)))
    if head.lstrip().startswith("["):
        tables.insert(draw(st.integers(0, len(tables))), head)
    else:
        tables.insert(0, head)  # keys of the document come first
    text = draw(st.sampled_from(("", "# 某支部\n", "\n")))
    text += "".join(table + draw(st.sampled_from(_BETWEEN)) for table in tables)
    if draw(st.booleans()):
        text = text.rstrip("\n")
    ends = draw(st.sampled_from(("lf", "crlf", "mixed")))
    if ends != "lf":
        lines = text.split("\n")
        keep = [ends == "mixed" and draw(st.booleans()) for _line in lines[1:]]
        text = lines[0] + "".join(
            ("\n" if plain else "\r\n") + line for plain, line in zip(keep, lines[1:], strict=True)
        )
    return (b"\xef\xbb\xbf" if draw(st.booleans()) else b"") + text.encode()
