"""Whether it has not come about: threatened, feared, supposed, or told by somebody who does not know."""

from collections.abc import Iterator
from itertools import pairwise

from bot.adapters.language.cues import words
from bot.adapters.language.phrases import Found
from bot.adapters.language.surroundings import ANDS, QUOTES, THIRD, Surroundings, is_past

_FEELINGS = frozenset({2, 3})
_THREATS = frozenset({7, 14, 17, 22})
_MODALS = frozenset("will would might may could shall can going want wants threatened 'll".split())
_UNCERTAIN = frozenset("might may could scared worried afraid frightened concerned fear fears".split())
_OPEN = frozenset(
    "if unless might may could threatened threatens threatening threat threats threaten".split()
)
_NOT_YET = {
    6: frozenset("thinking considering contemplating wondering toying".split()),
    9: frozenset("late period periods missed skipped".split()),
}
_TO_COME = frozenset("will would might may 'll".split())
_OWN = frozenset("no me his her my their a an the both one two got".split())
_SAME_IN_PAST = frozenset("put hit cut shut set".split())
_ADVERBS = frozenset("just also then once actually really nearly almost even literally already only".split())
_NOT_DONE = frozenset(
    "'s is was has says tells thinks reckons threatens keeps finds gets knows hears".split()
)
_GETS = frozenset("gets keeps".split())
_AGAIN = frozenset(
    "every whenever often always sometimes usually regularly most each until till nightly".split()
)


class Doubts(Surroundings):
    """Doubts, fears and threats of one reading."""

    def is_doubted(self, match: Found, item: int) -> bool:
        if self._is_queried(match):
            return True
        if item not in _FEELINGS | _THREATS and self._begins_open(match):
            return True
        if self._words[match.first] in _NOT_YET.get(item, ()):
            return True
        if item in _FEELINGS:
            return self.has("hypothesis", match) or (item == 2 and self.has("would_feel", match))
        kinds = ("fear", "hedge") if item in _THREATS else ("fear", "hedge", "threat")
        if item in _THREATS and self._is_threat_made(match):
            return False
        if item == 22 and _UNCERTAIN & set(self._words[match.first : match.last]):
            return True
        if any(self._holds_doubt(kind, match) for kind in kinds):
            return True
        return any(cue.first == match.last for cue in self.cues("doubt_after", match))

    def _is_threat_made(self, match: Found) -> bool:
        """Whether a threat was made and nothing before it leaves open that it was."""
        made = [cue.first for cue in self.cues("threat_made", match) if cue.first < match.last]
        if not made or self._is_threat_feared(made[0], match):
            return False
        doubts = (cue for cue in self.cues("hedge", match) if cue.last <= made[0])
        return all(self._words[cue.first] in {"if", "unless", "next", "could", "can"} for cue in doubts)

    def _is_threat_feared(self, made: int, match: Found) -> bool:
        """ "Worried he'll start threatening to": the threat itself is still to come."""
        fears = (cue for cue in self.cues("fear", match) if cue.last <= made)
        return any(_TO_COME & set(self._words[cue.last : made]) for cue in fears)

    def _begins_open(self, match: Found) -> bool:
        """Whether the phrase itself begins with the doubt or the threat."""
        first = match.first
        if self._words[first] in {"if", "unless"}:
            around = (self._words[max(first - 6, 0) : first], self._words[first + 2 : match.last + 6])
            return not any(self._does(span) for span in around)
        return self._words[first] in _OPEN and self._words[first + 1 : first + 2] != ("not",)

    def _is_queried(self, match: Found) -> bool:
        """ "?strangled": a question mark written onto the word."""
        return match.first > 0 and self.is_query(match.first - 1)

    def _holds_doubt(self, kind: str, match: Found) -> bool:
        return any(self._leaves_open(cue, kind, match) for cue in self.governing(kind, match))

    def _leaves_open(self, cue: Found, kind: str, match: Found) -> bool:
        """Whether what the cue governs has not come about: "scared he will", and not "scared of him he strangled"."""
        between = self._words[cue.last : match.first]
        if self._words[cue.last] == "not" and self._words[cue.first] in _MODALS:
            return False
        if self._words[cue.first] == "would" and not self._is_would(cue, match):
            return False
        if self._happened(cue, match):
            return kind == "hedge" and self._words[cue.first] not in _MODALS
        if self._is_habit(cue, match):
            return False
        return not ("," in between and not _MODALS & set(between)) or self._goes_on(match)

    def _goes_on(self, match: Found) -> bool:
        """Whether a list goes on behind the match: "hit, strangled or killed"."""
        return bool({"or", "nor"} & set(self._words[match.first - 2 : match.last + 4]))

    def _is_would(self, cue: Found, match: Found) -> bool:
        """Whether "he'd" stands for "he would": never before a past form, and before "put" where it is said or feared."""
        said = (word for word in self._words[cue.last : match.last] if word not in _ADVERBS | QUOTES)
        verb = next(said, "")
        if verb in _OWN:
            return False
        if verb not in _SAME_IN_PAST:
            return not is_past(verb)
        kinds = ("threat_made", "fear", "hedge")
        return any(True for kind in kinds for _ in self.cues(kind, match))

    def _happened(self, cue: Found, match: Found) -> bool:
        """Whether a subject with its own verb in the past stands between the cue and the act."""
        span = self._words[cue.last : match.last]
        start = next((at for at, word in enumerate(span) if word in words("subjects")), None)
        lead = span[start + 1 :] if start is not None else self._after_and(cue, match)
        if lead is None:
            return False
        verb = next((word for word in lead if word not in _ADVERBS), "")
        return verb in {"has", "have", "'s", "had", "tried", "started", "used"} or is_past(verb)

    def _after_and(self, cue: Found, match: Found) -> tuple[str, ...] | None:
        """What follows the last "and" between the cue and the act, if anything does."""
        span = self._words[cue.last : match.first + 1]
        at = max((at for at, word in enumerate(span[:-1]) if word in ANDS), default=None)
        return None if at is None else self._words[cue.last + at + 1 : match.last]

    def _is_habit(self, cue: Found, match: Found) -> bool:
        """ "He would choke me every time", "if he's drunk he strangles me": what happens again and again."""
        if self._words[cue.first] in {"would", "will"}:
            if any(said.last <= cue.first for said in self.cues("threat_made", match)):
                return False
            return bool(_AGAIN & set(self._words[max(cue.first - 6, 0) : match.last + 8]))
        if self._words[cue.first] not in {"if", "unless"}:
            return False
        before, between, after = self._around_if(cue, match)
        return self._does(before, _GETS) or self._does(between) or self._does(after, _GETS)

    def _around_if(self, cue: Found, match: Found) -> Iterator[tuple[str, ...]]:
        """The words before the "if", those after it up to the act, and those after the act."""
        clauses = self._reading.clauses
        yield self._words[max(cue.first - 6, 0) : cue.first]
        yield self._words[cue.last + 1 : match.first + 1]
        yield tuple(self._words[at] for at in range(match.last, min(match.last + 6, len(self._words)))
                    if clauses[at] == clauses[match.last - 1])  # fmt: skip

    def _does(self, span: tuple[str, ...], also: frozenset[str] = frozenset()) -> bool:
        """Whether the words tell what he does, time and again: "he goes mad"; verbs in ``also`` count too."""
        if _MODALS & set(span):
            return False
        return any(
            word in THIRD and after.endswith("s") and (after in also or after not in _NOT_DONE)
            for word, after in pairwise(span)
        )
