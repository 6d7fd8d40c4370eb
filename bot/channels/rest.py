"""Rasa's REST contract: ``POST /webhooks/rest/webhook``. Another system vouches for the sender."""

import uuid
from collections.abc import Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.application.conversation import Reply
from bot.application.ports import Policies
from bot.channels import fields
from bot.channels.conversations import Conversations, House, Incoming
from bot.channels.documents import links
from bot.server import RefusedError


def routes(house: House, conversations: Conversations, token: str | None) -> list[Route]:
    """The webhook. ``token`` is ``None`` in a loopback demonstration alone."""

    async def webhook(request: Request) -> Response:
        fields.check_token(request, token)
        message = read_message(await fields.read_json(request), house.policies)
        reply = await conversations.say(message)
        return JSONResponse(spoken(message.practitioner, reply, links(house, reply)))

    return [Route("/webhooks/rest/webhook", webhook, methods=["POST"])]


def read_message(body: Mapping[str, Any], policies: Policies) -> Incoming:
    """The message in ``{"sender", "message", "metadata": {"org", "message_id"}}``. Raises RefusedError."""
    metadata = body.get("metadata")
    if not isinstance(metadata, dict):
        raise RefusedError(400, "The field 'metadata' has to be an object with 'org' in it.")
    sender = fields.short(body.get("sender"), "sender")
    return Incoming(
        conversation_id=conversation_of(sender),
        practitioner=sender,
        org=fields.organisation(metadata.get("org"), policies),
        message_id=fields.short(metadata.get("message_id", str(uuid.uuid4())), "message_id"),
        text=fields.message_text(body.get("message")),
    )


def conversation_of(sender: str) -> str:
    """The conversation of a sender: never one of another channel."""
    return f"rest:{sender}"


def spoken(sender: str, reply: Reply, documents: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """``reply`` as Rasa's list of messages, with buttons and ``custom`` on the last."""
    messages = [{"recipient_id": sender, "text": text} for text in reply.messages or ("",)]
    buttons = [{"title": button.title, "payload": button.payload} for button in reply.buttons]
    return [*messages[:-1], {**messages[-1], "buttons": buttons, "custom": custom(reply, documents)}]


def custom(reply: Reply, documents: list[dict[str, Any]]) -> dict[str, Any]:
    """Where the conversation stands, for programs."""
    return {
        **reply.custom,
        "stage": reply.stage,
        "question": reply.question,
        "kind": reply.kind,
        "case_id": reply.case_id,
        "documents": documents,
    }
