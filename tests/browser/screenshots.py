"""Pictures of what a test sees, where ``HEARD_SCREENSHOTS`` names a folder for them."""

import os
from pathlib import Path

from playwright.sync_api import Page

FOLDER = os.environ.get("HEARD_SCREENSHOTS")


def shot(page: Page, name: str) -> None:
    """Take a picture once the page is at rest."""
    if FOLDER:
        page.wait_for_timeout(400)
        page.screenshot(path=str(Path(FOLDER) / f"{name}.png"))
