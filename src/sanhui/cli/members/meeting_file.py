"""`sanhui attend --from`: the file of a meeting program or a time clock becomes a session's record."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from zoneinfo import ZoneInfo

from sanhui.cli import terminal
from sanhui.cli.members import saying
from sanhui.i18n import _, language, ngettext

if TYPE_CHECKING:
    from sanhui.attendance.meetings.formats import Recognised
    from sanhui.attendance.meetings.importing import Account
    from sanhui.attendance.meetings.people import People
    from sanhui.attendance.sheet import Said, Sheet
    from sanhui.cli.record.desk import Desk
    from sanhui.ledger.change import Change

_ONLINE = "online"
_TOLD = 10  # so many rejected rows are told; the file has all


class Wish(NamedTuple):
    """What was asked for."""

    file: Path
    columns: tuple[str, ...]
    came_as: str | None
    reject: Path | None
    keep: bool
    yes: bool
    dry_run: bool
    as_json: bool


def take(desk: Desk, wish: Wish, said: Sequence[Said]) -> int:
    """Read the file, show what it comes to, and record it with what was said besides. Gives the exit code."""
    from sanhui.attendance.meetings.formats import recognise
    from sanhui.attendance.meetings.importing import came_exempt, came_on_leave, read_file, sheet_of
    from sanhui.attendance.meetings.mapped import parse_map
    from sanhui.attendance.meetings.rejects import reject_file, reject_path
    from sanhui.attendance.meetings.source import open_source
    from sanhui.attendance.sheet import begin, fill
    from sanhui.cli.members.attend import settle
    from sanhui.cli.progress import working
    from sanhui.files import write_atomic
    from sanhui.ledger import meeting_maps, plans, store
    from sanhui.plan.marks import ABSENT

    plan = desk.plan
    came_as = _came_as(wish.came_as, desk)
    mapping = parse_map(wish.columns)
    with store.read_ledger(desk.ledger) as opened:
        remembered = meeting_maps.read(opened, plans.body_of(opened, plan.id, plan.organization))
    with working(_("Reading {file}").format(file=wish.file.name)) as work:
        source = open_source(wish.file, work.progress)
        known = recognise(source, mapping, remembered)
        sheet = desk.blank(f"file:{source.sha256}")
        account = read_file(
            known,
            sheet,
            _people(desk, sheet, said),
            desk.rules.settings,
            zone=ZoneInfo(plan.timezone),
            came_as=came_as,
            file=str(wish.file),
            days=desk.session.days,
        )
    begun = begin(sheet, ABSENT, leaves=desk.leaves, known=desk.rows, keep=wish.keep)
    filled = fill(sheet_of(begun, account, desk.rows, keep=wish.keep), said)
    rejected = reject_file(account.rejected)
    rejects = None
    if account.rejected and not wish.dry_run:
        rejects = reject_path(rejected, wish.file, wish.reject)
    if wish.dry_run and not wish.as_json:
        _show(desk, filled)

    def remember(change: Change) -> None:
        if mapping:
            body = plans.enter(change, plan.id, plan.year, plan.organization)
            meeting_maps.record(change, body, known.fingerprint, mapping)

    besides = {"on_leave": came_on_leave(begun, account), "exempt": came_exempt(begun, account)}
    more = _record(wish, known, account, rejects) | {f"came_{name}": names for name, names in besides.items()}
    code = settle(
        desk,
        filled,
        yes=wish.yes,
        keep=wish.keep,
        dry_run=wish.dry_run,
        as_json=wish.as_json,
        more=more,
        besides=remember,
    )
    if not wish.as_json:
        _tell(known, account, besides)
    if known.format.online and wish.came_as is None and _has_quorum(desk):
        terminal.insist(
            _("whoever was in the online meeting counts for the quorum; if they do not: --as {mark}").format(
                mark=plan.marks[_ONLINE].name(language())
            )
        )
    if rejects is not None:  # last: what the disk refuses was told by then
        write_atomic(rejects, rejected)
        if not wish.as_json:
            terminal.say(_("the rows that are nobody's are in {file}").format(file=rejects))
    return max(code, int(bool(account.rejected)))


def _has_quorum(desk: Desk) -> bool:
    """Whether any rule asks for a quorum at the session."""
    from sanhui.attendance.quorum import quorums

    return bool(quorums(desk.rules.rules, desk.as_held.kinds, (), desk.plan.marks))


def _came_as(text: str | None, desk: Desk) -> str:
    """The mark of those in the file; raises InputError for one of those who did not come."""
    from sanhui.errors import InputError, Problem
    from sanhui.plan.marks import PRESENT

    if text is None:
        return PRESENT
    mark = saying.mark_called(text, desk.plan.marks, "--as")
    if not (mark.present and mark.due):
        message = _("“{mark}” is no mark of somebody who came").format(mark=mark.name(language()))
        raise InputError(
            Problem(message, _("for example {example}").format(example="--as online"), key="--as")
        )
    return mark.code


def _people(desk: Desk, sheet: Sheet, said: Sequence[Said]) -> People:
    """Those who may be in the file: the members due, observers by the plan or by what was said, guests by name."""
    from sanhui.attendance.due import guests, observers
    from sanhui.attendance.meetings.people import People
    from sanhui.attendance.naming import find
    from sanhui.plan.marks import OBSERVER

    day = sheet.held.day
    seen = [
        find(each.who, sheet.due, sheet.roster, day, each.option, guest=True)
        for each in said
        if each.mark == OBSERVER
    ]
    keys = [each.key for each in observers(desk.schedule, desk.session, day)]
    names = [*guests(desk.schedule, desk.session, day), *(each for each in seen if isinstance(each, str))]
    return People(
        sheet.roster,
        day,
        sheet.due,
        [*keys, *(each.key for each in seen if not isinstance(each, str))],
        names,
    )


def _show(desk: Desk, sheet: Sheet) -> None:
    """The sheet as a table."""
    from sanhui.publish.members import sign_in

    terminal.write_lines(sign_in.roll(sheet.seats, desk.plan.marks, terminal.room()))


def _record(wish: Wish, known: Recognised, account: Account, rejects: Path | None) -> dict[str, Any]:
    """The account of the file, for other programs."""
    return {
        "file": str(wish.file),
        "format": known.format.name,
        "rows": account.rows,
        "waiting": account.waiting,
        "other_days": account.other_days,
        "outside": account.outside,
        "missed": account.missed,
        "rejected": [
            {
                "row": each.join.row,
                "name": each.join.name,
                "email": each.join.email,
                "id": each.join.id,
                "reason": each.reason,
            }
            for each in account.rejected
        ],
        "reject_file": rejects and str(rejects),
    }


def _tell(known: Recognised, account: Account, besides: Mapping[str, Sequence[str]]) -> None:
    """What the file was, which of its rows do not count, and whom somebody should look at."""
    told = [ngettext("{n} row", "{n} rows", account.rows).format(n=account.rows)]
    counted = (
        (account.waiting, _("{n} only in the waiting room")),
        (account.other_days, _("{n} of other days")),
        (account.outside, _("{n} outside the session's hours")),
    )
    told += [text.format(n=number) for number, text in counted if number]
    terminal.say(_("{format}: {items}").format(format=_(known.format.name), items=_(", ").join(told)))
    named = (
        (account.missed, _("in the file, but not during the session: {names}")),
        (besides["on_leave"], _("on leave, and came all the same: {names}")),
        (besides["exempt"], _("exempt, and came all the same: {names}")),
    )
    for names, text in named:
        if names:
            terminal.say(text.format(names=_(", ").join(names)))
    for each in account.rejected[:_TOLD]:
        name = each.join.name or each.join.id or each.join.email
        terminal.insist(
            _("row {row}, {name}: {reason}").format(row=each.join.row, name=name, reason=each.reason)
        )
    if len(account.rejected) > _TOLD:
        more = len(account.rejected) - _TOLD
        terminal.insist(ngettext("and {n} more row", "and {n} more rows", more).format(n=more))
