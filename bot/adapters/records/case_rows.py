"""Cases as rows: written with one statement a table, read whole."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from types import MappingProxyType
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from bot.adapters.keys.sealing import DataKey
from bot.adapters.records.audit import clear_columns
from bot.adapters.records.coding import entry_bytes, entry_words, packed, time_of, time_text, unpacked
from bot.adapters.records.schema import CASES, DEADLINES, ENTRIES, REFERRAL_STATES, REFERRALS
from bot.application.ports import CaseSummary, Deadline, Referral
from bot.safeguarding.answers import Voice
from bot.safeguarding.case import Case, Entry

_UPDATE = (
    update(CASES)
    .where(CASES.c.id == bindparam("held_id"), CASES.c.version == bindparam("held_version"))
    .values(
        {
            name: bindparam(name)
            for name in ("status", "focus", "danger_open", "version", "changed_at", "stage", "closed_at")
        }
    )
)
_ADD_ENTRIES = insert(ENTRIES)
_ENTRIES = select(ENTRIES).where(ENTRIES.c.case_id == bindparam("case_id")).order_by(ENTRIES.c.seq)
_CASE = select(CASES).where(CASES.c.id == bindparam("case_id"))
_DEADLINES = (
    select(DEADLINES).where(DEADLINES.c.case_id == bindparam("case_id")).order_by(DEADLINES.c.position)
)
_REFERRALS = (
    select(REFERRALS).where(REFERRALS.c.case_id == bindparam("case_id")).order_by(REFERRALS.c.position)
)

DECISION_KEYS = ("judgement.high_risk", "judgement.reason")


@dataclass(frozen=True, slots=True)
class Held:
    """A case as it is stored, with what goes with it."""

    case: Case
    key_id: str
    stage: str
    closed_at: str | None
    deadlines: tuple[Deadline, ...]
    referrals: tuple[Referral, ...]


def kind_of(entry: Entry) -> str:
    """What sort of entry it is, from its key and whose words it holds: for counting without opening."""
    if entry.key.startswith("consent."):
        return "consent"
    if entry.key in DECISION_KEYS or entry.voice is Voice.OPINION:
        return "decision"
    return "account" if entry.key.split(".")[0] == "account" or entry.voice else "answer"


def write_case(connection: Connection, held: Held, now: datetime) -> bool:
    """Insert a case of version 1, or bring a stored one up by exactly one version; whether it could be."""
    case = held.case
    changing = {
        "status": case.status,
        "focus": case.focus,
        "danger_open": case.danger_open,
        "version": case.version,
        "changed_at": time_text(now),
        "stage": held.stage,
        "closed_at": held.closed_at,
    }
    if case.version == 1:
        connection.execute(insert(CASES), changing | _fixed(case, held.key_id))
        return True
    found = connection.execute(_UPDATE, changing | {"held_id": case.id, "held_version": case.version - 1})
    return found.rowcount == 1


def entry_rows(case_id: str, entries: Sequence[Entry], key: DataKey) -> list[dict[str, Any]]:
    """The rows of new entries, sealed."""
    return [_entry_row(case_id, entry, key) for entry in entries]


def add_entries(connection: Connection, rows: list[dict[str, Any]]) -> None:
    """Append rows from ``entry_rows``."""
    if rows:
        connection.execute(_ADD_ENTRIES, rows)


def write_deadlines(
    connection: Connection, case_id: str, deadlines: Sequence[Deadline], key: DataKey
) -> None:
    """Make ``deadlines`` the case's whole list."""
    connection.execute(delete(DEADLINES).where(DEADLINES.c.case_id == case_id))
    if deadlines:
        rows = [_deadline_row(case_id, n, deadline, key) for n, deadline in enumerate(deadlines)]
        connection.execute(insert(DEADLINES), rows)


def write_referrals(connection: Connection, held: Held, now: Sequence[Referral], by: str) -> None:
    """Make ``now`` the case's whole list, and add every new or changed one to the history of states."""
    case_id = held.case.id
    connection.execute(delete(REFERRALS).where(REFERRALS.c.case_id == case_id))
    rows = [_referral_row(case_id, referral) for referral in now]
    if rows:
        connection.execute(insert(REFERRALS), [row | {"position": n} for n, row in enumerate(rows)])
    fresh = [row for row, r in zip(rows, now, strict=True) if r not in held.referrals]
    if fresh:
        connection.execute(insert(REFERRAL_STATES), [row | {"changed_by": by} for row in fresh])


