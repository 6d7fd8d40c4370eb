"""What a turn costs on the page (POST, then its event) against the REST route, in one run.

    uv run python -m benchmarks.web_turns [--turns 200] [--screens 50]

Both kinds take turns with each other against one server, so that both meet the same machine. Prints the time
until a message is taken, until its reply is on the screen, the REST route's, and their ratio; the processor
time that the server spends on each, which a busy machine changes little; then the same with other streams open,
and how long the whole history of a long conversation takes.
"""

import argparse
import contextlib
import http.client
import json
import os
import socket
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from benchmarks.turns import ACCOUNT, ROUTE, _step, _until_ready, p99, resident, running

PORT = 5704
WARM_UP = 20
BLOCKS = 4


class Connection:
    """One kept-alive connection for JSON, with the cookies and the token of a page."""

    def __init__(self) -> None:
        self._http = http.client.HTTPConnection("127.0.0.1", PORT, timeout=60)
        self._http.connect()
        self._http.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.cookies: dict[str, str] = {}
        self.csrf = ""

    @property
    def cookie(self) -> str:
        """The cookie header."""
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())

    def ask(self, method: str, path: str, body: Any = None) -> tuple[int, Any]:
        """Status and decoded answer."""
        headers = {"content-type": "application/json", "heard-csrf": self.csrf, "cookie": self.cookie}
        self._http.request(method, path, json.dumps(body) if body is not None else None, headers)
        answer = self._http.getresponse()
        for cookie in answer.headers.get_all("set-cookie", []):
            name, _, value = cookie.split(";")[0].partition("=")
            self.cookies[name] = value
        content = answer.read()
        return answer.status, json.loads(content) if content else None


class Screen:
    """An open stream of events."""

    def __init__(self, cookie: str, after: int = 0) -> None:
        self._socket = socket.create_connection(("127.0.0.1", PORT), timeout=60)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        head = f"GET /events?after={after} HTTP/1.1\r\nHost: 127.0.0.1:{PORT}\r\nCookie: {cookie}\r\n\r\n"
        self._socket.sendall(head.encode())
        self._lines = self._socket.makefile("rb")

    def next(self) -> Any:
        """The next turn."""
        for line in iter(self._lines.readline, b""):
            if line.startswith(b"data: ") and line != b"data: {}\r\n":
                return json.loads(line[6:])
        raise ConnectionError("the server closed the stream")

    def close(self) -> None:
        """Leave."""
        self._lines.close()
        self._socket.close()


class Page:
    """A practitioner at the page, whose conversation stands at the account."""

    def __init__(self) -> None:
        self._connection = Connection()
        self._connection.csrf = self._connection.ask("GET", "/start")[1]["csrf"]
        body = {"practitioner": "sevenoaks-dc/alex-morgan"}
        status, _ = self._connection.ask("POST", "/session", body)
        assert status == 200, status
        self.screen = Screen(self._connection.cookie)
        self._number = 0
        reply = self.turn("hello")[2]["reply"]
        while reply["question"] != "account":
            reply = self.turn(_step({"custom": reply, "buttons": reply["buttons"]}))[2]["reply"]

    def turn(self, message: str) -> tuple[float, float, Any]:
        """Milliseconds until the message was taken, until its event was there, and the event."""
        self._number += 1
        began = time.perf_counter()
        status, _ = self._connection.ask("POST", "/messages", {"id": f"m{self._number}", "message": message})
        taken = time.perf_counter()
        assert status == 202, status
        event = self.screen.next()
        assert event["id"] == f"m{self._number}"
        return 1000 * (taken - began), 1000 * (time.perf_counter() - began), event

    def another_screen(self) -> Screen:
        """One more tab."""
        return Screen(self._connection.cookie)

    def history(self) -> tuple[float, int]:
        """Milliseconds until every turn so far is there again, and how many there are."""
        began, screen = time.perf_counter(), self.another_screen()
        while screen.next()["id"] != f"m{self._number}":
            pass
        screen.close()
        return 1000 * (time.perf_counter() - began), self._number


