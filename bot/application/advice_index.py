"""The index of a pack's advice: how well each entry fits a question, by its words and by pieces of its words.

Each entry is one document: its ways of being asked, its title and its answer. A fit is a cosine of weights that
count what is rare for more. Everything stands in flat arrays, about one and a half megabytes for 180 entries; a
feature is known by its checksum alone.
"""

from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate
from math import log, sqrt
from zlib import crc32

from bot.application.advice_words import pieces_of, plain_words, weighed_words, words_of

Weighted = Sequence[tuple[str, float]]
"""The texts of one document, each with how much it counts."""

Counts = Mapping[int, float]
"""How often each feature stands in a text, by its checksum."""

_PIECES_COUNT = 0.5
_SATURATION = 1.2
_WORD_FOR_WORD = 1.0


class Index:
    """How well each document fits a question. Reading a question changes nothing, so that threads may share it."""

    def __init__(self, documents: Sequence[Weighted]) -> None:
        numbers: dict[str, tuple[int, ...]] = {}
        stems: dict[str, str] = {}
        self._words = _Postings([_word_counts(texts, stems) for texts in documents])
        self._texts = _wholes(documents)
        self._pieces = _Postings([_piece_counts(texts, numbers) for texts in documents])

    def fits(self, question: str) -> list[float]:
        """The fit of each document, in their order: 0 where nothing is shared, 2.5 at the most.

        One of whose texts is the question, word for word, comes before all others.
        """
        asked = ((question, 1.0),)
        words = self._words.cosines(_word_counts(asked, {}))
        pieces = self._pieces.cosines(_piece_counts(asked, {}))
        found = [word + _PIECES_COUNT * piece for word, piece in zip(words, pieces, strict=True)]
        for n in self._texts.get(_whole(question), ()):
            found[n] += _WORD_FOR_WORD
        return found


class _Postings:
    """Which documents hold a feature and with which weight; the weights of a document have the length 1."""

    def __init__(self, held: Sequence[Counts]) -> None:
        self._size = len(held)
        times = Counter(number for counts in held for number in counts)
        self._strange = log(1 + self._size) + 1
        self._numbers = array("I", sorted(times))
        self._rarity = array("f", (self._strange - log(1 + times[number]) for number in self._numbers))
        self._ends = array("I", accumulate(times[number] for number in self._numbers))
        places = {number: place for place, number in enumerate(self._numbers)}
        self._documents, self._weights = self._filled(held, places)

    def cosines(self, asked: Counts) -> list[float]:
        """The cosine of the question with each document. What stands in none makes the question longer."""
        found, length = [0.0] * self._size, 0.0
        for number, times in asked.items():
            place = self._place(number)
            weight = times * (self._strange if place is None else self._rarity[place])
            length += weight * weight
            if place is not None:
                for at in range(self._start(place), self._ends[place]):
                    found[self._documents[at]] += weight * self._weights[at]
        return [sum_ / sqrt(length) for sum_ in found] if length else found

    def _filled(
        self, held: Sequence[Counts], places: Mapping[int, int]
    ) -> tuple["array[int]", "array[float]"]:
        """The documents of each feature and their weights, feature by feature."""
        total = self._ends[-1] if self._ends else 0
        documents, weights = array("H", bytes(2 * total)), array("f", bytes(4 * total))
        following = [self._start(place) for place in range(len(self._numbers))]
        for n, counts in enumerate(held):
            for place, weight in self._of_length_one(counts, places):
                documents[following[place]], weights[following[place]] = n, weight
                following[place] += 1
        return documents, weights

    def _of_length_one(self, counts: Counts, places: Mapping[int, int]) -> Iterator[tuple[int, float]]:
        held = [places[number] for number in counts]
        weights = [
            times / (times + _SATURATION) * self._rarity[place]
            for place, times in zip(held, counts.values(), strict=True)
        ]
        length = sqrt(sum(weight * weight for weight in weights)) or 1.0
        return zip(held, (weight / length for weight in weights), strict=True)

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


def _wholes(documents: Sequence[Weighted]) -> Mapping[int, tuple[int, ...]]:
    """Which documents hold a text, by the checksum of its words."""
    found: dict[int, tuple[int, ...]] = {}
    for n, texts in enumerate(documents):
        for whole in {_whole(text) for text, _ in texts}:
            found[whole] = (*found.get(whole, ()), n)
    return found


def _whole(text: str) -> int:
    return _number(" ".join(plain_words(text)))


def _number(feature: str) -> int:
    return crc32(feature.encode("utf-8", "replace"))
