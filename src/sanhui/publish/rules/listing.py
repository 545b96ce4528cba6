"""Rules for a terminal and for other programs: what they ask for, where it is written, and whether they hold here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

import msgspec

from sanhui.i18n import _, language, ngettext
from sanhui.plan.kinds import Kind
from sanhui.publish.cleaning import one_line
from sanhui.publish.terminal.columns import Cell, Line, fit, folded, natural, row, table
from sanhui.rulebook.applies import Facts, Standing, standing
from sanhui.rulebook.asks import asks, grade_name, severity_name, worded
from sanhui.rulebook.model import Rule, Rulebook, Rules
from sanhui.rulebook.refine import plain

_MARKS = {"holds": "✓", "not-applicable": "–", "unknown": "?"}
_STYLES = {"holds": "green", "not-applicable": "dim", "unknown": "yellow"}


class Here(NamedTuple):
    """For whom rules are told: the kinds of a plan, and the facts of its body; None where no plan is meant."""

    kinds: Mapping[str, Kind]
    facts: Facts | None = None

    def standing(self, rule: Rule) -> Standing | None:
        """Whether a rule holds here."""
        return standing(rule.applies, self.facts) if self.facts else None


# -- for a terminal ----------------------------------------------------------------------------------------


def rule_list(rules: Rules, here: Here, room: int | None) -> list[Line]:
    """The books with their rules, a row each: whether it holds, its id, what it asks for, how firmly."""
    lines: list[Line] = []
    for book in rules.books:
        rows = [_row(rule, here) for rule in rules.rules if rule.rulebook == book.id]
        lines += folded(_title(book), "bold", room)
        if rows:
            heads = [_("Rule"), _("It asks for"), _("Firmness")]
            if here.facts:
                heads = ["", *heads]
            least = [16, 24, 8]
            lines += table(heads, rows, room, [2, *least] if here.facts else least)
        lines.append(())
    return [*lines, *folded(_count(rules, here), "", room)]


def rule_page(rule: Rule, here: Here, room: int | None) -> list[Line]:
    """Everything about one rule."""
    spoken = language()
    rows: list[tuple[str, str]] = [
        (_("Rule"), rule.id),
        (_("It asks for"), asks(rule, here.kinds)),
        (_("Source"), rule.cited),
        (_("Wording"), worded(rule)),
        (_("Certainty"), grade_name(rule) if rule.wording else ""),
        (_("Firmness"), severity_name(rule.severity)),
        (_("In force"), "" if rule.national else _force(rule)),
    ]
    if (found := here.standing(rule)) is not None:
        rows.append((_("In this plan"), _said(found)))
    rows.append((_("Note"), rule.note(spoken)))
    for each in rule.refined:
        source = f"《{each.citation}》{each.article}"
        stricter = _("{what}: {reason}").format(what=source, reason=", ".join(each.keys))
        rows.append((_("Stricter by"), stricter))
        rows.append(("", each.wording))
        rows.append(("", f"{each.file}:{each.line}"))
    if not rule.national:
        rows.append((_("Written in"), f"{rule.file}:{rule.line}"))
    cells: list[list[Cell]] = [[[(label, "dim")], [(one_line(text), "")]] for label, text in rows if text]
    return [*folded(one_line(rule.name(spoken)), "bold", room), *_indented(cells, room)]


def slips(rules: Rules) -> str:
    """That there is something about the rulebooks themselves, and where it is told."""
    n = len(rules.slips)
    text = ngettext(
        "{n} finding about the rulebooks: “sanhui rules check” tells it",
        "{n} findings about the rulebooks: “sanhui rules check” tells them",
        n,
    )
    return text.format(n=n)


def _row(rule: Rule, here: Here) -> list[Cell]:
    told = [(one_line(asks(rule, here.kinds)), "")]
    told += [
        (_("stricter: {source}").format(source=f"《{one_line(each.citation)}》{each.article}"), "dim")
        for each in rule.refined
    ]
    cells: list[Cell] = [[(rule.id, "")], told, [(severity_name(rule.severity), "")]]
    found = here.standing(rule)
    if found is None:
        return cells
    if found.reason:
        told.append((found.reason, "dim"))
    return [[(_MARKS[found.state], _STYLES[found.state])], *cells]


def _title(book: Rulebook) -> str:
    title = f"《{book.zh}》"
    if language() == "en" and book.en != book.zh:
        title = _("{title} ({more})").format(title=book.en, more=title)
    more = book.issued if book.national else str(book.file)
    return _("{title}, {more}").format(title=title, more=more) if more else title


def _count(rules: Rules, here: Here) -> str:
    n = len(rules.rules)
    text = ngettext("{n} rule", "{n} rules", n).format(n=n)
    if here.facts is None:
        return text
    states: list[str] = [found.state for rule in rules.rules if (found := here.standing(rule))]
    told = [
        f"{_MARKS[state]} {name}: {states.count(state)}"
        for state, name in (
            ("holds", _("hold here")),
            ("not-applicable", _("not applicable")),
            ("unknown", _("cannot be told")),
        )
        if states.count(state)
    ]
    return f"{text}  {'  '.join(told)}"


def _said(found: Standing) -> str:
    name = {
        "holds": _("holds"),
        "not-applicable": _("not applicable"),
        "unknown": _("cannot be told"),
    }[found.state]
    return _("{what}: {reason}").format(what=name, reason=found.reason) if found.reason else name


def _force(rule: Rule) -> str:
    first, last = rule.effective_from, rule.effective_until
    if first and last:
        return _("{first} to {last}").format(first=first, last=last)
    if first:
        return _("from {day} on").format(day=first)
    return _("until {day}").format(day=last) if last else ""


def _indented(cells: list[list[Cell]], room: int | None) -> list[Line]:
    wanted = natural(cells)
    widths = fit(wanted, [wanted[0], 20], None if room is None else room - 2) or [wanted[0], 20]
    return [(("  ", ""), *line) for each in cells for line in row(each, widths)]


# -- for other programs ------------------------------------------------------------------------------------


def rules_record(rules: Rules, here: Here) -> dict[str, Any]:
    """The books, their rules and the settings; sentences in the language that is being spoken."""
    return {
        "rulebooks": [_book_record(book) for book in rules.books],
        "rules": [rule_record(rule, here) for rule in rules.rules],
        "settings": msgspec.to_builtins(rules.settings, enc_hook=float),
    }


def rule_record(rule: Rule, here: Here) -> dict[str, Any]:
    """One rule: all of its fields, what it asks for in a sentence, and whether it holds."""
    found = here.standing(rule)
    record = {
        key: _plain(getattr(rule, key))
        for key in rule.__struct_fields__
        if key not in ("zh", "en", "note_zh", "note_en", "file", "line", "index", "refined", "applies")
    }
    return {
        "id": rule.id,
        "name": rule.name(language()),
        "asks": asks(rule, here.kinds),
        **record,
        "applies": msgspec.to_builtins(rule.applies),
        "applicable": found and found.state,
        "reason": found.reason if found else "",
        "note": rule.note(language()),
        "refined": [msgspec.to_builtins(each, enc_hook=str) for each in rule.refined],
        "file": None if rule.national else str(rule.file),
        "line": None if rule.national else rule.line,
    }


def _book_record(book: Rulebook) -> dict[str, Any]:
    return {
        "id": book.id,
        "title": book.title(language()),
        "issued": book.issued,
        "reference": book.reference,
        "national": book.national,
        "effective_from": _plain(book.effective_from),
        "effective_until": _plain(book.effective_until),
        "file": None if book.national else str(book.file),
    }


def _plain(value: Any) -> Any:
    """What JSON has no word for as text: shares as fractions, days."""
    if value is None or isinstance(value, bool | int | float | str):
        return value
    return list(value) if isinstance(value, tuple) else plain(value)
