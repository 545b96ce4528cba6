"""Write the templates of documents that come with the program, or check that they are what would be written.

    python tools/templates.py [--check]

What stands in each document is here, in both languages; how it looks is in layout.py. What stands between braces is filled in by
`sanhui.publish.docx`, whose `fields.py` says what there is.
"""

from __future__ import annotations

import sys
from pathlib import Path

from layout import Column, Template

from sanhui.publish.docx.archive import parts_of

FOLDER = Path(__file__).resolve().parents[1] / "src/sanhui/publish/docx/templates"
LANGUAGES = ("zh", "en")
#: One meets for what is called a meeting, and does all else.
_DO = '{% if "会" in kinds %}召开{% else %}开展{% endif %}'
_BLANK = "＿＿＿"


def notice(language: str) -> Template:
    """会议通知."""
    page = Template(language)
    say = page.say
    page.line(say(f"关于{_DO}{{{{ kinds }}}}的通知", "Notice: {{ subject }}"), "title")
    page.line(
        say(
            "{% if audience %}{{ audience }}{% else %}全体党员{% endif %}：",
            "To {% if audience %}{{ audience }}{% else %}all members{% endif %}:",
        ),
        "to",
    )
    page.line(
        say(
            f"按照《{{{{ plan_title }}}}》的安排，定于{{{{ when }}}}{_DO}{{{{ kinds }}}}。现将有关事项通知如下：",
            "According to the plan “{{ plan_title }}”, this session ({{ kinds }}) takes place on {{ when }}.",
        ),
        "text",
    )
    for field, chinese, english in (
        ("when", "时间", "When"),
        ("place", "地点", "Where"),
        ("subject", "主题", "Subject"),
        ("chair", "主持人", "Chair"),
        ("speaker", "主讲人", "Speaker"),
        ("audience", "参加人员", "Members due"),
        ("observers", "列席人员", "Observers"),
        ("materials", "学习资料", "Study material"),
        ("notes", "其他", "Notes"),
    ):
        page.mark(f"if {field}")
        page.line(f"{{{{ {field} }}}}", "item", say(f"{chinese}：", f"{english}: "))
        page.mark("endif")
    page.line(
        say(
            "请准时参加，会前签到。因故不能参加的，请在会前请假。",
            "Please come in time, and sign in before it begins. Who cannot come, please ask for leave before.",
        ),
        "text",
    )
    page.mark("if remark")
    page.line(say("（{{ remark }}）", "({{ remark }})"), "text")
    page.mark("endif")
    page.line("", "text")
    page.line("{{ organization }}", "signed").paragraph_format.keep_with_next = True
    page.line("{{ dated }}", "signed")
    return page


def sign_in(language: str) -> Template:
    """签到表."""
    page = Template(language, "form")
    say = page.say
    page.line(say("{{ kinds }}签到表", "Sign-in sheet: {{ kinds }}"), "top")
    page.form(
        (
            (9, ((say("所在组织", "Body"), "{{ organization }}"),)),
            (9, ((say("会议主题", "Subject"), "{{ subject }}"),)),
            (9, ((say("活动时间", "When"), "{{ when }}"),)),
            (9, ((say("活动地点", "Where"), "{{ place }}"), (say("主持人", "Chair"), "{{ chair }}"))),
        )
    )
    page.line("", "note")
    columns = (
        Column(14, "序号", "No.", "{{ each.number }}"),
        Column(34, "姓名", "Name", "{{ each.name }}"),
        Column(36, "党小组", "Group", "{{ each.group }}"),
        Column(42, "签名", "Signature", ""),
        Column(30, "备注", "Remarks", "{{ each.remark }}", False),
    )
    table = page.grid([each.width for each in columns])
    page.heads(table, columns, "label", height=9)
    page.rows(table, "each in signers", columns, ("form", "centre"), height=9)
    page.line("", "note")
    count = "{% if present or absent %}{{ NAME }}{% else %}" + say(_BLANK, "____") + "{% endif %}"
    present, absent = count.replace("NAME", "present"), count.replace("NAME", "absent")
    page.line(
        say(
            f"应到{{{{ due }}}}人　　实到{present}人　　缺席{absent}人",
            f"Due {{{{ due }}}}    Present {present}    Absent {absent}",
        ),
        "form",
    )
    page.mark("if apart")
    page.line(say("不要求到会：{{ apart }}", "Need not come: {{ apart }}"), "form")
    page.mark("endif")
    return page


