"""Access: axe in every state, the keyboard alone, large print, small screens and a live region that can be followed."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import Scripted, watched
from tests.browser.fake_server import WORDS, FakeServer
from tests.browser.screenshots import shot
from tests.browser.test_conversation import answer, begin, to_the_account, to_the_date

AXE = Path(__file__).parents[2] / "web" / "node_modules" / "axe-core" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
LOOKS: dict[str, dict[str, Any]] = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "forced": {"forced_colors": "active"},
}
Found = list[str]


def faults_of(page: Page) -> Found:
    """What axe finds on the page as it stands: the rule, what is wrong and where."""
    if not AXE.exists():
        pytest.skip("axe-core is not installed here: make web-tools does it.")
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(AXE.read_text())
    found = page.evaluate("tags => axe.run(document, { runOnly: tags, resultTypes: ['violations'] })", TAGS)
    assert len(found["passes"]) > 15
    return [
        f"{v['id']}: {v['help']}: {n['target']} {n['html'][:120]}"
        for v in found["violations"]
        for n in v["nodes"]
    ]


def visit_every_state(page: Page, scripted: Scripted, seen: Callable[[str], None]) -> None:
    """Walk through every state of the page and call ``seen`` in each."""
    fake = scripted.fake
    expect(page.get_by_role("button", name="Sign in")).to_be_visible()
    seen("sign-in")
    begin(page)
    seen("opening")
    answer(page, "Someone has just told me", "this minute")
    seen("yes-no")
    answer(page, "No", "What did you notice?")
    answer(page, "Marks or injuries", "Any more?")
    seen("checklist")
    answer(page, "That's all", "What did they say?")
    page.locator("#message").fill(WORDS)
    seen("exact-words")
    page.keyboard.press("Enter")
    expect(page.locator(".now")).to_contain_text("Kept.")
    answer(page, "That's all", "When was the last MARAC?")
    page.keyboard.press("Tab")
    page.get_by_label("Day").press("Enter")
    seen("date")
    page.get_by_role("button", name="Don't know").click()
    expect(page.locator(".now")).to_contain_text("How often")
    seen("number")
    page.locator("#message").fill("3")
    page.keyboard.press("Enter")
    expect(page.locator(".now")).to_contain_text("strangle")
    seen("question")
    page.get_by_role("button", name="Danger").click()
    expect(page.locator(".now")).to_contain_text("Ring 999 now")
    seen("danger")
    answer(page, "Yes", "High risk")
    seen("finding")
    for name in ("Check your answers", "Documents", "Timeline", "Case so far"):
        open_view(page, name)
        seen(name.lower().replace(" ", "-"))
    open_view(page, "Documents")
    page.get_by_role("button", name="Read it here").click()
    expect(page.locator("figure")).to_be_visible()
    seen("draft")
    page.get_by_role("button", name="Said 23 November 2026").click()
    seen("moment")
    fake.delay = 30
    page.locator("#message").fill("One moment")
    page.keyboard.press("Enter")
    seen("waiting")
    fake.delay = 0
    page.context.set_offline(True)
    scripted.do(fake.cut)
    expect(page.locator(".strip").first).to_be_visible()
    seen("offline")
    fake.down = False
    fake.refusal = (503, "The record cannot be written.")
    page.context.set_offline(False)
    page.reload()
    expect(page.locator(".now")).to_contain_text("High risk")
    page.locator("#message").fill("One moment")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Try again")).to_be_visible()
    seen("retry")
    fake.refusal = None
    page.get_by_role("button", name="Try again").click()
    expect(page.locator(".now")).to_contain_text("designated safeguarding officer")
    answer(page, "Go on", "That is everything.")
    seen("ended")
    opened = {"opened_at": "2026-11-23T10:00:00+00:00", "stage": "dash", "stage_title": "The risk questions"}
    fake.cases = [{"id": f"C-{n}", "status": "open", "own": n == 1, **opened} for n in (1, 2)]
    open_view(page, "Your cases")
    expect(page.get_by_role("heading", name="Your cases")).to_be_visible()
    seen("cases")
    page.get_by_role("button", name="Go on: Opened 23 November 2026 at 10:00").click()
    expect(page.locator(".now .ask")).to_have_text("When was the last MARAC?")
    scripted.do(fake.end)
    expect(page.get_by_role("heading", name="This page is locked")).to_be_visible()
    seen("locked")


def open_view(page: Page, name: str) -> None:
    """Open what stands beside the conversation; on a small screen by way of the line that opens."""
    where = page.locator(".where")
    if where.is_visible() and where.get_attribute("aria-expanded") == "false":
        where.click()
    page.locator(".side").get_by_role("button", name=name, exact=True).click()


@pytest.mark.parametrize("look", LOOKS)
def test_axe_finds_nothing_in_any_state(
    browser: Browser, scripted: Scripted, fake: FakeServer, look: str
) -> None:
    context = browser.new_context(
        base_url=scripted.address, viewport={"width": 1280, "height": 900}, bypass_csp=True, **LOOKS[look]
    )
    page = context.new_page()
    page.goto("/")
    found: dict[str, Found] = {}

    def seen(state: str) -> None:
        shot(page, f"{look}-{state}")
        found.update({state: wrong} if (wrong := faults_of(page)) else {})

    visit_every_state(page, scripted, seen)
    context.close()
    assert found == {}


def test_axe_finds_nothing_on_a_phone_and_nothing_is_cut_off(
    browser: Browser, scripted: Scripted, fake: FakeServer
) -> None:
    context = browser.new_context(
        base_url=scripted.address, viewport={"width": 360, "height": 740}, has_touch=True, bypass_csp=True
    )
    page = context.new_page()
    page.goto("/")
    found: dict[str, Found] = {}

    def seen(state: str) -> None:
        shot(page, f"phone-{state}")
        wrong = [] if page.evaluate("document.documentElement.scrollWidth") <= 360 else ["scrolls sideways"]
        wrong += small_targets(page)
        if state in ("exact-words", "danger", "case-so-far", "draft"):
            wrong += faults_of(page)
        found.update({state: wrong} if wrong else {})

    visit_every_state(page, scripted, seen)
    context.close()
    assert found == {}


def small_targets(page: Page) -> Found:
    """Buttons and fields under 44 pixels high."""
    small: Found = page.evaluate(
        """() => [...document.querySelector("heard-chat").shadowRoot.querySelectorAll("button, input, select, textarea, a")]
          .filter((one) => one.checkVisibility() && !one.matches(".skip, .choice input"))
          .map((one) => [one.textContent, one.getBoundingClientRect()])
          .filter(([, { height, width }]) => height < 43.5 || width < 43.5)
          .map(([text, { width, height }]) => `${text} ${width} x ${height}`)"""
    )
    return small


def test_enlarged_to_400_per_cent_nothing_scrolls_sideways_and_the_way_out_stays(page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 256})
    to_the_account(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    shot(page, "enlarged")
    page.get_by_role("button", name="Help").scroll_into_view_if_needed()
    expect(page.get_by_role("button", name="Exit this page")).to_be_in_viewport()
    expect(page.get_by_role("button", name="Danger")).to_be_in_viewport()
    open_view(page, "Case so far")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_everything_can_be_done_with_the_keyboard_alone(page: Page, fake: FakeServer) -> None:
    reach(page, "Sign in")
    page.keyboard.press("Enter")
    expect(page.locator(".now .ask")).to_have_text("What do you need?")
    reach(page, "Someone has just told me", back=True)
    page.keyboard.press("Enter")
    expect(page.locator(".now")).to_contain_text("this minute")
    page.keyboard.type("no")
    expect(page.locator("#message")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".now .ask")).to_have_text("What did you notice?")
    assert fake.taken[-1]["message"] == "no"
    reach(page, "Pause")
    page.keyboard.press("Space")
    expect(page.locator(".log .text").last).to_have_text("Pause")
    reach(page, "Check your answers", back=True)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Check your answers")).to_be_focused()
    reach(page, "Change")
    page.keyboard.press("Enter")
    expect(page.locator("#message")).to_be_focused()
    reach(page, "Exit this page", back=True)
    shot(page, "focus")


def reach(page: Page, name: str, back: bool = False) -> None:
    """Press Tab until a control whose text begins so has the focus."""
    for _ in range(60):
        page.keyboard.press("Shift+Tab" if back else "Tab")
        text = page.evaluate(
            "() => document.querySelector('heard-chat').shadowRoot.activeElement?.closest('button, a')?.textContent"
        )
        if (text or "").startswith(name):
            return
    raise AssertionError(f"{name} cannot be reached")


def test_the_skip_link_goes_to_the_answer(page: Page) -> None:
    to_the_account(page)
    page.get_by_role("button", name="Skip to the answer").focus()
    expect(page.get_by_role("button", name="Skip to the answer")).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("#message")).to_be_focused()


def test_the_live_region_says_each_message_once_and_nothing_of_the_past(page: Page, fake: FakeServer) -> None:
    begin(page)
    page.evaluate(
        """() => {
          const region = document.querySelector("heard-chat").shadowRoot.querySelector("[aria-live=polite]");
          window.told = [];
          new MutationObserver((changes) => changes.forEach(({ addedNodes }) =>
            window.told.push(...[...addedNodes].map((node) => node.textContent)))).observe(region, { childList: true });
        }"""
    )
    answer(page, "Someone has just told me", "this minute")
    told = page.evaluate("window.told")
    assert told == [
        "A case is open. Everything you tell me from here is saved as you go.",
        "Is anyone in danger right now?\nSay: Are you safe where you are, this minute?",
    ]
    page.reload()
    expect(page.locator(".now")).to_contain_text("this minute")
    assert page.locator("[aria-live=polite]").inner_text() == ""


def test_less_motion_means_none(browser: Browser, scripted: Scripted, fake: FakeServer) -> None:
    context = browser.new_context(base_url=scripted.address, reduced_motion="reduce")
    page = context.new_page()
    page.goto("/")
    begin(page)
    fake.delay = 1
    page.get_by_role("button", name="Help").click()
    expect(page.locator(".writing")).to_be_visible()
    assert page.locator(".writing i").first.evaluate("dot => getComputedStyle(dot).animationName") == "none"
    context.close()


def test_every_field_of_a_date_has_its_name(page: Page) -> None:
    to_the_date(page)
    group = page.get_by_role("group", name="Date")
    for name in ("Day", "Month", "Year"):
        expect(group.get_by_label(name)).to_be_visible()


def test_a_page_of_another_kind_can_hold_it(context: BrowserContext, scripted: Scripted) -> None:
    page = context.new_page()
    faults = watched(page, scripted.address)
    held = (
        '<!doctype html><html lang="en"><title>Staff pages</title><main><h1>Staff pages</h1>'
        '<heard-chat></heard-chat><script type="module" src="/static/heard-chat.js"></script></main>'
    )
    page.route("**/staff", lambda route: route.fulfill(body=held, content_type="text/html"))
    page.goto("/staff")
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    assert page.title() == "Staff pages"
    assert page.locator("main").count() == 1
    shot(page, "held")
    assert faults == []


def test_on_a_page_of_another_address_it_is_a_frame_of_our_server(
    context: BrowserContext, scripted: Scripted
) -> None:
    script = f"{scripted.address}/static/heard-chat.js"
    held = (
        '<!doctype html><html lang="en"><title>Staff pages</title><heard-chat title="Notes"></heard-chat>'
        f'<script type="module" src="{script}"></script>'
    )
    shared = {"access-control-allow-origin": "*", "cross-origin-resource-policy": "cross-origin"}
    text = (AXE.parents[2] / "heard-chat.js").read_text()
    context.route("**/staff", lambda route: route.fulfill(body=held, content_type="text/html"))
    context.route(
        script, lambda route: route.fulfill(body=text, content_type="text/javascript", headers=shared)
    )
    page = context.new_page()
    page.goto(f"http://localhost:{scripted.port}/staff")
    frame = page.locator("heard-chat iframe")
    expect(frame).to_have_attribute("src", f"{scripted.address}/")
    expect(frame).to_have_attribute("title", "Notes")
