"""The only place that joins ports to adapters."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import bot
from bot.adapters.calendar import EnglandCalendar, LondonClock
from bot.adapters.language import PatternLanguage, learning
from bot.adapters.language.readers import LearnedReaders
from bot.adapters.packs import Phrases, YamlPolicies
from bot.application.conversation import Reply, Turn
from bot.application.ports import Language, Records, Standing
from bot.application.turns import take_turn as take
from bot.application.world import World
from bot.settings import Settings, read_settings

if TYPE_CHECKING:
    from bot.adapters.records.opening import Store
    from bot.application.case_documents import CaseDocuments, DocumentLink
    from bot.dialogue.agent import Dialogue

ROOT = Path(bot.__file__).parents[1]
NO_MODEL = "The language model is missing or out of date. Run 'heard train' once, then start again."
FORMATS = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "html": "text/html; charset=utf-8",
}


@dataclass
class House:
    """Everything joined together for one process. What a command does not touch is never opened or imported."""

    settings: Settings
    _loading: asyncio.Lock = field(default_factory=asyncio.Lock)
    _dialogue: "Dialogue | None" = None

    @cached_property
    def clock(self) -> LondonClock:
        """The wall clock."""
        return LondonClock()

    @cached_property
    def policies(self) -> YamlPolicies:
        """The policy packs."""
        return YamlPolicies(self.settings.packs_dir)

    @cached_property
    def language(self) -> Language:
        """What reading a text can tell. The phrases of all packs serve every organisation."""
        learned = LearnedReaders(self.settings.models_dir)
        return PatternLanguage(self._phrases, self.settings.spacy_model, learned)

    @cached_property
    def _phrases(self) -> Phrases:
        return self.policies.phrases(self.clock.now().date())

    @cached_property
    def store(self) -> "Store":
        """The opened record. Raises RecordError and its kinds."""
        from bot.adapters.records.opening import open_store

        return open_store(self.settings.database, self.settings.key_path, self.clock.now)

    @cached_property
    def records(self) -> Records:
        """The record, practice kept apart from it."""
        from bot.adapters.records.practice import RecordsWithPractice

        return RecordsWithPractice(self.store.records, self.clock.now)

    @cached_property
    def world(self) -> World:
        """The ports, as one value."""
        return World(self.clock, EnglandCalendar(), self.policies, self.language, self.records)

    def take_turn(self, turn: Turn, standing: Standing | None = None) -> Reply:
        """One message in, one reply out."""
        return take(turn, self.world, standing)

    def stands(self, conversation_id: str, message_id: str) -> Standing:
        """Where the record has a conversation."""
        return self.records.standing(conversation_id, message_id)

    async def dialogue(self) -> "Dialogue":
        """The dialogue, its model loaded on first use. Raises DialogueError where it cannot be."""
        async with self._loading:
            if self._dialogue is None:
                self._dialogue = await asyncio.to_thread(self._load_dialogue)
            return self._dialogue

    def documents(self, case_id: str) -> "tuple[DocumentLink, ...]":
        """What can be drafted from a case."""
        return self._documents.links(case_id)

    def document(
        self, case_id: str, document_id: str, format: str, practitioner: str
    ) -> tuple[bytes, str, str]:
        """A drafted document: its bytes, media type and file name. Raises HeardError."""
        document = self._documents.drafted(case_id, document_id)
        self.records.note(
            "document_drafted", practitioner, case_id, {"document": document_id, "format": format}
        )
        return self._rendered(document, format), FORMATS[format], f"{document.file_name}.{format}"

    def close(self) -> None:
        """Let the turns in hand finish and close the record."""
        if self._dialogue is not None:
            self._dialogue.close()
        if "store" in self.__dict__:
            self.store.close()

    @cached_property
    def _documents(self) -> "CaseDocuments":
        from bot.application.case_documents import CaseDocuments

        return CaseDocuments(self.world)

    def _rendered(self, document: object, format: str) -> bytes:
        from bot.adapters.documents import render_docx, render_html

        if format == "html":
            return render_html(document).encode()  # type: ignore[arg-type]
        return render_docx(document, self.settings.templates_dir)  # type: ignore[arg-type]

    def _load_dialogue(self) -> "Dialogue":
        from bot.dialogue.tensorflow_stand_in import leave_out_unused_clients

        leave_out_unused_clients()
        from bot.dialogue.agent import Dialogue
        from bot.dialogue.errors import DialogueError
        from bot.dialogue.memory import give_back_what_loading_took
        from bot.dialogue.training import MODEL, is_current

        models_dir = self.settings.models_dir
        if not (is_current(ROOT, models_dir) and learning.is_current(ROOT, models_dir)):
            raise DialogueError(NO_MODEL)
        model = models_dir / MODEL
        dialogue = Dialogue.load(model, self.take_turn, self.store.trackers, self.stands)
        self.language.danger("ready")
        self.language.answer("ready when she is")
        self.language.spots("ready")
        give_back_what_loading_took()
        return dialogue


def build(settings: Settings) -> House:
    """The house with these settings. Nothing is opened yet."""
    return House(settings)


def take_turn() -> Callable[[Turn], Reply]:
    """``take_turn`` with the settings of the environment, for `rasa run actions`."""
    return build(read_settings()).take_turn
