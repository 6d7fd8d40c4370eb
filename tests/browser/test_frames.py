"""The page on a council's intranet: framed where the list allows it, refused elsewhere, and part of a page of its own.

The names are those of ``docs/deploying.md`` in a domain that every browser finds on this computer: the intranet is
``staff.council.localhost``, the program ``notes.council.localhost``, both of the site ``council.localhost``.
"""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, FrameLocator, Page, expect

from bot.channels.application import application
from tests.browser.conftest import free_port, is_fault
from tests.browser.sites import certificate, intranet, proxy, serving, titled
from tests.channels.small_house import KEY, TOKEN
from tests.channels.small_house import House as SmallHouse
from tests.houses import TickingClock

pytestmark = pytest.mark.slow
STAFF, NOTES, ELSEWHERE = "staff.council.localhost", "notes.council.localhost", "staff.elsewhere.localhost"
WEATHER = "https://www.bbc.co.uk/weather"
FRAME = "heard-chat iframe"


@dataclass
class Council:
    """Where its intranet, its proxy and another organisation's pages are."""

    staff: str
    notes: str
    elsewhere: str


def added(notes: str) -> str:
    """What an editor adds to a page, as ``docs/widget.md`` has it."""
    lines = (Path(__file__).parents[2] / "docs" / "widget.md").read_text().splitlines()
    begin = next(n for n, line in enumerate(lines) if line.startswith("<script"))
    snippet = "\n".join(lines[begin : lines.index("```", begin)])
    assert "https://notes.example.gov.uk/" in snippet
    return snippet.replace("https://notes.example.gov.uk", notes)


@contextmanager
def council(
    visitor: BrowserContext, folder: Path, listed: tuple[str, ...] = (), policy: str = ""
) -> Iterator[Council]:
    """The program behind a proxy, and two intranets, until the visitor has left.

    The intranets of ``listed`` may show it in a frame; ``policy`` is their own.
    """
    behind, port, other = free_port(), free_port(), free_port()
    at = Council(f"https://{STAFF}:{other}", f"https://{NOTES}:{port}", f"https://{ELSEWHERE}:{other}")
    house = SmallHouse(clock=TickingClock())
    framers = tuple({"staff": at.staff, "elsewhere": at.elsewhere}[name] for name in listed)
    program = application(house, KEY, TOKEN, address=at.notes, framers=framers)
    plain = f'<iframe src="{at.notes}/" title="Notes" width="900" height="600"></iframe>'
    pages = {"/notes": titled("Staff pages", added(at.notes)), "/plain": titled("Staff pages", plain)}
    own = {"/staff": titled("Staff pages", added(at.notes))}
    paper = certificate([STAFF, NOTES, ELSEWHERE], folder)
    with ExitStack() as stack:
        stack.enter_context(serving(program, behind))
        stack.enter_context(serving(proxy(behind, own), port, paper))
        stack.enter_context(serving(intranet(pages, policy.format(notes=at.notes)), other, paper))
        yield at
        leave(visitor)


def leave(visitor: BrowserContext) -> None:
    """Close what is open, and with it the streams from the servers."""
    for page in visitor.pages:
        page.close()


@pytest.fixture
def visitor(browser: Browser) -> Iterator[BrowserContext]:
    """Somebody who takes the certificate for what it is, and for whom the weather is at hand."""
    context = browser.new_context(ignore_https_errors=True, viewport={"width": 1280, "height": 900})
    context.set_default_timeout(15_000)
    context.route(
        "https://www.bbc.co.uk/**", lambda route: route.fulfill(body="<p>weather", content_type="text/html")
    )
    yield context
    context.close()


