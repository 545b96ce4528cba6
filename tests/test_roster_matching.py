"""Names of other programs find a member for sure, or nobody: ids, addresses, names however they are written."""

from __future__ import annotations

import pytest

from sanhui.roster.matching import Matcher
from sanhui.roster.model import Member

MEMBERS = (
    Member("张三", "01", ("老张", "zs"), "zhangsan@example.org"),
    Member("李四", "02"),
    Member("李四", "03", ("小李",)),
    Member("Wang Wu", "ww"),
    Member("欧阳·甲", "04"),
)


@pytest.mark.parametrize(
    ("name", "id_", "email", "expected"),
    [
        ("张三", "", "", ["01"]),
        ("张　三", "", "", ["01"]),
        ("张三(手机)", "", "", ["01"]),
        ("张三（手机）", "", "", ["01"]),
        ("用户8848(张三)", "", "", ["01"]),
        ("ｚｓ", "", "", ["01"]),
        ("老张(张三)", "", "", ["01"]),
        ("WANGWU", "", "", ["ww"]),
        ("李四", "", "", ["02", "03"]),
        ("李四", "03", "", ["03"]),
        ("谁", "", "ZhangSan@example.org ", ["01"]),
        ("小李", "", "", ["03"]),
        ("张三(小李)", "", "", ["01", "03"]),
        ("(张三（手机）)", "", "", ["01"]),
        ("张三(手机)(外部)", "", "", ["01"]),
        ("张三(手机)(小李)", "", "", ["01", "03"]),
        ("(张三", "", "", []),
        ("张三丰", "", "", []),
        ("张", "", "", []),
        ("", "", "", []),
        ("()", "", "", []),
        ("张三", "99", "", ["01"]),
        ("欧阳•甲", "", "", ["04"]),
        ("欧阳．甲（手机）", "", "", ["04"]),
        ("欧阳.甲", "", "", ["04"]),
        ("欧阳甲", "", "", []),
    ],
)
def test_whoever_is_meant_for_sure(name: str, id_: str, email: str, expected: list[str]) -> None:
    """Several are told as several; what is only alike is nobody."""
    assert expected == [each.id for each in Matcher(MEMBERS).find(name, id_=id_, email=email)]
