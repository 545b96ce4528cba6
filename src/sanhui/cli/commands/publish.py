"""What others get to see: files and servers."""

from sanhui.cli.commands.entries import Chapter, Entry, Family
from sanhui.i18n import N_

_DOCX = Family(
    "docx",
    N_(
        "Write a document for Word and WPS (.docx): a notice, a sign-in sheet, a record, the table of the year.\n\n"
        "Reports are written by “sanhui report … -o FILE.docx”. An office may have templates of its own: see "
        "“sanhui template”."
    ),
    (
        Entry(
            "notice",
            "publish.documents:notice",
            N_(
                "Write the notice of a session (会议通知).\n\n"
                "  sanhui export docx notice 3月11日\n"
                "  sanhui export docx notice weekly-study/2026-W11 --date 2026-03-06"
            ),
        ),
        Entry(
            "sign-in",
            "publish.documents:sign_in",
            N_("Write the sign-in sheet of a session (签到表): a line for everybody who is due."),
        ),
        Entry(
            "record",
            "publish.documents:record",
            N_(
                "Write the record of a session (会议记录), filled in as far as the ledger and the plan know, with room for "
                "the rest.\n\nThe minutes themselves are for people to write."
            ),
        ),
        Entry(
            "plan",
            "publish.documents:year_plan",
            N_(
                "Write the table of the year (年度组织生活计划表), by month, with what became of each session."
            ),
        ),
    ),
)

_TEMPLATE = Family(
    "template",
    N_(
        "Look at the templates of documents, copy one to edit it, and see whether an edited one can be filled."
    ),
    (
        Entry(
            "list",
            "publish.template:listing",
            N_("List the documents, and which template each takes: the office's own, or the shipped one."),
        ),
        Entry("show", "publish.template:show", N_("List the placeholders of a document, with what each is.")),
        Entry(
            "copy",
            "publish.template:copy",
            N_(
                "Put a shipped template into the folder “templates” beside the plan, to be edited in Word or WPS.\n\n"
                "  sanhui template copy notice\n\n"
                "From then on exports take it."
            ),
        ),
        Entry(
            "check",
            "publish.template:check",
            N_(
                "See whether a template can be filled: placeholders that there are not, marks that do not close, macros, "
                "links to elsewhere."
            ),
        ),
    ),
)

_EXPORT = Family(
    "export",
    N_("Write the sessions to a file for calendars, spreadsheets or other programs."),
    (
        Entry(
            "ics",
            "publish.calendars:ics",
            N_(
                "Write the sessions as a calendar (.ics) for phones and calendar programs.\n\n"
                "  sanhui export ics                              for everybody, to import\n"
                "  sanhui export ics --for subscription           to put on a web server\n"
                "  sanhui export ics --for outlook                and say what Outlook will lose\n"
                "  sanhui export ics --member 甲同志 --holidays   one member's sessions, with the days off\n"
                "  sanhui export ics office.toml group.toml -o all.ics\n\n"
                "The file stands beside the plan and has its id for a name, unless told otherwise. If it is there already, "
                "it is what people hold: unchanged sessions stay as they are in it, changed ones become newer, vanished "
                "ones are called off. The same plan gives the same bytes, and a file that is up to date is not touched."
            ),
        ),
        Entry(
            "xlsx",
            "publish.workbook:xlsx",
            N_(
                "Write an Excel workbook (.xlsx): the plan's table, a wall calendar, sign-in sheets, attendance, audit, points.\n\n"
                "  sanhui export xlsx\n"
                "  sanhui export xlsx --sheet wall -o wall.xlsx\n"
                "  sanhui export xlsx --sheet sign-in --session 3月9日 -o sign-in.xlsx\n"
                "  sanhui export xlsx --sheet matrix --sheet audit --sheet points -o record.xlsx\n\n"
                "What was held, who came and what the rules say is taken from the ledger, as “sanhui attendance”, “audit” "
                "and “points” do. Names of members stand on sign-in, matrix, points and audit, and in the plan's table "
                "where the plan names them; --public leaves them out."
            ),
        ),
        Entry(
            "html",
            "publish.page:html",
            N_(
                "Write the year as one page (.html) for a browser: twelve months, the sessions with filters, who came, and what "
                "the rules say of it.\n\n"
                "The page needs no network and no other file, and is read without scripts as well. Attendance and rules are in "
                "it once sessions are recorded. --public leaves them out, and who speaks, chairs and is due, and the notes."
            ),
        ),
        Entry(
            "png",
            "publish.pictures:png",
            N_(
                "Paint the year, or who came, as a picture (.png) for a chat group or a wall.\n\n"
                "  sanhui export png\n"
                "  sanhui export png --of attendance --by group\n\n"
                "It needs a font with Chinese glyphs: one that the computer has, or the one that --font names."
            ),
        ),
        Entry(
            "svg",
            "publish.pictures:svg",
            N_(
                "Draw the year, or who came, as a picture (.svg) that can be enlarged and edited; the viewer's fonts show it."
            ),
        ),
        _DOCX,
        Entry(
            "json",
            "publish.records:json",
            N_("Write the sessions as JSON, as “sanhui show --json” prints them."),
        ),
        Entry("csv", "publish.records:csv", N_("Write the sessions as a table (.csv) for a spreadsheet.")),
    ),
)

PUBLISH = Chapter(
    N_("Publishing:"),
    (
        _EXPORT,
        _TEMPLATE,
        Entry(
            "push",
            "publish.server:push",
            N_(
                "Send the sessions to a calendar on a CalDAV server, from where they reach every phone.\n\n"
                "  sanhui push https://cloud.example.org/remote.php/dav/\n\n"
                "The address is that of the server, of the account or of a calendar; SANHUI_CALDAV_URL may hold it. "
                "Without the address of a calendar the plan gets one of its own. Only what changed is sent, and nothing "
                "that is not the plan's is touched. What somebody edited on the server is shown, not overwritten; the exit "
                "code is then 1.\n\n"
                "Each session is an event of its own there; series, the plan's tasks and days off are for files: "
                "“sanhui export ics”.\n\n"
                "The user name and the password come from SANHUI_CALDAV_USER and SANHUI_CALDAV_PASSWORD, from the keyring "
                "(sanhui:HOST), or are asked for."
            ),
        ),
        Entry(
            "pull",
            "publish.pull:pull",
            N_(
                "Compare a calendar that people have edited with the plan: what they moved or called off, on a CalDAV "
                "server or in a file.\n\n"
                "  sanhui pull edited.ics\n"
                "  sanhui pull https://cloud.example.org/remote.php/dav/\n\n"
                "It shows the differences; --apply writes them into the plan, as “sanhui move” and “sanhui cancel” do. "
                "Titles and texts are the plan's; what cannot be taken is listed. What was changed on both sides, and what "
                "was deleted there, is taken with --theirs only. The exit code is 1 when something is left to be decided."
            ),
        ),
        Entry(
            "sync",
            "publish.pull:sync",
            N_(
                "Take from the CalDAV server what people edited there, then send what the plan says.\n\n"
                "That is “sanhui pull --apply” and “sanhui push”. What was changed on both sides is shown and left alone, "
                "unless --ours or --theirs says who is right."
            ),
        ),
    ),
)
