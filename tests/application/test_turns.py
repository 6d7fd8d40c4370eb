"""The conversation, turn by turn: the whole path, interruptions, changed answers, words kept as they were said."""

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.bootstrap import House
from bot.safeguarding.answers import Voice
from bot.safeguarding.errors import NotYoursError, StaleButtonError
from bot.safeguarding.journey import Kind
from tests.talk import Talk, meaning

STRANGLED = "He had his hands round my neck on Tuesday and I saw stars"
STAGES = [
    "opening",
    "safe_contact",
    "curiosity",
    "account",
    "history",
    "dash",
    "judgement",
    "children",
    "adult_needs",
    "alleged_perpetrator",
    "wishes",
    "consent",
    "safety_plan",
    "check_answers",
    "actions",
]


def stage_order(talk: Talk) -> list[str]:
    """The stages in the order in which a plain walk passes them."""
    talk.say("hello")
    seen = [talk.reply.stage]
    for _ in range(400):
        if talk.reply.question is None:
            break
        talk.step(QUIET.get(talk.reply.question or ""))
        if talk.reply.stage != seen[-1]:
            seen.append(talk.reply.stage)
    return seen


QUIET = {
    "opening.mode": "live",
    "opening.source": "self",
    "opening.danger": "no",
    "opening.perpetrator_near": "no",
}


def test_a_disclosure_passes_every_stage_in_the_order_of_the_journey(talk: Talk) -> None:
    assert stage_order(talk) == [*STAGES, "ended"]


def test_every_question_is_one_question_with_buttons_where_the_choice_is_closed(talk: Talk) -> None:
    talk.say("hello")
    while talk.reply.question is not None:
        closed = talk.reply.kind in (Kind.CHOICE, Kind.YES_NO, Kind.CHECKLIST, Kind.NOTICE, Kind.FINDING)
        assert talk.reply.buttons or not closed, talk.reply.question
        talk.step(QUIET.get(talk.reply.question))


@pytest.mark.obligation("SDC-036")
def test_a_strangulation_makes_the_referral_mandatory_whatever_the_count(talk: Talk) -> None:
    """2.4: non-fatal strangulation is a stand-alone factor, therefore a referral is mandatory."""
    talk.reach("judgement.finding", {"dash_15": "yes"})
    assert "high risk" in talk.text
    assert "A MARAC referral must be made" in talk.text
    assert "1 of 14" in talk.text


@pytest.mark.obligation("SDC-029")
def test_words_are_kept_byte_for_byte_and_offered_at_the_question_they_touch(
    talk: Talk, house: House
) -> None:
    """2.3: use the client's exact words wherever possible."""
    words = "  He put his hands round my neck\tand said \u201cshh\u201d. \U0001f622\n"
    talk.reach("account")
    talk.say(words)
    (entry,) = house.records.case(talk.reply.case_id).all_entries("account")
    assert entry.text == words
    assert entry.voice is Voice.EXACT


def test_what_was_said_before_is_offered_and_a_yes_keeps_the_words_with_it(talk: Talk, house: House) -> None:
    talk.reach("dash_15", {"account": STRANGLED})
    assert "“He had his hands round my neck on Tuesday" in talk.text
    talk.press("yes")
    case = house.records.case(talk.reply.case_id)
    assert [case.quoted(piece) for piece in case.current["dash_15"].quotes]
    assert talk.reply.question != "dash_15.words"
    assert all(case.quoted(piece) in STRANGLED for piece in case.current["dash_15"].quotes)


def test_a_summary_is_met_with_one_prompt_and_never_becomes_a_quotation(talk: Talk, house: House) -> None:
    talk.reach("account")
    talk.say("Client says that she has been abused by her husband")
    assert "type the words they used" in talk.text
    talk.say("Client reports that he is controlling")
    assert "type the words they used" not in talk.text
    case = house.records.case(talk.reply.case_id)
    assert [entry.voice for entry in case.all_entries("account")] == [Voice.REPORTED, Voice.REPORTED]
    talk.say("review")
    assert "“Client" not in talk.text


@pytest.mark.parametrize("stage", STAGES)
def test_danger_interrupts_every_stage_with_999_first(stage: str, talk: Talk) -> None:
    talk.say("hello")
    while talk.reply.stage != stage:
        talk.step(QUIET.get(talk.reply.question or ""))
    question = talk.reply.question
    talk.say("He's outside now with a knife, he's banging on the door")
    assert "999" in talk.reply.messages[0]
    assert talk.reply.question == "danger"
    talk.press("yes")
    assert "999" in talk.reply.messages[0]
    assert talk.reply.question == question


