"""Who is signed in on which browser: a signed cookie, checked against what the server knows of it.

The conversation's id comes from the session alone, never from a request's body or address. A session is over
after half an hour without anything done by the person, after twelve hours whatever they did, and when they
sign out. It outlives a restart of the server; a session that was ended stays ended.
"""

import base64
import hashlib
import hmac
import json
import os
import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from bot.application.people import Person, Role

COOKIE, BROWSER = "page", "browser"
IDLE = timedelta(minutes=30)
LONGEST = timedelta(hours=12)
LONGEST_COOKIE = 4_000
CODE_BYTES = 10


@dataclass(frozen=True, slots=True)
class Session:
    """One person at one browser.

    ``conversation_id`` is what they write to; ``reading`` a case that they only read, or empty. ``browser``
    ties the session to the browser it began in. ``began`` and ``seen`` (the last sign of life) in seconds
    since 1970.
    """

    id: str
    browser: str
    person: Person
    conversation_id: str
    began: int
    seen: int
    reading: str = ""


def new_session(person: Person, browser: str, now: datetime) -> Session:
    """A session with a conversation nobody else can name."""
    at = int(now.timestamp())
    return Session(secrets.token_urlsafe(16), browser, person, new_conversation(), at, at)


def new_conversation() -> str:
    """The id of a conversation that nobody has spoken in."""
    return f"web:{secrets.token_hex(16)}"


class Sessions:
    """Signs and reads the cookies, and knows what became of each session.

    ``folder`` is where the ended ones are written down, so that they stay ended after a restart. Sessions are
    kept and ended on the event loop alone; they are read from any thread.
    """

    def __init__(self, key: bytes, folder: Path | None = None) -> None:
        self._key = key
        self._open: dict[str, Session] = {}
        self._ended = Ended(folder / "sessions.ended" if folder else None)

    def keep(self, session: Session, now: datetime) -> Session:
        """``session`` as it is from now on, alive at ``now``."""
        self._forget_old(now)
        self._open[session.id] = replace(session, seen=int(now.timestamp()))
        return self._open[session.id]

    def cookie(self, session: Session) -> str:
        """The cookie of ``session``."""
        return self.signed("session", asdict(session))

    def session(self, cookie: str | None, browser: str | None, now: datetime) -> Session | None:
        """The session of a cookie that was issued here to this browser and is not over, or ``None``."""
        found = self._read(cookie)
        if found is None or not browser or not _same(found.browser, browser):
            return None
        known = self._open.setdefault(found.id, found)
        return known if self.is_alive(known.id, now) else None

    def is_alive(self, session_id: str, now: datetime) -> bool:
        """Whether the session is neither ended nor left alone for too long nor too old."""
        session = self._open.get(session_id)
        if session is None or session_id in self._ended:
            return False
        at = now.timestamp()
        return at - session.seen <= IDLE.total_seconds() and at - session.began <= LONGEST.total_seconds()

    def known(self, session_id: str, now: datetime) -> Session | None:
        """The session as it stands now, or ``None`` where it is over."""
        return self._open.get(session_id) if self.is_alive(session_id, now) else None

    def end(self, session: Session) -> None:
        """Nobody comes back to this session, whatever cookie they kept."""
        self._ended.add(session.id, session.began + int(LONGEST.total_seconds()))
        self._open.pop(session.id, None)

    def csrf(self, browser: str) -> str:
        """What a request that changes something has to carry in its header, from this browser."""
        return self._sign("csrf", browser)

    def signed(self, purpose: str, content: Mapping[str, Any]) -> str:
        """``content`` as text that can be read by everybody and changed by nobody."""
        body = base64.urlsafe_b64encode(json.dumps(content).encode()).decode()
        return f"{body}.{self._sign(purpose, body)}"

    def unsigned(self, purpose: str, text: str | None) -> dict[str, Any] | None:
        """The content that was signed here for this purpose, or ``None``."""
        body, _, signature = (text or "")[:LONGEST_COOKIE].rpartition(".")
        if not body or not _same(signature, self._sign(purpose, body)):
            return None
        content: dict[str, Any] = json.loads(base64.urlsafe_b64decode(body))
        return content

    def code(self, case_id: str) -> str:
        """The code that opens ``case_id`` again: its number, a dash, and sixteen letters and digits."""
        digest = hmac.digest(self._key, f"case:{case_id}".encode(), "sha256")[:CODE_BYTES]
        return f"{case_id}-{base64.b32encode(digest).decode().lower()}"

    def case_of(self, code: str) -> str | None:
        """The case that ``code`` opens, or ``None`` where it was not issued here."""
        case_id = code.strip().rpartition("-")[0]
        return case_id if _same(code.strip(), self.code(case_id)) else None

    def _read(self, cookie: str | None) -> Session | None:
        content = self.unsigned("session", cookie)
        if content is None:
            return None
        person = content.pop("person")
        return Session(person=Person(**person | {"role": Role(person["role"])}), **content)

    def _forget_old(self, now: datetime) -> None:
        for session_id in [id for id in list(self._open) if not self.is_alive(id, now)]:
            self._open.pop(session_id, None)
        self._ended.forget_before(int(now.timestamp()))

    def _sign(self, purpose: str, body: str) -> str:
        return hmac.new(self._key, f"{purpose}:{body}".encode(errors="replace"), hashlib.sha256).hexdigest()


class Ended:
    """The sessions that were ended, each until it would be too old anyway; in a file where there is one."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        lines = path.read_text("ascii").splitlines() if path and path.exists() else ()
        self._until = {digest: int(until) for digest, until in (line.split() for line in lines)}

    def __contains__(self, session_id: str) -> bool:
        return _digest(session_id) in self._until

    def add(self, session_id: str, until: int) -> None:
        """``session_id`` is over; ``until`` in seconds since 1970."""
        self._until[_digest(session_id)] = until
        self._write()

    def forget_before(self, now: int) -> None:
        """Let go of those that are too old by now."""
        old = [digest for digest, until in self._until.items() if until < now]
        for digest in old:
            del self._until[digest]
        if old:
            self._write()

    def _write(self) -> None:
        if self._path is not None:
            text = "".join(f"{digest} {until}\n" for digest, until in self._until.items())
            part = self._path.with_name(f"{self._path.name}.{os.getpid()}")
            part.touch(0o600)
            part.write_text(text, "ascii")
            part.replace(self._path)


def signing_key(folder: Path, token: str | None) -> bytes:
    """The key that signs sessions, made on first use with mode 600; another token ends every session."""
    path = folder / "sessions.key"
    if not path.exists():
        _create(path, secrets.token_bytes(32))
    return hmac.digest(path.read_bytes(), (token or "").encode(), "sha256")


def cookie_name(name: str, secure: bool) -> str:
    """The cookie's name: on https one that no other host of the domain can set."""
    return f"__Host-{name}" if secure else name


def cookie_settings(name: str, secure: bool) -> Mapping[str, Any]:
    """How a cookie is set: out of reach of scripts and of other sites, gone with the browser."""
    named = cookie_name(name, secure)
    return {"key": named, "httponly": True, "samesite": "strict", "path": "/", "secure": secure}


def _same(given: str, wanted: str) -> bool:
    return hmac.compare_digest(given.encode(errors="replace"), wanted.encode(errors="replace"))


def _digest(session_id: str) -> str:
    return hashlib.sha256(session_id.encode()).hexdigest()


def _create(path: Path, content: bytes) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.{os.getpid()}")
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
    try:
        os.link(part, path)
    except FileExistsError:
        pass
    finally:
        part.unlink()
