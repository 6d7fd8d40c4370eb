"""The plain page in a real browser."""

import os
from pathlib import Path

from playwright.sync_api import Page, expect

SHOTS = os.environ.get("HEARD_SCREENSHOTS")


def shot(page: Page, name: str) -> None:
    if SHOTS:
        page.screenshot(path=str(Path(SHOTS) / f"{name}.png"))


def begin(page: Page) -> None:
    page.get_by_label("Your name").fill("Pat")
    page.get_by_role("button", name="Start").click()
    expect(page.locator("#log")).to_contain_text("What is this about?")


def to_the_account(page: Page) -> None:
    begin(page)
    page.get_by_role("button", name="A live case").click()
    page.get_by_role("button", name="No", exact=True).click()
    expect(page.locator("#log")).to_contain_text("What did you see?")
    shot(page, "checklist")
    page.get_by_role("button", name="Glances at them").click()
    expect(page.locator("#log")).to_contain_text("Type their words")


def test_a_whole_conversation_can_be_held_with_buttons_and_words(page, house):
    expect(page.get_by_role("button", name="Start")).to_be_visible()
    shot(page, "start")
    to_the_account(page)
    expect(page.locator("#ask")).to_contain_text("exact words")
    words = "He said “I'll find you”.\nI believed him. 🧿"
    page.locator("#message").fill(words)
    shot(page, "exact-words")
    page.keyboard.press("Enter")
    expect(page.locator("#log .now")).to_contain_text("last MARAC")
    assert house.speaker.turns[-1].text == words
    page.locator("#message").fill("1/3/2026")
    page.keyboard.press("Enter")
    expect(page.locator("#log .now")).to_contain_text("call-outs")
    page.locator("#message").fill("3")
    page.keyboard.press("Enter")
    expect(page.locator("#log .now")).to_contain_text("High risk")
    shot(page, "finding")
    page.get_by_role("button", name="Done").click()
    expect(page.locator("#papers")).to_contain_text("Tell the DSO first")
    shot(page, "documents")
    with page.expect_download() as download:
        page.get_by_role("link", name="Word").click()
    assert download.value.suggested_filename == "notes.docx"


def test_a_reload_goes_on_at_the_same_question(page):
    begin(page)
    page.get_by_role("button", name="A live case").click()
    expect(page.locator("#log .now")).to_have_text("Is anyone in danger right now?")
    page.reload()
    expect(page.locator("#log .now")).to_have_text("Is anyone in danger right now?")
    expect(page.locator("#log")).to_contain_text("A live case")


def test_the_six_controls_are_always_there_and_leave_the_question_open(page, house):
    begin(page)
    for name in ("Danger", "Why?", "Back", "Pause", "Review", "Help"):
        page.get_by_role("button", name=name, exact=True).click()
        expect(page.locator("#log .mine").last).to_have_text(name)
    assert [turn.button["command"] for turn in house.speaker.turns[1:]] == [
        "danger",
        "why",
        "back",
        "pause",
        "review",
        "help",
    ]


def test_a_fault_is_told_and_the_words_stay_in_the_box(page, house):
    to_the_account(page)
    house.speaker.failure = ValueError("x")
    page.locator("#message").fill("her words")
    page.keyboard.press("Enter")
    expect(page.locator("#fault")).to_contain_text("Something went wrong")
    expect(page.locator("#message")).to_have_value("her words")
    house.speaker.failure = None
    page.keyboard.press("Enter")
    expect(page.locator("#log .now")).to_contain_text("last MARAC")
    assert house.speaker.turns[-1].message_id == house.speaker.turns[-2].message_id


def test_leaving_replaces_the_page_at_once_and_ends_the_session(page, address):
    begin(page)
    page.route("https://www.bbc.co.uk/**", lambda route: route.fulfill(body="weather"))
    page.locator("#message").fill("half a sentence")
    page.get_by_role("button", name="Leave now").click()
    page.wait_for_url("https://www.bbc.co.uk/weather")
    page.goto(address)
    expect(page.get_by_role("button", name="Start")).to_be_visible()
    assert "page" not in {cookie["name"] for cookie in page.context.cookies()}


def test_shift_three_times_leaves_too(page):
    begin(page)
    page.route("https://www.bbc.co.uk/**", lambda route: route.fulfill(body="weather"))
    for _ in range(3):
        page.keyboard.press("Shift")
    page.wait_for_url("https://www.bbc.co.uk/weather")


def test_nothing_gives_the_disclosure_away_in_the_tab_or_the_address(page, address):
    to_the_account(page)
    assert (page.title(), page.url) == ("Notes", f"{address}/")
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0


def test_it_fits_a_phone_of_320_pixels_without_scrolling_sideways(page):
    page.set_viewport_size({"width": 320, "height": 640})
    shot(page, "start-320")
    to_the_account(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    shot(page, "words-320")


def test_it_can_be_used_with_the_keyboard_alone(page, house):
    page.get_by_label("Your name").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#message")).to_be_focused()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#log .now")).to_have_text("Is anyone in danger right now?")
    page.keyboard.type("no")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("not now")
    page.keyboard.press("Enter")
    expect(page.locator("#log .now")).to_have_text("What did you see?")
    assert house.speaker.turns[-1].text == "no\nnot now"
