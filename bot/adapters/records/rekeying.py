"""Changing the master key: a new version, every data key rewrapped in batches, the old version dropped last.

It can be stopped at any point and started again; until the end the key file holds both versions.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, select, update

from bot.adapters.keys.file import KeyFile
from bot.adapters.keys.ring import KeyRing
from bot.adapters.records import audit
from bot.adapters.records.database import Database
from bot.adapters.records.schema import DATA_KEYS, MASTER_KEYS
from bot.adapters.records.vault import check_key, proven_versions, set_proof
from bot.safeguarding.errors import NotSavedError

BATCH = 200

_REWRAP = (
    update(DATA_KEYS)
    .where(DATA_KEYS.c.id == bindparam("held_id"))
    .values(version=bindparam("version"), wrapped=bindparam("wrapped"))
)


def rekey(
    database: Database, key_file: KeyFile, by: str, now: Callable[[], datetime], batch: int = BATCH
) -> int:
    """Go over to a new version of the master key, or finish a change that was interrupted.

    Returns how many data keys were rewrapped now. Raises KeyWrongError, NotSavedError; then both versions are
    still in the key file and the record opens as before.
    """
    ring = _begun(database, key_file)
    done = 0
    while moved := _move(database, ring, batch):
        done += moved
    _finish(database, ring, by, now, done)
    key_file.replace(ring.only_current())
    return done


def _begun(database: Database, key_file: KeyFile) -> KeyRing:
    ring = key_file.reread()
    with database.reading() as connection:
        check_key(connection, ring)
    if len(ring.secrets) == 1:
        ring = ring.with_new_version()
        key_file.replace(ring)
    with database.writing() as connection:
        if ring.current not in proven_versions(connection):
            set_proof(connection, ring)
    return ring


def _move(database: Database, ring: KeyRing, batch: int) -> int:
    with database.writing() as connection:
        old = select(DATA_KEYS).where(DATA_KEYS.c.version != ring.current).limit(batch).with_for_update()
        rows = [_rewrapped(row, ring) for row in connection.execute(old)]
        if rows:
            connection.execute(_REWRAP, rows)
        return len(rows)


def _rewrapped(row: Any, ring: KeyRing) -> dict[str, Any]:
    wrapped = ring.wrap(ring.unwrap(row.wrapped, row.id), row.id)
    return {"held_id": row.id, "version": ring.current, "wrapped": wrapped}


def _finish(database: Database, ring: KeyRing, by: str, now: Callable[[], datetime], done: int) -> None:
    with database.writing() as connection:
        _none_left(connection, ring)
        connection.execute(delete(MASTER_KEYS).where(MASTER_KEYS.c.version != ring.current))
        audit.append(
            connection, [audit.Event("rekeyed", by, detail={"version": ring.current, "keys": done})], now()
        )
    database.wipe_log()


def _none_left(connection: Connection, ring: KeyRing) -> None:
    left = connection.execute(select(func.count()).where(DATA_KEYS.c.version != ring.current)).scalar()
    if left:
        raise NotSavedError("The change of key is not finished yet. Run `heard cases rekey` again.")
