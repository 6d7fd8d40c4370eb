"""What a turn costs: plain Rasa, this program and the floor, one after another in one run.

    uv run python -m benchmarks.turns [--seconds 5] [--plain-rasa FOLDER]

Prints, for each: the median and p99 of a turn, turns a second with one and with eight conversations, memory,
and how a turn's cost grows from turn 5 to turn 200. Everything runs on 127.0.0.1 and ends by itself.
"""

import argparse
import multiprocessing
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.http_client import JsonClient
from benchmarks.plain_rasa import environment, prepared, python_of

ROUTE = "/webhooks/rest/webhook"
ACCOUNT = "He shouted at me in the kitchen and pushed me against the door on Tuesday night, turn {turn}."
LAST_TURN = 200
AROUND = 4


@dataclass(frozen=True)
class Target:
    """A server to measure. ``opening`` brings a fresh conversation to the point and says in how many turns."""

    name: str
    port: int
    opening: Callable[[JsonClient, str], int]
    typed: Callable[[int], Any]
    button: Callable[[int], Any] | None


@dataclass
class Figures:
    """Milliseconds and turns a second of one target."""

    name: str
    typed: list[float]
    button: list[float]
    growth: dict[str, dict[int, float]]
    rates: dict[str, float]
    memory: float = 0.0


def send(client: JsonClient, sender: str, message: Any) -> Any:
    """One message and its answer; an answer that is not 200 or is empty ends the run."""
    body = {"sender": sender, "message": message, "metadata": {"org": "sevenoaks-dc"}}
    status, answer = client.post(ROUTE, body)
    if status != 200 or not answer:
        raise SystemExit(f"a turn failed: {status} {answer}")
    return answer


def timed(client: JsonClient, sender: str, message: Any) -> float:
    """Milliseconds of one turn."""
    start = time.perf_counter()
    send(client, sender, message)
    return (time.perf_counter() - start) * 1000


def measure(target: Target, pids: list[int], seconds: float) -> Figures:
    """All figures of one target."""
    print(f"measuring {target.name} ...", file=sys.stderr, flush=True)
    client = JsonClient(target.port)
    typed = latencies(client, target, target.typed)
    button = latencies(client, target, target.button) if target.button else []
    growth = {"typed": grown(client, target, target.typed)}
    rates = {"typed c=1": rate(target, "typed", 1, seconds), "typed c=8": rate(target, "typed", 8, seconds)}
    if target.button:
        growth["button"] = grown(client, target, target.button)
        rates |= {f"button c={c}": rate(target, "button", c, seconds) for c in (1, 8)}
    client.close()
    return Figures(target.name, typed, button, growth, rates, sum(map(resident, pids)))


def latencies(client: JsonClient, target: Target, message: Callable[[int], Any]) -> list[float]:
    """Milliseconds of 200 turns, a fresh conversation every ten, its opening outside the sample."""
    sample = []
    for conversation in range(20):
        sender = fresh(target, f"lat{conversation}")
        target.opening(client, sender)
        sample += [timed(client, sender, message(turn)) for turn in range(10)]
    return sample


def grown(client: JsonClient, target: Target, message: Callable[[int], Any]) -> dict[int, float]:
    """The median around turns 5, 50, 100 and 200 of a conversation, over three conversations."""
    points: dict[int, list[float]] = {5: [], 50: [], 100: [], 200: []}
    for conversation in range(3):
        sender = fresh(target, f"grow{conversation}")
        target.opening(client, sender)
        for turn in range(1, LAST_TURN + AROUND + 1):
            cost = timed(client, sender, message(turn))
            for point in points:
                if abs(turn - point) <= AROUND:
                    points[point].append(cost)
    return {point: statistics.median(costs) for point, costs in points.items()}


