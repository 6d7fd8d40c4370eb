"""The same short visits in every engine: Chromium, Firefox, and WebKit, which is what Safari is made of."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest

from tests.browser.conftest import Scripted
from tests.browser.engines import NEEDS, Visitor, missing, opened
from tests.browser.fake_server import WORDS, FakeServer
from tests.browser.sites import Line, site, titled

pytestmark = pytest.mark.slow
ASK = ".now .ask"
ANSWERS = ".answers button"
CHOSEN = ("Someone has just told me", "The person it is happening to", "No", "Skip for now")
LATER = "(minutes) => { const now = Date.now; Date.now = () => now() + minutes * 60_000; }"
TYPED = "He said: “I'll find you.”  She's 7 – né Zoë."
AFRESH = ("button", "Start something new")
TOLD = "He told me he’d find me – né Zoë."
"""What the program itself takes for the client's own words."""

Visitors = Callable[[str], Visitor]


@pytest.fixture(scope="session")
def browsers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Visitors]]:
    """A browser of each engine that a test asks for, opened once."""
    running: dict[str, Visitors] = {}
    with ExitStack() as stack:

        def browser(engine: str) -> Visitors:
            if lacking := missing(engine):
                pytest.skip(f"{engine} is not installed here: apt-get install {' '.join(lacking)}")
            if engine not in running:
                folder = tmp_path_factory.mktemp(engine)
                running[engine] = stack.enter_context(opened(engine, folder))
            return running[engine]

        yield browser


@pytest.fixture(params=NEEDS)
def visitors(request: pytest.FixtureRequest, browsers: Callable[[str], Visitors]) -> Visitors:
    """Makes visitors in each engine in turn."""
    return browsers(request.param)


@pytest.fixture
def line(scripted: Scripted, fake: FakeServer) -> Iterator[Line]:
    """The network between the visitor and the scripted server."""
    with Line(scripted.port) as line:
        yield line
        line.cut()
        line.shutdown()


@pytest.fixture
def visitor(visitors: Visitors, line: Line) -> Iterator[Visitor]:
    """Somebody on the sign-in screen of the scripted server, whose page reports nothing wrong until the end."""
    one = visitors(line.address)
    one.open(line.address)
    one.sees("button", "Sign in")
    yield one
    assert one.faults == []


@pytest.fixture(scope="session")
def neutral() -> Iterator[str]:
    """The address of a site where the way out leads to, and where the visitor came from."""
    with site({"/before": titled("Before"), "/weather": titled("Weather")}) as port:
        yield f"http://127.0.0.1:{port}"


def begin(one: Visitor) -> None:
    """Sign in and wait for the first question."""
    one.click("button", "Sign in")
    one.reads(ASK, "What do you need?")


def to_the_account(one: Visitor) -> None:
    """As far as the client's exact words."""
    begin(one)
    one.click(ANSWERS, "Someone has just told me")
    one.reads(".now", "this minute")
    one.press(ANSWERS, "No")
    one.reads(ASK, "What did you notice?")
    one.press(ANSWERS, "That's all")
    one.reads(ASK, "What did they say?")


def write(one: Visitor, *lines: str) -> None:
    """Type lines into the box, Shift and Enter between them, and send them with Enter."""
    one.focus("#message")
    for n, line in enumerate(lines):
        if n:
            one.keys("Shift+Enter")
        one.type(line)
    one.keys("Enter")


def sent(fake: FakeServer) -> list[str]:
    """What was taken, without what the page asks by itself."""
    return [m.get("message") or m["command"] for m in fake.taken if m.get("command") != "again"]


def test_exact_words_of_two_lines_go_as_they_were_typed(visitor: Visitor, fake: FakeServer) -> None:
    to_the_account(visitor)
    assert visitor.text("form.exact label") == "Their exact words"
    write(visitor, TYPED, "I believed him.")
    visitor.reads(".now", "Kept.")
    assert sent(fake)[-1] == f"{TYPED}\nI believed him."
    assert visitor.value("#message") == ""
    assert visitor.text(".said.exact .text") == f"{TYPED}\nI believed him."


def test_a_double_click_answers_one_question(visitor: Visitor, fake: FakeServer) -> None:
    begin(visitor)
    visitor.click(ANSWERS, "Someone has just told me", twice=True)
    visitor.reads(".now", "this minute")
    visitor.press(ANSWERS, "No")
    visitor.reads(ASK, "What did you notice?")
    assert len(sent(fake)) == 2


def test_words_sent_without_a_network_go_once_and_are_there_after_a_reload(
    visitor: Visitor, line: Line, fake: FakeServer
) -> None:
    to_the_account(visitor)
    line.cut()
    write(visitor, WORDS)
    visitor.reads(".strip", "No connection.")
    assert WORDS not in sent(fake)
    line.mend()
    visitor.reads(".now", "Kept.")
    visitor.until(lambda: not visitor.text(".strip"), "the connection to be back")
    assert sent(fake).count(WORDS) == 1
    turns = visitor.count(".log > ol > li")
    visitor.reload()
    visitor.reads(".now", "Kept.")
    visitor.until(lambda: visitor.count(".log > ol > li") == turns, "the older turns to be drawn")
    assert visitor.text(".said.exact .text") == WORDS
    assert sent(fake).count(WORDS) == 1


