"""`sanhui when` and `sanhui date`: try the language of time, and see what it makes of a phrase."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sanhui.cli import clock, terminal
from sanhui.cli.dates import in_full, moment_of
from sanhui.cli.options import Json, Overlays
from sanhui.days.years import FIRST_YEAR, LAST_YEAR
from sanhui.i18n import N_, _

if TYPE_CHECKING:
    from sanhui.schedule.expand import Placed
    from sanhui.when.tree import Policy, When


def _policy(text: str) -> Policy:
    """A policy by its name, or as a phrase says it: postpone, 顺延."""
    from sanhui.when import WhenError, parse
    from sanhui.when.tree import Policy

    try:
        return Policy(text.lower())
    except ValueError:
        pass
    try:
        said = parse(f"每周一，遇节假日{text}").on_holiday
    except WhenError:
        said = None
    if said is None:
        raise typer.BadParameter(
            _("“{text}” is none of {policies}").format(text=text, policies=", ".join(Policy))
        )
    return said


def _days(option: str) -> Callable[[str], int]:
    def read(text: str) -> int:
        if text.isdecimal():
            return int(text)
        from sanhui.cli.complaints import MisreadError
        from sanhui.when import WhenError, parse_days

        try:
            return parse_days(text)
        except WhenError as error:
            raise MisreadError(option, error) from error

    return read


def when(
    phrase: Annotated[list[str], typer.Argument(metavar=N_("PHRASE"), help=N_("The phrase."))],
    year: Annotated[
        int | None,
        typer.Option(
            "--year",
            min=FIRST_YEAR,
            max=LAST_YEAR,
            metavar=N_("YEAR"),
            help=N_("The year; this one if left out."),
        ),
    ] = None,
    on_holiday: Annotated[
        Any,
        typer.Option(
            "--on-holiday",
            parser=_policy,
            metavar=N_("POLICY"),
            help=N_("What becomes of a session on a day off: postpone, advance, nearest, skip or keep."),
        ),
    ] = "postpone",
    within: Annotated[
        Any,
        typer.Option(
            "--within", parser=_days("--within"), metavar=N_("DAYS"), help=N_("How far it may be moved.")
        ),
    ] = "7",
    weekends: Annotated[
        bool,
        typer.Option(
            "--weekends/--no-weekends", help=N_("Whether a weekend day that is worked (补班) may receive it.")
        ),
    ] = True,
    holidays: Overlays = None,
    as_json: Json = False,
) -> int:
    """Print what a phrase means in a year."""
    from sanhui.days.calendar import WorkCalendar
    from sanhui.days.overlay import read_overlay
    from sanhui.errors import InputError, Problem
    from sanhui.schedule.expand import sessions_of
    from sanhui.when import parse

    text = " ".join(phrase)
    tree = parse(text)
    calendar = WorkCalendar([read_overlay(path) for path in holidays or []])
    chosen = clock.now().year if year is None else year
    try:
        placed = sessions_of(tree, chosen, calendar, on_holiday, within, weekends)
    except ValueError as error:  # a named period, which only a plan can explain
        raise InputError(
            Problem(str(error), _("name its days in [[period]] of a plan"), value=text)
        ) from error
    if as_json:
        terminal.write_json(_record(tree, placed))
    else:
        _show(tree, placed, chosen)
    return int(any(_unplaceable(each) for each in placed))


def date(
    text: Annotated[list[str], typer.Argument(metavar=N_("TEXT"), help=N_("The date, as people say it."))],
    now: Annotated[
        dt.datetime | None,
        typer.Option(
            "--now",
            parser=moment_of("--now"),
            metavar=N_("DATE"),
            help=N_("The moment that it is said at, instead of now: 2026-03-02T10:00."),
        ),
    ] = None,
    as_json: Json = False,
) -> int:
    """Print the date that a text means."""
    from sanhui.moment import read_moment

    moment = read_moment(" ".join(text), now or clock.now())
    if as_json:
        terminal.write_json({"start": _iso(moment)})
    else:
        terminal.write(in_full(moment))
    return 0


# -- what `when` prints ------------------------------------------------------------------------------------


def _record(tree: When, placed: list[Placed]) -> dict[str, Any]:
    """The contract of `when --json`; its sentences are Chinese whatever the locale."""
    from sanhui.i18n import speaking
    from sanhui.when import describe, to_rrule

    with speaking("zh"):
        return {
            "when": describe(tree, "zh"),
            "en": describe(tree, "en"),
            "rrule": to_rrule(tree),
            "sessions": [_session(tree, each) for each in placed],
        }


def _session(tree: When, placed: Placed) -> dict[str, Any]:
    candidate = placed.candidate
    record: dict[str, Any] = {
        "slot": candidate.slot,
        "start": _iso(_start(tree, placed)),
        "nominal": _iso(candidate.nominal),
        "moved": _told(placed),
        "provisional": placed.provisional,
    }
    if candidate.floats:
        record["window"] = {"first": _iso(candidate.first), "last": _iso(candidate.last)}
    return record


def _show(tree: When, placed: list[Placed], year: int) -> None:
    from sanhui.publish.terminal.columns import Cell, table
    from sanhui.schedule.reasons import provisional
    from sanhui.when import describe, to_rrule
    from sanhui.wording import long_date

    terminal.write_lines([((describe(tree), "bold"),)])
    if rule := to_rrule(tree):
        terminal.write_lines([((f"RRULE:{rule}", "dim"),)])
    if any(each.provisional for each in placed):
        terminal.write_lines([((provisional(), "yellow"),)])
    if not placed:
        terminal.write_lines([((_("No session in {year}.").format(year=year), ""),)])
        return
    rows: list[list[Cell]] = []
    for each in placed:
        start, candidate = _start(tree, each), each.candidate
        day = in_full(start) if start else _("none")
        if candidate.first and candidate.last and candidate.floats:
            day = _("a day from {first} to {last}").format(
                first=long_date(candidate.first), last=long_date(candidate.last)
            )
        style = "bold red" if _unplaceable(each) else "dim" if each.dropped else ""
        mark = _("provisional") if each.provisional else ""
        why = [(text, "yellow") for text in (mark, _told(each)) if text]
        rows.append([[(candidate.slot, "dim")], [(day, style)], why])
    heads = (_("Slot"), _("Date"), _("Why it moved") if any(row[2] for row in rows) else "")
    terminal.write_lines([(), *table(heads, rows, terminal.room(), (10, 20, 20))])


def _start(tree: When, placed: Placed) -> dt.date | None:
    """The local start of a session, a plain day when no time of day is said; None without a day."""
    from sanhui.schedule.clock import span

    if placed.date is None:
        return None
    start, _end = span(tree.time, placed.date, 0)
    return start


def _told(placed: Placed) -> str | None:
    """Why it does not stand on its nominal date, in the language being spoken."""
    from sanhui.schedule.reasons import sentence

    return _("; ").join(map(sentence, placed.steps)) or None


def _unplaceable(placed: Placed) -> bool:
    return placed.date is None and not placed.candidate.floats and not placed.dropped


def _iso(moment: dt.date | None) -> str | None:
    if isinstance(moment, dt.datetime):
        return moment.isoformat(timespec="minutes")
    return None if moment is None else moment.isoformat()
