"""Safety: leaving, locking, and nothing that stays behind or goes elsewhere."""

import re
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import Scripted
from tests.browser.fake_server import WORDS, FakeServer
from tests.browser.test_conversation import begin, to_the_account

WEB = Path(__file__).parents[2] / "web"
WEATHER = "https://www.bbc.co.uk/weather"
MOST_BYTES = 60_000


def serve_weather(context: BrowserContext) -> None:
    """Stand in for the neutral page."""
    context.route(
        "https://www.bbc.co.uk/**", lambda route: route.fulfill(body="<p>weather", content_type="text/html")
    )


def test_exit_leaves_at_once_and_back_shows_nothing(
    context: BrowserContext, page: Page, fake: FakeServer
) -> None:
    serve_weather(context)
    to_the_account(page)
    page.locator("#message").fill("half a sentence")
    page.get_by_role("button", name="Exit this page").click()
    page.wait_for_url(WEATHER)
    assert fake.talks == {}
    page.go_back()
    assert page.url == "about:blank"
    page.go_forward()
    page.wait_for_url(WEATHER)


def test_the_screen_is_clear_before_the_neutral_page_has_come(context: BrowserContext, page: Page) -> None:
    to_the_account(page)
    context.route("https://www.bbc.co.uk/**", lambda route: route.fulfill(status=204))
    page.get_by_role("button", name="Exit this page").click()
    assert page.evaluate("document.body.innerText + document.body.childElementCount") == "0"


def test_three_shifts_leave_and_two_with_a_letter_between_do_not(context: BrowserContext, page: Page) -> None:
    serve_weather(context)
    to_the_account(page)
    page.locator("#message").focus()
    page.keyboard.press("Shift")
    page.keyboard.press("Shift")
    expect(page.get_by_text("Shift, press 1 more to exit")).to_be_attached()
    page.keyboard.press("a")
    page.keyboard.press("Shift")
    assert page.url.endswith("/")
    page.keyboard.press("Shift")
    page.keyboard.press("Shift")
    page.wait_for_url(WEATHER)


def test_the_tab_the_icon_and_the_address_give_nothing_away(page: Page, scripted: Scripted) -> None:
    to_the_account(page)
    assert (page.title(), page.url) == ("Notes", f"{scripted.address}/")
    assert page.locator("link[rel=icon]").get_attribute("href") == "data:,"
    shown = page.locator("header").inner_text() + (WEB / "index.html").read_text()
    assert not re.search(r"abuse|domestic|disclos|safeguard|marac", shown, re.IGNORECASE)


def test_nothing_is_stored_in_the_browser(page: Page, context: BrowserContext) -> None:
    to_the_account(page)
    page.locator("#message").fill(WORDS)
    page.keyboard.press("Enter")
    expect(page.locator(".now")).to_contain_text("Kept.")
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    assert (
        page.evaluate("async () => (await indexedDB.databases()).length + (await caches.keys()).length") == 0
    )
    assert page.evaluate("document.cookie") == ""
    (cookie,) = context.cookies()
    assert (cookie["httpOnly"], cookie["sameSite"]) == (True, "Strict")
    page.reload()
    expect(page.locator("#message")).to_have_value("")


def test_a_page_left_alone_warns_then_locks_and_keeps_what_was_not_sent(
    page: Page, context: BrowserContext
) -> None:
    page.clock.install()
    page.goto("/")
    to_the_account(page)
    page.locator("#message").fill("not sent yet")
    page.clock.fast_forward("28:30")
    expect(page.get_by_role("alertdialog", name="Are you still there?")).to_be_visible()
    page.get_by_role("button", name="Stay on this page").click()
    expect(page.get_by_role("alertdialog")).to_be_hidden()
    page.clock.fast_forward("29:30")
    expect(page.get_by_role("alertdialog")).to_be_visible()
    page.clock.fast_forward("00:31")
    expect(page.get_by_role("heading", name="This page is locked")).to_be_visible()
    text = page.locator("body").inner_text()
    assert "What did they say?" not in text and "Sevenoaks" not in text
    assert page.locator("#message").count() == 0
    page.get_by_role("button", name="Sign in again").click()
    expect(page.locator(".now .ask")).to_have_text("What did they say?")
    expect(page.locator("#message")).to_have_value("not sent yet")


def test_a_session_that_ends_elsewhere_locks_the_page(
    page: Page, scripted: Scripted, fake: FakeServer
) -> None:
    to_the_account(page)
    scripted.do(fake.end)
    expect(page.get_by_role("heading", name="This page is locked")).to_be_visible()
    assert "What did they say?" not in page.locator("body").inner_text()


def test_signing_out_shows_nothing_and_ends_the_session(page: Page, fake: FakeServer) -> None:
    begin(page)
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", name="You are signed out")).to_be_visible()
    assert fake.talks == {}
    page.reload()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()


def test_markup_in_what_was_said_stays_text(page: Page) -> None:
    to_the_account(page)
    text = "<img src=x onerror=alert(1)><b>bold</b>"
    page.locator("#message").fill(text)
    page.keyboard.press("Enter")
    expect(page.locator(".said.exact .text")).to_have_text(text)
    assert page.locator(".log img, .log .text b").count() == 0


def test_every_request_goes_to_the_server_alone(
    browser: Browser, scripted: Scripted, fake: FakeServer
) -> None:
    context = browser.new_context(base_url=scripted.address)
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    page = context.new_page()
    page.goto("/")
    to_the_account(page)
    assert asked and all(url.startswith((scripted.address, "data:,")) for url in asked)
    context.close()


def test_scripts_and_styles_are_small_and_make_no_markup() -> None:
    files = [*WEB.glob("*.js"), *WEB.glob("*.css")]
    assert sum(file.stat().st_size for file in files) < MOST_BYTES
    for file in files:
        text = file.read_text()
        assert not re.search(
            r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|localStorage|sessionStorage",
            text,
        )
        assert not re.search(r"https?://(?!www\.bbc\.co\.uk/weather|www\.w3\.org/2000/svg)", text), file.name


def test_every_word_comes_from_the_one_catalogue() -> None:
    catalogue = (WEB / "strings.js").read_text()
    known = set(re.findall(r"^\t(\w+): \"", catalogue, re.MULTILINE))
    for file in WEB.glob("*.js"):
        text = file.read_text()
        used = set(re.findall(r"\bt\(\"(\w+)\"", text))
        assert used <= known, file.name
        if file.name != "strings.js":
            assert not re.findall(r"\"[A-Z][a-z]+ [a-z]+ [a-z ]+\"", text), file.name
