"""Where Rasa's trackers are kept: a few live ones in memory, each with a snapshot of its stage's beginning.

The tracker is not the record. It steers Rasa within one stage, so it is short, it is thrown away whenever it
disagrees with the record, and its snapshot is deleted when the conversation ends. A conversation that is
about no case, or is practice, has none.
"""

import json
from collections import OrderedDict
from functools import lru_cache
from threading import Lock
from typing import Any, Protocol

from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.constants import ACTION_LISTEN_NAME, REQUESTED_SLOT
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, ActiveLoop, Event, SessionStarted, SlotSet
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.utils.common import all_subclasses

from bot.dialogue.stages import ENDED, form_of, standing
from bot.dialogue.turn_in_hand import TurnInHand, turn_in_hand

_LONGEST = 40


class TrackerSnapshots(Protocol):
    """Bytes by conversation, encrypted by whoever keeps them. Each method may raise RecordError."""

    def load(self, conversation_id: str) -> bytes | None:
        """What was saved last, or ``None``."""

    def save(self, conversation_id: str, snapshot: bytes) -> None:
        """Keep these bytes in place of what was there."""

    def delete(self, conversation_id: str) -> None:
        """Keep nothing of the conversation."""


class SnapshotTrackerStore(TrackerStore):
    """Live trackers, at most ``live_at_most`` of them, the least recently used left to their snapshots.

    ``retrieve`` and ``save`` let every error of the snapshots through: Rasa's fail-safe store, which answers
    from memory as if all were well, is not used.
    """

    def __init__(
        self, snapshots: TrackerSnapshots, domain: Domain | None = None, live_at_most: int = 512
    ) -> None:
        super().__init__(domain)
        self._snapshots = snapshots
        self._live: OrderedDict[str, DialogueStateTracker] = OrderedDict()
        self._written: dict[str, str] = {}
        self._live_at_most = live_at_most
        self._guard = Lock()

    def placed(self, conversation_id: str, stage: str | None) -> DialogueStateTracker:
        """The live tracker of the conversation, waiting in the form of the stage that the record names."""
        tracker = self._live.get(conversation_id) or self._read(conversation_id)
        if tracker is None or not is_waiting_in(tracker, standing(stage)):
            tracker = self.fresh(conversation_id, standing(stage))
        self._keep(conversation_id, tracker)
        return tracker

    def fresh(self, conversation_id: str, stage: str) -> DialogueStateTracker:
        """A new session that waits for an answer in the form of ``stage``."""
        form = form_of(stage)
        tracker = DialogueStateTracker(conversation_id, self._domain.slots)
        events = [SessionStarted(), SlotSet("stage", stage), ActionExecuted(form), ActiveLoop(form)]
        tracker.update_with_events(
            [*events, SlotSet(REQUESTED_SLOT, "answer"), ActionExecuted(ACTION_LISTEN_NAME)], self._domain
        )
        return tracker

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """The live tracker, or the one in the snapshot, or ``None``."""
        return self._live.get(sender_id) or self._read(sender_id)

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Keep the tracker; a new stage, or a long tracker, starts a new session first.

        What is written is the beginning of the stage's session, once a stage: no word that was typed, and
        all that the next start of the program needs.
        """
        stage, conversation_id = tracker.get_slot("stage"), tracker.sender_id
        if stage == ENDED or not _is_kept(turn_in_hand()):
            return self._end(conversation_id)
        if len(tracker.events) > _LONGEST or form_of(stage) != _first_form(tracker):
            tracker = self.fresh(conversation_id, standing(stage))
        if self._written.get(conversation_id) != stage:
            self._snapshots.save(conversation_id, _to_bytes(self.fresh(conversation_id, standing(stage))))
        self._written[conversation_id] = stage
        self._keep(conversation_id, tracker)

    def drop(self, conversation_id: str) -> None:
        """Forget the live tracker, so that the next message starts from what was saved."""
        with self._guard:
            self._live.pop(conversation_id, None)
            self._written.pop(conversation_id, None)

    def _end(self, conversation_id: str) -> None:
        self.drop(conversation_id)
        self._snapshots.delete(conversation_id)

    def _keep(self, conversation_id: str, tracker: DialogueStateTracker) -> None:
        with self._guard:
            self._live[conversation_id] = tracker
            self._live.move_to_end(conversation_id)
            if len(self._live) > self._live_at_most:
                oldest, _ = self._live.popitem(last=False)
                self._written.pop(oldest, None)

    def _read(self, conversation_id: str) -> DialogueStateTracker | None:
        snapshot = self._snapshots.load(conversation_id)
        return _from_bytes(conversation_id, snapshot, self._domain) if snapshot else None


def is_waiting_in(tracker: DialogueStateTracker, stage: str) -> bool:
    """Whether the tracker waits for an answer in the form of ``stage``, and nowhere else."""
    return (
        tracker.active_loop_name == form_of(stage)
        and tracker.latest_action_name == ACTION_LISTEN_NAME
        and tracker.get_slot("stage") == stage
        and tracker.get_slot(REQUESTED_SLOT) == "answer"
    )


def _is_kept(taken: TurnInHand | None) -> bool:
    """Whether a tracker may outlive the turn: what was typed outside a live case is kept nowhere."""
    if taken is None or taken.reply is None:
        return True
    return bool(taken.reply.case_id and taken.reply.custom.get("mode") != "practice")


def _first_form(tracker: DialogueStateTracker) -> str | None:
    return next((event.name for event in tracker.events if isinstance(event, ActiveLoop)), None)


def restored(parameters: dict[str, Any]) -> Event:
    """An event from its parameters, by a table of classes that is made once. KeyError where it is none."""
    event: Event = _event_classes()[parameters["event"]]._from_parameters(parameters)
    return event


@lru_cache(maxsize=1)
def _event_classes() -> dict[str, Any]:
    return {cls.type_name: cls for cls in reversed(all_subclasses(Event)) if getattr(cls, "type_name", None)}


def _to_bytes(tracker: DialogueStateTracker) -> bytes:
    return json.dumps([event.as_dict() for event in tracker.events], separators=(",", ":")).encode("ascii")


def _from_bytes(conversation_id: str, snapshot: bytes, domain: Domain) -> DialogueStateTracker | None:
    """The tracker, or ``None`` where the bytes are of another version: the record places it afresh."""
    try:
        events = [restored(parameters) for parameters in json.loads(snapshot)]
        return DialogueStateTracker.from_events(conversation_id, events, domain.slots, domain=domain)
    except (ValueError, TypeError, KeyError, AttributeError):
        return None
