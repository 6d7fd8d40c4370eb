"""What every test runs with."""

from pathlib import Path

import pytest

import bot.dialogue  # noqa: F401 - before anything imports Rasa: telemetry off, TensorFlow's stand-in in place

BROWSER = Path(__file__).parent / "browser"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Browser tests last: Playwright keeps an event loop running in the main thread, which others may not have."""
    items.sort(key=lambda item: BROWSER in item.path.parents)
