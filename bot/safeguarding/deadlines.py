"""When something is due, counted from the report."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import assert_never

from bot.safeguarding.policy import OFFICE_HOURS, Opening, Within
from bot.safeguarding.working_time import Calendar, add_months, add_working_days, add_working_hours

Due = date | datetime
"""A date where the whole day counts, an aware local time where the hour does."""


def due(on: datetime, within: Within, calendar: Calendar, hours: tuple[Opening, ...] = OFFICE_HOURS) -> Due:
    """When ``within`` runs out, counted from ``on`` (aware).

    ``hours`` are elapsed hours, so a day with a clock change has 23 or 25 of them; ``working_hours`` count
    office time alone. Both give an aware time in the calendar's zone. ``working_days`` leave out the day of
    the report, weekends and bank holidays; ``days`` and ``months`` are calendar ones, a month clamped to its
    last day. Those give a date.
    """
    local = on.astimezone(calendar.zone)
    match within.unit:
        case "hours":
            return (on.astimezone(UTC) + timedelta(hours=within.count)).astimezone(calendar.zone)
        case "working_hours":
            return add_working_hours(local, within.count, calendar, hours)
        case "working_days":
            return add_working_days(local.date(), within.count, calendar)
        case "days":
            return local.date() + timedelta(days=within.count)
        case "months":
            return add_months(local.date(), within.count)
        case _:
            assert_never(within.unit)


def whole_day(moment: Due) -> bool:
    """Whether only the date of ``moment`` counts."""
    return not isinstance(moment, datetime)


def due_at(moment: Due, calendar: Calendar) -> datetime:
    """The last minute of the deadline, aware: of the whole day, the minute before midnight."""
    if isinstance(moment, datetime):
        return moment
    return datetime.combine(moment, time(23, 59), calendar.zone)


def due_text(moment: Due | None) -> str | None:
    """``2026-11-25`` or ``2026-11-25T10:00`` (local), and nothing where nothing is due."""
    if isinstance(moment, datetime):
        return moment.replace(tzinfo=None).isoformat(timespec="minutes")
    return moment.isoformat() if moment else None


def next_contact(
    start: datetime,
    made: Sequence[datetime],
    every: Within,
    calendar: Calendar,
    hours: tuple[Opening, ...] = OFFICE_HOURS,
) -> Due:
    """When the next contact is due that comes back ``every`` so often: counted from the last, else ``start``.

    Contacts of before ``start`` count for nothing.
    """
    return due(max(start, *made) if made else start, every, calendar, hours)


def contacts_due(
    start: datetime,
    within: Within,
    times: int,
    calendar: Calendar,
    hours: tuple[Opening, ...] = OFFICE_HOURS,
) -> tuple[Due, ...]:
    """When each of ``times`` contacts is due: the n-th after n times ``within``, all counted from ``start``.

    Counting each from the start keeps the day of the month: from 31 August it is 28 February, then 31 August.
    """
    return tuple(
        due(start, replace(within, count=within.count * n), calendar, hours) for n in range(1, times + 1)
    )


def is_late(moment: Due, now: datetime, calendar: Calendar) -> bool:
    """Whether ``moment`` has passed at ``now`` (aware): a whole day when it is over, in the calendar's zone."""
    if isinstance(moment, datetime):
        return now > moment
    return now.astimezone(calendar.zone).date() > moment
