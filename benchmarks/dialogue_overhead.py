"""What Rasa costs a turn: ``handle`` with an application that answers at once and snapshots in memory.

Prints the median and the 99th percentile in milliseconds around turns 5, 25, 50, 100 and 200 of one
conversation, for buttons and for typed text, over ten conversations each. Run it on a quiet machine:
``python benchmarks/dialogue_overhead.py MODEL``.
"""

import asyncio
import statistics
import sys
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from bot.application.conversation import Reply, Turn
from bot.application.ports import Standing
from bot.dialogue.agent import Dialogue

POINTS = (5, 25, 50, 100, 200)
CONVERSATIONS = 10
BUTTON = {"question": "dash_1", "value": "yes"}


class InMemory(dict[str, bytes]):
    """Snapshots that cost nothing."""

    def load(self, conversation_id: str) -> bytes | None:
        return self.get(conversation_id)

    def save(self, conversation_id: str, snapshot: bytes) -> None:
        self[conversation_id] = snapshot

    def delete(self, conversation_id: str) -> None:
        self.pop(conversation_id, None)


def in_the_checklist(conversation_id: str, message_id: str) -> Standing:
    """A record in which every conversation is at the checklist."""
    return Standing(last=Reply((), stage="dash"))


def answered_at_once(turn: Turn, standing: Standing) -> Reply:
    """The smallest application there is."""
    return Reply(("Thank you.",), stage="dash")


async def took(dialogue: Dialogue, conversation: str, turn: int, button: Mapping[str, str] | None) -> float:
    """Milliseconds of one turn."""
    began = time.perf_counter()
    text = "" if button else f"yes, she has told me that, {turn}"
    said = Turn(conversation, "p", "sevenoaks-dc", str(turn), text, datetime.now(UTC), button)
    await dialogue.handle(said)
    return 1000 * (time.perf_counter() - began)


async def measured(dialogue: Dialogue, kind: str) -> None:
    """Print the line of one kind of message."""
    button = BUTTON if kind == "button" else None
    turns = [
        [await took(dialogue, f"{kind}-{n}", turn, button) for turn in range(1, POINTS[-1] + 3)]
        for n in range(CONVERSATIONS)
    ]
    cells = [sorted(t for one in turns for t in one[point - 3 : point + 2]) for point in POINTS]
    figures = [f"{statistics.median(cell):.2f}/{cell[int(0.99 * len(cell)) - 1]:.2f}" for cell in cells]
    print(f"{kind:7}", *figures, sep="  ")


def main() -> None:
    """Measure both kinds with the model named on the command line."""
    dialogue = Dialogue.load(Path(sys.argv[1]), answered_at_once, InMemory(), in_the_checklist)
    print("turn   ", *POINTS, "(median/p99 ms)", sep="  ")
    for kind in ("button", "text"):
        asyncio.run(measured(dialogue, kind))
    dialogue.close()


if __name__ == "__main__":
    main()
