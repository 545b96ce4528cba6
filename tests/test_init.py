"""`sanhui init`: every template makes a plan of any year that loads, from any answers, and nothing is overwritten."""

import datetime as dt
import errno
import os
import re
import select
import sys
import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commandline import ROOT, sanhui
from sanhui import api
from sanhui.checks import check
from sanhui.errors import InputError, SanhuiError, UnableError
from sanhui.i18n import Language, speaking
from sanhui.plan.load import load
from sanhui.rulebook.load import rules_of
from sanhui.schedule.expand import expand
from sanhui.start.answers import (
    Answers,
    default_id,
    default_year,
    read_organization,
    read_place,
    read_time,
    read_weekday,
    read_weekday_and_time,
)
from sanhui.start.catalogue import Template, find_template, templates
from sanhui.start.render import render
from sanhui.start.settle import settle

ALL = [*templates("zh"), *(each for each in templates("en") if each.language == "en")]
ANSWERS = Answers("甲支部", 2027, "15:00", "一楼")

each_template = pytest.mark.parametrize("template", ALL, ids=lambda each: f"{each.name}-{each.language}")


def made(template: Template, folder: Path, answers: Answers) -> list[Path]:
    """The plans of a template, written into a folder."""
    paths = settle(folder, render(template, answers), lambda fresh: None)
    return [path for path in paths if path.suffix == ".toml" and path.parent == folder]


def content(folder: Path) -> dict[str, bytes]:
    """Every file in a folder, hidden ones too."""
    return {
        str(path.relative_to(folder)): path.read_bytes() if path.is_file() else b""
        for path in folder.rglob("*")
    }


# -- what comes out ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("year", [2026, 2027, 2028])
@each_template
def test_every_template_makes_a_plan_of_every_year(template: Template, year: int, tmp_path: Path) -> None:
    """It loads, every slot has its session, the checks find no error, and the year is nowhere the template's.

    In the years for which somebody makes a plan now, they and the rules find nothing to mend at all: a first impression.
    """
    usual = template.defaults()
    answers = Answers("甲支部", year, str(usual["time"]), str(usual["place"]))
    plans = made(template, tmp_path, answers)
    assert len(template.plans) == len(plans)
    for path in plans:
        schedule = expand(load(path))
        assert () == rules_of(schedule.plan).slips
        assert year == schedule.plan.year
        assert [] == [session.id for session in schedule.sessions if session.unplaceable]
        assert [] == [finding for finding in check(schedule) if finding.severity == "error"]
        if year < 2028:
            assert {"note"} >= {finding.severity for finding in api.check(schedule)}
        assert year == 2026 or not re.search(r"(?<!\d)2026(?!\d)", path.read_text(encoding="utf-8"))


@each_template
def test_only_what_was_answered_differs(template: Template, tmp_path: Path) -> None:
    """For the template's own year the main plan keeps every other line, its comments too."""
    path, *_rest = made(template, tmp_path, Answers("甲支部", 2026, "10:10", "一楼", id="x"))
    old = template.main.read_text(encoding="utf-8").splitlines()
    new = path.read_text(encoding="utf-8").splitlines()
    changed = {line.split(" = ")[0] for line in new if line not in old}
    assert {"id", "title", "organization", "time", "place"} == changed - {"roster"}
    assert {"x", "甲支部"} == {load(path).id, load(path).organization}
    assert load(path).title.startswith("甲支部")


@pytest.mark.parametrize("weekday", range(7))
@pytest.mark.parametrize("language", ["zh", "en"])
def test_one_weekday_for_all(weekday: int, language: Language, tmp_path: Path) -> None:
    """The answer replaces the weekday of each activity of 三会一课, and no two of them meet."""
    template = find_template("三会一课", language)
    answers = Answers("甲支部", 2026, "16:00", "一楼", weekday)
    schedule = expand(load(made(template, tmp_path, answers)[0]))
    nominal = {session.nominal.weekday() for session in schedule.sessions if session.nominal}
    assert {weekday} == nominal
    starts = {session.start.time() for session in schedule.sessions if isinstance(session.start, dt.datetime)}
    assert {dt.time(16)} == starts
    days = [session.nominal for session in schedule.sessions if session.nominal]
    assert len(set(days)) == len(days)


