"""Talking to the program as a practitioner does: typing, pressing the buttons on offer, reading the reply."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count

from bot.application.conversation import Button, Reply, Turn

QUIET_ANSWERS: dict[str, str] = {
    "opening.mode": "live",
    "opening.source": "self",
    "opening.danger": "no",
    "opening.perpetrator_near": "no",
    "curiosity.both_seen": "no",
    "history.recent_dash": "no",
    "history.marac_before": "no",
    "children.any": "no",
    "consent.safe_to_inform": "yes",
}
"""The answers of the plainest path: what is not named here is skipped, or answered by its first button."""


@dataclass
class Talk:
    """One conversation. ``last`` is the last reply; ``said`` each reply's words with the question then open."""

    take_turn: Callable[[Turn], Reply]
    now: Callable[[], datetime]
    conversation_id: str = "conversation-1"
    practitioner: str = "practitioner-1"
    org: str = "sevenoaks-dc"
    last: Reply | None = None
    said: list[tuple[str | None, str]] = field(default_factory=list)
    _ids: "count[int]" = field(default_factory=count)

    def say(self, text: str, message_id: str | None = None) -> Reply:
        """Type ``text``."""
        return self._take(text, None, message_id)

    def press(self, value: str, message_id: str | None = None) -> Reply:
        """Press the button on offer that carries ``value`` (an answer's value or a command)."""
        return self._take("", self.button(value), message_id)

    def button(self, value: str) -> Mapping[str, str]:
        """What the button on offer that carries ``value`` means."""
        meanings = [meaning(button) for button in self.reply.buttons]
        return next(m for m in meanings if value in (m.get("value"), m.get("command")))

    def offers(self, value: str) -> bool:
        """Whether such a button is on offer."""
        return any(value in (meaning(b).get("value"), meaning(b).get("command")) for b in self.reply.buttons)

    @property
    def reply(self) -> Reply:
        """The last reply; there is one."""
        assert self.last is not None
        return self.last

    @property
    def text(self) -> str:
        """Everything the last reply says."""
        return "\n".join(self.reply.messages)

    @property
    def everything(self) -> str:
        """All that was said."""
        return "\n".join(text for _, text in self.said)

    @property
    def asked(self) -> list[str]:
        """The keys of the questions that were put, in order."""
        return list(dict.fromkeys(key for key, _ in self.said if key))

    @property
    def on_offer(self) -> list[str]:
        """The values of the buttons on offer."""
        return [value for b in self.reply.buttons if (value := str(meaning(b).get("value", ""))) != "done"]

    def said_at(self, key: str) -> str:
        """What was said when ``key`` was first put."""
        return next(text for asked, text in self.said if asked == key)

    def tick(self, *values: str) -> str:
        """Tick these of the open list and end it; what is said next."""
        for value in values:
            self.press(value)
        self.press("done")
        return self.text

    def read(self, answers: Mapping[str, str] | None = None, **more: str) -> dict[str, str]:
        """The whole assessment: what was said with each question, by its key, in order; ``ended`` at the end."""
        already = len(self.said)
        self.walk(answers, **more)
        read: dict[str, str] = {}
        for question, text in self.said[already:]:
            read[question or "ended"] = f"{read.get(question or 'ended', '')}\n{text}"
        return read

    def reach(self, key: str, answers: Mapping[str, str] | None = None, **more: str) -> Reply:
        """Go on along the plainest path, with ``answers`` where they are asked, until ``key`` is the open question."""
        self.walk(answers, key, **more)
        assert self.reply.question == key, f"{key} was not reached, but {self.reply.question}"
        return self.reply

    def walk(
        self, answers: Mapping[str, str] | None = None, until: str | None = None, **more: str
    ) -> list[str]:
        """Go on until ``until`` is open or the assessment has ended. The keys of the questions passed.

        In the names of ``more``, ``__`` stands for a dot.
        """
        spelt = {name.replace("__", "."): value for name, value in more.items()}
        wanted = QUIET_ANSWERS | dict(answers or {}) | spelt
        passed: list[str] = []
        if self.last is None:
            self.say("hello")
        for _ in range(400):
            question = self.reply.question
            if question is None or question == until:
                return passed
            passed.append(question)
            self.step(wanted.get(question))
        raise AssertionError(f"no end in sight: {passed[-5:]}")

    def step(self, wanted: str | None) -> Reply:
        """Answer the open question with ``wanted``, or skip it, or press its first button."""
        if wanted is None:
            if self.offers("skip"):
                return self.press("skip")
            return self._take("", meaning(self.reply.buttons[0]), None)
        question = self.reply.question
        self.press(wanted) if self.offers(wanted) else self.say(wanted)
        if self.reply.question == question and self.offers("done"):
            self.press("done")
        return self.reply

    def _take(self, text: str, button: Mapping[str, str] | None, message_id: str | None) -> Reply:
        turn = Turn(
            conversation_id=self.conversation_id,
            practitioner=self.practitioner,
            org=self.org,
            message_id=message_id or f"message-{next(self._ids)}",
            text=text,
            received_at=self.now(),
            button=button,
        )
        self.last = self.take_turn(turn)
        self.said.append((self.last.question, self.text))
        return self.last


def meaning(button: Button) -> Mapping[str, str]:
    """What a button's payload says."""
    found: Mapping[str, str] = json.loads(button.payload[button.payload.index("{") :])
    return found
