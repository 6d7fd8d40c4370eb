"""What Stoke-on-Trent's guidance asks of the conversation, obligation by obligation."""

import re
from collections.abc import Callable
from datetime import timedelta
from itertools import count
from typing import Any

import pytest

from bot.bootstrap import House
from bot.safeguarding.answers import Voice
from tests.talk import QUIET_ANSWERS, Talk, meaning

ORG = "stoke-on-trent"
ONE_CHILD: dict[str, str] = {
    "children.any": "yes",
    "child.1.name": "Ada",
    "child.1.age": "6",
    "child.1.another": "no",
    "marf.others": "not known",
    "marf.basis": "not known",
    "marf.history": "not known",
}
OWN_CHILD_OF_16: dict[str, str] = {
    "perpetrator.1.relation": "child",
    "perpetrator.1.age_band": "16_or_17",
    "perpetrator.1.another": "no",
    "marf.others": "not known",
    "marf.basis": "not known",
    "marf.history": "not known",
}
_ids = count()


def change(talk: Talk, label: str) -> None:
    """Ask to change the line of this label on the list of answers."""
    talk.say("review")
    lines: list[dict[str, Any]] = talk.reply.custom["review"]
    number = next(line["number"] for line in lines if line["label"].endswith(label))
    talk.say(f"change {number}")


@pytest.fixture
def passed(talk: Talk) -> Callable[..., list[str]]:
    """The questions of a whole conversation with these answers."""
    return lambda answers=None: talk.walk(answers)


def document(house: House, talk: Talk, name: str) -> str:
    """The text of a drafted document."""
    return house.document(talk.reply.case_id, name, "html", talk.practitioner)[0].decode()


# --- ways in, and the room ---------------------------------------------------------------------------------


@pytest.mark.obligation("STK-018")
def test_every_way_of_becoming_aware_is_a_way_in(talk: Talk) -> None:
    """08: observation, a victim or a child, a perpetrator, third parties, signs."""
    talk.reach("opening.source")
    assert {"self", "child", "perpetrator", "third_party", "observation", "police"} <= set(talk.on_offer)


@pytest.mark.obligation("STK-017")
def test_a_child_who_tells_is_given_time_and_is_not_questioned(talk: Talk) -> None:
    """08: it can be extremely daunting for a child; take time to build trust."""
    talk.reach("opening.source")
    talk.press("child")
    assert "daunting" in talk.text and "Do not press" in talk.text
    talk.reach("child.1.words", ONE_CHILD)
    assert "Do not press" in talk.reply.custom["hint"]
    assert "Say:" not in talk.text


@pytest.mark.obligation("STK-050")
@pytest.mark.obligation("STK-015")
def test_a_perpetrator_who_tells_is_not_interviewed_and_is_shown_a_service(talk: Talk) -> None:
    """Appendix A; 16: programmes are provided."""
    talk.reach("opening.source")
    talk.press("perpetrator")
    assert "Do not interview them" in talk.text and "New Era" in talk.text
    keys = talk.walk(ONE_CHILD)
    assert "child.1.harm" in keys
    assert {"opening.explained", "opening.reassured", "plan.situation", "wishes.words"} & set(keys) == set()


@pytest.mark.obligation("STK-022")
def test_earshot_is_asked_before_anything_about_abuse(talk: Talk) -> None:
    """08: a climate of safety, sensitivity and reassurance."""
    keys = talk.walk(until="account")
    assert keys.index("opening.perpetrator_near") < keys.index("contact.method")
    said = dict(talk.said)
    assert "earshot" in said["opening.perpetrator_near"]


@pytest.mark.obligation("STK-023")
def test_they_are_heard_not_blamed_and_told_that_agencies_will_be_told(talk: Talk) -> None:
    """08: listen; reassurance in terms of unacceptability and blame; take responsibility for alerting."""
    talk.reach("opening.reassured")
    for part in ("Nobody has the right", "not your fault", "right people hear of it"):
        assert part in talk.text


@pytest.mark.obligation("STK-050")
def test_with_both_there_nothing_about_abuse_is_asked(talk: Talk) -> None:
    """Appendix A: collect general family information and refrain from direct inquiry about the abuse."""
    keys = talk.walk({"opening.both_present": "yes", "opening.alone": "arranged"})
    assert keys[-2:] == ["actions.follow_up_on", "actions.finish"]
    before = ["opening.mode", "opening.source", "opening.danger", "opening.perpetrator_near"]
    assert keys[:-2] == [*before, "opening.both_present", "opening.household", "opening.alone"]
    assert "as a matter of routine" in talk.everything
    after = "\n".join(text for question, text in talk.said if question not in (None, *before))
    assert "I believe you" not in after and "your fault" not in after


