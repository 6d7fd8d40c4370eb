"""Sevenoaks' policy held as conversations: the rows on how people are spoken to, other ways in, and what is drafted."""

import re
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.adapters.calendar import EnglandCalendar
from bot.adapters.packs import YamlPolicies
from bot.application.advising import AdviceAnswer, answer_question
from bot.application.contacts import shown_contacts
from bot.bootstrap import House
from tests.talk import Talk

ORG = "sevenoaks-dc"
NOW = datetime(2026, 11, 23, 10, 0, tzinfo=ZoneInfo("Europe/London"))
POLICY = YamlPolicies(Path(__file__).parents[2] / "packs").policy("sevenoaks-dc", date(2026, 11, 23))
CALENDAR = EnglandCalendar()
SOURCES = ("self", "third_party", "child", "perpetrator", "contractor", "police", "marac", "observation")
AWAY = ("third_party", "child", "contractor", "police", "marac", "observation")
NEVER_SAID = re.compile(
    r"\b(allegedly|claims|claimed|failed to|admitted|substantiated|unfounded|abuse (is |was )?confirmed"
    r"|you should (leave|stay)|they should (leave|stay)|must leave|private matter|domestic dispute|provoked)\b",
    re.IGNORECASE,
)
GENDERED = re.compile(r"\b(he|she|his|her|hers|him|husband|wife)\b", re.IGNORECASE)
FOR_PERPETRATORS = re.compile(r"\b(CDAP|Respect|MASIP|Interventions Alliance)\b")
ONLY_THEIRS = {
    "contact.staff_gender", "contact.adjustments", "judgement.client_view", "judgement.client_fear",
    "wishes.words", "wishes.stay_or_move", "wishes.needs", "plan.safe_to_hold", "plan.situation", "plan.notes",
    "housing.refuge.wanted",
}  # fmt: skip
FULL = {
    "contact.method": "phone",
    "contact.number": "07700 900123",
    "contact.times": "weekdays at noon",
    "client.name": "Aline Specimen",
    "account": "he hit me with a cricket bat",
    "dash_15": "yes",
    "judgement.high_risk": "yes",
    "judgement.reason": "Hands round the neck on Sunday.",
    "children.any": "yes",
    "child.1.name": "Bo",
    "child.1.age": "6",
    "child.1.another": "no",
    "adult.care_and_support": "yes",
    "adult.words": "I want my sister to help me wash",
    "perpetrator.1.name": "Dirk Example",
    "perpetrator.1.another": "no",
    "wishes.words": "I want to keep my home and my cat",
    "wishes.stay_or_move": "move",
    "wishes.safe_accommodation": "needs_it",
    "wishes.needs": "benefits",
    "consent.marac.given": "given",
    "consent.adults.given": "given",
    "consent.specialist.given": "given",
    "consent.housing.given": "given",
    "actions.dso_name": "A. Officer",
    "actions.dso_at": "23 November at 10.15 am",
}


def after(talk: Talk, key: str, value: str, **answers: str) -> str:
    """What is said once ``key`` is answered (or ticked off) with ``value``."""
    talk.reach(key, {name.replace("__", "."): answer for name, answer in answers.items()})
    said = "\n".join(talk.press(value).messages)
    return f"{said}\n{talk.press('done').messages[0]}" if talk.reply.question == key else said


def pages(house: House, talk: Talk) -> dict[str, str]:
    """The text of every document that is open, by id."""
    case_id = talk.reply.case_id
    return {
        link.id: re.sub(
            r"<[^>]+>",
            " ",
            house.document(case_id, link.id, "html", "practitioner-1")[0].decode().split("<main")[1],
        )
        for link in house.documents(case_id)
        if not link.locked
    }


def advice(question: str) -> AdviceAnswer:
    """The entry that answers; there is one."""
    found = answer_question(question, POLICY, NOW, CALENDAR)
    assert found is not None, question
    return found


# How a case begins and ends


