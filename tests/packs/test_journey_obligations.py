"""What Sevenoaks' policy asks of the conversation up to the finding, obligation by obligation."""

import pytest

from tests.packs.journey_files import BASE, QUESTIONS, SIMPLE, asked, asked_with, remarks_after

PLACES = {key: place for place, key in enumerate(QUESTIONS)}
CUES = ("waits_for_partner", "glances", "soothes", "partner_speaks", "partner_signals", "partner_complains")
SIMPLE_AT_MOST = 90


def dash_items(keys: list[str]) -> list[int]:
    """The items of the Dash among some keys."""
    return [int(key.removeprefix("dash_")) for key in keys if key.startswith("dash_") and "." not in key]


def test_a_simple_case_is_not_asked_more_than_it_has_to_be() -> None:
    assert len(asked(BASE, SIMPLE)) <= SIMPLE_AT_MOST
    assert len(asked_with()) <= SIMPLE_AT_MOST


def test_danger_is_met_with_999_as_the_first_thing_said() -> None:
    for answer in ("yes", "not_known"):
        said = remarks_after("opening.danger", opening__danger=answer)
        assert "999" in said[0].split(".")[0]
    assert PLACES["opening.danger"] < PLACES["opening.explained"] < PLACES["contact.method"]


def test_somebody_listening_is_met_with_a_safe_way_to_stop() -> None:
    said = remarks_after("opening.perpetrator_near", opening__perpetrator_near="yes")
    assert "safer time" in said[0]
    stopped = {"opening__perpetrator_near": "yes", "opening__go_on": "later"}
    assert "pause" in remarks_after("opening.go_on", **stopped)[0]
    assert "opening.explained" not in asked_with(**stopped)


@pytest.mark.obligation("SDC-067")
def test_a_person_who_fears_their_own_behaviour_is_shown_help_and_told_nothing() -> None:
    """Sevenoaks 7.3, 7.4: support with referrals to services will be encouraged (SDC-066, SDC-067)."""
    said = remarks_after("opening.source", opening__source="perpetrator")
    assert "Respect" in said[0] and "Never say what anyone has told us" in said[0]
    keys = asked_with(opening__source="perpetrator")
    theirs = {"opening.explained", "judgement.client_view", "wishes.words", "contact.code_word_staff"}
    assert theirs & set(keys) == set()
    assert [key for key in keys if key.startswith(("plan.", "housing."))] == ["plan.staying"]


@pytest.mark.obligation("SDC-026")
@pytest.mark.obligation("SDC-059")
@pytest.mark.obligation("SDC-021")
def test_what_must_be_done_is_explained_before_the_account() -> None:
    """Sevenoaks 2.3, 0.6: explain the process; be open from the outset; child protection takes precedence."""
    question = QUESTIONS["opening.explained"]
    assert PLACES["opening.explained"] < PLACES["account"]
    assert "ask before I share" in question["text"] and "a child" in question["text"]
    assert "comes before confidentiality" in question["why"]


@pytest.mark.obligation("SDC-018")
def test_both_reassurances_are_ticked_before_the_questions() -> None:
    """Sevenoaks 2.3: reassure them that you will continue to support them, and that help is available."""
    text = QUESTIONS["opening.reassured"]["text"]
    assert "There is help" in text and "go on helping you whatever you decide" in text
    assert PLACES["opening.reassured"] < PLACES["account"]


@pytest.mark.obligation("SDC-014")
def test_safe_contact_has_a_code_word_each_way_and_no_voicemail_by_default() -> None:
    """Sevenoaks 2.3: a safe contact method, which should include codewords or phrases."""
    keys = asked_with(contact__method="phone")
    assert {"contact.code_word_staff", "contact.code_word_unsafe", "contact.voicemail"} <= set(keys)
    assert "contact.voicemail" not in asked_with(contact__method="text")
    assert "no voicemail unless" in QUESTIONS["contact.voicemail"]["why"]


@pytest.mark.obligation("SDC-015")
def test_an_interpreter_is_trained_and_asked_about_before_the_account() -> None:
    """Sevenoaks 2.3: consider whether they need an interpreter."""
    said = remarks_after("contact.interpreter", contact__interpreter="yes")
    assert "never a relative, neighbour or child" in said[0]
    assert PLACES["contact.interpreter"] < PLACES["account"]


