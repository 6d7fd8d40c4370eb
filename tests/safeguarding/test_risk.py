"""Sevenoaks 2.4 to 2.7: the level of risk, the criteria side by side, and whether MARAC must be told."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from bot.safeguarding.assessment import Assessment, assess
from bot.safeguarding.conditions import AtLeast
from bot.safeguarding.policy import CriterionPart, Policy
from tests.safeguarding.conftest import ON, FixedCalendar, answered, banded, sevenoaks


def assessed(facts: dict[str, Any] | None = None, policy: Policy | None = None, **groups: Any) -> Assessment:
    return assess({**answered(**groups), **(facts or {})}, policy or sevenoaks(), ON, FixedCalendar())


def met(assessment: Assessment) -> set[str]:
    return {criterion.id for criterion in assessment.criteria if criterion.met}


def reason(assessment: Assessment, criterion: str) -> str:
    return next(c.reason for c in assessment.criteria if c.id == criterion)


COUNTED = tuple(n for n in range(1, 25) if n not in (10, 11, 15))


@pytest.mark.obligation("SDC-033")
def test_fourteen_yes_answers_are_high_risk_and_must_go_to_marac() -> None:
    """2.4: "answered 'yes' to 14 or more of the questions on the DASH"."""
    found = assessed(yes=COUNTED[:14])
    assert (found.level, found.refer, met(found)) == ("high", "must", {"visible_high_risk"})
    assert reason(found, "visible_high_risk") == "14 of 14"


@pytest.mark.obligation("SDC-033")
def test_thirteen_yes_answers_do_not_meet_the_count() -> None:
    found = assessed(yes=COUNTED[:13])
    assert (found.level, met(found)) == ("standard", set())
    assert reason(found, "visible_high_risk") == "13 of 14"


@pytest.mark.obligation("SDC-033")
def test_not_known_is_counted_neither_as_yes_nor_as_no() -> None:
    found = assessed(yes=COUNTED[:13], not_known=COUNTED[13:14])
    assert (found.yes_answers, found.not_known, found.level) == (13, COUNTED[13:14], "incomplete")


@pytest.mark.obligation("SDC-033")
def test_not_known_answers_that_cannot_reach_the_count_leave_a_finished_checklist_standard() -> None:
    found = assessed(yes=COUNTED[:11], not_known=COUNTED[11:13])
    assert (found.level, found.refer) == ("standard", "may")


@pytest.mark.parametrize("item", [10, 11])
@pytest.mark.obligation("SDC-034")
def test_escalation_in_frequency_or_severity_is_enough_at_any_count(item: int) -> None:
    """2.4: "an escalation of the abuse either in frequency or severity"."""
    found = assessed(yes=(item,))
    assert (found.level, found.refer, met(found)) == ("high", "must", {"potential_escalation"})


@pytest.mark.obligation("SDC-034")
def test_three_police_call_outs_are_named_apart_from_more_often_and_worse() -> None:
    by_police = assessed({"history.police_callouts": 3})
    assert reason(by_police, "potential_escalation") == "3 police call-outs in 12 months"
    both = assessed({"history.police_callouts": 4}, yes=(10, 11))
    assert reason(both, "potential_escalation") == (
        "it happens more often; it is getting worse; 4 police call-outs in 12 months"
    )


@pytest.mark.obligation("SDC-034")
def test_two_police_call_outs_are_not_three() -> None:
    assert met(assessed({"history.police_callouts": 2})) == set()


@pytest.mark.obligation("SDC-035")
def test_a_judgement_of_high_risk_is_enough_without_a_single_yes() -> None:
    found = assessed({"judgement.high_risk": "yes", "judgement.reason": "r"})
    assert (found.level, found.refer, met(found)) == ("high", "must", {"professional_judgement"})
    assert found.warnings == ()


@pytest.mark.obligation("SDC-035")
@pytest.mark.parametrize("high_risk", ["yes", "no"])
@pytest.mark.parametrize("given", [{}, {"judgement.reason": "  "}])
def test_a_judgement_without_a_reason_counts_and_asks_for_the_reason(
    high_risk: str, given: dict[str, str]
) -> None:
    found = assessed({"judgement.high_risk": high_risk, **given})
    assert any("reason" in warning for warning in found.warnings)
    assert ("professional_judgement" in met(found)) is (high_risk == "yes")


@pytest.mark.obligation("SDC-035")
@pytest.mark.parametrize(
    ("item", "indicator"), [(6, "separation"), (9, "pregnancy"), (13, "weapons"), (16, "sexual_assault")]
)
def test_a_stand_alone_indicator_asks_for_judgement_and_leaves_marac_open(item: int, indicator: str) -> None:
    """2.4: "professional judgement based on standalone high-risk indicators"."""
    found = assessed(yes=(item,))
    assert [i.id for i in found.indicators] == [indicator]
    assert (found.prompts_judgement, found.level, found.refer) == (True, "standard", "may")
    assert found.computed[f"indicator.{indicator}"] == "yes"


@pytest.mark.obligation("SDC-035")
def test_a_judgement_against_high_risk_does_not_close_marac() -> None:
    found = assessed({"judgement.high_risk": "no", "judgement.reason": "r"}, yes=(6,))
    assert (found.level, found.refer) == ("standard", "may")


@pytest.mark.obligation("SDC-019")
def test_a_client_who_feels_in_great_danger_asks_for_judgement_whatever_the_count() -> None:
    found = assessed({"judgement.client_fear": "high"})
    assert (found.prompts_judgement, found.refer) == (True, "may")


@pytest.mark.obligation("SDC-036")
def test_strangulation_alone_makes_marac_mandatory_at_any_count() -> None:
    """2.4: "Non-Fatal Strangulation is a standalone high-risk factor, therefore a referral to MARAC is mandatory"."""
    found = assessed(yes=(15,))
    assert (found.yes_answers, found.level, found.refer) == (1, "high", "must")
    assert met(found) == {"non_fatal_strangulation"}


@pytest.mark.obligation("SDC-036")
def test_a_judgement_against_it_does_not_take_strangulation_back() -> None:
    found = assessed({"judgement.high_risk": "no", "judgement.reason": "r"}, yes=(15,))
    assert (found.level, found.refer) == ("high", "must")


@pytest.mark.parametrize("item", [10, 11, 15])
@pytest.mark.obligation("SDC-036", "SDC-034")
def test_not_known_on_an_item_that_is_enough_alone_leaves_the_level_open(item: int) -> None:
    found = assessed(not_known=(item,))
    assert (found.level, found.refer) == ("incomplete", "may")
    assert any(str(item) in warning for warning in found.warnings)


def test_a_criterion_that_is_not_met_says_what_is_still_open() -> None:
    found = assessed(not_known=(15, 11), not_asked=(10,))
    assert reason(found, "non_fatal_strangulation") == "not said; not known: 15"
    assert reason(found, "potential_escalation").endswith("call-outs; not known: 11; not asked: 10")
    assert reason(assessed(), "non_fatal_strangulation") == "not said"


def test_a_criterion_that_forgets_to_say_what_could_meet_it_is_still_seen_to_be_open() -> None:
    policy = sevenoaks()
    forgetful = replace(policy, criteria=tuple(replace(c, could=()) for c in policy.criteria))
    assert assessed(policy=forgetful, not_known=(15,)).level == "incomplete"


def test_what_a_criterion_says_could_meet_it_leaves_the_level_open() -> None:
    policy = sevenoaks()
    careful = replace(policy, criteria=tuple(replace(c, could=(3,)) for c in policy.criteria))
    assert assessed(policy=careful, not_known=(3,)).level == "incomplete"


def test_nothing_asked_is_incomplete_and_says_how_many_are_left() -> None:
    found = assess({}, sevenoaks(), ON, FixedCalendar())
    assert (found.level, found.refer, found.not_asked) == ("incomplete", "may", tuple(range(1, 25)))
    assert found.computed["unanswered"] == 24
    assert any(warning.startswith("Questions not asked yet: 24.") for warning in found.warnings)


@pytest.mark.parametrize("item", [1, 15, 24])
def test_one_item_left_out_is_incomplete(item: int) -> None:
    assert assessed(not_asked=(item,)).level == "incomplete"


@pytest.mark.obligation("SDC-042", "SDC-046")
def test_a_finished_checklist_of_no_is_standard_and_needs_no_marac() -> None:
    found = assessed()
    assert (found.level, found.refer, found.prompts_judgement, found.warnings) == (
        "standard",
        "no",
        False,
        (),
    )


def test_medium_is_said_only_where_the_organisation_uses_it() -> None:
    assert assessed(yes=COUNTED[:10], policy=banded()).level == "medium"
    assert assessed(yes=COUNTED[:9], policy=banded()).level == "standard"
    assert assessed(yes=COUNTED[:10]).level == "standard"
    unused = replace(banded(), levels=("standard", "high"))
    assert assessed(yes=COUNTED[:10], policy=unused).level == "standard"


def test_medium_stands_while_items_are_open_and_gives_way_to_high() -> None:
    assert assessed(yes=COUNTED[:10], not_asked=(24,), policy=banded()).level == "medium"
    assert assessed(yes=(*COUNTED[:10], 15), policy=banded()).level == "high"


def test_medium_leaves_marac_open() -> None:
    assert assessed(yes=(1, 2, 3, 4, 5, 7, 8, 12, 14, 17), policy=banded()).refer == "may"


MARAC = {"history.marac_before": "yes", "history.marac_on": date(2025, 11, 23)}


@pytest.mark.obligation("SDC-040")
def test_a_further_incident_on_the_last_day_of_the_twelve_months_is_a_repeat() -> None:
    """2.5: "already been heard at MARAC and there has been a further incident within 12 months"."""
    found = assessed({**MARAC, "history.marac_new_incident": "yes"})
    assert (found.repeat, found.refer, found.level) == (True, "must", "standard")
    assert [action.id for action in found.actions] == ["respond", "representative"]


@pytest.mark.obligation("SDC-040")
def test_a_further_incident_a_day_later_is_no_repeat() -> None:
    late = {**MARAC, "history.marac_on": date(2025, 11, 22), "history.marac_new_incident": "yes"}
    found = assessed(late)
    assert (found.repeat, found.refer, found.warnings) == (False, "no", ())


@pytest.mark.obligation("SDC-040")
def test_no_new_incident_is_no_repeat() -> None:
    found = assessed({**MARAC, "history.marac_new_incident": "no"})
    assert (found.repeat, found.warnings) == (False, ())


@pytest.mark.obligation("SDC-040")
@pytest.mark.parametrize(
    ("said", "word"),
    [({}, "Ask whether"), ({"history.marac_new_incident": "not_known"}, "not known whether")],
)
def test_within_twelve_months_the_new_incident_is_asked_for(said: dict[str, str], word: str) -> None:
    found = assessed({**MARAC, **said})
    assert not found.repeat
    assert [word in warning for warning in found.warnings] == [True]
    assert "12 months" in found.warnings[0]


@pytest.mark.obligation("SDC-040")
@pytest.mark.parametrize("when", [{}, {"history.marac_on": "not_known"}])
def test_an_earlier_marac_without_its_date_is_asked_for(when: dict[str, str]) -> None:
    found = assessed({"history.marac_before": "yes", "history.marac_new_incident": "yes", **when})
    assert not found.repeat
    assert ["without its date" in warning for warning in found.warnings] == [True]


def test_a_marac_answer_changed_to_no_leaves_no_repeat_behind() -> None:
    changed = {**MARAC, "history.marac_new_incident": "yes", "history.marac_before": "no"}
    assert not assessed(changed).repeat


@pytest.mark.obligation("SDC-041")
def test_what_was_worked_out_before_is_worked_out_anew() -> None:
    first = assessed(yes=(15, 6))
    again = assess({**answered(), **first.computed}, sevenoaks(), ON, FixedCalendar())
    assert (again.level, again.indicators, again.computed["refer"]) == ("standard", (), "no")
    assert "indicator.separation" not in again.computed


def test_a_reason_names_the_number_that_it_counts() -> None:
    policy = sevenoaks()
    own = CriterionPart(AtLeast("history.police_callouts", 5), "{n} times")
    changed = replace(policy, criteria=(replace(policy.criteria[1], parts=(own,)),))
    assert assessed({"history.police_callouts": 7}, policy=changed).criteria[0].reason == "7 times"
