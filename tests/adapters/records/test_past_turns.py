"""The turns of a conversation, read back after a number: nothing lost, nothing of another case."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.adapters.records.opening import Store
from bot.adapters.records.practice import RecordsWithPractice
from bot.application.conversation import Button, Reply, Turn
from bot.safeguarding.case import Case
from tests.adapters.records.conftest import CANARY, NOW, answered, new_case, opened, turn

BUTTONS = (Button("Yes", '/answer{"question":"dash_1","value":"yes"}'),)


def at(second: int, message_id: str, conversation_id: str = "web:a", text: str = CANARY) -> Turn:
    return replace(turn(message_id, conversation_id, text), received_at=NOW + timedelta(seconds=second))


def save(records, taken: Turn, case: Case | None, stage: str = "account") -> Case | None:
    change = answered(case) if case else None
    reply = Reply((f"to {taken.message_id}",), BUTTONS, stage, case_id=case.id if case else "")
    records.save_turn(taken, reply, change)
    return change.case if change else None


@pytest.fixture
def records(store: Store) -> RecordsWithPractice:
    """The record, practice kept apart from it."""
    return RecordsWithPractice(store.records, lambda: NOW)


@pytest.fixture
def told(records: RecordsWithPractice) -> RecordsWithPractice:
    """A conversation: one turn without a case, then three in one."""
    save(records, at(0, "m0"), None)
    case = new_case()
    for n in (1, 2, 3):
        case = save(records, at(n, f"m{n}"), case)
    return records


def ids(turns) -> list[str]:
    return [past.message_id for past in turns]


def test_every_turn_comes_back_in_order_with_what_was_said_and_answered(told, tmp_path: Path):
    cold = opened(tmp_path)
    turns = cold.records.turns_after("web:a", 0, "c1")
    cold.close()
    assert ids(turns) == ["m0", "m1", "m2", "m3"]
    assert [past.text for past in turns] == [CANARY] * 4
    assert turns[2].reply.messages == ("to m2",) and turns[2].at == NOW + timedelta(seconds=2)
    assert [past.offered for past in turns] == [(), BUTTONS, BUTTONS, BUTTONS]


def test_after_a_number_come_the_later_ones_alone_with_the_buttons_that_stood_there(told):
    numbers = [past.number for past in told.turns_after("web:a", 0, "c1")]
    assert numbers == sorted(set(numbers)) and all(0 < number < 2**53 for number in numbers)
    for place, number in enumerate(numbers):
        later = told.turns_after("web:a", number, "c1")
        assert [past.number for past in later] == numbers[place + 1 :]
        assert all(past.offered == BUTTONS for past in later)
    assert told.turns_after("web:a", 10**30, "c1") == () and len(told.turns_after("web:a", -5, "c1")) == 4


def test_without_its_case_a_conversation_shows_what_belongs_to_no_case(told):
    assert ids(told.turns_after("web:a")) == ["m0"]
    assert told.turns_after("web:other") == ()


def test_a_case_alone_shows_its_own_turns_from_whichever_conversation(told):
    told.resume("web:b", "c1")
    save(told, at(5, "m5", "web:b"), told.case("c1"))
    assert ids(told.turns_after("", 0, "c1")) == ["m1", "m2", "m3", "m5"]
    assert ids(told.turns_after("web:b", 0, "c1")) == ["m1", "m2", "m3", "m5"]
    assert told.conversation_of("c1") == "web:b"


def test_another_case_of_the_same_conversation_is_not_shown(told):
    told.forget("web:a")
    save(told, at(6, "m6"), new_case("c2"))
    assert "m6" not in ids(told.turns_after("web:a", 0, "c1"))
    assert not {"m1", "m2", "m3"} & set(ids(told.turns_after("web:a", 0, "c2")))


def test_a_deleted_case_leaves_no_turn(told):
    told.delete("c1", "p1")
    assert told.turns_after("", 0, "c1") == () and told.conversation_of("c1") == ""


def test_practice_is_read_back_from_memory_while_it_goes_on_and_numbers_still_grow(records):
    save(records, at(0, "m0"), None)
    practice = new_case("x1", mode="practice")
    for n in (1, 2):
        practice = save(records, at(n, f"m{n}"), practice)
    turns = records.turns_after("web:a", 0, "x1")
    assert ids(turns) == ["m0", "m1", "m2"]
    assert [past.number for past in turns] == sorted(past.number for past in turns)
    assert ids(records.turns_after("web:a", turns[1].number, "x1")) == ["m2"]
    save(records, at(3, "m3"), practice, stage="ended")
    assert ids(records.turns_after("web:a", 0, "x1")) == ["m0"]


def test_advice_is_read_back_without_what_was_asked(records):
    records.save_turn(at(0, "m0", text=""), Reply(("An answer.",), stage="advice"), None)
    (past,) = records.turns_after("web:a")
    assert (past.text, past.reply.messages) == ("", ("An answer.",))