@pytest.mark.obligation("SDC-048")
def test_the_six_signs_are_a_checklist_only_when_both_were_seen() -> None:
    """Sevenoaks 3.1: be alert to the following behaviours."""
    values = [choice["value"] for choice in QUESTIONS["curiosity.cues"]["choices"]]
    assert values == [*CUES, "none_seen"]
    assert "curiosity.cues" in asked_with(curiosity__both_seen="yes")
    assert "curiosity.cues" not in asked_with(curiosity__both_seen="no")


@pytest.mark.obligation("SDC-049")
@pytest.mark.parametrize("cue", CUES)
def test_any_sign_makes_the_dash_wait_until_they_are_seen_alone(cue: str) -> None:
    """Sevenoaks 3.1: if any of these signals are present, find a way of seeing the potential victim alone."""
    seen = {"curiosity__both_seen": "yes", "curiosity__cues": {cue}}
    for state in ("arranged", "not_possible_yet"):
        keys = asked_with(**seen, curiosity__see_alone=state)
        assert dash_items(keys) == [] and "curiosity.see_alone_how" in keys
        assert remarks_after("curiosity.see_alone", curiosity__see_alone=state)
    assert dash_items(asked_with(**seen, curiosity__see_alone="alone_now")) == list(range(1, 25))


@pytest.mark.obligation("SDC-029")
def test_words_facts_and_opinions_are_asked_for_apart() -> None:
    """Sevenoaks 2.3: use the client's exact words wherever possible."""
    voices = {key: QUESTIONS[key].get("voice") for key in ("account", "account.seen", "account.thoughts")}
    assert voices == {"account": "exact", "account.seen": "observation", "account.thoughts": "opinion"}
    assert QUESTIONS["account"]["many"]


@pytest.mark.obligation("SDC-012")
def test_every_disclosure_goes_through_the_24_topics() -> None:
    """Sevenoaks 2.3: for all disclosures of domestic abuse, a DASH must be completed."""
    assert dash_items(asked_with()) == list(range(1, 25))
    items = [QUESTIONS[f"dash_{n}"]["instrument_item"] for n in range(1, 25)]
    assert items == list(range(1, 25))


@pytest.mark.obligation("SDC-013")
def test_a_recent_dash_is_not_asked_twice_but_what_has_changed_is() -> None:
    """Sevenoaks 2.3: ask for their permission to request a copy."""
    recent = {"history__recent_dash": "yes", "history__recent_dash_permission": "yes"}
    keys = asked_with(**recent, history__dash_now="wait")
    assert "history.changed_since" in keys and "history.recent_dash_from" in keys
    assert dash_items(keys) == [10, 11, 15]
    assert dash_items(asked_with(**recent, history__dash_now="ask")) == list(range(1, 25))


def test_who_says_so_is_asked_only_where_it_is_not_the_client() -> None:
    assert "dash_2.source" not in asked_with()
    assert {"dash_2.source", "dash_12.source"} <= set(asked_with(opening__source="third_party"))


@pytest.mark.obligation("SDC-036")
def test_strangulation_brings_medical_help_at_once() -> None:
    """Sevenoaks 2.4: non-fatal strangulation is a standalone high-risk factor."""
    said = remarks_after("dash_15", dash_15="yes")
    assert "even with no marks" in said[0] and "doctor today" in said[0] and "999" in said[0]
    assert {"dash_15.when", "dash_15.signs", "dash_15.medical"} <= set(asked_with(dash_15="yes"))


def test_thoughts_of_suicide_are_answered_at_once_wherever_they_are_heard() -> None:
    assert "dash_5.now" in asked_with(dash_5="yes")
    for question, key in (("dash_5.now", "dash_5__now"), ("adult.suicidal", "adult__suicidal")):
        for answer in ("yes", "not_known"):
            assert "999" in remarks_after(question, **{key: answer})[0]


@pytest.mark.obligation("SDC-019")
def test_their_own_sense_of_danger_is_asked_and_taken_as_it_stands() -> None:
    """Sevenoaks 2.3: accept their perception of the danger they face."""
    assert "as it stands" in remarks_after("judgement.client_fear", judgement__client_fear="high")[0]


@pytest.mark.obligation("SDC-035")
def test_professional_judgement_is_always_asked_and_a_high_one_needs_a_reason() -> None:
    """Sevenoaks 2.4: standalone indicators such as separation, pregnancy, cultural issues ..."""
    text = QUESTIONS["judgement.high_risk"]["text"]
    named = ("separation", "pregnancy", "cultural", "sexual", "past", "weapons", "drugs", "animals")
    assert [word for word in named if word not in text] == []
    assert "judgement.reason" in asked_with(judgement__high_risk="yes")
    assert "judgement.reason" not in asked_with()
