"""West Kent's other ways in, the home, the person they fear, and the case until it is closed."""

from collections.abc import Callable
from datetime import date

import pytest

from bot.application.ports import Deadline
from bot.bootstrap import House
from tests.talk import QUIET_ANSWERS, Talk

ORG = "west-kent"


def actions(talk: Talk, **answers: str) -> str:
    """The list of actions of a case with these answers."""
    talk.walk(until="actions.list", **answers)
    return talk.text


def deadlines(house: House, talk: Talk) -> dict[str, Deadline]:
    """The time limits on record for the conversation's case."""
    return {each.id: each for each in house.records.deadlines(talk.reply.case_id)}


# Other ways in (3, 4 Third Party Reporting, 5)


@pytest.mark.obligation("WKH-003", "WKH-010")
@pytest.mark.parametrize("source", ["contractor", "observation"])
def test_a_worry_from_a_visit_or_a_repair_is_passed_on_in_a_few_questions(talk: Talk, source: str) -> None:
    keys = talk.walk(opening__source=source, report__next="pass_on")
    assert {"client.address", "account.seen", "judgement.high_risk", "children.any", "actions.list"} <= set(
        keys
    )
    assert not [key for key in keys if key.startswith(("dash_", "plan.", "housing.", "wishes.", "contact."))]
    assert "consent.specialist.given" not in keys
    assert len(keys) < 40


@pytest.mark.obligation("WKH-010", "WKH-021")
def test_what_is_passed_on_leaves_the_dash_open_and_due_and_never_standard(house: House, talk: Talk) -> None:
    talk.walk(until="judgement.finding", opening__source="observation", report__next="pass_on")
    assert "Finding: not complete" in talk.text
    talk.walk(until="actions.list")
    assert deadlines(house, talk)["dash"].due_at.date() == date(2026, 11, 30)
    assert {"respond", "dash"} <= set(deadlines(house, talk))


@pytest.mark.obligation("WKH-010")
def test_a_visiting_officer_who_is_alone_with_them_goes_through_the_whole(talk: Talk) -> None:
    keys = talk.walk(opening__source="observation", report__next="carry_on")
    assert {"contact.method", "dash_1", "dash_24", "wishes.stay_or_move", "plan.agreed"} <= set(keys)


@pytest.mark.obligation("WKH-032")
def test_noise_next_door_is_looked_at_as_possible_abuse_and_the_choice_has_a_reason(talk: Talk) -> None:
    talk.walk(until="report.shouting", opening__source="third_party")
    assert "possible domestic abuse" in talk.press("yes").messages[0]
    assert talk.reply.question == "report.open_case"
    assert "A later report may show a pattern" in talk.press("noise_only").messages[0]
    assert talk.reply.question == "report.open_reason"


@pytest.mark.obligation("WKH-032")
def test_someone_who_tells_of_themselves_is_not_asked_about_noise(talk: Talk) -> None:
    assert "report.shouting" not in talk.walk()


@pytest.mark.obligation("WKH-031")
def test_whoever_takes_a_third_party_report_hears_whom_to_ask_what_goes_in_it(talk: Talk) -> None:
    talk.walk(until="opening.source")
    assert "ask your line manager or the domestic abuse lead" in talk.press("third_party").messages[0]


@pytest.mark.obligation("WKH-029")
def test_not_now_is_an_answer_about_the_police_and_is_asked_again_later(talk: Talk) -> None:
    talk.walk(until="wishes.police_report")
    assert "Not now is fine" in talk.text
    assert "ask again later" in talk.press("not_now").messages[0]
    talk.walk(until="actions.list")
    assert "ask again later" in talk.text


