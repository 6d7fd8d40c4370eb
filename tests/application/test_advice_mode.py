"""Advice as a mode of its own: 999 first, no case, nothing of what was typed kept anywhere."""

import logging

import pytest

from bot.bootstrap import House
from tests.talk import Talk

NAME, ROAD, PHONE = "Zebedee Quartermaine", "14 Elm Road", "07700 900123"
ASKED = f"{NAME} at {ROAD}, {PHONE}, was strangled by her husband, do I refer to MARAC?"


@pytest.fixture
def advice(talk: Talk) -> Talk:
    """A conversation in advice mode."""
    talk.say("hello")
    talk.press("advice")
    return talk


def everything_stored(house: House) -> bytes:
    """What stands in the files of the data folder, and what the record gives back in clear."""
    files = b"".join(p.read_bytes() for p in house.settings.data_dir.rglob("*") if p.is_file())
    standing = house.records.standing("conversation-1", "none")
    return files + repr((standing, house.records.cases())).encode()


@pytest.mark.parametrize("asked", [ASKED, f"{NAME} is at {ROAD} and he is outside with a knife right now"])
def test_nothing_that_was_typed_is_kept_or_shown_again(
    advice: Talk, house: House, caplog: pytest.LogCaptureFixture, asked: str
) -> None:
    caplog.set_level(logging.DEBUG)
    advice.say(asked)
    advice.say("what does that mean")
    kept = everything_stored(house) + caplog.text.encode() + advice.text.encode()
    for word in (*NAME.split(), ROAD, PHONE):
        assert word.encode() not in kept
    assert not house.records.cases() and not advice.reply.case_id


def test_the_reply_says_that_personal_details_were_not_kept(advice: Talk) -> None:
    advice.say(ASKED)
    assert "I have not kept the personal details" in advice.text
    advice.say("do I need consent for MARAC")
    assert "I have not kept" not in advice.text


def test_danger_is_answered_with_999_first_and_the_mode_goes_on(advice: Talk) -> None:
    advice.say("he is outside with a knife right now")
    assert advice.reply.messages[0] == "If anyone is in danger right now, ring 999 first."
    assert "Police emergency: 999, open now" in advice.text
    advice.say("what does idva mean")
    assert "IDVA" in advice.text and not advice.reply.case_id


def test_why_shows_the_date_and_the_owner_of_the_last_answer(advice: Talk) -> None:
    advice.say("what does idva mean")
    advice.say("why")
    assert "owner:" in advice.text and "from 1 " in advice.text


def test_why_before_any_answer_asks_what_is_to_be_known(advice: Talk) -> None:
    advice.say("why")
    assert "What would you like to know?" in advice.text


def test_what_is_not_known_is_said_with_whom_to_ask(advice: Talk) -> None:
    advice.say("the printer is broken")
    assert "I will not guess" in advice.text and "safeguarding leads" in advice.text


def test_a_policy_question_in_a_stage_is_answered_and_the_question_stands_again(talk: Talk) -> None:
    talk.reach("dash_3")
    talk.say("do I need consent to refer to MARAC?")
    assert "lawful to share with MARAC without consent" in talk.text and talk.reply.question == "dash_3"


@pytest.mark.parametrize("typed", ["what do you think, yes he did", "who knows", "can't say", "is yes"])
def test_an_answer_to_the_open_question_is_no_policy_question(talk: Talk, typed: str) -> None:
    talk.reach("dash_3")
    talk.say(typed)
    assert "(policy" not in talk.text
