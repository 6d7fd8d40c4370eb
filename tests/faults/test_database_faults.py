"""The record, the model, a pack or an action fails: the person is told in one sentence, nothing is half-written."""

import asyncio
import hashlib
import json
import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import event
from starlette.testclient import TestClient

from bot.adapters.keys.file import KeyFile
from bot.adapters.records.opening import open_store
from bot.bootstrap import ROOT, House, build
from bot.channels.application import application
from bot.dialogue import training
from bot.dialogue.agent import Dialogue
from bot.settings import Settings

from .conftest import KEY
from .practitioner import HOOK, Practitioner, one_sentence
from .server import PLAIN, launched

Entries = Callable[[Practitioner], list[tuple[str, object, str]]]
SAID = "He said he would find me wherever I went."


@contextmanager
def locked(house: House) -> Iterator[None]:
    """While the block runs, another program is writing to the database."""
    with closing(sqlite3.connect(house.settings.data_dir / "heard.db", isolation_level=None)) as program:
        program.execute("BEGIN IMMEDIATE")
        yield
        program.execute("ROLLBACK")


@contextmanager
def full(house: House) -> Iterator[None]:
    """While the block runs, there is no room for another page."""

    def limited(pages: int) -> Callable[..., None]:
        return lambda connection, *_: connection.execute(f"PRAGMA max_page_count = {pages}") and None

    no_room, room = limited(1), limited(1_000_000)
    event.listen(house.store.database.engine, "checkout", no_room)
    yield
    event.remove(house.store.database.engine, "checkout", no_room)
    event.listen(house.store.database.engine, "checkout", room)


def test_a_locked_database_is_said_and_everybody_goes_on_at_its_release(
    house: House, pat: Practitioner, other: Practitioner, entries: Entries
) -> None:
    pat.reach("account")
    other.reach("account")
    before = entries(pat)
    with locked(house):
        refused = pat.send(SAID, "blocked")
        assert refused.status_code == 503 and "locked" in one_sentence(refused)
        assert "Nothing of this message was saved" in one_sentence(refused)
        assert entries(pat) == before
        assert other.send(SAID, "blocked").status_code == 503
    assert other.send(SAID, "theirs").status_code == 200
    assert pat.send(SAID, "blocked").status_code == 200
    again = pat.last
    assert pat.send(SAID, "blocked").status_code == 200 and pat.last == again
    assert entries(pat)[len(before) :] == [("account", SAID, SAID)]


def test_what_was_not_saved_has_no_part_in_the_answer_that_comes_after(
    house: House, pat: Practitioner, entries: Entries
) -> None:
    pat.reach("dash_15")
    with locked(house):
        assert pat.press("no").status_code == 503
    pat.press("yes")
    assert pat.question is not None and pat.question.startswith("dash_15.")
    assert "999" in pat.text
    assert entries(pat)[-1][:2] == ("dash_15", "yes")


def test_a_full_database_is_said_and_the_same_message_is_recorded_once_there_is_room(
    house: House, pat: Practitioner, entries: Entries
) -> None:
    pat.reach("account")
    before, words = entries(pat), "He shouted at me. " * 1_000
    with full(house):
        refused = pat.send(words, "long")
        assert refused.status_code == 503 and "full" in one_sentence(refused)
        assert entries(pat) == before
    assert pat.send(words, "long").status_code == 200
    assert pat.send(words, "long").status_code == 200
    assert entries(pat)[len(before) :] == [("account", words, words)]


def test_an_action_that_raises_is_said_and_conversations_elsewhere_go_on(
    pat: Practitioner,
    other: Practitioner,
    loaded: Dialogue,
    monkeypatch: pytest.MonkeyPatch,
    entries: Entries,
) -> None:
    def raises(*_: object) -> None:
        raise ValueError(SAID)

    pat.reach("account")
    other.reach("dash_1")
    before = entries(pat)
    actions = loaded._processor.action_endpoint._executor.actions  # type: ignore[union-attr]
    monkeypatch.setitem(actions, "validate_account_form", raises)
    refused = pat.send(SAID, "m")
    assert refused.status_code == 503 and "could not be answered" in one_sentence(refused)
    assert SAID not in refused.text and entries(pat) == before
    assert other.press("yes").status_code == 200
    monkeypatch.undo()
    assert pat.send(SAID, "m").status_code == 200
    assert entries(pat)[len(before) :] == [("account", SAID, SAID)]


def test_a_row_changed_outside_is_said_and_only_its_conversation_stands_still(
    house: House, pat: Practitioner, other: Practitioner
) -> None:
    pat.reach("account")
    other.reach("account")
    with house.store.database.writing() as connection:
        connection.exec_driver_sql("UPDATE turns SET sealed = x'00' WHERE conversation_id = 'rest:pat'")
    refused = pat.send(SAID)
    assert refused.status_code == 503 and "heard cases verify" in refused.text and SAID not in refused.text
    assert other.send(SAID).status_code == 200


def test_two_practitioners_on_one_case_never_write_over_each_other(
    house: House, pat: Practitioner, other: Practitioner, entries: Entries
) -> None:
    pat.reach("dash_1")
    case_id, before = pat.case_id, entries(pat)
    house.records.resume("rest:other", case_id)
    refused = other.send("again")
    assert refused.status_code == 403 and "another practitioner" in one_sentence(refused)
    house.records.resume("rest:pat", case_id)
    assert entries(pat) == before


