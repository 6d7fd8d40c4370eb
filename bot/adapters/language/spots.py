"""Where a text touches the topics of the instrument, and how: said to be so, denied, feared, past, another's.

How it is spoken of is read by ``assertion``. A topic that a clause touches twice is one spot; where the two
are spoken of differently the one that says more happened stands.
"""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from bot.adapters.language.assertion import Assertions
from bot.adapters.language.grammar import checked
from bot.adapters.language.phrases import REACH, Found, PhraseBook
from bot.adapters.language.reading import Reading
from bot.application.ports import Spot

if TYPE_CHECKING:
    from spacy.tokens import Doc

ITEM = "item:"
DENIED = "denied:"
_SAYS_MORE = ("present", "possible", "historical", "other_person", "denied")
_OPENERS = frozenset(
    "and or so then but because although though however , - – — : ; \" “ ‘ ' ( ) \n . ! ?".split(" ")
)


def spots_in(reading: Reading, book: PhraseBook, parsed: "Doc | None" = None) -> tuple[Spot, ...]:
    """One spot for each topic in each clause that a phrase touches, in the order of the text.

    ``parsed`` is the same text as a pipeline with a parser reads it; without it word patterns alone decide.
    """
    found = book.find(reading)
    said = Assertions(reading, found)
    denied = _Spans(match for match in found if match.key.startswith(DENIED))
    best: dict[tuple[int, int], Spot] = {}
    for match in _widest(found):
        spot = _spot(match, reading, said, denied, parsed)
        if spot is not None:
            best[spot.item, spot.start] = _more(best.get((spot.item, spot.start)), spot)
    return tuple(sorted(best.values(), key=lambda spot: (spot.start, spot.item)))


def _widest(found: Iterable[Found]) -> Iterator[Found]:
    """The finds for topics that no wider find of the same key holds; ``found`` stands in order, widest first."""
    reached: dict[str, int] = {}
    for match in found:
        if match.key.startswith((ITEM, DENIED)) and match.last > reached.get(match.key, 0):
            reached[match.key] = match.last
            yield match


def _spot(
    match: Found, reading: Reading, said: Assertions, denied: "_Spans", parsed: "Doc | None"
) -> Spot | None:
    kind, _, item = match.key.partition(":")
    status: str | None = "denied"
    if f"{kind}:" == ITEM:
        status = None if denied.hold(f"{DENIED}{item}", match) else said.status(match, int(item))
    if status is None:
        return None
    if parsed is not None and f"{kind}:" == ITEM:
        start, end = reading.tokens[match.first].start, reading.tokens[match.last - 1].end
        status = checked(status, int(item), parsed, start, end)
    first, last = _clause(match, reading)
    return Spot(int(item), reading.tokens[first].start, reading.tokens[last - 1].end, status)


def _more(one: Spot | None, other: Spot) -> Spot:
    """The one that says more happened; of two that say the same, the longer."""
    if one is None:
        return other
    return min(one, other, key=lambda spot: (_SAYS_MORE.index(spot.status), spot.start - spot.end))


def _clause(match: Found, reading: Reading) -> tuple[int, int]:
    """The tokens of the clause, or clauses, that the match stands in, without what joins them on."""
    clauses, words = reading.clauses, reading.words
    first, last = match.first, match.last
    while first > max(match.first - REACH, 0) and clauses[first - 1] == clauses[match.first]:
        first -= 1
    while last < min(match.last + REACH, len(words)) and clauses[last] == clauses[match.last - 1]:
        last += 1
    while first < match.first and words[first] in _OPENERS:
        first += 1
    while last > match.last and words[last - 1] in _OPENERS:
        last -= 1
    return first, last


class _Spans:
    """The tokens that some finds cover, by their key."""

    def __init__(self, found: Iterable[Found]) -> None:
        self._at: dict[str, set[int]] = {}
        for one in found:
            self._at.setdefault(one.key, set()).update(range(one.first, one.last))

    def hold(self, key: str, match: Found) -> bool:
        """Whether a find under ``key`` covers the first or the last token of ``match``."""
        at = self._at.get(key, ())
        return match.first in at or match.last - 1 in at
