"""The cues around what a phrase found: which stand in its sentence, and which reach it.

A cue before the phrase reaches it within its clause, up to ``SCOPE`` tokens, unless a cause or a "but" stands between.
"""

from collections.abc import Iterator

from bot.adapters.language.cues import CUE, words
from bot.adapters.language.phrases import Found, Nearby
from bot.adapters.language.reading import Reading

SCOPE = 14
STOPS = frozenset(".!?;\n")
COMMAS = frozenset({",", "-", "–", "—", "/", "("})
THIRD = frozenset("he she they".split())
_BREAKS = frozenset("but however although though except now nowadays whereas".split())
QUOTES = frozenset("\" “ ” ' ‘ ’ ( )".split(" "))
ANDS = frozenset("and n then & while as".split(" "))
CAUSES = frozenset("because since but after cos until till".split())
_NOT_PAST = frozenset("need feed bleed speed seed weed indeed exceed succeed breed bed red shed".split())


class Surroundings:
    """The cues of one reading, to be asked for around a match."""

    def __init__(self, reading: Reading, near: Nearby) -> None:
        self._reading, self._near = reading, near
        self._words = reading.words

    def governing(self, kind: str, match: Found) -> Iterator[Found]:
        """The cues before the match in its clause whose reach nothing ends."""
        for cue in self.cues(kind, match):
            to = reached(cue, match)
            if to is None or to - cue.last > SCOPE or not self.is_same_clause(cue, to):
                continue
            if not set(self._words[cue.last : to]) & CAUSES:
                yield cue

    def has(self, kind: str, match: Found) -> bool:
        """Whether a cue of the kind governs the match."""
        return any(True for _ in self.governing(kind, match))

    def cues(self, kind: str, match: Found, anywhere: bool = False) -> Iterator[Found]:
        """The cues of a kind in the sentence of the match (``anywhere``: in the next one too)."""
        sentences = self._reading.sentences
        sentence = sentences[match.first]
        for cue in self._near.around(f"{CUE}{kind}", match):
            if (anywhere or sentences[cue.first] == sentence) and not self.is_cut_off(cue, match):
                yield cue

    def is_cut_off(self, cue: Found, match: Found) -> bool:
        """Whether a "but" or a "now" stands between the cue and the match."""
        low, high = (cue.last, match.first) if cue.first < match.first else (match.first, cue.first)
        return any(word in _BREAKS for word in self._words[low:high])

    def is_same_clause(self, cue: Found, at: int) -> bool:
        """Whether the cue's last token stands in the clause of the token at ``at``."""
        return self._reading.clauses[cue.last - 1] == self._reading.clauses[at]

    def is_recent(self, match: Found) -> bool:
        """Whether the clause of the match says that it is not long ago."""
        clause = self._reading.clauses[match.first]
        return any(
            self._reading.clauses[cue.first] == clause for cue in self._near.around(f"{CUE}recent", match)
        )

    def is_query(self, at: int) -> bool:
        """Whether the token is a question mark written onto the word after it and not the one before."""
        tokens = self._reading.tokens
        if self._words[at] != "?" or at + 1 >= len(tokens) or tokens[at].end != tokens[at + 1].start:
            return False
        return at == 0 or tokens[at - 1].end < tokens[at].start


def reached(cue: Found, match: Found) -> int | None:
    """The token of the match that a cue before it, or where it leaps over words, comes to first."""
    if cue.last <= match.first:
        return match.first
    return next((end for start, end in match.gaps if start <= cue.first and cue.last <= end), None)


def touches(cue: Found, match: Found) -> bool:
    """Whether the cue covers the first or the last token of the match."""
    return cue.first <= match.first < cue.last or cue.first < match.last <= cue.last


def is_past(word: str) -> bool:
    """Whether the word is, as far as its form shows, a verb in the past."""
    return word in words("past_forms") or (word.endswith("ed") and word not in _NOT_PAST)