def test_a_change_made_elsewhere_in_the_middle_of_a_turn_is_not_overwritten(
    house: House, pat: Practitioner, entries: Entries, monkeypatch: pytest.MonkeyPatch
) -> None:
    pat.reach("dash_1")
    before, save = entries(pat), house.store.records.save_turn

    def after_another(turn: Any, reply: Any, change: Any) -> None:
        with house.store.database.writing() as connection:
            connection.exec_driver_sql("UPDATE cases SET version = version + 1")
        save(turn, reply, change)

    monkeypatch.setattr(house.store.records, "save_turn", after_another)
    refused = pat.press("yes")
    assert refused.status_code == 503 and "another session" in one_sentence(refused)
    monkeypatch.undo()
    assert entries(pat) == before
    assert pat.press("no").status_code == 200
    assert entries(pat)[len(before) :] == [("dash_1", "no", "")]


def test_five_messages_at_once_are_answered_in_order_without_a_second_each(
    house: House, pat: Practitioner, entries: Entries
) -> None:
    pat.reach("account")
    before, words = entries(pat), [f"He hit me {n} times." for n in range(5)]

    async def at_once() -> list[httpx.Response]:
        transport = httpx.ASGITransport(application(house, KEY, None))
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8080") as client:
            return await asyncio.gather(*(client.post(HOOK, json=body(text)) for text in words))

    def body(text: str) -> dict[str, object]:
        return {"sender": "pat", "message": text, "metadata": {"org": "sevenoaks-dc", "message_id": text}}

    answers = asyncio.run(at_once())
    assert [answer.status_code for answer in answers] == [200] * 5
    assert [text for _, _, text in entries(pat)[len(before) :]] == words


def test_an_expired_conversation_goes_on_at_the_same_question(
    house: House, pat: Practitioner, entries: Entries
) -> None:
    pat.reach("dash_3")
    before = entries(pat)
    assert house.store.records.expire_conversations(timedelta(seconds=-1)) == 1
    assert pat.send("yes").status_code == 200
    assert (pat.question, entries(pat)) == ("dash_3", before)


@pytest.mark.parametrize("content", [None, b"this is no model"])
def test_a_model_that_does_not_load_is_said_by_health_and_by_every_message(
    tmp_path: Path, content: bytes | None
) -> None:
    models = tmp_path / "models"
    models.mkdir()
    if content is not None:
        (models / training.MODEL).write_bytes(content)
        noted = {"key": training.model_key(ROOT), "sha256": hashlib.sha256(content).hexdigest()}
        (models / "heard.json").write_text(json.dumps(noted))
    house = build(Settings(data_dir=tmp_path / "data", models_dir=models))
    with closing(house), TestClient(application(house, KEY, None), base_url="http://127.0.0.1") as client:
        pat = Practitioner(client)
        refused = pat.send(SAID)
        assert refused.status_code == 503 and "heard train" in refused.json()["error"]
        health = client.get("/health")
        assert health.status_code == 503 and "heard train" in " ".join(health.json()["missing"])
        assert house.records.standing("rest:pat").last is None


def test_a_corrupted_pack_is_said_with_its_file_and_other_organisations_go_on(
    tmp_path: Path, loaded: Dialogue, switch: Any
) -> None:
    packs = shutil.copytree(ROOT / "packs", tmp_path / "packs")
    (packs / "sevenoaks-dc" / "pack.yml").unlink()
    broken = next((packs / "sevenoaks-dc" / "journey").glob("*.yml"))
    shutil.copy(ROOT / "packs" / "sevenoaks-dc" / "pack.yml", packs / "sevenoaks-dc")
    broken.write_text("stage: [unclosed\n")
    house = switch.house = build(Settings(data_dir=tmp_path / "data", packs_dir=packs))
    house._dialogue = loaded
    with closing(house), TestClient(application(house, KEY, None), base_url="http://127.0.0.1") as client:
        refused = Practitioner(client, "broken-pack").send(SAID)
        assert refused.status_code == 503 and broken.name in refused.json()["error"]
        assert house.records.standing("rest:broken-pack").last is None
        assert Practitioner(client, "sound-pack", "kent-medway").send("hello").status_code == 200
        house._dialogue = None


def _wrong_key(data: Path) -> None:
    (data / "key.json").unlink()
    KeyFile(data / "key.json").create()


def _newer(data: Path) -> None:
    with closing(sqlite3.connect(data / "heard.db", isolation_level=None)) as program:
        program.execute("UPDATE alembic_version SET version_num = '9999'")


BEFORE_THE_START: dict[str, tuple[Callable[[Path], object], str]] = {
    "wrong key": (_wrong_key, "key"),
    "missing key": (lambda data: (data / "key.json").unlink(), "backup"),
    "key for all to read": (lambda data: (data / "key.json").chmod(0o644), "chmod 600"),
    "newer database": (_newer, "newer version"),
    "damaged database": (lambda data: (data / "heard.db").write_bytes(b"nothing " * 999), "not a database"),
}


def test_a_record_that_cannot_be_opened_ends_the_command_with_2_and_one_sentence(
    tmp_path: Path, model_path: Path
) -> None:
    running: dict[str, subprocess.Popen[bytes]] = {}
    untouched: dict[str, bytes] = {}
    for name, (damage, _) in BEFORE_THE_START.items():
        data = tmp_path / name / "data"
        data.mkdir(parents=True)
        open_store(f"sqlite:///{data / 'heard.db'}", data / "key.json").close()
        damage(data)
        untouched[name] = (data / "heard.db").read_bytes()
        running[name] = launched(tmp_path / name, model_path.parent, PLAIN)
    for name, (_, says) in BEFORE_THE_START.items():
        assert running[name].wait(60) == 2, name
        said = (tmp_path / name / "err").read_text()
        assert says in said and len(said.splitlines()) == 1 and "Traceback" not in said, name
        assert (tmp_path / name / "out").read_bytes() == b"", name
        assert (tmp_path / name / "data" / "heard.db").read_bytes() == untouched[name], name
