"""The whole program under any organisation's pack, on a record that a module's tests share."""

from collections.abc import Callable, Iterator
from itertools import count

import pytest

from bot.bootstrap import House
from tests.houses import TickingClock, house_at
from tests.talk import Talk


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """The program joined together on a database of its own."""
    joined = house_at(tmp_path_factory.mktemp("house") / "data")
    joined.__dict__["clock"] = TickingClock()
    yield joined
    joined.close()


@pytest.fixture(scope="module")
def new_talk(house: House, request: pytest.FixtureRequest) -> Callable[[], Talk]:
    """Conversations with a practitioner of the module's ``ORG``, each of its own."""
    org, numbers = request.module.ORG, count()

    def make() -> Talk:
        return Talk(house.take_turn, house.clock.now, conversation_id=f"{org}-{next(numbers)}", org=org)

    return make


@pytest.fixture
def talk(new_talk: Callable[[], Talk]) -> Talk:
    """One conversation."""
    return new_talk()
