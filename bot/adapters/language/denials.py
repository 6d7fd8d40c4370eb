"""Whether it was said not to be so: by a "not" before it that reaches it, or as the answer after it."""

from bot.adapters.language.cues import words
from bot.adapters.language.phrases import Found, Nearby
from bot.adapters.language.questions import DENIED, Questions
from bot.adapters.language.reading import Reading
from bot.adapters.language.surroundings import (
    ANDS,
    COMMAS,
    SCOPE,
    STOPS,
    THIRD,
    Surroundings,
    is_past,
    reached,
)

_UNKNOWN_WORDS = 2
_ANSWER_WITHIN = 8
_MARKS = frozenset(
    ': - – — = , is was has been had ( answer this me her him you / " ” ’ or anything like'.split(" ")
) | {"that"}
_PURPOSES = frozenset("so if when whenever because cos unless until till".split())
_SIGNS = frozenset(": - – — ? = , (".split(" "))


class Denials(Surroundings):
    """Denials of one reading."""

    def __init__(self, reading: Reading, near: Nearby, questions: Questions) -> None:
        super().__init__(reading, near)
        self._questions = questions

    def is_denied(self, match: Found) -> bool:
        return (
            any(self._denies(cue, match) for cue in self.cues("denial", match))
            or any(self._answers(cue, match) for cue in self.cues("denial_after", match, anywhere=True))
            or self._is_ticked_no(match)
            or self._questions.answer_to(match) == DENIED
        )

    def _denies(self, cue: Found, match: Found) -> bool:
        """Whether the cue reaches the match; inside it, where it leaps over words, "not" and "never" alone do."""
        to = reached(cue, match)
        if to is None or to - cue.last > SCOPE or not self.is_same_clause(cue, to):
            return False
        if to != match.first and self._words[cue.first] not in {"not", "never"}:
            return False
        if to != match.first and _PURPOSES & set(self._words[match.first : cue.first]):
            return False
        return self._hands_on(cue, self._words[cue.last : to], to, match)

    def _hands_on(self, cue: Found, between: tuple[str, ...], to: int, match: Found) -> bool:
        if set(between) & words("ends") or ":" in between:
            return False
        if between and between[0] in COMMAS - {"/"} and self._words[cue.first] in words("no"):
            return False
        if self._comma_ends(between, to, match) or _starts_anew((*between, self._words[to])):
            return False
        return _unknown_words(between) <= _UNKNOWN_WORDS

    def _comma_ends(self, between: tuple[str, ...], to: int, match: Found) -> bool:
        """A comma lets a list go on ("weapons, threats or strangulation") and ends it before a verb in the past."""
        marks = [at for at, word in enumerate(between) if word in {",", "-", "–", "—", "("}]
        if not marks or not is_past(self._words[to]):
            return bool(marks) and between[marks[-1]] != ","
        after = self._words[match.last : match.last + 4]
        return not {"or", "nor"} & {*between[marks[-1] :], *after}

    def _answers(self, cue: Found, match: Found) -> bool:
        """Whether the cue follows at once as the answer: "strangled: no", "strangulation was denied"."""
        between = self._words[match.last : cue.first]
        if cue.first < match.last or len(between) > _ANSWER_WITHIN or "\n" in between:
            return False
        asked = "?" in between or self._questions.was_asked(match)
        known = words("answerers") | {"?"} if asked else _MARKS
        if set(between) - known:
            return False
        if (
            self._words[cue.first] in {"he", "she", "they", "it", "has", "have", "did", "does", "do"}
            and not asked
        ):
            return False
        return bool(set(between) & _SIGNS) or not self._is_single_no(cue) or self._is_bare_no(cue, match)

    def _is_single_no(self, cue: Found) -> bool:
        return cue.last - cue.first == 1 and self._words[cue.first] in words("no") - {"denied"}

    def _is_bare_no(self, cue: Found, match: Found) -> bool:
        """ "strangled no": nothing before the topic, nothing after the word."""
        return (
            self._stands_alone(match.first - 1) and self._stands_alone(cue.last) and cue.first == match.last
        )

    def _stands_alone(self, at: int) -> bool:
        return not 0 <= at < len(self._words) or self._words[at] in STOPS or self._words[at] in COMMAS

    def _is_ticked_no(self, match: Found) -> bool:
        """ "Strangulation N": a form filled in with letters."""
        at = match.last
        while at < len(self._words) and self._words[at] in {":", "-", "–", "="}:
            at += 1
        return at < len(self._words) and self._written(at) == "N" and self._stands_alone(at + 1)

    def _written(self, at: int) -> str:
        token = self._reading.tokens[at]
        return self._reading.text[token.start : token.end]


def _starts_anew(between: tuple[str, ...]) -> bool:
    """Whether somebody does something of their own after other words: "did not tell anyone he ..."."""
    known = words("passed_over") | words("handed_on")
    content = False
    for at, word in enumerate(between):
        if word in THIRD or word in {"i", "we"}:
            if content:
                return True
        elif word in ANDS and at + 1 < len(between) and is_past(between[at + 1]):
            return True
        else:
            content = content or word not in known
    return False


def _unknown_words(between: tuple[str, ...]) -> int:
    """How many words since the last of a list neither pass a denial on nor stand in its way."""
    known = words("passed_over") | words("handed_on")
    count = 0
    for word in between:
        count = 0 if word in {",", "or", "nor", "/", "and"} else count + (word not in known)
    return count
