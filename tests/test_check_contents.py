"""Nothing that a plan says about its sessions is lost in silence."""

from __future__ import annotations

from pathlib import Path

from small_plans import found, said

MONTHLY = 'when = "每月第二个周三 15:00"'


def test_a_table_for_no_session(tmp_path: Path) -> None:
    """A slot that the activity does not have, with the nearest one and the table's line."""
    (finding,) = found("unknown-slot", tmp_path, f'{MONTHLY}\n[activity.session."2026-3"]\ntopic = "专题"'.replace(
        "2026-3", "2026-Q3"
    ))  # fmt: skip
    assert ("error", "“活动a” has no session “2026-Q3” that could be described", 11) == (
        finding.severity, finding.message, finding.line,
    )  # fmt: skip
    assert finding.remedy.startswith("did you mean “2026-0")
    assert [] == said("unknown-slot", tmp_path, f'{MONTHLY}\n[activity.session."2026-03"]\ntopic = "专题"')


def test_a_table_for_a_dropped_slot(tmp_path: Path) -> None:
    """The week of the Spring Festival is off, so its topic would be lost; the week after is held."""
    weekly = 'when = "每周一 15:00"\n[activity.session."2026-W{}"]\ntopic = "专题"'
    assert ["“活动a” describes 2026-W08, which has no session"] == said(
        "lost-particulars", tmp_path, weekly.format("08")
    )
    assert [] == said("lost-particulars", tmp_path, weekly.format("09"))


def test_more_topics_than_sessions(tmp_path: Path) -> None:
    """Three sessions take three topics; a fourth is never used, and a dropped slot takes none."""
    quarter = 'when = "1月至3月每月第二个周三 15:00"\ntopics = [{}]'
    assert ["“活动a” has topics for more than its 3 sessions; unused: 丁"] == said(
        "unused-topics", tmp_path, quarter.format('"甲", "乙", "丙", "丁"')
    )
    assert [] == said("unused-topics", tmp_path, quarter.format('"甲", "乙", "丙"'))
    assert ["“活动a” has topics for more than its 3 sessions; unused: 丁"] == said(
        "unused-topics", tmp_path, 'when = "2月每周一 15:00"\ntopics = ["甲", "乙", "丙", "丁"]'
    )


def test_an_activity_without_sessions(tmp_path: Path) -> None:
    """Nothing is left when the only month's only week is a holiday; a quota without days counts."""
    assert ["“活动a” has no session in 2026"] == said(
        "no-session", tmp_path, 'when = "5月1日 15:00，遇节假日取消"'
    )
    assert [] == said("no-session", tmp_path, 'when = "5月1日 15:00"', 'when = "每年1次"')
