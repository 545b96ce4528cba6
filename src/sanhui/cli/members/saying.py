"""What the options of `sanhui attend` say of people: 张三, 李四:公差, 王五:15:20."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from sanhui.i18n import _, language

if TYPE_CHECKING:
    from sanhui.attendance.sheet import Said
    from sanhui.errors import Problem
    from sanhui.plan.marks import Mark
    from sanhui.when.tree import Time

#: The mark of each option; --leave and --mark name theirs.
OPTIONS = {
    "--present": "present",
    "--absent": "absent",
    "--late": "late",
    "--early": "early",
    "--online": "online",
    "--observer": "observer",
    "--leave": None,
    "--mark": None,
}


def read(told: Mapping[str, Iterable[str]], marks: Mapping[str, Mark]) -> list[Said]:
    """Everything that was said, in the order of the options; raises InputError with all that is not understood."""
    from sanhui.errors import InputError
    from sanhui.wording import separate

    said: list[Said] = []
    problems: list[Problem] = []
    for option, texts in told.items():
        for word in (word for text in texts for word in separate(text)):
            try:
                said.append(_said(option, word, marks))
            except InputError as error:
                problems += error.problems
    if problems:
        raise InputError(*problems)
    return said


def mark_called(text: str, marks: Mapping[str, Mark], option: str = "") -> Mark:
    """The mark that is spelled so; raises InputError with the nearest one."""
    from sanhui.errors import InputError, Problem
    from sanhui.plan.marks import MarkLookup

    lookup = MarkLookup(marks.values())
    code = lookup.code(text)
    if code is None:
        raise InputError(Problem(_("there is no such mark"), lookup.remedy(text), key=option, value=text))
    return marks[code]


def time_called(text: str, option: str = "") -> Time:
    """A time of day: 15:20, 下午3点20分, 15:20-16:00; raises InputError."""
    from sanhui.errors import InputError, Problem
    from sanhui.when import WhenError, parse_time

    try:
        time = parse_time(text)
    except WhenError as error:
        raise InputError(
            Problem(
                _("this is no time of day"),
                _("such as {example}").format(example="15:20"),
                key=option,
                value=text,
            )
        ) from error
    return time


def leave_called(text: str, marks: Mapping[str, Mark], option: str = "") -> Mark:
    """The sort of leave that is spelled so; raises InputError with those that there are."""
    from sanhui.errors import InputError, Problem, did_you_mean

    sorts = [mark.name(language()) for mark in marks.values() if mark.leave]
    remedy = _("one of: {words}").format(words=_(", ").join(sorts))
    if not text:
        raise InputError(Problem(_("it is not said which sort of leave"), remedy, key=option))
    try:
        mark = mark_called(text, marks, option)
    except InputError as error:
        raise InputError(
            Problem(error.problems[0].message, did_you_mean(text, sorts), key=option, value=text)
        ) from error
    if not mark.leave:
        message = _("“{mark}” is no leave").format(mark=mark.name(language()))
        raise InputError(Problem(message, remedy, key=option, value=text))
    return mark


def _said(option: str, word: str, marks: Mapping[str, Mark]) -> Said:
    from sanhui.attendance.sheet import Said
    from sanhui.errors import InputError, Problem

    who, _colon, rest = word.replace("：", ":").partition(":")
    code = OPTIONS[option]
    if option == "--leave":
        called, _colon, note = rest.partition(":")
        try:
            return Said(who, leave_called(called.strip(), marks, option).code, None, note.strip(), option)
        except InputError as error:
            if called.strip():
                raise
            remedy = _such_as(option, who, marks)
            raise InputError(Problem(error.problems[0].message, remedy, key=option, value=word)) from error
    if code is None:
        called, _colon, rest = rest.partition(":")
        if not called.strip():
            remedy = _such_as(option, who, marks)
            raise InputError(Problem(_("it is not said which mark"), remedy, key=option, value=word))
        code = mark_called(called.strip(), marks, option).code
    return Said(who, code, time_called(rest, option) if rest.strip() else None, "", option)


def _such_as(option: str, who: str, marks: Mapping[str, Mark]) -> str:
    """How to say it, with the first leave that there is."""
    name = next((mark.name(language()) for mark in marks.values() if mark.leave), "√")
    return _("for example {example}").format(example=f"{option} {who}:{name}")
