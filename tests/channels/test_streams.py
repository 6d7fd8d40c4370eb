"""The page's stream of events on a real server: several tabs, a dropped connection, an ended session."""

import contextlib
import http.client
import json
import socket
import threading
import time
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
import uvicorn

from bot.channels import events as events_module
from bot.channels.application import application
from bot.safeguarding.errors import NotSavedError

from .small_house import KEY, House, payload


class Tab:
    """One open stream. ``seen`` are its events so far, as (kind, number, data)."""

    def __init__(self, address: str, cookies: httpx.Cookies, after: int | None = None) -> None:
        self.seen: list[tuple[str, str, dict[str, Any]]] = []
        self.comments = 0
        cookie = "; ".join(f"{name}={value}" for name, value in cookies.items())
        headers = {"cookie": cookie} | ({} if after is None else {"last-event-id": str(after)})
        self._connection = http.client.HTTPConnection(address.removeprefix("http://"), timeout=20)
        self._connection.request("GET", "/events", headers=headers)
        self._socket = self._connection.sock
        self._answer = self._connection.getresponse()
        self.status, self.headers = self._answer.status, self._answer.headers
        self._thread = threading.Thread(target=self._read, daemon=True)
        self._thread.start()

    def _read(self) -> None:
        event: dict[str, str] = {}
        with contextlib.suppress(OSError, http.client.HTTPException, ValueError):
            while line := self._answer.readline():
                name, _, value = line.decode().rstrip("\r\n").partition(": ")
                if value and not name:
                    self.comments += 1
                elif value:
                    event[name] = value
                elif event:
                    self.seen.append((event["event"], event.get("id", ""), json.loads(event["data"])))
                    event = {}

    def is_closed(self) -> bool:
        """Whether the server ended the stream within five seconds."""
        self._thread.join(5)
        return not self._thread.is_alive()

    def until(self, count: int) -> list[tuple[str, str, dict[str, Any]]]:
        """The events, once there are so many."""
        for _ in range(400):
            if len(self.seen) >= count:
                return self.seen
            time.sleep(0.01)
        raise AssertionError(f"{len(self.seen)} of {count} events came within four seconds")

    def drop(self) -> None:
        """Lose the connection."""
        with contextlib.suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)
        self._thread.join(5)
        self._answer.close()
        self._connection.close()


class Browser:
    """A browser at the real server."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.client = httpx.Client(base_url=address, timeout=20)
        self.tabs: list[Tab] = []
        self.client.headers["heard-csrf"] = self.client.get("/start").json()["csrf"]

    def post(self, path: str, body: Any) -> httpx.Response:
        """A request that changes something."""
        return self.client.post(path, json=body)

    def sign_in(self, practitioner: str = "alex-morgan", org: str = "sevenoaks-dc") -> dict[str, Any]:
        """Begin as a sample practitioner."""
        state: dict[str, Any] = self.post("/session", {"practitioner": f"{org}/{practitioner}"}).json()
        return state

    def tab(self, after: int | None = None) -> Tab:
        """Another tab of this browser."""
        self.tabs.append(Tab(self.address, self.client.cookies, after))
        return self.tabs[-1]

    def close(self) -> None:
        """Close every tab."""
        for tab in self.tabs:
            tab.drop()
        self.client.close()


@pytest.fixture
def house() -> House:
    """The small house."""
    return House()


@pytest.fixture
def address(house: House, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Where the small house is really served."""
    monkeypatch.setattr(events_module, "LOOK_SECONDS", 0.05)
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        app = application(house, KEY, None)
        server = uvicorn.Server(uvicorn.Config(app, log_level="error", access_log=False))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [bound]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.01)
        yield f"http://127.0.0.1:{bound.getsockname()[1]}"
        server.should_exit = True
        server.force_exit = True
        thread.join(5)


@pytest.fixture
def browser(address: str) -> Iterator[Browser]:
    """A practitioner's browser."""
    opened = Browser(address)
    opened.sign_in()
    yield opened
    opened.close()


@pytest.fixture
def other(address: str) -> Iterator[Browser]:
    """Somebody else's browser."""
    opened = Browser(address)
    yield opened
    opened.close()


def said(tab: Tab) -> list[str]:
    return [data["id"] for _, _, data in tab.seen]


def test_a_reply_comes_as_a_numbered_event_in_every_tab(browser):
    first, second = browser.tab(), browser.tab()
    assert first.headers["content-type"].startswith("text/event-stream")
    assert (
        "no-store" in first.headers["cache-control"]
        and "default-src 'none'" in first.headers["content-security-policy"]
    )
    assert browser.post("/messages", {"id": "m1", "message": "hello"}).status_code == 202
    (one,), (two,) = first.until(1), second.until(1)
    assert one == two and one[0] == "turn" and int(one[1]) > 0
    assert one[2]["reply"]["messages"] == ["What is this about?"]


