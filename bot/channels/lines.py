"""The messages of a conversation in their order: those that wait, and what is known of those before them."""

import asyncio
from collections import OrderedDict, deque
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot.application.buttons import read_button
from bot.application.conversation import Button, Reply
from bot.application.ports import PastTurn
from bot.channels.conversations import Incoming

LONDON = ZoneInfo("Europe/London")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Event:
    """Something for a screen: ``turn`` or ``failed``, about one message. ``number`` is 0 for a failure."""

    kind: str
    number: int
    message_id: str
    data: dict[str, Any]


@dataclass(slots=True)
class Line:
    """The messages of a conversation that wait for their answer, and what is known of those before them.

    ``answered`` has the number of each message's turn, ``last`` the highest, ``offered`` the buttons that stand
    there now: as the record had them when the line began, and kept up since.
    """

    waiting: deque[tuple[Incoming, str | None]] = field(default_factory=deque)
    failed: "OrderedDict[str, Event]" = field(default_factory=OrderedDict)
    answered: dict[str, int] = field(default_factory=dict)
    offered: tuple[Button, ...] = ()
    last: int = 0
    is_read: bool = False
    unrecorded: Event | None = None
    task: "asyncio.Task[None] | None" = None

    def begin(self, turns: tuple[PastTurn, ...]) -> None:
        """Take over what the record has, unless that was done."""
        if not self.is_read:
            self.answered = {turn.message_id: turn.number for turn in turns}
            self.last = max((turn.number for turn in turns), default=0)
            self.offered = turns[-1].reply.buttons if turns else ()
            self.is_read = True

    def go_on(self, turn: PastTurn) -> None:
        """One more turn was recorded."""
        self.answered[turn.message_id] = self.last = turn.number
        self.offered = turn.reply.buttons


def number_of(at: datetime) -> int:
    """The number of a turn that was received at ``at``: microseconds since 1970, as the record counts."""
    return (at - _EPOCH) // timedelta(microseconds=1)


def moment_of(number: int) -> datetime:
    """When the turn of that number was received, in London."""
    return (_EPOCH + timedelta(microseconds=number)).astimezone(LONDON)


def turn_of(
    message: Incoming, command: str | None, reply: Reply, at: datetime, offered: tuple[Button, ...]
) -> PastTurn:
    """The turn as the record has it."""
    pressed = next((button for button in offered if button.payload == message.text), None)
    meant = (
        {"command": command}
        if command
        else read_button(message.text, Reply((), offered))
        if pressed
        else None
    )
    return PastTurn(
        number=number_of(at),
        conversation_id=message.conversation_id,
        message_id=message.message_id,
        practitioner=message.practitioner,
        at=at,
        text="" if meant else message.text,
        button=meant,
        reply=reply,
        offered=offered,
    )
