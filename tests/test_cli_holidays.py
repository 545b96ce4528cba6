"""`sanhui holidays`: a year's days off and worked weekends."""

import io
import json
from pathlib import Path
from typing import Any

import pytest

from commandline import sanhui, write


def year(number: int, *options: object) -> dict[str, Any]:
    """The JSON of a year."""
    found: dict[str, Any] = json.loads(sanhui("holidays", number, "--json", *options).out)
    return found


def test_the_notice_of_2026() -> None:
    """The table of the notice (国务院办公厅, 2025-11-04), holiday by holiday."""
    found = [
        (each["name"], each["from"][5:], each["to"][5:], each["days"], [day[5:] for day in each["working"]])
        for each in year(2026)["holidays"]
    ]
    assert [
        ("元旦", "01-01", "01-03", 3, ["01-04"]),
        ("春节", "02-15", "02-23", 9, ["02-14", "02-28"]),
        ("清明节", "04-04", "04-06", 3, []),
        ("劳动节", "05-01", "05-05", 5, ["05-09"]),
        ("端午节", "06-19", "06-21", 3, []),
        ("中秋节", "09-25", "09-27", 3, []),
        ("国庆节", "10-01", "10-07", 7, ["09-20", "10-10"]),
    ] == found
    assert "official" == year(2026)["status"]
    assert ["2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10"] == year(2026)[
        "working"
    ]


def test_adjoining_holidays_are_one() -> None:
    """2025 had 国庆节 and 中秋节 together."""
    assert "国庆节、中秋节" in [each["name"] for each in year(2025)["holidays"]]


def test_json_does_not_depend_on_the_language() -> None:
    """Names are there in both languages."""
    words = ("holidays", "2026", "--json")
    assert sanhui("--lang", "zh", *words).out == sanhui("--lang", "en", *words).out
    assert "Spring Festival" == year(2026)["holidays"][1]["en"]


def test_a_year_without_a_notice() -> None:
    """Provisional, and said so; nothing is worked in exchange."""
    found = year(2032)
    assert ("provisional", []) == (found["status"], found["working"])
    assert "provisional" in sanhui("holidays", 2032).out
    assert "暂定" in sanhui("--lang", "zh", "holidays", 2032).out


def test_the_table_and_the_months(tmp_path: Path) -> None:
    """Every holiday has its line; the months mark days off and worked weekends."""
    shown = sanhui("--lang", "zh", "holidays", 2026, COLUMNS="80").out
    assert "国庆节  10月1日 周四至10月7日 周三  7天   9月20日 周日、10月10日 周六" in shown
    assert " 1休  2休  3休  4班" in shown
    days_off = sum(each["days"] for each in year(2026)["holidays"])
    months = shown[shown.index("\n1月 ") : shown.rindex("\n休")]
    assert (days_off, len(year(2026)["working"])) == (months.count("休"), months.count("班"))
    assert "休" not in sanhui("--lang", "en", "holidays", 2026).out


@pytest.mark.parametrize("room", [40, 80, 160])
def test_months_fit_the_screen(room: int) -> None:
    """As many months beside each other as there is room for."""
    from rich.cells import cell_len

    for language in ("zh", "en"):
        shown = sanhui("--lang", language, "holidays", 2026, COLUMNS=str(room)).out
        months = shown[shown.index("January" if language == "en" else "\n1月") :]
        assert [] == [line for line in months.splitlines() if cell_len(line) > room]


def test_local_days_off(tmp_path: Path) -> None:
    """An overlay adds a holiday of its own, with the day that is worked for it."""
    overlay = tmp_path / "local.toml"
    overlay.write_text(
        'year = 2026\n[[holiday]]\nname = "校庆"\nfrom = 2026-03-11\nto = 2026-03-12\nworking = [2026-03-14]\n',
        encoding="utf-8",
    )
    found = year(2026, "--holidays", overlay)
    assert ["校庆", "2026-03-11", "2026-03-12", ["2026-03-14"]] == [
        found["holidays"][2][key] for key in ("name", "from", "to", "working")
    ]
    assert "local.toml" in found["source"]
    assert "校庆" in sanhui("holidays", 2026, "--holidays", overlay).out