@pytest.mark.obligation("STK-050")
@pytest.mark.parametrize("source", ["third_party", "child", "contractor", "observation", "perpetrator"])
def test_with_both_there_it_stops_whoever_told(source: str, talk: Talk) -> None:
    keys = talk.walk(
        {"opening.source": source, "opening.both_present": "not_known", "opening.alone": "not_yet"}
    )
    assert not [
        key for key in keys if key.startswith(("account", "dash_", "child", "consent", "plan", "perp"))
    ]


@pytest.mark.obligation("STK-050")
def test_once_alone_with_them_the_questions_come(talk: Talk) -> None:
    """Appendix A: separate, follow-up interviews."""
    talk.walk({"opening.both_present": "yes", "opening.alone": "arranged"})
    change(talk, "Seen on their own")
    assert talk.reply.question == "opening.alone"
    talk.press("alone_now")
    assert {"account", "dash_1", "dash_24", "children.any"} <= set(talk.walk())


@pytest.mark.obligation("STK-050")
def test_interviews_are_in_order_and_never_for_housing_staff(talk: Talk) -> None:
    """Appendix A: children, alleged victim, alleged perpetrator, in that order."""
    talk.reach("perpetrator_rule")
    assert (
        talk.text.index("children first") < talk.text.index("then the client") < talk.text.index("then that")
    )
    assert "Housing staff never interview" in talk.text


@pytest.mark.obligation("STK-049")
def test_contact_leaves_no_letter_and_no_voicemail_unless_they_asked_for_one(
    talk: Talk, house: House
) -> None:
    """Appendix A: no resource information, no letters, no voicemail; direct contact."""
    talk.reach("contact.method")
    assert not {"letter", "post", "leaflet"} & set(talk.on_offer)
    assert "place of work" in talk.reply.custom["hint"] and "school" in talk.reply.custom["hint"]
    talk.press("phone")
    talk.reach("contact.voicemail")
    assert "The rule is no voicemail" in talk.text
    talk.press("no")
    assert "No voicemail, no letter and no leaflet" in talk.text
    assert talk.reply.question == "contact.no_trace"
    talk.walk(ONE_CHILD)
    assert "Leave no message." in document(house, talk, "children-referral")


@pytest.mark.obligation("STK-016")
def test_they_tell_it_freely_before_any_list(passed: Callable[..., list[str]]) -> None:
    """08: as clear an understanding as is possible of the circumstances."""
    keys = passed()
    assert keys.index("account") < keys.index("account.forms") < keys.index("dash_1")


@pytest.mark.obligation("STK-006")
def test_each_kind_of_abuse_is_asked_about(talk: Talk) -> None:
    """05: victims fail to recognise other forms in addition to the physical violence."""
    talk.reach("account.forms")
    kinds = {"physical", "sexual", "coercive_control", "emotional", "economic", "stalking"}
    assert kinds | {"honour", "forced_marriage", "fgm"} <= set(talk.on_offer)
    assert talk.reply.stage == "account"


@pytest.mark.obligation("STK-009")
@pytest.mark.parametrize("kind", ["honour", "forced_marriage", "fgm"])
def test_honour_opens_its_own_questions_and_never_goes_through_relatives(kind: str, talk: Talk) -> None:
    """05: this should always be considered; 06: several members of a family."""
    talk.reach("account.forms")
    assert "Never go through relatives" in talk.tick(kind)
    talk.reach("honour.signs")
    assert "never a relative" in talk.tick("relatives")


@pytest.mark.obligation("STK-009")
def test_nothing_of_honour_is_asked_where_nothing_points_to_it(passed: Callable[..., list[str]]) -> None:
    assert "honour.signs" not in passed({"dash_17": "no"})


@pytest.mark.obligation("STK-021")
def test_playing_it_down_is_expected(talk: Talk) -> None:
    """08: they may minimise the situation, or fear that they won't be believed."""
    talk.reach("account")
    assert "play it down" in talk.reply.custom["hint"]


@pytest.mark.obligation("STK-010")
def test_earlier_attempts_to_get_help_are_counted_and_told(talk: Talk, house: House) -> None:
    """05: at least five times before getting the support they need."""
    talk.reach("history.asked_before")
    talk.say("four")
    assert talk.reply.question == "history.asked_before_words"
    talk.say("I went to my doctor twice and to the police twice")
    case = house.records.case(talk.reply.case_id)
    assert case.value("history.asked_before") == 4
    assert case.all_entries("history.asked_before_words")[0].text.startswith("I went to my doctor")


