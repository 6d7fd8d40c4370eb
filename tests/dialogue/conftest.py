"""A model trained once for all tests, and again only when what it is made from has changed."""

from collections.abc import Iterator
from pathlib import Path

import platformdirs
import pytest

from bot.adapters.language import learning
from bot.dialogue import training

from .small_world import SmallWorld

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def model_path() -> Path:
    """The trained model with the readers beside it, kept in the person's cache folder under the hash of what it is made from."""
    kept = platformdirs.user_cache_path("heard") / "test-models" / training.model_key(ROOT)[:16]
    if not training.is_current(ROOT, kept):
        training.train(ROOT, kept, kept / "state")
    if not learning.is_current(ROOT, kept):
        learning.train(ROOT, kept)
    return kept / training.MODEL


@pytest.fixture(scope="session")
def shared_world(model_path: Path) -> Iterator[SmallWorld]:
    """One loaded dialogue for every test; each test takes conversations of its own."""
    world = SmallWorld.around(model_path)
    yield world
    world.dialogue.close()


@pytest.fixture
def world(shared_world: SmallWorld) -> SmallWorld:
    """The shared dialogue with nothing in its record, nothing failing."""
    shared_world.clear()
    return shared_world
