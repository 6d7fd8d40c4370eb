"""What a screen reader is given: Chromium's accessibility tree, read in the order in which it is spoken."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import Scripted
from tests.browser.fake_server import SCRIPT, WORDS, FakeServer
from tests.browser.test_conversation import answer, begin, to_the_account, to_the_date

CONTROLS = ("button", "link", "textbox", "combobox", "radio", "checkbox")


@dataclass(frozen=True)
class Node:
    """Something that is spoken: what it is, what it is called, and what else is said of it."""

    role: str
    name: str
    description: str
    said: dict[str, Any]
    below: "tuple[Node, ...]"

    @property
    def all(self) -> "Iterator[Node]":
        """This one and everything below it, in order."""
        yield self
        for child in self.below:
            yield from child.all

    @property
    def texts(self) -> list[str]:
        """The texts below it."""
        return [node.name for node in self.all if node.role == "StaticText" and node.name.strip()]


def spoken(page: Page) -> list[Node]:
    """Everything that is spoken of the page, in order."""
    session = page.context.new_cdp_session(page)
    nodes = {node["nodeId"]: node for node in session.send("Accessibility.getFullAXTree")["nodes"]}
    session.detach()
    root = next(node for node in nodes.values() if "parentId" not in node)
    return list(_node(root, nodes).all)


def _node(node: dict[str, Any], nodes: dict[str, dict[str, Any]]) -> Node:
    told = {one["name"]: one["value"].get("value") for one in node.get("properties", ())}
    below = tuple(_node(nodes[child], nodes) for child in node.get("childIds", ()) if child in nodes)
    role = "ignored" if node["ignored"] else node["role"]["value"]
    name, description = (node.get(key, {}).get("value", "") for key in ("name", "description"))
    return Node(role, name, description, told, below)


def region(page: Page) -> Node:
    """The one region that reads messages out."""
    (found,) = (n for n in spoken(page) if n.said.get("live") == "polite" and n.role != "status")
    return found


def focused(page: Page) -> tuple[str, str]:
    """The role and the name of what has the focus."""
    found = [node for node in spoken(page) if node.said.get("focused") and node.role != "RootWebArea"]
    return found[-1].role, found[-1].name


def controls(page: Page) -> list[tuple[str, str]]:
    """The role and the name of everything that can be operated, in order."""
    return [(node.role, node.name) for node in spoken(page) if node.role in CONTROLS]


def headings(page: Page) -> list[tuple[int, str]]:
    """The level and the words of each heading, in order."""
    return [(node.said["level"], node.name) for node in spoken(page) if node.role == "heading"]


def test_each_reply_alone_is_read_out_politely_and_not_as_a_whole(page: Page) -> None:
    begin(page)
    assert (region(page).said["atomic"], region(page).said["relevant"]) == (False, "additions text")
    for position, pressed in ((1, "Someone has just told me"), (2, "No"), (3, "That's all")):
        then = SCRIPT[position]["messages"][-1].split("\n")[0]
        answer(page, pressed, then)
        said = [" ".join(message.split()) for message in SCRIPT[position]["messages"]]
        assert [" ".join(text.split()) for text in region(page).texts] == said


def test_nothing_of_the_past_is_read_out_after_a_reload(page: Page) -> None:
    to_the_account(page)
    page.reload()
    expect(page.locator(".now .ask")).to_have_text("What did they say?")
    assert region(page).texts == []


def test_the_conversation_has_its_landmarks_and_headings_in_order(page: Page) -> None:
    to_the_account(page)
    expect(page.locator(".beside")).to_contain_text("What is due")
    found = {(node.role, node.name) for node in spoken(page)}
    for landmark in (
        ("banner", ""),
        ("main", ""),
        ("navigation", "This case"),
        ("navigation", "Parts"),
        ("region", "Messages"),
        ("group", "Answers"),
        ("region", "Case so far"),
    ):
        assert landmark in found
    levels = [level for level, _ in headings(page)]
    assert headings(page)[:4] == [(1, "Guided notes"), (2, "This case"), (2, "Parts"), (2, "Case so far")]
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_every_control_has_a_name_and_none_has_that_of_another(page: Page) -> None:
    to_the_account(page)
    page.locator("#message").fill(WORDS)
    page.keyboard.press("Enter")
    expect(page.locator(".now")).to_contain_text("Kept.")
    expect(page.locator(".beside")).to_contain_text("What was said")
    for view in ("Case so far", "Check your answers", "Documents"):
        page.locator(".side").get_by_role("button", name=view, exact=True).click()
        expect(page.locator(".beside h2")).to_have_text(view)
        named = controls(page)
        assert all(name for _, name in named)
        assert len(set(named)) == len(named), sorted(one for one in named if named.count(one) > 1)


def test_a_box_says_what_it_is_for(page: Page) -> None:
    to_the_account(page)
    (box,) = (node for node in spoken(page) if node.role == "textbox")
    assert box.name == "Their exact words"
    assert box.description == "Type them as they were said. They are kept as you type them."


def test_a_date_is_a_group_of_three_named_fields(page: Page) -> None:
    to_the_date(page)
    (group,) = (node for node in spoken(page) if (node.role, node.name) == ("group", "Date"))
    assert [node.name for node in group.all if node.role == "textbox"] == ["Day", "Month", "Year"]
    assert group.description == "For example, 27 3 2026"


def test_a_ticked_answer_says_that_it_is(page: Page) -> None:
    begin(page)
    answer(page, "Someone has just told me", "this minute")
    answer(page, "No", "What did you notice?")
    answer(page, "Marks or injuries", "Any more?")
    pressed = {node.name: node.said["pressed"] for node in spoken(page) if "pressed" in node.said}
    assert pressed["Marks or injuries"] == "true"
    assert set(pressed.values()) == {"true", "false"}
    assert focused(page) == ("button", "Marks or injuries")


def test_the_focus_goes_where_the_next_thing_is(page: Page) -> None:
    page.get_by_role("button", name="Sign in").press("Enter")
    expect(page.locator(".now .ask")).to_have_text("What do you need?")
    assert focused(page)[0] == "textbox"
    answer(page, "Someone has just told me", "this minute")
    assert focused(page) == ("group", "Answers")
    answer(page, "No", "What did you notice?")
    answer(page, "That's all", "What did they say?")
    page.locator("#message").fill(WORDS)
    page.keyboard.press("Enter")
    expect(page.locator(".now")).to_contain_text("Kept.")
    assert focused(page) == ("textbox", "Their exact words")
    page.locator(".side").get_by_role("button", name="Documents", exact=True).press("Enter")
    expect(page.get_by_role("heading", name="Documents")).to_be_focused()
    assert focused(page) == ("heading", "Documents")


def test_danger_and_a_lost_network_are_told_at_once(page: Page, context: BrowserContext) -> None:
    begin(page)
    context.set_offline(True)
    page.get_by_role("button", name="Danger").press("Enter")
    expect(page.get_by_role("link", name="Ring 999")).to_be_visible()
    expect(page.get_by_text("No connection.")).to_be_visible()
    alerts = [node for node in spoken(page) if node.role == "alert" and node.texts]
    assert {node.said["live"] for node in alerts} == {"assertive"}
    assert "If anyone is in danger now, ring 999" in " ".join(alerts[0].texts)


def test_a_locked_page_says_so_and_holds_nothing_else(
    page: Page, scripted: Scripted, fake: FakeServer
) -> None:
    to_the_account(page)
    scripted.do(fake.end)
    expect(page.get_by_role("heading", name="This page is locked")).to_be_visible()
    assert focused(page) == ("heading", "This page is locked")
    assert "What did they say?" not in " ".join(text for node in spoken(page) for text in node.texts)


def test_the_page_that_asks_whether_anybody_is_there_is_a_named_dialogue(page: Page) -> None:
    page.clock.install()
    page.goto("/")
    begin(page)
    page.clock.fast_forward("28:30")
    expect(page.get_by_role("alertdialog")).to_be_visible()
    assert ("alertdialog", "Are you still there?") in {(node.role, node.name) for node in spoken(page)}
    assert focused(page) == ("button", "Stay on this page")
