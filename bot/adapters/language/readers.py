"""The readers that were trained, each loaded when it is first asked."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from zipfile import BadZipFile

from bot.adapters.language.learned import LearnedReader
from bot.adapters.language.learning import ANSWERS, DANGER, FOLDER, NOW
from bot.adapters.language.marks import HEARD
from bot.adapters.language.reading import Reading
from bot.safeguarding.errors import NotTrainedError

_NOT_TRAINED = "The readers of danger and answers are not trained yet. Run: heard train."
_WINDOW = 40
"""Tokens read at once: an account is read stretch by stretch, so that one clause of danger is not drowned."""
_SHORTEST = 5
"""Tokens: what stands between two commas and is shorter goes with what follows it, and an end that is with what went
before: "in these words" by itself says nothing."""
_ENDS = frozenset({",", ";", ":", "–", "—"})


@dataclass(frozen=True, slots=True)
class Heard:
    """How likely danger is right now, from 0 to 1: in the likeliest ``stretch`` of a text, and in its likeliest ``part``."""

    stretch: float
    part: float


class LearnedReaders:
    """What was learned of danger and of answers, from the files in ``models_dir``, each loaded when it is first asked.

    Raises NotTrainedError then, where the files are missing or broken.
    """

    def __init__(self, models_dir: Path) -> None:
        self._folder = models_dir / FOLDER

    def danger(self, reading: Reading) -> Heard:
        """How likely the text speaks of danger right now: some stretch of it, and some part."""
        stretch, pieces = self._likeliest(stretches(reading)), parts(reading)
        return Heard(stretch, self._likeliest(pieces) if len(pieces) > 1 else stretch)

    @cached_property
    def danger_marks(self) -> Mapping[str, float]:
        """From which share on a text is asked about, by ``marks.HEARD``'s names."""
        if self._danger.marks.keys() != HEARD.keys():
            raise NotTrainedError(_NOT_TRAINED)
        return self._danger.marks

    def _likeliest(self, pieces: tuple[Reading, ...]) -> float:
        different = {piece.words: piece for piece in pieces}
        return max((self._danger.shares(piece)[NOW] for piece in different.values()), default=0.0)

    def answer(self, reading: Reading, question: str | None) -> Mapping[str, float]:
        """How likely each answer is; the shares add up to 1."""
        return self._answers.shares(reading, question)

    @cached_property
    def _danger(self) -> LearnedReader:
        return self._loaded(DANGER)

    @cached_property
    def _answers(self) -> LearnedReader:
        return self._loaded(ANSWERS)

    def _loaded(self, name: str) -> LearnedReader:
        try:
            return LearnedReader.load(self._folder / name)
        except (OSError, ValueError, KeyError, BadZipFile):
            raise NotTrainedError(_NOT_TRAINED) from None


def stretches(reading: Reading) -> tuple[Reading, ...]:
    """The text in stretches of whole sentences, as many as fit in the window; one sentence more than fits is cut."""
    if len(reading.tokens) <= _WINDOW:
        return (reading,) if reading.tokens else ()
    found: list[Reading] = []
    start = 0
    while start < len(reading.tokens):
        end = _end(reading, start)
        found.append(Reading(reading.text, reading.tokens[start:end]))
        start = end
    return tuple(found)


def parts(reading: Reading) -> tuple[Reading, ...]:
    """The text in parts: sentences, cut again at commas and dashes, none longer than the window."""
    edges = tuple(_edges(reading))
    return tuple(
        Reading(reading.text, reading.tokens[start:end])
        for start, end in zip((0, *edges), edges, strict=False)
    )


def _edges(reading: Reading) -> Iterator[int]:
    """Where each part ends, in tokens."""
    start, sentences, last = 0, reading.sentences, len(reading.tokens)
    for at in range(1, last + 1):
        after = at + _SHORTEST - 1
        goes_on = after < last and sentences[after] == sentences[at - 1]
        over = at < last and (
            sentences[at] != sentences[at - 1] or (reading.words[at - 1] in _ENDS and goes_on)
        )
        if at == last or at - start >= _WINDOW or (over and at - start >= _SHORTEST):
            yield at
            start = at


def _end(reading: Reading, start: int) -> int:
    last = min(start + _WINDOW, len(reading.tokens))
    if last == len(reading.tokens):
        return last
    sentences = reading.sentences
    end = last
    while end > start and sentences[end - 1] == sentences[last]:
        end -= 1
    return end if end > start else last
