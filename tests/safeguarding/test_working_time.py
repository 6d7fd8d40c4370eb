from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.safeguarding.deadlines import due, due_at, due_text, whole_day
from bot.safeguarding.policy import OFFICE_HOURS, Opening, Within
from bot.safeguarding.working_time import (
    add_months,
    add_working_days,
    add_working_hours,
    is_working_day,
    within_months,
)
from tests.safeguarding.conftest import LONDON, FixedCalendar

CALENDAR = FixedCalendar()
DATES = st.dates(date(2020, 1, 1), date(2035, 12, 31))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


def due_as_text(on: str, count: int, unit: str) -> str | None:
    return due_text(due(at(on), Within(count, unit), CALENDAR))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [
        ("2026-11-23", 1, "2026-11-24"),
        ("2026-11-23", 5, "2026-11-30"),
        ("2026-11-27", 1, "2026-11-30"),
        ("2026-11-28", 1, "2026-11-30"),
        ("2026-11-29", 1, "2026-11-30"),
        ("2026-12-24", 1, "2026-12-29"),
        ("2026-12-23", 2, "2026-12-29"),
        ("2026-12-31", 1, "2027-01-04"),
        ("2027-12-24", 1, "2027-12-29"),
        ("2027-03-25", 1, "2027-03-30"),
        ("2027-03-25", 2, "2027-03-31"),
        ("2026-04-02", 1, "2026-04-07"),
    ],
)
def test_working_days_leave_out_the_first_day_weekends_and_bank_holidays(
    start: str, count: int, end: str
) -> None:
    assert add_working_days(date.fromisoformat(start), count, CALENDAR) == date.fromisoformat(end)


@pytest.mark.parametrize(
    ("moment", "end"), [("2026-11-23T23:59", "2026-11-25"), ("2026-11-24T00:00", "2026-11-26")]
)
def test_working_days_are_counted_from_the_local_date_on_both_sides_of_midnight(
    moment: str, end: str
) -> None:
    assert due_as_text(moment, 2, "working_days") == end


def test_the_local_date_counts_even_where_it_is_still_yesterday_in_utc() -> None:
    just_past_midnight_in_summer = at("2026-06-10T00:30").astimezone(UTC)
    assert due_text(due(just_past_midnight_in_summer, Within(1, "working_days"), CALENDAR)) == "2026-06-11"


@pytest.mark.parametrize(
    ("moment", "end"),
    [
        ("2026-11-23T10:00", "2026-11-25T10:00"),
        ("2026-03-28T10:00", "2026-03-30T11:00"),
        ("2026-10-24T10:00", "2026-10-26T09:00"),
        ("2026-12-31T23:30", "2027-01-02T23:30"),
    ],
)
def test_hours_elapse_whatever_the_clocks_do(moment: str, end: str) -> None:
    assert due_as_text(moment, 48, "hours") == end


def test_an_hour_that_comes_twice_is_read_as_the_first_and_so_is_due_earlier() -> None:
    first = due(at("2026-10-25T01:30"), Within(24, "hours"), CALENDAR)
    second = due(at("2026-10-25T01:30").replace(fold=1), Within(24, "hours"), CALENDAR)
    assert (due_text(first), due_text(second)) == ("2026-10-26T00:30", "2026-10-26T01:30")


@pytest.mark.parametrize(
    ("moment", "count", "end"),
    [
        ("2026-11-23T10:00", 7, "2026-11-23T17:00"),
        ("2026-11-23T10:00", 8, "2026-11-24T10:00"),
        ("2026-11-23T10:00", 24, "2026-11-26T10:00"),
        ("2026-11-23T06:00", 1, "2026-11-23T10:00"),
        ("2026-11-23T18:00", 1, "2026-11-24T10:00"),
        ("2026-11-27T16:30", 1, "2026-11-30T09:30"),
        ("2026-12-24T16:00", 2, "2026-12-29T10:00"),
        ("2026-03-27T16:00", 2, "2026-03-30T10:00"),
    ],
)
def test_working_hours_count_office_time_alone(moment: str, count: int, end: str) -> None:
    assert due_as_text(moment, count, "working_hours") == end


