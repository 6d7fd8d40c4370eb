"""The whole assessment as the Kent and Medway pathway has it: which service for which town, and who by the clock."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.adapters.calendar import EnglandCalendar
from bot.adapters.packs import YamlPolicies
from bot.application.advising import AdviceAnswer, answer_question
from bot.bootstrap import House
from tests.talk import QUIET_ANSWERS, Talk

ORG = "kent-medway"
LONDON = ZoneInfo("Europe/London")
NOW = datetime(2026, 11, 23, 10, 0, tzinfo=LONDON)
POLICY = YamlPolicies(Path(__file__).parents[2] / "packs").policy("kent-medway", date(2026, 11, 23))
CALENDAR = EnglandCalendar()
SOURCES = ("self", "third_party", "child", "perpetrator", "contractor", "police", "marac", "observation")
AWAY = ("third_party", "child", "contractor", "police", "marac", "observation")
FOREIGN = ("sevenoaks", "davss", "humme", "case review", "stoke", "dover district", "west kent", "sharepoint")
FOR_PERPETRATORS = ("respect", "interventions alliance", "masip", "cdap")
ONLY_THEIRS = {
    "contact.staff_gender", "contact.adjustments", "judgement.client_view", "judgement.client_fear",
    "wishes.words", "wishes.stay_or_move", "wishes.needs", "plan.safe_to_hold", "plan.situation", "plan.notes",
}  # fmt: skip


def after(talk: Talk, key: str, value: str, **answers: str) -> str:
    """What is said once ``key`` is answered with ``value``."""
    talk.reach(key, {name.replace("__", "."): answer for name, answer in answers.items()})
    talk.press(value) if talk.offers(value) else talk.say(value)
    return talk.text


def advice(question: str, at: datetime = NOW) -> AdviceAnswer:
    """The entry that answers; there is one."""
    found = answer_question(question, POLICY, at, CALENDAR)
    assert found is not None, question
    return found


def numbers(question: str, at: datetime) -> list[str]:
    """The numbers given with the answer at that moment."""
    return [shown.contact.phone for shown in advice(question, at).contacts]


def on(day: int, hour: int, minute: int = 0, month: int = 11) -> datetime:
    """A moment of 2026 in London."""
    return datetime(2026, month, day, hour, minute, tzinfo=LONDON)


# Its own organisation


@pytest.mark.parametrize("source", SOURCES)
def test_nothing_of_another_organisation_is_ever_said(talk: Talk, source: str) -> None:
    said = talk.read(
        opening__source=source, opening__spoken="no", client__area="medway", child__1__harm="yes"
    )
    text = "\n".join(said.values()).lower()
    assert [name for name in FOREIGN if name in text] == []


def test_no_rule_of_the_county_cites_a_district() -> None:
    rules = (*POLICY.actions, *POLICY.contacts.values(), *POLICY.advice, *POLICY.warnings, *POLICY.referrals)
    cited = {rule.source.document for rule in rules}
    assert cited & {"sevenoaks-dc", "dover-dc", "west-kent", "stoke-on-trent"} == set()
    assert "kent-medway" in cited


# What counts, and the checklist


@pytest.mark.obligation("KMP-001")
def test_a_single_incident_is_enough_to_start_and_to_act_on(talk: Talk) -> None:
    talk.reach("account")
    assert "One time is enough" in "\n".join(talk.say("why").messages)
    talk.say("he put his hands round my neck once, on Sunday")
    talk.press("done")
    said = read_on(talk, {"dash_15": "yes"})
    assert "MARAC" in said["actions.list"] and "medical help today" in said["actions.list"]
    assert "One incident is enough" in advice("it only happened once").entry.answer


def read_on(talk: Talk, answers: dict[str, str]) -> dict[str, str]:
    """The rest of an assessment that has begun."""
    said: dict[str, str] = {}
    while (question := talk.reply.question) is not None:
        said[question] = talk.text
        talk.step((QUIET_ANSWERS | answers).get(question))
    return said


@pytest.mark.obligation("KMP-001")
def test_under_16_is_a_child_and_is_recorded_all_the_same() -> None:
    found = advice("victim is 15")
    assert found.entry.id == "under-16"
    assert "Record it all the same" in found.entry.answer


@pytest.mark.obligation("KMP-002")
def test_what_is_done_to_a_child_counts_and_who_it_was_is_asked(talk: Talk) -> None:
    said = after(talk, "dash_18", "yes")
    assert "such as a child, is part of the abuse of the client too" in said
    assert talk.reply.question == "dash_18.who"
    assert talk.offers("children")


@pytest.mark.obligation("KMP-002")
def test_economic_abuse_is_asked_about_as_money_property_goods_and_services(talk: Talk) -> None:
    said = after(talk, "dash_20", "yes")
    for each in ("money", "a home or belongings", "a phone, a car or a bank account"):
        assert each in said


@pytest.mark.obligation("KMP-002")
@pytest.mark.parametrize(
    "told", ["he takes all her wages", "he will not let her have a bank account", "he sold her car"]
)
def test_behaviour_is_told_to_be_economic_abuse_without_its_name(told: str) -> None:
    assert advice(told).entry.id == "economic-abuse"


@pytest.mark.obligation("KMP-003")
def test_before_the_first_question_it_is_said_that_they_are_personal_and_why_they_help(talk: Talk) -> None:
    talk.reach("dash_1")
    first = talk.text.index("Were they hurt")
    assert 0 <= talk.text.index("some are personal") < first
    assert talk.text.index("what could make them safer and who can help") < first


@pytest.mark.obligation("KMP-004")
@pytest.mark.parametrize(
    ("question", "spelt_out"),
    [
        ("what is MATAC", "a meeting on perpetrators"),
        ("what is an ISVA", "Independent Sexual Violence Advisor"),
        ("what does KIDAS stand for", "Kent Integrated Domestic Abuse Service"),
        ("what does MDAS stand for", "Medway Domestic Abuse Service"),
        ("what is a SARC", "Sexual Assault Referral Centre"),
        ("what does MARAC stand for", "Multi-Agency Risk Assessment Conference"),
        ("what does DASH stand for", "Domestic Abuse, Stalking, Harassment and Honour Based Violence"),
        ("what is Clare's Law", "Domestic Violence Disclosure Scheme"),
    ],
)
def test_a_short_form_is_spelt_out_when_asked(question: str, spelt_out: str) -> None:
    assert spelt_out in advice(question).entry.answer


# MARAC


HIGH = {"dash_15": "yes", "judgement.high_risk": "yes", "judgement.reason": "Hands round the neck on Sunday."}


@pytest.mark.obligation("KMP-005", "KMP-006")
def test_the_marac_draft_is_about_all_three_and_carries_the_dash(house: House, talk: Talk) -> None:
    people = {
        "client.name": "Aline Specimen", "children.any": "yes", "child.1.name": "Bo", "child.1.age": "6",
        "child.1.another": "no", "perpetrator.1.name": "Dirk Example", "consent.marac.given": "given",
    }  # fmt: skip
    talk.walk(HIGH | people)
    page = house.document(talk.reply.case_id, "marac-referral", "html", "practitioner-1")[0].decode()
    for each in ("Aline Specimen", "Bo", "Dirk Example", "strangled, choked"):
        assert each in page


@pytest.mark.obligation("KMP-006")
def test_at_high_risk_the_form_and_the_dash_go_by_hand_to_the_addresses_on_the_form(talk: Talk) -> None:
    said = talk.read(**{key.replace(".", "__"): value for key, value in HIGH.items()})
    assert "send it with the Dash, if there is one, to the addresses on the form" in said["actions.list"]
    assert "nothing is sent until you send it" in said["ended"]
    assert "addresses are on the form and not here" in advice("where do I send the MARAC form").entry.answer


# Clare's Law


@pytest.mark.obligation("KMP-007", "KMP-013")
@pytest.mark.parametrize("relation", ["partner", "ex_partner"])
def test_clares_law_is_offered_for_a_partner_and_for_an_ex(
    new_talk: Callable[[], Talk], relation: str
) -> None:
    said = after(new_talk(), "perpetrator.1.relation", relation)
    assert "Clare's Law" in said and "an ex who may still be a threat" in said
    assert "Explain Clare's Law" in new_talk().read(perpetrator__1__relation=relation)["actions.list"]


@pytest.mark.obligation("KMP-007")
def test_clares_law_is_not_offered_where_the_only_one_they_fear_is_a_parent(talk: Talk) -> None:
    said = talk.read(perpetrator__1__relation="parent", perpetrator__1__another="no")
    assert "Clare's Law" not in said["actions.list"]


@pytest.mark.obligation("KMP-013")
def test_a_report_goes_to_999_in_an_emergency_and_to_101_otherwise() -> None:
    found = advice("how do I report domestic abuse to the police")
    assert [shown.contact.phone for shown in found.contacts] == ["999", "101"]
    assert "101" in advice("what is Clare's Law").entry.answer


# People who use abuse


@pytest.mark.obligation("KMP-008", "KMP-017")
def test_services_for_people_who_use_abuse_stand_in_their_own_path(talk: Talk) -> None:
    said = after(talk, "opening.source", "perpetrator")
    assert all(name in said for name in ("Interventions Alliance", "CDAP", "Respect"))
    assert "Never say what anyone has told us" in said
    talk.walk({}, "actions.list")
    assert "point them to Interventions Alliance, CDAP (for men) or Respect" in talk.text


@pytest.mark.obligation("KMP-008", "KMP-017")
def test_they_are_never_named_in_the_record_of_the_person_at_risk(house: House, talk: Talk) -> None:
    said = talk.read(consent__specialist__given="given", **{k.replace(".", "__"): v for k, v in HIGH.items()})
    case_id = talk.reply.case_id
    pages = [
        house.document(case_id, link.id, "html", "practitioner-1")[0].decode()
        for link in house.documents(case_id)
        if not link.locked
    ]
    everything = "\n".join([*said.values(), *pages]).lower()
    assert pages
    assert [name for name in FOR_PERPETRATORS if f"{name} " in everything] == []


@pytest.mark.obligation("KMP-008", "KMP-017")
def test_who_asks_for_them_is_given_their_details() -> None:
    shown = {each.contact.id: each.contact for each in advice("he wants to change his behaviour").contacts}
    assert shown["respect"].phone == "0808 802 4040"
    assert shown["masip"].email == "MASIP@kent.police.uk"


# Who helps, by address


@pytest.mark.obligation("KMP-010", "KMP-011")
@pytest.mark.parametrize(
    ("town", "service"),
    [
        ("Maidstone", "KIDAS"), ("Canterbury", "KIDAS"), ("Tunbridge Wells", "KIDAS"), ("Margate", "KIDAS"),
        ("Chatham", "Medway Domestic Abuse Service"), ("Gillingham", "Medway Domestic Abuse Service"),
        ("Rochester", "Medway Domestic Abuse Service"), ("Strood", "Medway Domestic Abuse Service"),
        ("Rainham", "Medway Domestic Abuse Service"),
    ],
)  # fmt: skip
def test_the_town_decides_which_service_is_offered(talk: Talk, town: str, service: str) -> None:
    said = after(talk, "client.area", town)
    assert service in said
    talk.walk({"perpetrator.1.another": "no"}, "actions.list")
    assert f"Offer {'the ' if service.startswith('Medway') else ''}{service}" in talk.text
    other = "Offer KIDAS" if service.startswith("Medway") else "Offer the Medway"
    assert other not in talk.text


@pytest.mark.obligation("KMP-010", "KMP-011")
def test_an_area_that_is_not_known_is_guessed_at_by_nobody(talk: Talk) -> None:
    said = talk.read(client__area="not_known")["actions.list"]
    assert "Offer KIDAS" not in said and "Offer the Medway" not in said
    assert "KIDAS in Kent, MDAS in Medway" in said


@pytest.mark.obligation("KMP-010", "KMP-011")
@pytest.mark.parametrize(
    ("question", "entry"),
    [
        ("client lives in Rochester, who can help?", "support-in-medway"),
        ("she lives in Gillingham", "support-in-medway"),
        ("domestic abuse service in Strood", "support-in-medway"),
        ("which service covers Canterbury", "support-in-kent"),
        ("client lives in Tonbridge who can help", "support-in-kent"),
    ],
)
def test_a_question_that_names_a_town_finds_the_service_of_that_town(question: str, entry: str) -> None:
    assert advice(question).entry.id == entry


@pytest.mark.obligation("KMP-010")
@pytest.mark.parametrize("hour", [0, 3, 10, 23])
def test_the_county_line_answers_day_and_night(hour: int) -> None:
    assert numbers("what is KIDAS", on(28, hour)) == ["0808 168 9111"]


@pytest.mark.obligation("KMP-011")
@pytest.mark.parametrize(
    ("at", "first"),
    [
        (on(23, 9, 29), "0808 168 9111"), (on(23, 9, 30), "0800 917 9948"), (on(23, 11, 30), "0808 168 9111"),
        (on(23, 12, 30), "0800 917 9948"), (on(23, 14, 30), "0808 168 9111"),
        (on(26, 10), "0800 917 9948"), (on(26, 13), "0808 168 9111"), (on(28, 10), "0808 168 9111"),
    ],
)  # fmt: skip
def test_the_medway_line_gives_way_when_it_is_closed(at: datetime, first: str) -> None:
    assert numbers("Medway Domestic Abuse Service number", at)[0] == first


@pytest.mark.obligation("KMP-010")
def test_a_deaf_person_hears_of_signlive(talk: Talk) -> None:
    said = after(talk, "contact.deaf", "yes", contact__interpreter="yes")
    assert "SignLive" in said and "SignHealth" in said
    talk.walk({}, "actions.list")
    assert "Reach Victim Support through SignLive" in talk.text


@pytest.mark.obligation("KMP-010")
def test_who_needs_no_interpreter_is_not_asked_about_sign_language(talk: Talk) -> None:
    assert "contact.deaf" not in talk.walk({"contact.interpreter": "no"})


@pytest.mark.obligation("KMP-010")
def test_food_energy_and_travel_are_asked_about_in_kent(new_talk: Callable[[], Talk]) -> None:
    assert "food, energy or travel" in new_talk().read(client__area="kent")["actions.list"]
    assert "KIDAS can help with emergency costs" not in new_talk().read(client__area="medway")["actions.list"]


@pytest.mark.obligation("KMP-009")
@pytest.mark.parametrize("answer", ["refused", "unsafe_to_ask"])
def test_without_consent_the_one_stop_shops_are_offered_by_word_of_mouth(talk: Talk, answer: str) -> None:
    said = after(talk, "consent.specialist.given", answer)
    assert "One Stop Shops" in said and "nobody has to give a name" in said
    talk.walk({}, "actions.list")
    assert "Offer a domestic abuse One Stop Shop" in talk.text


@pytest.mark.obligation("KMP-009")
def test_with_consent_the_referral_is_made_instead(talk: Talk) -> None:
    assert "One Stop Shop" not in talk.read(consent__specialist__given="given")["actions.list"]


# In all cases


@pytest.mark.obligation("KMP-014", "KMP-015", "KMP-016")
@pytest.mark.parametrize("source", SOURCES)
def test_every_case_ends_with_the_three_steps_of_the_pathway(talk: Talk, source: str) -> None:
    said = talk.read(opening__source=source)["actions.list"]
    assert "Talk about safety planning" in said
    assert "Decide what your own organisation will do, who does it and by when" in said
    assert "whether it is safe to have it. Otherwise give nothing" in said


@pytest.mark.obligation("KMP-012")
def test_the_flow_chart_is_said_to_be_missing_and_is_not_made_up() -> None:
    found = advice("where is the flow chart")
    assert found.entry.id == "flow-chart"
    assert "its words are not held here" in found.entry.answer


# Key contacts


@pytest.mark.obligation("KMP-018")
@pytest.mark.parametrize(
    ("at", "number"),
    [
        (on(24, 8, 59), "0800 133 7432"), (on(24, 9), "01622 726461"), (on(24, 16, 59), "01622 726461"),
        (on(24, 17), "0800 133 7432"), (on(28, 12), "0800 133 7432"), (on(29, 12), "0800 133 7432"),
        (on(25, 12, month=12), "0800 133 7432"), (on(28, 12, month=12), "0800 133 7432"),
    ],
)  # fmt: skip
def test_the_sexual_assault_referral_centre_goes_by_the_clock(at: datetime, number: str) -> None:
    assert numbers("she has been raped", at) == [number]


@pytest.mark.obligation("KMP-018")
def test_after_sexual_harm_the_centre_is_offered_and_the_police_need_not_come_first(talk: Talk) -> None:
    said = talk.read(dash_16="yes")["actions.list"]
    assert "Sexual Assault Referral Centre" in said and "need not go to the police first" in said


@pytest.mark.obligation("KMP-018")
def test_a_child_of_kent_has_a_number_by_the_hour_and_a_child_of_medway_none_made_up() -> None:
    assert numbers("worried about a child in Kent", on(23, 10)) == ["03000 411111"]
    assert numbers("worried about a child in Kent", on(23, 20)) == ["03000 419191"]
    assert (
        "a link to Medway Council's own page and no number"
        in advice("concerned about a child in Medway").entry.answer
    )
    assert numbers("concerned about an adult", on(28, 10)) == ["03000 419191"]


@pytest.mark.obligation("KMP-019")
@pytest.mark.parametrize(
    ("question", "entry", "contact"),
    [
        ("gay man abused by his partner", "lgbt-clients", "galop"),
        ("whole family is threatening her", "honour-based-abuse", "karma-nirvana"),
        ("he keeps following her", "stalking", "protection-against-stalking"),
        ("she is being tracked through her phone", "stalking", "protection-against-stalking"),
        ("client is deaf", "deaf-clients", "victim-support"),
    ],
)
def test_a_national_service_is_matched_to_the_case(question: str, entry: str, contact: str) -> None:
    found = advice(question)
    assert found.entry.id == entry
    assert contact in [shown.contact.id for shown in found.contacts]


@pytest.mark.obligation("KMP-019")
def test_stalking_and_honour_each_bring_their_own_step(new_talk: Callable[[], Talk]) -> None:
    plain = new_talk().read()["actions.list"]
    assert "Kent Cyberstalking Clinic" not in plain and "Karma Nirvana" not in plain
    assert "Kent Cyberstalking Clinic" in new_talk().read(dash_8="yes")["actions.list"]
    assert "Karma Nirvana" in new_talk().read(dash_17="yes")["actions.list"]


# Other ways in


@pytest.mark.parametrize("source", AWAY)
def test_what_only_they_can_answer_is_left_out_until_someone_has_talked_with_them(
    new_talk: Callable[[], Talk], source: str
) -> None:
    apart = set(new_talk().walk({"opening.source": source, "opening.spoken": "no"}))
    assert apart & ONLY_THEIRS == set()
    assert {"account", "dash_1", "dash_24", "children.any", "judgement.high_risk", "actions.list"} <= apart
    together = set(new_talk().walk({"opening.source": source, "opening.spoken": "yes"}))
    assert together >= ONLY_THEIRS


@pytest.mark.parametrize("source", ["self", "perpetrator"])
def test_who_is_there_or_must_not_know_is_not_asked_about_that(talk: Talk, source: str) -> None:
    keys = talk.walk({"opening.source": source})
    assert "opening.spoken" not in keys
    assert (set(keys) >= ONLY_THEIRS) == (source != "perpetrator")


def test_who_reports_is_told_where_it_goes_and_is_not_promised_to_be_asked(talk: Talk) -> None:
    said = talk.read(opening__source="third_party", opening__spoken="no")
    assert "It may have to go to the police or to social care" in said["opening.explained_reporter"]
    assert "ask before I share" not in "\n".join(said.values())


def test_the_person_causing_worry_is_never_told_that_they_are_believed(talk: Talk) -> None:
    said = talk.read(opening__source="perpetrator")
    assert "believe" not in said["actions.list"]
    assert "Never contact or tell the alleged perpetrator" in said["actions.list"]


def test_a_child_who_tells_is_counted_as_a_child(talk: Talk) -> None:
    said = after(talk, "children.any", "no", opening__source="child")
    assert "The child who told you counts" in said


def test_a_quick_question_opens_no_case_and_needs_no_name(talk: Talk) -> None:
    talk.say("hello")
    talk.press("advice")
    talk.say("can she get help without giving her name?")
    assert "need not give a name" in talk.text
    assert talk.reply.case_id == ""
