"""One visitor in each browser engine: the same few acts, done with real keys and a real pointer.

Chromium and Firefox are driven by Playwright, WebKit by its own WebDriver through Selenium. What a test needs
beyond the acts is asked of the page by script, so that no engine's driver decides what is seen.
"""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, Playwright, sync_playwright
from playwright.sync_api import Error as PlaywrightError
from selenium import webdriver
from selenium.common.exceptions import WebDriverException
from selenium.webdriver import ActionChains, Keys
from selenium.webdriver.remote.client_config import ClientConfig
from selenium.webdriver.remote.remote_connection import RemoteConnection
from selenium.webdriver.webkitgtk.options import Options
from selenium.webdriver.webkitgtk.service import Service

from tests.browser.conftest import ARGUMENTS, CHROMIUM, watched

FIREFOX, XVFB, DRIVER = Path("/usr/bin/firefox-esr"), Path("/usr/bin/Xvfb"), Path("/usr/bin/WebKitWebDriver")
ROOT = Path(__file__).parents[2]
NEEDS = {
    "chromium": {"chromium": CHROMIUM},
    "firefox": {"firefox-esr": FIREFOX},
    "webkit": {"webkit2gtk-driver": DRIVER, "xvfb": XVFB},
}
PATIENCE = 30.0
WIDTH, HEIGHT = 1280, 900
LEAVING = (PlaywrightError, WebDriverException)
Do = Callable[[Callable[[], Any]], Any]

FOUND = """([path, text]) => {
  const root = document.querySelector("heard-chat")?.shadowRoot ?? document;
  return [...root.querySelectorAll(path)].find((one) => one.checkVisibility() && one.textContent.trim().startsWith(text)) ?? null;
}"""
WATCH = """() => {
  if (window.faults) return;
  window.faults = [];
  addEventListener("error", ({ message }) => window.faults.push(message));
  addEventListener("unhandledrejection", ({ reason }) => window.faults.push(String(reason)));
  addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) => window.faults.push(`${violatedDirective} ${blockedURI}`));
  const told = console.error;
  console.error = (...all) => { window.faults.push(all.join(" ")); told(...all); };
}"""


def missing(engine: str) -> list[str]:
    """The Debian packages that ``engine`` needs and that are not installed here."""
    return [package for package, path in NEEDS[engine].items() if not path.exists()]


