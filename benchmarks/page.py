"""The page measured in Chromium: how soon a reply is drawn, how steady it is with 500 messages, and how big it is.

    .venv/bin/python -m benchmarks.page [--turns 40] [--messages 500]

A scripted server answers, so that what is measured is the page alone. "Drawn" is the first frame after the one in
which the browser handed the event to the page. Frames are counted from the one that shows the first message; the
slowest up to that one (the first layout of the page, the same with one message as with 500) is ``opening``. Writes
one JSON object.
"""

import argparse
import json
import statistics
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.conftest import ARGUMENTS, CHROMIUM, Scripted

WEB = Path(__file__).parents[1] / "web"
FRAMES = """
window.drawn = []; window.frames = []; window.long = []; window.began = 0; window.opening = 0;
const Real = EventSource;
window.EventSource = class extends Real {
  constructor(...all) {
    super(...all);
    this.addEventListener("turn", () => {
      const came = performance.now();
      requestAnimationFrame(() => {
        const channel = new MessageChannel();
        channel.port1.onmessage = () => drawn.push(performance.now() - came);
        channel.port2.postMessage(0);
      });
    });
  }
};
let last = 0;
let shows = false;
const beat = (now) => {
  if (last) frames.push(now - last);
  if (shows && !began) {
    began = now;
    opening = Math.max(...frames.splice(0));
  }
  shows ||= Boolean(document.querySelector("heard-chat")?.shadowRoot?.querySelector(".log li .reply"));
  last = now;
  requestAnimationFrame(beat);
};
requestAnimationFrame(beat);
const note = (list) => list.getEntries().forEach(({ startTime, duration }) => {
  if (began && startTime >= began) long.push(duration);
});
new PerformanceObserver(note).observe({ type: "longtask" });
"""


def measured_replies(browser: Browser, scripted: Scripted, turns: int) -> dict[str, float]:
    """Milliseconds from the server's event to the drawn reply, over ``turns`` replies."""
    scripted.fake.reset()
    page = _page(browser, scripted)
    page.get_by_role("button", name="Sign in").click()
    page.locator(".now .ask").wait_for()
    for turn in range(turns):
        page.locator(".controls button").nth(turn % 4).click()
        page.locator(".log > ol > li").nth(turn + 1).locator(".reply").wait_for()
    page.wait_for_timeout(200)
    drawn: list[float] = page.evaluate("window.drawn")
    page.context.close()
    return {
        "replies": len(drawn),
        "median_ms": round(statistics.median(drawn), 1),
        "slowest_ms": round(max(drawn), 1),
    }


def measured_frames(browser: Browser, scripted: Scripted, messages: int) -> dict[str, Any]:
    """Frames while that many messages are loaded, scrolled through and added to."""
    scripted.fake.reset()
    scripted.fake.fill(messages // 2)
    page = _page(browser, scripted)
    page.get_by_role("button", name="Sign in").click()
    page.locator(".now", has_text=f"{messages // 2}. Kept.").wait_for()
    page.wait_for_timeout(500)
    loading = {"opening_ms": round(page.evaluate("window.opening"), 1)} | _frames(page)
    page.evaluate("document.querySelector('heard-chat').shadowRoot.querySelector('.log').scrollTop = 0")
    for _ in range(60):
        page.mouse.move(600, 400)
        page.mouse.wheel(0, 900)
        page.wait_for_timeout(16)
    scrolling = _frames(page)
    for word in ("one", "two", "three"):
        page.locator("#message").press_sequentially(f"{word} more of what was said")
        page.keyboard.press("Enter")
        page.wait_for_timeout(250)
    typing = _frames(page)
    page.context.close()
    return {"messages": messages, "loading": loading, "scrolling": scrolling, "typing": typing}


def _frames(page: Page) -> dict[str, float]:
    """The frames since the last look: how many, the slowest, how many over 50 ms; and the longest task."""
    frames: list[float] = page.evaluate("window.frames.splice(0)")
    long: list[float] = page.evaluate("window.long.splice(0)")
    return {
        "frames": len(frames),
        "slowest_ms": round(max(frames), 1),
        "over_50_ms": sum(frame > 50 for frame in frames),
        "longest_task_ms": round(max(long, default=0), 1),
    }


def _page(browser: Browser, scripted: Scripted) -> Page:
    context = browser.new_context(base_url=scripted.address, viewport={"width": 1280, "height": 900})
    context.add_init_script(FRAMES)
    page = context.new_page()
    page.goto("/")
    page.get_by_role("button", name="Sign in").wait_for()
    page.evaluate("window.frames.splice(0), window.long.splice(0)")
    return page


def sizes() -> dict[str, int]:
    """Bytes of what the browser loads, uncompressed."""
    return {kind: sum(f.stat().st_size for f in WEB.glob(f"*.{kind}")) for kind in ("js", "css")}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--turns", type=int, default=40)
    parser.add_argument("--messages", type=int, default=500)
    asked = parser.parse_args()
    scripted = Scripted()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), headless=True, args=ARGUMENTS)
        found = {
            "reply": measured_replies(browser, scripted, asked.turns),
            "steady": measured_frames(browser, scripted, asked.messages),
            "bytes": sizes(),
        }
        browser.close()
    scripted.stop()
    print(json.dumps(found, indent=2))


if __name__ == "__main__":
    main()
