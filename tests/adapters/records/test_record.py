"""Saved whole or not at all, once, sealed, and gone when deleted."""

import sqlite3
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from bot.adapters.keys.file import KeyFile
from bot.adapters.records.database import PATIENCE
from bot.adapters.records.migration import REVISIONS, migrations_folder
from bot.adapters.records.opening import Store, open_store
from bot.adapters.records.practice import RecordsWithPractice
from bot.adapters.records.rekeying import rekey
from bot.safeguarding.errors import (
    CaseNotFoundError,
    DatabaseTooNewError,
    KeyExposedError,
    KeyMissingError,
    KeyWrongError,
    NotSavedError,
    RecordError,
)
from tests.adapters.records.conftest import (
    CANARY,
    NOW,
    address,
    answered,
    new_case,
    opened,
    raw_bytes,
    reply,
    turn,
)


def save(store: Store, count: int = 3, case_id: str = "c1", conversation_id: str = "conv") -> None:
    case = new_case(case_id)
    for number in range(count):
        change = answered(case)
        store.records.save_turn(turn(f"m{number}", conversation_id), reply(), change)
        case = change.case


def test_what_is_read_back_cold_is_what_was_saved(store: Store, tmp_path: Path) -> None:
    save(store)
    other = opened(tmp_path)
    assert other.records.case("c1") == store.records.case("c1")
    assert other.records.standing("conv").last == reply()
    other.close()


@given(order=st.lists(st.integers(0, 4), max_size=20))
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_repeats_in_any_order_record_a_message_once(store: Store, order: list[int]) -> None:
    conversation_id = f"conv-{uuid4()}"
    case, seen = new_case(conversation_id), set()
    for number in order:
        change = answered(case)
        store.records.save_turn(turn(str(number), conversation_id), reply(str(number)), change)
        if number not in seen:
            seen.add(number)
            case = change.case
        assert store.records.standing(conversation_id, str(number)).answered == reply(str(number))
    if seen:
        assert len(store.records.case(conversation_id).entries) == len(seen)


def test_another_sessions_change_is_not_overwritten(store: Store) -> None:
    save(store, 1)
    stale = store.records.case("c1")
    store.records.save_turn(turn("theirs", "other"), reply(), answered(stale))
    with pytest.raises(NotSavedError, match="another session"):
        store.records.save_turn(turn("mine"), reply(), answered(stale))
    assert store.records.standing("conv", "mine").answered is None
    assert len(store.records.case("c1").entries) == 2


def test_no_word_is_readable_in_the_files(store: Store, tmp_path: Path) -> None:
    save(store)
    store.trackers.save("conv", CANARY.encode())
    assert CANARY.encode() not in raw_bytes(tmp_path)


def test_a_deleted_case_leaves_neither_key_nor_sealed_words(store: Store, tmp_path: Path) -> None:
    save(store)
    store.trackers.save("conv", CANARY.encode())
    with store.database.reading() as connection:
        sealed = list(
            connection.execute(
                text("SELECT sealed FROM entries UNION ALL SELECT sealed FROM turns")
            ).scalars()
        )
        sealed += connection.execute(
            text("SELECT sealed FROM trackers UNION ALL SELECT wrapped FROM data_keys")
        ).scalars()
    assert any(piece in raw_bytes(tmp_path) for piece in sealed)
    store.records.delete("c1", "lead")
    assert not [piece for piece in sealed if piece in raw_bytes(tmp_path)]
    assert store.trackers.load("conv") is None and store.records.standing("conv").case is None
    with pytest.raises(CaseNotFoundError):
        store.records.case("c1")
    assert store.records.verify() == ()