def test_an_answer_that_is_lost_on_its_way_comes_later_and_nothing_goes_twice(
    visitor: Visitor, line: Line, fake: FakeServer
) -> None:
    to_the_account(visitor)
    fake.delay = 1
    write(visitor, WORDS)
    visitor.until(lambda: WORDS in sent(fake), "the words to arrive")
    line.cut()
    visitor.reads(".strip", "No connection.")
    line.mend()
    visitor.reads(".now", "Kept.")
    assert len({m["id"] for m in fake.taken if m.get("message") == WORDS}) == 1
    assert visitor.count(".said.exact") == 1


def test_a_message_that_was_not_answered_is_tried_again_under_its_own_id(
    visitor: Visitor, fake: FakeServer
) -> None:
    to_the_account(visitor)
    fake.failure = "The record could not be written."
    write(visitor, WORDS)
    visitor.reads(".state.fault", "Not sent. The record could not be written.")
    fake.failure = ""
    visitor.click(".state.fault button", "Try again")
    visitor.reads(".now", "Kept.")
    assert fake.taken[-1]["id"] == fake.taken[-2]["id"]
    assert visitor.count(".said.exact") == 1


def test_the_case_and_a_draft_open_beside_the_conversation(visitor: Visitor) -> None:
    to_the_account(visitor)
    visitor.click(".side button", "Case so far")
    visitor.reads(".beside", "High risk: a MARAC referral must be made")
    visitor.click(".side button", "Documents")
    visitor.click(".beside button", "Read it here")
    visitor.reads(".beside figure blockquote", WORDS)
    visitor.click(".side button", "Timeline")
    visitor.sees(".beside svg circle")


@pytest.mark.parametrize("way", ["button", "shifts"])
def test_the_way_out_leaves_nothing_on_the_screen_or_behind_it(
    visitor: Visitor, neutral: str, line: Line, fake: FakeServer, way: str
) -> None:
    visitor.open(f"{neutral}/before")
    visitor.open(line.address)
    to_the_account(visitor)
    visitor.run(
        "(to) => document.querySelector('heard-chat').setAttribute('exit-to', to)", f"{neutral}/weather"
    )
    if way == "button":
        visitor.click("button", "Exit this page")
    else:
        visitor.focus("#message")
        visitor.keys("Shift", "Shift", "Shift")
    visitor.until(lambda: visitor.address == f"{neutral}/weather", "the neutral page")
    visitor.until(lambda: fake.talks == {}, "the session to end")
    visitor.back()
    visitor.until(lambda: visitor.address == f"{neutral}/before", "the page from before")
    assert visitor.text("body") == "Before"


def test_a_page_left_alone_locks_and_gives_the_unsent_words_back(visitor: Visitor) -> None:
    to_the_account(visitor)
    visitor.focus("#message")
    visitor.type("not sent yet")
    visitor.run(LATER, 29)
    visitor.sees("[role=alertdialog]", "Are you still there?")
    visitor.run(LATER, 2)
    visitor.sees("h1", "This page is locked")
    assert "What did they say?" not in visitor.run("() => document.body.innerText")
    assert visitor.count("#message") == 0
    visitor.press("button", "Sign in again")
    visitor.reads(ASK, "What did they say?")
    assert visitor.value("#message") == "not sent yet"


def test_the_program_itself_keeps_the_words_and_goes_on_after_a_reload(
    visitors: Visitors, served: str, neutral: str
) -> None:
    one = visitors(served)
    one.open(served)
    one.click("button", "Sign in")
    one.until(lambda: one.has(ASK) or one.has(*AFRESH), "a question, or the cases of another engine's visit")
    if one.has(*AFRESH):
        one.click(*AFRESH)
    one.sees(ASK)
    for _ in range(40):
        if one.count("form.exact"):
            break
        answer(one)
    write(one, TOLD, "I believed him.")
    one.reads(".said.exact .text", f"{TOLD}\nI believed him.")
    one.until(lambda: not one.count(".log .state"), "the words to be taken")
    asked, turns = one.text(".now"), one.count(".log > ol > li")
    one.reload()
    one.reads(".now", asked)
    one.until(lambda: one.count(".log > ol > li") == turns, "the older turns to be drawn")
    one.reads(".said.exact .text", f"{TOLD}\nI believed him.")
    one.click(".side button", "Case so far")
    one.reads(".beside blockquote", TOLD)
    one.click("button", "Danger")
    one.reads(".urgent", "ring 999")
    one.reads(".now", "999")
    one.run("(to) => document.querySelector('heard-chat').setAttribute('exit-to', to)", f"{neutral}/weather")
    one.click("button", "Exit this page")
    one.until(lambda: one.address == f"{neutral}/weather", "the neutral page")
    one.open(served)
    one.sees("h1", "Sign in")
    assert one.faults == []


def answer(one: Visitor) -> None:
    """Answer the open question of the real program, so that the conversation comes to the client's words."""
    turns = one.count(".log > ol > li")
    offered = one.run(
        "() => [...document.querySelector('heard-chat').shadowRoot.querySelectorAll('.answers button')].map((b) => b.textContent)"
    )
    one.press(ANSWERS, next((title for title in CHOSEN if title in offered), offered[0]))
    one.until(
        lambda: one.count(".log > ol > li") > turns and not one.count(".log .state"), "the answer to be taken"
    )
