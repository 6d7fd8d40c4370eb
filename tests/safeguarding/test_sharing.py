"""Who is told, and on what basis: Sevenoaks 0.4 to 0.6, 2.5 to 2.8, 7.5 and Appendix D."""

from dataclasses import replace
from typing import Any

import pytest

from bot.safeguarding.assessment import ReferralFinding, SharingFinding
from bot.safeguarding.conditions import NEVER
from bot.safeguarding.deadlines import due_text
from tests.safeguarding.conftest import FORM, grouped, sevenoaks
from tests.safeguarding.test_risk import assessed

HARM = {"children.any": "yes", "child.1.age": 6, "child.1.harm": "yes"}
HIGH = {"dash_15": "yes"}


def referral(to: str, facts: dict[str, Any], **groups: Any) -> ReferralFinding:
    return next(r for r in assessed(grouped(facts), **groups).referrals if r.to == to)


def share(to: str, facts: dict[str, Any]) -> SharingFinding:
    return next(s for s in assessed(grouped(facts)).sharing if s.to == to)


def test_every_destination_is_named_once_and_in_order() -> None:
    found = assessed()
    assert [r.to for r in found.referrals] == [
        "marac",
        "children",
        "adults",
        "specialist",
        "housing",
        "police",
        "lado",
    ]


def test_sharing_is_worked_out_only_for_those_who_may_be_told() -> None:
    assert [s.to for s in assessed().sharing] == ["specialist", "housing"]
    assert [s.to for s in assessed(yes=(15,)).sharing] == ["marac", "specialist", "housing", "police"]


@pytest.mark.obligation("SDC-032")
def test_a_marac_referral_is_required_offered_or_not_needed_as_the_finding_says() -> None:
    assert referral("marac", HIGH).status == "required"
    assert referral("marac", {"dash_6": "yes"}).status == "offered"
    assert referral("marac", {}).status == "not-needed"


def test_a_marac_referral_that_must_be_made_is_required_even_where_the_pack_forgets_it() -> None:
    policy = sevenoaks()
    without = replace(policy, referrals=tuple(r for r in policy.referrals if r.to != "marac"))
    found = assessed(yes=(15,), policy=without).referrals[0]
    assert (found.to, found.status, found.source.paragraph) == ("marac", "required", "2.5")


@pytest.mark.obligation("SDC-051")
def test_a_child_at_risk_of_significant_harm_is_referred_within_the_hours_of_the_pack() -> None:
    """0.4: "under the age of 18 years might be suffering or is likely to suffer significant harm"."""
    found = referral("children", HARM)
    assert (found.status, due_text(found.due)) == ("required", "2026-11-25T10:00")


@pytest.mark.obligation("SDC-051")
def test_one_child_at_risk_among_several_is_enough() -> None:
    assert (
        referral("children", {**HARM, "child.2.harm": "no", "child.3.harm": "not_known"}).status == "required"
    )


def test_harm_that_is_not_known_is_offered_and_no_child_is_not_needed() -> None:
    assert referral("children", {"children.any": "yes", "child.1.harm": "not_known"}).status == "offered"
    found = referral("children", {"children.any": "no"})
    assert (found.status, found.due) == ("not-needed", None)


def test_someone_of_18_is_not_referred_as_a_child_and_their_own_needs_are_asked_for() -> None:
    grown_up = {"children.any": "yes", "child.1.age": 18, "child.1.harm": "yes"}
    found = assessed(grouped(grown_up))
    assert found.referrals[1].status == "offered"
    assert any("18 or over" in warning for warning in found.warnings)


@pytest.mark.obligation("SDC-055")
def test_care_and_support_needs_are_referred_to_adult_services_by_a_working_day() -> None:
    found = referral("adults", {"adult.care_and_support": "yes"})
    assert (found.status, due_text(found.due)) == ("required", "2026-11-25")


@pytest.mark.obligation("SDC-068")
def test_a_position_of_trust_goes_to_the_lado_whoever_of_several_holds_it() -> None:
    """7.5: "employed in a position of trust working with adults or children at risk"."""
    assert referral("lado", {"perpetrator.1.trust": "no", "perpetrator.2.trust": "yes"}).status == "required"
    assert referral("lado", {"perpetrator.1.trust": "no"}).status == "not-needed"


@pytest.mark.obligation("SDC-042")
@pytest.mark.parametrize("facts", [{}, HIGH])
def test_the_specialist_service_is_always_offered(facts: dict[str, str]) -> None:
    assert referral("specialist", facts).status == "offered"


def test_a_destination_that_no_rule_names_is_not_needed_and_says_so() -> None:
    policy = replace(sevenoaks(), referrals=())
    found = assessed(policy=policy).referrals[6]
    assert (found.to, found.status, found.source.paragraph) == ("lado", "not-needed", "not mentioned")
    assert found.reason


@pytest.mark.obligation("SDC-057")
def test_what_the_client_agreed_to_is_shared_by_consent_and_by_nothing_else() -> None:
    found = share("marac", {**HIGH, "consent.marac.given": "given"})
    assert (found.basis, found.gateway, found.form, found.tell_client) == ("consent", None, None, True)


@pytest.mark.obligation("SDC-061", "SDC-074")
@pytest.mark.parametrize("consent", ["refused", "unsafe_to_ask"])
def test_a_marac_referral_goes_without_consent_with_its_ground_and_its_form(consent: str) -> None:
    """Appendix D: "the rationale for decision making should always be recorded, including your legal authority"."""
    found = share("marac", {**HIGH, "consent.marac.given": consent})
    assert (found.basis, found.form) == ("without-consent", FORM)
    assert found.gateway == "Crime and Disorder Act 1998, section 115; to protect life"


