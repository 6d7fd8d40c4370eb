"""Phrases as the packs write them, and the book that finds them in a reading.

A phrase is words with spaces between. ``a|b`` is either word, ``word?`` may be left out, ``next_to`` is two
words as one choice, ``..`` is up to six words in between within one sentence, and ``<me>`` stands for a
group of small words (see ``GROUPS``). Contractions are opened on both sides, so "couldn't" finds "couldnt".
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from itertools import count, product
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from bot.adapters.language.reading import Reading, is_plain, read
from bot.adapters.language.spelling import Spelling

if TYPE_CHECKING:
    from spacy.language import Language as Pipeline

GAP = 6
REACH = 40
MOST_WORDINGS = 5_000
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
    """Tokens ``first`` up to but not including ``last`` match a phrase kept under ``key``.

    ``gaps`` are the stretches in between, first and last token, that ``..`` leaped over.
    """

    key: str
    first: int
    last: int
    gaps: tuple[tuple[int, int], ...] = field(default=(), compare=False)


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

    def under(self, key: str) -> list[Found]:
        """All that was found under ``key``, in the order of the text."""
        return self._by_key.get(key, [])


class PhraseBook:
    """Phrases by key, compiled once; finding takes time in proportion to the text.

    Wordings of several words are spaCy's to find, each given to it once, whatever the phrases that hold it; those
    of one word are looked up. spaCy's own marks of a word (its shape, its stem) are not worked out: nothing asks.
    """

    def __init__(self, phrases: Mapping[str, Iterable[str]], pipeline: "Pipeline | None" = None) -> None:
        from spacy.matcher import PhraseMatcher
        from spacy.tokens import Doc
        from spacy.vocab import Vocab

        self._vocab, self._doc = Vocab(strings=pipeline.vocab.strings if pipeline else None), Doc
        self._matcher: Any = PhraseMatcher(self._vocab, attr="ORTH")
        self._single: dict[str, list[_Stretch]] = {}
        self._met: dict[str, _Stretch] = {}
        self._several: dict[int, list[_Stretch]] = {}
        stretches = _stretches(phrases)
        several: dict[tuple[str, ...], list[_Stretch]] = {}
        for wordings, stretch in stretches.items():
            for wording in wordings:
                if len(wording) == 1:
                    self._single.setdefault(wording[0], []).append(stretch)
                else:
                    several.setdefault(wording, []).append(stretch)
        for number, (wording, of) in enumerate(several.items()):
            name = f"wording\t{number}"
            self._several[self._vocab.strings.add(name)] = of
            self._matcher.add(name, [Doc(self._vocab, words=list(wording))])
        self._spelling = Spelling(
            {word for wordings in stretches for wording in wordings for word in wording}
        )

    def find(self, reading: Reading) -> tuple[Found, ...]:
        """Every place where a phrase matches, in the order of the text, longest first at each place.

        Words that are in no phrase never reach spaCy's store of strings: nothing typed stays in memory.
        """
        if not reading.tokens:
            return ()
        words = [self._spelling.known(word) or _OTHER_WORD for word in reading.words]
        several = self._matcher(self._doc(self._vocab, words=words))
        matches = [(first, last, one) for name, first, last in several for one in self._several[name]]
        matches += [(at, at + 1, self._of_one(word)) for at, word in enumerate(words) if word in self._single]
        found = set(self._joined(matches, reading))
        return tuple(sorted(found, key=lambda f: (f.first, -f.last, f.key)))

    def _of_one(self, word: str) -> "_Stretch":
        """All that a word by itself is, put together when it is first met."""
        if word not in self._met:
            whole = _Stretch()
            for stretch in self._single[word]:
                whole.take_in(stretch)
            self._met[word] = whole
        return self._met[word]

    def _joined(self, matches: "list[tuple[int, int, _Stretch]]", reading: Reading) -> Iterator[Found]:
        ends: dict[int, _Ends] = {}
        sentences, sentence = reading.sentences, -1
        for first, last, stretch in sorted(matches, key=_SPAN):
            if sentences[first] != sentence:
                ends, sentence = {}, sentences[first]
            for key in stretch.alone:
                yield Found(key, first, last)
            yield from stretch.continued(ends, first, last, sentences)
            for slot in stretch.opens:
                ends.setdefault(slot, {}).setdefault(last, (first, ()))


_Wordings = tuple[tuple[str, ...], ...]
_Begun = tuple[int, tuple[tuple[int, int], ...]]
_Ends = dict[int, _Begun]
_SPAN = itemgetter(0, 1)


class _Place(NamedTuple):
    """Where a stretch stands in a phrase after its first: the slots that may come just before it, and its own."""

    key: str
    slot: int
    befores: tuple[int, ...]
    gap: int
    is_last: bool
    leads_on: bool


@dataclass(slots=True)
class _Stretch:
    """Wordings as the phrases hold them: the keys of those they are the whole of, the slots of those they open,
    and their later places by the slot before.

    A slot is a place in a phrase, as a number; phrases that open with the same wordings share their first.
    """

    alone: dict[str, None] = field(default_factory=dict)
    opens: dict[int, None] = field(default_factory=dict)
    later: dict[int, list[_Place]] = field(default_factory=dict)

    def take_in(self, other: "_Stretch") -> None:
        """This stretch's wordings are the other's too."""
        self.alone |= other.alone
        self.opens |= other.opens
        for before, places in other.later.items():
            self.later.setdefault(before, []).extend(places)

    def continued(
        self, ends: dict[int, _Ends], first: int, last: int, sentences: tuple[int, ...]
    ) -> Iterator[Found]:
        """The phrases that end here; where one goes on, ``ends`` is told. An earlier part ended before ``first``."""
        places = {place.slot: place for slot in self.later.keys() & ends.keys() for place in self.later[slot]}
        for slot in sorted(places):
            place = places[slot]
            begun = _begun(place, ends, first, sentences)
            if begun is None:
                continue
            if place.is_last:
                yield Found(place.key, begun[0], last, begun[1])
            if place.leads_on:
                ends.setdefault(slot, {}).setdefault(last, begun)


def _begun(place: _Place, ends: dict[int, _Ends], first: int, sentences: tuple[int, ...]) -> _Begun | None:
    """Where the phrase began of which an earlier stretch ended near enough before ``first``, and what it leaped over."""
    for before in place.befores:
        ended = ends.get(before, {})
        for end in range(first, max(first - place.gap - 1, 0), -1):
            if end in ended and sentences[end - 1] == sentences[first]:
                start, gaps = ended[end]
                return start, (*gaps, (end, first)) if end < first else gaps
    return None


def _stretches(phrases: Mapping[str, Iterable[str]]) -> "dict[_Wordings, _Stretch]":
    """Each stretch of any phrase once."""
    stretches: dict[_Wordings, _Stretch] = {}
    slots = count()
    for key, several in phrases.items():
        for phrase in several:
            parts = parsed(phrase)
            mine = [stretches.setdefault(part.wordings, _Stretch()) for part in parts]
            _place(key, parts, mine, slots)
    return stretches


def _place(key: str, parts: "tuple[Part, ...]", mine: list[_Stretch], slots: Iterator[int]) -> None:
    taken: list[int] = []
    for number, (part, stretch) in enumerate(zip(parts, mine, strict=True)):
        is_last = all(later.optional for later in parts[number + 1 :])
        leads_on = number < len(parts) - 1
        if number == 0:
            if is_last:
                stretch.alone[key] = None
            if leads_on and not stretch.opens:
                stretch.opens[next(slots)] = None
            taken.extend(stretch.opens)
            continue
        befores = _befores(parts, taken)
        place = _Place(key, next(slots), befores, part.gap, is_last, leads_on)
        taken.append(place.slot)
        for before in befores:
            stretch.later.setdefault(before, []).append(place)


def _befores(parts: "tuple[Part, ...]", taken: list[int]) -> tuple[int, ...]:
    """The slots of the stretches before the next one, back to the nearest that may not be left out."""
    befores = []
    for before in range(len(taken) - 1, -1, -1):
        befores.append(taken[before])
        if not parts[before].optional:
            break
    return tuple(befores)


@dataclass(frozen=True, slots=True)
class Part:
    """All wordings of a stretch of a phrase, and how many tokens may stand between it and the one before."""

    wordings: tuple[tuple[str, ...], ...]
    gap: int
    optional: bool


def parsed(phrase: str) -> tuple[Part, ...]:
    """``phrase`` as parts, short enough to be spelt out. Raises ValueError: nothing in it, or too many wordings."""
    return tuple(part for stretch in phrase.split("..") for part in _parts(stretch.split(), phrase))


_NOTHING: set[tuple[str, ...]] = {()}


def _parts(pieces: list[str], phrase: str) -> Iterator[Part]:
    wordings = _NOTHING
    gap = GAP
    for piece in pieces:
        if gap == 0 or () not in wordings:
            yield _part(wordings, gap, phrase)
            wordings, gap = _NOTHING, 0
        wordings = {(*words, *more) for words, more in product(wordings, _choices(piece))}
    yield _part(wordings, gap, phrase)


def _part(wordings: set[tuple[str, ...]], gap: int, phrase: str) -> Part:
    spelt = wordings - {()}
    if not spelt or len(spelt) > MOST_WORDINGS:
        raise ValueError(f"the phrase {phrase!r} has a part with {len(spelt)} wordings")
    return Part(tuple(sorted(spelt)), gap, () in wordings and gap == 0)


@cache
def _choices(piece: str) -> tuple[tuple[str, ...], ...]:
    optional = piece.endswith("?")
    names = piece.removesuffix("?").split("|")
    spelt = [word for name in names for word in GROUPS.get(name, name).split("|")]
    words = tuple(_words(name) for name in spelt)
    return (*words, ()) if optional else words


@cache
def _words(name: str) -> tuple[str, ...]:
    if name in _PARTS or is_plain(name):
        return (name,)
    return read(name.replace("_", " ")).words
