"""A real server under watch, through a whole disclosure, with words typed everywhere and every fault on its way."""

import json
import socket
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import httpx

from .practitioner import HOOK, Practitioner, button, plain_answers
from .server import Server

CANARY = "xylobird"
"""Stands in everything that is typed; nothing of ours and no library's says it."""
SAID = f"I told him about the {CANARY} and he hit me."


@dataclass
class Evidence:
    """What was seen: answers to the faults, kinds of question typed at, documents, and what was left behind."""

    faults: dict[str, int] = field(default_factory=dict)
    kinds: set[str] = field(default_factory=set)
    turns: int = 0
    documents: list[bytes] = field(default_factory=list)
    refusals: list[str] = field(default_factory=list)
    printed: bytes = b""
    files: dict[str, bytes] = field(default_factory=dict)
    lookups: str = ""


class Watched:
    """A disclosure on ``server``: words with the canary at every question, a fault now and then."""

    def __init__(self, server: Server, client: httpx.Client) -> None:
        self.server, self.client, self.seen = server, client, Evidence()
        self.pat = Practitioner(client)

    @property
    def database(self) -> Path:
        """The database file."""
        return self.server.folder / "data" / "heard.db"

    def disclose(self) -> None:
        """From the first message to the last question, typing at every question before answering it."""
        self.pat.send("hello")
        typed: set[str] = set()
        for _ in range(400):
            key = self.pat.question
            if key is None:
                return
            self.seen.turns += 1
            first = key not in typed
            typed.add(key)
            self.seen.kinds.add(str(self.pat.last[-1]["custom"]["kind"]))
            assert self.pat.send(SAID if first else self._answer(key)).status_code == 200
            if first and key == "dash_3":
                self.strike()
        raise AssertionError("no end in sight")

    def _answer(self, key: str) -> str:
        for way_on in ("done", plain_answers(key, None), "skip"):
            offered = way_on and button(self.pat.last, way_on)
            if offered:
                return offered
        return str(self.pat.last[-1]["buttons"][0]["payload"]) if self.pat.last[-1]["buttons"] else "skip"

    def strike(self) -> None:
        """Every fault in turn, each with words on their way."""
        self._of_the_database()
        self._of_the_request()

    def _of_the_database(self) -> None:
        with self._changed("BEGIN IMMEDIATE", "ROLLBACK"):
            self._note("locked", self.pat.send(SAID))
        for name, table in (("failed save", "turns"), ("failed snapshot", "trackers")):
            refuse = f"CREATE TRIGGER refuse BEFORE {{}} ON {table} BEGIN SELECT RAISE(ABORT, 'refused'); END"
            for change in ("INSERT", "UPDATE"):
                with self._changed(refuse.format(change), "DROP TRIGGER refuse"):
                    self._note(f"{name} {change}", Practitioner(self.client, f"{table}-{change}").send(SAID))
                    self._note(f"{name} {change} later", self.pat.send(SAID))
        turning = Practitioner(self.client, "turning")
        turning.reach("account.seen")
        turning.send(SAID)
        with self._changed(refuse.format("UPDATE"), "DROP TRIGGER refuse"):
            leave = button(turning.last, "done")
            self._note("failed snapshot of a new stage", turning.send(str(leave)))
        failing = Practitioner(self.client, "failing")
        failing.reach("account")
        with self._changed(
            "UPDATE cases SET policy_on = 'never', version = version + 1 WHERE practitioner = 'failing'"
        ):
            self._note("failed action", failing.send(SAID))
        tampered = Practitioner(self.client, "tampered")
        tampered.reach("account")
        with self._changed("UPDATE turns SET sealed = x'00' WHERE conversation_id = 'rest:tampered'"):
            self._note("tampered row", tampered.send(SAID))

    def _of_the_request(self) -> None:
        self._note("oversize", self.pat.send(SAID * 5_000))
        self._note("over the core's limit", self.pat.send(SAID * 600))
        content = {"content-type": "application/json"}
        bad = f'{{"sender": "pat", "message": "{SAID}'
        self._note("bad JSON", self.client.post(HOOK, content=bad, headers=content))
        wrong = {"sender": "pat", "message": [SAID], "metadata": {"org": SAID}}
        self._note("wrong types", self.client.post(HOOK, json=wrong))
        unknown = {"sender": "pat", "message": SAID, "metadata": {"org": SAID}, SAID: SAID}
        self._note("unknown organisation", self.client.post(HOOK, json=unknown))
        stale = "/answer" + json.dumps({"question": SAID, "value": SAID})
        self._note("stale button", self.pat.send(stale))
        self._note("typed intent", Practitioner(self.client, "intent").send(f'/affirm{{"x": "{SAID}"}}'))
        self._note("unknown address", self.client.get(f"/cases/{CANARY}/documents/{CANARY}.docx"))
        self.raw(f"GET /{CANARY} {CANARY}/1.1\r\n\r\n")

    def raw(self, text: str) -> None:
        """Send bytes that are no HTTP."""
        place = urlsplit(self.server.address)
        with socket.create_connection((place.hostname, place.port or 80), 5) as connection:
            connection.sendall(text.encode())
            connection.recv(1_000)

    def draft(self) -> None:
        """Fetch every document of the case in every form."""
        listed = self.client.get(f"/cases/{self.pat.case_id}/documents", headers={"heard-sender": "pat"})
        for document in listed.json()["documents"]:
            for form in ("docx", "html"):
                if form in document:
                    answer = self.client.get(document[form], headers={"heard-sender": "pat"})
                    assert answer.status_code == 200, answer.text
                    self.seen.documents.append(answer.content)

    def _note(self, name: str, answer: httpx.Response) -> None:
        self.seen.faults[name] = answer.status_code
        if answer.status_code != 200:
            self.seen.refusals.append(answer.text)

    @contextmanager
    def _changed(self, change: str, undo: str = "") -> Iterator[None]:
        with closing(sqlite3.connect(self.database, isolation_level=None, timeout=10)) as program:
            program.execute(change)
            try:
                yield
            finally:
                program.execute(undo)


def watched(folder: Path, models: Path) -> Evidence:
    """Hold the disclosure on a server of its own, stop it, and return what was seen."""
    folder.mkdir()
    notes = folder / "lookups"
    notes.touch()
    program = (
        f"import runpy, sys; sys.argv[1:1] = [{str(notes)!r}]; "
        "runpy.run_module('tests.faults.watched_start', run_name='__main__')"
    )
    server = Server.started(folder, models, program)
    try:
        with server.client() as client:
            watch = Watched(server, client)
            watch.disclose()
            watch.draft()
    finally:
        server.stop()
    seen = watch.seen
    seen.printed, seen.lookups = server.printed, notes.read_text()
    kept = (path for part in ("data", "state") for path in (folder / part).rglob("*") if path.is_file())
    seen.files = {path.name: path.read_bytes() for path in kept}
    return seen
