"""The program with its real parts: model, packs, SQLite. One loaded model serves every house of these tests."""

from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest
from starlette.testclient import TestClient

from bot.application.conversation import Reply, Turn
from bot.application.ports import Standing
from bot.bootstrap import House
from bot.channels.application import application
from bot.dialogue.agent import Dialogue
from tests.dialogue.conftest import model_path as model_path  # the fixture, shared
from tests.houses import house_at

from .practitioner import Practitioner
from .watched import Evidence, watched

KEY = b"a key for signing sessions" * 2


class Switch:
    """Hands what the loaded model asks for to the house that is in use."""

    house: House

    def take_turn(self, turn: Turn, standing: Standing) -> Reply:
        return self.house.take_turn(turn, standing)

    def stands(self, conversation_id: str, message_id: str) -> Standing:
        return self.house.stands(conversation_id, message_id)

    def load(self, conversation_id: str) -> bytes | None:
        return self.house.store.trackers.load(conversation_id)

    def save(self, conversation_id: str, snapshot: bytes) -> None:
        self.house.store.trackers.save(conversation_id, snapshot)

    def delete(self, conversation_id: str) -> None:
        self.house.store.trackers.delete(conversation_id)


@pytest.fixture(scope="session")
def switch() -> Switch:
    """Which house the loaded model works for."""
    return Switch()


@pytest.fixture(scope="session")
def loaded(model_path: Path, switch: Switch) -> Iterator[Dialogue]:
    """The real model, loaded once."""
    dialogue = Dialogue.load(model_path, switch.take_turn, switch, switch.stands)
    yield dialogue
    dialogue.close()


@pytest.fixture
def house(tmp_path: Path, loaded: Dialogue, switch: Switch) -> Iterator[House]:
    """The program joined together on a database of its own."""
    joined = switch.house = house_at(tmp_path / "data")
    joined._dialogue = loaded
    yield joined
    joined._dialogue = None
    joined.close()


@pytest.fixture
def client(house: House) -> Iterator[httpx.Client]:
    """The house behind its REST route."""
    for conversation_id in ("rest:pat", "rest:other"):
        house._dialogue._store.drop(conversation_id)  # type: ignore[union-attr]
    with TestClient(application(house, KEY, None), base_url="http://127.0.0.1:8080") as opened:
        yield opened


@pytest.fixture
def pat(client: httpx.Client) -> Practitioner:
    """A practitioner in a conversation with the house."""
    return Practitioner(client)


@pytest.fixture
def other(client: httpx.Client) -> Practitioner:
    """Another practitioner, in a conversation of their own."""
    return Practitioner(client, "other")


@pytest.fixture
def entries(house: House) -> Callable[[Practitioner], list[tuple[str, object, str]]]:
    """What is recorded of a practitioner's case: key, value and words of every entry."""

    def recorded(who: Practitioner) -> list[tuple[str, object, str]]:
        return [(entry.key, entry.value, entry.text) for entry in house.records.case(who.case_id).entries]

    return recorded


@pytest.fixture(scope="session")
def evidence(model_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Evidence:
    """What was seen of a real server through a whole disclosure, with every fault on its way."""
    return watched(tmp_path_factory.mktemp("watched") / "server", model_path.parent)
