"""How a text speaks of what a phrase found: as so, denied, possible, past, or another person's.

A small ConText: each cue has a direction, a reach and what ends it (docs/adr/0014-assertion-layer.md). The
wordings stand in ``cues.yml``. When cues disagree the order is denied, another person, past, possible, present.
"""

from collections.abc import Sequence

from bot.adapters.language.cues import CUE, ORDINARY
from bot.adapters.language.denials import Denials
from bot.adapters.language.doubts import Doubts
from bot.adapters.language.persons import Persons
from bot.adapters.language.phrases import Found, Nearby
from bot.adapters.language.questions import DENIED, POSSIBLE, PRESENT, Questions
from bot.adapters.language.reading import Reading
from bot.adapters.language.surroundings import Surroundings, touches

HISTORICAL, OTHER_PERSON = "historical", "other_person"
_FOR_EVER = frozenset({18, 24})
_GROWTH = frozenset({10, 11})
_ACTS = frozenset({1, 13, 15, 16})
_RULES = frozenset({23, 24})
_UPON = frozenset({("on",), ("onto",), ("upon",), ("inside",), ("in",), ("into",), ("at",), ("against",)})
_PERSON = frozenset({("me",), ("her",), ("him",), ("us",), ("client",), ("cl",), ("vic",)})
_HURT = frozenset({1, 13, 14, 15, 16, 18})


class Assertions(Surroundings):
    """The cues of one reading, to be asked about each phrase that was found in it."""

    def __init__(self, reading: Reading, found: Sequence[Found]) -> None:
        passed = {at for f in found if f.key == f"{CUE}pass" for at in range(f.first, f.last)}
        near = Nearby(f for f in found if not passed.issuperset(range(f.first, f.last)))
        super().__init__(reading, near)
        self._questions = Questions(reading, near)
        self._denials = Denials(reading, near, self._questions)
        self._persons, self._doubts = Persons(reading, near), Doubts(reading, near)

    def status(self, match: Found, item: int) -> str | None:
        """How the topic is spoken of where ``match`` stands; ``None`` where it is not the topic at all."""
        if self._is_something_else(match, item):
            return None
        if self._denials.is_denied(match):
            return DENIED
        if self._persons.is_about_another(match, item):
            return OTHER_PERSON
        if item not in _FOR_EVER and self._is_long_ago(match, item):
            return HISTORICAL
        answer = self._questions.answer_to(match)
        if answer is None:
            return POSSIBLE if self._doubts.is_doubted(match, item) else PRESENT
        return answer

    def _is_something_else(self, match: Found, item: int) -> bool:
        if any(touches(cue, match) for cue in self._near.around(f"{ORDINARY}{item}", match)):
            return True
        if self._is_instruction(match, item):
            return True
        if item in _HURT and any(self._persons.is_object(cue, match) for cue in self.cues("animal", match)):
            return True
        return item in _ACTS and any(
            self._persons.is_object(cue, match) and not (item == 16 and self._is_upon_another(cue))
            for cue in self.cues("oneself", match)
        )

    def _is_instruction(self, match: Found, item: int) -> bool:
        """Whether it is what somebody was told to do; what he was told is what he may have breached (23, 24)."""
        told = [cue for cue in self.cues("told", match) if touches(cue, match)]
        told.extend(self.governing("told", match))
        return any(item not in _RULES or "him" not in self._words[cue.first : cue.last] for cue in told)

    def _is_upon_another(self, cue: Found) -> bool:
        """ "He forced himself on me": what he did with himself was done to the person."""
        after = self._words[cue.last : cue.last + 2]
        return after[:1] in _UPON or (after[:1] == ("to",) and after[1:] in _PERSON)

    def _is_long_ago(self, match: Found, item: int) -> bool:
        if self.is_recent(match):
            return False
        kinds = ("long_ago",) if item in _GROWTH else ("long_ago", "used_to")
        return any(True for kind in kinds for _ in self.cues(kind, match))