def test_back_shows_the_question_before_and_goes_on_from_where_it_was(talk: Talk) -> None:
    talk.reach("dash_3")
    talk.press("yes")
    talk.say("skip")
    assert talk.reply.question == "dash_4"
    talk.say("back")
    assert talk.reply.question == "dash_3.words"
    talk.say("back")
    assert talk.reply.question == "dash_3"
    talk.press("no")
    assert (talk.reply.question or "").startswith("dash_3.change")


def test_pause_and_resume_days_later_is_at_the_same_question(talk: Talk, house: House) -> None:
    talk.reach("dash_7")
    talk.say("pause")
    assert "saved" in talk.text
    talk.say("resume")
    assert talk.reply.question == "dash_7"


def test_what_is_typed_to_a_paused_case_is_not_taken_for_an_answer(talk: Talk, house: House) -> None:
    talk.reach("dash_7")
    talk.say("pause")
    talk.say("yes")
    assert talk.reply.question == "dash_7"
    assert "dash_7" not in house.records.case(talk.reply.case_id).current


def test_skip_leaves_a_question_unasked_and_the_finding_incomplete(talk: Talk) -> None:
    quiet = {f"dash_{n}": "no" for n in range(1, 25)} | {"judgement.high_risk": "no"}
    del quiet["dash_7"]
    talk.reach("judgement.finding", quiet)
    assert "not complete" in talk.text
    assert "standard risk for now" not in talk.text


def test_a_full_quiet_checklist_is_standard(talk: Talk) -> None:
    quiet = {f"dash_{n}": "no" for n in range(1, 25)} | {
        "judgement.high_risk": "no",
        "history.police_callouts": "0",
    }
    talk.reach("judgement.finding", quiet)
    assert "standard risk" in talk.text


def test_dont_know_is_never_a_no(talk: Talk, house: House) -> None:
    quiet = {f"dash_{n}": "no" for n in range(1, 25)} | {
        "dash_15": "I don't know",
        "judgement.high_risk": "no",
    }
    talk.reach("judgement.finding", quiet)
    assert house.records.case(talk.reply.case_id).value("dash_15") == "not_known"
    assert "not complete" in talk.text


@pytest.mark.obligation("SDC-028")
def test_changing_an_answer_keeps_the_old_one_and_works_everything_out_again(
    talk: Talk, house: House
) -> None:
    """2.3: keep accurate records; corrections keep the old value."""
    talk.reach("check_answers.confirmed", {"dash_15": "no", "judgement.high_risk": "no"})
    number = next(line["number"] for line in review(talk) if line["label"].startswith("Strangled"))
    talk.say(f"change {number}")
    assert talk.reply.question == "dash_15"
    talk.press("yes")
    case = house.records.case(talk.reply.case_id)
    assert [entry.value for entry in case.history("dash_15")] == ["no", "yes"]
    talk.reach("actions.list")
    assert "MARAC: must be told" in talk.text


def review(talk: Talk) -> list[dict[str, str]]:
    """The lines of the list of answers."""
    talk.say("review")
    lines: list[dict[str, str]] = talk.reply.custom["review"]
    return lines


@pytest.mark.parametrize(("said", "level"), [("taken_back", "high risk"), ("slip", "standard risk")])
def test_a_yes_that_is_taken_back_counts_on_unless_it_was_a_slip(said: str, level: str, talk: Talk) -> None:
    """Risk only goes up: someone frightened into taking it back is at no less risk."""
    quiet = {f"dash_{n}": "no" for n in range(1, 25)} | {
        "judgement.high_risk": "no",
        "history.police_callouts": "0",
    }
    talk.reach("dash_15", quiet)
    talk.press("yes")
    talk.say("back")
    assert talk.reply.question == "dash_15"
    talk.press("no")
    assert "taken back" in talk.text
    talk.press(said)
    talk.reach("judgement.finding", quiet)
    assert level in talk.text


def test_why_is_answered_with_the_paragraph_at_every_question(talk: Talk) -> None:
    talk.say("hello")
    while talk.reply.question is not None:
        question = talk.reply.question
        talk.say("why")
        assert talk.reply.question == question
        assert "(policy " in talk.text or "good practice" in talk.text or "," in talk.reply.messages[0], (
            question
        )
        talk.step(QUIET.get(question))


