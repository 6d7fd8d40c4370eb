"""The database: how it is opened, and the only two ways to use it, ``reading`` and ``writing``."""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.pool import ConnectionPoolEntry, QueuePool, StaticPool

from bot.adapters.records.faults import BUSY, NOTHING_SAVED, plain_words
from bot.safeguarding.errors import NotSavedError, RecordError

PATIENCE = 0.4
"""Seconds to wait for a lock, in this process and on the file, before giving up."""

Synchronous = Literal["FULL", "NORMAL"]


def open_engine(url: str, synchronous: Synchronous = "FULL") -> Engine:
    """An engine for ``url``. On SQLite: WAL, foreign keys, overwritten deletions, a short wait for locks.

    ``synchronous`` FULL makes every commit survive a power cut; NORMAL may lose the last ones.
    Raises RecordError where the address cannot be understood or its driver is not installed.
    """
    try:
        engine = create_engine(url, **_options(url))
    except Exception:  # noqa: BLE001 - drivers raise what they like
        raise RecordError("HEARD_DATABASE_URL is not a database address, or its driver is missing.") from None
    if engine.dialect.name == "sqlite":
        _make_private(engine.url.database)
        event.listen(engine, "connect", _pragmas(synchronous))
        event.listen(engine, "begin", _begin)
    return engine


class Database:
    """An engine, with a turnstile that lets one writer of this process in at a time."""

    def __init__(self, engine: Engine, turnstile: "threading.RLock | None" = None) -> None:
        self.engine = engine
        self._writer = engine.execution_options(heard_writes=True)
        self._turnstile = turnstile or threading.RLock()
        self._one_connection = isinstance(engine.pool, StaticPool)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that only reads. Raises RecordError."""
        with plain_words(), self._alone(self._one_connection), self.engine.begin() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that is saved whole when the block ends, or not at all. Raises NotSavedError."""
        words = plain_words(NotSavedError, f"{NOTHING_SAVED} ")
        with words, self._alone(True), self._writer.begin() as connection:
            yield connection

    def relaxed(self) -> "Database":
        """The same database behind the same turnstile; a power cut may cost the last commits."""
        if self._one_connection or self.engine.dialect.name != "sqlite":
            return self
        return Database(open_engine(self.engine.url.render_as_string(False), "NORMAL"), self._turnstile)

    def wipe_log(self) -> None:
        """Copy the write-ahead log into the database file and empty it: no deleted row is left in it."""
        if self.engine.dialect.name != "sqlite" or self._one_connection:
            return
        with plain_words(), self._alone(True):
            raw = self.engine.raw_connection()
            try:
                raw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
            finally:
                raw.close()

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()

    @contextmanager
    def _alone(self, needed: bool) -> Iterator[None]:
        if needed and not self._turnstile.acquire(timeout=PATIENCE):
            raise NotSavedError(f"{NOTHING_SAVED} {BUSY}")
        try:
            yield
        finally:
            if needed:
                self._turnstile.release()


def in_memory() -> Database:
    """A database that is written nowhere and ends with the process."""
    return Database(open_engine("sqlite://"))


def _options(url: str) -> dict[str, Any]:
    options: dict[str, Any] = {"hide_parameters": True}
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        return options | {"pool_pre_ping": True}
    arguments = {"timeout": PATIENCE, "check_same_thread": False}
    pool = QueuePool if parsed.database else StaticPool
    return options | {"connect_args": arguments, "poolclass": pool}


def _make_private(file: str | None) -> None:
    if not file or file.startswith((":memory:", "file:")) or Path(file).exists():
        return
    try:
        Path(file).parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        os.close(os.open(file, os.O_CREAT | os.O_WRONLY, 0o600))
    except OSError:
        raise RecordError(
            f"The database {file} cannot be made. Check that its folder may be written."
        ) from None


def _pragmas(synchronous: Synchronous) -> Any:
    def on_connect(connection: Any, _entry: ConnectionPoolEntry) -> None:
        connection.isolation_level = None  # transactions begin where _begin says, not where sqlite3 guesses
        for pragma in (
            "journal_mode=WAL",
            f"synchronous={synchronous}",
            "foreign_keys=ON",
            "secure_delete=ON",
        ):
            connection.execute(f"PRAGMA {pragma}")

    return on_connect


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("heard_writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