def test_two_bodies_have_two_identities() -> None:
    """UIDs rest on the plan's id: calendars of two branches with one template must not mix."""
    template = find_template("三会一课", "zh")
    one, other = (default_id(template, Answers(name, 2027, "", "")) for name in ("甲支部", "乙支部"))
    assert one != other
    assert re.fullmatch(r"three-meetings-2027-[0-9a-f]{4}", one)


@pytest.mark.parametrize(
    ("today", "year"), [("2026-09-30", 2026), ("2026-10-01", 2027), ("2026-12-31", 2027)]
)
def test_the_year_that_is_planned(today: str, year: int) -> None:
    """From October on people plan the next year."""
    assert year == default_year(dt.date.fromisoformat(today))


# -- any answer --------------------------------------------------------------------------------------------


NASTY = st.text(st.sampled_from("甲a\"'\\\n\r\t#=[]{}🙂\u2028\x00\x7f \ud800") | st.characters(), max_size=40)


@settings(max_examples=150)
@given(organization=NASTY, place=NASTY, template=st.sampled_from(ALL))
def test_no_answer_breaks_the_plan(organization: str, place: str, template: Template) -> None:
    """An answer is refused, or stands in the TOML as it was given; the rest of the plan is what it was."""
    try:
        answers = Answers(read_organization(organization), 2026, "15:00", read_place(place))
    except InputError:
        assert not organization.strip() or not (organization.strip() + place.strip()).isprintable()
        return
    main = next(iter(render(template, answers).values()))
    tables = tomllib.loads(main.decode())
    before = tomllib.loads(template.main.read_text(encoding="utf-8"))
    assert organization.strip() == tables["plan"]["organization"]
    assert place.strip() == tables["defaults"]["place"]
    assert before["activity"] == tables["activity"]


@pytest.mark.parametrize(
    ("text", "weekday"),
    [("周三", 2), ("星期日", 6), ("礼拜天", 6), ("每周一", 0), ("Wed", 2), ("thursday", 3), ("Tue", 1)],
)
def test_weekdays(text: str, weekday: int) -> None:
    """As they are said, in either language."""
    assert weekday == read_weekday(text)


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("周三 15:00", (2, "15:00")),
        ("星期五下午2点半", (4, "下午2点半")),
        ("Wed, 3 pm", (2, "3 pm")),
        ("周五", (4, "15:00")),
        ("3 pm", (2, "3 pm")),
    ],
)
def test_weekday_and_time_in_one_answer(text: str, answer: tuple[int, str]) -> None:
    """With a comma, a space, or nothing between; who says only one of the two keeps the usual other."""
    assert answer == read_weekday_and_time(text, 2, "15:00")


@pytest.mark.parametrize(
    "text", ["周", "周八", "周三 全天", "W", "Wednesday x", "周三 25:00", "25:00", "x 15:00"]
)
def test_no_weekday_and_time(text: str) -> None:
    """Each is refused with an example of what is wanted."""
    with pytest.raises(InputError) as caught:
        read_weekday_and_time(text, 2, "15:00")
    assert all(problem.remedy for problem in caught.value.problems)


@pytest.mark.parametrize("text", ["14:30-16:00", "下午3点", "3 pm"])
@each_template
def test_any_time_of_day_is_taken(template: Template, text: str, tmp_path: Path) -> None:
    """What can be read as a time can stand in [defaults]."""
    (path, *_rest) = made(template, tmp_path, Answers("甲支部", 2026, read_time(text), "一楼"))
    assert expand(load(path)).sessions


# -- the folder --------------------------------------------------------------------------------------------


def test_a_folder_is_made(tmp_path: Path) -> None:
    """The plan, a roster, a README with the next commands; then the agenda."""
    outcome = sanhui("init", "a/b", "--template", "三会一课", "--year", "2026", "--yes", folder=tmp_path)
    assert (0, True) == (outcome.code, "general meeting of members" in outcome.out)
    folder = tmp_path / "a" / "b"
    assert {"plan-2026.toml", "roster.csv", "README.md"} == set(content(folder))
    commands = re.findall(r"(?m)^    (sanhui .*?) *#", (folder / "README.md").read_text(encoding="utf-8"))
    assert 4 == len(commands)
    for command in commands:
        assert 0 == sanhui(*command.split()[1:], folder=folder).code


def test_the_commands_for_several_plans(tmp_path: Path) -> None:
    """Where there are several plans, the README names the one that is meant."""
    assert 0 == sanhui("init", "--template", "临沂", "--year", "2026", "--yes", folder=tmp_path).code
    commands = re.findall(r"(?m)^    (sanhui .*?) *#", (tmp_path / "README.md").read_text(encoding="utf-8"))
    assert [0] * 4 == [sanhui(*command.split()[1:], folder=tmp_path).code for command in commands]


