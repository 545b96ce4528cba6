"""A rulebook, understood: rules as rows, and the settings of an organisation.

Nothing is computed here from a plan or a record: that do `sanhui.checks` and `sanhui.rules`, sort by sort. Immutable.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path
from typing import Literal

import msgspec

from sanhui.i18n import Language

#: 须, 应当, 一般: how firmly a text asks for something.
Severity = Literal["must", "should", "generally"]
#: V: the wording was read; P: read in part or second-hand; M: general knowledge, to be checked locally.
Grade = Literal["V", "P", "M"]
#: For whom a rule is counted: once, for every group, or for every member.
Per = Literal["body", "group", "member"]
Period = Literal["month", "quarter", "half", "year"]
#: What present is divided by: those due, or those of them who have a vote.
Denominator = Literal["due", "voting"]
#: What a person does at a session.
Duty = Literal["chair", "speaker"]

#: What a session's file holds: 年度计划, 单次方案, 学习资料, 学习笔记, 会议记录, 图片, 签到表, 其他.
DocumentSort = Literal["plan", "session-plan", "material", "notes", "minutes", "picture", "sign-in", "other"]

#: The firmer first.
SEVERITIES: tuple[Severity, ...] = ("must", "should", "generally")
#: Months a period has.
MONTHS: Mapping[Period, int] = {"month": 1, "quarter": 3, "half": 6, "year": 12}


class Applies(msgspec.Struct, frozen=True, kw_only=True):
    """For which bodies a rule holds; all that is said must be so. Where nothing is said it holds for all."""

    min_full_members: int = 0
    has_groups: bool = False
    has_centre_group: bool = False
    has_role: tuple[str, ...] = ()  # somebody who holds one of these
    branches: tuple[str, ...] = ()  # codes of `sanhui.plan.body`
    other_branches: tuple[str, ...] = ()  # all types but these


class Refined(msgspec.Struct, frozen=True, kw_only=True):
    """Where a local rulebook made a rule stricter: its title, what it says itself, and the keys that differ."""

    rulebook: str
    citation: str
    article: str = ""
    wording: str = ""
    keys: tuple[str, ...] = ()
    file: Path
    line: int | None = None


class Rule(msgspec.Struct, frozen=True, kw_only=True):
    """One checkable requirement. Which fields mean something depends on its sort (`sanhui.rulebook.sorts`)."""

    id: str
    rulebook: str  # the id of its book
    zh: str
    en: str
    citation: str  # the document's title in its language
    article: str
    wording: str  # as the document says it, or a paraphrase unless `verbatim`
    verbatim: bool = False
    grade: Grade = "V"
    sort: str
    kinds: tuple[str, ...] = ()  # codes; a session that counts as one of them counts
    audience: tuple[str, ...] = ()  # who is meant, as in an activity's audience; () are all who are due
    per: Per = "body"
    at_least: int = 0
    at_most: int = 0
    period: Period | None = None
    window: tuple[int, ...] = ()  # months of the year
    after: tuple[str, ...] = ()  # codes of kinds of which a session must come before
    by: tuple[str, ...] = ()  # roles …
    duty: Duty = "chair"  # … that have this duty
    share: Fraction = Fraction(0)  # present ≥ share · denominator; exact, a quorum is no floating point
    denominator: Denominator = "due"
    voting_only: bool = False  # only where a vote was taken
    hours: float = 0.0  # 学时
    months: int = 0  # months on end, of a term or of an absence
    warn_months: int = 0  # so many months before that it is told
    within: int = 0  # days
    documents: tuple[str, ...] = ()  # sorts of the ledger's documents
    task_list: str = ""  # the `list` of tasks
    applies: Applies = Applies()
    severity: Severity = "generally"
    effective_from: dt.date | None = None
    effective_until: dt.date | None = None
    note_zh: str = ""
    note_en: str = ""
    national: bool = False  # from a shipped book
    refined: tuple[Refined, ...] = ()  # by local books, in their order
    file: Path
    index: int = 0  # its place among the rules of its file, from 1: errors name `rule[index]`
    line: int | None = None

    @property
    def cited(self) -> str:
        """The document and the article, as they are cited in either language."""
        return f"《{self.citation}》{self.article}"

    def name(self, language: Language) -> str:
        """Its name in a language."""
        return self.zh if language == "zh" else self.en

    def note(self, language: Language) -> str:
        """What else to know, in a language, or in the other one if only that was written."""
        return (self.note_zh or self.note_en) if language == "zh" else (self.note_en or self.note_zh)

    def holds_on(self, day: dt.date) -> bool:
        """Whether it is in force on a day."""
        return (self.effective_from or day) <= day <= (self.effective_until or day)


class Points(msgspec.Struct, frozen=True, kw_only=True):
    """What a member earns (积分) for one session. An empty list asks for nothing; the first row that fits counts."""

    kinds: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    duty: Literal["chair", "speaker", "recorder", ""] = ""
    points: float


#: 六有, in the order in which they come to be.
SIX: tuple[DocumentSort, ...] = ("plan", "session-plan", "material", "notes", "minutes", "picture", "sign-in")


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """How an organisation counts: what no regulation lays down. A local rulebook's `[settings]` says otherwise."""

    sign_in_before: int = 30  # minutes before the start
    sign_in_after: int = 10  # minutes after it; who signs in later is late
    early_by: int = 10  # minutes before the end; who leaves earlier leaves early
    present_share: Fraction = Fraction(0)  # of the length, below which nobody was present; 0 does not ask
    makeup_within: int = 30  # days
    hour_minutes: int = 45  # of an 学时: no regulation says how long it is
    attendance_target: Fraction | None = None  # exact, as the share of a rule
    absences_to_criticism: int = 3
    lates_per_absence: int = 2
    evidence: tuple[str, ...] = SIX
    work_orders: tuple[str, ...] = ()  # lists of tasks that are reported on
    points: tuple[Points, ...] = ()


class Rulebook(msgspec.Struct, frozen=True, kw_only=True):
    """One document with its rules, as it was read."""

    id: str
    zh: str
    en: str
    aliases: tuple[str, ...] = ()
    issued: str = ""  # a year or a date
    effective_from: dt.date | None = None
    effective_until: dt.date | None = None
    reference: bool = False  # holds only where a plan names it
    national: bool = False
    rules: tuple[Rule, ...] = ()
    file: Path

    @property
    def short(self) -> str:
        """What people call it, and a plan may."""
        return self.aliases[0] if self.aliases else self.zh

    def title(self, language: Language) -> str:
        """Its title in a language."""
        return self.zh if language == "zh" else self.en


class Slip(msgspec.Struct, frozen=True, kw_only=True):
    """Something about a plan's rules that people must know; `code` is stable. The message is in the language spoken."""

    code: str  # weakened, left-out, expired
    message: str
    remedy: str = ""
    rule: str = ""
    rulebook: str = ""
    file: Path
    line: int | None = None


class Rules(msgspec.Struct, frozen=True, kw_only=True):
    """All that holds for a plan: the national rules as refined by the local ones, the local ones, the settings."""

    books: tuple[Rulebook, ...]
    rules: tuple[Rule, ...]
    settings: Settings = Settings()
    slips: tuple[Slip, ...] = ()

    def get(self, name: str) -> Rule | None:
        """The rule of an id or a name."""
        return next((rule for rule in self.rules if name in (rule.id, rule.zh, rule.en)), None)
