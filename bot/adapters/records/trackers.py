"""Rasa's trackers, sealed. A tracker is not the record: losing its last write to a power cut does no harm."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from bot.adapters.records.coding import time_text
from bot.adapters.records.database import Database
from bot.adapters.records.schema import TRACKERS
from bot.adapters.records.vault import Vault

_FIND = select(TRACKERS.c.key_id, TRACKERS.c.sealed).where(
    TRACKERS.c.conversation_id == bindparam("conversation_id")
)
_KEY = select(TRACKERS.c.key_id).where(TRACKERS.c.conversation_id == bindparam("conversation_id"))
_REPLACE = (
    update(TRACKERS)
    .where(TRACKERS.c.conversation_id == bindparam("held_id"))
    .values(sealed=bindparam("sealed"), saved_at=bindparam("saved_at"))
)


class TrackerSnapshots:
    """One snapshot a conversation, the newest. Deleted with the case, by ``SqlRecords.delete``."""

    def __init__(self, database: Database, vault: Vault, now: Callable[[], datetime]) -> None:
        self._database = database.relaxed()
        self._vault = vault
        self._now = now

    def load(self, conversation_id: str) -> bytes | None:
        """The snapshot as it was saved, or ``None``. Raises RecordError."""
        with self._database.reading() as connection:
            row = connection.execute(_FIND, {"conversation_id": conversation_id}).first()
            if row is None:
                return None
            return self._vault.key(connection, row.key_id).open(row.sealed, ("trackers", conversation_id))

    def save(self, conversation_id: str, data: bytes) -> None:
        """Keep ``data`` in place of the snapshot before. Raises NotSavedError."""
        with self._database.writing() as connection:
            key_id = connection.execute(_KEY, {"conversation_id": conversation_id}).scalar()
            row = self._row(connection, key_id or self._vault.new(connection), conversation_id, data)
            if key_id is None:
                connection.execute(insert(TRACKERS), row)
            else:
                held = {"held_id": conversation_id, "sealed": row["sealed"], "saved_at": row["saved_at"]}
                connection.execute(_REPLACE, held)

    def delete(self, conversation_id: str) -> None:
        """Delete the snapshot and its key. Nothing happens where there is none. Raises NotSavedError."""
        with self._database.writing() as connection:
            key_id = connection.execute(_KEY, {"conversation_id": conversation_id}).scalar()
            if key_id is None:
                return
            connection.execute(delete(TRACKERS).where(TRACKERS.c.conversation_id == conversation_id))
            self._vault.destroy(connection, [key_id])
        self._database.wipe_log()

    def close(self) -> None:
        """Close every connection."""
        self._database.close()

    def _row(self, connection: Connection, key_id: str, conversation_id: str, data: bytes) -> dict[str, Any]:
        sealed = self._vault.key(connection, key_id).seal(data, ("trackers", conversation_id))
        saved_at = time_text(self._now())
        return {"conversation_id": conversation_id, "key_id": key_id, "saved_at": saved_at, "sealed": sealed}