@pytest.mark.parametrize(
    "damage",
    [
        "DELETE FROM audit_events WHERE seq = 2",
        "DELETE FROM audit_events WHERE seq = (SELECT max(seq) FROM audit_events)",
        "UPDATE audit_events SET done_by = 'x' WHERE seq = 3",
        "UPDATE entries SET key = 'x' WHERE seq = 2",
        "DELETE FROM entries WHERE seq = 2",
        "DELETE FROM entries WHERE seq = 3",
        "UPDATE entries SET sealed = (SELECT sealed FROM entries WHERE seq = 1) WHERE seq = 2",
    ],
)
def test_verifying_finds_a_row_that_was_changed_or_removed(store: Store, damage: str) -> None:
    save(store)
    assert store.records.verify() == ()
    with store.database.writing() as connection:
        connection.execute(text(damage))
    assert store.records.verify()


def test_a_row_put_in_the_place_of_another_is_not_read(store: Store, tmp_path: Path) -> None:
    save(store)
    with store.database.writing() as connection:
        connection.execute(
            text("UPDATE entries SET sealed = (SELECT sealed FROM entries WHERE seq = 1) WHERE seq = 2")
        )
    other = opened(tmp_path)
    with pytest.raises(RecordError, match="outside the program"):
        other.records.case("c1")
    other.close()


def test_a_locked_database_is_said_and_nothing_is_written(store: Store, tmp_path: Path) -> None:
    save(store, 1)
    blocker = sqlite3.connect(tmp_path / "heard.db", isolation_level=None)
    blocker.execute("BEGIN IMMEDIATE")
    with pytest.raises(NotSavedError, match="locked"):
        store.records.save_turn(turn("m9"), reply(), answered(store.records.case("c1")))
    assert PATIENCE < 1, "the person waits less than a second to be told"
    blocker.execute("ROLLBACK")
    blocker.close()
    assert (
        store.records.standing("conv", "m9").answered is None and len(store.records.case("c1").entries) == 1
    )


def test_a_full_disk_is_said_and_nothing_is_half_written(store: Store) -> None:
    save(store, 1)
    with store.database.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 1")
    change = answered(store.records.case("c1"), "x" * 200_000)
    with pytest.raises(NotSavedError, match="disk is full") as caught:
        store.records.save_turn(turn("big"), reply(), change)
    assert "xxx" not in str(caught.value) and caught.value.__cause__ is None
    assert (
        store.records.standing("conv", "big").answered is None and len(store.records.case("c1").entries) == 1
    )


def test_a_read_only_database_is_said(store: Store) -> None:
    save(store, 1)
    with store.database.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA query_only = ON")
    with pytest.raises(NotSavedError, match="read-only"):
        store.records.save_turn(turn("m9"), reply(), answered(store.records.case("c1")))


def test_a_file_that_is_no_database_is_said(tmp_path: Path) -> None:
    (tmp_path / "heard.db").write_bytes(b"not a database" * 500)
    with pytest.raises(RecordError, match="not a database"):
        opened(tmp_path)


def test_a_record_without_its_key_makes_no_new_key(store: Store, tmp_path: Path) -> None:
    (tmp_path / "key.json").unlink()
    with pytest.raises(KeyMissingError):
        opened(tmp_path)
    assert not (tmp_path / "key.json").exists()


def test_a_wrong_key_is_refused(store: Store, tmp_path: Path) -> None:
    (tmp_path / "key.json").unlink()
    KeyFile(tmp_path / "key.json").create()
    with pytest.raises(KeyWrongError):
        opened(tmp_path)


def test_a_key_others_can_read_is_refused(store: Store, tmp_path: Path) -> None:
    assert (tmp_path / "key.json").stat().st_mode & 0o777 == 0o600
    (tmp_path / "key.json").chmod(0o640)
    with pytest.raises(KeyExposedError, match="chmod 600"):
        opened(tmp_path)


def test_a_newer_database_is_left_alone(store: Store, tmp_path: Path) -> None:
    with store.database.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(DatabaseTooNewError):
        opened(tmp_path)


def test_an_older_database_is_migrated_with_its_data(store: Store, tmp_path: Path) -> None:
    save(store)
    with store.database.writing() as connection:
        connection.execute(text("DROP TABLE trackers"))
        connection.execute(text("UPDATE alembic_version SET version_num = '0001'"))
    other = opened(tmp_path)
    other.trackers.save("conv", b"tracker")
    assert other.trackers.load("conv") == b"tracker"
    assert other.records.case("c1") == store.records.case("c1")
    other.close()


