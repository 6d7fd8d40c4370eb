"""The small house behind the channels, with and without a token."""

import contextlib
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from starlette.testclient import TestClient

from bot.channels.application import application

from .small_house import KEY, TOKEN, House
from .visit import Visit


@pytest.fixture
def house() -> House:
    """A house where everything works."""
    return House()


@pytest.fixture
def client(house: House) -> Iterator[TestClient]:
    """A loopback demonstration: no token."""
    with TestClient(
        application(house, KEY, None), base_url="http://127.0.0.1:8080", raise_server_exceptions=True
    ) as c:
        yield c


@pytest.fixture
def guarded(house: House) -> Iterator[TestClient]:
    """The same house behind a token."""
    with TestClient(application(house, KEY, TOKEN), base_url="https://desk.example") as c:
        yield c


@pytest.fixture
def pat(client: TestClient) -> Visit:
    """A practitioner of Sevenoaks at the demonstration's page."""
    return Visit(client).sign_in()


@pytest.fixture
def visit(house: House) -> Iterator[Callable[..., Visit]]:
    """Other people at browsers of their own."""
    with contextlib.ExitStack() as stack:

        def signed_in(practitioner: str = "alex-morgan", org: str = "sevenoaks-dc") -> Visit:
            app = application(house, KEY, None)
            browser = TestClient(app, base_url="http://127.0.0.1:8080")
            return Visit(stack.enter_context(browser)).sign_in(practitioner, org)

        yield signed_in


@pytest.fixture
def post(client: TestClient) -> Callable[..., Any]:
    """Send one message to the REST channel."""

    def send(
        message: object = "hello", sender: object = "pat", message_id: object = None, **more: Any
    ) -> Any:
        metadata = {"org": "sevenoaks-dc"} | ({"message_id": message_id} if message_id else {})
        return client.post(
            "/webhooks/rest/webhook", json={"sender": sender, "message": message, "metadata": metadata} | more
        )

    return send
