"""Working days, working hours and calendar months, in local time."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Protocol

from bot.safeguarding.policy import Opening


class Calendar(Protocol):
    """Where the organisation is: its clock and its bank holidays."""

    @property
    def zone(self) -> tzinfo:
        """The time zone that local times are given in."""

    def is_bank_holiday(self, day: date) -> bool:
        """Whether ``day`` is a bank holiday, substitute days included."""


def is_working_day(day: date, calendar: Calendar) -> bool:
    """Whether ``day`` is Monday to Friday and no bank holiday."""
    return day.weekday() < 5 and not calendar.is_bank_holiday(day)


def add_working_days(start: date, count: int, calendar: Calendar) -> date:
    """The ``count``-th working day after ``start``; ``start`` itself is never counted."""
    day = start
    for _ in range(count):
        day += timedelta(days=1)
        while not is_working_day(day, calendar):
            day += timedelta(days=1)
    return day


def add_working_hours(
    start: datetime, count: int, calendar: Calendar, hours: tuple[Opening, ...]
) -> datetime:
    """``start`` (local, aware) and ``count`` hours of office time later, local and aware.

    Only the time inside ``hours`` on days that are no bank holiday counts. Raises ValueError where
    ``hours`` is empty: working hours that never come have no end.
    """
    if not hours:
        raise ValueError("Working hours need at least one opening in the week.")
    left = timedelta(hours=count)
    for opens, closes in _sessions(start, calendar, hours):
        if left <= closes - opens:
            return (opens + left).replace(tzinfo=start.tzinfo)
        left -= closes - opens
    raise AssertionError("the sessions of a week that has one never end")


def add_months(day: date, count: int) -> date:
    """The same day ``count`` calendar months later (earlier where negative), clamped to the month's last."""
    months = day.year * 12 + day.month - 1 + count
    year, month = divmod(months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def within_months(earlier: date, later: date, count: int) -> bool:
    """Whether ``later`` is at most ``count`` calendar months after ``earlier``, the last day included.

    Around 29 February counting forwards and counting backwards differ by a day: the wider window holds.
    """
    return later <= add_months(earlier, count) or add_months(later, -count) <= earlier


def _sessions(
    start: datetime, calendar: Calendar, hours: tuple[Opening, ...]
) -> Iterator[tuple[datetime, datetime]]:
    """Office time from ``start`` on, as naive local pairs: no office is open while the clocks change."""
    now = start.replace(tzinfo=None)
    day = now.date()
    while True:
        for opening in _openings(day, calendar, hours):
            opens, closes = _at(day, opening.opens), _at(day, opening.closes)
            if closes > now:
                yield max(opens, now), closes
        day += timedelta(days=1)


def _openings(day: date, calendar: Calendar, hours: tuple[Opening, ...]) -> list[Opening]:
    if calendar.is_bank_holiday(day):
        return []
    return sorted((o for o in hours if o.weekday == day.weekday()), key=lambda opening: opening.opens)


def _at(day: date, moment: time) -> datetime:
    if moment == time.max:
        return datetime.combine(day + timedelta(days=1), time.min)
    return datetime.combine(day, moment)