@pytest.mark.obligation("SDC-074")
def test_sharing_without_consent_puts_its_record_on_the_list() -> None:
    with_override = assessed({"consent.marac.given": "refused"}, yes=(15,))
    assert "record_decision" in [action.id for action in with_override.actions]
    assert "record_decision" not in [action.id for action in assessed(yes=(15,)).actions]


@pytest.mark.obligation("SDC-061")
@pytest.mark.parametrize("consent", ["refused", "unsafe_to_ask"])
def test_a_refusal_is_respected_where_nothing_allows_more(consent: str) -> None:
    offered = {"dash_6": "yes", "consent.marac.given": consent}
    assert share("marac", offered).basis == "not-allowed"


def test_without_a_named_ground_nothing_is_lawful_without_consent() -> None:
    policy = sevenoaks()
    groundless = replace(policy, sharing=tuple(replace(rule, gateways=()) for rule in policy.sharing))
    found = assessed({"consent.marac.given": "refused"}, yes=(15,), policy=groundless)
    assert found.sharing[0].basis == "not-allowed"


def test_without_a_sharing_rule_only_consent_allows_anything() -> None:
    ruleless = replace(sevenoaks(), sharing=())
    refused = assessed({"consent.marac.given": "refused"}, yes=(15,), policy=ruleless).sharing[0]
    assert (refused.basis, refused.source.paragraph) == ("not-allowed", "2.4")
    assert assessed(yes=(15,), policy=ruleless).sharing[0].basis == "ask-first"


@pytest.mark.obligation("SDC-027")
def test_consent_that_was_not_asked_for_is_asked_for_first() -> None:
    assert share("marac", HIGH).basis == "ask-first"
    assert share("marac", {**HIGH, "consent.safe_to_inform": "not_known"}).basis == "ask-first"


def test_where_it_is_not_safe_to_ask_a_lawful_ground_is_used_and_nothing_else() -> None:
    unsafe = {"consent.safe_to_inform": "no"}
    assert share("marac", {**HIGH, **unsafe}).basis == "without-consent"
    assert share("housing", unsafe).basis == "not-allowed"


@pytest.mark.obligation("SDC-046")
@pytest.mark.parametrize(
    ("consent", "basis"),
    [
        ("given", "consent"),
        ("refused", "not-allowed"),
        ("unsafe_to_ask", "not-allowed"),
        ("not_asked", "ask-first"),
    ],
)
def test_the_specialist_service_is_told_with_consent_only(consent: str, basis: str) -> None:
    """2.7: "Professional referrals can only be made with the consent of the victim/survivor"."""
    assert share("specialist", {**HIGH, "consent.specialist.given": consent}).basis == basis


@pytest.mark.obligation("SDC-046")
def test_consent_only_holds_even_where_a_condition_would_allow_more() -> None:
    policy = sevenoaks()
    loose = replace(policy.sharing[0], to="specialist", consent_only=True)
    found = assessed(
        {"consent.specialist.given": "refused"}, yes=(15,), policy=replace(policy, sharing=(loose,))
    )
    assert next(s for s in found.sharing if s.to == "specialist").basis == "not-allowed"


@pytest.mark.obligation("SDC-021", "SDC-051")
@pytest.mark.parametrize("consent", ["not_asked", "refused", "unsafe_to_ask"])
def test_protecting_a_child_does_not_wait_for_consent(consent: str) -> None:
    found = share("children", {**HARM, "consent.children.given": consent})
    assert (found.basis, found.gateway) == ("without-consent", "Children Acts 1989 and 2004")


@pytest.mark.obligation("SDC-052")
def test_the_parent_is_told_of_a_childrens_referral_where_that_is_safe() -> None:
    """0.4: "If it is safe to do so ... the victim/survivor will be informed of referrals"."""
    assert share("children", HARM).tell_client
    assert not share("children", {**HARM, "consent.safe_to_inform": "no"}).tell_client


def test_a_childrens_referral_that_is_only_offered_is_asked_for_first() -> None:
    assert share("children", {"children.any": "yes", "child.1.harm": "no"}).basis == "ask-first"


@pytest.mark.obligation("SDC-068")
def test_a_required_lado_referral_does_not_wait_for_consent() -> None:
    assert share("lado", {"perpetrator.1.trust": "yes"}).basis == "without-consent"


def test_the_police_are_told_of_danger_right_now_without_waiting_for_consent() -> None:
    assert share("police", {"opening.danger": "yes"}).basis == "without-consent"


def test_the_police_are_told_of_what_is_no_danger_right_now_only_after_asking() -> None:
    assert referral("police", HIGH).status == "offered"
    assert share("police", HIGH).basis == "ask-first"


def test_a_service_that_needs_consent_waits_for_it_also_where_asking_is_not_safe_yet() -> None:
    assert share("specialist", {"consent.safe_to_inform": "no"}).basis == "ask-first"


@pytest.mark.obligation("SDC-032", "SDC-052")
def test_the_client_is_not_told_where_telling_or_asking_is_unsafe() -> None:
    assert not share("marac", {**HIGH, "consent.safe_to_inform": "no"}).tell_client
    assert not share("marac", {**HIGH, "consent.marac.given": "unsafe_to_ask"}).tell_client
    assert share("marac", {**HIGH, "consent.marac.given": "refused"}).tell_client


def test_not_knowing_whether_it_is_safe_to_tell_is_warned_of() -> None:
    found = assessed({"consent.safe_to_inform": "not_known"})
    assert any("safe to tell" in warning for warning in found.warnings)


def test_a_marac_rule_that_forgets_the_finding_does_not_lower_it() -> None:
    policy = sevenoaks()
    forgetful = tuple(replace(r, required_when=NEVER) for r in policy.referrals)
    assert assessed(yes=(15,), policy=replace(policy, referrals=forgetful)).referrals[0].status == "required"
