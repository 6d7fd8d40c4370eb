"""What was learned comes back exactly, from plain arrays, without the libraries it was learned with."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.dialogue.intent_classifier import SpeechActClassifier

CONFIG = SpeechActClassifier.get_default_config()
CONTEXT = ExecutionContext(GraphSchema({}), node_name="classifier")
EXAMPLES = {
    "affirm": ("yes", "yes she has", "that is right"),
    "deny": ("no", "no he has not", "never"),
    "go_back": ("back", "go back one", "the question before"),
}


@pytest.fixture
def storage(tmp_path: Path) -> LocalModelStorage:
    return LocalModelStorage.create(tmp_path)


def taught(intents: list[str]) -> TrainingData:
    return TrainingData(
        [Message({TEXT: text, INTENT: intent}) for intent in intents for text in EXAMPLES[intent]]
    )


def read_by(classifier: SpeechActClassifier, text: str) -> Message:
    return classifier.process([Message({TEXT: text})])[0]


@pytest.mark.parametrize("intents", [list(EXAMPLES), ["affirm", "deny"]], ids=["several", "two"])
def test_a_classifier_read_back_gives_every_confidence_as_before(
    storage: LocalModelStorage, intents: list[str]
) -> None:
    resource = Resource("classifier")
    trained = SpeechActClassifier.create(CONFIG, storage, resource, CONTEXT)
    trained.train(taught(intents))
    again = SpeechActClassifier.load(CONFIG, storage, resource, CONTEXT)
    for text in ("yes", "go back", "she never said", "🤷", "a" * 5000):
        assert read_by(again, text).get("intent_ranking") == read_by(trained, text).get("intent_ranking")
    for intent in intents:
        assert read_by(again, EXAMPLES[intent][0]).get(INTENT)["name"] == intent


def test_an_empty_message_is_no_speech_act(storage: LocalModelStorage) -> None:
    classifier = SpeechActClassifier.create(CONFIG, storage, Resource("classifier"), CONTEXT)
    classifier.train(taught(list(EXAMPLES)))
    assert read_by(classifier, "  ").get(INTENT) == {"name": None, "confidence": 0.0}


def test_a_file_that_holds_code_is_not_read(storage: LocalModelStorage) -> None:
    resource = Resource("classifier")
    with storage.write_to(resource) as folder:
        np.savez(folder / "learned.npz", weights_0=np.array([{"an": "object"}]), added_0=np.zeros(1))
        (folder / "outcomes.json").write_text(
            '{"outcomes": ["affirm"], "groups": {}, "strange": 1.0, "layers": 1}'
        )
    with pytest.raises(ValueError, match="allow_pickle"):
        SpeechActClassifier.load(CONFIG, storage, resource, CONTEXT)


@pytest.mark.slow
def test_loading_the_model_reads_in_no_library_that_it_does_not_need(model_path: Path) -> None:
    script = f"""
import os, sys
os.environ["RASA_TELEMETRY_ENABLED"] = "false"
from pathlib import Path
from bot.dialogue.tensorflow_stand_in import leave_out_unused_clients
leave_out_unused_clients()
from bot.dialogue.proof import prove
prove(Path({str(model_path)!r}))
names = ("skops", "pytest", "tensorflow", "sklearn", "scipy", "matplotlib")
print([name for name in names if getattr(sys.modules.get(name), "__file__", None)])
"""
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", script],
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    assert done.stdout.strip().splitlines()[-1] == "[]"
