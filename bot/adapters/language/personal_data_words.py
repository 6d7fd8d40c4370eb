"""A text as the words that may be names, with exact offsets."""

import re
import unicodedata
from dataclasses import dataclass

from bot.adapters.language.personal_data_lexicon import FIRST_NAMES, NAMES_AND_WORDS, SURNAMES

TITLES = frozenset(
    "mr mrs ms miss mx dr doctor pc dc ds di pcso wpc sgt sergeant insp inspector rev reverend prof professor sir lady dame cllr councillor master imam sister auntie aunty aunt uncle nurse constable".split()
)

_WORD = re.compile(r"[^\W\d_]+(?:['’\-–][^\W\d_]+)*")
_STOPS = frozenset('.!?\n•“"')
_KNOWN = FIRST_NAMES | NAMES_AND_WORDS | SURNAMES


@dataclass(frozen=True, slots=True)
class Word:
    """A word, and the characters ``start`` to ``end`` it stands at."""

    written: str
    lower: str
    start: int
    end: int
    capital: bool
    first: bool
    """Whether it opens a sentence, so that its capital tells nothing."""


def words_in(text: str) -> list[Word]:
    """The words of ``text`` in order, a possessive ending left out."""
    shouted = is_shouted(text)
    words: list[Word] = []
    end_of_last = 0
    for found in _WORD.finditer(text):
        written = _without_possessive(found.group())
        gap = text[end_of_last : found.start()]
        first = not words or (not _STOPS.isdisjoint(gap) and not _is_after_initial(words[-1], gap))
        lower = _folded(written)
        acronym = len(written) > 1 and written.isupper() and lower not in _KNOWN
        capital = not shouted and written[0].isupper() and not acronym
        words.append(Word(written, lower, found.start(), found.start() + len(written), capital, first))
        end_of_last = found.end()
    return words


def _without_possessive(written: str) -> str:
    return written[:-2] if written[-1] in "sS" and written[-2:-1] in {"'", "’"} else written


def _folded(written: str) -> str:
    lower = written.replace("’", "'").lower()
    if lower.isascii():
        return lower
    return "".join(mark for mark in unicodedata.normalize("NFKD", lower) if not unicodedata.combining(mark))


def _is_after_initial(word: Word, gap: str) -> bool:
    return gap.strip() == "." and (len(word.written) == 1 or word.lower in TITLES)


def is_shouted(text: str) -> bool:
    """Whether a text is written in capitals, so that they tell nothing."""
    upper = sum(map(str.isupper, text))
    return upper > 3 and upper > 3 * sum(map(str.islower, text))