def test_twenty_quick_messages_come_once_each_and_in_order_in_every_tab(browser):
    tabs = [browser.tab() for _ in range(3)]
    for n in range(18):
        browser.post("/messages", {"id": f"m{n}", "message": f"word {n}"})
    for tab in tabs:
        tab.until(18)
    time.sleep(0.2)
    assert [said(tab) for tab in tabs] == [[f"m{n}" for n in range(18)]] * 3


def test_a_reply_that_came_while_the_connection_was_lost_is_given_again(browser, house):
    tab = browser.tab()
    browser.post("/messages", {"id": "m1", "message": "hello"})
    last = int(tab.until(1)[0][1])
    tab.drop()
    house.speaker.slow = 0.1
    browser.post("/messages", {"id": "m2", "message": payload("opening.mode", "live")})
    back = browser.tab(after=last)
    assert [data["id"] for _, _, data in back.until(1)] == ["m2"]
    browser.post("/messages", {"id": "m3", "message": payload("opening.danger", "no")})
    back.until(2)
    time.sleep(0.1)
    assert said(back) == ["m2", "m3"]


def test_a_turn_goes_on_when_every_screen_has_gone(browser, house):
    tab = browser.tab()
    house.speaker.slow = 0.2
    browser.post("/messages", {"id": "m1", "message": "hello"})
    tab.drop()
    time.sleep(0.4)
    assert said_after(browser) == ["m1"] and len(house.speaker.turns) == 1


def said_after(browser: Browser) -> list[str]:
    tab = browser.tab()
    tab.until(1)
    return said(tab)


def test_a_failed_save_is_told_each_time_and_the_message_can_be_sent_again(browser, house):
    tab = browser.tab()
    house.speaker.failure = NotSavedError("Nothing was saved: please send it again.")
    for count in (1, 2):
        browser.post("/messages", {"id": "m1", "message": "hello"})
        kind, number, data = tab.until(count)[-1]
        assert (kind, number, data["error"]) == ("failed", "", "Nothing was saved: please send it again.")
    house.speaker.failure = None
    assert [data["id"] for kind, _, data in browser.tab().until(1) if kind == "failed"] == ["m1"]
    browser.post("/messages", {"id": "m1", "message": "hello"})
    assert tab.until(3)[-1][0] == "turn"


def test_the_stream_says_that_the_session_is_over_and_ends(browser):
    tab = browser.tab()
    browser.client.delete("/session")
    assert tab.until(1)[0][0] == "over"
    assert tab.is_closed()


def test_a_page_that_is_left_alone_is_told_so_and_its_stream_is_no_sign_of_life(browser, house):
    tab = browser.tab()
    for _ in range(3):
        house.clock.pass_minutes(10)
        time.sleep(0.1)
    assert tab.seen == []
    house.clock.pass_minutes(1)
    assert tab.until(1)[0][0] == "over"
    assert browser.tab().status == 401


def test_a_tab_that_shows_another_conversation_than_the_session_is_over(browser):
    tab = browser.tab()
    browser.post("/session", {})
    assert tab.until(1)[0][0] == "over"


def test_a_lead_who_reads_the_case_sees_it_go_on(browser, other):
    tab = browser.tab()
    for n, message in enumerate(("hello", payload("opening.mode", "live"))):
        browser.post("/messages", {"id": f"m{n}", "message": message})
    case = tab.until(2)[1][2]["reply"]["case"]
    other.sign_in("jo-clarke")
    assert other.post("/session/case", {"case": case}).json()["read_only"] is True
    watching = other.tab()
    watching.until(1)
    browser.post("/messages", {"id": "m9", "message": payload("opening.danger", "no")})
    assert watching.until(2)[-1][2]["id"] == "m9"


def test_another_persons_stream_never_carries_a_word_of_it(browser, other):
    other.sign_in("sam-okafor")
    tab, foreign = browser.tab(), other.tab()
    browser.post("/messages", {"id": "m1", "message": "zebra"})
    tab.until(1)
    time.sleep(0.2)
    assert foreign.seen == []


def test_a_quiet_stream_sends_a_comment_now_and_then(browser, monkeypatch):
    monkeypatch.setattr("bot.channels.web.PING_SECONDS", 0.05)
    tab = browser.tab()
    time.sleep(0.5)
    assert tab.comments >= 2 and tab.seen == []


def test_sixty_open_streams_hold_no_thread(browser):
    browser.post("/messages", {"id": "m0", "message": "hello"})
    tabs = [browser.tab() for _ in range(60)]
    for tab in tabs:
        tab.until(1)
    workers = sum("AnyIO" in thread.name for thread in threading.enumerate())
    assert workers <= 40, "the pool that answers short reads is all there is"
    browser.post("/messages", {"id": "m1", "message": "hello"})
    for tab in tabs:
        tab.until(2)
    assert [said(tab) for tab in tabs] == [["m0", "m1"]] * 60
