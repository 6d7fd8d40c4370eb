"""The conversation on the page: the cases of a person, their messages, and the events that answer them."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sse_starlette import EventSourceResponse, ServerSentEvent
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.application.people import Person, Role, may_see, owns
from bot.application.ports import CaseSummary
from bot.channels import fields
from bot.channels.conversations import House, Incoming
from bot.channels.events import PING_SECONDS, Events, as_json, view_of
from bot.channels.guard import Guard, seen_case
from bot.channels.sessions import Session
from bot.channels.shown import stage_title
from bot.channels.state import States, conversation_told
from bot.safeguarding.errors import NotYoursError
from bot.server import RefusedError

COMMANDS = ("again", "danger", "why", "back", "pause", "resume", "review", "help", "new", "skip")
TO_READ = "This is another practitioner's case: you can read it, and only they can go on with it."
ANOTHER = "This page shows another conversation now, so nothing was taken. Load it again."
Json = dict[str, Any]


class Page:
    """The routes of the conversation of whoever is signed in."""

    def __init__(self, house: House, guard: Guard, events: Events, states: States) -> None:
        self._house, self._guard, self._events, self._states = house, guard, events, states

    def routes(self) -> list[Route]:
        """What the page asks for once somebody is signed in."""
        return [
            Route("/session/case", self._go_to_case, methods=["POST"]),
            Route("/cases", self._cases),
            Route("/conversation", self._conversation),
            Route("/messages", self._message, methods=["POST"]),
            Route("/events", self._listen),
        ]

    async def _cases(self, request: Request) -> Response:
        session = self._guard.session(request)
        return JSONResponse({"cases": await run_in_threadpool(self._listed, session.person)})

    def _listed(self, person: Person) -> list[Json]:
        found = self._house.records.cases(None if person.role is Role.LEAD else person.id)
        titles = {stage.id: stage.title for stage in self._states.policy(person.org).journey.stages}
        return [_listed_case(case, person, titles) for case in found if may_see(person, case)]

    async def _go_to_case(self, request: Request) -> Response:
        self._guard.check_change(request)
        session = self._guard.session(request)
        body = await fields.read_json(request)
        case_id = fields.short(body.get("case"), "case")
        return await self._states.answer(request, await run_in_threadpool(self._opened, session, case_id))

    def _opened(self, session: Session, case_id: str) -> Session:
        case = seen_case(self._house.records, session, case_id)
        if owns(session.person, case):
            return self._states.at_case(session, case)
        self._house.records.note("case_read", session.person.id, case_id)
        return replace(session, reading=case_id)

    async def _conversation(self, request: Request) -> Response:
        return await self._states.answer(request, self._guard.session(request))

    async def _message(self, request: Request) -> Response:
        self._guard.check_change(request)
        session = self._guard.session(request)
        if session.reading:
            raise NotYoursError(TO_READ)
        body = await fields.read_json(request)
        message, command = _incoming(session, body), _command(body)
        number = await self._events.answered(message.conversation_id, message.message_id)
        if number is None:
            self._events.take(message, command)
        content = {"id": message.message_id} | ({} if number is None else {"event": number})
        answer = JSONResponse(content, 202 if number is None else 200)
        self._guard.write_session(request, answer, session)
        return answer

    async def _listen(self, request: Request) -> Response:
        session = self._guard.session(request)
        _check_shown(session, request.query_params.get("conversation"))
        after = _after(request)
        if "application/json" in request.headers.get("accept", ""):
            return JSONResponse({"events": as_json(await self._events.so_far(view_of(session), after))})
        return EventSourceResponse(
            self._events.stream(session, after),
            ping=PING_SECONDS,
            ping_message_factory=lambda: ServerSentEvent(comment="still here"),
            headers={"cache-control": "no-store, no-transform"},
        )


def _listed_case(case: CaseSummary, person: Person, titles: Mapping[str, str]) -> Json:
    return {
        "id": case.id,
        "opened_at": case.opened_at.isoformat(timespec="seconds"),
        "stage": case.stage,
        "stage_title": stage_title(case.stage, titles),
        "status": case.status,
        "own": owns(person, case),
    }


def _incoming(session: Session, body: Mapping[str, Any]) -> Incoming:
    """The message of a body, into the session's conversation. Raises RefusedError."""
    _check_shown(session, body.get("conversation"))
    return Incoming(
        conversation_id=session.conversation_id,
        practitioner=session.person.id,
        org=session.person.org,
        message_id=fields.short(body.get("id"), "id"),
        text="" if "command" in body else fields.message_text(body.get("message")),
    )


def _check_shown(session: Session, told: object) -> None:
    """Whether the page still shows what its session is in, where it says. Raises RefusedError (409)."""
    if told is not None and told != conversation_told(session):
        raise RefusedError(409, ANOTHER)


def _command(body: Mapping[str, Any]) -> str | None:
    command = body.get("command")
    if command is not None and command not in COMMANDS:
        raise RefusedError(400, f"The command is not known. Known are: {', '.join(COMMANDS)}.")
    return command


def _after(request: Request) -> int:
    """After which event to begin: what the browser says it saw last, else what the page asks for, else none."""
    told = request.headers.get("last-event-id") or request.query_params.get("after") or "0"
    return int(told) if told.isascii() and told.isdigit() and len(told) < 20 else 0
