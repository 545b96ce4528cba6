"""What somebody is to the party: the statuses (政治身份) of a roster.

The stages on the way to membership are those of the 中国共产党发展党员工作细则 (2014): 入党积极分子, 发展对象, 预备党员, 正式党员.
A 预备党员 has no vote (党章 第七条); that members under 留党察看 have none is the roster's to say, with a reason.
"""

from __future__ import annotations

import enum
import unicodedata

from sanhui.i18n import Language


class Status(enum.StrEnum):
    """What a member is; the values are codes for programs. Without a column for it, people are taken for full members."""

    FULL = "full"
    PROBATIONARY = "probationary"
    CANDIDATE = "candidate"
    ACTIVIST = "activist"
    OUTSIDER = "outsider"
    UNSTATED = ""

    @property
    def belongs(self) -> bool:
        """Whether it makes somebody a member of the party (党员)."""
        return self in (Status.FULL, Status.PROBATIONARY, Status.UNSTATED)

    @property
    def votes(self) -> bool:
        """Whether it comes with the right to vote."""
        return self in (Status.FULL, Status.UNSTATED)

    def name_in(self, language: Language) -> str:
        """What it is called; empty for one that is not stated."""
        return _WORDS[self][language == "en"] if self else ""

    @property
    def spellings(self) -> tuple[str, ...]:
        """Everything that a roster may write for it, its code last."""
        return (*_WORDS.get(self, ()), *filter(None, [self.value]))


# 中文, English, then what people write as well
_WORDS: dict[Status, tuple[str, ...]] = {
    Status.FULL: ("正式党员", "full member", "正式", "中共党员", "党员", "转正党员"),
    Status.PROBATIONARY: ("预备党员", "probationary member", "预备", "中共预备党员"),
    Status.CANDIDATE: ("发展对象", "candidate for membership", "重点发展对象"),
    Status.ACTIVIST: ("入党积极分子", "activist", "积极分子"),
    Status.OUTSIDER: ("非党员", "not a member", "群众", "共青团员", "民主党派", "无党派"),
}
_KNOWN = {"".join(spelling.casefold().split()): status for status in _WORDS for spelling in status.spellings}


def read_status(text: str) -> Status | None:
    """The status that a roster calls so; None for words that are none."""
    folded = "".join(unicodedata.normalize("NFKC", text).casefold().split())
    return _KNOWN.get(folded) if folded else Status.UNSTATED
