"""Whether a topic was asked about rather than told, and what was answered."""

from bot.adapters.language.cues import words
from bot.adapters.language.phrases import REACH, Found
from bot.adapters.language.surroundings import QUOTES, STOPS, Surroundings

PRESENT, DENIED, POSSIBLE = "present", "denied", "possible"
_ANSWER_WITHIN = 8


class Questions(Surroundings):
    """Questions of one reading, told ("asked if") or put ("?"), and their answers."""

    def answer_to(self, match: Found) -> str | None:
        """The status that the question around the match is answered with, ``possible`` where nothing answers it.

        ``None`` where the match stands in no question.
        """
        end = self._end_of_question(match)
        if end is None:
            return None
        for word in self._words[end + 1 : end + 1 + _ANSWER_WITHIN]:
            if word in words("no"):
                return DENIED
            if word in words("yes"):
                return PRESENT
            if word not in words("answerers"):
                break
        return POSSIBLE

    def _end_of_question(self, match: Found) -> int | None:
        """Where the question ends that the match is asked about in, or what was asked is told after "asked if"."""
        clauses, at = self._reading.clauses, match.last
        size, clause = len(self._words), clauses[match.last - 1]
        while at < size and clauses[at] == clause and self._words[at] not in STOPS:
            if self._words[at] not in QUOTES and self._turns_to_ask(at):
                return None
            at += 1
        if self.was_asked(match):
            return at - 1
        if at >= size or self._words[at] != "?" or self.is_query(at) or self._is_granted(match):
            return None
        return at

    def _turns_to_ask(self, at: int) -> bool:
        after = self._words[at + 1] if at + 1 < len(self._words) else ""
        return self._words[at] in {",", "and", "so", "n", "-", "–"} and after in words("asks")

    def _is_granted(self, match: Found) -> bool:
        """Whether the question takes it for granted: "why did he", "a move because he"."""
        clauses = self._reading.clauses
        first = match.first
        while first > max(match.first - REACH, 0) and clauses[first - 1] == clauses[match.first]:
            first -= 1
        return bool(set(self._words[first : match.first]) & words("granted"))

    def was_asked(self, match: Found) -> bool:
        """Whether "asked if", "asked whether" or "asked did he" governs the match: a question that is told."""
        return self.has("asked", match)
