"""Trees said in words."""

from __future__ import annotations

from sanhui.i18n import Language, language
from sanhui.when.tree import When


def describe(when: When, wanted: Language | None = None) -> str:
    """The canonical phrase in the wanted language, or the one being spoken: `parse(describe(x)) == x`."""
    if (wanted or language()) == "zh":
        from sanhui.when.zh.say import say
    else:
        from sanhui.when.en.say import say
    return say(when)