@pytest.mark.obligation("SDC-001")
@pytest.mark.parametrize("level", [{}, {"dash_15": "yes"}])
def test_a_case_opens_and_closes_with_support_and_a_way_on_inside_and_outside(
    talk: Talk, level: dict[str, str]
) -> None:
    said = talk.read(level)
    assert "There is help, and we will go on helping you whatever you decide" in said["opening.reassured"]
    assert "Housing Options Team" in said["actions.list"]
    assert "DAVSS" in said["actions.list"] and "Kent Police" in said["actions.list"]
    assert "You have done something that matters today" in said["ended"]


@pytest.mark.obligation("SDC-025")
def test_what_happens_next_is_said_in_order_with_who_does_it(talk: Talk) -> None:
    said = talk.read()["actions.list"]
    steps = re.findall(r"^(\d+)\. .+ (?:You|Everyone)", said, re.MULTILINE)
    assert "Here is who does what, in order" in said
    assert [int(step) for step in steps] == list(range(1, len(steps) + 1))
    assert len(steps) > 5


# Who is who


@pytest.mark.obligation("SDC-002")
def test_several_people_can_be_feared_and_each_is_asked_about(talk: Talk) -> None:
    keys = talk.walk({"dash_17": "yes", "perpetrator.1.another": "yes", "perpetrator.2.another": "no"})
    assert {"perpetrator.1.relation", "perpetrator.2.relation"} <= set(keys)
    assert "perpetrator.3.relation" not in keys


@pytest.mark.obligation("SDC-002")
def test_the_tie_may_be_a_child_a_relative_or_an_ex_and_nobody_is_given_a_sex(talk: Talk) -> None:
    talk.reach("perpetrator.1.relation")
    assert all(talk.offers(tie) for tie in ("partner", "ex_partner", "child", "parent", "other_family"))
    assert not GENDERED.search(talk.text)


@pytest.mark.obligation("SDC-002")
@pytest.mark.parametrize("source", SOURCES)
def test_no_sex_is_given_to_anyone_until_it_is_told(talk: Talk, source: str) -> None:
    said = talk.read(
        opening__source=source, opening__spoken="yes", children__any="yes", child__1__another="no"
    )
    assert [text for text in said.values() if GENDERED.search(text)] == []


@pytest.mark.obligation("SDC-002", "SDC-072")
def test_more_than_one_perpetrator_leads_to_family_honour(new_talk: Callable[[], Talk]) -> None:
    several = {"dash_17": "not_known", "perpetrator.1.another": "yes", "perpetrator.2.another": "no"}
    assert "honour.signs" in new_talk().walk(several)
    assert "honour.signs" not in new_talk().walk({"dash_17": "no"})


@pytest.mark.obligation("SDC-072")
@pytest.mark.parametrize(
    ("sign", "said", "step"),
    [
        ("honour", "Speak to no relative, friend or leader", "Speak to Karma Nirvana"),
        ("forced_marriage", "do not try to make peace", "Ring the Forced Marriage Unit"),
        ("fgm", "It is a crime, here and on a trip abroad", "risk of FGM (female genital mutilation)"),
    ],
)
def test_honour_forced_marriage_and_fgm_each_bring_their_own_prompt_and_step(
    talk: Talk, sign: str, said: str, step: str
) -> None:
    assert said in after(talk, "honour.signs", sign, dash_17="not_known")
    talk.walk({}, "actions.list")
    assert step in talk.text


@pytest.mark.obligation("SDC-003", "SDC-072")
@pytest.mark.parametrize(
    ("question", "entry"),
    [
        ("what is physical abuse", "physical-abuse"),
        ("what is coercive control", "coercive-control"),
        ("what is sexual abuse", "sexual-abuse"),
        ("what is emotional abuse", "emotional-abuse"),
        ("what is stalking", "stalking"),
        ("what is digital abuse", "digital-abuse"),
        ("what is economic abuse", "economic-abuse"),
        ("what is honour based abuse", "honour-based-abuse"),
        ("what is forced marriage", "forced-marriage"),
        ("what is FGM", "fgm"),
    ],
)
def test_every_kind_of_abuse_is_explained_when_asked(question: str, entry: str) -> None:
    found = advice(question).entry
    assert found.id == entry
    assert found.source.paragraph.startswith("Appendix B")


