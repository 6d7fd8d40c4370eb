"""Rasa's component for the speech acts: the learned reader that danger and answers are read with."""

from pathlib import Path
from typing import Any, Self

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT, INTENT_NAME_KEY, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

import bot
from bot.adapters.language.learned import LearnedReader
from bot.adapters.language.learning import Plain, Sentence, groups_in, learned
from bot.adapters.language.reading import read

ROOT = Path(bot.__file__).parents[1]
_CONFIDENCE = "confidence"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class SpeechActClassifier(GraphComponent, IntentClassifier):  # type: ignore[misc]
    """What a practitioner does by saying something. Its files hold numbers and names: reading them runs no code."""

    def __init__(self, config: dict[str, Any], storage: ModelStorage, resource: Resource) -> None:
        self._config, self._storage, self._resource = config, storage, resource
        self._reader: LearnedReader | None = None

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """``strength``: how closely the examples are followed. ``ranking_length``: how many acts are named."""
        return {"strength": 5.0, "ranking_length": 3}

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> Self:
        """A classifier that has learned nothing yet."""
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> Self:
        """The classifier as it was trained. Raises OSError, ValueError or KeyError where its files are broken."""
        classifier = cls(config, model_storage, resource)
        with model_storage.read_from(resource) as folder:
            classifier._reader = LearnedReader.load(folder)
        return classifier

    def train(self, training_data: TrainingData) -> Resource:
        """Learn the examples and write what was learned."""
        sentences = [
            Sentence(m.get(TEXT), m.get(INTENT)) for m in training_data.intent_examples if m.get(TEXT)
        ]
        self._reader = learned(sentences, groups_in(ROOT), Plain(self._config["strength"]))
        with self._storage.write_to(self._resource) as folder:
            self._reader.save(folder)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Give each message its speech act, how sure that is, and what comes next to it."""
        for message in messages:
            ranking = self._ranked(message.get(TEXT) or "")
            message.set(INTENT, ranking[0] if ranking else {INTENT_NAME_KEY: None, _CONFIDENCE: 0.0}, True)
            message.set(INTENT_RANKING_KEY, ranking, True)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Read the examples themselves, for components that learn from what was read."""
        self.process(training_data.training_examples)
        return training_data

    def _ranked(self, text: str) -> list[dict[str, Any]]:
        if self._reader is None or not text.strip():
            return []
        shares = self._reader.shares(read(text))
        best = sorted(shares, key=shares.__getitem__, reverse=True)[: self._config["ranking_length"]]
        return [{INTENT_NAME_KEY: name, _CONFIDENCE: shares[name]} for name in best]
