"""The conversation on the page, against the scripted server: answers of every kind, and a network that fails."""

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from tests.browser.conftest import Scripted
from tests.browser.fake_server import SCRIPT, WORDS, FakeServer


def begin(page: Page) -> None:
    """Sign in and wait for the first question."""
    page.get_by_role("button", name="Sign in").click()
    expect(page.locator(".now .ask")).to_have_text("What do you need?")


def answer(page: Page, title: str, then: str) -> None:
    """Press an answer with the keyboard and wait for what comes."""
    page.locator(".answers").get_by_role("button", name=title, exact=True).press("Enter")
    expect(page.locator(".now")).to_contain_text(then)


def to_the_account(page: Page) -> None:
    """As far as the client's exact words."""
    begin(page)
    answer(page, "Someone has just told me", "this minute")
    answer(page, "No", "What did you notice?")
    answer(page, "That's all", "What did they say?")


def to_the_date(page: Page) -> None:
    """As far as the question for a date."""
    to_the_account(page)
    answer(page, "That's all", "When was the last MARAC?")


def sent(fake: FakeServer) -> list[str]:
    """What was taken, without what the page asks by itself."""
    return [m.get("message") or m["command"] for m in fake.taken if m.get("command") != "again"]


def test_words_go_as_they_were_typed_and_look_like_words(page: Page, fake: FakeServer) -> None:
    to_the_account(page)
    expect(page.locator("form.exact label")).to_have_text("Their exact words")
    words = "He said “I'll find you”.\n  I believed him. 🧿"
    page.locator("#message").fill(words)
    page.keyboard.press("Enter")
    expect(page.locator(".now")).to_contain_text("Kept.")
    assert sent(fake)[-1] == words
    assert page.locator(".said.exact .text").inner_text() == words
    expect(page.locator(".said.exact .who")).to_contain_text("Their exact words, 14:15")


def test_shift_and_enter_starts_a_line_and_enter_sends(page: Page, fake: FakeServer) -> None:
    to_the_account(page)
    page.locator("#message").press_sequentially("one")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("two")
    page.keyboard.press("Enter")
    expect(page.locator(".now")).to_contain_text("Kept.")
    assert sent(fake)[-1] == "one\ntwo"
    expect(page.locator("#message")).to_have_value("")


def test_a_checklist_is_ticked_in_place_and_keeps_the_focus(page: Page) -> None:
    begin(page)
    answer(page, "Someone has just told me", "this minute")
    answer(page, "No", "What did you notice?")
    answer(page, "Marks or injuries", "Any more?")
    ticked = page.get_by_role("button", name="Marks or injuries", pressed=True)
    expect(ticked).to_be_focused()
    ticked.press("Enter")
    expect(page.get_by_role("button", name="Marks or injuries", pressed=False)).to_be_focused()


def test_a_date_has_three_fields_and_a_number_one(page: Page, fake: FakeServer) -> None:
    to_the_date(page)
    page.get_by_label("Day").fill("1")
    page.keyboard.press("Enter")
    expect(page.locator(".dock .fault")).to_contain_text("Give the day, month and year")
    page.get_by_label("Month").fill("3")
    page.get_by_label("Year").fill("2026")
    page.keyboard.press("Enter")
    expect(page.locator(".now")).to_contain_text("How often")
    assert sent(fake)[-1] == "1/3/2026"
    assert page.locator("#message").get_attribute("inputmode") == "numeric"
    page.get_by_role("button", name="Don't know").click()
    expect(page.locator(".now")).to_contain_text("strangle")
    assert sent(fake)[-1] == "don't know"


def test_a_date_can_be_typed_in_words(page: Page, fake: FakeServer) -> None:
    to_the_date(page)
    page.get_by_role("button", name="Type it in words").click()
    page.keyboard.type("last spring")
    page.keyboard.press("Enter")
    expect(page.locator(".now")).to_contain_text("How often")
    assert sent(fake)[-1] == "last spring"


