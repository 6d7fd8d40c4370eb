"""What every stage's action does: hand the message to the application and say which stage comes next."""

import json
import re
from abc import ABC, abstractmethod
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from bot.application.conversation import Reply, Turn
from bot.dialogue.reading import FALLBACK
from bot.dialogue.stages import form_of, is_edge
from bot.dialogue.turn_in_hand import turn_in_hand
from bot.safeguarding.errors import HeardError

_BUTTON = re.compile(r"/(?:answer|command)(\{.*\})", re.DOTALL)


class StageAction(Action, ABC):
    """The validation action of one stage's form."""

    @property
    @abstractmethod
    def stage(self) -> str:
        """The stage, as ``domain.yml`` names it."""

    def name(self) -> str:
        """The name under which Rasa calls it."""
        return f"validate_{form_of(self.stage)}"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Mapping[str, Any]
    ) -> list[EventType]:
        """The events after the turn was taken: the same stage goes on, or it ends and names the next.

        A stage that begins because another ended has nothing to take: the message was that one's. Raises what
        the application raises.
        """
        if _taken_by_another(tracker, form_of(self.stage)):
            return [SlotSet("answer", None)]
        in_hand = turn_in_hand()
        reply = in_hand.taken(*_reading(tracker)) if in_hand else _taken_for_rasa_shell(dispatcher, tracker)
        return _events(self.stage, reply.stage if reply else self.stage)


def _events(stage: str, following: str) -> list[EventType]:
    if following == stage:
        return [SlotSet("answer", None)]
    ended = [SlotSet("answer", "taken"), SlotSet("stage", following)]
    return ended if is_edge(stage, following) else [*ended, FollowupAction(form_of(following))]


def _taken_by_another(tracker: Tracker, form: str) -> bool:
    """Whether the form of another stage has run since the message came."""
    for event in reversed(tracker.events):
        if event["event"] == "user":
            return False
        if event["event"] == "action" and str(event["name"]).endswith("_form") and event["name"] != form:
            return True
    return False


def _reading(tracker: Tracker) -> tuple[str | None, float]:
    intent = tracker.latest_message.get("intent") or {}
    name = intent.get("name")
    return (name, float(intent.get("confidence", 0.0))) if name and name != FALLBACK else (None, 0.0)


def _taken_for_rasa_shell(dispatcher: CollectingDispatcher, tracker: Tracker) -> Reply | None:
    """For development: the turn as Rasa's own server tells of it, its reply uttered through Rasa."""
    from bot.bootstrap import take_turn

    try:
        reply = take_turn()(_turn_of(tracker))
    except HeardError as error:
        dispatcher.utter_message(text=str(error))
        return None
    _utter(dispatcher, reply)
    return reply


def _turn_of(tracker: Tracker) -> Turn:
    """``rasa shell`` names no organisation, so its conversation's id may: ``sevenoaks-dc:anything``."""
    said = tracker.latest_message
    metadata = said.get("metadata") or {}
    text, intent = said.get("text") or "", _reading(tracker)
    pressed = _BUTTON.fullmatch(text)
    return Turn(
        conversation_id=tracker.sender_id,
        practitioner=metadata.get("practitioner", "rasa-shell"),
        org=metadata.get("org") or tracker.sender_id.rpartition(":")[0],
        message_id=metadata.get("message_id") or said.get("message_id") or _last_message_id(tracker),
        text="" if pressed else text,
        received_at=datetime.now(ZoneInfo("Europe/London")),
        button=json.loads(pressed[1]) if pressed else None,
        intent=intent[0],
        confidence=intent[1],
    )


def _last_message_id(tracker: Tracker) -> str:
    return next(
        (event.get("message_id") or "" for event in reversed(tracker.events) if event["event"] == "user"), ""
    )


def _utter(dispatcher: CollectingDispatcher, reply: Reply) -> None:
    for text in reply.messages[:-1]:
        dispatcher.utter_message(text=text)
    buttons = [{"title": button.title, "payload": button.payload} for button in reply.buttons]
    dispatcher.utter_message(
        text="".join(reply.messages[-1:]), buttons=buttons, json_message=dict(reply.custom)
    )
