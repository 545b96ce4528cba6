"""Members: the roster, and who came."""

from sanhui.cli.commands.entries import Chapter, Entry, Family
from sanhui.i18n import N_

# Points that are taken away begin with a minus sign, and are no option.
_MINUS = {"ignore_unknown_options": True}

_ROSTER = Family(
    "roster",
    N_(
        "Show, check and renew the roster: who belongs, from when until when, in which group, with which roles."
    ),
    (
        Entry(
            "list",
            "members.roster:listing",
            N_(
                "List the members as of a day.\n\n"
                "  sanhui roster list --on 2026-03-01 --group 第一党小组\n"
                "  sanhui roster list --role 支部委员 --json\n\n"
                "Groups, roles and statuses are those of the day, and so are the filters."
            ),
        ),
        Entry(
            "show",
            "members.roster:show",
            N_("Show everything that the roster says of one member, by name or id."),
        ),
        Entry(
            "check",
            "members.roster:check",
            N_(
                "Read a roster, and say what is wrong or odd in it.\n\n"
                "The exit code is 1 when something should be looked at, and 2 when the file cannot be used."
            ),
        ),
        Entry(
            "diff",
            "members.roster:diff",
            N_(
                "Show what is different between two rosters, or between two days of one.\n\n"
                "  sanhui roster diff 2026-01-01 2026-07-01\n"
                "  sanhui roster diff old.csv new.xlsx\n\n"
                "The exit code is 1 when anything is."
            ),
        ),
        Entry(
            "import",
            "members.roster_files:take_over",
            N_(
                "Take a table of members over into the plan's roster: CSV, .xlsx or TOML, with columns in any order.\n\n"
                "  sanhui roster import 党员名册.xlsx --from 2026-07-01 --dry-run\n\n"
                "The difference is shown first. What differs holds from a day on; before it everything stays. Whoever may "
                "be two people is left alone and told of, and the exit code is 1. Where the plan has no roster yet, "
                "roster.csv is written."
            ),
        ),
        Entry(
            "export",
            "members.roster_files:export",
            N_(
                "Write the roster as CSV, .xlsx or TOML, by the ending of the file's name.\n\n"
                "  sanhui roster export -o roster.xlsx\n\n"
                "Reading it again gives the same roster. Without -o CSV goes to the standard output."
            ),
        ),
    ),
)

_LEAVE = Family(
    "leave",
    N_("Enter leave (请假) for a time; it fills in the marks of the sessions on those days."),
    (
        Entry(
            "add",
            "members.leave:add",
            N_(
                "Enter a leave, from a day to a day, both included.\n\n"
                "  sanhui leave 张三 3月9日 3月13日 --type 公差 --reason 出差 --approved-by 甲同志\n\n"
                "When a session on one of these days is recorded, the member has this mark unless somebody says otherwise."
            ),
        ),
        Entry("list", "members.leave:listing", N_("List the leaves.")),
        Entry(
            "cancel",
            "members.leave:cancel",
            N_("Take a leave back, by the day that it begins. Marks that were recorded stay."),
        ),
    ),
    default=True,
)

_MAKEUP = Family(
    "makeup",
    N_("Show which sessions members have to make up (补课), and record that they did."),
    (
        Entry(
            "list",
            "members.makeup:listing",
            N_(
                "List what is owed: every leave and absence that was not made up, with its deadline.\n\n"
                "The deadline is so many days after the session as the local rulebook says. The exit code is 1 when one "
                "has passed."
            ),
        ),
        Entry(
            "record",
            "members.makeup:record",
            N_(
                "Record that members made a session up.\n\n"
                "  sanhui makeup record 3月9日 张三 --on 3月20日 --how 自学\n\n"
                "Their marks stay what they were: a make-up settles what is owed, and never counts for a quorum."
            ),
        ),
        Entry("undo", "members.makeup:undo", N_("Take back that a member made a session up.")),
    ),
)

_POINTS = Family(
    "points",
    N_("Show members' points (积分), and write some down by hand."),
    (
        Entry(
            "list",
            "members.points:listing",
            N_(
                "Rank the members by points; with --member show every entry of one.\n\n"
                "  sanhui points list --from 2026-04-01 --to 2026-06-30\n\n"
                "What a session is worth says the table of points in a local rulebook."
            ),
        ),
        Entry(
            "add",
            "members.points:add",
            N_(
                "Give a member points by hand, or take some away.\n\n"
                "  sanhui points add 张三 2 --reason 岗位练兵获奖\n"
                "  sanhui points add 李四 -1 --reason 迟交材料\n\n"
                "The ledger keeps who wrote it down, and when."
            ),
            settings=_MINUS,
        ),
        Entry(
            "remove",
            "members.points:remove",
            N_("Take back an entry that was written by hand, by its number. The log keeps it."),
        ),
    ),
    default=True,
)

MEMBERS = Chapter(
    N_("Members and attendance:"),
    (
        _ROSTER,
        Entry(
            "attend",
            "members.attend:attend",
            N_(
                "Record who came to a session. Everybody who is due and not named was present.\n\n"
                "  sanhui attend 3月9日 --absent 张三 --leave 李四:公差 --late 王五:15:20\n"
                "  sanhui attend weekly-study/2026-W11 --all-present\n\n"
                "Several people are separated by commas; members are known by name, alias or id. In a terminal, without "
                "any of these, it shows the list and asks. With --present only those named came, and the others were "
                "absent. Leaves that were entered before fill themselves in. With --ahead, only what can be known before: "
                "leave.\n\n"
                "  sanhui attend 3月9日 --from 参会成员.xlsx --dry-run\n\n"
                "With --from, those in the file of a meeting program or a time clock came, late or early as its times say: "
                "Tencent Meeting, Teams, Zoom, DingTalk, WeCom, or any table with --map. Rows that are nobody's for sure "
                "are left out, written to a file of their own, and the exit code is 1. What is said besides holds against "
                "the file.\n\n"
                "What is recorded already is shown and asked for before it is overwritten (--yes). The exit code is 1 when "
                "a meeting that needs a quorum had none, or when somebody due has no mark."
            ),
        ),
        _LEAVE,
        _MAKEUP,
        Entry(
            "attendance",
            "members.attendance:attendance",
            N_(
                "Show who was due and who came: by session, member, group, kind, month, quarter, half or year.\n\n"
                "  sanhui attendance --by quarter\n"
                "  sanhui attendance --below 85% --period 2026-Q2\n"
                "  sanhui attendance --member 张三\n"
                "  sanhui attendance --matrix\n"
                "  sanhui attendance --heat --by group\n\n"
                "Only sessions that were recorded as held count, and of all years of the body in the ledger those of the "
                "plan's year, unless told otherwise. The exit code is 1 when somebody is below --below."
            ),
        ),
        _POINTS,
    ),
)
