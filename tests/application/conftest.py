"""The application with real packs, the real reader of language and a real database."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot.bootstrap import House
from tests.houses import TickingClock, house_at
from tests.talk import Talk


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    """The program joined together on a database of its own."""
    joined = house_at(tmp_path / "data")
    joined.__dict__["clock"] = TickingClock()
    yield joined
    joined.close()


@pytest.fixture
def talk(house: House) -> Talk:
    """A conversation with it."""
    return Talk(house.take_turn, house.clock.now)


@pytest.fixture
def talk_of(house: House) -> Callable[..., Talk]:
    """Conversations with it, by id."""

    def make(conversation_id: str, **more: str) -> Talk:
        return Talk(house.take_turn, house.clock.now, conversation_id=conversation_id, **more)

    return make