def test_each_language_has_its_own(tmp_path: Path) -> None:
    """In English the plan of one's own is English; 三会一课 is Chinese where Chinese is spoken."""
    for language, word in (("en", "General meeting"), ("zh", "支部党员大会")):
        folder = tmp_path / language
        outcome = sanhui("--lang", language, "init", folder, "--year", "2026", "--yes")
        assert 0 == outcome.code
        assert word in (folder / "plan-2026.toml").read_text(encoding="utf-8")
        assert language == load(folder / "plan-2026.toml").language


@pytest.mark.parametrize("taken", ["plan-2026.toml", "roster.csv", "README.md"])
def test_nothing_is_overwritten(taken: str, tmp_path: Path) -> None:
    """One name that is taken refuses all, and names it."""
    (tmp_path / taken).write_text("mine", encoding="utf-8")
    outcome = sanhui("init", "--year", "2026", "--yes", folder=tmp_path)
    assert 2 == outcome.code
    assert taken in outcome.err
    assert {taken: b"mine"} == content(tmp_path)


def test_other_files_may_be_there(tmp_path: Path) -> None:
    """Only names that are wanted are in the way."""
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    assert 0 == sanhui("init", "--year", "2026", "--yes", folder=tmp_path).code
    assert b"mine" == content(tmp_path)["notes.txt"]


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    """A file where the folder should be is kept."""
    (tmp_path / "a").write_text("mine", encoding="utf-8")
    outcome = sanhui("init", "a", "--yes", folder=tmp_path)
    assert (2, True) == (outcome.code, "this is a file, not a folder" in outcome.err)
    assert {"a": b"mine"} == content(tmp_path)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written(tmp_path: Path) -> None:
    """Exit 3, the reason, and nothing new."""
    tmp_path.chmod(0o500)
    outcome = sanhui("init", "a/b", "--yes", folder=tmp_path)
    tmp_path.chmod(0o700)
    assert 3 == outcome.code
    assert {} == content(tmp_path)


class _RefusedError(SanhuiError):
    """What a proof may raise."""


def test_a_failure_leaves_nothing(tmp_path: Path) -> None:
    """When the proof fails, the files and the folders that were made for them are gone."""

    def prove(fresh: Path) -> None:
        assert (fresh / "b").read_bytes() == b"2"
        raise _RefusedError

    with pytest.raises(_RefusedError):
        settle(tmp_path / "x" / "y", {"a": b"1", "b": b"2"}, prove)
    assert {} == content(tmp_path)


def test_a_name_taken_meanwhile(tmp_path: Path) -> None:
    """Somebody writes the second file while ours are on their way: theirs stays, our first goes again."""

    def meanwhile(_fresh: Path) -> None:
        (tmp_path / "b").write_bytes(b"theirs")

    with pytest.raises(InputError):
        settle(tmp_path, {"a": b"1", "b": b"2"}, meanwhile)
    assert {"b": b"theirs"} == content(tmp_path)


def test_a_disk_that_refuses(tmp_path: Path) -> None:
    """A name that the disk cannot hold: the reason, and nothing is left."""
    with pytest.raises(UnableError):
        settle(tmp_path / "x", {"a": b"1", "b" * 300: b"2"}, lambda fresh: None)
    assert {} == content(tmp_path)


# -- options -----------------------------------------------------------------------------------------------


def test_every_wrong_option_at_once(tmp_path: Path) -> None:
    """All that is wrong is said in one go, and nothing is written."""
    words = ("--year", "1900", "--organization", " ", "--time", "25:00", "--place", "a\nb", "--id", "甲")
    outcome = sanhui("init", *words, "--template", "seven", "--weekday", "周八", "--yes", folder=tmp_path)
    assert 2 == outcome.code
    for option in ("--year", "--organization", "--time", "--place", "--id", "--template", "--weekday"):
        assert f"{option} = " in outcome.err
    assert "7 problems" in outcome.err
    assert {} == content(tmp_path)


def test_a_system_keeps_its_weekdays(tmp_path: Path) -> None:
    """An answer that would change nothing is refused."""
    outcome = sanhui("init", "--template", "七有", "--weekday", "周五", "--yes", folder=tmp_path)
    assert (2, True) == (outcome.code, "weekdays of their own" in outcome.err)


