"""A browser, and a house to visit with it."""

import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, sync_playwright

from bot.channels.application import application
from tests.channels.small_house import KEY, House

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's Chromium."""
    if not CHROMIUM.exists():
        pytest.skip("Chromium is not installed here.")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=str(CHROMIUM), headless=True, args=ARGUMENTS)
        yield opened
        opened.close()


@pytest.fixture
def house() -> House:
    """The small house."""
    return House()


@pytest.fixture
def address(house: House) -> Iterator[str]:
    """Where the small house is served."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = uvicorn.Server(
        uvicorn.Config(application(house, KEY, None), port=port, log_level="error", access_log=False)
    )
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(5)


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """A page on the start screen; the test fails where the page reports an error or asks another host."""
    context = browser.new_context(base_url=address, viewport={"width": 1200, "height": 860})
    opened, faults = context.new_page(), []
    opened.on("console", lambda message: faults.append(message.text) if is_fault(message) else None)
    opened.on("pageerror", lambda error: faults.append(str(error)))
    opened.on(
        "request", lambda request: faults.append(request.url) if is_elsewhere(request, address) else None
    )
    opened.goto("/")
    yield opened
    context.close()
    assert faults == []


def is_fault(message: ConsoleMessage) -> bool:
    """Whether the console tells of more than an answer that was not 200 (those, the page tells the person)."""
    return message.type == "error" and not message.text.startswith("Failed to load resource")


def is_elsewhere(request: Request, address: str) -> bool:
    """Whether the page itself asked another host; leaving for one is no such request."""
    return not request.url.startswith((address, "data:")) and not request.is_navigation_request()
