"""The actions: one per stage, found by Rasa, valid in Rasa's own eyes, and usable from `rasa run actions`."""

import asyncio
import inspect
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import jsonschema
import pytest
from rasa.core.actions.action import RemoteAction
from rasa_sdk.executor import ActionExecutor

import bot.bootstrap
from bot.actions.stage_action import StageAction
from bot.application.conversation import Button, Reply, Turn
from bot.dialogue.stages import ENDED, STAGES, form_of, is_edge
from bot.dialogue.turn_in_hand import holding
from bot.safeguarding.errors import NotSavedError

TURN = Turn("conversation", "practitioner", "sevenoaks-dc", "m1", "yes", datetime(2026, 11, 23, tzinfo=UTC))


@pytest.fixture(scope="module")
def executor() -> ActionExecutor:
    found = ActionExecutor()
    found.register_package("bot.actions")
    return found


def call(stage: str, events: list[dict[str, Any]] | None = None, **said: Any) -> dict[str, Any]:
    user = {"event": "user", "text": "yes", "message_id": "m1", "metadata": {}}
    message = {"text": "yes", "intent": {"name": "affirm", "confidence": 0.9}, "entities": [], **said}
    tracker = {
        "sender_id": "conversation", "slots": {"answer": "yes", "stage": stage}, "latest_message": message,
        "events": [user, *(events or []), {"event": "action", "name": form_of(stage)}], "paused": False,
        "followup_action": None, "active_loop": {"name": form_of(stage)}, "latest_action_name": "action_listen",
    }  # fmt: skip
    return {"next_action": f"validate_{form_of(stage)}", "sender_id": "conversation", "tracker": tracker}


def run(
    executor: ActionExecutor, action_call: dict[str, Any], take_turn: Callable[[Turn], Reply]
) -> dict[str, Any]:
    with holding(TURN, take_turn):
        result = asyncio.run(executor.run(action_call))
    assert result is not None
    return result


def test_there_is_one_action_for_each_stage_and_the_base_is_abstract(executor: ActionExecutor) -> None:
    ours = {name for name in executor.actions if name.startswith("validate_")}
    assert ours == {f"validate_{form_of(stage)}" for stage in STAGES} and inspect.isabstract(StageAction)


@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize("following", [*STAGES, ENDED])
def test_what_an_action_returns_is_valid_by_rasas_schema(
    executor: ActionExecutor, stage: str, following: str
) -> None:
    result = run(executor, call(stage), lambda turn: Reply(("Thank you.",), stage=following))
    jsonschema.validate(result, RemoteAction.action_response_format_spec())
    answer, *rest = result["events"]
    assert answer["name"] == "answer" and (answer["value"] is None) == (following == stage)
    followed = [event["name"] for event in rest if event["event"] == "followup"]
    assert followed == ([] if following == stage or is_edge(stage, following) else [form_of(following)])


def test_a_stage_that_begins_because_another_ended_takes_nothing(executor: ActionExecutor) -> None:
    taken: list[Turn] = []
    ended = [{"event": "action", "name": "opening_form"}]
    result = run(executor, call("safe_contact", ended), lambda turn: taken.append(turn) or Reply(()))  # type: ignore[func-returns-value]
    assert taken == [] and [event["value"] for event in result["events"]] == [None]


def test_a_turn_is_taken_once_however_often_rasa_asks() -> None:
    taken: list[Turn] = []

    def take_turn(turn: Turn) -> Reply:
        taken.append(turn)
        return Reply(("Thank you.",))

    with holding(TURN, take_turn) as in_hand:
        assert in_hand.taken("affirm", 0.9) is in_hand.taken("affirm", 0.9)
    assert len(taken) == 1 and (taken[0].intent, taken[0].confidence) == ("affirm", 0.9)


def test_from_rasas_own_server_the_turn_is_made_from_the_message(
    executor: ActionExecutor, monkeypatch: pytest.MonkeyPatch
) -> None:
    turns: list[Turn] = []

    def take_turn(turn: Turn) -> Reply:
        turns.append(turn)
        return Reply(("First.", "Then?"), (Button("Yes", "/answer{}"),), stage="opening", custom={"a": 1})

    monkeypatch.setattr(bot.bootstrap, "take_turn", lambda: take_turn)
    metadata = {"org": "dover-dc", "practitioner": "officer", "message_id": "m7"}
    result = asyncio.run(executor.run(call("opening", metadata=metadata)))
    assert result is not None
    turn = turns[0]
    assert (turn.org, turn.practitioner, turn.message_id, turn.text) == ("dover-dc", "officer", "m7", "yes")
    assert (turn.intent, turn.confidence, turn.button, turn.received_at.tzinfo is None) == (
        "affirm",
        0.9,
        None,
        False,
    )
    assert [response["text"] for response in result["responses"]] == ["First.", "Then?"]
    assert result["responses"][1]["buttons"] == [{"title": "Yes", "payload": "/answer{}"}]


def test_from_rasas_own_server_a_button_is_its_payload(
    executor: ActionExecutor, monkeypatch: pytest.MonkeyPatch
) -> None:
    turns: list[Turn] = []
    monkeypatch.setattr(
        bot.bootstrap, "take_turn", lambda: lambda turn: turns.append(turn) or Reply(("Thank you.",))
    )
    asyncio.run(executor.run(call("opening", text='/answer{"question": "opening.mode", "value": "live"}')))
    assert turns[0].button == {"question": "opening.mode", "value": "live"} and turns[0].text == ""


def test_from_rasas_own_server_a_failed_save_is_said(
    executor: ActionExecutor, monkeypatch: pytest.MonkeyPatch
) -> None:
    def take_turn(turn: Turn) -> Reply:
        raise NotSavedError("Nothing of this turn was saved.")

    monkeypatch.setattr(bot.bootstrap, "take_turn", lambda: take_turn)
    result = asyncio.run(executor.run(call("dash")))
    assert result is not None
    assert [response["text"] for response in result["responses"]] == ["Nothing of this turn was saved."]
    assert [event["value"] for event in result["events"]] == [None]


def test_rasa_shell_names_the_organisation_in_the_conversation_id(
    executor: ActionExecutor, monkeypatch: pytest.MonkeyPatch
) -> None:
    turns: list[Turn] = []
    monkeypatch.setattr(
        bot.bootstrap, "take_turn", lambda: lambda turn: turns.append(turn) or Reply(("Thank you.",))
    )
    said = call("opening")
    said["tracker"]["sender_id"] = "sevenoaks-dc:me"
    asyncio.run(executor.run(said))
    assert turns[0].org == "sevenoaks-dc"


def test_rasa_finds_the_plug_in_and_asks_it_for_nothing_but_its_command_line() -> None:
    from rasa.plugin import plugin_manager

    assert [type(plugin).__name__ for plugin in plugin_manager().get_plugins()] == ["Commands"]
