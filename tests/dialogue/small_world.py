"""The world around a dialogue: a record in memory, snapshots in memory, and faults on request."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from bot.application.conversation import Reply, Turn
from bot.application.ports import Standing
from bot.dialogue.agent import Dialogue
from bot.safeguarding.errors import HeardError


@dataclass
class Snapshots:
    """Snapshots in memory. ``fails`` maps a method's name to the error that it raises, once for each call."""

    kept: dict[str, bytes] = field(default_factory=dict)
    fails: dict[str, HeardError] = field(default_factory=dict)
    broken_for: str = ""

    def load(self, conversation_id: str) -> bytes | None:
        self._may_fail("load", conversation_id)
        return self.kept.get(conversation_id)

    def save(self, conversation_id: str, snapshot: bytes) -> None:
        self._may_fail("save", conversation_id)
        self.kept[conversation_id] = snapshot

    def delete(self, conversation_id: str) -> None:
        self._may_fail("delete", conversation_id)
        self.kept.pop(conversation_id, None)

    def _may_fail(self, method: str, conversation_id: str) -> None:
        if method in self.fails and conversation_id == self.broken_for:
            raise self.fails[method]


@dataclass
class SmallWorld:
    """``turns`` are those taken, in order; ``stages`` is what the record says; ``answer`` decides the next stage.

    By default a message ``to <stage>`` leads there, and every other one stays.
    """

    snapshots: Snapshots = field(default_factory=Snapshots)
    stages: dict[str, str] = field(default_factory=dict)
    turns: list[Turn] = field(default_factory=list)
    fault: Callable[[Turn], None] | None = None
    _ids: "count[int]" = field(default_factory=count)
    dialogue: Dialogue = field(init=False)

    @classmethod
    def around(cls, model_path: Path) -> "SmallWorld":
        world = cls()
        world.dialogue = Dialogue.load(model_path, world.take_turn, world.snapshots, world.stands)
        return world

    def clear(self) -> None:
        """Nothing recorded, nothing failing, no tracker live."""
        for conversation_id in [*self.stages, *self.snapshots.kept, self.snapshots.broken_for]:
            self.dialogue._store.drop(conversation_id)
        self.stages.clear(), self.snapshots.kept.clear(), self.turns.clear(), self.snapshots.fails.clear()
        self.fault, self.snapshots.broken_for = None, ""

    def stands(self, conversation_id: str, _: str) -> Standing:
        """Where the record has a conversation."""
        stage = self.stages.get(conversation_id)
        return Standing(last=Reply((), stage=stage) if stage else None)

    def take_turn(self, turn: Turn, _: Standing) -> Reply:
        """The application, as far as Rasa can tell."""
        if self.fault:
            self.fault(turn)
        self.turns.append(turn)
        stage = self.stages.get(turn.conversation_id, "opening")
        stage = turn.text.removeprefix("to ") if turn.text.startswith("to ") else stage
        self.stages[turn.conversation_id] = stage
        return Reply((f"Reply to {turn.message_id}",), stage=stage, case_id="case")

    async def say(
        self, text: str, conversation_id: str = "conversation", button: Mapping[str, str] | None = None
    ) -> Reply:
        """One message, with an id of its own."""
        typed, message_id = "" if button else text, f"m{next(self._ids)}"
        return await self.dialogue.handle(
            Turn(
                conversation_id, "practitioner", "sevenoaks-dc", message_id, typed, datetime.now(UTC), button
            )
        )

    def all_say(self, *texts: str) -> list[Reply]:
        """Several messages of one conversation, one after the other."""

        async def talk() -> list[Reply]:
            return [await self.say(text) for text in texts]

        return asyncio.run(talk())

    def form_open(self, conversation_id: str = "conversation") -> str | None:
        """The form in which Rasa's tracker waits."""
        tracker = self.dialogue._store._live.get(conversation_id)
        return tracker.active_loop_name if tracker else None
