"""What a question or an entry is read by: its words, neighbours, and pieces of words, so that slips still meet.

A feature is written as text and has a weight: how much it tells. Words that stand in any sentence tell little.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import pairwise

from bot.application.advice_like import IDEAS

LONGEST_QUESTION = 2_000
"""Characters of a question that are read; what comes after tells nothing new."""

_COMMON_WEIGHT = 0.8
_PAIR = 0.7
_GROUP = 1.0
_PIECES = range(3, 6)
_LONGEST_WORD = 24
_CLOCK = re.compile(r"\b\d{1,2}([:.]\d\d)? ?(am|pm|o'clock)?\b")

Features = Mapping[str, float]


def words_of(text: str, known: dict[str, str]) -> Features:
    """The words of a text in a form that their inflections share, with their neighbours and their like.

    ``known`` remembers the forms of words met before.
    """
    words = plain_words(text)
    stems = [known.get(word) or known.setdefault(word, _stem(word)) for word in words]
    found: Counter[str] = Counter()
    for word, stem in zip(words, stems, strict=True):
        found[stem] += _weight(word)  # type: ignore[assignment] # a Counter counts shares as well
    for idea, share in _ideas_of(words).items():
        found[f"= {idea}"] = _GROUP * share  # type: ignore[assignment]
    telling = [stem for word, stem in zip(words, stems, strict=True) if word not in COMMON]
    for mark, run in (("", ["<", *stems, ">"]), ("_ ", telling)):
        for one, other in pairwise(run):
            found[f"{mark}{one} {other}"] += _PAIR  # type: ignore[assignment]
    return found


def _ideas_of(words: list[str]) -> dict[str, float]:
    """The ideas that a text holds, each once; a word of several ideas tells less of each."""
    found: dict[str, float] = {}
    for word in words:
        ideas = IDEAS.get(word, ())
        found.update({idea: max(found.get(idea, 0.0), len(ideas) ** -0.5) for idea in ideas})
    return found


def pieces_of(word: str) -> Iterator[str]:
    """Every run of three to five letters of a word, its edges counted as letters."""
    edged = f" {word[:_LONGEST_WORD]} "
    for size in _PIECES:
        yield from (edged[at : at + size] for at in range(len(edged) - size + 1))


def weighed_words(text: str) -> Features:
    """The words of a text as they stand, each with how much it tells."""
    found: Counter[str] = Counter()
    for word in plain_words(text):
        found[word] += _weight(word)  # type: ignore[assignment] # a Counter counts shares as well
    return found


def plain_words(text: str) -> list[str]:
    """The words of a text in small letters, without marks and times of day."""
    plain = text[:LONGEST_QUESTION].lower().replace("’", "'")
    plain = _CLOCK.sub(_kept_number, plain).replace("'", "")
    return re.findall(r"[a-z0-9]+", plain)


def telling_stems(words: list[str]) -> list[str]:
    """The words that tell something, in the form that their inflections share."""
    return [_stem(word) for word in words if word not in COMMON]


def _kept_number(found: re.Match[str]) -> str:
    """A time of day tells nothing about the entry; a bare number (14, 999) may."""
    return " " if found[1] or found[2] else found[0]


def _weight(word: str) -> float:
    return _COMMON_WEIGHT if word in COMMON else 1.0


def _stem(word: str) -> str:
    for ending in ("ations", "ation", "ings", "ing", "edly", "ed", "ies", "es", "s", "al"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return _trimmed(word[: -len(ending)] + ("y" if ending == "ies" else ""))
    return _trimmed(word)


def _trimmed(word: str) -> str:
    """Without a silent e or doubled letter at the end: share meets sharing, refer meets referred."""
    if len(word) > 4 and word.endswith("e"):
        return word[:-1]
    return word[:-1] if len(word) > 4 and word[-1] == word[-2] and word[-1] not in "sl" else word


COMMON = frozenset(
    (
        "a about again all am an and any anyone are as at be been being but by can could did do does doing "
        "done for from get gets give go got had has have having he her hers him his how i if im in into is it "
        "its just kind let may me mean means might must my need needs no not of off on one or our out please "
        "pls s say says shall she should so some someone something t than that thats the their them then there "
        "these they thing things this those to too us use used want wants was we were what whats when where "
        "which while who whom whos why will with would you your client clients n u r dont hes shes ive theyre"
    ).split()
)
