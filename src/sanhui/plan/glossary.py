"""The words of files and options that stand for one of a few things, and what a Chinese author calls each of them.

The files hold the English word, whoever writes them, for programs read them too; but who writes 顺延 or 应当 is told which word
that is.
"""

from __future__ import annotations

from collections.abc import Sequence

from sanhui.errors import nearest
from sanhui.i18n import N_, _, language

_GLOSSES = {
    "postpone": N_("postpone"),
    "advance": N_("advance"),
    "nearest": N_("nearest"),
    "skip": N_("skip"),
    "keep": N_("keep"),
    "must": N_("must"),
    "should": N_("should"),
    "generally": N_("generally"),
    "body": N_("the whole branch"),
    "group": N_("each group"),
    "member": N_("each member"),
    "session": N_("each session"),
    "kind": N_("each kind"),
    "month": N_("each month"),
    "quarter": N_("each quarter"),
    "half": N_("each half-year"),
    "year": N_("each year"),
    "chair": N_("who chairs"),
    "speaker": N_("who speaks"),
    "recorder": N_("who records"),
    "due": N_("those due"),
    "voting": N_("those with a vote"),
}


def which_word(written: str, known: Sequence[str]) -> str:
    """The remedy for a word that is none of the known ones: that which was meant, or all, each with what it means."""
    glosses = {code: _(_GLOSSES[code]) for code in known if code in _GLOSSES}
    if not written.isascii():
        meant = [code for code, gloss in glosses.items() if written in gloss or gloss in written]
    else:
        meant = nearest(written, known)
    if meant:
        return _("did you mean {words}?").format(words=_(" or ").join(f"“{each}”" for each in meant))
    told = [
        _("{name} ({symbol})").format(name=code, symbol=glosses[code]) if code in glosses else code
        for code in known
    ]
    return _("one of: {words}").format(words=_(", ").join(told if language() == "zh" and glosses else known))