def told(page: Page) -> list[str]:
    """What the browser tells as an error from now on."""
    faults: list[str] = []
    page.on("console", lambda message: faults.append(message.text) if is_fault(message) else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    return faults


def sign_in(shown: Page | FrameLocator) -> None:
    """Sign in with the access token and answer the first question."""
    shown.get_by_label("Your name").fill("Pat")
    shown.get_by_label("Access code").fill(TOKEN)
    shown.get_by_role("button", name="Sign in").click()
    expect(shown.locator(".now .ask")).to_have_text("What is this about?")
    shown.locator(".answers").get_by_role("button", name="A live case").press("Enter")
    expect(shown.locator(".now .ask")).to_have_text("Is anyone in danger right now?")


def test_on_the_intranet_it_is_a_frame_in_which_one_signs_in_and_goes_on(
    visitor: BrowserContext, tmp_path: Path
) -> None:
    with council(visitor, tmp_path, ("staff",)) as at:
        page = visitor.new_page()
        faults = told(page)
        page.goto(f"{at.staff}/notes")
        sign_in(page.frame_locator(FRAME))
        cookies = {cookie["name"]: cookie for cookie in visitor.cookies(at.notes)}
        assert all(c["secure"] and c["httpOnly"] and c["sameSite"] == "Strict" for c in cookies.values())
        assert set(cookies) == {"__Host-page", "__Host-browser"}
        assert visitor.cookies(at.staff) == []
        page.reload()
        expect(page.frame_locator(FRAME).locator(".now .ask")).to_have_text("Is anyone in danger right now?")
        assert faults == []


@pytest.mark.parametrize("way", ["button", "shifts"])
def test_the_way_out_of_a_frame_leaves_the_whole_intranet_page(
    visitor: BrowserContext, tmp_path: Path, way: str
) -> None:
    with council(visitor, tmp_path, ("staff",)) as at:
        page = visitor.new_page()
        page.goto(f"{at.staff}/plain")
        page.goto(f"{at.staff}/notes")
        frame = page.frame_locator(FRAME)
        sign_in(frame)
        if way == "button":
            frame.get_by_role("button", name="Exit this page").click()
        else:
            frame.locator("#message").focus()
            for _ in range(3):
                page.keyboard.press("Shift")
        page.wait_for_url(WEATHER)
        page.go_back()
        assert page.url == f"{at.staff}/plain"
        page.goto(f"{at.staff}/notes")
        expect(page.frame_locator(FRAME).get_by_role("heading", name="Sign in")).to_be_visible()


def test_an_intranet_with_a_policy_needs_our_server_in_two_places(
    visitor: BrowserContext, tmp_path: Path
) -> None:
    policy = "default-src 'self'; img-src data:; style-src 'self' 'unsafe-inline'; script-src 'self' {notes}; frame-src {notes}"
    with council(visitor, tmp_path, ("staff",), policy) as at:
        page = visitor.new_page()
        faults = told(page)
        page.goto(f"{at.staff}/notes")
        sign_in(page.frame_locator(FRAME))
        assert faults == []


@pytest.mark.parametrize("path", ["notes", "plain"])
def test_a_site_that_is_not_on_the_list_shows_nothing_of_it(
    visitor: BrowserContext, tmp_path: Path, path: str
) -> None:
    with council(visitor, tmp_path, ("elsewhere",)) as at:
        page = visitor.new_page()
        faults: list[str] = []
        page.on("console", lambda message: faults.append(message.text))
        page.goto(f"{at.staff}/{path}")
        refused = {"notes": "CORS policy", "plain": "frame-ancestors"}[path]
        page.wait_for_function("true")
        expect(page.get_by_role("heading", name="Staff pages")).to_be_visible()
        assert any(refused in fault for fault in faults)
        assert not any("heard-chat" in frame.content() for frame in page.frames[1:])


def test_without_a_list_no_site_shows_it(visitor: BrowserContext, tmp_path: Path) -> None:
    with council(visitor, tmp_path) as at:
        page = visitor.new_page()
        faults: list[str] = []
        page.on("console", lambda message: faults.append(message.text))
        page.goto(f"{at.staff}/plain")
        assert any("frame-ancestors" in fault for fault in faults)


def test_a_site_of_another_domain_signs_nobody_in_although_it_is_on_the_list(
    visitor: BrowserContext, tmp_path: Path
) -> None:
    with council(visitor, tmp_path, ("elsewhere",)) as at:
        page = visitor.new_page()
        page.goto(f"{at.elsewhere}/notes")
        frame = page.frame_locator(FRAME)
        frame.get_by_label("Your name").fill("Pat")
        frame.get_by_label("Access code").fill(TOKEN)
        frame.get_by_role("button", name="Sign in").click()
        expect(frame.get_by_role("alert")).not_to_be_empty()
        assert visitor.cookies(at.notes) == []
        assert frame.locator(".now").count() == 0


def test_on_a_page_of_the_same_address_it_is_the_application_itself(
    visitor: BrowserContext, tmp_path: Path
) -> None:
    with council(visitor, tmp_path) as at:
        page = visitor.new_page()
        faults = told(page)
        page.goto(f"{at.notes}/staff")
        sign_in(page)
        assert page.locator("iframe").count() == 0
        assert page.title() == "Staff pages"
        page.reload()
        expect(page.locator(".now .ask")).to_have_text("Is anyone in danger right now?")
        page.locator(".answers").get_by_role("button", name="No", exact=True).press("Enter")
        page.locator(".side").get_by_role("button", name="Documents", exact=True).click()
        with page.expect_download() as download:
            page.get_by_role("link", name="Download as Word").click()
        assert download.value.path().read_bytes()
        page.get_by_role("button", name="Exit this page").click()
        page.wait_for_url(WEATHER)
        assert faults == []


@pytest.mark.parametrize(("host", "signs_in"), [("127.0.0.1", True), ("localhost", False)])
def test_a_demonstration_is_framed_by_a_page_of_its_own_name_alone(
    visitor: BrowserContext, host: str, signs_in: bool
) -> None:
    program, other = free_port(), free_port()
    house = SmallHouse(clock=TickingClock())
    app = application(house, KEY, None, framers=(f"http://{host}:{other}",))
    staff = intranet({"/notes": titled("Staff pages", added(f"http://127.0.0.1:{program}"))})
    with serving(app, program), serving(staff, other):
        opened = visitor.new_page()
        opened.goto(f"http://{host}:{other}/notes")
        frame = opened.frame_locator(FRAME)
        frame.get_by_role("button", name="Sign in").click()
        seen = frame.locator(".now .ask") if signs_in else frame.get_by_role("alert")
        expect(seen).not_to_be_empty()
        assert bool(visitor.cookies(f"http://127.0.0.1:{program}")) is signs_in
        leave(visitor)
