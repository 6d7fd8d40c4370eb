"""A case is closed by agreement or with the reason on record, and can be opened again; nothing is lost by it."""

from collections.abc import Callable

import pytest

from bot.application.upkeep import record_contact, record_done, record_move, record_outcome
from bot.application.upkeep_closing import close_case, reopen_case
from bot.application.upkeep_log import is_closed
from bot.bootstrap import House
from bot.safeguarding.errors import BadRequestError
from tests.application.upkeep_case import HIGH, NOT_HIGH, Kept, at, open_case
from tests.talk import Talk


@pytest.fixture
def west_kent(house: House) -> Kept:
    """A case of West Kent."""
    return open_case(house, "west-kent", NOT_HIGH)


def refused(kept: Kept, agreed: bool = False, notes: str = "", manager: str = "") -> str:
    """The sentence with which closing is refused, with nothing recorded."""
    before = kept.case
    with pytest.raises(BadRequestError) as error:
        close_case(kept.by(), agreed, notes, manager)
    assert kept.case == before
    return str(error.value)


@pytest.mark.obligation("WKH-058")
@pytest.mark.parametrize(
    ("notes", "manager"), [("", ""), ("They moved abroad.", ""), ("", "Manager, 1 December"), (" ", " ")]
)
def test_without_agreement_west_kent_closes_only_with_notes_and_the_managers_agreement(
    west_kent: Kept, notes: str, manager: str
) -> None:
    sentence = refused(west_kent, False, notes, manager)
    assert "--agreed" in sentence and "--notes" in sentence and "--manager" in sentence
    assert "11" in sentence


@pytest.mark.obligation("WKH-058")
def test_with_agreement_west_kent_closes_and_the_record_says_so(west_kent: Kept) -> None:
    case = close_case(west_kent.by(), True)
    assert case.status == "closed" and is_closed(west_kent.case)
    assert west_kent.case.value("closure.agreed") == "agreed"
    assert west_kent.listed("2027-11-23T10:00") == {}


@pytest.mark.obligation("WKH-058")
def test_where_agreement_is_not_possible_the_notes_and_the_manager_are_on_record(west_kent: Kept) -> None:
    close_case(
        west_kent.by(), False, "They moved abroad and cannot be reached.", "Housing manager, 1 December"
    )
    case = west_kent.case
    assert case.status == "closed"
    assert case.value("closure.agreed") == "not_possible"
    assert case.value("closure.notes") == "They moved abroad and cannot be reached."
    assert case.value("closure.manager") == "Housing manager, 1 December"


@pytest.mark.obligation("WKH-058")
@pytest.mark.parametrize(("org", "status"), [("west-kent", "open"), ("sevenoaks-dc", "closed")])
def test_with_nothing_left_to_do_a_case_of_west_kent_still_waits_for_a_person_to_close_it(
    talk_of: Callable[..., Talk], house: House, org: str, status: str
) -> None:
    talk = talk_of("finished", org=org)
    talk.walk({key: str(value) for key, value in NOT_HIGH.items()})
    kept = Kept(house, talk.reply.case_id)
    now = house.clock.now()
    record_contact(kept.by(), True, now)
    assert (kept.open_tasks(), kept.case.status) == (set(), status)


@pytest.mark.obligation("DDC-026")
def test_dover_closes_nothing_before_manager_and_safeguarding_officer_were_spoken_with(house: House) -> None:
    kept = open_case(house, "dover-dc", NOT_HIGH)
    assert "line-manager, dso" in refused(kept, notes="Settled.")
    record_done(kept.by("2026-11-24T10:00"), "line-manager")
    assert "line-manager" not in refused(kept, notes="Settled.")
    told = open_case(house, "dover-dc", NOT_HIGH | {"actions.manager": "told", "actions.dso": "later"})
    assert "dso" in refused(told, True, "Settled.")
    record_done(told.by("2026-11-24T10:00"), "dso")
    assert close_case(told.by(), True, "Settled.").status == "closed"


def test_elsewhere_a_case_is_closed_with_a_recorded_reason(house: House) -> None:
    kept = open_case(house, "sevenoaks-dc", NOT_HIGH)
    assert "--notes" in refused(kept)
    assert "--notes" in refused(kept, agreed=True)
    close_case(kept.by(), False, "They asked for no more contact.")
    last = kept.case.entries[-1]
    assert (last.value, last.text) == ("closed", "They asked for no more contact.")