@pytest.mark.obligation("STK-010")
def test_nobody_who_never_asked_is_asked_what_came_of_it(passed: Callable[..., list[str]]) -> None:
    assert "history.asked_before_words" not in passed({"history.asked_before": "0"})


@pytest.mark.obligation("STK-007")
def test_parting_is_never_taken_for_the_end_of_it(talk: Talk) -> None:
    """05: no safer when they leave, and for very many it can escalate."""
    talk.reach("dash_6")
    talk.press("yes")
    assert "never the end of it" in talk.text
    talk.reach("plan.situation")
    talk.press("left")
    assert "no safer after they have gone" in talk.text
    talk.reach("actions.list")
    assert "Parting does not end the risk" in talk.text


@pytest.mark.obligation("STK-063")
def test_an_injury_is_told_by_where_how_how_often_and_how_bad(talk: Talk) -> None:
    """Appendix B: exactly where, how they were hurt, how many times, how severe."""
    talk.reach("dash_1.words", {"dash_1": "yes"})
    for point in ("Where on the body", "how", "how many times", "how bad"):
        assert point in talk.text


# --- the police ---------------------------------------------------------------------------------------------


@pytest.mark.obligation("STK-036")
def test_a_possible_crime_is_asked_about_and_goes_to_the_police_at_once(talk: Talk) -> None:
    """09: in all cases the police must be informed without delay."""
    talk.reach("offence.possible", {f"dash_{n}": "no" for n in range(1, 25)})
    for crime in ("neck", "threats", "assault", "rape", "control", "stalking"):
        assert crime in talk.text
    talk.press("yes")
    assert "without delay" in talk.text and "MASH" in talk.text
    talk.reach("offence.police_know")
    talk.press("part")
    assert "tell them without delay" in talk.text
    talk.reach("actions.list")
    assert "Staffordshire Police: must be told" in talk.text
    assert "Tell the police without delay" in talk.text


@pytest.mark.obligation("STK-036")
def test_a_crime_named_in_the_account_is_enough(talk: Talk) -> None:
    none = {f"dash_{n}": "no" for n in range(1, 25)}
    talk.reach("account.forms")
    talk.tick("forced_marriage")
    talk.reach("actions.list", none | {"offence.possible": "no"})
    assert "Staffordshire Police: must be told" in talk.text


@pytest.mark.obligation("STK-036")
def test_where_nothing_points_to_a_crime_the_police_are_offered(talk: Talk) -> None:
    none = {f"dash_{n}": "no" for n in range(1, 25)}
    keys = talk.walk(none | {"offence.possible": "no"}, until="actions.list")
    assert "offence.police_know" not in keys
    assert "Staffordshire Police: to be offered" in talk.text


@pytest.mark.obligation("STK-037")
def test_the_reference_of_the_police_is_asked_for_where_they_were_called(talk: Talk) -> None:
    """10: a risk assessment, known as a DIAL."""
    talk.reach("history.police_callouts")
    talk.say("2")
    assert talk.reply.question == "history.police_reference"
    assert "DIAL" in talk.text


@pytest.mark.obligation("STK-037")
def test_no_reference_is_asked_for_where_they_were_not(passed: Callable[..., list[str]]) -> None:
    assert "history.police_reference" not in passed({"history.police_callouts": "0"})


@pytest.mark.obligation("STK-042")
def test_a_request_under_clares_law_can_be_the_agencys_own(talk: Talk) -> None:
    """13: victims, third parties and agencies can all make requests."""
    talk.reach("police.clares_law")
    assert {"wanted", "agency"} <= set(talk.on_offer)
    talk.press("agency")
    assert "police station or on 101" in talk.text


@pytest.mark.obligation("STK-039")
def test_a_marac_referral_says_what_was_done_already_and_who_speaks(talk: Talk) -> None:
    """10, 11: MARAC will not delay action; the victim is represented by an IDVA."""
    talk.reach("marac.actions_taken", {"judgement.high_risk": "yes", "judgement.reason": "Threats"})
    assert "done already" in talk.text
    assert "speak for you" in dict(talk.said)["actions.told_marac_idva"]


# --- children -----------------------------------------------------------------------------------------------


@pytest.mark.obligation("STK-001")
def test_the_adult_and_each_child_are_two_tracks(passed: Callable[..., list[str]]) -> None:
    """Introduction: choices about their safety, and the safety of any children."""
    two = ONE_CHILD | {"child.1.another": "yes", "child.2.another": "no"}
    keys = set(passed(two))
    assert {"child.1.harm", "child.2.harm", "plan.situation", "plan.children", "wishes.words"} <= keys


