"""What Dover's policy says of the home: options, tenancies, repairs, and action against a tenant who abuses."""

import pytest

from bot.bootstrap import House
from tests.packs.test_dover_dc import after, assessed, to_do, walked

TENANT = {"resident.kind": "tenant", "resident.tenure": "secure"}


@pytest.mark.obligation("DDC-004", "DDC-039", "DDC-056")
def test_a_homeless_applicant_is_in_priority_need_and_meets_no_local_connection_test(house: House) -> None:
    """3.1, 8.20, 8.36."""
    talk = walked(house, {"resident.kind": "homeless_applicant"})
    assert "Nobody who has fled another district is put to a local connection" in talk.said_at(
        "wishes.no_local_connection"
    )
    assert {r.to: r.status for r in assessed(talk, house).referrals}["housing"] == "required"
    actions = {a.id: a.text for a in assessed(talk, house).actions}
    assert "in priority need" in actions["priority-need"]
    assert "priority-need" not in to_do(
        walked(house, {"resident.kind": "tenant", "wishes.stay_or_move": "stay"}), house
    )


@pytest.mark.obligation("DDC-004", "DDC-040")
def test_a_secure_tenant_who_moves_keeps_a_secure_tenancy_and_may_move_by_the_reciprocal_agreement(
    house: House,
) -> None:
    """3.1, 8.20, 8.21, 8.33."""
    moving = TENANT | {"wishes.stay_or_move": "move", "housing.reciprocal.wanted": "yes"}
    talk = walked(house, moving)
    assert "keeps their tenancy rights" in talk.said_at("housing.reciprocal.wanted")
    assert {"secure-tenancy", "reciprocal"} <= to_do(talk, house)
    staying = walked(house, TENANT | {"wishes.stay_or_move": "stay", "housing.reciprocal.wanted": "no"})
    assert not {"secure-tenancy", "reciprocal"} & to_do(staying, house)


@pytest.mark.obligation("DDC-050", "DDC-055")
def test_the_options_are_put_one_by_one_and_a_private_home_is_supported(house: House) -> None:
    """8.30, 8.35."""
    wanted = {
        "wishes.stay_or_move": "move",
        "perpetrator.1.joint_tenant": "yes",
        "housing.other_services.wanted": "yes",
    }
    talk = walked(house, wanted)
    options = [key.split(".")[1] for key in talk.asked if key.startswith("housing.")]
    assert options == [
        "temporary_accommodation",
        "refuge",
        "sanctuary",
        "reciprocal",
        "legal_orders",
        "other_services",
    ]
    assert "private-renting" in to_do(talk, house)


@pytest.mark.obligation("DDC-052")
def test_notice_and_locks_wait_where_the_other_is_a_joint_tenant(house: House) -> None:
    """8.32: one tenant's notice ends the tenancy for both."""
    for answer in ("yes", "not_known"):
        said = after(walked(house, {"perpetrator.1.joint_tenant": answer}), "perpetrator.1.joint_tenant")
        assert "ends the tenancy for both" in said and "Do not order new locks yet" in said
    assert "ends the tenancy for both" not in after(
        walked(house, {"perpetrator.1.joint_tenant": "no"}), "perpetrator.1.joint_tenant"
    )


@pytest.mark.obligation("DDC-053", "DDC-054")
def test_damage_that_leaves_them_unsafe_is_repaired_within_24_hours(house: House) -> None:
    """8.34: an emergency repair within 24 hours of the report; locks to doors and windows; SAFER."""
    talk = walked(house, {"wishes.unsafe_damage": "yes"})
    found = {a.id: a for a in assessed(talk, house).actions}
    opened = house.records.case(talk.reply.case_id).opened_at
    assert (found["emergency-repair"].due - opened).total_seconds() == 24 * 3600  # type: ignore[operator]
    assert "SAFER" in found["locks-safer"].text and "tenancy" in found["locks-safer"].text
    assert "emergency-repair" not in to_do(walked(house, {"wishes.unsafe_damage": "no"}), house)


@pytest.mark.obligation("DDC-057", "DDC-058", "DDC-061")
def test_enforcement_waits_until_the_agencies_have_been_consulted(house: House) -> None:
    """8.37: consult Respect and social services before taking punitive action."""
    planned = TENANT | {"perpetrator.1.enforcement": "planned"}
    talk = walked(house, planned | {"perpetrator.1.consulted": "no"})
    assert "Hold it" in after(talk, "perpetrator.1.enforcement") and "enforcement" in to_do(talk, house)
    assert "enforcement" not in to_do(walked(house, planned | {"perpetrator.1.consulted": "yes"}), house)
    assert "perpetrator.1.enforcement" not in walked(house, {"resident.kind": "homeless_applicant"}).asked
