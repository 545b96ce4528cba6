"""Who is meant by what another program knows of somebody: an id, an e-mail address, a name as it shows it.

Nobody is guessed: what names one member for sure finds that one, what may be two finds both, and everything else nobody.
Names are compared without regard to width, case and spaces (NFKC), and to which dot is in 欧阳·甲; what stands in brackets,
as in 张三(手机), may be a device, or the name itself beside an account's: `账号昵称(张三)`.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterable, Sequence

from sanhui.roster.model import Enrolled, Member

_BRACKETS = re.compile(r"[()]")
# In names of the minorities GB/T 15834 has “·” (U+00B7); keyboards and programs give others. As a text: it takes two
# milliseconds to compile, and few rosters need it.
_DOTS = "[•‧∙⋅・･]|(?<=[\u3400-\u9fff])[.](?=[\u3400-\u9fff])"


@functools.lru_cache(4096)  # the same names come again and again, in an attendance file
def fold(text: str) -> str:
    """A name as it is compared: one width, no case, no spaces, one dot."""
    folded = "".join(unicodedata.normalize("NFKC", text).casefold().split())
    return folded if folded.isalnum() else re.sub(_DOTS, "·", folded)


#: Rows below a list that are of nobody.
_TOTALS = frozenset(("合计", "总计", "小计", "共计", "total", "totals", "sum"))


def is_total(name: str) -> bool:
    """Whether what stands in a column of names is the heading of a total."""
    return fold(name) in _TOTALS


def same_id(one: str, other: str) -> bool:
    """Whether two ids are one and the same: a spreadsheet that takes 007 for a number says 7."""
    one, other = fold(one), fold(other)
    if one == other:
        return bool(one)
    return one.isdigit() and other.isdigit() and one.lstrip("0") == other.lstrip("0")


def narrowed(found: Sequence[Member], id_: str) -> tuple[Member, ...]:
    """Of several whom a name may mean the one with this id, if there is one."""
    same = [each for each in found if same_id(each.id, id_)]
    return tuple(same if len(same) == 1 else found)


class Matcher:
    """Finds members among those of a roster, or among some of them."""

    def __init__(self, members: Iterable[Member | Enrolled]) -> None:
        self._members = [each.member if isinstance(each, Enrolled) else each for each in members]
        self._exact = _index((word, each) for each in self._members for word in (each.name, *each.aliases))
        self._folded = _index(
            (fold(word), each) for each in self._members for word in (each.name, *each.aliases)
        )
        self._ids = _index((fold(each.id), each) for each in self._members if each.id)
        self._mails = _index((each.email.strip().casefold(), each) for each in self._members if each.email)

    def find(self, name: str = "", *, id_: str = "", email: str = "") -> tuple[Member, ...]:
        """The members that this may be: one when it is sure, several when it is not, none when nobody fits.

        The surest of what is given decides: the id, then the address, then the exact name or alias, then the name
        regardless of its writing, then the parts of a name with brackets.
        """
        for index, word in ((self._ids, fold(id_)), (self._mails, email.strip().casefold())):
            if word and (found := index.get(word)):
                return tuple(found)
        for index, word in ((self._exact, name.strip()), (self._folded, fold(name))):
            if word and (found := index.get(word)):
                return tuple(found)
        return tuple(self._in_parts(fold(name)))

    def _in_parts(self, name: str) -> list[Member]:
        """Whom the parts of 张三(手机) or 账号昵称(张三(手机)) name; all of them, if they name different people."""
        if "(" not in name or not name.endswith(")"):
            return []
        found = [member for part in _BRACKETS.split(name) for member in self._folded.get(part, [])]
        return [member for number, member in enumerate(found) if member not in found[:number]]


def _index(pairs: Iterable[tuple[str, Member]]) -> dict[str, list[Member]]:
    found: dict[str, list[Member]] = {}
    for word, member in pairs:
        members = found.setdefault(word, [])
        if member not in members:
            members.append(member)
    return found
