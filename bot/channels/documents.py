"""The documents of a case, for the session or the sender whose case it is and nobody else."""

from collections.abc import Callable
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.application.conversation import Reply
from bot.channels.conversations import House
from bot.server import RefusedError

FORMATS = ("docx", "html")
LAST_STAGES = ("actions", "ended")
TO_READ = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'; sandbox"

Who = Callable[[Request, str], str]


def routes(house: House, who: Who) -> list[Route]:
    """The list of a case's documents and each of them.

    ``who`` gives the name of who asks for a case's documents and raises where they may not see it.
    """

    async def listed(request: Request) -> Response:
        case_id = request.path_params["case"]
        await run_in_threadpool(who, request, case_id)
        return JSONResponse({"documents": await run_in_threadpool(listed_documents, house, case_id)})

    async def one(request: Request) -> Response:
        case_id = request.path_params["case"]
        practitioner = await run_in_threadpool(who, request, case_id)
        return await run_in_threadpool(_drafted, house, case_id, request.path_params["name"], practitioner)

    return [Route("/cases/{case}/documents", listed), Route("/cases/{case}/documents/{name}", one)]


def links(house: House, reply: Reply) -> list[dict[str, Any]]:
    """The documents to offer with ``reply``: none before the last stages."""
    return listed_documents(house, reply.case_id) if reply.case_id and reply.stage in LAST_STAGES else []


def listed_documents(house: House, case_id: str) -> list[dict[str, Any]]:
    return [_link(case_id, document) for document in house.documents(case_id)]


def _link(case_id: str, document: Any) -> dict[str, Any]:
    paths = {form: f"/cases/{case_id}/documents/{document.id}.{form}" for form in FORMATS}
    return {
        "id": document.id,
        "title": document.title,
        "locked": document.locked,
        "locked_text": document.locked_text,
        **({} if document.locked else paths),
    }


def _drafted(house: House, case_id: str, name: str, practitioner: str) -> Response:
    document_id, _, form = name.rpartition(".")
    document = next((d for d in house.documents(case_id) if d.id == document_id), None)
    if document is None or form not in FORMATS:
        raise RefusedError(404, "There is no such document for this case.")
    if document.locked:
        raise RefusedError(409, document.locked_text or "This document cannot be drafted yet.")
    content, media_type, file_name = house.document(case_id, document_id, form, practitioner)
    return Response(content, media_type=media_type, headers=_headers(form, file_name))


def _headers(form: str, file_name: str) -> dict[str, str]:
    safe = "".join(c if c.isascii() and (c.isalnum() or c in "-_. ") else "-" for c in file_name)
    if form == "html":
        return {"content-disposition": f'inline; filename="{safe}"', "content-security-policy": TO_READ}
    return {"content-disposition": f'attachment; filename="{safe}"'}
