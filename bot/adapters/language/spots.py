"""Where a text touches the topics of the instrument, and how: said to be so, denied, feared, past, another's.

A small ConText: a cue counts where it stands in the same clause (doubt, denial) or the same sentence (the
past, another person) as the phrase, on the right side of it. When cues disagree the order is denied,
another person, past, possible, present.
"""

from collections.abc import Iterator

from bot.adapters.language.phrases import REACH, Found, Nearby, PhraseBook
from bot.adapters.language.reading import Reading
from bot.application.ports import Spot

ITEM = "item:"
DENIED = "denied:"
_ABOUT_OTHERS = frozenset({17, 18, 19})
_OLD_TOO = frozenset({7, 10, 11, 18, 24})
_THREATS = frozenset({2, 3, 7, 14, 17, 22})
_OPENERS = frozenset(
    "and or so then but because although though however , - – — : ; \" “ ‘ ' ( ) \n . ! ?".split(" ")
)
_SCOPE = 12
_AFTER = 4


def spots_in(reading: Reading, book: PhraseBook) -> tuple[Spot, ...]:
    """One spot for each topic in each clause that a phrase touches, in the order of the text."""
    found = book.find(reading)
    cues = _Cues(reading, found)
    best: dict[tuple[int, int], Spot] = {}
    for match in found:
        if match.key.startswith((ITEM, DENIED)):
            spot = _spot(match, reading, cues)
            best.setdefault((spot.item, spot.start), spot)
    return tuple(sorted(best.values(), key=lambda spot: (spot.start, spot.item)))


def _spot(match: Found, reading: Reading, cues: "_Cues") -> Spot:
    kind, _, item = match.key.partition(":")
    first, last = _clause(match, reading)
    status = "denied" if f"{kind}:" == DENIED else cues.status(match, int(item))
    return Spot(int(item), reading.tokens[first].start, reading.tokens[last - 1].end, status)


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


class _Cues:
    """The cues of a reading, by kind and by the token they start or end at."""

    def __init__(self, reading: Reading, found: tuple[Found, ...]) -> None:
        self._reading = reading
        hidden = {at for f in found if f.key == "cue:pass" for at in range(f.first, f.last)}
        self._near = Nearby(cue for cue in found if not hidden.issuperset(range(cue.first, cue.last)))

    def status(self, match: Found, item: int) -> str:
        """How the topic is spoken of where ``match`` stands."""
        if self._is_denied(match):
            return "denied"
        if item not in _ABOUT_OTHERS and self._is_about_another(match):
            return "other_person"
        if item not in _OLD_TOO and any(True for _ in self._in_sentence("cue:past", match)):
            return "historical"
        if item not in _THREATS and self._before(match, "cue:doubt"):
            return "possible"
        return self._as_asked(match)

    def _is_denied(self, match: Found) -> bool:
        if self._before(match, "cue:denial"):
            return True
        return any(self._answers(match, cue) for cue in self._in_sentence("cue:denial_after", match))

    def _answers(self, match: Found, cue: Found) -> bool:
        """Whether the cue follows at once as the answer: "strangled: no", "strangulation was denied"."""
        between = self._reading.words[match.last : cue.first]
        if cue.first < match.last or len(between) > _AFTER or set(between) - _ANSWER_MARKS:
            return False
        single = cue.last - cue.first == 1 and self._reading.words[cue.first] in {
            "no",
            "none",
            "never",
            "nil",
            "nope",
        }
        return not single or bool(between)

    def _is_about_another(self, match: Found) -> bool:
        if set(self._reading.words[match.first : match.last]) & {"me", "my", "myself"}:
            return False
        if any(0 <= cue.first - match.last <= 1 or match.first <= cue.first < match.last
               for cue in self._in_sentence("cue:other_object", match)):  # fmt: skip
            return True
        return any(True for _ in self._in_sentence("cue:other", match))

    def _before(self, match: Found, key: str) -> bool:
        clause = self._reading.clauses[match.first]
        return any(
            cue.last <= match.first
            and match.first - cue.last <= _SCOPE
            and self._reading.clauses[cue.last - 1] == clause
            and self._reaches(cue, match)
            for cue in self._in_sentence(key, match)
        )

    def _reaches(self, cue: Found, match: Found) -> bool:
        """Whether nothing between cue and match ends the cue's reach: "No, he ...", "and he", "but"."""
        between = self._reading.words[cue.last : match.first]
        return not (between and between[0] in {",", "-", ":"} and self._reading.words[cue.first] == "no")

    def _in_sentence(self, key: str, match: Found) -> Iterator[Found]:
        sentence = self._reading.sentences[match.first]
        for cue in self._near.around(key, match):
            if self._reading.sentences[cue.first] == sentence and not self._is_cut_off(cue, match):
                yield cue

    def _is_cut_off(self, cue: Found, match: Found) -> bool:
        low, high = sorted((cue.first, match.first))
        return any(word in _BREAKS for word in self._reading.words[low:high])

    def _as_asked(self, match: Found) -> str:
        """A question is answered by what follows it, and otherwise only possible."""
        words = self._reading.words
        end = match.last
        while end < len(words) and end - match.last < 30 and words[end] not in {".", "!", ";", "\n", "?"}:
            end += 1
        if end >= len(words) or words[end] != "?":
            return "present"
        answer = words[end + 1] if end + 1 < len(words) else ""
        return {"no": "denied", "nope": "denied", "never": "denied", "yes": "present", "yeah": "present"}.get(
            answer, "possible"
        )


_ANSWER_MARKS = frozenset(
    {":", "-", "–", "—", "?", "=", ",", "is", "was", "has", "been", "had", "(", "answer", "this"}
)
_BREAKS = frozenset("but however although though except now".split())
