"""A browser; the real program and a scripted server to visit with it; and pages that report what goes wrong."""

import asyncio
import os
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, sync_playwright

from tests.browser.fake_server import FakeServer

CHROMIUM = Path("/usr/bin/chromium")
HEARD = str(Path(sys.executable).with_name("heard"))
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
NOTED = """
const Real = EventSource, ask = fetch;
window.seen = [];
window.fetch = async (...all) => {
  const answer = await ask(...all);
  if (String(all[0]).includes("/events?")) window.seen.push(...(await answer.clone().json()).events ?? []);
  return answer;
};
window.EventSource = class extends Real {
  constructor(...all) {
    super(...all);
    this.addEventListener("turn", ({ data }) => window.seen.push(JSON.parse(data)));
  }
};
"""


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's Chromium."""
    if not CHROMIUM.exists():
        pytest.skip("Chromium is not installed here.")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=str(CHROMIUM), headless=True, args=ARGUMENTS)
        yield opened
        opened.close()


_GIVEN: set[int] = set()


def free_port() -> int:
    """A port that nobody listens on, never the same twice."""
    while True:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = int(free.getsockname()[1])
        if port not in _GIVEN:
            _GIVEN.add(port)
            return port


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The real program on a free port, its record in a folder of its own."""
    address, folder = f"http://127.0.0.1:{free_port()}", tmp_path_factory.mktemp("served")
    places = {"HEARD_DATA_DIR": str(folder / "data"), "HEARD_STATE_DIR": str(folder / "state")}
    with (folder / "output").open("wb") as output:
        command = [HEARD, "serve", "--port", address.rpartition(":")[2]]
        server = subprocess.Popen(command, env=os.environ | places, stdout=output, stderr=output)
        try:
            _until_ready(address, server)
            yield address
        finally:
            server.terminate()
            server.wait(20)


def _until_ready(address: str, server: "subprocess.Popen[bytes]") -> None:
    for _ in range(600):
        assert server.poll() is None, "the server ended before it was ready"
        try:
            with urllib.request.urlopen(f"{address}/health", timeout=5) as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.2)
    raise AssertionError("the server was not ready within two minutes")


class Scripted:
    """The scripted server while it runs: where it is, and a way to do something on its loop."""

    def __init__(self) -> None:
        self.fake, self.port = FakeServer(), free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        config = uvicorn.Config(self.fake.app(), port=self.port, log_level="critical", access_log=False)
        self.server = uvicorn.Server(config)
        self.thread = threading.Thread(target=lambda: asyncio.run(self._serve()), daemon=True)
        self.thread.start()
        while not self.server.started:
            time.sleep(0.02)

    def do(self, act: Callable[..., Any], *given: Any) -> None:
        """Call ``act`` where the server runs."""
        self.loop.call_soon_threadsafe(act, *given)

    def stop(self) -> None:
        """End it."""
        self.server.should_exit = self.server.force_exit = True
        self.thread.join(5)

    async def _serve(self) -> None:
        self.loop = asyncio.get_running_loop()
        await self.server.serve()


@pytest.fixture(scope="session")
def scripted() -> Iterator[Scripted]:
    """One scripted server for all."""
    running = Scripted()
    yield running
    running.stop()


@pytest.fixture
def fake(scripted: Scripted) -> FakeServer:
    """The scripted server as if it had just begun."""
    scripted.fake.reset()
    return scripted.fake


@pytest.fixture
def context(browser: Browser, scripted: Scripted, fake: FakeServer) -> Iterator[BrowserContext]:
    """A browser of one person at the scripted server."""
    opened = browser.new_context(base_url=scripted.address, viewport={"width": 1280, "height": 900})
    opened.set_default_timeout(10_000)
    yield opened
    opened.close()


@pytest.fixture
def page(context: BrowserContext, scripted: Scripted) -> Iterator[Page]:
    """A page on the sign-in screen; the test fails where the page reports an error or asks another host."""
    opened = context.new_page()
    faults = watched(opened, scripted.address)
    opened.goto("/")
    yield opened
    assert faults == []


def watched(page: Page, address: str) -> list[str]:
    """What the page reports as an error, and what it asks of another host, from now on."""
    faults: list[str] = []
    page.on("console", lambda message: faults.append(message.text) if is_fault(message) else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("request", lambda request: faults.append(request.url) if is_elsewhere(request, address) else None)
    return faults


def is_fault(message: ConsoleMessage) -> bool:
    """Whether the console tells of more than an answer that was not 200 (those, the page tells the person)."""
    return message.type == "error" and "Failed to load resource" not in message.text


def is_elsewhere(request: Request, address: str) -> bool:
    """Whether the page itself asked another host; leaving for one is no such request."""
    return not request.url.startswith((address, "data:")) and not request.is_navigation_request()
