"""What may come next is said after each command that makes or changes something, and is right when it is said."""

import re
import shlex
from pathlib import Path
from typing import Any

import pytest

from commandline import sanhui, write
from records import MEETING, branch, clerk
from sanhui.cli.app import command
from sanhui.cli.next_steps import NEXT
from test_cli_help import commands

LEAVES = {" ".join(path): each for path, each in commands(command()) if not hasattr(each, "commands")}
#: Commands after which nothing in particular follows: they look only, or their file is what was wanted.
ENDS = frozenset(
    (
        *(
            "show",
            "next",
            "check",
            "audit",
            "explain",
            "diff",
            "notice",
            "attendance",
            "when",
            "date",
            "schema",
        ),
        *(
            "task list",
            "task show",
            "template list",
            "template show",
            "template check",
            "roster list",
            "roster show",
            "roster check",
            "roster diff",
            "points list",
        ),
        *(
            "leave list",
            "makeup list",
            "attach list",
            "attach verify",
            "waive list",
            "ledger info",
            "ledger log",
        ),
        *(
            "rules list",
            "rules show",
            "rules check",
            "holidays year",
            "config list",
            "config get",
            "config path",
            "template list",
            "template show",
            "template check",
        ),
        *("roster export", "push", "sync"),
    )
)
GAP = re.compile(r"\{(\w+)\}")


def test_every_command_that_changes_something_has_its_next() -> None:
    """It stands in the table, or among those after which nothing follows; files of an export are what was wanted."""
    others = {name for name in LEAVES if not name.startswith(("export ", "report ", "completion", "doctor"))}
    assert set() == others - NEXT.keys() - ENDS
    assert set() == (NEXT.keys() | ENDS) - LEAVES.keys()
    assert set() == NEXT.keys() & ENDS


@pytest.mark.parametrize("step", sorted({step.what for steps in NEXT.values() for step in steps}))
def test_what_is_suggested_can_be_typed(step: str) -> None:
    """Every suggestion of ours is a command that there is, with options that it has."""
    words = GAP.sub("", step).split()
    if words[:1] != ["sanhui"]:
        assert step == "cd {there}" or step in ("{readme}", "{line}", "{fix}")
        return
    found: Any = command()
    for word in words[1:]:
        if not hasattr(found, "commands") or word not in found.commands:
            break
        found = found.commands[word]
    if hasattr(found, "commands"):  # a group with a usual command
        found = next(iter(found.commands.values()))
    options = {name for parameter in found.params for name in parameter.opts}
    assert set() == {word for word in words if word.startswith("--")} - options
    assert "{ledger}" not in step or "--ledger" in options
    assert "{of}" not in step or "--plan" in options
    assert "{plan}" not in step or "plan" in {parameter.name for parameter in found.params} | {
        "source" if parameter.name == "source" else "plan" for parameter in found.params
    }


def suggested(err: str) -> list[str]:
    """The commands that were suggested."""
    return [line.partition(": ")[2] for line in err.splitlines() if line.startswith("  → ")]


def test_suggestions_are_followed(tmp_path: Path) -> None:
    """From a new folder to a recorded meeting: whatever is suggested runs, with names that need quotes."""
    made = sanhui("init", tmp_path / "三会 一课", "--template", "minimal", "--year", 2026, "--yes")
    assert [f"cd '{tmp_path}/三会 一课'", "README.md", "sanhui check"] == suggested(made.err)
    folder = branch(tmp_path / "三会 一课")
    (folder / "plan-2026.toml").unlink()
    assert ["sanhui export ics"] == suggested(clerk(folder, "move", MEETING, "--to", "3月11日").err)
    assert 0 == clerk(folder, "export", "ics").code
    moved = suggested(clerk(folder, "move", MEETING, "--to", "3月12日").err)
    assert ["sanhui notice zb-2026.ics", "sanhui export ics"] == moved
    for step in moved:
        assert 0 == clerk(folder, *shlex.split(step)[1:]).code
    plan = folder / "plan.toml"
    recorded = suggested(clerk(tmp_path, "attend", MEETING, plan, "--absent", "张三").err)
    assert [
        f"sanhui attach {MEETING} FILE --plan '{plan}'",
        f"sanhui ledger undo --ledger '{folder}/ledger.db'",
    ] == recorded
    (folder / "会议记录.txt").write_text("记录", encoding="utf-8")
    file = shlex.quote(str(folder / "会议记录.txt"))
    attached = clerk(tmp_path, *shlex.split(recorded[0].replace("FILE", file))[1:], "--sort", "会议记录")
    assert [f"sanhui attach list {MEETING} --plan '{plan}'"] == suggested(attached.err)
    assert 0 == clerk(tmp_path, *shlex.split(suggested(attached.err)[0])[1:]).code
    assert 0 == clerk(tmp_path, *shlex.split(recorded[1])[1:]).code


def test_who_wants_none_has_none(tmp_path: Path) -> None:
    """With --quiet, --json, --dry-run, by the settings, and where nothing was changed."""
    plan = write(tmp_path)
    settings = tmp_path / "config" / "settings.toml"
    assert ["sanhui config list"] == suggested(
        sanhui("config", "set", "hints", "true", SANHUI_CONFIG=str(settings)).err
    )
    move = ("move", "2026-03-09", plan, "--to", "3月10日")
    assert [] == suggested(sanhui(*move, "--dry-run").err)
    assert "" == sanhui(*move, "--quiet").err
    assert ["sanhui export ics " + str(plan)] == suggested(sanhui("undo", plan).err)
    assert [] == suggested(sanhui(*move, "--json").err)
    sanhui("config", "set", "hints", "false", SANHUI_CONFIG=str(settings))
    assert [] == suggested(sanhui("undo", plan, SANHUI_CONFIG=str(settings)).err)
    branch(tmp_path)
    clerk(tmp_path, "attend", MEETING, "--all-present")
    assert [] == suggested(clerk(tmp_path, "attend", MEETING, "--all-present").err)
    assert [] == suggested(clerk(tmp_path, "held", MEETING).err)