@pytest.mark.obligation("SDC-005")
def test_nobody_is_turned_away_for_not_being_a_tenant(talk: Talk) -> None:
    said = talk.read(perpetrator__1__joint_tenant="no", actions__humme_tag="no_record")
    assert "Go through the five housing options" in said["actions.list"]
    assert "plan.situation" in said and "DAVSS" in said["actions.list"]
    assert not re.search(
        r"not eligible|only for tenants|not a customer", "\n".join(said.values()), re.IGNORECASE
    )
    assert advice("who does the policy cover").entry.id == "who-is-covered"


# Ages and ties (2.1)


@pytest.mark.obligation("SDC-006")
def test_under_16_goes_to_the_child_route_and_is_still_recorded(talk: Talk) -> None:
    said = after(talk, "client.over_16", "no", opening__source="child")
    assert "it is recorded all the same" in said and "Children's Services" in said
    keys = talk.walk({"children.any": "yes", "child.1.another": "no"}, "actions.list")
    assert "account" in keys and "dash_24" in keys
    assert "Children's services, Kent County Council: must be told" in talk.text


@pytest.mark.obligation("SDC-006")
@pytest.mark.parametrize("relation", ["carer", "other"])
def test_without_a_tie_it_is_stalking_or_harassment_and_is_still_recorded(talk: Talk, relation: str) -> None:
    said = after(talk, "perpetrator.1.relation", relation)
    assert "Go on and record it all" in said and "stalking and harassment still helps" in said
    talk.walk({"perpetrator.1.another": "no"}, "actions.list")
    assert "Offer specialist help with stalking and harassment" in talk.text


@pytest.mark.obligation("SDC-006")
def test_a_tie_as_partners_brings_no_stalking_route_of_its_own(talk: Talk) -> None:
    assert "stalking and harassment" not in talk.read(perpetrator__1__relation="partner")["actions.list"]


# What is never said


@pytest.mark.obligation("SDC-007", "SDC-016", "SDC-064")
@pytest.mark.parametrize("source", SOURCES)
def test_nothing_decides_doubts_or_excuses_in_what_is_said_or_drafted(
    house: House, talk: Talk, source: str
) -> None:
    said = talk.read(FULL, opening__source=source, opening__spoken="yes")
    everything = [*said.values(), *pages(house, talk).values()]
    assert [NEVER_SAID.search(text) for text in everything if NEVER_SAID.search(text)] == []


@pytest.mark.obligation("SDC-007")
def test_a_concern_about_a_child_is_reported_even_where_every_question_on_sharing_is_passed_over(
    talk: Talk,
) -> None:
    said = talk.read(children__any="yes", child__1__harm="yes", child__1__another="no")
    assert "Children's services, Kent County Council: must be told" in said["actions.list"]
    assert "Case Review" in said["actions.case_review"]


@pytest.mark.obligation("SDC-007")
def test_a_wish_not_to_report_what_must_be_told_is_questioned(talk: Talk) -> None:
    said = after(
        talk, "consent.children.decision", "not_share",
        children__any="yes", child__1__harm="yes", child__1__another="no", consent__children__given="refused",
    )  # fmt: skip
    assert "The policy says that this one must be told" in said


@pytest.mark.obligation("SDC-017", "SDC-065")
def test_what_they_want_is_asked_in_their_words_and_goes_out_in_them(house: House, talk: Talk) -> None:
    said = talk.read(FULL)
    assert "Nobody here tells them to go or to stay" in said["wishes.words"]
    assert "I want to keep my home and my cat" in pages(house, talk)["marac-referral"]


