"""A case after the conversation: contacts, attempts, outcomes, moves and dates, under each organisation's own policy."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.application.upkeep import (
    MOVES,
    Upkeep,
    record_contact,
    record_done,
    record_move,
    record_outcome,
    set_follow_up,
)
from bot.application.upkeep_closing import close_case, reopen_case
from bot.application.upkeep_due import due_list
from bot.bootstrap import House
from bot.safeguarding.answers import Voice
from bot.safeguarding.errors import BadRequestError, CaseNotFoundError
from bot.safeguarding.policy import DESTINATIONS
from tests.application.upkeep_case import HIGH, NOT_HIGH, Kept, at, open_case

TELLING = ("abus", "violen", "domestic", "perpetrator", "survivor", "victim", "marac", "strang")


@pytest.fixture
def west_kent(house: House) -> Kept:
    """A case of West Kent, reported on Monday 23 November 2026, its Dash not finished."""
    return open_case(house, "west-kent", {"dash_1": "no"})


# --- the Dash that may only be late where nobody could be reached -----------------------------------------


@pytest.mark.obligation("WKH-021")
def test_a_dash_is_late_after_five_working_days_and_only_attempts_made_in_time_excuse_it(
    west_kent: Kept,
) -> None:
    assert west_kent.tasks()["dash"].due == date(2026, 11, 30)
    assert west_kent.listed("2026-11-30T23:59")["dash"].state == "due"
    assert west_kent.listed("2026-12-01T00:00")["dash"].state == "late"
    record_contact(west_kent.by("2026-12-02T10:00"), False, at("2026-12-02T09:00"), "too late to count")
    assert west_kent.listed("2026-12-02T11:00")["dash"].state == "late"
    record_contact(west_kent.by("2026-12-02T12:00"), False, at("2026-11-27T09:00"), "no answer, safe number")
    item = west_kent.listed("2026-12-02T13:00")["dash"]
    assert item.state == "excused" and "attempts on record: 1" in item.task.excuse


@pytest.mark.obligation("WKH-021")
def test_nothing_else_excuses_a_late_dash(west_kent: Kept) -> None:
    record_outcome(west_kent.by("2026-11-24T10:00"), "specialist", "sent", "by telephone")
    set_follow_up(west_kent.by("2026-11-24T11:00"), date(2026, 12, 20))
    record_move(west_kent.by("2026-11-24T12:00"), "awaiting_move", note="busy week")
    with pytest.raises(BadRequestError, match="once its questions are answered"):
        record_done(west_kent.by("2026-11-24T13:00"), "dash", "no time")
    assert west_kent.listed("2026-12-02T11:00")["dash"].state == "late"


@pytest.mark.obligation("WKH-021")
def test_once_they_were_reached_the_earlier_attempts_excuse_nothing(west_kent: Kept) -> None:
    record_contact(west_kent.by("2026-11-25T10:00"), False, at("2026-11-25T10:00"))
    record_contact(west_kent.by("2026-11-26T10:00"), True, at("2026-11-26T10:00"))
    assert west_kent.listed("2026-12-02T11:00")["dash"].state == "late"


# --- contacts that come back ------------------------------------------------------------------------------


@pytest.mark.obligation("WKH-059")
@pytest.mark.parametrize("ending", ["moved", "move_not_wanted"])
def test_while_they_wait_for_a_move_a_contact_is_due_every_month_until_it_ends(
    house: House, ending: str
) -> None:
    kept = open_case(house, "west-kent", NOT_HIGH)
    assert "monthly-contact" not in kept.tasks()
    record_move(kept.by("2026-11-30T10:00"), "awaiting_move")
    assert kept.tasks()["monthly-contact"].due == date(2026, 12, 30)
    record_contact(kept.by("2026-12-31T10:00"), True, at("2026-12-31T09:30"))
    assert kept.tasks()["monthly-contact"].due == date(2027, 1, 31)
    record_contact(kept.by("2027-01-31T10:00"), False, at("2027-01-31T09:30"))
    assert kept.tasks()["monthly-contact"].due == date(2027, 1, 31)
    late = kept.listed("2027-02-01T10:00")["monthly-contact"]
    assert late.state == "late" and late.task.when_missed
    record_move(kept.by("2027-02-02T10:00"), ending)
    assert "monthly-contact" not in kept.tasks()


@pytest.mark.obligation("WKH-060")
def test_after_it_has_stopped_two_contacts_are_due_in_the_first_year(house: House) -> None:
    kept = open_case(house, "west-kent", NOT_HIGH, opened="2026-08-03T10:00")
    record_move(kept.by("2026-09-10T10:00"), "abuse_stopped", date(2026, 8, 31))
    due = {name: task.due for name, task in kept.tasks().items() if name.startswith("first-year-contact")}
    assert due == {"first-year-contact.1": date(2027, 2, 28), "first-year-contact.2": date(2027, 8, 31)}
    record_contact(kept.by("2027-01-10T18:00"), True, at("2027-01-10T09:00"))
    record_contact(kept.by("2027-01-10T19:00"), True, at("2027-01-10T17:00"))
    assert "first-year-contact.1" not in kept.open_tasks()
    assert "first-year-contact.2" in kept.open_tasks()
    record_contact(kept.by("2027-08-10T18:00"), True, at("2027-08-10T09:00"))
    assert "first-year-contact.2" not in kept.open_tasks()


def test_a_year_begins_anew_where_it_stopped_a_second_time(house: House) -> None:
    kept = open_case(house, "west-kent", NOT_HIGH)
    record_move(kept.by("2026-12-01T10:00"), "abuse_stopped")
    record_contact(kept.by("2026-12-20T10:00"), True, at("2026-12-20T09:00"))
    record_move(kept.by("2027-01-05T10:00"), "abuse_again")
    assert not [name for name in kept.tasks() if name.startswith("first-year-contact")]
    record_move(kept.by("2027-03-01T10:00"), "abuse_stopped")
    assert kept.tasks()["first-year-contact.1"].due == date(2027, 9, 1)
    assert {"first-year-contact.1", "first-year-contact.2"} <= kept.open_tasks()


# --- the first contact ------------------------------------------------------------------------------------


@pytest.mark.obligation("DDC-032")
def test_a_contact_missed_over_christmas_falls_to_the_next_working_day_and_says_what_to_do(
    house: House,
) -> None:
    kept = open_case(house, "dover-dc", NOT_HIGH, opened="2026-12-23T16:00")
    tasks = kept.tasks()
    assert (tasks["contact"].due, tasks["contact-missed"].due) == (date(2026, 12, 29), date(2026, 12, 30))
    item = kept.listed("2026-12-30T09:00")["contact"]
    assert item.state == "late"
    assert "next available working day" in item.task.when_missed and "refer" in item.task.when_missed
    assert kept.listed("2026-12-30T09:00")["contact-missed"].state == "due"
    record_contact(kept.by("2026-12-30T10:00"), False, at("2026-12-30T09:30"))
    assert {"contact", "contact-missed"} <= kept.open_tasks()
    record_contact(kept.by("2026-12-30T12:00"), True, at("2026-12-30T11:30"))
    assert not {"contact", "contact-missed"} & kept.open_tasks()


@pytest.mark.obligation("DDC-067")
def test_feedback_is_asked_for_later_until_it_was_and_never_where_that_is_not_safe(house: House) -> None:
    kept = open_case(house, "dover-dc", NOT_HIGH | {"actions.feedback": "yes"})
    item = kept.listed("2027-06-01T10:00", days=0)["feedback"]
    assert item.state == "open" and "only if it is safe" in item.task.when_missed
    record_done(kept.by("2027-06-02T10:00"), "feedback")
    assert "feedback" not in kept.listed("2027-06-03T10:00")
    for answer in ("no", "not_safe"):
        other = open_case(house, "dover-dc", NOT_HIGH | {"actions.feedback": answer})
        assert "feedback" not in other.listed("2027-06-01T10:00")


# --- referrals that went out ------------------------------------------------------------------------------


@pytest.mark.obligation("SDC-044")
def test_the_outcome_of_each_referral_is_chased_until_it_is_recorded(house: House) -> None:
    kept = open_case(house, "sevenoaks-dc", HIGH)
    assert not [name for name in kept.tasks() if name.startswith("outcome-chase")]
    record_outcome(kept.by("2026-11-23T15:00"), "marac", "sent")
    record_outcome(kept.by("2026-11-23T15:05"), "specialist", "sent")
    assert {"outcome-chase.marac", "outcome-chase.specialist"} <= kept.open_tasks()
    assert kept.listed("2026-12-20T10:00", days=0)["outcome-chase.marac"].state == "open"
    record_outcome(kept.by("2026-11-25T10:00"), "marac", "acknowledged")
    assert "outcome-chase.marac" in kept.open_tasks()
    record_outcome(kept.by("2026-12-11T10:00"), "marac", "outcome_recorded", "A plan was agreed.")
    assert "outcome-chase.marac" not in kept.open_tasks()
    assert "outcome-chase.specialist" in kept.open_tasks()
    (noted,) = kept.case.all_entries("sending.marac.outcome")
    assert (noted.text, noted.voice) == ("A plan was agreed.", Voice.OBSERVATION)


@pytest.mark.obligation("SDC-044")
def test_an_outcome_is_chased_by_the_day_that_was_set_for_the_next_look(house: House) -> None:
    kept = open_case(house, "sevenoaks-dc", HIGH)
    record_outcome(kept.by("2026-11-23T15:00"), "marac", "sent")
    set_follow_up(kept.by("2026-11-23T16:00"), date(2026, 12, 4))
    assert kept.tasks()["outcome-chase.marac"].due == date(2026, 12, 4)
    assert kept.listed("2026-12-05T10:00")["outcome-chase.marac"].state == "late"


@pytest.mark.obligation("STK-034")
@pytest.mark.parametrize("by_the_list", [True, False])
def test_a_written_acknowledgement_is_chased_until_it_is_there(house: House, by_the_list: bool) -> None:
    child: dict[str, str] = {"children.any": "yes", "child.1.age": "", "child.1.harm": "yes"}
    answers = NOT_HIGH | {key: value for key, value in child.items() if value}
    kept = open_case(house, "stoke-on-trent", answers)
    record_outcome(kept.by("2026-11-23T15:00"), "children", "sent", "by telephone")
    item = kept.listed("2026-11-30T10:00", days=0)["acknowledgement"]
    assert item.state == "open" and "Ring the front door" in item.task.when_missed
    if by_the_list:
        record_done(kept.by("2026-11-30T11:00"), "acknowledgement")
    else:
        record_outcome(kept.by("2026-11-30T11:00"), "children", "acknowledged")
    assert "acknowledgement" not in kept.listed("2026-11-30T12:00")


def test_a_referral_only_goes_on_and_only_where_there_is_one(house: House) -> None:
    kept = open_case(house, "sevenoaks-dc", HIGH)
    record_outcome(kept.by("2026-11-24T10:00"), "marac", "acknowledged")
    before = kept.case
    for to, state, note, said in (
        ("marac", "sent", "", "states only go on"),
        ("marac", "outcome_recorded", " ", "Say what the outcome was"),
        ("marac", "drafted", "", "no such state"),
        ("lado", "sent", "", "no referral to them"),
        ("nobody", "sent", "", "no such recipient"),
    ):
        with pytest.raises(BadRequestError, match=said):
            record_outcome(kept.by(), to, state, note)
    assert kept.case == before


# --- dates ------------------------------------------------------------------------------------------------


@pytest.mark.obligation("SDC-041")
def test_a_follow_up_is_open_until_they_were_in_touch_on_that_day_or_later(house: House) -> None:
    kept = open_case(house, "sevenoaks-dc", HIGH)
    set_follow_up(kept.by("2026-11-24T10:00"), date(2026, 12, 1))
    record_contact(kept.by("2026-11-27T10:00"), True, at("2026-11-27T09:00"))
    assert kept.listed("2026-12-02T10:00")["follow_up"].state == "late"
    record_contact(kept.by("2026-12-02T11:00"), True, at("2026-12-02T10:30"))
    assert "follow_up" not in kept.listed("2026-12-02T12:00")
    set_follow_up(kept.by("2026-12-02T12:00"), date(2026, 12, 16))
    assert kept.listed("2026-12-02T13:00", days=14)["follow_up"].task.due == date(2026, 12, 16)
    assert [entry.value for entry in kept.case.history("actions.follow_up_on")] == [
        date(2026, 12, 1),
        date(2026, 12, 16),
    ]
    assert kept.level == "high"


def test_what_has_not_come_about_yet_is_not_recorded(west_kent: Kept) -> None:
    before = west_kent.case
    with pytest.raises(BadRequestError, match="still to come"):
        record_contact(west_kent.by("2026-11-24T10:00"), True, at("2026-11-24T10:30"))
    with pytest.raises(BadRequestError, match="still to come"):
        record_move(west_kent.by("2026-11-24T10:00"), "moved", date(2026, 11, 25))
    with pytest.raises(BadRequestError, match="lies ahead"):
        set_follow_up(west_kent.by("2026-11-24T10:00"), date(2026, 11, 23))
    with pytest.raises(BadRequestError, match="no such task"):
        record_done(west_kent.by("2026-11-24T10:00"), "nothing")
    with pytest.raises(BadRequestError, match="no such state"):
        record_move(west_kent.by("2026-11-24T10:00"), "gone")
    with pytest.raises(CaseNotFoundError):
        record_move(Upkeep(west_kent.house.world, "nope", "desk"), "moved")
    assert west_kent.case == before


# --- the list ---------------------------------------------------------------------------------------------


def test_the_list_has_late_tasks_first_then_excused_due_and_those_without_a_time(house: House) -> None:
    late = open_case(house, "west-kent", {}, opened="2026-11-02T10:00")
    excused = open_case(house, "west-kent", {}, opened="2026-11-02T10:00")
    record_contact(excused.by("2026-11-03T10:00"), False, at("2026-11-03T10:00"))
    open_case(house, "dover-dc", NOT_HIGH, opened="2026-11-23T10:00")
    states = [item.state for item in due_list(house.world, at("2026-11-23T12:00"), 7).items]
    assert states == sorted(states, key=("late", "excused", "due", "open").index)
    assert set(states) == {"late", "excused", "due", "open"}
    assert late.listed("2026-11-23T12:00")["dash"].state == "late"
    assert excused.listed("2026-11-23T12:00")["dash"].state == "excused"


def test_a_case_whose_pack_is_gone_is_named_and_hides_no_other(west_kent: Kept) -> None:
    open_case(west_kent.house, "nowhere", NOT_HIGH)
    found = due_list(west_kent.house.world, at("2026-12-02T10:00"))
    assert found.unknown == ("nowhere",)
    assert "dash" in [item.task.id for item in found.items]


def test_the_deadlines_on_record_are_worked_out_anew_with_each_change(house: House) -> None:
    kept = open_case(house, "west-kent", NOT_HIGH)
    record_move(kept.by("2026-11-24T10:00"), "awaiting_move")
    record_contact(kept.by("2026-11-25T10:00"), True, at("2026-11-25T09:00"))
    saved = {deadline.id: deadline for deadline in house.store.records.deadlines(kept.case_id)}
    assert saved["monthly-contact"].due_at.date() == date(2026, 12, 25)
    assert saved["respond"].resolved_at == at("2026-11-25T09:00")


def test_the_list_looks_as_many_days_ahead_as_it_is_asked_to(west_kent: Kept) -> None:
    assert "dash" not in west_kent.listed("2026-11-24T10:00", days=5)
    assert "dash" in west_kent.listed("2026-11-24T10:00", days=6)


def test_no_pack_says_what_to_do_in_words_that_give_the_disclosure_away(house: House) -> None:
    for org in house.policies.organisations():
        for rule in house.policies.policy(org, date(2026, 11, 23)).actions:
            found = [word for word in TELLING if word in rule.when_missed.lower()]
            assert not found, (org, rule.id, found)


# --- never ------------------------------------------------------------------------------------------------


def _contact(kept: Kept, n: int) -> None:
    record_contact(kept.by(), n % 2 == 0, at("2026-11-24T10:00"), "note" * (n % 3))


def _outcome(kept: Kept, n: int) -> None:
    record_outcome(
        kept.by(),
        DESTINATIONS[n % len(DESTINATIONS)],
        ("sent", "acknowledged", "outcome_recorded")[n % 3],
        "so it was",
    )


STEPS = (
    _contact,
    _outcome,
    lambda kept, n: record_move(kept.by(), MOVES[n % len(MOVES)]),
    lambda kept, n: set_follow_up(kept.by(), date(2027, 1, 1 + n % 28)),
    lambda kept, n: record_done(kept.by(), ("contact", "respond", "feedback", "dso", "dash")[n % 5]),
    lambda kept, n: close_case(kept.by(), n % 2 == 0, "why" * (n % 3), "manager" * (n % 2)),
    lambda kept, n: reopen_case(kept.by(), "something new" * (n % 2)),
)


@given(
    st.sampled_from(["west-kent", "dover-dc", "sevenoaks-dc", "kent-medway", "stoke-on-trent"]),
    st.sampled_from([HIGH, NOT_HIGH, {"dash_1": "not_known"}]),
    st.lists(st.tuples(st.sampled_from(STEPS), st.integers(0, 41)), min_size=1, max_size=6),
)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_upkeep_ever_removes_or_changes_an_entry_or_lowers_a_level(
    house: House, org: str, answers: dict[str, str], steps: list[tuple[object, int]]
) -> None:
    kept = open_case(house, org, answers, opened="2026-11-23T10:00")
    kept.by("2026-11-25T10:00")
    level = kept.level
    for step, n in steps:
        before = kept.case
        try:
            step(kept, n)  # type: ignore[operator]
        except BadRequestError:
            assert kept.case == before
        assert kept.case.entries[: len(before.entries)] == before.entries
        assert len(kept.case.entries) > len(before.entries) or kept.case == before
        assert kept.level == level
    assert house.store.records.verify() == ()
