"""A real SQLite file under a real key file, and turns to save in it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bot.adapters.records.opening import Store, open_store
from bot.application.conversation import Reply, Turn
from bot.application.ports import Change
from bot.safeguarding.answers import Voice
from bot.safeguarding.case import Case, Entry

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
CANARY = "CANARYhandsroundmyneck"


def address(folder: Path) -> str:
    return f"sqlite:///{folder / 'heard.db'}"


def opened(folder: Path) -> Store:
    return open_store(address(folder), folder / "key.json", lambda: NOW)


def new_case(case_id: str = "c1", mode: str = "live") -> Case:
    return Case(case_id, "sevenoaks-dc", "p1", NOW, date(2026, 11, 23), mode=mode)


def answered(case: Case, text: str = CANARY, status: str = "open") -> Change:
    """One more entry under ``account``."""
    entry = Entry(
        case.next_seq(), "account", text, NOW, "p1", f"m{case.version}", text, Voice.EXACT, "client"
    )
    after = replace(case.with_entries([entry]), version=case.version + 1, status=status)
    return Change(after, (entry,), (), (), (("answered", {"key": "account"}),))


def turn(message_id: str, conversation_id: str = "conv", text: str = CANARY) -> Turn:
    return Turn(conversation_id, "p1", "sevenoaks-dc", message_id, text, NOW)


def reply(text: str = CANARY, stage: str = "account") -> Reply:
    return Reply((text,), stage=stage)


def raw_bytes(folder: Path) -> bytes:
    """Everything on the disk that belongs to the database."""
    return b"".join(file.read_bytes() for file in sorted(folder.glob("heard.db*")))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = opened(tmp_path)
    yield store
    store.close()