@pytest.mark.obligation("SDC-065")
def test_each_housing_option_is_put_with_what_it_can_and_cannot_do(talk: Talk) -> None:
    said = talk.read()
    assert "it cannot keep out a person with a right to be there" in said["housing.sanctuary.wanted"]
    assert "it is often far off" in said["housing.refuge.wanted"]
    assert "it may be out of the area and does not last" in said["housing.temporary_accommodation.wanted"]
    assert "it takes advice and some time" in said["housing.legal_orders.wanted"]


# Needs and homes


@pytest.mark.obligation("SDC-008")
def test_safe_accommodation_is_asked_about_and_stands_in_the_housing_draft(house: House, talk: Talk) -> None:
    talk.read(FULL)
    draft = " ".join(pages(house, talk)["housing-referral"].split())
    assert "In safe accommodation, or needs it Need it" in draft


@pytest.mark.obligation("SDC-023")
def test_needs_feed_the_specialist_draft(house: House, talk: Talk) -> None:
    talk.reach("wishes.needs", FULL)
    assert talk.offers("housing") and talk.offers("benefits")
    talk.walk(FULL)
    assert "Benefits or money" in pages(house, talk)["specialist-referral"]


@pytest.mark.obligation("SDC-023")
def test_housing_hears_whether_they_would_move_and_what_they_would_look_at(house: House, talk: Talk) -> None:
    talk.read(FULL | {"housing.refuge.wanted": "no", "housing.sanctuary.wanted": "yes"})
    draft = " ".join(pages(house, talk)["housing-referral"].split())
    assert "Wants to stay or to move Move" in draft
    assert "A refuge: No" in draft and "The Sanctuary Scheme: Yes" in draft


@pytest.mark.obligation("SDC-024")
def test_a_number_in_doubt_is_said_to_be_and_one_known_to_be_wrong_is_never_given() -> None:
    cdap = next(shown.contact for shown in advice("CDAP").contacts if shown.contact.id == "cdap")
    assert cdap.status == "in_doubt" and "07718 120870" in cdap.doubt
    given = [
        shown.contact
        for entry in POLICY.advice
        for shown in shown_contacts(entry.contacts, POLICY.contacts, NOW, CALENDAR)
    ]
    assert len(given) > 20
    assert [each.id for each in given if each.status == "blocked"] == []


@pytest.mark.obligation("SDC-024")
@pytest.mark.parametrize("source", ["self", "third_party", "perpetrator"])
def test_every_number_that_is_said_stands_in_the_register(talk: Talk, source: str) -> None:
    held = {re.sub(r"\D", "", each.phone) for each in POLICY.contacts.values() if each.status != "blocked"}
    said = talk.read(FULL | {"contact.number": "the safe one"}, opening__source=source, children__any="no")
    numbers = {
        re.sub(r"\D", "", each) for each in re.findall(r"\b0\d{3,4}[ \d]{6,9}\b", "\n".join(said.values()))
    }
    assert numbers
    assert numbers - held == set()


@pytest.mark.obligation("SDC-047")
def test_curiosity_comes_before_the_dash_and_asks_who_was_there(talk: Talk) -> None:
    keys = talk.walk()
    places = [keys.index(key) for key in ("curiosity.both_seen", "account.present", "account.seen", "dash_1")]
    assert places == sorted(places)
    assert "See people separately" in advice("what is professional curiosity").entry.answer


@pytest.mark.obligation("SDC-054")
def test_the_adult_concern_gives_their_wishes_in_their_words(house: House, talk: Talk) -> None:
    talk.read(FULL)
    assert "I want my sister to help me wash" in pages(house, talk)["adult-safeguarding-concern"]


@pytest.mark.obligation("SDC-054")
def test_every_child_is_asked_about_one_by_one(talk: Talk) -> None:
    keys = talk.walk({"children.any": "yes", "child.1.another": "yes", "child.2.another": "no"})
    for member in ("1", "2"):
        assert {f"child.{member}.harm", f"child.{member}.age", f"child.{member}.in_household"} <= set(keys)


@pytest.mark.obligation("SDC-054")
def test_each_adult_of_the_household_is_thought_of_for_adult_services(talk: Talk) -> None:
    said = talk.read(adult__care_and_support="not_known")["actions.list"]
    assert "each adult in the household" in said


