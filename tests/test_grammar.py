"""The parser finds every reading, with and without the short cuts by letters."""

import pytest

from sanhui.moment.en import en
from sanhui.moment.zh import zh
from sanhui.when.examples import EXAMPLES
from sanhui.when.grammar import Grammar, Run
from sanhui.when.parse import language_of
from sanhui.when.plain import plain
from sanhui.when.zh.spelt import finder
from test_when_phrases import rows

PHRASES = [row.phrase for row in rows()] + [phrase for pair in EXAMPLES for phrase in pair]


def test_letters_lose_no_reading() -> None:
    """Skipping rules by the letters of a text gives what trying all of them gives, for phrases and dates."""
    for phrase in PHRASES:
        for start in ("phrase", "moment"):
            grammar = zh if language_of(phrase) == "zh" else en
            assert Run(grammar, phrase).whole(start) == Run(grammar, phrase, quick=True).whole(start)


def test_ambiguity_is_found_not_decided() -> None:
    """Two rules that take the same words give two readings."""
    grammar = Grammar()
    grammar.words("word", {"甲": 1, "乙": 2})
    grammar.rule("phrase", "a=word b=word")(lambda a, b: (a, b))
    grammar.rule("phrase", "items=word%nothing")(lambda items: tuple(reversed(items)))
    grammar.token("nothing", "", lambda m: None, first=" ")
    readings, _run = grammar.readings("phrase", "甲乙")
    assert [(1, 2), (2, 1)] == readings


def test_equal_readings_are_one() -> None:
    """Two ways to the same meaning are no ambiguity."""
    grammar = Grammar()
    grammar.words("word", {"甲": 1})
    grammar.rule("phrase", "a=word", "'甲'")(lambda a=1: a)
    assert [1] == grammar.readings("phrase", " 甲 ")[0]


@pytest.mark.parametrize("pattern", ["(a", "a=b%c )", "'x"])
def test_a_wrong_pattern_is_found_when_it_is_written(pattern: str) -> None:
    """A grammar that cannot be read is a mistake of ours, and shows at once."""
    with pytest.raises((ValueError, IndexError)):
        Grammar().rule("phrase", pattern)(lambda: None)


def test_plain_text_keeps_positions() -> None:
    """Full-width, capital and traditional letters change one for one."""
    assert "每周一15:00,abc-(x)" == plain("每週一１５：００，ＡＢＣ—（Ｘ）")


@pytest.mark.parametrize(
    ("steps", "text", "words"),
    [
        ("第? N 季度|季 的?", "第十二季度的", ("第", "十二", "季度", "的")),
        ("第? N 季度|季 的?", "2季", ("", "2", "季", "")),
        ("第? N 季度|季 的?", "第季", None),
        ("N !个", "3个", None),
        ("N !个", "3月", ("3",)),
        ("周 一 !点|时", "周一时间", ("周", "一")),
        ("周 一 !点|时", "周一时", None),
    ],
)
def test_symbols_are_spelt_out(steps: str, text: str, words: tuple[str, ...] | None) -> None:
    """Each step takes the first of its words that fits, a number all of its digits, and what is forbidden must not follow."""
    found = finder(steps)(text, 0)
    assert words == (found and found.words)
    assert found is None or (
        text.startswith("".join(found.words)) and found.end() == len("".join(found.words))
    )
