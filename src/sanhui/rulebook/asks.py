"""What a rule asks for, in one sentence, in the language that is being spoken."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction

from sanhui.i18n import _, language, ngettext
from sanhui.plan.kinds import Kind
from sanhui.rulebook.model import Rule
from sanhui.rulebook.roles import shortened


def asks(rule: Rule, kinds: Mapping[str, Kind]) -> str:
    """A sentence without its full stop; the name of a rule that only states something or is of a sort of its own."""
    what = _names(rule.kinds, kinds) or _("sessions")
    who = _(", ").join(shortened(rule.audience)) or _("every member")
    by = _(" or ").join(shortened(rule.by))
    every = _period(rule)
    n = rule.at_least
    sentences = {
        "count": lambda: (
            _("{what}: at least {n} in every {period}, for every group")
            if rule.per == "group"
            else _("{what}: at least {n} in every {period}")
        ),
        "member-count": lambda: _("{who}: at least {n} of {what} in every {period}"),
        "given": lambda: (
            _("{what}: {by} speaks at {n} or more in every {period}")
            if rule.duty == "speaker"
            else _("{what}: {by} takes the chair at {n} or more in every {period}")
        ),
        "hours": lambda: _("{who}: at least {hours} hours of study in every {period}"),
        "quorum": lambda: _quorum(rule),
        "role": lambda: (
            _("{what}: {by} speaks") if rule.duty == "speaker" else _("{what}: {by} takes the chair")
        ),
        "window": lambda: _("{what}: in {window}"),
        "order": lambda: _("{what}: after {after} of the same {period}"),
        "length": lambda: _("{what}: at most {most} minutes"),
        "attendance": lambda: (
            _("{what}: every member attends at least {share} in every {period}")
            if rule.per == "member"
            else _("{what}: at least {share} of those due attend in every {period}")
        ),
        "absences": lambda: _("{who}: at most {most} absences without leave in every {period}"),
        "makeup": lambda: _("what was missed is made up within {days} days"),
        "evidence": lambda: _("{what}: has its {documents}"),
        "work-order": lambda: _("the tasks of the list {list} are done in every {period}"),
        "points": lambda: _("{who}: at least {n} points in every {period}"),
        "long-absence": lambda: _("{who}: not away from all sessions for {months} months on end"),
        "term": lambda: ngettext(
            "an election every {n} year", "an election every {n} years", rule.months // 12
        ),
    }
    if rule.sort == "term":
        n = rule.months // 12
    if rule.sort not in sentences:
        return rule.name(language())
    return sentences[rule.sort]().format(
        what=what,
        who=who,
        by=by,
        period=every,
        n=n,
        hours=f"{rule.hours:g}",
        share=percent(rule.share),
        window=_months(rule.window),
        after=_names(rule.after, kinds),
        most=rule.at_most,
        days=rule.within,
        documents=_(", ").join(map(document_name, rule.documents)),
        list=rule.task_list,
        months=rule.months,
    )


def _quorum(rule: Rule) -> str:
    if rule.voting_only:
        return (
            _("{what}, where a vote is taken: {share} or more of those with a vote are present")
            if rule.denominator == "voting"
            else _("{what}, where a vote is taken: {share} or more of those due are present")
        )
    return (
        _("{what}: {share} or more of those with a vote are present")
        if rule.denominator == "voting"
        else _("{what}: {share} or more of those due are present")
    )


def percent(share: Fraction) -> str:
    """A half and four fifths as fractions, 85 % as a percentage."""
    if share.denominator <= 5:
        return f"{share.numerator}/{share.denominator}"
    return f"{float(share * 100):g}%"


def severity_name(severity: str) -> str:
    """须, 应当, 一般."""
    return {"must": _("must"), "should": _("should"), "generally": _("generally")}[severity]


def worded(rule: Rule) -> str:
    """The wording, in quotation marks where it is that of the document."""
    return _("“{text}”").format(text=rule.wording) if rule.verbatim else rule.wording


def grade_name(rule: Rule) -> str:
    """How sure the wording is."""
    if rule.verbatim:
        return _("word for word")
    return {
        "V": _("paraphrase of a text that was read"),
        "P": _("paraphrase; the text was read in part or second-hand"),
        "M": _("paraphrase from general knowledge: check locally"),
    }[rule.grade]


def document_name(sort: str) -> str:
    """The name of a sort of documents."""
    return {
        "plan": _("yearly plan"),
        "session-plan": _("session plan"),
        "material": _("material"),
        "notes": _("notes"),
        "minutes": _("minutes of the meeting"),
        "picture": _("picture"),
        "sign-in": _("sign-in sheet"),
        "other": _("other document"),
    }.get(sort, sort)


def _names(codes: Iterable[str], kinds: Mapping[str, Kind]) -> str:
    spoken = language()
    return _(", ").join(kinds[code].name(spoken) if code in kinds else code for code in codes)


def _period(rule: Rule) -> str:
    if rule.period is None:
        return ""
    return {
        "month": _("month"),
        "quarter": _("quarter"),
        "half": _("half year"),
        "year": _("year"),
    }[rule.period]


def _months(months: tuple[int, ...]) -> str:
    for quarter in range(1, 5):
        if months == tuple(range(3 * quarter - 2, 3 * quarter + 1)):
            return _("Q{n}").format(n=quarter)
    return _(", ").join(_("month {n}").format(n=month) for month in months)