def test_a_second_click_never_answers_the_next_question(page: Page, fake: FakeServer) -> None:
    begin(page)
    page.get_by_role("button", name="Someone has just told me").dblclick()
    expect(page.locator(".now")).to_contain_text("this minute")
    page.mouse.click(*centre(page, "Yes"))
    page.wait_for_timeout(100)
    assert len(sent(fake)) == 1
    page.wait_for_timeout(400)
    page.get_by_role("button", name="No", exact=True).click()
    expect(page.locator(".now")).to_contain_text("What did you notice?")


def centre(page: Page, title: str) -> tuple[float, float]:
    """The middle of a button."""
    box = page.get_by_role("button", name=title, exact=True).bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_after_a_button_nothing_is_chosen_by_a_second_press_of_enter(page: Page, fake: FakeServer) -> None:
    begin(page)
    answer(page, "Someone has just told me", "this minute")
    page.keyboard.press("Enter")
    expect(page.locator(".answers")).to_be_focused()
    assert len(sent(fake)) == 1
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Yes", exact=True)).to_be_focused()


def test_the_controls_are_always_there(page: Page, fake: FakeServer) -> None:
    begin(page)
    for name in ("Back", "Pause", "Why?", "Help", "Danger"):
        page.get_by_role("button", name=name, exact=True).click()
        expect(page.locator(".log .text").last).to_have_text(name)
        expect(page.locator(".state")).to_have_count(0)
    assert sent(fake) == ["back", "pause", "why", "help", "danger"]


def test_a_message_that_failed_is_tried_again_under_its_own_id(page: Page, fake: FakeServer) -> None:
    to_the_account(page)
    fake.failure = "The record could not be written."
    page.locator("#message").fill(WORDS)
    page.keyboard.press("Enter")
    expect(page.locator(".state.fault")).to_contain_text("Not sent. The record could not be written.")
    fake.failure = ""
    page.get_by_role("button", name="Try again").click()
    expect(page.locator(".now")).to_contain_text("Kept.")
    assert fake.taken[-1]["id"] == fake.taken[-2]["id"]
    expect(page.locator(".said.exact")).to_have_count(1)


def test_a_message_that_was_refused_can_be_changed(page: Page, fake: FakeServer) -> None:
    to_the_account(page)
    fake.refusal = (413, "The message is too long.")
    page.locator("#message").fill("too long")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Change it").click()
    expect(page.locator("#message")).to_have_value("too long")
    expect(page.get_by_text("The message is too long.")).to_have_count(0)


def test_what_is_sent_without_a_network_goes_once_when_it_is_back(
    page: Page, context: BrowserContext, scripted: Scripted, fake: FakeServer
) -> None:
    to_the_account(page)
    context.set_offline(True)
    scripted.do(fake.cut)
    page.locator("#message").fill(WORDS)
    page.keyboard.press("Enter")
    expect(page.get_by_text("No connection.")).to_be_visible()
    expect(page.locator(".state")).to_have_text("Sending")
    before = len(fake.taken)
    fake.down = False
    context.set_offline(False)
    expect(page.locator(".now")).to_contain_text("Kept.")
    expect(page.get_by_text("No connection.")).to_be_hidden()
    assert [m["message"] for m in fake.taken[before:]] == [WORDS]
    expect(page.locator(".said.exact")).to_have_count(1)


def test_an_answer_that_was_lost_on_its_way_is_fetched_and_nothing_goes_twice(
    page: Page, scripted: Scripted, fake: FakeServer
) -> None:
    to_the_account(page)
    fake.delay = 0.4
    page.locator("#message").fill(WORDS)
    page.keyboard.press("Enter")
    expect(page.locator(".writing")).to_be_visible()
    scripted.do(fake.cut)
    page.wait_for_timeout(600)
    fake.down = False
    expect(page.locator(".now")).to_contain_text("Kept.")
    assert len({m["id"] for m in fake.taken if m.get("message") == WORDS}) == 1
    expect(page.locator(".said.exact")).to_have_count(1)