@pytest.mark.obligation("STK-011")
def test_the_seven_ways_of_living_with_it_are_on_the_list(talk: Talk, house: House) -> None:
    """06: most commonly they may ..."""
    talk.reach("child.1.seen", ONE_CHILD)
    seven = {"saw", "emotional", "hurt", "forced", "secret", "blame", "intervened"}
    assert seven <= set(talk.on_offer)
    talk.tick("secret", "blame")
    assert house.records.case(talk.reply.case_id).value("child.1.seen") == ("secret", "blame")


@pytest.mark.obligation("STK-069")
def test_a_child_who_was_not_there_never_closes_the_step(talk: Talk) -> None:
    """05: exposed either directly or indirectly."""
    talk.reach("child.1.seen", ONE_CHILD)
    assert "asleep, out, or in another room" in talk.tick("none")
    talk.reach("child.1.need", ONE_CHILD | {"child.1.harm": "no"})
    talk.reach("actions.list", ONE_CHILD)
    assert "Children's social care, where the child lives: to be offered" in talk.text
    assert "That never closes this step" in talk.text


@pytest.mark.obligation("STK-013")
def test_children_used_as_a_means_of_abuse_are_asked_about_and_lead_back_to_the_dash(talk: Talk) -> None:
    """06: abusers often use children as a form of abusing their partner; eight ways."""
    talk.reach("children.tactics", ONE_CHILD | {"dash_7": "no"})
    eight = {
        "threat_harm",
        "threat_report",
        "threat_custody",
        "turned",
        "criticised",
        "money",
        "abused",
        "contact",
    }
    assert eight <= set(talk.on_offer)
    assert "Dash question on contact with the children" in talk.tick("threat_custody")


@pytest.mark.obligation("STK-013")
def test_what_the_dash_already_holds_is_not_sent_back_to_it(talk: Talk) -> None:
    talk.reach("children.tactics", ONE_CHILD | {"dash_7": "yes"})
    assert "Dash question" not in talk.tick("threat_custody")


@pytest.mark.obligation("STK-028")
def test_the_seven_areas_are_asked_of_each_child(passed: Callable[..., list[str]]) -> None:
    """08: several key areas."""
    areas = ("words", "parent_voice", "evidence", "attachment", "networks", "coping", "vulnerability")
    assert {f"child.1.{area}" for area in areas} <= set(passed(ONE_CHILD))


@pytest.mark.obligation("STK-028")
@pytest.mark.obligation("STK-017")
def test_a_childs_own_words_are_kept_as_the_childs(talk: Talk, house: House) -> None:
    """08: the child's voice and experiences."""
    talk.reach("child.1.words", ONE_CHILD)
    talk.say("I hide under the bed when they shout")
    (entry,) = house.records.case(talk.reply.case_id).all_entries("child.1.words")
    assert (entry.speaker, entry.voice, entry.text) == (
        "child",
        Voice.EXACT,
        "I hide under the bed when they shout",
    )


@pytest.mark.obligation("STK-026")
def test_strengths_are_asked_for_and_lower_nothing(talk: Talk) -> None:
    """08: protective factors as well as risks; other agencies contribute."""
    talk.reach("judgement.strengths", {"dash_15": "yes"})
    talk.say("The grandmother lives next door")
    assert talk.reply.question == "judgement.high_risk"
    talk.press("yes")
    talk.reach("judgement.finding", {"judgement.reason": "Pressure on the neck"})
    assert "Finding: high risk" in talk.text
    assert "marf.agencies" in talk.walk(ONE_CHILD)


@pytest.mark.obligation("STK-025")
@pytest.mark.obligation("STK-024")
def test_the_ladder_starts_at_child_in_need_and_going_below_needs_a_reason(talk: Talk) -> None:
    """08: consider child in need; if that threshold is not met, an Early Help Assessment."""
    talk.reach("child.1.harm", ONE_CHILD)
    talk.press("no")
    assert talk.reply.question == "child.1.need"
    assert "child in need" in talk.text
    talk.press("early_help")
    assert talk.reply.question == "child.1.need_reason"
    talk.reach("actions.list", ONE_CHILD)
    assert "Arrange an Early Help Assessment" in talk.text
    assert "A child is put below child in need" in talk.text


@pytest.mark.obligation("STK-025")
def test_the_top_of_the_ladder_asks_for_no_level_and_no_agreement(talk: Talk) -> None:
    talk.reach("child.1.harm", ONE_CHILD)
    talk.press("yes")
    assert "You do not need agreement" in talk.text
    assert not [key for key in talk.walk(ONE_CHILD) if key.startswith("child.1.need")]
    assert "Arrange an Early Help Assessment" not in talk.everything