def read_case(connection: Connection, case_id: str) -> Any:
    """The row of a case, or ``None``."""
    return connection.execute(_CASE, {"case_id": case_id}).first()


def read_held(connection: Connection, row: Any, key: DataKey) -> Held:
    """The whole of a stored case. Raises BrokenSealError where a row was changed or moved."""
    entries = [_entry(e, key) for e in connection.execute(_ENTRIES, {"case_id": row.id}).mappings()]
    deadlines = [_deadline(d, key) for d in connection.execute(_DEADLINES, {"case_id": row.id})]
    referrals = [_referral(r) for r in connection.execute(_REFERRALS, {"case_id": row.id})]
    case = with_row(
        Case(row.id, row.org, row.practitioner, time_of(row.opened_at), date.fromisoformat(row.policy_on)),
        row,
    )
    return Held(
        case.with_entries(entries), row.key_id, row.stage, row.closed_at, tuple(deadlines), tuple(referrals)
    )


def with_row(case: Case, row: Any) -> Case:
    """``case`` with the clear columns of its row."""
    return replace(
        case,
        mode=row.mode,
        status=row.status,
        focus=row.focus,
        danger_open=bool(row.danger_open),
        version=row.version,
        current=MappingProxyType({}),
    )


def summary(row: Any) -> CaseSummary:
    """A case on a list."""
    opened_at, changed_at = time_of(row.opened_at), time_of(row.changed_at)
    return CaseSummary(
        row.id, row.org, row.practitioner, row.mode, row.status, row.stage, opened_at, changed_at
    )


def _fixed(case: Case, key_id: str) -> dict[str, Any]:
    return {
        "id": case.id,
        "key_id": key_id,
        "org": case.org,
        "practitioner": case.practitioner,
        "mode": case.mode,
        "opened_at": time_text(case.opened_at),
        "policy_on": case.policy_on.isoformat(),
    }


def _entry_row(case_id: str, entry: Entry, key: DataKey) -> dict[str, Any]:
    row = {
        "case_id": case_id,
        "seq": entry.seq,
        "turn_id": entry.turn_id,
        "key": entry.key,
        "kind": kind_of(entry),
        "recorded_at": time_text(entry.at),
        "recorded_by": entry.by,
        "replaces": entry.replaces,
        "withdrawn": entry.withdrawn,
    }
    return row | {"sealed": key.seal(entry_bytes(entry), ("entries", *clear_columns(row)))}


def _entry(row: Mapping[Any, Any], key: DataKey) -> Entry:
    words = entry_words(key.open(row["sealed"], ("entries", *clear_columns(row))))
    return Entry(
        seq=row["seq"],
        key=row["key"],
        at=time_of(row["recorded_at"]),
        by=row["recorded_by"],
        turn_id=row["turn_id"],
        replaces=row["replaces"],
        withdrawn=row["withdrawn"],
        **words,
    )


def _deadline_row(case_id: str, position: int, deadline: Deadline, key: DataKey) -> dict[str, Any]:
    resolved_at = None if deadline.resolved_at is None else time_text(deadline.resolved_at)
    words = packed([deadline.text, deadline.owner])
    return {
        "case_id": case_id,
        "position": position,
        "id": deadline.id,
        "starts_at": time_text(deadline.starts_at),
        "due_at": time_text(deadline.due_at),
        "whole_day": deadline.whole_day,
        "resolved_at": resolved_at,
        "sealed": key.seal(words, ("deadlines", case_id, position, deadline.id)),
    }


def _deadline(row: Any, key: DataKey) -> Deadline:
    text, owner = unpacked(key.open(row.sealed, ("deadlines", row.case_id, row.position, row.id)))
    resolved_at = None if row.resolved_at is None else time_of(row.resolved_at)
    return Deadline(
        row.id, text, owner, time_of(row.starts_at), time_of(row.due_at), bool(row.whole_day), resolved_at
    )


def _referral_row(case_id: str, referral: Referral) -> dict[str, Any]:
    return {
        "case_id": case_id,
        "recipient": referral.to,
        "status": referral.status,
        "state": referral.state,
        "due": referral.due,
        "changed_at": time_text(referral.at),
    }


def _referral(row: Any) -> Referral:
    return Referral(row.recipient, row.status, row.state, row.due, time_of(row.changed_at))
