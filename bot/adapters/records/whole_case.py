"""Everything that is recorded of a case, for export."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, or_, select

from bot.adapters.keys.sealing import DataKey
from bot.adapters.records import case_rows
from bot.adapters.records.coding import time_of, turn_json, unpacked, value_json
from bot.adapters.records.schema import AUDIT_EVENTS, REFERRAL_STATES, TURNS
from bot.adapters.records.store import SqlRecords
from bot.adapters.records.turn_rows import turn_place
from bot.application.ports import Deadline
from bot.safeguarding.case import Case, Entry
from bot.safeguarding.errors import CaseNotFoundError

EXPORT_FORMAT = 1


def whole_case(records: SqlRecords, case_id: str) -> dict[str, Any]:
    """The case as plain JSON, with everything that was recorded.

    Every entry ever made, turns, deadlines, referrals with their history, audit lines. Times are ISO 8601
    with their offset. Raises CaseNotFoundError, RecordError.
    """
    with records.database.reading() as connection:
        row = case_rows.read_case(connection, case_id)
        if row is None:
            raise CaseNotFoundError("There is no case with this number.")
        key = records.vault.key(connection, row.key_id)
        held = case_rows.read_held(connection, row, key)
        return {
            "format": EXPORT_FORMAT,
            "case": _case_json(held.case, row),
            "entries": [_entry_json(held.case, entry) for entry in held.case.entries],
            "turns": _turns(records, connection, case_id, row.key_id),
            "deadlines": [_deadline_json(deadline) for deadline in held.deadlines],
            "referrals": _referral_states(connection, case_id),
            "audit": _audit_lines(connection, case_id),
        }


def _case_json(case: Case, row: Any) -> dict[str, Any]:
    return {
        "id": case.id,
        "org": case.org,
        "practitioner": case.practitioner,
        "mode": case.mode,
        "status": case.status,
        "stage": row.stage,
        "opened_at": case.opened_at.isoformat(),
        "changed_at": time_of(row.changed_at).isoformat(),
        "closed_at": None if row.closed_at is None else time_of(row.closed_at).isoformat(),
        "policy_on": case.policy_on.isoformat(),
        "version": case.version,
    }


def _entry_json(case: Case, entry: Entry) -> dict[str, Any]:
    return {
        "seq": entry.seq,
        "key": entry.key,
        "kind": case_rows.kind_of(entry),
        "value": value_json(entry.value),
        "text": entry.text,
        "voice": entry.voice,
        "speaker": entry.speaker,
        "at": entry.at.isoformat(),
        "by": entry.by,
        "turn": entry.turn_id,
        "replaces": entry.replaces,
        "withdrawn": entry.withdrawn,
        "holds_now": entry in case.all_entries(entry.key) and _is_latest(case, entry),
        "quotes": [
            {"entry": q.entry, "start": q.start, "end": q.end, "text": case.quoted(q)} for q in entry.quotes
        ],
    }


def _is_latest(case: Case, entry: Entry) -> bool:
    return entry.voice is not None or case.current.get(entry.key) == entry


def _turns(records: SqlRecords, connection: Connection, case_id: str, key_id: str) -> list[dict[str, Any]]:
    its = (
        select(TURNS)
        .where(or_(TURNS.c.case_id == case_id, TURNS.c.key_id == key_id))
        .order_by(TURNS.c.number)
    )
    return [
        _turn(row, records.vault.key(connection, row["key_id"])) for row in connection.execute(its).mappings()
    ]


def _turn(row: Mapping[Any, Any], key: DataKey) -> dict[str, Any]:
    clear = {
        "message": row["message_id"],
        "conversation": row["conversation_id"],
        "practitioner": row["practitioner"],
        "received_at": time_of(row["received_at"]).isoformat(),
    }
    return clear | turn_json(key.open(row["sealed"], turn_place(row)))


def _deadline_json(deadline: Deadline) -> dict[str, Any]:
    due = deadline.due_at.date() if deadline.whole_day else deadline.due_at
    return {
        "id": deadline.id,
        "text": deadline.text,
        "owner": deadline.owner,
        "starts_at": deadline.starts_at.isoformat(),
        "due": due.isoformat(),
        "resolved_at": None if deadline.resolved_at is None else deadline.resolved_at.isoformat(),
    }


def _referral_states(connection: Connection, case_id: str) -> list[dict[str, Any]]:
    states = (
        select(REFERRAL_STATES).where(REFERRAL_STATES.c.case_id == case_id).order_by(REFERRAL_STATES.c.number)
    )
    return [
        {
            "to": row.recipient,
            "status": row.status,
            "state": row.state,
            "due": row.due,
            "at": time_of(row.changed_at).isoformat(),
            "by": row.changed_by,
        }
        for row in connection.execute(states)
    ]


def _audit_lines(connection: Connection, case_id: str) -> list[dict[str, Any]]:
    lines = select(AUDIT_EVENTS).where(AUDIT_EVENTS.c.case_id == case_id).order_by(AUDIT_EVENTS.c.seq)
    return [
        {
            "seq": row.seq,
            "at": time_of(row.happened_at).isoformat(),
            "by": row.done_by,
            "action": row.action,
            "detail": unpacked(row.detail.encode()),
            "hash": row.hash,
        }
        for row in connection.execute(lines)
    ]