# Sharing


@pytest.mark.obligation("SDC-058")
@pytest.mark.parametrize(
    "question", ["does data protection stop me from sharing", "is GDPR a barrier to sharing"]
)
def test_data_protection_is_said_to_be_no_barrier(question: str) -> None:
    answer = advice(question).entry
    assert answer.source.paragraph.startswith("0.6")
    assert "not a barrier" in answer.answer or "does not stop" in answer.answer


@pytest.mark.obligation("SDC-060")
def test_advice_works_without_names_and_keeps_none_that_are_typed(house: House, talk: Talk) -> None:
    talk.say("hello")
    talk.press("advice")
    talk.say("Aline Specimen of 4 Elm Road, 07700 900123, has told me of abuse. Do I need consent to share?")
    assert talk.reply.case_id == ""
    assert not re.search(r"Aline|Specimen|Elm Road|900123", talk.text + str(talk.reply.custom))
    assert (
        "without saying who the person is"
        in advice("can I get advice without naming the client").entry.answer
    )


@pytest.mark.obligation("SDC-062")
def test_the_reason_weighs_their_safety_and_that_of_others_both_ways(talk: Talk) -> None:
    answers = FULL | {"consent.marac.given": "refused", "consent.marac.decision": "share"}
    talk.walk(answers, "consent.marac.gateways")
    talk.press("vital_interests")
    talk.press("done")
    assert talk.reply.question == "consent.marac.reason"
    assert "What could happen to them or others if you tell" in talk.text and "and if you do not" in talk.text


# People who use abuse


@pytest.mark.obligation("SDC-063", "SDC-066")
def test_someone_who_fears_their_own_behaviour_is_helped_to_a_service(talk: Talk) -> None:
    said = after(talk, "opening.source", "perpetrator")
    assert "help them to reach CDAP or Respect" in said and "Never say what anyone has told us" in said
    contacts = [shown.contact.id for shown in advice("he wants to change his behaviour").contacts]
    assert {"respect", "cdap"} <= set(contacts)


@pytest.mark.obligation("SDC-063")
def test_services_for_perpetrators_never_stand_in_the_record_of_the_person_at_risk(
    house: House, talk: Talk
) -> None:
    said = talk.read(FULL)
    everything = [*said.values(), *pages(house, talk).values()]
    assert [text for text in everything if FOR_PERPETRATORS.search(text)] == []


@pytest.mark.obligation("SDC-064")
def test_abuse_by_a_customer_is_not_condoned() -> None:
    found = advice("the perpetrator is our customer").entry
    assert found.id == "perpetrator-customer"
    assert "not condoned" in found.answer or "condone" in found.answer


# Who they are, and who we are


@pytest.mark.obligation("SDC-070")
def test_who_they_are_is_asked_after_safety_and_can_be_left_out(talk: Talk) -> None:
    talk.reach("contact.adjustments")
    said = "\n".join(talk.say("why").messages)
    assert "Nobody is treated less well for who they are" in said
    assert talk.offers("skip")
    talk.press("skip")
    assert "opening.danger" not in talk.walk()


@pytest.mark.obligation("SDC-071")
def test_the_register_gives_roles_and_extensions_and_no_names() -> None:
    found = advice("who are the MARAC representatives")
    shown = {each.contact.id: each.contact for each in found.contacts}["marac-representatives"]
    assert shown.phone == "extensions 7120, 7431 and 7477"
    assert "Housing Advice team leader" in shown.name
    assert POLICY.contacts["community-safety"].email == "community.safety@sevenoaks.gov.uk"


