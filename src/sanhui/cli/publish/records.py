"""`sanhui export json` and `csv`: the year as records for other programs, written whole or not at all."""

from __future__ import annotations

from sanhui.cli.options import Out, PlanFile
from sanhui.cli.output import exit_code, write_out


def json(plan: PlanFile = None, out: Out = None) -> int:
    """Write the records of `show --json`."""
    import json

    from sanhui.cli.plan_file import load_schedule
    from sanhui.publish.records import to_dict

    schedule = load_schedule(plan)
    text = json.dumps(to_dict(schedule), ensure_ascii=False, indent=2) + "\n"
    write_out(schedule, text.encode(), out, "json")
    return exit_code(schedule)


def csv(plan: PlanFile = None, out: Out = None) -> int:
    """Write the table of `show --csv`."""
    from sanhui.cli.plan_file import load_schedule
    from sanhui.publish.records import to_csv

    schedule = load_schedule(plan)
    # Excel takes a CSV for the system's encoding, GBK in China, unless it begins with a byte order mark.
    write_out(schedule, b"\xef\xbb\xbf" + to_csv(schedule).encode(), out, "csv")
    return exit_code(schedule)