class Rest:
    """Another system's conversation, at the account."""

    def __init__(self) -> None:
        self._connection, self._sender = Connection(), f"system-{os.getpid()}-{time.monotonic_ns()}"
        last = self.turn("hello")[1][-1]
        while last["custom"]["question"] != "account":
            last = self.turn(_step(last))[1][-1]

    def turn(self, message: str) -> tuple[float, Any]:
        """Milliseconds of a turn, and its answer."""
        body = {"sender": self._sender, "message": message, "metadata": {"org": "sevenoaks-dc"}}
        began = time.perf_counter()
        status, answer = self._connection.ask("POST", ROUTE, body)
        assert status == 200, status
        return 1000 * (time.perf_counter() - began), answer


def measured(page: Page, rest: Rest, turns: int) -> dict[str, list[float]]:
    """Milliseconds of so many turns of each kind, one after the other."""
    found: dict[str, list[float]] = {"taken": [], "shown": [], "rest": []}
    for turn in range(turns + WARM_UP):
        taken, shown, _ = page.turn(ACCOUNT.format(turn=turn))
        took, _ = rest.turn(ACCOUNT.format(turn=turn))
        if turn >= WARM_UP:
            found["taken"].append(taken)
            found["shown"].append(shown)
            found["rest"].append(took)
    return found


def processor_ms(pid: int) -> float:
    """Milliseconds of processor time that a process has used."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return 1000 * (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def processor(page: Page, rest: Rest, pid: int, turns: int) -> tuple[float, float]:
    """Milliseconds of the server's processor time for a turn of the page and of the REST route."""
    spent = {"page": 0.0, "rest": 0.0}
    blocks: tuple[tuple[str, Callable[[str], object]], ...] = (("page", page.turn), ("rest", rest.turn))
    for block in range(BLOCKS):
        for kind, turn in blocks:
            before = processor_ms(pid)
            for number in range(turns // BLOCKS):
                turn(ACCOUNT.format(turn=block * 1000 + number))
            spent[kind] += processor_ms(pid) - before
    done = turns // BLOCKS * BLOCKS
    return spent["page"] / done, spent["rest"] / done


@contextlib.contextmanager
def open_screens(count: int) -> Iterator[None]:
    """So many other streams, of a practitioner who says nothing."""
    idle = Page()
    screens = [idle.another_screen() for _ in range(count)]
    yield
    for screen in screens:
        screen.close()


def show(title: str, found: dict[str, list[float]]) -> None:
    """The figures as lines, and the ratio of the medians."""
    print(f"\n{title}")
    for name, label in (
        ("taken", "page: message taken"),
        ("shown", "page: reply on the screen"),
        ("rest", "REST: reply"),
    ):
        sample = found[name]
        print(f"  {label:26} median {statistics.median(sample):6.2f} ms   p99 {p99(sample):6.2f} ms")
    ratio = statistics.median(found["shown"]) / statistics.median(found["rest"])
    print(f"  page / REST: {ratio:.2f} (n={len(found['rest'])})")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--turns", type=int, default=200)
    parser.add_argument("--screens", type=int, default=50)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        env = os.environ | {"HEARD_DATA_DIR": folder, "HEARD_DEMONSTRATION": "true"}
        command = [str(Path(sys.executable).with_name("heard")), "serve", "--port", str(PORT)]
        with running(command, PORT, env=env) as pid:
            _until_ready(PORT)
            page, rest = Page(), Rest()
            show("typed words", measured(page, rest, options.turns))
            ours, theirs = processor(page, rest, pid, options.turns)
            print(
                f"  processor time of a turn: page {ours:.2f} ms, REST {theirs:.2f} ms; page / REST: {ours / theirs:.2f}"
            )
            before = resident(pid)
            with open_screens(options.screens):
                show(
                    f"typed words, {options.screens} other streams open", measured(page, rest, options.turns)
                )
                more = (resident(pid) - before) / options.screens
                print(
                    f"  memory for each further stream: at most {1000 * more:.0f} kB, growth of the turns included"
                )
            took, turns = page.history()
            print(f"\nthe whole history again: {took:.0f} ms for {turns} turns")


if __name__ == "__main__":
    main()