def test_a_required_referral_that_has_not_gone_out_keeps_a_case_from_being_closed_in_silence(
    house: House,
) -> None:
    kept = open_case(house, "west-kent", HIGH)
    assert "has not gone out (marac" in refused(kept, agreed=True)
    record_outcome(kept.by("2026-11-24T10:00"), "marac", "sent")
    assert close_case(kept.by(), True).status == "closed"
    other = open_case(house, "west-kent", HIGH)
    assert close_case(other.by(), True, "Another agency sent it on the 23rd.").status == "closed"


def test_no_case_is_closed_while_someone_may_be_in_danger(house: House) -> None:
    kept = open_case(house, "west-kent", NOT_HIGH, danger_open=True)
    assert "danger" in refused(kept, agreed=True)


def test_a_closed_case_takes_nothing_more_until_it_is_opened_again(west_kent: Kept) -> None:
    record_move(west_kent.by("2026-11-24T10:00"), "awaiting_move")
    close_case(west_kent.by("2026-11-25T10:00"), True)
    before = west_kent.case
    for record in (
        lambda: record_contact(west_kent.by(), True, at("2026-11-24T10:00")),
        lambda: record_move(west_kent.by(), "moved"),
        lambda: record_outcome(west_kent.by(), "specialist", "sent"),
        lambda: close_case(west_kent.by(), True),
    ):
        with pytest.raises(BadRequestError, match="closed"):
            record()
    assert west_kent.case == before
    with pytest.raises(BadRequestError, match="--reason"):
        reopen_case(west_kent.by(), "  ")
    reopen_case(west_kent.by("2026-12-01T10:00"), "A new report came in.")
    assert west_kent.case.status == "open"
    assert west_kent.case.entries[: len(before.entries)] == before.entries
    assert "monthly-contact" in west_kent.open_tasks()
    with pytest.raises(BadRequestError, match="open already"):
        reopen_case(west_kent.by(), "again")
    assert close_case(west_kent.by(), True).status == "closed"


def test_a_case_that_was_opened_again_stays_open_until_a_person_closes_it(house: House) -> None:
    kept = open_case(house, "sevenoaks-dc", NOT_HIGH)
    close_case(kept.by(), False, "Settled.")
    reopen_case(kept.by(), "They rang again.")
    record_contact(kept.by("2026-11-24T10:00"), True, at("2026-11-24T09:00"))
    assert kept.case.status == "open"


@pytest.mark.obligation("SDC-044")
def test_a_finished_conversation_stays_open_until_what_was_sent_has_an_outcome(
    talk: Talk, house: House
) -> None:
    talk.walk({"dash_15": "yes", "consent.marac.given": "given", "sending.marac.state": "sent"})
    kept = Kept(house, talk.reply.case_id)
    assert talk.reply.stage == "ended"
    assert (kept.case.status, house.records.case(kept.case_id).value("sending.marac.state")) == (
        "open",
        "sent",
    )
    assert "outcome-chase.marac" in kept.open_tasks()
    now = house.clock.now().isoformat()[:16]
    record_outcome(kept.by(now), "marac", "outcome_recorded", "A plan was agreed.")
    assert "outcome-chase.marac" not in kept.open_tasks()


def test_a_closed_case_is_open_again_as_soon_as_anything_is_recorded_in_the_conversation(
    talk: Talk, house: House
) -> None:
    talk.walk({f"dash_{number}": "no" for number in range(1, 25)})
    kept = Kept(house, talk.reply.case_id)
    reopen_case(kept.by(), "To be sure.")
    close_case(kept.by(), False, "Settled.")
    assert kept.case.status == "closed"
    talk.say("he is here with a knife")
    assert kept.case.danger_open
    talk.press("yes")
    assert not is_closed(kept.case) and kept.case.status == "open"


@pytest.mark.obligation("SDC-012")
@pytest.mark.parametrize("org", ["sevenoaks-dc", "west-kent"])
def test_a_case_whose_dash_is_not_finished_is_closed_only_with_the_reason_on_record(
    house: House, org: str
) -> None:
    kept = open_case(house, org, {key: value for key, value in NOT_HIGH.items() if key != "dash_24"})
    assert "--notes" in refused(kept, agreed=True)
    close_case(kept.by(), True, "Another agency did a Dash on the 20th.")
    assert kept.case.entries[-1].text == "Another agency did a Dash on the 20th."


def test_upkeep_of_a_paused_case_leaves_it_paused_and_it_can_be_closed(talk: Talk, house: House) -> None:
    talk.reach("dash_9")
    talk.say("pause")
    kept = Kept(house, talk.reply.case_id)
    record_contact(kept.by(), False, at("2026-11-23T10:00"))
    assert kept.case.status == "paused"
    assert close_case(kept.by(), False, "They asked for no more contact.").status == "closed"
