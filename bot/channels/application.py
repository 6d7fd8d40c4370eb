"""Every channel of one house behind one address."""

from collections.abc import Sequence
from pathlib import Path

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.routing import BaseRoute

import bot
from bot.channels import documents, fields, rest
from bot.channels.conversations import Conversations, House
from bot.channels.sessions import COOKIE, Sessions
from bot.channels.web import Page
from bot.server import RefusedError, create_app

_FOLDERS = (Path(bot.__file__).parents[1] / "web", Path(bot.__file__).parent / "web")
WEB = next((folder for folder in _FOLDERS if folder.is_dir()), _FOLDERS[0])
LOCAL_NAMES = ("127.0.0.1", "localhost", "[::1]", "::1")


def application(house: House, key: bytes, token: str | None, more: Sequence[BaseRoute] = ()) -> Starlette:
    """The ASGI application of ``house``, ``more`` routes included.

    ``key`` signs the page's sessions. Without a ``token`` the program is a demonstration for this computer
    alone: requests that name another host are turned away.
    """
    conversations = Conversations(house)
    page = Page(house, conversations, Sessions(key), token, WEB)
    routes = [
        *page.routes(),
        *rest.routes(house, conversations, token),
        *documents.routes(house, _who(page, token)),
        *more,
    ]
    return create_app(house, routes, hosts=None if token else LOCAL_NAMES)


def _who(page: Page, token: str | None) -> documents.Who:
    def who(request: Request) -> tuple[str, str]:
        if COOKIE in request.cookies:
            session = page.session(request)
            return session.conversation_id, session.practitioner
        sender = request.headers.get("heard-sender")
        if sender is None:
            raise RefusedError(401, "Please start on the first page.")
        fields.check_token(request, token)
        return rest.conversation_of(fields.short(sender, "Heard-Sender")), sender

    return who
