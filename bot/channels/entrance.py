"""Coming in and going out: what the first page offers, beginning a session, signing in and out."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.application.people import Person
from bot.channels import fields, openid, sign_in
from bot.channels.conversations import House
from bot.channels.guard import Guard
from bot.channels.sessions import IDLE, Session, new_conversation, new_session
from bot.channels.shown import person_shown
from bot.channels.state import States
from bot.server import RefusedError

WRONG_CODE = "That code opens no case. Please check it."
FIRST = "Please sign in first."
Json = dict[str, Any]


class Entrance:
    """The routes in and out. ``token`` and ``provider`` are ``None`` in a loopback demonstration alone."""

    def __init__(
        self, house: House, guard: Guard, states: States, token: str | None, provider: openid.OpenId | None
    ) -> None:
        self._house, self._guard, self._states = house, guard, states
        self._token, self._provider = token, provider
        self._sessions = guard.sessions

    def routes(self) -> list[Route]:
        """The first page's questions, the session, and the provider's round trip where there is one."""
        signing_in = [Route(openid.BEGIN, self._sign_in), Route(openid.DONE, self._signed_in)]
        return [
            Route("/start", self._start),
            Route("/session", self._open, methods=["POST"]),
            Route("/session", self._leave, methods=["DELETE"]),
            *(signing_in if self._provider else ()),
        ]

    async def _start(self, request: Request) -> Response:
        session, browser = self._guard.session_or_none(request), self._guard.browser_or_new(request)
        organisations = await run_in_threadpool(self._organisations)
        samples = sign_in.sample_people(self._orgs()) if self._states.way == "demonstration" else {}
        answer = JSONResponse(
            {
                "sign_in": self._states.way,
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
        return [{"id": org, "name": self._states.policy(org).name} for org in self._orgs()]

    def _orgs(self) -> tuple[str, ...]:
        return self._house.policies.organisations()

    async def _open(self, request: Request) -> Response:
        self._guard.check_change(request)
        body = await fields.read_json(request)
        session = await self._session_for(request, body)
        self._end_before(request, session)
        return await self._states.answer(request, session)

    async def _session_for(self, request: Request, body: Mapping[str, Any]) -> Session:
        """A session with a fresh conversation: of the person who is signed in, or who signs in now."""
        now, browser = self._house.clock.now(), self._guard.browser(request)
        signed_in = self._guard.session_or_none(request)
        if signed_in and not body.keys() & {"practitioner", "token", "code"}:
            return replace(signed_in, conversation_id=new_conversation(), reading="")
        if self._states.way == "demonstration" and not body.get("code"):
            return new_session(sign_in.sample_person(body, self._orgs()), browser, now)
        if self._provider or not self._token:
            raise RefusedError(401, FIRST)
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
        return self._states.at_case(new_session(person, browser, self._house.clock.now()), case)

    def _end_before(self, request: Request, session: Session) -> None:
        """Another person's session in this browser ends; one that goes on with something else shows it."""
        before = self._guard.session_or_none(request)
        if before and before.id != session.id:
            self._end(before)

    def _end(self, session: Session) -> None:
        self._sessions.end(session)
        self._states.look_again(session)

    async def _leave(self, request: Request) -> Response:
        self._guard.check_change(request)
        session = self._guard.session_or_none(request)
        if session:
            self._end(session)
        response = Response(status_code=204, headers={"clear-site-data": '"cache", "storage"'})
        self._guard.forget_session(request, response)
        return response

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
