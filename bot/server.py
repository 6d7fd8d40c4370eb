"""The ASGI application: what holds for every request, whichever channel it belongs to.

Channels hand in their routes; this module adds the security headers, the sentences for what goes wrong and
``/health``. No line is logged that could hold a word that a person typed.
"""

import asyncio
import logging
import re
import traceback
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any, Protocol

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.safeguarding import errors

log = logging.getLogger(__name__)

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors {framers}; require-trusted-types-for 'script'"
)
HEADERS: Mapping[str, str] = {
    "content-security-policy": POLICY.format(framers="'none'"),
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "x-robots-tag": "noindex, nofollow",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cross-origin-embedder-policy": "require-corp",
    "permissions-policy": "camera=(), microphone=(), geolocation=(), interest-cohort=()",
}
STATUSES: tuple[tuple[type[errors.HeardError], int], ...] = (
    (errors.BadRequestError, 400),
    (errors.NotYoursError, 403),
    (errors.CaseNotFoundError, 404),
    (errors.ConsentNotRecordedError, 409),
    (errors.HeardError, 503),
)
NOT_OURS = (
    "Something went wrong on our side. Nothing was lost: please try again, or ask for help if it goes on."
)
NOT_LOADED = "The conversation could not be loaded. Run `heard doctor` to see what is missing."
ELSEWHERE = "This program answers on this computer alone: open it at 127.0.0.1."
NOT_HERE = "This program does not answer under that name."
LOCAL_NAMES = ("127.0.0.1", "localhost", "[::1]", "::1")
PASSED_ON = (b"forwarded", b"x-forwarded-for", b"x-forwarded-host", b"x-real-ip")
PROTOCOL = {404: "There is nothing at this address.", 405: "This address does not take that kind of request."}


