"""Names that the roster does not have: a slip is told, a guest is welcome."""

from __future__ import annotations

from pathlib import Path

import pytest

from small_plans import ROSTER, found, said

MONTHLY = 'when = "每月第二个周三 15:00"'


def test_a_rotation_of_strangers(tmp_path: Path) -> None:
    """Who takes turns must be in the roster, by name or by role; the sessions concerned are named."""
    rotation = MONTHLY + '\nspeakers = { rotate = ["科普部部长", "张三", "计财部部长"] }'
    (finding,) = found("unknown-in-rotation", tmp_path, rotation, roster=ROSTER)
    assert ("warning", "“计财部部长” takes turns in “活动a”, and is not in the roster") == (
        finding.severity, finding.message,
    )  # fmt: skip
    assert ("a/2026-03", "a/2026-06", "a/2026-09", "a/2026-12") == finding.sessions
    known = rotation.replace("计财部部长", "乙同志")
    assert [] == said("unknown-in-rotation", tmp_path, known, roster=ROSTER)


def test_a_rotation_without_a_roster(tmp_path: Path) -> None:
    """Then nothing can be said about names."""
    assert [] == said("unknown-in-rotation", tmp_path, MONTHLY + '\nspeakers = { rotate = ["计财部部长"] }')


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ('speakers = "组织委"', "组织委员"),
        ('observers = ["第一党小"]', "第一党小组"),
        ('speakers = "李四、科普部长"', "科普部部长"),
        ('[activity.session."2026-03"]\nspeaker = "支部书纪"', "支部书记"),
    ],
)
def test_slips_are_told(tmp_path: Path, written: str, meant: str) -> None:
    """A speaker or observer that is nearly a name, role or group of the roster."""
    (finding,) = found("unknown-name", tmp_path, f"{MONTHLY}\n{written}", roster=ROSTER)
    assert ("warning", f"did you mean “{meant}”?") == (finding.severity, finding.remedy)


def test_a_slip_in_one_session_names_it(tmp_path: Path) -> None:
    """With the line of its table."""
    written = f'{MONTHLY}\n[activity.session."2026-03"]\nspeaker = "支部书纪"'
    (finding,) = found("unknown-name", tmp_path, written, roster=ROSTER)
    assert (("a/2026-03",), 12) == (finding.sessions, finding.line)


def test_guests_are_noted_once(tmp_path: Path) -> None:
    """Outside experts and observers are listed in one note for the activity; members are not."""
    written = MONTHLY + '\nspeakers = ["外请专家", "李四"]\nobservers = ["上级部门代表", "支部委员"]'
    (finding,) = found("guest", tmp_path, written, roster=ROSTER)
    assert ("note", "“活动a” has guests, who are not in the roster: 上级部门代表, 外请专家") == (
        finding.severity, finding.message,
    )  # fmt: skip
    assert [] == said("unknown-name", tmp_path, written, roster=ROSTER)
    assert [] == said("guest", tmp_path, MONTHLY + '\nspeakers = "甲同志（支部书记）"', roster=ROSTER)


@pytest.mark.parametrize(
    ("audience", "expected"),
    [
        ("第三党小组", ["“活动a” is for “第三党小组”, which the roster does not have"]),
        ("张三、王五", ["“活动a” is for “王五”, which the roster does not have"]),
        ("全体团员", ["“活动a” is for “全体团员”, which the roster does not have"]),
        ("全体党员", []),
        ("全体", []),
        ("everyone", []),
        ("正式党员", []),
        ("全体正式党员", []),
        ("第一党小组、科普部部长", []),
    ],
)
def test_audiences(tmp_path: Path, audience: str, expected: list[str]) -> None:
    """Who is due must be everyone, or a group, role, status or member of the roster."""
    written = f'{MONTHLY}\naudience = "{audience}"'
    assert expected == said("unknown-audience", tmp_path, written, roster=ROSTER)
    assert [] == said("unknown-audience", tmp_path, written)
