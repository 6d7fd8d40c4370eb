"""The whole assessment as West Kent Housing holds it: what is asked, in which order, and what stays closed."""

from collections.abc import Callable

import pytest

from tests.talk import Talk

ORG = "west-kent"
FOREIGN = (
    "sevenoaks",
    "davss",
    "humme",
    "case review",
    "stoke",
    "dover",
    "sharepoint",
    "safeguarding officer",
)
SOURCES = ("self", "third_party", "child", "perpetrator", "contractor", "police", "marac", "observation")


def in_order(keys: list[str], *wanted: str) -> bool:
    """Whether these were asked, in this order."""
    return [key for key in keys if key in wanted] == list(wanted)


# The first minutes (4)


@pytest.mark.obligation("WKH-023", "WKH-012", "WKH-014")
def test_danger_comes_first_then_a_number_then_where_they_are_and_the_safe_ways(talk: Talk) -> None:
    keys = talk.walk(until="account", contact__method="phone", contact__number="07700 900123")
    assert in_order(
        keys, "opening.danger", "intake.number", "intake.ring_back", "intake.where_staying",
        "contact.method", "contact.number", "contact.times", "contact.voicemail", "contact.code_word_staff",
    )  # fmt: skip


@pytest.mark.obligation("WKH-023")
def test_a_number_not_known_to_be_safe_is_not_rung_and_gets_no_voicemail(talk: Talk) -> None:
    talk.walk(until="intake.ring_back")
    assert "do not ring it, and leave no voicemail" in talk.press("not_known").messages[0]
    talk.walk(until="contact.voicemail", contact__method="phone", contact__number="07700 900123")
    assert "No voicemail, then" in talk.press("not_known").messages[0]


@pytest.mark.obligation("WKH-024")
def test_where_the_other_person_is_and_who_is_with_them_cannot_be_passed_over(talk: Talk) -> None:
    for key in ("opening.danger", "intake.perpetrator_where", "intake.dependants"):
        talk.walk(until=key)
        assert not talk.offers("skip")
    assert {"pregnant", "children", "both", "neither", "not_known"} == {
        value
        for value in ("pregnant", "children", "both", "neither", "not_known", "skip")
        if talk.offers(value)
    }


@pytest.mark.obligation("WKH-024", "WKH-053")
def test_a_child_named_in_the_first_minutes_reaches_childrens_services_though_none_is_listed(
    new_talk: Callable[[], Talk],
) -> None:
    some = new_talk().read(intake__dependants="children")["actions.list"]
    none = new_talk().read(intake__dependants="neither")["actions.list"]
    assert "Children's services: to be offered" in some
    assert "Children's services" not in none


@pytest.mark.obligation("WKH-005", "WKH-012")
def test_danger_rings_999_first_and_names_who_steps_in(talk: Talk) -> None:
    talk.walk(until="opening.danger")
    said = "\n".join(talk.press("yes").messages)
    assert said.startswith("Ring 999 now")
    assert (
        said.index("999")
        < said.index("Community Safety Manager")
        < said.index("Neighbourhood Housing Manager")
    )
    assert talk.reply.question == "opening.help_called"


@pytest.mark.obligation("WKH-015", "WKH-016", "WKH-022")
def test_they_choose_the_place_the_person_and_how_often(talk: Talk) -> None:
    said = talk.read()
    assert "Where would they feel safe to meet us" in said["contact.meeting_place"]
    assert "a woman or a man" in said["contact.staff_gender"]
    assert "How often would they like to hear from us" in said["contact.rhythm"]


@pytest.mark.obligation("WKH-017", "WKH-002")
def test_an_interpreter_is_never_family_and_waits_until_any_interest_is_ruled_out(talk: Talk) -> None:
    talk.walk(until="contact.interpreter")
    assert "never a relative, neighbour or child" in talk.press("yes").messages[0]
    talk.walk(until="contact.interpreter_interest")
    assert "Do not go on with this interpreter" in talk.press("not_known").messages[0]


@pytest.mark.obligation("WKH-002")
def test_what_either_party_needs_is_asked_about_both(talk: Talk) -> None:
    assert {"client.characteristics", "perpetrator.1.characteristics"} <= set(talk.walk())


