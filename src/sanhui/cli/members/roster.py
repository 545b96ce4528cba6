"""`sanhui roster`: who belongs to the body, from when until when, and what is wrong with the list of them."""

from __future__ import annotations

import datetime as dt
import difflib
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sanhui.cli import clock, terminal
from sanhui.cli.dates import day_of
from sanhui.cli.options import Json
from sanhui.i18n import N_, _

if TYPE_CHECKING:
    from sanhui.i18n import Language
    from sanhui.roster.model import Enrolled, Member, Roster


#: A roster's file, or a plan that names one.
Source = Annotated[
    Path | None,
    typer.Argument(
        metavar=N_("FILE"),
        help=N_("A roster, or a plan or its folder; without it the roster of the plan here."),
        show_default=False,
    ),
]
_On = Annotated[
    dt.date | None,
    typer.Option(
        "--on", parser=day_of("--on"), metavar=N_("DATE"), help=N_("As of this day; today if left out.")
    ),
]


def listing(
    source: Source = None,
    on: _On = None,
    group: Annotated[
        str, typer.Option("--group", metavar=N_("GROUP"), help=N_("Only this group."), show_default=False)
    ] = "",
    role: Annotated[
        str,
        typer.Option("--role", metavar=N_("ROLE"), help=N_("Only who has this role."), show_default=False),
    ] = "",
    status: Annotated[
        str,
        typer.Option(
            "--status", metavar=N_("STATUS"), help=N_("Only who has this status."), show_default=False
        ),
    ] = "",
    as_json: Json = False,
) -> int:
    """Print the members of a day, all or some."""
    from sanhui.i18n import speaking
    from sanhui.publish.members.roster import listing, member_record
    from sanhui.publish.records import VERSION

    roster, language = load_roster(source)
    day = on or clock.now().date()
    people = [each for each in roster.on(day) if _is_wanted(each, roster, group, role, status)]
    if as_json:
        with speaking(language):
            records = [member_record(each) for each in people]
        terminal.write_json(
            {"version": VERSION, "day": day.isoformat(), "source": str(roster.source), "members": records}
        )
    else:
        terminal.write_lines(listing(people, terminal.room()))
    return 0


def show(
    name: Annotated[str, typer.Argument(metavar=N_("MEMBER"), help=N_("A name, an alias or an id."))],
    source: Source = None,
    as_json: Json = False,
) -> int:
    """Print what the roster says of one member."""
    from sanhui.i18n import speaking
    from sanhui.publish.members.roster import story, story_record

    roster, language = load_roster(source)
    member = find_member(roster, name)
    if as_json:
        with speaking(language):
            terminal.write_json(story_record(member))
    else:
        terminal.write_lines(story(member, terminal.room()))
    return 0


def check(source: Source = None, as_json: Json = False) -> int:
    """Print what is odd in a roster; what is wrong with it ends the program."""
    from sanhui.publish.members.roster import overview
    from sanhui.roster.findings import findings

    roster, _language = load_roster(source)
    found = findings(roster)
    if as_json:
        terminal.write_json(
            [
                {
                    "message": each.message,
                    "remedy": each.remedy,
                    "file": each.file,
                    "line": each.line,
                    "value": each.value,
                }
                for each in found
            ]
        )
    else:
        for problem in found:
            terminal.write(str(problem))
        for line in overview(roster, clock.now().date()):
            terminal.say(line)
    return int(bool(found))


def diff(
    old: Annotated[str, typer.Argument(metavar=N_("OLD"), help=N_("A roster, or a day."))],
    new: Annotated[str, typer.Argument(metavar=N_("NEW"), help=N_("A roster, or a day."))],
    source: Annotated[
        Path | None,
        typer.Option(
            "--roster", metavar=N_("FILE"), help=N_("Of two days: of this roster."), show_default=False
        ),
    ] = None,
    as_json: Json = False,
) -> int:
    """Print what is different."""
    from sanhui.i18n import language, speaking
    from sanhui.publish.members.roster import difference_record, differences
    from sanhui.roster.differences import between_days, between_rosters

    if Path(old).exists() or Path(new).exists():
        first, speech = load_roster(Path(old))
        second, _language = load_roster(Path(new))
        with speaking(speech if as_json else language()):
            found = between_rosters(first, second)
    else:
        roster, speech = load_roster(source)
        days = [day_of(name)(text) for name, text in ((_("OLD"), old), (_("NEW"), new))]
        with speaking(speech if as_json else language()):
            found = between_days(roster, *days)
    if as_json:
        terminal.write_json([difference_record(each) for each in found])
    elif found:
        terminal.write_lines(differences(found, terminal.room()))
    else:
        terminal.say(_("Nothing is different."))
    return int(bool(found))


def load_roster(given: Path | None) -> tuple[Roster, Language]:
    """The roster that is named, or that of the plan that is named or found; and the language to publish in."""
    from sanhui.cli.plan_file import find_plan
    from sanhui.errors import InputError, Problem
    from sanhui.i18n import language
    from sanhui.plan.load import load
    from sanhui.roster.reading import is_roster, read_roster

    if given is not None and not given.is_dir() and is_roster(given):
        return read_roster(given), language()
    plan = load(find_plan(given))
    if plan.roster is None:
        message = _("the plan has no roster")
        remedy = _("make one with “sanhui roster import FILE”, or name one: {example}")
        raise InputError(
            Problem(message, remedy.format(example='roster = "roster.csv"'), file=str(plan.path))
        )
    return plan.roster, plan.language


def find_member(roster: Roster, name: str) -> Member:
    """The member whom a person means by a name, an alias or an id; raises `InputError` when that is nobody, or several."""
    from sanhui.errors import InputError, Problem, did_you_mean
    from sanhui.roster.matching import Matcher

    name = name.strip()
    found = Matcher(roster.members).find(name, id_=name)
    if len(found) == 1:
        return found[0]
    if found:
        message = _("this may be {n} members").format(n=len(found))
        known = _(", ").join(f"{each.id} {_where(each)}".strip() for each in found)
        raise InputError(Problem(message, _("say which by the id: {ids}").format(ids=known), value=name))
    near = difflib.get_close_matches(name, [member.name for member in roster.members], n=1, cutoff=_NEAR)
    remedy = did_you_mean(near[0], near) if near else _("“sanhui roster list” lists them")
    raise InputError(Problem(_("the roster has no such member"), remedy, value=name))


_NEAR = 0.5  # of two characters one is half a name


def _where(member: Member) -> str:
    last = member.standings[-1]
    return f"({last.group})" if last.group else ""


def _is_wanted(each: Enrolled, roster: Roster, group: str, role: str, status: str) -> bool:
    """Whether a member passes the filters; raises `InputError` for a word that the roster never has."""
    from sanhui.errors import InputError, Problem, did_you_mean
    from sanhui.roster.statuses import read_status

    for option, word, known in (("--group", group, roster.groups), ("--role", role, roster.roles)):
        if word and word not in known:
            raise InputError(
                Problem(
                    _("the roster has none of this name"), did_you_mean(word, known), key=option, value=word
                )
            )
    wanted = read_status(status)
    if wanted is None:
        from sanhui.roster.cells import remedy

        raise InputError(
            Problem(_("this is no status"), remedy("status", status), key="--status", value=status)
        )
    return (
        (not group or each.group == group)
        and (not role or role in each.roles)
        and (not status or each.status is wanted)
    )
