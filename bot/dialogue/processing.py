"""Rasa's message processor, for one process, short trackers and no failure that goes unsaid."""

from pathlib import Path
from typing import Any

from rasa.core.actions.action import Action, ActionExecutionRejection, action_for_name_or_text
from rasa.core.agent import Agent
from rasa.core.channels.channel import CollectingOutputChannel, OutputChannel, UserMessage
from rasa.core.nlg import NaturalLanguageGenerator
from rasa.core.policies.ensemble import DefaultPolicyPredictionEnsemble
from rasa.core.policies.policy import PolicyPrediction
from rasa.core.policies.rule_policy import RulePolicy
from rasa.core.processor import MessageProcessor
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.dialogue.errors import DialogueError
from bot.dialogue.reading import nothing_read, plain
from bot.dialogue.stage_form import StageForm

_MOST_ACTIONS = 10


class StageProcessor(MessageProcessor):
    """Takes a message as Rasa does: read it, fill ``answer``, predict and run actions until one listens.

    Unlike Rasa's, it lets every error through. What it leaves out has no effect with rules and forms alone:
    copies of the tracker, log lines, sessions that expire, end-to-end predictions.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._actions: dict[int, Action] = {}
        self._ensemble = DefaultPolicyPredictionEnsemble()
        self._policy = self._rule_policy()

    async def handle_message(self, message: UserMessage) -> None:
        """Take one message of a conversation whose tracker the store has. Lets every error through."""
        tracker = await self.tracker_store.retrieve(message.sender_id)
        if tracker is None:
            raise DialogueError("This conversation has no place in the journey. Please start it again.")
        self._hear(message, message.parse_data or self.reading_of(message), tracker)
        await self._run_prediction_loop(message.output_channel or CollectingOutputChannel(), tracker)
        await self.tracker_store.save(tracker)

    def reading_of(self, message: UserMessage) -> dict[str, Any]:
        """The pipeline's reading of typed text: its intent and how sure it is."""
        text = plain(message.text or "")
        if not text:
            return nothing_read()
        read = self._parse_message_with_graph(UserMessage(text), DialogueStateTracker("reading", ()))
        return {"intent": read["intent"], "entities": []}

    def _hear(self, message: UserMessage, read: dict[str, Any], tracker: DialogueStateTracker) -> None:
        said = UserUttered(
            message.text,
            read["intent"],
            read["entities"],
            {"text": message.text, **read},
            input_channel=message.input_channel,
            message_id=message.message_id,
            metadata=message.metadata,
        )
        tracker.update_with_events([said, SlotSet("answer", message.text)], self.domain)

    async def _run_prediction_loop(
        self, output_channel: OutputChannel, tracker: DialogueStateTracker
    ) -> None:
        for _ in range(_MOST_ACTIONS):
            prediction = self._predict_next_with_tracker(tracker)
            action = self._action(prediction.max_confidence_index)
            if not await self._run_action(action, tracker, output_channel, self.nlg, prediction):
                return
        raise DialogueError(
            "The dialogue did not come to rest. This message was not answered; please send it again."
        )

    def _predict_next_with_tracker(self, tracker: DialogueStateTracker) -> PolicyPrediction:
        if tracker.followup_action:
            return super()._predict_next_with_tracker(tracker)
        prediction = self._policy.predict_action_probabilities(tracker, self.domain)
        return self._ensemble.combine_predictions([prediction], tracker, self.domain)

    async def _run_action(
        self,
        action: Action,
        tracker: DialogueStateTracker,
        output_channel: OutputChannel,
        nlg: NaturalLanguageGenerator,
        prediction: PolicyPrediction,
    ) -> bool:
        tracker.update_with_events(prediction.events, self.domain)
        try:
            events = await action.run(output_channel, nlg, tracker, self.domain)
        except ActionExecutionRejection:
            raise DialogueError("The open stage did not take this message. Please send it again.") from None
        tracker.update(action.event_for_successful_execution(prediction), self.domain)
        tracker.update_with_events(events, self.domain)
        return self.should_predict_another_action(action.name())

    def _action(self, index: int) -> Action:
        if index not in self._actions:
            self._actions[index] = self._new_action(self.domain.action_names_or_texts[index])
        return self._actions[index]

    def _new_action(self, name: str) -> Action:
        if name in self.domain.form_names:
            return StageForm(name, self.action_endpoint)
        return action_for_name_or_text(name, self.domain, self.action_endpoint)

    def _rule_policy(self) -> RulePolicy:
        nodes = self.graph_runner._instantiated_nodes.values()  # type: ignore[attr-defined]
        policies = [node._component for node in nodes if isinstance(node._component, RulePolicy)]
        if len(policies) != 1:
            raise DialogueError(
                "The model was not trained with the rules of this program. Train it again: heard train."
            )
        return policies[0]


class StageAgent(Agent):
    """Rasa's agent with our processor, and without the store that answers from memory when ours fails."""

    def load_model(self, model_path: str | Path, fingerprint: str | None = None) -> None:
        """Load the model and its processor. Raises what loading raises."""
        self.processor = StageProcessor(
            model_path=model_path,
            tracker_store=self.tracker_store,
            lock_store=self.lock_store,
            action_endpoint=self.action_endpoint,
            generator=self.nlg,
        )
        self.domain = self.processor.domain
        self.tracker_store.domain = self.domain
        self._set_fingerprint(fingerprint)

    @staticmethod
    def _create_tracker_store(store: TrackerStore | None, domain: Domain) -> TrackerStore:
        assert store is not None
        return store