def record(language: str) -> Template:
    """会议记录: labels of the form in use, with room for what people write."""
    page = Template(language, "form")
    say = page.say
    page.line(say("{{ kinds }}记录", "Record: {{ kinds }}"), "top")
    people = "{% if COUNT or COUNT_names %}{{ COUNT }}" + say("人：", ": ") + "{{ COUNT_names }}{% endif %}"
    listed = "{%p for each in LIST %}\n{{ each }}\n{%p endfor %}\n"
    agenda = say(
        "{{ title }}{% if topic %}：{{ topic }}{% endif %}{% if speaker %}（主讲人：{{ speaker }}）{% endif %}",
        "{{ title }}{% if topic %}: {{ topic }}{% endif %}{% if speaker %} (speaker: {{ speaker }}){% endif %}",
    )
    page.form(
        (
            (9, ((say("所在组织", "Body"), "{{ organization }}"),)),
            (9, ((say("会议主题", "Subject"), "{{ subject }}"),)),
            (9, ((say("活动时间", "When"), "{{ when }}"),)),
            (9, ((say("活动地点", "Where"), "{{ place }}"),)),
            (9, ((say("主持人", "Chair"), "{{ chair }}"), (say("记录人", "Recorder"), "{{ recorder }}"))),
            (16, ((say("应到党员", "Due"), people.replace("COUNT", "due")),)),
            (16, ((say("实到党员", "Present"), people.replace("COUNT", "present")),)),
            (9, ((say("缺席及原因", "Absent, and why"), "{{ absences }}"),)),
            (9, ((say("列席", "Observers"), "{{ observers }}"),)),
            (18, ((say("学习内容/议题", "Agenda"), f"{agenda}\n{listed.replace('LIST', 'materials')}"),)),
            # Empty lines, not a high row: what is written may go on over the page.
            (0, ((say("会议记录", "Minutes"), "\n" * 16),)),
            (0, ((say("决议", "Resolutions"), listed.replace("LIST", "votes") + "\n" * 4),)),
            (0, ((say("图片", "Pictures"), listed.replace("LIST", "pictures") + "\n" * 6),)),
            (0, ((say("附件", "Attachments"), listed.replace("LIST", "attachments") + "\n" * 2),)),
            (9, ((say("填报人", "Filled in by"), ""), (say("填报时间", "On"), ""))),
        ),
        breaks=(5, 6, 7, 8, 9, 10, 11, 13),  # what may be long: names, the agenda, the minutes
    )
    return page


def plan(language: str) -> Template:
    """年度组织生活计划表: the columns that offices file, by month."""
    page = Template(language, "table")
    say = page.say
    page.line("{{ plan_title }}", "top")
    page.line(
        say(
            "编制单位：{{ organization }}　　{{ total }}　　{{ dated }}",
            "{{ organization }}    {{ total }}    {{ dated }}",
        ),
        "note",
    )
    page.table(
        "row in month.rows",
        (
            Column(10, "序号", "No.", "{{ row.number }}"),
            Column(
                28, "日期（星期）", "Date", "{{ row.date }}\n{%p if row.time %}\n{{ row.time }}\n{%p endif %}"
            ),
            Column(23, "类别", "Kind", "{{ row.kinds }}"),
            Column(44, "主题/内容", "Topic or content", "{{ row.subject }}", False),
            Column(19, "主讲（主持）人", "Speaker (chair)", "{{ row.speaker }}"),
            Column(24, "参加范围", "Audience", "{{ row.audience }}"),
            Column(21, "地点", "Place", "{{ row.place }}"),
            Column(17, "责任人", "In charge", "{{ row.owner }}"),
            Column(23, "学习资料", "Study material", "{{ row.materials }}", False),
            Column(25, "完成情况", "Progress", "{{ row.done }}"),
            Column(30, "备注", "Remarks", "{{ row.remark }}", False),
        ),
        (
            "month in months",
            say(
                "{{ month.name }}（{{ month.rows|length }}场）", "{{ month.name }} ({{ month.rows|length }})"
            ),
        ),
    )
    page.mark("if remark")
    page.line("{{ remark }}", "note")
    page.mark("endif")
    return page