class Visitor:
    """One person at one browser. The acts are the driver's; what is seen is read by script."""

    def open(self, address: str) -> None:
        """Go to an address as if it were typed."""
        raise NotImplementedError

    def reload(self) -> None:
        """Load the page again."""
        raise NotImplementedError

    def back(self) -> None:
        """Go back one page."""
        self.run("() => history.back()")

    def click(self, path: str, text: str = "", twice: bool = False) -> None:
        """Click the first one in sight that begins with ``text``."""
        raise NotImplementedError

    def keys(self, *names: str) -> None:
        """Press keys where the focus is: ``Enter``, ``Shift``, ``Shift+Enter``, ``Tab``."""
        raise NotImplementedError

    def type(self, text: str) -> None:
        """Type on the keyboard where the focus is."""
        raise NotImplementedError

    def run(self, function: str, given: Any = None) -> Any:
        """What a JavaScript function gives back for ``given``."""
        raise NotImplementedError

    @property
    def faults(self) -> list[str]:
        """What went wrong on the page, as the browser tells it."""
        raise NotImplementedError

    @property
    def address(self) -> str:
        """Where the visitor is."""
        return str(self.run("() => location.href"))

    def text(self, path: str) -> str:
        """The text in sight of the first element of that kind, or an empty one."""
        script = f"(given) => ({FOUND})(given)?.innerText ?? ''"
        return str(self.run(script, [path, ""]))

    def count(self, path: str) -> int:
        """How many elements of that kind the component holds."""
        return int(
            self.run(
                "(path) => document.querySelector('heard-chat').shadowRoot.querySelectorAll(path).length",
                path,
            )
        )

    def value(self, path: str) -> str:
        """What stands in a field."""
        return str(self.run(f"(given) => ({FOUND})(given)?.value ?? ''", [path, ""]))

    def focus(self, path: str, text: str = "") -> None:
        """Put the focus on an element, as Tab would."""
        self.sees(path, text)
        self.run(f"(given) => {{ ({FOUND})(given).focus(); }}", [path, text])

    def press(self, path: str, text: str) -> None:
        """Press a button with Enter."""
        self.focus(path, text)
        self.keys("Enter")

    def sees(self, path: str, text: str = "") -> None:
        """Wait until an element of that kind that begins with ``text`` is in sight."""
        self.until(lambda: self.has(path, text), f"{path} {text!r} to come")

    def has(self, path: str, text: str = "") -> bool:
        """Whether an element of that kind that begins with ``text`` is in sight."""
        return bool(self.run(f"(given) => ({FOUND})(given) !== null", [path, text]))

    def reads(self, path: str, text: str) -> None:
        """Wait until the first element of that kind holds ``text``."""
        self.until(lambda: text in self.text(path), f"{path} to hold {text!r}")

    def until(self, holds: Callable[[], object], what: str) -> None:
        """Wait until something holds; a page that is just being left holds nothing."""
        end = time.monotonic() + PATIENCE
        while not _held(holds):
            assert time.monotonic() < end, (
                f"waited in vain for {what}\n{self.run('() => document.body.innerText')}"
            )
            time.sleep(0.05)


def _held(holds: Callable[[], object]) -> object:
    try:
        return holds()
    except LEAVING:
        return False


class ByPlaywright(Visitor):
    """A visitor in Chromium or Firefox. ``do`` runs something in Playwright's own thread."""

    def __init__(self, page: Page, do: Do, address: str) -> None:
        self._page, self._do = page, do
        self._faults = do(lambda: watched(page, address))

    def open(self, address: str) -> None:
        self._do(lambda: self._page.goto(address))

    def reload(self) -> None:
        self._do(self._page.reload)

    def click(self, path: str, text: str = "", twice: bool = False) -> None:
        self.sees(path, text)

        def act() -> None:
            element = self._page.evaluate_handle(FOUND, [path, text]).as_element()
            assert element is not None
            element.dblclick() if twice else element.click()

        self._do(act)

    def keys(self, *names: str) -> None:
        for name in names:
            self._do(partial(self._page.keyboard.press, name))

    def type(self, text: str) -> None:
        self._do(lambda: self._page.keyboard.type(text))

    def run(self, function: str, given: Any = None) -> Any:
        return self._do(lambda: self._page.evaluate(function, given))

    @property
    def faults(self) -> list[str]:
        return self._faults


class BySelenium(Visitor):
    """A visitor in WebKit."""

    def __init__(self, driver: webdriver.Remote) -> None:
        self._driver = driver
        self._faults: list[str] = []

    def open(self, address: str) -> None:
        self._gather()
        self._driver.get(address)
        self.run(WATCH)

    def reload(self) -> None:
        self._gather()
        self._driver.refresh()
        self.run(WATCH)

    def click(self, path: str, text: str = "", twice: bool = False) -> None:
        self.sees(path, text)
        element = self.run(FOUND, [path, text])
        if twice:
            ActionChains(self._driver).double_click(element).perform()
        else:
            element.click()

    def keys(self, *names: str) -> None:
        for name in names:
            *held, last = (getattr(Keys, part.upper()) for part in name.split("+"))
            chain = ActionChains(self._driver)
            for key in held:
                chain.key_down(key)
            chain.key_down(last).key_up(last)
            for key in reversed(held):
                chain.key_up(key)
            chain.perform()

    def type(self, text: str) -> None:
        ActionChains(self._driver).send_keys(text).perform()

    def run(self, function: str, given: Any = None) -> Any:
        return self._driver.execute_script(f"return ({function})(arguments[0])", given)

    @property
    def faults(self) -> list[str]:
        self._gather()
        return self._faults

    def _gather(self) -> None:
        self._faults += self.run("() => (window.faults ?? []).splice(0)")


