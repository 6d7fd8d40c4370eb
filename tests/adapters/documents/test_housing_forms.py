"""The housing forms of Dover and West Kent: works, SAFER, the application and the management transfer."""

import re

import pytest

from bot.application.documents import Document, draft
from bot.safeguarding.case import Entry
from bot.safeguarding.errors import ConsentNotRecordedError
from tests.adapters.documents.destinations import (
    ACCOUNT,
    ADA,
    CLIENT,
    STRANGLED,
    TARIQ,
    assessed,
    drafted,
    due,
    field,
    said,
    typed,
)
from tests.adapters.documents.sample import AT, LANGUAGE, entry, words

DOVER, WEST_KENT = "dover-dc", "west-kent"
TELLING = re.compile(
    r"abus|violen|perpetrator|victim|survivor|safeguard|marac|refuge|sanctuary|SAFER|throat|hit|police|risk",
    re.IGNORECASE,
)
AGREED = (entry("consent.safe_to_inform", "yes"), entry("consent.housing.given", "given"))
WHOLE = (*CLIENT, *ACCOUNT, *STRANGLED, *ADA, *TARIQ)
DAMAGED = (entry("resident.kind", "tenant"), entry("wishes.unsafe_damage", "yes"))
JOINT = (entry("client.tenancy", "joint"), entry("plan.security_joint", ("sensor_lights", "spy_holes")))
SOLE = (entry("client.tenancy", "sole"), entry("plan.security", ("lock_change", "extra_locks")))
TRANSFER = (
    entry("wishes.stay_or_move", "move"),
    entry("housing.management_transfer.wanted", "yes"),
    entry("transfer.evidence", ("police", "support")),
    entry("transfer.explained", "done"),
)


@pytest.mark.obligation("DDC-053")
@pytest.mark.parametrize(
    ("org", "more"), [(DOVER, DAMAGED), (WEST_KENT, JOINT), (WEST_KENT, SOLE)], ids=["dover", "joint", "sole"]
)
def test_the_order_for_works_gives_no_reason_to_whoever_reads_it(org: str, more: tuple[Entry, ...]) -> None:
    assert "works-order" in due(org, *WHOLE, *more)
    order = drafted(org, "works-order", *WHOLE, *more)
    everything = "\n".join(
        (order.title, order.file_name, order.status, order.header, order.locked, said(order))
    )
    assert not TELLING.search(everything)
    assert "Tariq" not in everything and "Ada" not in everything


@pytest.mark.obligation("DDC-053")
def test_damage_that_leaves_the_home_open_is_an_emergency_within_24_hours_of_the_report() -> None:
    order = drafted(DOVER, "works-order", *WHOLE, *DAMAGED)
    assert field(order, "urgency") == "Emergency repair, by 24 November 2026, 10:15"
    assert field(order, "work") == "Damage that leaves the home insecure: Yes"
    assert "works-order" not in due(DOVER, *WHOLE, entry("wishes.unsafe_damage", "no"))


@pytest.mark.obligation("DDC-053")
@pytest.mark.parametrize(("org", "more"), [(DOVER, DAMAGED), (WEST_KENT, SOLE)])
def test_the_order_sends_nobody_to_the_client_s_number_or_door_unasked(
    org: str, more: tuple[Entry, ...]
) -> None:
    order = drafted(org, "works-order", *WHOLE, *more, typed("contact.adjustments", "Only when he is out"))
    assert field(order, "visit").startswith("Arranged by whoever ordered this, and nobody else.")
    assert not any(each in said(order) for each in ("01632 960123", "Weekday mornings", "he is out"))


@pytest.mark.obligation("WKH-027")
def test_the_order_lists_the_measures_chosen_from_the_security_budget() -> None:
    assert field(drafted(WEST_KENT, "works-order", *WHOLE, *SOLE), "work") == (
        "New locks | Extra locks on doors or windows"
    )


@pytest.mark.obligation("WKH-026")
@pytest.mark.parametrize(
    ("tenancy", "says"),
    [
        ((entry("client.tenancy", "joint"),), "Do not change any lock: the tenancy is joint"),
        (
            (entry("client.tenancy", "sole"), entry("perpetrator.1.joint_tenant", "yes")),
            "Do not change any lock: the tenancy is joint",
        ),
        ((entry("client.tenancy", "not_known"),), "Do not change any lock until it is known"),
        ((), "Do not change any lock until it is known"),
        ((entry("client.tenancy", "sole"),), "Locks may be changed"),
    ],
)
def test_locks_may_be_changed_on_a_sole_tenancy_alone(tenancy: tuple[Entry, ...], says: str) -> None:
    order = drafted(WEST_KENT, "works-order", *WHOLE, *tenancy)
    assert field(order, "locks").startswith(says)


@pytest.mark.parametrize(
    ("joint", "says"),
    [
        ("yes", "Do not change any lock: the tenancy is joint"),
        ("not_known", "Do not change any lock until it is known"),
        ("no", "Locks may be changed"),
    ],
)
def test_in_dover_too_the_tenancy_comes_before_the_locks(joint: str, says: str) -> None:
    order = drafted(DOVER, "works-order", *WHOLE, *DAMAGED, entry("perpetrator.1.joint_tenant", joint))
    assert field(order, "locks").startswith(says)


@pytest.mark.obligation("WKH-028")
@pytest.mark.parametrize(("consent", "says"), [("given", "Given"), ("later", "Not yet")])
def test_the_referral_to_safer_says_whether_the_landlord_s_consent_is_recorded(
    consent: str, says: str
) -> None:
    wanted = (entry("plan.safer", "yes"), entry("plan.safer_consent", consent))
    assert "safer-referral" in due(WEST_KENT, *WHOLE, *wanted)
    document = drafted(WEST_KENT, "safer-referral", *WHOLE, *wanted)
    assert field(document, "landlord_consent").startswith(says)
    assert "Wants the scheme to look at the home: Yes" in field(document, "agreement")
    assert "safer-referral" not in due(WEST_KENT, *WHOLE, entry("plan.safer", "no"))


