"""`sanhui doctor`: what is well, what deserves a look, what is a fault, each with its remedy."""

import importlib.util
import json
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len

from commandline import Typed, sanhui, write
from ledgers import raw
from records import MEETING, PLAN, branch, clerk
from sanhui.cli.program import doctor
from sanhui.cli.program.checkup import folder as checkup_folder
from sanhui.cli.program.checkup import machine
from sanhui.errors import InputError, Problem, UnableError
from sanhui.ledger.store import open_ledger
from sanhui.publish.picture import fonts


def signs(*words: object, **more: Any) -> dict[str, tuple[str, str, str]]:
    """What was found: the state, the text and the remedy by what it is about; of several plans the last."""
    outcome = sanhui("doctor", *words, "--json", **more)
    told = json.loads(outcome.out)
    states = [sign["state"] for sign in told["signs"]]
    assert (states.count("fault"), states.count("warning")) == (told["faults"], told["warnings"])
    assert int(bool(told["faults"])) == outcome.code
    return {sign["about"]: (sign["state"], sign["found"], sign["remedy"]) for sign in told["signs"]}


def test_an_empty_folder(tmp_path: Path) -> None:
    """The program alone is well, and says what to begin with."""
    found = signs(folder=tmp_path)
    assert ("ok", "no plan in this folder or above it", "to make one: sanhui init") == found["plan"]
    assert "fault" not in {state for state, _text, _remedy in found.values()}
    assert "2004 to 2026" in found["holidays"][1]
    assert ("warning", True) == (found["holidays"][0], "2027" in found["holidays"][1])  # it is November
    assert "ok" == signs(folder=tmp_path, SANHUI_NOW="2026-05-01")["holidays"][0]
    assert "fault" == signs(folder=tmp_path, SANHUI_NOW="2031-05-01")["holidays"][0]


def test_a_branch_in_good_order(tmp_path: Path) -> None:
    """Its plan, roster, rules, ledger and backup; 80 columns and Chinese throughout."""
    branch(tmp_path)
    assert "no ledger yet" in signs(folder=tmp_path)["ledger"][1]
    clerk(tmp_path, "attend", MEETING, "--all-present")
    assert ("warning", "no backup beside the ledger", "sanhui ledger backup") == signs(folder=tmp_path)[
        "backup"
    ]
    clerk(tmp_path, "ledger", "backup")
    found = signs(folder=tmp_path, SANHUI_NOW="2026-04-11T10:00")
    assert ("ok", "plan.toml: 2026, 68 sessions", "") == found["plan"]
    assert ("ok", "roster.csv: 5 members today", "") == found["roster"]
    assert {"ok"} == {found[name][0] for name in ("ledger", "backup", "rules")}
    clerk(tmp_path, "attend", "study/2026-W12", "--all-present", now="2026-05-20T10:00")
    assert "warning" == signs(folder=tmp_path, SANHUI_NOW="2026-06-20T10:00")["backup"][0]
    shown = sanhui("doctor", folder=tmp_path, SANHUI_LANG="zh", COLUMNS="80")
    assert 0 == shown.code
    assert [] == [line for line in shown.out.splitlines() if cell_len(line) > 80]
    assert {"正常", "注意"} == {
        line.split()[0] for line in shown.out.splitlines() if not line.startswith(" ")
    }
    assert "处须注意" in shown.err


def test_a_folder_with_faults(tmp_path: Path) -> None:
    """A plan with mistakes, one whose roster is gone, a damaged ledger, a broken settings file, a killed program's file."""
    folder, settings = tmp_path / "zb", tmp_path / "settings.toml"
    folder.mkdir()
    branch(folder)
    clerk(folder, "attend", MEETING, "--all-present")
    with raw(folder / "ledger.db") as connection:
        connection.execute("UPDATE mark SET mark = 'absent' WHERE member = '03'")
    (folder / ".sanhui-0123456789ab.tmp").write_text("", encoding="utf-8")
    settings.write_text("langauge = 'zh'\n", encoding="utf-8")
    found = signs(folder=folder, SANHUI_CONFIG=str(settings))
    assert ("fault", "did you mean “language”?") == (found["settings"][0], found["settings"][2])
    assert ("fault", "ledger.db: 1 flaw", "sanhui ledger verify") == found["ledger"]
    assert ("warning", True) == (found["folder"][0], ".sanhui-0123456789ab.tmp" in found["folder"][1])
    (folder / "roster.csv").unlink()
    assert ("fault", True) == (
        signs(folder=folder)["plan"][0],
        "roster.csv" in signs(folder=folder)["plan"][1],
    )
    write(folder, '[plan]\nid = "p"\nyear = "2026"\n[[activty]]\n')
    state, text, remedy = signs(folder=folder)["plan"]
    assert ("fault", True, True) == (state, text.startswith("plan.toml:"), bool(remedy))
    assert "more)" in text
    assert 1 == sanhui("doctor", folder=folder).code
    (folder / "ledger.db").write_bytes(b"no database at all, but long enough to be taken for one")
    assert "fault" == signs(folder=folder)["ledger"][0]


def test_several_plans_and_one_for_later(tmp_path: Path) -> None:
    """All plans of the folder are looked at; a year without a notice, a plan without a roster, a rulebook with remarks."""
    write(tmp_path, name="a.toml")
    later = (tmp_path / "a.toml").read_text(encoding="utf-8").replace("2026", "2031")
    write(tmp_path, later, "b.toml")
    outcome = sanhui("doctor", folder=tmp_path)
    assert "a.toml: 2026" in outcome.out
    assert "b.toml: the notice for 2031 is missing" in outcome.out
    assert "a.toml: no roster" in outcome.out
    assert "provisional" not in signs("a.toml", folder=tmp_path)


