"""Rasa's tracker is kept while a live case is open, and goes when the case does: with the real application."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.application.conversation import Reply, Turn
from bot.bootstrap import House
from bot.dialogue.agent import Dialogue
from tests.application.conftest import house as house
from tests.talk import Talk

WORDS = "CANARY she said he would find her"


@pytest.fixture
def dialogue(house: House, model_path: Path) -> Iterator[Dialogue]:
    """The dialogue joined to the program, as the house joins it."""
    loaded = Dialogue.load(model_path, house.take_turn, house.store.trackers, house.stands)
    yield loaded
    loaded.close()


@pytest.fixture
def talk(house: House, dialogue: Dialogue) -> Talk:
    """A conversation that goes through Rasa."""

    def handled(turn: Turn) -> Reply:
        return asyncio.run(dialogue.handle(turn))

    return Talk(handled, house.clock.now)


def kept(house: House, dialogue: Dialogue) -> tuple[int, list[str]]:
    """How many trackers are stored, and whose are live."""
    with house.store.database.reading() as connection:
        stored = connection.execute(text("SELECT count(*) FROM trackers")).scalar()
    return int(stored or 0), list(dialogue._store._live)


def test_a_live_case_has_its_tracker(talk: Talk, house: House, dialogue: Dialogue) -> None:
    talk.reach("account")
    assert kept(house, dialogue) == (1, ["conversation-1"])


@pytest.mark.parametrize("question", ["opening.explained", "account", "dash_2"])
def test_after_stop_and_delete_no_tracker_remains(
    talk: Talk, house: House, dialogue: Dialogue, question: str
) -> None:
    talk.reach(question)
    talk.say(WORDS)
    talk.say("stop and delete")
    talk.press("delete")
    assert talk.reply.case_id == "" and house.records.cases() == ()
    assert kept(house, dialogue) == (0, [])
    talk.say("hello again")
    assert talk.reply.question == "opening.mode" and kept(house, dialogue) == (0, [])


def test_a_question_asked_for_advice_leaves_no_tracker(talk: Talk, house: House, dialogue: Dialogue) -> None:
    talk.say("hello")
    talk.press("advice")
    talk.say(WORDS)
    assert kept(house, dialogue) == (0, [])


def test_a_practice_leaves_no_tracker_in_the_record(talk: Talk, house: House, dialogue: Dialogue) -> None:
    talk.reach("account", {"opening.mode": "practice"})
    talk.say(WORDS)
    assert talk.reply.question == "account" and kept(house, dialogue) == (0, [])


def test_leaving_a_case_for_another_conversation_leaves_no_tracker(
    talk: Talk, house: House, dialogue: Dialogue
) -> None:
    talk.walk()
    talk.press("new")
    assert talk.reply.question == "opening.mode" and len(house.records.cases()) == 1
    assert kept(house, dialogue) == (0, [])
