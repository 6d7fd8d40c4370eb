"""What comes in from a conversation and what goes out to it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Turn:
    """One message in.

    ``conversation_id`` is the channel's id of the conversation; ``message_id`` the client's id of the
    message (the same id twice is the same message). ``text`` is what was typed, byte for byte; empty where
    a button was pressed. ``button`` is the checked payload of a button that this program offered, as
    ``{"question": key, "value": value}`` or ``{"command": name}``, else ``None``. ``intent`` is Rasa's
    reading of ``text`` with its ``confidence`` (0 to 1), or ``None``.
    """

    conversation_id: str
    practitioner: str
    org: str
    message_id: str
    text: str
    received_at: datetime
    button: Mapping[str, str] | None = None
    intent: str | None = None
    confidence: float = 0.0


@dataclass(frozen=True, slots=True)
class Button:
    """A closed answer on offer. ``payload`` is ``/answer{"question": ..., "value": ...}`` or ``/command{"command": ...}``."""

    title: str
    payload: str


@dataclass(frozen=True, slots=True)
class Reply:
    """What goes out, in order, with the buttons of the last message.

    ``stage`` is the stage the conversation is in now (``ended`` after the last). ``question`` is the key of
    the question that is open, if any. ``kind`` is how it is answered. ``custom`` goes to the channel as it
    is (JSON). ``case_id`` is empty before a case is opened.
    """

    messages: tuple[str, ...]
    buttons: tuple[Button, ...] = ()
    stage: str = "opening"
    question: str | None = None
    kind: str | None = None
    case_id: str = ""
    custom: Mapping[str, Any] = field(default_factory=dict)