def report(language: str) -> Template:
    """季度、半年、年度情况报告: facts in tables, and room for what people judge and intend."""
    page = Template(language)
    say = page.say
    page.mark("if organization")
    page.line("{{ organization }}", "over")
    page.mark("endif")
    page.line("{{ title }}", "title")
    page.line(say("总体情况", "In general"), "heading")
    for name in ("summary", "remarks"):
        page.mark(f"for each in {name}")
        page.line("{{ each }}", "text")
        page.mark("endfor")
    for condition, chinese, english, columns in _TABLES:
        page.mark(f"if {condition}")
        if condition == "by_kind":
            page.line(say("出勤情况", "Attendance"), "heading")
        page.line(say(chinese, english), "under" if condition in ("by_kind", "by_group") else "heading")
        page.table(f"row in {condition}", columns)
        page.mark("endif")
    page.line(say("存在的问题和下一步打算", "Judgement and intentions"), "heading")
    for _number in range(6):  # for people to write
        page.line("", "text")
    page.line("{{ organization }}", "signed").paragraph_format.keep_with_next = True
    page.line("{{ as_of }}", "signed").paragraph_format.keep_with_next = True
    page.line("{{ disclaimer }}", "note")
    for condition, chinese, english, listed in _APPENDICES:
        page.mark(f"if {condition}")
        page.line(say(chinese, english), "annex").paragraph_format.page_break_before = True
        page.table(f"row in {condition}", listed)
        page.mark("endif")
    return page