def test_the_first_answer_that_was_lost_on_its_way_does_not_hold_up_what_follows(
    page: Page, scripted: Scripted, fake: FakeServer
) -> None:
    fake.delay = 0.4
    page.get_by_role("button", name="Sign in").click()
    expect(page.locator(".writing")).to_be_visible()
    while not fake.taken:
        page.wait_for_timeout(20)
    scripted.do(fake.cut)
    page.wait_for_timeout(600)
    fake.down, fake.delay = False, 0
    expect(page.locator(".now .ask")).to_have_text("What do you need?")
    answer(page, "Someone has just told me", "this minute")
    assert [m.get("message") or m["command"] for m in fake.taken].count("again") <= 2
    expect(page.locator(".log > ol > li")).to_have_count(2)


def test_what_is_pressed_before_the_past_has_come_stands_after_it(page: Page, fake: FakeServer) -> None:
    fake.fill(30)
    waiting: list[Route] = []
    page.route("**/events?*", lambda route: waiting.append(route), times=1)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("button", name="Danger").click()
    expect(page.locator(".log .text")).to_have_text(["Danger"])
    waiting[0].continue_()
    expect(page.locator(".now")).to_contain_text("Ring 999 now")
    expect(page.locator(".log > ol > li")).to_have_count(31)
    assert page.locator(".log .text").all_text_contents()[-2:] == [f"Entry 30. {WORDS}", "Danger"]


def test_danger_says_999_at_once_even_without_a_network(page: Page, context: BrowserContext) -> None:
    begin(page)
    context.set_offline(True)
    page.get_by_role("button", name="Danger").click()
    expect(page.get_by_role("link", name="Ring 999")).to_be_visible(timeout=300)
    assert page.get_by_role("link", name="Ring 999").get_attribute("href") == "tel:999"


def test_a_reload_goes_on_at_the_same_question_with_everything_said(page: Page) -> None:
    to_the_account(page)
    page.reload()
    expect(page.locator(".now .ask")).to_have_text("What did they say?")
    expect(page.locator(".log > ol > li")).to_have_count(4)
    expect(page.locator(".log")).to_contain_text("Someone has just told me")


def test_a_second_tab_shows_the_same_and_follows(
    page: Page, context: BrowserContext, fake: FakeServer
) -> None:
    begin(page)
    second = context.new_page()
    second.goto("/")
    expect(second.locator(".now .ask")).to_have_text("What do you need?")
    answer(page, "Someone has just told me", "this minute")
    expect(second.locator(".now")).to_contain_text("this minute")
    answer(second, "No", "What did you notice?")
    expect(page.locator(".now")).to_contain_text("What did you notice?")
    assert len(sent(fake)) == 2


def test_reading_further_up_is_never_disturbed(page: Page, scripted: Scripted, fake: FakeServer) -> None:
    fake.fill(60)
    page.get_by_role("button", name="Sign in").click()
    expect(page.locator(".now")).to_contain_text("60. Kept.")
    log = page.locator(".log")
    page.wait_for_timeout(300)
    assert log.evaluate("log => log.scrollTop + log.clientHeight > log.scrollHeight - 80")
    log.evaluate("log => { log.scrollTop = 200; }")
    page.wait_for_timeout(200)
    place = log.evaluate("log => log.scrollTop")
    scripted.do(fake.say, "From another screen.")
    expect(page.get_by_role("button", name="New message below")).to_be_visible()
    assert abs(log.evaluate("log => log.scrollTop") - place) < 2
    page.get_by_role("button", name="New message below").click()
    expect(page.get_by_text("From another screen.")).to_be_in_viewport()


