"""Whether it was done to, or by, somebody else: his ex, her sister, a neighbour, an earlier partner, the client."""

from collections.abc import Iterable, Iterator
from functools import cached_property

from bot.adapters.language.cues import CUE
from bot.adapters.language.phrases import Found
from bot.adapters.language.surroundings import CAUSES, COMMAS, QUOTES, SCOPE, STOPS, THIRD, Surroundings

_ACTS = frozenset({1, 13, 15, 16})
_HIS = frozenset({21, 22, 24})
_OF_THE_COUPLE = frozenset({2, 4, 5, 6, 7, 8, 9, 12})
_HURT = frozenset({1, 13, 14, 15, 16, 18})
_ME = frozenset("me my mi us myself our".split())
_NEAR = 5
_DOERS = frozenset("i client cl vic victim caller".split())
_PASSIVE = frozenset("was were been being".split())
_RECORD = frozenset("caution cautioned convicted conviction arrested charged record criminal prison".split())
_THEM = frozenset("him his partner husband perp perpetrator ap boyfriend ex them".split())
_HIMSELF = _THEM | THIRD | {"himself", "hisself"}
_PARTNERS = frozenset("husband partner boyfriend bloke fella wife girlfriend".split())
_SPOKEN_TO = frozenset(
    "told tell tells asked at with for from near see seeing rang ring texted showed messaged visit visiting".split()
)
_SPEAKS_TO = frozenset(
    "said talk talking talked speak spoke listen moved went go going gone ran came back".split()
)
_WITH_OTHERS = frozenset({3, 4, 7, 9, 17})
_KIN = frozenset(
    "in-laws inlaws husband wife partner boyfriend girlfriend ex brother brothers sister dad father mum mother "
    "family son sons uncle uncles cousin cousins fella bloke".split()
)
_GOES_ON = frozenset("he she they his her then and also".split())
_TELLS = frozenset(
    "told tells says said saw heard thinks knows reported witnessed found saying rang called seen think wants worried worries scared helped helping supported supporting asked looking came".split()
)