@pytest.mark.obligation("STK-030")
@pytest.mark.obligation("STK-038")
def test_a_child_who_was_hurt_is_referred_at_once_whatever_else_is_said(talk: Talk) -> None:
    """09, 10: a child who has sustained injury; immediate action and referral."""
    talk.reach("child.1.seen", ONE_CHILD)
    assert "at once" in talk.tick("hurt")
    talk.reach("actions.list", ONE_CHILD | {"child.1.harm": "no"})
    assert "Children's social care, where the child lives: must be told" in talk.text
    assert "Wednesday 25 November 2026" in talk.text


@pytest.mark.obligation("STK-031")
@pytest.mark.parametrize(
    ("area", "said"),
    [
        ("stoke", "Integrated Front Door"),
        ("staffordshire", "Staffordshire Children's Advice and Support"),
        ("not_known", "ring either front door"),
    ],
)
def test_the_front_door_is_that_of_where_the_child_lives(area: str, said: str, talk: Talk) -> None:
    """09: the respective local authority."""
    talk.reach("child.1.area", ONE_CHILD)
    talk.press(area)
    assert said in talk.text


@pytest.mark.obligation("STK-020")
def test_talking_it_over_with_the_child_is_asked_and_not_doing_so_needs_a_reason(talk: Talk) -> None:
    """08: with the child, subject to age and understanding, and with parents."""
    talk.reach("child.1.discussed", ONE_CHILD)
    talk.press("not_discussed")
    assert talk.reply.question == "child.1.not_discussed_why"
    assert "consent.children.given" in talk.walk(ONE_CHILD)


@pytest.mark.obligation("STK-020")
@pytest.mark.obligation("STK-045")
def test_where_asking_adds_to_the_risk_the_referral_is_made_without_asking(talk: Talk) -> None:
    """08: unless contact with the parent places the child or another person at increased risk."""
    talk.reach("consent.children.given", ONE_CHILD | {"child.1.harm": "no"})
    talk.press("unsafe_to_ask")
    assert "refer without asking" in talk.text
    assert talk.reply.question == "consent.children.decision"


@pytest.mark.obligation("STK-024")
def test_the_child_protection_lead_is_asked_about_and_never_waited_for(talk: Talk) -> None:
    """08: discuss the concerns with the designated individual responsible for child protection."""
    talk.reach("actions.dso_name", ONE_CHILD)
    assert "designated child protection lead" in talk.text and "refer first" in talk.text


@pytest.mark.obligation("STK-024")
def test_without_a_child_or_a_marac_there_is_no_lead_to_ask(passed: Callable[..., list[str]]) -> None:
    none = {f"dash_{n}": "no" for n in range(1, 25)}
    assert "actions.dso_name" not in passed(none | {"judgement.high_risk": "no"})


# --- the referral form --------------------------------------------------------------------------------------


@pytest.mark.obligation("STK-033")
def test_what_the_form_needs_is_answered_or_said_not_to_be_known(talk: Talk, house: House) -> None:
    """09: the information of the Multi-Agency Referral Form."""
    talk.reach("marf.others", ONE_CHILD)
    for key in ("marf.others", "marf.basis", "marf.history"):
        talk.reach(key, ONE_CHILD)
        assert not talk.offers("skip")
        assert "Type not known" in talk.reply.custom["hint"]
        talk.say("not known")
    for key in ("marf.family_aware", "marf.raises_risk"):
        talk.reach(key)
        assert not talk.offers("skip")
        talk.press("not_known")
    assert "Say that first when you ring" in talk.text
    case = house.records.case(talk.reply.case_id)
    assert case.value("marf.raises_risk") == "not_known"


@pytest.mark.obligation("STK-033")
def test_all_nine_points_are_asked_in_the_course_of_the_conversation(
    passed: Callable[..., list[str]], talk: Talk
) -> None:
    """09: names, addresses, dates of birth, family, basis, history, aware, more risk, safe contact."""
    nine = {
        "client.name", "client.address", "client.born_on", "child.1.born_on", "marf.others", "marf.basis",
        "marf.history", "marf.family_aware", "marf.raises_risk", "contact.method", "marf.nine",
    }  # fmt: skip
    assert nine <= set(passed(ONE_CHILD | {"child.1.harm": "yes"}))
    assert "The referral itself may raise the risk" in talk.everything


@pytest.mark.obligation("STK-032")
@pytest.mark.obligation("STK-034")
def test_the_call_the_form_and_the_acknowledgement_are_followed_up(talk: Talk, house: House) -> None:
    """09: in writing within 48 hours; all referrers will receive written acknowledgment."""
    harmed = ONE_CHILD | {"child.1.harm": "yes"}
    talk.reach("marf.called_at", harmed)
    talk.reach("marf.in_writing")
    talk.press("sent")
    assert talk.reply.question == "marf.acknowledged"
    talk.press("no")
    assert "Ring the front door and ask" in talk.text
    (form,) = [one for one in house.records.deadlines(talk.reply.case_id) if one.id == "marf"]
    assert form.due_at - form.starts_at == timedelta(hours=48)
    assert form.resolved_at is not None


