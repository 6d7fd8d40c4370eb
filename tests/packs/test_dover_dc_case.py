"""What Dover's policy asks of a case where the person came to us: talk, children, home, staff, sharing, closing."""

from datetime import date

import pytest

from bot.application.upkeep import Upkeep
from bot.application.upkeep_closing import close_case
from bot.bootstrap import House
from bot.safeguarding.errors import BadRequestError
from tests.packs.test_dover_dc import after, assessed, talk_with, to_do, walked


def due(house: House, case_id: str) -> dict[str, date]:
    """When each open deadline of the case runs out."""
    return {d.id: d.due_at.date() for d in house.records.deadlines(case_id) if d.resolved_at is None}


@pytest.mark.obligation("DDC-030", "DDC-032")
def test_contact_is_due_in_two_working_days_and_kept_until_it_is_made(house: House) -> None:
    """8.13: within 2 working days; else the next available working day and a referral to support services."""
    talk = walked(house, {"actions.contacted": "not_in_time"})
    open_ones = due(house, talk.reply.case_id or "")
    assert (open_ones["contact"], open_ones["contact-missed"]) == (date(2026, 11, 25), date(2026, 11, 26))
    said = after(talk, "actions.contacted")
    assert "next available working day" in said and "support services" in said
    assert {r.to: r.status for r in assessed(talk, house).referrals}["specialist"] == "required"
    made = walked(house, {"actions.contacted": "yes"})
    assert not {"contact", "contact-missed"} & set(due(house, made.reply.case_id or ""))
    assert {r.to: r.status for r in assessed(made, house).referrals}["specialist"] == "offered"


@pytest.mark.obligation("DDC-017", "DDC-026")
@pytest.mark.parametrize(("open_one", "other"), [("manager", "dso"), ("dso", "manager")])
def test_no_case_is_closed_before_line_manager_and_officer_were_both_spoken_with(
    house: House, open_one: str, other: str
) -> None:
    """8.9: staff must speak with their line manager and a Designated Safeguarding Officer."""
    blocker = f"actions.{open_one}_done"
    talk = walked(house, {f"actions.{open_one}": "later", f"actions.{other}": "told"}, until=blocker)
    assert talk.reply.question == blocker and not talk.offers("skip")
    talk.say("skip")
    assert talk.reply.question == blocker
    upkeep = Upkeep(house.world, talk.reply.case_id or "", "practitioner-1")
    with pytest.raises(BadRequestError, match=r"8\.9"):
        close_case(upkeep, agreed=True, notes="All is settled")
    talk.press("done")
    talk.walk()
    assert f"actions.{other}_done" not in talk.asked
    assert close_case(upkeep, agreed=True, notes="All is settled").status == "closed"


@pytest.mark.obligation("DDC-046")
def test_sharepoint_comes_after_the_line_manager(house: House) -> None:
    """8.27: reported here after staff have had a discussion with their line manager."""
    talk = walked(house, {"actions.manager": "later", "actions.dso": "told"})
    assert talk.asked.index("actions.case_review") > talk.asked.index("actions.manager_done")
    talk = walked(house, {"actions.manager": "told"})
    assert talk.asked.index("actions.case_review") > talk.asked.index("actions.manager")
    assert "the safeguarding site on SharePoint" in talk.said_at("actions.case_review")


@pytest.mark.obligation("DDC-002", "DDC-020", "DDC-047")
def test_the_tenancy_support_team_is_told_apart_for_tenants_alone(house: House) -> None:
    """8.4, 8.27: the TST takes tenants' cases; DSOs do not have responsibility of informing the TST."""
    for kind in ("tenant", "temporary_accommodation", "not_known"):
        talk = walked(house, {"resident.kind": kind})
        assert "actions.tst_told" in talk.asked and "tst" in to_do(talk, house)
    for kind in ("prospective_tenant", "homeless_applicant", "none_of_these"):
        talk = walked(house, {"resident.kind": kind})
        assert "actions.tst_told" not in talk.asked and "tst" not in to_do(talk, house)


