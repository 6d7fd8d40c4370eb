"""A whole Sevenoaks disclosure in a real browser: from the first page to the Word referral in the client's words."""

import io
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from playwright.sync_api import Browser, Locator, Page, expect

SHOTS = os.environ.get("HEARD_SCREENSHOTS")
HEARD = str(Path(sys.executable).with_name("heard"))
WORDS = "He put his hands round my neck on Tuesday and I couldn't breathe. \U0001f622"
ANSWERS = {
    "opening.mode": "Someone has just told me",
    "opening.source": "The person it is happening to",
    "opening.danger": "No",
    "opening.perpetrator_near": "No",
    "curiosity.both_seen": "No",
    "dash_15": "Yes",
    "judgement.high_risk": "No - not on what I know",
    "children.any": "No",
    "consent.safe_to_inform": "Yes",
    "consent.marac.given": "Refused",
}
TYPED = {
    "account": WORDS,
    "consent.marac.reason": "Strangled this week. Without the meeting nobody sees the whole risk.",
    "consent.marac.what": "The Dash and what was said",
    "actions.dso_name": "The duty officer",
    "actions.dso_at": "23 November at 2.15 pm",
}


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The real program on a free port, its record in a folder of its own."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    folder = tmp_path_factory.mktemp("served")
    environment = os.environ | {
        "HEARD_DATA_DIR": str(folder / "data"),
        "HEARD_STATE_DIR": str(folder / "state"),
    }
    with (folder / "output").open("wb") as output:
        command = [HEARD, "serve", "--port", str(port)]
        server = subprocess.Popen(command, env=environment, stdout=output, stderr=output)
        try:
            _until_ready(f"http://127.0.0.1:{port}", server)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait(20)


def _until_ready(address: str, server: "subprocess.Popen[bytes]") -> None:
    for _ in range(300):
        assert server.poll() is None, "the server ended before it was ready"
        try:
            with urllib.request.urlopen(f"{address}/health", timeout=5) as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.2)
    raise AssertionError("the server was not ready within a minute")


class Visit:
    """One practitioner at the page. ``last`` is the last reply the page was given."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.last: dict[str, Any] = {}

    def send(self, text: str) -> None:
        """Type a message and send it."""
        self.page.locator("#message").fill(text)
        with self.page.expect_response("**/messages") as answered:
            self.page.keyboard.press("Enter")
        self._read(answered.value.json()["reply"])

    def press(self, title: str) -> None:
        """Press a button on offer."""
        with self.page.expect_response("**/messages") as answered:
            self._button(title).click(timeout=10_000)
        self._read(answered.value.json()["reply"])

    def _button(self, title: str) -> Locator:
        """A button on offer by its place, so that the marks of a checklist do not matter."""
        offered = [button["title"] for button in self.last.get("buttons", ())]
        if title in offered:
            return self.page.locator("#choices button").nth(offered.index(title))
        return self.page.get_by_role("button", name=title, exact=True).first

    def _read(self, reply: dict[str, Any]) -> None:
        self.last = reply
        expect(self.page.locator("#log")).to_contain_text(reply["messages"][-1].split("\n")[0][:60])

    @property
    def titles(self) -> list[str]:
        """What the buttons on offer say."""
        return [button["title"] for button in self.last["buttons"]]

    def go_on(self) -> None:
        """Answer the open question as ``ANSWERS`` and ``TYPED`` say; skip what they do not name."""
        question = self.last["question"]
        if question in TYPED:
            self.send(TYPED[question])
            if self.last["question"] == question:
                self.press("That's all")
        elif question in ANSWERS:
            self.press(ANSWERS[question])
        elif question == "consent.marac.gateways":
            self.press(self.titles[0])
            self.press("That's all")
        elif question == "consent.marac.decision":
            self.press(self.titles[0])
        else:
            self.press("Skip for now" if "Skip for now" in self.titles else self.titles[0])

    def reach(self, question: str | None) -> None:
        """Go on until ``question`` is open (``None``: until the end)."""
        for _ in range(250):
            if self.last["question"] == question:
                return
            self.go_on()
        raise AssertionError(f"{question} was not reached")


def test_a_disclosure_from_the_first_page_to_the_word_referral(browser: Browser, served: str) -> None:
    context = browser.new_context(
        base_url=served, viewport={"width": 1200, "height": 900}, accept_downloads=True
    )
    page, elsewhere = context.new_page(), []
    page.on(
        "request", lambda r: None if r.url.startswith((served, "data:", "blob:")) else elsewhere.append(r.url)
    )
    page.goto("/")
    page.get_by_label("Your name").fill("Pat")
    page.locator("#org").select_option("sevenoaks-dc")
    with page.expect_response("**/session") as opened:
        page.get_by_role("button", name="Start").click()
    assert opened.value.ok
    expect(page.locator("#log")).to_contain_text("What do you need?")
    visit = Visit(page)
    visit.press("Someone has just told me")
    visit.reach("dash_15")
    _shot(page, "page")
    expect(page.locator("#log")).to_contain_text("Earlier: “He put his hands round my neck")
    page.reload()
    expect(page.locator("#log")).to_contain_text("strangle, choke, smother or drown")
    visit.press("Danger")
    assert "999" in visit.last["messages"][0]
    visit.press("No")
    visit.press("Yes")
    visit.reach("judgement.finding")
    expect(page.locator("#log")).to_contain_text("A MARAC referral must be made")
    _shot(page, "finding")
    visit.reach("actions.list")
    _shot(page, "actions")
    visit.reach(None)
    referral = page.locator("#papers li", has_text="MARAC").get_by_role("link", name="Word")
    with page.expect_download() as download:
        referral.click()
    quoted = _quotations(download.value.path().read_bytes())
    assert WORDS in quoted
    assert elsewhere == []
    context.close()


def _quotations(document: bytes) -> list[str]:
    word = Document(io.BytesIO(document))
    cells = [cell for table in word.tables for row in table.rows for cell in row.cells]
    paragraphs = [*word.paragraphs, *(p for cell in cells for p in cell.paragraphs)]
    return [run.text for p in paragraphs for run in p.runs if run.style.name == "Quotation"]


def _shot(page: Page, name: str) -> None:
    if SHOTS:
        page.screenshot(path=str(Path(SHOTS) / f"{name}.png"))
