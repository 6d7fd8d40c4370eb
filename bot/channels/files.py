"""The page's own files: what stands in the folder, and nothing beside it."""

import re
from pathlib import Path
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.server import RefusedError

KINDS = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".ico": "image/x-icon",
}
_PATH = re.compile(r"(?:[a-z0-9][a-z0-9_-]*/){0,3}[a-z0-9][a-z0-9._-]*")
NOTHING = "There is nothing at this address."
_NOT_OURS = "node_modules"


def routes(folder: Path, framers: tuple[str, ...] = ()) -> list[Route]:
    """The first page and ``/static/…``. ``framers``: origins whose pages may take the scripts too."""

    root = folder.resolve()

    async def first(_: Request) -> Response:
        return await _file(folder / "index.html")

    async def static(request: Request) -> Response:
        name = request.path_params["name"]
        answer = await _file(await run_in_threadpool(_found, root, name))
        answer.headers.update(_for_framers(request, framers))
        return answer

    return [Route("/", first), Route("/static/{name:path}", static)]


def _found(root: Path, name: str) -> Path:
    """The file of that name in the folder. Raises RefusedError (404) for everything else."""
    if not _PATH.fullmatch(name):
        raise RefusedError(404, NOTHING)
    path = (root / name).resolve()
    inside = path.is_relative_to(root) and _NOT_OURS not in path.parts
    if not inside or path.suffix not in KINDS or path.suffix == ".html":
        raise RefusedError(404, NOTHING)
    return path


async def _file(path: Path) -> Response:
    try:
        content = await run_in_threadpool(path.read_bytes)
    except OSError:
        raise RefusedError(404, NOTHING) from None
    return Response(content, media_type=KINDS[path.suffix])


def _for_framers(request: Request, framers: tuple[str, ...]) -> dict[str, Any]:
    """What lets a page of another of our origins load a script of ours, where it is on the list."""
    origin = request.headers.get("origin", "")
    if not framers:
        return {}
    shared = {"cross-origin-resource-policy": "cross-origin", "vary": "origin"}
    return shared | ({"access-control-allow-origin": origin} if origin in framers else {})