def test_a_policy_question_is_answered_and_the_stage_goes_on_where_it_was(talk: Talk, house: House) -> None:
    talk.reach("dash_4")
    talk.say("Who do I have to tell before I send a MARAC referral?")
    assert "Designated Safeguarding Officer" in talk.text
    assert talk.reply.question == "dash_4"
    assert "dash_4" not in house.records.case(talk.reply.case_id).current


def test_a_question_in_the_account_is_answered_and_can_be_kept_as_words(talk: Talk, house: House) -> None:
    talk.reach("account")
    talk.say("What is an IDVA?")
    assert not house.records.case(talk.reply.case_id).all_entries("account")
    talk.press("keep_words")
    (entry,) = house.records.case(talk.reply.case_id).all_entries("account")
    assert entry.text == "What is an IDVA?"


def test_stop_and_delete_asks_once_more_and_leaves_nothing(talk: Talk, house: House) -> None:
    talk.reach("dash_2", {"account": STRANGLED})
    case_id = talk.reply.case_id
    talk.say("stop and delete")
    assert "Delete it?" in talk.text
    talk.press("keep")
    assert house.records.case(case_id)
    talk.say("stop and delete")
    talk.press("delete")
    assert not house.records.cases()
    assert talk.reply.question == "opening.mode"


def test_the_same_message_twice_is_recorded_once_and_answered_alike(talk: Talk, house: House) -> None:
    talk.reach("account")
    first = talk.say("He pushed me", message_id="same")
    assert talk.say("He pushed me", message_id="same") == first
    assert len(house.records.case(first.case_id).all_entries("account")) == 1


def test_a_button_of_an_earlier_question_records_nothing(talk: Talk, house: House) -> None:
    talk.reach("dash_3")
    old = talk.button("yes")
    talk.press("no")
    before = len(house.records.case(talk.reply.case_id).entries)
    with pytest.raises(StaleButtonError):
        talk._take("", old, None)
    assert len(house.records.case(talk.reply.case_id).entries) == before


def test_advice_opens_no_case_and_keeps_nothing_that_was_typed(talk: Talk, house: House) -> None:
    talk.say("hello")
    talk.press("advice")
    talk.say("Do I need consent for a DAVSS referral for Zebedee?")
    assert "DAVSS" in talk.text
    assert not talk.reply.case_id
    assert not house.records.cases()
    assert b"Zebedee" not in b"".join(p.read_bytes() for p in house.settings.data_dir.glob("heard.db*"))


def test_this_is_about_me_opens_no_case_and_gives_support_for_staff(talk: Talk, house: House) -> None:
    talk.say("hello")
    talk.press("live")
    talk.press("about_me")
    assert "Employee Assistance" in talk.text
    assert not house.records.cases()


def test_practice_never_becomes_a_case(talk: Talk, house: House) -> None:
    talk.reach("dash_5", {"opening.mode": "practice"})
    assert not house.records.cases()


@pytest.mark.parametrize(
    "typed", ["/affirm", "/restart", '/session_start{"a": 1}', '/answer{"question":"dash_1"}']
)
def test_a_typed_slash_command_is_text(typed: str, talk: Talk, house: House) -> None:
    talk.reach("dash_1")
    talk.say(typed)
    assert talk.reply.question == "dash_1"
    assert "dash_1" not in house.records.case(talk.reply.case_id).current


@pytest.mark.parametrize("typed", ["", "   ", "\x00\x07", "x" * 20_001, "\u202eseY", "🙃"])
def test_what_cannot_be_read_is_said_in_one_sentence_and_nothing_is_recorded(
    typed: str, talk: Talk, house: House
) -> None:
    talk.reach("dash_1")
    before = house.records.case(talk.reply.case_id).entries
    talk.say(typed)
    assert talk.reply.question == "dash_1"
    assert house.records.case(talk.reply.case_id).entries == before


def test_two_conversations_do_not_touch_each_other(talk_of: Callable[..., Talk]) -> None:
    one, two = talk_of("one"), talk_of("two")
    one.reach("dash_9")
    two.reach("dash_2")
    one.press("no")
    assert one.reply.question == "dash_10"
    two.press("no")
    assert two.reply.question == "dash_3"