@pytest.mark.obligation("DDC-020", "DDC-033")
def test_an_officer_is_told_to_hand_an_approved_marac_draft_on_and_not_to_send_it(house: House) -> None:
    """8.4: the TST will make external referrals (for example, to MARAC)."""
    high = {"judgement.high_risk": "yes", "consent.marac.given": "given", "sending.marac.state": "approved"}
    talk = walked(house, high | {"actions.dso": "told"})
    assert "Do not send it yourself" in after(talk, "sending.marac.state")
    locked = {link.id: link.locked_text for link in house.documents(talk.reply.case_id or "")}
    assert "Tenancy Support Team" in locked["marac-referral"]
    named = walked(
        house,
        high | {"actions.dso": "told", "actions.dso_name": "the duty officer", "actions.dso_at": "9 am"},
    )
    assert {link.id: link.locked for link in house.documents(named.reply.case_id or "")}[
        "marac-referral"
    ] is False


@pytest.mark.obligation("DDC-010", "DDC-034", "DDC-035")
def test_how_they_would_like_to_talk_is_asked_and_two_officers_come(house: House) -> None:
    """8.15, 8.16: telephone, a space they choose, same sex, two officers in person, translation."""
    talk = walked(house, {"contact.method": "in_person"}, until="contact.meeting")
    wanted = ["telephone", "safe_place", "same_sex", "interpreter", "two_officers_told"]
    assert [value for value in wanted if talk.offers(value)] == wanted
    assert "Two officers" in after(talk, "contact.method")
    talk.walk(until="contact.adjustments")
    talk.say("why")
    assert "Vulnerable Tenant" in talk.text


@pytest.mark.obligation("DDC-029")
def test_to_decline_is_a_valid_answer_that_brings_signposting(house: House) -> None:
    """8.12: not obliged to speak to us; advise them to speak to a trusted relative or professional."""
    talk = walked(house, {"wishes.talk": "declined"})
    assert "someone they trust or to a professional" in after(talk, "wishes.talk")
    assert "declined" in to_do(talk, house)
    assert "declined" not in to_do(walked(house, {"wishes.talk": "yes"}), house)


@pytest.mark.obligation("DDC-036")
def test_the_four_parts_of_a_talk_are_ticked_and_what_was_agreed_is_kept(house: House) -> None:
    """8.17: listen; understand how they wish to proceed; share information; record agreed actions."""
    talk = walked(house, {"actions.agreed": "We ring on Tuesday"}, until="actions.discussion")
    assert [v for v in ("listened", "wishes", "services", "recorded") if talk.offers(v)] != []
    assert all(talk.offers(value) for value in ("listened", "wishes", "services", "recorded"))
    talk.walk({"actions.agreed": "We ring on Tuesday"})
    assert house.records.case(talk.reply.case_id).value("actions.agreed") == "We ring on Tuesday"


@pytest.mark.obligation("DDC-037")
def test_other_needs_are_referred_with_a_consent_of_their_own(house: House) -> None:
    """8.18: addiction or mental health problems: the relevant support services, with knowledge and consent."""
    needs = {"adult.addiction": "yes", "adult.mental_health": "yes"}
    agreed = {"adult.addiction_consent": "given", "adult.mental_health_consent": "refused"}
    done = to_do(walked(house, needs | agreed), house)
    assert "substance-service" in done and "mental-health-service" not in done
    assert "adult.addiction_consent" not in walked(house, {"adult.addiction": "no"}).asked


@pytest.mark.obligation("DDC-005", "DDC-016", "DDC-041")
def test_every_child_is_told_of_and_each_has_a_record_of_their_own(house: House) -> None:
    """7.8, 8.22: an individual response for every child, siblings too; Children's Services in all cases."""
    two = {
        "children.any": "yes",
        "child.1.seen": "effects",
        "child.1.harm": "no",
        "child.1.another": "yes",
        "child.2.seen": "heard",
    }
    talk = walked(house, two)
    assert "told of every child, whatever the level of risk" in after(talk, "children.any")
    assert {"child.1.effects", "child.2.seen", "child.2.harm"} <= set(talk.asked)
    assert "child.2.effects" not in talk.asked
    assert "The referral is made all the same" in after(talk, "child.1.harm")
    assert "Nothing is agreed" not in talk.said_at("consent.children.given")
    assert "children-referral" in to_do(talk, house)


