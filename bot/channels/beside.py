"""What stands beside the conversation: the case so far, the answers to check, and the drafts to read."""

from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.application.case_documents import CaseDocuments
from bot.application.case_so_far import answers_to_check, case_so_far
from bot.application.draft_preview import preview
from bot.application.scene import Scene
from bot.application.upkeep import scene_about
from bot.channels.conversations import House
from bot.channels.documents import FORMATS, listed_documents
from bot.channels.guard import Guard, seen_case
from bot.channels.sessions import Session
from bot.safeguarding.case import Case
from bot.server import RefusedError

NO_CASE_YET = "No case has been opened in this conversation yet."
NO_DOCUMENT = "There is no such document for this case."
NOT_YET = "This document cannot be drafted yet."
Json = dict[str, Any]


def routes(house: House, guard: Guard) -> list[Route]:
    """The case of the session, from several sides."""

    async def so_far(request: Request) -> Response:
        return await _read(guard.session(request), lambda s: case_so_far(_scene(house, s)))

    async def answers(request: Request) -> Response:
        return await _read(guard.session(request), lambda s: answers_to_check(_scene(house, s)))

    async def drafts(request: Request) -> Response:
        return await _read(guard.session(request), lambda s: _drafts(house, s))

    async def draft(request: Request) -> Response:
        name = request.path_params["id"]
        return await _read(guard.session(request), lambda s: _draft(house, s, name))

    return [
        Route("/case", so_far),
        Route("/case/answers", answers),
        Route("/case/documents", drafts),
        Route("/case/documents/{id}", draft),
    ]


async def _read(session: Session, read: Any) -> Response:
    return JSONResponse(await run_in_threadpool(read, session))


def _case(house: House, session: Session) -> Case:
    """The case that the session shows, where the person may see it. Raises RefusedError (404), CaseNotFoundError."""
    held = None if session.reading else house.records.standing(session.conversation_id).case
    case_id = session.reading or (held.id if held else "")
    if not case_id:
        raise RefusedError(404, NO_CASE_YET)
    return seen_case(house.records, session, case_id)


def _scene(house: House, session: Session) -> Scene:
    case, world = _case(house, session), house.world
    return scene_about(case, world, case.practitioner, world.clock.now())


def _drafts(house: House, session: Session) -> Json:
    rows = listed_documents(house, _case(house, session).id)
    return {"documents": [row | {form: row.get(form) for form in FORMATS} for row in rows]}


def _draft(house: House, session: Session, document_id: str) -> Json:
    case = _case(house, session)
    link = next((each for each in house.documents(case.id) if each.id == document_id), None)
    if link is None:
        raise RefusedError(404, NO_DOCUMENT)
    if link.locked:
        raise RefusedError(409, link.locked_text or NOT_YET)
    document = CaseDocuments(house.world).drafted(case.id, document_id)
    detail = {"document": document_id, "format": "screen"}
    house.records.note("document_drafted", session.person.id, case.id, detail)
    return preview(document, case)
