"""The reports to the police and the LADO, the form for sharing without consent, and the repeat referral."""

from datetime import date

import pytest

from bot.application.documents import Quotation
from bot.safeguarding.answers import Voice
from bot.safeguarding.case import Entry
from tests.adapters.documents.destinations import (
    ACCOUNT,
    ADA,
    CLIENT,
    HEARD_BEFORE,
    REFUSED,
    STRANGLED,
    TARIQ,
    assessed,
    drafted,
    due,
    field,
    policy_of,
    rows,
    said,
    typed,
)
from tests.adapters.documents.sample import entry, words

DOVER, WEST_KENT = "dover-dc", "west-kent"
ORGANISATIONS = ("sevenoaks-dc", "kent-medway", WEST_KENT, DOVER, "stoke-on-trent")
NEIGHBOUR = (
    entry("opening.source", "third_party"),
    entry("report.police_know", "not_known"),
    typed("client.address", "9 Mill Row"),
    words("account", "I heard her shout get off me", speaker="third_party"),
    words("account", "There was a thump, says the neighbour", Voice.REPORTED, "third_party"),
    entry("report.signs", ("worse",)),
)
JUDGED = (
    entry("judgement.high_risk", "yes"),
    words("judgement.reason", "Threats", Voice.OPINION, "practitioner"),
)
COACH = (
    *TARIQ,
    entry("perpetrator.1.trust", "yes"),
    typed("perpetrator.1.occupation", "Football coach"),
    entry("perpetrator.1.another", "yes"),
    typed("perpetrator.2.name", "Omar Other"),
    entry("perpetrator.2.trust", "no"),
    entry("perpetrator.2.another", "no"),
)


@pytest.mark.obligation("DDC-028")
def test_the_police_are_told_what_was_said_by_whom_and_that_the_client_was_not_spoken_to() -> None:
    assert "police-third-party-report" in due(DOVER, *NEIGHBOUR)
    document = drafted(DOVER, "police-third-party-report", *NEIGHBOUR)
    account = field(document, "account")
    assert "Someone other than the client, exact words" in account
    assert "Someone other than the client, as reported, not word for word" in account
    assert [p.text for p in document.pieces() if isinstance(p, Quotation)] == ["I heard her shout get off me"]
    assert field(document, "contact_made") == (
        "No contact with the client is recorded. | We make none because of a third party's report "
        "(dover-dc 2.1, 8.11)."
    )
    assert "Known to the police already: Not known" in field(document, "known")


@pytest.mark.obligation("DDC-028")
def test_where_the_client_s_own_words_are_on_record_no_contact_is_not_claimed() -> None:
    spoken = words("account", "Please do not ring me", speaker="client")
    document = drafted(DOVER, "police-third-party-report", *NEIGHBOUR, spoken)
    assert field(document, "contact_made").startswith("Words of the client are on this record.")


@pytest.mark.obligation("DDC-028")
@pytest.mark.parametrize("told", [entry("report.police_know", "yes"), entry("opening.source", "self")])
def test_no_police_report_is_drafted_where_they_know_or_nobody_else_reported_it(told: Entry) -> None:
    assert "police-third-party-report" not in due(DOVER, *NEIGHBOUR, told)


@pytest.mark.obligation("DDC-070")
def test_what_a_contractor_saw_reaches_the_police_with_the_firm_and_the_violence() -> None:
    firm = (
        entry("opening.source", "contractor"),
        entry("report.violence_seen", "yes"),
        typed("report.contractor", "A plumbing firm"),
        entry("report.social_services", "no"),
    )
    document = drafted(DOVER, "police-third-party-report", *NEIGHBOUR, *firm)
    assert field(document, "reporter") == "A plumbing firm"
    assert field(document, "violence_seen") == "Yes"
    assert "Reported to social services: No" in field(document, "known")


@pytest.mark.obligation("SDC-068")
@pytest.mark.parametrize("org", ORGANISATIONS)
def test_the_lado_is_told_of_the_person_in_a_position_of_trust_and_of_nobody_else(org: str) -> None:
    whole = (*CLIENT, *ACCOUNT, *ADA, *COACH)
    assert "lado-referral" in due(org, *whole)
    document = drafted(org, "lado-referral", *whole)
    assert ["Work, and where", "Football coach"] in rows(document, "alleged_perpetrators")
    text = said(document)
    assert "Tariq Example" in text and "Omar Other" not in text
    assert not any(private in text for private in ("Mina Example", "14 Mill Row", "01632 960123"))
    assert "local authority designated officer (LADO)" in document.title


@pytest.mark.obligation("SDC-068")
def test_the_lado_is_told_nothing_where_nobody_is_in_a_position_of_trust() -> None:
    assert "lado-referral" not in due("sevenoaks-dc", *CLIENT, *TARIQ, entry("perpetrator.1.trust", "no"))


