"""A whole Sevenoaks disclosure in a real browser: from signing in to the Word referral in the client's words."""

import io
from datetime import UTC, datetime, timedelta
from typing import Any

from docx import Document
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import NOTED, watched
from tests.browser.screenshots import shot

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
    "actions.follow_up_on": f"{datetime.now(UTC) + timedelta(days=2):%d/%m/%Y}",
}


class Visit:
    """One practitioner at the page. ``last`` is the last reply the page was given."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def sign_in(self, org: str = "sevenoaks-dc") -> None:
        """Sign in as the first sample practitioner of an organisation, and wait for the first question."""
        self.page.goto("/")
        self.page.get_by_label("Your organisation").select_option(org)
        self.page.get_by_role("button", name="Sign in").click()
        self.drawn(1)

    def drawn(self, turns: int) -> None:
        """Wait until that many turns stand in the conversation and nothing is on its way."""
        expect(self.page.locator(".log > ol > li")).to_have_count(turns, timeout=20_000)
        expect(self.page.locator(".log .state")).to_have_count(0, timeout=20_000)

    @property
    def turns(self) -> int:
        """How many turns stand in the conversation."""
        return self.page.locator(".log > ol > li").count()

    @property
    def last(self) -> dict[str, Any]:
        """The last reply."""
        reply: dict[str, Any] = self.page.evaluate("window.seen.at(-1).reply")
        return reply

    def send(self, text: str) -> None:
        """Type a message and send it."""
        before = self.turns
        if self.page.locator("#message").is_hidden():
            self.page.get_by_role("button", name="Type it in words").click()
        self.page.locator("#message").fill(text)
        self.page.keyboard.press("Enter")
        self.drawn(before + 1)

    def press(self, title: str) -> None:
        """Press a button on offer with the keyboard, by its place, so that a checklist's marks do not matter."""
        before = self.turns
        self.page.locator(".answers button").nth(self.titles.index(title)).press("Enter")
        self.drawn(before + 1)

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


def test_a_disclosure_from_signing_in_to_the_word_referral(browser: Browser, served: str) -> None:
    context = browser.new_context(base_url=served, viewport={"width": 1280, "height": 900})
    context.add_init_script(NOTED)
    page = context.new_page()
    faults = watched(page, served)
    visit = Visit(page)
    visit.sign_in()
    visit.press("Someone has just told me")
    visit.reach("dash_15")
    shot(page, "whole-question")
    expect(page.locator(".now")).to_contain_text("Earlier: “He put his hands round my neck")
    before = visit.turns
    page.reload()
    visit.drawn(before)
    expect(page.locator(".now .ask")).to_contain_text("strangle, choke, smother or drown")

    page.get_by_role("button", name="Danger").click()
    visit.drawn(before + 1)
    expect(page.locator(".urgent")).to_contain_text("ring 999")
    expect(page.locator(".now")).to_contain_text("999")
    visit.press("No")
    expect(page.locator(".urgent")).to_be_hidden()
    visit.press("Yes")

    _without_a_network(visit)
    visit.reach("judgement.finding")
    expect(page.locator(".log")).to_contain_text("A MARAC referral must be made")
    shot(page, "whole-finding")
    expect(page.locator(".beside .level")).to_contain_text("high risk")
    expect(page.locator(".beside blockquote").first).to_have_text(WORDS)
    visit.reach("actions.list")
    shot(page, "whole-actions")
    visit.reach(None)
    shot(page, "whole-ended")

    page.get_by_role("button", name="Documents", exact=True).click()
    shot(page, "whole-documents")
    referral = page.locator(".beside li", has_text="(MARAC) referral")
    with page.expect_download() as download:
        referral.get_by_role("link", name="Download as Word").click()
    assert WORDS in quotations(download.value.path().read_bytes())
    referral.get_by_role("button", name="Read it here").click()
    quote = page.locator(".beside figure", has_text="hands round my neck").first
    expect(quote.locator("blockquote")).to_have_text(f"“{WORDS}”")
    shot(page, "whole-draft")
    quote.get_by_role("button").click()
    expect(page.locator(".log li.shown .text")).to_have_text(WORDS)

    page.get_by_role("button", name="Check your answers", exact=True).click()
    shot(page, "whole-answers")
    page.get_by_role("button", name="Timeline", exact=True).click()
    expect(page.get_by_role("img", name="Days: ")).to_be_visible()
    assert page.locator("svg circle").count() == page.locator(".days > .day").count() >= 1
    expect(page.locator(".day").last).to_contain_text("Follow up")
    undated = page.locator(".days > li", has_text="Without a date")
    expect(undated.locator(".moment", has_text="on Tuesday").locator("blockquote")).to_have_text(WORDS)
    shot(page, "whole-timeline")
    undated.get_by_role("button", name="Show the moment").first.click()
    expect(page.locator(".log li.shown .text")).to_have_text(WORDS)
    assert faults == []
    context.close()


def _without_a_network(visit: Visit) -> None:
    """Skip a question while the network is down: it waits, goes once, and is answered once."""
    context, before, question = visit.page.context, visit.turns, visit.last["question"]
    context.set_offline(True)
    visit.page.locator(".answers button").nth(visit.titles.index("Skip for now")).press("Enter")
    expect(visit.page.get_by_text("No connection.")).to_be_visible()
    context.set_offline(False)
    visit.drawn(before + 1)
    expect(visit.page.get_by_text("No connection.")).to_be_hidden()
    assert visit.last["question"] != question


def quotations(document: bytes) -> list[str]:
    """What stands in the style of a quotation in a Word document."""
    word = Document(io.BytesIO(document))
    cells = [cell for table in word.tables for row in table.rows for cell in row.cells]
    paragraphs = [*word.paragraphs, *(p for cell in cells for p in cell.paragraphs)]
    return [run.text for p in paragraphs for run in p.runs if run.style.name == "Quotation"]
