"""The schema's revisions, and bringing a database up to the newest.

Alembic is imported only where there is something to migrate.
"""

from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

import bot
from bot.adapters.records.faults import plain_words
from bot.safeguarding.errors import DatabaseTooNewError, RecordError

REVISIONS = ("0001", "0002")
"""Every revision in ``migrations/versions``, oldest first."""

TOO_NEW = (
    "The database was written by a newer version of this program. Nothing was changed. "
    "Install the newer version, or put back a database from before the change."
)


def migrate(engine: Engine) -> None:
    """Bring the database to the newest revision, all of it or nothing; nothing happens where it is there.

    Raises DatabaseTooNewError where its revision is not one of ours; RecordError where it cannot be changed.
    """
    with plain_words(), engine.execution_options(heard_writes=True).begin() as connection:
        if revision(connection) != REVISIONS[-1]:
            _upgrade(connection)


def revision(connection: Connection) -> str | None:
    """The database's revision, or ``None`` in an empty one. Raises DatabaseTooNewError."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    if found is not None and found not in REVISIONS:
        raise DatabaseTooNewError(TOO_NEW)
    return found


def migrations_folder() -> Path:
    """Where the revisions are: beside the ``bot`` package, or inside it where it was installed as a wheel."""
    package = Path(bot.__file__).parent
    for folder in (package.parent / "migrations", package / "migrations"):
        if (folder / "env.py").exists():
            return folder
    raise RecordError("The program's migrations folder is missing. Install the program again.")


def _upgrade(connection: Connection) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(migrations_folder()).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
