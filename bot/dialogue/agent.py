"""The dialogue: one message in, the application's reply out, or an error. Never an empty answer."""

import asyncio
import logging
import time
from collections.abc import Callable, Coroutine, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path
from typing import Any, Self

from rasa.core.channels.channel import UserMessage

from bot.application.conversation import Reply, Turn
from bot.dialogue.errors import DialogueError
from bot.dialogue.locks import ConversationLocks
from bot.dialogue.processing import StageAgent, StageProcessor
from bot.dialogue.reading import READ_AT_MOST, nothing_read, reading_of_button
from bot.dialogue.stage_form import InProcessEndpoint
from bot.dialogue.stages import STAGES, form_of
from bot.dialogue.telemetry import keep_words_out_of_the_log, without_warnings
from bot.dialogue.tracker_store import SnapshotTrackerStore, TrackerSnapshots
from bot.dialogue.turn_in_hand import TakeTurn, holding
from bot.safeguarding.errors import HeardError

_log = logging.getLogger("bot.dialogue")

Locate = Callable[[str], str | None]
TakesWords = Callable[[str], bool]

_NOT_ANSWERED = "This message could not be answered. Please send it again; nothing is recorded twice."


class Dialogue:
    """A loaded model, and the conversations that go through it.

    ``take_turn`` answers a turn and commits it to the record before it returns; ``locate`` names the stage in
    which the record has a conversation (``None``: a new one), ``takes_words`` whether its open question asks for free
    words. All three, and ``snapshots``, are called from at
    most ``workers`` threads, one turn of a conversation at a time, each turn within one thread.
    """

    def __init__(
        self,
        agent: StageAgent,
        store: SnapshotTrackerStore,
        take_turn: TakeTurn,
        locate: Locate,
        workers: int,
        takes_words: TakesWords = lambda _: False,
    ):
        assert isinstance(agent.processor, StageProcessor)
        self._processor, self._store = agent.processor, store
        self._take_turn, self._locate, self._takes_words = take_turn, locate, takes_words
        self._locks = ConversationLocks()
        self._workers = ThreadPoolExecutor(workers, thread_name_prefix="turn")
        self._open: set[asyncio.Task[Reply]] = set()

    @classmethod
    def load(
        cls,
        model_path: Path,
        take_turn: TakeTurn,
        snapshots: TrackerSnapshots,
        locate: Locate,
        workers: int = 2,
        takes_words: TakesWords = lambda _: False,
    ) -> Self:
        """A dialogue with the model at ``model_path``. Raises DialogueError where it cannot be used."""
        keep_words_out_of_the_log()
        store = SnapshotTrackerStore(snapshots)
        return cls(loaded_agent(model_path, store), store, take_turn, locate, workers, takes_words)

    async def handle(
        self,
        conversation_id: str,
        practitioner: str,
        org: str,
        text: str,
        message_id: str,
        button: Mapping[str, str] | None,
        received_at: datetime,
    ) -> Reply:
        """Answer one message, after every earlier one of its conversation.

        ``text`` is plain text whatever it looks like; ``button`` is a payload that the channel has checked
        against what was offered. Raises what ``take_turn``, ``locate`` or the snapshots raise of HeardError,
        unchanged, and DialogueError for anything else. A caller that goes away does not stop the turn.
        """
        turn = Turn(
            conversation_id, practitioner, org, message_id, "" if button else text, received_at, button
        )
        task = asyncio.create_task(self._in_order(turn))
        self._open.add(task)
        task.add_done_callback(self._open.discard)
        return await asyncio.shield(task)

    def reading(self, text: str) -> tuple[str | None, float]:
        """How the pipeline reads a text: the intent and its confidence, 0 to 1."""
        intent = self._processor.reading_of(UserMessage(text))["intent"]
        return intent["name"], float(intent["confidence"])

    def close(self) -> None:
        """Let the turns in hand finish, then stop."""
        self._workers.shutdown(wait=True)

    async def _in_order(self, turn: Turn) -> Reply:
        async with self._locks.hold(turn.conversation_id):
            return await asyncio.get_running_loop().run_in_executor(self._workers, self._answer, turn)

    def _answer(self, turn: Turn) -> Reply:
        began = time.perf_counter()
        try:
            reply = self._answered(turn)
        except HeardError:
            self._store.drop(turn.conversation_id)
            raise
        except Exception as error:  # noqa: BLE001 - whatever failed, the person is told
            self._store.drop(turn.conversation_id)
            _log.error("turn failed: conversation=%s error=%s", turn.conversation_id, type(error).__name__)
            raise DialogueError(_NOT_ANSWERED) from None
        took = 1000 * (time.perf_counter() - began)
        _log.info("turn answered: conversation=%s stage=%s ms=%.1f", turn.conversation_id, reply.stage, took)
        return reply

    def _answered(self, turn: Turn) -> Reply:
        self._store.placed(turn.conversation_id, self._locate(turn.conversation_id))
        with holding(turn, self._take_turn) as in_hand:
            unread = self._takes_words(turn.conversation_id)
            _completed(self._processor.handle_message(_message(turn, unread)))
        if in_hand.reply is None:
            raise DialogueError(_NOT_ANSWERED)
        return in_hand.reply


def loaded_agent(model_path: Path, store: SnapshotTrackerStore) -> StageAgent:
    """Rasa's agent with the model at ``model_path``. Raises DialogueError where it cannot be used."""
    agent = StageAgent(tracker_store=store, action_endpoint=InProcessEndpoint("bot.actions"))
    if not model_path.is_file():
        raise DialogueError(f"There is no language model at {model_path}. Train it: heard train.")
    try:
        with without_warnings():
            agent.load_model(model_path)
    except Exception as error:  # noqa: BLE001 - a model can be broken in any way
        reason = f"The language model at {model_path} cannot be loaded ({type(error).__name__})."
        raise DialogueError(f"{reason} Train it again: heard train.") from None
    if missing := {form_of(stage) for stage in STAGES} - set(agent.domain.form_names):
        raise DialogueError(
            f"The language model lacks {', '.join(sorted(missing))}. Train it again: heard train."
        )
    return agent


def _message(turn: Turn, unread: bool) -> UserMessage:
    """The turn as Rasa's message: its text cut to what is read, its ids as metadata, a button read.

    Where words were asked for (``unread``) the words are the answer, whatever speech act they may look like:
    the pipeline is not asked.
    """
    read = nothing_read() if unread else None
    said = (
        f"/{'command' if 'command' in turn.button else 'answer'}" if turn.button else turn.text[:READ_AT_MOST]
    )
    return UserMessage(
        said,
        sender_id=turn.conversation_id,
        input_channel="heard",
        message_id=turn.message_id,
        parse_data=reading_of_button(turn.button) if turn.button else read,
        metadata={"org": turn.org, "message_id": turn.message_id},
    )


def _completed(work: Coroutine[Any, Any, None]) -> None:
    """Run a coroutine in which nothing waits for the world, in this thread, to its end."""
    try:
        work.send(None)
    except StopIteration:
        return
    work.close()
    raise DialogueError(_NOT_ANSWERED)
