"""A practitioner at the other end of the REST channel, who sends what was not answered once more."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Any

import httpx

from tests.talk import QUIET_ANSWERS

HOOK = "/webhooks/rest/webhook"
Spoken = Sequence[Mapping[str, Any]]
"""A reply as the REST channel gives it: messages, with buttons and where the conversation stands on the last."""

Answers = Callable[[str, str | None], str | None]
"""What to answer to a question of that key and kind; ``None`` skips it or takes its first button."""


def plain_answers(key: str, kind: str | None) -> str | None:
    """The plainest path, with words of its own wherever words are asked for."""
    said = f"What was said about {key.replace('.', ' ')}, in these words."
    return QUIET_ANSWERS.get(key) or (said if kind == "words" else None)


def question(spoken: Spoken) -> str | None:
    """The key of the open question."""
    found: str | None = spoken[-1]["custom"]["question"]
    return found


def button(spoken: Spoken, value: str) -> str | None:
    """The payload of the button on offer that carries ``value`` (an answer's value or a command)."""
    for offered in spoken[-1]["buttons"]:
        meaning = json.loads(offered["payload"][offered["payload"].index("{") :])
        if value in (meaning.get("value"), meaning.get("command")):
            return str(offered["payload"])
    return None


def next_message(spoken: Spoken, answers: Answers, asked_before: str | None) -> str:
    """What to send next along the path of ``answers``."""
    key = question(spoken)
    assert key is not None
    wanted = answers(key, spoken[-1]["custom"]["kind"])
    done = button(spoken, "done")
    if key == asked_before and done:
        return done
    if wanted is None:
        return button(spoken, "skip") or str(spoken[-1]["buttons"][0]["payload"])
    return button(spoken, wanted) or wanted


@dataclass
class Practitioner:
    """One sender and the last reply; each message has an id of its own unless one is given."""

    client: httpx.Client
    sender: str = "pat"
    org: str = "sevenoaks-dc"
    last: Spoken = ()
    _ids: "count[int]" = field(default_factory=count)

    def send(self, text: str, message_id: str | None = None) -> httpx.Response:
        """One message, and the answer whatever it is; a reply becomes ``last``."""
        metadata = {"org": self.org, "message_id": message_id or f"m{next(self._ids)}"}
        body = {"sender": self.sender, "message": text, "metadata": metadata}
        answer = self.client.post(HOOK, json=body)
        if answer.status_code == 200:
            self.last = answer.json()
        return answer

    def press(self, value: str, message_id: str | None = None) -> httpx.Response:
        """Press the button on offer that carries ``value``."""
        payload = button(self.last, value)
        assert payload, f"{value} is not on offer at {self.question}"
        return self.send(payload, message_id)

    def reach(self, key: str | None, answers: Answers = plain_answers) -> None:
        """Go on until ``key`` is the open question (``None``: to the end)."""
        if not self.last:
            answer = self.send("hello")
            assert answer.status_code == 200, answer.text
        before: str | None = None
        for _ in range(400):
            now = self.question
            if now == key or now is None:
                break
            answer = self.send(next_message(self.last, answers, before))
            assert answer.status_code == 200, answer.text
            before = now
        assert self.question == key

    @property
    def question(self) -> str | None:
        """The key of the open question."""
        return question(self.last)

    @property
    def text(self) -> str:
        """Everything the last reply says."""
        return "\n".join(str(message["text"]) for message in self.last)

    @property
    def case_id(self) -> str:
        """The case of the conversation."""
        return str(self.last[-1]["custom"]["case_id"])


def one_sentence(answer: httpx.Response) -> str:
    """The sentence of a refusal, which holds nothing but it."""
    (only,) = answer.json().items()
    assert only[0] == "error" and only[1].endswith(".") and "\n" not in only[1] and len(only[1]) < 400
    return str(only[1])
