"""What a message says, for whoever asks from outside: the same reading as in a conversation."""

from collections.abc import Mapping
from typing import Any

from bot.application.danger import QUESTION as DANGER
from bot.application.danger import TYPED_IN
from bot.application.json_requests import Json, refuse, text_of
from bot.application.ports import Language
from bot.safeguarding.journey import Journey, Kind

KEYS = ("text", "question")
COMMANDS = frozenset({"back", "pause", "skip", "review", "help", "stop"})
ACCOUNT = "account"
_CLOSED = frozenset({Kind.YES_NO})


def understand(request: Json, language: Language, journey: Journey) -> dict[str, Any]:
    """What ``heard understand`` answers: danger, answer, voice, personal data and command. Raises BadRequestError."""
    text, question = text_of(request, "text"), _question(request, journey)
    command = (language.command(text) or ("", ""))[0]
    return {
        "danger": command == DANGER or (not command and language.danger(text, _tells(question, journey))),
        "answer": language.answer(text, question) if _is_closed(question, journey) else None,
        "voice": str(language.voice(text)),
        "personal_data": [
            {"kind": one.kind, "start": one.start, "end": one.end} for one in language.personal_data(text)
        ],
        "command": command if command in COMMANDS else None,
    }


def spot(text: str, language: Language) -> list[Mapping[str, Any]]:
    """What ``heard spot`` answers: where the text touches an item of the instrument, and how."""
    return [
        {
            "item": one.item,
            "quote": text[one.start : one.end],
            "start": one.start,
            "end": one.end,
            "status": one.status,
        }
        for one in language.spots(text)
    ]


def _question(request: Json, journey: Journey) -> str | None:
    question = request.get("question")
    if question is None:
        return None
    if not isinstance(question, str) or not (
        question in journey.by_id or question in {stage.id for stage in journey.stages}
    ):
        refuse("question", question, "the id of a question, such as dash_15 or account, or be left out")
    return str(question)


def _tells(question: str | None, journey: Journey) -> bool:
    asked = journey.by_id.get(question or "")
    return question == ACCOUNT or (asked is not None and asked.kind in TYPED_IN)


def _is_closed(question: str | None, journey: Journey) -> bool:
    asked = journey.by_id.get(question or "")
    if asked is None:
        return False
    return asked.kind in _CLOSED or {"yes", "no"} <= {choice.value for choice in asked.choices}
