"""Words, days and the form of files, whatever the plan."""

from sanhui.cli.commands.entries import Chapter, Entry, Family
from sanhui.i18n import N_

_HOLIDAYS = Family(
    "holidays",
    N_("Show the days off and the worked weekends of a year, or read a new notice."),
    (
        Entry(
            "year",
            "language.holidays:year",
            N_("Show a year's days off (放假) and worked weekends (补班), with their source."),
        ),
        Entry(
            "import",
            "language.holidays:take_over",
            N_(
                "Read a new notice, check it, and write it as a file of holidays for plans.\n\n"
                "  sanhui holidays import notice.txt\n"
                "  sanhui holidays import 2027.json\n\n"
                "The notice is the text of the State Council's 关于…年部分节假日安排的通知, or its items alone with "
                "--year; or a year's JSON from NateScarlet/holiday-cn. Its counts, weekdays, lunar days and days off by "
                "law must agree."
            ),
        ),
    ),
    default=True,
)

LANGUAGE = Chapter(
    N_("Words and days:"),
    (
        Entry(
            "when",
            "language.phrases:when",
            N_(
                "Read a phrase that says when, as `when` in a plan does, and show the days that it means.\n\n"
                '  sanhui when "每月第二个周三 下午3点"\n'
                '  sanhui when "last working day of each quarter" --year 2026\n\n'
                "The exit code is 1 when a session must be settled by hand, 2 when the phrase is not understood."
            ),
        ),
        Entry(
            "date",
            "language.phrases:date",
            N_(
                "Read a date as people say it, and show it in full. Every option that takes a date reads it so.\n\n"
                "  sanhui date 下周三下午两点\n"
                "  sanhui date next friday"
            ),
        ),
        _HOLIDAYS,
        Entry(
            "schema",
            "language.schema:schema",
            N_(
                "Print the JSON Schema of plan files, or of rulebooks, for editors that complete and check them."
            ),
        ),
    ),
)
