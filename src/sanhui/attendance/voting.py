"""Votes: what people say of one, and whether it can be so.

支部工作条例 第十一条: “表决必须有半数以上有表决权的党员到会方可进行，赞成人数超过应到会有表决权的党员的半数为通过”: what
passes is measured by those due, not by those present. Who was elected is never worked out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from sanhui.attendance.quorum import Quorum
from sanhui.errors import InputError, Problem
from sanhui.i18n import _
from sanhui.ledger.held import Sort, Vote
from sanhui.rulebook.model import Rule

#: The kinds of sessions in which the members vote by 第十一条.
ASSEMBLY = "general-meeting"
ELECTION = "election"

_NUMBERS = {
    "due": "应到|due",
    "present": "实到|到会|present",
    "in_favour": "赞成|同意|for|in favour",
    "against": "反对|不赞成|against",
    "abstained": "弃权|abstained|abstain",
}
_SORTS: dict[str, Sort] = {
    "选举": "election",
    "election": "election",
    "接收": "admission",
    "转正": "admission",
    "admission": "admission",
}
# As a text: what knows votes is imported by much that reads none.
_NUMBER = rf"(?i)(?P<word>{'|'.join(_NUMBERS.values())})\s*[:：]?\s*(?P<n>\d{{1,5}})\s*[人票]?"


def read_vote(text: str, like: Vote, option: str = "--vote") -> Vote:
    """A vote as people say it: “接收李四为预备党员: 赞成4 反对0 弃权1”, after the colon a sort (选举, 接收) if it is one.

    What is not said of those due and present is that of `like`. Raises `InputError` for what cannot be.
    """
    title, _colon, rest = text.replace("：", ":").partition(":")
    numbers: dict[str, int] = {}
    for found in re.finditer(_NUMBER, rest):
        name = next(
            name for name, words in _NUMBERS.items() if re.fullmatch(words, found["word"], re.IGNORECASE)
        )
        numbers[name] = int(found["n"])
    left = re.sub(_NUMBER, " ", rest)
    words = [word for word in re.split(r"[\s,，、;；。]+", left) if word]
    sorts = [_SORTS[word.casefold()] for word in words if word.casefold() in _SORTS]
    strange = [word for word in words if word.casefold() not in _SORTS]
    missing = [name for name in ("in_favour", "against", "abstained") if name not in numbers]
    if not title.strip() or strange or missing or len(sorts) > 1:
        message = _("this is not how a vote is written")
        remedy = _("a title, a colon, and how many were for, against, and abstained: {example}").format(
            example=_("“the budget: for 4, against 0, abstained 1”")
        )
        raise InputError(Problem(message, remedy, key=option, value=text))
    return Vote(
        plan=like.plan,
        session=like.session,
        item=like.item,
        title=title.strip(),
        sort=sorts[0] if sorts else "ordinary",
        due=numbers.get("due", like.due),
        present=numbers.get("present", like.present),
        in_favour=numbers["in_favour"],
        against=numbers["against"],
        abstained=numbers["abstained"],
        day=like.day,
    )


def check_vote(vote: Vote, counted: Vote | None, option: str = "--vote") -> None:
    """See that the numbers of a vote can be; `counted` has those due and present by the marks, if there are any.

    Raises `InputError`.
    """
    voted = vote.in_favour + vote.against + vote.abstained
    if vote.present > vote.due:
        message = _("{present} present are more than the {due} due").format(
            present=vote.present, due=vote.due
        )
    elif voted > vote.present:
        message = _("{voted} votes are more than the {present} present with a vote").format(
            voted=voted, present=vote.present
        )
    elif counted is not None and (vote.due, vote.present) != (counted.due, counted.present):
        message = _("by the marks {due} with a vote were due and {present} present").format(
            due=counted.due, present=counted.present
        )
    else:
        return
    raise InputError(
        Problem(message, _("see who is marked how: sanhui held SESSION"), key=option, value=vote.title)
    )


def quorum_of(vote: Vote, kinds: Iterable[str], rules: Iterable[Rule]) -> Quorum | None:
    """The quorum of a vote: for an election that of elections, else that of the kind of session; None without a rule."""
    wanted = {ELECTION} if vote.sort == "election" else set(kinds)
    found = [rule for rule in rules if rule.sort == "quorum" and wanted.intersection(rule.kinds)]
    return Quorum(found[0], vote.due, vote.present) if found else None


def passed(vote: Vote, kinds: Iterable[str]) -> bool | None:
    """Whether a resolution of the members passed; None where that is not for a program to say."""
    if vote.sort == "election" or ASSEMBLY not in kinds:
        return None
    return vote.in_favour * 2 > vote.due
