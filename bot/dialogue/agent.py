"""The dialogue: one message in, the application's reply out, or an error. Never an empty answer."""

import asyncio
import logging
import time
from collections.abc import Callable, Coroutine, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any, Self

from rasa.core.channels.channel import UserMessage

from bot.application.conversation import Reply, Turn
from bot.application.ports import Standing
from bot.dialogue.errors import DialogueError
from bot.dialogue.locks import ConversationLocks
from bot.dialogue.processing import StageAgent, StageProcessor
from bot.dialogue.reading import READ_AT_MOST, nothing_read, reading_of_button
from bot.dialogue.stage_form import InProcessEndpoint
from bot.dialogue.stages import STAGES, form_of
from bot.dialogue.telemetry import keep_words_out_of_the_log, without_warnings
from bot.dialogue.tracker_store import SnapshotTrackerStore, TrackerSnapshots
from bot.dialogue.turn_in_hand import holding
from bot.safeguarding.errors import HeardError
from bot.safeguarding.journey import Kind

_log = logging.getLogger("bot.dialogue")

TakeTurn = Callable[[Turn, Standing], Reply]
Stands = Callable[[str, str], Standing]
ReadButton = Callable[[str, Reply | None], Mapping[str, str] | None]

_NOT_ANSWERED = "This message could not be answered. Please send it again; nothing is recorded twice."


class Dialogue:
    """A loaded model, and the conversations that go through it.

    ``stands`` says where the record has a conversation (id, message id); ``take_turn`` answers a turn from
    there and commits it to the record before it returns. Both, and ``snapshots``, are called from at most
    ``workers`` threads, one turn of a conversation at a time, each turn within one thread.
    """

    def __init__(
        self,
        agent: StageAgent,
        store: SnapshotTrackerStore,
        take_turn: TakeTurn,
        stands: Stands,
        workers: int,
    ):
        assert isinstance(agent.processor, StageProcessor)
        self._processor, self._store = agent.processor, store
        self._take_turn, self._stands = take_turn, stands
        self._locks = ConversationLocks()
        self._workers = ThreadPoolExecutor(workers, thread_name_prefix="turn")
        self._open: set[asyncio.Task[Reply]] = set()

    @classmethod
    def load(
        cls,
        model_path: Path,
        take_turn: TakeTurn,
        snapshots: TrackerSnapshots,
        stands: Stands,
        workers: int = 2,
    ) -> Self:
        """A dialogue with the model at ``model_path``. Raises DialogueError where it cannot be used."""
        keep_words_out_of_the_log()
        store = SnapshotTrackerStore(snapshots)
        return cls(loaded_agent(model_path, store), store, take_turn, stands, workers)

    async def handle(self, turn: Turn, read_button: ReadButton | None = None) -> Reply:
        """Answer one message, after every earlier one of its conversation; one answered before, the same again.

        ``turn.text`` is plain text whatever it looks like, unless ``read_button`` finds in it a button that
        the last reply offered. Raises what ``stands``, ``read_button``, ``take_turn`` or the snapshots raise
        of HeardError, unchanged, and DialogueError for anything else. A caller that goes away does not stop
        the turn.
        """
        task = asyncio.create_task(self._in_order(turn, read_button))
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

    async def _in_order(self, turn: Turn, read_button: ReadButton | None) -> Reply:
        async with self._locks.hold(turn.conversation_id):
            loop = asyncio.get_running_loop()
            return await loop.run_in_executor(self._workers, self._answer, turn, read_button)

    def _answer(self, turn: Turn, read_button: ReadButton | None) -> Reply:
        began = time.perf_counter()
        try:
            reply = self._answered(turn, read_button)
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

    def _answered(self, turn: Turn, read_button: ReadButton | None) -> Reply:
        standing = self._stands(turn.conversation_id, turn.message_id)
        if standing.answered is not None:
            return standing.answered
        if read_button is not None and turn.button is None:
            button = read_button(turn.text, standing.last)
            turn = replace(turn, text="", button=button) if button else turn
        self._store.placed(turn.conversation_id, standing.last.stage if standing.last else None)
        with holding(turn, lambda taken: self._take_turn(taken, standing)) as in_hand:
            _completed(self._processor.handle_message(_message(turn, _takes_words(standing))))
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


def _takes_words(standing: Standing) -> bool:
    """Whether the open question asks for free words."""
    return standing.last is not None and standing.last.kind in (Kind.WORDS, Kind.TEXT)


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