@pytest.mark.obligation("SDC-076")
def test_the_marac_draft_follows_the_fields_of_the_form(house: House, talk: Talk) -> None:
    talk.read(FULL)
    draft = pages(house, talk)["marac-referral"]
    fields = (
        "Organisation", "Telephone and secure email", "Date of birth", "Address now", "Number or address to use",
        "Safe times", "safe to leave a message", "Ethnicity", "Gender and sexual orientation", "Disability",
        "Language and interpreter", "General practitioner", "Risk to staff", "School or nursery",
        "Visible high risk", "Potential escalation", "Professional judgement", "Repeat referral",
        "Police call-outs in the past 12 months", "Who it is safe to talk to", "Who must not be spoken to",
        "Is the client aware", "Lawful ground, where without consent", "What the client wants",
    )  # fmt: skip
    assert [each for each in fields if each not in draft] == []
    assert all(
        said in draft for said in ("Aline Specimen", "Bo", "Dirk Example", "he hit me with a cricket bat")
    )


# Other ways in


@pytest.mark.parametrize("source", AWAY)
def test_what_only_they_can_answer_is_left_out_until_someone_has_talked_with_them(
    new_talk: Callable[[], Talk], source: str
) -> None:
    said = new_talk().read(opening__source=source, opening__spoken="no")
    assert set(said) & ONLY_THEIRS == set()
    assert {"account", "dash_24", "children.any", "judgement.high_risk"} <= set(said)
    assert "Find a safe way to the person at risk first" in said["actions.list"]
    assert "type review and change this line" in "\n".join(said.values())
    together = new_talk().walk({"opening.source": source, "opening.spoken": "yes"})
    assert set(together) >= ONLY_THEIRS


@pytest.mark.parametrize("source", ["third_party", "contractor"])
def test_who_reports_is_thanked_and_written_down_and_not_promised_to_be_asked(
    talk: Talk, source: str
) -> None:
    said = talk.read(opening__source=source, opening__spoken="no")
    assert "ask them not to raise it with anyone else" in said["opening.danger"]
    assert "Write down who told you" in said["actions.list"]
    if source == "third_party":
        assert "It may have to go to the police or to social care" in said["opening.explained_reporter"]
    assert "opening.explained" not in said and "opening.reassured" not in said


@pytest.mark.obligation("SDC-045")
def test_a_marac_notice_goes_on_case_review_and_the_officer_updates_it(talk: Talk) -> None:
    said = talk.read(opening__source="marac", opening__spoken="no")
    assert "goes on Case Review, and the MARAC officer adds what comes of it" in said["opening.danger"]
    assert "Respond to the person now" not in said["actions.list"]
    assert "Kent Police" in said["actions.list"]


def test_a_police_notice_is_answered_from_the_notice(talk: Talk) -> None:
    said = talk.read(opening__source="police", opening__spoken="no")
    assert "Answer from the notice" in said["opening.danger"]
    assert "or read. Type the words as they were said or written" in said["account"]


def test_an_observation_is_kept_as_what_was_seen_and_never_as_their_words(house: House, talk: Talk) -> None:
    answers = FULL | {
        "opening.source": "observation",
        "opening.spoken": "no",
        "account": "I saw a hole in the door",
    }
    talk.read(answers)
    draft = " ".join(pages(house, talk)["case-note"].split())
    assert "I saw a hole in the door" in draft
    assert "Client, exact words" not in draft


def test_a_child_who_tells_is_counted_as_a_child(talk: Talk) -> None:
    said = after(talk, "children.any", "no", opening__source="child")
    assert "The child who told you counts" in said
    talk.walk({}, "actions.list")
    assert "Children's services, Kent County Council" in talk.text


@pytest.mark.obligation("SDC-066")
def test_the_person_causing_worry_is_asked_nothing_that_is_for_the_person_at_risk(talk: Talk) -> None:
    said = talk.read(opening__source="perpetrator")
    theirs = ONLY_THEIRS | {
        "opening.spoken",
        "opening.explained",
        "opening.reassured",
        "actions.told_marac_idva",
    }
    assert set(said) & theirs == set()
    assert "Respond to the person now" not in said["actions.list"]
    assert "This came from the person who may be causing harm" in said["judgement.finding"]
    assert "help them to reach CDAP (for men) or Respect" in said["actions.list"]