@pytest.mark.obligation("WKH-030")
def test_events_that_nobody_reported_are_logged_one_by_one_with_their_dates(house: House, talk: Talk) -> None:
    talk.walk(until="history.incidents", opening__source="third_party")
    assert "each with its date, also those that nobody reported" in talk.text
    told = ("On 3 May he pulled her out of the car.", "On 9 June he broke the front door.")
    for each in told:
        talk.say(each)
    kept = [entry.text for entry in house.records.case(talk.reply.case_id).history("history.incidents")]
    assert kept == list(told)


@pytest.mark.obligation("WKH-037")
def test_a_marac_notice_asks_for_research_and_a_reasoned_choice_to_log(talk: Talk) -> None:
    keys = talk.walk(opening__source="marac", notice__log_case="no")
    assert [k for k in keys if k.startswith("notice.")] == [
        "notice.research",
        "notice.log_case",
        "notice.log_reason",
    ]
    assert not [key for key in keys if key.startswith(("dash_", "consent.marac", "contact.", "intake."))]
    assert not {"actions.case_review", "actions.humme_tag", "account"} & set(keys)


@pytest.mark.obligation("WKH-037", "WKH-013")
def test_a_case_logged_after_a_notice_is_a_case_like_any_other(new_talk: Callable[[], Talk]) -> None:
    logged = actions(new_talk(), opening__source="marac", notice__log_case="yes")
    left = actions(new_talk(), opening__source="marac", notice__log_case="no")
    for each in ("Log the report on Cx", "Respond to this report", "Put an alert on"):
        assert each in logged and each not in left


@pytest.mark.obligation("WKH-057", "WKH-054")
def test_a_person_who_wants_to_change_is_helped_to_a_programme_and_told_nothing(talk: Talk) -> None:
    talk.walk(until="opening.source")
    said = talk.press("perpetrator").messages[0]
    assert "helped to a programme" in said and "Never say what anyone has told us" in said
    keys = talk.walk(
        until="actions.list", perpetrator__1__programme="yes", perpetrator__1__joint_tenant="yes"
    )
    assert not [key for key in keys if key.startswith(("wishes.", "plan.", "intake."))]
    assert "Take a report to the Tenancy Panel" in talk.text and "tell them nothing" in talk.text


@pytest.mark.obligation("WKH-057")
def test_without_a_joint_tenancy_no_panel_is_called_for(talk: Talk) -> None:
    said = actions(
        talk, perpetrator__1__programme="yes", client__tenancy="sole", perpetrator__1__joint_tenant="no"
    )
    assert "to a programme for people who want to change" in said and "Tenancy Panel" not in said


# Steps against the person they fear (10)


@pytest.mark.obligation("WKH-054")
def test_no_step_is_taken_that_is_not_known_to_be_safe(talk: Talk) -> None:
    talk.walk(until="enforcement.safe", enforcement__wanted="yes")
    assert "nothing is done against them for now" in talk.press("not_known").messages[0]
    talk.walk(until="actions.list", enforcement__agreed="agreed")
    assert "It is not known to be safe" in talk.text


@pytest.mark.obligation("WKH-055")
def test_a_step_they_did_not_agree_to_needs_an_urgent_concern_a_manager_and_a_reason(talk: Talk) -> None:
    answers = {"enforcement__wanted": "yes", "enforcement__safe": "yes", "enforcement__agreed": "not_agreed"}
    talk.walk(until="enforcement.urgent", **answers)
    talk.press("yes")
    assert talk.reply.question == "enforcement.manager" and not talk.offers("skip")
    talk.say("Community Safety Manager, today at ten")
    assert talk.reply.question == "enforcement.reason" and not talk.offers("skip")


@pytest.mark.obligation("WKH-055")
def test_without_that_concern_the_list_says_that_no_step_is_taken(new_talk: Callable[[], Talk]) -> None:
    asked = {"enforcement__wanted": "yes", "enforcement__safe": "yes"}
    refused = actions(new_talk(), **asked, enforcement__agreed="not_agreed", enforcement__urgent="no")
    agreed = actions(new_talk(), **asked, enforcement__agreed="agreed")
    assert "No step against the alleged perpetrator for now" in refused
    assert "No step against the alleged perpetrator for now" not in agreed


