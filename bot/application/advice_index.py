"""The index of a pack's advice: how well each entry fits a question, by its words and by pieces of its words.

Each entry is one document: its ways of being asked, its title and its answer. A fit is the share of the question
that the document holds, where what is rare counts for more. Everything stands in flat arrays, a few megabytes for
180 entries; a feature is known by its checksum alone.
"""

from array import array
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import accumulate
from math import log
from zlib import crc32

from bot.application.advice_words import pieces_of, plain_words, telling_stems, weighed_words, words_of

Weighted = Sequence[tuple[str, float]]
"""The texts of one document, each with how much it counts."""

Counts = Mapping[int, float]
"""How often each feature stands in a text, by its checksum."""

_PIECES_COUNT = 0.4
_SATURATION = 2.0
_LENGTH = 0.7
_WORD_FOR_WORD = 1.0
_ALIKE = 0.3
_FEWEST_TELLING = 2


class Index:
    """How well each document fits a question. Reading a question changes nothing, so that threads may share it."""

    def __init__(self, documents: Sequence[Weighted]) -> None:
        numbers: dict[str, tuple[int, ...]] = {}
        stems: dict[str, str] = {}
        self._words = _Postings([_word_counts(texts, stems) for texts in documents])
        wholes = _wholes(documents)
        self._wholes, self._holders = (
            array("I", (whole for whole, _ in wholes)),
            array("H", (n for _, n in wholes)),
        )
        self._pieces = _Postings([_piece_counts(texts, numbers) for texts in documents])

    def fits(self, question: str) -> list[float]:
        """The fit of each document, in their order: 0 where nothing is shared, 2.7 at the most.

        One of whose texts is the question, word for word, comes before all others.
        """
        asked = ((question, 1.0),)
        words = self._words.shares(_word_counts(asked, {}))
        pieces = self._pieces.shares(_piece_counts(asked, {}))
        found = [word + _PIECES_COUNT * piece for word, piece in zip(words, pieces, strict=True)]
        for whole, more in _forms(question).items():
            for at in range(bisect_left(self._wholes, whole), bisect_right(self._wholes, whole)):
                found[self._holders[at]] += more
        return found


class _Postings:
    """Which documents hold a feature and how much it counts there (BM25: the more often, the longer the less)."""

    def __init__(self, held: Sequence[Counts]) -> None:
        self._size = len(held)
        times = Counter(number for counts in held for number in counts)
        self._numbers = array("I", sorted(times))
        self._rarity = array("f", (self._rare(times[number]) for number in self._numbers))
        self._ends = array("I", accumulate(times[number] for number in self._numbers))
        places = {number: place for place, number in enumerate(self._numbers)}
        self._documents, self._weights = self._filled(held, places)

    def shares(self, asked: Counts) -> list[float]:
        """How much of the question each document holds, from 0 to 1, what is rare counting for more."""
        found, whole = [0.0] * self._size, 0.0
        for number, times in asked.items():
            place = self._place(number)
            weight = times * (self._rare(0) if place is None else self._rarity[place])
            whole += weight
            if place is not None:
                for at in range(self._start(place), self._ends[place]):
                    found[self._documents[at]] += weight * self._weights[at]
        return [sum_ / whole for sum_ in found] if whole else found

    def _rare(self, times: int) -> float:
        """How much a feature tells that stands in so many documents."""
        return log(1 + (self._size - times + 0.5) / (times + 0.5))

    def _filled(
        self, held: Sequence[Counts], places: Mapping[int, int]
    ) -> tuple["array[int]", "array[float]"]:
        """The documents of each feature and their weights, feature by feature."""
        total = self._ends[-1] if self._ends else 0
        documents, weights = array("H", bytes(2 * total)), array("f", bytes(4 * total))
        following = [self._start(place) for place in range(len(self._numbers))]
        lengths = [sum(counts.values()) for counts in held]
        mean = sum(lengths) / len(lengths) if any(lengths) else 1.0
        for n, counts in enumerate(held):
            slowness = _SATURATION * (1 - _LENGTH + _LENGTH * lengths[n] / mean)
            for number, times in counts.items():
                place = places[number]
                documents[following[place]], weights[following[place]] = n, times / (times + slowness)
                following[place] += 1
        return documents, weights

    def _place(self, number: int) -> int | None:
        place = bisect_left(self._numbers, number)
        return place if place < len(self._numbers) and self._numbers[place] == number else None

    def _start(self, place: int) -> int:
        return self._ends[place - 1] if place else 0


def _word_counts(texts: Weighted, stems: dict[str, str]) -> Counts:
    """How often each word and neighbour stands in the texts, by its checksum. ``stems`` remembers those met before."""
    found: dict[int, float] = {}
    for text, weight in texts:
        for feature, times in words_of(text, stems).items():
            number = _number(feature)
            found[number] = found.get(number, 0.0) + weight * times
    return found


def _piece_counts(texts: Weighted, numbers: dict[str, tuple[int, ...]]) -> Counts:
    """How often each piece of a word does. ``numbers`` remembers the pieces of words met before."""
    words: Counter[str] = Counter()
    for text, weight in texts:
        for word, times in weighed_words(text).items():
            words[word] += weight * times  # type: ignore[assignment] # a Counter counts shares as well
    found: dict[int, float] = {}
    for word, times in words.items():
        if word not in numbers:
            numbers[word] = tuple(_number(piece) for piece in pieces_of(word))
        for number in numbers[word]:
            found[number] = found.get(number, 0.0) + times
    return found


def _wholes(documents: Sequence[Weighted]) -> list[tuple[int, int]]:
    """Which documents hold a text, by the checksum of its forms, in order."""
    return sorted(
        {(form, n) for n, texts in enumerate(documents) for text, _ in texts for form in _forms(text)}
    )


def _forms(text: str) -> Mapping[int, float]:
    """A text as it stands and as its telling words alone, each with what it counts to ask the same."""
    words = plain_words(text)
    forms = {_number(" ".join(words)): _WORD_FOR_WORD}
    telling = telling_stems(words)
    if len(telling) >= _FEWEST_TELLING:
        forms[_number(f"_ {' '.join(telling)}")] = _ALIKE
    return forms


def _number(feature: str) -> int:
    return crc32(feature.encode("utf-8", "replace"))