def test_without_a_terminal_the_options_are_named(tmp_path: Path) -> None:
    """Nobody can be asked: the message says what is missing."""
    import subprocess

    run = subprocess.run(
        [sys.executable, "-m", "sanhui", "init", "--year", "2026"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src"), "LANG": "C", "SANHUI_LANG": "en"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert 2 == run.returncode
    missing = "--template, --organization, --weekday, --time, --place"
    assert f"say {missing}, or take the usual answers with --yes" in run.stderr
    assert {} == content(tmp_path)


# -- a person at a terminal --------------------------------------------------------------------------------


def _converse(folder: Path, *said: tuple[str, str], language: str = "en") -> tuple[int, str]:
    """Run `sanhui init` in a terminal; wait for each question, then type the answer."""
    import pty

    child, terminal = pty.fork()
    if child == 0:  # the program
        os.chdir(folder)
        os.environ |= {"PYTHONPATH": str(ROOT / "src"), "SANHUI_LANG": language, "LC_ALL": "C.UTF-8"}
        os.environ["PYTHONUTF8"] = "1"
        os.execv(sys.executable, [sys.executable, "-m", "sanhui", "init"])
    heard = b""
    seen = 0
    for question, answer in said:
        while question.encode() not in heard[seen:]:
            heard += _hear(terminal)
        seen = len(heard)
        os.write(terminal, answer.encode() + b"\n")
    while piece := _hear(terminal):
        heard += piece
    os.close(terminal)
    _pid, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status), heard.decode("utf-8", "replace")


def _hear(terminal: int) -> bytes:
    """What the program says next; nothing when it is gone."""
    ready, _w, _x = select.select([terminal], [], [], 30)
    assert ready, "the program says nothing"
    try:
        return os.read(terminal, 65536)
    except OSError:  # Linux says so when the program has closed its end
        return b""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pty")
def test_five_questions(tmp_path: Path) -> None:
    """Answers by hand, by number, wrong ones asked again, empty ones the usual ones."""
    code, heard = _converse(
        tmp_path,
        ("1. ", "9"),
        ("1. ", "2"),
        ("2. ", '甲"支部🙂'),
        ("3. ", "明年"),
        ("3. ", "2026"),
        ("4. ", "周五 9:00"),
        ("5. ", ""),
        language="zh",
    )
    assert 0 == code, heard
    plan = load(tmp_path / "plan-2026.toml")
    assert '甲"支部🙂' == plan.organization
    days = {session.nominal.weekday() for session in expand(plan).sessions if session.nominal}
    assert {4} == days
    assert {"三楼会议室"} == {each.place for each in expand(plan).sessions}


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pty")
def test_answers_that_end_early(tmp_path: Path) -> None:
    """End of file in the middle: a message, and nothing is written."""
    code, heard = _converse(tmp_path, ("Which template?", ""), ("Whose plan", "\x04"))
    assert (2, True) == (code, "the answers ended early" in heard)
    assert {} == content(tmp_path)


def test_names_in_every_language() -> None:
    """A template is known by its English and its Chinese name, and a wrong name by the nearest."""
    with speaking("en"):
        for template in templates("en"):
            assert template == find_template(template.zh, "en") == find_template(template.name.upper(), "en")
        with pytest.raises(InputError, match="seven-haves"):
            find_template("seven-haps", "en")


@pytest.mark.parametrize("links", [True, False])
def test_somebody_was_quicker(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, links: bool) -> None:
    """A file that came up meanwhile is not written over, and what was written before it goes again, with its folder."""
    if not links:
        monkeypatch.setattr(Path, "hardlink_to", _no_links)
    files = {"rules/own.toml": b"1", "plan.toml": b"2"}
    with pytest.raises(InputError, match="the file is there already"):
        settle(tmp_path, files, lambda fresh: (tmp_path / "plan.toml").write_text("theirs", encoding="utf-8"))
    assert {"plan.toml": "theirs"} == {
        each.name: each.read_text(encoding="utf-8") for each in tmp_path.iterdir()
    }
    (tmp_path / "plan.toml").unlink()
    assert [tmp_path / name for name in files] == settle(tmp_path, files, lambda fresh: None)
    assert files == {name: (tmp_path / name).read_bytes() for name in files}


def _no_links(self: Path, target: Path) -> None:
    raise PermissionError(errno.EPERM, "a disk without hard links")