@pytest.mark.obligation("STK-032")
def test_a_form_that_was_not_sent_keeps_its_time(talk: Talk, house: House) -> None:
    keys = talk.walk(ONE_CHILD | {"child.1.harm": "yes", "marf.in_writing": "later"})
    assert "marf.acknowledged" not in keys
    assert "stays on your list" in talk.everything
    (form,) = [one for one in house.records.deadlines(talk.reply.case_id) if one.id == "marf"]
    assert form.resolved_at is None


@pytest.mark.obligation("STK-032")
def test_where_no_child_is_referred_no_form_is_asked_about(passed: Callable[..., list[str]]) -> None:
    assert not [key for key in passed() if key.startswith("marf.")]


@pytest.mark.obligation("STK-040")
def test_the_form_says_whether_there_is_consent(talk: Talk, house: House) -> None:
    """10: Children's Services will need to be informed that consent has been obtained or not."""
    answers = ONE_CHILD | {
        "child.1.harm": "yes",
        "consent.children.given": "refused",
        "consent.children.decision": "share",
        "consent.children.reason": "What happens at home is getting worse",
    }
    talk.walk(answers)
    text = document(house, talk, "children-referral")
    assert "Multi-Agency Referral Form (MARF)" in text
    assert "Refused" in text and "Without consent" in text


@pytest.mark.obligation("STK-051")
def test_the_use_of_a_specialist_service_stands_on_no_form_about_the_children(
    talk: Talk, house: House
) -> None:
    """Appendix A: entitled to privacy with regard to their use of a support service."""
    talk.walk(ONE_CHILD | {"consent.specialist.given": "given", "consent.children.given": "given"})
    assert "Keep it private" in talk.everything
    text = document(house, talk, "children-referral")
    assert "New Era" not in text and "pecialist" not in text


@pytest.mark.obligation("STK-027")
@pytest.mark.obligation("STK-019")
def test_an_unfinished_assessment_is_a_place_to_be_and_can_be_added_to(talk: Talk) -> None:
    """08: victims will often take several appointments before revealing the full extent."""
    talk.reach("judgement.finding", {"judgement.high_risk": "no"})
    assert "not complete" in talk.text and "many people need several meetings" in talk.text
    talk.say("pause")
    talk.say("resume")
    assert talk.reply.question == "judgement.finding"
    talk.walk()
    change(talk, "Very frightened")
    assert talk.reply.question == "dash_2"
    talk.press("yes")


# --- young people -------------------------------------------------------------------------------------------


@pytest.mark.obligation("STK-008")
def test_the_person_they_fear_can_be_anyone_of_the_family(talk: Talk) -> None:
    """05: abused by their siblings, children, grandchildren as well as other familial members."""
    talk.reach("perpetrator.1.relation")
    assert {"sibling", "child", "grandchild", "parent", "ex_partner", "other_family"} <= set(talk.on_offer)


@pytest.mark.obligation("STK-014")
def test_abuse_by_a_young_person_has_a_path_of_its_own(talk: Talk) -> None:
    """07: the pattern, the history, siblings, abuse between the parents; support for both."""
    keys = set(talk.walk(OWN_CHILD_OF_16 | {"perpetrator.1.siblings": "yes"}))
    rest = ("parent_told", "behaviours", "pattern", "siblings", "between_parents")
    assert {f"perpetrator.1.{one}" for one in rest} <= keys
    assert "Each brother or sister is a child to think of" in talk.everything
    assert "Treat it as adolescent to parent abuse" in talk.everything
    assert "Children's social care, where the child lives: to be offered" in talk.everything


@pytest.mark.obligation("STK-014")
@pytest.mark.parametrize(
    "answers",
    [
        {"perpetrator.1.relation": "child", "perpetrator.1.age_band": "18_or_over"},
        {"perpetrator.1.relation": "ex_partner", "perpetrator.1.age_band": "16_or_17"},
    ],
)
def test_that_path_is_for_a_child_of_the_family_under_18(answers: dict[str, str], talk: Talk) -> None:
    keys = talk.walk(OWN_CHILD_OF_16 | answers)
    assert "perpetrator.1.pattern" not in keys
    assert "adolescent to parent abuse" not in talk.everything