def test_the_revisions_named_are_the_revisions_there_are() -> None:
    assert tuple(sorted(f.name[:4] for f in (migrations_folder() / "versions").glob("0*.py"))) == REVISIONS


def test_rekeying_300_cases_loses_nothing_and_ends_the_old_key(store: Store, tmp_path: Path) -> None:
    for number in range(300):
        save(store, 1, f"c{number}", f"conv{number}")
    old = (tmp_path / "key.json").read_bytes()
    assert rekey(store.database, store.key_file, "lead", lambda: NOW, batch=70) == 300
    other = opened(tmp_path)
    assert all(other.records.case(f"c{n}").entries[0].text == CANARY for n in range(300))
    other.close()
    (tmp_path / "key.json").write_bytes(old)
    with pytest.raises(KeyWrongError):
        opened(tmp_path)


def test_an_interrupted_rekeying_is_finished_by_the_next(store: Store, tmp_path: Path) -> None:
    for number in range(5):
        save(store, 1, f"c{number}", f"conv{number}")

    def stopped() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        rekey(store.database, store.key_file, "lead", stopped, batch=2)  # type: ignore[arg-type]
    other = opened(tmp_path)
    save(other, 1, "between", "between")
    rekey(other.database, other.key_file, "lead", lambda: NOW)
    assert len(other.key_file.reread().secrets) == 1
    assert other.records.case("c3").entries and other.records.case("between").entries
    other.close()


def test_a_running_program_goes_on_after_another_changed_the_key(store: Store, tmp_path: Path) -> None:
    save(store, 1)
    other = opened(tmp_path)
    rekey(other.database, other.key_file, "lead", lambda: NOW)
    save(store, 1, "after", "after")
    other.close()
    again = opened(tmp_path)
    assert again.records.case("after").entries
    again.close()


def test_a_closed_case_is_purged_only_after_its_last_day(store: Store) -> None:
    save(store, 1)
    store.records.save_turn(turn("end"), reply(), answered(store.records.case("c1"), status="closed"))
    last_day = NOW.replace(year=2027, hour=22)
    assert store.records.purge(last_day, {"sevenoaks-dc": 12}, "lead") == ()
    assert store.records.purge(last_day.replace(day=24), {}, "lead") == ()
    assert store.records.purge(last_day.replace(day=24), {"sevenoaks-dc": 12}, "lead") == ("c1",)


def test_practice_is_never_in_the_tables_and_is_forgotten(store: Store, tmp_path: Path) -> None:
    practice = answered(new_case("p", mode="practice"))
    with pytest.raises(NotSavedError):
        store.records.save_turn(turn("m0"), reply(), practice)
    both = RecordsWithPractice(store.records, lambda: NOW)
    both.save_turn(turn("m0"), reply(), practice)
    assert both.standing("conv").case == practice.case and both.cases() == ()
    with store.database.reading() as connection:
        assert connection.execute(text("SELECT count(*) FROM turns")).scalar() == 0
    both.save_turn(turn("m1"), reply(stage="ended"), answered(practice.case))
    assert both.standing("conv").case is None and len(both._cases) == 0


def test_an_idle_conversation_pauses_its_case_and_loses_nothing(tmp_path: Path) -> None:
    clock = [NOW]
    store = open_store(address(tmp_path), tmp_path / "key.json", lambda: clock[0])
    save(store)
    store.records.save_turn(turn("x", "caseless"), reply(), None)
    clock[0] = NOW.replace(day=30)
    assert store.records.expire_conversations(NOW.replace(day=25) - NOW) == 2
    held = store.records.standing("conv").case
    assert held is not None and held.status == "paused" and len(held.entries) == 3
    assert store.records.standing("caseless", "x").answered is None
    store.records.save_turn(turn("back"), reply(), answered(replace(held, status="open")))
    store.close()
