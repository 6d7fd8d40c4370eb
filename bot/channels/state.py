"""Where a session stands, as the page is told it, and how it comes to stand at a case."""

from dataclasses import replace
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.channels.conversations import House
from bot.channels.events import Events, view_of
from bot.channels.guard import Guard, seen_case
from bot.channels.sessions import Session, new_conversation
from bot.channels.shown import person_shown
from bot.safeguarding.case import Case
from bot.safeguarding.policy import Policy

Json = dict[str, Any]


def conversation_told(session: Session) -> str:
    """What the page knows its conversation by."""
    return session.reading or session.conversation_id[-8:]


class States:
    """The state of each session. ``way`` is how people sign in: ``oidc``, ``token`` or ``demonstration``."""

    def __init__(self, house: House, guard: Guard, events: Events, way: str) -> None:
        self._house, self._guard, self._events, self.way = house, guard, events, way
        self._sessions = guard.sessions

    async def answer(self, request: Request, session: Session) -> Response:
        """The state of the session, which is alive from now and which every screen of it shows."""
        state = await run_in_threadpool(self._state, session)
        answer = JSONResponse(state | {"last_event": await self._events.last(view_of(session))})
        self._guard.write_session(request, answer, session)
        self._events.look_again(session.id)
        return answer

    def _state(self, session: Session) -> Json:
        case = self._case(session)
        org, day = (
            (case.org, case.policy_on) if case else (session.person.org, self._house.clock.now().date())
        )
        policy = self._house.policies.policy(org, day)
        return {
            "organisation": policy.name,
            "org": org,
            "person": person_shown(session.person),
            "demonstration": self.way == "demonstration",
            "read_only": bool(session.reading),
            "stages": [{"id": stage.id, "title": stage.title} for stage in policy.journey.stages],
            "case": case.id if case else "",
            "conversation": conversation_told(session),
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

    def at_case(self, session: Session, case: Case) -> Session:
        """The session in the conversation that the case is open in, or in one of its own that it is opened in."""
        records = self._house.records
        known = records.conversation_of(case.id)
        if known.startswith("web:"):
            return replace(session, conversation_id=known, reading="")
        fresh = new_conversation()
        records.resume(fresh, case.id)
        return replace(session, conversation_id=fresh, reading="")

    def look_again(self, session: Session) -> None:
        """Let the open screens of the session see that it has ended or shows something else."""
        self._events.look_again(session.id)

    def policy(self, org: str) -> Policy:
        """An organisation's policy as at today."""
        return self._house.policies.policy(org, self._house.clock.now().date())
