"""The program itself: what holds for all commands, and whether all is well."""

from sanhui.cli.commands.entries import Chapter, Entry, Family
from sanhui.i18n import N_

_CONFIG = Family(
    "config",
    N_("Show and change what holds for all commands: language, name, plan, colours, pager, hints."),
    (
        Entry(
            "list",
            "program.config:listing",
            N_(
                "List the settings: what holds, where that comes from, and what each means.\n\n"
                "An option of a command is stronger than a variable of the environment, that than the settings file."
            ),
        ),
        Entry("get", "program.config:get", N_("Print what holds for one setting.")),
        Entry(
            "set",
            "program.config:set_",
            N_(
                "Write a setting into the settings file; everything else in it stays as it is.\n\n"
                "  sanhui config set language zh\n"
                "  sanhui config set actor 张三"
            ),
        ),
        Entry("unset", "program.config:unset", N_("Take a setting out of the settings file.")),
        Entry("path", "program.config:path", N_("Print where the settings file is, or would be.")),
    ),
    default=True,
)

_DOCTOR = Entry(
    "doctor",
    "program.doctor:doctor",
    N_(
        "Say whether all is well: program, language, time, days off, fonts, settings, the plans here and the ledger.\n\n"
        "What is not comes with a remedy. The exit code is 1 when there is a fault; what only deserves a look is none."
    ),
)

_COMPLETION = Entry(
    "completion",
    "program.completion.command:completion",
    N_(
        "Print the script that makes a shell complete commands, options, sessions, members, kinds and files; or install it.\n\n"
        "  sanhui completion --install\n"
        "  sanhui completion bash > sanhui.bash\n\n"
        "What completes is read from the plan of the folder; nothing is ever written."
    ),
)

PROGRAM = Chapter(N_("The program:"), (_CONFIG, _DOCTOR, _COMPLETION))
