"""Rasa's logistic regression, kept as plain arrays.

Rasa keeps it with skops, which imports every estimator of scikit-learn to read one back: 43 MB and a second of
start. Arrays of numbers and a list of names are all that was learned, and reading them can run no code.
"""

import json
from typing import Any, Self

import numpy as np
from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.logistic_regression_classifier import LogisticRegressionClassifier

_LEARNED, _NAMES = "learned.npz", "intents.json"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class ArrayClassifier(LogisticRegressionClassifier):  # type: ignore[misc]
    """Learns and predicts as Rasa's does; only what is written of it differs."""

    def persist(self) -> None:
        """Write the weights, the intercepts and the names of the intents."""
        with self._model_storage.write_to(self._resource) as folder:
            np.savez(folder / _LEARNED, weights=self.clf.coef_, intercepts=self.clf.intercept_)
            (folder / _NAMES).write_text(json.dumps([str(name) for name in self.clf.classes_]), "utf-8")

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
        component = cls(config, execution_context.node_name, model_storage, resource)
        with model_storage.read_from(resource) as folder:
            names = json.loads((folder / _NAMES).read_text("utf-8"))
            with np.load(folder / _LEARNED, allow_pickle=False) as learned:
                component.clf.coef_, component.clf.intercept_ = learned["weights"], learned["intercepts"]
        component.clf.classes_ = np.array(names)
        return component
