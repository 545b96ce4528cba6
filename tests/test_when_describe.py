"""A tree said in words is read back as the same tree, in both languages."""

import hypothesis
import pytest

from sanhui.i18n import Language
from sanhui.when import describe, parse
from sanhui.when.tree import When
from when_trees import whens


@hypothesis.settings(max_examples=500)
@hypothesis.given(whens())
@hypothesis.example(parse("1 day after every public holiday and 1 January itself and 2 January itself"))
@hypothesis.example(parse("twice between the 2nd and the last day of the 3rd quarter"))
@pytest.mark.parametrize("language", ["zh", "en"])
def test_describe_then_parse_is_identity(language: Language, when: When) -> None:
    """`parse(describe(x)) == x` for any tree."""
    assert when == parse(describe(when, language))