def test_a_case_is_closed_when_nothing_is_open_in_it_and_opens_again_with_a_change(
    talk: Talk, house: House
) -> None:
    talk.walk({f"dash_{number}": "no" for number in range(1, 25)})
    assert talk.reply.stage == "ended"
    assert house.records.case(talk.reply.case_id).status == "closed"
    number = next(line["number"] for line in review(talk) if line["label"].startswith("Strangled"))
    talk.say(f"change {number}")
    assert talk.reply.question == "dash_15"
    assert house.records.case(talk.reply.case_id).status == "open"


@pytest.mark.obligation("SDC-012")
def test_a_case_whose_dash_is_not_finished_does_not_close_by_itself(talk: Talk, house: House) -> None:
    talk.walk({f"dash_{number}": "no" for number in range(1, 24)})
    assert talk.reply.stage == "ended"
    assert house.records.case(talk.reply.case_id).status == "open"


PRESSES = st.lists(
    st.one_of(
        st.integers(0, 5),
        st.sampled_from(
            ["back", "review", "why", "skip", "yes", "no", "dunno", "He hit me", "change 3", "pause"]
        ),
        st.text(max_size=40),
    ),
    max_size=25,
)


@given(PRESSES)
@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_whatever_is_typed_or_pressed_the_record_leads_to_the_question_that_was_asked(
    house: House, presses: list[int | str]
) -> None:
    """Never a crash, never a lost entry, and the same record always leads to the same question."""
    talk = Talk(house.take_turn, house.clock.now, conversation_id=f"walk-{id(presses)}-{house.clock.now()}")
    talk.walk(until="account")
    recorded = 0
    for press in presses:
        if isinstance(press, int) and talk.reply.buttons:
            talk._take("", meaning(talk.reply.buttons[press % len(talk.reply.buttons)]), None)
        else:
            talk.say(str(press))
        if not talk.reply.case_id:
            return
        entries = house.records.case(talk.reply.case_id).entries
        assert len(entries) >= recorded
        assert [entry.seq for entry in entries] == list(range(1, len(entries) + 1))
        recorded = len(entries)
        assert talk.reply.messages


def test_another_practitioner_in_the_same_conversation_is_told_nothing(talk: Talk, house: House) -> None:
    talk.reach("dash_2", {"account": STRANGLED})
    other = Talk(house.take_turn, house.clock.now, practitioner="practitioner-2")
    with pytest.raises(NotYoursError):
        other.say("review", message_id="other")


def test_a_ground_that_unasked_questions_could_still_meet_does_not_read_as_a_no(talk: Talk) -> None:
    talk.reach("judgement.finding", {"dash_1": "yes", "dash_15": "no", "judgement.high_risk": "no"})
    assert "Still open: Potential escalation" in talk.text
    assert "Still open: Visible high risk" in talk.text
    assert "Not met: Non-fatal strangulation" in talk.text


def test_words_that_denied_it_are_shown_and_never_become_the_support_of_a_yes(
    talk: Talk, house: House
) -> None:
    talk.reach("dash_15", {"account": "He has never put his hands round my neck"})
    talk.press("yes")
    assert house.records.case(talk.reply.case_id).current["dash_15"].quotes == ()


def test_a_sentence_that_answers_is_recorded_said_and_can_be_put_right(talk: Talk, house: House) -> None:
    talk.reach("dash_15")
    talk.say("He had his hands round my throat last Tuesday.")
    assert any("I put that down as yes." in message for message in talk.reply.messages)
    case = house.records.case(talk.reply.case_id)
    assert case.value("dash_15") == "yes"
    assert [entry.text for entry in case.all_entries("dash_15.words")] == [
        "He had his hands round my throat last Tuesday."
    ]


@pytest.mark.parametrize("typed", ["yes", "nope", "don't know"])
def test_a_plain_answer_is_not_repeated(typed: str, talk: Talk) -> None:
    talk.reach("dash_2")
    talk.say(typed)
    assert talk.reply.question != "dash_2"
    assert not any("put that down" in message for message in talk.reply.messages)


@pytest.mark.parametrize(
    "typed",
    [
        "He said he'd strangle me one day.",
        "she nodded",
        "I haven't asked her that yet",
        "his ex said he did it to her",
    ],
)
def test_what_was_not_said_is_asked_again_with_buttons(typed: str, talk: Talk, house: House) -> None:
    talk.reach("dash_15")
    talk.say(typed)
    assert talk.reply.question == "dash_15"
    assert talk.reply.buttons
    assert "dash_15" not in house.records.case(talk.reply.case_id).current
