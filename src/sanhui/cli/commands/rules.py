"""What is asked for, and whether it was done."""

from sanhui.cli.commands.entries import Chapter, Entry, Family
from sanhui.i18n import N_

_RULES = Family(
    "rules",
    N_("Look at the rules that hold for a plan: regulations, and an organisation's own."),
    (
        Entry(
            "list",
            "rules.listing:listing",
            N_(
                "List the rulebooks and their rules: what each asks for, how firmly, and whether it holds for the plan.\n\n"
                "Without a plan all rulebooks are listed that come with the program."
            ),
        ),
        Entry(
            "show",
            "rules.listing:show",
            N_(
                "Show one rule: what it asks for, its source and wording, how sure that is, and whether it holds for the "
                "plan.\n\n"
                "  sanhui rules show general-meeting\n\n"
                "Without a plan it may be any rule that comes with the program."
            ),
        ),
        Entry(
            "check",
            "rules.listing:check",
            N_(
                "Check the rulebooks of a plan, or one rulebook file: mistakes, and what a local rule weakens, leaves out "
                "or lets expire.\n\n"
                "The exit code is 1 when there is something of the kind."
            ),
        ),
    ),
)

_REPORT = Family(
    "report",
    N_(
        "Report on a quarter, a half or a year: what was held, by the rules, attendance, what is missing, what was changed.\n\n"
        "Everything comes from the plan, the ledger and the rules; what nobody recorded is said to be unknown."
    ),
    (
        Entry(
            "quarter",
            "rules.report:quarter",
            N_(
                "Report on a quarter (季调度).\n\n"
                "  sanhui report quarter\n"
                "  sanhui report quarter 2026-Q1 -o q1.md"
            ),
        ),
        Entry(
            "half",
            "rules.report:half",
            N_("Report on half a year (半年总结).\n\n  sanhui report half 2026-H1"),
        ),
        Entry(
            "year",
            "rules.report:year",
            N_("Report on the year: material for the yearly debriefing (年度述职)."),
        ),
    ),
)

_WAIVE = Family(
    "waive",
    N_("Record why a rule was not met in a period; what was counted stays, and the reason is shown with it."),
    (
        Entry(
            "add",
            "rules.waive:waive",
            N_(
                "Record a reason.\n\n"
                '  sanhui waive group-meeting 2026-02 --reason "集中外出学习" --by 甲同志\n\n'
                "It is shown in every audit until it is withdrawn, or until its end."
            ),
        ),
        Entry("list", "rules.waive:listing", N_("List the reasons that were recorded.")),
        Entry(
            "withdraw", "rules.waive:withdraw", N_("Take a reason back. The ledger keeps that there was one.")
        ),
    ),
    default=True,
)

RULES = Chapter(
    N_("Rules:"),
    (
        Entry(
            "audit",
            "rules.audit:audit",
            N_(
                "Hold the record against the rules: what is met, short or still possible, period by period.\n\n"
                "  sanhui audit --as-of 2026-09-30\n"
                "  sanhui audit --format markdown -o audit.md\n\n"
                "The exit code is 1 when something is short of a rule as firm as --fail-on."
            ),
        ),
        _RULES,
        _WAIVE,
        _REPORT,
    ),
)