@contextmanager
def opened(engine: str, folder: Path) -> Iterator[Callable[[str], Visitor]]:
    """A browser of that engine. What is given makes a visitor to an address; the one before has left by then.

    ``folder`` is where the browser may put its own files.
    """
    if engine == "webkit":
        with _display() as display, _webkit(display, folder) as visitor:
            yield visitor
    else:
        with _playwright(engine, folder) as visitor:
            yield visitor


@contextmanager
def _playwright(engine: str, folder: Path) -> Iterator[Callable[[str], Visitor]]:
    """Playwright in a thread of its own: two cannot be open in one, and the other tests have theirs."""
    with ThreadPoolExecutor(1) as thread:

        def do(act: Callable[[], Any]) -> Any:
            return thread.submit(act).result()

        playwright = do(sync_playwright().start)
        browser = do(lambda: _launched(playwright, engine, folder))

        last: list[BrowserContext] = []

        def visitor(address: str) -> Visitor:
            while last:
                do(last.pop().close)
            last.append(do(lambda: browser.new_context(viewport={"width": WIDTH, "height": HEIGHT})))
            return ByPlaywright(do(last[0].new_page), do, address)

        try:
            yield visitor
        finally:
            do(browser.close)
            do(playwright.stop)


def _launched(playwright: Playwright, engine: str, folder: Path) -> Browser:
    if engine == "chromium":
        return playwright.chromium.launch(executable_path=str(CHROMIUM), headless=True, args=ARGUMENTS)
    bridge = folder / "firefox"
    bridge.write_text(
        f'#!/bin/sh\ncd "{ROOT}" && exec "{sys.executable}" -m tests.browser.firefox_bridge "$@"\n'
    )
    bridge.chmod(0o755)
    return playwright.firefox.launch(executable_path=str(bridge), channel="moz-firefox", headless=True)


@contextmanager
def _display() -> Iterator[str]:
    """A screen that nobody sees: WebKit for GTK does not run without one."""
    reader, writer = os.pipe()
    command = [
        str(XVFB),
        "-displayfd",
        str(writer),
        "-screen",
        "0",
        f"{WIDTH}x{HEIGHT + 200}x24",
        "-nolisten",
        "tcp",
    ]
    server = subprocess.Popen(command, pass_fds=[writer], stderr=subprocess.DEVNULL)
    os.close(writer)
    try:
        with os.fdopen(reader) as number:
            yield f":{number.readline().strip()}"
    finally:
        server.terminate()
        server.wait(20)


@contextmanager
def _webkit(display: str, folder: Path) -> Iterator[Callable[[str], Visitor]]:
    """WebKit's own WebDriver, which has one browser at a time: it ends when the next visitor comes."""
    last: list[webdriver.Remote] = []
    places = os.environ | {"DISPLAY": display, "HOME": str(folder), "XDG_DATA_HOME": str(folder)}
    service = Service(str(DRIVER), env=places)

    def visitor(_: str) -> Visitor:
        leave()
        options = Options()
        options.binary_location = str(next(Path("/usr/lib").glob("*/webkit2gtk-4.1/MiniBrowser")))
        options.add_argument("--automation")
        wire = RemoteConnection(client_config=ClientConfig(service.service_url))
        last.append(webdriver.Remote(wire, options=options))
        last[0].set_window_size(WIDTH, HEIGHT)
        return BySelenium(last[0])

    def leave() -> None:
        while last:
            last.pop().quit()

    service.start()
    try:
        yield visitor
    finally:
        leave()
        service.stop()