@pytest.mark.obligation("DDC-054")
def test_dover_drafts_the_referral_to_safer_and_reads_no_agreement_into_a_wish() -> None:
    wanted = entry("housing.sanctuary.wanted", "yes")
    assert "safer-referral" in due(DOVER, *WHOLE, wanted)
    document = drafted(DOVER, "safer-referral", *WHOLE, wanted)
    assert "have their agreement, before it is sent" in field(document, "agreement")
    assert "throat" not in said(document)
    assert "safer-referral" not in due(DOVER, *WHOLE, entry("housing.sanctuary.wanted", "maybe"))


@pytest.mark.obligation("DDC-056")
@pytest.mark.obligation("DDC-039")
def test_housing_options_is_told_of_priority_need_what_led_to_it_and_no_residency_test() -> None:
    document = drafted(
        DOVER, "housing-application", *WHOLE, *AGREED, entry("resident.kind", "homeless_applicant")
    )
    status = field(document, "referral_status")
    assert status.startswith("Required: ")
    assert "priority need" in status and "no residency test" in status.lower() and "8.36" in status
    assert field(document, "led_to_it").startswith("Domestic abuse was reported to us on 23 November 2026.")
    assert "local connection" not in said(document).lower()


@pytest.mark.obligation("DDC-040")
@pytest.mark.parametrize(
    ("org", "key", "name"),
    [
        (DOVER, "housing.reciprocal.wanted", "The Kent Housing Reciprocal Agreement: Yes"),
        pytest.param(
            WEST_KENT,
            "housing.kent_reciprocal.wanted",
            "A Kent reciprocal: Yes",
            marks=pytest.mark.obligation("WKH-046"),
        ),
    ],
)
def test_the_application_names_the_reciprocal_agreement_and_the_choice(org: str, key: str, name: str) -> None:
    document = drafted(org, "housing-application", *WHOLE, *AGREED, entry(key, "yes"))
    assert name in field(document, "housing_options")


@pytest.mark.obligation("WKH-045")
def test_the_facts_for_the_local_authority_are_on_the_application() -> None:
    facts = (
        entry("client.tenancy", "sole"),
        typed("intake.where_staying", "At a friend's"),
        entry("wishes.safe_accommodation", "yes"),
        entry("wishes.stay_or_move", "move"),
        typed("wishes.area_avoid", "Ashford"),
    )
    document = drafted(WEST_KENT, "housing-application", *WHOLE, *AGREED, *facts)
    assert "Where they are staying: At a friend's" in field(document, "tenure")
    assert "Needs a refuge or temporary housing: Yes" in field(document, "home_needs")
    assert field(document, "area_avoid") == "Ashford"
    assert "housing-referral" not in due(WEST_KENT, *WHOLE, *AGREED)


@pytest.mark.parametrize("org", [DOVER, WEST_KENT])
def test_no_application_is_drafted_without_agreement(org: str) -> None:
    case, found, policy = assessed(org, (*WHOLE, entry("consent.housing.given", "refused")))
    with pytest.raises(ConsentNotRecordedError):
        draft("housing-application", case, found, policy, LANGUAGE, AT)


def report(*more: Entry) -> Document:
    """The management transfer report."""
    return drafted(WEST_KENT, "management-transfer-report", *WHOLE, *TRANSFER, *more)


@pytest.mark.obligation("WKH-048")
def test_the_transfer_report_waits_for_two_authorisations_and_lists_each_kind_of_evidence() -> None:
    assert "management-transfer-report" in due(WEST_KENT, *WHOLE, *TRANSFER)
    document = report()
    assert "Head of Housing and the Head of Allocations" in document.title
    assert "Head of Housing and the Head of Allocations" in field(document, "authorised_how")
    for place in ("authorised_first", "authorised_second"):
        assert field(document, place).startswith("Not given yet")
    assert field(document, "evidence") == (
        "Specialist domestic abuse service: not ticked | Social services: not ticked | "
        "Police: there, or can be asked for | Education: not ticked | Support service: there, or can be asked for"
    )


@pytest.mark.obligation("WKH-048")
def test_evidence_that_nobody_asked_about_is_not_asked_and_never_missing() -> None:
    asked = tuple(each for each in TRANSFER if each.key != "transfer.evidence")
    document = drafted(WEST_KENT, "management-transfer-report", *WHOLE, *asked)
    assert field(document, "evidence").count("Not asked") == 5


@pytest.mark.obligation("WKH-049")
def test_the_transfer_report_says_same_tenure_sole_name_and_the_council_s_leave() -> None:
    offer = field(report(), "new_tenancy")
    assert "no transfer list" in offer and "direct let" in offer
    assert "same kind" in offer and "sole name" in offer and "(west-kent 7)" in offer
    assert field(report(), "explained") == "Yes"
    assert field(report(), "council_leave") == "Not asked"


@pytest.mark.obligation("WKH-030")
def test_earlier_incidents_stand_on_the_transfer_report_in_the_words_used() -> None:
    document = report(words("history.incidents", "In June he locked me out"))
    assert "In June he locked me out" in field(document, "incidents")


def test_no_transfer_report_is_on_offer_unless_the_client_wants_one() -> None:
    for answer in ("no", "maybe"):
        wish = entry("housing.management_transfer.wanted", answer)
        assert "management-transfer-report" not in due(WEST_KENT, *WHOLE, wish)
