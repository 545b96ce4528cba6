"""The table of calendar programs promises nothing that nobody saw."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sanhui.i18n import _, speaking
from sanhui.publish.ics import Audience, Client, Options, Style, Tasks
from sanhui.publish.ics.clients import PROGRAMS, Cell, Grade, losses

ROOT = Path(__file__).parents[1]
CELLS = [
    pytest.param(client, cell, id=f"{client}-{feature}")
    for client, program in PROGRAMS.items()
    for feature, cell in program.cells.items()
]


def test_every_program_of_the_command_line_is_in_the_table() -> None:
    """What can be asked for is known, and the other way round."""
    assert list(Client) == list(PROGRAMS)


@pytest.mark.parametrize(("client", "cell"), CELLS)
def test_every_word_has_a_source(client: Client, cell: Cell) -> None:
    """A thread in which somebody saw it, or a test of ours in which the program, or its engine, reads the files."""
    for source in cell.source.split(", "):
        if source.startswith("tests/"):
            text = (ROOT / source).read_text(encoding="utf-8").lower()
            engine = "ical.js" if "ical.js" in cell.note else str(client)
            assert engine in text
        else:
            assert re.fullmatch(r"[\w.-]+/[\w.-]+#\d+", source)


@pytest.mark.parametrize(("client", "cell"), CELLS)
def test_what_is_not_full_is_explained_in_both_languages(client: Client, cell: Cell) -> None:
    """A grade alone helps nobody."""
    assert cell.note or cell.grade is Grade.FULL
    if cell.note:
        with speaking("zh"):
            assert cell.note != _(cell.note)


def test_only_what_concerns_a_calendar_is_said() -> None:
    """A subscription has no second import; without tasks nothing is said of tasks."""
    everything = Options(tasks=Tasks.VTODO, style=Style.SERIES)
    told = {cell.note for cell in losses(Client.OUTLOOK, everything)}
    assert {"tasks are not shown"} <= told
    followed = Options(audience=Audience.SUBSCRIPTION, alarms=())
    told = {cell.note for cell in losses(Client.OUTLOOK, followed)}
    assert {"fetched as often as X-PUBLISHED-TTL says"} == told
    assert [] == list(losses(Client.KHAL, Options(style=Style.SERIES)))
    assert 1 == len(list(losses(Client.ANDROID, Options(), split=True)))
