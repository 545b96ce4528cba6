"""What really happened, and what remains to be done."""

from sanhui.cli.commands.entries import Chapter, Entry, Family
from sanhui.i18n import N_

_ATTACH = Family(
    "attach",
    N_(
        "Attach documents to sessions: minutes, pictures, sign-in sheets; and see which are missing or changed."
    ),
    (
        Entry(
            "add",
            "record.attach:add",
            N_(
                "Attach files to a session. The ledger keeps their paths and what they are (SHA-256), not the files.\n\n"
                "  sanhui attach 3月9日 记录.docx --sort 会议记录\n"
                "  sanhui attach 3月9日 照片1.jpg 照片2.jpg\n\n"
                "A file that is attached already is taken as it is now."
            ),
        ),
        Entry(
            "list",
            "record.attach:listing",
            N_(
                "List the documents of one session, or of every session that was held, with those that are missing (六有)."
            ),
        ),
        Entry(
            "verify",
            "record.attach:verify",
            N_(
                "See whether every attached file is there, and is what it was. The exit code is 1 when one is not."
            ),
        ),
        Entry("remove", "record.attach:remove", N_("Take files off a session. The files themselves stay.")),
    ),
    default=True,
)

_TASK = Family(
    "task",
    N_("Show what is to be done by when and by whom, and record that it was."),
    (
        Entry(
            "list",
            "record.tasks:listing",
            N_(
                "List the tasks that are open, in order of the day that they are due.\n\n"
                "  sanhui task list --due 14天\n"
                "  sanhui task list --list 季度工单\n\n"
                "The tasks of a --list are shown by quarter, also those that are done. The exit code is 1 when a task must "
                "be settled by hand."
            ),
        ),
        Entry(
            "show",
            "record.tasks:show",
            N_("Show one task: its day, who does it, its checklist, and what was recorded of it."),
        ),
        Entry(
            "done",
            "record.tasks:done",
            N_(
                "Record that tasks were done, or items of a task's checklist.\n\n"
                "  sanhui task done work-order/2026-Q1\n"
                "  sanhui task done work-order/2026-Q1 --item 2 --on 昨天 --by 张三\n\n"
                "All of them are recorded, or none."
            ),
        ),
        Entry(
            "reopen",
            "record.tasks:reopen",
            N_("Take back that a task was done. The ledger keeps that it was, and why it is open again."),
        ),
    ),
)

_LEDGER = Family(
    "ledger",
    N_("Look after the ledger: prove it, see and take back changes, back it up, carry it elsewhere."),
    (
        Entry(
            "info",
            "record.ledger:info",
            N_("Show what the ledger holds, and the head of its log, which is worth keeping elsewhere."),
        ),
        Entry(
            "verify",
            "record.ledger:verify",
            N_(
                "Prove that the ledger is whole: the file, the chain of its log, and that its tables are what the log "
                "says.\n\n"
                "  sanhui ledger verify --head 132:9f3c…\n\n"
                "With --head, that the log still goes through the entry that was noted then. The exit code is 1 when "
                "anything is wrong."
            ),
        ),
        Entry(
            "log",
            "record.ledger:log_",
            N_(
                "List the changes: when, by whom, by which command, and what each did. By its number, one change in full."
            ),
        ),
        Entry(
            "undo",
            "record.ledger:undo",
            N_(
                "Take the last change back, or the one with this number; asked again, the one before it.\n\n"
                "It is a change itself: the log keeps both, and it can be taken back by its number."
            ),
        ),
        Entry(
            "backup",
            "record.ledger:backup",
            N_("Copy the ledger into a new file, proven to be whole. Others may go on recording meanwhile."),
        ),
        Entry(
            "restore",
            "record.ledger:restore",
            N_(
                "Make the ledger what a backup says. The ledger as it is now is kept beside it first; a damaged one is "
                "moved aside."
            ),
        ),
        Entry(
            "export",
            "record.ledger:export",
            N_(
                "Write the whole ledger as plain files into a new folder: a table a file, the log with its hashes, and "
                "ledger.json with the types of all columns."
            ),
        ),
        Entry(
            "import",
            "record.ledger:take_over",
            N_(
                "Make a new ledger of an export. It is the same as the one that was exported, to the last hash."
            ),
        ),
    ),
)

RECORD = Chapter(
    N_("The record:"),
    (
        Entry(
            "held",
            "record.held:held",
            N_(
                "Record what really happened at a session; without options, show what is recorded of it.\n\n"
                "  sanhui held 3月9日 --start 15:05 --end 16:40 --chair 甲同志 --recorder 乙同志\n"
                '  sanhui held 3月31日 --vote "接收李四为预备党员: 接收 赞成4 反对0 弃权0"\n\n'
                "What is not said is as in the plan, or as recorded. --on says that it was on another day than planned: who "
                "was due follows from the roster of that day, and what is recorded already goes with it. All votes of a "
                "session are said at once. How many were due and present with a vote comes from the marks. The exit code is "
                "1 when a vote was taken without a quorum."
            ),
        ),
        _ATTACH,
        _TASK,
        _LEDGER,
    ),
)
