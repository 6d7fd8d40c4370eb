"""One change of a case, written in the transaction that is open."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection

from bot.adapters.keys.sealing import DataKey
from bot.adapters.records import audit, case_rows
from bot.adapters.records.case_rows import Held
from bot.adapters.records.coding import time_text
from bot.adapters.records.faults import CONFLICT, NOTHING_SAVED
from bot.application.ports import Change, Referral
from bot.safeguarding.errors import NotSavedError

_ANY_TIME = datetime.max.replace(tzinfo=UTC)


def save_case(
    connection: Connection, key: DataKey, before: Held, change: Change, by: str, now: datetime
) -> Held:
    """Write what ``change`` changes of ``before``; the case as it is stored now. Raises NotSavedError."""
    _check_entries(change)
    after = replace(before, case=change.case, closed_at=_closed_at(before, change, now))
    if not case_rows.write_case(connection, after, now):
        raise NotSavedError(CONFLICT)
    rows = case_rows.entry_rows(change.case.id, change.new_entries, key)
    case_rows.add_entries(connection, rows)
    if change.deadlines != before.deadlines:
        case_rows.write_deadlines(connection, change.case.id, change.deadlines, key)
    referrals = _since_when(change.referrals, before.referrals)
    if referrals != before.referrals:
        case_rows.write_referrals(connection, before, referrals, by)
    audit.append(connection, _events(after, change, by, rows), now)
    return replace(after, deadlines=tuple(change.deadlines), referrals=referrals)


def _since_when(now: Sequence[Referral], before: Sequence[Referral]) -> tuple[Referral, ...]:
    """``now``, each referral that stands as it stood with the time from which it did."""
    earlier = {replace(referral, at=_ANY_TIME): referral for referral in before}
    return tuple(earlier.get(replace(referral, at=_ANY_TIME), referral) for referral in now)


def _check_entries(change: Change) -> None:
    new = tuple(change.new_entries)
    first = len(change.case.entries) - len(new)
    in_order = all(entry.seq == first + n for n, entry in enumerate(new, 1))
    if not in_order or change.case.entries[first:] != new:
        raise NotSavedError(
            f"{NOTHING_SAVED} The new entries are not the last of the case: a fault in the program."
        )


def _closed_at(before: Held, change: Change, now: datetime) -> str | None:
    if change.case.status != "closed":
        return None
    return before.closed_at or time_text(now)


def _events(after: Held, change: Change, by: str, rows: Sequence[dict[str, Any]]) -> list[audit.Event]:
    case = after.case
    detail: dict[str, Any] = {"version": case.version, "stage": after.stage, "status": case.status}
    if rows:
        detail |= {"first": rows[0]["seq"], "last": rows[-1]["seq"], "digest": audit.digest(rows)}
    saved = audit.Event(audit.RECORDED, by, case.id, detail)
    return [saved, *(audit.Event(action, by, case.id, d) for action, d in change.events)]
