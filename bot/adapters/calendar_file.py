"""Tasks with a time as an iCalendar file that gives nothing away to someone who looks over a shoulder."""

import hashlib
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

from icalendar import Calendar, Event

TITLE = "Task due"


def calendar_file(tasks: Iterable[tuple[str, str, date | datetime]], stamp: datetime) -> bytes:
    """An iCalendar file of ``tasks``: each a case number, the task's id and when it is due (local, aware).

    A title holds "Task due" and the case number, and nothing else says what the task is. The same task has
    the same UID in every file, so that a calendar moves it and does not show it twice.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//tasks//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    for case_id, task_id, due in tasks:
        calendar.add_component(_event(case_id, task_id, due, stamp))
    calendar.add_missing_timezones(date(stamp.year - 2, 1, 1), date(stamp.year + 4, 1, 1))
    return bytes(calendar.to_ical())


def _event(case_id: str, task_id: str, due: date | datetime, stamp: datetime) -> Event:
    event, start = Event(), _to_the_minute(due)
    event.add("uid", f"{hashlib.sha256(f'{case_id} {task_id}'.encode()).hexdigest()[:32]}@tasks")
    event.add("dtstamp", stamp.astimezone(UTC))
    event.add("summary", f"{TITLE}: {case_id}")
    event.add("dtstart", start)
    event.add("dtend", start + (timedelta(minutes=15) if isinstance(start, datetime) else timedelta(days=1)))
    event.add("class", "PRIVATE")
    event.add("transp", "TRANSPARENT")
    return event


def _to_the_minute(due: date | datetime) -> date | datetime:
    return due.replace(second=0, microsecond=0) if isinstance(due, datetime) else due
