"""What is deleted, and how: the rows are overwritten, the data key is destroyed, the log is emptied.

Copies made elsewhere (backups, snapshots of the disk) still hold sealed rows and the wrapped key; whoever has
such a copy and the master key of its time can read it. `heard cases rekey` ends the old master key.
"""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Connection, delete, or_, select, update

from bot.adapters.records import audit, turn_rows
from bot.adapters.records.coding import LONDON, time_of, time_text
from bot.adapters.records.schema import (
    CASES,
    CONVERSATIONS,
    DEADLINES,
    ENTRIES,
    REFERRAL_STATES,
    REFERRALS,
    TRACKERS,
    TURNS,
)
from bot.adapters.records.vault import Vault
from bot.safeguarding.errors import CaseNotFoundError

PROGRAM = "program"


def delete_case(connection: Connection, vault: Vault, case_id: str) -> None:
    """Delete everything of the case in the open transaction. Raises CaseNotFoundError."""
    key_id = connection.execute(select(CASES.c.key_id).where(CASES.c.id == case_id)).scalar()
    if key_id is None:
        raise CaseNotFoundError(
            "There is no case with this number. `heard cases list` shows the cases there are."
        )
    its_turns = or_(TURNS.c.case_id == case_id, TURNS.c.key_id == key_id)
    where = (
        select(TURNS.c.conversation_id)
        .where(its_turns)
        .union(select(CONVERSATIONS.c.id).where(CONVERSATIONS.c.case_id == case_id))
    )
    keys = turn_rows.drop_trackers(connection, TRACKERS.c.conversation_id.in_(where))
    turn_rows.release(connection, or_(CONVERSATIONS.c.case_id == case_id, CONVERSATIONS.c.key_id == key_id))
    connection.execute(delete(TURNS).where(its_turns))
    for table in (ENTRIES, DEADLINES, REFERRALS, REFERRAL_STATES):
        connection.execute(delete(table).where(table.c.case_id == case_id))
    connection.execute(delete(CASES).where(CASES.c.id == case_id))
    vault.destroy(connection, [key_id, *keys])


def forget_conversation(connection: Connection, vault: Vault, conversation_id: str) -> None:
    """Take the conversation off its case and delete its tracker."""
    turn_rows.release(connection, CONVERSATIONS.c.id == conversation_id)
    vault.destroy(
        connection, turn_rows.drop_trackers(connection, TRACKERS.c.conversation_id == conversation_id)
    )


def past_retention(connection: Connection, now: datetime, months_by_org: Mapping[str, int]) -> list[str]:
    """The closed cases whose last day of being kept is over, oldest first."""
    closed = select(CASES.c.id, CASES.c.org, CASES.c.closed_at).where(CASES.c.closed_at.is_not(None))
    rows = connection.execute(closed.order_by(CASES.c.closed_at)).all()
    return [
        row.id
        for row in rows
        if row.org in months_by_org and _kept_until(time_of(row.closed_at), months_by_org[row.org]) < now
    ]


def expire(connection: Connection, vault: Vault, before: str, now: datetime) -> tuple[int, list[str]]:
    """End the conversations last heard before ``before``: how many, and the cases that were paused."""
    idle = select(CONVERSATIONS.c.id).where(CONVERSATIONS.c.changed_at < before)
    paused = _pause(connection, before, now)
    keys = turn_rows.drop_trackers(connection, TRACKERS.c.conversation_id.in_(idle))
    keys += turn_rows.drop_trackers(connection, TRACKERS.c.saved_at < before)
    gone = delete(CONVERSATIONS).where(CONVERSATIONS.c.changed_at < before, CONVERSATIONS.c.case_id.is_(None))
    ended = connection.execute(gone).rowcount
    vault.destroy(connection, [*keys, *_drop_caseless_turns(connection, before)])
    return ended + len(paused), paused


def _pause(connection: Connection, before: str, now: datetime) -> list[str]:
    idle = select(CONVERSATIONS.c.case_id).where(
        CONVERSATIONS.c.changed_at < before, CONVERSATIONS.c.case_id.is_not(None)
    )
    busy = select(CONVERSATIONS.c.case_id).where(
        CONVERSATIONS.c.changed_at >= before, CONVERSATIONS.c.case_id.is_not(None)
    )
    chosen = select(CASES.c.id).where(CASES.c.status == "open", CASES.c.id.in_(idle), CASES.c.id.not_in(busy))
    case_ids = list(connection.execute(chosen.order_by(CASES.c.id)).scalars())
    if case_ids:
        change = {"status": "paused", "version": CASES.c.version + 1, "changed_at": time_text(now)}
        connection.execute(update(CASES).where(CASES.c.id.in_(case_ids)).values(change))
        audit.append(connection, [audit.Event("paused", PROGRAM, case_id) for case_id in case_ids], now)
    return case_ids


def _drop_caseless_turns(connection: Connection, before: str) -> list[str]:
    in_use = select(CASES.c.key_id).union(
        select(CONVERSATIONS.c.key_id).where(CONVERSATIONS.c.key_id.is_not(None))
    )
    recent = select(TURNS.c.key_id).where(TURNS.c.received_at >= before)
    doomed = TURNS.c.key_id.not_in(in_use) & TURNS.c.key_id.not_in(recent)
    keys = list(connection.execute(select(TURNS.c.key_id).where(doomed).distinct()).scalars())
    connection.execute(delete(TURNS).where(TURNS.c.key_id.in_(keys)))
    return keys


def _kept_until(closed_at: datetime, months: int) -> datetime:
    """The end of the last day, local time, on which a case closed then is kept."""
    years, month = divmod(closed_at.month - 1 + months, 12)
    day = closed_at.replace(year=closed_at.year + years, month=month + 1, day=1)
    last = (
        day.replace(month=month + 2) if month < 11 else day.replace(year=day.year + 1, month=1)
    ).toordinal()
    wanted = min(day.toordinal() + closed_at.day - 1, last - 1)
    date_then = datetime.fromordinal(wanted)
    return date_then.replace(hour=23, minute=59, second=59, microsecond=999999, tzinfo=LONDON)
