from datetime import UTC, date, datetime

from bot.safeguarding.case import Case, Entry, Value
from bot.safeguarding.facts import facts_of_case, grown_up_children, with_groups
from bot.safeguarding.policy import Policy

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)


def case_with(*recorded: tuple[str, Value]) -> Case:
    entries = [Entry(n, key, value, NOW, "p1", "t1") for n, (key, value) in enumerate(recorded, start=1)]
    return Case("c1", "sevenoaks-dc", "p1", NOW, NOW.date()).with_entries(entries)


def test_what_was_recorded_last_under_a_key_is_its_fact(policy: Policy) -> None:
    case = case_with(("dash_1", "no"), ("dash_1", "yes"), ("history.police_callouts", 3))
    facts = facts_of_case(case, policy)
    assert (facts["dash_1"], facts["history.police_callouts"]) == ("yes", 3)


def test_what_was_skipped_or_never_asked_is_no_fact(policy: Policy) -> None:
    facts = facts_of_case(case_with(("dash_1", None)), policy)
    assert "dash_1" not in facts
    assert "dash_2" not in facts


def test_a_checklist_is_a_set_and_a_date_stays_a_date(policy: Policy) -> None:
    case = case_with(("history.orders", ("dvpo", "restraining")), ("history.marac_on", date(2026, 3, 1)))
    facts = facts_of_case(case, policy)
    assert facts["history.orders"] == frozenset({"dvpo", "restraining"})
    assert facts["history.marac_on"] == date(2026, 3, 1)


def test_the_members_of_a_group_are_gathered_under_any(policy: Policy) -> None:
    case = case_with(
        ("child.1.harm", "no"),
        ("child.2.harm", "yes"),
        ("child.1.seen", ("saw",)),
        ("child.2.seen", ("heard", "hurt")),
        ("consent.marac.given", "refused"),
    )
    facts = facts_of_case(case, policy)
    assert facts["any.child.harm"] == {"yes", "no"}
    assert facts["any.child.seen"] == {"saw", "heard", "hurt"}
    assert facts["any.consent.given"] == {"refused"}


def test_keys_outside_groups_are_not_gathered(policy: Policy) -> None:
    facts = facts_of_case(case_with(("consent.safe_to_inform", "yes"), ("opening.mode.done", "done")), policy)
    assert not [key for key in facts if key.startswith("any.")]


def test_someone_of_18_listed_as_a_child_is_no_child_in_need_of_protection() -> None:
    facts = with_groups({"child.1.age": 18, "child.1.harm": "yes"}, ("child",))
    assert "any.child.harm" not in facts
    assert grown_up_children(facts)


def test_a_child_of_17_and_one_of_unknown_age_are_children() -> None:
    facts = with_groups({"child.1.age": 17, "child.1.harm": "no", "child.2.harm": "yes"}, ("child",))
    assert facts["any.child.harm"] == {"yes", "no"}
    assert not grown_up_children(facts)


def test_children_listed_before_the_answer_changed_to_none_no_longer_count() -> None:
    facts = with_groups({"children.any": "no", "child.1.harm": "yes"}, ("child",))
    assert "any.child.harm" not in facts


def test_skipping_a_question_that_was_answered_with_yes_takes_nothing_back(policy: Policy) -> None:
    facts = facts_of_case(
        case_with(("dash_15", "yes"), ("dash_15", None), ("dash_1", "no"), ("dash_1", None)), policy
    )
    assert facts["dash_15"] == "yes"
    assert "dash_1" not in facts


def test_a_judgement_that_was_taken_back_counts_on(policy: Policy) -> None:
    facts = facts_of_case(case_with(("judgement.high_risk", "yes"), ("judgement.high_risk", "no")), policy)
    assert facts["judgement.high_risk"] == "yes"


def test_a_yes_that_was_taken_back_counts_on_until_it_is_said_to_be_a_slip(policy: Policy) -> None:
    taken_back = case_with(("dash_15", "yes"), ("dash_15", "no"))
    assert facts_of_case(taken_back, policy)["dash_15"] == "yes"
