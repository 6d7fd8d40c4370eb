"""The only place that decides whether a message is a button.

Rasa treats any message that starts with ``/`` as an intent, so anyone could inject one by typing it. Here a
message is a button only where it equals, character for character, a payload that is on offer.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import replace

from bot.application.conversation import Reply
from bot.safeguarding.errors import StaleButtonError

STALE = "That button belongs to an earlier question, so nothing was recorded for it."
_OURS = re.compile(r"/(?:answer|command)(\{.{1,2000}\})", re.DOTALL)


def read_button(text: str, last: Reply | None) -> Mapping[str, str] | None:
    """The meaning of a button on offer in ``last``, or ``None`` where ``text`` is text.

    Raises StaleButtonError where ``text`` is a button of ours that is no longer on offer.
    """
    meaning = _meaning(text)
    if meaning is None:
        return None
    if last is None or all(button.payload != text for button in last.buttons):
        raise StaleButtonError(STALE)
    return meaning


def shown_again(last: Reply, sentence: str) -> Reply:
    """The reply to a button of an earlier question: ``sentence`` says so; the open question follows again."""
    return replace(last, messages=(sentence, *last.messages[-1:]))


def _meaning(text: str) -> Mapping[str, str] | None:
    match = _OURS.fullmatch(text)
    if match is None:
        return None
    try:
        fields = json.loads(match[1])
    except (ValueError, RecursionError):
        return None
    wanted = {"command"} if text.startswith("/command") else {"question", "value"}
    return fields if _is_ours(fields, wanted) else None


def _is_ours(fields: object, wanted: set[str]) -> bool:
    return (
        isinstance(fields, dict)
        and set(fields) == wanted
        and all(isinstance(v, str) for v in fields.values())
    )