@pytest.mark.obligation("WKH-056")
def test_who_is_left_with_a_tenant_of_ours_is_thought_of_once_they_have_gone(
    new_talk: Callable[[], Talk],
) -> None:
    fled = actions(new_talk(), perpetrator__1__tenant="yes", client__left_home="yes")
    there = actions(new_talk(), perpetrator__1__tenant="yes", client__left_home="no")
    assert "Assess the risk to anyone still in the home" in fled
    assert "Assess the risk to anyone still in the home" not in there


# Housing options and moving (7, 8)


@pytest.mark.obligation("WKH-044")
def test_they_say_whether_to_stay_or_move_before_any_option_is_put(talk: Talk) -> None:
    keys = talk.walk(wishes__stay_or_move="stay")
    options = [key for key in keys if key.startswith("housing.")]
    assert keys.index("wishes.stay_or_move") < keys.index(options[0])
    assert options == ["housing.stay_safely.wanted", "housing.legal_orders.wanted"]


@pytest.mark.obligation("WKH-046", "WKH-047", "WKH-048", "WKH-050")
def test_whoever_may_move_is_shown_every_way_that_the_procedure_knows(talk: Talk) -> None:
    keys = talk.walk(wishes__stay_or_move="move")
    assert [key.split(".")[1] for key in keys if key.startswith("housing.")] == [
        "stay_safely", "local_authority", "kent_reciprocal", "refuge", "management_transfer", "mutual_exchange",
        "legal_orders",
    ]  # fmt: skip


@pytest.mark.obligation("WKH-048", "WKH-049")
def test_a_management_transfer_names_who_authorises_its_evidence_and_its_terms(talk: Talk) -> None:
    talk.walk(until="transfer.evidence", housing__management_transfer__wanted="yes")
    assert all(
        talk.offers(each) for each in ("specialist", "social_services", "police", "education", "support")
    )
    talk.walk(until="transfer.explained")
    assert "same kind of tenancy" in talk.text and "in your name alone" in talk.text
    said = actions(talk)
    assert "Head of Housing and the Head of Allocations to authorise" in said
    assert "no transfer list of our own" in said and "in their sole name" in said


@pytest.mark.obligation("WKH-048")
def test_nobody_is_asked_for_evidence_who_wants_no_transfer(talk: Talk) -> None:
    keys = talk.walk(until="actions.list", housing__management_transfer__wanted="no")
    assert not [key for key in keys if key.startswith("transfer.")]
    assert "transfer report" not in talk.text


@pytest.mark.obligation("WKH-050")
def test_a_mutual_exchange_carries_its_warning_to_the_list(new_talk: Callable[[], Talk]) -> None:
    talk = new_talk()
    talk.walk(until="housing.mutual_exchange.wanted")
    assert "not generally advised" in talk.press("maybe").messages[0]
    talk.walk(until="actions.list")
    assert "A mutual exchange carries some risk" in talk.text
    assert "A mutual exchange carries" not in actions(new_talk(), housing__mutual_exchange__wanted="no")


@pytest.mark.obligation("WKH-045")
def test_who_wants_to_move_is_helped_with_the_forms(new_talk: Callable[[], Talk]) -> None:
    assert "complete them on their behalf" in actions(new_talk(), housing__local_authority__wanted="yes")
    assert "complete them on their behalf" not in actions(new_talk(), wishes__stay_or_move="stay")


@pytest.mark.obligation("WKH-051")
def test_what_has_to_be_in_place_before_a_move_is_gone_through(talk: Talk) -> None:
    talk.walk(until="move.support", wishes__stay_or_move="move")
    assert all(
        talk.offers(each)
        for each in ("household_items", "utilities", "bank", "security", "tenancy_sustainment")
    )
    assert "Have support in place before the move" in actions(talk)


