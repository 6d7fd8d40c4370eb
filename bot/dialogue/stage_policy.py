"""RulePolicy with the frequent decision taken first."""

from typing import Any

from rasa.core.policies.policy import PolicyPrediction
from rasa.core.policies.rule_policy import RulePolicy
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.POLICY_WITHOUT_END_TO_END_SUPPORT, is_trainable=True)
class StagePolicy(RulePolicy):
    """Predicts what RulePolicy predicts, without comparing every rule where an open form decides anyway.

    RulePolicy gives an open form precedence over every rule that starts from an intent, yet looks those rules
    up first, in case one starts from a text. None of ours may (a test says so), so the look-up
    is left out.
    """

    def _predict(self, tracker: DialogueStateTracker, domain: Domain) -> tuple[PolicyPrediction, str | None]:
        ordered, _ = self._find_action_from_default_actions(tracker)
        action, source = self._find_action_from_loop_happy_path(tracker)
        if ordered or not action:
            return super()._predict(tracker, domain)
        probabilities = self._prediction_result(action, tracker, domain)
        return self._rule_prediction(probabilities, source, is_no_user_prediction=True), source

    @staticmethod
    def format_tracker_states(states: list[dict[str, Any]]) -> str:
        """Nothing: Rasa only logs it, at the price of a deep copy, with what was typed in it."""
        return ""
