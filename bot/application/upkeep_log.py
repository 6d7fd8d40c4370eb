"""What the record holds of a case's upkeep: contacts, what was done, since when something holds, its closing."""

from datetime import date, datetime, time, tzinfo
from typing import assert_never

from bot.safeguarding.case import Case, Entry
from bot.safeguarding.conditions import AllOf, AnyOf, AtLeast, Condition, FactIs, Facts, Unless, holds

CONTACT_MADE = "upkeep.contact_made"
CONTACT_ATTEMPTED = "upkeep.contact_attempted"
ATTEMPTS_TOLD = "actions.contact_attempts"
STATE = "upkeep.state"
SINCE = "upkeep.since."
DONE = "upkeep.done."
CLOSING = "upkeep.closing"
FOLLOW_UP = "actions.follow_up_on"
CLOSED, REOPENED = "closed", "reopened"


def contacts_made(case: Case, since: datetime) -> tuple[datetime, ...]:
    """When the client was reached, from ``since`` on, in order of time."""
    return tuple(at for at in _moments(case, CONTACT_MADE) if at >= since)


def contact_attempts(case: Case) -> tuple[datetime, ...]:
    """When somebody tried to reach the client, by the command line or told in the conversation, in order."""
    told = tuple(entry.at for entry in case.all_entries(ATTEMPTS_TOLD) if entry.text)
    return tuple(sorted((*_moments(case, CONTACT_ATTEMPTED), *told)))


def done_at(case: Case, task_id: str, after: int = 0) -> datetime | None:
    """When the task was said to be done, by an entry later than the one numbered ``after``; else ``None``."""
    entry = case.current.get(DONE + task_id)
    return entry.at if entry is not None and entry.seq > after else None


def is_closed(case: Case) -> bool:
    """Whether a person closed the case and nothing has been recorded since."""
    return bool(case.entries) and (case.entries[-1].key, case.entries[-1].value) == (CLOSING, CLOSED)


def states_of(case: Case) -> tuple[str, ...]:
    """Where the case stands (``awaiting_move``, ``abuse_stopped``, ...), as last recorded."""
    value = case.value(STATE)
    return value if isinstance(value, tuple) else ()


def held_since(case: Case, condition: Condition, facts: Facts, zone: tzinfo) -> datetime:
    """Since when ``condition``, which holds, has held: when the last of the answers it needs was first given.

    A day that was named for it (the abuse stopped on the 3rd) counts from its midnight. What is worked out
    and not recorded has held since the report.
    """
    match condition:
        case FactIs():
            return _since(case, condition, zone) or case.opened_at
        case AllOf(parts):
            return max((held_since(case, part, facts, zone) for part in parts), default=case.opened_at)
        case AnyOf(parts):
            held = (held_since(case, part, facts, zone) for part in parts if holds(part, facts))
            return min(held, default=case.opened_at)
        case AtLeast() | Unless():
            return case.opened_at
        case _:
            assert_never(condition)


def _since(case: Case, leaf: FactIs, zone: tzinfo) -> datetime | None:
    start = _first_of_run(case, leaf)
    if start is None:
        return None
    for value in leaf.values:
        named = case.current.get(SINCE + value)
        if named is not None and named.seq > start.seq and isinstance(named.value, date):
            return datetime.combine(named.value, time.min, zone)
    return start.at


def _first_of_run(case: Case, leaf: FactIs) -> Entry | None:
    """The entry from which on every answer under the fact's key is one of its values, or ``None``."""
    start = None
    for entry in reversed(case.history(leaf.fact)):
        if entry.withdrawn or not _is(entry, leaf.values):
            break
        start = entry
    return start


def _is(entry: Entry, values: frozenset[str]) -> bool:
    if isinstance(entry.value, tuple):
        return bool(values.intersection(entry.value))
    return entry.value is not None and str(entry.value) in values


def _moments(case: Case, key: str) -> tuple[datetime, ...]:
    return tuple(sorted(datetime.fromisoformat(str(entry.value)) for entry in case.all_entries(key)))
