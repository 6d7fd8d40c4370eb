"""The page: who is signed in, the messages of one practitioner, and the events that answer them."""

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
from bot.channels import fields, openid, sign_in
from bot.channels.conversations import Conversations, House, Incoming
from bot.channels.events import PING_SECONDS, Events, as_json, view_of
from bot.channels.guard import Guard, seen_case
from bot.channels.sessions import IDLE, Session, new_conversation, new_session
from bot.channels.shown import person_shown, stage_title
from bot.safeguarding.case import Case
from bot.safeguarding.errors import NotYoursError
from bot.safeguarding.policy import Policy
from bot.server import RefusedError

COMMANDS = ("again", "danger", "why", "back", "pause", "resume", "review", "help", "new", "skip")
WRONG_CODE = "That code opens no case. Please check it."
TO_READ = "This is another practitioner's case: you can read it, and only they can go on with it."
ANOTHER = "This page shows another conversation now, so nothing was taken. Load it again."
Json = dict[str, Any]


class Page:
    """The routes of the page. ``token`` and ``provider`` are ``None`` in a loopback demonstration alone."""

    def __init__(
        self,
        house: House,
        conversations: Conversations,
        guard: Guard,
        token: str | None,
        provider: openid.OpenId | None = None,
    ) -> None:
        self._house, self._guard, self._token, self._provider = house, guard, token, provider
        self._sessions = guard.sessions
        self._conversations = conversations
        self.events = Events(house, conversations, guard.sessions)

    @property
    def way(self) -> str:
        """How people sign in: ``oidc``, ``token`` or ``demonstration``."""
        return "oidc" if self._provider else "token" if self._token else "demonstration"

    def routes(self) -> list[Route]:
        """What the page asks for."""
        signing_in = [Route(openid.BEGIN, self._sign_in), Route(openid.DONE, self._signed_in)]
        return [
            Route("/start", self._start),
            Route("/session", self._open, methods=["POST"]),
            Route("/session", self._leave, methods=["DELETE"]),
            Route("/session/case", self._go_to_case, methods=["POST"]),
            Route("/cases", self._cases),
            Route("/conversation", self._conversation),
            Route("/messages", self._message, methods=["POST"]),
            Route("/events", self._listen),
            *(signing_in if self._provider else ()),
        ]

    async def _start(self, request: Request) -> Response:
        session, browser = self._guard.session_or_none(request), self._guard.browser_or_new(request)
        organisations = await run_in_threadpool(self._organisations)
        samples = sign_in.sample_people(self._orgs()) if self.way == "demonstration" else {}
        answer = JSONResponse(
            {
                "sign_in": self.way,
                "practitioners": [{"id": id} | person_shown(person) for id, person in samples.items()],
                "organisations": organisations,
                "idle_minutes": int(IDLE.total_seconds() // 60),
                "csrf": self._sessions.csrf(browser),
                "person": person_shown(session.person) if session else None,
            }
        )
        self._guard.write(request, answer, "browser", browser)
        return answer

    def _organisations(self) -> list[Json]:
        return [{"id": org, "name": self._policy(org).name} for org in self._orgs()]

    def _orgs(self) -> tuple[str, ...]:
        return self._house.policies.organisations()

    async def _open(self, request: Request) -> Response:
        self._guard.check_change(request)
        body = await fields.read_json(request)
        session = await self._session_for(request, body)
        self._end_before(request, session)
        return await self._answer(request, session)

    async def _session_for(self, request: Request, body: Mapping[str, Any]) -> Session:
        """A session with a fresh conversation: of the person who is signed in, or who signs in now."""
        now, browser = self._house.clock.now(), self._guard.browser(request)
        signed_in = self._guard.session_or_none(request)
        if signed_in and not body.keys() & {"practitioner", "token", "code"}:
            return replace(signed_in, conversation_id=new_conversation(), reading="")
        if self.way == "demonstration" and not body.get("code"):
            return new_session(sign_in.sample_person(body, self._orgs()), browser, now)
        if self._provider or not self._token:
            raise RefusedError(401, "Please sign in first.")
        if body.get("code"):
            sign_in.check_token(body.get("token"), self._token)
            return await run_in_threadpool(self._resumed, body, browser)
        return new_session(sign_in.person_with_token(body, self._token, self._orgs()), browser, now)

    def _resumed(self, body: Mapping[str, Any], browser: str) -> Session:
        case_id = self._sessions.case_of(fields.short(body["code"], "code"))
        if case_id is None:
            raise RefusedError(403, WRONG_CODE)
        case = self._house.records.case(case_id)
        person = Person(case.practitioner, case.practitioner, case.org)
        return self._at_case(new_session(person, browser, self._house.clock.now()), case)

    def _end_before(self, request: Request, session: Session) -> None:
        """Another person's session in this browser ends; one that goes on with something else shows it."""
        before = self._guard.session_or_none(request)
        if before and before.id != session.id:
            self._end(before)

    def _end(self, session: Session) -> None:
        self._sessions.end(session)
        self.events.look_again(session.id)

    async def _leave(self, request: Request) -> Response:
        self._guard.check_change(request)
        session = self._guard.session_or_none(request)
        if session:
            self._end(session)
        response = Response(status_code=204, headers={"clear-site-data": '"cache", "storage"'})
        self._guard.forget_session(request, response)
        return response

    async def _cases(self, request: Request) -> Response:
        session = self._guard.session(request)
        return JSONResponse({"cases": await run_in_threadpool(self._listed, session.person)})

    def _listed(self, person: Person) -> list[Json]:
        found = self._house.records.cases(None if person.role is Role.LEAD else person.id)
        titles = {stage.id: stage.title for stage in self._policy(person.org).journey.stages}
        return [_listed_case(case, person, titles) for case in found if may_see(person, case)]

    async def _go_to_case(self, request: Request) -> Response:
        self._guard.check_change(request)
        session = self._guard.session(request)
        body = await fields.read_json(request)
        case_id = fields.short(body.get("case"), "case")
        return await self._answer(request, await run_in_threadpool(self._opened, session, case_id))

    def _opened(self, session: Session, case_id: str) -> Session:
        case = seen_case(self._house.records, session, case_id)
        if owns(session.person, case):
            return self._at_case(session, case)
        self._house.records.note("case_read", session.person.id, case_id)
        return replace(session, reading=case_id)

    def _at_case(self, session: Session, case: Case) -> Session:
        """The session in the conversation that the case is open in, or in one of its own that it is opened in."""
        records = self._house.records
        known = records.conversation_of(case.id)
        if known.startswith("web:"):
            return replace(session, conversation_id=known, reading="")
        fresh = new_conversation()
        records.resume(fresh, case.id)
        return replace(session, conversation_id=fresh, reading="")

    async def _conversation(self, request: Request) -> Response:
        return await self._answer(request, self._guard.session(request))

    async def _message(self, request: Request) -> Response:
        self._guard.check_change(request)
        session = self._guard.session(request)
        if session.reading:
            raise NotYoursError(TO_READ)
        body = await fields.read_json(request)
        message, command = _incoming(session, body), _command(body)
        number = await self.events.answered(message.conversation_id, message.message_id)
        if number is None:
            self.events.take(message, command)
        content = {"id": message.message_id} | ({} if number is None else {"event": number})
        answer = JSONResponse(content, 202 if number is None else 200)
        self._guard.write_session(request, answer, session)
        return answer

    async def _listen(self, request: Request) -> Response:
        session = self._guard.session(request)
        after = _after(request)
        if "application/json" in request.headers.get("accept", ""):
            return JSONResponse({"events": as_json(await self.events.so_far(view_of(session), after))})
        return EventSourceResponse(
            self.events.stream(session, after),
            ping=PING_SECONDS,
            ping_message_factory=lambda: ServerSentEvent(comment="still here"),
            headers={"cache-control": "no-store, no-transform"},
        )

    async def _sign_in(self, request: Request) -> Response:
        assert self._provider is not None
        browser = self._guard.browser_or_new(request)
        again = self._guard.was_signed_in(request)
        now = self._house.clock.now()
        answer = await self._provider.begin(request, self._sessions, browser, now, again)
        self._guard.write(request, answer, "browser", browser)
        return answer

    async def _signed_in(self, request: Request) -> Response:
        assert self._provider is not None
        now = self._house.clock.now()
        try:
            claims, browser = await self._provider.finish(request, self._sessions, now)
            person = sign_in.person_of_claims(claims, self._provider.settings, self._orgs())
        except RefusedError as refused:
            return self._provider.forget_round_trip(openid.refused_page(refused))
        answer = openid.came_back()
        self._guard.write_session(request, answer, new_session(person, browser, now))
        return self._provider.forget_round_trip(answer)

    async def _answer(self, request: Request, session: Session) -> Response:
        """The state of the session, which is alive from now and which every screen of it shows."""
        state = await run_in_threadpool(self._state, session)
        answer = JSONResponse(state | {"last_event": await self.events.last(view_of(session))})
        self._guard.write_session(request, answer, session)
        self.events.look_again(session.id)
        return answer

    def _state(self, session: Session) -> Json:
        case = self._case(session)
        org, day = (case.org, case.policy_on) if case else (session.person.org, self._conversations.today())
        policy = self._house.policies.policy(org, day)
        return {
            "organisation": policy.name,
            "org": org,
            "person": person_shown(session.person),
            "demonstration": self.way == "demonstration",
            "read_only": bool(session.reading),
            "stages": [{"id": stage.id, "title": stage.title} for stage in policy.journey.stages],
            "case": case.id if case else "",
            "conversation": session.reading or session.conversation_id[-8:],
            "code": self._code(case),
        }

    def _case(self, session: Session) -> Case | None:
        if session.reading:
            return seen_case(self._house.records, session, session.reading)
        return self._house.records.standing(session.conversation_id).case

    def _code(self, case: Case | None) -> str:
        """What opens the case again where nobody proves who they are; practice is forgotten when it ends."""
        kept = self.way == "token" and case is not None and case.mode != "practice"
        return self._sessions.code(case.id) if kept and case else ""

    def _policy(self, org: str) -> Policy:
        return self._house.policies.policy(org, self._conversations.today())


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
    told = body.get("conversation")
    if told is not None and told != session.conversation_id[-8:]:
        raise RefusedError(409, ANOTHER)
    return Incoming(
        conversation_id=session.conversation_id,
        practitioner=session.person.id,
        org=session.person.org,
        message_id=fields.short(body.get("id"), "id"),
        text="" if "command" in body else fields.message_text(body.get("message")),
    )


def _command(body: Mapping[str, Any]) -> str | None:
    command = body.get("command")
    if command is not None and command not in COMMANDS:
        raise RefusedError(400, f"The command is not known. Known are: {', '.join(COMMANDS)}.")
    return command


def _after(request: Request) -> int:
    """After which event to begin: what the browser says it saw last, else what the page asks for, else none."""
    told = request.headers.get("last-event-id") or request.query_params.get("after") or "0"
    return int(told) if told.isascii() and told.isdigit() and len(told) < 20 else 0
