"""The parser finds every reading, with and without the short cuts by letters."""

import pytest

from sanhui.moment.en import en
from sanhui.moment.zh import zh
from sanhui.when.examples import EXAMPLES
from sanhui.when.grammar import Grammar, Run
from sanhui.when.parse import language_of
from sanhui.when.plain import plain
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
