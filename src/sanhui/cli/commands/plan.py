"""The plan of the year: making it, reading it, changing it."""

from sanhui.cli.commands.entries import Chapter, Entry
from sanhui.i18n import N_

PLAN = Chapter(
    N_("The plan:"),
    (
        Entry(
            "init",
            "plan.init:init",
            N_(
                "Make a plan in a folder, from a template and the answers to five questions.\n\n"
                "  sanhui init\n"
                "  sanhui init branch --template seven-haves --year 2027 --yes\n\n"
                "Templates: minimal, three-meetings (三会一课), seven-haves (七有), huaian (淮安), communications (通信), "
                "linyi (临沂), yangjiang (阳江). Options answer the questions beforehand, and --yes the rest. Nothing is "
                "ever overwritten."
            ),
        ),
        Entry(
            "import",
            "plan.import_table:take_over",
            N_(
                "Turn a table that you have (年度组织生活计划表, .xlsx or CSV) into a plan, and tell what could not be "
                "read.\n\n"
                "  sanhui import 2026年组织生活计划表.xlsx -o plan.toml\n"
                "  sanhui import branch-2026.xlsx --into plan.toml\n\n"
                "Columns are found by their headers: 月份, 日期, 类别, 主题, 主讲人, 参加范围, 地点, 责任人, 学习资料 … No "
                "row is lost: what cannot be planned stands at the end of the plan as a comment, and in a file of its own.\n\n"
                "--into takes a table back that “sanhui export xlsx” wrote and people edited: dates, times, topics, speakers, "
                "places, materials and notes, as “sanhui move”, “note”, “cancel” and “add” would write them. What the table "
                "cannot decide is told with its cell; the exit code is then 1."
            ),
        ),
        Entry(
            "show",
            "plan.show:show",
            N_(
                "Show the year's sessions by month: when, what, where, who, and what moved and why.\n\n"
                "The exit code is 1 when a session must be settled by hand."
            ),
        ),
        Entry(
            "next",
            "plan.show:upcoming",
            N_("Show what comes next: sessions, and tasks that are due or overdue."),
        ),
        Entry(
            "check",
            "plan.check:check",
            N_(
                "Check the plan: sessions that collide, stand on a day off or found no day, and what else deserves a look.\n\n"
                "The exit code is 1 when there are errors or warnings; notes alone are fine.\n\n"
                "It is held against its rulebooks as well: those that it names (rules in [plan]), or else the regulations "
                "that bind every branch. A plan that nothing is to be asked of says so: rules = []."
            ),
        ),
        Entry(
            "explain",
            "plan.explain:explain",
            N_(
                "Tell how a session came to its day: the rule, the day it gives, each step and its reason.\n\n"
                "  sanhui explain weekly-study/2026-W11\n"
                "  sanhui explain 2026-03-11\n"
                "  sanhui explain weekly-study@3月11日"
            ),
        ),
        Entry(
            "suggest",
            "plan.suggest:suggest",
            N_(
                "Propose the three best days for a session that has none yet, with the reasons.\n\n"
                "  sanhui suggest forum/2026-Q2\n\n"
                "They are working days on which it is in nobody's way: neither the plan's other sessions nor the calendars "
                "under `busy` in the plan. “sanhui fix” then gives it the day."
            ),
        ),
        Entry(
            "move",
            "plan.change:move",
            N_(
                "Move a session to another day, time or place.\n\n"
                "  sanhui move weekly-study@3月9日 --to 3月11日\n"
                "  sanhui move 2026-03-09 --to 15:30 --reason 与局务会冲突\n\n"
                "Every other line of the plan stays as it is. It is not moved to a day off, nor to a time at which another "
                "session needs its people or place, nor out of its period (--outside).\n\n"
                "The exit code is 1 when the plan then has errors or warnings that it had not."
            ),
        ),
        Entry(
            "fix",
            "plan.change:fix",
            N_(
                "Give its day to a session that has none yet.\n\n"
                '  sanhui fix forum/2026-Q2 "5月20日 14:30"\n\n'
                "“sanhui suggest” proposes days. The exit code is 1 when the plan then has errors or warnings that it had "
                "not."
            ),
        ),
        Entry(
            "cancel",
            "plan.change:cancel",
            N_("Call a session off. It stays in the plan as cancelled, so that calendars take it away."),
        ),
        Entry(
            "add",
            "plan.change:add",
            N_(
                "Add an extra session of an activity.\n\n"
                "The exit code is 1 when the plan then has errors or warnings that it had not."
            ),
        ),
        Entry(
            "note",
            "plan.change:note",
            N_(
                "Write down the topic, speaker, chair, recorder, place, materials or notes of one session.\n\n"
                "  sanhui note 2026-03-11 --topic 新质生产力 --speaker 甲同志\n\n"
                "What was written so before is replaced; an empty text takes it back."
            ),
        ),
        Entry(
            "undo",
            "plan.change:undo",
            N_(
                "Take back the last change that a command made: the plan is what it was, to the byte.\n\n"
                "Asked again, it takes back the change before that one."
            ),
        ),
        Entry(
            "diff",
            "plan.compare:diff",
            N_(
                "List the sessions that differ between two plans, two calendars, or a calendar and a plan.\n\n"
                "  sanhui diff published.ics plan.toml\n"
                "  sanhui diff plan-january.toml plan.toml\n\n"
                "A calendar tells when, what and where; plans are compared in everything. The exit code is 1 when "
                "something differs."
            ),
        ),
        Entry(
            "notice",
            "plan.compare:notice",
            N_(
                "Write the message for the chat group that says what has changed (变更通知).\n\n"
                "  sanhui notice published.ics\n\n"
                "The old version is the calendar that people have, or an older plan; the new one is the plan. Nobody's "
                "name is written without --names."
            ),
        ),
    ),
)
