"""How soon a command answers: `python -m benchmarks.starting [--rounds 7]`.

Each command is started afresh with a small request, in turn with the floor (Python that does nothing) and a peer
(Python that imports spaCy's matcher, or Typer where spaCy isn't loaded), so that what else the machine does falls on
all alike. Prints the best of the rounds in seconds and in processor seconds, what is asked of each, and how many
times the peer it takes.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
_HEARD = "from bot.cli.main import main; main()"
_MESSAGE = b'{"text": "he put his hands round my neck"}\n'
_ASSESSED = b'{"org": "sevenoaks-dc", "answers": {"15": "yes"}}\n'


class Start(NamedTuple):
    """What is started, with what it is given, the seconds asked for, and the peer's name."""

    code: str
    words: tuple[str, ...] = ()
    given: bytes = b""
    asked: float | None = None
    peer: str = "Python alone"


STARTS = {
    "Python alone": Start("pass"),
    "import typer": Start("import typer"),
    "import spacy.matcher": Start("import spacy.matcher"),
    "heard assess": Start(_HEARD, ("assess", "-"), _ASSESSED, 1.5, "import typer"),
    "heard packs list": Start(_HEARD, ("packs", "list"), b"", 1.5, "import typer"),
    "heard cases list": Start(_HEARD, ("cases", "list"), b"", 1.5, "import typer"),
    "heard understand": Start(_HEARD, ("understand", "--jsonl"), _MESSAGE, 2.0, "import spacy.matcher"),
    "heard spot": Start(_HEARD, ("spot", "--jsonl"), _MESSAGE, 2.0, "import spacy.matcher"),
    "heard advise": Start(
        _HEARD,
        ("advise", "--org", "sevenoaks-dc", "who do I tell about a MARAC"),
        b"",
        1.5,
        "import spacy.matcher",
    ),
}


class Took(NamedTuple):
    """Seconds by the clock, and of the processor."""

    seconds: float
    processor: float


def main() -> None:
    """Start everything in turn and print a line for each."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--rounds", type=int, default=7)
    rounds = arguments.parse_args().rounds
    with tempfile.TemporaryDirectory() as folder:
        took = {name: Took(*map(min, zip(*times, strict=True))) for name, times in _all(rounds, folder)}
    print(f"{'start':22} {'seconds':>8} {'processor':>10} {'asked':>6}  against")
    for name, start in STARTS.items():
        peer = took[start.peer].seconds
        asked = f"{start.asked:.1f}" if start.asked else "-"
        seconds, processor = took[name]
        print(
            f"{name:22} {seconds:8.2f} {processor:10.2f} {asked:>6}  {seconds / peer:.1f} times {start.peer}"
        )


def _all(rounds: int, folder: str) -> list[tuple[str, list[Took]]]:
    found: dict[str, list[Took]] = {name: [] for name in STARTS}
    for _ in range(rounds):
        for name, start in STARTS.items():
            found[name].append(_took(start, folder))
    return list(found.items())


def _took(start: Start, folder: str) -> Took:
    before, began = os.times(), time.perf_counter()
    subprocess.run(
        [sys.executable, "-c", start.code, *start.words],
        input=start.given,
        capture_output=True,
        check=True,
        cwd=ROOT,
        timeout=120,
        env=os.environ | {"HEARD_DATA_DIR": folder},
    )
    seconds, after = time.perf_counter() - began, os.times()
    return Took(seconds, _children(after) - _children(before))


def _children(times: Sequence[float]) -> float:
    return times[2] + times[3]


if __name__ == "__main__":
    main()
