"""Whom West Kent tells, with whose agreement, and which drafts stay closed until then."""

import pytest

from bot.application.case_documents import DocumentLink
from bot.bootstrap import House
from tests.talk import Talk

ORG = "west-kent"
JUDGED = {"judgement.high_risk": "yes", "judgement.reason": "A knife was shown last night."}
FOUR_PARTS = ("agency", "reason", "contact", "support")


def documents(house: House, talk: Talk) -> dict[str, DocumentLink]:
    """The documents of the conversation's case, by id."""
    return {link.id: link for link in house.documents(talk.reply.case_id)}


# MARAC and consent (5, 6)


@pytest.mark.obligation("WKH-035")
def test_below_the_count_the_marac_draft_stays_closed_until_they_agree_or_the_form_is_done(
    house: House, talk: Talk
) -> None:
    talk.walk(JUDGED, "consent.marac.given")
    assert documents(house, talk)["marac-referral"].locked
    said = talk.press("refused").messages[0]
    assert "Information Sharing Without Consent form" in said and "stays closed" in said
    assert documents(house, talk)["marac-referral"].locked
    talk.walk({"consent.marac.decision": "share"}, "consent.marac.gateways")
    talk.tick("vital_interests")
    assert documents(house, talk)["marac-referral"].locked
    talk.say("A knife was shown last night, and she may be killed.")
    assert not documents(house, talk)["marac-referral"].locked


@pytest.mark.obligation("WKH-035")
def test_their_agreement_alone_opens_the_marac_draft(house: House, talk: Talk) -> None:
    talk.walk(JUDGED, "consent.marac.given")
    talk.press("given")
    assert not documents(house, talk)["marac-referral"].locked


@pytest.mark.obligation("WKH-035")
def test_whoever_is_shared_about_against_their_wish_is_told_or_the_record_says_why_not(talk: Talk) -> None:
    talk.walk(
        JUDGED | {"consent.marac.given": "refused", "consent.marac.decision": "share"}, "consent.marac.told"
    )
    talk.press("not_told")
    assert talk.reply.question == "consent.marac.not_told_why"


@pytest.mark.obligation("WKH-034")
def test_at_the_threshold_sharing_is_called_lawful_and_never_a_duty(talk: Talk) -> None:
    talk.walk({f"dash_{n}": "yes" for n in range(1, 15)}, "consent.marac.given")
    said = "\n".join(talk.press("refused").messages)
    assert "the law lets you share without their agreement" in said
    assert "a power and not a duty" in said
    assert "Information Sharing Without Consent form" not in said
    keys = talk.walk({"consent.marac.decision": "share"}, "consent.marac.told")
    assert {"consent.marac.gateways", "consent.marac.reason", "consent.marac.what"} <= set(keys)


@pytest.mark.obligation("WKH-034")
def test_nothing_that_is_said_calls_the_sharing_a_legal_duty(talk: Talk) -> None:
    yes = {f"dash_{n}": "yes" for n in range(1, 15)}
    said = talk.read(**yes, consent__marac__given="refused")
    assert not [key for key, text in said.items() if "legal duty" in text.lower()]


@pytest.mark.obligation("WKH-039", "WKH-040")
def test_the_specialist_draft_opens_in_the_first_contact_once_all_four_parts_are_explained(
    house: House, talk: Talk
) -> None:
    talk.walk(until="consent.specialist.explained")
    assert all(talk.offers(part) for part in FOUR_PARTS)
    talk.tick(*FOUR_PARTS)
    assert talk.reply.question == "consent.specialist.explained_all"
    talk.press("done")
    assert talk.reply.question == "consent.specialist.given"
    talk.press("given")
    assert not documents(house, talk)["specialist-referral"].locked


@pytest.mark.obligation("WKH-039")
@pytest.mark.parametrize("left_out", FOUR_PARTS)
def test_with_any_part_left_out_the_specialist_draft_stays_closed(
    house: House, talk: Talk, left_out: str
) -> None:
    talk.walk(until="consent.specialist.explained")
    talk.tick(*(part for part in FOUR_PARTS if part != left_out))
    assert talk.reply.question == "consent.specialist.given"
    talk.press("given")
    link = documents(house, talk)["specialist-referral"]
    assert link.locked and "why, how it will get in touch" in link.locked_text


@pytest.mark.obligation("WKH-022", "WKH-038")
def test_each_partner_is_explained_and_asked_about_alone(talk: Talk) -> None:
    said = talk.read()
    asked = [text for key, text in said.items() if key.startswith("consent.") and key.endswith(".given")]
    assert len(asked) >= 3
    assert all("why, how they may get in touch, and what they may do" in text for text in asked)


@pytest.mark.obligation("WKH-042", "WKH-043")
def test_a_refusal_goes_to_the_manager_and_leads_to_help_as_a_landlord(talk: Talk) -> None:
    talk.walk(until="support.tenancy_help", consent__specialist__given="refused")
    assert all(
        talk.offers(each)
        for each in ("financial_assessment", "foodbank", "bank_account", "identity", "employment")
    )
    talk.walk(until="actions.list")
    assert "Talk it over with your line manager" in talk.text
    talk.walk(until="actions.manager_told")
    assert "stays on your list" in talk.press("later").messages[0]


@pytest.mark.obligation("WKH-042")
def test_without_a_refusal_neither_is_asked(talk: Talk) -> None:
    assert not {"support.tenancy_help", "actions.manager_told"} & set(talk.walk())


@pytest.mark.obligation("WKH-033")
def test_no_officer_has_to_be_named_before_the_marac_draft_opens(talk: Talk) -> None:
    assert not {"actions.dso_name", "actions.dso_at"} & set(talk.walk(JUDGED))


@pytest.mark.obligation("WKH-066")
def test_they_hear_who_meets_at_marac_and_that_the_other_person_does_not(talk: Talk) -> None:
    said = talk.read(**{key.replace(".", "__"): value for key, value in JUDGED.items()})[
        "actions.told_marac_idva"
    ]
    for each in (
        "police",
        "children's services",
        "health",
        "an IDVA, will call you",
        "The other person is never told",
    ):
        assert each in said
