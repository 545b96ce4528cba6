"""What else a roster calls the roles (职务) that regulations speak of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

#: The name that rulebooks use, and what rosters write for it as well.
ROLES: Mapping[str, tuple[str, ...]] = {
    "支部书记": ("党支部书记", "书记"),
    "支部副书记": ("党支部副书记", "副书记"),
    "支部委员": ("党支部委员", "支委", "委员", "组织委员", "宣传委员", "纪检委员", "青年委员"),
    "党小组组长": ("党小组长", "小组长", "组长"),
    "党委书记": (),
    "党组书记": (),
}

# Too short to end the name of another role: a 党委书记 is no 书记 of a branch.
_ALONE = frozenset(["书记", "副书记", "委员", "支委"])


def is_one_of(role: str, words: Iterable[str]) -> bool:
    """Whether a role of a roster or a plan is one of a rule's: 机关支部书记 and 第一支部书记 are each a 支部书记."""
    return any(role == word or (word not in _ALONE and role.endswith(word)) for word in words)


def spelled_out(words: Iterable[str]) -> tuple[str, ...]:
    """The words, and after each role what else it is called."""
    return tuple(dict.fromkeys(each for word in words for each in (word, *ROLES.get(word, ()))))


def shortened(words: Iterable[str]) -> tuple[str, ...]:
    """The words without those that only say again what another of them says."""
    every = tuple(words)
    again = {each for word in every for each in ROLES.get(word, ())}
    return tuple(word for word in every if word not in again)
