"""What Sevenoaks' policy asks of the conversation after the finding, obligation by obligation."""

import pytest

from tests.packs.journey_files import QUESTIONS, asked_with, remarks_after


@pytest.mark.obligation("SDC-050")
@pytest.mark.obligation("SDC-022")
def test_each_child_has_questions_of_their_own_and_the_parent_is_reassured() -> None:
    """Sevenoaks 2.3, 0.4: children's views are also important; children are victims in their own right."""
    keys = asked_with(**{"children__any": "yes", "child.1.seen": {"heard"}})
    assert {"children.reassured", "child.1.words", "child.1.harm"} <= set(keys)
    assert "looking after your children" in QUESTIONS["children.reassured"]["text"]


@pytest.mark.obligation("SDC-051")
def test_serious_harm_to_a_child_does_not_wait_for_agreement() -> None:
    """Sevenoaks 0.4: you should contact the Children's Services at Kent County Council."""
    said = remarks_after("child.harm", child__harm="yes")[0]
    assert "Kent County Council today" in said and "do not need their agreement" in said


@pytest.mark.obligation("SDC-053")
def test_the_three_points_of_the_care_act_are_asked() -> None:
    """Sevenoaks 0.5: care needs, experiencing or at risk, less able to protect themselves."""
    three = ["adult.care_and_support", "adult.at_risk", "adult.less_able"]
    keys = asked_with(adult__care_and_support="not_known")
    assert [key for key in keys if key in three] == three


@pytest.mark.obligation("SDC-068")
def test_a_position_of_trust_is_for_the_lado_and_locks_wait_for_the_tenancy() -> None:
    """Sevenoaks 7.5, 2.2."""
    assert "LADO" in remarks_after("perpetrator.trust", perpetrator__trust="yes")[0]
    assert (
        "Do not order new locks"
        in remarks_after("perpetrator.joint_tenant", perpetrator__joint_tenant="yes")[0]
    )


@pytest.mark.obligation("SDC-009")
def test_the_five_housing_options_are_put_one_by_one() -> None:
    """Sevenoaks 2.2: temporary accommodation, refuge, Sanctuary, orders, other services."""
    options = [key for key in asked_with() if key.startswith("housing.")]
    assert [key.split(".")[1] for key in options] == [
        "temporary_accommodation", "refuge", "sanctuary", "legal_orders", "other_services",
    ]  # fmt: skip


@pytest.mark.obligation("SDC-027")
@pytest.mark.obligation("SDC-061")
def test_consent_is_asked_of_each_recipient_and_an_override_needs_ground_reason_and_content() -> None:
    """Sevenoaks 0.6, Appendix D: respect refusal; record the rationale and legal authority."""
    refused = {
        "referral.marac": "required",
        "consent.marac.given": "refused",
        "sharing.marac": "without-consent",
    }
    davss = {"consent.specialist.given": "refused", "sharing.specialist": "not-allowed"}
    keys = asked_with(**refused, **davss, **{"consent.marac.decision": "share"})
    for rest in ("decision", "gateways", "reason", "what", "told"):
        assert f"consent.marac.{rest}" in keys
        assert f"consent.specialist.{rest}" not in keys
    given = asked_with(**(refused | {"consent.marac.given": "given", "consent.marac.decision": "share"}))
    assert "consent.marac.reason" not in given


@pytest.mark.obligation("SDC-056")
def test_a_decision_not_to_share_is_recorded_with_its_reason_and_questioned_where_the_policy_says_must() -> (
    None
):
    """Sevenoaks 0.6: keep a record of your decision and the reasons for it, whether to share or not."""
    refused = {
        "referral.marac": "required",
        "consent.marac.given": "refused",
        "sharing.marac": "without-consent",
    }
    keys = asked_with(**refused, **{"consent.marac.decision": "not_share"})
    assert "consent.marac.reason" in keys
    assert "consent.marac.gateways" not in keys
    member = {"consent__member": "marac", "referral__marac": "required"}
    assert "must be told" in remarks_after("consent.decision", consent__decision="not_share", **member)[0]


@pytest.mark.obligation("SDC-046")
def test_davss_is_never_sent_a_referral_without_consent() -> None:
    """Sevenoaks 2.7: professional referrals can only be made with the consent of the victim/survivor."""
    said = remarks_after("consent.given", consent__member="specialist", consent__given="refused")
    assert "only with consent" in said[0]


@pytest.mark.obligation("SDC-030")
def test_the_safety_plan_fits_staying_preparing_and_living_apart() -> None:
    """Sevenoaks 2.3: advise them how to keep safe; when they are ready to move, enable them to leave safely."""
    for situation in ("staying", "preparing", "left"):
        plans = [
            key
            for key in asked_with(plan__situation=situation)
            if key in ("plan.staying", "plan.preparing", "plan.left")
        ]
        assert plans == [f"plan.{situation}"]
        assert 8 <= len(QUESTIONS[f"plan.{situation}"]["choices"]) <= 14


@pytest.mark.obligation("SDC-037")
@pytest.mark.obligation("SDC-038")
def test_a_marac_referral_asks_for_the_officer_told_and_the_three_points_of_the_idva() -> None:
    """Sevenoaks 2.5: inform a Designated Safeguarding Officer; risk and safety, options, voice at the MARAC."""
    keys = asked_with(**{"referral.marac": "required"})
    assert {"actions.dso_name", "actions.dso_at", "actions.told_marac_idva", "actions.case_review"} <= set(
        keys
    )
    text = QUESTIONS["actions.told_marac_idva"]["text"]
    assert all(point in text for point in ("risk and safety", "options", "speak for you"))
    assert "actions.dso_name" not in asked_with()


@pytest.mark.obligation("SDC-039")
def test_the_person_they_fear_is_never_told() -> None:
    """Sevenoaks 2.5: the perpetrator must NOT be told of the MARAC referral."""
    assert "must never learn" in QUESTIONS["perpetrator_rule"]["text"]
    assert "perpetrator_rule" in asked_with()