class Persons(Surroundings):
    """The people of one reading."""

    def is_about_another(self, match: Found, item: int) -> bool:
        if self._is_earlier_partner(match, item):
            return True
        if self._is_mine(match):
            return False
        if any(True for _ in self.cues("media", match)):
            return True
        if self._is_by_me(match, item) or (item != 18 and self._is_story(match, item)):
            return True
        if item in _ACTS:
            return self._is_done_to_another(match, item)
        return item in _OF_THE_COUPLE and self._is_of_his_circle(match)

    def _is_done_to_another(self, match: Found, item: int) -> bool:
        for cue in self.cues("other_object", match):
            if self.is_object(cue, match) and not (
                item == 16 and self._words[cue.first] in {"my", "our", "her"}
            ):
                return True
        return any(
            cue.last <= match.first and self._is_near(cue, match) for cue in self.cues("other_victim", match)
        )

    def _is_of_his_circle(self, match: Found) -> bool:
        return any(
            self.is_object(cue, match)
            or (
                cue.first <= match.first
                and self._is_near(cue, match)
                and not self._is_spoken_to(cue.first - 1)
            )
            for cue in self.cues("his_circle", match)
        )

    def _is_near(self, cue: Found, match: Found) -> bool:
        return match.first - cue.last <= SCOPE

    def _is_mine(self, match: Found) -> bool:
        """Whether it is the speaker it was done to: "me", or "my" before what is not somebody ("my sister")."""
        theirs = {cue.first for cue in self.cues("other_object", match)}
        here = range(match.first, min(match.last + 2, len(self._words)))
        return any(self._words[at] in _ME and at not in theirs for at in here)

    def _is_by_me(self, match: Found, item: int) -> bool:
        """Whether the speaker, or the client of a note, is who did it: "I grabbed him by the throat", "I drink"."""
        if item in _HURT and not _THEM & set(self._words[match.first : match.last + 1]):
            return False
        if item == 24 and not _RECORD & set(self._words[match.first : match.last + 1]):
            return False
        return item in _HURT | _HIS and self._is_doer(match, item)

    def _is_doer(self, match: Found, item: int) -> bool:
        done_to = {"by"} if item in _HIS else {"by", "me", "i"}
        if done_to & set(self._words[match.last : match.last + 2]) or self._words[match.first] in THIRD:
            return False
        if item in _HIS and _HIMSELF & set(self._words[match.first : match.last]):
            return False
        near = 4 if item in _HIS else _NEAR
        before = [word for word in self._words[max(match.first - near, 0) : match.first] if word != "my"]
        doers = [at for at, word in enumerate(before) if word in _DOERS | THIRD | STOPS | _THEM]
        if not doers or before[doers[-1]] not in _DOERS:
            return False
        return item in _HIS or not _PASSIVE & set(before[doers[-1] :])

    def _is_story(self, match: Found, item: int) -> bool:
        """Whether the match is told of somebody else, who stands before it as the subject or at its beginning."""
        for cue in self.cues("story", match):
            between = self._words[cue.last : match.first]
            if cue.first > match.first or len(between) > SCOPE or set(between) & (CAUSES | {"as"}):
                continue
            if set(between) & _TELLS and not set(between) & _PARTNERS:
                continue
            if item in _WITH_OTHERS and cue.last > match.first and not self._owns_next(cue):
                continue
            if not self._is_spoken_to(cue.first - 1):
                return True
        return False

    def _owns_next(self, cue: Found) -> bool:
        """ "my sister's brother-in-law": the person of the cue has the one who did it, and is not that one."""
        after = self._words[cue.last : cue.last + 2]
        return after[:1] == ("'s",) and bool(_KIN & set(after[1:]))

    def _is_spoken_to(self, at: int) -> bool:
        """Whether the word at ``at`` makes the person after it one that is only told, asked, visited."""
        if at < 0 or self._words[at] != "to":
            return at >= 0 and self._words[at] in _SPOKEN_TO
        return at > 0 and self._words[at - 1] in _SPEAKS_TO

    def _is_earlier_partner(self, match: Found, item: int) -> bool:
        if self.is_recent(match):
            return False
        whose = {self._words[cue.first] for cue in self.cues("earlier", match)} - {"his"}
        if "my" in whose or (whose and item != 18):
            return True
        return self._reading.sentences[match.first] in self._stories

    @cached_property
    def _stories(self) -> frozenset[int]:
        """The sentences that go on about an earlier partner: they follow one that names him and begin with "he"."""
        return frozenset(self._continued(self._near.under(f"{CUE}earlier")))

    def _continued(self, cues: Iterable[Found]) -> Iterator[int]:
        named = {self._reading.sentences[cue.first] for cue in cues}
        here = {self._reading.sentences[cue.first] for cue in self._near.under(f"{CUE}here")}
        open_ = False
        for number, first in self._firsts:
            if number in named:
                open_ = number not in here
            elif number in here or first not in _GOES_ON:
                open_ = False
            elif open_:
                yield number

    @cached_property
    def _firsts(self) -> list[tuple[int, str]]:
        """The number and the first word of each sentence that has one."""
        firsts: dict[int, str] = {}
        for number, word in zip(self._reading.sentences, self._words, strict=True):
            if word not in STOPS and word not in QUOTES:
                firsts.setdefault(number, word)
        return list(firsts.items())

    def is_object(self, cue: Found, match: Found) -> bool:
        """Whether the cue stands inside the match or right after it, and not as who did it ("by") or in a comparison."""
        if {"by", "like"} & set(self._words[match.last : cue.first + 1]):
            return False
        return match.first <= cue.first < match.last or (
            0 <= cue.first - match.last <= 1 and not self._is_stopped(match.last, cue.first)
        )

    def _is_stopped(self, first: int, last: int) -> bool:
        return any(word in STOPS or word in COMMAS for word in self._words[first:last])
