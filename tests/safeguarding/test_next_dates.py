"""When a contact that comes back is due next: month ends, leap years, working days, both sides of midnight."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.safeguarding.deadlines import contacts_due, due, is_late, next_contact
from bot.safeguarding.policy import Within
from tests.safeguarding.conftest import LONDON, FixedCalendar

CALENDAR = FixedCalendar()
MONTHLY = Within(1, "months")
MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2027, 6, 30)).map(lambda at: at.replace(tzinfo=LONDON))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


@pytest.mark.parametrize(
    ("last", "following"),
    [
        ("2026-11-23T10:00", "2026-12-23"),
        ("2026-12-31T10:00", "2027-01-31"),
        ("2027-01-31T10:00", "2027-02-28"),
        ("2028-01-31T10:00", "2028-02-29"),
        ("2028-02-29T10:00", "2028-03-29"),
        ("2026-10-24T23:59", "2026-11-24"),
        ("2026-10-25T00:00", "2026-11-25"),
    ],
)
def test_a_monthly_contact_is_due_a_month_after_the_last_one(last: str, following: str) -> None:
    start = at("2026-09-01T10:00")
    assert next_contact(start, [at(last)], MONTHLY, CALENDAR) == date.fromisoformat(following)


def test_the_first_contact_is_counted_from_the_start_and_earlier_contacts_count_for_nothing() -> None:
    start = at("2026-11-30T10:00")
    assert next_contact(start, [], MONTHLY, CALENDAR) == date(2026, 12, 30)
    assert next_contact(start, [at("2026-11-01T10:00")], MONTHLY, CALENDAR) == date(2026, 12, 30)


def test_a_contact_counted_in_working_days_leaves_out_christmas() -> None:
    assert next_contact(at("2026-12-23T10:00"), [], Within(2, "working_days"), CALENDAR) == date(2026, 12, 29)


@pytest.mark.parametrize(
    ("start", "first", "second"),
    [
        ("2026-08-31T09:00", "2027-02-28", "2027-08-31"),
        ("2027-08-31T09:00", "2028-02-29", "2028-08-31"),
        ("2028-02-29T09:00", "2028-08-29", "2029-02-28"),
    ],
)
def test_two_contacts_in_a_year_keep_the_day_of_the_month(start: str, first: str, second: str) -> None:
    found = contacts_due(at(start), Within(6, "months"), 2, CALENDAR)
    assert found == (date.fromisoformat(first), date.fromisoformat(second))


@given(MOMENTS, st.lists(MOMENTS, max_size=4), st.integers(1, 3))
def test_a_contact_made_never_brings_the_next_one_forward(
    start: datetime, made: list[datetime], months: int
) -> None:
    every = Within(months, "months")
    assert next_contact(start, made, every, CALENDAR) >= due(start, every, CALENDAR)  # type: ignore[operator]


def test_a_day_is_late_once_it_is_over_in_london_and_an_hour_once_it_has_passed() -> None:
    summer = date(2026, 7, 1)
    assert not is_late(summer, datetime.fromisoformat("2026-07-01T22:59:00+00:00"), CALENDAR)
    assert is_late(summer, datetime.fromisoformat("2026-07-01T23:00:00+00:00"), CALENDAR)
    moment = at("2026-07-01T10:00")
    assert not is_late(moment, moment, CALENDAR)
    assert is_late(moment, moment + timedelta(seconds=1), CALENDAR)
