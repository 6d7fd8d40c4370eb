"""Reading a request: bounded, strict, and with one clear sentence for each thing that is wrong."""

import hmac
import json
from collections.abc import Mapping
from typing import Any

from starlette.requests import Request

from bot.application.ports import Policies
from bot.server import RefusedError

MESSAGE_CHARACTERS = 100_000
BODY_BYTES = 2_000_000
ID_CHARACTERS = 200


async def read_json(request: Request) -> Mapping[str, Any]:
    """The JSON object in the body. Raises RefusedError: not JSON 400, over two million bytes 413."""
    if request.headers.get("content-type", "").split(";")[0].strip().lower() != "application/json":
        raise RefusedError(400, "Send the request as JSON, with the content type application/json.")
    try:
        value = json.loads(await _bounded(request))
    except (ValueError, RecursionError):
        raise RefusedError(400, "The request is not valid JSON.") from None
    if not isinstance(value, dict):
        raise RefusedError(400, "The request has to be a JSON object.")
    return value


def message_text(value: object) -> str:
    """The text of a message, byte for byte. Raises RefusedError: missing or empty 400, too long 413."""
    if not isinstance(value, str):
        raise RefusedError(400, "The field 'message' has to be a text.")
    if len(value) > MESSAGE_CHARACTERS:
        raise RefusedError(
            413, "The message is over 100,000 characters, so nothing was recorded: please send it in parts."
        )
    if not value.strip():
        raise RefusedError(400, "The message is empty.")
    return whole(value, "message")


def short(value: object, name: str, limit: int = ID_CHARACTERS) -> str:
    """A short printable text of 1 to ``limit`` characters. Raises RefusedError (400)."""
    if not isinstance(value, str) or not value.strip():
        raise RefusedError(400, f"The field '{name}' has to be a text that is not empty.")
    if len(value) > limit:
        raise RefusedError(400, f"The field '{name}' can have {limit} characters at most.")
    if not value.isprintable():
        raise RefusedError(400, f"The field '{name}' holds characters that cannot be printed.")
    return whole(value, name)


def whole(value: str, name: str) -> str:
    """``value``, where every character of it can be kept. Raises RefusedError (400) for half characters."""
    try:
        value.encode()
    except UnicodeEncodeError:
        raise RefusedError(
            400, f"The field '{name}' holds half a character, so it could not be kept as sent."
        ) from None
    return value


def organisation(value: object, policies: Policies) -> str:
    """A known organisation. Raises RefusedError (400) that lists the known ones."""
    known = policies.organisations()
    if not isinstance(value, str) or value not in known:
        raise RefusedError(400, f"The organisation is not known. Known are: {', '.join(known)}.")
    return value


def check_token(request: Request, token: str | None) -> None:
    """Raises RefusedError (401) where ``token`` is set and the request does not carry it."""
    given = request.headers.get("authorization", "")
    if token and not same(given, f"Bearer {token}"):
        raise RefusedError(401, "This needs the access token, as 'Authorization: Bearer …'.")


def same(given: str, wanted: str) -> bool:
    """Whether two secrets are the same, in a time that does not depend on where they differ."""
    return hmac.compare_digest(given.encode(errors="replace"), wanted.encode())


async def _bounded(request: Request) -> bytes:
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > BODY_BYTES:
            raise RefusedError(413, "The request is too large, so nothing was recorded.")
    return bytes(body)