HELD = "window.held = []; window.requestAnimationFrame = (draw) => window.held.push(draw);"
"""The page draws nothing more until ``step`` lets it."""
STEP = """() => {
  const root = document.querySelector("heard-chat").shadowRoot, items = root.querySelectorAll(".log > ol > li");
  const seen = window.looked ?? items[items.length - 1], before = seen.getBoundingClientRect().top;
  window.held.splice(0).forEach((draw) => draw());
  return [root.querySelectorAll(".log > ol > li").length, seen.getBoundingClientRect().top - before];
}"""


def held_history(page: Page, fake: FakeServer, turns: int) -> None:
    """A long conversation of which the page has drawn the newest turn alone."""
    fake.fill(turns)
    page.add_init_script(HELD)
    page.reload()
    page.get_by_role("button", name="Sign in").click()
    expect(page.locator(".now")).to_contain_text(f"{turns}. Kept.")
    assert page.locator(".log > ol > li").count() == 1


@pytest.mark.parametrize("size", [(1280, 900), (360, 740), (320, 256)])
def test_a_long_history_is_drawn_from_its_end_and_what_is_in_sight_never_moves(
    page: Page, fake: FakeServer, size: tuple[int, int]
) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    held_history(page, fake, 150)
    page.evaluate(STEP)
    for _ in range(150):
        drawn, moved = page.evaluate(STEP)
        assert abs(moved) < 1.5
        if drawn == 150:
            break
    assert drawn == 150
    texts = page.locator(".log .text").all_text_contents()
    assert texts == [f"Entry {n}. {WORDS}" for n in range(1, 151)]
    assert page.locator("[aria-live=polite]").inner_text() == ""


def test_who_reads_further_up_while_the_past_is_drawn_is_not_disturbed(page: Page, fake: FakeServer) -> None:
    held_history(page, fake, 300)
    drawn = 1
    while drawn < 30:
        drawn, _ = page.evaluate(STEP)
    page.evaluate(
        """() => {
          const log = document.querySelector("heard-chat").shadowRoot.querySelector(".log");
          log.scrollTop = 0;
          window.looked = log.querySelector("li");
        }"""
    )
    while drawn < 300:
        drawn, moved = page.evaluate(STEP)
        assert abs(moved) < 1.5


def test_a_moment_that_is_not_drawn_yet_is_drawn_when_a_quotation_leads_there(
    page: Page, fake: FakeServer
) -> None:
    held_history(page, fake, 150)
    page.locator(".beside").get_by_role("button", name="the client").click()
    expect(page.locator(".shown .text")).to_have_text(f"Entry 4. {WORDS}")
    expect(page.locator(".shown")).to_be_in_viewport()
    assert page.locator(".log > ol > li").count() == 150


def test_the_same_words_said_twice_are_two_moments(page: Page, fake: FakeServer) -> None:
    to_the_account(page)
    for turn in (5, 6):
        page.locator("#message").fill(WORDS)
        page.keyboard.press("Enter")
        expect(page.locator(".log > ol > li")).to_have_count(turn)
        expect(page.locator(".state")).to_have_count(0)
    blocks = [
        {"quote": WORDS, "seq": n, "at": f"2026-11-23T14:1{n}:00Z", "speaker": "client"} for n in (4, 5)
    ]
    draft = {"title": "MARAC referral", "parts": [{"heading": "What was said", "blocks": blocks}]}
    page.route("**/case/documents/marac-referral", lambda route: route.fulfill(json=draft))
    page.get_by_role("button", name="Documents", exact=True).click()
    page.get_by_role("button", name="Read it here").click()
    turns = page.locator(".log > ol > li")
    for quote, turn in ((0, 4), (1, 5), (0, 4)):
        page.locator("figure button").nth(quote).click()
        expect(turns.nth(turn)).to_have_class("shown" if turn == 4 else "now shown")
        expect(page.locator(".shown")).to_have_count(1)