def test_this_year_without_a_year() -> None:
    """The clock's year, whichever it is."""
    assert 0 == sanhui("holidays").code
    assert sanhui("holidays", "year").out == sanhui("holidays").out
    assert 0 == sanhui("holidays", "--json").code


@pytest.mark.parametrize("words", [("1900",), ("zweitausend",), ("2026", "2027")])
def test_wrong_years(words: tuple[str, ...]) -> None:
    """Exit code 2, nothing on stdout."""
    outcome = sanhui("holidays", *words)
    assert (2, "") == (outcome.code, outcome.out)


# -- sanhui holidays import --------------------------------------------------------------------------------

# The items of the notice for 2026 (国务院办公厅, 2025-11-04).
NOTICE = """\
国务院办公厅关于2026年部分节假日安排的通知
一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
二、春节：2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。
三、清明节：4月4日（周六）至6日（周一）放假，共3天。
四、劳动节：5月1日（周五）至5日（周二）放假调休，共5天。5月9日（周六）上班。
五、端午节：6月19日（周五）至21日（周日）放假，共3天。
六、中秋节：9月25日（周五）至27日（周日）放假，共3天。
七、国庆节：10月1日（周四）至7日（周三）放假调休，共7天。9月20日（周日）、10月10日（周六）上班。
"""


def arranged(record: dict[str, Any]) -> list[Any]:
    """What a year says, without where it is from."""
    return [record["holidays"], record["working"]]


def test_a_notice_becomes_a_file(tmp_path: Path) -> None:
    """Read from its own sentences it says what the official data say; the line for the plan is given."""
    (tmp_path / "notice.txt").write_text(NOTICE, encoding="utf-8")
    outcome = sanhui("holidays", "import", "notice.txt", folder=tmp_path)
    assert 0 == outcome.code
    assert "Spring Festival" in outcome.out
    assert 'holidays = ["holidays-2026.toml"]' in outcome.err
    assert arranged(year(2026)) == arranged(year(2026, "--holidays", tmp_path / "holidays-2026.toml"))


def test_the_file_works_in_a_plan(tmp_path: Path) -> None:
    """A year that was provisional no longer is."""
    write(tmp_path, '[plan]\nid = "p"\nyear = 2027\ntitle = "计划"\nholidays = ["holidays-2027.toml"]\n')
    (tmp_path / "2027.json").write_text(json.dumps(holiday_cn(2027)), encoding="utf-8")
    assert 2 == sanhui("show", folder=tmp_path).code
    assert 0 == sanhui("holidays", "import", "2027.json", folder=tmp_path).code
    assert "Provisional" not in sanhui("show", folder=tmp_path).out
    assert "official" == year(2027, "--holidays", tmp_path / "holidays-2027.toml")["status"]


def holiday_cn(number: int, *, whole: bool = True) -> dict[str, Any]:
    """A year's file of holiday-cn with the days off by law, or all but the first."""
    from sanhui.days.festivals import name, statutory

    days = [
        {"name": name(festival, "zh"), "date": day.isoformat(), "isOffDay": True}
        for day, festival in sorted(statutory(number).items())
    ]
    return {"year": number, "days": days if whole else days[1:]}


def test_an_unfinished_file_is_not_official(tmp_path: Path) -> None:
    """holiday-cn keeps empty files for years to come: what is missing is named."""
    (tmp_path / "2027.json").write_text(json.dumps(holiday_cn(2027, whole=False)), encoding="utf-8")
    outcome = sanhui("holidays", "import", "2027.json", folder=tmp_path)
    assert 0 == outcome.code
    assert "stays provisional: 1 Jan (New Year's Day)" in outcome.err
    assert "provisional" == year(2027, "--holidays", tmp_path / "holidays-2027.toml")["status"]


