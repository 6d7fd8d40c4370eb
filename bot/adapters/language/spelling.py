"""Slips of the finger: a word that is one slip away from a longer word of the phrases is read as it.

An ordinary word ("cooking") is never taken for a slip ("choking"): ``ordinary_words.txt`` beside this file.
"""

from collections.abc import Iterable
from functools import cache
from pathlib import Path

SHORTEST, LONGEST = 6, 18
_ORDINARY = Path(__file__).with_name("ordinary_words.txt")


class Spelling:
    """The words of the phrases, found again with one letter missing, doubled, wrong or swapped."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words = frozenset(words)
        self._near: dict[str, str] = {}
        for word in sorted(w for w in self._words if SHORTEST <= len(w) <= LONGEST and w.isalpha()):
            for form in (word, *_shortened(word)):
                self._near.setdefault(form, word)

    def known(self, word: str) -> str | None:
        """``word``, or the known word it is one slip away from, or ``None``. The first letter must be right."""
        if word in self._words:
            return word
        if not (SHORTEST - 1 <= len(word) <= LONGEST and word.isalpha()) or word in _ordinary_words():
            return None
        for form in (word, *_shortened(word)):
            near = self._near.get(form)
            if near is not None and near[0] == word[0] and _one_slip(word, near):
                return near
        return None


@cache
def _ordinary_words() -> frozenset[str]:
    lines = _ORDINARY.read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if not line.startswith("#"))


def _shortened(word: str) -> set[str]:
    return {word[:at] + word[at + 1 :] for at in range(1, len(word))}


def _one_slip(typed: str, meant: str) -> bool:
    """Whether one letter was left out, added, changed or swapped with its neighbour (never a mere ending)."""
    same = 0
    while same < min(len(typed), len(meant)) and typed[same] == meant[same]:
        same += 1
    rest_typed, rest_meant = typed[same:], meant[same:]
    if len(typed) == len(meant):
        swapped = rest_typed[:2] == rest_meant[1::-1] and rest_typed[2:] == rest_meant[2:]
        return swapped or (rest_typed[1:] == rest_meant[1:] and len(rest_meant) > 1)
    if len(typed) < len(meant):
        return rest_meant[1:] == rest_typed and bool(rest_typed)
    return rest_typed[1:] == rest_meant and bool(rest_meant)
