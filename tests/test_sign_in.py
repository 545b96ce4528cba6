"""Who is to sign at a session: whoever `attend` takes for due, as of its day, with what is known of them beforehand."""

from pathlib import Path

import pytest

from records import MEETING, PLAN, ROSTER, branch, clerk
from sanhui.attendance.sign_in import SignIn, sign_in, sign_ins
from sanhui.errors import InputError
from sanhui.ledger.store import read_ledger
from sanhui.plan.load import load
from sanhui.schedule.expand import expand

#: 戊老师 need not come, 己同志 lives elsewhere, 庚同志 comes on 1 April only.
MORE = """\
06,戊老师,第一党小组,,正式党员,年老体弱,,,
07,己同志,第二党小组,,正式党员,,2026-01-01,外地务工,
08,庚同志,第一党小组,,正式党员,,,,2026-04-01
"""


def people() -> str:
    """The roster of the small branch, with them."""
    head, *rows = ROSTER.splitlines()
    return "\n".join([f"{head},免于参加原因,外出自,外出去向,转入日期", *(f"{row},,,," for row in rows), MORE])


def sheets(folder: Path, *sessions: str) -> tuple[SignIn, ...]:
    """The sheets of these sessions, with the ledger of the folder."""
    schedule = expand(load(folder / "plan.toml"))
    with read_ledger(folder / "ledger.db") as ledger:
        return sign_ins(ledger, schedule, [schedule.by_id[each] for each in sessions])


def test_who_is_to_sign(tmp_path: Path) -> None:
    """Members of that day in the order of the roster; who is exempt or elsewhere apart; who has a leave keeps a line."""
    folder = branch(tmp_path, people())
    clerk(folder, "leave", "add", "张三", "3月8日", "3月9日", "--type", "病假", "--reason", "住院")
    march, april = sheets(folder, MEETING, "study/2026-W15")
    assert ["甲同志", "乙同志", "张三", "李四", "王五"] == [each.name for each in march.signers]
    assert [("张三", "leave-sick", "住院")] == [
        (each.name, each.mark.code, each.note) for each in march.signers if each.mark
    ]
    assert [("戊老师", "exempt", "年老体弱"), ("己同志", "elsewhere", "外地务工")] == [
        (each.name, each.mark and each.mark.code, each.note) for each in march.apart
    ]
    assert (6, 7) == (march.due, april.due)
    assert (None, "庚同志") == (march.recorded, april.signers[-1].name)


def test_committee_signs_at_its_meeting(tmp_path: Path) -> None:
    """Only those who are meant are due; who attends besides is named."""
    plan = PLAN.replace('audience = "支部委员"', 'audience = "支部委员"\nobservers = ["李四", "丁老师"]')
    (sheet,) = sheets(branch(tmp_path, plan=plan), "committee/2026-03")
    assert (["甲同志", "乙同志"], ("李四", "丁老师")) == ([each.name for each in sheet.signers], sheet.others)


def test_what_was_recorded(tmp_path: Path) -> None:
    """The numbers of the record, at the place where it was held."""
    folder = branch(tmp_path)
    clerk(folder, "held", MEETING, "--place", "礼堂")
    clerk(folder, "attend", MEETING, "--absent", "张三", "--leave", "李四:公差")
    (sheet,) = sheets(folder, MEETING)
    assert sheet.recorded is not None
    assert ("礼堂", 5, 3, 1) == (
        sheet.held.place,
        sheet.due,
        sheet.recorded.present,
        sheet.recorded.absent,
    )


@pytest.mark.parametrize(
    ("roster", "when", "message"),
    [(True, "每季度1次", "no day yet"), (False, "每周一", "no roster")],
)
def test_what_cannot_be(tmp_path: Path, roster: bool, when: str, message: str) -> None:
    """A session without a day, and a plan that knows nobody."""
    plan = PLAN.replace("每周一", when) if roster else PLAN.replace('roster = "roster.csv"', "")
    branch(tmp_path, plan=plan)
    schedule = expand(load(tmp_path / "plan.toml"))
    with pytest.raises(InputError, match=message):
        sign_in(schedule, schedule.by_activity["study"][0])
