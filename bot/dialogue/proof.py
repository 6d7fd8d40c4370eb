"""The proof that a model can be used, before it takes the place of one that can."""

from pathlib import Path

from rasa.core.channels.channel import UserMessage

from bot.dialogue.agent import loaded_agent
from bot.dialogue.errors import DialogueError
from bot.dialogue.processing import StageProcessor
from bot.dialogue.telemetry import keep_words_out_of_the_log
from bot.dialogue.tracker_store import SnapshotTrackerStore

_SENTENCE, _MEANING = "yes, she has told me that", "affirm"


def prove(model_path: Path) -> None:
    """Load the model and read a sentence with it. Raises DialogueError where either fails."""
    keep_words_out_of_the_log()
    processor = loaded_agent(model_path, SnapshotTrackerStore(_NoSnapshots())).processor
    assert isinstance(processor, StageProcessor)
    if processor.reading_of(UserMessage(_SENTENCE))["intent"]["name"] != _MEANING:
        raise DialogueError(
            "The new language model does not understand a plain yes, so the old one was kept."
        )


class _NoSnapshots:
    """No conversation is held with a model that is only being proved."""

    def load(self, conversation_id: str) -> bytes | None:
        return None

    def save(self, conversation_id: str, snapshot: bytes) -> None:
        return None

    def delete(self, conversation_id: str) -> None:
        return None