_ATTENDANCE = (
    Column(18, "召开", "Held", "{{ row.sessions }}"),
    Column(20, "应到", "Due", "{{ row.due }}"),
    Column(20, "实到", "Present", "{{ row.present }}"),
    Column(22, "出勤率", "Rate", "{{ row.percent }}"),
    Column(18, "请假", "On leave", "{{ row.leave }}"),
    Column(18, "缺席", "Absent", "{{ row.absent }}"),
)
_TABLES = (
    (
        "kinds",
        "各类活动开展情况",
        "Sessions by kind",
        (
            Column(46, "类别", "Kind", "{{ row.name }}", False),
            Column(22, "计划", "Planned", "{{ row.planned }}"),
            Column(22, "召开", "Held", "{{ row.held }}"),
            Column(22, "未登记", "Not recorded", "{{ row.unrecorded }}"),
            Column(22, "未到期", "To come", "{{ row.ahead }}"),
            Column(22, "取消", "Called off", "{{ row.cancelled }}"),
        ),
    ),
    (
        "rules",
        "对照规定情况",
        "By the rules",
        (
            Column(36, "规定", "Rule", "{{ row.name }}", False),
            Column(46, "依据", "Source", "{{ row.source }}", False),
            Column(46, "要求", "Asks for", "{{ row.asks }}", False),
            Column(28, "结果", "Result", "{{ row.result }}"),
        ),
    ),
    (
        "shortfalls",
        "尚缺事项及依据",
        "What is missing, and by which article",
        (
            Column(28, "规定", "Rule", "{{ row.name }}", False),
            Column(54, "依据", "Source", "{{ row.source }}", False),
            Column(
                74,
                "情况",
                "What is missing",
                "{%p for sentence in row.sentences %}\n{{ sentence }}\n{%p endfor %}",
                False,
            ),
        ),
    ),
    (
        "by_kind",
        "（一）按类别",
        "By kind",
        (Column(40, "类别", "Kind", "{{ row.name }}", False), *_ATTENDANCE),
    ),
    (
        "by_group",
        "（二）按党小组",
        "By group",
        (Column(40, "党小组", "Group", "{{ row.name }}", False), *_ATTENDANCE),
    ),
    (
        "makeups",
        "补课情况",
        "Make-ups",
        (
            Column(24, "姓名", "Name", "{{ row.name }}"),
            Column(34, "日期", "Date", "{{ row.day }}"),
            Column(48, "场次", "Session", "{{ row.title }}", False),
            Column(16, "标记", "Mark", "{{ row.mark }}"),
            Column(34, "补课", "Make-up", "{{ row.said }}"),
        ),
    ),
    (
        "changes",
        "计划调整及原因",
        "Changes and their reasons",
        (
            Column(36, "场次", "Session", "{{ row.title }}", False),
            Column(22, "调整", "Change", "{{ row.what }}"),
            Column(32, "原定", "It was", "{{ row.before }}", False),
            Column(32, "改为", "It is now", "{{ row.after }}", False),
            Column(34, "原因", "Reason", "{{ row.reason }}", False),
        ),
    ),
)
_APPENDICES = (
    (
        "sessions",
        "附件1　活动明细",
        "Appendix 1: the sessions",
        (
            Column(36, "日期", "Date", "{{ row.date }}"),
            Column(27, "类别", "Kind", "{{ row.kinds }}"),
            Column(
                32,
                "主题/内容",
                "Session",
                "{% if row.topic %}{{ row.topic }}{% else %}{{ row.title }}{% endif %}",
                False,
            ),
            Column(17, "情况", "State", "{{ row.said }}"),
            Column(12, "应到", "Due", "{{ row.due }}"),
            Column(15, "实到", "Present", "{{ row.present }}"),
            Column(17, "出勤率", "Rate", "{{ row.percent }}"),
        ),
    ),
    (
        "members",
        "附件2　党员考勤明细",
        "Appendix 2: the members",
        (
            Column(24, "姓名", "Name", "{{ row.name }}"),
            Column(28, "党小组", "Group", "{{ row.group }}"),
            Column(13, "应到", "Due", "{{ row.due }}"),
            Column(15, "实到", "Present", "{{ row.present }}"),
            Column(16, "出勤率", "Rate", "{{ row.percent }}"),
            Column(13, "请假", "Leave", "{{ row.leave }}"),
            Column(14, "缺席", "Absent", "{{ row.absent }}"),
            Column(13, "待补", "Owed", "{{ row.owed }}"),
            Column(
                20, "全年学时", "Hours", "{{ row.hours_year }}{% if row.target %}/{{ row.target }}{% endif %}"
            ),
        ),
    ),
)
MAKERS = {"notice": notice, "sign-in": sign_in, "record": record, "plan": plan, "report": report}


def main() -> int:
    """Write the templates, or check them."""
    only_check = "--check" in sys.argv[1:]
    stale = []
    for language in LANGUAGES:
        for name, maker in MAKERS.items():
            path = FOLDER / language / f"{name}.docx"
            made = maker(language).to_bytes()
            if not path.exists() or parts_of(path.read_bytes()) != parts_of(made):
                stale.append(path)
                if not only_check:
                    path.parent.mkdir(parents=True, exist_ok=True)
                    path.write_bytes(made)
    for path in stale:
        sys.stdout.write(f"{'stale' if only_check else 'wrote'}: {path.parent.name}/{path.name}\n")
    return int(only_check and bool(stale))


if __name__ == "__main__":
    sys.exit(main())
