"""Every channel of one house behind one address."""

from collections.abc import Sequence
from pathlib import Path

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.routing import BaseRoute

import bot
from bot.channels import beside, documents, fields, files, rest
from bot.channels.conversations import Conversations, House
from bot.channels.entrance import Entrance
from bot.channels.events import Events
from bot.channels.guard import NO_CASE, Guard, host_of, seen_case
from bot.channels.openid import OpenId
from bot.channels.sessions import Sessions
from bot.channels.state import States
from bot.channels.web import Page
from bot.safeguarding.errors import CaseNotFoundError
from bot.server import LOCAL_NAMES, RefusedError, create_app

_FOLDERS = (Path(bot.__file__).parents[1] / "web", Path(bot.__file__).parent / "web")
WEB = next((folder for folder in _FOLDERS if folder.is_dir()), _FOLDERS[0])


def application(
    house: House,
    key: bytes,
    token: str | None,
    more: Sequence[BaseRoute] = (),
    *,
    provider: OpenId | None = None,
    address: str = "",
    framers: tuple[str, ...] = (),
    folder: Path | None = None,
) -> Starlette:
    """The ASGI application of ``house``, ``more`` routes included.

    ``key`` signs the page's sessions, and ``folder`` is where those that were ended are written down. Without
    a ``token`` and without a ``provider`` of sign-ins the program is a demonstration for this computer alone:
    requests that name another host, or that were passed on from elsewhere, are turned away. ``address`` is
    what people type to reach the page, ``framers`` the origins that may show it in a frame. Other systems are
    answered where there is a token, and in a demonstration.
    """
    conversations = Conversations(house)
    guard = Guard(Sessions(key, folder), house.clock, address)
    way = "oidc" if provider else "token" if token else "demonstration"
    events = Events(house, conversations, guard.sessions)
    states = States(house, guard, events, way)
    demonstration = way == "demonstration"
    routes = [
        *files.routes(WEB, framers),
        *Entrance(house, guard, states, token, provider).routes(),
        *Page(house, guard, events, states).routes(),
        *beside.routes(house, guard),
        *(rest.routes(house, conversations, token) if token or demonstration else ()),
        *documents.routes(house, _who(house, guard, token, demonstration)),
        *more,
    ]
    named = (host_of(address), *LOCAL_NAMES) if address else None
    return create_app(house, routes, LOCAL_NAMES if demonstration else named, framers, demonstration)


def _who(house: House, guard: Guard, token: str | None, demonstration: bool) -> documents.Who:
    """Who asks for the documents of a case: a person who may see it, or the system it was told to."""

    def who(request: Request, case_id: str) -> str:
        sender = request.headers.get("heard-sender")
        if sender is None:
            session = guard.session(request)
            seen_case(house.records, session, case_id)
            return session.person.id
        if not (token or demonstration):
            raise RefusedError(401, "Please start on the first page.")
        fields.check_token(request, token)
        case = house.records.standing(rest.conversation_of(fields.short(sender, "Heard-Sender"))).case
        if case is None or case.id != case_id:
            raise CaseNotFoundError(NO_CASE)
        return sender

    return who
