"""What the articles say of a branch, read one by one, in loops: slow, obvious, and written from the text of the regulations.

It shares no code with the program's checks. Periods are worked out from a calendar's months; roles, votes and exemptions from what
`branches` says of its people. Points (积分) are left out: what they add up to is told by `test_cli_points.py`.
"""

from __future__ import annotations

import calendar
import datetime as dt
from typing import NamedTuple

from branches import (
    EXEMPT,
    JOINED,
    NAMES,
    NEW,
    PROBATIONARY,
    Branch,
    Case,
    group,
    members,
)

#: Rule, period, group or member, session.
Key = tuple[str, str, str, str]

HERE = {"present", "online", "late"}  # attended
ROOM = {"present", "late"}  # and in the room, as a quorum asks
STUDY = {"lecture", "study", "centre-group", "training"}
LEADING = {"甲", "乙"}  # secretary and committee
SPEAKERS = ("甲", "戊", "党组书记")  # of the lectures on the 8th of every month, by turns


class Meeting(NamedTuple):
    """A session up to the day of judgement; nobody's sheet is known if it is empty."""

    key: str
    day: dt.date
    kinds: set[str]
    sheet: dict[str, str]
    hours: float
    chair: str
    minutes: int | None


class Stretch(NamedTuple):
    """A period of the year."""

    name: str
    first: dt.date
    last: dt.date


def months(first: int, last: int, name: str) -> Stretch:
    """From the first day of a month to the last day of another."""
    return Stretch(name, dt.date(2026, first, 1), dt.date(2026, last, calendar.monthrange(2026, last)[1]))


MONTHS = [months(n, n, f"2026-{n:02}") for n in range(1, 13)]
QUARTERS = [months(3 * n - 2, 3 * n, f"2026-Q{n}") for n in range(1, 5)]
HALVES = [months(1, 6, "2026-H1"), months(7, 12, "2026-H2")]
YEAR = months(1, 12, "2026")


