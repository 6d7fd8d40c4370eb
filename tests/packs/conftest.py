"""The whole program under any organisation's pack, on a record that a module's tests share."""

from collections.abc import Iterator

import pytest

from bot.bootstrap import House
from tests.houses import TickingClock, house_at


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """The program joined together on a database of its own."""
    joined = house_at(tmp_path_factory.mktemp("house") / "data")
    joined.__dict__["clock"] = TickingClock()
    yield joined
    joined.close()