@pytest.mark.obligation("STK-015")
def test_the_fears_of_the_parent_and_of_the_young_person_are_spoken_to(talk: Talk) -> None:
    """07: parents fear blame and the loss of the child; young people fear the consequences."""
    talk.reach("perpetrator.1.parent_told", OWN_CHILD_OF_16)
    assert "You are not to blame" in talk.text and "taken away" in talk.text
    assert "perpetrator.1.young_told" not in talk.walk(OWN_CHILD_OF_16)


@pytest.mark.obligation("STK-015")
def test_a_young_person_who_tells_of_it_hears_that_there_is_help(talk: Talk) -> None:
    talk.reach("perpetrator.1.young_told", OWN_CHILD_OF_16 | {"opening.source": "perpetrator"})
    assert "people who can help you" in talk.text and "what will happen to them" in talk.text


def test_someone_under_16_is_a_child_and_is_still_recorded(talk: Talk) -> None:
    """05, footnote 3: a child is anyone who has not yet reached their 18th birthday."""
    talk.reach("client.age_band")
    talk.press("under_16")
    assert "a child in law" in talk.text
    talk.reach(
        "actions.list", {"marf.others": "not known", "marf.basis": "not known", "marf.history": "not known"}
    )
    assert "Children's social care, where the child lives: must be told" in talk.text


@pytest.mark.obligation("STK-002")
def test_whoever_tells_it_both_drafts_are_there_for_a_child_and_an_adult(talk: Talk, house: House) -> None:
    """Introduction: any practitioner may be required to make a referral to either service."""
    both = {"child.1.harm": "yes", "adult.care_and_support": "yes", "consent.adults.given": "given"}
    talk.walk(ONE_CHILD | both)
    drafts = {link.id for link in house.documents(talk.reply.case_id)}
    assert {"children-referral", "adult-safeguarding-concern"} <= drafts


# --- the safety plan ----------------------------------------------------------------------------------------


@pytest.mark.obligation("STK-057")
@pytest.mark.obligation("STK-058")
@pytest.mark.obligation("STK-059")
def test_the_plan_for_living_there_holds_the_steps_of_appendix_b(talk: Talk) -> None:
    """Appendix B: calls, 999, people they trust, rooms, ways out, a safe room, neighbours, children."""
    talk.reach("plan.staying", {"plan.situation": "staying"})
    steps = {
        "stay_with", "private_calls", "call_999", "tell_someone", "advice", "review", "rooms", "ways_out",
        "safe_room", "neighbour_word", "children_999",
    }  # fmt: skip
    assert steps <= set(talk.on_offer)


@pytest.mark.obligation("STK-053")
@pytest.mark.obligation("STK-054")
@pytest.mark.obligation("STK-055")
@pytest.mark.obligation("STK-056")
def test_the_plan_for_being_ready_holds_the_steps_of_appendix_b(talk: Talk) -> None:
    """Appendix B: how to be prepared to leave urgently."""
    talk.reach("plan.preparing", {"plan.situation": "preparing"})
    steps = {
        "numbers", "certificates", "money_papers", "home_papers", "phone_ready", "licence", "money",
        "spare_keys", "medicine", "statement", "photo", "valuables", "bag", "children_all", "immigration",
    }  # fmt: skip
    assert steps <= set(talk.on_offer)
    labels = [button.title for button in talk.reply.buttons]
    assert any("checked for tracking" in label for label in labels)


@pytest.mark.obligation("STK-061")
@pytest.mark.obligation("STK-062")
@pytest.mark.obligation("STK-064")
def test_the_plan_for_going_holds_the_steps_and_what_to_take(talk: Talk) -> None:
    """Appendix B: if they decide to leave."""
    talk.reach("plan.leaving", {"plan.situation": "leaving"})
    steps = {"safe_place", "housing", "social_care", "back_up", "legal", "support_service"}
    assert steps | {"small_sums", "little_by_little", "diary", "order", "note_left"} <= set(talk.on_offer)
    talk.press("done")
    assert talk.reply.question == "plan.take"
    taken = {"identification", "housing_proof", "money", "clothes", "personal", "toys", "toiletries", "proof"}
    assert taken <= set(talk.on_offer)


@pytest.mark.obligation("STK-061")
def test_nobody_who_stays_is_asked_about_leaving(passed: Callable[..., list[str]]) -> None:
    keys = passed({"plan.situation": "staying"})
    assert not {"plan.preparing", "plan.leaving", "plan.take", "plan.note_safe"} & set(keys)


@pytest.mark.obligation("STK-062")
def test_a_diary_is_kept_only_where_it_is_safe(talk: Talk) -> None:
    """Appendix B: only if they can do this safely, in a hiding place or a safe address."""
    talk.reach("plan.leaving", {"plan.situation": "leaving"})
    talk.tick("diary")
    talk.reach("plan.diary_place")
    talk.press("nowhere")
    assert "Then no diary" in talk.text
    talk.say("back")
    talk.press("hidden")
    assert "where, how, how many times and how bad" in talk.text