def later(day: dt.date, many: int) -> dt.date:
    """The same day so many months later; the last of a month that does not have it."""
    year, month = divmod(day.year * 12 + day.month - 1 + many, 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


class Reading:
    """Reads the articles for one branch; `found` has what they say."""

    def __init__(self, case: Case) -> None:
        self.branch: Branch = case.branch
        self.as_of, self.votes, self.done = case.as_of, case.kept.votes, case.kept.done
        self.found: dict[Key, str] = {}
        self.made_up = {
            key: each.done_on for key, each in case.kept.makeups.items() if each.done_on <= case.as_of
        }
        self.documents = {key: {each.sort for each in items} for key, items in case.kept.documents.items()}
        self.meetings = []
        for key, each in case.kept.held.items():
            if each.day <= case.as_of:
                sheet = {row.member: row.mark for row in case.kept.marks if row.session == key}
                minutes = None
                if each.start and each.end:
                    minutes = int((each.end - each.start).total_seconds() / 60)
                hours = each.hours
                if hours is None:  # study lasts as long as it lasted, 45 minutes an hour
                    hours = (minutes or 0) / 45 if STUDY & set(each.kinds) else 0
                self.meetings.append(
                    Meeting(key, each.day, set(each.kinds), sheet, hours, each.chair, minutes)
                )

    # -- words --------------------------------------------------------------------------------------------

    def over(self, period: Stretch) -> bool:
        """Whether a period is past."""
        return self.as_of > period.last

    def told_on(self, period: Stretch) -> dt.date:
        """Where a branch changes within a period, its last day tells, or the day of judgement."""
        return min(period.last, max(period.first, self.as_of))

    def full(self, period: Stretch) -> int:
        """How many full members there are: all but the probationary one, and who came later."""
        return self.branch.size - 1 - (self.told_on(period) < JOINED)

    def of(self, kind: str, period: Stretch) -> list[Meeting]:
        """Meetings of a kind that took place and that anybody attended, or of which nobody knows who did."""
        return [
            each
            for each in self.within(period)
            if kind in each.kinds and (not each.sheet or any(mark in HERE for mark in each.sheet.values()))
        ]

    def within(self, period: Stretch) -> list[Meeting]:
        """What took place in a period, whoever came."""
        return [each for each in self.meetings if period.first <= each.day <= period.last]

    def people(self, period: Stretch) -> list[tuple[int, str]]:
        """Who belongs on the day that tells."""
        return [(i, NAMES[i]) for i in members(self.branch, self.told_on(period))]

    def exempt(self, i: int) -> bool:
        """第二十三条: 不作硬性要求."""
        return i == EXEMPT and self.branch.exempt

    def attended(self, meeting: Meeting, who: str) -> bool:
        """Came, or made it up."""
        return meeting.sheet.get(who) in HERE or (
            meeting.sheet.get(who) is not None and (meeting.key, who) in self.made_up
        )

    def voted(self, meeting: Meeting) -> str:
        """Of what sort the vote was that was taken."""
        return self.votes[meeting.key][0].sort if meeting.key in self.votes else ""

    def unrecorded(self, kinds: set[str] | None, period: Stretch) -> bool:
        """Whether a session of the plan is over and not recorded: lectures on the 8th, theme days by the end of each quarter."""
        recorded = {each.key for each in self.meetings}
        lost = [
            dt.date(2026, n, 8)
            for n in range(1, 13)
            if (kinds is None or "lecture" in kinds) and f"a/2026-{n:02}" not in recorded
        ]
        lost += [each.last for each in QUARTERS if kinds is None or "theme-day" in kinds]
        return any(day < self.as_of and period.first <= day <= period.last for day in lost)

    def say(self, rule: str, period: Stretch, state: str, who: str = "", session: str = "") -> None:
        """Write it down."""
        self.found[rule, period.name, who, session] = state

    def count(self, rule: str, period: Stretch, got: float, needed: float, who: str = "") -> None:
        """So many in a period: met, or short when it is over; of who came in its midst a shortage says nothing."""
        if got >= needed:
            self.say(rule, period, "met", who)
        elif not self.over(period):
            self.say(rule, period, "upcoming", who)
        else:
            self.say(rule, period, "unchecked" if who == NAMES[NEW] else "short", who)

    def nothing(self, rule: str, period: Stretch, kinds: set[str] | None, who: str = "") -> None:
        """A period without anything to look at."""
        idle = "unchecked" if self.unrecorded(kinds, period) else "not-applicable"
        self.say(rule, period, idle if self.over(period) else "upcoming", who)

    def one_by_one(self, rule: str, month: Stretch, kinds: set[str] | None, found: object) -> None:
        """Where sessions are looked at one by one, those of the plan that nobody recorded are told beside the others."""
        if not found:
            self.nothing(rule, month, kinds)
        elif self.over(month) and self.unrecorded(kinds, month):
            self.say(rule, month, "unchecked")

    # -- the regulations on branches ----------------------------------------------------------------------

    def branches(self) -> None:
        """支部工作条例（试行）."""
        for quarter in QUARTERS:  # 第十一条: 一般每季度召开1次
            self.count("general-meeting", quarter, len(self.of("general-meeting", quarter)), 1)
        for month in MONTHS:
            self.votes_taken(month)
            self.committee(month)
            self.groups(month)
            self.chairs(month)
        for rule in ("organization-life", "appraisal"):  # 第十七条, 第十八条
            self.count(rule, YEAR, len(self.of(rule, YEAR)), 1)
        self.season()
        for i, who in self.people(YEAR):  # 第十九条: 每年谈心谈话一般不少于1次
            if self.exempt(i):
                self.say("heart-talk", YEAR, "not-applicable", who)
            else:
                talks = sum(self.attended(each, who) for each in self.of("heart-talk", YEAR))
                self.count("heart-talk", YEAR, talks, 1, who)
        self.lectures()
        self.term("term-village", 60, self.branch.type in ("村", "社区"))  # 第六章
        self.term("term", 36, self.branch.type not in ("村", "社区"))

    def votes_taken(self, month: Stretch) -> None:
        """第十一条: 表决必须有半数以上有表决权的党员到会方可进行."""
        voted = [each for each in self.of("general-meeting", month) if self.voted(each) == "ordinary"]
        for each in voted:
            (vote,) = self.votes[each.key]
            enough = vote.due > 0 and vote.present * 2 >= vote.due
            self.say("general-meeting-quorum", month, "met" if enough else "short", session=each.key)
        self.one_by_one("general-meeting-quorum", month, {"general-meeting"}, voted)

    def committee(self, month: Stretch) -> None:
        """第十二条: 一般每月召开1次, 须有半数以上委员到会方可进行; a branch of fewer than 7 has no committee."""
        if self.full(month) < 7:
            self.say("committee-meeting", month, "not-applicable")
            self.say("committee-meeting-quorum", month, "not-applicable")
            return
        found = self.of("committee-meeting", month)
        self.count("committee-meeting", month, len(found), 1)
        for each in found:
            came = sum(mark in ROOM for mark in each.sheet.values())
            state = "met" if came * 2 >= len(each.sheet) else "short"
            self.say(
                "committee-meeting-quorum", month, state if each.sheet else "unchecked", session=each.key
            )
        self.one_by_one("committee-meeting-quorum", month, {"committee-meeting"}, found)

    def groups(self, month: Stretch) -> None:
        """第十三条: 一般每月召开1次, each group; without a sheet the whole branch is taken to have been there."""
        for name in ("二组", "一组"):
            met = [
                each
                for each in self.of("group-meeting", month)
                if not each.sheet
                or any(group(NAMES.index(who)) == name for who, mark in each.sheet.items() if mark in HERE)
            ]
            self.count("group-meeting", month, len(met), 1, name)

    def chairs(self, month: Stretch) -> None:
        """第十四条: the secretary, a deputy or a member of the committee; a group's leader."""
        for rule, kinds, fit in (
            ("meeting-chair", {"general-meeting", "committee-meeting"}, {"甲", "乙", "书记"}),
            ("group-chair", {"group-meeting"}, {"丙", "党小组组长"}),
        ):
            found = {each.key: each for kind in kinds for each in self.of(kind, month)}
            for each in found.values():
                state = "unchecked" if not each.chair else "met" if each.chair in fit else "short"
                self.say(rule, month, state, session=each.key)
            self.one_by_one(rule, month, kinds, found)

    def season(self) -> None:
        """第十七条: 一般安排在第四季度. How many there must be is another matter."""
        every = self.of("organization-life", YEAR)
        if any(each.day.month >= 10 for each in every):
            self.say("organization-life-season", YEAR, "met")
        else:
            self.say("organization-life-season", YEAR, "upcoming")  # the year lasts until its last day

    def lectures(self) -> None:
        """第十六条: 党委（党组）书记每年至少讲1次党课. Who speaks is in the plan."""
        if not self.branch.leading:
            self.say("secretary-lecture", YEAR, "not-applicable")
            return
        spoken = [
            each
            for each in self.of("lecture", YEAR)
            if each.key.startswith("a/") and SPEAKERS[(each.day.month - 1) % 3] in ("戊", "党组书记")
        ]
        self.count("secretary-lecture", YEAR, len(spoken), 1)

    def term(self, rule: str, long: int, holds: bool) -> None:
        """第六章: five years in villages and communities, elsewhere three; told half a year ahead."""
        if not self.branch.type:
            self.say(rule, YEAR, "unchecked")
        elif not holds:
            self.say(rule, YEAR, "not-applicable")
        else:
            days = [each.day for each in self.meetings if "election" in each.kinds]
            began = max([*days, *filter(None, [self.branch.since])], default=None)
            if began is None:
                self.say(rule, YEAR, "unchecked")
                return
            ends = later(began, long)
            warned = self.as_of >= later(ends, -6)
            self.say(rule, YEAR, "short" if self.as_of > ends else "upcoming" if warned else "met")

    # -- the regulations on members, on elections, on centre groups, and the plan for training -----------------

    def others(self) -> None:
        """党员教育管理工作条例, 基层组织选举工作条例, 中心组学习规则, 党员教育培训工作规划."""
        for month in MONTHS:
            self.count("theme-day", month, len(self.of("theme-day", month)), 1)  # 每月开展1次主题党日
            elections = self.of("election", month)
            for each in elections:  # 五分之四 of those with the right to vote
                voters = [who for who in each.sheet if who != NAMES[PROBATIONARY]]
                came = [who for who in voters if each.sheet[who] in ROOM]
                state = "met" if len(came) * 5 >= len(voters) * 4 else "short"
                self.say("election-quorum", month, state if each.sheet else "unchecked", session=each.key)
            there = self.all_attended(month)
            others = [each for each in there if self.voted(each) == "election" and each not in elections]
            for each in others:  # an election at another meeting, by the numbers of its vote
                (vote,) = self.votes[each.key]
                state = "met" if vote.due > 0 and vote.present * 5 >= vote.due * 4 else "short"
                self.say("election-quorum", month, state, session=each.key)
            self.one_by_one("election-quorum", month, {"election"}, [*elections, *others])
        for quarter in QUARTERS:  # 每季度不少于1次
            if self.branch.centre:
                self.count("centre-group", quarter, len(self.of("centre-group", quarter)), 1)
            else:
                self.say("centre-group", quarter, "not-applicable")
        for i, who in self.people(YEAR):
            studied = sum(each.hours for each in self.all_attended(YEAR) if self.attended(each, who))
            trained = sum(self.attended(each, who) for each in self.of("training", YEAR))
            if self.exempt(i):
                self.say("study-hours", YEAR, "not-applicable", who)
                self.say("long-absence", YEAR, "not-applicable", who)
                continue
            self.count("study-hours", YEAR, studied, 32, who)  # 不少于32学时
            self.say("long-absence", YEAR, self.away(who), who)
            if who in LEADING:
                self.count("secretary-hours", YEAR, studied, 56, who)
                self.count("secretary-training", YEAR, trained, 1, who)

    def all_attended(self, period: Stretch) -> list[Meeting]:
        """Meetings of any kind that anybody attended."""
        kinds = {kind for each in self.meetings for kind in each.kinds}
        return list({each.key: each for kind in sorted(kinds) for each in self.of(kind, period)}.values())

    def away(self, who: str) -> str:
        """第三十一条: 连续6个月没有参加组织生活; a leave is a good reason, and so is what was made up."""
        good: list[dt.date] = []
        missed: list[dt.date] = []
        for each in self.meetings:
            if who in each.sheet:
                absent = each.sheet[who] == "absent" and (each.key, who) not in self.made_up
                (missed if absent else good).append(each.day)
        since = [day for day in missed if not good or day > max(good)]
        gone = max((n for n in range(13) if since and later(min(since), n) <= self.as_of), default=0)
        if gone >= 6 and since:
            return "short"
        if gone >= 3 and since:
            return "upcoming"
        recent = bool(good) and later(max(good), 6) > self.as_of
        return "met" if recent else "unchecked"

    # -- the branch's own -----------------------------------------------------------------------------------

    def local(self) -> None:
        """What the branch's own rules say."""
        for month in MONTHS:
            self.looked_at(month)
        for quarter in QUARTERS:
            self.absences(quarter)
            self.share("own-attendance", quarter, 3, 5, None)
            self.committee_first(quarter)
            numbers = [n for n in (2, 3, 8) if quarter.first <= dt.date(2026, n, 20) <= quarter.last]
            done = all(f"t{n}/2026" in self.done for n in numbers)
            open_ = "short" if self.over(quarter) else "upcoming"
            self.say("own-orders", quarter, ("met" if done else open_) if numbers else "not-applicable")
        for half in HALVES:
            for i, who in self.people(half):
                if self.exempt(i):
                    self.say("own-attendance-each", half, "not-applicable", who)
                else:
                    self.share("own-attendance-each", half, 1, 2, who)

    def looked_at(self, month: Stretch) -> None:
        """Sessions one by one: at most ninety minutes, with minutes and sign-in sheet, what was missed made up in twenty days."""
        every = self.all_attended(month)
        for each in every:
            state = "unchecked" if each.minutes is None else "met" if each.minutes <= 90 else "short"
            self.say("own-length", month, state, session=each.key)
        self.one_by_one("own-length", month, None, every)
        lectures = self.of("lecture", month)
        for each in lectures:
            there = {"minutes", "sign-in"} <= self.documents.get(each.key, set())
            self.say("own-evidence", month, "met" if there else "short", session=each.key)
        self.one_by_one("own-evidence", month, {"lecture"}, lectures)
        told = False
        for each in self.within(month):
            if not each.sheet:
                told = True
                self.say("own-makeup", month, "unchecked", session=each.key)
            for who, mark in each.sheet.items():
                if mark in ("leave-sick", "absent"):
                    told = True
                    last = each.day + dt.timedelta(days=20)
                    done = self.made_up.get((each.key, who))
                    missed = "short" if done or self.as_of > last else "upcoming"
                    self.say("own-makeup", month, "met" if done and done <= last else missed, who, each.key)
        self.one_by_one("own-makeup", month, None, told)

    def absences(self, quarter: Stretch) -> None:
        """At most one, two late arrivals being one; a session without a sheet may hide another."""
        there = self.within(quarter)
        hidden = sum(not each.sheet for each in there)
        for i, who in self.people(quarter):
            marks = [(each.key, each.sheet[who]) for each in there if who in each.sheet]
            late = sum(mark == "late" for _key, mark in marks)
            absent = (
                sum(mark == "absent" and (key, who) not in self.made_up for key, mark in marks) + late // 2
            )
            if self.exempt(i):
                self.say("own-absences", quarter, "not-applicable", who)
            elif absent > 1:
                self.say("own-absences", quarter, "short", who)
            elif not self.over(quarter):
                self.say("own-absences", quarter, "upcoming", who)
            elif absent + hidden > 1 or (not marks and hidden):
                self.say("own-absences", quarter, "unchecked", who)
            elif not marks:
                self.nothing("own-absences", quarter, None, who)
            else:
                self.say("own-absences", quarter, "met", who)

    def share(self, rule: str, period: Stretch, over: int, under: int, who: str | None) -> None:
        """Of those due a share came; with a sheet missing nobody can say that it did."""
        there = self.within(period)
        due = came = 0
        for each in there:
            for name, mark in each.sheet.items():
                if who in (None, name):
                    due, came = due + 1, came + (mark in HERE)
        if not self.over(period):
            self.say(rule, period, "upcoming", who or "")
        elif due and came * under < due * over:
            self.say(rule, period, "short", who or "")
        elif any(not each.sheet for each in there):
            self.say(rule, period, "unchecked", who or "")
        elif due:
            self.say(rule, period, "met", who or "")
        else:
            self.nothing(rule, period, None, who or "")

    def committee_first(self, quarter: Stretch) -> None:
        """The committee meets on or before the day of the first general meeting."""
        general = [each.day for each in self.of("general-meeting", quarter)]
        before = [each.day for each in self.of("committee-meeting", quarter)]
        if not general:
            self.nothing("own-order", quarter, {"general-meeting"})
        else:
            self.say("own-order", quarter, "met" if before and min(before) <= min(general) else "short")


def obvious(case: Case) -> dict[Key, str]:
    """What all articles say of a branch, by rule, period, group or member, and session."""
    reading = Reading(case)
    reading.branches()
    reading.others()
    reading.local()
    return reading.found
