"""A text as words with exact offsets, and the clauses and sentences they stand in.

One pass over the text, whatever its characters. Contractions are opened ("hes", "he's" -> "he", "'s"), so
that one phrase covers the spellings people type; both parts keep the offsets of the whole written word.
"""

import re
from dataclasses import dataclass, replace
from functools import cached_property

_TOKEN = re.compile(r"[^\W_]+(?:['’ʼ`´][^\W_]+)*|\n|[^\w\s]|_")
_ENDINGS = {"s": "'s", "re": "are", "ve": "have", "ll": "will", "d": "would", "m": "am", "t": "not"}
_WITHOUT_APOSTROPHE = {
    "hes": ("he", "'s"), "shes": ("she", "'s"), "thats": ("that", "'s"), "whos": ("who", "'s"),
    "theres": ("there", "'s"), "whats": ("what", "'s"), "im": ("i", "am"), "ive": ("i", "have"),
    "youre": ("you", "are"), "youve": ("you", "have"), "theyre": ("they", "are"),
    "theyve": ("they", "have"), "theyll": ("they", "will"), "hell": ("he", "will"), "weve": ("we", "have"),
    "hed": ("he", "would"), "shell": ("she", "will"), "theyd": ("they", "would"),
    "cant": ("can", "not"), "cannot": ("can", "not"), "wont": ("will", "not"), "aint": ("is", "not"),
    "gonna": ("going", "to"), "gunna": ("going", "to"), "gona": ("going", "to"), "wanna": ("want", "to"),
    "dunno": ("do", "not", "know"), "innit": ("is", "not", "it"), "u": ("you",), "ur": ("your",),
    "r": ("are",), "cos": ("because",), "cuz": ("because",), "coz": ("because",), "bcoz": ("because",),
    "rn": ("right", "now"), "kno": ("know",), "abt": ("about",), "thru": ("through",),
}  # fmt: skip
_VERBS_WITH_NOT = "do does did is are was were has have had could would should must need".split()
_WITHOUT_APOSTROPHE |= {f"{verb}nt": (verb, "not") for verb in _VERBS_WITH_NOT}
_IRREGULAR = {"ca": "can", "wo": "will", "sha": "shall", "ai": "is"}
_AFTER_HAD = frozenset("got been gone done already taken broken strangled choked threatened".split())
_STOPS = frozenset(".!?;\n")
_NEW_CLAUSE = frozenset("but because although though however except until unless whereas".split())
_JOINS = frozenset("and or so then when while if after before since as".split())
_SUBJECTS = frozenset("i he she they we it you there my who".split())


@dataclass(frozen=True, slots=True)
class Token:
    """A normalised word, and the characters ``start`` to ``end`` it was written as."""

    word: str
    start: int
    end: int


@dataclass(frozen=True)
class Reading:
    """A text and its tokens, in order."""

    text: str
    tokens: tuple[Token, ...]

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The normalised words, punctuation marks among them."""
        return tuple(token.word for token in self.tokens)

    @cached_property
    def sentences(self) -> tuple[int, ...]:
        """For each token the number of its sentence, from 0; a full stop belongs to the one it ends."""
        numbers, number = [], 0
        for token in self.tokens:
            numbers.append(number)
            number += token.word in _STOPS
        return tuple(numbers)

    @cached_property
    def clauses(self) -> tuple[int, ...]:
        """For each token the number of its clause, from 0."""
        numbers, number = [], 0
        for index in range(len(self.tokens)):
            number += index > 0 and self._opens_clause(index)
            numbers.append(number)
        return tuple(numbers)

    def _opens_clause(self, index: int) -> bool:
        before, word = self.words[index - 1], self.words[index]
        after = self.words[index + 1] if index + 1 < len(self.words) else ""
        if before in _STOPS or before == ":" or word in _NEW_CLAUSE:
            return True
        if before in {",", "-", "–", "—"}:
            return word in _SUBJECTS or (word in _JOINS and after in _SUBJECTS)
        return word in {"if", "when"} or (word in _JOINS and after in _SUBJECTS and before not in _JOINS)


def read(text: str) -> Reading:
    """``text`` as tokens. Every token's offsets lie in the text; time grows with its length alone."""
    tokens: list[Token] = []
    for found in _TOKEN.finditer(text):
        for word in _opened(found.group()):
            if word in _AFTER_HAD and tokens and tokens[-1].word == "would":
                tokens[-1] = replace(tokens[-1], word="had")
            tokens.append(Token(word, found.start(), found.end()))
    return Reading(text, tuple(tokens))


def is_plain(written: str) -> bool:
    """Whether ``written`` reads as itself: one word of small letters that is no contraction."""
    return (
        written.isascii() and written.isalpha() and written.islower() and written not in _WITHOUT_APOSTROPHE
    )


def _opened(written: str) -> tuple[str, ...]:
    word = written.casefold()
    if word in _WITHOUT_APOSTROPHE:
        return _WITHOUT_APOSTROPHE[word]
    parts = re.split("['’ʼ`´]", word)
    if len(parts) != 2 or parts[1] not in _ENDINGS or not parts[0]:
        return (word,) if len(parts) == 1 else tuple(part for part in parts if part) or (word,)
    stem, ending = parts
    if ending == "t" and stem != "can" and stem.endswith("n") and len(stem) > 1:
        stem = _IRREGULAR.get(stem[:-1], stem[:-1])
    return (stem, _ENDINGS[ending])
