"""The stand-in for TensorFlow: Rasa imports, nothing is an instance of it, and using it says what is missing."""

import subprocess
import sys

import pytest

from bot.dialogue import tensorflow_stand_in
from bot.dialogue.tensorflow_stand_in import TensorFlowAbsentError

tf = pytest.importorskip("tensorflow")
pytestmark = pytest.mark.skipif(
    not any(isinstance(finder, tensorflow_stand_in._StandIn) for finder in sys.meta_path),
    reason="the real TensorFlow is installed",
)


def test_instance_and_subclass_checks_are_answered() -> None:
    from keras import Model

    assert not isinstance(1, tf.Tensor) and not issubclass(int, tf.keras.layers.Layer)
    assert issubclass(type("Ours", (Model,), {}), Model)
    assert not isinstance([tf.Tensor], (tf.Tensor, tf.keras.Model))


def test_using_it_says_what_is_missing() -> None:
    with pytest.raises(
        TensorFlowAbsentError, match=r"tensorflow.* is stood in for, and tensorflow\.constant was called"
    ):
        tf.constant(1)


def test_a_name_is_always_the_same_class_and_no_private_name_exists() -> None:
    assert tf.keras.Model is tf.keras.Model
    with pytest.raises(AttributeError):
        _ = tf._private


def test_registering_twice_changes_nothing() -> None:
    before = list(sys.meta_path)
    tensorflow_stand_in.register_where_absent()
    assert sys.meta_path == before


@pytest.mark.parametrize("module", ["rasa.core.policies.ted_policy", "rasa.nlu.classifiers.diet_classifier"])
def test_what_needs_tensorflow_imports(module: str) -> None:
    run = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", f"import bot.dialogue, {module}"], check=False
    )
    assert run.returncode == 0
