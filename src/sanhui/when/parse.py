"""From a phrase, in either language, to its tree."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable
from typing import Any

from sanhui.i18n import Language, _, language
from sanhui.when.compose import Piece
from sanhui.when.describe import describe
from sanhui.when.errors import WhenError
from sanhui.when.grammar import Grammar, refusal
from sanhui.when.plain import plain
from sanhui.when.tree import Rule, Time, When

# As texts: most phrases quote nothing, and have no need of the other either.
_QUOTED = r"(?s)[\"“].*?[\"”]"
_BY = r"(?i)^\s*by\s+|(?<=[日号底末])\s*(?:之前|以前|前)\s*$"


def language_of(text: str) -> Language:
    """English when there are Latin letters and no Chinese outside quoted names; digits alone are read by the Chinese."""
    bare = (re.sub(_QUOTED, "", text).strip() if '"' in text or "“" in text else text) or text
    return "en" if re.search("[A-Za-z]", bare) and not any(map(_chinese, bare)) else "zh"


def _chinese(character: str) -> bool:
    """Whether it is a Chinese character or mark; a pattern for these ranges takes 2 ms to compile."""
    return "\u3001" <= character <= "\u301f" or "\u3400" <= character <= "\u9fff"


def is_foreign(error: WhenError) -> bool:
    """Whether nothing of a text in Latin letters was understood, and its writer reads Chinese.

    Then what may stand there is better said of Chinese: xx is no more English than that.
    """
    latin = language_of(error.text) == "en"
    return latin and language() == "zh" and not error.position and bool(error.remedy)


def _grammar(language: Language) -> Grammar:
    """The grammar of a language; each is loaded when a text needs it."""
    if language == "zh":
        from sanhui.when.zh import read as zh

        return zh.GRAMMAR
    from sanhui.when.en import read as en

    return en.GRAMMAR


def parse(text: str) -> When:
    """The tree of a phrase such as 每月第二个周三 下午3点 or “every Monday at 15:00”.

    Raises `WhenError` when the phrase is not understood, impossible, or has more than one meaning.
    """
    meaning: When = _only_reading("phrase", text, lambda when: describe(when, language_of(text)))
    return meaning


def _only_reading(start: str, text: str, show: Callable[[Any], str] = str) -> Any:
    found, run = _grammar(language_of(text)).readings(start, text)
    if not found:
        error = refusal(run, text)
        if is_foreign(error):
            error = refusal(_grammar("zh").readings(start, text)[1], text)
        if start == "phrase" and (near := _nearest(text)):
            error.remedy = _("; ").join(
                filter(None, [error.remedy, _("for example: {phrase}").format(phrase=near)])
            )
        raise error
    if len(found) > 1:
        meant = _(" or ").join(f"“{show(reading)}”" for reading in found[:3])
        raise WhenError(
            _("this has more than one meaning"), text, 0, _("write {choices}").format(choices=meant)
        )
    return found[0]


def _nearest(text: str) -> str:
    """The form of the language that looks most like the text.

    As `difflib.get_close_matches` finds it, but the likeliest first, so that few need be compared in full: five times as fast.
    """
    from sanhui.when.examples import EXAMPLES

    likeness = difflib.SequenceMatcher(b=plain(text))
    likely = []
    for pair in EXAMPLES:
        form = pair[language_of(text) == "en"]
        likeness.set_seq1(form)
        likely.append((likeness.quick_ratio(), form))
    best = (0.3, "")
    for at_most, form in sorted(likely, reverse=True):
        if at_most < best[0]:
            break
        likeness.set_seq1(form)
        best = max(best, (likeness.ratio(), form))
    return best[1]


def parse_deadline(text: str) -> When:
    """The tree of a phrase that says by when: 每季度最后一个工作日, 每月10日前, 5月10日前, “by 10 May”.

    Where the text means no days by itself, “before a day” is that day: 5月10日前, as a window, might begin in
    January or in May, and as a deadline is the 10th either way. Raises `WhenError` like `parse`.
    """
    try:
        return parse(text)
    except WhenError as error:
        day = re.sub(_BY, "", text)
        if day == text:
            raise
        try:
            return parse(day)
        except WhenError:
            raise error from None


def parse_time(text: str) -> Time:
    """A time of day alone: 15:00, 下午3点, 14:30-16:00, 全天. Raises `WhenError`."""
    time: Time = _only_reading("time", text)
    return time


def parse_duration(text: str) -> int:
    """A length in minutes: 90分钟, 1.5小时, 90 minutes; a whole day counts 1440. Raises `WhenError`."""
    piece: Piece = _only_reading("duration", text)
    return int(piece.value) * (1440 if piece.field == "days" else 1)


def parse_days(text: str) -> int:
    """A number of days: 7天, 一周, 7 days. Raises `WhenError`."""
    return int(_only_reading("number_of_days", text))


def parse_lead(text: str) -> tuple[int, bool]:
    """How far one day lies from another, and whether that counts working days: 3个工作日, 2天, 一周, 2 days.

    Raises `WhenError`.
    """
    n, working = _only_reading("steps", text)
    if n == 0:
        raise WhenError(_("this is the day itself"), text, 0, _("leave it out"))
    return n, working


def parse_exceptions(text: str) -> tuple[tuple[int, ...], tuple[Rule | str, ...]]:
    """Months left out, and days or named periods left out. Raises `WhenError`."""
    found, run = _grammar(language_of(text)).readings("exceptions", text)
    meanings = {_left_out(pieces): None for pieces in found}
    if not meanings:
        raise refusal(run, text)
    if len(meanings) > 1:
        remedy = _("put the name of a period in quotation marks")
        raise WhenError(_("this has more than one meaning"), text, 0, remedy)
    return next(iter(meanings))


def _left_out(pieces: tuple[Piece, ...]) -> tuple[tuple[int, ...], tuple[Rule | str, ...]]:
    kept = set(range(1, 13)).intersection(*(piece.value for piece in pieces if piece.field == "months"))
    gone = tuple(month for month in range(1, 13) if month not in kept)
    return gone, tuple(item for piece in pieces if piece.field == "without" for item in piece.value)
