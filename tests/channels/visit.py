"""A person at the page, as the page's own script speaks for them."""

import time
from typing import Any

from starlette.testclient import TestClient

from .small_house import payload


class Visit:
    """One browser. ``headers`` are what the page's requests carry; ``state`` is the last that was given."""

    def __init__(self, client: TestClient) -> None:
        self.client = client
        self.state: dict[str, Any] = {}
        self.headers = {"heard-csrf": client.get("/start").json()["csrf"]}

    def post(self, path: str, body: Any, headers: dict[str, str] | None = None) -> Any:
        """A request that changes something."""
        return self.client.post(path, json=body, headers=self.headers | (headers or {}))

    def sign_in(self, practitioner: str = "alex-morgan", org: str = "sevenoaks-dc", **more: Any) -> "Visit":
        """Begin as a sample practitioner."""
        answer = self.post("/session", {"practitioner": f"{org}/{practitioner}", "org": org} | more)
        assert answer.status_code == 200, answer.text
        self.state = answer.json()
        return self

    def events(self, after: int = 0) -> list[dict[str, Any]]:
        """Everything that happened after an event."""
        answer = self.client.get(f"/events?after={after}", headers={"accept": "application/json"})
        assert answer.status_code == 200, answer.text
        return list(answer.json()["events"])

    def send(self, message: str, id: str) -> Any:
        """One message; what was answered at once."""
        return self.post("/messages", {"id": id, "message": message})

    def say(self, message: str, id: str) -> dict[str, Any]:
        """One message and the event that answers it."""
        assert self.send(message, id).status_code in (200, 202)
        return self.answer_to(id)

    def answer_to(self, id: str) -> dict[str, Any]:
        """The event that answers a message, waited for."""
        for _ in range(200):
            found = next((event for event in self.events() if event["id"] == id), None)
            if found:
                return found
            time.sleep(0.01)
        raise AssertionError("the message was not answered within two seconds")

    def begin_case(self) -> str:
        """A case of this person's, by its id."""
        self.say("hello", "m1")
        return str(self.say(payload("opening.mode", "live"), "m2")["reply"]["case"])