def test_an_entry_that_was_not_said_here_is_shown_in_the_case(page: Page, fake: FakeServer) -> None:
    to_the_account(page)
    page.get_by_role("button", name="Documents", exact=True).click()
    page.get_by_role("button", name="Read it here").click()
    page.get_by_role("button", name="Said 23 November 2026").click()
    expect(page.get_by_role("heading", name="Case so far")).to_be_visible()
    expect(page.locator("#said-4 button")).to_be_focused()
    expect(page.locator(".shown")).to_have_count(0)


def test_the_header_says_who_is_signed_in_until_the_page_is_locked(
    page: Page, scripted: Scripted, fake: FakeServer
) -> None:
    begin(page)
    expect(page.locator(".name")).to_contain_text("Pat Okafor, Sevenoaks District Council")
    scripted.do(fake.end)
    expect(page.get_by_role("heading", name="This page is locked")).to_be_visible()
    expect(page.locator(".name")).to_have_text("Guided notes")


def test_a_tab_that_was_left_behind_shows_what_its_session_shows(page: Page, fake: FakeServer) -> None:
    begin(page)
    page.route(
        "**/events?*", lambda route: route.fulfill(status=409, json={"error": "Another conversation."})
    )
    asked = page.locator(".now .ask")
    page.reload()
    expect(asked).to_have_count(0)
    page.unroute("**/events?*")
    expect(asked).to_have_text("What do you need?")


def test_the_whole_question_is_in_sight_whatever_is_on_offer_below_it(page: Page) -> None:
    page.set_viewport_size({"width": 1280, "height": 800})
    to_the_date(page)
    page.get_by_role("button", name="Don't know").click()
    expect(page.locator(".now")).to_contain_text("How often")
    page.locator("#message").fill("3")
    page.keyboard.press("Enter")
    for then in ("strangle", "High risk", "designated safeguarding officer"):
        expect(page.locator(".now")).to_contain_text(then)
        page.wait_for_timeout(250)
        hidden = page.evaluate(
            """() => {
              const find = (path) => document.querySelector("heard-chat").shadowRoot.querySelector(path).getBoundingClientRect();
              return find(".now .reply").bottom - find(".log").bottom;
            }"""
        )
        assert hidden <= 0
        page.locator(".answers button").first.press("Enter")


def test_long_words_are_folded_and_open_whole(page: Page, fake: FakeServer) -> None:
    to_the_account(page)
    long = " ".join(f"{n}. {WORDS}" for n in range(40))
    page.locator("#message").fill(long)
    page.keyboard.press("Enter")
    expect(page.locator(".now")).to_contain_text("Kept.")
    folded = page.locator(".said.exact .folded")
    assert folded.evaluate("part => part.clientHeight") < 300
    assert folded.inner_text() == long
    page.get_by_role("button", name="Show all of it").click()
    expect(page.locator(".said.exact .folded")).to_have_count(0)


def test_what_was_typed_waits_while_a_message_is_on_its_way(page: Page, fake: FakeServer) -> None:
    to_the_account(page)
    fake.delay = 0.5
    page.locator("#message").fill("first")
    page.keyboard.press("Enter")
    page.locator("#message").fill("second")
    page.keyboard.press("Enter")
    expect(page.locator("#message")).to_have_value("second")
    expect(page.locator(".now")).to_contain_text("Kept.")
    expect(page.locator("#message")).to_have_value("second")
    assert sent(fake)[-1] == "first"


def test_the_stages_say_where_you_are(page: Page) -> None:
    to_the_account(page)
    now = page.get_by_role("navigation", name="Parts").locator("[aria-current=step]")
    expect(now).to_contain_text("What was said, you are here")
    expect(page.locator(".done")).to_have_count(2)


def test_each_line_of_the_answers_has_a_change_link(page: Page, fake: FakeServer) -> None:
    to_the_account(page)
    page.get_by_role("button", name="Check your answers").click()
    change = page.get_by_role("button", name="Change What they said, line 2")
    change.click()
    expect(page.locator(".log .text").last).to_have_text("change 2")
    assert sent(fake)[-1] == "change 2"