def rate(target: Target, kind: str, conversations: int, seconds: float) -> float:
    """Turns a second, openings included, with so many conversations at once, each waiting for its answers."""
    workers = min(conversations, 4)
    fork = multiprocessing.get_context("fork")
    counts = fork.Queue()
    shares = [(target, kind, share, conversations // workers, seconds, counts) for share in range(workers)]
    processes = [fork.Process(target=_turns_in, args=share) for share in shares]
    for process in processes:
        process.start()
    done = sum(counts.get(timeout=seconds + 120) for _ in processes)
    for process in processes:
        process.join()
    return done / seconds


def _turns_in(target: Target, kind: str, share: int, conversations: int, seconds: float, counts: Any) -> None:
    done = [0] * conversations
    end = time.monotonic() + seconds

    def talk(place: int) -> None:
        client = JsonClient(target.port)
        message = target.typed if kind == "typed" else target.button
        assert message is not None
        while time.monotonic() < end:
            sender = fresh(target, f"{kind}{share}-{place}-{done[place]}")
            done[place] += target.opening(client, sender)
            for turn in range(10):
                if time.monotonic() >= end:
                    break
                send(client, sender, message(turn))
                done[place] += 1
        client.close()

    threads = [threading.Thread(target=talk, args=(place,)) for place in range(conversations)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    counts.put(sum(done))


def fresh(target: Target, label: str) -> str:
    """A conversation id nobody used before."""
    return f"{label}-{os.getpid()}-{time.monotonic_ns()}"


def resident(pid: int) -> float:
    """Resident memory of a process in MB."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    return 0.0


@contextmanager
def running(
    command: list[str], port: int, cwd: Path | None = None, env: dict[str, str] | None = None
) -> Iterator[int]:
    """The process, once it listens on ``port``; ended by its id."""
    with tempfile.TemporaryFile() as output:
        process = subprocess.Popen(command, cwd=cwd, env=env, stdout=output, stderr=output)
        try:
            _wait(process, port)
            yield process.pid
        finally:
            process.terminate()
            process.wait(30)


def _wait(process: "subprocess.Popen[bytes]", port: int) -> None:
    end = time.monotonic() + 240
    while time.monotonic() < end:
        if process.poll() is not None:
            raise SystemExit(f"the server on port {port} ended with {process.returncode}")
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            time.sleep(0.3)
    raise SystemExit(f"nothing listens on port {port}")


def _until_ready(port: int) -> None:
    """Until our server can hold a conversation; its port listens earlier."""
    for _ in range(200):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=5) as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.3)
    raise SystemExit("the server cannot hold a conversation; is the model trained?")


def no_opening(client: JsonClient, sender: str) -> int:
    """The floor has nothing to open."""
    return 0


def greet(client: JsonClient, sender: str) -> int:
    """Plain Rasa starts its session with the first message."""
    send(client, sender, "hello")
    return 1


def to_account(client: JsonClient, sender: str) -> int:
    """Bring one of our conversations to the account, as a practitioner would: by buttons and skips."""
    answer = send(client, sender, "hello")
    for turns in range(1, 41):
        if answer[-1]["custom"]["question"] == "account":
            return turns
        answer = send(client, sender, _step(answer[-1]))
    raise SystemExit("the account was not reached")


_STEPS = {
    "opening.mode": "live",
    "opening.source": "self",
    "opening.danger": "no",
    "opening.perpetrator_near": "no",
}


def _step(last: Any) -> str:
    question, buttons = last["custom"]["question"], last["buttons"]
    wanted = _STEPS.get(question)
    for button in buttons:
        if wanted and f'"value":"{wanted}"' in button["payload"]:
            return str(button["payload"])
    skip = [b["payload"] for b in buttons if '"command":"skip"' in b["payload"]]
    return str(skip[0] if skip else buttons[0]["payload"])


def to_checklist(client: JsonClient, sender: str) -> int:
    """Bring one of our conversations to a checklist, where each press of a button is recorded."""
    answer = send(client, sender, "hello")
    for turns in range(1, 41):
        if answer[-1]["custom"]["kind"] == "checklist":
            return turns
        answer = send(client, sender, _step(answer[-1]))
    raise SystemExit("no checklist was reached")


def _tick(turn: int) -> str:
    return CHECKLIST_PAYLOAD


CHECKLIST_PAYLOAD = '/answer{"question":"history.orders","value":"occupation"}'


def main() -> None:
    """Measure all three and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=5.0)
    cache = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "heard-benchmarks" / "plain-rasa"
    parser.add_argument("--plain-rasa", type=Path, default=cache)
    parser.add_argument("--only", choices=["floor", "heard", "plain"], default=None)
    options = parser.parse_args()
    runs = {"floor": _floor, "heard": _heard, "plain": lambda s: _plain(s, options.plain_rasa)}
    wanted = [options.only] if options.only else list(runs)
    figures = [figure for name in wanted for figure in runs[name](options.seconds)]
    print_table(figures)


def _floor(seconds: float) -> list[Figures]:
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "benchmarks.floor", "5701", f"{folder}/floor.db"]
        with running(command, 5701) as pid:
            target = Target(
                "floor: Starlette, one commit", 5701, no_opening, lambda t: ACCOUNT.format(turn=t), None
            )
            return [measure(target, [pid], seconds)]


def _heard(seconds: float) -> list[Figures]:
    with tempfile.TemporaryDirectory() as folder:
        env = os.environ | {"HEARD_DATA_DIR": folder}
        command = [str(Path(sys.executable).with_name("heard")), "serve", "--port", "5702"]
        with running(command, 5702, env=env) as pid:
            _until_ready(5702)
            typed = Target("heard", 5702, to_account, lambda t: ACCOUNT.format(turn=t), None)
            first = measure(typed, [pid], seconds)
            button = Target("heard buttons", 5702, to_checklist, _tick, None)
            second = measure(button, [pid], seconds)
            rates = first.rates | {
                name.replace("typed", "button"): value for name, value in second.rates.items()
            }
            growth = first.growth | {"button": second.growth["typed"]}
            return [Figures("heard", first.typed, second.typed, growth, rates, second.memory)]


def _plain(seconds: float, folder: Path) -> list[Figures]:
    project = prepared(folder)
    (project / "tracker.db").unlink(missing_ok=True)
    python = str(python_of(folder))
    actions = [python, "-m", "rasa_sdk", "--actions", "actions", "--port", "5755"]
    server = [python, "-m", "rasa", "run", "-i", "127.0.0.1", "--port", "5703"]
    with (
        running(actions, 5755, project, environment()) as acting,
        running(server, 5703, project, environment()) as pid,
    ):
        target = Target(
            "plain Rasa 3.6.21, default, SQLite", 5703, greet, lambda t: "let me answer", lambda t: "/answer"
        )
        return [measure(target, [pid, acting], seconds)]


def print_table(figures: list[Figures]) -> None:
    """One block a target, then the ratios against plain Rasa where it was measured."""
    for figure in figures:
        print(f"\n{figure.name}  ({figure.memory:.0f} MB resident)")
        for kind, sample in (("typed", figure.typed), ("button", figure.button)):
            if sample:
                print(
                    f"  {kind:7} median {statistics.median(sample):7.2f} ms   p99 {p99(sample):7.2f} ms (n={len(sample)})"
                )
        for kind, points in figure.growth.items():
            line = "  ".join(f"turn {point}: {cost:.2f}" for point, cost in points.items())
            print(f"  {kind:7} {line} ms   200/5: {points[200] / points[5]:.2f}")
        print("  turns a second: " + ", ".join(f"{name} {value:.0f}" for name, value in figure.rates.items()))
    ours = next((f for f in figures if f.name == "heard"), None)
    plain = next((f for f in figures if f.name.startswith("plain")), None)
    if ours and plain:
        for kind in ("typed", "button"):
            for point in (5, 200):
                ratio = plain.growth[kind][point] / ours.growth[kind][point]
                print(f"{kind} at turn {point}: {ratio:.1f} times faster than plain Rasa")


def p99(sample: list[float]) -> float:
    """The 99th percentile."""
    return sorted(sample)[int(len(sample) * 0.99) - 1]


if __name__ == "__main__":
    main()
