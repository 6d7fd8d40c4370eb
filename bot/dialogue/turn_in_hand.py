"""The turn being taken, handed from the dialogue to the action that Rasa predicts, and its reply back.

Rasa passes an action what fits into JSON. The turn itself and the application's reply go beside it, in a
context variable of the thread that takes the turn, so nothing is re-read from what was uttered.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace

from bot.application.conversation import Reply, Turn

TakeTurn = Callable[[Turn], Reply]


@dataclass(slots=True)
class TurnInHand:
    """A turn, who takes it, and the reply once it was taken."""

    turn: Turn
    take_turn: TakeTurn
    reply: Reply | None = None

    def taken(self, intent: str | None, confidence: float) -> Reply:
        """The application's reply. The turn is taken once, however often it is asked for."""
        if self.reply is None:
            self.turn = replace(self.turn, intent=intent, confidence=confidence)
            self.reply = self.take_turn(self.turn)
        return self.reply


_IN_HAND: ContextVar[TurnInHand | None] = ContextVar("turn_in_hand", default=None)


def turn_in_hand() -> TurnInHand | None:
    """The turn being taken in this process, or ``None`` where Rasa's own server called the action."""
    return _IN_HAND.get()


@contextmanager
def holding(turn: Turn, take_turn: TakeTurn) -> Iterator[TurnInHand]:
    """Within the block, ``turn_in_hand()`` is this turn."""
    in_hand = TurnInHand(turn, take_turn)
    token = _IN_HAND.set(in_hand)
    try:
        yield in_hand
    finally:
        _IN_HAND.reset(token)
