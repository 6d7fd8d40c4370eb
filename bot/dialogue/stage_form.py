"""Rasa's form, with its validation action called in this process and without replaying the conversation."""

import copy
from typing import Any

from rasa.core.actions.action import RemoteAction
from rasa.core.actions.forms import FormAction
from rasa.core.channels import OutputChannel
from rasa.core.nlg import NaturalLanguageGenerator
from rasa.shared.core.constants import REQUESTED_SLOT
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, Event, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig
from rasa_sdk.executor import ActionExecutor

from bot.dialogue.tracker_store import restored


class InProcessEndpoint(EndpointConfig):
    """The action server, without the server. What an action raises, the caller gets."""

    def __init__(self, package: str) -> None:
        super().__init__(url="in-process")
        self._executor = ActionExecutor()
        self._executor.register_package(package)

    async def request(self, *args: Any, **kwargs: Any) -> Any:
        """Run the action that ``json`` names and return its events and responses."""
        return await self._executor.run(kwargs["json"])

    def names(self) -> frozenset[str]:
        """The actions that can be run."""
        return frozenset(self._executor.actions)


class InProcessAction(RemoteAction):
    """A custom action that is sent the slots and the turn, not the domain and every event before it.

    Its result is not checked against Rasa's JSON schema on each call: a test does that for every action.
    """

    def _action_call_format(self, tracker: DialogueStateTracker, domain: Domain) -> dict[str, Any]:
        state = {
            "sender_id": tracker.sender_id,
            "slots": tracker.current_slot_values(),
            "latest_message": tracker._latest_message_data() or {},
            "events": [event.as_dict() for event in _this_turn(tracker)],
            "paused": False,
            "followup_action": None,
            "active_loop": {"name": tracker.active_loop_name},
            "latest_action_name": tracker.latest_action_name,
        }
        return {"next_action": self.name(), "sender_id": tracker.sender_id, "tracker": state}

    async def run(
        self,
        output_channel: OutputChannel,
        nlg: NaturalLanguageGenerator,
        tracker: DialogueStateTracker,
        domain: Domain,
    ) -> list[Event]:
        """The events of the action. Raises what the action raises."""
        assert self.action_endpoint is not None
        result = await self.action_endpoint.request(json=self._action_call_format(tracker, domain))
        return [restored(parameters) for parameters in result["events"]]


class StageForm(FormAction):
    """A form of one stage."""

    async def validate_slots(
        self,
        slot_candidates: dict[str, Any],
        tracker: DialogueStateTracker,
        domain: Domain,
        output_channel: OutputChannel,
        nlg: NaturalLanguageGenerator,
    ) -> list[Event]:
        """What the validation action of this form says, called in this process."""
        events: list[Event] = [SlotSet(name, value) for name, value in slot_candidates.items()]
        seen = self._temporary_tracker(tracker, events, domain)
        action = InProcessAction(f"validate_{self.name()}", self.action_endpoint)
        return await action.run(output_channel, nlg, seen, domain)

    def _temporary_tracker(
        self, current_tracker: DialogueStateTracker, additional_events: list[Event], domain: Domain
    ) -> DialogueStateTracker:
        """A copy of the tracker as it stands, which is what replaying its events gives, and more events."""
        tracker = copy.copy(current_tracker)
        tracker.slots = {name: copy.copy(slot) for name, slot in current_tracker.slots.items()}
        tracker.events = copy.copy(current_tracker.events)
        tracker.active_loop = copy.copy(current_tracker.active_loop)
        asked = SlotSet(REQUESTED_SLOT, self.get_slot_to_fill(current_tracker))
        for event in [asked, ActionExecuted(self.name()), *additional_events]:
            tracker.update(event, domain)
        return tracker


def _this_turn(tracker: DialogueStateTracker) -> list[Event]:
    events = list(tracker.events)
    for index in range(len(events) - 1, -1, -1):
        if isinstance(events[index], UserUttered):
            return events[index:]
    return events
