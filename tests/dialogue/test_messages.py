"""Any message becomes one turn, read as plain text, answered once and in order."""

import asyncio

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.dialogue.reading import intent_of_button, plain

from .small_world import SmallWorld


@pytest.mark.parametrize(
    "typed", ["/affirm", "/restart", "/session_start", '/session_start{"stage": "actions"}', "/back", " /restart",
              "//restart", "EXTERNAL: restart", "EXTERNAL: /restart", '/answer{"question": "dash_1", "value": "yes"}']
)  # fmt: skip
def test_what_looks_like_a_command_to_rasa_is_plain_text(world: SmallWorld, typed: str) -> None:
    world.all_say("to dash", typed)
    turn = world.turns[-1]
    assert turn.text == typed and turn.button is None
    assert turn.intent not in {"restart", "session_start", "back"}
    assert world.stages["conversation"] == "dash" and world.form_open() == "dash_form"


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=300) | st.from_regex(r"\s*/[a-z_]{1,20}(\{.{0,30}\})?", fullmatch=True))
def test_no_text_is_lost_changed_or_left_without_a_reply(world: SmallWorld, text: str) -> None:
    world.clear()
    (reply,) = world.all_say(text) if not text.startswith("to ") else world.all_say("x" + text)
    assert world.turns[-1].text in (text, "x" + text) and len(world.turns) == 1
    assert reply.messages == (f"Reply to {world.turns[-1].message_id}",)


@given(text=st.text())
def test_nothing_the_pipeline_reads_starts_like_a_command(text: str) -> None:
    assert not plain(text).startswith(("/", "EXTERNAL: "))
    assert not plain("EXTERNAL: /" + text).startswith(("/", "EXTERNAL: "))


@pytest.mark.parametrize(
    "text", ["", "   ", "\x00", "\ud800 lone", "\u202eright to left", "🙂" * 300, "a" * 100_000]
)
def test_odd_text_arrives_byte_for_byte(world: SmallWorld, text: str) -> None:
    world.all_say(text)
    assert world.turns[-1].text == text


def test_typed_text_is_read_by_the_pipeline(world: SmallWorld) -> None:
    world.all_say("yes she has", "he's got a knife", "why do you ask that")
    assert [turn.intent for turn in world.turns] == ["affirm", "immediate_danger", "explain_question"]
    assert all(0.5 < turn.confidence <= 1 for turn in world.turns)


def test_a_text_the_pipeline_is_unsure_of_has_no_intent(world: SmallWorld) -> None:
    world.all_say("qwertz asdf yxcv")
    assert world.turns[-1].intent is None and world.turns[-1].confidence == 0


@pytest.mark.parametrize(
    ("button", "intent"),
    [({"question": "dash_1", "value": "yes"}, "affirm"), ({"question": "dash_1", "value": "no"}, "deny"),
     ({"question": "dash_1", "value": "not_known"}, "dont_know"), ({"question": "opening.mode", "value": "live"}, "choose"),
     ({"command": "back"}, "go_back"), ({"command": "danger"}, "immediate_danger"), ({"command": "done"}, "choose")],
)  # fmt: skip
def test_a_button_is_an_intent_without_guessing(
    world: SmallWorld, button: dict[str, str], intent: str
) -> None:
    asyncio.run(world.say("", button=button))
    turn = world.turns[-1]
    assert (turn.intent, turn.confidence, turn.button, turn.text) == (intent, 1.0, button, "")


def test_every_intent_of_a_button_is_one_that_rasa_knows(world: SmallWorld) -> None:
    from bot.dialogue.reading import _COMMANDS, _VALUES

    known = set(world.dialogue._processor.domain.intents)
    assert {*_COMMANDS.values(), *_VALUES.values(), intent_of_button({})} <= known


def test_five_messages_at_once_are_answered_in_order_without_a_second_each(
    world: SmallWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rasa's own lock sleeps a second between two looks at a conversation that is taken."""
    slept: list[float] = []
    sleep = asyncio.sleep

    async def counted(seconds: float, *more: object) -> None:
        slept.append(seconds)
        await sleep(0)

    monkeypatch.setattr(asyncio, "sleep", counted)

    async def at_once() -> None:
        await asyncio.gather(*(world.say(f"message {n}") for n in range(5)))

    asyncio.run(at_once())
    assert [turn.text for turn in world.turns] == [f"message {n}" for n in range(5)]
    assert sum(slept) == 0


def test_a_lock_is_gone_when_nobody_waits(world: SmallWorld) -> None:
    world.all_say("one", "two")
    assert len(world.dialogue._locks) == 0


def test_a_caller_who_goes_away_leaves_the_order_intact(world: SmallWorld) -> None:
    async def leave() -> None:
        first = asyncio.create_task(world.say("first"))
        await asyncio.sleep(0)
        first.cancel()
        await world.say("second")

    asyncio.run(leave())
    assert [turn.text for turn in world.turns] == ["first", "second"]