@pytest.mark.obligation("WKH-052")
@pytest.mark.parametrize("answer", ["refused", "not_asked"])
def test_a_new_landlord_is_told_nothing_without_their_consent(talk: Talk, answer: str) -> None:
    talk.walk(until="move.new_landlord", upkeep__state="moved")
    assert "told nothing" in talk.press(answer).messages[0]


# Keeping in touch, and closing (4, 11, 12)


@pytest.mark.obligation("WKH-021")
def test_attempts_to_reach_them_are_logged_while_the_dash_is_open(
    house: House, new_talk: Callable[[], Talk]
) -> None:
    talk = new_talk()
    talk.walk(until="actions.contact_attempts")
    assert "the only reason to be late" in talk.say("why").messages[0]
    talk.say("24 November at 2pm, rang the safe number, no reply.")
    assert len(house.records.case(talk.reply.case_id).history("actions.contact_attempts")) == 1
    finished = {f"dash_{n}": "no" for n in range(1, 25)}
    assert "actions.contact_attempts" not in new_talk().walk(finished)


@pytest.mark.obligation("WKH-059")
def test_while_they_wait_for_a_move_the_next_monthly_contact_is_on_record(house: House, talk: Talk) -> None:
    talk.walk(until="upkeep.state")
    assert "monthly-contact" not in deadlines(house, talk)
    assert "once a month" in talk.press("awaiting_move").messages[0]
    assert deadlines(house, talk)["monthly-contact"].due_at.date() == date(2026, 12, 23)
    talk.press("awaiting_move")
    assert "monthly-contact" not in deadlines(house, talk)


@pytest.mark.obligation("WKH-060")
def test_once_the_abuse_has_stopped_two_contacts_within_the_year_are_on_record(
    house: House, talk: Talk
) -> None:
    talk.walk(until="upkeep.state")
    talk.press("abuse_stopped")
    due = [
        deadlines(house, talk)[each].due_at.date()
        for each in ("first-year-contact.1", "first-year-contact.2")
    ]
    assert due == [date(2027, 5, 23), date(2027, 11, 23)]


@pytest.mark.obligation("WKH-058")
def test_a_case_that_cannot_be_closed_by_agreement_needs_full_notes_and_a_manager(talk: Talk) -> None:
    talk.walk(until="closure.agreed", upkeep__state="closing")
    assert not talk.offers("skip")
    assert "full notes of why" in talk.press("not_possible").messages[0]
    assert talk.reply.question == "closure.notes" and not talk.offers("skip")
    talk.say("She moved away and no safe way to reach her is left.")
    assert talk.reply.question == "closure.manager" and not talk.offers("skip")


@pytest.mark.obligation("WKH-058")
def test_a_case_they_agree_to_close_needs_neither(talk: Talk) -> None:
    keys = talk.walk(upkeep__state="closing", closure__agreed="agreed")
    assert "closure.agreed" in keys
    assert not {"closure.notes", "closure.manager"} & set(keys)


@pytest.mark.obligation("WKH-019", "WKH-061", "WKH-004", "WKH-006")
def test_the_record_names_its_lead_and_both_accounts_carry_a_neutral_alert(talk: Talk) -> None:
    talk.walk(until="actions.case_review")
    assert "logged on Cx as a case for the Community Safety Team" in talk.text
    keys = talk.walk(until="actions.humme_tag")
    assert "actions.case_lead" in keys
    assert "both accounts in Cx, worded so that neither gives anything away" in talk.text


def test_the_plainest_path_of_every_way_in_comes_to_its_end(new_talk: Callable[[], Talk]) -> None:
    for source in (
        "self",
        "third_party",
        "child",
        "perpetrator",
        "contractor",
        "police",
        "marac",
        "observation",
    ):
        talk = new_talk()
        talk.walk(QUIET_ANSWERS | {"opening.source": source})
        assert talk.reply.stage == "ended", source
