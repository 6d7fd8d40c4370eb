"""Phrases as the packs write them, and the book that finds them in a reading.

A phrase is words with spaces between. ``a|b`` is either word, ``word?`` may be left out, ``next_to`` is two
words as one choice, ``..`` is up to six words in between within one sentence, and ``<me>`` stands for a
group of small words (see ``GROUPS``). Contractions are opened on both sides, so "couldn't" finds "couldnt".
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING, Any

from bot.adapters.language.reading import Reading, read
from bot.adapters.language.spelling import Spelling

if TYPE_CHECKING:
    from spacy.language import Language as Pipeline

GAP = 6
REACH = 40
MOST_WORDINGS = 5_000
ENOUGH_WORDINGS = 2
_PARTS = frozenset({"'s"})
_OTHER_WORD = "\N{REPLACEMENT CHARACTER}"
GROUPS: Mapping[str, str] = {
    "<me>": "me|her|him|them|us|you|client|myself",
    "<my>": "my|her|his|their|our|your|the",
    "<they>": "he|she|they|husband|partner|boyfriend|girlfriend|wife|ex|dad|father|brother|son|mum|perp|perpetrator",
    "<is>": "is|'s|are",
    "<has>": "has|have|'s|had",
    "<self>": "himself|herself|themselves|themself|myself",
    "<kids>": "kids|children|child|baby|son|daughter|boys|girls|boy|girl",
}


@dataclass(frozen=True, slots=True)
class Found:
    """Tokens ``first`` up to but not including ``last`` match a phrase kept under ``key``."""

    key: str
    first: int
    last: int


class Nearby:
    """What was found under some keys, to be asked for around a place without reading the whole text again."""

    def __init__(self, found: Iterable[Found]) -> None:
        self._by_key: dict[str, list[Found]] = {}
        for one in found:
            self._by_key.setdefault(one.key, []).append(one)
        self._firsts = {key: [one.first for one in several] for key, several in self._by_key.items()}

    def around(self, key: str, match: Found) -> list[Found]:
        """What was found under ``key`` at most ``REACH`` tokens before or after ``match``."""
        firsts = self._firsts.get(key, [])
        low, high = bisect_left(firsts, match.first - REACH), bisect_right(firsts, match.last + REACH)
        return self._by_key[key][low:high] if firsts else []


class PhraseBook:
    """Phrases by key, compiled once; finding takes time in proportion to the text."""

    def __init__(self, phrases: Mapping[str, Iterable[str]], pipeline: "Pipeline") -> None:
        from spacy.matcher import PhraseMatcher
        from spacy.tokens import Doc

        self._vocab, self._doc = pipeline.vocab, Doc
        self._matcher: Any = PhraseMatcher(pipeline.vocab, attr="ORTH")
        self._places: dict[int, _Place] = {}
        known: set[str] = set()
        wordings: dict[tuple[str, ...], Any] = {}
        for key, number, phrase in _numbered(phrases):
            parts = parsed(phrase)
            for place, part in enumerate(parts):
                name = f"{key}\t{number}\t{place}"
                self._places[pipeline.vocab.strings.add(name)] = _place(key, number, place, parts)
                known.update(word for wording in part.wordings for word in wording)
                self._matcher.add(name, [self._as_doc(wording, wordings) for wording in part.wordings])
        self._spelling = Spelling(known)

    def _as_doc(self, wording: tuple[str, ...], made: dict[tuple[str, ...], Any]) -> Any:
        if wording not in made:
            made[wording] = self._doc(self._vocab, words=list(wording))
        return made[wording]

    def find(self, reading: Reading) -> tuple[Found, ...]:
        """Every place where a phrase matches, in the order of the text, longest first at each place.

        Words that are in no phrase never reach spaCy's store of strings: nothing typed stays in memory.
        """
        if not reading.tokens:
            return ()
        words = [self._spelling.known(word) or _OTHER_WORD for word in reading.words]
        matches = self._matcher(self._doc(self._vocab, words=words))
        found = set(self._joined(matches, reading))
        return tuple(sorted(found, key=lambda f: (f.first, -f.last, f.key)))

    def _joined(self, matches: list[tuple[int, int, int]], reading: Reading) -> Iterator[Found]:
        ends: dict[tuple[str, int, int], dict[int, int]] = {}
        for name, first, last in sorted(matches, key=lambda m: (m[1], m[2])):
            place = self._places[name]
            start = first if place.is_first else _start(place, ends, first, reading)
            if start is None:
                continue
            if place.is_last:
                yield Found(place.key, start, last)
            if place.leads_on:
                ends.setdefault((place.key, place.phrase, place.number), {})[last] = start


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a part stands in its phrase: what may come just before it, and whether it begins or ends it."""

    key: str
    phrase: int
    number: int
    befores: tuple[int, ...]
    gap: int
    is_last: bool
    leads_on: bool

    @property
    def is_first(self) -> bool:
        return self.number == 0


