"""The readers that were trained, each loaded when it is first asked."""

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from zipfile import BadZipFile

from bot.adapters.language.learned import LearnedReader
from bot.adapters.language.learning import ANSWERS, DANGER, FOLDER, NOW
from bot.adapters.language.reading import Reading
from bot.safeguarding.errors import NotTrainedError

_NOT_TRAINED = "The readers of danger and answers are not trained yet. Run: heard train."
_WINDOW = 40
"""Tokens read at once: an account is read stretch by stretch, so that one clause of danger is not drowned."""


class LearnedReaders:
    """What was learned of danger and of answers, from the files in ``models_dir``, each loaded when it is first asked.

    Raises NotTrainedError then, where the files are missing or broken.
    """

    def __init__(self, models_dir: Path) -> None:
        self._folder = models_dir / FOLDER

    def danger(self, reading: Reading) -> float:
        """How likely some stretch of the text speaks of danger right now, from 0 to 1."""
        return max((self._danger.shares(part)[NOW] for part in stretches(reading)), default=0.0)

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
    parts: list[Reading] = []
    start = 0
    while start < len(reading.tokens):
        end = _end(reading, start)
        parts.append(Reading(reading.text, reading.tokens[start:end]))
        start = end
    return tuple(parts)


def _end(reading: Reading, start: int) -> int:
    last = min(start + _WINDOW, len(reading.tokens))
    if last == len(reading.tokens):
        return last
    sentences = reading.sentences
    end = last
    while end > start and sentences[end - 1] == sentences[last]:
        end -= 1
    return end if end > start else last
