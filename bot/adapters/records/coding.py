"""How values become bytes to seal, and times become text, and back, with nothing lost."""

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.application.conversation import Button, Reply, Turn
from bot.safeguarding.answers import Voice
from bot.safeguarding.case import Entry, Slice, Value

LONDON = ZoneInfo("Europe/London")


def time_text(at: datetime) -> str:
    """An aware time as UTC text of a fixed width, to the microsecond."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def time_of(text: str) -> datetime:
    """The time in Europe/London."""
    return datetime.fromisoformat(text).astimezone(LONDON)


def packed(content: Any) -> bytes:
    """Plain values as JSON in ASCII: every character a person can type comes back, lone surrogates too."""
    return json.dumps(content, separators=(",", ":"), default=_plain).encode("ascii")


def unpacked(data: bytes) -> Any:
    """What ``packed`` was given."""
    return json.loads(data)


def value_json(value: Value) -> Any:
    """A value as JSON: dates and ticked lists say what they are."""
    if isinstance(value, date):
        return {"date": value.isoformat()}
    return {"ticked": list(value)} if isinstance(value, tuple) else value


def value_of(content: Any) -> Value:
    """The value that ``value_json`` was given."""
    match content:
        case {"date": str(text)}:
            return date.fromisoformat(text)
        case {"ticked": list(ticked)}:
            return tuple(ticked)
        case None | str() | int():
            return content
        case _:
            raise ValueError("not a value")


def entry_bytes(entry: Entry) -> bytes:
    """The part of an entry that a person gave: value, text, whose words, and the confirmed quotations."""
    quotes = [[q.entry, q.start, q.end] for q in entry.quotes]
    return packed([value_json(entry.value), entry.text, entry.voice, entry.speaker, quotes])


def entry_words(data: bytes) -> dict[str, Any]:
    """The fields of an entry that ``entry_bytes`` was made from."""
    value, text, voice, speaker, quotes = unpacked(data)
    return {
        "value": value_of(value),
        "text": text,
        "voice": None if voice is None else Voice(voice),
        "speaker": speaker,
        "quotes": tuple(Slice(*quote) for quote in quotes),
    }


def turn_bytes(turn: Turn, reply: Reply) -> bytes:
    """What came in and what went out."""
    button = None if turn.button is None else dict(turn.button)
    return packed([turn.text, button, turn.intent, turn.confidence, _reply_json(reply)])


def reply_of(data: bytes) -> Reply:
    """The reply of a turn."""
    return _reply(unpacked(data)[4])


def said_of(data: bytes) -> tuple[str, dict[str, str] | None, Reply]:
    """What came in, as text and as a button's meaning, and what went out."""
    text, button, _, _, reply = unpacked(data)
    return text, button, _reply(reply)


def _reply(content: dict[str, Any]) -> Reply:
    buttons = tuple(Button(*button) for button in content.pop("buttons"))
    return Reply(messages=tuple(content.pop("messages")), buttons=buttons, **content)


def turn_json(data: bytes) -> dict[str, Any]:
    """A turn as it is exported."""
    text, button, intent, confidence, reply = unpacked(data)
    return {"text": text, "button": button, "intent": intent, "confidence": confidence, "reply": reply}


def detail_text(detail: Mapping[str, Any]) -> str:
    """The detail of an audit event in its one canonical form."""
    return json.dumps(dict(detail), sort_keys=True, separators=(",", ":"), default=str)


def _reply_json(reply: Reply) -> dict[str, Any]:
    return {
        "messages": reply.messages,
        "buttons": [[button.title, button.payload] for button in reply.buttons],
        "stage": reply.stage,
        "question": reply.question,
        "kind": reply.kind,
        "case_id": reply.case_id,
        "custom": reply.custom,
    }


def _plain(content: Any) -> Any:
    if isinstance(content, Mapping):
        return dict(content)
    raise ValueError("only plain values can be recorded")
