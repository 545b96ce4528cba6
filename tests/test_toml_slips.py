"""A text that is no TOML is answered with the slip that was made, its line and column, and the remedy."""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanhui.errors import InputError, Problem
from sanhui.plan.syntax import parse_toml


def the_problem(text: str) -> Problem:
    """What is said about a text."""
    with pytest.raises(InputError) as caught:
        parse_toml(text, "plan.toml")
    (problem,) = caught.value.problems
    assert "plan.toml" == problem.file
    assert problem.remedy
    return problem


@pytest.mark.parametrize(
    ("line", "remedy", "column"),
    [
        ("title = 年度计划", 'write title = "年度计划"', 9),
        ("when = 每周一、三 15:00", 'write when = "每周一、三 15:00"', 8),
        ("when = 3月5日", 'write when = "3月5日"', 8),
        ("time = 15:00", 'write time = "15:00"', 8),
        ("duration =   90分钟  # 一节课", 'write duration = "90分钟"', 14),
        ("id = weekly-study # “quoted”", 'write id = "weekly-study"', 6),
    ],
)
def test_text_without_quotation_marks_is_shown_with_them(line: str, remedy: str, column: int) -> None:
    """The commonest slip of who has never seen TOML."""
    problem = the_problem(f"[plan]\n{line}\n")
    assert "the text has no quotation marks" == problem.message
    assert (remedy, 2, column) == (problem.remedy, problem.line, problem.column)


@pytest.mark.parametrize(
    ("line", "sign", "typed", "column"),
    [
        ("title = “年度计划”", "“", '"', 9),
        ("title ＝ “年度计划”", "＝", "=", 7),
        ('title ＝ "年度计划"', "＝", "=", 7),
        ('title = "年度计划"，', "，", ",", 15),
        ('topics = ["一"，"二"]', "，", ",", 14),
        ('topics = ["一"、"二"]', "、", ",", 14),
        ("【plan】", "【", "[", 1),
        ("title = 「计划」", "「", '"', 9),
        ("speakers = ｛ rotate = [] ｝", "｛", "{", 12),
        ("＃ 说明", "＃", "#", 1),
    ],
)
def test_full_width_signs_are_named(line: str, sign: str, typed: str, column: int) -> None:
    """The second commonest: the Chinese input method was still on."""
    problem = the_problem(f"\n\n{line}\n")
    assert f"the sign {sign} is full-width" == problem.message
    assert f"type {typed} with the Chinese input method switched off" == problem.remedy
    assert (3, column) == (problem.line, problem.column)


@pytest.mark.parametrize("text", ['title = "“七有”计划：第１年"', "title = '，' # 。", 'a = """\n“\n"""'])
def test_full_width_signs_within_text_are_text(text: str) -> None:
    """In a title they are right."""
    assert tomllib.loads(text) == parse_toml(text, "plan.toml")


@pytest.mark.parametrize(
    ("text", "message", "line"),
    [
        ("a =\u3000'x'", "a full-width space", 1),
        ("a；= 1", "the sign ； stands outside of any text", 1),
        ("[plan]\n\n[plan]", "this table exists already", 3),
        ("a = 1\na = 2", "the table has this key already", 2),
        ("a = {b = 1, b = 2}", "the table has this key already", 1),
        ("a = 2026-02-31", "there is no such day or time", 1),
        ('a = 1\nb = "x', "this text has no closing quotation marks", 2),
        ('a = "x\nb = 1', "this text has no closing quotation mark", 1),
        ("a = 'x\nb = 1", "this text has no closing quotation mark", 1),
        ("a = '''x\nb = 1", "this text has no closing quotation marks", 1),
        ('a = """x\nb = 1', "this text has no closing quotation marks", 1),
        ("a = [1, 2\nb = 1", "this list has no end", 2),
        ("a = {b = 1\n", "this table has no end", 1),
        ("[plan\na = 1", "this heading has no end", 1),
        ("[[activity]\na = 1", "this heading has no end", 1),
        ('a = "C:\\文件"', "a backslash stands for something else here", 1),
        ("标题 = 1", "a key begins with a letter", 1),
        ("[[活动]]", "a heading is an English word", 1),
        ("[activity]\nid = 1\n[activity]", "there may be several of these", 1),
        ("[activity]\nid = 1\n[[activity]]", "there may be several of these", 1),
        ("!", "neither key nor heading", 1),
        ("title: 1", "an equal sign is missing after the key", 1),
        ('title = "年"度"', "there is more on the line than one value", 1),
        ("all_day = True", "true or false should stand here", 1),
        ("all_day = 是", "true or false should stand here", 1),
        ("a = {b = 1}\n[a]\nc = 1", "this table exists already", 2),
        ("a = {b = 1}\na.c = 1", "this table is complete already", 2),
        ("a = 1\na.c = 1", "the table has this key already", 2),
        ('a = "\\u12"', "a \\u needs four digits after it", 1),
        ('a = "\\ud800"', "there is no such character", 1),
        ("a = ", "no value that TOML knows", 1),
        ('a = "\x07"', "a control character", 1),
        ("a = " + "[" * 100_000, "brackets within brackets without end", None),
        ("a = " + "9" * 5000, "a number is too long to be one", None),
    ],
)
def test_each_other_slip_has_its_message(text: str, message: str, line: int | None) -> None:
    """In plain words, and on the line where it happened."""
    problem = the_problem(text)
    assert (message, line) == (problem.message, problem.line)


def test_a_control_character_is_shown_and_not_sent_to_the_terminal() -> None:
    """An escape sequence in a file must not reach the screen."""
    problem = the_problem('title = "\x1b[2J"')
    assert 'title = "\\x1b[2J"' == problem.value


def test_windows_line_ends_count_as_one() -> None:
    """Lines are those of the editor."""
    assert 3 == the_problem("[plan]\r\n\r\ntitle = 计划\r\n").line


#: Pieces of TOML, and what goes wrong between them.
PIECES = st.sampled_from(
    [
        "[plan]",
        "[[activity]]",
        "title",
        "=",
        '"',
        "'",
        '"""',
        "计划",
        "“",
        "＝",
        "#",
        "\n",
        "\r\n",
        "{",
        "}",
        "[",
        "]",
        ",",
        "，",
        "1",
        " ",
        "\\",
        "2026-02-31",
        "\t",
        "\x07",
        "a.b",
        "\\u12",
        "\\ud800",
    ]
)


@given(st.lists(PIECES, max_size=25).map("".join))
def test_any_text_is_read_or_explained(text: str) -> None:
    """Every message of the parser has a meaning in our words, and a place within the file."""
    try:
        tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        problem = the_problem(text)
        assert not problem.message.startswith("this is not TOML")
        assert problem.line is not None
        assert 1 <= problem.line <= text.count("\n") + 1
    else:
        assert tomllib.loads(text) == parse_toml(text, "plan.toml")