def test_a_quotation_leads_to_the_moment_it_was_said(page: Page) -> None:
    to_the_account(page)
    page.locator("#message").fill(WORDS)
    page.keyboard.press("Enter")
    expect(page.locator(".now")).to_contain_text("Kept.")
    page.get_by_role("button", name="Documents", exact=True).click()
    expect(page.get_by_text("Not yet. Tell the DSO first, and record when.")).to_be_visible()
    page.get_by_role("button", name="Read it here").click()
    expect(page.locator("figure blockquote")).to_have_text(f"“{WORDS}”")
    page.get_by_role("button", name="Said 23 November 2026").click()
    expect(page.locator(".shown .text")).to_have_text(WORDS)
    expect(page.locator(".shown")).to_be_focused()


def test_the_timeline_is_a_picture_with_a_list(page: Page) -> None:
    to_the_account(page)
    page.get_by_role("button", name="Timeline").click()
    expect(page.get_by_role("img", name="Days: 4. First 7 May 2026, last 25 November 2026")).to_be_visible()
    expect(page.locator("svg circle")).to_have_count(4)
    days = page.locator(".days > li")
    expect(days).to_have_count(5)
    expect(days.nth(2)).to_contain_text("Tell the safeguarding officer")
    expect(days.nth(4)).to_contain_text("Without a date")
    expect(days.nth(4).locator("blockquote")).to_have_text(WORDS)


def test_the_case_says_in_words_what_is_met(page: Page) -> None:
    to_the_account(page)
    panel = page.locator(".beside")
    expect(panel.locator("li", has_text="Strangulation")).to_contain_text("Met")
    expect(panel.locator("li", has_text="Visible high risk")).to_contain_text("Not met")
    expect(panel.locator("li", has_text="Professional judgement")).to_contain_text("Not known yet")
    expect(panel.locator("li", has_text="designated safeguarding officer")).to_contain_text("Overdue")
    expect(panel.locator("li", has_text="Domestic abuse service")).to_contain_text("Agreed")


def test_a_case_is_gone_on_with_from_the_list(page: Page, fake: FakeServer) -> None:
    opened = {"opened_at": "2026-11-23T10:00:00+00:00", "stage": "dash", "stage_title": "The risk questions"}
    fake.cases = [{"id": "C-1", "status": "open", "own": True, **opened}]
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("button", name="Go on: Opened 23 November 2026 at 10:00").click()
    expect(page.locator(".now .ask")).to_have_text("When was the last MARAC?")


def test_a_colleagues_case_is_read_and_nothing_can_be_added(page: Page, fake: FakeServer) -> None:
    fake.fill(3)
    fake.read_only = True
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_text("You are reading a colleague's case.")).to_be_visible()
    expect(page.locator(".dock")).to_be_hidden()
    expect(page.get_by_role("button", name="Danger")).to_be_hidden()


@pytest.mark.parametrize("way", ["token", "oidc"])
def test_the_other_ways_to_sign_in(page: Page, fake: FakeServer, way: str) -> None:
    fake.sign_in = way
    page.reload()
    if way == "oidc":
        link = page.get_by_role("link", name="Sign in with your work account")
        assert str(link.get_attribute("href")).endswith("/sign-in")
        return
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("alert")).to_have_text("Fill in: Your name")
    page.get_by_label("Your name").fill("Pat")
    page.get_by_label("Access code").fill("wrong")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_have_text("That access code is not right.")
    page.get_by_label("Access code").fill("right")
    page.get_by_label("A case to go on with").fill("C-0001-abcd")
    page.keyboard.press("Enter")
    expect(page.locator(".now .ask")).to_have_text(SCRIPT[0]["messages"][-1])
    assert fake.signed_in["code"] == "C-0001-abcd"
    expect(page.locator(".side")).to_contain_text("keep this code: C-0001-abcd")
