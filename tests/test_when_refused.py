"""What is not understood, impossible or ambiguous is refused, and the message points at the character."""

import csv
from pathlib import Path

import pytest

from sanhui.when import WhenError, parse

TABLE = Path(__file__).parent / "when" / "refused.tsv"


def rows() -> list[tuple[str, str]]:
    with TABLE.open(encoding="utf-8", newline="") as lines:
        table = csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        next(table)
        return [(line[0], line[1]) for line in table if line]


@pytest.mark.parametrize(("phrase", "position"), rows())
def test_phrase_is_refused_at_its_mistake(phrase: str, position: str) -> None:
    """The position is that of the wrong word; 第 belongs to the number after it."""
    with pytest.raises(WhenError) as caught:
        parse(phrase)
    error = caught.value
    assert error.text == phrase
    assert 0 <= error.position <= len(phrase)
    if position:
        begin = int(position)
        assert error.position in ({begin, begin - 1} if phrase[begin - 1 : begin] == "第" else {begin})


def test_the_table_is_as_long_as_promised() -> None:
    """At least 40 phrases that must be refused."""
    assert len(rows()) >= 40


def test_every_refusal_says_what_would_be_right() -> None:
    """A message is a sentence, and a misspelt word is met with a phrase that is spelt right."""
    with pytest.raises(WhenError) as caught:
        parse("every Wednesdy at 15:00")
    assert caught.value.message == "“Wednesdy” is not understood here"
    assert "for example: every Monday at 15:00" in caught.value.remedy


@pytest.mark.parametrize("phrase", ["每周末", "每个周末", "every weekend"])
def test_the_weekend_asks_which_day(phrase: str) -> None:
    """每周末 is two days: the question is asked, not answered."""
    with pytest.raises(WhenError, match="which day of the weekend"):
        parse(phrase)


@pytest.mark.parametrize("phrase", ["每周一3点", "每月10日五点", "every Monday at 3 o'clock"])
def test_an_hour_that_could_be_morning_or_afternoon_is_refused(phrase: str) -> None:
    """Nobody meets at three in the night, and the program does not decide that for him."""
    with pytest.raises(WhenError, match="in the morning or in the afternoon"):
        parse(phrase)


def test_the_caret_stands_below_full_width_characters() -> None:
    """Chinese characters take two columns of the terminal."""
    with pytest.raises(WhenError) as caught:
        parse("每月32日")
    assert caught.value.pointed() == "每月32日\n    ^"
