"""The audit chain: who did what and when, each line bound to the line before it by its hash. No words.

A line of action ``recorded`` also carries a digest of the entries it saved, so that an entry that was
changed, added or removed outside the program is found.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from bot.adapters.keys.sealing import Place, place_bytes
from bot.adapters.records.coding import detail_text, time_text, unpacked
from bot.adapters.records.schema import AUDIT_EVENTS, AUDIT_HEAD, CASES, ENTRIES
from bot.safeguarding.errors import RecordError

START = "0" * 64
RECORDED = "recorded"

_HEAD = select(AUDIT_HEAD.c.seq, AUDIT_HEAD.c.hash).where(AUDIT_HEAD.c.id == 1).with_for_update()
_ADD = insert(AUDIT_EVENTS)
_MOVE_HEAD = update(AUDIT_HEAD).where(AUDIT_HEAD.c.id == 1)


@dataclass(frozen=True, slots=True)
class Event:
    """Something that was done. ``detail`` is JSON with no word that a person typed."""

    action: str
    done_by: str
    case_id: str = ""
    detail: Mapping[str, Any] = field(default_factory=dict)


def append(connection: Connection, events: Iterable[Event], at: datetime) -> None:
    """Add ``events`` to the chain in the open transaction. Raises RecordError where its end is gone."""
    head = connection.execute(_HEAD).first()
    if head is None:
        raise RecordError("The end of the audit chain is missing. Run `heard cases verify`.")
    rows = _linked(events, time_text(at), head.seq, head.hash)
    if rows:
        connection.execute(_ADD, rows)
        connection.execute(_MOVE_HEAD, {"seq": rows[-1]["seq"], "hash": rows[-1]["hash"]})


def start_chain(connection: Connection) -> None:
    """Set the end of an empty chain, once, when the tables are made."""
    connection.execute(insert(AUDIT_HEAD), {"id": 1, "seq": 0, "hash": START})


def verify(connection: Connection) -> tuple[str, ...]:
    """What is wrong with the chain and the entries it vouches for, a sentence each; empty when sound."""
    return (*_broken_links(connection), *_changed_entries(connection))


def digest(rows: Sequence[Mapping[Any, Any] | Row[Any]]) -> str:
    """One hash over the rows of ``entries``, their clear columns and their sealed words."""
    total = hashlib.sha256()
    for row in rows:
        fields = row if isinstance(row, Mapping) else row._mapping
        total.update(place_bytes(clear_columns(fields)))
        total.update(hashlib.sha256(fields["sealed"]).digest())
    return total.hexdigest()


def clear_columns(row: Mapping[Any, Any]) -> Place:
    """What an entry's row shows in clear: its sealed part opens only beside exactly these."""
    names = (
        "case_id",
        "seq",
        "turn_id",
        "key",
        "kind",
        "recorded_at",
        "recorded_by",
        "replaces",
        "withdrawn",
    )
    return tuple(row[name] for name in names)


def _linked(events: Iterable[Event], at: str, seq: int, previous: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    for number, event in enumerate(events, seq + 1):
        row: dict[str, Any] = {
            "seq": number,
            "happened_at": at,
            "done_by": event.done_by,
            "action": event.action,
            "case_id": event.case_id,
            "detail": detail_text(event.detail),
            "previous": previous,
        }
        previous = row["hash"] = _hash(row)
        rows.append(row)
    return rows


def _hash(row: Mapping[Any, Any]) -> str:
    names = ("previous", "seq", "happened_at", "done_by", "action", "case_id", "detail")
    return hashlib.sha256(place_bytes(tuple(row[name] for name in names))).hexdigest()


def _broken_links(connection: Connection) -> list[str]:
    faults: list[str] = []
    seq, previous = 0, START
    for row in connection.execute(select(AUDIT_EVENTS).order_by(AUDIT_EVENTS.c.seq)).mappings():
        if row["seq"] != seq + 1:
            faults.append(f"Audit lines {seq + 1} to {row['seq'] - 1} are missing.")
        elif row["previous"] != previous or row["hash"] != _hash(row):
            faults.append(f"Audit line {row['seq']} was changed.")
        seq, previous = row["seq"], row["hash"]
    head = connection.execute(_HEAD).first()
    if head is None or (head.seq, head.hash) != (seq, previous):
        faults.append("The end of the audit chain is missing or was changed.")
    return faults


def _changed_entries(connection: Connection) -> list[str]:
    faults: list[str] = []
    for case_id in connection.execute(select(CASES.c.id).order_by(CASES.c.id)).scalars():
        entries = _entries(connection, case_id)
        covered = 0
        for first, last, expected in _recorded(connection, case_id):
            covered = last
            if digest(entries[first - 1 : last]) != expected:
                faults.append(f"Case {case_id}: entries {first} to {last} were changed or removed.")
        if covered != len(entries):
            faults.append(f"Case {case_id}: entries after {covered} have no audit line.")
    return faults


def _entries(connection: Connection, case_id: str) -> Sequence[Row[Any]]:
    return connection.execute(
        select(ENTRIES).where(ENTRIES.c.case_id == case_id).order_by(ENTRIES.c.seq)
    ).all()


def _recorded(connection: Connection, case_id: str) -> list[tuple[int, int, str]]:
    lines = select(AUDIT_EVENTS.c.detail).where(
        AUDIT_EVENTS.c.case_id == case_id, AUDIT_EVENTS.c.action == RECORDED
    )
    details = (unpacked(d.encode()) for d in connection.execute(lines.order_by(AUDIT_EVENTS.c.seq)).scalars())
    return [(d["first"], d["last"], d["digest"]) for d in details if d.get("digest")]
