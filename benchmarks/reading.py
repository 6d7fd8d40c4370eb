"""How fast free words are read: `python -m benchmarks.reading [--seconds 3]`.

One process on one core. First the sentences of tests/evaluation/seen, each new to the reader, as messages a second:
everything `heard understand` asks of a message and what `heard spot` does, beside spaCy's own blank English
splitting the same messages into words (the floor). Then texts of 10,000 and 20,000 characters that a careless
pattern would read in the square of their length: how many times longer the whole takes than its half (2 is fair).
"""

import argparse
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import cycle
from typing import Any

import spacy

from bot.adapters.calendar import LondonClock
from bot.adapters.language.personal_data import personal_data_in
from bot.adapters.language.voices import voice_in
from bot.application.understanding import spot, understand
from bot.bootstrap import build
from bot.settings import Settings
from tests.evaluation.figures import language, sentences

PIECES = (
    "he put his hands round my neck and I could not breathe ",
    "(",
    "a",
    '"‘',
    "'s ",
    "not if ",
    "\n",
    "🙂",
    "i then ",
    "07700 900",
)


def main() -> None:
    """Print both tables."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--seconds", type=float, default=3.0)
    seconds = arguments.parse_args().seconds
    reader, journey = language(), build(Settings()).policies.any_policy(LondonClock().now().date()).journey
    floor = spacy.blank("en")
    ways: dict[str, Callable[[str], Any]] = {
        "spaCy splits into words": floor,
        "heard understand": lambda text: understand({"text": text}, reader, journey),
        "heard spot": lambda text: spot(text, reader),
        "danger": reader.danger,
        "answer to dash_1": lambda text: reader.answer(text, "dash_1"),
        "voice": voice_in,
        "personal data": personal_data_in,
    }
    rates = {name: _rate(way, _messages(), seconds) for name, way in ways.items()}
    for name, rate in rates.items():
        print(
            f"{name:24} {rate:8.0f} messages/s  {rates['spaCy splits into words'] / rate:6.1f} times the floor"
        )
    print("\nlonger for twice the text")
    for name, way in ways.items():
        grown = {piece: _grown(way, piece) for piece in PIECES}
        worst = max(grown, key=grown.__getitem__)
        print(f"{name:24} {grown[worst]:4.1f} at worst, with {worst!r}")


def _messages() -> Sequence[str]:
    told = sentences("seen", "danger")
    return [*told["now"], *told["not"], *(item["text"] for item in sentences("seen", "answers"))]


def _rate(way: Callable[[str], Any], messages: Sequence[str], seconds: float) -> float:
    way(messages[0])
    done, began = 0, time.process_time()
    for number, text in _ever_new(messages):
        way(text)
        done = number
        if time.process_time() - began > seconds:
            break
    return done / (time.process_time() - began)


def _ever_new(messages: Sequence[str]) -> Iterator[tuple[int, str]]:
    """The messages over and over, each time a little different, so that nothing remembered answers."""
    for number, text in enumerate(cycle(messages), 1):
        yield number, f"{text} {number // len(messages)}" if number > len(messages) else text


def _grown(way: Callable[[str], Any], piece: str) -> float:
    whole = (piece * 20_000)[:20_000]
    return _best(way, whole) / max(_best(way, whole[:10_000]), 0.002)


def _best(way: Callable[[str], Any], text: str) -> float:
    taken = []
    for number in range(2):
        began = time.process_time()
        way(f"{text[:-1]}{number}")
        taken.append(time.process_time() - began)
    return min(taken)


if __name__ == "__main__":
    main()