def test_rulebooks(tmp_path: Path) -> None:
    """One with remarks deserves a look; one that cannot be read is a fault of the plan that names it."""
    branch(
        tmp_path,
        plan=PLAN.replace("[defaults]", 'rules = ["党员教育管理工作条例", "local.toml"]\n\n[defaults]'),
    )
    book = tmp_path / "local.toml"
    weaker = '[[rule]]\nrefines = "study-hours"\nhours = 31\n'
    book.write_text('[rulebook]\nid = "local"\nzh = "制度"\n' + weaker, encoding="utf-8")
    assert ("warning", "3 remarks about local rulebooks", "sanhui rules check") == signs(folder=tmp_path)[
        "rules"
    ]
    book.write_text("[rulebook]\n", encoding="utf-8")
    found = {about: sign for about, sign in signs(folder=tmp_path).items() if sign[0] == "fault"}
    assert ["local.toml" in text for _state, text, _remedy in found.values()] == [True]


def test_a_poor_computer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without extras, fonts, time zones or Chinese characters; each says how to come by them."""
    assert ("ok", "Excel workbooks", "") == signs(folder=tmp_path)["sheets"]
    monkeypatch.setattr(machine, "find_spec", lambda name: None)
    monkeypatch.setattr(fonts, "installed", lambda: iter(()))
    monkeypatch.setattr(machine, "_PLACE", "Nowhere/At_All")
    monkeypatch.setattr("sys.getfilesystemencoding", lambda: "ascii")
    found = signs(folder=tmp_path)
    assert ("ok", "Excel workbooks: not installed", 'pip install "sanhui[sheets]"') == found["sheets"]
    assert ("warning", fonts.remedy()) == (found["font"][0], found["font"][2])
    assert ("fault", "install them: pip install tzdata") == (found["time"][0], found["time"][2])
    assert ("warning", True) == (found["encoding"][0], "LANG=C.UTF-8" in found["encoding"][2])


def test_where_it_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An old SQLite, a narrow window, a language that was asked for; nothing stands in for the clock."""
    monkeypatch.setattr("sqlite3.sqlite_version_info", (3, 7, 0))
    assert "fault" == signs(folder=tmp_path)["sqlite"][0]
    monkeypatch.undo()
    assert "中文，依据 --lang" == signs("--lang", "zh", folder=tmp_path)["language"][1]
    found = signs(folder=tmp_path, SANHUI_NOW="")
    assert ("ok", "") == (found["time"][0], found["time"][2])
    monkeypatch.setattr("sys.stdout", Typed())
    for columns, state in ((80, "ok"), (50, "warning")):
        monkeypatch.setenv("COLUMNS", str(columns))
        sign = machine._terminal()
        assert (state, True) == (sign.state, sign.found.startswith(f"{columns} columns"))


def test_what_failed_is_told_with_its_file() -> None:
    """Also where the failure itself does not name one."""
    path = Path("ledger.db")
    told = [
        checkup_folder._failed("ledger", path, error).found
        for error in (UnableError("the disk is gone"), InputError(Problem("too old")))
    ]
    assert ["the disk is gone", "ledger.db: too old"] == told


def test_the_sum() -> None:
    """What is well needs no number."""
    assert ("All is well.", "1 fault", "2 faults, 1 thing to look at") == (
        doctor._summary(0, 0),
        doctor._summary(1, 0),
        doctor._summary(2, 1),
    )


def test_a_ledger_without_entries(tmp_path: Path) -> None:
    """It is sound, and needs no backup yet; the one of a newer program is told."""
    branch(tmp_path, plan=PLAN.replace("[defaults]", 'rules = ["支部工作条例"]\n\n[defaults]'))
    open_ledger(tmp_path / "ledger.db").close()
    found = signs(folder=tmp_path)
    assert ("ok", False) == (found["ledger"][0], "backup" in found)
    assert "every branch" not in found["rules"][1]
    with raw(tmp_path / "ledger.db") as connection:
        connection.execute("PRAGMA user_version = 99")
    assert "fault" == signs(folder=tmp_path)["ledger"][0]


def test_completion(tmp_path: Path) -> None:
    """Whether the shell completes, and how to make it; of a shell that is not known nothing is told."""
    home: Any = {"HOME": str(tmp_path), "XDG_DATA_HOME": "", "SHELL": "/bin/zsh"}
    told = signs(folder=tmp_path, **home)["completion"]
    assert ("ok", "zsh: not installed", "sanhui completion zsh --install") == told
    assert 0 == sanhui("completion", "zsh", "--install", **home).code
    assert ("ok", str(tmp_path / ".local/share/zsh/site-functions/_sanhui"), "") == signs(
        folder=tmp_path, **home
    )["completion"]
    assert "completion" not in signs(folder=tmp_path, SHELL="/bin/tcsh")


def test_extras_are_those_of_the_project() -> None:
    """What doctor asks for is what pyproject.toml offers, and each module is there in a developer's environment."""
    import tomllib

    project = tomllib.loads((Path(__file__).parents[1] / "pyproject.toml").read_text(encoding="utf-8"))
    extras = project["project"]["optional-dependencies"]
    offered = set(extras) - {"all", "dev", "site"}  # everything; what those need who work on the program
    assert offered == set(extras["all"][0].removeprefix("sanhui[").removesuffix("]").split(","))
    assert offered == machine.EXTRAS.keys()
    assert all(importlib.util.find_spec(name) for names in machine.EXTRAS.values() for name in names)
