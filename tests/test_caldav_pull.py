"""Pulling and syncing at the command line, against a real server: what people edited there comes back into the plan."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from caldav_pushes import edit, resource, resources
from commandline import Outcome, sanhui, write
from radicale_server import Radicale, serving

pytestmark = pytest.mark.slow

PLAN = """\
[plan]
id = "{id}"
year = 2026
title = "计划"

[[activity]]
id = "meeting"
title = "会议"
kind = "集中学习"
when = "3月每周三 15:00"
place = "三楼会议室"
"""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Radicale]:
    """One server for all stories."""
    with serving(tmp_path_factory.mktemp("radicale")) as running:
        yield running


class Desk:
    """A folder with a plan that was pushed, and the calendar on the server."""

    def __init__(self, server: Radicale, folder: Path, name: str) -> None:
        self.server = server
        self.plan = write(folder, PLAN.format(id=name))
        self.calendar = f"{server.home}{name}/"
        assert 0 == self.run("push").code

    def run(self, command: str, *words: object, **environment: Any) -> Outcome:
        """A command about the server and the plan."""
        secrets: dict[str, Any] = {
            "SANHUI_CALDAV_USER": self.server.user,
            "SANHUI_CALDAV_PASSWORD": self.server.password,
        }
        outcome = sanhui(command, self.server.url, self.plan, *words, **secrets, **environment)
        assert self.server.password not in outcome.out + outcome.err
        return outcome

    def edit(self, slot: str, *changes: str) -> None:
        """Somebody edits an event on the server: old and new texts in turn."""
        edit(self.server, self.calendar, slot, *changes)

    def text(self) -> str:
        """The plan."""
        return self.plan.read_text(encoding="utf-8")


def test_a_session_that_somebody_moved(server: Radicale, tmp_path: Path) -> None:
    """Shown first, written on request as a change; then both say the same, and nothing is left to be done."""
    desk = Desk(server, tmp_path, "moved")
    before = desk.text()
    desk.edit("2026-W11", "20260311T", "20260312T")
    shown = desk.run("pull")
    assert 1 == shown.code
    assert "12 Mar Thu 15:00" in shown.out
    assert before == desk.text()
    assert 0 == desk.run("pull", "--apply").code
    assert "to = 2026-03-12T15:00:00" in desk.text()
    report = json.loads(desk.run("push", "--json").out)
    assert (["meeting/2026-W11"], [], 3) == (
        [each["session"] for each in report["updated"]],
        report["conflicts"],
        report["unchanged"],
    )
    assert 0 == desk.run("pull").code
    assert {"unchanged": 4, "updated": []}.items() <= json.loads(desk.run("push", "--json").out).items()


def test_syncing_goes_both_ways(server: Radicale, tmp_path: Path) -> None:
    """What only one side changed arrives at the other; a move in the plan is not taken for an edit on the server."""
    desk = Desk(server, tmp_path, "both-ways")
    desk.edit("2026-W10", "三楼会议室", "一楼大厅")
    desk.edit("2026-W12", "STATUS:CONFIRMED", "STATUS:CANCELLED")
    assert 0 == sanhui("move", "meeting/2026-W11", desk.plan, "--to", "2026-03-13").code
    outcome = desk.run("sync")
    assert 0 == outcome.code, outcome
    assert 'place = "一楼大厅"' in desk.text()
    assert "cancelled = true" in desk.text()
    assert "20260313T150000" in resource(server, desk.calendar, "2026-W11")[1]
    assert 4 == json.loads(desk.run("push", "--json").out)["unchanged"]


def test_changed_on_both_sides(server: Radicale, tmp_path: Path) -> None:
    """Nobody decides but a person: with --theirs the plan follows, with --ours the server."""
    desk = Desk(server, tmp_path, "both-sides")
    desk.edit("2026-W11", "20260311T", "20260312T")
    assert 0 == sanhui("move", "meeting/2026-W11", desk.plan, "--to", "2026-03-13").code
    outcome = desk.run("sync")
    assert 1 == outcome.code
    assert "edited on the server and in the plan" in outcome.out
    assert "sanhui sync" in outcome.err
    assert "20260312T150000" in resource(server, desk.calendar, "2026-W11")[1]
    assert 0 == desk.run("sync", "--theirs").code
    assert "to = 2026-03-12T15:00:00" in desk.text()
    desk.edit("2026-W10", "20260304T", "20260305T")
    assert 0 == desk.run("sync", "--ours").code
    assert "20260304T150000" in resource(server, desk.calendar, "2026-W10")[1]


def test_a_deleted_event_is_called_off_on_request_only(server: Radicale, tmp_path: Path) -> None:
    """A finger slips easily on a phone."""
    desk = Desk(server, tmp_path, "deleted")
    server.request("DELETE", resource(server, desk.calendar, "2026-W11")[0])
    outcome = desk.run("sync")
    assert 1 == outcome.code
    assert "deleted on the server" in outcome.out
    assert "cancelled" not in desk.text()
    assert 0 == desk.run("sync", "--theirs").code
    assert "cancelled = true" in desk.text()
    assert 3 == len(resources(server, desk.calendar))


def test_what_the_plan_cannot_take(server: Radicale, tmp_path: Path) -> None:
    """A day that the plan refuses, another title, an event of somebody else: listed, and nothing is written anywhere."""
    desk = Desk(server, tmp_path, "untakable")
    before = desk.text()
    desk.edit("2026-W10", "SUMMARY:会议", "SUMMARY:座谈会")
    desk.edit("2026-W11", "20260311T", "20260314T")  # a Saturday
    href, text = resource(server, desk.calendar, "2026-W12")
    foreign = text.replace("@untakable.sanhui", "@example.org")
    server.request(
        "PUT", href.replace("untakable.sanhui", "x"), foreign.encode(), Content_Type="text/calendar"
    )
    outcome = desk.run("pull", "--apply", "--json")
    assert 1 == outcome.code
    found = json.loads(outcome.out)
    assert ["edited"] == [each["reason"] for each in found["conflicts"]]
    assert [True] == [bool(each["refused"]) for each in found["differences"]]
    assert ["meeting+2026-W12@example.org"] == [each["uid"] for each in found["foreign"]]
    assert before == desk.text()
    assert 1 == desk.run("sync").code
    assert "座谈会" in resource(server, desk.calendar, "2026-W10")[1]
    assert before == desk.text()


def test_a_day_for_a_session_that_had_none(server: Radicale, tmp_path: Path) -> None:
    """Given a time on a phone, it has a length there too, and maybe no “day to be fixed” any more: it is fixed in the plan."""
    desk = Desk(server, tmp_path, "floating")
    forum = '\n[[activity]]\nid = "forum"\ntitle = "座谈"\nkind = "党课"\nwhen = "每季度1次"\n'
    write(tmp_path, desk.text() + forum)
    assert 0 == desk.run("push").code
    whole, timed = ";VALUE=DATE:", ";TZID=Asia/Shanghai:"
    desk.edit(
        "2026-Q1",
        f"{whole}20260331",
        f"{timed}20260319T140000",
        f"{whole}20260401",
        f"{timed}20260319T150000",
    )
    desk.edit(
        "2026-Q2",
        f"{whole}20260630",
        f"{timed}20260617T140000",
        f"{whole}20260701",
        f"{timed}20260617T150000",
    )
    desk.edit("2026-Q1", "（日期待定）", "")
    outcome = desk.run("sync")
    assert 0 == outcome.code, outcome.out
    assert "to = 2026-03-19T14:00:00" in desk.text()
    assert "to = 2026-06-17T14:00:00" in desk.text()
    for slot in ("2026-Q1", "2026-Q2"):
        text = resource(server, desk.calendar, slot)[1]
        assert "待定" not in text
        assert "STATUS:CONFIRMED" in text
    assert 0 == desk.run("push").code


def test_what_the_plan_takes_a_part_of(server: Radicale, tmp_path: Path) -> None:
    """The day is taken where the server is right; a title, no place, no time of day stay there, and are still in conflict."""
    desk = Desk(server, tmp_path, "partly")
    desk.edit("2026-W10", "20260304T", "20260305T")
    desk.edit("2026-W10", "SUMMARY:会议", "SUMMARY:座谈会")
    desk.edit("2026-W11", "20260311T", "20260312T")
    desk.edit("2026-W11", "LOCATION:三楼会议室", "LOCATION:")
    timed, whole = ";TZID=Asia/Shanghai:20260318T", ";VALUE=DATE:202603"
    desk.edit("2026-W12", f"{timed}150000", f"{whole}18", f"{timed}163000", f"{whole}19")
    before = desk.text()
    assert 1 == desk.run("sync").code
    assert before == desk.text()
    assert 0 == desk.run("sync", "--theirs").code
    assert "2026-W12" not in desk.text()
    assert "to = 2026-03-05T15:00:00" in desk.text()
    assert "to = 2026-03-12T15:00:00" in desk.text()
    assert 1 == desk.run("push").code
    assert "SUMMARY:座谈会" in resource(server, desk.calendar, "2026-W10")[1]
    assert "三楼会议室" not in resource(server, desk.calendar, "2026-W11")[1]


def test_a_dry_run(server: Radicale, tmp_path: Path) -> None:
    """Neither side changes."""
    desk = Desk(server, tmp_path, "dry-sync")
    desk.edit("2026-W11", "20260311T", "20260312T")
    before = desk.text(), resources(server, desk.calendar)
    desk.run("sync", "--dry-run")
    assert before == (desk.text(), resources(server, desk.calendar))


def test_the_words_of_the_command_line(server: Radicale, tmp_path: Path) -> None:
    """Address and plan in either order, the address in the environment, and in Chinese."""
    desk = Desk(server, tmp_path, "words")
    secrets: dict[str, Any] = {"SANHUI_CALDAV_USER": server.user, "SANHUI_CALDAV_PASSWORD": server.password}
    assert 0 == sanhui("push", desk.plan, server.url, **secrets).code
    assert 0 == sanhui("push", desk.plan, SANHUI_CALDAV_URL=server.url, **secrets).code
    assert 0 == sanhui("push", folder=tmp_path, SANHUI_CALDAV_URL=server.url, **secrets).code
    assert "未变4场" in desk.run("push", SANHUI_LANG="zh").out
    assert 2 == sanhui("push", desk.plan).code
    assert 2 == desk.run("push", "--ours", "--theirs").code
    refused = sanhui("push", desk.plan, "https://clerk:hidden@example.org/")
    assert 2 == refused.code
    assert "hidden" not in refused.err