def test_the_items_alone_need_the_year(tmp_path: Path) -> None:
    """Who copied the items without the title tells the year."""
    items = NOTICE.split("\n", 1)[1]
    (tmp_path / "items.txt").write_text(items, encoding="gb18030")
    assert 2 == sanhui("holidays", "import", "items.txt", folder=tmp_path).code
    assert (
        0
        == sanhui("holidays", "import", "items.txt", "--year", 2026, "-o", "2026.toml", folder=tmp_path).code
    )
    assert arranged(year(2026)) == arranged(year(2026, "--holidays", tmp_path / "2026.toml"))


def test_from_a_pipe_to_a_pipe() -> None:
    """Text in, TOML out."""
    import subprocess
    import sys

    from commandline import ROOT

    outcome = subprocess.run(
        [sys.executable, "-m", "sanhui", "holidays", "import", "-", "-o", "-"],
        input=NOTICE.encode(),
        env={"PYTHONPATH": str(ROOT / "src"), "LANG": "C"},
        capture_output=True,
        check=True,
        timeout=60,
    )
    assert outcome.stdout.decode().startswith("year = 2026\n")
    assert b"" == outcome.stderr


def test_another_file_is_not_replaced(tmp_path: Path) -> None:
    """Unless it says the same, or --force is given."""
    (tmp_path / "notice.txt").write_text(NOTICE, encoding="utf-8")
    file = tmp_path / "holidays-2026.toml"
    file.write_text("# somebody's own\n", encoding="utf-8")
    refused = sanhui("holidays", "import", "notice.txt", folder=tmp_path)
    assert (2, "") == (refused.code, refused.out)
    assert "# somebody's own\n" == file.read_text(encoding="utf-8")
    assert 0 == sanhui("holidays", "import", "notice.txt", "--force", folder=tmp_path).code
    assert "up to date" in sanhui("holidays", "import", "notice.txt", folder=tmp_path).err


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("共9天", "共8天"),
        ("1月4日（周日）", "1月4日（周六）"),
        ("4月4日（周六）至6日（周一）", "4月3日（周五）至4日（周六）"),
    ],
)
def test_a_mistyped_notice_is_refused(tmp_path: Path, wrong: str, right: str) -> None:
    """Counts, weekdays and the days off by law must agree; nothing is written."""
    assert wrong in NOTICE
    (tmp_path / "notice.txt").write_text(NOTICE.replace(wrong, right), encoding="utf-8")
    outcome = sanhui("holidays", "import", "notice.txt", folder=tmp_path)
    assert (2, "") == (outcome.code, outcome.out)
    assert "notice.txt" in outcome.err
    assert ["notice.txt"] == [each.name for each in tmp_path.iterdir()]


def test_json_of_another_year(tmp_path: Path) -> None:
    """The year on the command line and the one in the file must agree."""
    (tmp_path / "2027.json").write_text(json.dumps(holiday_cn(2027)), encoding="utf-8")
    outcome = sanhui("holidays", "import", "2027.json", "--year", 2026, folder=tmp_path)
    assert (2, "") == (outcome.code, outcome.out)
    assert "the file is for 2027" in outcome.err


def test_what_comes_by_a_pipe(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The TOML may go to the standard output; JSON is read from files only."""
    (tmp_path / "notice.txt").write_text(NOTICE, encoding="utf-8")
    done = sanhui("holidays", "import", "notice.txt", "-o", "-", folder=tmp_path)
    assert (0, True) == (done.code, done.out.startswith("year = 2026\n"))
    piped = io.TextIOWrapper(io.BytesIO(json.dumps(holiday_cn(2027)).encode()), encoding="utf-8")
    monkeypatch.setattr("sys.stdin", piped)
    refused = sanhui("holidays", "import", "-", folder=tmp_path)
    assert (2, True) == (refused.code, "JSON is read from files only" in refused.err)
