"""What a file says of each member, before it is known whether it makes sense, and the member that comes of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

import msgspec

from sanhui.errors import Problem
from sanhui.i18n import _
from sanhui.roster.model import Member, Span, Standing, Stretch

_DAY = dt.timedelta(days=1)


class Noted(msgspec.Struct, frozen=True):
    """A span of a draft with the line that it stands in."""

    span: Span
    line: int


class Draft(msgspec.Struct):
    """A member as far as the file has been read; `line` is where it names them first."""

    name: str
    id: str
    line: int
    aliases: list[str] = []
    email: str = ""
    joined: dt.date | None = None
    left: dt.date | None = None
    standings: list[Standing] = []
    exempt: list[Noted] = []
    elsewhere: list[Noted] = []
    no_vote: list[Noted] = []
    returns: list[
        tuple[dt.date, dt.date]
    ] = []  # the last day before somebody left, and the first after they came back

    def belong(self, joined: dt.date | None, left: dt.date | None) -> Iterator[tuple[dt.date, dt.date]]:
        """Take the days from and to which they belonged; gives those known and said that contradict each other.

        Who joins after having left has come back: where they stood before ended with that day.
        """
        if joined and self.left and self.left < joined:
            self.returns.append((self.left, joined))
            latest = max(range(len(self.standings)), key=lambda n: self.standings[n].first or dt.date.min)
            if self.standings[latest].last is None:
                self.standings[latest] = msgspec.structs.replace(self.standings[latest], last=self.left)
            self.left = left
            return
        if joined and self.joined and joined != self.joined:
            yield self.joined, joined
        if left and self.left and left != self.left:
            yield self.left, left
        self.joined, self.left = self.joined or joined, self.left or left

    def member(self) -> Member:
        """The member, with standings in order; one without an end lasts until the next begins."""
        return Member(
            self.name,
            self.id,
            tuple(dict.fromkeys(self.aliases)),
            self.email,
            self.joined,
            self.left,
            tuple(self._settled()) or (Standing(),),
            in_order(each.span for each in self.exempt),
            in_order(each.span for each in self.elsewhere),
            in_order(each.span for each in self.no_vote),
            self.line,
        )

    def _settled(self) -> list[Standing]:
        ordered = sorted(self.standings, key=lambda each: each.first or dt.date.min)
        for number, (one, other) in enumerate(pairwise(ordered)):
            if one.last is None and other.first is not None:
                ordered[number] = msgspec.structs.replace(one, last=other.first - _DAY)
        return ordered

    def doubts(self, file: str) -> Iterator[Problem]:
        """What does not fit together: days in the wrong order, and standings that overlap or leave days out."""
        if self.joined and self.left and self.left < self.joined:
            message = _("{name} left before joining").format(name=self.name)
            remedy = _("correct one of the two days")
            yield Problem(message, remedy, file=file, line=self.line, value=self.left.isoformat())
        for noted in (self.exempt, self.elsewhere, self.no_vote):
            yield from _order(_sorted((each.span, each.line) for each in noted), file)
        standings = [(each, each.line or self.line) for each in self._settled()]
        yield from _order(standings, file)
        for (one, _line), (other, line) in pairwise(standings):
            if (one.last, other.first) in self.returns:
                continue
            if one.last and other.first and one.last + _DAY < other.first:
                yield self._gap(one.last + _DAY, other.first - _DAY, line, file)
        if not standings:
            return
        (earliest, first_line), (latest, last_line) = standings[0], standings[-1]
        if earliest.first and self.joined and self.joined < earliest.first:
            yield self._gap(self.joined, earliest.first - _DAY, first_line, file)
        if latest.last and self.left and latest.last < self.left:
            yield self._gap(latest.last + _DAY, self.left, last_line, file)

    def _gap(self, first: dt.date, last: dt.date, line: int, file: str) -> Problem:
        message = _("nothing says where {name} stood from {first} to {last}").format(
            name=self.name, first=first, last=last
        )
        remedy = _(
            "let one row end on the day before the next begins; of who left and came back, one row says when they left, and the "
            "next when they joined"
        )
        return Problem(message, remedy, file=file, line=line)


def in_order(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The spans, each once, by their first days."""
    return tuple(sorted(dict.fromkeys(spans), key=lambda span: span.first or dt.date.min))


_Dated = tuple[Stretch, int]


def _sorted(dated: Iterable[_Dated]) -> list[_Dated]:
    """By their first days; what is said twice counts once."""
    return sorted(dict(dated).items(), key=lambda each: each[0].first or dt.date.min)


def _order(dated: Sequence[_Dated], file: str) -> Iterator[Problem]:
    """Stretches that end before they begin, or before which another has not ended."""
    for stretch, line in dated:
        if stretch.first and stretch.last and stretch.last < stretch.first:
            message = _("it ends on {last}, before it begins on {first}").format(
                last=stretch.last, first=stretch.first
            )
            yield Problem(message, _("correct one of the two days"), file=file, line=line)
    for (one, before), (other, line) in pairwise(dated):
        if other.first is None:
            message = _("line {line} says something else of the same days").format(line=before)
            remedy = _("say in one of them from when it holds")
        elif one.last is None or one.last >= other.first:
            message = _("this begins on {first}, while line {line} still holds").format(
                first=other.first, line=before
            )
            remedy = _("let line {line} end on {day}").format(line=before, day=other.first - _DAY)
        else:
            continue
        yield Problem(message, remedy, file=file, line=line)
