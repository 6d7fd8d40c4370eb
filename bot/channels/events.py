"""From a message that was taken to the reply on every screen that shows its conversation.

A message is taken at once and answered in the order in which it came. The reply is recorded before it is
shown, so a screen that lost its connection is given it from the record. What could not be answered is told,
and nothing of it was recorded. Nothing here waits in a thread: an open stream costs a task and a queue.
"""

import asyncio
import json
import logging
from collections import OrderedDict
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sse_starlette import ServerSentEvent
from starlette.concurrency import run_in_threadpool

from bot.application.ports import PastTurn
from bot.channels.conversations import Conversations, House, Incoming
from bot.channels.documents import LAST_STAGES
from bot.channels.lines import Event, Line, moment_of, turn_of
from bot.channels.sessions import Session, Sessions
from bot.channels.shown import turns_shown
from bot.safeguarding.errors import BadRequestError, HeardError
from bot.server import NOT_OURS, RefusedError, sentence_of

log = logging.getLogger(__name__)

LOOK_SECONDS = 5.0
PING_SECONDS = 15
MOST_WAITING = 20
MOST_KEPT = 200
TOO_MANY = "The messages before this one are still being answered, so it was not taken: please wait a moment."


@dataclass(frozen=True, slots=True)
class View:
    """What a screen shows: a conversation, with the case it is about; or a case alone, to read."""

    conversation_id: str
    case_id: str = ""

    @property
    def subject(self) -> str:
        """Under what name its events go round."""
        return f"case:{self.case_id}" if self.case_id else self.conversation_id


def view_of(session: Session) -> View:
    """What a session's screens show."""
    return View("", session.reading) if session.reading else View(session.conversation_id)


@dataclass(eq=False, slots=True)
class _Screen:
    session_id: str
    view: View
    waiting: "asyncio.Queue[Event | None]" = field(default_factory=asyncio.Queue)


