"""One message into a conversation, from any channel: in order, once, and with its button checked."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol

from starlette.concurrency import run_in_threadpool

from bot.application.buttons import read_button, shown_again
from bot.application.conversation import Reply, Turn
from bot.application.ports import Clock, Policies, Records
from bot.application.world import World
from bot.safeguarding.errors import StaleButtonError

ReadButton = Callable[[str, Reply | None], Mapping[str, str] | None]


class Speaks(Protocol):
    """The dialogue, as a channel sees it."""

    async def handle(self, turn: Turn, read_button: ReadButton | None = None) -> Reply:
        """Answer one message, in order, once. Raises HeardError in words for the person."""


class House(Protocol):
    """What the channels need: the joined ports, the dialogue and the documents of a case."""

    settings: Any
    policies: Policies
    records: Records
    clock: Clock

    @property
    def world(self) -> World:
        """The ports, as one value."""

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

    async def take(self, message: Incoming, command: str | None = None, at: datetime | None = None) -> Reply:
        """The reply to ``message``; to one that was answered before, the same reply again.

        Messages of one conversation are answered in the order in which they came; others do not wait.
        ``command`` is a control of the channel itself (never typed text), ``at`` when the message was received,
        where that is not now. Raises HeardError, StaleButtonError among them: then nothing was recorded.
        """
        dialogue = await self._house.dialogue()
        return await dialogue.handle(self._turn(message, command, at), read_button)

    async def say(self, message: Incoming) -> Reply:
        """As ``take``; to a button of an earlier question, the open question again with a sentence on top."""
        try:
            return await self.take(message)
        except StaleButtonError as stale:
            standing = await run_in_threadpool(self._house.records.standing, message.conversation_id)
            again = standing.last or await self.take(message, "again")
            return shown_again(again, str(stale))

    def today(self) -> date:
        """The date, in London."""
        return self._house.clock.now().date()

    def _turn(self, message: Incoming, command: str | None, at: datetime | None) -> Turn:
        return Turn(
            conversation_id=message.conversation_id,
            practitioner=message.practitioner,
            org=message.org,
            message_id=message.message_id,
            text="" if command else message.text,
            received_at=at or self._house.clock.now(),
            button={"command": command} if command else None,
        )
