"""What holds for a plan: the rulebooks that it names, joined; or, if it names none, those that bind every branch."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec

from sanhui.errors import InputError, Problem, did_you_mean
from sanhui.i18n import _, language
from sanhui.plan.body import RulesName
from sanhui.plan.kinds import Lookup
from sanhui.plan.marks import MarkLookup
from sanhui.plan.model import Plan
from sanhui.plan.report import Report
from sanhui.rulebook import shipped
from sanhui.rulebook.contradictions import contradictions
from sanhui.rulebook.model import Rule, Rulebook, Rules, Settings, Slip
from sanhui.rulebook.reading import read_rulebook
from sanhui.rulebook.refine import refine
from sanhui.rulebook.understand import Reading
from sanhui.rulebook.values import Known


def rules_of(plan: Plan) -> Rules:
    """The rules and settings of a plan. Pure but for reading the files that the plan names.

    National rules stand as their text says or stricter; where a local rulebook says less, what the text says holds, and
    that is among the slips. Raises `InputError` with everything that is wrong in any of the files.
    """
    if plan.rules is None:
        return _joined(plan, shipped.binding(), (), [])
    problems: list[Problem] = []
    books: list[Rulebook] = []
    readings: list[Reading] = []
    for name in plan.rules:
        try:
            book = shipped.find(name.name)
            if book is None:
                readings.append(_read(name, plan))
                book = readings[-1].book
        except InputError as error:
            problems += _blamed(name, error.problems)
            continue
        if any(book.id == other.id for other in books):
            message = _("this rulebook is named twice, or another has the same id: {id}").format(id=book.id)
            problems.append(_problem(name, message, _("remove one, or give it an id of its own")))
        else:
            books.append(book)
    return _joined(plan, books, readings, problems)


def all_shipped() -> Rules:
    """All rulebooks that come with the program, also those that hold only where a plan names them."""
    return _join(shipped.books(), (), [])


def known_in(plan: Plan) -> Known:
    """What the rulebooks of a plan may name."""
    return Known(Lookup(plan.kinds.values()), MarkLookup(plan.marks.values()))


def rules_in(path: Path, known: Known) -> Rules:
    """A rulebook file on top of all shipped ones, as `sanhui rules check FILE` looks at it."""
    reading = read_rulebook(path, known)
    return _join((*shipped.books(), reading.book), (reading,), [])


def _joined(
    plan: Plan, books: Sequence[Rulebook], readings: Sequence[Reading], problems: list[Problem]
) -> Rules:
    rules = _join(books, readings, problems)
    slips = [*rules.slips, *_left_out(plan, books), *_expired(plan, books)]
    return msgspec.structs.replace(rules, slips=tuple(slips))


def _join(books: Sequence[Rulebook], readings: Sequence[Reading], problems: list[Problem]) -> Rules:
    """Join the rules of the books, refine them, and see that they go together.

    Raises `InputError` with the problems given and those of the readings, if there are any.
    """
    rules: dict[str, Rule] = {}
    reports = {str(reading.book.file): reading.report for reading in readings}
    for book in books:
        for rule in book.rules:
            if other := rules.get(rule.id):
                _twice(rule, other, reports[str(book.file)])
            rules.setdefault(rule.id, rule)
    slips: list[Slip] = []
    for reading in readings:
        for refinement in reading.refinements:
            refined = rules.get(refinement.refines)
            if refined is None and problems:  # it may be of a file that could not be read
                continue
            if refined is None:
                where = (*refinement.path, "refines")
                reading.report.at_value(
                    where, _unknown(refinement.refines), _known(refinement.refines, rules)
                )
            else:
                rules[refined.id] = refine(refined, refinement, reading, slips)
    settings = Settings()
    for reading in readings:
        stated = dict(reading.settings)
        if reading.points is not None:
            stated["points"] = reading.points
        settings = msgspec.structs.replace(settings, **stated)
    ready = tuple(_settled(rule, settings) for rule in rules.values())
    contradictions(ready, reports)
    problems = [*(each for reading in readings for each in reading.report.ordered()), *problems]
    if problems:
        raise InputError(*problems)
    return Rules(books=tuple(books), rules=ready, settings=settings, slips=tuple(slips))


def _settled(rule: Rule, settings: Settings) -> Rule:
    """Fill in from the settings what a rule leaves to them, so that a number stands in one place."""
    replace = msgspec.structs.replace
    if rule.sort == "attendance" and not rule.share and settings.attendance_target:
        return replace(rule, share=settings.attendance_target)
    if rule.sort == "absences" and not rule.at_most:
        return replace(rule, at_most=settings.absences_to_criticism - 1)
    if rule.sort == "makeup" and not rule.within:
        return replace(rule, within=settings.makeup_within)
    if rule.sort == "evidence" and not rule.documents:
        return replace(rule, documents=settings.evidence)
    return rule


# -- what is wrong -----------------------------------------------------------------------------------------


def _read(name: RulesName, plan: Plan) -> Reading:
    if name.path is None:
        remedy = _("{known}; the name of a file ends with .toml").format(
            known=did_you_mean(name.name, shipped.names())
        )
        raise InputError(_problem(name, _("there is no rulebook of this name"), remedy))
    return read_rulebook(name.path, known_in(plan))


def _problem(name: RulesName, message: str, remedy: str) -> Problem:
    key = f"plan.rules[{name.index + 1}]"
    return Problem(message, remedy, str(name.file), name.line, key=key, value=f'"{name.name}"')


def _blamed(name: RulesName, problems: Iterable[Problem]) -> list[Problem]:
    """Point at the plan that names a file which cannot be read at all."""
    return [each if each.line is not None else _problem(name, each.message, each.remedy) for each in problems]


def _twice(rule: Rule, other: Rule, report: Report) -> None:
    if other.national:
        message = _("{cited} has a rule of the same id").format(cited=other.cited)
    else:
        message = _("{file} has a rule of the same id, line {line}").format(file=other.file, line=other.line)
    remedy = _("take another id, or write {example} to make that one stricter").format(
        example=f'refines = "{rule.id}"'
    )
    report.at_value(("rule", rule.index - 1, "id"), message, remedy)


def _unknown(name: str) -> str:
    book = next((book for book in shipped.books() if any(rule.id == name for rule in book.rules)), None)
    if book is None:
        return _("there is no rule of this id to be refined")
    return _("the rule is from {book}, which the plan does not name").format(book=book.title(language()))


def _known(name: str, rules: Iterable[str]) -> str:
    book = next((book for book in shipped.books() if any(rule.id == name for rule in book.rules)), None)
    if book is None:
        return did_you_mean(name, rules)
    return _("add “{name}” to “rules” in [plan]").format(name=book.short)


def _left_out(plan: Plan, books: Sequence[Rulebook]) -> Iterable[Slip]:
    """Regulations that bind every branch, and that the plan does not name. An empty list names none on purpose."""
    if not plan.rules:
        return
    ids = {book.id for book in books}
    for book in shipped.binding():
        if book.id not in ids:
            yield Slip(
                code="left-out",
                message=_("the plan names its rulebooks, and {book} is not among them").format(
                    book=book.title(language())
                ),
                remedy=_("add “{name}” to “rules” in [plan]").format(name=book.short),
                rulebook=book.id,
                file=plan.path,
                line=plan.rules[0].line,
            )


def _expired(plan: Plan, books: Sequence[Rulebook]) -> Iterable[Slip]:
    """Rules that are in force on no day of the plan's year."""
    for book in books:
        for rule in book.rules:
            first, last = rule.effective_from, rule.effective_until
            if last and last.year < plan.year:
                message = _("the rule was in force until {day} and does not hold in {year}")
            elif first and first.year > plan.year:
                last = first
                message = _("the rule is in force from {day} on and does not hold in {year}")
            else:
                continue
            yield Slip(
                code="expired",
                message=message.format(day=last, year=plan.year),
                remedy=_("look whether another rule has taken its place"),
                rule=rule.id,
                rulebook=book.id,
                file=rule.file,
                line=rule.line,
            )
