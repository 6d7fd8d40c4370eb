"""The tables. Times are text in UTC, of one width, so that they sort and mean the same in every database."""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

METADATA = MetaData()

MASTER_KEYS = Table(
    "master_keys",
    METADATA,
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("proof", LargeBinary, nullable=False),
)

DATA_KEYS = Table(
    "data_keys",
    METADATA,
    Column("id", String, primary_key=True),
    Column("version", Integer, nullable=False, index=True),
    Column("wrapped", LargeBinary, nullable=False),
)

CASES = Table(
    "cases",
    METADATA,
    Column("id", String, primary_key=True),
    Column("key_id", ForeignKey("data_keys.id"), nullable=False),
    Column("org", String, nullable=False),
    Column("practitioner", String, nullable=False, index=True),
    Column("mode", String, nullable=False),
    Column("status", String, nullable=False),
    Column("stage", String, nullable=False),
    Column("opened_at", String, nullable=False),
    Column("changed_at", String, nullable=False),
    Column("closed_at", String),
    Column("policy_on", String, nullable=False),
    Column("focus", String),
    Column("danger_open", Boolean(create_constraint=False), nullable=False),
    Column("version", Integer, nullable=False),
)

CONVERSATIONS = Table(
    "conversations",
    METADATA,
    Column("id", String, primary_key=True),
    Column("case_id", ForeignKey("cases.id"), index=True),
    Column("key_id", ForeignKey("data_keys.id"), index=True),
    Column("last_message_id", String),
    Column("stage", String, nullable=False),
    Column("changed_at", String, nullable=False, index=True),
)

TURNS = Table(
    "turns",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("conversation_id", String, nullable=False),
    Column("message_id", String, nullable=False),
    Column("case_id", ForeignKey("cases.id"), index=True),
    Column("key_id", ForeignKey("data_keys.id"), nullable=False, index=True),
    Column("practitioner", String, nullable=False),
    Column("org", String, nullable=False),
    Column("stage", String, nullable=False),
    Column("received_at", String, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    UniqueConstraint("conversation_id", "message_id", name="one_turn_a_message"),
)

ENTRIES = Table(
    "entries",
    METADATA,
    Column("case_id", ForeignKey("cases.id"), primary_key=True),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("turn_id", String, nullable=False),
    Column("key", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("recorded_at", String, nullable=False),
    Column("recorded_by", String, nullable=False),
    Column("replaces", Integer),
    Column("withdrawn", Boolean(create_constraint=False), nullable=False),
    Column("sealed", LargeBinary, nullable=False),
)

DEADLINES = Table(
    "deadlines",
    METADATA,
    Column("case_id", ForeignKey("cases.id"), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("id", String, nullable=False),
    Column("starts_at", String, nullable=False),
    Column("due_at", String, nullable=False, index=True),
    Column("whole_day", Boolean(create_constraint=False), nullable=False),
    Column("resolved_at", String),
    Column("sealed", LargeBinary, nullable=False),
)

REFERRALS = Table(
    "referrals",
    METADATA,
    Column("case_id", ForeignKey("cases.id"), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("recipient", String, nullable=False),
    Column("status", String, nullable=False),
    Column("state", String, nullable=False),
    Column("due", String, nullable=False),
    Column("changed_at", String, nullable=False),
)

REFERRAL_STATES = Table(
    "referral_states",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("case_id", ForeignKey("cases.id"), nullable=False, index=True),
    Column("recipient", String, nullable=False),
    Column("status", String, nullable=False),
    Column("state", String, nullable=False),
    Column("due", String, nullable=False),
    Column("changed_at", String, nullable=False),
    Column("changed_by", String, nullable=False),
)

AUDIT_EVENTS = Table(
    "audit_events",
    METADATA,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("happened_at", String, nullable=False),
    Column("done_by", String, nullable=False),
    Column("action", String, nullable=False),
    Column("case_id", String, nullable=False, index=True),
    Column("detail", Text, nullable=False),
    Column("previous", String, nullable=False),
    Column("hash", String, nullable=False),
)

AUDIT_HEAD = Table(
    "audit_head",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("seq", Integer, nullable=False),
    Column("hash", String, nullable=False),
)

TRACKERS = Table(
    "trackers",
    METADATA,
    Column("conversation_id", String, primary_key=True),
    Column("key_id", ForeignKey("data_keys.id"), nullable=False, index=True),
    Column("saved_at", String, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
)

CASES.append_constraint(CheckConstraint("mode <> 'practice'", name="practice_is_kept_apart"))
Index("turns_of_conversation", TURNS.c.conversation_id, TURNS.c.number)
