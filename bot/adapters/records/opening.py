"""Opening the record: the right key, the right schema, or one clear sentence."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, inspect

from bot.adapters.keys.file import KeyFile, missing
from bot.adapters.keys.ring import Keys
from bot.adapters.records.audit import start_chain
from bot.adapters.records.coding import LONDON
from bot.adapters.records.database import Database, in_memory, open_engine
from bot.adapters.records.faults import plain_words
from bot.adapters.records.migration import migrate
from bot.adapters.records.schema import METADATA
from bot.adapters.records.store import SqlRecords
from bot.adapters.records.trackers import TrackerSnapshots
from bot.adapters.records.vault import Vault, check_key, proven_versions, set_proof
from bot.safeguarding.errors import KeyMissingError


def london_now() -> datetime:
    """Now, aware, in Europe/London."""
    return datetime.now(LONDON)


@dataclass(frozen=True)
class Store:
    """The opened record: ``records`` and ``trackers`` on one ``database``, under the key of ``key_file``."""

    database: Database
    key_file: KeyFile
    records: SqlRecords
    trackers: TrackerSnapshots

    def close(self) -> None:
        """Close every connection."""
        self.trackers.close()
        self.database.close()


def open_store(url: str, key_path: Path, now: Callable[[], datetime] = london_now) -> Store:
    """Open the record at ``url``, made and migrated where needed, under the key at ``key_path``.

    A key is made only for a record that does not exist yet. Raises KeyMissingError, KeyWrongError,
    KeyExposedError, DatabaseTooNewError, RecordError.
    """
    database, key_file = Database(open_engine(url)), KeyFile(key_path)
    try:
        _check_key_first(database, key_file)
        migrate(database.engine)
        _unlock(database, key_file)
        database.wipe_log()
    except BaseException:
        database.close()
        raise
    vault = Vault(key_file)
    return Store(database, key_file, SqlRecords(database, vault, now), TrackerSnapshots(database, vault, now))


def open_memory(keys: Keys, now: Callable[[], datetime] = london_now) -> SqlRecords:
    """A record of practice conversations: in memory, under a key that is written nowhere."""
    database = in_memory()
    with database.writing() as connection:
        tables = [table for table in METADATA.sorted_tables if table.name != "cases"]
        METADATA.create_all(connection, tables=tables)
        _make_cases_for_practice(connection)
        start_chain(connection)
    return SqlRecords(database, Vault(keys), now, takes_practice=True)


def _check_key_first(database: Database, key_file: KeyFile) -> None:
    """Before anything is written: a record without its key stays untouched."""
    with database.reading() as connection:
        proven = proven_versions(connection) if inspect(connection).has_table("master_keys") else ()
        if proven and not key_file.exists():
            raise KeyMissingError(missing(key_file.path))
        if proven:
            check_key(connection, key_file.ring())


def _unlock(database: Database, key_file: KeyFile) -> None:
    with database.reading() as connection:
        if proven_versions(connection):
            return
    with plain_words(), database.writing() as connection:
        ring = key_file.ring() if key_file.exists() else key_file.create()
        if not proven_versions(connection):
            set_proof(connection, ring)


def _make_cases_for_practice(connection: Connection) -> None:
    """The table ``cases`` without the rule that keeps practice out of it."""
    from sqlalchemy import CheckConstraint, MetaData

    copies = MetaData()
    METADATA.tables["data_keys"].to_metadata(copies)
    cases = METADATA.tables["cases"].to_metadata(copies)
    cases.constraints = {c for c in cases.constraints if not isinstance(c, CheckConstraint)}
    cases.create(connection)
