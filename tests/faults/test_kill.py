"""`kill -9` at any moment loses no acknowledged answer, doubles none, and the same question is open afterwards.

Fifty random moments, with fixed seeds. Forty-five of them hit a small process that takes turns with the real
packs and the real record (it starts in milliseconds), five the real server over REST (it starts in seconds).
Each run is held against one that nobody interrupted: the same questions in the same order, the same entries.
"""

import random
import threading
import time
from pathlib import Path

import httpx
import pytest

from bot.adapters.records.opening import open_store
from bot.safeguarding.errors import RecordError

from .practitioner import HOOK, Practitioner, Spoken, next_message, plain_answers, question
from .server import Server
from .worker import Worker

WORKER_KILLS = 45
SERVER_KILLS = 5
SERVER_MESSAGES = 40


def recorded(data: Path) -> list[tuple[str, object, str, str]]:
    """Every entry of the only case, from the record itself: key, value, words, id of its message."""
    store = open_store(f"sqlite:///{data / 'heard.db'}", data / "key.json")
    try:
        (summary,) = store.records.cases()
        assert store.records.verify() == ()
        case = store.records.case(summary.id)
        return [(entry.key, entry.value, entry.text, entry.turn_id) for entry in case.entries]
    finally:
        store.close()


def turns_of(data: Path) -> int:
    """How many turns are recorded."""
    store = open_store(f"sqlite:///{data / 'heard.db'}", data / "key.json")
    with store.database.reading() as connection:
        found = connection.exec_driver_sql("SELECT count(*) FROM turns").scalar()
    store.close()
    return int(found or 0)


def last_answered(data: Path, conversation: str, message_id: str) -> bool:
    """Whether the record has the answer to this message."""
    try:
        store = open_store(f"sqlite:///{data / 'heard.db'}", data / "key.json")
    except RecordError:
        return False
    try:
        return store.records.standing(conversation, message_id).answered is not None
    finally:
        store.close()


class Interrupted:
    """An assessment with a worker that is killed before, while or after it takes the chosen messages."""

    def __init__(self, folder: Path, seed: int, kills: int) -> None:
        self.chance = random.Random(seed)
        self.folder, self.questions, self.before = folder, [], None
        self.kill_at = set(self.chance.sample(range(1, 85), kills))
        self.killed = self.cut_off = 0
        self.worker = Worker.started(folder)

    def run(self) -> list[str | None]:
        """The open question after each message, to the end of the assessment."""
        text, number = "hello", 0
        while True:
            last = self.answered(number, text)
            self.questions.append(question(last))
            if question(last) is None:
                self.worker.kill()
                return self.questions
            text, number = next_message(last, plain_answers, self.before), number + 1
            self.before = question(last)

    def answered(self, number: int, text: str) -> Spoken:
        """The reply to one message, sent again under the same id to a new worker until it is acknowledged."""
        due, last = number in self.kill_at, None
        while last is None:
            self.worker.send(f"m{number}", text)
            if due:
                last, due = self.struck(number), False
            else:
                last = self.worker.answer()
        return last

    def struck(self, number: int) -> Spoken | None:
        """Kill the worker within the time a turn takes; what it acknowledged before it died, if anything."""
        time.sleep(self.chance.uniform(0, 0.012))
        self.worker.kill()
        last = self.worker.answer()
        self.killed, self.cut_off = self.killed + 1, self.cut_off + (last is None)
        if last is not None:
            assert last_answered(self.folder, "c", f"m{number}")
        self.worker = Worker.started(self.folder)
        return last


def test_forty_five_kills_of_a_process_that_takes_turns_change_nothing(tmp_path: Path) -> None:
    calm = Interrupted(tmp_path / "calm", 0, 0)
    calm_questions = calm.run()
    hit = Interrupted(tmp_path / "hit", 20261123, WORKER_KILLS)
    assert hit.run() == calm_questions
    assert (hit.killed, calm.killed) == (WORKER_KILLS, 0)
    assert hit.cut_off > 5, "the moments have to hit turns that were not acknowledged yet"
    assert recorded(tmp_path / "hit") == recorded(tmp_path / "calm")
    assert turns_of(tmp_path / "hit") == len(calm_questions)


@pytest.mark.slow
def test_five_kills_of_the_server_change_nothing(tmp_path: Path, model_path: Path) -> None:
    chance = random.Random(20261124)
    kill_at = set(chance.sample(range(2, SERVER_MESSAGES), SERVER_KILLS))
    server = Server.started(tmp_path / "server", model_path.parent)
    questions: list[str | None] = []
    answers: dict[str, Spoken] = {}
    text, before, last = "hello", None, ()
    try:
        for number in range(SERVER_MESSAGES):
            if number in kill_at:
                last = struck(server, f"m{number}", text, chance) or ()
                server = Server.started(server.folder, model_path.parent)
                assert_goes_on(server, answers, number, last)
            with server.client() as client:
                pat = Practitioner(client)
                assert pat.send(text, f"m{number}").status_code == 200
            assert not last or pat.last == last
            answers[f"m{number}"], last = pat.last, ()
            questions.append(pat.question)
            text, before = next_message(pat.last, plain_answers, before), pat.question
    finally:
        server.stop()
    assert questions == undisturbed(tmp_path / "calm", SERVER_MESSAGES)
    assert recorded(server.folder / "data") == recorded(tmp_path / "calm")
    assert turns_of(server.folder / "data") == SERVER_MESSAGES


def struck(server: Server, message_id: str, text: str, chance: random.Random) -> Spoken | None:
    """Send a message and kill the server within the time a turn takes; what was acknowledged, if anything."""
    heard: list[Spoken] = []

    def send() -> None:
        body = {
            "sender": "pat",
            "message": text,
            "metadata": {"org": "sevenoaks-dc", "message_id": message_id},
        }
        try:
            with server.client() as client:
                answer = client.post(HOOK, json=body)
                heard.extend([answer.json()] if answer.status_code == 200 else [])
        except httpx.TransportError:
            return

    sending = threading.Thread(target=send)
    sending.start()
    time.sleep(chance.uniform(0.01, 0.12))
    server.kill()
    sending.join()
    return heard[0] if heard else None


def assert_goes_on(server: Server, answers: dict[str, Spoken], number: int, last: Spoken) -> None:
    """After a restart every message that was acknowledged has the answer it had."""
    with server.client() as client:
        pat = Practitioner(client)
        for message_id, answer in [*answers.items(), *([(f"m{number}", last)] if last else [])]:
            pat.send("sent again", message_id)
            assert pat.last == answer


def undisturbed(folder: Path, messages: int) -> list[str | None]:
    """The open question after each of ``messages`` that nobody interrupts."""
    worker, questions, text, before = Worker.started(folder), [], "hello", None
    for number in range(messages):
        worker.send(f"m{number}", text)
        last = worker.answer()
        assert last is not None
        questions.append(question(last))
        text, before = next_message(last, plain_answers, before), question(last)
    worker.kill()
    return questions
