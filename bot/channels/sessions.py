"""Who is talking on the plain page: a signed cookie, issued here, that names its own conversation.

The conversation's id comes from the cookie alone, never from a request's body or address. Nothing is kept on
the server, so a session outlives a restart. After half an hour without a sign of life it is over; the case
stays, and its code opens it again.
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

COOKIE = "page"
IDLE = timedelta(minutes=30)
LONGEST_COOKIE = 2_000
CODE_BYTES = 10


@dataclass(frozen=True, slots=True)
class Session:
    """One practitioner at one page. ``seen`` is the last sign of life, in seconds since 1970."""

    conversation_id: str
    practitioner: str
    org: str
    seen: int


def new_session(practitioner: str, org: str, now: datetime) -> Session:
    """A session with a conversation nobody else can name."""
    secret = secrets.token_hex(16)
    return Session(f"web:{secret}", practitioner or f"practitioner-{secret[:6]}", org, int(now.timestamp()))


class Sessions:
    """Signs and reads cookies and the codes with which a case is opened again."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    def cookie(self, session: Session, now: datetime) -> str:
        """The cookie of ``session``, alive from ``now``."""
        fresh = replace(session, seen=int(now.timestamp()))
        body = base64.urlsafe_b64encode(json.dumps(asdict(fresh)).encode()).decode()
        return f"{body}.{self._sign('session', body)}"

    def session(self, cookie: str | None, now: datetime) -> Session | None:
        """The session of a cookie that was issued here and is not idle for too long, or ``None``."""
        body, _, signature = (cookie or "")[:LONGEST_COOKIE].rpartition(".")
        if not body or not hmac.compare_digest(signature.encode(), self._sign("session", body).encode()):
            return None
        session = Session(**json.loads(base64.urlsafe_b64decode(body)))
        idle = now.timestamp() - session.seen
        return session if idle <= IDLE.total_seconds() else None

    def code(self, case_id: str) -> str:
        """The code that opens ``case_id`` again: its number, a dash, and sixteen letters and digits."""
        digest = hmac.digest(self._key, f"case:{case_id}".encode(), "sha256")[:CODE_BYTES]
        return f"{case_id}-{base64.b32encode(digest).decode().lower()}"

    def case_of(self, code: str) -> str | None:
        """The case that ``code`` opens, or ``None`` where it was not issued here."""
        case_id = code.strip().rpartition("-")[0]
        genuine = hmac.compare_digest(code.strip().encode(errors="replace"), self.code(case_id).encode())
        return case_id if genuine else None

    def _sign(self, purpose: str, body: str) -> str:
        return hmac.new(self._key, f"{purpose}:{body}".encode(errors="replace"), hashlib.sha256).hexdigest()


def signing_key(folder: Path, token: str | None) -> bytes:
    """The key that signs sessions, made on first use with mode 600; another token ends every session."""
    path = folder / "sessions.key"
    if not path.exists():
        _create(path, secrets.token_bytes(32))
    return hmac.digest(path.read_bytes(), (token or "").encode(), "sha256")


def cookie_settings(secure: bool) -> Mapping[str, object]:
    """How the cookie is set: out of reach of scripts and of other sites, gone with the browser."""
    return {"key": COOKIE, "httponly": True, "samesite": "strict", "path": "/", "secure": secure}


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