@pytest.mark.obligation("DDC-045")
def test_a_colleague_with_a_link_to_the_alleged_perpetrator_is_kept_out(house: House) -> None:
    """8.26: perpetrators could have links to employees; need-to-know."""
    talk = walked(house, {"perpetrator.1.staff_link": "yes"})
    assert "Tell your line manager today" in after(talk, "perpetrator.1.staff_link")
    assert {"conflict-of-interest", "need-to-know"} <= to_do(talk, house)
    assert "conflict-of-interest" not in to_do(walked(house, {"perpetrator.1.staff_link": "no"}), house)


@pytest.mark.obligation("DDC-065")
def test_nobody_visits_before_the_risk_assessment_for_staff(house: House) -> None:
    """8.49."""
    talk = walked(house, {"actions.staff_risk": "later"})
    assert "nobody visits yet" in after(talk, "actions.staff_risk")


@pytest.mark.obligation("DDC-067")
def test_feedback_is_left_out_where_it_is_not_safe_or_not_wanted(house: House) -> None:
    """8.52, 8.53."""
    assert "feedback" in to_do(walked(house, {"actions.feedback": "yes"}), house)
    for answer in ("no", "not_safe"):
        assert "feedback" not in to_do(walked(house, {"actions.feedback": answer}), house)


@pytest.mark.obligation("DDC-076", "DDC-077", "DDC-079")
def test_three_questions_come_before_anything_is_shared_and_every_decision_has_a_reason(house: House) -> None:
    """12.2, 12.3, 12.5."""
    talk = walked(house, {"consent.specialist.given": "given", "consent.specialist.test": "none"})
    assert "think again before you share it" in after(talk, "consent.specialist.test")
    order = [talk.asked.index(f"consent.specialist.{rest}") for rest in ("given", "test", "reason", "what")]
    assert order == sorted(order)
    refused = walked(house, {"consent.specialist.given": "refused"})
    assert "consent.specialist.reason" in refused.asked and "consent.specialist.test" not in refused.asked
    held = walked(
        house,
        {
            "children.any": "yes",
            "consent.children.given": "refused",
            "consent.children.decision": "not_share",
        },
    )
    assert "consent.children.reason" in held.asked and "must be told" in after(
        held, "consent.children.decision"
    )


@pytest.mark.obligation("DDC-078", "DDC-082")
def test_they_hear_before_they_speak_what_is_kept_and_what_they_can_expect(house: House) -> None:
    """4.3, 12.4: collection, storage, sharing and retention explained; what they can expect from us."""
    talk = walked(house, until="account")
    said = talk.said_at("opening.explained")
    assert all(
        word in said
        for word in (
            "confidential",
            "write it down",
            "before I share",
            "Children's Services",
            "how long it is kept",
        )
    )
    assert "What you can expect" not in said and "The other person is never told" in talk.said_at(
        "opening.expect"
    )


@pytest.mark.obligation("DDC-060", "DDC-078")
def test_nobody_contacts_the_alleged_perpetrator_or_who_speaks_for_them(house: House) -> None:
    """8.40, 12.4: the perpetrator and / or their representatives."""
    said = walked(house, until="perpetrator.1.name").said_at("perpetrator_rule")
    assert "MARAC" in said and "speaks or acts for them" in said


@pytest.mark.obligation("DDC-013")
def test_the_other_parent_of_a_child_counts_as_connected(house: House) -> None:
    """7.2: individuals who share parental responsibility for a child."""
    talk = walked(house, until="perpetrator.1.relation")
    assert talk.offers("co_parent")


@pytest.mark.obligation("DDC-025")
def test_money_trouble_is_named_as_possible_economic_abuse(house: House) -> None:
    """8.8."""
    assert "economic abuse" in after(walked(house, {"dash_20": "yes"}), "dash_20")


@pytest.mark.obligation("DDC-064", "DDC-066")
def test_the_practitioner_is_looked_after_at_the_end_and_can_practise(house: House) -> None:
    """8.45, 8.51."""
    talk = walked(house)
    assert "Employee Assistance Programme" in talk.said_at("actions.wellbeing")
    practice = talk_with(house)
    practice.walk({"opening.mode": "practice"}, until="account")
    assert "made-up person" in practice.everything and "DSO" in walked(house).said_at("actions.dso")
