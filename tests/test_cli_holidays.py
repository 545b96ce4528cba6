"""`sanhui holidays`: a year's days off and worked weekends."""

import json
from pathlib import Path
from typing import Any

import pytest

from commandline import sanhui


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
