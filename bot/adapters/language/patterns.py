"""The port filled: phrases from a policy, matched with spaCy; plain readers of short texts; readers that learned."""

from collections.abc import Mapping
from functools import cached_property
from threading import Lock
from typing import TYPE_CHECKING, Protocol

from bot.adapters.language import answers
from bot.adapters.language import danger as dangers
from bot.adapters.language.commands import command_in
from bot.adapters.language.cues import CUES
from bot.adapters.language.grammar import parses
from bot.adapters.language.personal_data import personal_data_in
from bot.adapters.language.phrases import PhraseBook
from bot.adapters.language.pipelines import names, people_in, pipeline_of
from bot.adapters.language.quotations import quotations_in
from bot.adapters.language.readers import LearnedReaders
from bot.adapters.language.reading import read
from bot.adapters.language.spots import DENIED, ITEM, spots_in
from bot.adapters.language.voices import voice_in
from bot.application.ports import PersonalData, Spot
from bot.safeguarding.answers import Voice

if TYPE_CHECKING:
    from spacy.language import Language as Pipeline

_AGAINST = "!"
_MOST_REMEMBERED = 512
"""Texts whose spots are remembered, by a hash and their length: an account is asked after at each question."""


class Phrases(Protocol):
    """What people say, by topic and for danger now: a ``Policy`` has both.

    A phrase that starts with ``!`` speaks against: among the spots it is a way of denying the topic, among
    the danger phrases a wording that is no danger ("gun licence").
    """

    @property
    def spots(self) -> Mapping[int, tuple[str, ...]]:
        """Phrases by the number of the instrument's item."""

    @property
    def danger_phrases(self) -> tuple[str, ...]:
        """Phrases that speak of danger right now."""


class PatternLanguage:
    """``bot.application.ports.Language``: the same text always reads the same.

    ``spacy_model`` names an installed spaCy pipeline that may say more (``pipelines``). ``learned`` are
    the readers trained by `heard train`; without them phrases and plain wordings are all that is read.
    Nothing is compiled until it is first needed; a phrase that cannot be read raises ValueError then.
    """

    def __init__(
        self, phrases: Phrases, spacy_model: str | None = None, learned: LearnedReaders | None = None
    ) -> None:
        self._phrases = phrases
        self._spacy_model = spacy_model
        self._learned = learned
        self._spotted: dict[tuple[int, int], tuple[Spot, ...]] = {}
        self._remembering = Lock()

    def danger(self, text: str, account: bool = False) -> bool:
        """Whether the text may speak of danger right now; when in doubt, true."""
        return dangers.speaks_of_danger(read(text), lambda: self._danger_book, self._learned, account)

    def answer(self, text: str, question: str | None = None) -> str:
        """``yes``, ``no``, ``not_known`` or ``unclear``."""
        return answers.answer_in(text, question, self._learned)

    def voice(self, text: str) -> Voice:
        """Whose words the text is: ``EXACT``, ``REPORTED`` or ``OBSERVATION``."""
        return voice_in(text)

    def quotations(self, text: str) -> tuple[tuple[int, int], ...]:
        """The spans inside quotation marks, marks left out."""
        return quotations_in(text)

    def spots(self, text: str) -> tuple[Spot, ...]:
        """Where the text touches items of the instrument."""
        known = (hash(text), len(text))
        found = self._spotted.get(known)
        if found is None:
            parsed = self._named(text) if self._named and parses(self._named) else None
            found = spots_in(read(text), self._spot_book, parsed)
            with self._remembering:
                if len(self._spotted) >= _MOST_REMEMBERED:
                    self._spotted.clear()
                self._spotted[known] = found
        return found

    def personal_data(self, text: str) -> tuple[PersonalData, ...]:
        """Where the text holds personal data."""
        people = people_in(self._named(text)) if self._named and names(self._named) else ()
        return personal_data_in(text, people)

    def command(self, text: str) -> tuple[str, str] | None:
        """A command typed in words, or ``None``."""
        return command_in(text)

    @cached_property
    def _named(self) -> "Pipeline | None":
        """The pipeline that the settings name; blank English would tell nothing that the phrases do not."""
        return pipeline_of(self._spacy_model) if self._spacy_model else None

    @cached_property
    def _danger_book(self) -> PhraseBook:
        now, against = _sides(self._phrases.danger_phrases)
        return PhraseBook({dangers.NOW: now, dangers.NOT: against, **dangers.CUES}, self._named)

    @cached_property
    def _spot_book(self) -> PhraseBook:
        phrases: dict[str, tuple[str, ...]] = dict(CUES)
        for item, several in self._phrases.spots.items():
            phrases[f"{ITEM}{item}"], phrases[f"{DENIED}{item}"] = _sides(several)
        return PhraseBook(phrases, self._named)


def _sides(phrases: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    against = tuple(
        phrase.removeprefix(_AGAINST).strip() for phrase in phrases if phrase.startswith(_AGAINST)
    )
    return tuple(phrase for phrase in phrases if not phrase.startswith(_AGAINST)), against