@pytest.mark.obligation("WKH-035")
def test_the_form_for_sharing_without_consent_carries_who_what_why_and_on_which_ground() -> None:
    whole = (*CLIENT, *ACCOUNT, *JUDGED, *REFUSED)
    assert "information-sharing-without-consent" in due(WEST_KENT, *whole)
    document = drafted(WEST_KENT, "information-sharing-without-consent", *whole)
    found = {row[0]: row[1] for row in rows(document, "recipients")}
    assert found["Consent asked for, and the answer"] == "Refused"
    assert "(uk-gdpr Articles 6(1)(d) and 9(2)(c))" in found["Lawful ground ticked"]
    assert (
        "She may be killed" in found["Why it is needed and in proportion, and what could follow either way"]
    )
    assert (
        "Share it, recorded by practitioner-1, 23 November 2026"
        in found["Decision without consent, and when"]
    )
    assert "Client told: Told" in found["The person told"]
    assert "(west-kent 5)" in found["Purpose"] and "(west-kent 5)" in found["Exactly what is shared"]
    assert found["What the person said, and conditions they set"] == "Not asked"
    assert document.title == "Information Sharing Without Consent form"


@pytest.mark.obligation("WKH-035")
def test_until_the_form_has_its_ground_and_reason_the_marac_referral_stays_locked() -> None:
    bare = tuple(e for e in REFUSED if e.key not in ("consent.marac.gateways", "consent.marac.reason"))
    begun = (*CLIENT, *ACCOUNT, *JUDGED, *bare)
    assert "lawful ground" in drafted(WEST_KENT, "marac-referral", *begun).locked
    form = {
        r[0]: r[1]
        for r in rows(drafted(WEST_KENT, "information-sharing-without-consent", *begun), "recipients")
    }
    assert form["Lawful ground ticked"] == "Not asked"
    assert drafted(WEST_KENT, "marac-referral", *CLIENT, *ACCOUNT, *JUDGED, *REFUSED).locked == ""


@pytest.mark.obligation("SDC-074")
@pytest.mark.obligation("SDC-075")
@pytest.mark.parametrize("org", ORGANISATIONS)
def test_every_organisation_records_sharing_without_consent_and_none_where_all_agreed(org: str) -> None:
    assert "information-sharing-without-consent" in due(org, *CLIENT, *JUDGED, *REFUSED)
    agreed = (*CLIENT, *JUDGED, entry("consent.marac.given", "given"))
    assert "information-sharing-without-consent" not in due(org, *agreed)


@pytest.mark.obligation("SDC-046")
def test_a_recipient_by_consent_alone_never_stands_on_the_form_whatever_was_decided() -> None:
    against = (entry("consent.specialist.given", "refused"), entry("consent.specialist.decision", "share"))
    document = drafted(
        "sevenoaks-dc", "information-sharing-without-consent", *CLIENT, *STRANGLED, *REFUSED, *against
    )
    assert "Specialist" not in field(document, "recipients")
    assert "Multi-agency risk assessment conference" in field(document, "recipients")


@pytest.mark.obligation("WKH-035")
def test_a_recipient_whom_it_was_decided_not_to_tell_is_not_on_the_form() -> None:
    decided = tuple(e for e in REFUSED if e.key != "consent.marac.decision")
    kept_back = entry("consent.marac.decision", "not_share")
    form = drafted(WEST_KENT, "information-sharing-without-consent", *CLIENT, *JUDGED, *decided, kept_back)
    assert field(form, "recipients") == "Nobody is to be told without consent, on what is recorded."


@pytest.mark.obligation("SDC-040")
@pytest.mark.parametrize("org", ORGANISATIONS)
def test_a_repeat_has_a_referral_of_its_own_with_the_last_date_and_what_is_new(org: str) -> None:
    whole = (*CLIENT, *ACCOUNT, *HEARD_BEFORE, entry("consent.marac.given", "given"))
    found = due(org, *whole)
    assert "marac-repeat-referral" in found and "marac-referral" not in found
    document = drafted(org, "marac-repeat-referral", *whole)
    assert field(document, "last_on") == "1 March 2026"
    assert field(document, "new_incident") == "Yes"
    assert field(document, "reported_on") == "23 November 2026"
    assert field(document, "repeat").startswith("Yes. ")
    assert "hands round my throat" in field(document, "account")


@pytest.mark.obligation("SDC-040")
@pytest.mark.parametrize(
    "history",
    [
        (entry("history.marac_before", "no"),),
        (*HEARD_BEFORE[:1], entry("history.marac_on", date(2025, 11, 1)), HEARD_BEFORE[2]),
    ],
    ids=["never heard", "over a year ago"],
)
def test_what_is_no_repeat_keeps_the_ordinary_referral(history: tuple[Entry, ...]) -> None:
    found = due("sevenoaks-dc", *CLIENT, *STRANGLED, *history, entry("consent.marac.given", "given"))
    assert "marac-referral" in found and "marac-repeat-referral" not in found


@pytest.mark.obligation("SDC-038")
@pytest.mark.parametrize("org", ORGANISATIONS)
def test_a_repeat_is_locked_wherever_the_first_referral_is(org: str) -> None:
    locks = {rule.id: rule.locked_until for rule in policy_of(org).documents}
    assert locks["marac-repeat-referral"] == locks["marac-referral"]
    whole = (*CLIENT, *ACCOUNT, *HEARD_BEFORE, entry("consent.marac.given", "given"))
    locked = drafted(org, "marac-repeat-referral", *whole).locked
    assert bool(locked) == bool(locks["marac-referral"])
    assert assessed(org, whole)[1].repeat
