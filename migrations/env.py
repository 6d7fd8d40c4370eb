"""How Alembic reaches the database: over the connection it is handed, or at HEARD_DATABASE_URL."""

from alembic import context

from bot.adapters.records.schema import METADATA


def _run(connection: object) -> None:
    context.configure(connection=connection, target_metadata=METADATA, transactional_ddl=True)
    with context.begin_transaction():
        context.run_migrations()


given = context.config.attributes.get("connection")
if given is not None:
    _run(given)
else:
    from bot.adapters.records.database import open_engine
    from bot.settings import read_settings

    with open_engine(read_settings().database).begin() as own:
        _run(own)
