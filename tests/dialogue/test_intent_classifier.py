"""What was learned comes back exactly, from plain arrays, without the library that reads everything."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource

from bot.dialogue.intent_classifier import ArrayClassifier

INTENTS = ["affirm", "deny", "dont_know"]
CONFIG = ArrayClassifier.get_default_config()
CONTEXT = ExecutionContext(GraphSchema({}), node_name="classifier")


@pytest.fixture
def storage(tmp_path: Path) -> LocalModelStorage:
    return LocalModelStorage.create(tmp_path)


@pytest.mark.filterwarnings("ignore::FutureWarning:sklearn")
@pytest.mark.parametrize("intents", [INTENTS, INTENTS[:2]], ids=["several", "two"])
def test_a_classifier_read_back_gives_every_probability_as_before(
    storage: LocalModelStorage, intents: list[str]
) -> None:
    numbers, resource = np.random.default_rng(7), Resource("classifier")
    trained = ArrayClassifier.create(CONFIG, storage, resource, CONTEXT)
    trained.clf.fit(numbers.random((60, 12)), [intents[n % len(intents)] for n in range(60)])
    trained.persist()
    read_back = ArrayClassifier.load(CONFIG, storage, resource, CONTEXT)
    unseen = numbers.random((40, 12))
    assert np.array_equal(read_back.clf.predict_proba(unseen), trained.clf.predict_proba(unseen))
    assert list(read_back.clf.classes_) == intents


def test_a_file_that_holds_code_is_not_read(storage: LocalModelStorage) -> None:
    resource = Resource("classifier")
    with storage.write_to(resource) as folder:
        np.savez(folder / "learned.npz", weights=np.array([{"an": "object"}]), intercepts=np.zeros(1))
        (folder / "intents.json").write_text('["affirm"]')
    with pytest.raises(ValueError, match="allow_pickle"):
        ArrayClassifier.load(CONFIG, storage, resource, CONTEXT)


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
print(sorted({{"skops", "pytest", "tensorflow.python", "sklearn.ensemble", "matplotlib.pyplot"}} & set(sys.modules)))
"""
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", script],
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    assert done.stdout.strip().splitlines()[-1] == "[]"
