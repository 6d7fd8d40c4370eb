"""Saying a time limit: a date for whole days, a local time for hours."""

from datetime import date, datetime


def said_due(due: date | datetime | str) -> str:
    """``by 14:00 on Monday 23 November 2026`` or ``by Monday 23 November 2026``."""
    moment = _read(due)
    day = f"{moment:%A} {moment.day} {moment:%B %Y}"
    return f"by {moment:%H:%M} on {day}" if isinstance(moment, datetime) else f"by {day}"


def _read(due: date | datetime | str) -> date | datetime:
    if not isinstance(due, str):
        return due
    return datetime.fromisoformat(due) if "T" in due else date.fromisoformat(due)
