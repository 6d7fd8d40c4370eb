"""One message into a conversation, from any channel: in order, once, and with its button checked."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol
from weakref import WeakValueDictionary

from starlette.concurrency import run_in_threadpool

from bot.application.conversation import Reply
from bot.application.ports import Clock, Policies, Records
from bot.channels.payloads import read_button, shown_again
from bot.safeguarding.errors import StaleButtonError


class Speaks(Protocol):
    """The dialogue, as a channel sees it."""

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
        """Answer one message. Raises HeardError in words for the person."""


class House(Protocol):
    """What the channels need: the joined ports, the dialogue and the documents of a case."""

    settings: Any
    policies: Policies
    records: Records
    clock: Clock

    async def dialogue(self) -> Speaks:
        """The dialogue, loaded on first use. Raises HeardError where it cannot be."""

    def documents(self, case_id: str) -> Any:
        """What can be drafted: ``id``, ``title``, ``file_name``, ``locked``, ``locked_text`` each."""

    def document(
        self, case_id: str, document_id: str, format: str, practitioner: str
    ) -> tuple[bytes, str, str]:
        """A drafted document: its bytes, media type and neutral file name."""


@dataclass(frozen=True, slots=True)
class Incoming:
    """A checked message: who sent it, into which conversation, under which id, and its text byte for byte."""

    conversation_id: str
    practitioner: str
    org: str
    message_id: str
    text: str


class Conversations:
    """The way from the channels to the dialogue."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def say(self, message: Incoming, command: str | None = None) -> Reply:
        """The reply to ``message``; to one that was answered before, the same reply again.

        Messages of one conversation are answered in the order in which they came; others do not wait.
        ``command`` is a control of the channel itself (never typed text). Raises HeardError.
        """
        lock = self._locks.setdefault(message.conversation_id, asyncio.Lock())
        async with lock:
            answered, last = await run_in_threadpool(self._before, message)
            if answered is not None:
                return answered
            try:
                button = {"command": command} if command else read_button(message.text, last)
                return await self._hand_over(message, button)
            except StaleButtonError as stale:
                again = last or await self._hand_over(message, {"command": "again"})
                return shown_again(again, str(stale))

    def today(self) -> date:
        """The date, in London."""
        return self._house.clock.now().date()

    def _before(self, message: Incoming) -> tuple[Reply | None, Reply | None]:
        records = self._house.records
        answered = records.answered(message.conversation_id, message.message_id)
        return answered, None if answered else records.last_reply(message.conversation_id)

    async def _hand_over(self, message: Incoming, button: Mapping[str, str] | None) -> Reply:
        dialogue = await self._house.dialogue()
        return await dialogue.handle(
            conversation_id=message.conversation_id,
            practitioner=message.practitioner,
            org=message.org,
            text="" if button else message.text,
            message_id=message.message_id,
            button=button,
            received_at=self._house.clock.now(),
        )