class RefusedError(errors.BadRequestError):
    """A request that is turned away with ``status`` and one sentence for the person."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status = status


class Holder(Protocol):
    """What readiness is asked of: the house, as far as ``/health`` needs it."""

    records: Any
    policies: Any

    async def dialogue(self) -> Any:
        """The loaded dialogue. Raises HeardError in words for the person who must act."""


class Readiness:
    """Whether a conversation can be held now, and if not, what is missing."""

    def __init__(self, house: Holder) -> None:
        self._house = house
        self._loading: asyncio.Task[str] | None = None

    def load(self) -> None:
        """Load the dialogue in the background, one load at a time; one that failed can be tried again."""
        if self._loading is None or self._loading.done():
            self._loading = asyncio.create_task(self._load())

    async def ready(self) -> str:
        """Wait until the dialogue is loaded: empty where it went well, else what is missing."""
        if self._loading is None:
            self.load()
        assert self._loading is not None
        return await self._loading

    async def missing(self) -> tuple[str, ...]:
        """One sentence for each thing that stands in the way; empty when all is well."""
        dialogue = self._dialogue_missing()
        stored = await run_in_threadpool(self._stores_missing)
        return tuple(sentence for sentence in (dialogue, *stored) if sentence)

    def stop(self) -> None:
        """Give up loading."""
        if self._loading and not self._loading.done():
            self._loading.cancel()

    async def _load(self) -> str:
        try:
            await self._house.dialogue()
        except Exception as failure:  # noqa: BLE001 - told in /health
            log.error("the dialogue did not load: %s at %s", type(failure).__name__, _place(failure))
            return sentence_of(failure, NOT_LOADED)
        return ""

    def _dialogue_missing(self) -> str:
        if self._loading is None or not self._loading.done():
            return "The conversation is still loading."
        missing = self._loading.result()
        if missing:
            self.load()
        return missing

    def _stores_missing(self) -> tuple[str, ...]:
        found = (
            _fault(lambda: self._house.records.standing("health"), "The record cannot be read."),
            _fault(self._house.policies.organisations, "The policy packs cannot be read."),
        )
        return tuple(sentence for sentence in found if sentence)


def create_app(
    house: Holder,
    routes: Sequence[BaseRoute],
    hosts: Sequence[str] | None = None,
    framers: Sequence[str] = (),
    here_alone: bool = False,
) -> Starlette:
    """The application with ``routes``, ``/health``, the security headers and one sentence for every fault.

    Where ``hosts`` are given, a request that names another host is turned away (no site can reach a program
    on this computer by giving its own name this computer's address). ``here_alone`` turns away what somebody
    passed on from another computer as well. ``framers`` are the origins that may show a page in a frame.
    """
    readiness = Readiness(house)

    async def health(_: Request) -> Response:
        missing = await readiness.missing()
        if missing:
            return JSONResponse({"status": "not ready", "missing": list(missing)}, status_code=503)
        return JSONResponse({"status": "ok"})

    app = Starlette(
        routes=[Route("/health", health), *routes],
        middleware=[
            Middleware(Headers, framers=framers),
            Middleware(Hosts, hosts=hosts, here_alone=here_alone),
            Middleware(Faults),
        ],
        exception_handlers={HTTPException: _protocol_fault},
        lifespan=_loading(readiness),
    )
    app.state.readiness = readiness
    return app


def sentence_of(failure: BaseException, otherwise: str) -> str:
    """What to tell a person about ``failure``: its own sentence where it was worded for one."""
    return str(failure) if isinstance(failure, errors.HeardError) else otherwise


def refusal(failure: Exception) -> JSONResponse:
    """The answer to a request that failed: ``{"error": sentence}`` with the status that fits."""
    return JSONResponse({"error": sentence_of(failure, NOT_OURS)}, status_code=_status(failure))


def headers_for(framers: Sequence[str]) -> Mapping[str, str]:
    """The security headers where the origins ``framers`` alone may show a page in a frame."""
    if not framers:
        return HEADERS
    policy = POLICY.format(framers=" ".join(("'self'", *framers)))
    return {k: v for k, v in HEADERS.items() if k != "x-frame-options"} | {"content-security-policy": policy}


class Headers:
    """Adds the security headers to every answer; a route may set its own content policy."""

    def __init__(self, app: ASGIApp, framers: Sequence[str] = ()) -> None:
        self._app = app
        self._headers = [(name.encode(), value.encode()) for name, value in headers_for(framers).items()]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and put the headers on its answer."""

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                present = {name for name, _ in message["headers"]}
                more = (header for header in self._headers if header[0] not in present)
                message["headers"] = [*message["headers"], *more]
            await send(message)

        await self._app(scope, receive, with_headers)


class Hosts:
    """Turns away requests for other hosts than ``hosts``; takes all where there are none.

    With ``here_alone``, also what a proxy says it passed on.
    """

    def __init__(self, app: ASGIApp, hosts: Sequence[str] | None, here_alone: bool = False) -> None:
        self._app, self._hosts, self._here_alone = app, hosts, here_alone

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on where its host is one of ours."""
        if scope["type"] == "http" and self._is_refused(scope):
            sentence = ELSEWHERE if self._here_alone else NOT_HERE
            return await JSONResponse({"error": sentence}, status_code=400)(scope, receive, send)
        await self._app(scope, receive, send)

    def _is_refused(self, scope: Scope) -> bool:
        passed_on = self._here_alone and any(name in PASSED_ON for name, _ in scope["headers"])
        return passed_on or bool(self._hosts and _host(scope) not in self._hosts)


class Faults:
    """Turns every error into one sentence; the log gets its kind and where it happened, never its words."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; answer for what it raised."""
        if scope["type"] != "http":
            return await self._app(scope, receive, send)
        begun = False

        async def watched(message: Message) -> None:
            nonlocal begun
            begun = begun or message["type"] == "http.response.start"
            await send(message)

        try:
            await self._app(scope, receive, watched)
        except Exception as failure:  # noqa: BLE001 - whatever it was, the person is told
            answer = refusal(failure)
            if answer.status_code >= 500:
                log.error("request failed: %s at %s", type(failure).__name__, _place(failure))
            if not begun:
                await answer(scope, receive, send)


def _host(scope: Scope) -> str:
    named = next((value for name, value in scope["headers"] if name == b"host"), b"").decode("latin-1")
    return named if named.endswith("]") else re.sub(r":[0-9]*$", "", named)


def _status(failure: Exception) -> int:
    if isinstance(failure, RefusedError):
        return failure.status
    return next((status for kind, status in STATUSES if isinstance(failure, kind)), 500)


def _place(failure: Exception) -> str:
    frames = traceback.extract_tb(failure.__traceback__)
    return f"{frames[-1].name}:{frames[-1].lineno}" if frames else "unknown"


def _fault(read: Callable[[], Any], otherwise: str) -> str:
    try:
        read()
    except Exception as failure:  # noqa: BLE001 - told in /health
        return sentence_of(failure, otherwise)
    return ""


def _protocol_fault(_: Request, failure: Exception) -> Response:
    status = getattr(failure, "status_code", 500)
    return JSONResponse({"error": PROTOCOL.get(status, NOT_OURS)}, status_code=status)


def _loading(readiness: Readiness) -> Callable[[Starlette], AbstractAsyncContextManager[None]]:
    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        readiness.load()
        yield
        readiness.stop()

    return lifespan