def test_working_hours_follow_the_office_hours_of_the_pack() -> None:
    evenings = (Opening(0, time(18), time(20)), Opening(0, time(22), time.max))
    found = add_working_hours(at("2026-11-23T19:00"), 3, CALENDAR, evenings)
    assert found == at("2026-11-24T00:00")


def test_working_hours_without_any_opening_are_refused() -> None:
    with pytest.raises(ValueError, match="at least one opening"):
        add_working_hours(at("2026-11-23T19:00"), 3, CALENDAR, ())


@pytest.mark.parametrize(
    ("moment", "count", "unit", "end"),
    [
        ("2026-11-23T10:00", 28, "days", "2026-12-21"),
        ("2026-01-31T10:00", 1, "months", "2026-02-28"),
        ("2028-01-31T10:00", 1, "months", "2028-02-29"),
        ("2026-11-30T10:00", 3, "months", "2027-02-28"),
        ("2026-12-15T10:00", 12, "months", "2027-12-15"),
    ],
)
def test_days_and_months_are_calendar_ones_clamped_to_the_month(
    moment: str, count: int, unit: str, end: str
) -> None:
    assert due_as_text(moment, count, unit) == end


def test_a_deadline_in_days_lasts_until_the_end_of_its_day() -> None:
    day = due(at("2026-11-23T10:00"), Within(1, "working_days"), CALENDAR)
    assert whole_day(day)
    assert due_at(day, CALENDAR) == at("2026-11-24T23:59")


def test_a_deadline_in_hours_is_a_moment_of_its_own() -> None:
    moment = due(at("2026-11-23T10:00"), Within(1, "hours"), CALENDAR)
    assert not whole_day(moment)
    assert due_at(moment, CALENDAR) == at("2026-11-23T11:00")


def test_nothing_due_has_no_text() -> None:
    assert due_text(None) is None


@pytest.mark.parametrize(
    ("earlier", "later", "inside"),
    [
        ("2025-11-23", "2026-11-23", True),
        ("2025-11-22", "2026-11-23", False),
        ("2024-02-29", "2025-02-28", True),
        ("2024-02-29", "2025-03-01", False),
        ("2023-02-28", "2024-02-29", True),
        ("2023-02-27", "2024-02-28", False),
        ("2026-11-23", "2026-11-23", True),
    ],
)
def test_twelve_months_include_their_last_day_and_29_february_the_wider_way(
    earlier: str, later: str, inside: bool
) -> None:
    assert within_months(date.fromisoformat(earlier), date.fromisoformat(later), 12) is inside


@given(DATES, st.integers(1, 40))
def test_a_working_day_deadline_is_a_working_day_after_as_many_working_days(start: date, count: int) -> None:
    end = add_working_days(start, count, CALENDAR)
    days = [start + timedelta(days=n) for n in range(1, (end - start).days + 1)]
    assert is_working_day(end, CALENDAR)
    assert sum(is_working_day(day, CALENDAR) for day in days) == count


@given(st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1)), st.integers(0, 200))
def test_hours_always_elapse_exactly(naive: datetime, count: int) -> None:
    on = naive.replace(tzinfo=LONDON)
    end = due(on, Within(count, "hours"), CALENDAR)
    assert isinstance(end, datetime)
    assert end.timestamp() - on.timestamp() == pytest.approx(count * 3600)


@given(st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1)), st.integers(1, 60))
def test_more_working_hours_are_never_due_earlier(naive: datetime, count: int) -> None:
    on = naive.replace(tzinfo=LONDON)
    first = add_working_hours(on, count, CALENDAR, OFFICE_HOURS)
    assert on <= first < add_working_hours(on, count + 1, CALENDAR, OFFICE_HOURS)
    assert time(9) < first.time() <= time(17)


@given(DATES, st.integers(0, 60))
def test_months_keep_the_day_or_end_with_the_month(day: date, count: int) -> None:
    end = add_months(day, count)
    assert (end.year * 12 + end.month) - (day.year * 12 + day.month) == count
    assert end.day == day.day or (end + timedelta(days=1)).day == 1
