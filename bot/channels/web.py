"""The plain page: its files, its session, and the messages of one practitioner."""

import functools
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.application.conversation import Reply
from bot.channels import fields
from bot.channels.conversations import Conversations, House, Incoming
from bot.channels.documents import links
from bot.channels.sessions import IDLE, Session, Sessions, cookie_settings, new_session
from bot.channels.transcript import transcript
from bot.safeguarding.errors import NotYoursError
from bot.server import RefusedError

FILES = {
    "/": ("index.html", "text/html; charset=utf-8"),
    "/static/page.css": ("page.css", "text/css; charset=utf-8"),
    "/static/page.js": ("page.js", "text/javascript; charset=utf-8"),
}
COMMANDS = ("again", "danger", "why", "back", "pause", "resume", "review", "help")
NAME_CHARACTERS = 100
ENDED = "This page was left alone for a while, so it was closed. What you recorded is kept."
WRONG_CODE = "That code opens no case. Please check it."


class Page:
    """The routes of the plain page. ``token`` is ``None`` in a loopback demonstration alone."""

    def __init__(
        self, house: House, conversations: Conversations, sessions: Sessions, token: str | None, folder: Path
    ) -> None:
        self._house, self._conversations, self._sessions = house, conversations, sessions
        self._token, self._folder = token, folder

    def routes(self) -> list[Route]:
        """The page's own files, then what it asks for."""
        return [
            *(Route(path, functools.partial(self._file, *file)) for path, file in FILES.items()),
            Route("/start", self._start),
            Route("/session", self._open, methods=["POST"]),
            Route("/session", self._leave, methods=["DELETE"]),
            Route("/conversation", self._conversation),
            Route("/messages", self._message, methods=["POST"]),
        ]

    def session(self, request: Request) -> Session:
        """The session of a request. Raises RefusedError (401) where there is none or it is over."""
        cookie = request.cookies.get("page")
        found = self._sessions.session(cookie, self._house.clock.now())
        if found is None:
            raise RefusedError(401, ENDED if cookie else "Please start on the first page.")
        return found

    async def _file(self, name: str, media_type: str, _: Request) -> Response:
        return Response(await run_in_threadpool((self._folder / name).read_bytes), media_type=media_type)

    async def _start(self, _: Request) -> Response:
        return JSONResponse(
            {
                "organisations": await run_in_threadpool(self._organisations),
                "needs_token": self._token is not None,
                "idle_minutes": int(IDLE.total_seconds() // 60),
            }
        )

    def _organisations(self) -> list[dict[str, str]]:
        policies, today = self._house.policies, self._conversations.today()
        return [{"id": org, "name": policies.policy(org, today).name} for org in policies.organisations()]

    async def _open(self, request: Request) -> Response:
        check_same_site(request)
        body = await fields.read_json(request)
        self._check_access(body.get("token"))
        session = await run_in_threadpool(self._resumed if body.get("code") else self._fresh, body)
        return await self._answer(request, session, await run_in_threadpool(self._state, session))

    def _check_access(self, given: object) -> None:
        if self._token and not (isinstance(given, str) and fields.same(given, self._token)):
            raise RefusedError(401, "That access code is not right.")

    def _fresh(self, body: Mapping[str, Any]) -> Session:
        org = fields.organisation(body.get("org"), self._house.policies)
        name = fields.short(body["name"], "name", NAME_CHARACTERS) if body.get("name") else ""
        return new_session(name, org, self._house.clock.now())

    def _resumed(self, body: Mapping[str, Any]) -> Session:
        case_id = self._sessions.case_of(fields.short(body["code"], "code"))
        if case_id is None:
            raise RefusedError(403, WRONG_CODE)
        case = self._house.records.case(case_id)
        session = new_session(case.practitioner, case.org, self._house.clock.now())
        self._house.records.resume(session.conversation_id, case_id)
        return session

    async def _leave(self, request: Request) -> Response:
        check_same_site(request)
        response = Response(status_code=204, headers={"clear-site-data": '"cache", "storage"'})
        response.delete_cookie("page", path="/", httponly=True, samesite="strict")
        return response

    async def _conversation(self, request: Request) -> Response:
        session = self.session(request)
        return await self._answer(request, session, await run_in_threadpool(self._state, session))

    async def _message(self, request: Request) -> Response:
        check_same_site(request)
        session = self.session(request)
        body = await fields.read_json(request)
        reply = await self._conversations.say(_incoming(session, body), _command(body))
        return await self._answer(request, session, {"reply": await run_in_threadpool(self._shown, reply)})

    async def _answer(self, request: Request, session: Session, content: dict[str, Any]) -> Response:
        response = JSONResponse(content)
        cookie = self._sessions.cookie(session, self._house.clock.now())
        response.set_cookie(value=cookie, **cookie_settings(request.url.scheme == "https"))  # type: ignore[arg-type]
        return response

    def _state(self, session: Session) -> dict[str, Any]:
        standing = self._house.records.standing(session.conversation_id)
        case, last = standing.case, standing.last
        day = case.policy_on if case else self._conversations.today()
        policy = self._house.policies.policy(case.org if case else session.org, day)
        return {
            "organisation": policy.name,
            "demonstration": self._token is None,
            "stages": [{"id": stage.id, "title": stage.title} for stage in policy.journey.stages],
            "transcript": transcript(case, policy.journey) if case else [],
            "reply": self._shown(last) if last else None,
        }

    def _code(self, reply: Reply) -> str:
        """Practice is forgotten when it ends, so there is nothing to come back to."""
        kept = reply.case_id and reply.custom.get("mode") != "practice"
        return self._sessions.code(reply.case_id) if kept else ""

    def _shown(self, reply: Reply) -> dict[str, Any]:
        return {
            "messages": list(reply.messages),
            "buttons": [{"title": button.title, "payload": button.payload} for button in reply.buttons],
            "stage": reply.stage,
            "question": reply.question,
            "kind": reply.kind,
            "case": reply.case_id,
            "code": self._code(reply),
            "custom": dict(reply.custom),
            "documents": links(self._house, reply),
        }


def check_same_site(request: Request) -> None:
    """Raises NotYoursError where a browser says that another site sent the request."""
    origin = request.headers.get("origin")
    own = f"{request.url.scheme}://{request.headers.get('host', '')}"
    site = request.headers.get("sec-fetch-site", "same-origin")
    if (origin is not None and origin != own) or site not in ("same-origin", "none"):
        raise NotYoursError("This request came from another site, so it was not taken.")


def _incoming(session: Session, body: Mapping[str, Any]) -> Incoming:
    return Incoming(
        conversation_id=session.conversation_id,
        practitioner=session.practitioner,
        org=session.org,
        message_id=fields.short(body.get("id"), "id"),
        text="" if "command" in body else fields.message_text(body.get("message")),
    )


def _command(body: Mapping[str, Any]) -> str | None:
    command = body.get("command")
    if command is not None and command not in COMMANDS:
        raise RefusedError(400, f"The command is not known. Known are: {', '.join(COMMANDS)}.")
    return command