@pytest.mark.obligation("STK-065")
def test_a_note_is_left_only_where_it_is_safe(talk: Talk) -> None:
    """Appendix B: a note that they have left with the children and are safe; keep a copy."""
    talk.reach("plan.leaving", {"plan.situation": "leaving"})
    talk.tick("note_left", "order")
    talk.reach("plan.note_safe")
    talk.press("not_known")
    assert "no note is left" in talk.text
    talk.say("back")
    talk.press("yes")
    assert "Keep a copy" in talk.text


@pytest.mark.obligation("STK-012")
@pytest.mark.obligation("STK-056")
@pytest.mark.obligation("STK-059")
def test_the_children_have_a_plan_of_their_own(talk: Talk) -> None:
    """06: home, school, friends, toys, routines and contact are lost in a flight."""
    talk.reach("plan.children", ONE_CHILD)
    assert {"talk", "call_999", "get_out", "school", "friends", "toys", "contact"} <= set(talk.on_offer)
    labels = {str(meaning(b).get("value")): b.title for b in talk.reply.buttons}
    assert "as their age allows" in labels["talk"]


@pytest.mark.obligation("STK-060")
def test_pets_are_asked_about_and_can_be_fostered(talk: Talk) -> None:
    """Appendix B: refuges are usually unable to accommodate them."""
    talk.reach("plan.pets")
    talk.press("yes")
    assert "pet fostering" in talk.text


@pytest.mark.obligation("STK-029")
@pytest.mark.obligation("STK-035")
def test_it_ends_with_the_record_and_a_day_to_look_again(passed: Callable[..., list[str]]) -> None:
    """08, 09: closely monitored; appropriate and relevant records."""
    keys = passed()
    assert {"actions.case_review", "actions.follow_up_on"} <= set(keys)


# --- nothing foreign ----------------------------------------------------------------------------------------

FOREIGN = re.compile(
    r"\b(kent|medway|sevenoaks|davss|dover|humme|gcsx|case review|cdap|sharepoint)\b", re.IGNORECASE
)
WALKS: dict[str, dict[str, str]] = {
    "self": {"dash_15": "yes", "judgement.high_risk": "yes", "judgement.reason": "Fear"} | ONE_CHILD,
    "third_party": ONE_CHILD | {"child.1.harm": "yes"},
    "child": ONE_CHILD | {"child.1.harm": "not_known"},
    "perpetrator": ONE_CHILD | {"perpetrator.1.trust": "yes"},
    "contractor": {},
    "police": {"history.police_callouts": "3"} | ONE_CHILD,
    "marac": {"history.marac_before": "yes"},
    "observation": {"adult.care_and_support": "yes"},
}


@pytest.mark.parametrize("source", list(WALKS))
def test_no_other_organisation_is_named_or_cited_in_a_whole_conversation(source: str, talk: Talk) -> None:
    talk.walk(WALKS[source] | {"opening.source": source})
    assert FOREIGN.findall(talk.everything) == []


@pytest.mark.parametrize(
    "answers",
    [
        *WALKS.values(),
        OWN_CHILD_OF_16,
        ONE_CHILD | {"child.1.seen": "hurt", "account.forms": "physical"},
        ONE_CHILD | {"child.1.harm": "yes", "child.1.area": "stoke", "plan.situation": "leaving"},
    ],
)
def test_no_answer_sends_the_conversation_back_to_an_earlier_stage(
    answers: dict[str, str], talk: Talk, house: House
) -> None:
    """What a later answer brings up is asked later: nobody loses the thread."""
    journey = house.policies.policy(ORG, house.clock.now().date()).journey
    order = [stage.id for stage in journey.stages]
    talk.say("hello")
    highest = 0
    wanted = QUIET_ANSWERS | answers
    while talk.reply.question is not None:
        place = order.index(talk.reply.stage)
        assert place >= highest, talk.reply.question
        highest = place
        talk.step(wanted.get(talk.reply.question))


@pytest.mark.parametrize("source", ["self", "third_party", "perpetrator"])
def test_why_is_answered_by_the_guidance_or_the_law_and_by_nobody_else(source: str, talk: Talk) -> None:
    answers = QUIET_ANSWERS | WALKS[source] | {"opening.source": source}
    talk.say("hello")
    while (question := talk.reply.question) is not None:
        talk.say("why")
        assert talk.reply.question == question
        assert not FOREIGN.search(talk.text), question
        talk.step(answers.get(question))
