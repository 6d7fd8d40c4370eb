"""Trackers: Rasa's own memory of a conversation, sealed, beside the record."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table of trackers."""
    op.create_table(
        "trackers",
        sa.Column("conversation_id", sa.String(), nullable=False),
        sa.Column("key_id", sa.String(), nullable=False),
        sa.Column("saved_at", sa.String(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["key_id"],
            ["data_keys.id"],
        ),
        sa.PrimaryKeyConstraint("conversation_id"),
    )
    op.create_index(op.f("ix_trackers_key_id"), "trackers", ["key_id"], unique=False)
