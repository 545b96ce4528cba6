"""Nothing that can be typed brings the languages down: a tree, a date, or an error that points into the text."""

import datetime as dt
import random
from collections.abc import Callable
from typing import TypeVar

import hypothesis
import pytest
from hypothesis import strategies as st

from sanhui.moment import read_moment
from sanhui.when import WhenError, describe, parse
from sanhui.when.examples import EXAMPLES

NOW = dt.datetime(2026, 3, 2, 10)
PHRASES = [phrase for pair in EXAMPLES for phrase in pair]
T = TypeVar("T")
LETTERS = sorted({letter for phrase in PHRASES for letter in phrase})


def outcome(read: Callable[[str], T], text: str) -> T | WhenError:
    """What a text means, or the error with which it is refused, which points into it."""
    try:
        return read(text)
    except WhenError as error:
        refused = error
    assert 0 <= refused.position <= len(text)
    return refused


def check(text: str) -> bool:
    """Read it both ways; what is read can be said and read again. True when it was understood as a phrase."""
    outcome(lambda said: read_moment(said, NOW), text)
    when = outcome(parse, text)
    if isinstance(when, WhenError):
        return False
    assert when == parse(describe(when, "zh"))
    assert when == parse(describe(when, "en"))
    return True


@hypothesis.settings(max_examples=500)
@hypothesis.given(st.text(max_size=30) | st.text(st.sampled_from(LETTERS), max_size=25))
def test_random_text(text: str) -> None:
    """Any text, also of the language's own letters."""
    check(text)


@pytest.mark.slow
def test_mutations_of_valid_phrases() -> None:
    """Ten thousand phrases with letters lost, doubled, swapped or replaced; some of them still mean something."""
    chance = random.Random(20260302)
    understood = 0
    for _ in range(10_000):
        letters = list(chance.choice(PHRASES))
        for _ in range(chance.randint(1, 3)):
            at = chance.randrange(len(letters) + 1)
            match chance.randrange(4):
                case 0:
                    letters[at : at + 1] = []
                case 1:
                    letters[at:at] = letters[at : at + 2]
                case 2:
                    letters[at : at + 2] = reversed(letters[at : at + 2])
                case _:
                    letters[at : at + 1] = [chance.choice(LETTERS)]
        understood += check("".join(letters))
    assert 0 < understood < 10_000


def test_every_form_of_the_documentation_means_the_same_in_both_languages() -> None:
    """The Chinese and the English phrase of a pair make one tree."""
    assert [parse(chinese) for chinese, _english in EXAMPLES] == [
        parse(english) for _chinese, english in EXAMPLES
    ]