@pytest.mark.obligation("WKH-001")
def test_they_are_believed_before_they_are_asked(talk: Talk) -> None:
    keys = talk.walk(until="account")
    assert in_order(keys, "opening.reassured", "intake.where_staying")
    assert (
        "I believe you"
        in Talk(talk.take_turn, talk.now, "wk-believed", org="west-kent").read()["opening.reassured"]
    )


# Tenancy, locks and security (4, Safety Plan)


@pytest.mark.obligation("WKH-018")
def test_a_joint_tenant_learns_nothing_and_no_joint_letter_goes_out(talk: Talk) -> None:
    talk.walk(until="client.tenancy")
    said = talk.press("joint").messages[0]
    assert "Tell the other person nothing" in said and "no joint letters" in said


@pytest.mark.obligation("WKH-026", "WKH-027")
@pytest.mark.parametrize(
    ("tenancy", "named"),
    [
        ("joint", "skip"),
        ("not_known", "skip"),
        ("sole", "yes"),
        ("sole", "not_known"),
        ("skip", "skip"),
        ("joint", "no"),
    ],
)
def test_new_locks_are_not_offered_where_the_tenancy_is_or_may_be_joint(
    talk: Talk, tenancy: str, named: str
) -> None:
    answers = {"client__tenancy": tenancy, "perpetrator__1__joint_tenant": named}
    keys = talk.walk(until="plan.security_joint", **{k: v for k, v in answers.items() if v != "skip"})
    assert "plan.security" not in keys and not talk.offers("lock_change")
    assert talk.offers("sensor_lights") and talk.offers("spy_holes") and talk.offers("legal_advice")


@pytest.mark.obligation("WKH-026", "WKH-027")
def test_on_a_sole_tenancy_the_budget_offers_its_four_measures(talk: Talk) -> None:
    talk.walk(until="plan.security", client__tenancy="sole", perpetrator__1__joint_tenant="no")
    assert all(talk.offers(each) for each in ("lock_change", "sensor_lights", "extra_locks", "spy_holes"))
    talk.tick("spy_holes")
    talk.walk(until="actions.list")
    assert "from the security budget, and note each on Cx" in talk.text


@pytest.mark.obligation("WKH-026")
def test_the_steps_for_living_apart_say_nothing_of_locks(talk: Talk) -> None:
    talk.walk(until="plan.left", plan__situation="left")
    assert talk.offers("passwords") and not talk.offers("locks")


@pytest.mark.obligation("WKH-028")
def test_our_consent_to_safer_works_is_recorded_before_they_start(talk: Talk) -> None:
    talk.walk(until="plan.safer_consent", plan__safer="yes")
    assert "Cx" in talk.text
    assert "No work starts before it is recorded" in talk.press("later").messages[0]
    talk.walk(until="actions.list")
    assert "Refer them to SAFER" in talk.text


@pytest.mark.obligation("WKH-020", "WKH-025")
def test_the_dash_the_plan_and_a_roof_for_now_are_part_of_the_first_stage(talk: Talk) -> None:
    keys = talk.walk()
    assert {f"dash_{n}" for n in range(1, 25)} <= set(keys)
    assert in_order(keys, "dash_24", "wishes.safe_accommodation", "plan.situation", "plan.agreed")


@pytest.mark.obligation("WKH-025")
def test_a_roof_that_is_needed_makes_the_council_a_must(new_talk: Callable[[], Talk]) -> None:
    needed = new_talk().read(wishes__safe_accommodation="yes")["actions.list"]
    assert "The local authority's housing team: must be told" in needed
    assert "The local authority's housing team: to be offered" in new_talk().read()["actions.list"]


# Whose words and whose names


@pytest.mark.obligation("WKH-003")
@pytest.mark.parametrize("source", SOURCES)
def test_nothing_of_another_organisation_is_ever_said(talk: Talk, source: str) -> None:
    said = talk.read(
        opening__source=source, consent__specialist__given="refused", upkeep__state="awaiting_move"
    )
    text = "\n".join(said.values()).lower()
    assert not [name for name in FOREIGN if name in text]
    assert "client" not in text


def test_the_practitioner_who_speaks_of_themselves_is_given_numbers(talk: Talk) -> None:
    talk.say("hello")
    talk.press("live")
    talk.press("about_me")
    assert "0808 2000 247" in talk.text and "0808 168 9111" in talk.text