def _place(key: str, phrase: int, number: int, parts: "tuple[Part, ...]") -> _Place:
    befores = []
    for before in range(number - 1, -1, -1):
        befores.append(before)
        if not parts[before].optional:
            break
    is_last = all(part.optional for part in parts[number + 1 :])
    return _Place(key, phrase, number, tuple(befores), parts[number].gap, is_last, number < len(parts) - 1)


def _start(
    place: _Place, ends: dict[tuple[str, int, int], dict[int, int]], first: int, reading: Reading
) -> int | None:
    """Where the phrase began of which an earlier part ended near enough before ``first``, if it did."""
    for before in place.befores:
        ended = ends.get((place.key, place.phrase, before))
        for end in range(first, max(first - place.gap - 1, 0), -1):
            if ended and end in ended and reading.sentences[end - 1] == reading.sentences[first]:
                return ended[end]
    return None


@dataclass(frozen=True, slots=True)
class Part:
    """All wordings of a stretch of a phrase, and how many tokens may stand between it and the one before."""

    wordings: tuple[tuple[str, ...], ...]
    gap: int
    optional: bool


def parsed(phrase: str) -> tuple[Part, ...]:
    """``phrase`` as parts, short enough to be spelt out. Raises ValueError: nothing in it, or too many wordings."""
    return tuple(part for stretch in phrase.split("..") for part in _parts(stretch.split(), phrase))


def _parts(pieces: list[str], phrase: str) -> Iterator[Part]:
    wordings: set[tuple[str, ...]] = {()}
    gap = GAP
    for piece in pieces:
        if len(wordings) > ENOUGH_WORDINGS and (gap == 0 or () not in wordings):
            yield _part(wordings, gap, phrase)
            wordings, gap = {()}, 0
        wordings = {(*words, *more) for words, more in product(wordings, _choices(piece))}
    yield _part(wordings, gap, phrase)


def _part(wordings: set[tuple[str, ...]], gap: int, phrase: str) -> Part:
    spelt = wordings - {()}
    if not spelt or len(spelt) > MOST_WORDINGS:
        raise ValueError(f"the phrase {phrase!r} has a part with {len(spelt)} wordings")
    return Part(tuple(sorted(spelt)), gap, () in wordings and gap == 0)


def _choices(piece: str) -> list[tuple[str, ...]]:
    optional = piece.endswith("?")
    names = piece.removesuffix("?").split("|")
    spelt = [word for name in names for word in GROUPS.get(name, name).split("|")]
    words = [_words(name) for name in spelt]
    return [*words, ()] if optional else words


def _words(name: str) -> tuple[str, ...]:
    return (name,) if name in _PARTS else read(name.replace("_", " ")).words


def _numbered(phrases: Mapping[str, Iterable[str]]) -> Iterator[tuple[str, int, str]]:
    for key, several in phrases.items():
        for number, phrase in enumerate(several):
            yield key, number, phrase
