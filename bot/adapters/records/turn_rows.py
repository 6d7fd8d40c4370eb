"""Conversations and their turns as rows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, bindparam, delete, exists, insert, select, update

from bot.adapters.keys.sealing import DataKey, Place
from bot.adapters.records.coding import time_of, time_text, turn_bytes
from bot.adapters.records.schema import CASES, CONVERSATIONS, TRACKERS, TURNS
from bot.application.conversation import Reply, Turn

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_LATEST = 200_000_000_000_000_000
_conversation = CONVERSATIONS.c.id == bindparam("conversation_id")
_message = (TURNS.c.conversation_id == bindparam("conversation_id")) & (
    TURNS.c.message_id == bindparam("message_id")
)


def _of_conversation(column: Any) -> Any:
    return select(column).where(_conversation).scalar_subquery()


_PLACE = select(
    exists(select(TURNS.c.number).where(_message)).label("answered"),
    _of_conversation(CONVERSATIONS.c.id).label("id"),
    _of_conversation(CONVERSATIONS.c.case_id).label("case_id"),
    _of_conversation(CONVERSATIONS.c.key_id).label("key_id"),
    _of_conversation(CONVERSATIONS.c.last_message_id).label("last_message_id"),
    select(CASES.c.version)
    .where(CASES.c.id == _of_conversation(CONVERSATIONS.c.case_id))
    .scalar_subquery()
    .label("version"),
)
_TURN = select(TURNS.c.conversation_id, TURNS.c.message_id, TURNS.c.key_id, TURNS.c.sealed).where(_message)
_PAST = select(TURNS).where(
    ((TURNS.c.conversation_id == bindparam("conversation_id")) & TURNS.c.case_id.is_(None))
    | (TURNS.c.case_id == bindparam("case_id"))
)
_AFTER = _PAST.where(TURNS.c.received_at > bindparam("after")).order_by(TURNS.c.received_at, TURNS.c.number)
_BEFORE = (
    _PAST.where(TURNS.c.received_at <= bindparam("after"))
    .order_by(TURNS.c.received_at.desc(), TURNS.c.number.desc())
    .limit(1)
)
_ADD = insert(TURNS)
_START = insert(CONVERSATIONS)
_GO_ON = (
    update(CONVERSATIONS)
    .where(CONVERSATIONS.c.id == bindparam("held_id"))
    .values(
        {name: bindparam(name) for name in ("case_id", "key_id", "last_message_id", "stage", "changed_at")}
    )
)


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Where a conversation stands: whether this message was answered, its case and data key, its last message."""

    answered: bool
    known: bool
    case_id: str | None
    key_id: str | None
    last_message_id: str | None
    version: int | None


def whereabouts(connection: Connection, conversation_id: str, message_id: str = "") -> Whereabouts:
    """Where ``conversation_id`` stands, in one read."""
    row = connection.execute(_PLACE, {"conversation_id": conversation_id, "message_id": message_id}).one()
    known = row.id is not None
    return Whereabouts(bool(row.answered), known, row.case_id, row.key_id, row.last_message_id, row.version)


def turn_row(connection: Connection, conversation_id: str, message_id: str) -> Any:
    """The row of a turn, or ``None``."""
    return connection.execute(_TURN, {"conversation_id": conversation_id, "message_id": message_id}).first()


def rows_after(
    connection: Connection, conversation_id: str, case_id: str, number: int
) -> tuple[Any | None, list[Any]]:
    """The last turn up to ``number`` (microseconds since 1970), if there is one, and every later one in order."""
    after = time_text(_EPOCH + timedelta(microseconds=max(0, min(number, _LATEST))))
    named = {"conversation_id": conversation_id, "case_id": case_id, "after": after}
    return connection.execute(_BEFORE, named).first(), list(connection.execute(_AFTER, named))


def number_of(row: Any) -> int:
    """The number of a turn: when it was received, in microseconds since 1970."""
    return (time_of(row.received_at) - _EPOCH) // timedelta(microseconds=1)


def conversation_of(connection: Connection, case_id: str) -> str:
    """The conversation that a case is open in, the one last spoken in where there are several; or empty."""
    found = connection.execute(
        select(CONVERSATIONS.c.id)
        .where(CONVERSATIONS.c.case_id == case_id)
        .order_by(CONVERSATIONS.c.changed_at.desc())
        .limit(1)
    ).scalar()
    return found or ""


def turn_place(row: Mapping[str, Any]) -> Place:
    """What a turn's words are bound to."""
    return ("turns", row["key_id"], row["conversation_id"], row["message_id"])


def add_turn(
    connection: Connection, turn: Turn, reply: Reply, case_id: str | None, key_id: str, key: DataKey
) -> None:
    """Append the turn with its reply, sealed."""
    row = {
        "conversation_id": turn.conversation_id,
        "message_id": turn.message_id,
        "case_id": case_id,
        "key_id": key_id,
        "practitioner": turn.practitioner,
        "org": turn.org,
        "stage": reply.stage,
        "received_at": time_text(turn.received_at),
    }
    connection.execute(_ADD, row | {"sealed": key.seal(turn_bytes(turn, reply), turn_place(row))})


def go_on(
    connection: Connection,
    conversation_id: str,
    known: bool,
    now: datetime,
    case_id: str | None = None,
    key_id: str | None = None,
    last_message_id: str | None = None,
    stage: str = "",
) -> None:
    """Bring the conversation to where it is now; ``known`` says whether it has a row."""
    row = {
        "case_id": case_id,
        "key_id": key_id,
        "last_message_id": last_message_id,
        "stage": stage,
        "changed_at": time_text(now),
    }
    if known:
        connection.execute(_GO_ON, row | {"held_id": conversation_id})
    else:
        connection.execute(_START, row | {"id": conversation_id})


def release(connection: Connection, *conditions: Any) -> None:
    """Take the matching conversations off their case; they start afresh with their next message."""
    nothing = dict.fromkeys(("case_id", "key_id", "last_message_id"))
    connection.execute(update(CONVERSATIONS).where(*conditions).values(nothing | {"stage": ""}))


def drop_trackers(connection: Connection, *conditions: Any) -> list[str]:
    """Delete the matching trackers; the ids of their data keys, for the caller to destroy."""
    keys = list(connection.execute(select(TRACKERS.c.key_id).where(*conditions)).scalars())
    connection.execute(delete(TRACKERS).where(*conditions))
    return keys
