"""A process that takes turns into a real record, acknowledges each over a pipe, and can be killed at any moment."""

import multiprocessing
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path

from bot.application.buttons import read_button
from bot.application.conversation import Reply, Turn
from bot.bootstrap import House
from bot.channels.rest import spoken

from .practitioner import Spoken

_CONTEXT = multiprocessing.get_context("forkserver")
_CONTEXT.set_forkserver_preload(["tests.faults.warm"])


def work(folder: Path, pipe: Connection) -> None:
    """Take each (message id, text) that comes and answer it as the REST channel does, once it is saved."""
    from tests.houses import house_at

    house = house_at(folder)
    while True:
        message_id, text = pipe.recv()
        reply = _taken(house, message_id, text)
        pipe.send(spoken("pat", reply, []))


def _taken(house: House, message_id: str, text: str) -> Reply:
    standing = house.stands("c", message_id)
    button = None if standing.answered else read_button(text, standing.last)
    typed = "" if button else text
    turn = Turn("c", "pat", "sevenoaks-dc", message_id, typed, house.clock.now(), button)
    return house.take_turn(turn, standing)


@dataclass
class Worker:
    """A worker on the record in ``folder``, started again after it was killed."""

    folder: Path
    process: BaseProcess
    pipe: Connection

    @classmethod
    def started(cls, folder: Path) -> "Worker":
        here, there = _CONTEXT.Pipe()
        process = _CONTEXT.Process(target=work, args=(folder, there), daemon=True)
        process.start()
        there.close()
        return cls(folder, process, here)

    def send(self, message_id: str, text: str) -> None:
        """Hand over a message without waiting for the answer."""
        self.pipe.send((message_id, text))

    def answer(self) -> Spoken | None:
        """The reply to the message handed over; ``None`` where the worker died before it acknowledged."""
        try:
            assert self.pipe.poll(30), "the worker neither answered nor died"
            found: Spoken = self.pipe.recv()
        except (EOFError, ConnectionResetError):
            return None
        return found

    def kill(self) -> None:
        """End it as `kill -9` does."""
        self.process.kill()
        self.process.join()