class Events:
    """The lines of messages and the open screens. Every method is called on the event loop."""

    def __init__(self, house: House, conversations: Conversations, sessions: Sessions) -> None:
        self._house, self._conversations, self._sessions = house, conversations, sessions
        self._lines: OrderedDict[str, Line] = OrderedDict()
        self._screens: dict[str, set[_Screen]] = {}

    def take(self, message: Incoming, command: str | None) -> None:
        """Put the message in its conversation's line, once. Raises RefusedError (429) where the line is long."""
        line = self._line(message.conversation_id)
        if any(waiting.message_id == message.message_id for waiting, _ in line.waiting):
            return
        if len(line.waiting) >= MOST_WAITING:
            raise RefusedError(429, TOO_MANY)
        line.failed.pop(message.message_id, None)
        line.waiting.append((message, command))
        if line.task is None:
            line.task = asyncio.create_task(self._answer_all(line))

    async def answered(self, conversation_id: str, message_id: str) -> int | None:
        """The number of the turn that answered a message, or ``None``. Raises RecordError."""
        return (await self._read_line(conversation_id)).answered.get(message_id)

    async def last(self, view: View) -> int:
        """The number of the last turn of what is shown, 0 where there is none."""
        if not view.case_id:
            return (await self._read_line(view.conversation_id)).last
        turns = await run_in_threadpool(self._turns, view, 0)
        return turns[-1].number if turns else 0

    async def so_far(self, view: View, after: int) -> list[Event]:
        """Every turn after ``after``, from the record, and every failure that nobody tried again."""
        events = await run_in_threadpool(self._past, view, after)
        line = self._lines.get(view.conversation_id)
        if line is None:
            return events
        known = {event.message_id for event in events}
        if line.unrecorded and line.unrecorded.number > after and line.unrecorded.message_id not in known:
            events.append(line.unrecorded)
        return [*events, *line.failed.values()]

    async def stream(self, session: Session, after: int) -> AsyncIterator[ServerSentEvent]:
        """What happens in what the session shows, from ``after`` on, until the session is over."""
        screen = _Screen(session.id, view_of(session))
        self._screens.setdefault(screen.view.subject, set()).add(screen)
        try:
            told: set[tuple[str, str]] = set()
            event: Event | None
            for event in await self.so_far(screen.view, after):
                told.add((event.kind, event.message_id))
                yield _sent(event)
            while self._is_on(screen):
                event = await self._next(screen)
                if event and self._is_on(screen) and not _is_repeated(event, told):
                    yield _sent(event)
            yield ServerSentEvent(data="{}", event="over")
        finally:
            self._leave(screen)

    def look_again(self, session_id: str) -> None:
        """Let the open screens of a session see now that it has ended or shows something else."""
        for screens in self._screens.values():
            for screen in screens:
                if screen.session_id == session_id:
                    screen.waiting.put_nowait(None)

    def open_screens(self) -> int:
        """How many streams are open."""
        return sum(map(len, self._screens.values()))

    def _is_on(self, screen: _Screen) -> bool:
        now = self._house.clock.now()
        known = self._sessions.known(screen.session_id, now)
        return known is not None and view_of(known) == screen.view

    async def _next(self, screen: _Screen) -> Event | None:
        try:
            return await asyncio.wait_for(screen.waiting.get(), LOOK_SECONDS)
        except TimeoutError:
            return None

    def _leave(self, screen: _Screen) -> None:
        screens = self._screens.get(screen.view.subject, set())
        screens.discard(screen)
        if not screens:
            self._screens.pop(screen.view.subject, None)

    def _line(self, conversation_id: str) -> Line:
        line = self._lines.setdefault(conversation_id, Line())
        self._lines.move_to_end(conversation_id)
        idle = (name for name, kept in self._lines.items() if kept.task is None and kept is not line)
        while len(self._lines) > MOST_KEPT and (oldest := next(idle, None)):
            del self._lines[oldest]
        return line

    async def _read_line(self, conversation_id: str) -> Line:
        """The line of a conversation, with what the record has of it."""
        line = self._line(conversation_id)
        if not line.is_read:
            line.begin(await run_in_threadpool(self._turns, View(conversation_id), 0))
        return line

    async def _answer_all(self, line: Line) -> None:
        try:
            while line.waiting:
                message, command = line.waiting[0]
                try:
                    await self._answer(line, message, command)
                finally:
                    line.waiting.popleft()
        finally:
            line.task = None

    async def _answer(self, line: Line, message: Incoming, command: str | None) -> None:
        at = self._next_moment(line)
        try:
            reply = await self._conversations.take(message, command, at)
        except HeardError as failure:
            self._fail(line, message, str(failure), not isinstance(failure, BadRequestError))
        except Exception as failure:  # noqa: BLE001 - whatever it was, the person is told
            log.error("message not answered: %s", type(failure).__name__)
            self._fail(line, message, sentence_of(failure, NOT_OURS), True)
        else:
            turn = turn_of(message, command, reply, at, line.offered)
            line.go_on(turn)
            event = await self._happened(turn)
            is_forgotten = reply.custom.get("mode") == "practice"
            line.unrecorded = event if is_forgotten else None
            self._tell(message.conversation_id, reply.case_id, event)

    def _next_moment(self, line: Line) -> datetime:
        """Now, and later than every turn before it, also where the clock was set back: numbers only grow."""
        return max(self._house.clock.now(), moment_of(line.last + 1))

    def _fail(self, line: Line, message: Incoming, sentence: str, again: bool) -> None:
        data = {"id": message.message_id, "error": sentence, "again": again}
        event = Event("failed", 0, message.message_id, data)
        line.failed[message.message_id] = event
        while len(line.failed) > MOST_WAITING:
            line.failed.popitem(last=False)
        self._tell(message.conversation_id, "", event)

    def _tell(self, conversation_id: str, case_id: str, event: Event) -> None:
        subjects = {conversation_id, f"case:{case_id}"}
        for screen in [each for subject in subjects for each in self._screens.get(subject, ())]:
            screen.waiting.put_nowait(event)

    async def _happened(self, turn: PastTurn) -> Event:
        """The turn as an event. It is recorded and answered, so it reaches the screen whatever fails here."""
        try:
            if turn.text or turn.reply.stage in LAST_STAGES:
                (shown,) = await run_in_threadpool(turns_shown, self._house, [turn])
            else:
                (shown,) = turns_shown(self._house, [turn], plain=True)
        except Exception as failure:  # noqa: BLE001 - as above
            log.error("turn not read back: %s", type(failure).__name__)
            (shown,) = turns_shown(self._house, [turn], plain=True)
        return Event("turn", turn.number, turn.message_id, shown)

    def _past(self, view: View, after: int) -> list[Event]:
        turns = self._turns(view, after)
        shown = turns_shown(self._house, turns)
        pairs = zip(turns, shown, strict=True)
        return [Event("turn", turn.number, turn.message_id, data) for turn, data in pairs]

    def _turns(self, view: View, after: int) -> tuple[PastTurn, ...]:
        records = self._house.records
        if view.case_id:
            return records.turns_after("", after, view.case_id)
        case = records.standing(view.conversation_id).case
        return records.turns_after(view.conversation_id, after, case.id if case else "")


def as_json(events: list[Event]) -> list[dict[str, Any]]:
    """The events for a screen that asks again and again instead of listening."""
    return [{"event": event.kind, "number": event.number, **event.data} for event in events]


def _is_repeated(event: Event, told: set[tuple[str, str]]) -> bool:
    """Whether this turn was on the screen already; a failure can happen again."""
    name = (event.kind, event.message_id)
    seen = event.kind == "turn" and name in told
    told.add(name)
    return seen


def _sent(event: Event) -> ServerSentEvent:
    data = json.dumps(event.data, separators=(",", ":"))
    return ServerSentEvent(data=data, event=event.kind, id=str(event.number) if event.number else None)
